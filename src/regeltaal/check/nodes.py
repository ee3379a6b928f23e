"""Every node of a condition or a value, without knowing each kind of node."""

from collections.abc import Iterator
from functools import cache

import attrs

from regeltaal.base.node import Node
from regeltaal.program import tree


def nodes_in(condition: tree.Cond | tree.Expr) -> Iterator[Node]:
    """The condition or value and all that it is made of, by a stack."""
    stack: list[object] = [condition]
    while stack:
        one = stack.pop()
        kind: type = type(one)
        if isinstance(one, tuple):
            stack.extend(one)
        elif isinstance(one, Node) and kind.__module__ == tree.__name__:
            yield one
            stack.extend(getattr(one, name) for name in _parts_of(kind))


@cache
def _parts_of(kind: type) -> tuple[str, ...]:
    """The attributes of a kind of node that can hold nodes."""
    return tuple(one.name for one in attrs.fields(kind) if one.eq)
