"""Sets of values: these, all but these, and spans of what is ordered."""

from regeltaal.base.node import Node
from regeltaal.values.value import Number

Cut = tuple[Number, int]
"""A place between values: just before a value (0) or just behind it (1)."""


class Values(Node):
    """The values that are among ``items``; ``outside``: those that are not."""

    items: frozenset[object]
    outside: bool = False

    @property
    def is_nothing(self) -> bool:
        return not self.items and not self.outside

    def complement(self) -> "Values":
        return Values(self.items, not self.outside)

    def intersection(self, other: "Values") -> "Values":
        match self.outside, other.outside:
            case False, False:
                return Values(self.items & other.items)
            case False, True:
                return Values(self.items - other.items)
            case True, False:
                return Values(other.items - self.items)
            case _:
                return Values(self.items | other.items, outside=True)

    def union(self, other: "Values") -> "Values":
        return self.complement().intersection(other.complement()).complement()


Span = tuple[Cut | None, Cut | None]
"""From one cut up to another; None is without end on that side."""

EVERYTHING: tuple[Span, ...] = ((None, None),)


class Spans(Node):
    """The values in these spans, which are ascending and apart from each other; ``empty``: LEEG as well."""

    spans: tuple[Span, ...]
    empty: bool = False

    @property
    def is_nothing(self) -> bool:
        return not self.spans and not self.empty

    def complement(self) -> "Spans":
        found: list[Span] = []
        start: Cut | None = None
        for low, high in self.spans:
            if low is not None:
                found.append((start, low))
            start = high
            if high is None:
                break
        else:
            found.append((start, None))
        return Spans(tuple(found), not self.empty)

    def intersection(self, other: "Spans") -> "Spans":
        crossed = (_crossed(mine, theirs) for mine in self.spans for theirs in other.spans)
        return Spans(tuple(span for span in crossed if span is not None), self.empty and other.empty)

    def union(self, other: "Spans") -> "Spans":
        return self.complement().intersection(other.complement()).complement()


def _crossed(mine: Span, theirs: Span) -> Span | None:
    low = mine[0] if theirs[0] is None else theirs[0] if mine[0] is None else max(mine[0], theirs[0])
    high = mine[1] if theirs[1] is None else theirs[1] if mine[1] is None else min(mine[1], theirs[1])
    return None if low is not None and high is not None and low >= high else (low, high)
