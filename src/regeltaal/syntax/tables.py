"""LALR(1) tables as plain data: what ``lalr`` runs, ``lexer`` reads its terminals from, and ``table_cache`` stores."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Self

from attrs import define

from regeltaal.base.node import Node, astuple

END = "$END"
"""The terminal behind the last token."""


class Production(Node):
    """A rule of the grammar, compiled.

    ``name`` is the builder's method for it. ``kept`` are the indices of the symbols that become children, ``spread``
    those of them that are lists to be spread out. ``single`` passes an only child on as it is; ``inlined`` makes a list
    for the parent.
    """

    origin: str
    name: str
    size: int
    kept: tuple[int, ...]
    spread: tuple[int, ...]
    single: bool
    inlined: bool


class Terminal(Node):
    """A terminal that a regular expression describes, in the order in which they are tried."""

    name: str
    pattern: str
    ignored: bool


@define(eq=False, slots=False)
class Tables:
    """The tables of one grammar.

    ``states[s]`` maps a symbol to what is done at it: n >= 0 goes to state n, n < 0 reduces production -n - 1.
    INVARIANT: nothing changes after creation.
    """

    states: tuple[Mapping[str, int], ...]
    productions: tuple[Production, ...]
    starts: Mapping[str, int]
    ends: Mapping[str, int]
    terminals: tuple[Terminal, ...]
    keywords: Mapping[str, str]
    punctuation: Mapping[str, str]

    @cached_property
    def accessing(self) -> tuple[str, ...]:
        """The symbol that leads into each state: always the same one. A start state has the empty string."""
        found = [""] * len(self.states)
        for row in self.states:
            for symbol, action in row.items():
                if action >= 0:
                    found[action] = symbol
        return tuple(found)

    def pattern(self, name: str) -> str:
        """The regular expression of a terminal."""
        return next(terminal.pattern for terminal in self.terminals if terminal.name == name)

    def to_data(self) -> dict[str, object]:
        """What ``marshal`` can write."""
        return {
            "states": self.states,
            "productions": tuple(map(astuple, self.productions)),
            "starts": self.starts,
            "ends": self.ends,
            "terminals": tuple(map(astuple, self.terminals)),
            "keywords": self.keywords,
            "punctuation": self.punctuation,
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        """The tables as they were stored.

        Raises:
            KeyError, TypeError: the data are not tables.
        """
        return cls(
            **{
                **data,
                "productions": tuple(Production(*row) for row in data["productions"]),
                "terminals": tuple(Terminal(*row) for row in data["terminals"]),
            }
        )


def is_terminal(symbol: str) -> bool:
    return symbol.upper() == symbol
