"""A text in pieces by what they are, cut by our own lexer: what every editor's colours are held against."""

import re
from collections.abc import Iterator
from functools import cache

from regeltaal.base.node import Node
from regeltaal.highlight.roles import RULES, Language, Role, terminal_role, words
from regeltaal.syntax import lexer
from regeltaal.syntax.lexer import Token, lexer_for
from regeltaal.syntax.texts import ESCAPES, interpolation

_BEFORE_PARENTHESIS = re.compile(r"[^\S\n]*\(")
_QUOTED_NAME = re.compile(r"`[^`\n]+`")
_TEXTS = frozenset({"TEXT", "LONG_TEXT", lexer.UNCLOSED_TEXT})


class Piece(Node):
    """A stretch of a text, in code points."""

    start: int
    end: int
    role: Role


def pieces(text: str, language: Language = RULES, start: int = 0, end: int | None = None) -> Iterator[Piece]:
    """What stands from ``start`` to ``end``, whole and in order; a comment or token that goes on behind it is plain."""
    at, last = start, len(text) if end is None else end
    for piece in _coloured(text, language, start, last):
        if piece.start > at:
            yield Piece(at, piece.start, Role.PLAIN)
        yield piece
        at = piece.end
    if at < last:
        yield Piece(at, last, Role.PLAIN)


def _coloured(text: str, language: Language, start: int, end: int) -> list[Piece]:
    found: list[Piece] = []

    def comment(first: int, last: int) -> None:
        found.append(Piece(first, last, Role.COMMENT))

    for token in lexer_for(language.tables).scan(text, comment, start):
        if token.start >= end:
            break
        found.extend(_pieces_of(token, text, language))
    return [one for one in found if one.end <= end]


def _pieces_of(token: Token, text: str, language: Language) -> Iterator[Piece]:
    if token.kind in _TEXTS:
        yield from _text_pieces(token, language)
    elif token.kind == "NAME":
        for match in _QUOTED_NAME.finditer(text, token.start, token.end):
            yield Piece(*match.span(), Role.QUOTED_NAME)
    else:
        role = _role(token, text, language)
        if role != Role.PLAIN:
            yield Piece(token.start, token.end, role)


def _role(token: Token, text: str, language: Language) -> Role:
    keyword = words(language).get(token.text)
    if keyword is not None:
        return keyword
    if token.kind == "UPPER":
        if text.startswith(".", token.start - 1) and token.start:
            return Role.PLAIN
        return Role.FUNCTION if _BEFORE_PARENTHESIS.match(text, token.end) else Role.VERB
    if token.kind == lexer.STRAY:
        return Role.WRONG
    if token.kind == lexer.UNCLOSED_NAME:
        return Role.QUOTED_NAME
    return terminal_role(language.tables, token.kind, token.text)


def _text_pieces(token: Token, language: Language) -> Iterator[Piece]:
    at = token.start
    for match in _inside(language).finditer(token.text):
        role = Role.INTERPOLATION if match.lastgroup != "escape" else Role.ESCAPE
        if role == Role.ESCAPE and match["escape"] not in ESCAPES:
            continue
        first, last = (token.start + one for one in match.span())
        if first > at:
            yield Piece(at, first, Role.TEXT)
        yield Piece(first, last, role)
        at = last
    if at < token.end:
        yield Piece(at, token.end, Role.TEXT)


@cache
def _inside(language: Language) -> re.Pattern[str]:
    tables = language.tables
    return re.compile(rf"\\(?P<escape>[\s\S])|{interpolation(tables.pattern('NAME'), tables.pattern('UPPER'))}")
