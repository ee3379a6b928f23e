"""Everything that somebody may do to a project, chosen by chance."""

from collections.abc import Callable, Mapping
from random import Random

from tests.workspace.session import Session

Edit = Callable[[Session, Random], None]

_START = "WANNEER werkbon compleet gemeld\n"
_MAIL = "DAN VERSTUUR e-mail MET ontvanger = relatie.e-mailadres; sjabloon = "
ADDED = (
    f'REGEL "Bedankt"\n{_START}DAN ZET werkstatus = "Uitgevoerd"\n',
    'REGEL "Nieuw"\nWANNEER werkbon statuswijziging NAAR "Ingepland"\nDAN ZET status = "Ingepland"\n',
    f'REGEL "Nieuw"\n  UIT\n{_START}EN klein\nDAN ZET werkstatus = "Uitgevoerd"\n',
    'REGEL "Post"\nWANNEER document ontvangen\nEN bestaat niet\nDAN LEES document in\n',
    f'REGEL "Stand"\n{_START}EN werkstatus IN standen EN NIET klein\nDAN ZET status = "Compleet"\n',
    f'REGEL "Brief"\n{_START}{_MAIL}"Dag"\n',
    f'REGEL "Groot"\n# regeltaal: uit RT628 omdat het moet\n{_START}EN groot\nDAN ZET status = "Compleet"\n',
    "DEFINITIE klein BIJ werkbon = groot EN bekend\n",
    "DEFINITIE klein = groot\n",
    "DEFINITIE klein = klein\n",
    "DEFINITIE groot BIJ werkbon = veel\n",
    "DEFINITIE bekend BIJ werkbon = aantal foto's > 3\n",
    "DEFINITIE bekend BIJ werkbon = klein\n",
    'LIJST standen = "Klaar"; "Weg"\n',
    "LIJST standen = 1; 2\n",
    "LIJST aantallen = 1; 2; onzin\n",
    'GEBRUIK "begrippen.regel"\n',
    'GEBRUIK "weg.regel"\n',
    'GEBRUIK "klussen.regel"\n',
    'GEBRUIK "lijsten.regel"\n',
    f'TEST "nog een"\n{_START}VERWACHT REGEL "Nieuw" WAAR\nVERWACHT MAAK vervolgwerkbon\n',
    f'TEST "nog een"\nGEGEVEN werkbon MET werkstatus = "Klaar"\n{_START}VERWACHT REGEL "Stand" WAAR\n',
    "# niets\n",
    "# regeltaal: uit RT636 omdat het even zo is\n",
    "REGEL onzin DAN\n",
    "DEFINTIE bekend BIJ werkbon = groot\n",
    'ADMINISTRATIE "Bakker BV"\n',
    '"""\n',
    "é\u0301en\n",
)
WORDS = (
    "groot",
    "bekend",
    "klein",
    "standen",
    "aantallen",
    "veel",
    "EN",
    "NIET",
    '"',
    '"""',
    "REGEL",
    "status",
    "\r\n",
)
TEMPLATES = ("Dag {nummer}", "Dag {bestaat niet}", "{VOOR ELK m IN materialen}", "Dag", "{groot}")
SETTINGS = (
    ("subscription", 'abonnement = "Compleet"', 'abonnement = "Basis"'),
    ("modules", 'modules = ["Archief"]', "modules = []"),
    ("zone", 'domein = "', 'tijdzone = "Europe/Berlin"\ndomein = "'),
    ("broken", "[project]", "[project"),
    ("other", "werkplaats.domein", "weg.domein"),
    ("lint", "[administraties", '[lint]\nuit = ["RT628", "RT999"]\n\n[administraties'),
    ("pattern", "[project]\n", '[project]\nregels = ["regels/*.regel"]\n'),
)
DOMAINS = (
    ("tekst", "getal"),
    ("VELD", "VELDD"),
    ("OBJECT werkbon", "OBJECT werkbonnetje"),
    ("werkstatus", "werkstand"),
    ("\n", "\n\n"),
)


def _rule_file(session: Session, chance: Random) -> str | None:
    files = [path for path in session.paths if path.endswith(".regel")]
    return chance.choice(files) if files else None


def _of_rules(change: Callable[[str, Random], str]) -> Edit:
    """An edit of a rule file: in an editor for the most part, else on disk."""

    def edit(session: Session, chance: Random) -> None:
        path = _rule_file(session, chance)
        if path is not None:
            text = change(session.text(path) or "", chance)
            (session.write if chance.random() < 0.2 and path not in session.open else session.edit)(path, text)

    return edit


def add(text: str, chance: Random) -> str:
    lines = text.split("\n")
    starts = [at for at, line in enumerate(lines) if at and not line] or [len(lines)]
    at = chance.choice([1, len(lines), *starts])
    return "\n".join([*lines[:at], chance.choice(ADDED).rstrip("\n"), *lines[at:]])


def change_a_word(text: str, chance: Random) -> str:
    words = text.split(" ")
    at = chance.randrange(len(words))
    words[at : at + 1] = chance.choice(([], [words[at]] * 2, [chance.choice(words)], [chance.choice(WORDS)]))
    return " ".join(words)


def type_a_letter(text: str, chance: Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(("", "e", " ", "\n", '"', "#", "é")) + text[at + chance.randrange(2) :]


def drop(text: str, chance: Random) -> str:
    parts = text.split("\n\n")
    parts.pop(chance.randrange(len(parts)))
    return "\n\n".join(parts)


def move(text: str, chance: Random) -> str:
    parts = text.split("\n\n")
    chance.shuffle(parts)
    return "\n\n".join(parts)


def double(text: str, chance: Random) -> str:
    parts = text.split("\n\n")
    return "\n\n".join([*parts, chance.choice(parts)])


def open_a_file(session: Session, chance: Random) -> None:
    path = chance.choice(session.paths)
    session.edit(path, session.text(path) or "")


def close_a_file(session: Session, chance: Random) -> None:
    if session.open:
        session.close(chance.choice(session.open))


def save_a_file(session: Session, chance: Random) -> None:
    if session.open:
        session.save(chance.choice(session.open))


def remove_a_file(session: Session, chance: Random) -> None:
    files = [path for path in session.paths if path.endswith((".regel", ".txt")) and path not in session.open]
    if len(files) > 2:
        session.remove(chance.choice(files))


def copy_a_file(session: Session, chance: Random) -> None:
    path = _rule_file(session, chance)
    name = chance.choice(["weg", "nieuw", "begrippen"])
    if path is not None:
        (session.write if chance.random() < 0.5 else session.edit)(f"regels/{name}.regel", session.text(path) or "")


def change_a_template(session: Session, chance: Random) -> None:
    path = f"sjablonen/{chance.choice(['Bedankt', 'Klaar', 'Dag'])}.txt"
    (session.write if chance.random() < 0.5 else session.edit)(path, chance.choice(TEMPLATES))


def change_the_settings(session: Session, chance: Random) -> None:
    _, old, new = chance.choice(SETTINGS)
    text = session.text("regeltaal.toml") or ""
    session.edit("regeltaal.toml", text.replace(new, old) if new in text else text.replace(old, new, 1))


def change_the_domain(session: Session, chance: Random) -> None:
    old, new = chance.choice(DOMAINS)
    text = session.text("werkplaats.domein") or ""
    changed = text.replace(new, old) if new in text else text.replace(old, new)
    (session.write if chance.random() < 0.3 and "werkplaats.domein" not in session.open else session.edit)(
        "werkplaats.domein", changed
    )


def begin(session: Session, chance: Random) -> None:
    """Checks a little, and then goes on editing."""
    session.begin(chance.randrange(12))


def look(session: Session, chance: Random) -> None:
    """Asks what an editor asks, before anything is checked."""
    state = session.state
    paths = list(state.sheets)
    if paths:
        path = chance.choice(paths)
        state.scope(path)
        state.checked(path, chance.choice(state.sheets[path].parts))


EDITS: Mapping[str, Edit] = {
    "add": _of_rules(add),
    "change a word": _of_rules(change_a_word),
    "type a letter": _of_rules(type_a_letter),
    "drop": _of_rules(drop),
    "move": _of_rules(move),
    "double": _of_rules(double),
    "open": open_a_file,
    "close": close_a_file,
    "save": save_a_file,
    "remove": remove_a_file,
    "copy": copy_a_file,
    "template": change_a_template,
    "settings": change_the_settings,
    "domain": change_the_domain,
    "begin": begin,
    "look": look,
}
