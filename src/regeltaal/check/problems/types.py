"""Problems with types and units: values that do not go together."""

from collections.abc import Iterable, Sequence

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.source import Span
from regeltaal.base.suggest import nearest
from regeltaal.base.text import Fact, Text
from regeltaal.check.problems.samples import actions, condition
from regeltaal.check.problems.suggestions import DID_YOU_MEAN, mended, replace
from regeltaal.check.remedies import Remedy

MISFIT = declare(
    "RT301",
    Severity.ERROR,
    title=Text(nl="Soorten waarden passen niet bij elkaar", en="Kinds of value do not go together"),
    message=Text(nl="`{operator}` kan niet met {types}", en="`{operator}` is not possible with {types}"),
    why=Text(
        nl="Elke bewerking en vergelijking werkt op bepaalde soorten waarden. Er wordt nooit stilzwijgend omgezet.",
        en="Each operation and comparison works on certain kinds of value. Nothing is converted silently.",
    ),
    hint=Text(
        nl="Zet aan beide kanten waarden van dezelfde soort, zoals twee datums of twee bedragen.",
        en="Put values of the same kind on both sides, such as two dates or two amounts.",
    ),
    wrong=condition("datum > uitvoertijd"),
    right=condition("datum IS GEVULD EN datum > VANDAAG"),
)


def misfit(
    span: Span, operator: str, types: Iterable[str], remedy: Remedy | None = None, hint: Text | None = None
) -> Diagnostic:
    return mended(MISFIT, span, {"operator": operator, "types": _listed(types)}, remedy, hint)


def _listed(types: Iterable[str]) -> Text:
    names = list(types)
    if len(names) < 2:  # noqa: PLR2004 - one needs no "en"
        return Text(nl="".join(names), en="".join(names))
    head, last = ", ".join(names[:-1]), names[-1]
    return Text(nl=f"{head} en {last}", en=f"{head} and {last}")


UNKNOWN_VALUE = declare(
    "RT305",
    Severity.ERROR,
    title=Text(nl="Onbekende keuze", en="Unknown choice"),
    message=Text(nl='`{enum}` kent geen waarde "{value}"', en='`{enum}` has no value "{value}"'),
    why=Text(
        nl="Een keuzelijst heeft vaste waarden. Met een andere waarde zou de regel nooit opgaan.",
        en="A list of choices has fixed values. With another value the rule would never apply.",
    ),
    wrong=condition('status = "Klargezet"'),
    right=condition('status = "Klaargezet"'),
)


CHOOSE_FROM = Text(nl="Kies uit {known}.", en="Choose from {known}.")


VALUE_OF_ANOTHER = Text(
    nl='"{value}" is een waarde van `{other}`; bedoelde u `{other} = "{value}"`?',
    en='"{value}" is a value of `{other}`; did you mean `{other} = "{value}"`?',
)


def unknown_value(span: Span, enum: str, value: str, known: Iterable[str], others: Sequence[str] = ()) -> Diagnostic:
    """``others`` are the fields beside this one that do have the value."""
    values = list(known)
    names = [f'"{name}"' for name in values]
    near = [f'"{name}"' for name in nearest(value, values)]
    facts: dict[str, Fact] = {"enum": enum, "value": value, "known": ", ".join(names), "meant": "".join(near[:1])}
    if others:
        return Diagnostic(UNKNOWN_VALUE, span, {**facts, "other": others[0]}, VALUE_OF_ANOTHER)
    fixes = tuple(replace(span, name) for name in near)
    return Diagnostic(UNKNOWN_VALUE, span, facts, DID_YOU_MEAN if near else CHOOSE_FROM, fixes)


CHOICE_AS_TEXT = declare(
    "RT306",
    Severity.ERROR,
    title=Text(nl="Keuze als tekst gebruikt", en="Choice used as text"),
    message=Text(
        nl="`{enum}` is een keuze uit een lijst; `{operator}` is voor tekst",
        en="`{enum}` is a choice from a list; `{operator}` is for text",
    ),
    why=Text(
        nl="De waarden van een keuzelijst zijn namen, geen stukken tekst: vergelijk met hele waarden, met `=` of `IN`.",
        en="The values of a list of choices are names, no pieces of text: compare whole values, with `=` or `IN`.",
    ),
    wrong=condition('status BEGINT MET "In"'),
    right=condition('status IN ("Ingepland"; "Opgehaald")'),
    hint=Text(nl="Gebruik `=` of `IN` met hele waarden.", en="Use `=` or `IN` with whole values."),
)


def choice_as_text(span: Span, enum: str, operator: str) -> Diagnostic:
    return Diagnostic(CHOICE_AS_TEXT, span, {"enum": enum, "operator": operator})


CHOICE_AND_TEXT = declare(
    "RT307",
    Severity.ERROR,
    title=Text(nl="Keuze tegenover tekst", en="Choice against text"),
    message=Text(
        nl="een keuze uit `{enum}` en {other} zijn niet te vergelijken",
        en="a choice from `{enum}` and {other} can't be compared",
    ),
    why=Text(
        nl="Een keuze is alleen gelijk aan een waarde van dezelfde keuzelijst, niet aan een tekst die er toevallig op "
        "lijkt.",
        en="A choice equals only a value of the same list, not a text that happens to look like it.",
    ),
    hint=Text(
        nl="Kies een waarde uit de keuzelijst, tussen aanhalingstekens.",
        en="Choose a value of the list, in quotes.",
    ),
    wrong=condition("status = commentaar"),
    right=condition('status = "Compleet"'),
)


def choice_and_text(span: Span, enum: str, other: str, remedy: Remedy | None) -> Diagnostic:
    return mended(CHOICE_AND_TEXT, span, {"enum": enum, "other": other}, remedy)


DOES_NOT_FIT = declare(
    "RT308",
    Severity.ERROR,
    title=Text(nl="Waarde past niet", en="Value does not fit"),
    message=Text(
        nl="`{target}` is van het type {wanted}, de waarde van het type {found}",
        en="`{target}` is of type {wanted}, the value of type {found}",
    ),
    why=Text(
        nl="Een veld of parameter krijgt alleen een waarde van zijn eigen soort.",
        en="A field or parameter only takes a value of its own kind.",
    ),
    hint=Text(
        nl="Geef een waarde van de soort die hier hoort, of kies een ander veld.",
        en="Give a value of the kind that belongs here, or choose another field.",
    ),
    wrong=actions("ZET datum = 9:00"),
    right=actions("ZET datum = VANDAAG"),
)


def does_not_fit(span: Span, target: str, wanted: str, found: str, remedy: Remedy | None = None) -> Diagnostic:
    return mended(DOES_NOT_FIT, span, {"target": target, "wanted": wanted, "found": found}, remedy)


REFERENCE = declare(
    "RT315",
    Severity.ERROR,
    title=Text(nl="Verwijzing tegenover een gewone waarde", en="Reference against a plain value"),
    message=Text(
        nl="`{object}` is een verwijzing en niet te vergelijken met {other}",
        en="`{object}` is a reference and can't be compared with {other}",
    ),
    why=Text(
        nl="Een verwijzing is te vergelijken met een andere verwijzing naar hetzelfde soort object, of met de sleutel "
        "daarvan als vaste tekst.",
        en="A reference compares with another reference to the same kind of object, or with its key as a fixed text.",
    ),
    wrong=condition("medewerker = 1042"),
    right=condition('medewerker = "1042"'),
)


QUOTE_THE_KEY = Text(nl="Zet de sleutel tussen aanhalingstekens.", en="Put the key between quotes.")


COMPARE_THE_KEY = Text(nl="Vergelijk met het veld `{key}`.", en="Compare with the field `{key}`.")


def reference(span: Span, object_name: str, other: str, literal: Span | None, key: str | None) -> Diagnostic:
    facts: dict[str, Fact] = {"object": object_name, "other": other, "key": key or ""}
    if literal is not None:
        return Diagnostic(REFERENCE, span, facts, QUOTE_THE_KEY, (replace(literal, f'"{literal.text}"'),))
    return Diagnostic(REFERENCE, span, facts, None if key is None else COMPARE_THE_KEY)


ARGUMENT_COUNT = declare(
    "RT316",
    Severity.ERROR,
    title=Text(nl="Ander aantal waarden tussen de haakjes", en="Another number of arguments"),
    message=Text(
        nl="het aantal waarden voor `{function}` is hier {found}, dat moet {wanted} zijn",
        en="the number of arguments for `{function}` is {found} here, it must be {wanted}",
    ),
    why=Text(
        nl="Elke functie neemt een vast aantal waarden, met `;` ertussen.",
        en="Each function takes a fixed number of arguments, with `;` between them.",
    ),
    wrong=condition("LENGTE(commentaar; 2; 3) = 4"),
    right=condition("LENGTE(commentaar) = 4"),
)


def argument_count(span: Span, function: str, wanted: str, found: int) -> Diagnostic:
    return Diagnostic(ARGUMENT_COUNT, span, {"function": function, "wanted": wanted, "found": found})


NO_LIST = declare(
    "RT317",
    Severity.ERROR,
    title=Text(nl="Geen lijst", en="Not a list"),
    message=Text(nl="`{shown}` is geen lijst maar {type}", en="`{shown}` is no list but {type}"),
    why=Text(
        nl="EEN, ELK, GEEN, VOOR ELK en AANTAL gaan langs de rijen van een lijst.",
        en="EEN, ELK, GEEN, VOOR ELK and AANTAL go along the rows of a list.",
    ),
    hint=Text(
        nl="Kies een veld dat een lijst is; van één record leest u een veld met een punt, zoals `relatie.naam`.",
        en="Choose a field that is a list; of one record a field is read with a point, such as `relatie.naam`.",
    ),
    wrong=condition('EEN klant IN relatie WAARVOOR klant.naam = "x"'),
    right=condition("EEN materiaal IN materialen WAARVOOR materiaal.aantal = 2"),
)


def no_list(span: Span, shown: str, type_: str) -> Diagnostic:
    return Diagnostic(NO_LIST, span, {"shown": shown, "type": type_})


MIXED_LIST = declare(
    "RT318",
    Severity.ERROR,
    title=Text(nl="Lijst met verschillende soorten", en="List of different kinds"),
    message=Text(
        nl="deze lijst begint met {first}, en hier staat {found}",
        en="this list starts with {first}, and here is {found}",
    ),
    why=Text(
        nl="De waarden van een lijst zijn van één soort.",
        en="The values of a list are of one kind.",
    ),
    wrong=condition('commentaar IN ("a"; 2)'),
    right=condition('commentaar IN ("a"; "2")'),
)


def mixed_list(span: Span, first: str, found: str, remedy: Remedy | None = None) -> Diagnostic:
    return mended(MIXED_LIST, span, {"first": first, "found": found}, remedy)


EMPTY_IN_LIST = declare(
    "RT327",
    Severity.ERROR,
    title=Text(nl="LEEG in een lijst", en="LEEG in a list"),
    message=Text(nl="in een lijst met waarden kan geen LEEG staan", en="a list of values can't hold LEEG"),
    why=Text(
        nl="LEEG is geen waarde maar het ontbreken ervan. Of een veld leeg is, vraagt u met `IS LEEG`.",
        en="LEEG is no value but the lack of one. Ask whether a field is empty with `IS LEEG`.",
    ),
    wrong=condition('commentaar IN ("a"; LEEG)'),
    right=condition('(commentaar IN ("a"; "b") OF commentaar IS LEEG)'),
    hint=Text(nl="Vraag er apart naar, met `IS LEEG`.", en="Ask for it apart, with `IS LEEG`."),
)


def empty_in_list(span: Span, remedy: Remedy | None) -> Diagnostic:
    return mended(EMPTY_IN_LIST, span, {}, remedy)


NO_KEY = declare(
    "RT328",
    Severity.ERROR,
    title=Text(nl="Vaste waarde tegenover een object zonder sleutel", en="Fixed value against an object without a key"),
    message=Text(
        nl="`{object}` heeft geen sleutel en is niet met een vaste tekst te vergelijken",
        en="`{object}` has no key and can't be compared with a fixed text",
    ),
    why=Text(
        nl="Een vaste tekst tegenover een verwijzing is de sleutel daarvan. Wat geen sleutel heeft, herkent u aan een "
        "van de velden.",
        en="A fixed text against a reference is its key. What has no key is known by one of its fields.",
    ),
    wrong=condition('materialen BEVAT "pomp"'),
    right=condition('EEN materiaal IN materialen WAARVOOR materiaal.naam = "pomp"'),
    hint=Text(
        nl="Vergelijk een veld; zoek in een lijst met `EEN {object} IN … WAARVOOR {object}.…`.",
        en="Compare a field; look in a list with `EEN {object} IN … WAARVOOR {object}.…`.",
    ),
)


def no_key(span: Span, object_name: str) -> Diagnostic:
    return Diagnostic(NO_KEY, span, {"object": object_name})


COMPARED_WITH_EMPTY = declare(
    "RT322",
    Severity.ERROR,
    title=Text(nl="Rekenen of ordenen met LEEG", en="Computing or ordering with LEEG"),
    message=Text(
        nl="met LEEG is niet te rekenen en LEEG is niet groter of kleiner",
        en="LEEG can't be computed with and is neither bigger nor smaller",
    ),
    why=Text(
        nl="Wat leeg is, heeft geen waarde om mee te rekenen; de uitkomst zou altijd onbekend zijn.",
        en="What is empty has no value to compute with; the outcome would always be unknown.",
    ),
    wrong=condition("datum > LEEG"),
    right=condition("datum IS GEVULD"),
    hint=Text(nl="Gebruik `IS LEEG` of `IS GEVULD`.", en="Use `IS LEEG` or `IS GEVULD`."),
)


def compared_with_empty(span: Span) -> Diagnostic:
    return Diagnostic(COMPARED_WITH_EMPTY, span)


CANNOT_COMPARE = declare(
    "RT324",
    Severity.ERROR,
    title=Text(nl="Niet te vergelijken", en="Not comparable"),
    message=Text(nl="{wanted} en {found} zijn niet te vergelijken", en="{wanted} and {found} can't be compared"),
    why=Text(
        nl="Bij VAN, NAAR en WAS hoort een waarde van dezelfde soort als het veld.",
        en="VAN, NAAR and WAS take a value of the same kind as the field.",
    ),
    hint=Text(
        nl="Schrijf een waarde van dezelfde soort als het veld.",
        en="Write a value of the same kind as the field.",
    ),
    wrong=condition("datum WAS 9:00"),
    right=condition("datum WAS 31-12-2027"),
)


def cannot_compare(span: Span, wanted: str, found: str, remedy: Remedy | None = None) -> Diagnostic:
    return mended(CANNOT_COMPARE, span, {"wanted": wanted, "found": found}, remedy)


WRONG_ARGUMENT = declare(
    "RT326",
    Severity.ERROR,
    title=Text(nl="Verkeerde waarde tussen de haakjes", en="Wrong argument"),
    message=Text(
        nl="`{function}` kan niet met {found}; hier hoort {wanted}",
        en="`{function}` is not possible with {found}; it takes {wanted}",
    ),
    why=Text(nl="Elke functie werkt op bepaalde soorten waarden.", en="Each function works on certain kinds of value."),
    wrong=condition("LENGTE(datum) > 3"),
    right=condition("commentaar IS GEVULD EN LENGTE(commentaar) > 3"),
)


def wrong_argument(
    span: Span, function: str, found: str, wanted: Iterable[Text], remedy: Remedy | None = None
) -> Diagnostic:
    texts = [one for one in wanted if not one.nl.startswith("lijst van duur in")]
    shown = Text(nl=_either((one.nl for one in texts), "of"), en=_either((one.en for one in texts), "or"))
    return mended(WRONG_ARGUMENT, span, {"function": function, "found": found, "wanted": shown}, remedy)


def _either(names: Iterable[str], word: str) -> str:
    """`lijst van getal, bedrag of duur`: what all begin with is said once."""
    first, *others = names
    prefix = "lijst van "
    rest = [name.removeprefix(prefix) if first.startswith(prefix) else name for name in others]
    head = ", ".join([first, *rest[:-1]])
    return f"{head} {word} {rest[-1]}" if rest else head
