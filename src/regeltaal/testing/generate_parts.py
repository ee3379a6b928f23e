"""Which outcomes of its parts give a composed condition an outcome, and which outcomes of how many rows."""

from collections.abc import Iterator, Sequence
from itertools import combinations, islice

from regeltaal.base.node import Node, field
from regeltaal.evaluate.verdict import Truth
from regeltaal.program import tree
from regeltaal.testing.generate_places import RowPlaces

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN

_MOST_CHOICES = 20
"""So many ways are tried to choose which parts of a group hold."""


class Goal(Node):
    """A condition that must have an outcome; ``rows`` says where the rows stand that it is about."""

    cond: tree.Cond
    truth: Truth
    rows: RowPlaces = field(factory=dict)


Goals = tuple[Goal, ...]


def is_leaf(cond: tree.Cond) -> bool:
    return isinstance(cond, tree.Test | tree.IsTrue | tree.Changed | tree.Was)


def has_one_way(goal: Goal) -> bool:
    match goal.cond:
        case tree.All():
            return goal.truth is T
        case tree.Any():
            return goal.truth is F
        case tree.Negation() | tree.DefinedCond():
            return True
        case _:
            return False


def goals_for(wanted: Sequence[tuple[tree.Cond, Truth]], rows: RowPlaces) -> Goals:
    return tuple(Goal(part, truth, rows) for part, truth in wanted)


Asked = Sequence[tuple[tree.Cond, Truth]]


def of_all(parts: Sequence[tree.Cond], truth: Truth, neutral: Truth) -> Iterator[Asked]:
    """EN (``neutral`` is WAAR) and OF: all parts neutral, or one that decides, or one ONBEKEND beside neutral ones."""
    if truth is neutral:
        yield [(part, neutral) for part in parts]
        return
    for number, part in enumerate(parts):
        if truth is U:
            yield [(one, U if at == number else neutral) for at, one in enumerate(parts)]
        else:
            yield [(part, truth)]


def counted(parts: Sequence[tree.Cond], truth: Truth, count: int, *, exact: bool) -> Iterator[Asked]:
    for truths in _truths(len(parts), truth, count, exact=exact):
        yield [(part, one) for part, one in zip(parts, truths, strict=True) if one is not None]


def _truths(size: int, truth: Truth, count: int, *, exact: bool) -> Iterator[tuple[Truth | None, ...]]:
    """Outcomes of so many parts by which MINSTENS or PRECIES has an outcome; None: that part may be anything."""
    match truth, exact:
        case Truth.TRUE, False:
            yield from _with(size, count, T, None)
        case Truth.TRUE, True:
            yield from _with(size, count, T, F)
        case Truth.FALSE, False:
            yield from _with(size, count - 1, T, F)
        case Truth.FALSE, True:
            yield from _with(size, count - 1, T, F)
            yield from _with(size, count + 1, T, None)
        case _:
            for known in _with(size, count if exact and not count else count - 1, T, F):
                for at, one in enumerate(known):
                    if one is F:
                        yield (*known[:at], U, *known[at + 1 :])


def _with(size: int, count: int, these: Truth, others: Truth | None) -> Iterator[tuple[Truth | None, ...]]:
    if 0 <= count <= size:
        for chosen in islice(combinations(range(size), count), _MOST_CHOICES):
            yield tuple(these if at in chosen else others for at in range(size))


def row_counts(cond: tree.Quantified) -> Sequence[int]:
    """How many rows are enough to decide a quantifier, the plainest first."""
    match cond.quantity:
        case tree.Quantity.EVERY | tree.Quantity.NONE:
            return (1, 0, 2)
        case tree.Quantity.AT_LEAST:
            return (cond.count, 1, 0) if cond.count > 1 else (1, 0, 2)
        case tree.Quantity.EXACTLY:
            return (max(cond.count, 1), cond.count + 1, 0)


def row_truths(cond: tree.Quantified, truth: Truth, count: int) -> Iterator[tuple[Truth | None, ...]]:
    match cond.quantity:
        case tree.Quantity.EVERY:
            if truth is T:
                yield (T,) * count
            else:
                yield from ((*(T,) * at, truth, *(T,) * (count - at - 1)) for at in range(count))
        case tree.Quantity.NONE:
            yield from _truths(count, truth, 0, exact=True)
        case tree.Quantity.AT_LEAST:
            yield from _truths(count, truth, cond.count, exact=False)
        case tree.Quantity.EXACTLY:
            yield from _truths(count, truth, cond.count, exact=True)
