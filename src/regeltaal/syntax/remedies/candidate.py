"""What a remedy proposes."""

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from regeltaal.base.diagnostic import Diagnostic, Edit
from regeltaal.base.node import Node
from regeltaal.syntax.lexer import Token
from regeltaal.syntax.situation import Situation


class Candidate(Node):
    """Edits to try, and the problem to report when they work.

    ``needed`` is how many tokens behind them have to fit. ``certain`` says that the declaration may be used as mended.
    """

    edits: tuple[Edit, ...]
    problem: Diagnostic
    needed: int = 2
    certain: bool = False


Remedy: TypeAlias = Callable[[Situation], Iterator[Candidate]]


class Word(Node):
    text: str
    start: int
    end: int


_LONGEST = 1_000
"""No name that a person writes is longer."""


def words_of(token: Token) -> Iterator[Word]:
    """The words of a name, or the one word of another token."""
    if len(token.text) > _LONGEST:
        return
    if token.kind == "NAME" and "`" not in token.text:
        for found in re.finditer(r"\S+", token.text):
            yield Word(found[0], token.start + found.start(), token.start + found.end())
    elif token.text[:1].isalpha():
        yield Word(token.text, token.start, token.end)


def second_names(at: Situation, token: Token) -> Iterator[int]:
    """Where a second name may begin in what was read as one: on a new line, or between two known names."""
    if token.kind != "NAME" or len(token.text) > _LONGEST or "`" in token.text:
        return
    for match in _WHITE_SPACE.finditer(token.text):
        over_line = "\n" in match[0]
        if over_line or (at.knows(token.text[: match.start()]) and at.knows(token.text[match.end() :])):
            yield match.end()


_WHITE_SPACE = re.compile(r"\s+")
