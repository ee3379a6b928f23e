"""What is certain of fields where the actions of a branch run: that they are empty, or that they have one value."""

from collections.abc import Iterator
from typing import assert_never

from regeltaal.check.emptiness import Key, key, operator_key
from regeltaal.program import tree as out

Empty = frozenset[Key]
NOTHING: Empty = frozenset()


def is_empty(expr: out.Expr, empty: Empty) -> bool:
    """Whether a field is empty, or the record that it would be read from is not there."""
    if not empty:
        return False
    while isinstance(expr, out.Read):
        if key(expr) in empty:
            return True
        expr = expr.target
    return key(expr) in empty


def told_empty(cond: out.Cond, *, holds: bool) -> Empty:
    """The fields that are empty when a condition is true (``holds``) or false."""
    match cond:
        case out.All(parts=parts) | out.Any(parts=parts):
            each = [told_empty(part, holds=holds) for part in parts]
            if not any(each):
                return NOTHING
            return NOTHING.union(*each) if holds is isinstance(cond, out.All) else frozenset.intersection(*each)
        case out.Test():
            return _told_by_test(cond, holds=holds is not cond.negated)
        case out.Negation(part=part):
            return told_empty(part, holds=not holds)
        case out.DefinedCond(body=body):
            return told_empty(body, holds=holds)
        case out.Changed(subject=subject, new=out.Const(value=None), negated=False) if holds:
            return _just(subject)
        case out.IsTrue() | out.Counted() | out.Quantified() | out.Changed() | out.Was():
            return NOTHING
        case _:
            assert_never(cond)


def _told_by_test(test: out.Test, *, holds: bool) -> Empty:
    """`x IS LEEG` and `x = LEEG`, and their opposites where those are false."""
    asks_empty = _ASKING.get(operator_key(test))
    if asks_empty is not holds:
        return NOTHING
    match test.operands:
        case (subject,):
            return _just(subject)
        case (subject, out.Const(value=None)) | (out.Const(value=None), subject):
            return _just(subject)
        case _:
            return NOTHING


_ASKING = {"is_empty": True, "is_filled": False, "equals": True, "not_equals": False}
"""By operator, whether it is true or false of what is empty."""


def _just(subject: out.Expr) -> Empty:
    found = key(subject)
    return NOTHING if found is None else frozenset([found])


def conjuncts(cond: out.Cond) -> Iterator[out.Cond]:
    """The parts that all hold where a condition holds."""
    match cond:
        case out.All(parts=parts):
            for part in parts:
                yield from conjuncts(part)
        case out.DefinedCond(body=body):
            yield from conjuncts(body)
        case _:
            yield cond


def may_write(action: out.Action) -> bool:
    """Whether an action may write fields of the record that it does not name: the domain does not say which.

    One that the domain has for many kinds of records makes or sends something, and writes none of them.
    """
    match action:
        case out.Perform(action=declared, wait=None):
            return not declared.is_outside and len(declared.objects) == 1
        case out.SetField() | out.StopRules() | out.Loop() | out.Perform():
            return False
        case _:
            assert_never(action)
