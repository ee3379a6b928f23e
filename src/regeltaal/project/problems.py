"""What can be wrong with a project's files and its regeltaal.toml."""

from collections.abc import Iterable

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Edit, Fix, Sample, SampleKind, Severity
from regeltaal.base.source import Span
from regeltaal.base.suggest import nearest
from regeltaal.base.text import Text, same

GOOD_CONFIG = '[project]\ndomein = "werkbonnen"\n'
GOOD_RULE = (
    'DOMEIN werkbonnen\n\nREGEL "Bereken reiskosten"\nWANNEER werkbon compleet gemeld\nDAN\n  BEREKEN reiskosten\n'
)
_RULE_FILE = ("regels/reiskosten.regel", GOOD_RULE)


def _config(text: str) -> Sample:
    """A regeltaal.toml with a rule file beside it."""
    return Sample(text, SampleKind.CONFIG, files=(_RULE_FILE,))


def _project(config: str, *files: tuple[str, str]) -> Sample:
    """A whole project, all of it in files; ``config`` is left out when it is empty."""
    return Sample("", SampleKind.PROJECT, files=(("regeltaal.toml", config), *files) if config else files)


_GOOD = _config(GOOD_CONFIG)


def _with(text: str) -> Sample:
    return _config(GOOD_CONFIG + text)


NO_SUCH_PATH = declare(
    "RT940",
    Severity.ERROR,
    title=Text(nl="Bestand bestaat niet", en="File does not exist"),
    message=Text(nl="`{path}` bestaat niet", en="`{path}` does not exist"),
    hint=Text(
        nl="Controleer de schrijfwijze en de map van waaruit u werkt.",
        en="Check the spelling and the folder you are working from.",
    ),
    why=Text(
        nl="Er is een map of bestand genoemd dat er niet is. Een pad in regeltaal.toml geldt vanaf de map van dat "
        "bestand.",
        en="A folder or file was named that is not there. A path in regeltaal.toml is relative to the folder of that "
        "file.",
    ),
    wrong=_config('[project]\ndomein = "eigen.domein"\n'),
    right=_GOOD,
)


def no_such_path(span: Span, path: str) -> Diagnostic:
    return Diagnostic(NO_SUCH_PATH, span, {"path": path})


NO_PROJECT = declare(
    "RT941",
    Severity.ERROR,
    title=Text(nl="Geen project", en="Not a project"),
    message=Text(
        nl="in `{path}` en de mappen erboven staat geen `regeltaal.toml`",
        en="there is no `regeltaal.toml` in `{path}` or in a folder above it",
    ),
    hint=Text(
        nl="Maak een project met `regeltaal nieuw MAP --domein werkbonnen`, of noem een regelbestand.",
        en="Make a project with `regeltaal nieuw MAP --domein werkbonnen`, or name a rule file.",
    ),
    why=Text(
        nl="Een map is een project als er een bestand `regeltaal.toml` in staat. Daarin staat welk domein de regels "
        "gebruiken.",
        en="A folder is a project when it holds a file `regeltaal.toml`, which says what domain the rules are for.",
    ),
    wrong=_project("", ("regels/leesmij.txt", "Hier komen onze regels.\n")),
    right=_project(GOOD_CONFIG, _RULE_FILE),
)


def no_project(span: Span, path: str) -> Diagnostic:
    return Diagnostic(NO_PROJECT, span, {"path": path})


NOT_READABLE = declare(
    "RT942",
    Severity.ERROR,
    title=Text(nl="Bestand niet te lezen", en="File can't be read"),
    message=Text(nl="`{path}` kan niet worden gelezen: {cause}", en="`{path}` can't be read: {cause}"),
    why=Text(
        nl="Het bestand is er wel, maar lezen lukt niet: het is een map, u hebt er geen rechten op, of het is te "
        "groot.",
        en="The file is there but can't be read: it is a folder, you have no permission, or it is too large.",
    ),
    wrong=_project(
        '[project]\ndomein = "eigen.domein"\n', _RULE_FILE, ("eigen.domein/leesmij.txt", "Dit is een map.\n")
    ),
    right=_project(GOOD_CONFIG, _RULE_FILE),
)
IS_FOLDER = Text(nl="het is een map", en="it is a folder")
NO_PERMISSION = Text(nl="u hebt geen rechten om het te lezen", en="you have no permission to read it")
READ_ERROR = Text(nl="de schijf of het netwerk geeft een fout", en="the disk or the network reports an error")


def not_readable(span: Span, path: str, cause: Text) -> Diagnostic:
    return Diagnostic(NOT_READABLE, span, {"path": path, "cause": cause})


def too_large(megabytes: int) -> Text:
    return Text(nl=f"het is groter dan {megabytes} MB", en=f"it is larger than {megabytes} MB")


NOT_UTF8 = declare(
    "RT943",
    Severity.ERROR,
    title=Text(nl="Geen UTF-8", en="Not UTF-8"),
    message=Text(
        nl="`{path}` is geen UTF-8: byte {byte} (positie {offset}) hoort daar niet",
        en="`{path}` is not UTF-8: byte {byte} (position {offset}) does not belong there",
    ),
    hint=Text(
        nl="Sla het bestand in uw tekstverwerker op met codering UTF-8.",
        en="Save the file with encoding UTF-8 in your editor.",
    ),
    why=Text(
        nl="Regelbestanden zijn UTF-8. Een bestand in een oudere codering zou letters als é verkeerd lezen, en dan "
        "past een "
        "regel stil niet meer op de gegevens.",
        en="Rule files are UTF-8. In an older encoding letters such as é would be misread, and a rule would silently "
        "not fit.",
    ),
    wrong=_project(GOOD_CONFIG, _RULE_FILE, ("regels/oud.regel", "# Caf\udce9\n" + GOOD_RULE)),
    right=_project(GOOD_CONFIG, _RULE_FILE),
)


def not_utf8(span: Span, path: str, byte: int, offset: int) -> Diagnostic:
    return Diagnostic(NOT_UTF8, span, {"path": path, "byte": f"0x{byte:02X}", "offset": offset + 1})


OUTSIDE_PROJECT = declare(
    "RT944",
    Severity.ERROR,
    title=Text(nl="Pad buiten het project", en="Path outside the project"),
    message=Text(
        nl="`{path}` ligt buiten de map van het project", en="`{path}` lies outside the folder of the project"
    ),
    hint=Text(
        nl="Zet het bestand in de projectmap en noem het pad vanaf daar.",
        en="Put the file in the project folder and name its path from there.",
    ),
    why=Text(
        nl="Een project leest alleen wat in zijn eigen map staat, ook via een snelkoppeling. Zo kunt u een project in "
        "zijn geheel "
        "kopiëren, en leest een project van een ander nooit uw bestanden.",
        en="A project reads only what is in its own folder, links included: it can be copied as a whole, and a project "
        "of "
        "someone else never reads your files.",
    ),
    wrong=_config('[project]\ndomein = "werkbonnen"\nregels = ["../anderen/*.regel"]\n'),
    right=_config('[project]\ndomein = "werkbonnen"\nregels = ["regels/*.regel"]\n'),
)


def outside_project(span: Span, path: str) -> Diagnostic:
    return Diagnostic(OUTSIDE_PROJECT, span, {"path": path})


NO_RULES = declare(
    "RT945",
    Severity.WARNING,
    title=Text(nl="Geen regelbestanden", en="No rule files"),
    message=Text(nl="geen enkel bestand past bij {patterns}", en="no file matches {patterns}"),
    hint=Text(
        nl="Pas `regels` in regeltaal.toml aan, of zet een bestand met de uitgang `.regel` in die map.",
        en="Change `regels` in regeltaal.toml, or put a file ending in `.regel` in that folder.",
    ),
    why=Text(
        nl="Het project heeft geen regels. Dat is bijna altijd een verkeerd pad, en een project zonder regels doet "
        "stil niets.",
        en="The project has no rules. That is nearly always a wrong path, and a project without rules silently does "
        "nothing.",
    ),
    wrong=_config('[project]\ndomein = "werkbonnen"\nregels = ["regles/*.regel"]\n'),
    right=_GOOD,
)


def no_rules(span: Span, patterns: Iterable[str]) -> Diagnostic:
    return Diagnostic(NO_RULES, span, {"patterns": ", ".join(f"`{pattern}`" for pattern in patterns)})


NOT_TOML = declare(
    "RT946",
    Severity.ERROR,
    title=Text(nl="Geen geldige TOML", en="Not valid TOML"),
    message=Text(nl="dit is geen geldige TOML: {cause}", en="this is not valid TOML: {cause}"),
    hint=Text(
        nl='Schrijf `naam = "waarde"` onder een kop tussen rechte haken, bijvoorbeeld `[project]`.',
        en='Write `name = "value"` below a heading in square brackets, such as `[project]`.',
    ),
    why=Text(
        nl="regeltaal.toml heeft koppen tussen rechte haken en daaronder regels met `naam = waarde`; tekst staat "
        "tussen "
        "aanhalingstekens.",
        en="regeltaal.toml has headings in square brackets with lines `name = value` below them; text is quoted.",
    ),
    wrong=_config("[project]\ndomein = werkbonnen\n"),
    right=_GOOD,
)


NESTED_TOO_DEEP = Text(nl="er staat te veel in elkaar", en="it is nested too deeply")


TOO_MANY_DIGITS = Text(nl="er staat een getal in met te veel cijfers", en="it holds a number with too many digits")


def not_toml(span: Span, cause: Text) -> Diagnostic:
    return Diagnostic(NOT_TOML, span, {"cause": cause})


UNKNOWN_KEY = declare(
    "RT947",
    Severity.ERROR,
    title=Text(nl="Onbekende instelling", en="Unknown setting"),
    message=Text(nl="`{key}` is geen instelling van {table}", en="`{key}` is no setting of {table}"),
    why=Text(
        nl="Een instelling met een tikfout zou stil niet werken; daarom is elke onbekende naam een fout.",
        en="A misspelt setting would silently do nothing; so every unknown name is an error.",
    ),
    wrong=_config('[project]\ndomien = "werkbonnen"\n'),
    right=_GOOD,
)
TOP_LEVEL = same("regeltaal.toml")


def unknown_key(span: Span, key: str, table: Text, known: Iterable[str]) -> Diagnostic:
    names = list(known)
    near = nearest(key, names, limit=1)
    hint = _meant(near[0]) if near else _known(names)
    return Diagnostic(UNKNOWN_KEY, span, {"key": key, "table": table}, hint=hint, fixes=_replacements(span, key, near))


def _replacements(span: Span, key: str, near: Iterable[str]) -> tuple[Fix, ...]:
    if span.text != key:
        return ()
    return tuple(
        Fix(Text(nl=f"verander in `{name}`", en=f"change to `{name}`"), (Edit(span, name),), safe=True) for name in near
    )


WRONG_KIND = declare(
    "RT948",
    Severity.ERROR,
    title=Text(nl="Verkeerd soort waarde", en="Wrong kind of value"),
    message=Text(nl="`{key}` is {found}, hier hoort {expected}", en="`{key}` is {found}, where {expected} is expected"),
    why=Text(
        nl="Elke instelling heeft één soort waarde: tekst tussen aanhalingstekens, een lijst van teksten, of een kop "
        "met instellingen.",
        en="Each setting has one kind of value: a quoted text, a list of texts, or a heading with settings.",
    ),
    wrong=_config('[project]\ndomein = "werkbonnen"\nregels = "regels/*.regel"\n'),
    right=_config('[project]\ndomein = "werkbonnen"\nregels = ["regels/*.regel"]\n'),
)


def wrong_kind(span: Span, key: str, found: Text, expected: Text, hint: Text | None = None) -> Diagnostic:
    return Diagnostic(WRONG_KIND, span, {"key": key, "found": found, "expected": expected}, hint=hint)


MISSING_KEY = declare(
    "RT949",
    Severity.ERROR,
    title=Text(nl="Instelling ontbreekt", en="Setting is missing"),
    message=Text(nl="`{key}` ontbreekt in {table}", en="`{key}` is missing from {table}"),
    hint=Text(nl="Voeg toe: `{example}`.", en="Add: `{example}`."),
    why=Text(
        nl="Zonder deze instelling is niet bekend waarop de regels gecontroleerd moeten worden.",
        en="Without this setting it is not known what the rules are to be checked against.",
    ),
    wrong=_config('[project]\ntijdzone = "Europe/Amsterdam"\n'),
    right=_GOOD,
)


def missing_key(span: Span, key: str, table: Text, example: str) -> Diagnostic:
    return Diagnostic(MISSING_KEY, span, {"key": key, "table": table, "example": example})


UNKNOWN_DOMAIN = declare(
    "RT950",
    Severity.ERROR,
    title=Text(nl="Onbekend domein", en="Unknown domain"),
    message=Text(nl="het domein `{name}` is niet geïnstalleerd", en="the domain `{name}` is not installed"),
    why=Text(
        nl="Een domein hoort bij Regeltaal, komt mee met een uitbreiding, of is een eigen bestand met de uitgang "
        "`.domein` in het "
        "project.",
        en="A domain comes with Regeltaal or with an extension, or is a file of the project ending in `.domein`.",
    ),
    wrong=_config('[project]\ndomein = "werkbon"\n'),
    right=_GOOD,
)


def unknown_domain(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    names = sorted(known)
    near = nearest(name, names, limit=1)
    return Diagnostic(UNKNOWN_DOMAIN, span, {"name": name}, hint=_meant(near[0]) if near else _known(names))


UNKNOWN_ZONE = declare(
    "RT951",
    Severity.ERROR,
    title=Text(nl="Onbekende tijdzone", en="Unknown time zone"),
    message=Text(nl="`{zone}` is geen tijdzone", en="`{zone}` is no time zone"),
    why=Text(
        nl="De tijdzone bepaalt wat vandaag en een tijdstip als 9:00 betekenen. Gebruik een naam als "
        "`Europe/Amsterdam`.",
        en="The time zone settles what today and a time such as 9:00 mean. Use a name such as `Europe/Amsterdam`.",
    ),
    wrong=_with('tijdzone = "Amsterdam"\n'),
    right=_with('tijdzone = "Europe/Amsterdam"\n'),
)


def unknown_zone(span: Span, zone: str, known: Iterable[str]) -> Diagnostic:
    ends = {name.rpartition("/")[2].lower(): name for name in known}
    near = ends.get(zone.rpartition("/")[2].lower().replace(" ", "_"), "Europe/Amsterdam")
    return Diagnostic(UNKNOWN_ZONE, span, {"zone": zone}, hint=_meant(near))


SECRET = declare(
    "RT952",
    Severity.ERROR,
    title=Text(nl="Geheim in regeltaal.toml", en="Secret in regeltaal.toml"),
    message=Text(
        nl="`{key}` is een geheim en hoort niet in regeltaal.toml",
        en="`{key}` is a secret and does not belong in regeltaal.toml",
    ),
    hint=Text(
        nl="Haal de regel weg en zet de waarde in de omgevingsvariabele `{variable}`.",
        en="Remove the line and put the value in the environment variable `{variable}`.",
    ),
    why=Text(
        nl="Een project wordt gekopieerd, gemaild en in versiebeheer bewaard. Wachtwoorden en sleutels komen daarom "
        "alleen uit "
        "omgevingsvariabelen die met `REGELTAAL_` beginnen.",
        en="A project gets copied, mailed and put under version control. So passwords and keys come from environment "
        "variables "
        "beginning with `REGELTAAL_` only.",
    ),
    wrong=_with('\n[koppelingen.mail]\nserver = "localhost:1025"\nwachtwoord = "welkom123"\n'),
    right=_with('\n[koppelingen.mail]\nserver = "localhost:1025"\n'),
)


def secret(span: Span, key: str, variable: str) -> Diagnostic:
    return Diagnostic(SECRET, span, {"key": key, "variable": variable})


NO_DOMAIN_LINE = declare(
    "RT953",
    Severity.ERROR,
    title=Text(nl="Domein niet bekend", en="Domain not known"),
    message=Text(
        nl="`{path}` staat niet in een project en noemt geen domein", en="`{path}` is in no project and names no domain"
    ),
    hint=Text(
        nl="Begin het bestand met bijvoorbeeld `DOMEIN werkbonnen`.",
        en="Begin the file with, say, `DOMEIN werkbonnen`.",
    ),
    why=Text(
        nl="Zonder domein is niet bekend welke gegevens, gebeurtenissen en acties er zijn. In een project zegt "
        "regeltaal.toml dat; een "
        "los bestand zegt het zelf op zijn eerste regel.",
        en="Without a domain it is not known what data, events and actions there are. In a project regeltaal.toml says "
        "so; a "
        "loose file says it itself on its first line.",
    ),
    wrong=_project("", ("los.regel", GOOD_RULE.removeprefix("DOMEIN werkbonnen\n\n"))),
    right=_project("", ("los.regel", GOOD_RULE)),
)


def no_domain_line(span: Span, path: str) -> Diagnostic:
    return Diagnostic(NO_DOMAIN_LINE, span, {"path": path})


WRONG_STORE = declare(
    "RT954",
    Severity.ERROR,
    title=Text(nl="Onbekende opslag", en="Unknown store"),
    message=Text(nl="`{url}` is geen adres van een opslag", en="`{url}` is no address of a store"),
    hint=Text(
        nl="Gebruik `sqlite:///regeltaal.db` voor een bestand in het project, of een adres dat met `postgresql://` "
        "begint.",
        en="Use `sqlite:///regeltaal.db` for a file in the project, or an address beginning with `postgresql://`.",
    ),
    why=Text(
        nl="De opslag bewaart records, de tijdlijn en geplande acties. Dat kan in een SQLite-bestand of in PostgreSQL.",
        en="The store keeps records, the timeline and planned actions, in an SQLite file or in PostgreSQL.",
    ),
    wrong=_with('\n[opslag]\nurl = "regeltaal.db"\n'),
    right=_with('\n[opslag]\nurl = "sqlite:///regeltaal.db"\n'),
)


def wrong_store(span: Span, url: str) -> Diagnostic:
    return Diagnostic(WRONG_STORE, span, {"url": url})


NOT_SILENCEABLE = declare(
    "RT955",
    Severity.ERROR,
    title=Text(nl="Code kan niet uit", en="Code can't be silenced"),
    message=Text(nl="`{code}` kan niet worden uitgezet", en="`{code}` can't be silenced"),
    hint=Text(
        nl="Alleen waarschuwingen en hints kunnen uit; `regeltaal uitleg` noemt alle codes.",
        en="Only warnings and hints can be silenced; `regeltaal uitleg` lists all codes.",
    ),
    why=Text(
        nl="Bij `uit` onder `[lint]` staan codes van waarschuwingen en hints. Een fout kan niet uit: die regel zou "
        "niet werken.",
        en="`uit` under `[lint]` holds codes of warnings and hints. An error can't be silenced: that rule would not "
        "work.",
    ),
    wrong=_with('\n[lint]\nuit = ["RT950"]\n'),
    right=_with("\n[lint]\nuit = []\n"),
)


def not_silenceable(span: Span, code: str) -> Diagnostic:
    return Diagnostic(NOT_SILENCEABLE, span, {"code": code})


NO_OPEN_LIST = declare(
    "RT956",
    Severity.ERROR,
    title=Text(nl="Geen open keuzelijst", en="No open list of choices"),
    message=Text(
        nl="`{name}` is geen open keuzelijst van het domein", en="`{name}` is no open list of choices of the domain"
    ),
    why=Text(
        nl="Onder `[open_keuzes]` geeft u eigen waarden aan lijsten die daarvoor bedoeld zijn, zoals de werkstatussen "
        "van een "
        "bedrijf. Aan een vaste lijst kan niets worden toegevoegd.",
        en="Under `[open_keuzes]` you add values to lists that are meant for it, such as a company's own work "
        "statuses. "
        "Nothing can be added to a fixed list.",
    ),
    wrong=_with('\n[open_keuzes.werkstatsu]\nwaarden = ["Uitgevoerd"]\n'),
    right=_with('\n[open_keuzes.werkstatus]\nwaarden = ["Uitgevoerd"]\n'),
)


def no_open_list(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    names = sorted(known)
    near = nearest(name, names, limit=1)
    return Diagnostic(NO_OPEN_LIST, span, {"name": name}, hint=_meant(near[0]) if near else _known(names))


def is_unreadable(diagnostic: Diagnostic) -> bool:
    """Whether the input could not be read at all, rather than being read and found wrong."""
    return diagnostic.code in (NO_SUCH_PATH, NO_PROJECT, NOT_READABLE, NOT_UTF8, NOT_TOML)


def _meant(name: str) -> Text:
    return Text(nl=f"Bedoelde u `{name}`?", en=f"Did you mean `{name}`?")


def _known(names: Iterable[str]) -> Text:
    listed = ", ".join(f"`{name}`" for name in names)
    return Text(nl=f"Bekend zijn: {listed}.", en=f"Known are: {listed}.")
