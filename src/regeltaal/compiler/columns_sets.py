"""Sets of what a column may hold, and what can be made of two of them."""

from collections.abc import Iterable

from regeltaal.base.node import Node
from regeltaal.values.sets import Spans, Values


class Parts(Node):
    """The texts that have one of ``items`` where the column says; ``outside``: those that have none of them."""

    items: frozenset[str]
    outside: bool = False

    def complement(self) -> "Parts":
        return Parts(self.items, not self.outside)


class Layers(Node):
    """Sets of texts that must all hold: they can't be made one set."""

    layers: tuple[Parts, ...]

    @property
    def is_nothing(self) -> bool:
        return any(not layer.items and not layer.outside for layer in self.layers)

    def complement(self) -> "Layers":
        """Only ever asked of one test, which is one layer."""
        (layer,) = self.layers
        return Layers((layer.complement(),))

    def intersection(self, other: "Layers") -> "Layers":
        return Layers(self.layers + other.layers)

    def union(self, other: "Layers") -> "Layers | None":
        """The union as one set, None where there is none."""
        if len(self.layers) != 1 or len(other.layers) != 1:
            return None
        (mine,), (theirs,) = self.layers, other.layers
        return None if mine.outside or theirs.outside else one_of(mine.items | theirs.items)


def one_of(items: Iterable[str]) -> Layers:
    return Layers((Parts(frozenset(items)),))


ColumnSet = Values | Spans | Layers


def intersection(left: ColumnSet, right: ColumnSet) -> ColumnSet:
    match left, right:
        case (Values(), Values()) | (Spans(), Spans()) | (Layers(), Layers()):
            return left.intersection(right)  # type: ignore[arg-type]  # the pair is of one class
        case _:
            raise TypeError("a column has sets of one kind")


def union(left: ColumnSet, right: ColumnSet) -> ColumnSet | None:
    match left, right:
        case (Values(), Values()) | (Spans(), Spans()) | (Layers(), Layers()):
            return left.union(right)  # type: ignore[arg-type]  # idem
        case _:
            raise TypeError("a column has sets of one kind")
