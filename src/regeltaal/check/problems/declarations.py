"""Problems with what files and rules declare: GEBRUIK, LIJST, DEFINITIE, and names that hide others."""

from collections.abc import Iterable

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import condition, whole
from regeltaal.check.problems.suggestions import insert, meaning, replace, suggesting

HIDING = declare(
    "RT208",
    Severity.ERROR,
    title=Text(nl="Naam bestaat al", en="Name exists already"),
    message=Text(nl="`{name}` is hier al {what}", en="`{name}` is {what} here already"),
    why=Text(
        nl="Een nieuwe naam die een veld, definitie of andere naam verbergt, laat de rest van de regel iets anders "
        "betekenen dan er staat.",
        en="A new name that hides a field, definition or other name makes the rest of the rule mean something else.",
    ),
    wrong=condition("EEN datum IN materialen WAARVOOR datum.aantal > 2"),
    right=condition("EEN materiaal IN materialen WAARVOOR materiaal.aantal > 2"),
    hint=Text(nl="Kies een andere naam.", en="Choose another name."),
)


def hiding(span: Span, name: str, what: Text) -> Diagnostic:
    return Diagnostic(HIDING, span, {"name": name, "what": what})


A_FIELD = Text(nl="een veld", en="a field")


A_DEFINITION = Text(nl="een definitie", en="a definition")


A_LIST = Text(nl="een lijst", en="a list")


A_VARIABLE = Text(nl="een naam in deze regel", en="a name in this rule")


A_FIXED_NAME = Text(nl="een vast woord", en="a fixed word")


RECURSION = declare(
    "RT209",
    Severity.ERROR,
    title=Text(nl="Definitie gebruikt zichzelf", en="Definition uses itself"),
    message=Text(nl="definitie `{name}` gebruikt zichzelf: {way}", en="definition `{name}` uses itself: {way}"),
    why=Text(
        nl="Een definitie die zichzelf gebruikt, ook langs een andere, heeft nooit een uitkomst.",
        en="A definition that uses itself, also by way of another, never has an outcome.",
    ),
    wrong=whole("DEFINITIE druk BIJ werkbon = AANTAL(materialen) > 5 EN druk"),
    right=whole("DEFINITIE druk BIJ werkbon = AANTAL(materialen) > 5"),
    hint=Text(nl="Haal de naam uit zijn eigen omschrijving.", en="Take the name out of its own description."),
)


def recursion(span: Span, name: str, way: Iterable[str]) -> Diagnostic:
    return Diagnostic(RECURSION, span, {"name": name, "way": " → ".join(way)})


USE_MISSING = declare(
    "RT210",
    Severity.ERROR,
    title=Text(nl="Bestand van GEBRUIK niet gevonden", en="File of GEBRUIK not found"),
    message=Text(nl="bestand `{path}` is er niet", en="there is no file `{path}`"),
    why=Text(
        nl="GEBRUIK neemt lijsten en definities over uit een ander regelbestand van het project; het pad is gerekend "
        "vanaf dit bestand.",
        en="GEBRUIK takes lists and definitions from another file of the project; the path counts from this file.",
    ),
    wrong=whole('GEBRUIK "lijste.regel"\nLIJST zuid = "Breda"', files=(("lijsten.regel", "DOMEIN werkbonnen"),)),
    right=whole('GEBRUIK "lijsten.regel"\nLIJST zuid = "Breda"', files=(("lijsten.regel", "DOMEIN werkbonnen"),)),
)


def use_missing(span: Span, path: str, known: Iterable[str]) -> Diagnostic:
    return suggesting(USE_MISSING, span, {"path": path}, path, known, quoted=True)


USE_OUTSIDE = declare(
    "RT211",
    Severity.ERROR,
    title=Text(nl="GEBRUIK buiten het project", en="GEBRUIK outside the project"),
    message=Text(nl="`{path}` ligt buiten het project", en="`{path}` lies outside the project"),
    why=Text(
        nl="Een project is compleet in zijn eigen map, zodat het overal hetzelfde doet.",
        en="A project is complete in its own folder, so that it does the same everywhere.",
    ),
    wrong=whole('GEBRUIK "../../elders.regel"\nLIJST zuid = "Breda"'),
    right=whole('LIJST zuid = "Breda"'),
    hint=Text(nl="Zet het bestand in de map van het project.", en="Put the file in the project's folder."),
)


def use_outside(span: Span, path: str) -> Diagnostic:
    return Diagnostic(USE_OUTSIDE, span, {"path": path})


TWICE = declare(
    "RT212",
    Severity.ERROR,
    title=Text(nl="Naam twee keer gegeven", en="Name given twice"),
    message=Text(nl="`{name}` bestaat al in {path}", en="`{name}` exists already in {path}"),
    why=Text(
        nl="Een lijst of definitie heeft één omschrijving; met twee zou niet vaststaan welke geldt.",
        en="A list or definition has one description; with two it would be open which one counts.",
    ),
    wrong=whole('LIJST zuid = "Breda"\nLIJST zuid = "Tilburg"'),
    right=whole('LIJST zuid = "Breda"; "Tilburg"'),
    hint=Text(nl="Kies een andere naam of voeg ze samen.", en="Choose another name or join them."),
)


def twice(span: Span, name: str, path: str) -> Diagnostic:
    return Diagnostic(TWICE, span, {"name": name, "path": path})


NEEDS_OBJECT = declare(
    "RT213",
    Severity.ERROR,
    title=Text(nl="Definitie zonder duidelijk object", en="Definition without a clear object"),
    message=Text(
        nl="definitie `{name}` past bij {objects}; zeg met BIJ bij welk object zij hoort",
        en="definition `{name}` fits {objects}; say with BIJ which object it is for",
    ),
    why=Text(
        nl="De namen in een definitie zijn velden van één object; zonder BIJ moet dat object uit die namen blijken.",
        en="The names in a definition are fields of one object; without BIJ the names must tell which.",
    ),
    wrong=whole('DEFINITIE zeister = relatie.plaats = "Zeist"'),
    right=whole('DEFINITIE zeister BIJ werkbon = relatie.plaats = "Zeist"'),
)


def needs_object(span: Span, name: str, objects: Iterable[str]) -> Diagnostic:
    names = list(objects)
    shown = ", ".join(f"`{one}`" for one in names)
    fixes = tuple(insert(span, f" BIJ {one}") for one in names)
    return Diagnostic(NEEDS_OBJECT, span, {"name": name, "objects": shown}, fixes=fixes)


WRONG_DOMAIN = declare(
    "RT214",
    Severity.ERROR,
    title=Text(nl="Ander domein", en="Another domain"),
    message=Text(
        nl="dit bestand is voor domein `{found}`, het project voor `{wanted}`",
        en="this file is for domain `{found}`, the project for `{wanted}`",
    ),
    why=Text(
        nl="Alle regels van een project gaan over hetzelfde domein.",
        en="All rules of a project are about the same domain.",
    ),
    wrong=whole('DOMEIN boekhouden\nLIJST zuid = "Breda"'),
    right=whole('DOMEIN werkbonnen\nLIJST zuid = "Breda"'),
)


def wrong_domain(span: Span, found: str, wanted: str) -> Diagnostic:
    return Diagnostic(WRONG_DOMAIN, span, {"found": found, "wanted": wanted}, fixes=(replace(span, wanted),))


NOT_FOR_THIS_OBJECT = declare(
    "RT215",
    Severity.ERROR,
    title=Text(nl="Definitie van een ander object", en="Definition of another object"),
    message=Text(
        nl="definitie `{name}` hoort bij `{wanted}`, hier gaat het over `{found}`",
        en="definition `{name}` is for `{wanted}`, this is about `{found}`",
    ),
    why=Text(
        nl="De namen in een definitie zijn velden van het object waar zij bij hoort.",
        en="The names in a definition are fields of the object that it is for.",
    ),
    wrong=whole(
        'DEFINITIE vaste klant BIJ relatie = naam BEGINT MET "A"\n'
        'REGEL "Voorbeeld"\nWANNEER werkbon compleet gemeld\nEN vaste klant\nDAN ARCHIVEER werkbon'
    ),
    right=whole(
        'DEFINITIE vaste klant BIJ relatie = naam BEGINT MET "A"\n'
        'REGEL "Voorbeeld"\nWANNEER werkbon compleet gemeld\nEN relatie.vaste klant\nDAN ARCHIVEER werkbon'
    ),
)


def not_for_this_object(span: Span, name: str, wanted: str, found: str) -> Diagnostic:
    return Diagnostic(NOT_FOR_THIS_OBJECT, span, {"name": name, "wanted": wanted, "found": found})


NOT_HERE = declare(
    "RT216",
    Severity.ERROR,
    title=Text(nl="Definitie past hier niet", en="Definition does not fit here"),
    message=Text(
        nl="definitie `{name}` kan hier niet: {cause}", en="definition `{name}` is not possible here: {cause}"
    ),
    why=Text(
        nl="Een definitie mag overal staan waar ook haar omschrijving zelf mag staan. Bij een gebeurtenis die een "
        "record maakt, is er bijvoorbeeld geen waarde van ervoor.",
        en="A definition may stand wherever its own description may. With an event that makes a record there is, for "
        "instance, no value of before.",
    ),
    hint=Text(
        nl="Gebruik de definitie bij een andere gebeurtenis, of schrijf hier een voorwaarde die wel kan.",
        en="Use the definition with another event, or write a condition here that is possible.",
    ),
    wrong=whole(
        "DEFINITIE verzet BIJ werkbon = datum IS GEWIJZIGD\n"
        'REGEL "Voorbeeld"\nWANNEER werkbon aangemaakt\nEN verzet\nDAN ARCHIVEER werkbon'
    ),
    right=whole(
        "DEFINITIE verzet BIJ werkbon = datum IS GEWIJZIGD\n"
        'REGEL "Voorbeeld"\nWANNEER werkbon planbord update\nEN verzet\nDAN ARCHIVEER werkbon'
    ),
)


def not_here(span: Span, name: str, cause: Diagnostic) -> Diagnostic:
    shown = Text(nl=cause.message("nl"), en=cause.message("en"))
    return Diagnostic(NOT_HERE, span, {"name": name, "cause": shown})


NO_LITERAL = declare(
    "RT220",
    Severity.ERROR,
    title=Text(nl="Lijst met iets anders dan vaste waarden", en="List of other than fixed values"),
    message=Text(nl="in lijst `{list}` staan alleen vaste waarden", en="list `{list}` holds fixed values only"),
    why=Text(
        nl="Een LIJST staat los van elk record; zij kan daarom geen velden of berekeningen bevatten.",
        en="A LIJST stands apart from every record; so it can't hold fields or computations.",
    ),
    wrong=whole('LIJST zuid = "Breda"; plaats'),
    right=whole('LIJST zuid = "Breda"; "Tilburg"'),
)


def no_literal(span: Span, name: str, meant: str | None) -> Diagnostic:
    if meant is None:
        return Diagnostic(NO_LITERAL, span, {"list": name})
    return meaning(NO_LITERAL, span, {"list": name}, meant)
