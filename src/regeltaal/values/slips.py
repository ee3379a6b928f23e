"""Slips in literals: for each a refusal that names what was found and what was probably meant."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import MAXYEAR, date

from regeltaal.base.node import Node
from regeltaal.base.patterns import lazily
from regeltaal.base.suggest import nearest
from regeltaal.base.text import Text
from regeltaal.values.durations import MOST, UNITS
from regeltaal.values.notation import MONTHS, show_date
from regeltaal.values.value import NotAValueError

_ENGLISH = lazily(r"(-?)([0-9]{1,3}(?:,[0-9]{3})+)\.([0-9]+)", re.ASCII)
_POINT = lazily(r"(-?)([0-9]+)\.([0-9]+)", re.ASCII)
_DOTTED = lazily(r"-?[0-9.]+(?:,[0-9]+)?", re.ASCII)
_THREE_PARTS = lazily(r"([0-9]{1,4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,4})", re.ASCII)
_CLOCK = lazily(r"([0-9]{1,2})[:.uU]([0-9]{2})(?::[0-9]{2}| uur)?", re.ASCII)
_COUNTED = lazily(r"-?([0-9.,]+)\s+(\S+)", re.ASCII)
_YEAR_DIGITS = 4
_MONTHS_A_YEAR = 12


_NUMBER = Text(nl="getal", en="a number")


class Affixes(Node):
    """What stands before and behind the digits: `€ ` or `%`."""

    what: Text = _NUMBER
    before: str = ""
    behind: str = ""

    def around(self, digits: str) -> str:
        return f"{self.before}{digits}{self.behind}"


def did_you_mean(found: str, what: Text, *meant: str) -> NotAValueError:
    """`found` is not `what`, with the readings it may have had."""
    readings = [f"`{reading}`" for reading in dict.fromkeys(meant)]
    dutch, english = " of ".join(readings), " or ".join(readings)
    reason = Text(
        nl=f"`{found}` is geen {what.nl}: bedoelde u {dutch}?",
        en=f"`{found}` is not {what.en}: did you mean {english}?",
    )
    return NotAValueError(reason, tuple(dict.fromkeys(meant)))


# ---------------------------------------------------------------- numbers


AMOUNT = Affixes(Text(nl="bedrag", en="an amount"), before="€ ")
PERCENTAGE = Affixes(Text(nl="percentage", en="a percentage"), behind="%")


def no_number(digits: str, affixes: Affixes) -> NotAValueError:
    found = affixes.around(digits)
    if english := _ENGLISH.fullmatch(digits):
        return did_you_mean(
            found, affixes.what, affixes.around(f"{english[1]}{english[2].replace(',', '.')},{english[3]}")
        )
    if point := _POINT.fullmatch(digits):
        readings = (f"{point[1]}{point[2]},{point[3]}", f"{point[1]}{point[2]}{point[3]}")
        return did_you_mean(found, affixes.what, *map(affixes.around, readings))
    if _DOTTED.fullmatch(digits):
        return did_you_mean(found, affixes.what, affixes.around(digits.replace(".", "")))
    example = affixes.around("1.250,50")
    return NotAValueError(
        Text(
            nl=f"`{found}` is geen {affixes.what.nl}, zoals `{example}`",
            en=f"`{found}` is not {affixes.what.en}, such as `{example}`",
        )
    )


def no_amount(text: str) -> NotAValueError:
    found = text.strip()
    return NotAValueError(
        Text(
            nl=f"`{found}` is geen bedrag, zoals `€ 1.250,50` of `€ -10`",
            en=f"`{found}` is not an amount, such as `€ 1.250,50` or `€ -10`",
        )
    )


def three_cents(text: str, sign: str, digits: str) -> NotAValueError:
    """`€ 1,000`: a thousand in English; a price of three decimals gets a fourth to show that it is meant."""
    whole, _, cents = digits.partition(",")
    fine = cents[:2] if cents.endswith("0") else f"{cents}0"
    return did_you_mean(text.strip(), AMOUNT.what, f"€ {sign}{whole}.{cents}", f"€ {sign}{whole},{fine}")


# ---------------------------------------------------------------- dates and times


_DATE = Text(nl="datum", en="a date")
_TIME = Text(nl="tijd", en="a time")


def no_date(text: str) -> NotAValueError:
    found = text.strip()
    parts = _THREE_PARTS.fullmatch(found)
    meant = _date_of_parts(parts[1], parts[2], parts[3]) if parts else None
    if meant is not None:
        return did_you_mean(found, _DATE, show_date(meant))
    return NotAValueError(
        Text(
            nl=f"`{found}` is geen datum, zoals `31-12-2026` of `31 december 2026`",
            en=f"`{found}` is not a date, such as `31-12-2026` or `31 december 2026`",
        )
    )


def _date_of_parts(first: str, month: str, last: str) -> date | None:
    """The date of three numbers: year first, or day first with a year of four or two digits."""
    year, day = (first, last) if len(first) == _YEAR_DIGITS else (last.rjust(3, "0").rjust(4, "2"), first)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def no_such_date(day: int, month: int, year: int) -> NotAValueError:
    found = f"{day}-{month}-{year}"
    if not 1 <= year <= MAXYEAR:
        return NotAValueError(
            Text(
                nl=f"`{found}` bestaat niet: er is geen jaar {year}",
                en=f"`{found}` does not exist: there is no year {year}",
            )
        )
    if 1 <= month <= _MONTHS_A_YEAR:
        name, last = MONTHS[month - 1], monthrange(year, month)[1]
        return NotAValueError(
            Text(
                nl=f"`{found}` bestaat niet: {name} {year} heeft {last} dagen",
                en=f"`{found}` does not exist: month {month} of {year} has {last} days",
            )
        )
    if 1 <= day <= _MONTHS_A_YEAR and 1 <= month <= monthrange(year, day)[1]:
        return did_you_mean(found, _DATE, f"{month}-{day}-{year}")
    return NotAValueError(
        Text(
            nl=f"`{found}` bestaat niet: er is geen maand {month}",
            en=f"`{found}` does not exist: there is no month {month}",
        )
    )


def no_month(text: str, word: str, meant: Sequence[str]) -> NotAValueError:
    if meant:
        return did_you_mean(text.strip(), _DATE, text.strip().replace(f"{word}.", word).replace(word, meant[0]))
    return NotAValueError(
        Text(
            nl=f"`{text.strip()}` is geen datum: `{word}` is geen maand",
            en=f"`{text.strip()}` is not a date: `{word}` is no month",
        )
    )


def no_clock(text: str) -> NotAValueError:
    found = text.strip()
    if (clock := _CLOCK.fullmatch(found)) and int(clock[1]) < 24 and int(clock[2]) < 60:  # noqa: PLR2004 - a clock
        return did_you_mean(found, _TIME, f"{clock[1]}:{clock[2]}")
    return NotAValueError(
        Text(nl=f"`{found}` is geen tijd, zoals `14:30`", en=f"`{found}` is not a time, such as `14:30`")
    )


def no_such_time(text: str) -> NotAValueError:
    found = text.strip()
    if found == "24:00":
        return NotAValueError(
            Text(
                nl="`24:00` bestaat niet: schrijf `0:00` van de volgende dag",
                en="`24:00` does not exist: write `0:00` of the next day",
            )
        )
    return NotAValueError(
        Text(
            nl=f"`{found}` bestaat niet: een tijd loopt van `0:00` tot en met `23:59`",
            en=f"`{found}` does not exist: a time runs from `0:00` up to `23:59`",
        )
    )


def no_moment(text: str) -> NotAValueError:
    found = text.strip()
    return NotAValueError(
        Text(
            nl=f"`{found}` is geen moment, zoals `31-12-2026 14:30`",
            en=f"`{found}` is not a moment, such as `31-12-2026 14:30`",
        )
    )


# ---------------------------------------------------------------- durations


_DURATION = Text(nl="duur", en="a duration")
_WHOLE_IN_SMALLER = {"uur": (60, "minuten"), "uren": (60, "minuten"), "weken": (7, "dagen"), "jaar": (12, "maanden")}


def no_duration(text: str) -> NotAValueError:
    found = text.strip()
    counted = _COUNTED.fullmatch(found)
    if counted and (smaller := _in_smaller_unit(counted[1], counted[2].lower())):
        return did_you_mean(found, _DURATION, smaller)
    words = [word for unit in UNITS for word in (unit.one, unit.many)]
    if counted and _is_small(counted[1]) and (meant := nearest(counted[2], words, 1)):
        return did_you_mean(found, _DURATION, f"{counted[1]} {meant[0]}")
    return NotAValueError(
        Text(
            nl=f"`{found}` is geen duur, zoals `30 minuten` of `3 werkdagen`",
            en=f"`{found}` is not a duration, such as `30 minuten` or `3 werkdagen`",
        )
    )


def _is_small(count: str) -> bool:
    return count.isdigit() and len(count) <= len(str(MOST)) and int(count) <= MOST


def _in_smaller_unit(count: str, word: str) -> str | None:
    """`1,5 uur` as `90 minuten`, where that comes out whole."""
    if word not in _WHOLE_IN_SMALLER or not re.fullmatch(r"[0-9]{1,9},[0-9]{1,4}", count, re.ASCII):
        return None
    size, unit = _WHOLE_IN_SMALLER[word]
    whole, _, fraction = count.partition(",")
    amount, rest = divmod(int(whole + fraction) * size, 10 ** len(fraction))
    return None if rest else f"{amount} {unit}"
