"""A place where a declaration stops parsing, and trying out what would mend it.

A remedy is an edit of the text. It is tried by cutting only the tokens that it touches anew, and running the tables on
their kinds: nothing is built, and the tokens themselves stay as they are.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
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
    names: AbstractSet[str] = frozenset()
    """Those that the domain knows, by key; none: nothing is known of it."""

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

    def removal(self, token: Token) -> Edit:
        """An edit that takes a token out, with the space that would be left over."""
        text, start, end = self.source.text, token.start, token.end
        if text[max(0, start - 1) : start] == " " and not self.first_on_line(token):
            start -= 1
        elif text[end : end + 1] == " ":
            end += 1
        together = _in_word(text[max(0, start - 1) : start] or " ") and _in_word(text[end : end + 1] or " ")
        return Edit(self.span(start, end), " " if together else "")

    def attempt(self, *edits: Edit) -> Trial | None:
        """What these edits do, or None when the tokens they touch still don't fit, or nothing was gained."""
        first = self._first_touched(edits[0].span.start)
        states = self.trail.get(first)
        cut = self._cut_anew(first, edits) if states is not None else None
        if cut is None:
            return None
        tokens, last = cut
        after = self._run(states, tokens)
        if after is None:
            return None
        reach = self._reach(after, last)
        if last + reach <= self.at and reach < FAR:  # it stops where it stopped before
            return None
        return Trial(first, last, tokens, reach)

    def unknown(self, trial: Trial) -> int:
        """How many names more that nobody knows there are with these tokens than there were; 0 where none is known."""
        if not self.names:
            return 0
        return self._unknown(trial.tokens) - self._unknown(self.tokens[trial.first : trial.last])

    def _unknown(self, tokens: Iterable[Token]) -> int:
        return sum(one.kind == "NAME" and not self.knows(one.text) for one in tokens)

    def knows(self, name: str) -> bool:
        return " ".join(name.replace("`", "").lower().split()) in self.names

    def _first_touched(self, start: int) -> int:
        """The first token that an edit from there touches, with a name before it, or what it is tied to."""
        first = min(self.trail)
        while self.tokens[first].end <= start and self.tokens[first].kind != END:
            first += 1
        if first and (self._is_untouched_name(first - 1) or self.tokens[first - 1].end == start):
            first -= 1
        return first

    def _is_untouched_name(self, index: int) -> bool:
        token = self.tokens[index]
        return token.kind == "NAME" and token.text == self.source.text[token.start : token.end]

    def _cut_anew(self, first: int, edits: Sequence[Edit]) -> tuple[tuple[Token, ...], int] | None:
        """The tokens from ``first`` on with the edits made, up to where they are as they were: with that index.

        Their places are those in the source as it is. None: they never are as they were again, as far as is looked.
        """
        text, cut = _Edited(self.source.text, min(edits[0].span.start, self.tokens[first].start)), list[Token]()
        for edit in edits:
            text.add(edit)
        behind, end = edits[-1].span.end, self.tokens[-1].end
        stop = min(end, behind + _LONGEST)
        text.keep(max(behind, stop))
        last = first
        for token in self.lexer.scan(text.written(), lambda _start, _end: None):
            found = text.in_source(token)
            while self.tokens[last].start < found.start and self.tokens[last].kind != END:
                last += 1
            if found.start >= behind and self._is_as_it_was(found, self.tokens[last]):
                return tuple(cut), last
            cut.append(found)
        return (tuple(cut), len(self.tokens) - 1) if stop == end else None

    def _is_as_it_was(self, found: Token, token: Token) -> bool:
        mended = token.text != self.source.text[token.start : token.end]
        return found.start == token.start and (mended or found == token)

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


class _Edited:
    """A stretch of a text with edits in it, that knows of each place where it is in the text itself."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._at = start
        self._pieces = [" "]
        self._starts, self._ends = [start], [start]

    def add(self, edit: Edit) -> None:
        self.keep(edit.span.start)
        count = len(edit.replacement)
        self._pieces.append(edit.replacement)
        self._starts += [edit.span.start] * count
        self._ends += [edit.span.end] * count
        self._at = edit.span.end

    def keep(self, end: int) -> None:
        """Takes over the text as it is, up to there."""
        self._pieces.append(self._text[self._at : end])
        self._starts += range(self._at, end)
        self._ends += range(self._at + 1, end + 1)
        self._at = end

    def written(self) -> str:
        return "".join(self._pieces)

    def in_source(self, token: Token) -> Token:
        return Token(token.kind, token.text, self._starts[token.start], self._ends[token.end - 1])
