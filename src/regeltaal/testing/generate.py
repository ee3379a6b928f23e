"""Tests for a rule, made from the rule: worlds that show every part of its condition, written as TEST blocks.

What a block expects is what the engine makes of it, so that the tests hold the rule to what it does now. Each block is
parsed, checked and run before it is given; what it shows is read from the verdict of that run.
"""

from collections.abc import Callable, Iterator, Sequence

from attrs import Factory, define

from regeltaal.base.node import Node
from regeltaal.base.source import Source
from regeltaal.base.text import Text
from regeltaal.check.checker import Checker
from regeltaal.check.known import Known
from regeltaal.evaluate.verdict import Truth, disjunction
from regeltaal.program import tree
from regeltaal.program.testing import TestCase
from regeltaal.program.walk import action_at, nodes
from regeltaal.runtime.result import RuleResult
from regeltaal.syntax.parser import parse
from regeltaal.testing.generate_aims import Aim
from regeltaal.testing.generate_expectations import expectation_of
from regeltaal.testing.generate_filling import filled, keyed_places
from regeltaal.testing.generate_mcdc import Showing, covered, shown
from regeltaal.testing.generate_names import name_of
from regeltaal.testing.generate_objectives import Choice, Missing, Planner
from regeltaal.testing.generate_places import Way
from regeltaal.testing.generate_pool import Pool
from regeltaal.testing.generate_solve import Solver
from regeltaal.testing.generate_starts import Office, office_for, starts_of
from regeltaal.testing.generate_writing import Block, Scene, quoted, written
from regeltaal.testing.outcome import CaseResult, StepResult
from regeltaal.testing.runner import Runner

MADE_UP_PATH = "gegenereerd.regel"
_OUTCOMES = {Truth.TRUE: "WAAR", Truth.FALSE: "ONWAAR", Truth.UNKNOWN: "ONBEKEND", Truth.FAULT: "FOUT"}
Format = Callable[[str], str]
"""Puts a text of rules in canonical form."""


class Missed(Node):
    """A part of a condition of which an outcome was not shown to decide, and why not."""

    way: Way
    truth: Truth
    why: Missing


class Generated(Node):
    """The tests that were made for a rule.

    ``reached`` of ``feasible`` leaves had both outcomes shown; ``missed`` are the others. ``reason`` tells why there
    are no tests at all.
    """

    rule: tree.Rule
    blocks: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    leaves: int = 0
    reached: int = 0
    missed: tuple[Missed, ...] = ()
    reason: Text | None = None

    @property
    def feasible(self) -> int:
        impossible = {one.way.numbers for one in self.missed if one.why is Missing.IMPOSSIBLE}
        return self.leaves - len(impossible)


@define(eq=False)
class Generator:
    """Makes tests by the rules of a project. ``names`` are those of tests that are there already."""

    checker: Checker
    known: Known
    runner: Runner
    formatted: Format
    names: set[str] = Factory(set)

    def for_rule(self, rule: tree.Rule) -> Generated:
        rules = self.runner.surroundings.rules
        office = office_for(rule, rules) if rule.enabled else None
        if office is None:
            return Generated(rule, reason=_no_office(rule))
        starts = list(starts_of(rule, office, rules))
        if not starts:
            return Generated(rule, reason=_NEVER_STARTS)
        pool = Pool(starts[0].world.around).gather(
            [rule.condition, *(goal.cond for one in starts for goal in one.also)]
        )
        solver = Solver(pool)
        reached = Planner(rule.condition, starts, solver).plan()
        made = [one for choice in reached.choices if (one := self._made(choice, rule, office, solver)) is not None]
        kept = _different(made)
        showings = [showing for one in kept for showing in one.showings]
        return Generated(
            rule,
            tuple(self.formatted(one.block.text()) for one in kept),
            tuple(one.block.name for one in kept),
            len(reached.ways),
            len(covered(showings)),
            tuple(_missed(reached.ways, reached.missed, showings)),
        )

    # ------------------------------------------------------------ one test

    def _made(self, choice: Choice, rule: tree.Rule, office: Office, solver: Solver) -> "_Made | None":
        """A choice as a test that passes; None where the engine makes of it what a test can't say."""
        trigger = choice.start.trigger
        clocked = isinstance(trigger, tree.OnEvent) and trigger.moment is not None
        matters = clocked or any(isinstance(one, tree.Now | tree.Wait) for one in nodes(rule))
        name = self._free_name(name_of(choice, rule))
        keyed = keyed_places(rule.condition)
        for world in (filled(choice, rule, solver), choice.world):
            block = written(name, Scene(world, trigger, office, keyed, matters))
            found = self._expecting(block, rule)
            if found is not None:
                self.names.add(name.casefold())
                return found
        return None

    def _expecting(self, block: Block, rule: tree.Rule) -> "_Made | None":
        """A block with what the engine makes of it as what it expects; what a test can't say is left out."""
        played = self._played(block.expecting([f"VERWACHT REGEL {quoted(rule.id.name)} NIET"]))
        step = None if played is None or not played.steps else played.steps[0]
        found = None if step is None else _result(step, rule)
        if step is None or found is None:
            return None
        lines = tuple(dict.fromkeys((_of_rule(rule, step), *_of_actions(found, rule))))
        kept = lines if self._passes(block.expecting(lines)) else self._passing(block, lines)
        showings = frozenset[Showing]() if found.verdict is None else shown(found.verdict)
        return _Made(block.expecting(kept), showings) if kept else None

    def _passing(self, block: Block, lines: Sequence[str]) -> tuple[str, ...]:
        """The lines that hold, found one by one; none where that of the rule itself does not."""
        kept: tuple[str, ...] = ()
        for line in lines:
            if self._passes(block.expecting((*kept, line))):
                kept = (*kept, line)
            elif not kept:
                return ()
        return kept

    def _passes(self, block: Block) -> bool:
        case = self._tested(block)
        return case is not None and self.runner.one(case).passed

    def _played(self, block: Block) -> CaseResult | None:
        case = self._tested(block)
        return None if case is None else self.runner.one(case)

    def _tested(self, block: Block) -> TestCase | None:
        """The block as a test; None where anything is said about it."""
        parsed = parse(Source(MADE_UP_PATH, block.text()))
        if parsed.problems:
            return None
        group = self.checker.group({MADE_UP_PATH: parsed.file}, (MADE_UP_PATH,))
        tested = group.test(MADE_UP_PATH, self.known.anew())
        return tested.cases[0] if len(tested.cases) == 1 and not tested.problems else None

    def _free_name(self, name: str) -> str:
        found, number = name, 2
        while found.casefold() in self.names:
            found, number = f"{name} ({number})", number + 1
        return found


class _Made(Node):
    """A block that passes, with what it shows."""

    block: Block
    showings: frozenset[Showing]


def _result(step: StepResult, rule: tree.Rule) -> RuleResult | None:
    return next((one for event in step.every_event() for one in event.rules if one.id == rule.id), None)


def _of_rule(rule: tree.Rule, step: StepResult) -> str:
    """What is expected of the rule; of one with a table of all its rows together, as they go by one name."""
    truth = disjunction(one.truth for _, one in step.outcomes(rule.id.name))
    return f"VERWACHT REGEL {quoted(rule.id.name)} {_OUTCOMES[truth]}"


def _of_actions(found: RuleResult, rule: tree.Rule) -> Iterator[str]:
    for one in found.actions:
        action = None if one.trace is None else action_at(rule, one.trace.place)
        line = None if action is None else expectation_of(one, action)
        if line is not None:
            yield line


def _different(made: Sequence[_Made]) -> list[_Made]:
    """The tests without those that only repeat an earlier one by another name."""
    return list({(one.block.givens, one.block.trigger): one for one in reversed(made)}.values())[::-1]


def _missed(
    ways: Sequence[Way], missed: Sequence[tuple[Aim, Missing]], showings: Sequence[Showing]
) -> Iterator[Missed]:
    """The outcomes of leaves that no test shows, each once."""
    done = covered(showings)
    for way in ways:
        if way.numbers in done:
            continue
        of_way = {aim.truth: why for aim, why in missed if aim.way.numbers == way.numbers}
        for truth in (Truth.TRUE, Truth.FALSE):
            if not any(one.leaf == way.numbers and one.truth is truth for one in showings):
                yield Missed(way, truth, of_way.get(truth, Missing.NOT_FOUND))


_NEVER_STARTS = Text(nl="er is niets waarmee de regel kan beginnen", en="there is nothing that starts the rule")


def _no_office(rule: tree.Rule) -> Text:
    if not rule.enabled:
        return Text(nl="de regel staat uit (`UIT`)", en="the rule is off (`UIT`)")
    return Text(nl="geen administratie van het project krijgt deze regel", en="the rule is for no administration")
