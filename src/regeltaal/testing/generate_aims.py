"""What makes one leaf of a condition decide: outcomes of all that stands beside it, and values at its bounds."""

from collections.abc import Iterator, Sequence
from itertools import combinations, islice, pairwise

from regeltaal.base.node import Node
from regeltaal.evaluate.evaluator import outcome
from regeltaal.evaluate.verdict import Truth
from regeltaal.program import tree
from regeltaal.program.walk import nodes
from regeltaal.testing.generate_facts import Imagined, Rows
from regeltaal.testing.generate_parts import Goal, Goals
from regeltaal.testing.generate_places import RowPlaces, Step, Way, place_of
from regeltaal.testing.generate_solve import Solver
from regeltaal.testing.generate_values import stepped
from regeltaal.values.relation import Relation
from regeltaal.values.value import Empty, Fault, Value

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
_MOST_GROUPS = 6

Ways = Iterator[tuple[Imagined, Goals]]


class Aim(Node):
    """A leaf that should decide with an outcome.

    ``value`` is what it should be about then, at a bound; ``rows`` are the outcomes that rows of a list should have.
    """

    way: Way
    truth: Truth
    value: Value | None = None
    rows: tuple[Truth, ...] | None = None


class Toward(Node):
    """Goals by which an outcome of a leaf decides that of the whole: what stands beside it must not."""

    aim: Aim
    solver: Solver

    def goals(self, steps: Sequence[Step], world: Imagined, rows: RowPlaces) -> Ways:
        if not steps:
            yield from self._at_leaf(world, rows)
            return
        (first, *rest), cond = steps, steps[0].cond
        match cond:
            case tree.All(parts=parts) | tree.Any(parts=parts):
                others = [one for at, one in enumerate(parts) if at != first.part]
                for truths in _neutral(len(others), T if isinstance(cond, tree.All) else F):
                    beside = tuple(Goal(one, truth, rows) for one, truth in zip(others, truths, strict=True))
                    yield from _with(beside, self.goals(rest, world, rows))
            case tree.Counted(parts=parts):
                for beside in _beside(parts, first.part, cond, rows):
                    yield from _with(beside, self.goals(rest, world, rows))
            case tree.Quantified():
                yield from self._row(cond, rest, world, rows)
            case _:
                yield from self.goals(rest, world, rows)

    def _row(self, cond: tree.Quantified, rest: Sequence[Step], world: Imagined, rows: RowPlaces) -> Ways:
        """A list of so few rows that one of them decides; or of the rows that the aim is about."""
        place = place_of(cond.items, rows)
        if place is None:
            return
        innermost = not any(isinstance(one.cond, tree.Quantified) for one in rest)
        wanted = self.aim.rows if innermost else None
        is_counted = cond.quantity in (tree.Quantity.AT_LEAST, tree.Quantity.EXACTLY)
        truths = (T,) * (max(cond.count - 1, 0) if is_counted else 0) if wanted is None else wanted
        count = len(truths) + (wanted is None)
        found = world.with_choice(place, Rows(count) if count else None)
        if found is None:
            return
        numbered = enumerate(truths, start=count - len(truths))
        beside = tuple(Goal(cond.where, one, {**rows, cond.variable.slot: place.down(at)}) for at, one in numbered)
        if wanted is not None:
            yield found, beside
            return
        yield from _with(beside, self.goals(rest, found, {**rows, cond.variable.slot: place.down(0)}))

    def _at_leaf(self, world: Imagined, rows: RowPlaces) -> Ways:
        leaf = self.aim.way.leaf
        worlds = iter((world,))
        if self.aim.value is not None and isinstance(leaf, tree.Test):
            worlds = self.solver.valued(leaf.operands[0], self.aim.value, world, rows)
        for one in worlds:
            yield one, (Goal(leaf, self.aim.truth, rows),)


def _neutral(size: int, neutral: Truth) -> Iterator[tuple[Truth, ...]]:
    """Outcomes that leave the decision to another part; one may be ONBEKEND where it can't be neutral."""
    yield (neutral,) * size
    yield from ((*(neutral,) * at, U, *(neutral,) * (size - at - 1)) for at in range(size))


def _with(beside: Goals, ways: Ways) -> Ways:
    return ((world, (*goals, *beside)) for world, goals in ways)


def _beside(parts: Sequence[tree.Cond], part: int, cond: tree.Counted, rows: RowPlaces) -> Iterator[Goals]:
    """So many of the others hold that this one tips the balance."""
    others = [at for at in range(len(parts)) if at != part]
    for count in (cond.count - 1, cond.count) if cond.exact else (cond.count - 1,):
        if 0 <= count <= len(others):
            for chosen in islice(combinations(others, count), _MOST_GROUPS):
                yield tuple(Goal(parts[at], T if at in chosen else F, rows) for at in others)


def quantifier(way: Way) -> int | None:
    """Which step of the way is the list right around the leaf."""
    found = [at for at, step in enumerate(way.steps) if isinstance(step.cond, tree.Quantified)]
    return found[-1] if found else None


# ---------------------------------------------------------------- bounds

_ORDERED = (
    Relation.LESS, Relation.LESS_EQUAL, Relation.GREATER, Relation.GREATER_EQUAL, Relation.BETWEEN, Relation.FROM_UNTIL,
)  # fmt: skip


def bounds(leaf: tree.Cond, world: Imagined) -> Iterator[tuple[Value, Truth]]:
    """The values on both sides of each bound of a leaf, each with what it makes of the leaf."""
    if not isinstance(leaf, tree.Test) or leaf.overload.relation not in _ORDERED:
        return
    subject, *limits = leaf.operands
    given = [outcome(one, world) for one in limits if not _reads(one)]
    if len(given) != len(limits) or any(isinstance(one, Empty | Fault) for one in given):
        return
    for bound in dict.fromkeys(given):
        row = [stepped(bound, subject.type, steps) for steps in (-1, 0, 1)]  # type: ignore[arg-type]  # a value by now
        tried = [(one, _holds(leaf, one, given, world)) for one in row if one is not None]
        for (one, holds), (other, other_holds) in pairwise(tried):
            if holds != other_holds:
                yield from ((one, T if holds else F), (other, T if other_holds else F))


def _holds(test: tree.Test, value: Value, given: Sequence[object], world: Imagined) -> bool:
    return bool(test.overload.scalar(world.environment, value, *given)) is not test.negated


def _reads(expr: tree.Expr) -> bool:
    return any(isinstance(one, tree.Read | tree.Variable) for one in nodes(expr))


def is_constant(leaf: tree.Cond) -> bool:
    """Whether a leaf asks nothing of the record, such as one about a cell of a table."""
    return not any(isinstance(one, tree.Read | tree.Variable | tree.NamedRead | tree.Now) for one in nodes(leaf))
