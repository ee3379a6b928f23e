"""Takes text literals apart: escapes, interpolations, and the indentation of the long form."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from regeltaal.base.patterns import lazily
from regeltaal.base.source import Source, Span
from regeltaal.syntax.tables import Tables
from regeltaal.syntax.tree import Interpolation, Name, Path, TextLiteral

_LONG = '"""'
_QUOTES = frozenset('"“”„‟')
ESCAPES = {'"': '"', "\\": "\\", "n": "\n", "{": "{"}


class TextReader:
    """Reads the text literals of one source."""

    def __init__(self, source: Source, tables: Tables) -> None:
        self._source = source
        self._pieces, self._part = _patterns(tables.pattern("NAME"), tables.pattern("UPPER"))

    def read(self, start: int, end: int) -> TextLiteral:
        """The literal that stands, quotes included, from ``start`` to ``end``."""
        text = self._source.text
        long = text.startswith(_LONG, start) and end - start >= 2 * len(_LONG)
        if text[start : start + 1] not in _QUOTES:  # its quotes were forgotten, and mended
            content = text[start:end]
            return TextLiteral((content,) if content else (), long, Span(self._source, start, end), content)
        if not long and text.find("\\", start, end) < 0 and text.find("{", start, end) < 0:  # as most are
            content = text[start + 1 : end - 1]
            return TextLiteral((content,) if content else (), long, Span(self._source, start, end), content)
        quotes = len(_LONG) if long else 1
        pieces = [(start + quotes, end - quotes)]
        if long:
            pieces = _dedented(text, start + quotes, end - quotes)
        parts = tuple(self._joined(pieces))
        content = "".join(text[first:last] for first, last in pieces)
        return TextLiteral(parts, long, Span(self._source, start, end), content.replace('\\"', '"'))

    def _joined(self, pieces: list[tuple[int, int]]) -> Iterator[str | Interpolation]:
        """The parts, neighbouring strings as one."""
        pending: list[str] = []
        for first, last in pieces:
            for part in self._parts(first, last):
                if isinstance(part, str):
                    pending.append(part)
                    continue
                if pending:
                    yield _joined(pending)
                    pending = []
                yield part
        if pending and (text := _joined(pending)):
            yield text

    def _parts(self, first: int, last: int) -> Iterator[str | Interpolation]:
        text = self._source.text
        if text.find("\\", first, last) < 0 and text.find("{", first, last) < 0:
            yield text[first:last]
            return
        for match in self._pieces.finditer(text, first, last):
            if match["path"]:
                yield self._interpolation(match)
            elif match["escape"]:
                yield ESCAPES.get(match["escape"], match.group())
            else:
                yield match.group()

    def _interpolation(self, match: re.Match[str]) -> Interpolation:
        found = self._part.finditer(self._source.text, *match.span("path"))
        parts = tuple(named(self._source, *part.span()) for part in found)
        form = named(self._source, *match.span("form")) if match["form"] else None
        path = Path(parts, Span(self._source, *match.span("path")))
        return Interpolation(path, form, Span(self._source, *match.span()))


def _joined(pieces: list[str]) -> str:
    """One text, with the same line ends on every system."""
    return "".join(pieces).replace("\r\n", "\n")


def named(source: Source, start: int, end: int) -> Name:
    """The name that stands there."""
    text = source.text[start:end]
    return Name(_looked_up(text), text, Span(source, start, end))


@lru_cache(1 << 13)
def _looked_up(name: str) -> str:
    return " ".join(name.replace("`", "").lower().split())


@cache
def _patterns(name: str, upper: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What splits the content of a text, and what splits a path in it."""
    pieces = rf"\\(?P<escape>[\s\S])|{interpolation(name, upper)}|[^\\{{]+|[\\{{]"
    return lazily(pieces), lazily(_part(name, upper))


def interpolation(name: str, upper: str) -> str:
    """The pattern of `{path|form}`, from those of the terminals `NAME` and `UPPER`."""
    part = _part(name, upper)
    return rf"\{{\s*(?P<path>{part}(?:\s*\.\s*{part})*)\s*(?:\|\s*(?P<form>{name})\s*)?\}}"


def _part(name: str, upper: str) -> str:
    return f"(?:{name}|{upper})"


def _dedented(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of a long text that count: without the common indentation and a blank first and last line."""
    lines = list(_lines(text, start, end))
    indented = [span for span in lines[1:] if text[slice(*span)].strip()]
    margin = min((_indentation(text, *span) for span in indented), default=0)
    kept = [lines[0], *((min(first + margin, _content_end(text, first, last)), last) for first, last in lines[1:])]
    if len(kept) > 1 and not text[slice(*kept[0])].strip():
        del kept[0]
    if len(kept) > 1 and not text[slice(*kept[-1])].strip():
        del kept[-1]
        first, last = kept[-1]
        kept[-1] = (first, _content_end(text, first, last))
    return kept


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Each line with its line end."""
    while (found := text.find("\n", start, end)) >= 0:
        yield start, found + 1
        start = found + 1
    yield start, end


def _content_end(text: str, first: int, last: int) -> int:
    return first + len(text[first:last].rstrip("\r\n"))


def _indentation(text: str, first: int, last: int) -> int:
    line = text[first:last]
    return len(line) - len(line.lstrip(" \t"))
