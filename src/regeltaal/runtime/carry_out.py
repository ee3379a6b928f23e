"""Carrying out an effect: claim it, test again what must still hold, run the binding, settle it, note it.

INVARIANT: a binding only runs under a claim. What failed and may be tried again is planned again, some minutes or hours
later; any other failure is settled as `mislukt`. Only a crash leaves a claim standing.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from attrs import Factory, frozen

from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.program import tree
from regeltaal.program.tree import RuleId
from regeltaal.program.walk import action_at
from regeltaal.runtime.bindings import Binding, Bindings, FailedError, SkippedError, UncertainError
from regeltaal.runtime.calling import call_of, run_outside
from regeltaal.runtime.clock_chains import Since
from regeltaal.runtime.clocks import CLOCK
from regeltaal.runtime.delayed import Delayed
from regeltaal.runtime.effect_lines import effect_line
from regeltaal.runtime.effects import Effect
from regeltaal.runtime.events import FOLLOW_UP
from regeltaal.runtime.persistence import StoreSource
from regeltaal.runtime.planned_effects import planned_effect
from regeltaal.runtime.problems import StoreError
from regeltaal.runtime.recording import PENDING, REPLACED, Origin, Recorder
from regeltaal.runtime.result import ActionStatus
from regeltaal.runtime.retrying import again, given_up, next_attempt
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import EffectStatus, StoredEffect, TimelineEntry
from regeltaal.schema.model import Action, Repeat
from regeltaal.values.environment import Environment
from regeltaal.values.moments import in_zone
from regeltaal.values.value import NotAValueError

if TYPE_CHECKING:
    from regeltaal.runtime.store import Store
    from regeltaal.runtime.store_unit import Unit

_STATUS = {
    ActionStatus.DONE: EffectStatus.DONE,
    ActionStatus.SKIPPED: EffectStatus.SKIPPED,
    ActionStatus.FAILED: EffectStatus.FAILED,
    ActionStatus.UNCERTAIN: EffectStatus.UNCERTAIN,
}


_TAKEN = Text(nl="een andere werker heeft dit overgenomen", en="another worker has taken this over")


@frozen
class Outcome:
    """What became of an effect. ``settled``: the store has it already."""

    key: str
    action: str
    status: ActionStatus
    reason: Text | None = None
    settled: bool = False
    due: datetime | None = None
    """When it is tried again: it is still planned then."""


@frozen(eq=False)
class Carrier:
    """Carries out effects of a store by the rules that planned them."""

    rules: RuleSet
    store: "Store"
    bindings: Bindings
    _versions: dict[str, Mapping[RuleId, tree.Rule]] = Factory(dict)

    def carry_out(self, key: str, now: datetime, present: datetime | None = None) -> Outcome | None:
        """Carries out one planned effect; None when another had claimed it or it is no longer planned.

        ``now`` is the moment that its conditions and its code see, ``present`` the one that a wait begins at.
        """
        with self.store.worker.carrying(key):
            stored = self.store.take(key, now)
            return None if stored is None else self._carried(stored, now, present or now)

    def _carried(self, stored: StoredEffect, now: datetime, present: datetime) -> Outcome:
        outcome = self._done(stored, now, present)
        if outcome.due is not None:
            return self._put_back(stored, outcome, outcome.due, now)
        if not outcome.settled:
            reason = outcome.reason
            line = _entry(stored, outcome, now)
            self.store.settle(stored.key, _STATUS[outcome.status], now, reason, entry=line, claim=stored)
        return outcome

    def _done(self, stored: StoredEffect, now: datetime, present: datetime) -> Outcome:
        action = self._action(stored.action)
        if action is None:
            why = Text(nl="het domein kent deze actie niet meer", en="the domain no longer has this action")
            return Outcome(stored.key, stored.action, ActionStatus.FAILED, why)
        try:
            effect = planned_effect(stored, action, self.rules.zone)
            environment = self.rules.environment(now)
            if effect.delayed:
                self._test_again(effect, environment, stored.rule_set_hash)
            if effect.action.is_outside:
                content = partial(self._content, effect.record.administration)
                call = call_of(effect, environment, self.rules.settings)
                run_outside(self._binding(effect), evolve(call, file=content), stored.policy)
                return Outcome(stored.key, stored.action, ActionStatus.DONE)
            return self.store.attempt(partial(self._held_inside, effect, environment, stored))
        except SkippedError as error:
            return Outcome(stored.key, stored.action, ActionStatus.SKIPPED, error.reason)
        except UncertainError as error:
            return Outcome(stored.key, stored.action, ActionStatus.UNCERTAIN, error.reason)
        except FailedError as error:
            return self._failed(stored, error, present)
        except NotAValueError as error:
            return Outcome(stored.key, stored.action, ActionStatus.FAILED, error.reason)
        except StoreError as error:
            if not error.retry:
                raise
            return self._failed(stored, FailedError(error.reason, retry=True), present)

    def _failed(self, stored: StoredEffect, error: FailedError, now: datetime) -> Outcome:
        """Failed for good, or to be tried again."""
        due = next_attempt(stored.key, stored.attempts, now, error.after) if error.retry else None
        if due is None:
            why = given_up(error.reason, stored.attempts) if error.retry else error.reason
            return Outcome(stored.key, stored.action, ActionStatus.FAILED, why)
        why = again(error.reason, stored.attempts, due, now, self.rules.zone)
        return Outcome(stored.key, stored.action, ActionStatus.PLANNED, why, due=in_zone(due, self.rules.zone))

    def _put_back(self, stored: StoredEffect, outcome: Outcome, due: datetime, now: datetime) -> Outcome:
        """Back in line, for another attempt; unless one like it was planned meanwhile and takes its place."""

        def work(unit: "Unit") -> Outcome:
            if not unit.replan(stored.key, due, now, outcome.reason, claim=stored):
                return outcome
            unit.append(_entry(stored, outcome, now))
            return self._one_of_two(unit, stored, now) or outcome

        return self.store.attempt(work)

    def _one_of_two(self, unit: "Unit", stored: StoredEffect, now: datetime) -> Outcome | None:
        """What BIJ HERHALING says where a delayed action was planned again while this one was being carried out."""
        action = self._action(stored.action)
        if action is None or stored.delay_key is None or not stored.plan.get("vertraagd"):
            return None
        later = [one for one in unit.pending_with(stored.delay_key) if one.number > stored.number]
        if action.repeat is Repeat.IGNORE:
            for one in later:
                unit.settle(one.key, EffectStatus.SKIPPED, now, PENDING)
        if action.repeat is not Repeat.REPLACE or not later:
            return None
        unit.settle(stored.key, EffectStatus.LAPSED, now, REPLACED)
        outcome = Outcome(stored.key, stored.action, ActionStatus.SKIPPED, REPLACED, settled=True)
        unit.append(_entry(stored, outcome, now))
        return outcome

    def _content(self, administration: str, name: str) -> bytes | None:
        """A file for a binding, before it sends anything.

        Raises:
            FailedError: the store can't give it at the moment.
        """
        try:
            return self.store.file(administration, name)
        except StoreError as error:
            raise FailedError(error.reason, retry=error.retry) from error

    def _action(self, title: str) -> Action | None:
        return next((one for one in self.rules.schema.actions.values() if one.title == title), None)

    def _binding(self, effect: Effect) -> Binding:
        binding = self.bindings.find(effect.action.title)
        if binding is None:
            raise SkippedError(Text(nl="deze actie heeft geen koppeling", en="this action has no binding"))
        return binding

    def _held_inside(self, effect: Effect, environment: Environment, stored: StoredEffect, unit: "Unit") -> Outcome:
        """Nothing, where another carries it out by now or did so: this worker was taken for dead."""
        if stored.is_at(unit.effect(stored.key)):
            return self._run_inside(effect, environment, stored, unit)
        return Outcome(stored.key, stored.action, ActionStatus.SKIPPED, _TAKEN, settled=True)

    def _run_inside(self, effect: Effect, environment: Environment, stored: StoredEffect, unit: "Unit") -> Outcome:
        """A delayed action on our own records: it carries its chain on, follow-up events included.

        INVARIANT: what it changes and that it was done are kept together, so that it happens once, whatever breaks.
        """
        rules, title = self.rules, effect.action.title
        world = rules.world(StoreSource(unit, rules.schema, rules.zone))
        binding, delayed = self._binding(effect), Delayed(effect, environment, world, rules.book)
        done = delayed.done_inside(binding, self.bindings, _later_id(effect))
        origin = Origin(effect.event_id, effect.record, "", since=_since(effect, environment.now))
        kept = Recorder(rules, unit, environment.now).keep(world, origin, done.results, done.effects, effect.event_id)
        told = evolve(done.derived, notes=(*done.derived.notes, *(() if done.results else kept.notes)))
        outcome = Outcome(stored.key, title, ActionStatus.DONE, told.reason(), settled=True)
        unit.settle(stored.key, EffectStatus.DONE, environment.now, outcome.reason)
        unit.append(_entry(stored, outcome, environment.now))
        return outcome

    def _test_again(self, effect: Effect, environment: Environment, rule_set: str) -> None:
        """`MITS`, rights and preconditions of a delayed action, on the record as it is now.

        Raises:
            SkippedError: they no longer hold, or there is no record any more.
            FailedError: they can't be tested.
        """
        perform = self._perform(effect, rule_set)
        with self.store.look() as unit:
            world = self.rules.world(StoreSource(unit, self.rules.schema, self.rules.zone))
            Delayed(effect, environment, world, self.rules.book).test_again(perform)

    def _perform(self, effect: Effect, rule_set: str) -> tree.Perform | None:
        """The action as it stood in the rule that planned it: an effect keeps the version of its rule set.

        None where that can't be had, and nothing need be tested.

        Raises:
            FailedError: that version can't be had, and the rule is another one by now.
        """
        rule = self._rules_of(rule_set).get(effect.rule)
        found = action_at(rule, effect.place) if rule is not None else None
        if isinstance(found, tree.Perform) and found.action.title == effect.action.title:
            return found
        if not effect.conditional:
            return None
        raise FailedError(
            Text(
                nl=f"de regel `{effect.rule}` van toen is er niet meer; de voorwaarden zijn niet te toetsen",
                en=f"the rule `{effect.rule}` of then is gone; its conditions can't be tested",
            )
        )

    def _rules_of(self, rule_set: str) -> Mapping[RuleId, tree.Rule]:
        """The rules of a version, by id; those of the present where that version can't be had."""
        if rule_set not in self._versions:
            texts = None if rule_set == self.rules.digest else self.store.rule_set(rule_set)
            then = None if texts is None or self.rules.former is None else self.rules.former(texts)
            book = self.rules.book.by_id
            self._versions[rule_set] = book if then is None else {rule.id: rule for rule in then.rules}
        return self._versions[rule_set]


def _since(effect: Effect, now: datetime) -> Since | None:
    """What a clock brings about without delay must move time on, as what it brings about itself."""
    at_once = effect.due <= effect.planned
    return Since(now, now) if at_once and CLOCK in effect.event_id.id else None


def _later_id(effect: Effect) -> str:
    """What the ids of events begin with that a delayed action brings about: its event and a mark of its own."""
    return f"{effect.event_id.id}{FOLLOW_UP}later-{hashlib.sha256(effect.key.encode()).hexdigest()[:16]}"


def _entry(stored: StoredEffect, outcome: Outcome, now: datetime) -> TimelineEntry:
    return effect_line(stored, outcome.status.value, outcome.reason, now)
