"""Problems with names: what a word or path should stand for, and does not."""

from collections.abc import Iterable

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Code, Diagnostic, Edit, Fix, Severity
from regeltaal.base.source import Span
from regeltaal.base.suggest import nearest
from regeltaal.base.text import Fact, Text
from regeltaal.check.problems.samples import condition, trigger, whole

DID_YOU_MEAN = Text(nl="Bedoelde u `{meant}`?", en="Did you mean `{meant}`?")


def suggesting(  # noqa: PLR0913 - a diagnostic and what its suggestion is made from
    code: Code, span: Span, facts: dict[str, Fact], wrong: str, known: Iterable[str], *, fixable: bool = True
) -> Diagnostic:
    """A diagnostic with “bedoelde u …?” and a fix for each near name, when one is near."""
    near = nearest(wrong, known)
    if not near:
        return Diagnostic(code, span, facts)
    fixes = tuple(replace(span, name) for name in near) if fixable else ()
    return Diagnostic(code, span, {**facts, "meant": near[0]}, DID_YOU_MEAN, fixes)


def meaning(code: Code, span: Span, facts: dict[str, Fact], meant: str, *, safe: bool = False) -> Diagnostic:
    """A diagnostic with the one thing that was probably meant."""
    return Diagnostic(code, span, {**facts, "meant": meant}, DID_YOU_MEAN, (replace(span, meant, safe=safe),))


def replace(span: Span, text: str, *, safe: bool = False) -> Fix:
    """A fix that writes something else here."""
    shown = " ".join(text.split())
    return Fix(Text(nl=f"Vervang door `{shown}`", en=f"Replace by `{shown}`"), (Edit(span, text),), safe)


def insert(span: Span, text: str) -> Fix:
    """A fix that writes something behind this place."""
    after = Span(span.source, span.end, span.end)
    shown = " ".join(text.split())
    return Fix(Text(nl=f"Voeg `{shown}` toe", en=f"Add `{shown}`"), (Edit(after, text),))


UNKNOWN_NAME = declare(
    "RT201",
    Severity.ERROR,
    title=Text(nl="Onbekende naam", en="Unknown name"),
    message=Text(nl="`{name}` is hier niet bekend", en="`{name}` is not known here"),
    why=Text(
        nl="Een naam is een veld van het object waar de regel over gaat, een definitie, een lijst, of een naam die de "
        "regel zelf geeft. Zo ziet u een tikfout voordat de regel draait.",
        en="A name is a field of the object that the rule is about, a definition, a list, or a name that the rule "
        "itself gives. So a slip shows before the rule runs.",
    ),
    wrong=condition('comentaar = "x"'),
    right=condition('commentaar = "x"'),
)


def unknown_name(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    return suggesting(UNKNOWN_NAME, span, {"name": name}, name, known)


def unknown_name_of_element(span: Span, name: str, qualified: str) -> Diagnostic:
    """The name is a field of the row that a quantifier goes along."""
    return meaning(UNKNOWN_NAME, span, {"name": name}, qualified)


UNKNOWN_FIELD = declare(
    "RT202",
    Severity.ERROR,
    title=Text(nl="Onbekend veld", en="Unknown field"),
    message=Text(nl="`{owner}` heeft geen veld `{name}`", en="`{owner}` has no field `{name}`"),
    why=Text(
        nl="Achter een punt staat een veld van wat ervoor staat.",
        en="Behind a point stands a field of what is before it.",
    ),
    wrong=condition('relatie.plats = "Zeist"'),
    right=condition('relatie.plaats = "Zeist"'),
)


def unknown_field(span: Span, owner: str, name: str, known: Iterable[str]) -> Diagnostic:
    return suggesting(UNKNOWN_FIELD, span, {"owner": owner, "name": name}, name, known)


NO_PARTS = declare(
    "RT203",
    Severity.ERROR,
    title=Text(nl="Punt achter een gewone waarde", en="Point behind a plain value"),
    message=Text(nl="`{owner}` is {type} en heeft geen velden", en="`{owner}` is {type} and has no fields"),
    why=Text(
        nl="Alleen een verwijzing naar een ander object heeft velden, zoals `relatie.naam`.",
        en="Only a reference to another object has fields, such as `relatie.naam`.",
    ),
    wrong=condition('commentaar.tekst = "x"'),
    right=condition('relatie.naam = "x"'),
)


def no_parts(span: Span, owner: str, type_: str) -> Diagnostic:
    return Diagnostic(NO_PARTS, span, {"owner": owner, "type": type_})


UNKNOWN_EVENT = declare(
    "RT204",
    Severity.ERROR,
    title=Text(nl="Onbekende gebeurtenis", en="Unknown event"),
    message=Text(nl="er is geen gebeurtenis `{name}`", en="there is no event `{name}`"),
    why=Text(
        nl="Achter WANNEER staat een gebeurtenis van het domein.",
        en="Behind WANNEER stands an event of the domain.",
    ),
    wrong=trigger("werkbon kompleet gemeld"),
    right=trigger("werkbon compleet gemeld"),
)


def unknown_event(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    return suggesting(UNKNOWN_EVENT, span, {"name": name}, name, known)


UNKNOWN_OBJECT = declare(
    "RT205",
    Severity.ERROR,
    title=Text(nl="Onbekend object", en="Unknown object"),
    message=Text(nl="er is geen object `{name}`", en="there is no object `{name}`"),
    why=Text(
        nl="Achter BIJ, en achter VOOR ELKE bij een klok, staat een object van het domein.",
        en="Behind BIJ, and behind VOOR ELKE with a clock, stands an object of the domain.",
    ),
    wrong=trigger("ELKE werkdag OM 08:00 VOOR ELKE werkbonn", "ARCHIVEER werkbon"),
    right=trigger("ELKE werkdag OM 08:00 VOOR ELKE werkbon", "ARCHIVEER werkbon"),
)


def unknown_object(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    return suggesting(UNKNOWN_OBJECT, span, {"name": name}, name, known)


UNKNOWN_FUNCTION = declare(
    "RT206",
    Severity.ERROR,
    title=Text(nl="Onbekende functie", en="Unknown function"),
    message=Text(nl="er is geen functie `{name}`", en="there is no function `{name}`"),
    why=Text(
        nl="Een woord in hoofdletters met haakjes erachter is een functie van de taal of van het domein.",
        en="A word in capitals with parentheses behind it is a function of the language or of the domain.",
    ),
    wrong=condition("LENGHTE(commentaar) > 3"),
    right=condition("commentaar IS GEVULD EN LENGTE(commentaar) > 3"),
)


def unknown_function(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    return suggesting(UNKNOWN_FUNCTION, span, {"name": name}, name, known)


KEYWORD_IN_NAME = declare(
    "RT207",
    Severity.ERROR,
    title=Text(nl="Sleutelwoord in kleine letters", en="Keyword in lower case"),
    message=Text(
        nl="`{name}` is geen naam; een sleutelwoord wordt met hoofdletters geschreven",
        en="`{name}` is no name; a keyword is written in capitals",
    ),
    why=Text(
        nl="Hoofdletters zijn de taal, kleine letters zijn de namen. `commentaar is leeg` leest de taal als één naam.",
        en="Capitals are the language, lower case is names. `commentaar is leeg` reads as one name.",
    ),
    wrong=condition("commentaar is leeg"),
    right=condition("commentaar IS LEEG"),
)


def keyword_in_name(span: Span, name: str, capitalised: str) -> Diagnostic:
    return meaning(KEYWORD_IN_NAME, span, {"name": name}, capitalised, safe=True)


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
    return suggesting(USE_MISSING, span, {"path": path}, path, known, fixable=False)


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


NO_COLUMN = declare(
    "RT217",
    Severity.ERROR,
    title=Text(nl="Kolom bestaat niet", en="No such column"),
    message=Text(nl="de tabel heeft geen kolom `{name}`", en="the table has no column `{name}`"),
    why=Text(
        nl="Achter `rij.` of `voorbeeld.` staat een kop uit de tabel.",
        en="Behind `rij.` or `voorbeeld.` stands a heading of the table.",
    ),
    wrong=whole(
        'REGEL "Voorbeeld"\n  VOOR ELKE RIJ\n    | plaats  |\n    | "Zeist" |\n'
        "WANNEER werkbon compleet gemeld\nEN relatie.plaats = rij.stad\nDAN ARCHIVEER werkbon"
    ),
    right=whole(
        'REGEL "Voorbeeld"\n  VOOR ELKE RIJ\n    | plaats  |\n    | "Zeist" |\n'
        "WANNEER werkbon compleet gemeld\nEN relatie.plaats = rij.plaats\nDAN ARCHIVEER werkbon"
    ),
)


def no_column(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    return suggesting(NO_COLUMN, span, {"name": name}, name, known)


FORMER_NAME = declare(
    "RT218",
    Severity.WARNING,
    title=Text(nl="Vroegere naam", en="Former name"),
    message=Text(nl="`{old}` heet nu `{new}`", en="`{old}` is now called `{new}`"),
    why=Text(
        nl="Een vroegere naam blijft werken, maar wie de regel leest, zoekt hem tevergeefs in de lijst van velden.",
        en="A former name goes on working, but who reads the rule looks for it in the list of fields in vain.",
    ),
    wrong=condition('medewerkersnummer = "1042"'),
    right=condition('medewerker = "1042"'),
)


def former_name(span: Span, old: str, new: str) -> Diagnostic:
    return Diagnostic(FORMER_NAME, span, {"old": old, "new": new}, fixes=(replace(span, new, safe=True),))


UNKNOWN_RULE_PART = declare(
    "RT219",
    Severity.ERROR,
    title=Text(nl="Naam zonder vervolg", en="Name without a sequel"),
    message=Text(nl="achter `{name}` hoort een punt met een naam", en="`{name}` needs a point and a name behind it"),
    why=Text(
        nl="`vorige`, `rij`, `voorbeeld`, `gebeurtenis` en `parameter` zijn zelf geen waarde; hun delen zijn dat wel.",
        en="`vorige`, `rij`, `voorbeeld`, `gebeurtenis` and `parameter` are no value themselves; their parts are.",
    ),
    wrong=condition("vorige = VANDAAG"),
    right=condition("vorige.datum = VANDAAG"),
)


def without_sequel(span: Span, name: str) -> Diagnostic:
    return Diagnostic(UNKNOWN_RULE_PART, span, {"name": name})


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


def no_literal(span: Span, name: str) -> Diagnostic:
    return Diagnostic(NO_LITERAL, span, {"list": name})


AMBIGUOUS_ELEMENT = declare(
    "RT607",
    Severity.WARNING,
    title=Text(nl="Veld van de rij of van het geheel?", en="Field of the row or of the whole?"),
    message=Text(
        nl="`{name}` is hier het veld van `{object}`, niet dat van `{variable}`",
        en="`{name}` is the field of `{object}` here, not that of `{variable}`",
    ),
    why=Text(
        nl="Een naam zonder punt is een veld van het object waar de regel over gaat, ook binnen WAARVOOR. Heeft de rij "
        "ook zo'n veld, dan is dat meestal bedoeld.",
        en="A name without a point is a field of the object that the rule is about, also inside WAARVOOR. Where the "
        "row has such a field too, that one is mostly meant.",
    ),
    wrong=condition("EEN materiaal IN materialen WAARVOOR (materiaal.aantal = 2 EN garantie)"),
    right=condition("EEN materiaal IN materialen WAARVOOR (materiaal.aantal = 2 EN materiaal.garantie)"),
)


def ambiguous_element(span: Span, name: str, object_name: str, variable: str) -> Diagnostic:
    facts: dict[str, Fact] = {"name": name, "object": object_name, "variable": variable}
    return meaning(AMBIGUOUS_ELEMENT, span, facts, f"{variable}.{name}")
