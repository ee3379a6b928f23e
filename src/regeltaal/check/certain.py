"""Conditions about administrations and parameters that are settled by regeltaal.toml and the values in the rule."""

from collections.abc import Mapping

from regeltaal.base.node import Node
from regeltaal.check.emptiness import operator_key
from regeltaal.check.setting import AdministrationSetting
from regeltaal.program import tree as out
from regeltaal.program.walk import nodes
from regeltaal.schema.model import ADMINISTRATION, key_of
from regeltaal.values.types import ObjectType
from regeltaal.values.value import Value


class NotKnownError(Exception):
    """A value that only a run can tell."""


class Facts(Node):
    """The administration that a rule would run for, and what is said of all of them."""

    name: str
    known: Mapping[str, AdministrationSetting]


def fails(condition: out.Cond, given: Mapping[str, out.Expr], facts: Facts) -> bool:
    """Whether a condition is untrue for certain; what can't be told counts as no."""
    return _truth(condition, given, facts) is False


def asks_administration(condition: out.Cond) -> bool:
    """Whether a condition reads anything of the administration."""
    roots = (node for node in nodes(condition) if isinstance(node, out.Root))
    return any(root.kind is out.RootKind.ADMINISTRATION for root in roots)


def _truth(condition: out.Cond, given: Mapping[str, out.Expr], facts: Facts) -> bool | None:
    match condition:
        case out.All(parts=parts):
            found = [_truth(part, given, facts) for part in parts]
            return False if False in found else None if None in found else True
        case out.Any(parts=parts):
            found = [_truth(part, given, facts) for part in parts]
            return True if True in found else None if None in found else False
        case out.Test():
            return _test(condition, given, facts)
        case _:
            return None


def _test(test: out.Test, given: Mapping[str, out.Expr], facts: Facts) -> bool | None:
    try:
        values = [_value(operand, given, facts) for operand in test.operands]
    except NotKnownError:
        return None
    match operator_key(test), values:
        case "equals", (left, right):
            found = _folded(left) == _folded(right)
        case "is_empty", (value,):
            found = value is None
        case "is_filled", (value,):
            found = value is not None
        case _:
            return None
    return found != test.negated


def _value(expr: out.Expr, given: Mapping[str, out.Expr], facts: Facts) -> Value | None:
    """A value as far as it stands in the rule or in regeltaal.toml; what the project leaves open is not known."""
    match expr:
        case out.Const(value=value):
            return value
        case out.NamedRead(root=out.Root(kind=out.RootKind.PARAMETERS), key=key):
            return _value(given[key], given, facts) if key in given else None
        case out.NamedRead(root=out.Root(kind=out.RootKind.ADMINISTRATION), key=key):
            return _fact(facts.name, key, facts)
        case out.Read(target=target, field=field) if target.type == ObjectType(ADMINISTRATION):
            name = _value(target, given, facts)
            if isinstance(name, str):
                return _fact(name, field.name, facts)
            raise NotKnownError
        case _:
            raise NotKnownError


def _fact(name: str, field: str, facts: Facts) -> Value:
    found = facts.known[name].values.get(key_of(field)) if name in facts.known else None
    if found is None:
        raise NotKnownError
    return found


def _folded(value: Value | None) -> Value | None:
    return value.strip().casefold() if isinstance(value, str) else value
