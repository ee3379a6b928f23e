"""Carrying out the actions of one rule that fired: values, preconditions, our own records; outside effects are planned.

A value reads the phase's snapshot plus what this rule itself has set; preconditions read the records as they are now.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Protocol, assert_never

import attrs
from attrs import Factory, define

from regeltaal.base.node import Node, evolve
from regeltaal.base.text import Text
from regeltaal.evaluate.evaluator import Scope, outcome, shown_text, verdict
from regeltaal.evaluate.explain import reason
from regeltaal.evaluate.reading import label
from regeltaal.evaluate.verdict import Truth
from regeltaal.program import tree
from regeltaal.runtime.admission import candidates_of, refusal
from regeltaal.runtime.bindings import Bindings, FailedError, RenderedTemplate, SkippedError
from regeltaal.runtime.book import AdministrationFacts
from regeltaal.runtime.calling import call_of, events_of, message_of, raiser_of, run_binding
from regeltaal.runtime.codec import encode
from regeltaal.runtime.deriving import Derived, Deriver
from regeltaal.runtime.effects import Effect, effect_key
from regeltaal.runtime.happening import Happening, RuleWrites, View
from regeltaal.runtime.moments import later
from regeltaal.runtime.records import LiveRecords
from regeltaal.runtime.result import ActionResult, ActionStatus, Trace
from regeltaal.runtime.templates import render
from regeltaal.runtime.world import Change, World
from regeltaal.schema.model import key_of
from regeltaal.values.value import ComputationError, Duration, Empty, Fault, Outcome, Ref, Value


class Raising(Protocol):
    """Where events go that an action brings about."""

    def by_change(self, change: Change, action: str) -> None: ...

    def by_name(self, event_name: str, record: Ref, action: str) -> None: ...


class _Settled(Node):
    """What an action needs, worked out at the moment that its rule got to it."""

    record: Ref
    values: Mapping[str, Value | None]
    templates: Mapping[str, RenderedTemplate]
    candidates: tuple[Ref, ...]
    due: datetime


@define(eq=False)
class RuleRun:
    """One rule's actions on one event, with what they have done so far."""

    rule: tree.Rule
    happening: Happening
    world: World
    writes: RuleWrites
    bindings: Bindings
    facts: AdministrationFacts
    deriver: Deriver
    raising: Raising
    ordinals: Counter[tuple[Ref, str]]
    results: list[ActionResult] = Factory(list)
    effects: list[Effect] = Factory(list)
    ended_by: str | None = None
    stopped: bool = False
    decisive: bool = False
    """Whether an action of the phase itself took effect, or is sure to, or a STOP: what decides in a phase EERSTE."""
    view: View = attrs.field(
        init=False, default=Factory(lambda self: View(self.happening, self.world, self.writes), takes_self=True)
    )
    _scope: dict[int, Value | None] = attrs.field(factory=dict)
    _trace: Trace | None = attrs.field(default=None, init=False, repr=False)
    """Of the action at hand."""

    def run(self, actions: Sequence[tree.Action], place: str) -> None:
        for number, action in enumerate(actions):
            if self.ended_by is not None or self.stopped:
                return
            self._one(action, f"{place}/{number}")

    def _one(self, action: tree.Action, place: str) -> None:
        self._trace = Trace(place)
        match action:
            case tree.SetField():
                self._set(action, place)
            case tree.StopRules():
                self.stopped = self.decisive = True
                self._note("STOP VERDERE REGELS", {}, ActionStatus.DONE)
            case tree.Loop():
                self._loop(action, place)
            case tree.Perform():
                self._perform(action, place)
            case _:
                assert_never(action)

    def _note(
        self,
        title: str,
        parameters: dict[str, object],
        status: ActionStatus,
        why: Text | None = None,
        *,
        effect: Effect | None = None,
    ) -> None:
        moment, key = (None, None) if effect is None else (effect.due, effect.key)
        self.results.append(ActionResult(title, parameters, status, moment, why, key, self._trace))

    # ------------------------------------------------------------ ZET, WIS, VOOR ELK

    def _set(self, action: tree.SetField, place: str) -> None:
        title = f"WIS {action.label}" if action.clears else f"ZET {action.label}"
        owner = outcome(action.owner, self.view, self._scope)
        value = outcome(action.value, self.view, self._scope)
        for found in (owner, value):
            if isinstance(found, Fault):
                self._note(title, {}, ActionStatus.FAILED, found.cause)
                return
        if not isinstance(owner, Ref):
            empty = label(action.owner.span)
            self._note(title, {}, ActionStatus.SKIPPED, Text(nl=f"`{empty}` is leeg", en=f"`{empty}` is empty"))
            return
        new = _plain(value)
        self._trace = Trace(place, owner, {key_of(action.field.name): new})
        parameters = {} if action.clears else {action.label: encode(new, action.field.type)}
        if not self.world.exists(owner):
            self._note(title, parameters, ActionStatus.FAILED, _unknown(owner))
            return
        mark = self.world.mark()
        change = self.world.write(owner, action.field.name, new)
        self.writes.note(owner, action.field.name, new)
        if change is not None:
            self.raising.by_change(change, title)
        equal = None if change else Text(nl="had die waarde al", en="had that value already")
        self._note(title, parameters, ActionStatus.DONE, self._derived(mark, title).reason(equal))

    def _derived(self, mark: int, title: str) -> Derived:
        """What follows from what an action wrote: the rest of this rule sees it, and it raises events as well."""
        derived = self.deriver.after(self.world, mark, self.happening.environment)
        for change in derived.changes:
            self.writes.note(change.record, change.field, change.new)
            self.raising.by_change(change, title)
        return derived

    def _loop(self, action: tree.Loop, place: str) -> None:
        items = outcome(action.items, self.view, self._scope)
        if isinstance(items, Fault):
            self._note(f"VOOR ELK {action.variable.name}", {}, ActionStatus.FAILED, items.cause)
            return
        rows = items if isinstance(items, tuple) else ()
        for number, row in enumerate(rows, start=1):
            if self.ended_by is not None or self.stopped:
                return
            self._scope[action.variable.slot] = row
            self._trace = Trace(place)
            if action.where is None or self._row_fits(action, action.where):
                self.run(action.body, f"{place}#{number}")
        self._scope.pop(action.variable.slot, None)

    def _row_fits(self, action: tree.Loop, where: tree.Cond) -> bool:
        found = verdict(where, self.view, self._scope)
        if found.truth is Truth.FAULT:
            self._note(f"VOOR ELK {action.variable.name}", {}, ActionStatus.FAILED, reason(found))
        return found.truth is Truth.TRUE

    # ------------------------------------------------------------ VERB naam

    def _perform(self, action: tree.Perform, place: str) -> None:
        title = action.action.title
        if action.result is not None:
            self._scope[action.result.slot] = None
        found = {key: outcome(value, self.view, self._scope) for key, value in action.arguments}
        faulty = next((one for one in found.values() if isinstance(one, Fault)), None)
        values = {key: _plain(one) for key, one in found.items()}
        shown = {
            action.action.parameters[key].name: encode(value, action.action.parameters[key].type)
            for key, value in values.items()
        }
        if faulty is not None:
            self._note(title, shown, ActionStatus.FAILED, faulty.cause)
            return
        record = self._target(action)
        self._trace = Trace(place, record, values)
        current = View(self.happening, self.world, self.world).with_parameters(values)
        candidates = candidates_of(action, current, self._scope)
        refused = refusal(action, current.with_parameters(values, candidates), self.facts, self._scope)
        if refused is not None:
            self._note(title, shown, ActionStatus.SKIPPED, refused)
            return
        try:
            templates = {key: self._render(template) for key, template in action.templates}
            settled = _Settled(record, values, templates, candidates, self._due(action))
        except FailedError as error:
            self._note(title, shown, ActionStatus.FAILED, error.reason)
            return
        self._carry_out(action, self._effect(action, place, settled), shown)

    def _carry_out(self, action: tree.Perform, effect: Effect, shown: dict[str, object]) -> None:
        title = action.action.title
        if effect.delayed or action.action.is_outside:
            try:
                self.effects.append(self._with_message(effect))
            except (SkippedError, FailedError) as error:
                status = ActionStatus.SKIPPED if isinstance(error, SkippedError) else ActionStatus.FAILED
                self._note(title, shown, status, error.reason)
                return
            self._note(title, shown, ActionStatus.PLANNED, effect=effect)
        elif not self._do(action, effect, shown):
            return
        self.decisive = self.decisive or action.action.phase is not None
        if action.action.ends is not None and not effect.delayed:
            self.ended_by = title

    def _with_message(self, effect: Effect) -> Effect:
        """An outside action with what its companion makes of the records now; what it writes is thrown away."""
        message = self.bindings.find_message(effect.action.title)
        if message is None or not effect.action.is_outside:
            return effect
        mark = self.world.mark()
        records = self._live_records(lambda _: None)
        call = call_of(effect, self.happening.environment, self.world.settings, records)
        try:
            return evolve(effect, message=message_of(message, call))
        finally:
            self.world.back_to(mark)

    def _live_records(self, changed: Callable[[Change], object]) -> LiveRecords:
        return LiveRecords(self.world, self.happening.administration, self.happening.environment.zone, changed)

    def _do(self, action: tree.Perform, effect: Effect, shown: dict[str, object]) -> bool:
        title = action.action.title
        binding = self.bindings.find(title)
        if binding is None:
            why = Text(nl="deze actie heeft geen koppeling", en="this action has no binding")
            self._note(title, shown, ActionStatus.SKIPPED, why)
            return False
        mark = self.world.mark()
        raised: list[tuple[str, Ref]] = []
        changes: list[Change] = []
        records = self._live_records(changes.append)
        raiser = raiser_of(self.world.schema, raised)
        call = call_of(effect, self.happening.environment, self.world.settings, records, raiser)
        try:
            given = run_binding(binding, call)
        except SkippedError as error:
            self.world.back_to(mark)
            self._note(title, shown, ActionStatus.SKIPPED, error.reason)
            return False
        except FailedError as error:
            self.world.back_to(mark)
            self._note(title, shown, ActionStatus.FAILED, error.reason)
            return False
        for change in changes:
            self.writes.note(change.record, change.field, change.new)
            self.raising.by_change(change, title)
        derived = self._derived(mark, title)
        for name, record in events_of(action.action, given or effect.record, raised, self.world.schema):
            self.raising.by_name(name, record, title)
        if action.result is not None:
            self._scope[action.result.slot] = given
        self._note(title, shown, ActionStatus.DONE, derived.reason())
        return True

    def _effect(self, action: tree.Perform, place: str, settled: _Settled) -> Effect:
        title, record, former = action.action.title, settled.record, self.rule.former_id
        self.ordinals[(record, title)] += 1
        ordinal = self.ordinals[(record, title)]
        return Effect(
            key=effect_key(self.happening.known_as, self.rule.id, record, title, ordinal),
            delay_key=effect_key(None, self.rule.id, record, title, ordinal),
            former_delay_key=None if former is None else effect_key(None, former, record, title, ordinal),
            action=action.action,
            event=self.happening.event.name,
            event_id=self.happening.known_as,
            rule=self.rule.id,
            place=place,
            record=record,
            owner=self.happening.record,
            parameters=settled.values,
            cleared=action.cleared,
            templates=settled.templates,
            candidates=settled.candidates,
            planned=self.happening.environment.now,
            due=settled.due,
            delayed=action.wait is not None,
            conditional=bool(action.preconditions) or (action.wait is not None and action.wait.provided is not None),
            scope={slot: value for slot, value in self._scope.items() if isinstance(value, Ref | str | Decimal)},
            chain=(*self.happening.chain, self.rule.id),
            depth=self.happening.depth,
        )

    def _target(self, action: tree.Perform) -> Ref:
        """The record that an action is about: the row of its loop, or the event's own."""
        found = self.happening.record if action.target is None else outcome(action.target, self.view, self._scope)
        if not isinstance(found, Ref):
            raise TypeError(f"{action.action.title}: the row of a loop is a record")
        return found

    def _due(self, action: tree.Perform) -> datetime:
        now = self.happening.environment.now
        if action.wait is None:
            return now
        amount = outcome(action.wait.amount, self.view, self._scope)
        match amount:
            case Duration():
                try:
                    return later(now, amount, self.happening.environment)
                except ComputationError as error:
                    raise FailedError(error.cause) from error
            case datetime():
                return amount
            case Fault(cause=cause):
                raise FailedError(cause)
            case _:
                where = label(action.wait.amount.span)
                raise FailedError(Text(nl=f"de vertraging `{where}` is leeg", en=f"the delay `{where}` is empty"))

    def _render(self, template: tree.Template) -> RenderedTemplate:
        def show(part: tree.Shown, scope: Scope) -> str:
            shown = shown_text(part, self.view, scope)
            if isinstance(shown, Fault):
                raise FailedError(shown.cause)
            return shown

        def rows(part: tree.TemplateLoop, scope: Scope) -> Sequence[Value]:
            items = outcome(part.items, self.view, scope)
            if isinstance(items, Fault):
                raise FailedError(items.cause)
            return items if isinstance(items, tuple) else ()

        return render(template, dict(self._scope), show, rows)


def _plain(found: Outcome) -> Value | None:
    return None if isinstance(found, Empty | Fault) else found


def _unknown(record: Ref) -> Text:
    return Text(nl=f"{record.object} `{record.key}` is niet bekend", en=f"{record.object} `{record.key}` is not known")
