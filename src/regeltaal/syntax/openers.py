"""Declarations whose keyword was written otherwise: `regel "x"`, `REGLE "x"`.

They are spotted before a file is split, for otherwise they would be lost in the declaration before them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.node import Node
from regeltaal.base.patterns import lazily
from regeltaal.base.source import Source, Span
from regeltaal.base.suggest import nearest
from regeltaal.syntax.lexer import Token
from regeltaal.syntax.problems import words

_BEFORE_TEXT = lazily(r"(?:.*\n)?[^\S\n]*(regel|test|gebruik)", re.IGNORECASE | re.DOTALL)
_BEFORE_EQUALS = lazily(r"(?:.*\n)?[^\S\n]*(definitie|lijst)\s[^\n]*", re.IGNORECASE | re.DOTALL)
_FIRST_WORD = lazily("regel|test|gebruik|definitie|lijst", re.IGNORECASE)
_UNFINISHED = frozenset({"SEMICOLON", "MET_KW"})

_TAKE_TEXT = ("REGEL", "TEST", "GEBRUIK")
_FOREIGN: Mapping[str, str] = {"RULE": "REGEL", "USE": "GEBRUIK", "IMPORT": "GEBRUIK", "INCLUDE": "GEBRUIK"}


class Spotter(Node):
    """Reads the tokens of one source, and adds what it spots to ``problems``."""

    source: Source
    problems: list[Diagnostic]

    def tokens(self, tokens: Iterable[Token]) -> Iterator[Token]:
        """The same tokens, with such words as the keywords that they were meant to be."""
        held: Token | None = None
        before = ""
        for token in tokens:
            if held is not None:
                yield from self._respelled(held, token, before)
                before, held = held.kind, None
            kind = token[0]
            if kind == "UPPER" or (kind == "NAME" and _FIRST_WORD.search(token[1])):
                held = token
                continue
            yield token
            before = kind
        if held is not None:
            yield held

    def _respelled(self, token: Token, following: Token, before: str) -> Iterator[Token]:
        if token.kind == "UPPER":
            return self._misspelled(token, following)
        return self._in_lower_case(token, following, before)

    def _misspelled(self, token: Token, following: Token) -> Iterator[Token]:
        """A word in capitals with a text behind it can only be a keyword."""
        if following.kind == "TEXT" and self._begins_line(token.start):
            found = _FOREIGN.get(token.text) or next(iter(nearest(token.text, _TAKE_TEXT, 1)), None)
            if found is not None:
                self.problems.append(words.misspelled(self._span(token.start, token.end), found))
                token = Token(f"{found}_KW", found, token.start, token.end)
        yield token

    def _in_lower_case(self, name: Token, following: Token, before: str) -> Iterator[Token]:
        pattern = {"TEXT": _BEFORE_TEXT, "EQUALS": _BEFORE_EQUALS, "BIJ_KW": _BEFORE_EQUALS}.get(following.kind)
        found = pattern.fullmatch(name.text) if pattern else None
        if found is None or before in _UNFINISHED or not self._begins_line(name.start + found.start(1)):
            yield name
            return
        start, end = name.start + found.start(1), name.start + found.end(1)
        keyword = found[1].upper()
        self.problems.append(words.lower_case([self._span(start, end)], [keyword]))
        yield from self._piece(name.start, start)
        yield Token(f"{keyword}_KW", keyword, start, end)
        yield from self._piece(end, name.end)

    def _piece(self, start: int, end: int) -> Iterator[Token]:
        text = self.source.text[start:end].strip()
        if text:
            first = self.source.text.index(text, start)
            yield Token("NAME", text, first, first + len(text))

    def _begins_line(self, start: int) -> bool:
        return not self.source.text[self.source.text.rfind("\n", 0, start) + 1 : start].strip()

    def _span(self, start: int, end: int) -> Span:
        return Span(self.source, start, end)
