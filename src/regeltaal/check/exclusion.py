"""Rules that can't both run for one event: other administrations or days, or conditions that exclude each other.

Only what is plain to see counts: values that a field must have in the one and in the other. What is not plain counts
as possible, for it only leads to a warning.
"""

from collections.abc import Hashable, Iterable

from regeltaal.check.emptiness import Key, key, operator_key
from regeltaal.program import tree as out
from regeltaal.schema.model import Level
from regeltaal.values.value import Value

Allowed = dict[Key, frozenset[Hashable]]
"""Per field the only values with which a rule's actions run."""


def may_meet(left: out.Rule, right: out.Rule) -> bool:
    """Whether both can be candidates for one event."""
    one, other = left.id, right.id
    if one.level is Level.ADMINISTRATION and other.level is Level.ADMINISTRATION:
        return one.administration == other.administration and _overlap(left, right)
    return _overlap(left, right)


def _overlap(left: out.Rule, right: out.Rule) -> bool:
    """Whether there is a day on which both are valid."""
    ends = [end for end in (left.valid_until, right.valid_until) if end is not None]
    starts = [start for start in (left.valid_from, right.valid_from) if start is not None]
    return not ends or not starts or max(starts) < min(ends)


def exclude(mine: Allowed, theirs: Allowed) -> bool:
    """Whether two rules ask for different values of one field."""
    return any(not mine[field] & theirs[field] for field in mine.keys() & theirs.keys())


def allowed(rule: out.Rule) -> Allowed:
    """What a rule asks of its record before it does anything; with ANDERS it asks nothing."""
    found: Allowed = {}
    if rule.otherwise is not None:
        return found
    for field, values in (*_of_triggers(rule), *_of_condition(rule.condition)):
        found[field] = found[field] & values if field in found else values
    return found


def _of_triggers(rule: out.Rule) -> Iterable[tuple[Key, frozenset[Hashable]]]:
    """The values behind NAAR, when each trigger has one of the same field."""
    followed: set[str | None] = set()
    values: set[Hashable] = set()
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


def _of_condition(condition: out.Cond) -> Iterable[tuple[Key, frozenset[Hashable]]]:
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


def _values(subject: out.Expr, values: Iterable[Value | None]) -> Iterable[tuple[Key, frozenset[Hashable]]]:
    field = key(subject)
    if field is not None:
        yield field, frozenset(comparable(value) for value in values)


def comparable(value: Value | None) -> Hashable:
    """A value as `=` compares it, as far as that matters here."""
    return value.casefold().strip() if isinstance(value, str) else value
