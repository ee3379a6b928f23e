"""Declarations whose keyword was written otherwise: `regel "x"`, `REGLE "x"`; or twice, or not at all.

They are spotted before a file is split, for otherwise they would be lost in the declaration before them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from regeltaal.base.diagnostic import Diagnostic, Edit
from regeltaal.base.node import Node
from regeltaal.base.patterns import lazily
from regeltaal.base.source import Source, Span
from regeltaal.base.suggest import nearest
from regeltaal.syntax.lexer import Token
from regeltaal.syntax.problems import structure, words

_BEFORE_TEXT = lazily(r"(?:.*\n)?[^\S\n]*(regel|test|gebruik)", re.IGNORECASE | re.DOTALL)
_BEFORE_EQUALS = lazily(r"(?:.*\n)?[^\S\n]*(definitie|lijst)\s[^\n]*", re.IGNORECASE | re.DOTALL)
_FIRST_WORD = lazily("regel|test|gebruik|definitie|lijst", re.IGNORECASE)
_UNFINISHED = frozenset({"SEMICOLON", "MET_KW"})

_TAKE_TEXT = ("REGEL", "TEST", "GEBRUIK")
_NAMED_BY_TEXT = frozenset({"REGEL_KW", "TEST_KW"})
_IN_TEST = "a test"
_MAY_END: Mapping[str, str] = {
    "DAN_KW": "a rule",
    "VERWACHT_KW": _IN_TEST,
    **dict.fromkeys(("GEBRUIK_KW", "LIJST_KW", "DEFINITIE_KW"), ""),
}
"""From these on a rule or test may be complete, or another declaration; what stood before is then of no account."""
_HEAD_OF_RULE = frozenset(
    f"{word}_KW" for word in ("WANNEER", "OMSCHRIJVING", "PRIORITEIT", "GELDIG", "FASE", "UIT", "VOORHEEN", "VOOR")
)
_HEAD_OF_TEST = frozenset({"GEGEVEN_KW"})
"""What stands behind the name of a rule, and of a test."""
_COMPLETE = frozenset(
    [
        *("", "NAME", "TEXT", "LONG_TEXT", "CLOSE", "BAR"),
        *("NUMBER", "MONEY", "PERCENTAGE", "DATE", "TIME", "MOMENT", "DURATION"),
        *(f"{word}_KW" for word in ("JA", "NEE", "LEEG", "GEVULD", "VANDAAG", "NU", "KLAAR", "REGELS", "STOP")),
        *(f"{word}_KW" for word in ("WAAR", "ONWAAR", "ONBEKEND", "FOUT")),
    ]
)
"""What a declaration may end with."""
_FOREIGN: Mapping[str, str] = {"RULE": "REGEL", "USE": "GEBRUIK", "IMPORT": "GEBRUIK", "INCLUDE": "GEBRUIK"}


class Spotter(Node):
    """Reads the tokens of one source, and adds what it spots to ``problems``."""

    source: Source
    problems: list[Diagnostic]

    def tokens(self, tokens: Iterable[Token]) -> Iterator[Token]:
        """The same tokens, with such words as the keywords that they were meant to be."""
        held: Token | None = None
        before = place = ""
        for token in tokens:
            kind = token[0]
            if kind in _NAMED_BY_TEXT or kind in _MAY_END:
                if kind == before and kind in _NAMED_BY_TEXT and held is None:
                    self.problems.append(structure.superfluous(self._span(token.start, token.end)))
                    continue
                place = _MAY_END.get(kind, kind)
                if held is not None and self._is_turned(held, token):
                    yield from (token, held)
                    before, held = held.kind, None
                    continue
            if held is not None:
                yield from self._respelled(held, token, before, place)
                before, held = held.kind, None
            if self._is_doubtful(token, before, place):
                held = token
                continue
            yield token
            before = kind
        if held is not None:
            yield held

    def _is_doubtful(self, token: Token, before: str, place: str) -> bool:
        """Whether what it is depends on what follows."""
        kind = token[0]
        if kind == "UPPER":
            return True
        if kind == "TEXT":
            return place not in _NAMED_BY_TEXT and before in _COMPLETE and self._begins_line(token[2])
        return kind == "NAME" and _FIRST_WORD.search(token[1]) is not None

    def _respelled(self, token: Token, following: Token, before: str, place: str) -> Iterator[Token]:
        match token.kind:
            case "UPPER":
                return self._misspelled(token, following)
            case "TEXT":
                return self._without_opener(token, following, place)
            case _:
                return self._in_lower_case(token, following, before)

    def _misspelled(self, token: Token, following: Token) -> Iterator[Token]:
        """A word in capitals with a text behind it can only be a keyword; one before `REGEL "x"` expects that."""
        if following.kind == "REGEL_KW" and self._begins_line(token.start) and self._same_line(token, following):
            self.problems.append(words.misspelled(self._span(token.start, token.end), "VERWACHT"))
            token = Token("VERWACHT_KW", "VERWACHT", token.start, token.end)
        elif following.kind == "TEXT" and self._begins_line(token.start):
            found = _FOREIGN.get(token.text) or next(iter(nearest(token.text, _TAKE_TEXT, 1)), None)
            if found is not None:
                self.problems.append(words.misspelled(self._span(token.start, token.end), found))
                token = Token(f"{found}_KW", found, token.start, token.end)
        yield token

    def _without_opener(self, text: Token, following: Token, place: str) -> Iterator[Token]:
        """A text on a line of its own before what belongs in a rule or test: the name of one."""
        if following.kind in _HEAD_OF_RULE | _HEAD_OF_TEST:
            is_test = following.kind in _HEAD_OF_TEST or place == _IN_TEST
            word = "TEST" if is_test else "REGEL"
            span = self._span(text.start, text.end)
            edit = Edit(self._span(text.start, text.start), f"{word} ")
            self.problems.append(structure.missing(span, word, (edit,), None))
            yield Token(f"{word}_KW", word, text.start, text.start)
        yield text

    def _is_turned(self, text: Token, opener: Token) -> bool:
        """Whether the name of a rule stands before its keyword; reported."""
        if text.kind != "TEXT" or opener.kind not in _NAMED_BY_TEXT or not self._same_line(text, opener):
            return False
        span = self._span(text.start, opener.end)
        right = f"{opener.text} {text.text}"
        self.problems.append(structure.swapped(span, text.text, opener.text, right))
        return True

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

    def _same_line(self, token: Token, following: Token) -> bool:
        return "\n" not in self.source.text[token.end : following.start]

    def _begins_line(self, start: int) -> bool:
        return not self.source.text[self.source.text.rfind("\n", 0, start) + 1 : start].strip()

    def _span(self, start: int, end: int) -> Span:
        return Span(self.source, start, end)
