"""How large a condition is: what is too large for generated code is known before any is made."""

from regeltaal.base.node import Node
from regeltaal.program import tree
from regeltaal.program.walk import parts

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
        waiting.extend((part, depth + 1) for part in parts(node))
    return False
