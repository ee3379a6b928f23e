"""What a literal in a rule is worth, or why it is none, with what the author probably meant."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from regeltaal.base.patterns import lazily
from regeltaal.base.suggest import nearest
from regeltaal.values import common, durations, slips
from regeltaal.values.exact import fits
from regeltaal.values.kinds.reading import too_many_digits
from regeltaal.values.moments import DEFAULT_ZONE, at_wall_clock
from regeltaal.values.notation import MONTHS
from regeltaal.values.types import Type
from regeltaal.values.value import ComputationError, Duration, DurationKind, NotAValueError, Value

_NUMBER = lazily(r"-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?", re.ASCII)
_MONEY = lazily(r"(?P<before>-\s?)?€\s*(?P<behind>-\s?)?(?P<amount>[^-\s].*?)", re.DOTALL)
_NO_CENTS = lazily(r",-{1,2}$")
_AMBIGUOUS_CENTS = lazily(r"[1-9][0-9]{0,2},[0-9]{3}", re.ASCII)
_DATE = lazily(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})", re.ASCII)
_DATE_IN_WORDS = lazily(r"([0-9]{1,2})\s+([^\W\d_]+)\.?\s+([0-9]{4})")
_TIME = lazily(r"([0-9]{1,2}):([0-9]{2})", re.ASCII)
_MOMENT = lazily(r"(?P<date>.+\S)(?:\s+om)?\s+(?P<time>\S+)", re.DOTALL | re.IGNORECASE)


def read_literal(kind: str, text: str, zone: ZoneInfo = DEFAULT_ZONE) -> Value:
    """The value of a literal that is no text; ``kind`` is a ``LiteralKind`` other than empty, today and now.

    Raises:
        NotAValueError: the text is no such value; the reason says what the author probably meant.
    """
    if kind == "moment":
        return _moment(text, zone)
    return _READERS[kind](text)


def type_of_literal(kind: str, value: Value) -> Type:
    """The type of a literal: `3` is a geheel getal and fits wherever a getal does."""
    match kind, value:
        case "number", Decimal():
            return common.INTEGER if value == int(value) else common.NUMBER
        case _, Duration(DurationKind.EXACT, _):
            return common.DURATION_EXACT
        case _, Duration(DurationKind.DAYS, _):
            return common.DURATION_DAYS
        case _, Duration(DurationKind.WORKDAYS, _):
            return common.DURATION_WORKDAYS
        case _, Duration(DurationKind.MONTHS, _):
            return common.DURATION_MONTHS
        case _:
            return _TYPES[kind]


def _number(text: str) -> Decimal:
    return _read_digits(text.strip(), slips.Affixes())


def _percentage(text: str) -> Decimal:
    return _read_digits(text.strip().removesuffix("%").rstrip(), slips.PERCENTAGE)


def _money(text: str) -> Decimal:
    found = _MONEY.fullmatch(text.strip())
    if found is None or (found["before"] and found["behind"]):
        raise slips.no_amount(text)
    sign = "-" if found["before"] or found["behind"] else ""
    digits = _NO_CENTS.sub("", found["amount"])
    if _AMBIGUOUS_CENTS.fullmatch(digits):
        raise slips.three_cents(text, sign, digits)
    return _read_digits(sign + digits, slips.AMOUNT)


def _read_digits(digits: str, affixes: slips.Affixes) -> Decimal:
    if _NUMBER.fullmatch(digits) is None:
        raise slips.no_number(digits, affixes)
    number = Decimal(digits.replace(".", "").replace(",", "."))
    if not fits(number):
        raise NotAValueError(too_many_digits(f"`{affixes.around(digits)}`"))
    return number or abs(number)


def _date(text: str) -> date:
    found = _DATE.fullmatch(text.strip())
    if found is not None:
        return _existing(int(found[1]), int(found[2]), int(found[3]))
    words = _DATE_IN_WORDS.fullmatch(text.strip())
    if words is not None:
        return _existing(int(words[1]), _month_named(text, words[2]), int(words[3]))
    raise slips.no_date(text)


def _existing(day: int, month: int, year: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise slips.no_such_date(day, month, year) from None


def _month_named(text: str, word: str) -> int:
    folded = word.lower()
    if folded in MONTHS:
        return MONTHS.index(folded) + 1
    begins = [month for month in MONTHS if month.startswith(folded[:3])]
    raise slips.no_month(text, word, [*nearest(folded, MONTHS, 1), *begins])


def _time(text: str) -> time:
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise slips.no_clock(text)
    try:
        return time(int(found[1]), int(found[2]))
    except ValueError:
        raise slips.no_such_time(text) from None


def _moment(text: str, zone: ZoneInfo) -> datetime:
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        raise slips.no_moment(text)
    try:
        return at_wall_clock(_date(found["date"]), _time(found["time"]), zone)
    except ComputationError as fault:
        raise NotAValueError(fault.cause) from None
    except NotAValueError as refusal:
        raise NotAValueError(refusal.reason, _as_moments(refusal.readings, found)) from None


def _as_moments(readings: Sequence[str], found: re.Match[str]) -> tuple[str, ...]:
    """What may have been meant by the date or the time of a moment, as whole moments."""
    return tuple(f"{found['date']} {one}" if ":" in one else f"{one} {found['time']}" for one in readings)


def _duration(text: str) -> Duration:
    found = durations.parse_words(text)
    if found is None:
        raise slips.no_duration(text)
    return found


_READERS: dict[str, Callable[[str], Value]] = {
    "number": _number,
    "percentage": _percentage,
    "money": _money,
    "date": _date,
    "time": _time,
    "duration": _duration,
    "yes": lambda _: True,
    "no": lambda _: False,
}

_TYPES: dict[str, Type] = {
    "percentage": common.PERCENTAGE,
    "money": common.MONEY,
    "date": common.DATE,
    "time": common.TIME,
    "moment": common.MOMENT,
    "yes": common.YES_NO,
    "no": common.YES_NO,
}
