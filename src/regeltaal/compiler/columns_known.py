"""What the conditions seek in each column, and the code that a value gets by it."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping

from attrs import frozen

from regeltaal.compiler.columns import Column, Way
from regeltaal.compiler.columns_sets import ColumnSet, Layers
from regeltaal.evaluate.facts import NOT_KNOWN, NotKnown
from regeltaal.values import compare
from regeltaal.values.patterns_search import Search
from regeltaal.values.sets import Cut, Spans
from regeltaal.values.value import Number, Value

Code = object
"""What a column is told by: the key of a value, the place among bounds, the longest part, or the text itself."""

LEEG_IN_ORDER = -1
_AT_ENDS = {Way.BEGIN: True, Way.BEGIN_EXACT: True, Way.END: False, Way.END_EXACT: False}
"""Whether it is the beginning."""


@frozen(eq=False)
class Bounds:
    """The bounds in a column by order: an odd code is a bound itself, an even one lies between two."""

    points: tuple[Number, ...]
    places: Mapping[Number, int]

    @classmethod
    def of(cls, cuts: Iterable[Cut]) -> "Bounds":
        points = tuple(sorted({value for value, _ in cuts}))
        return cls(points, {point: 2 * index + 1 for index, point in enumerate(points)})

    def code(self, cut: Cut) -> int:
        value, behind = cut
        return self.places[value] + behind

    def encode(self, value: Value | NotKnown | None) -> Code:
        if value is None or value is NOT_KNOWN:
            return LEEG_IN_ORDER
        wanted = compare.order(value)
        index = bisect_left(self.points, wanted)
        return 2 * index + (index < len(self.points) and self.points[index] == wanted)


@frozen(eq=False)
class Ends:
    """The texts that are sought at one end of a column: the longest that is there tells which others are."""

    parts: frozenset[str]
    lengths: tuple[int, ...]
    begin: bool

    @classmethod
    def of(cls, parts: Iterable[str], *, begin: bool) -> "Ends":
        found = frozenset(parts)
        return cls(found, tuple(sorted({len(part) for part in found}, reverse=True)), begin)

    def longer(self) -> Mapping[str, tuple[str, ...]]:
        """By each part those that have it at their end as well, itself included."""
        found: dict[str, list[str]] = {part: [] for part in self.parts}
        for part in self.parts:
            for length in self.lengths:
                shorter = self._cut(part, length)
                if length <= len(part) and shorter in found:
                    found[shorter].append(part)
        return {part: tuple(longer) for part, longer in found.items()}

    def _cut(self, text: str, length: int) -> str:
        return text[:length] if self.begin else text[-length:]

    def longest(self, text: str) -> str | None:
        """The longest part that the text has at this end, None where it has none."""
        for length in self.lengths:
            piece = self._cut(text, length)
            if piece in self.parts:
                return piece
        return None


@frozen(eq=False)
class Known:
    """What the conditions seek in a column by order, at its ends or inside it."""

    bounds: Mapping[Column, Bounds]
    ends: Mapping[Column, Ends]
    longer: Mapping[Column, Mapping[str, tuple[str, ...]]]
    """By a part that is sought at the end of a column those that have it at that end as well."""

    searches: Mapping[Column, Search]
    numbers: Mapping[Column, Mapping[str, int]]
    """By a part that is sought inside a column its number in the search."""

    @classmethod
    def of(cls, sought: Iterable[tuple[Column, ColumnSet]]) -> "Known":
        cuts: dict[Column, set[Cut]] = {}
        parts: dict[Column, set[str]] = {}
        for column, among in sought:
            match among:
                case Spans(spans=spans):
                    own = cuts.setdefault(column, set())
                    own.update(cut for span in spans for cut in span if cut is not None)
                case Layers(layers=layers):
                    parts.setdefault(column, set()).update(part for layer in layers for part in layer.items)
                case _:
                    pass
        ends = {
            column: Ends.of(found, begin=_AT_ENDS[column.way])
            for column, found in parts.items()
            if column.way in _AT_ENDS
        }
        inside = {column: Search.of(sorted(found)) for column, found in parts.items() if column not in ends}
        return cls(
            {column: Bounds.of(found) for column, found in cuts.items()},
            ends,
            {column: one.longer() for column, one in ends.items()},
            inside,
            {column: {part: number for number, part in enumerate(one.parts)} for column, one in inside.items()},
        )
