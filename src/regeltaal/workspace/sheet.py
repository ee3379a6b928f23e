"""One rule file as it stands now, in parts that know nothing of their place in it."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from regeltaal.base.node import Node
from regeltaal.base.source import Source, Span
from regeltaal.check.sharpening import declared_in
from regeltaal.lint.exemptions import Read, read_marked
from regeltaal.syntax import tree
from regeltaal.workspace.editing import Edited, edited
from regeltaal.workspace.part import Part, parts_of


class Spot(Node):
    """A place in a file, between two characters: the part that it lies in, and the offset in the text of that."""

    part: Part
    offset: int

    @property
    def source(self) -> Source:
        return self.part.source


class Sheet:
    """A rule file by its path in the project.

    INVARIANT: it never changes; an edit makes another, of mostly old parts.
    """

    def __init__(self, source: Source, parts: Sequence[Part] | None = None, spare: Sequence[Part] = ()) -> None:
        self.source = source
        self._spare = spare
        if parts is not None:
            self.parts = tuple(parts)

    @property
    def path(self) -> str:
        return self.source.path

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """They are cut when they are first asked for: of most files of a project nobody asks."""
        return parts_of(self.source)

    def edited(self, text: str) -> "Sheet":
        """The file with another text. A part that the edit did not touch is the same one."""
        if text == self.source.original:
            return self
        now = edited(self.parts, self.source.original, text, self._spare)
        return Sheet(Source(self.path, text), now.parts, self._left(now))

    def _left(self, now: Edited) -> Sequence[Part]:
        """A quote that is not closed yet swallows all parts up to the next one: they are kept until it is."""
        if len(now.gone) > 1:
            return now.gone
        if not self._spare:
            return ()
        there = set(now.parts)
        return [one for one in self._spare if one not in there]

    def forget(self) -> None:
        """Lets go of what can be read again."""
        for name in ("file", "declaring", "head", "declared", "exemptions"):
            self.__dict__.pop(name, None)
        for part in self.parts:
            part.forget()

    def reading(self) -> Iterator[None]:
        """Reads it part by part."""
        for part in self.parts:
            if not part.is_read:
                _ = part.parsed
                yield

    # ------------------------------------------------------------ as a whole

    @property
    def header(self) -> tree.Header:
        return self.parts[0].parsed.file.header

    @cached_property
    def file(self) -> tree.RuleFile:
        """The whole file as a tree, of which each declaration has its spans in its own part."""
        files = [part.parsed.file for part in self.parts]
        items = tuple(item for file in files for item in file.items)
        comments = tuple(comment for file in files for comment in file.comments)
        return tree.RuleFile(self.source, self.header, items, comments)

    @cached_property
    def declaring(self) -> Sequence[Part]:
        """The parts that names come from."""
        return tuple(part for part in self.parts if part.declares)

    @cached_property
    def head(self) -> tree.RuleFile:
        """The declarations in those parts."""
        items = tuple(item for part in self.declaring for item in part.parsed.file.items)
        return tree.RuleFile(self.source, self.header, items, ())

    @cached_property
    def declared(self) -> frozenset[str]:
        """The names that are declared in it: they help to tell what a mistake was meant to be."""
        return frozenset(name for part in self.parts for name in declared_in(part.parsed.file))

    @cached_property
    def exemptions(self) -> Read:
        """The exemptions from lint rules, with their places in the whole file."""
        placed = list(zip(self.parts, self._starts, strict=True))
        comments = [(text, start + at) for part, start in placed for text, at in part.marked]
        if not comments:
            return Read((), ())
        spans = [(item.span, start) for part, start in placed for item in part.parsed.file.items]
        return read_marked(self.source, comments, [(start + one.start, start + one.end) for one, start in spans])

    # ------------------------------------------------------------ parts and places

    @cached_property
    def first_lines(self) -> Sequence[int]:
        """The line, from 0, that each part starts at."""
        return [0, *accumulate(part.lines for part in self.parts)][:-1]

    @cached_property
    def first_items(self) -> Sequence[int]:
        """The number, from 0, of the first declaration of each part."""
        return [0, *accumulate(len(part.parsed.file.items) for part in self.parts)][:-1]

    @cached_property
    def _starts(self) -> Sequence[int]:
        """Where the text of each part starts in that of the file."""
        return [0, *accumulate(len(part.source.text) for part in self.parts)][:-1]

    @cached_property
    def _numbers(self) -> dict[Source, int]:
        return {part.source: number for number, part in enumerate(self.parts)}

    def number_of(self, source: Source) -> int | None:
        """Which part, from 0, has this text; None when none has, or has it any longer."""
        is_cut = "parts" in self.__dict__  # before that no text can be one of a part
        return self._numbers.get(source) if is_cut else None

    def line_of(self, source: Source) -> int | None:
        """The line, from 0, that a part with this text starts at; None when it is not (or no longer) in the file."""
        number = self.number_of(source)
        return None if number is None else self.first_lines[number]

    def offset_of(self, span: Span) -> int:
        """Where a span of a part starts in the text of the file; one of the whole file is where it says."""
        number = self.number_of(span.source)
        return span.start if number is None else self._starts[number] + span.start

    def part_of(self, span: Span) -> Part | None:
        """The part that a span lies in."""
        number = self.number_of(span.source)
        return None if number is None else self.parts[number]

    def part_at(self, line: int) -> Part:
        """The part that a line, from 0, lies in."""
        return self.parts[self._number_at(line)]

    def _number_at(self, line: int) -> int:
        return max(0, bisect_right(self.first_lines, line) - 1)

    def spot(self, line: int, column: int) -> Spot:
        """The place at a line and column, both from 0, in code points of the file as it is stored."""
        number = self._number_at(line)
        part = self.parts[number]
        return Spot(part, part.source.offset(line - self.first_lines[number] + 1, column + 1))
