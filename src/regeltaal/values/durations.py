"""Durations as they are written: `30 minuten`, `2 weken`, and the ISO 8601 forms `PT30M`, `P2W`, `P1Y`."""

import re

from regeltaal.base.node import Node
from regeltaal.base.patterns import lazily
from regeltaal.values.value import Duration, DurationKind


class Unit(Node):
    """A unit: its words, the kind of duration it makes, and how many of that kind's own unit go in one."""

    one: str
    many: str
    kind: DurationKind
    size: int


UNITS = (
    Unit("minuut", "minuten", DurationKind.EXACT, 1),
    Unit("uur", "uur", DurationKind.EXACT, 60),
    Unit("dag", "dagen", DurationKind.DAYS, 1),
    Unit("week", "weken", DurationKind.DAYS, 7),
    Unit("werkdag", "werkdagen", DurationKind.WORKDAYS, 1),
    Unit("maand", "maanden", DurationKind.MONTHS, 1),
    Unit("kwartaal", "kwartalen", DurationKind.MONTHS, 3),
    Unit("jaar", "jaar", DurationKind.MONTHS, 12),
)

MOST = 10**9
"""No duration is longer than this many of its unit; everything beyond is a slip."""

_BY_WORD = {word: unit for unit in UNITS for word in (unit.one, unit.many)}
_BY_WORD |= {"uren": _BY_WORD["uur"], "jaren": _BY_WORD["jaar"]}
_WORDS = lazily(r"(-?)([0-9]{1,10})\s+([a-z]+)", re.ASCII)
_ISO = lazily(
    r"(-?)P(?:([0-9]{1,10})Y)?(?:([0-9]{1,10})M)?(?:([0-9]{1,10})W)?(?:([0-9]{1,10})D)?"
    r"(?:T(?:([0-9]{1,10})H)?(?:([0-9]{1,10})M)?)?",
    re.ASCII,
)
_ISO_UNITS = ("jaar", "maand", "week", "dag", "uur", "minuut")


def parse_words(text: str) -> Duration | None:
    """`3 werkdagen`, in any case; None when it is something else."""
    found = _WORDS.fullmatch(text.strip().lower())
    unit = _BY_WORD.get(found[3]) if found else None
    if found is None or unit is None:
        return None
    return _bounded(unit.kind, int(found[1] + found[2]) * unit.size)


def parse_iso(text: str) -> Duration | None:
    """A duration of ISO 8601 whose parts are of one kind; None when it is something else."""
    found = _ISO.fullmatch(text.strip())
    if found is None or text.strip()[-1:] in "PT":
        return None
    parts = [(_BY_WORD[word], int(count)) for word, count in zip(_ISO_UNITS, found.groups()[1:], strict=True) if count]
    kinds = {unit.kind for unit, _ in parts}
    if len(kinds) != 1:
        return None
    amount = sum(unit.size * count for unit, count in parts)
    return _bounded(kinds.pop(), -amount if found[1] else amount)


def write_iso(duration: Duration) -> str:
    """As JSON holds it: ISO 8601, and `3 werkdagen` for what that has no word for."""
    sign, amount = ("-", -duration.amount) if duration.amount < 0 else ("", duration.amount)
    match duration.kind:
        case DurationKind.EXACT:
            return f"{sign}PT{amount}M"
        case DurationKind.DAYS:
            return f"{sign}P{amount}D"
        case DurationKind.MONTHS:
            return f"{sign}P{amount}M"
        case DurationKind.WORKDAYS:
            return show(duration)


def show(duration: Duration) -> str:
    """`2 uur en 30 minuten`, `1 jaar en 3 maanden`, `14 dagen`, `1 werkdag`."""
    larger = {DurationKind.EXACT: _BY_WORD["uur"], DurationKind.MONTHS: _BY_WORD["jaar"]}.get(duration.kind)
    smaller = _BY_WORD[duration.kind.value]
    size = abs(duration.amount)
    sign = "-" if duration.amount < 0 else ""
    if larger is None or size < larger.size:
        return sign + _counted(size, smaller)
    many, rest = divmod(size, larger.size)
    return sign + _counted(many, larger) + (f" en {_counted(rest, smaller)}" if rest else "")


def _counted(count: int, unit: Unit) -> str:
    return f"{count} {unit.one if count == 1 else unit.many}"


def _bounded(kind: DurationKind, amount: int) -> Duration | None:
    return Duration(kind, amount) if abs(amount) <= MOST else None
