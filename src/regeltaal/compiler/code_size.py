"""How large a condition is: what is too large for generated code is known before any is made."""

from collections.abc import Iterator
from typing import get_args

from regeltaal.base.node import Node
from regeltaal.program import tree

MOST_NODES = 20_000
DEEPEST = 120


def is_too_large(cond: tree.Cond) -> bool:
    """Whether a condition has more parts, or parts deeper in each other, than code is made for.

    A DEFINITIE counts as often as it is used.
    """
    waiting: list[tuple[Node, int]] = [(cond, 1)]
    seen = 0
    while waiting:
        node, depth = waiting.pop()
        seen += 1
        if seen > MOST_NODES or depth > DEEPEST:
            return True
        waiting.extend((part, depth + 1) for part in parts_of(node))
    return False


def parts_of(node: Node) -> Iterator[Node]:
    """The expressions and conditions right inside one."""
    for name in _INSIDE[type(node)]:
        found = getattr(node, name)
        for one in found if isinstance(found, tuple) else (found,):
            if isinstance(one, _PARTS):
                yield one


_PARTS = (*get_args(tree.Expr), *get_args(tree.Cond), tree.Shown)


_HOLDERS = frozenset(
    ("target", "operands", "parts", "value", "items", "where", "condition", "body", "part", "old", "new")
)
_INSIDE = {node: tuple(name for name in _HOLDERS if name in node.__annotations__) for node in _PARTS}
