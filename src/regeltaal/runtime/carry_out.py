"""Carrying out an effect: claim it, test again what must still hold, run the binding, settle it, note it.

INVARIANT: a binding only runs under a claim. An explicit failure is settled as `mislukt`; only a crash leaves a claim
standing, and that alone becomes `onzeker`.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from attrs import Factory, evolve, frozen

from regeltaal.base.text import Text
from regeltaal.evaluate.evaluator import verdict
from regeltaal.evaluate.explain import reason
from regeltaal.evaluate.verdict import Truth, Verdict
from regeltaal.program import tree
from regeltaal.program.tree import RuleId
from regeltaal.program.walk import action_at
from regeltaal.runtime.admission import candidates_of, refusal
from regeltaal.runtime.bindings import Binding, Bindings, FailedError, SkippedError, UncertainError
from regeltaal.runtime.calling import call_of, events_of, raiser_of, run_binding
from regeltaal.runtime.deriving import Deriver
from regeltaal.runtime.effects import Effect
from regeltaal.runtime.events import FOLLOW_UP
from regeltaal.runtime.happening import Happening, current_view
from regeltaal.runtime.persistence import StoreSource
from regeltaal.runtime.planned_effects import planned_effect
from regeltaal.runtime.processing import Brought, Processor
from regeltaal.runtime.recording import Origin, Recorder
from regeltaal.runtime.records import LiveRecords
from regeltaal.runtime.result import ActionStatus, in_english
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.schedules import event_named
from regeltaal.runtime.storage import EffectStatus, StoredEffect, TimelineEntry
from regeltaal.runtime.world import Change, World
from regeltaal.schema.model import Action
from regeltaal.values.environment import Environment
from regeltaal.values.value import NotAValueError, Ref

if TYPE_CHECKING:
    from regeltaal.runtime.store import Store
    from regeltaal.runtime.store_unit import Unit

_STATUS = {
    ActionStatus.DONE: EffectStatus.DONE,
    ActionStatus.SKIPPED: EffectStatus.SKIPPED,
    ActionStatus.FAILED: EffectStatus.FAILED,
    ActionStatus.UNCERTAIN: EffectStatus.UNCERTAIN,
}


@frozen
class Outcome:
    """What became of an effect. ``settled``: the store has it already."""

    key: str
    action: str
    status: ActionStatus
    reason: Text | None = None
    settled: bool = False


@frozen(eq=False)
class Carrier:
    """Carries out effects of a store by the rules that planned them."""

    rules: RuleSet
    store: "Store"
    bindings: Bindings
    _versions: dict[str, Mapping[RuleId, tree.Rule]] = Factory(dict)

    def carry_out(self, key: str, now: datetime) -> Outcome | None:
        """Carries out one planned effect; None when another had claimed it or it is no longer planned."""
        if not self.store.claim(key, now):
            return None
        stored = self.store.effect(key)
        if stored is None:
            return None
        outcome = self._done(stored, now)
        if not outcome.settled:
            reason = outcome.reason
            self.store.settle(key, _STATUS[outcome.status], now, reason, entry=_entry(stored, outcome, now))
        return outcome

    def _done(self, stored: StoredEffect, now: datetime) -> Outcome:
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
                content = partial(self.store.file, effect.record.administration)
                call = call_of(effect, environment, self.rules.settings)
                run_binding(self._binding(effect), evolve(call, file=content))
                return Outcome(stored.key, stored.action, ActionStatus.DONE)
            with self.store.transaction() as unit:
                return self._run_inside(effect, environment, stored, unit)
        except SkippedError as error:
            return Outcome(stored.key, stored.action, ActionStatus.SKIPPED, error.reason)
        except UncertainError as error:
            return Outcome(stored.key, stored.action, ActionStatus.UNCERTAIN, error.reason)
        except (FailedError, NotAValueError) as error:
            return Outcome(stored.key, stored.action, ActionStatus.FAILED, error.reason)

    def _action(self, title: str) -> Action | None:
        return next((one for one in self.rules.schema.actions.values() if one.title == title), None)

    def _binding(self, effect: Effect) -> Binding:
        binding = self.bindings.find(effect.action.title)
        if binding is None:
            raise SkippedError(Text(nl="deze actie heeft geen koppeling", en="this action has no binding"))
        return binding

    def _run_inside(self, effect: Effect, environment: Environment, stored: StoredEffect, unit: "Unit") -> Outcome:
        """A delayed action on our own records: it carries its chain on, follow-up events included.

        INVARIANT: what it changes and that it was done are kept together, so that it happens once, whatever breaks.
        """
        rules, title = self.rules, effect.action.title
        world = rules.world(StoreSource(unit, rules.schema, rules.zone))
        changes: list[Change] = []
        raised: list[tuple[str, Ref]] = []
        records = LiveRecords(world, effect.record.administration, environment.zone, changes.append)
        call = call_of(effect, environment, world.settings, records, raiser_of(rules.schema, raised))
        mark = world.mark()
        given = run_binding(self._binding(effect), call)
        derived = Deriver(self.bindings).after(world, mark, environment)
        brought = (*changes, *derived.changes)
        events = events_of(effect.action, given or effect.record, raised, rules.schema)
        processor = Processor(rules.book, world, self.bindings)
        happening = self._happening(effect, environment, world)
        results = processor.resume(_later_id(effect), happening, effect.rule, Brought(title, brought, events))
        origin = Origin(effect.event_id, effect.record, "")
        Recorder(rules, unit, environment.now).keep(world, origin, results, processor.effects, effect.event_id)
        outcome = Outcome(stored.key, title, ActionStatus.DONE, derived.reason(), settled=True)
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
            if not world.exists(effect.record):
                raise SkippedError(_gone(effect.record))
            if perform is None:
                return
            view = current_view(self._happening(effect, environment, world), world).with_parameters(effect.parameters)
            if perform.wait is not None and perform.wait.provided is not None:
                _check_provided(verdict(perform.wait.provided, view, effect.scope))
            candidates = candidates_of(perform, view, effect.scope)
            facts = self.rules.book.facts(effect.record.administration)
            refused = refusal(perform, view.with_parameters(effect.parameters, candidates), facts, effect.scope)
            if refused is not None:
                raise SkippedError(refused)

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

    def _happening(self, effect: Effect, environment: Environment, world: World) -> Happening:
        """The event that the effect belongs to, as it is to be seen now: what was before it is no longer known."""
        event = self.rules.book.event(effect.event) or event_named(effect.event, effect.owner.object)
        if event is None:
            raise FailedError(Text(nl="het domein kent de gebeurtenis niet meer", en="the domain lost the event"))
        at_event = world.fields(effect.owner)
        return Happening(
            effect.event_id.id,
            event,
            effect.owner,
            environment,
            None,
            at_event,
            depth=effect.depth,
            chain=effect.chain,
            origin=effect.event_id.administration,
        )


def _check_provided(held: Verdict) -> None:
    if held.truth is not Truth.TRUE:
        why = reason(held) or Text(nl="het geldt niet meer", en="it no longer holds")
        raise SkippedError(Text(nl=f"MITS: {why.nl}", en=f"MITS: {why.en}"))


def _later_id(effect: Effect) -> str:
    """What the ids of events begin with that a delayed action brings about: its event and a mark of its own."""
    return f"{effect.event_id.id}{FOLLOW_UP}later-{hashlib.sha256(effect.key.encode()).hexdigest()[:16]}"


def _gone(record: Ref) -> Text:
    return Text(
        nl=f"{record.object} `{record.key}` bestaat niet meer", en=f"{record.object} `{record.key}` is no longer there"
    )


def _entry(stored: StoredEffect, outcome: Outcome, now: datetime) -> TimelineEntry:
    return TimelineEntry(stored.record, stored.event, now, "actie", _line(stored, outcome))


def _line(stored: StoredEffect, outcome: Outcome) -> Mapping[str, object]:
    return {
        "actie": outcome.action,
        "regel": stored.rule,
        "status": outcome.status.value,
        "reden": outcome.reason.nl if outcome.reason else None,
        **in_english(outcome.reason),
        "parameters": dict(stored.parameters),
        "id": stored.event.id,
    }
