"""What completion offers: candidates as they are found, and items as an editor takes them."""

from collections.abc import Sequence
from enum import Enum

from regeltaal.base.node import Node
from regeltaal.base.source import Span
from regeltaal.base.text import Text, same
from regeltaal.values.types import Type


class Kind(Enum):
    """What an item is, for the picture beside it."""

    KEYWORD = "woord"
    PHRASE = "zin"
    SIGN = "teken"
    FIELD = "veld"
    OBJECT = "object"
    EVENT = "gebeurtenis"
    ACTION = "actie"
    PARAMETER = "parameter"
    CHOICE = "keuze"
    VALUE = "waarde"
    VARIABLE = "rij"
    DEFINITION = "definitie"
    LIST = "lijst"
    FUNCTION = "functie"
    FILE = "bestand"
    RULE = "regel"
    PHASE = "fase"
    TYPE = "soort"
    CODE = "code"


class Hole(Node):
    """A place that the author fills in. ``shown`` stands there meanwhile, where the editor can do that.

    ``kept``: an editor that can't show places gets that text; without it the insertion ends before the first hole.
    """

    shown: str
    kept: bool = False


Piece = str | Hole
NOTHING = same("")


class Rank:
    """What comes first: the smaller number."""

    WANTED = 0
    """A value or name that the place all but asks for."""
    FITTING = 1
    NEXT = 2
    """A word that the sentence usually goes on with."""
    SHAPE = 3
    OTHER = 4
    FURTHER = 5
    """A field of what a field refers to."""
    FUNCTION = 6
    WORD = 7
    SIGN = 8
    UNLIKELY = 9


class Offer(Node):
    """A candidate. ``label`` is what is read and searched; what is inserted is ``pieces``, or the label itself."""

    label: str
    kind: Kind
    rank: int
    detail: Text = NOTHING
    doc: Text = NOTHING
    pieces: tuple[Piece, ...] = ()
    type: Type | None = None
    """Of the value that it stands for."""

    @property
    def inserted(self) -> tuple[Piece, ...]:
        return self.pieces or (self.label,)


class Item(Node):
    """An offer that goes with what was typed.

    ``span`` is what it replaces: the same for all items of an answer, and on one line. ``filter`` begins with what was
    typed there, so that no editor drops it.
    """

    label: str
    kind: Kind
    detail: Text
    doc: Text
    pieces: tuple[Piece, ...]
    span: Span
    filter: str
    sort: str
    preselect: bool = False

    @property
    def plain(self) -> str:
        """What an editor without snippets inserts."""
        return plain(self.pieces)

    @property
    def is_snippet(self) -> bool:
        return any(isinstance(piece, Hole) for piece in self.pieces)

    @property
    def snippet(self) -> str:
        """What one with snippets inserts, in the notation that editors share."""
        return snippet(self.pieces)


class Completion(Node):
    """What is offered at a place. ``incomplete``: with another letter typed, others may fit."""

    items: tuple[Item, ...]
    incomplete: bool


def plain(pieces: Sequence[Piece]) -> str:
    """The text up to the first hole that has nothing to keep."""
    found = []
    for piece in pieces:
        if isinstance(piece, str):
            found.append(piece)
        elif piece.kept:
            found.append(piece.shown)
        else:
            break
    return "".join(found)


def snippet(pieces: Sequence[Piece]) -> str:
    found, number = [], 0
    for piece in pieces:
        if isinstance(piece, str):
            found.append(_escaped(piece, "\\$}"))
        else:
            number += 1
            found.append(f"${{{number}:{_escaped(piece.shown, chr(92) + '$}')}}}")
    return "".join(found)


def _escaped(text: str, signs: str) -> str:
    return "".join(f"\\{char}" if char in signs else char for char in text)
