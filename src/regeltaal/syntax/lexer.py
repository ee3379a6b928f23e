"""Cuts a text into tokens, by the terminals of a grammar.

One regular expression does it, and no token depends on what stands before it: a word in capitals is a keyword when it
is spelled exactly as one, and a verb or function otherwise. So `ALSO` and `EN-BLOC` are no keywords, and a keyword in
the wrong place is still reported as that keyword. Every character belongs to a token, a comment or white space.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from weakref import WeakKeyDictionary

from regeltaal.base.source import Source, Span
from regeltaal.syntax.tables import Tables
from regeltaal.syntax.tree import Comment

# Terminals that no grammar rule uses: what can only be a mistake.
UNCLOSED_TEXT = "UNCLOSED_TEXT"
UNCLOSED_LINE = "UNCLOSED_LINE"
UNCLOSED_NAME = "UNCLOSED_NAME"
STRAY = "STRAY"

_COMMENT = "COMMENT"
_SPACE = "WHITE_SPACE"
_PUNCTUATION = "PUNCTUATION"
FAULTS = (
    # A long text without an end stops before the next declaration, so that only one is lost.
    (UNCLOSED_TEXT, r'"""(?:(?!\n[^\S\n]*(?:REGEL|TEST|DEFINITIE|LIJST|GEBRUIK)\s)[\s\S])*+'),
    (UNCLOSED_LINE, r'["“”„‟](?:[^\\\n]++|\\.)*+'),
    (UNCLOSED_NAME, r"`[^`\n]*+"),
    (STRAY, r"\d[\w.,]*+|[\s\S]"),
)
"""Their patterns, tried after all others. An unclosed line is reported as an unclosed text."""


class Token(NamedTuple):
    """A token with its place, in code points of the text."""

    kind: str
    text: str
    start: int
    end: int


class Lexer:
    """The lexer of one grammar."""

    def __init__(self, tables: Tables) -> None:
        self._keywords = tables.keywords
        self._punctuation = tables.punctuation
        signs = sorted(tables.punctuation, key=len, reverse=True)
        groups = [(terminal.name, terminal.pattern) for terminal in tables.terminals if terminal.name != _SPACE]
        groups.append((_PUNCTUATION, "|".join(map(re.escape, signs))))
        groups.extend(FAULTS)
        space, choice = tables.pattern(_SPACE), "|".join(f"(?P<{name}>{pattern})" for name, pattern in groups)
        # White space goes with the token behind it, and at the end with nothing: that halves the matches.
        self._matches = re.compile(rf"(?:{space})?+(?:{choice}|\Z)").finditer
        self._kinds = (None, *(name for name, _ in groups))

    def tokens(self, source: Source, comments: list[Comment]) -> Iterator[Token]:
        """The tokens of a source; the comments between them are added to ``comments``."""
        return self.scan(source.text, lambda start, end: comments.append(_comment(source, start, end)))

    def scan(self, text: str, on_comment: Callable[[int, int], object], start: int = 0) -> Iterator[Token]:
        """The tokens of a text from ``start`` on."""
        keywords, punctuation, kinds, new = self._keywords, self._punctuation, self._kinds, tuple.__new__
        for match in self._matches(text, start):
            number = match.lastindex
            if number is None:
                return
            first, last = match.span(number)
            found, kind = text[first:last], kinds[number]
            if kind == "UPPER":
                kind = keywords.get(found, kind)
            elif kind == _PUNCTUATION:
                kind = punctuation[found]
            elif kind == _COMMENT:
                on_comment(first, last)
                continue
            elif kind == UNCLOSED_LINE:
                kind = UNCLOSED_TEXT
            yield new(Token, (kind, found, first, last))


def _comment(source: Source, start: int, end: int) -> Comment:
    return Comment(source.text[start:end], Span(source, start, end))


_LEXERS: WeakKeyDictionary[Tables, Lexer] = WeakKeyDictionary()


def lexer_for(tables: Tables) -> Lexer:
    """The lexer of a grammar: made once."""
    found = _LEXERS.get(tables)
    if found is None:
        found = _LEXERS[tables] = Lexer(tables)
    return found
