"""What keeps two rules from both running for one event: other administrations or days, or conditions that exclude.

Only what is plain to see counts: values that a field must have in the one and in the other. What is not plain counts
as possible, for it only leads to a warning.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from regeltaal.check.emptiness import Key, key, operator_key
from regeltaal.program import tree as out
from regeltaal.values.value import Duration, Ref, Value

Allowed = dict[Key, frozenset[str]]
"""Per field the only values with which a rule's actions run, as ``comparable`` gives them."""

_START = datetime(1, 1, 1, tzinfo=UTC)


def exclude(mine: Mapping[str, Sequence[str]], theirs: Mapping[str, Sequence[str]]) -> bool:
    """Whether two rules ask for different values of one field."""
    return any(set(mine[field]).isdisjoint(theirs[field]) for field in mine.keys() & theirs.keys())


def allowed(rule: out.Rule) -> Allowed:
    """What a rule asks of its record before it does anything; with ANDERS it asks nothing."""
    found: Allowed = {}
    if rule.otherwise is not None:
        return found
    for field, values in (*_of_triggers(rule), *_of_condition(rule.condition)):
        found[field] = found[field] & values if field in found else values
    return found


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


def _of_condition(condition: out.Cond) -> Iterable[tuple[Key, frozenset[str]]]:
    """What every part that must be true asks for."""
    stack = [condition]
    while stack:
        one = stack.pop()
        match one:
            case out.All(parts=parts):
                stack.extend(parts)
            case out.DefinedCond(body=body):
                stack.append(body)
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
