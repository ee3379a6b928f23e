"""The notation of literals: `€ 12,50`, `12-3-2027`, `21%`, `9:00`, `3 werkdagen`. What is wrong is left alone."""

import re
from collections.abc import Callable

from regeltaal.base.patterns import lazily
from regeltaal.syntax.tree import Literal, LiteralKind
from regeltaal.values.durations import UNITS
from regeltaal.values.literals import read_literal
from regeltaal.values.notation import MONTHS
from regeltaal.values.value import NotAValueError

_WORDS = {"yes": "JA", "no": "NEE", "empty": "LEEG", "today": "VANDAAG", "now": "NU"}
_MONEY = lazily(r"(-?)\s*€\s*(-?)\s*([\d.]+)(?:,(\d+)|,[-—–])?")
_DATE = lazily(r"(\d{1,2})(?:-(\d{1,2})-|\s+([a-z]+)\s+)(\d{4})")
_TIME = lazily(r"(\d{1,2}):(\d{2})")
_DURATION = lazily(r"(-?)(\d+)\s*([a-z]+)")
_UNITS = {word: unit for unit in UNITS for word in (unit.one, unit.many)}
_UNITS |= {"uren": _UNITS["uur"], "jaren": _UNITS["jaar"]}
_CENTS = 2


def canonical(literal: Literal) -> str:
    """How a literal is best written; one that is wrong is left to the author."""
    if literal.kind in _WORDS:
        return _WORDS[literal.kind]
    written = _rewritten(literal.kind, literal.text)
    return written if is_same_value(literal.kind, literal.text, written) else literal.text


def is_same_value(kind: LiteralKind, one: str, other: str) -> bool:
    """Whether two notations of a kind are worth the same."""
    if one == other or kind in _WORDS:
        return True
    try:
        return read_literal(kind, one) == read_literal(kind, other)
    except NotAValueError:
        return False


def _rewritten(kind: LiteralKind, text: str) -> str:
    match kind:
        case "percentage":
            return text.removesuffix("%").rstrip() + "%"
        case "money":
            return _replaced(_MONEY, _money, text)
        case "date":
            return _replaced(_DATE, _date, text)
        case "time":
            return _replaced(_TIME, _time, text)
        case "moment":
            return _moment(text)
        case "duration":
            return _replaced(_DURATION, _duration, text)
        case _:
            return text


def _replaced(pattern: re.Pattern[str], written: Callable[[re.Match[str]], str], text: str) -> str:
    found = pattern.fullmatch(text)
    return text if found is None else written(found)


def _money(found: re.Match[str]) -> str:
    cents = found[4]
    fraction = f",{cents.ljust(_CENTS, '0')}" if cents else ""
    return f"€ {found[1] or found[2]}{found[3]}{fraction}"


def _date(found: re.Match[str]) -> str:
    month = int(found[2]) if found[2] else MONTHS.index(found[3]) + 1
    return f"{int(found[1])}-{month}-{found[4]}"


def _time(found: re.Match[str]) -> str:
    return f"{int(found[1])}:{found[2]}"


def _moment(text: str) -> str:
    date, time = re.split(r"\s+(?=\S+$)", text)
    return f"{_replaced(_DATE, _date, date)} {_replaced(_TIME, _time, time)}"


def _duration(found: re.Match[str]) -> str:
    sign, count, word = found.groups()
    unit = _UNITS[word]
    return f"{sign}{count} {unit.one if int(count) == 1 else unit.many}"
