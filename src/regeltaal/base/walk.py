"""A generic walk over a tree of nodes, for who looks for something without knowing each kind of node everywhere."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from regeltaal.base.node import Node, NodeType, reader

_Reader = Callable[[Any], tuple[Any, ...]]


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
