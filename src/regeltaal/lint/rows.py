"""Rows of a table whose cases are the same, or overlap: which of them was meant can't be seen."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from enum import Enum
from typing import TypeVar

from regeltaal.analysis.held import Held
from regeltaal.analysis.parts import Part, implies
from regeltaal.analysis.reasoning import Reasoner, TooManyCasesError, Wish
from regeltaal.analysis.subjects import Case
from regeltaal.base.node import Node
from regeltaal.base.source import Span
from regeltaal.lint.asks import asks_of
from regeltaal.lint.dead_rows import rows_of
from regeltaal.lint.literals import value_key
from regeltaal.lint.view import FileView, RuleView
from regeltaal.program import tree as out
from regeltaal.schema.model import Match, Schema, key_of
from regeltaal.syntax import tree
from regeltaal.values.sets import Spans


class Overlap(Enum):
    SAME = "both rows have the same cases"
    RANGES = "their ranges overlap"
    TEXTS = "what the one looks for is in what the other looks for"


class Overlapping(Node):
    """A row that overlaps an earlier one; ``surely``: only one of the two can have been meant."""

    how: Overlap
    row: Span
    earlier: Span
    surely: bool = True


def overlapping(view: FileView) -> Iterator[Overlapping]:
    for rule in view.rules:
        rows = rows_of(rule)
        if len(rows) > 1:
            counts_once = _counts_once(rule.made[0], view.schema)
            yield from _same(rule, rows, counts_once=counts_once)
            yield from _ranges(rule, rows)
            yield from _texts(rule, rows, in_order=counts_once)


def _counts_once(made: out.Rule, schema: Schema) -> bool:
    """Whether one row of two with the same cases is lost: else they may be two actions for one case."""
    phases = schema.phases_of(made.object)
    decides = any(isinstance(one, out.Perform) and one.action.phase is not None for one in made.then)
    is_first = any(one.match is Match.FIRST for one in phases if key_of(one.name) == key_of(made.phase))
    return (decides and is_first) or any(isinstance(one, out.SetField) for one in made.then)


# ---------------------------------------------------------------- the same cases

_FEWEST = 3
"""Rows with cases of their own, beside which one with the case of another looks like a slip."""


def _same(rule: RuleView, rows: Sequence[tree.Row], *, counts_once: bool) -> Iterator[Overlapping]:
    known: dict[Hashable, tree.Row] = {}
    found: list[tuple[tree.Row, tree.Row]] = []
    for made, row in zip(rule.made, rows, strict=True):
        earlier = known.setdefault(frozenset(asks_of(made.condition)), row)
        if earlier is not row and not _is_copy(earlier, row):
            found.append((row, earlier))
    if counts_once or (len(found) == 1 and len(known) >= _FEWEST):
        yield from (Overlapping(Overlap.SAME, row.span, earlier.span, surely=counts_once) for row, earlier in found)


def _is_copy(one: tree.Row, other: tree.Row) -> bool:
    """Rows that are the same in all are a finding of their own."""
    return [value_key(cell.value) for cell in one.cells] == [value_key(cell.value) for cell in other.cells]


# ---------------------------------------------------------------- one subject, of which they ask what overlaps

A = TypeVar("A")


def _ranges(rule: RuleView, rows: Sequence[tree.Row]) -> Iterator[Overlapping]:
    """Rows that ask the same of all but one subject, and of that one ranges that overlap in part."""
    for group in _groups(rule, rows, _bounded):
        for at, (row, held) in enumerate(group):
            earlier = next((one for one, other in group[:at] if _overlap_in_part(held, other)), None)
            if earlier is not None:
                yield Overlapping(Overlap.RANGES, row.span, earlier.span)


def _texts(rule: RuleView, rows: Sequence[tree.Row], *, in_order: bool) -> Iterator[Overlapping]:
    """The same with parts of texts; where the first row decides the narrower one may go first."""
    for group in _groups(rule, rows, _sought):
        for at, (row, parts) in enumerate(group):
            for earlier, others in group[:at]:
                narrower = _is_in(parts, others)
                if narrower or (not in_order and _is_in(others, parts)):
                    yield Overlapping(Overlap.TEXTS, row.span, earlier.span)
                    break


def _groups(
    rule: RuleView, rows: Sequence[tree.Row], asked: Callable[[Held], A | None]
) -> Iterator[Sequence[tuple[tree.Row, A]]]:
    """The rows that ask the same of all but one subject, with what they ask of that."""
    groups: dict[Hashable, list[tuple[tree.Row, A]]] = {}
    for made, row in zip(rule.made, rows, strict=True):
        case = _only_case(made)
        for subject, held in case.items():
            found = asked(held)
            if found is not None:
                rest = frozenset((one, other) for one, other in case.items() if one != subject)
                groups.setdefault((subject, rest), []).append((row, found))
    yield from groups.values()


def _only_case(made: out.Rule) -> Case:
    try:
        cases = Reasoner().cases(made.condition, Wish.TRUE)
    except TooManyCasesError:
        return {}
    return cases[0] if len(cases) == 1 else {}


def _bounded(held: Held) -> Spans | None:
    """What lies between two bounds."""
    match held.present:
        case Spans(spans=((low, high),)) as spans if low is not None and high is not None:
            return spans
        case _:
            return None


def _overlap_in_part(one: Spans, other: Spans) -> bool:
    """They meet, and neither lies in the other: that is a range with an exception."""
    both = one.intersection(other)
    return not both.is_nothing and both not in (one, other)


def _sought(held: Held) -> frozenset[Part] | None:
    """The parts of a text of which one must be there, where no more is asked of it."""
    return held.asks[0] if len(held.asks) == 1 and not held.without and not held.lacks else None


def _is_in(parts: frozenset[Part], others: frozenset[Part]) -> bool:
    """Whether a text that has one of the parts is certain to have one of the others."""
    return parts != others and all(any(implies(one, other) for other in others) for one in parts)
