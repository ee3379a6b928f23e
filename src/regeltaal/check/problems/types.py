"""Problems with types and units: values that do not go together."""

from collections.abc import Iterable

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.source import Span
from regeltaal.base.suggest import nearest
from regeltaal.base.text import Fact, Text
from regeltaal.check.problems.names import DID_YOU_MEAN, meaning, replace, suggesting
from regeltaal.check.problems.samples import actions, condition

MISFIT = declare(
    "RT301",
    Severity.ERROR,
    title=Text(nl="Soorten waarden passen niet bij elkaar", en="Kinds of value do not go together"),
    message=Text(nl="`{operator}` kan niet met {types}", en="`{operator}` is not possible with {types}"),
    why=Text(
        nl="Elke bewerking en vergelijking werkt op bepaalde soorten waarden. Er wordt nooit stilzwijgend omgezet.",
        en="Each operation and comparison works on certain kinds of value. Nothing is converted silently.",
    ),
    wrong=condition("datum > uitvoertijd"),
    right=condition("datum IS GEVULD EN datum > VANDAAG"),
)


def misfit(span: Span, operator: str, types: Iterable[str]) -> Diagnostic:
    return Diagnostic(MISFIT, span, {"operator": operator, "types": _listed(types)})


def _listed(types: Iterable[str]) -> Text:
    names = list(types)
    if len(names) < 2:  # noqa: PLR2004 - one needs no "en"
        return Text(nl="".join(names), en="".join(names))
    head, last = ", ".join(names[:-1]), names[-1]
    return Text(nl=f"{head} en {last}", en=f"{head} and {last}")


AMOUNT_AND_NUMBER = declare(
    "RT302",
    Severity.ERROR,
    title=Text(nl="Bedrag met een kaal getal", en="Amount with a bare number"),
    message=Text(
        nl="een bedrag en een getal gaan niet samen met `{operator}`",
        en="an amount and a number do not go together with `{operator}`",
    ),
    why=Text(
        nl="Een bedrag heeft een munteenheid en een getal niet.",
        en="An amount has a currency and a number has not.",
    ),
    wrong=condition("uurtarief IS GEVULD EN uurtarief > 65"),
    right=condition("uurtarief IS GEVULD EN uurtarief > € 65"),
    hint=Text(nl="Zet een euroteken voor het getal.", en="Put a euro sign before the number."),
)


def amount_and_number(span: Span, operator: str, literal: Span | None) -> Diagnostic:
    fixes = () if literal is None else (replace(literal, f"€ {literal.text}"),)
    return Diagnostic(AMOUNT_AND_NUMBER, span, {"operator": operator}, fixes=fixes)


PERCENTAGE_ADDED = declare(
    "RT303",
    Severity.ERROR,
    title=Text(nl="Percentage opgeteld bij een waarde", en="Percentage added to a value"),
    message=Text(
        nl="een percentage kan niet bij {type} worden geteld of ervan afgetrokken",
        en="a percentage can't be added to or subtracted from {type}",
    ),
    why=Text(
        nl="Een percentage is een deel van iets. `€ 100 + 21%` zegt niet waarvan; `€ 100 * 121%` wel.",
        en="A percentage is a part of something. `€ 100 + 21%` does not say of what; `€ 100 * 121%` does.",
    ),
    wrong=condition("uurtarief IS GEVULD EN uurtarief + 21% > € 100"),
    right=condition("uurtarief IS GEVULD EN uurtarief * 121% > € 100"),
)


def percentage_added(span: Span, type_: str, rewritten: str | None) -> Diagnostic:
    if rewritten is None:
        return Diagnostic(PERCENTAGE_ADDED, span, {"type": type_})
    return meaning(PERCENTAGE_ADDED, span, {"type": type_}, rewritten)


DATE_AND_MOMENT = declare(
    "RT304",
    Severity.ERROR,
    title=Text(nl="Datum tegenover moment", en="Date against moment"),
    message=Text(nl="een datum en een moment zijn niet te vergelijken", en="a date and a moment can't be compared"),
    why=Text(
        nl="Een moment heeft een tijd en een datum niet; DATUM(x) geeft de dag van een moment.",
        en="A moment has a time and a date has not; DATUM(x) gives the day of a moment.",
    ),
    wrong=condition("deadline IS GEVULD EN deadline = 31-12-2027"),
    right=condition("deadline IS GEVULD EN DATUM(deadline) = 31-12-2027"),
)


def date_and_moment(span: Span, moment: Span) -> Diagnostic:
    rewritten = f"DATUM({moment.text})"
    facts: dict[str, Fact] = {"meant": rewritten}
    return Diagnostic(DATE_AND_MOMENT, span, facts, DID_YOU_MEAN, (replace(moment, rewritten),))


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


def unknown_value(span: Span, enum: str, value: str, known: Iterable[str]) -> Diagnostic:
    names = [f'"{name}"' for name in known]
    near = nearest(f'"{value}"', names)
    facts: dict[str, Fact] = {"enum": enum, "value": value, "known": ", ".join(names), "meant": "".join(near[:1])}
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
    wrong=condition("status = commentaar"),
    right=condition('status = "Compleet"'),
)


def choice_and_text(span: Span, enum: str, other: str) -> Diagnostic:
    return Diagnostic(CHOICE_AND_TEXT, span, {"enum": enum, "other": other})


DOES_NOT_FIT = declare(
    "RT308",
    Severity.ERROR,
    title=Text(nl="Waarde past niet", en="Value does not fit"),
    message=Text(nl="`{target}` is {wanted}, de waarde {found}", en="`{target}` is {wanted}, the value {found}"),
    why=Text(
        nl="Een veld of parameter krijgt alleen een waarde van zijn eigen soort.",
        en="A field or parameter only takes a value of its own kind.",
    ),
    wrong=actions("ZET datum = 9:00"),
    right=actions("ZET datum = VANDAAG"),
)


def does_not_fit(span: Span, target: str, wanted: str, found: str) -> Diagnostic:
    return Diagnostic(DOES_NOT_FIT, span, {"target": target, "wanted": wanted, "found": found})


NOT_ROUNDED = declare(
    "RT309",
    Severity.ERROR,
    title=Text(nl="Deling zonder afronding", en="Division without rounding"),
    message=Text(
        nl="de uitkomst van een deling moet worden afgerond voordat zij wordt bewaard of getoond",
        en="the result of a division must be rounded before it is stored or shown",
    ),
    why=Text(
        nl="Een deling als 10 / 3 komt niet uit. Regeltaal rekent er precies mee door, maar wie haar bewaart, moet "
        "zeggen hoeveel decimalen.",
        en="A division such as 10 / 3 has no end. Regeltaal goes on computing exactly, but who stores it must say how "
        "many decimals.",
    ),
    wrong=actions("ZET vrije velden.meterstand = duur / 3"),
    right=actions("ZET vrije velden.meterstand = AFGEROND(duur / 3; 2)"),
)


def not_rounded(span: Span) -> Diagnostic:
    return meaning(NOT_ROUNDED, span, {}, f"AFGEROND({span.text}; 2)")


DURATIONS_APART = declare(
    "RT310",
    Severity.ERROR,
    title=Text(nl="Soorten duur die niet te vergelijken zijn", en="Durations that can't be compared"),
    message=Text(
        nl="{left} en {right} zijn niet met elkaar te vergelijken of op te tellen",
        en="{left} and {right} can't be compared or added",
    ),
    why=Text(
        nl="Een maand is niet altijd evenveel dagen, een dag niet altijd 24 uur en een werkdag geen gewone dag.",
        en="A month is not always as many days, a day not always 24 hours, and a working day no plain day.",
    ),
    wrong=condition("30 dagen < 1 maand"),
    right=condition("30 dagen < 5 weken"),
)


def durations_apart(span: Span, left: str, right: str) -> Diagnostic:
    return Diagnostic(DURATIONS_APART, span, {"left": left, "right": right})


EMPTY_TEXT = declare(
    "RT311",
    Severity.ERROR,
    title=Text(nl="Zoeken naar een lege tekst", en="Looking for an empty text"),
    message=Text(nl="hier wordt naar een lege tekst gezocht", en="this looks for an empty text"),
    why=Text(
        nl="Elke tekst bevat een lege tekst, dus deze voorwaarde zegt niets.",
        en="Every text contains an empty text, so this condition says nothing.",
    ),
    wrong=condition('commentaar BEVAT ""'),
    right=condition("commentaar IS GEVULD"),
    hint=Text(nl="Gebruik `IS LEEG` of `IS GEVULD`.", en="Use `IS LEEG` or `IS GEVULD`."),
)


def empty_text(span: Span) -> Diagnostic:
    return Diagnostic(EMPTY_TEXT, span)


PATTERN_NOT_LITERAL = declare(
    "RT312",
    Severity.ERROR,
    title=Text(nl="Patroon moet een vaste tekst zijn", en="Pattern must be a fixed text"),
    message=Text(
        nl="achter `{operator}` hoort een vaste tekst zonder ingevulde waarden",
        en="behind `{operator}` belongs a fixed text without filled-in values",
    ),
    why=Text(
        nl="Een patroon wordt vooraf gecontroleerd; met een ingevulde waarde zou een teken daarin meetellen als "
        "patroon.",
        en="A pattern is checked beforehand; a filled-in value could bring in a sign that counts as pattern.",
    ),
    wrong=condition("commentaar LIJKT OP korte omschrijving"),
    right=condition('commentaar LIJKT OP "sleutel*"'),
)


def pattern_not_literal(span: Span, operator: str) -> Diagnostic:
    return Diagnostic(PATTERN_NOT_LITERAL, span, {"operator": operator})


BAD_PATTERN = declare(
    "RT313",
    Severity.ERROR,
    title=Text(nl="Patroon klopt niet", en="Pattern is wrong"),
    message=Text(nl="{reason}", en="{reason}"),
    why=Text(
        nl="Achter VOLDOET AAN staat een reguliere expressie; haakjes en herhalingen moeten daarin kloppen.",
        en="Behind VOLDOET AAN stands a regular expression; its parentheses and repeats must be right.",
    ),
    wrong=condition('commentaar VOLDOET AAN "P(1|2"'),
    right=condition('commentaar VOLDOET AAN "P(1|2)"'),
)


def bad_pattern(span: Span, reason: Text) -> Diagnostic:
    return Diagnostic(BAD_PATTERN, span, {"reason": reason})


WRONG_CHECKED_TEXT = declare(
    "RT314",
    Severity.ERROR,
    title=Text(nl="Geen geldige iban, postcode of dergelijke", en="Not a valid iban, postcode or the like"),
    message=Text(nl='"{text}" is geen geldig(e) {type}', en='"{text}" is no valid {type}'),
    why=Text(
        nl="Een iban, btw-nummer, kvk-nummer, postcode, telefoonnummer of e-mailadres in een regel moet bestaan "
        "kunnen; anders staat er een tikfout.",
        en="An iban, VAT number, chamber number, postcode, phone number or e-mail address in a rule must be possible; "
        "else there is a slip in it.",
    ),
    wrong=condition('relatie.postcode = "37 GK"'),
    right=condition('relatie.postcode = "3701 GK"'),
)


def wrong_checked_text(span: Span, text: str, type_: str) -> Diagnostic:
    return Diagnostic(WRONG_CHECKED_TEXT, span, {"text": text, "type": type_})


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
        nl="`{function}` verwacht {wanted} waarden, hier staan er {found}",
        en="`{function}` expects {wanted} arguments, here are {found}",
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


def mixed_list(span: Span, first: str, found: str) -> Diagnostic:
    return Diagnostic(MIXED_LIST, span, {"first": first, "found": found})


NOT_PRINTABLE = declare(
    "RT319",
    Severity.ERROR,
    title=Text(nl="Lijst of object in een tekst", en="List or object in a text"),
    message=Text(
        nl="`{shown}` is {type} en kan niet zo in een tekst",
        en="`{shown}` is {type} and can't stand in a text like this",
    ),
    why=Text(
        nl="In een tekst komt één waarde. Van een object noemt u een veld; langs een lijst gaat u in een sjabloon met "
        "`{VOOR ELK …}`.",
        en="One value goes into a text. Name a field of an object; go along a list in a template with `{VOOR ELK …}`.",
    ),
    wrong=actions('ZET commentaar = "Voor {relatie}"'),
    right=actions('ZET commentaar = "Voor {relatie.naam}"'),
)


def not_printable(span: Span, shown: str, type_: str) -> Diagnostic:
    return Diagnostic(NOT_PRINTABLE, span, {"shown": shown, "type": type_})


UNKNOWN_FORM = declare(
    "RT320",
    Severity.ERROR,
    title=Text(nl="Onbekende vorm", en="Unknown form"),
    message=Text(nl="{type} heeft geen vorm `{form}`", en="{type} has no form `{form}`"),
    why=Text(
        nl="Achter de streep staat hoe een waarde getoond wordt, zoals `kort` of `lang` bij een datum.",
        en="Behind the bar stands how a value is shown, such as `kort` or `lang` for a date.",
    ),
    wrong=actions('ZET commentaar = "Op {datum|lng}"'),
    right=actions('ZET commentaar = "Op {datum|lang}"'),
)


def unknown_form(span: Span, type_: str, form: str, known: Iterable[str]) -> Diagnostic:
    return suggesting(UNKNOWN_FORM, span, {"type": type_, "form": form}, form, known)


NO_EXACT = declare(
    "RT321",
    Severity.ERROR,
    title=Text(nl="EXACT heeft hier geen zin", en="EXACT has no sense here"),
    message=Text(nl="EXACT geldt alleen voor tekst, niet voor {type}", en="EXACT is for text only, not for {type}"),
    why=Text(
        nl="EXACT laat hoofdletters en kleine letters verschil maken; andere waarden hebben die niet.",
        en="EXACT makes capitals and lower case differ; other values have none.",
    ),
    wrong=condition("datum = EXACT 31-12-2027"),
    right=condition('commentaar = EXACT "ABC"'),
)


def no_exact(span: Span, type_: str) -> Diagnostic:
    return Diagnostic(NO_EXACT, span, {"type": type_})


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


DIVISION_BY_ZERO = declare(
    "RT323",
    Severity.ERROR,
    title=Text(nl="Delen door nul", en="Division by zero"),
    message=Text(nl="hier wordt door nul gedeeld", en="this divides by zero"),
    why=Text(nl="Een deling door nul heeft geen uitkomst.", en="A division by zero has no outcome."),
    wrong=condition("duur IS GEVULD EN duur / 0 > 1"),
    right=condition("duur IS GEVULD EN duur / 2 > 1"),
)


def division_by_zero(span: Span) -> Diagnostic:
    return Diagnostic(DIVISION_BY_ZERO, span)


CANNOT_COMPARE = declare(
    "RT324",
    Severity.ERROR,
    title=Text(nl="Niet te vergelijken", en="Not comparable"),
    message=Text(nl="{wanted} en {found} zijn niet te vergelijken", en="{wanted} and {found} can't be compared"),
    why=Text(
        nl="Bij VAN, NAAR en WAS hoort een waarde van dezelfde soort als het veld.",
        en="VAN, NAAR and WAS take a value of the same kind as the field.",
    ),
    wrong=condition("datum WAS 9:00"),
    right=condition("datum WAS 31-12-2027"),
)


def cannot_compare(span: Span, wanted: str, found: str) -> Diagnostic:
    return Diagnostic(CANNOT_COMPARE, span, {"wanted": wanted, "found": found})


NOT_CHECKED_TEXT = declare(
    "RT325",
    Severity.ERROR,
    title=Text(nl="IS GELDIG bij een gewone waarde", en="IS GELDIG with a plain value"),
    message=Text(
        nl="`IS GELDIG` vraagt naar een iban, postcode of dergelijke, niet naar {type}",
        en="`IS GELDIG` asks about an iban, postcode or the like, not about {type}",
    ),
    why=Text(
        nl="Alleen bij een e-mailadres, telefoonnummer, postcode, iban, kvk-nummer of btw-nummer is er iets te "
        "controleren.",
        en="Only an e-mail address, phone number, postcode, iban, chamber number or VAT number can be checked.",
    ),
    wrong=condition("commentaar IS GELDIG"),
    right=condition("relatie.postcode IS GELDIG"),
)


def not_checked_text(span: Span, type_: str) -> Diagnostic:
    return Diagnostic(NOT_CHECKED_TEXT, span, {"type": type_})


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


def wrong_argument(span: Span, function: str, found: str, wanted: Iterable[Text]) -> Diagnostic:
    texts = list(wanted)
    shown = Text(nl=" of ".join(one.nl for one in texts), en=" or ".join(one.en for one in texts))
    return Diagnostic(WRONG_ARGUMENT, span, {"function": function, "found": found, "wanted": shown})
