"""What a name can look like, and stretches of text as marks that editors take: in order, apart, each on one line."""

from collections.abc import Iterable, Iterator
from enum import Enum, IntFlag
from typing import NamedTuple

from regeltaal.assist.lexed import lines
from regeltaal.base.source import Source


class Colour(Enum):
    """What a name is; the value is the word that editors have for something like it."""

    OBJECT = "class"
    FIELD = "property"
    EVENT = "event"
    ACTION = "method"
    PARAMETER = "parameter"
    CHOICES = "enum"
    CHOICE = "enumMember"
    FUNCTION = "function"
    VARIABLE = "variable"
    PHASE = "namespace"
    DEFINITION = "macro"
    LIST = "struct"
    KIND = "type"
    FORM = "modifier"
    KEYWORD = "keyword"


class Modifier(IntFlag):
    """What is told besides; the names in lower camel case are the editors'."""

    DECLARATION = 1
    READONLY = 2
    MODIFICATION = 4
    DEFAULT_LIBRARY = 8
    DEPRECATED = 16


COLOURS = tuple(Colour)
MODIFIERS = ("declaration", "readonly", "modification", "defaultLibrary", "deprecated")
"""In the order of their bits."""
_NUMBERS = {colour: number for number, colour in enumerate(COLOURS)}


class Stretch(NamedTuple):
    """A stretch of a text, in offsets, with its looks."""

    start: int
    end: int
    colour: Colour
    modifiers: Modifier


class Mark(NamedTuple):
    """The same on one line: columns in code points as stored, all from 0; ``colour`` is its number in COLOURS."""

    line: int
    start: int
    end: int
    colour: int
    modifiers: int


def marked(source: Source, stretches: Iterable[Stretch]) -> tuple[Mark, ...]:
    """In order; of two that overlap the first, and of two that begin together the shortest."""
    return tuple(_marked(source, stretches))


def _marked(source: Source, stretches: Iterable[Stretch]) -> Iterator[Mark]:
    reached = 0
    for one in sorted(stretches, key=lambda stretch: (stretch.start, stretch.end)):
        if one.start < reached:
            continue
        reached = one.end
        for piece in lines(source, one.start, one.end):
            begin, finish = source.position(piece.start), source.position(piece.end)
            if finish.column > begin.column:
                number, bits = _NUMBERS[one.colour], int(one.modifiers)
                yield Mark(begin.line - 1, begin.column - 1, finish.column - 1, number, bits)
