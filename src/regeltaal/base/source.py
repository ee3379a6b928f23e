"""A source text and places in it.

Offsets inside are 0-based code points of the NFC text; ``Source.position`` is the one exit to the 1-based lines
and columns of the text as the user stored it.
"""

import unicodedata
from bisect import bisect_left, bisect_right
from functools import cached_property

import attrs
from attrs import define

from regeltaal.base.node import Node, field


class Position(Node):
    """A line and a column, both from 1; the column counts Unicode code points."""

    line: int
    column: int


@define(eq=False, slots=False)
class Source:
    """One text with the path under which the user knows it.

    ``text`` is NFC (what is lexed), ``original`` is what the file held (what positions refer to).
    INVARIANT: neither changes after creation.
    """

    path: str
    original: str = attrs.field(repr=False)

    @cached_property
    def text(self) -> str:
        if unicodedata.is_normalized("NFC", self.original):
            return self.original
        return unicodedata.normalize("NFC", self.original)

    def position(self, offset: int) -> Position:
        """The 1-based place of an offset in ``text``, counted in the original."""
        line = bisect_right(self._line_starts, offset)
        start = self._line_starts[line - 1]
        column = offset - start
        if self.text is not self.original:
            column = len(_denormalised(self.original_line(line), column))
        return Position(line, column + 1)

    def offset(self, line: int, column: int) -> int:
        """The place in ``text`` of a line and column, both from 1, of the original; the nearest one that there is."""
        number = max(1, min(line, self.line_count))
        before = self.original_line(number)[: max(0, column - 1)]
        if self.text is not self.original:
            before = unicodedata.normalize("NFC", before)
        return self.line_start(number) + len(before)

    def line(self, number: int) -> str:
        """The text of a line (from 1), without its line end."""
        starts = self._line_starts
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    def original_line(self, number: int) -> str:
        return self._original_lines[number - 1]

    def line_start(self, number: int) -> int:
        """The offset in ``text`` at which a line (from 1) starts."""
        return self._line_starts[number - 1]

    @property
    def line_count(self) -> int:
        return len(self._line_starts)

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        found = self.text.find("\n")
        while found >= 0:
            starts.append(found + 1)
            found = self.text.find("\n", found + 1)
        return starts

    @cached_property
    def _original_lines(self) -> list[str]:
        return [line.rstrip("\r") for line in self.original.split("\n")]


def _denormalised(original_line: str, count: int) -> str:
    """The prefix of a line whose NFC form has ``count`` code points, with the marks that go into the last."""

    def composed(end: int) -> int:
        return len(unicodedata.normalize("NFC", original_line[:end]))

    end = bisect_left(range(len(original_line)), count, key=composed)
    while end < len(original_line) and unicodedata.combining(original_line[end]) and composed(end + 1) == count:
        end += 1
    return original_line[:end]


class Span(Node):
    """A stretch of a source: from ``start`` up to, not including, ``end``."""

    source: Source = field(shown=False)
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    @property
    def begin(self) -> Position:
        return self.source.position(self.start)

    @property
    def finish(self) -> Position:
        return self.source.position(self.end)

    def to(self, other: "Span") -> "Span":
        """The stretch from the start of this one to the end of the other."""
        return Span(self.source, self.start, max(self.end, other.end))


def whole(source: Source) -> Span:
    return Span(source, 0, len(source.text))


def at_start(source: Source) -> Span:
    """The empty place at the start of a file: for a problem that has no better place."""
    return Span(source, 0, 0)
