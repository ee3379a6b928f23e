"""One event under way: its phases, each with a snapshot, and the rules that lead to something in order of execution."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Protocol

from attrs import Factory, define, field

from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.compiler.masks import places_in
from regeltaal.evaluate.verdict import Truth, Verdict
from regeltaal.program.tree import Rule, RuleId
from regeltaal.runtime.bindings import Bindings
from regeltaal.runtime.book import RuleBook
from regeltaal.runtime.clocks import Clock
from regeltaal.runtime.deriving import Deriver
from regeltaal.runtime.effects import Effect
from regeltaal.runtime.happening import Happening, RuleWrites, View, snapshot_view, view_of_then
from regeltaal.runtime.judging import PhaseRules, Standing, branch_of, decides
from regeltaal.runtime.listening import Listeners
from regeltaal.runtime.perform import Raising, RuleRun
from regeltaal.runtime.result import ActionResult, Branch, Candidates, RuleResult
from regeltaal.runtime.triggers import fitting_clocks, trigger_mismatch
from regeltaal.runtime.world import Snapshot, World
from regeltaal.schema.model import Match, Phase, key_of

DERIVED = "afgeleid veld"
"""What the cause of an event is called that a derived field raised by itself."""


class Chain(Protocol):
    """The chain of events that this one is part of."""

    book: RuleBook
    world: World
    bindings: Bindings
    effects: list[Effect]
    by_reference: bool
    """Whether the reference evaluator decides, and no faster way."""


@define(eq=False)
class EventRun:
    """The phases of one event, with what has been decided so far."""

    chain: Chain
    happening: Happening
    raising: Callable[[RuleId | None], Raising]
    """Where events go that a rule brings about, or without one a derived field."""
    notes: list[Text] = Factory(list)
    _standing: Standing = Factory(Standing)
    _done: list[PhaseRules] = Factory(list)
    _snapshot: Snapshot = field(init=False)

    def run(self) -> Candidates:
        chain_, event = self.chain, self.happening.event
        listeners = {key_of(one.phase.name): one for one in chain_.book.listeners(event)}
        self._snapshot = chain_.world.snapshot()
        fired = self._clocks()
        for phase in chain_.book.schema.phases_of(event.object):
            heard = listeners.get(key_of(phase.name))
            if heard is not None:
                self._phase(heard)
            if self._standing.ended is None:
                self._finish(phase)
        for clock in fired:
            chain_.world.fire(clock, self.happening.id)
        mattering = (result for phase in self._done for result in phase.told.values() if result.matters)
        return Candidates(tuple(mattering), self._every)

    def _every(self) -> Sequence[RuleResult]:
        return tuple(chain.from_iterable(phase.every() for phase in self._done))

    def _clocks(self) -> tuple[Clock, ...]:
        """The clocks of the record that go off with this event; all rules that wait for one see it before it does."""
        if not self.happening.event.moments:
            return ()
        rules = self.chain.book.candidates(self.happening)
        return fitting_clocks(rules, snapshot_view(self.happening, self.chain.world, self._snapshot))

    def _finish(self, phase: Phase) -> None:
        """What the domain does itself at the end of a phase; later phases see it."""
        chain_, happening = self.chain, self.happening
        deriver = Deriver(chain_.bindings)
        record, environment = happening.record, happening.environment
        done = deriver.after_phase(chain_.world, happening.event.name, phase.name, environment, record)
        raiser = self.raising(None)
        for change in done.changes:
            raiser.by_change(change, DERIVED)
        self.notes.extend(done.notes)

    # ------------------------------------------------------------ a phase

    def _phase(self, heard: Listeners) -> None:
        among = heard.among(self.happening)
        if not among:
            return
        if self._standing.ended is None:
            self._snapshot = self.chain.world.snapshot()
        view = snapshot_view(self.happening, self.chain.world, self._snapshot)
        heard.reads.read(view)
        mismatches = {place: trigger_mismatch(heard.rules[place], view) for place in places_in(among & heard.timed)}
        then = view_of_then(self.happening, self.chain.world, self._snapshot)
        rules = PhaseRules(heard, among, then, mismatches, [(0, self._standing)])
        self._done.append(rules)
        for place, truth in self._leading(heard, among, view, mismatches):
            self._one(rules, place, truth)
        if self._standing.decided is not None:
            self._standing = evolve(self._standing, decided=None)

    def _leading(
        self, heard: Listeners, among: int, view: View, mismatches: Mapping[int, Text | Verdict | None]
    ) -> Iterator[tuple[int, Truth]]:
        """The rules that lead to something, in order of execution, with their verdicts."""
        faults = []
        for place, mismatch in mismatches.items():
            if mismatch is not None:
                among &= ~(1 << place)
            if isinstance(mismatch, Verdict):
                faults.append((place, Truth.FAULT))
        decided = heard.decider(by_reference=self.chain.by_reference).decide(view, among)
        true = ((place, Truth.TRUE) for place in decided.true)
        yield from (
            true if not decided.others and not faults else sorted(chain(true, decided.others, faults), key=_place)
        )

    def _one(self, rules: PhaseRules, place: int, truth: Truth) -> None:
        rule = rules.listeners.rules[place]
        before = self._standing
        obstacle = before.obstacle(rule)
        why = obstacle or self._loop(rule, truth)
        if why is not None:
            rules.told[place] = rules.held_up(place, truth, why, is_loop=obstacle is None)
            return
        rules.told[place] = self._fire(rules, place, truth)
        if self._standing is not before:
            rules.standings.append((place + 1, self._standing))

    def _loop(self, rule: Rule, truth: Truth) -> Text | None:
        if rule.id not in self.happening.chain or branch_of(rule, truth)[0] is Branch.NONE:
            return None
        return Text(
            nl="lus: deze regel is in deze keten al uitgevoerd",
            en="loop: this rule has fired in this chain already",
        )

    def _fire(self, rules: PhaseRules, place: int, truth: Truth) -> RuleResult:
        rule = rules.listeners.rules[place]
        branch, actions = branch_of(rule, truth)
        done: tuple[ActionResult, ...] = ()
        decisive = False
        if branch is not Branch.NONE:
            run = self._rule_run(rule)
            run.run(actions, branch.value)
            self._after(rule, run)
            decisive = run.decisive and branch is Branch.THEN
            done = tuple(run.results)
        if rules.listeners.phase.match is Match.FIRST:
            decided = decides(rule, truth, decisive=decisive)
            if decided is not None:
                self._standing = evolve(self._standing, decided=decided)
        return rules.reached(place, truth, branch, done)

    def _after(self, rule: Rule, run: RuleRun) -> None:
        """What the actions of a rule mean for those after it."""
        self.chain.effects.extend(run.effects)
        if run.stopped:
            self._standing = self._standing.stopped(rule)
        if run.ended_by is not None:
            record = self.happening.record.object
            ended = Text(
                nl=f"niet bereikt: `{rule.id}` beëindigde de verwerking van deze {record}",
                en=f"not reached: `{rule.id}` ended the processing of this {record}",
            )
            self._standing = evolve(self._standing, ended=ended)

    def _rule_run(self, rule: Rule) -> RuleRun:
        chain_ = self.chain
        return RuleRun(
            rule=rule,
            happening=self.happening,
            world=chain_.world,
            writes=RuleWrites(chain_.world, self._snapshot),
            bindings=chain_.bindings,
            facts=chain_.book.facts(self.happening.administration),
            deriver=Deriver(chain_.bindings),
            raising=self.raising(rule.id),
            ordinals=Counter(),
        )


def _place(found: tuple[int, Truth]) -> int:
    return found[0]
