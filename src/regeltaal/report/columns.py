"""A table as wide as the screen: cells wrap, and where even that does not fit each row becomes a small list."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from regeltaal.report.style import one_line, width

_GAP = 2
_LONGEST_WORD = 18
"""A column is never made narrower than its longest word, or this."""

Cells = tuple[str, ...]
"""What stands in one cell: its lines, most often one."""


@frozen
class Table:
    """The lines of a table."""

    heading: list[str]
    rows: list[str]


def layout(heading: Sequence[str], rows: Sequence[Sequence[Cells]], limit: int | None) -> Table | None:
    """A table at most ``limit`` columns wide (None: as wide as it gets); None where it does not fit."""
    shown: list[list[Cells]] = [[(title,) for title in heading]]
    shown += [[tuple(map(one_line, cell)) for cell in row] for row in rows]
    natural = [max(_widest(cell) for cell in column) for column in zip(*shown, strict=True)]
    least = [max(_narrowest(cell) for cell in column) for column in zip(*shown, strict=True)]
    widths = natural if limit is None else _fitted(natural, least, limit - _GAP * (len(heading) - 1))
    if widths is None:
        return None
    top, *others = (list(_row(row, widths)) for row in shown)
    return Table(top, [line for lines in others for line in lines])


def lists(heading: Sequence[str], rows: Sequence[Sequence[Cells]], limit: int | None) -> list[str]:
    """Each row as a list of its filled cells: `naam: …`; long ones go on below, indented."""
    found: list[str] = []
    for row in rows:
        for title, cell in zip(heading, row, strict=True):
            text = "; ".join(map(one_line, cell))
            if text:
                first, *more = wrapped(f"{title}: {text}", limit)
                found += [first, *(f"  {line}" for part in more for line in wrapped(part, limit and limit - 2))]
        found.append("")
    return found[:-1]


def _fitted(natural: list[int], least: list[int], room: int) -> list[int] | None:
    """Widths that fit: the widest columns give way first, each down to what it needs."""
    if sum(least) > room:
        return None
    widths = list(natural)
    while (over := sum(widths) - room) > 0:
        movable = [at for at in range(len(widths)) if widths[at] > least[at]]
        widest = max(movable, key=lambda at: widths[at])
        others = [widths[at] for at in movable if at != widest]
        floor = max([least[widest], *(size for size in others if size < widths[widest])])
        widths[widest] -= max(1, min(over, widths[widest] - floor))
    return widths


def _row(cells: Sequence[Cells], widths: Sequence[int]) -> Iterator[str]:
    columns = [_lines(cell, size) for cell, size in zip(cells, widths, strict=True)]
    for at in range(max(map(len, columns), default=0)):
        texts = [column[at] if at < len(column) else "" for column in columns]
        padded = [text + " " * (size - _total(text)) for text, size in zip(texts, widths, strict=True)]
        yield (" " * _GAP).join(padded).rstrip()


def _lines(cell: Cells, size: int) -> list[str]:
    return [part for line in cell for part in wrapped(line, size)]


def wrapped(text: str, limit: int | None) -> list[str]:
    """A text in lines of at most ``limit`` columns, broken between words; a longer word is broken where it must."""
    if limit is None or _total(text) <= limit:
        return [text]
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if _total(joined) <= limit:
            lines[-1] = joined
            continue
        pieces = list(_pieces(word, max(limit, 1)))
        lines[-1:] = [*([lines[-1]] if lines[-1] else []), *pieces]
    return lines


def _pieces(word: str, limit: int) -> Iterator[str]:
    piece, size = "", 0
    for char in word:
        if size + width(char) > limit and piece:
            yield piece
            piece, size = "", 0
        piece, size = piece + char, size + width(char)
    yield piece


def _widest(cell: Cells) -> int:
    return max(map(_total, cell), default=0)


def _narrowest(cell: Cells) -> int:
    longest = max((_total(word) for line in cell for word in line.split(" ")), default=0)
    return min(longest, _LONGEST_WORD)


def _total(text: str) -> int:
    return sum(map(width, text))
