"""How a declaration stands in the parse tables at some place: what is accepted there, and what it stands in.

The stack of the parser says that better than any tree, for there it is also known of what is half written. Of each kind
of token that fits the stack is read as it is just below that token: what was complete is a node by then.
"""

import re
from collections.abc import Sequence
from functools import cache, cached_property

from regeltaal.base.node import Node
from regeltaal.base.source import Source
from regeltaal.syntax.build_expressions import ExpressionBuilder
from regeltaal.syntax.lalr import Parser, Run, follow
from regeltaal.syntax.lexer import Token
from regeltaal.syntax.recovery import CLAUSES
from regeltaal.syntax.tables import END, Tables, is_terminal

_REPEATED = re.compile(r"__(\w+?)_(?:star|plus)_\d+")
_MOST_MISTAKES = 40


class Frame(Node):
    """One place of the stack: a symbol of the grammar with what was made of it. Of a repetition: its rule's name."""

    symbol: str
    value: object


class Stack(Node):
    """The frames below some token, the outermost first."""

    frames: tuple[Frame, ...]

    def symbol(self, back: int = 1) -> str:
        """The symbol so many frames back, or an empty string."""
        return self.frames[-back].symbol if back <= len(self.frames) else ""

    def value(self, back: int = 1) -> object:
        return self.frames[-back].value if back <= len(self.frames) else None

    def ends(self, *symbols: str) -> bool:
        """Whether these are the innermost symbols, in this order."""
        return tuple(frame.symbol for frame in self.frames[-len(symbols) :]) == symbols

    def last(self, *symbols: str) -> int | None:
        """The index of the innermost frame with one of these symbols."""
        found = (at for at in range(len(self.frames) - 1, -1, -1) if self.frames[at].symbol in symbols)
        return next(found, None)

    def without(self, count: int) -> "Stack":
        return Stack(self.frames[: len(self.frames) - count])


class Reading:
    """The tokens of a declaration up to some place, run through the tables."""

    def __init__(
        self, source: Source, tables: Tables, builder: type[ExpressionBuilder], start: str, tokens: Sequence[Token]
    ) -> None:
        self.source, self.tables, self.start, self.tokens = source, tables, start, tuple(tokens)
        self._builder = builder

    @property
    def states(self) -> list[int]:
        return self._whole.states

    @cached_property
    def accepted(self) -> frozenset[str]:
        """The kinds of token that fit."""
        kinds = [kind for kind in self.tables.states[self.states[-1]] if is_terminal(kind)]
        found = {kind for kind in kinds if follow(self.tables, self.states, kind) is not None}
        return frozenset(found | ({END} if follow(self.tables, self.states, END) is not None else set()))

    def after(self, kinds: Sequence[str]) -> list[int] | None:
        """The states after tokens of these kinds, None where they don't fit."""
        states: list[int] | None = self.states
        for kind in kinds:
            states = None if states is None else follow(self.tables, states, kind)
        return states

    def below(self, kind: str) -> Stack | None:
        """The stack below a token of a kind, None where it does not fit."""
        if kind not in self.accepted or kind == END:
            return None
        run = _copied(self._whole)
        at = self.tokens[-1].end if self.tokens else 0
        self._parser.feed(run, [Token(kind, "", at, at)])
        pairs = zip(run.states[1:-1], run.values, strict=False)
        return Stack(tuple(Frame(_named(self.tables.accessing[state]), value) for state, value in pairs))

    @cached_property
    def _parser(self) -> Parser:
        return Parser(self.tables, self._builder(self.source, self.tables))

    @cached_property
    def _whole(self) -> Run:
        """All tokens taken; one that does not fit ends what it can't be part of, or else is passed over."""
        parser = self._parser
        run, at, mistakes = parser.begin(self.start), 0, 0
        while at < len(self.tokens):
            at += parser.feed(run, self.tokens[at:])
            if at == len(self.tokens):
                break
            mistakes += 1
            if mistakes > _MOST_MISTAKES or not self._cut(run, self.tokens[at]):
                at += 1
        return run

    def _cut(self, run: Run, token: Token) -> bool:
        """Goes back to the innermost place where a clause fits that begins with this token."""
        if token.kind not in CLAUSES:
            return False
        for length in range(len(run.states) - 1, 0, -1):
            if follow(self.tables, run.states[:length], token.kind) is not None:
                del run.states[length:], run.values[length - 1 :], run.starts[length - 1 :]
                return True
        return False


def _copied(run: Run) -> Run:
    """A run that goes on by itself: of what it goes on with, only lists grow."""
    values = [value[:] if isinstance(value, list) else value for value in run.values]
    return Run(run.states[:], values, run.starts[:], run.end)


@cache
def _named(symbol: str) -> str:
    repeated = _REPEATED.fullmatch(symbol)
    return repeated[1] if repeated else symbol
