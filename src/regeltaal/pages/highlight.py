"""The text of a rule in pieces that a page colours: keywords, verbs, texts, other literals, comments."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from attrs import frozen

from regeltaal.base.source import Span
from regeltaal.highlight import pieces as lexical
from regeltaal.highlight.roles import Role

_CLASSES: Mapping[Role, str] = {
    Role.COMMENT: "opmerking",
    **dict.fromkeys((Role.OPENER, Role.CLAUSE, Role.OPERATOR, Role.CONSTANT), "sleutelwoord"),
    **dict.fromkeys((Role.VERB, Role.FUNCTION), "werkwoord"),
    **dict.fromkeys((Role.TEXT, Role.ESCAPE, Role.INTERPOLATION), "tekst"),
    **dict.fromkeys(
        (Role.NUMBER, Role.AMOUNT, Role.PERCENTAGE, Role.DATE, Role.TIME, Role.MOMENT, Role.DURATION), "waarde"
    ),
}


@frozen
class Piece:
    """A stretch of text; ``role`` is the class that it gets, empty for none."""

    text: str
    role: str = ""


def pieces(span: Span) -> Iterator[Piece]:
    """The text of a span, whole, in order."""
    text = span.source.text
    found = lexical.pieces(text, start=span.start, end=span.end)
    for role, group in groupby(found, lambda piece: _CLASSES.get(piece.role, "")):
        yield Piece("".join(text[piece.start : piece.end] for piece in group), role)
