"""Guesses about tables: cells without a value, bars too many or too few."""

import re
from collections.abc import Iterator
from itertools import pairwise

from regeltaal.base.diagnostic import Edit
from regeltaal.base.node import Node
from regeltaal.syntax import expectations
from regeltaal.syntax.lexer import Token
from regeltaal.syntax.problems import shape, structure
from regeltaal.syntax.remedies.candidate import Candidate
from regeltaal.syntax.situation import Situation


def empty_cell(at: Situation) -> Iterator[Candidate]:
    """`| |`: the cell before or at this place is empty, or there is a bar too many."""
    for last in (at.at - 1, at.at):
        left, right = at.tokens[max(0, last - 1)], at.tokens[last]
        between = at.span(left.end, right.start)
        if left.kind != "BAR" or right.kind != "BAR" or left is right or "\n" in between.text:
            continue
        span, row = at.span(left.start, right.end), row_at(at, last)
        if row.is_torn:  # two values side by side: the bar between them stands here
            continue
        if row.bars == row.others + 1:
            problem = structure.superfluous(at.place(right))
            yield Candidate((at.edit(left.end, right.end, ""),), problem, needed=1, certain=True)
        elif row.is_head:
            yield Candidate((Edit(between, " kolom "),), shape.no_heading(span), needed=1)
        else:
            yield Candidate((Edit(between, " LEEG "),), structure.empty_cell(span), needed=1, certain=True)


class TableRow(Node):
    """A row as it is written: how many bars it has, and another row of its table."""

    bars: int
    others: int
    is_head: bool
    is_torn: bool


def row_at(at: Situation, index: int) -> TableRow:
    """The row that a token is in; its table is the run of cells and bars around it."""
    first = last = index
    while first and at.tokens[first - 1].kind in _IN_ROWS and index - first < _WIDEST:
        first -= 1
    while last + 1 < len(at.tokens) and at.tokens[last + 1].kind in _IN_ROWS and last - index < _WIDEST:
        last += 1
    rows: list[list[Token]] = []
    for token in at.tokens[first : last + 1]:
        if token.kind == "BAR" and at.first_on_line(token):
            rows.append([])
        if rows:
            rows[-1].append(token)
    own = next((place for place, row in enumerate(rows) if at.tokens[index] in row), 0)
    counts = [sum(token.kind == "BAR" for token in row) for row in rows] or [0]
    other = counts[own - 1] if own else counts[1] if len(counts) > 1 else counts[0]
    torn = any(_are_values(one, two) for one, two in pairwise(rows[own] if rows else []))
    return TableRow(counts[own], other, own == 0, torn)


_IN_ROWS = expectations.CELL | {"BAR", "DOT"}
_WIDEST = 300
"""No table that a person writes has more cells on one side of a mistake that matter."""


def _are_values(one: Token, two: Token) -> bool:
    return not {one.kind, two.kind} & {"BAR", "DOT"}


def line_of_dashes(at: Situation) -> Iterator[Candidate]:
    """`|---|---|` between the headings and the rows, as elsewhere."""
    previous = at.previous
    found = _DASHES.match(at.source.text, previous.start) if previous is not None else None
    if found and at.token.text.startswith("-"):
        span = at.span(*found.span())
        yield Candidate((Edit(span, " "),), structure.superfluous(span), needed=1, certain=True)


_DASHES = re.compile(r"\|[-:|+ ]*-[-:|+ ]*\|")
