"""A text with edits made in it, and a file with another text: what people did not ask to change stays as it was."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, combinations
from pathlib import Path

from regeltaal.base.diagnostic import Edit
from regeltaal.base.node import Node
from regeltaal.base.source import Source
from regeltaal.base.whole_file import write_whole

_BYTE_ORDER_MARK = "\ufeff"
_NEAR = 2


class ChangedMeanwhileError(Exception):
    """A file holds something else than what was read from it before."""


class Row(Node):
    """An edit as what it does to a text, whichever finding asks for it."""

    start: int
    end: int
    replacement: str


def row(edit: Edit) -> Row:
    return Row(edit.span.start, edit.span.end, edit.replacement)


def clash(one: Row, other: Row) -> bool:
    """Whether two edits of a file can't both be made: they meet, and are not the same."""
    if one == other:
        return False
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


class Edits:
    """Edits of several files that can all be made."""

    def __init__(self) -> None:
        self.by_path: dict[str, list[Row]] = {}
        """By the place where they start."""

    def take(self, edits: Sequence[Edit]) -> bool:
        """Adds edits that belong together, unless one of them meets another."""
        new = [(one.span.source.path, row(one)) for one in edits]
        among = combinations(new, 2)
        if any(path == at and clash(one, other) for (path, one), (at, other) in among):
            return False
        if any(clash(one, other) for path, one in new for other in self._beside(path, one)):
            return False
        for path, one in new:
            rows = self.by_path.setdefault(path, [])
            at = bisect_left(rows, _order(one), key=_order)
            if one not in rows[at : at + 1]:
                rows.insert(at, one)
        return True

    def _beside(self, path: str, one: Row) -> Sequence[Row]:
        """The nearest ones: as none of them meet, no other can be met."""
        rows = self.by_path.get(path, [])
        at = bisect_left(rows, _order(one), key=_order)
        return rows[max(at - _NEAR, 0) : at + _NEAR]

    def moved(self, path: str, offset: int) -> int:
        """Where what stands at an offset will be after the edits that come before it."""
        ends, shifts = self._shifts.get(path, ((), ()))
        before = bisect_right(ends, offset)
        while before and self.by_path[path][before - 1].start == offset:
            before -= 1  # what is put in at the very place comes in its stead
        return offset + (shifts[before - 1] if before else 0)

    @cached_property
    def _shifts(self) -> Mapping[str, tuple[Sequence[int], Sequence[int]]]:
        """By path where each edit ends, and how much longer the text is after it; asked when all edits are there."""
        return {
            path: (
                [one.end for one in rows],
                list(accumulate(len(one.replacement) - (one.end - one.start) for one in rows)),
            )
            for path, rows in self.by_path.items()
        }


def _order(one: Row) -> tuple[int, int, str]:
    return (one.start, one.end, one.replacement)


def edited(source: Source, rows: Iterable[Row]) -> str:
    """What a file will hold after edits, in the order of their places."""
    original = source.original
    line_end = "\r\n" if 2 * original.count("\r\n") > original.count("\n") else "\n"
    text, behind = [], 0
    for one in rows:
        text += [original[behind : _in_original(source, one.start)], one.replacement.replace("\n", line_end)]
        behind = _in_original(source, one.end)
    return "".join([*text, original[behind:]])


def _in_original(source: Source, offset: int) -> int:
    """An offset in the text as the file holds it: letters and their accents may stand apart there."""
    if source.text is source.original:
        return offset
    place = source.position(offset)
    before: Sequence[str] = source.original.split("\n")[: place.line - 1]
    return sum(len(line) + 1 for line in before) + place.column - 1


def rewrite(file: Path, before: str, after: str) -> None:
    """Puts another text in a file, whole or not at all, with the rights that it had.

    Raises:
        ChangedMeanwhileError: it does not hold ``before``.
        OSError: it can't be written.
    """
    file = file.resolve()
    content = file.read_bytes()
    mark = _BYTE_ORDER_MARK.encode() if content.startswith(_BYTE_ORDER_MARK.encode()) else b""
    if content != mark + before.encode():
        raise ChangedMeanwhileError(file)
    write_whole(file, mark + after.encode(), rights_of=file)
