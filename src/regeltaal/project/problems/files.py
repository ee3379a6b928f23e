"""What can be wrong with the files of a project, before anything in them is read."""

from collections.abc import Iterable

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Sample, SampleKind, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.project.problems.common import GOOD, GOOD_CONFIG, GOOD_RULE, RULE_FILE, config_sample, project_sample

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
    wrong=config_sample('[project]\ndomein = "eigen.domein"\n'),
    right=GOOD,
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
    wrong=project_sample("", ("regels/leesmij.txt", "Hier komen onze regels.\n")),
    right=project_sample(GOOD_CONFIG, RULE_FILE),
)


def no_project(span: Span, path: str) -> Diagnostic:
    return Diagnostic(NO_PROJECT, span, {"path": path})


NO_RULE_FILE = declare(
    "RT989",
    Severity.ERROR,
    title=Text(nl="Geen regelbestand", en="Not a rule file"),
    message=Text(nl="`{name}` is geen regelbestand", en="`{name}` is no rule file"),
    hint=Text(
        nl="Noem een bestand dat op `.regel` eindigt, een map, of het project.",
        en="Name a file that ends in `.regel`, a folder, or the project.",
    ),
    why=Text(
        nl="Van zo'n bestand valt niets te controleren. Het stil overslaan zou lijken alsof het goed is.",
        en="Of such a file there is nothing to check. To pass over it in silence would look as if it were right.",
    ),
    wrong=Sample("regeltaal controleer gebeurtenissen.jsonl", SampleKind.SITUATION),
    right=project_sample(GOOD_CONFIG, RULE_FILE),
)


def no_rule_file(span: Span, name: str) -> Diagnostic:
    return Diagnostic(NO_RULE_FILE, span, {"name": name})


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
    hint=Text(
        nl="Kijk of het een bestand is, of u het mag lezen en of het niet te groot is.",
        en="See whether it is a file, whether you may read it and whether it is not too large.",
    ),
    wrong=project_sample(
        '[project]\ndomein = "eigen.domein"\n', RULE_FILE, ("eigen.domein/leesmij.txt", "Dit is een map.\n")
    ),
    right=project_sample(GOOD_CONFIG, RULE_FILE),
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
    wrong=project_sample(GOOD_CONFIG, RULE_FILE, ("regels/oud.regel", "# Caf\udce9\n" + GOOD_RULE)),
    right=project_sample(GOOD_CONFIG, RULE_FILE),
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
    wrong=config_sample('[project]\ndomein = "werkbonnen"\nregels = ["../anderen/*.regel"]\n'),
    right=config_sample('[project]\ndomein = "werkbonnen"\nregels = ["regels/*.regel"]\n'),
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
    wrong=config_sample('[project]\ndomein = "werkbonnen"\nregels = ["regles/*.regel"]\n'),
    right=GOOD,
)


NO_MATCH = declare(
    "RT967",
    Severity.WARNING,
    title=Text(nl="Patroon zonder bestanden", en="Pattern without files"),
    message=Text(nl="geen enkel bestand past bij `{pattern}`", en="no file matches `{pattern}`"),
    hint=Text(
        nl="Verbeter het pad in `regels`, of haal `{pattern}` weg.",
        en="Correct the path in `regels`, or remove `{pattern}`.",
    ),
    why=Text(
        nl="Naast patronen waar wel bestanden bij passen valt een tikfout in een pad niet op: die regels doen dan stil "
        "niet mee.",
        en="Beside patterns that do match a slip in a path is not noticed: those rules then silently take no part.",
    ),
    wrong=config_sample('[project]\ndomein = "werkbonnen"\nregels = ["regels/*.regel", "regles/*.regel"]\n'),
    right=GOOD,
)


def no_match(span: Span, pattern: str) -> Diagnostic:
    """``span`` is the list of patterns: the place in it is that of the pattern."""
    at = span.text.find(f'"{pattern}"')
    place = Span(span.source, span.start + at, span.start + at + len(pattern) + 2) if at >= 0 else span
    return Diagnostic(NO_MATCH, place, {"pattern": pattern})


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
    wrong=config_sample("[project]\ndomein = werkbonnen\n"),
    right=GOOD,
)


NESTED_TOO_DEEP = Text(nl="er staat te veel in elkaar", en="it is nested too deeply")


TOO_MANY_DIGITS = Text(nl="er staat een getal in met te veel cijfers", en="it holds a number with too many digits")


def not_toml(span: Span, cause: Text) -> Diagnostic:
    return Diagnostic(NOT_TOML, span, {"cause": cause})


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
    wrong=project_sample("", ("los.regel", GOOD_RULE.removeprefix("DOMEIN werkbonnen\n\n"))),
    right=project_sample("", ("los.regel", GOOD_RULE)),
)


def no_domain_line(span: Span, path: str) -> Diagnostic:
    return Diagnostic(NO_DOMAIN_LINE, span, {"path": path})


def is_unreadable(diagnostic: Diagnostic) -> bool:
    """Whether the input could not be read at all, rather than being read and found wrong."""
    return diagnostic.code in (NO_SUCH_PATH, NO_PROJECT, NO_RULE_FILE, NOT_READABLE, NOT_UTF8, NOT_TOML)
