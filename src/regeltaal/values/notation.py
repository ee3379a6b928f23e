"""Dutch notation of numbers, dates and clocks.

Numbers get dots from 10.000 on, so that a year stays `2027`; amounts always do.
"""

from datetime import date, time
from decimal import Decimal
from fractions import Fraction

from regeltaal.values.exact import DIGITS_AFTER, decimals, rounded, within_limits
from regeltaal.values.value import Number

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

_GROUPED_FROM = 10_000
_EURO, _CODE_LENGTH = "EUR", 3


def show_number(number: Number, *, least_decimals: int = 0, always_grouped: bool = False) -> str:
    """A number with comma and dots; of one that never ends the first digits, with `…` behind."""
    if isinstance(number, Fraction) and 10**DIGITS_AFTER % number.denominator:
        cut = Fraction(int(number * 10**DIGITS_AFTER), 10**DIGITS_AFTER)
        sign = "-" if number < 0 <= cut else ""
        return sign + show_number(rounded(cut, DIGITS_AFTER), least_decimals=DIGITS_AFTER) + "…"
    if isinstance(number, Decimal) and decimals(number) <= DIGITS_AFTER:
        value = within_limits(number)
    else:
        value = rounded(number, DIGITS_AFTER)
    whole, _, fraction = f"{abs(value):f}".partition(".")
    fraction = fraction.rstrip("0").ljust(least_decimals, "0")
    if always_grouped or int(whole) >= _GROUPED_FROM:
        whole = f"{int(whole):,}".replace(",", ".")
    sign = "-" if value < 0 else ""
    return f"{sign}{whole},{fraction}" if fraction else f"{sign}{whole}"


def show_amount(amount: Number, currency: str | None = None) -> str:
    """`€ 1.250,50`, `€ -10,00`: at least two decimals, more where it has them; in another currency `USD 9,50`."""
    return f"{_sign(currency)} {show_amount_alone(amount)}"


def show_amount_alone(amount: Number) -> str:
    """`1.250,50`: an amount without the sign of its currency."""
    return show_number(amount, least_decimals=2, always_grouped=True)


def _sign(currency: str | None) -> str:
    """The code of a currency; the euro has a sign, and what is no code at all says nothing else."""
    code = (currency or "").strip().upper()
    return code if len(code) == _CODE_LENGTH and code.isascii() and code.isalpha() and code != _EURO else "€"


def show_date(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def show_date_in_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def show_date_in_full(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {show_date_in_words(day)}"


def show_clock(clock: time) -> str:
    """`9:00`, as in a rule; seconds only when there are any."""
    seconds = f":{clock.second:02}" if clock.second else ""
    return f"{clock.hour}:{clock.minute:02}{seconds}"


def as_decimal_text(number: Number, least_decimals: int = 0) -> str:
    """A number as text with a decimal point, for JSON; a quotient that never ends as `1/3`."""
    if isinstance(number, Fraction):
        return str(number)
    return show_number(number, least_decimals=least_decimals).replace(".", "").replace(",", ".")


def is_whole(number: Number) -> bool:
    return number == int(number)


def as_number(value: object) -> Number:
    """The number that a value of a numeric kind is."""
    if isinstance(value, (Decimal, Fraction)):
        return value
    raise TypeError(f"not a number: {value!r}")
