"""Splits a file at the keywords that open a declaration, so that a mistake in one leaves the others whole.

It works on tokens, so that a keyword in a text, a comment or a back-quoted name opens nothing.
"""

from collections.abc import Iterable, Iterator, Mapping

from regeltaal.base.node import Node
from regeltaal.syntax.lexer import Token
from regeltaal.syntax.tables import END

HEADER = "header"
RULE_OPENERS: Mapping[str, str] = {
    "GEBRUIK_KW": "use",
    "LIJST_KW": "list_declaration",
    "DEFINITIE_KW": "definition",
    "REGEL_KW": "rule",
    "TEST_KW": "test",
    "DOMEIN_KW": HEADER,
    "ADMINISTRATIE_KW": HEADER,
    "TAAL_KW": HEADER,
}
"""The keywords that open a declaration, with the start symbol that it is parsed by."""

_UNFINISHED = frozenset(
    [
        "ZET_KW",
        "WIS_KW",
        "MET_KW",
        "EN_KW",
        "OF_KW",
        "ALS_KW",
        "NIET_KW",
        "VOOR_KW",
        "IN_KW",
        "SEMICOLON",
        "UPPER",
        "EQUALS",
        "DOT",
        "OPEN",
        "BAR",
        "GEGEVEN_KW",
    ]
)
NO_OPENER_AFTER: Mapping[str, frozenset[str]] = {
    "REGEL_KW": frozenset({"VERWACHT_KW", "NIET_KW", "OVERGESLAGEN_KW", "MAAL_KW"}),
    **dict.fromkeys(("DOMEIN_KW", "ADMINISTRATIE_KW", "TAAL_KW"), _UNFINISHED),
}
"""`VERWACHT REGEL "x"` in a test opens no rule, and `ZET TAAL = …` no header."""


class Island(Node):
    """The tokens of one declaration, with an END token behind them, and the stretch of the file that is its own."""

    start_symbol: str
    tokens: list[Token]
    start: int
    end: int


def split(tokens: Iterable[Token], length: int, openers: Mapping[str, str] = RULE_OPENERS) -> Iterator[Island]:
    """The header, also when it is empty, and then each declaration. Together they cover the file of this length."""
    symbol, start = HEADER, 0
    collected: list[Token] = []
    for token in tokens:
        opens = openers.get(token.kind)
        if opens is not None and _opens(token, opens, symbol, collected):
            yield Island(symbol, [*collected, _end(collected, start)], start, token.start)
            symbol, start, collected = opens, token.start, []
        collected.append(token)
    yield Island(symbol, [*collected, _end(collected, start)], start, length)


def _opens(token: Token, opens: str, current: str, before: list[Token]) -> bool:
    if opens == current == HEADER:
        return False
    previous = before[-1].kind if before else ""
    return previous not in NO_OPENER_AFTER.get(token.kind, frozenset())


def _end(tokens: list[Token], start: int) -> Token:
    at = tokens[-1].end if tokens else start
    return Token(END, "", at, at)
