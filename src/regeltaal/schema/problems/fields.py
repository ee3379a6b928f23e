"""Problems with types, fields and choices in a domain."""

from itertools import islice

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Label, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.schema.problems.common import domain, shortened, suggestion, with_object
from regeltaal.values.types import Enumeration, ListOf, Type

_QUOTES = '"“”„‟'

LIST_OF_LIST = declare(
    "RT915",
    Severity.ERROR,
    title=Text(nl="Lijst van lijsten", en="List of lists"),
    message=Text(nl="`{type}` is een lijst van lijsten", en="`{type}` is a list of lists"),
    hint=Text(
        nl="Maak van de binnenste lijst een `OBJECT` met een veld dat een lijst is.",
        en="Make the inner list an `OBJECT` with a field that is a list.",
    ),
    why=Text(
        nl="Een regel kan een lijst doorlopen of optellen, maar een lijst in een lijst heeft geen naam voor de rijen.",
        en="A rule can go along a list or add it up, but a list in a list has no name for its rows.",
    ),
    wrong=domain("OBJECT werkbon\n  VELD tijden: LIJST VAN LIJST VAN tijd"),
    right=domain("OBJECT werkbon\n  VELD tijden: LIJST VAN tijd"),
)


def list_of_list(span: Span) -> Diagnostic:
    return Diagnostic(LIST_OF_LIST, span, {"type": " ".join(span.text.split())})


NO_VALUES = declare(
    "RT916",
    Severity.ERROR,
    title=Text(nl="Keuze zonder waarden", en="Choice without values"),
    message=Text(nl="`{name}` heeft geen waarden om uit te kiezen", en="`{name}` has no values to choose from"),
    hint=Text(
        nl="Zet de waarden achter een dubbele punt, of maak er een `OPEN KEUZE` van.",
        en="Put the values behind a colon, or make it an `OPEN KEUZE`.",
    ),
    why=Text(
        nl="Een `KEUZE` kent alleen de waarden die er staan; zonder waarden zou een veld altijd leeg zijn. Van een "
        "`OPEN KEUZE` komen de waarden uit de omgeving.",
        en="A `KEUZE` knows only the values that are listed; without values a field would always be empty. Those of an "
        "`OPEN KEUZE` come from the environment.",
    ),
    wrong=domain("KEUZE werkstatus"),
    right=domain("OPEN KEUZE werkstatus"),
)


def no_values(span: Span, name: str) -> Diagnostic:
    return Diagnostic(NO_VALUES, span, {"name": name})


def _free_fields(number: int) -> str:
    names = (f"{first}{second}" for first in "abcdefgh" for second in "klmnopqr")
    return "".join(f"VRIJ VELD veld {name}: tekst BIJ werkbon\n" for name in islice(names, number))


TOO_MANY_FREE_FIELDS = declare(
    "RT936",
    Severity.ERROR,
    title=Text(nl="Te veel vrije velden", en="Too many free fields"),
    message=Text(
        nl="`{owner}` heeft {number} vrije velden, en hoogstens {most} mag",
        en="`{owner}` has {number} free fields, and at most {most} are allowed",
    ),
    hint=Text(
        nl="Haal vrije velden weg die niemand meer gebruikt.",
        en="Take away free fields that nobody uses any more.",
    ),
    why=Text(
        nl="Vrije velden staan op schermen en formulieren die voor dit aantal zijn gemaakt.",
        en="Free fields stand on screens and forms that are made for this number.",
    ),
    wrong=with_object(_free_fields(51)),
    right=with_object(_free_fields(3)),
)


def too_many_free_fields(span: Span, owner: str, number: int, most: int) -> Diagnostic:
    return Diagnostic(TOO_MANY_FREE_FIELDS, span, {"owner": owner, "number": number, "most": most})


BAD_VALUE_NAME = declare(
    "RT917",
    Severity.ERROR,
    title=Text(nl="Waarde met accolades of zonder tekst", en="Value with braces or without text"),
    message=Text(nl="{text} kan geen vaste waarde zijn", en="{text} can't be a fixed value"),
    hint=Text(
        nl="Schrijf hier een gewone tekst, zonder `{{…}}` en niet leeg.",
        en="Write a plain text here, without `{{…}}` and not empty.",
    ),
    why=Text(
        nl="Wat het domein vastlegt, hangt niet van een document of werkbon af, dus er valt niets in te vullen.",
        en="What the domain lays down does not depend on a document or work order, so there is nothing to fill in.",
    ),
    wrong=domain('KEUZE werkstatus: "Gereed"; "{status}"'),
    right=domain('KEUZE werkstatus: "Gereed"; "Niet gereed"'),
)


def not_plain(span: Span) -> Diagnostic:
    return Diagnostic(BAD_VALUE_NAME, span, {"text": span.text})


SECOND_KEY = declare(
    "RT918",
    Severity.ERROR,
    title=Text(nl="Tweede sleutel", en="Second key"),
    message=Text(
        nl="`{name}` is een tweede `SLEUTEL` van `{object}`", en="`{name}` is a second `SLEUTEL` of `{object}`"
    ),
    hint=Text(nl="Laat `SLEUTEL` bij een van de twee weg.", en="Drop `SLEUTEL` from one of the two."),
    why=Text(
        nl="Aan de sleutel is een record te herkennen; met twee sleutels is niet duidelijk welke geldt.",
        en="A record is known by its key; with two keys it is not clear which one counts.",
    ),
    wrong=domain("OBJECT werkbon\n  VELD nummer: tekst SLEUTEL\n  VELD code: tekst SLEUTEL"),
    right=domain("OBJECT werkbon\n  VELD nummer: tekst SLEUTEL\n  VELD code: tekst"),
)


def second_key(span: Span, name: str, owner: str, first: Span | None) -> Diagnostic:
    labels = () if first is None else (Label(first, Text(nl="hier staat de eerste", en="the first is here")),)
    return Diagnostic(SECOND_KEY, span, {"name": name, "object": owner}, labels=labels)


BAD_KEY_TYPE = declare(
    "RT919",
    Severity.ERROR,
    title=Text(nl="Sleutel die geen tekst is", en="Key that is no text"),
    message=Text(
        nl="de sleutel `{name}` is van het type `{type}`, niet `tekst`",
        en="the key `{name}` is of the type `{type}`, not `tekst`",
    ),
    hint=Text(nl="Maak er `tekst` van.", en="Make it `tekst`."),
    why=Text(
        nl='Een sleutel staat in regels als tekst, ook als hij alleen cijfers heeft: `medewerker = "1042"`.',
        en='A key stands in rules as a text, even when it has only digits: `medewerker = "1042"`.',
    ),
    wrong=domain("OBJECT werkbon\n  VELD nummer: geheel getal SLEUTEL"),
    right=domain("OBJECT werkbon\n  VELD nummer: tekst SLEUTEL"),
)


def bad_key_type(span: Span, name: str, type_: str) -> Diagnostic:
    return Diagnostic(BAD_KEY_TYPE, span, {"name": name, "type": type_})


WRONG_VALUE = declare(
    "RT920",
    Severity.ERROR,
    title=Text(nl="Waarde past niet bij het type", en="Value does not fit the type"),
    message=Text(
        nl="`{value}` past niet bij `{name}`, van het type `{type}`",
        en="`{value}` does not fit `{name}`, of the type `{type}`",
    ),
    why=Text(
        nl="Een waarde achter `STANDAARD` of `VOORBEELD` moet zo in een regel kunnen staan.",
        en="A value behind `STANDAARD` or `VOORBEELD` must be one that a rule could hold.",
    ),
    hint=Text(
        nl="Schrijf een waarde van de soort die erbij staat.",
        en="Write a value of the kind that is named.",
    ),
    wrong=domain("OBJECT werkbon\n  VELD aantal: getal VOORBEELD JA"),
    right=domain("OBJECT werkbon\n  VELD aantal: getal VOORBEELD 2"),
)


def wrong_value(value: Span, name: str, type_: Type) -> Diagnostic:
    hint, fixes = suggestion(value, value.text.strip(_QUOTES), _values(type_))
    return Diagnostic(
        WRONG_VALUE, value, {"value": shortened(value.text), "name": name, "type": str(type_)}, hint, fixes
    )


def _values(type_: Type) -> tuple[str, ...]:
    match type_:
        case Enumeration(values=values) | ListOf(Enumeration(values=values)):
            return values
        case _:
            return ()


AT_MOST_NO_NUMBER = declare(
    "RT921",
    Severity.ERROR,
    title=Text(nl="Bovengrens bij een veld dat geen geheel getal is", en="Limit on a field that is no whole number"),
    message=Text(
        nl="`{name}` is van het type `{type}`, maar `{limit}` hoort bij `geheel getal`",
        en="`{name}` is of the type `{type}`, but `{limit}` goes with `geheel getal`",
    ),
    hint=Text(nl="Haal `HOOGSTENS` weg, of verander het type.", en="Drop `HOOGSTENS`, or change the type."),
    why=Text(
        nl="`HOOGSTENS` zegt dat er niet verder wordt geteld dan dat getal, zoals bij het aantal pagina's van een "
        "document.",
        en="`HOOGSTENS` says that counting stops at that number, as for the number of pages of a document.",
    ),
    wrong=domain("OBJECT document\n  VELD onderwerp: tekst HOOGSTENS 50"),
    right=domain("OBJECT document\n  VELD aantal pagina's: geheel getal HOOGSTENS 50"),
)


def at_most_no_number(span: Span, name: str, type_: str) -> Diagnostic:
    return Diagnostic(AT_MOST_NO_NUMBER, span, {"limit": span.text, "name": name, "type": type_})


LOOKUP_OF_LIST = declare(
    "RT937",
    Severity.ERROR,
    title=Text(nl="Zoekveld dat een lijst is", en="Lookup field that is a list"),
    message=Text(
        nl="`{name}` is van het type `{type}`, maar een `ZOEKVELD` heeft één waarde",
        en="`{name}` is of the type `{type}`, but a `ZOEKVELD` has one value",
    ),
    hint=Text(nl="Haal `ZOEKVELD` hier weg.", en="Drop `ZOEKVELD` here."),
    why=Text(
        nl="Een record wordt bij de waarde van een zoekveld opgezocht, zoals in een register; een lijst heeft er geen "
        "of vele.",
        en="A record is looked up by the value of a lookup field, as in an index; a list has none or many.",
    ),
    wrong=domain("OBJECT relatie\n  VELD code: tekst SLEUTEL\n  VELD tags: LIJST VAN tekst ZOEKVELD"),
    right=domain("OBJECT relatie\n  VELD code: tekst SLEUTEL\n  VELD naam: tekst ZOEKVELD"),
)


def lookup_of_list(span: Span, name: str, type_: str) -> Diagnostic:
    return Diagnostic(LOOKUP_OF_LIST, span, {"name": name, "type": type_})


LOOKUP_WITHOUT_KEY = declare(
    "RT938",
    Severity.ERROR,
    title=Text(nl="Zoekveld van een object dat niet gezocht wordt", en="Lookup field of an object that is not found"),
    message=Text(
        nl="`{name}` is een `ZOEKVELD`, maar records van `{object}` worden niet opgezocht",
        en="`{name}` is a `ZOEKVELD`, but records of `{object}` are not looked up",
    ),
    hint=Text(
        nl="Geef het object een veld met `SLEUTEL`, of haal `ZOEKVELD` weg.",
        en="Give the object a field with `SLEUTEL`, or drop `ZOEKVELD`.",
    ),
    why=Text(
        nl="Een object zonder sleutel leeft als rij in een ander record en is alleen daar te vinden; administraties "
        "staan in de instellingen van het project.",
        en="An object without a key lives as a row in another record and is only found there; administrations are in "
        "the settings of the project.",
    ),
    wrong=domain("OBJECT regel\n  VELD artikel: tekst ZOEKVELD"),
    right=domain("OBJECT artikel\n  VELD code: tekst SLEUTEL\n  VELD naam: tekst ZOEKVELD"),
)


def lookup_without_key(span: Span, name: str, owner: str) -> Diagnostic:
    return Diagnostic(LOOKUP_WITHOUT_KEY, span, {"name": name, "object": owner})


MARK_TWICE = declare(
    "RT922",
    Severity.ERROR,
    title=Text(nl="Kenmerk staat er twee keer", en="Property is there twice"),
    message=Text(nl="`{mark}` staat er al", en="`{mark}` is there already"),
    hint=Text(nl="Haal een van de twee weg.", en="Drop one of the two."),
    why=Text(
        nl="Met twee keer hetzelfde kenmerk is niet duidelijk welk van de twee geldt.",
        en="With the same property twice it is not clear which of the two counts.",
    ),
    wrong=domain("MAANDEINDE OMLAAG\nMAANDEINDE OMHOOG"),
    right=domain("MAANDEINDE OMLAAG"),
)


def mark_twice(span: Span, mark: str) -> Diagnostic:
    return Diagnostic(MARK_TWICE, span, {"mark": mark})


REQUIRED_CYCLE = declare(
    "RT923",
    Severity.WARNING,
    title=Text(nl="Kring van verplichte verwijzingen", en="Cycle of required references"),
    message=Text(
        nl="{path}: elk record heeft zo verplicht weer een ander record nodig",
        en="{path}: that way each record requires yet another record",
    ),
    hint=Text(nl="Laat `VERPLICHT` bij een van deze velden weg.", en="Drop `VERPLICHT` from one of these fields."),
    why=Text(
        nl="Verwijzen deze objecten verplicht naar elkaar, dan kan het eerste record er nooit komen zonder dat het "
        "tweede er al is.",
        en="When these objects are required to refer to each other, the first record can never be made before the "
        "second is there.",
    ),
    wrong=domain(
        "OBJECT werkbon\n  VELD factuur: factuur VERPLICHT\nOBJECT factuur\n  VELD werkbon: werkbon VERPLICHT"
    ),
    right=domain("OBJECT werkbon\n  VELD factuur: factuur\nOBJECT factuur\n  VELD werkbon: werkbon VERPLICHT"),
)


def required_cycle(span: Span, path: str) -> Diagnostic:
    return Diagnostic(REQUIRED_CYCLE, span, {"path": path})


TEMPLATE_NOT_HERE = declare(
    "RT924",
    Severity.ERROR,
    title=Text(nl="Sjabloon buiten een actie", en="Template outside an action"),
    message=Text(
        nl="`SJABLOON` is een type voor een parameter van een actie, niet voor {what}",
        en="`SJABLOON` is a type for a parameter of an action, not for {what}",
    ),
    hint=Text(nl="Gebruik hier `tekst`.", en="Use `tekst` here."),
    why=Text(
        nl="Een sjabloon wordt ingevuld als een actie het gebruikt; een veld kan alleen de naam ervan bewaren.",
        en="A template is filled in when an action uses it; a field can only keep its name.",
    ),
    wrong=domain("OBJECT bericht\n  VELD sjabloon: SJABLOON"),
    right=domain("OBJECT bericht\n  VELD sjabloon: tekst"),
)


def template_not_here(span: Span, what: Text) -> Diagnostic:
    return Diagnostic(TEMPLATE_NOT_HERE, span, {"what": what})
