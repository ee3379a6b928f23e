"""Whether two checked rules mean the same as they stand: variables are told apart by a number that is new each time."""

from regeltaal.base.node import Node
from regeltaal.program.tree import Variable


def alike(left: object, right: object, slots: dict[int, int] | None = None) -> bool:
    """Whether two parts of a program are equal, but for the numbers of their variables."""
    known: dict[int, int] = {} if slots is None else slots
    if type(left) is not type(right):
        return False
    match left, right:
        case Variable(slot=one), Variable(slot=other):
            return known.setdefault(one, other) == other and left.name == right.name
        case tuple(), tuple():
            return len(left) == len(right) and all(
                alike(one, other, known) for one, other in zip(left, right, strict=True)
            )
        case Node(), Node():
            names = (name for name, field in type(left).__fields__.items() if field.eq)
            return all(alike(getattr(left, name), getattr(right, name), known) for name in names)
        case _:
            return left == right
