"""Runs LALR(1) tables over tokens, and builds nodes on the way: there is no tree in between.

Written out here rather than left to Lark, because it starts at once, gives every node its place, and lets recovery try
a token on the states alone. It never recurses, so that deep nesting costs memory and nothing else.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from attrs import define, field

from regeltaal.syntax.lexer import Token
from regeltaal.syntax.tables import END, Production, Tables

Children = list[Any]
"""What a production's kept symbols gave: tokens, nodes and lists. Which ones, the grammar says rather than a type."""

Callback = Callable[[Children, int, int], object]
"""Makes the node of a production from its children and its place."""
_Action = tuple[str, int, Callback | None]
"""The origin of a production, its size, and what makes its node; None: its one symbol is passed on as it is."""


class Builder(Protocol):
    """Makes nodes: has a method for each production, found by its name in the grammar."""

    def callback(self, name: str) -> Callback: ...


@define
class Run:
    """A parse under way: its states, and beside each (but the first) a value with its start."""

    states: list[int]
    values: list[object] = field(factory=list)
    starts: list[int] = field(factory=list)
    end: int = 0
    """Where the last token ends: so does whatever is reduced next."""


class Parser:
    """The tables of a grammar with a builder's methods."""

    def __init__(self, tables: Tables, builder: Builder) -> None:
        self.tables = tables
        self._callback = builder.callback
        self._actions: list[_Action | None] = [None] * len(tables.productions)

    def _prepared(self, number: int) -> "_Action":
        """What reducing a production takes. A short text has few of them, so that each waits until it is needed."""
        production = self.tables.productions[number]
        prepared = (production.origin, production.size, _action(production, self._callback))
        self._actions[number] = prepared
        return prepared

    def begin(self, start: str) -> Run:
        return Run([self.tables.starts[start]])

    def accepted(self, run: Run, start: str) -> bool:
        return run.states[-1] == self.tables.ends[start]

    def feed(self, run: Run, tokens: Sequence[Token]) -> int:
        """Takes tokens, and returns how far it came: the index of the first that does not fit.

        The END token is never taken: where the text may end there, the run is ``accepted``.
        """
        rows, actions = self.tables.states, self._actions
        states, values, starts = run.states, run.values, run.starts
        end = run.end if starts or not tokens else tokens[0][2]
        for index, token in enumerate(tokens):
            kind = token[0]
            while True:
                found = rows[states[-1]].get(kind)
                if found is None:
                    run.end = end
                    return index
                if found >= 0:
                    states.append(found)
                    values.append(token)
                    starts.append(token[2])
                    end = token[3]
                    break
                number = -found - 1
                origin, size, build = actions[number] or self._prepared(number)
                if build is None:  # one symbol that is passed on as it is: most reductions are of this kind
                    states[-1] = rows[states[-2]][origin]
                elif size == 1:
                    values[-1] = build([values[-1]], starts[-1], end)
                    states[-1] = rows[states[-2]][origin]
                elif size:
                    values[-size:] = (build(values[-size:], starts[-size], end),)
                    del states[-size:], starts[1 - size :]
                    states.append(rows[states[-1]][origin])
                else:  # it begins at the next token and ends at the last: a parent then has the right place
                    values.append(build([], end, end))
                    starts.append(token[2])
                    states.append(rows[states[-1]][origin])
        run.end = end
        return len(tokens)


def follow(tables: Tables, states: list[int], kind: str) -> list[int] | None:
    """The states after a token of this kind, or None when it does not fit. Nothing is built and nothing changed."""
    states = states[:]
    while True:
        found = tables.states[states[-1]].get(kind)
        if found is None:
            return states if kind == END and states[-1] in tables.ends.values() else None
        if found >= 0:
            states.append(found)
            return states
        production = tables.productions[-found - 1]
        if production.size:
            del states[-production.size :]
        states.append(tables.states[states[-1]][production.origin])


def _action(production: Production, method: Callable[[str], Callback]) -> Callback | None:
    """What reducing a production does with the values of its symbols; None: its one symbol is passed on as it is."""
    kept, spread = production.kept, frozenset(production.spread)
    if production.single and production.size == 1 and kept == (0,) and not spread and not production.inlined:
        return None
    if production.inlined:
        return _collector(kept, spread)
    if production.single and len(kept) == 1 and not spread:
        only = kept[0]
        return lambda values, _start, _end: values[only]
    build = method(production.name)
    collect = _collector(kept, spread)
    if production.single:
        return lambda values, start, end: _single_or(build, collect(values, start, end), start, end)
    if kept == tuple(range(production.size)) and not spread:
        return build
    return lambda values, start, end: build(collect(values, start, end), start, end)


def _single_or(build: Callback, children: Children, start: int, end: int) -> object:
    return children[0] if len(children) == 1 else build(children, start, end)


def _collector(kept: tuple[int, ...], spread: frozenset[int]) -> Callable[[Children, int, int], Children]:
    """Gathers the kept children. A list in front is extended rather than copied, so that long lists stay linear."""
    leading = bool(kept) and kept[0] in spread
    rest = tuple((index, index in spread) for index in (kept[1:] if leading else kept))

    def collect(values: Children, _start: int, _end: int) -> Children:
        children: Children = values[kept[0]] if leading else []
        for index, is_list in rest:
            if is_list:
                children.extend(values[index])
            else:
                children.append(values[index])
        return children

    return collect
