"""What the nodes of a tree share: showing, equality and hash, written once.

A class that has them generated costs as much at every start as parsing a rule, and there are over two hundred of them
between a text and its check. So such a class is ``@frozen(repr=False, eq=False) class X(Node)``: attrs makes the rest.
"""

import attrs


class Node:
    """A frozen attrs class whose fields with ``eq`` make up its identity."""

    __slots__ = ()

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in _fields(type(self)))
        return f"{type(self).__name__}({shown})"

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(self) is not type(other):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in _fields(type(self)))

    def __hash__(self) -> int:
        return hash((type(self), *(getattr(self, name) for name in _fields(type(self)))))


_FIELDS: dict[type, tuple[str, ...]] = {}


def _fields(node: type) -> tuple[str, ...]:
    found = _FIELDS.get(node)
    if found is None:
        found = _FIELDS[node] = tuple(field.name for field in attrs.fields(node) if field.eq)
    return found
