"""How a number, amount, date or duration in a rule is read, as a card."""

from datetime import date, datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from regeltaal.assist.cards import Card, Facts, Said
from regeltaal.base.text import Language, Text
from regeltaal.syntax import tree
from regeltaal.values.literals import read_literal, type_of_literal
from regeltaal.values.notation import show_clock, show_date_in_full
from regeltaal.values.show import show
from regeltaal.values.types import Scalar
from regeltaal.values.value import Duration, DurationKind, NotAValueError, Value

_READ = Text(nl="Gelezen als", en="Read as")
_WRONG = Text(nl="geen geldige waarde", en="no valid value")
_AT = Text(nl="{day} om {time}", en="{day} at {time}")
_DURATIONS = {
    DurationKind.EXACT: Text(nl="Telt de klok rond, ook ’s nachts en in het weekend.", en="Counts round the clock."),
    DurationKind.DAYS: Text(nl="Telt elke dag mee, ook het weekend en feestdagen.", en="Counts every day."),
    DurationKind.WORKDAYS: Text(
        nl="Slaat weekenden en de feestdagen van het domein over; de eerste dag telt niet mee.",
        en="Skips weekends and the holidays of the domain; the first day does not count.",
    ),
    DurationKind.MONTHS: Text(
        nl="Houdt dezelfde dag van de maand aan, voor zover die bestaat.",
        en="Keeps the day of the month, as far as there is one.",
    ),
}
_WORDS: dict[str, tuple[str, Text]] = {
    "yes": ("ja-nee", Text(nl="Ja, in een veld dat ja of nee kan zijn.", en="Yes, of a yes/no field.")),
    "no": ("ja-nee", Text(nl="Nee, in een veld dat ja of nee kan zijn.", en="No, of a yes/no field.")),
    "empty": ("", Text(nl="Er is niets ingevuld.", en="Nothing was filled in.")),
    "today": ("datum", Text(nl="De dag van de gebeurtenis.", en="The day of the event.")),
    "now": ("moment", Text(nl="Het moment van de gebeurtenis.", en="The moment of the event.")),
}


def literal_card(kind: tree.LiteralKind, text: str, zone: ZoneInfo, language: Language) -> Card:
    match kind:
        case "yes" | "no" | "empty" | "today" | "now":
            what, told = _WORDS[kind]
            return Card(text, what, (Said(told.show(language)),))
        case "number" | "percentage" | "money" | "date" | "time" | "moment" | "duration":
            return _value_card(kind, text, zone, language)
        case _:
            assert_never(kind)


def _value_card(kind: str, text: str, zone: ZoneInfo, language: Language) -> Card:
    try:
        value = read_literal(kind, text, zone)
    except NotAValueError as refusal:
        reason = refusal.reason.show(language)
        ended = reason if reason.endswith("?") else f"{reason}."
        return Card(text, _WRONG.show(language), (Said(f"{ended[:1].upper()}{ended[1:]}"),))
    type_ = type_of_literal(kind, value)
    what = str(type_)
    if isinstance(value, Duration):
        return Card(text, what, (Said(_DURATIONS[value.kind].show(language)),))
    shown = _in_full(value, type_, language) if isinstance(type_, Scalar) else ""
    says_more = shown and shown != text
    return Card(text, what, (Facts(((_READ.show(language), shown),)),) if says_more else ())


def _in_full(value: Value, type_: Scalar, language: Language) -> str:
    """A value so that a mistake in reading it is seen: a date with its day of the week."""
    match value:
        case datetime():
            return _AT.show(language, {"day": show_date_in_full(value.date()), "time": show_clock(value.time())})
        case date():
            return show_date_in_full(value)
        case _:
            return show(value, type_)
