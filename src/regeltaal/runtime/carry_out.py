"""Carrying out an effect: claim it, test again what must still hold, run the binding, settle it, note it.

INVARIANT: a binding only runs under a claim. An explicit failure is settled as `mislukt`; only a crash leaves a claim
standing, and that alone becomes `onzeker`.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from attrs import frozen

from regeltaal.base.text import Text
from regeltaal.evaluate.evaluator import EMPTY_SCOPE, verdict
from regeltaal.evaluate.explain import reason
from regeltaal.evaluate.verdict import Truth
from regeltaal.program import tree
from regeltaal.program.walk import action_at
from regeltaal.runtime.bindings import Binding, Bindings, FailedError, SkippedError, UncertainError
from regeltaal.runtime.effects import Effect
from regeltaal.runtime.happening import Happening, View, current_view
from regeltaal.runtime.perform import call_of, candidates_of, events_of, refusal, run_binding
from regeltaal.runtime.persistence import StoreSource, planned_effect
from regeltaal.runtime.processing import Brought, Processor
from regeltaal.runtime.recording import Origin, Recorder
from regeltaal.runtime.records import LiveRecords
from regeltaal.runtime.result import ActionStatus, EventResult
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import EffectStatus, EventId, StoredEffect, TimelineEntry
from regeltaal.runtime.world import Change, World
from regeltaal.schema.model import Action
from regeltaal.values.environment import Environment
from regeltaal.values.value import Ref

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
    """What became of an effect."""

    key: str
    action: str
    status: ActionStatus
    reason: Text | None = None


@frozen(eq=False)
class Carrier:
    """Carries out effects of a store by the rules that planned them."""

    rules: RuleSet
    store: "Store"
    bindings: Bindings

    def carry_out(self, key: str, now: datetime) -> Outcome | None:
        """Carries out one planned effect; None when another had claimed it or it is no longer planned."""
        if not self.store.claim(key, now):
            return None
        stored = self.store.effect(key)
        if stored is None:
            return None
        outcome = self._done(stored, now)
        entry = TimelineEntry(stored.record, stored.event, now, "actie", _line(stored, outcome))
        self.store.settle(key, _STATUS[outcome.status], now, outcome.reason, entry=entry)
        return outcome

    def _done(self, stored: StoredEffect, now: datetime) -> Outcome:
        action = self._action(stored.action)
        if action is None:
            why = Text(nl="het domein kent deze actie niet meer", en="the domain no longer has this action")
            return Outcome(stored.key, stored.action, ActionStatus.FAILED, why)
        effect = planned_effect(stored, action, self.rules.zone)
        environment = self.rules.environment(now)
        try:
            if effect.delayed:
                self._test_again(effect, environment)
            self._run(effect, environment)
        except SkippedError as error:
            return Outcome(stored.key, stored.action, ActionStatus.SKIPPED, error.reason)
        except UncertainError as error:
            return Outcome(stored.key, stored.action, ActionStatus.UNCERTAIN, error.reason)
        except FailedError as error:
            return Outcome(stored.key, stored.action, ActionStatus.FAILED, error.reason)
        return Outcome(stored.key, stored.action, ActionStatus.DONE)

    def _action(self, title: str) -> Action | None:
        return next((one for one in self.rules.schema.actions.values() if one.title == title), None)

    def _run(self, effect: Effect, environment: Environment) -> None:
        binding = self.bindings.find(effect.action.title)
        if binding is None:
            raise SkippedError(Text(nl="deze actie heeft geen koppeling", en="this action has no binding"))
        if effect.action.is_outside:
            run_binding(binding, call_of(effect, environment, self.rules.settings))
            return
        with self.store.transaction() as unit:
            self._run_inside(effect, environment, binding, unit)

    def _run_inside(self, effect: Effect, environment: Environment, binding: Binding, unit: "Unit") -> None:
        """A delayed action on our own records: it carries its chain on, follow-up events included."""
        rules, title = self.rules, effect.action.title
        world = rules.world(StoreSource(unit, rules.schema, rules.zone))
        changes: list[Change] = []
        raised: list[tuple[str, Ref]] = []
        records = LiveRecords(world, effect.record.administration, changes.append)
        call = call_of(effect, environment, rules.settings, records, lambda name, ref: raised.append((name, ref)))
        given = run_binding(binding, call)
        events = events_of(effect.action, given or effect.record, raised, rules.schema)
        processor = Processor(rules.book, world, self.bindings, rules.settings)
        results: tuple[EventResult, ...] = ()
        rule = rules.book.by_id.get(effect.rule)
        if rule is not None:
            brought = Brought(title, changes, events)
            results = processor.resume(_later_id(effect), self._happening(effect, environment, world), rule, brought)
        event = EventId(effect.record.administration, effect.event_id)
        Recorder(rules, unit).keep(world, Origin(event, effect.record, ""), results, processor.effects, event)

    def _test_again(self, effect: Effect, environment: Environment) -> None:
        """`MITS`, rights and preconditions of a delayed action, on the record as it is now.

        Raises:
            SkippedError: they no longer hold.
        """
        perform = self._perform(effect)
        if perform is None:
            return
        with self.store.look() as unit:
            view = self._view(effect, environment, unit)
            if perform.wait is not None and perform.wait.provided is not None:
                held = verdict(perform.wait.provided, view, EMPTY_SCOPE)
                if held.truth is not Truth.TRUE:
                    why = reason(held) or Text(nl="het geldt niet meer", en="it no longer holds")
                    raise SkippedError(Text(nl=f"MITS: {why.nl}", en=f"MITS: {why.en}"))
            candidates = candidates_of(perform, view, EMPTY_SCOPE)
            facts = self.rules.book.facts(effect.record.administration)
            refused = refusal(perform, view.with_parameters(effect.parameters, candidates), facts, EMPTY_SCOPE)
            if refused is not None:
                raise SkippedError(refused)

    def _perform(self, effect: Effect) -> tree.Perform | None:
        rule = self.rules.book.by_id.get(effect.rule)
        found = action_at(rule, effect.place) if rule is not None else None
        return found if isinstance(found, tree.Perform) and found.action.title == effect.action.title else None

    def _view(self, effect: Effect, environment: Environment, unit: "Unit") -> View:
        world = self.rules.world(StoreSource(unit, self.rules.schema, self.rules.zone))
        return current_view(self._happening(effect, environment, world), world).with_parameters(effect.parameters)

    def _happening(self, effect: Effect, environment: Environment, world: World) -> Happening:
        """The event that the effect belongs to, as it is to be seen now: what was before it is no longer known."""
        event = self.rules.schema.event(effect.event)
        if event is None:
            raise FailedError(Text(nl="het domein kent de gebeurtenis niet meer", en="the domain lost the event"))
        declared = self.rules.schema.object(effect.record.object)
        names = declared.fields if declared is not None else {}
        at_event = {name: world.get(effect.record, name) for name in names}
        return Happening(
            effect.event_id,
            event,
            effect.record,
            environment,
            None,
            at_event,
            depth=effect.depth,
            chain=frozenset(effect.chain),
        )


def _later_id(effect: Effect) -> str:
    """What the ids of events begin with that a delayed action brings about: its event and a mark of its own."""
    return f"{effect.event_id}/{hashlib.sha256(effect.key.encode()).hexdigest()[:8]}"


def _line(stored: StoredEffect, outcome: Outcome) -> Mapping[str, object]:
    return {
        "actie": outcome.action,
        "regel": stored.rule,
        "status": outcome.status.value,
        "reden": outcome.reason.nl if outcome.reason else None,
        "parameters": dict(stored.parameters),
    }
