"""Conditions about parameters that are settled by the values in the rule, before anything runs."""

from collections.abc import Container, Mapping

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


def fails(condition: out.Cond, given: Container[str]) -> bool:
    """Whether a condition is untrue for certain, as far as it asks whether parameters are there."""
    match condition:
        case out.All(parts=parts):
            return any(fails(part, given) for part in parts)
        case out.Any(parts=parts):
            return bool(parts) and all(fails(part, given) for part in parts)
        case out.Counted(count=count, exact=False, parts=parts):
            return sum(not fails(part, given) for part in parts) < count
        case out.Test(operands=(out.NamedRead(root=out.Root(kind=out.RootKind.PARAMETERS), key=key),), negated=negated):
            asks_presence = (_key(condition) == "is_filled") != negated
            return asks_presence and _key(condition) in ("is_filled", "is_empty") and key not in given
        case _:
            return False


def asked(condition: out.Cond) -> list[str]:
    """The parameters that a condition asks to be there, by key."""
    match condition:
        case out.All(parts=parts) | out.Any(parts=parts) | out.Counted(parts=parts):
            return [key for part in parts for key in asked(part)]
        case out.Test(operands=(out.NamedRead(root=out.Root(kind=out.RootKind.PARAMETERS), key=key),)):
            return [] if fails(condition, (key,)) or not fails(condition, ()) else [key]
        case _:
            return []


def _key(test: out.Test) -> str:
    return getattr(test.record, "key", "")


def _is_equality(test: out.Test) -> bool:
    return _key(test) == "equals"


def _same(left: Value | None, right: Value | None) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold() == right.casefold()
    return left == right
