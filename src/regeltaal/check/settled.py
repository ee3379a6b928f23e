"""Conditions about parameters that are settled by the values in the rule, before anything runs."""

from collections.abc import Mapping

from regeltaal.program import tree as out
from regeltaal.values.value import Value


def holds(condition: out.Cond, given: Mapping[str, out.Expr]) -> bool:
    """Whether a condition is true for certain with these arguments. What can't be told counts as no."""
    match condition:
        case out.All(parts=parts):
            return all(holds(part, given) for part in parts)
        case out.Any(parts=parts):
            return any(holds(part, given) for part in parts)
        case out.Test(negated=False, operands=(out.NamedRead(key=key), out.Const(value=wanted))):
            value = given.get(key)
            return _is_equality(condition) and isinstance(value, out.Const) and _same(value.value, wanted)
        case _:
            return False


def _is_equality(test: out.Test) -> bool:
    return getattr(test.record, "key", "") == "equals"


def _same(left: Value | None, right: Value | None) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold() == right.casefold()
    return left == right
