"""Two texts of a file as small edits that make the one into the other: what is equal stays where it is."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from regeltaal.base.diagnostic import Edit
from regeltaal.base.node import Node
from regeltaal.base.source import Source, Span
from regeltaal.syntax.parser import parse


class Lines(Node):
    """Lines of a file from ``start`` up to, not including, ``end``; from 0."""

    start: int
    end: int

    def meets(self, other: "Lines") -> bool:
        return self.start < other.end and other.start < self.end


def differences(source: Source, text: str, within: Lines | None = None) -> tuple[Edit, ...]:
    """The edits that give a file another text; ``within``: only those in declarations that these lines touch."""
    if text == source.text:
        return ()
    return tuple(edit for piece in _pieces(source, text) if piece.is_in(within) for edit in piece.edits(source))


class _Piece(Node):
    """A declaration with what stands behind it, or what stands before the first: as it is and as it should be."""

    start: int
    own: Lines
    """Those of the declaration itself."""
    before: Sequence[str]
    after: Sequence[str]

    def is_in(self, within: Lines | None) -> bool:
        return within is None or self.own.meets(within)

    def edits(self, source: Source) -> Iterator[Edit]:
        return _edits(source, self.start, self.before, self.after)


def line_edits(source: Source, text: str) -> Iterator[Edit]:
    """The edits that give a source another text, line by line."""
    return _edits(source, 0, _lines(source.text), _lines(text))


def _edits(source: Source, first: int, before: Sequence[str], after: Sequence[str]) -> Iterator[Edit]:
    """What to put in place of what, in order; ``before`` are lines of the source from ``first`` on."""
    matcher = SequenceMatcher(None, before, after)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag != "equal":
            old, new = "".join(before[start:end]), "".join(after[other_start:other_end])
            yield _trimmed(source, _line_start(source, first + start), old, new)


def _line_start(source: Source, line: int) -> int:
    return source.line_start(line + 1) if line < source.line_count else len(source.text)


def _trimmed(source: Source, start: int, old: str, new: str) -> Edit:
    """A replacement without what is equal at its start and its end; of lines that end in two characters whole lines."""
    if "\r" in old or "\r" in new:
        return Edit(Span(source, start, start + len(old)), new)
    front = _alike(old, new)
    rest, replacement = old[front:], new[front:]
    back = _alike(rest[::-1], replacement[::-1])
    begin = start + front
    return Edit(Span(source, begin, begin + len(rest) - back), replacement[: len(replacement) - back])


def _alike(one: str, other: str) -> int:
    """How many characters are the same from the start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))


class _Opening(Node):
    """A declaration: the lines that it takes, and whether nothing stands before it on the first."""

    lines: Lines
    is_first: bool


def _openings(source: Source) -> list[_Opening]:
    return [_opening(item.span) for item in parse(source).file.items]


def _opening(span: Span) -> _Opening:
    first, last = span.begin.line - 1, span.source.position(max(span.start, span.end - 1)).line
    before = span.source.text[span.source.line_start(first + 1) : span.start]
    return _Opening(Lines(first, last), not before.strip("\ufeff \t"))


def _pieces(source: Source, text: str) -> Iterator[_Piece]:
    """Both texts, cut where a line begins a declaration; in one piece where there are not as many in both."""
    before, after = _openings(source), _openings(Source(source.path, text))
    pairs = list(zip(before, after, strict=False)) if len(before) == len(after) else []
    cuts = [(0, 0), *((one.lines.start, other.lines.start) for one, other in pairs if one.is_first and other.is_first)]
    old, new = _lines(source.text), _lines(text)
    for (start, other), (end, other_end) in pairwise([*cuts, (len(old), len(new))]):
        ends = [one.lines.end for one in before if start <= one.lines.start < end]
        yield _Piece(start, Lines(start, max(ends, default=end)), old[start:end], new[other:other_end])


def _lines(text: str) -> list[str]:
    """The lines with their ends; a line ends at a line feed and nowhere else."""
    return [f"{line}\n" for line in text.split("\n")[:-1]] + [last for last in text.split("\n")[-1:] if last]
