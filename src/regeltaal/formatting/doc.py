"""Texts that can be laid out in more than one way: what the printer makes of a tree, and ``layout`` makes lines of.

A document knows how wide it is on one line, and between which places of the source it was read: with a comment in
between it can't stay on one line.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import chain
from math import inf

from regeltaal.base.node import Node

INDENT = 2


class Gap(Enum):
    """The empty lines that may stand before a line; never more than one."""

    NONE = "none"
    AROUND_COMMENTS = "the author's, but only where a comment stands"
    AUTHORS = "the author's"
    ONE = "always one"
    IN_TEXT = "none: the line goes on with a text, so that no comment can stand before it"


class Measured(Node):
    """What all documents have: the width on one line, endless where that can't be, and the places it was read from."""

    width: float
    first: int | None
    last: int | None


class Text(Measured):
    """A text without line ends, that was read from ``first`` to ``last``."""

    text: str


class Raw(Measured):
    """A text of more lines that stay as they are."""

    text: str


class Line(Measured):
    """A place for a line end; ``flat`` is what stands there when there is none."""

    flat: str
    gap: Gap


class Sequence(Measured):
    parts: "tuple[Doc, ...]"


class Nested(Measured):
    """Lines within it are indented further."""

    by: int
    inner: "Doc"


class Group(Measured):
    """All on one line if that fits, else a line end at each of its own places for one."""

    inner: "Doc"


class Stack(Measured):
    """Lines, each with its indentation, none of which may be broken further."""

    lines: "tuple[tuple[int, Doc], ...]"


class Choice(Measured):
    """The first stack that fits, else the last resort."""

    stacks: tuple[Stack, ...]
    resort: "Doc"


Doc = Text | Raw | Line | Sequence | Nested | Group | Stack | Choice


EMPTY = Sequence(0, None, None, ())
LINE = Line(1, None, None, " ", Gap.NONE)
"""A space, or a line end."""
SOFT = Line(0, None, None, "", Gap.NONE)
"""Nothing, or a line end."""
HARD = Line(inf, None, None, "", Gap.NONE)
"""Always a line end."""


def hard(gap: Gap) -> Line:
    return Line(inf, None, None, "", gap)


def text(content: str, at: int | None = None, until: int | None = None) -> Text:
    return Text(display_width(content), at, at if until is None else until, content)


def raw(content: str, at: int | None = None, until: int | None = None) -> Doc:
    if "\n" not in content:
        return text(content, at, until)
    return Raw(inf, at, at if until is None else until, content)


def join(*parts: Doc | str) -> Doc:
    """One behind the other."""
    return sequence([text(part) if isinstance(part, str) else part for part in parts])


def sequence(parts: Iterable[Doc]) -> Doc:
    kept = tuple(parts)
    return Sequence(sum(part.width for part in kept), *_places(kept), kept)


def between(separator: Doc, parts: Iterable[Doc]) -> Doc:
    """The parts, with the separator between each two."""
    return sequence(list(chain.from_iterable((separator, part) for part in parts))[1:])


def nested(*parts: Doc | str, by: int = INDENT) -> Doc:
    inner = join(*parts)
    return Nested(inner.width, inner.first, inner.last, by, inner)


def group(inner: Doc) -> Doc:
    return Group(inner.width, inner.first, inner.last, inner)


def ungrouped(doc: Doc) -> Doc:
    """What breaks together with what stands around it."""
    return doc.inner if isinstance(doc, Group) else doc


def stack(*lines: tuple[int, Doc]) -> Stack:
    docs = [line for _, line in lines]
    width = docs[0].width if len(docs) == 1 else inf
    return Stack(width, *_places(docs), lines)


def choice(*stacks: Stack, resort: Doc) -> Doc:
    return Choice(stacks[0].width, resort.first, resort.last, stacks, resort)


def on_one_line(doc: Doc) -> str:
    """The text without any line end that is not needed."""
    found: list[str] = []
    waiting = [doc]
    while waiting:
        match waiting.pop():
            case Text(text=content) | Raw(text=content) | Line(flat=content):
                found.append(content)
            case Sequence(parts=parts):
                waiting.extend(reversed(parts))
            case Nested(inner=inner) | Group(inner=inner):
                waiting.append(inner)
            case Choice(stacks=stacks):
                waiting.append(stacks[0])
            case Stack(lines=lines):
                waiting.extend(line for _, line in reversed(lines))
    return "".join(found)


def display_width(content: str) -> int:
    """The columns that a text takes on a screen."""
    return len(content) if content.isascii() else sum(map(_columns, content))


def _columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Cf", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def _places(parts: Iterable[Doc]) -> tuple[int | None, int | None]:
    found = list(_known(parts))
    return (min(found), max(found)) if found else (None, None)


def _known(parts: Iterable[Doc]) -> Iterator[int]:
    for part in parts:
        if part.first is not None and part.last is not None:
            yield part.first
            yield part.last
