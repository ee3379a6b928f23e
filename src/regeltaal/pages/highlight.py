"""The text of a rule in pieces that a page colours: keywords, verbs, texts, other literals, comments."""

from collections.abc import Iterator

from attrs import frozen

from regeltaal.base.source import Span
from regeltaal.syntax.grammar import load
from regeltaal.syntax.lexer import Token, lexer_for

_QUOTES = ('"', "“", "”", "„", "‟")


@frozen
class Piece:
    """A stretch of text; ``role`` is the class that it gets, empty for none."""

    text: str
    role: str = ""


def pieces(span: Span) -> Iterator[Piece]:
    """The text of a span, whole, in order."""
    text, at = span.source.text, span.start
    for start, end, role in _coloured(span):
        if start > at:
            yield Piece(text[at:start])
        yield Piece(text[start:end], role)
        at = end
    if at < span.end:
        yield Piece(text[at : span.end])


def _coloured(span: Span) -> list[tuple[int, int, str]]:
    tables = load()
    found: list[tuple[int, int, str]] = []

    def comment(start: int, end: int) -> None:
        found.append((start, end, "opmerking"))

    for token in lexer_for(tables).scan(span.source.text, comment, span.start):
        if token.start >= span.end:
            break
        role = _role(token, keyword=token.text in tables.keywords)
        if role:
            found.append((token.start, token.end, role))
    return sorted(one for one in found if one[1] <= span.end)


def _role(token: Token, *, keyword: bool) -> str:
    if keyword:
        return "sleutelwoord"
    if token.text.startswith(_QUOTES):
        return "tekst"
    if token.kind == "UPPER":
        return "werkwoord"
    return "waarde" if token.text[0].isdigit() or (token.text[0] in "€-" and len(token.text) > 1) else ""
