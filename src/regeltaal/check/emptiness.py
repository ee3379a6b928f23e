"""What is known about empty fields: which values may be LEEG, and what a condition's being true or false tells.

A field is known by its ``Key``: the way to it, without places. ``filled`` is always the set of keys that are certain
to have a value at some point of a condition.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import accumulate
from operator import or_
from typing import assert_never

from regeltaal.program import tree as out
from regeltaal.values.operator import Operator, WhenEmpty
from regeltaal.values.types import ListOf

Key = tuple[object, ...]
Filled = frozenset[Key]
NOTHING: Filled = frozenset()

_ORDER = frozenset(["less", "less_equal", "greater", "greater_equal", "between", "from_until", "from_through"])
_TEXTUAL = frozenset(["contains", "begins_with", "ends_with", "like", "matches", "is_valid"])
_ALWAYS_FILLED = frozenset(["naam", "tags", "modules"])


def key(expr: out.Expr) -> Key | None:
    """How a field is known, None for what is no field."""
    match expr:
        case out.Read(target=target, field=field, previous=previous):
            owner = key(target)
            return None if owner is None else (*owner, field.name, previous)
        case out.NamedRead(root=root, key=name):
            return (root.kind, name)
        case out.Variable(slot=slot):
            return (slot,)
        case out.Root(kind=kind):
            return (kind,)
        case _:
            return None


def operator_key(test: out.Test) -> str:
    return test.record.key if isinstance(test.record, Operator) else ""


# ---------------------------------------------------------------- values that may be empty


def may_be_empty(expr: out.Expr, filled: Filled) -> tuple[str, ...]:
    """The fields whose being empty makes a value LEEG; none when it always has a value."""
    match expr:
        case out.Read(target=target, field=field, label=label):
            if key(expr) in filled or isinstance(expr.type, ListOf):
                return ()
            return () if field.required and not expr.previous and not may_be_empty(target, filled) else (label,)
        case out.NamedRead(root=root, key=name, label=label):
            certain = root.kind is out.RootKind.EVENT or name in _ALWAYS_FILLED or key(expr) in filled
            return () if certain or isinstance(expr.type, ListOf) else (label,)
        case out.Apply():
            return _computed_empty(expr, filled)
        case out.Truth(condition=condition):
            return unknown_because(condition, filled)
        case out.Defined(body=body):
            return may_be_empty(body, filled)
        case (
            out.Const() | out.Root() | out.Variable() | out.TextTemplate() | out.MakeList() | out.Collect() | out.Now()
        ):
            return ()
        case _:
            assert_never(expr)


def _computed_empty(expr: out.Apply, filled: Filled) -> tuple[str, ...]:
    if isinstance(expr.record, Operator) and expr.record.key == "coalesce":
        return may_be_empty(expr.operands[-1], filled)
    if expr.overload.when_empty is not WhenEmpty.CARRIES:
        return ()
    if any(isinstance(operand.type, ListOf) for operand in expr.operands):
        return (" ".join(expr.span.text.split()),)
    return _joined(may_be_empty(operand, filled) for operand in expr.operands)


def is_computed(expr: out.Expr) -> bool:
    """Whether LEEG would be the outcome of a computation rather than an empty field."""
    match expr:
        case out.Apply(record=Operator(key="coalesce"), operands=operands):
            return is_computed(operands[-1])
        case out.Apply() | out.Truth():
            return True
        case out.Defined(body=body):
            return is_computed(body)
        case _:
            return False


def _joined(found: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(label for labels in found for label in labels))


# ---------------------------------------------------------------- conditions that may be ONBEKEND


def unknown_because(cond: out.Cond, filled: Filled) -> tuple[str, ...]:
    """The fields whose being empty makes a condition ONBEKEND."""
    match cond:
        case out.All(parts=parts) | out.Any(parts=parts):
            others = told_by_others(parts, holds=isinstance(cond, out.All), decided_only=True)
            return _joined(unknown_because(part, filled | other) for part, other in zip(parts, others, strict=True))
        case out.Counted(parts=parts):
            return _joined(unknown_because(part, filled) for part in parts)
        case out.Negation(part=part):
            return unknown_because(part, filled)
        case out.Test():
            return _test_unknown(cond, filled)
        case out.IsTrue(value=value):
            return may_be_empty(value, filled) if is_computed(value) else ()
        case out.Quantified(where=where):
            return unknown_because(where, filled)
        case out.DefinedCond(body=body):
            return unknown_because(body, filled)
        case out.Changed() | out.Was():
            return ()
        case _:
            assert_never(cond)


def _test_unknown(test: out.Test, filled: Filled) -> tuple[str, ...]:
    match test.overload.when_empty:
        case WhenEmpty.UNKNOWN | WhenEmpty.CARRIES:
            return _joined(may_be_empty(operand, filled) for operand in test.operands)
        case WhenEmpty.DECIDES_UNLESS_COMPUTED:
            return _joined(may_be_empty(operand, filled) for operand in test.operands if is_computed(operand))
        case WhenEmpty.DECIDES:
            return ()


# ---------------------------------------------------------------- what a verdict tells


def told_by_others(parts: Sequence[out.Cond], *, holds: bool, decided_only: bool = False) -> list[Filled]:
    """For each part what is filled where it matters: with EN the others are true there, with OF they are false."""
    each = [told(part, holds=holds, decided_only=decided_only) for part in parts]
    if not any(each):
        return each
    before = [NOTHING, *accumulate(each, or_)]
    behind = [NOTHING, *accumulate(reversed(each), or_)]
    return [before[at] | behind[len(each) - 1 - at] for at in range(len(each))]


def told(cond: out.Cond, *, holds: bool, decided_only: bool = False) -> Filled:
    """The fields that are certain to be filled when a condition is true (``holds``) or false.

    ``decided_only`` leaves out what could as well be ONBEKEND: comparisons by size.
    """
    match cond:
        case out.All(parts=parts) | out.Any(parts=parts):
            told_parts = [told(part, holds=holds, decided_only=decided_only) for part in parts]
            if holds is isinstance(cond, out.All):
                return frozenset().union(*told_parts)
            return frozenset.intersection(*told_parts) if told_parts else NOTHING
        case out.Negation(part=part):
            return told(part, holds=not holds, decided_only=decided_only)
        case out.DefinedCond(body=body):
            return told(body, holds=holds, decided_only=decided_only)
        case out.Test():
            return _told_by_test(cond, holds=holds is not cond.negated, decided_only=decided_only)
        case out.IsTrue(value=value):
            return _way_to(value) if holds else NOTHING
        case out.Quantified(quantity=quantity, items=items):
            at_least_one = quantity in (out.Quantity.AT_LEAST, out.Quantity.EXACTLY) and cond.count > 0
            return _way_to(items) if holds and at_least_one else NOTHING
        case out.Counted() | out.Changed() | out.Was():
            return NOTHING
        case _:
            assert_never(cond)


def _told_by_test(test: out.Test, *, holds: bool, decided_only: bool) -> Filled:
    operator = operator_key(test)
    subject = test.operands[0]
    if operator in ("is_filled", "is_empty"):
        return _way_to(subject) if holds is (operator == "is_filled") else NOTHING
    if operator in ("equals", "not_equals"):
        return _told_by_equality(test) if holds is (operator == "equals") else NOTHING
    if operator in _TEXTUAL or operator == "in":
        return _way_to(subject) if holds else NOTHING
    if operator in _ORDER:
        counted = _counted_list(test) if holds else NOTHING
        return counted if decided_only else counted.union(*(_way_to(operand) for operand in test.operands))
    return NOTHING


def _told_by_equality(test: out.Test) -> Filled:
    """An equal to something that has a value has one."""
    left, right = test.operands
    found: Filled = NOTHING
    if _has_value(right):
        found |= _way_to(left)
    if _has_value(left):
        found |= _way_to(right)
    return found


def _has_value(expr: out.Expr) -> bool:
    if isinstance(expr, out.Const):
        return expr.value is not None
    return not isinstance(expr.type, ListOf) and not may_be_empty(expr, NOTHING)


def _counted_list(test: out.Test) -> Filled:
    """`AANTAL(lijst) > 0` tells that the list is filled."""
    least = _MORE.get(operator_key(test))
    match test.operands:
        case (out.Apply(operands=(counted,)), out.Const(value=Decimal() as limit)) if least is not None:
            return _way_to(counted) if limit >= least else NOTHING
        case _:
            return NOTHING


_MORE = {"greater": 0, "greater_equal": 1}


def _way_to(expr: out.Expr) -> Filled:
    """A field that is filled, and every reference on the way to it."""
    found = set()
    while isinstance(expr, out.Read):
        name = key(expr)
        if name is not None:
            found.add(name)
        expr = expr.target
    if isinstance(expr, out.NamedRead):
        found.add((expr.root.kind, expr.key))
    return frozenset(found)
