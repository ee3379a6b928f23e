"""Worlds in which conditions have the outcomes that are asked of them: a search with bounded work.

A goal asks an outcome of a condition. What is composed is taken apart into goals for its parts; a leaf gets values for
the places that it reads and that are still open, each tried by the reference evaluator. A leaf that a choice has
settled is tried at once, so that fields that leaves share cut the search short.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice, product

from attrs import Factory, define

from regeltaal.evaluate.evaluator import outcome, verdict
from regeltaal.evaluate.verdict import Truth
from regeltaal.program import tree
from regeltaal.schema.model import key_of
from regeltaal.testing.generate_facts import Imagined, Place, Rows
from regeltaal.testing.generate_inverse import Inverter, choose, filled_in
from regeltaal.testing.generate_parts import (
    F,
    Goal,
    Goals,
    T,
    U,
    counted,
    goals_for,
    has_one_way,
    is_leaf,
    of_all,
    row_counts,
    row_truths,
)
from regeltaal.testing.generate_places import RowPlaces, free_places, place_of, scope_of
from regeltaal.testing.generate_pool import Pool
from regeltaal.testing.generate_targets import targets
from regeltaal.values.value import Empty, Fault, Value

Worlds = Iterator[Imagined]
_OPPOSITE = {T: F, F: T, U: U}

_MOST_WORLDS = 24
"""So many worlds are handed on for one leaf."""
_MOST_COMBINATIONS = 300


@define
class Work:
    """How much may still be tried. Nothing follows from the failing of a search that was cut short."""

    most: int
    spent: int = 0
    cut: bool = False
    """Whether anything was left untried."""

    def spend(self) -> bool:
        if self.spent >= self.most:
            self.cut = True
            return False
        self.spent += 1
        return True


@define(eq=False)
class Solver:
    """Searches worlds for the conditions of one rule."""

    pool: Pool
    work: Work = Factory(lambda: Work(20_000))
    _inverter: Inverter = Factory(lambda self: Inverter(self._holding), takes_self=True)

    def worlds(self, goals: Goals, world: Imagined) -> Worlds:
        """Worlds in which every goal is met."""
        if not self.work.spend():
            return
        if not goals:
            yield world
            return
        goal, rest = self._most_settled(goals, world)
        if is_leaf(goal.cond):
            for number, one in enumerate(self._at_leaf(goal, world)):
                if number == _MOST_WORLDS:
                    self.work.cut = True
                    return
                yield from self.worlds(rest, one)
            return
        for one, more in self._apart(goal, world):
            yield from self.worlds((*more, *rest), one)

    def valued(self, expr: tree.Expr, value: Value | None, world: Imagined, rows: RowPlaces) -> Worlds:
        """Worlds in which an expression should have a value; the goals must tell whether it has."""
        yield from self._inverter.worlds(expr, value, world, rows)

    def _most_settled(self, goals: Goals, world: Imagined) -> tuple[Goal, Goals]:
        """The goal to go on with: the one that leaves the least to choose."""
        at = min(range(len(goals)), key=lambda number: self._openness(goals[number], world))
        return goals[at], (*goals[:at], *goals[at + 1 :])

    def _openness(self, goal: Goal, world: Imagined) -> int:
        if is_leaf(goal.cond):
            return len(free_places(goal.cond, goal.rows, world))
        return 0 if has_one_way(goal) else 3

    def _holding(self, cond: tree.Cond, holds: bool, world: Imagined, rows: RowPlaces) -> Worlds:  # noqa: FBT001 - Hold's
        yield from islice(self.worlds((Goal(cond, T if holds else F, rows),), world), _MOST_WORLDS)

    # ------------------------------------------------------------ what is composed

    def _apart(self, goal: Goal, world: Imagined) -> Iterator[tuple[Imagined, Goals]]:
        """The ways in which a composed condition gets its outcome."""
        cond, truth, rows = goal.cond, goal.truth, goal.rows
        match cond:
            case tree.All(parts=parts):
                yield from ((world, goals_for(one, rows)) for one in of_all(parts, truth, T))
            case tree.Any(parts=parts):
                yield from ((world, goals_for(one, rows)) for one in of_all(parts, truth, F))
            case tree.Negation(part=part):
                yield world, (Goal(part, _OPPOSITE[truth], rows),)
            case tree.DefinedCond(body=body):
                yield world, (Goal(body, truth, rows),)
            case tree.Counted(count=count, exact=exact, parts=parts):
                yield from ((world, goals_for(one, rows)) for one in counted(parts, truth, count, exact=exact))
            case tree.Quantified():
                yield from self._over_rows(cond, truth, world, rows)
            case _:
                return

    def _over_rows(
        self, cond: tree.Quantified, truth: Truth, world: Imagined, rows: RowPlaces
    ) -> Iterator[tuple[Imagined, Goals]]:
        place = place_of(cond.items, rows)
        if place is None:
            return
        settled = world.is_settled(place)
        there = world.chosen.get(world.around.settled(place)) if settled else None
        counts = (there.count if isinstance(there, Rows) else 0,) if settled else row_counts(cond)
        for count in counts:
            start = world if settled else world.with_choice(place, Rows(count) if count else None)
            if start is None:
                continue
            for truths in row_truths(cond, truth, count):
                of_rows = enumerate(truths)
                inner = [(at, one, {**rows, cond.variable.slot: place.down(at)}) for at, one in of_rows]
                yield start, tuple(Goal(cond.where, one, of_row) for _, one, of_row in inner if one is not None)

    # ------------------------------------------------------------ leaves

    def _at_leaf(self, goal: Goal, world: Imagined) -> Worlds:
        """Worlds with something at every place that the leaf reads, in which it has the outcome."""
        seen = set[tuple[object, ...]]()
        for one in self._guesses(goal, world):
            if not self.work.spend():
                return
            pinned = _pinned(goal, one)
            if pinned is None or not _is(goal, pinned):
                continue
            places = tuple(sorted(map(repr, pinned.chosen.items())))
            if places not in seen:
                seen.add(places)
                yield pinned

    def _guesses(self, goal: Goal, world: Imagined) -> Worlds:
        if not free_places(goal.cond, goal.rows, world):
            yield world
            if goal.truth is U:
                yield from self._forgotten(world)
            return
        match goal.cond:
            case tree.Test():
                yield from self._for_test(goal, goal.cond, world)
            case tree.IsTrue(value=value):
                for wanted in (True, False, None):
                    yield from self._inverter.worlds(value, wanted, world, goal.rows)
            case tree.Changed():
                yield from _unchanged(goal.cond, world)
                yield from self._forgotten(world)
            case _:
                pass
        yield from self._from_pool(goal, world)
        if isinstance(goal.cond, tree.Was):
            yield from _unchanged(goal.cond, world)
            yield from self._forgotten(world)

    def _forgotten(self, world: Imagined) -> Worlds:
        found = world.without_before()
        if found is not None:
            yield found

    def _for_test(self, goal: Goal, test: tree.Test, world: Imagined) -> Worlds:
        for operand in test.operands:
            if isinstance(operand, tree.Apply) and getattr(operand.record, "name", "") == "AANTAL":
                for count in (1, 0):  # the plainest lists first
                    yield from self._inverter.worlds(operand, Decimal(count), world, goal.rows)
        for number, operand in enumerate(test.operands):
            if not free_places(operand, goal.rows, world):
                continue
            beside = [one for at, one in enumerate(test.operands) if at != number]
            filled = filled_in(beside, world, goal.rows)
            scope = scope_of(filled, goal.rows)
            given = [_plain(outcome(one, filled, scope)) for one in beside]
            for wanted in targets(test, number, given):
                yield from self._inverter.worlds(operand, wanted, filled, goal.rows)

    def _from_pool(self, goal: Goal, world: Imagined) -> Worlds:
        """What else the rule's own values make of the places that are open."""
        free = free_places(goal.cond, goal.rows, world)
        choices = [self.pool.at(place) for place in free]
        for combination in islice(product(*choices), _MOST_COMBINATIONS):
            found: Imagined | None = world
            for place, value in zip(free, combination, strict=True):
                found = None if found is None else _chosen(found, place, value)
            if found is not None:
                yield found


def _chosen(world: Imagined, place: Place, value: Value | None) -> Imagined | None:
    return world.with_choice(place, None) if value is None else choose(world, place, value)


def _unchanged(cond: tree.Changed | tree.Was, world: Imagined) -> Worlds:
    """With the field as it was before the event, or is now."""
    key = key_of(cond.subject.field.name)
    for one, other in ((Place((key,)), Place((key,), before=True)), (Place((key,), before=True), Place((key,)))):
        if world.is_settled(one) and not world.is_settled(other):
            found = _chosen(world, other, world.value(one))
            yield from () if found is None else (found,)


def _plain(found: object) -> Value | None:
    return None if isinstance(found, Empty | Fault) else found  # type: ignore[return-value]  # an outcome is a value else


def _is(goal: Goal, world: Imagined) -> bool:
    return verdict(goal.cond, world, scope_of(world, goal.rows)).truth is goal.truth


def _pinned(goal: Goal, world: Imagined) -> Imagined | None:
    """With LEEG chosen for what the leaf reads and was left open: it must not be filled in later."""
    found: Imagined | None = world
    for place in free_places(goal.cond, goal.rows, world):
        if place.before and world.forgotten:
            continue
        if found is not None and not found.is_settled(place):
            found = found.with_choice(place, None)
    return found
