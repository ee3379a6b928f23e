"""A file in parts: each from the line of a declaration's keyword up to the next, with a text of its own.

Spans of the tree of a part are places in that text. So a part that was not edited keeps its tree and all that was
found in it, wherever it comes to stand; ``Sheet`` knows where that is.

A line ends at a line feed, as it does in ``Source``: a carriage return is white space, with a line feed behind it or
alone.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property

from attrs import frozen

from regeltaal.base.node import Node, evolve
from regeltaal.base.source import Source
from regeltaal.lint.exemptions import Marked, marked
from regeltaal.syntax import tree
from regeltaal.syntax.parser import Parsed, parse
from regeltaal.syntax.pieces import Piece, pieces


@frozen(eq=False, slots=False)
class Part:
    """Whole lines of a file: one declaration, or more where those can't be told apart. The first holds the header.

    ``is_open``: a long text in it is never closed, so that it does not stand apart from what is behind it.
    """

    source: Source
    is_open: bool = False

    @cached_property
    def parsed(self) -> Parsed:
        return parse(self.source)

    @cached_property
    def marked(self) -> Sequence[Marked]:
        """The comments in it that are exemptions from lint rules."""
        return marked(self.parsed.file)

    def file_in(self, header: tree.Header) -> tree.RuleFile:
        """The part as a file, with the header of the file that it stands in."""
        return evolve(self.parsed.file, header=header)

    @cached_property
    def declares(self) -> bool:
        """Whether it makes names that others may use, or brings them in; or may have been meant to."""
        return any(map(_declares, self.parsed.file.items))

    @property
    def is_read(self) -> bool:
        return "parsed" in self.__dict__

    def forget(self) -> None:
        """Lets go of what can be read again."""
        for name in ("parsed", "marked"):
            self.__dict__.pop(name, None)

    @property
    def text(self) -> str:
        """As it is stored."""
        return self.source.original

    @cached_property
    def lines(self) -> int:
        """How many lines it has; the last part ends without a line end."""
        return self.text.count("\n")


def _declares(item: tree.Item) -> bool:
    match item:
        case tree.Rule() | tree.Test():
            return False
        case tree.Broken(keyword=keyword):
            return keyword not in ("REGEL", "TEST")
        case _:
            return True


class Cut(Node):
    """A stretch of a text that is to be a part, with the offset that it ends at, in the text as it is stored."""

    text: str
    is_open: bool
    end: int

    def part(self, path: str) -> Part:
        return Part(Source(path, self.text), self.is_open)


def cuts(text: str, start: int = 0) -> Iterator[Cut]:
    """A text from ``start`` on, where a part begins, cut in parts one by one."""
    rest = text[start:] if start else text
    if unicodedata.is_normalized("NFC", rest):
        for one in pieces(text, start):
            yield Cut(text[one.start : one.end], one.is_open, one.end)
    else:
        yield from _denormalised(rest, start)


def _denormalised(stored: str, start: int) -> Iterator[Cut]:
    """Cut as it is read, and told as it is stored: what they have in common is their lines."""
    text, at = unicodedata.normalize("NFC", stored), 0
    for one in pieces(text):
        end = _end(stored, at, text, one)
        yield Cut(stored[at:end], one.is_open, start + end)
        at = end


def _end(stored: str, at: int, text: str, piece: Piece) -> int:
    if piece.end == len(text):
        return len(stored)
    for _ in range(text.count("\n", piece.start, piece.end)):
        at = stored.index("\n", at) + 1
    return at


def parts_of(source: Source) -> tuple[Part, ...]:
    """A file, cut in parts."""
    return tuple(one.part(source.path) for one in cuts(source.original))
