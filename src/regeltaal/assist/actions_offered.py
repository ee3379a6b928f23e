"""What an action in an editor is, and what one is asked for."""

from collections.abc import Sequence
from enum import Enum
from functools import cached_property

from attrs import frozen

from regeltaal.base.diagnostic import Diagnostic, Edit
from regeltaal.base.node import Node
from regeltaal.base.source import Source, Span
from regeltaal.base.text import Text
from regeltaal.syntax import tree
from regeltaal.workspace.sheet import Sheet, Spot
from regeltaal.workspace.state import State

Place = tuple[int, int]
"""A line and a column, both from 0, of a file as it is stored."""


class Kind(Enum):
    """What sort of action it is; the value is the word that editors know it by."""

    MEND = "quickfix"
    EXTRACT = "refactor.extract"
    INLINE = "refactor.inline"
    REWRITE = "refactor.rewrite"
    MEND_ALL = "source.fixAll.regeltaal"
    FORMAT = "source.format.regeltaal"

    def is_among(self, wanted: tuple[str, ...]) -> bool:
        """Whether it is of a sort that is asked for; none asked for is any."""
        return not wanted or any(self.value == one or self.value.startswith(f"{one}.") for one in wanted)


class Maker(Enum):
    """What takes so long to work out that it is only done for an action that was chosen."""

    MEND_ALL = "herstel"
    FORMAT = "opmaak"
    TEST = "test"
    EXTRACT = "definitie"
    INLINE = "invullen"


class Action(Node):
    """Something that can be done here. ``edits`` is None where they are made once it is chosen, by ``maker``."""

    title: Text
    kind: Kind
    edits: tuple[Edit, ...] | None = None
    maker: Maker | None = None
    mends: tuple[Diagnostic, ...] = ()
    preferred: bool = False
    """Nothing speaks against doing it."""
    blank: str | None = None
    """The part of what it puts in that the author is to write anew."""
    code: str | None = None
    """It shows what this code means, and changes nothing."""


@frozen(eq=False, slots=False)
class Asked:
    """A stretch of a rule file that actions are asked for; it may be empty."""

    state: State
    path: str
    first: Spot
    last: Spot

    @property
    def sheet(self) -> Sheet:
        return self.state.sheets[self.path]

    @cached_property
    def start(self) -> Place:
        return place_of(self.sheet, self.first)

    @cached_property
    def end(self) -> Place:
        return place_of(self.sheet, self.last)

    @cached_property
    def found(self) -> Sequence[Diagnostic]:
        """The findings in the stretch; at a cursor with none, those on its line."""
        state = self.state
        near = [one for one in state.findings.get(state.file(self.sheet.source), ()) if self._is_near(one.span)]
        own = [(one, state.locate(one.span)) for one in near]
        there = [one for one, place in own if place.start <= self.end and self.start <= place.end]
        if there or self.start != self.end:
            return there
        line = self.start[0]
        return [one for one, place in own if place.start[0] <= line <= place.end[0]]

    def _is_near(self, span: Span) -> bool:
        """Whether it meets the lines that are asked about: told by offsets, as there may be many findings."""
        line = self.sheet.line_of(span.source)
        if line is not None:
            return line <= self.end[0] and self.start[0] <= line + span.source.line_count
        first, last = self._whole_lines
        return span.start <= last and first <= span.end

    @cached_property
    def _whole_lines(self) -> tuple[int, int]:
        """From where to where the lines that are asked about go, in the whole file."""
        source = self.sheet.source
        below = self.end[0] + 2
        end = source.line_start(below) if below <= source.line_count else len(source.text)
        return source.line_start(self.start[0] + 1), end

    @cached_property
    def item(self) -> tree.Item | None:
        """The declaration that it begins in, up to the end of its last line."""
        source, offset = self.first.source, self.first.offset
        around = (one for one in self.first.part.parsed.file.items if one.span.start <= offset <= line_end(one, source))
        return next(around, None)


def place_of(sheet: Sheet, spot: Spot) -> Place:
    """Where a place in a part is in its file."""
    found = spot.source.position(spot.offset)
    return ((sheet.line_of(spot.source) or 0) + found.line - 1, found.column - 1)


def line_end(item: tree.Item, source: Source) -> int:
    """The end of the last line of a declaration."""
    end = source.text.find("\n", item.span.end)
    return len(source.text) if end < 0 else end


def line_start(text: str, offset: int) -> int:
    """Where the line of an offset begins."""
    return text.rfind("\n", 0, offset) + 1
