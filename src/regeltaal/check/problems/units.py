"""Problems with units: amounts, percentages, dates, durations, and divisions without rounding."""

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Fact, Text
from regeltaal.check.problems.samples import actions, condition
from regeltaal.check.problems.suggestions import DID_YOU_MEAN, meaning, mended, replace
from regeltaal.check.remedies import Remedy

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
    hint=Text(
        nl="Vergelijk bedragen met bedragen: met een euroteken voor het getal.",
        en="Compare amounts with amounts: with a euro sign before the number.",
    ),
)


def amount_and_number(span: Span, operator: str, remedy: Remedy | None) -> Diagnostic:
    return mended(AMOUNT_AND_NUMBER, span, {"operator": operator}, remedy)


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
    wrong=actions('VOEG materiaal toe MET code = "LAMP"; aantal = duur / 60'),
    right=actions('VOEG materiaal toe MET code = "LAMP"; aantal = AFGEROND(duur / 60; 2)'),
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
    hint=Text(
        nl="Schrijf beide duren in dezelfde soort: uren en minuten, dagen en weken, werkdagen, of maanden en jaren.",
        en="Write both durations in one kind: hours and minutes, days and weeks, working days, or months and years.",
    ),
    wrong=condition("30 dagen < 1 maand"),
    right=condition("30 dagen < 5 weken"),
)


def durations_apart(span: Span, left: str, right: str) -> Diagnostic:
    return Diagnostic(DURATIONS_APART, span, {"left": left, "right": right})


DIVISION_BY_ZERO = declare(
    "RT323",
    Severity.ERROR,
    title=Text(nl="Delen door nul", en="Division by zero"),
    message=Text(nl="hier wordt door nul gedeeld", en="this divides by zero"),
    why=Text(nl="Een deling door nul heeft geen uitkomst.", en="A division by zero has no outcome."),
    hint=Text(
        nl="Deel door een getal dat niet nul is.",
        en="Divide by a number that is not zero.",
    ),
    wrong=condition("duur IS GEVULD EN duur / 0 > 1"),
    right=condition("duur IS GEVULD EN duur / 2 > 1"),
)


def division_by_zero(span: Span) -> Diagnostic:
    return Diagnostic(DIVISION_BY_ZERO, span)
