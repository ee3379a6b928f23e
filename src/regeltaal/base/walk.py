"""A generic walk over a tree of nodes, for who looks for something without knowing each kind of node everywhere."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from regeltaal.base.node import Node, NodeType, reader

_Reader = Callable[[Any], tuple[Any, ...]]
Judge = Callable[[object, object], bool | None]
"""Whether two parts of trees are the same; None: as far as what they are made of is."""


def is_same(one: object, other: object, plain: Callable[[object], object], judge: Judge) -> bool:
    """Whether two trees, or parts of them, come to the same: each part as ``plain`` has it, and as ``judge`` finds."""
    waiting = [(one, other)]
    while waiting:
        left, right = map(plain, waiting.pop())
        judged = judge(left, right)
        if judged is False:
            return False
        if judged is None:
            inside = _pairs(left, right)
            if inside is None and left != right:
                return False
            waiting += inside or ()
    return True


def _pairs(left: object, right: object) -> list[tuple[object, object]] | None:
    """What two nodes of a kind, or two rows of a length, are made of; None for anything else."""
    match left, right:
        case Node(), Node() if type(left) is type(right):
            names = [name for name, field in type(left).__fields__.items() if field.eq]
            return [(getattr(left, name), getattr(right, name)) for name in names]
        case tuple(), tuple() if len(left) == len(right):
            return list(zip(left, right, strict=True))
        case _:
            return None


class Walk:
    """Goes along the nodes whose classes stand in one module; what belongs to another tree is no part of this one.

    Nor is what is not compared: places, and what goes along for showing only. It goes in order, a node before its own
    parts, by a stack: so it needs no depth of Python's.
    """

    __slots__ = ("_readers",)

    def __init__(self, module: str) -> None:
        self._readers = _Readers(module)

    def nodes(self, part: object) -> Iterator[Node]:
        """A node, or a tuple of them, with every node that it is made of."""
        readers, stack = self._readers, [part]
        while stack:
            one = stack.pop()
            if type(one) is tuple:
                stack += one[::-1]
                continue
            backwards = readers[type(one)]
            if backwards is not None:
                yield one  # type: ignore[misc]  # what has a reader is a node
                stack += backwards(one)

    def by_kind(self, part: object) -> Mapping[type[Node], list[Node]]:
        """The same nodes, by class: for who looks for several things in one tree."""
        readers, stack = self._readers, [part]
        found: defaultdict[type[Any], list[Any]] = defaultdict(list)
        while stack:
            one = stack.pop()
            kind = type(one)
            if kind is tuple:
                stack += one[::-1]  # type: ignore[index]  # it is a tuple
                continue
            backwards = readers[kind]
            if backwards is not None:
                found[kind].append(one)
                stack += backwards(one)
        return found

    def parts(self, node: Node) -> Iterator[Node]:
        """The nodes right inside one."""
        readers, backwards = self._readers, self._readers[type(node)]
        stack: list[Any] = [] if backwards is None else [*backwards(node)]
        while stack:
            one = stack.pop()
            if type(one) is tuple:
                stack += one[::-1]
            elif readers[type(one)] is not None:
                yield one


class _Readers(dict[type, _Reader | None]):
    """What reads the attributes of a kind of node that can hold nodes, the last first; None for what is none."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __missing__(self, kind: type) -> _Reader | None:
        is_ours = isinstance(kind, NodeType) and kind.__module__ == self._module
        found = self[kind] = reader(list(self._holders(kind))[::-1]) if is_ours else None
        return found

    def _holders(self, kind: Any) -> Iterator[str]:  # noqa: ANN401 - a class of nodes
        above = reversed(kind.__mro__)
        said = {name: one for base in above for name, one in vars(base).get("__annotations__", {}).items()}
        return (name for name, one in kind.__fields__.items() if one.eq and self._can_hold_nodes(said[name]))

    def _can_hold_nodes(self, annotation: object) -> bool:
        """Whether a type names one of the tree's own; one in quotes is taken for that."""
        return isinstance(annotation, str) or self._module in repr(annotation)
