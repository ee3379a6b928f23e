"""What becomes of the rules of a phase: of those that lead to something at once, of all others when it is asked."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial

from attrs import Factory, define

from regeltaal.base.node import Node, evolve, field
from regeltaal.base.text import Text
from regeltaal.compiler.masks import places_in
from regeltaal.evaluate.evaluator import verdict
from regeltaal.evaluate.explain import reason
from regeltaal.evaluate.verdict import Truth, Verdict
from regeltaal.program.tree import Action, Rule, RuleId
from regeltaal.runtime.happening import View
from regeltaal.runtime.listening import Listeners
from regeltaal.runtime.result import ActionResult, Branch, RuleResult
from regeltaal.runtime.triggers import heard, trigger_mismatch
from regeltaal.schema.model import Level


def branch_of(rule: Rule, truth: Truth) -> tuple[Branch, tuple[Action, ...]]:
    """The branch that a verdict leads to; FOUT leads to none."""
    match truth:
        case Truth.TRUE:
            return Branch.THEN, rule.then
        case Truth.FALSE if rule.otherwise is not None:
            return Branch.OTHERWISE, rule.otherwise
        case Truth.UNKNOWN if rule.on_unknown is not None:
            return Branch.ON_UNKNOWN, rule.on_unknown
        case _:
            return Branch.NONE, ()


class Standing(Node):
    """What keeps rules from being reached."""

    ended: Text | None = None
    decided: Text | None = None
    stopped_for: Mapping[Level, RuleId] = field(factory=dict)

    def obstacle(self, rule: Rule) -> Text | None:
        return self.ended or self.decided or self._stop(rule)

    def _stop(self, rule: Rule) -> Text | None:
        by = self.stopped_for.get(rule.id.level)
        if by is None:
            return None
        return Text(nl=f"niet bereikt: `{by}` stopte verdere regels", en=f"not reached: `{by}` stopped further rules")

    def stopped(self, rule: Rule) -> "Standing":
        """After its STOP: one at administration level never stops the rules of the environment."""
        own = {Level.ADMINISTRATION: rule.id}
        if rule.id.level is Level.ENVIRONMENT:
            own[Level.ENVIRONMENT] = rule.id
        return evolve(self, stopped_for={**own, **self.stopped_for})


@define(eq=False)
class PhaseRules:
    """The candidate rules of a phase for one event, with what it takes to tell of each of them later.

    ``view`` shows the start of the phase as it was read then, ``mismatches`` are those of the rules that wait for a
    moment: once it has gone off, that can't be told any more. ``standings`` say from which place on each holds.
    """

    listeners: Listeners
    among: int
    view: View
    mismatches: Mapping[int, Text | Verdict | None]
    standings: list[tuple[int, Standing]]
    told: dict[int, RuleResult] = Factory(dict)
    """What is known by now, by place."""

    def every(self) -> Iterator[RuleResult]:
        """Each of them, in order of execution."""
        for place in places_in(self.among):
            yield self.told.get(place) or self._idle(place)

    def reached(self, place: int, truth: Truth, branch: Branch, actions: tuple[ActionResult, ...]) -> RuleResult:
        """A rule that leads to something, with what it did; its tree is made when it is asked."""
        rule, tree = self.listeners.rules[place], self._tree(place)
        why = None if truth is Truth.TRUE else reason(tree() if callable(tree) else tree)
        phase = self.listeners.phase.name
        triggers = partial(heard, rule, self.view)
        return RuleResult(rule.id, rule.path, rule.priority, phase, truth, branch, why, actions, tree, heard=triggers)

    def held_up(self, place: int, truth: Truth, why: Text, *, is_loop: bool) -> RuleResult:
        """A rule that would have led to something and was not reached: it keeps its verdict."""
        return self._not_fired(self.listeners.rules[place], truth, self._tree(place), why, is_loop=is_loop)

    def _idle(self, place: int) -> RuleResult:
        """A rule that led to nothing, by the reference: why not, or what would have held it up."""
        rule = self.listeners.rules[place]
        mismatch = self.mismatches[place] if place in self.mismatches else trigger_mismatch(rule, self.view)
        if isinstance(mismatch, Text):
            return self._not_fired(rule, Truth.FALSE, None, mismatch)
        found = verdict(rule.condition, self.view)
        obstacle = None if found.truth is Truth.FALSE else self._standing(place).obstacle(rule)
        return self._not_fired(rule, found.truth, found, obstacle or reason(found))

    def _standing(self, place: int) -> Standing:
        return next(one for start, one in reversed(self.standings) if start <= place)

    def _tree(self, place: int) -> Verdict | Callable[[], Verdict]:
        found = self.mismatches.get(place)
        if isinstance(found, Verdict):
            return found
        return cache(partial(verdict, self.listeners.rules[place].condition, self.view))

    def _not_fired(
        self,
        rule: Rule,
        truth: Truth,
        tree: Verdict | Callable[[], Verdict] | None,
        why: Text | None,
        *,
        is_loop: bool = False,
    ) -> RuleResult:
        phase, none = self.listeners.phase.name, Branch.NONE
        triggers = tuple if tree is None else partial(heard, rule, self.view)
        return RuleResult(rule.id, rule.path, rule.priority, phase, truth, none, why, (), tree, is_loop, triggers)


def decides(rule: Rule, truth: Truth, *, decisive: bool) -> Text | None:
    """In a phase EERSTE: the first rule that executes an action of that phase decides; FOUT ends the phase.

    What has no phase of its own, such as a task or a message, goes along and decides nothing; a STOP does.
    """
    if truth is Truth.FAULT:
        return Text(nl=f"niet bereikt: `{rule.id}` gaf FOUT", en=f"not reached: `{rule.id}` gave FOUT")
    if decisive:
        return Text(nl=f"niet bereikt: `{rule.id}` besliste al", en=f"not reached: `{rule.id}` decided already")
    return None
