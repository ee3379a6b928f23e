"""Values that are known beforehand."""

from regeltaal.program import tree
from regeltaal.values.value import Value


def constant_of(expr: tree.Expr) -> tree.Const | None:
    """A value that is known beforehand, also where it is a list of such values."""
    match expr:
        case tree.Const():
            return expr
        case tree.Defined(body=body):
            return constant_of(body)
        case tree.MakeList(items=items, type=type_, span=span):
            found = [item for item in map(constant_of, items) if item is not None]
            listed = [one for item in found for one in listed_of(item.value)]
            return tree.Const(tuple(listed), type_, span) if len(found) == len(items) else None
        case _:
            return None


def listed_of(value: Value | None) -> tuple[Value, ...]:
    """A value as a part of a list: a list is spread out, LEEG left out."""
    return value if isinstance(value, tuple) else () if value is None else (value,)
