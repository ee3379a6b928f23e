"""Every node of a condition or a value, without knowing each kind of node."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from regeltaal.base.node import Node, NodeType, reader
from regeltaal.program import tree


def nodes_in(part: tree.Cond | tree.Expr | tuple[tree.Cond | tree.Expr, ...]) -> Iterator[Node]:
    """A condition or value, or some, and all that it is made of, by a stack."""
    stack: list[Any] = [part]
    while stack:
        one = stack.pop()
        if type(one) is tuple:
            stack += one
            continue
        parts_of = _parts_of(type(one))  # type: ignore[arg-type]  # a class is hashable
        if parts_of is not None:
            yield one
            stack += parts_of(one)


@cache
def _parts_of(kind: type) -> Callable[[Node], tuple[Any, ...]] | None:
    """What reads the attributes of a kind of node that can hold nodes; None for what is no node of a program."""
    if not isinstance(kind, NodeType) or kind.__module__ != tree.__name__:
        return None
    said = {name: one for base in reversed(kind.__mro__) for name, one in vars(base).get("__annotations__", {}).items()}
    return reader([name for name, one in kind.__fields__.items() if one.eq and _can_hold_nodes(said[name])])


def _can_hold_nodes(annotation: object) -> bool:
    """Whether a type names one of the tree's own; one in quotes is taken for that."""
    return isinstance(annotation, str) or tree.__name__ in repr(annotation)
