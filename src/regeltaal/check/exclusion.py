"""What keeps two rules from both running for one event: other administrations or days, or conditions that exclude.

Only what is plain to see counts: values that a field must have in the one and in the other. What is not plain counts
as possible, for it only leads to a warning.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from regeltaal.check.emptiness import Key, key, operator_key
from regeltaal.program import tree as out
from regeltaal.values.value import Duration, Ref, Value

Allowed = dict[Key, frozenset[str]]
"""Per field the only values with which a rule's actions run, as ``comparable`` gives them."""

Rank = tuple[str, int, int]
"""A value among those of its kind, as a fraction that can be kept; values of two kinds have no order."""
Limits = tuple[Rank | None, bool, Rank | None, bool]
"""What a value lies between, each with whether it may be that itself; None is without end."""
_NO_LIMITS: Limits = (None, False, None, False)

_START = datetime(1, 1, 1, tzinfo=UTC)


def exclude(mine: Mapping[str, Sequence[str]], theirs: Mapping[str, Sequence[str]]) -> bool:
    """Whether two rules ask for different values of one field."""
    return any(set(mine[field]).isdisjoint(theirs[field]) for field in mine.keys() & theirs.keys())


def lie_apart(mine: Mapping[str, Limits], theirs: Mapping[str, Limits]) -> bool:
    """Whether what two rules ask of one field has no value in common: `duur > 240` and `duur <= 240`."""
    return any(_is_empty(_both(mine[field], theirs[field])) for field in mine.keys() & theirs.keys())


def _is_empty(limits: Limits) -> bool:
    low, with_low, high, with_high = limits
    if low is None or high is None or low[0] != high[0]:
        return False
    first, last = low[1] * high[2], high[1] * low[2]
    return first > last or (first == last and not (with_low and with_high))


def _both(mine: Limits, theirs: Limits) -> Limits:
    low = _sharper(mine[:2], theirs[:2], sign=1)
    high = _sharper(mine[2:], theirs[2:], sign=-1)
    return (*low, *high)


def _sharper(
    mine: tuple[Rank | None, bool], theirs: tuple[Rank | None, bool], *, sign: int
) -> tuple[Rank | None, bool]:
    """The limit that leaves out more; of two kinds the first."""
    one, other = mine[0], theirs[0]
    if one is None or other is None:
        return theirs if one is None else mine
    if one[0] != other[0]:
        return mine
    difference = sign * (one[1] * other[2] - other[1] * one[2])
    return (one, mine[1] and theirs[1]) if difference == 0 else mine if difference > 0 else theirs


def allowed(rule: out.Rule) -> Allowed:
    """What a rule asks of its record before it does anything; with ANDERS it asks nothing."""
    found: Allowed = {}
    if rule.otherwise is not None:
        return found
    for field, values in (*_of_triggers(rule), *_of_condition(rule.condition)):
        found[field] = found[field] & values if field in found else values
    return found


def limits(rule: out.Rule) -> dict[Key, Limits]:
    """Between what fields lie where a rule does anything; with ANDERS or BIJ ONBEKEND that can be anywhere."""
    found: dict[Key, Limits] = {}
    if rule.otherwise is not None or rule.on_unknown is not None:
        return found
    for test in _asked(rule.condition):
        if isinstance(test, out.Test) and not test.negated:
            field = key(test.operands[0])
            own = _limits_of(test)
            if field is not None and own != _NO_LIMITS:
                found[field] = _both(found.get(field, _NO_LIMITS), own)
    return found


def _limits_of(test: out.Test) -> Limits:
    ranks = [_rank(one.value) if isinstance(one, out.Const) else None for one in test.operands[1:]]
    if not ranks or None in ranks:
        return _NO_LIMITS
    first, last = ranks[0], ranks[-1]
    match operator_key(test):
        case "less" | "less_equal" as operator:
            return (None, False, first, operator == "less_equal")
        case "greater" | "greater_equal" as operator:
            return (first, operator == "greater_equal", None, False)
        case "equals" | "between" | "from_through":
            return (first, True, last, True)
        case "from_until":
            return (first, True, last, False)
        case _:
            return _NO_LIMITS


def _rank(value: Value | None) -> Rank | None:
    match value:
        case Decimal() | Fraction():
            return ("getal", *value.as_integer_ratio())
        case Duration():
            return (value.kind.value, *Fraction(value.amount).as_integer_ratio())
        case datetime() if value.tzinfo is not None:
            return ("moment", (value - _START) // _MICROSECOND, 1)
        case datetime():
            return None
        case date():
            return ("datum", value.toordinal(), 1)
        case _:
            return None


_MICROSECOND = timedelta(microseconds=1)


def _of_triggers(rule: out.Rule) -> Iterable[tuple[Key, frozenset[str]]]:
    """The values behind NAAR, when each trigger has one of the same field."""
    followed: set[str | None] = set()
    values: set[str] = set()
    for trigger in rule.triggers:
        if not isinstance(trigger, out.OnEvent) or not isinstance(trigger.new, out.Const):
            return
        followed.add(trigger.event.follows)
        values.add(comparable(trigger.new.value))
    if len(followed) == 1:
        yield followed_field(followed.pop()), frozenset(values)


def followed_field(name: str | None) -> Key:
    """The key of the field that an event follows."""
    return (out.RootKind.RECORD, name or "", False)


def _asked(condition: out.Cond) -> Iterator[out.Cond]:
    """The parts that must all be true."""
    stack = [condition]
    while stack:
        one = stack.pop()
        match one:
            case out.All(parts=parts):
                stack.extend(parts)
            case out.DefinedCond(body=body):
                stack.append(body)
            case _:
                yield one


def _of_condition(condition: out.Cond) -> Iterable[tuple[Key, frozenset[str]]]:
    """What every part that must be true asks for."""
    for one in _asked(condition):
        match one:
            case out.IsTrue(value=value):
                yield from _values(value, (True,))
            case out.Negation(part=out.IsTrue(value=value)):
                yield from _values(value, (False, None))
            case out.Test(negated=False, operands=(subject, out.Const(value=value))):
                if operator_key(one) == "equals":
                    yield from _values(subject, (value,))
                elif operator_key(one) == "in" and isinstance(value, tuple):
                    yield from _values(subject, value)
            case _:
                pass


def _values(subject: out.Expr, values: Iterable[Value | None]) -> Iterable[tuple[Key, frozenset[str]]]:
    field = key(subject)
    if field is not None:
        yield field, frozenset(comparable(value) for value in values)


def comparable(value: Value | None) -> str:
    """A value as `=` compares it, as far as that matters here: a text that can be kept."""
    match value:
        case None:
            return "leeg"
        case bool():
            return "ja" if value else "nee"
        case str():
            return f"t{value.casefold().strip()}"
        case Decimal():
            return f"n{_digits(value)}"
        case Fraction():
            return f"n{value}"
        case datetime():
            return f"m{(value - _START) if value.tzinfo else value}"
        case date() | time():
            return f"d{value}"
        case Duration():
            return f"u{value.kind.value} {value.amount}"
        case Ref():
            return f"r{value}"
        case tuple():
            return f"l{[comparable(one) for one in value]}"
        case _:
            assert_never(value)


def _digits(value: Decimal) -> str:
    """The same for 1 and 1.00, whatever the precision and however large the exponent."""
    sign, digits, exponent = value.as_tuple()
    written = "".join(map(str, digits)).lstrip("0")
    kept = written.rstrip("0")
    return f"{'-' if sign else ''}{kept}e{int(exponent) + len(written) - len(kept)}" if kept else "0"
