"""What the tests of a rule should show, and a small set of worlds that shows it all.

Of each leaf: that it decides by being WAAR, by being ONWAAR and, where it can be, by being ONBEKEND; on both sides of
each bound that it compares with; and of each list that there are no rows, and that one row says otherwise than another.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from itertools import islice

from attrs import Factory, define

from regeltaal.base.node import Node
from regeltaal.evaluate.evaluator import verdict
from regeltaal.evaluate.verdict import Truth, Verdict
from regeltaal.program import tree
from regeltaal.testing.generate_aims import Aim, Toward, bounds, is_constant, quantifier
from regeltaal.testing.generate_certainty import can_not_decide, is_plain
from regeltaal.testing.generate_facts import Imagined
from regeltaal.testing.generate_mcdc import Numbers, Showing, covered, shown, unknown
from regeltaal.testing.generate_parts import Goal, Goals
from regeltaal.testing.generate_places import Way, leaves
from regeltaal.testing.generate_solve import Solver, Work

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
_MOST_GROUPS = 6
_MOST_WORLDS = 6
_WORK = 3_000
"""How much is tried for one objective."""
_ALL_WORK = 30_000
"""How much is tried for all objectives of a rule together."""


class Missing(Enum):
    """Why an objective was not reached."""

    IMPOSSIBLE = "every value that matters was tried"
    NOT_FOUND = "the search was cut short"


class Start(Node):
    """What makes a rule listen: its trigger, with the world that this asks, and what must hold besides."""

    trigger: tree.Trigger
    world: Imagined
    also: Goals = ()


class Choice(Node):
    """A world that is to become a test: what it is for (None: the whole condition), and what comes of it."""

    start: Start
    world: Imagined
    verdict: Verdict
    aim: Aim | None
    showings: frozenset[Showing]


class Reached(Node):
    """The worlds that were chosen for a condition; ``missed`` are the aims that no world was found for."""

    choices: tuple[Choice, ...]
    missed: tuple[tuple[Aim, Missing], ...]
    ways: tuple[Way, ...]

    @property
    def covered(self) -> frozenset[Numbers]:
        return covered(one for choice in self.choices for one in choice.showings)


@define(eq=False)
class Planner:
    """Looks for the worlds of one condition, from one of the ``starts``."""

    cond: tree.Cond
    starts: Sequence[Start]
    solver: Solver
    choices: list[Choice] = Factory(list)
    missed: list[tuple[Aim, Missing]] = Factory(list)
    _left: int = _ALL_WORK
    _special: list[Aim] = Factory(list)
    """Those at a bound or about the rows of a list: a world may meet them by chance."""

    def plan(self) -> Reached:
        ways = tuple(way for way in leaves(self.cond) if not is_constant(way.leaf))
        self._whole(T)
        for way in ways:
            self._pair(way)
        for way in ways:
            self._unknown(way)
            self._bounds(way)
            self._rows(way)
        if ways and not any(one.verdict.truth is F for one in self.choices):
            self._whole(F)
        return Reached(tuple(needed(self.choices, self._special)), tuple(self.missed), ways)

    # ------------------------------------------------------------ aims

    def _whole(self, truth: Truth) -> None:
        self.solver.work = Work(_WORK)
        for start in self.starts:
            found = next(self.solver.worlds((Goal(self.cond, truth), *start.also), start.world), None)
            if found is not None:
                self.choices.append(self._choice(start, found, None))
                return

    def _pair(self, way: Way) -> None:
        for truth in (T, F):
            if not any(one.leaf == way.numbers and one.truth is truth for one in self._showings()):
                self._reach(Aim(way, truth))
        if way.numbers in covered(self._showings()):
            return
        for one in [one for one in self._showings() if one.leaf == way.numbers and one.truth in (T, F)][:2]:
            # both outcomes were shown, but the whole came out the same: with PRECIES either may raise it
            self._reach(Aim(way, F if one.truth is T else T), unlike=one.whole, optional=True)

    def _unknown(self, way: Way) -> None:
        if way.numbers not in unknown(self._showings()):
            self._reach(Aim(way, U), optional=True)

    def _bounds(self, way: Way) -> None:
        """On each side of each bound, where the leaf compares something with what is known."""
        for value, truth in bounds(way.leaf, self.starts[0].world):
            aim = Aim(way, truth, value)
            self._special.append(aim)
            if not any(is_met(aim, choice) for choice in self.choices):
                self._reach(aim, optional=True)

    def _rows(self, way: Way) -> None:
        """No rows, and rows that say otherwise than each other, of the list right around the leaf."""
        for rows in ((), (T, F)):
            aim = Aim(way, T, rows=rows)
            if quantifier(way) is None:
                return
            self._special.append(aim)
            if not any(is_met(aim, choice) for choice in self.choices):
                self._reach(aim, optional=True)

    def _reach(self, aim: Aim, *, unlike: Truth | None = None, optional: bool = False) -> None:
        work = self.solver.work = Work(min(_WORK, self._left))
        found = next((one for one in self._towards(aim) if _shows(one, aim, unlike)), None)
        self._left -= work.spent
        if found is not None:
            self.choices.append(found)
            return
        if not optional:
            plainly = not work.cut and is_plain(self.cond)
            certain = plainly or can_not_decide(aim, [one.world for one in self.starts], self.solver)
            self.missed.append((aim, Missing.IMPOSSIBLE if certain else Missing.NOT_FOUND))

    def _towards(self, aim: Aim) -> Iterator[Choice]:
        for start in self.starts:
            for world, goals in islice(Toward(aim, self.solver).goals(aim.way.steps, start.world, {}), _MOST_GROUPS):
                for one in islice(self.solver.worlds((*goals, *start.also), world), _MOST_WORLDS):
                    yield self._choice(start, one, aim)

    def _choice(self, start: Start, world: Imagined, aim: Aim | None) -> Choice:
        found = verdict(self.cond, world)
        return Choice(start, world, found, aim, shown(found))

    def _showings(self) -> list[Showing]:
        return [one for choice in self.choices for one in choice.showings]


def _shows(choice: Choice, aim: Aim, unlike: Truth | None) -> bool:
    if aim.value is not None or aim.rows is not None:
        return is_met(aim, choice)
    mine = [one for one in choice.showings if one.leaf == aim.way.numbers and one.truth is aim.truth]
    return any(unlike is None or one.whole is not unlike for one in mine)


# ---------------------------------------------------------------- what a choice is good for


def is_met(aim: Aim, choice: Choice) -> bool:
    """Whether a world happens to show what an aim at a bound or at the rows of a list is about."""
    if aim.rows is not None:
        at = quantifier(aim.way)
        found = list(instances(choice.verdict, aim.way.numbers[:at]))
        return any(tuple(part.truth for part in one.parts) == aim.rows for one in found)
    decides = any(one.leaf == aim.way.numbers and one.truth is aim.truth for one in choice.showings)
    found = list(instances(choice.verdict, aim.way.numbers))
    return decides and any(one.operands and one.operands[0].outcome == aim.value for one in found)


def instances(found: Verdict, numbers: Numbers) -> Iterator[Verdict]:
    """The verdicts of a part of the condition: in a list one for each row."""
    if not numbers:
        yield found
        return
    if isinstance(found.cond, tree.Quantified):
        for row in found.parts:
            yield from instances(row.parts[0], numbers[1:])
    elif numbers[0] < len(found.parts):
        yield from instances(found.parts[numbers[0]], numbers[1:])


def needed(choices: Sequence[Choice], special: Sequence[Aim]) -> list[Choice]:
    """The choices without those that show nothing that the others do not; the first one is kept."""
    met = {id(choice): frozenset(at for at, aim in enumerate(special) if is_met(aim, choice)) for choice in choices}
    kept = list(choices)
    worth = _worth(kept, met)
    for one in choices[1:]:
        rest = [other for other in kept if other is not one]
        if _worth(rest, met) == worth:
            kept = rest
    return kept


def _worth(choices: Sequence[Choice], met: Mapping[int, frozenset[int]]) -> object:
    """What choices show together."""
    showings = [one for choice in choices for one in choice.showings]
    special = frozenset(at for choice in choices for at in met[id(choice)])
    return covered(showings), unknown(showings), special, frozenset(choice.verdict.truth for choice in choices)
