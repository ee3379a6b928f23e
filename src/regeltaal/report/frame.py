"""The lines of source that a problem is about, with carets under the exact stretch."""

from collections.abc import Iterator

from regeltaal.base.node import Node
from regeltaal.base.source import Span
from regeltaal.report.style import Style, visible, width

_TAB = 4
_WIDEST = 110
_LONGEST = 10 * _WIDEST
_LEAD = 30
_MOST_LINES = 2


def frame(span: Span, style: Style, role: str, mark: str = "^") -> list[str]:
    """Numbered lines, each with its underlining; of a long stretch the first line and the last."""
    first, last = span.begin.line, _last_line(span)
    gutter = len(str(last))
    bar = style.paint("faint", f"{' ' * gutter} |")
    lines = [bar]
    for number in _shown(first, last):
        if number is None:
            lines.append(style.paint("faint", f"{' ' * gutter} …"))
            continue
        text, carets = _underlined(_part(span, number), mark)
        lines.append(f"{style.paint('faint', f'{number:>{gutter}} |')} {text}".rstrip())
        if carets:
            lines.append(f"{bar} {_painted(carets, style, role)}")
    return lines


def _last_line(span: Span) -> int:
    """The line that the stretch ends on; a line end at its end does not count."""
    stop = span.start + len(span.text.rstrip("\r\n"))
    return span.source.position(max(stop, span.start)).line


def _shown(first: int, last: int) -> Iterator[int | None]:
    if last - first < _MOST_LINES:
        yield from range(first, last + 1)
    else:
        yield from (first, None, last)


class _Part(Node):
    """One line and the stretch of it that is marked, in code points."""

    text: str
    start: int
    end: int


def _part(span: Span, number: int) -> _Part:
    text = span.source.line(number)
    begin = span.source.line_start(number)
    start = max(span.start - begin, 0)
    end = min(span.end - begin, len(text))
    if number != span.begin.line:
        start = len(text) - len(text.lstrip())
    if number == span.begin.line:
        end = max(end, start + 1)
    return _around(_Part(text, start, end))


def _around(part: _Part) -> _Part:
    """Of an endless line the stretch around the mark: many problems on it need not each walk through all of it."""
    if len(part.text) <= _LONGEST:
        return part
    cut = max(part.start - _LONGEST // 2, 0)
    return _Part(part.text[cut : cut + _LONGEST], part.start - cut, min(part.end - cut, _LONGEST))


class _Cell(Node):
    shown: str
    width: int
    marked: bool


def _underlined(part: _Part, mark: str) -> tuple[str, str]:
    cells = _cropped(list(_cells(part)))
    text = "".join(cell.shown for cell in cells).rstrip()
    carets = "".join((mark if cell.marked else " ") * cell.width for cell in cells).rstrip()
    return text, carets


def _cells(part: _Part) -> Iterator[_Cell]:
    column = 0
    for at, char in enumerate(part.text):
        marked = part.start <= at < part.end
        shown = " " * (_TAB - column % _TAB) if char == "\t" else visible(char)
        size = sum(map(width, shown))
        column += size
        yield _Cell(shown, size, marked)
    if part.end > len(part.text):
        yield _Cell(" ", 1, marked=True)


def _cropped(cells: list[_Cell]) -> list[_Cell]:
    """A very long line: a stretch of it around the mark."""
    if sum(cell.width for cell in cells) <= _WIDEST:
        return cells
    first = next((at for at, cell in enumerate(cells) if cell.marked), 0)
    start = max(first - _LEAD, 0)
    end = start + _WIDEST // 2
    more = _Cell("…", 1, marked=False)
    return [*([more] if start else []), *cells[start:end], *([more] if end < len(cells) else [])]


def _painted(carets: str, style: Style, role: str) -> str:
    lead = len(carets) - len(carets.lstrip())
    return carets[:lead] + style.paint(role, carets[lead:])
