"""A place where a declaration stops parsing, and trying out what would mend it.

A remedy is an edit of the text. It is tried by cutting only the tokens that it touches anew, and running the tables on
their kinds: nothing is built, and the tokens themselves stay as they are.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from attrs import define

from regeltaal.base.diagnostic import Edit
from regeltaal.base.node import Node
from regeltaal.base.source import Source, Span
from regeltaal.syntax.lalr import follow
from regeltaal.syntax.lexer import Lexer, Token
from regeltaal.syntax.tables import END, Tables, is_terminal

FAR = 12
"""So many tokens behind a remedy are looked at."""
_LONGEST = 1_000
"""No line that a person writes is longer."""


class Trial(Node):
    """What an edit does: tokens ``first`` up to ``last`` become ``tokens``, and ``reach`` tokens behind them fit."""

    first: int
    last: int
    tokens: tuple[Token, ...]
    reach: int


@define(eq=False, slots=False)
class Situation:
    """The token ``at`` does not fit. ``trail`` has the states before the tokens just before it, and before it."""

    source: Source
    tables: Tables
    lexer: Lexer
    start_symbol: str
    tokens: Sequence[Token]
    at: int
    trail: Mapping[int, list[int]]

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def before(self, steps: int) -> str:
        """The kind of the token so many places before, or an empty string."""
        return self.tokens[self.at - steps].kind if self.at >= steps else ""

    @property
    def previous(self) -> Token | None:
        return self.tokens[self.at - 1] if self.at else None

    def next(self, steps: int = 1) -> Token:
        """The token behind, or END."""
        return self.tokens[min(self.at + steps, len(self.tokens) - 1)]

    def span(self, start: int, end: int) -> Span:
        return Span(self.source, start, end)

    def place(self, token: Token) -> Span:
        return self.span(token.start, token.end)

    @cached_property
    def accepted(self) -> frozenset[str]:
        """The kinds of token that would have fitted."""
        states = self.trail[self.at]
        kinds = [kind for kind in self.tables.states[states[-1]] if is_terminal(kind)]
        if states[-1] in self.tables.ends.values():
            kinds.append(END)
        return frozenset(kind for kind in kinds if follow(self.tables, states, kind) is not None)

    def seen(self, kind: str) -> bool:
        """Whether such a token stands before this place."""
        return any(token.kind == kind for token in self.tokens[: self.at])

    def comes(self, kind: str) -> bool:
        return any(token.kind == kind for token in self.tokens[self.at + 1 :])

    def line_from(self, start: int) -> str:
        """The text from there to the end of the line, if that is near."""
        return self.source.text[start : start + _LONGEST].partition("\n")[0]

    def first_on_line(self, token: Token) -> bool:
        text = self.source.text
        return not text[text.rfind("\n", 0, token.start) + 1 : token.start].strip()

    # ------------------------------------------------------------ trying

    def edit(self, start: int, end: int, replacement: str) -> Edit:
        """An edit, with a space on a side where two words would otherwise become one."""
        text = self.source.text
        before = " " if replacement[:1].isalnum() and start and _in_word(text[start - 1]) else ""
        behind = " " if replacement[-1:].isalnum() and _in_word(text[end : end + 1]) else ""
        return Edit(self.span(start, end), f"{before}{replacement}{behind}")

    def attempt(self, *edits: Edit) -> Trial | None:
        """What these edits do, or None when the tokens they touch still don't fit, or nothing was gained."""
        first, last = self._touched(edits[0].span.start, edits[-1].span.end)
        states = self.trail.get(first)
        if states is None:
            return None
        tokens = tuple(self._cut_anew(first, last, edits))
        after = self._run(states, tokens)
        if after is None:
            return None
        reach = self._reach(after, last)
        if last + reach <= self.at and reach < FAR:  # it stops where it stopped before
            return None
        return Trial(first, last, tokens, reach)

    def _touched(self, start: int, end: int) -> tuple[int, int]:
        """The range of tokens that an edit touches, with the parts of a name on either side."""
        first = min(self.trail)
        while self.tokens[first].end <= start and self.tokens[first].kind != END:
            first += 1
        last = first
        while self.tokens[last].start < end and self.tokens[last].kind != END:
            last += 1
        if first and self._is_untouched_name(first - 1):
            first -= 1
        if self._is_untouched_name(last):
            last += 1
        return first, last

    def _is_untouched_name(self, index: int) -> bool:
        token = self.tokens[index]
        return token.kind == "NAME" and token.text == self.source.text[token.start : token.end]

    def _cut_anew(self, first: int, last: int, edits: Sequence[Edit]) -> Iterator[Token]:
        """The tokens of the edited stretch, with places in the source as it is."""
        text = self.source.text
        touched = self.tokens[first:last]
        start = min([edits[0].span.start, *(token.start for token in touched)])
        end = max([edits[-1].span.end, *(token.end for token in touched)])
        pieces, starts, ends = [" "], [start], [start]
        for edit in (*edits, Edit(self.span(end, end), "")):
            kept = text[start : edit.span.start]
            places = range(start, edit.span.start)
            pieces += [kept, edit.replacement]
            starts += [*places, *[edit.span.start] * len(edit.replacement)]
            ends += [*(place + 1 for place in places), *[edit.span.end] * len(edit.replacement)]
            start = edit.span.end
        pieces.append(" ")
        starts.append(end)
        ends.append(end)
        for token in self.lexer.scan("".join(pieces), lambda _start, _end: None):
            yield Token(token.kind, token.text, starts[token.start], ends[token.end - 1])

    def _run(self, states: list[int] | None, tokens: Sequence[Token]) -> list[int] | None:
        for token in tokens:
            states = None if states is None else follow(self.tables, states, token.kind)
        return states

    def _reach(self, states: list[int], index: int) -> int:
        for steps in range(FAR):
            token = self.tokens[index + steps]
            after = follow(self.tables, states, token.kind)
            if after is None:
                return steps
            if token.kind == END:
                return FAR
            states = after
        return FAR


def _in_word(character: str) -> bool:
    return character.isalnum() or character in {'"', "'", "`", "_", "-"}
