"""Playing the steps of one test: what is given, what happens, and what the clock brings in between."""

from collections.abc import Mapping
from datetime import datetime

from attrs import Factory, define

from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.evaluate.evaluator import outcome, verdict
from regeltaal.evaluate.verdict import Truth
from regeltaal.program.testing import Step, TestCase
from regeltaal.program.tree import Expr, OnClock, OnEvent, Rule
from regeltaal.runtime.bindings import Bindings
from regeltaal.runtime.clock_events import clock_data, clock_event
from regeltaal.runtime.codec import encode
from regeltaal.runtime.events import Incoming, Intake
from regeltaal.runtime.happening import Happening, View, current_view
from regeltaal.runtime.result import EventResult
from regeltaal.runtime.schedules import event_of, name_of
from regeltaal.runtime.triggers import trigger_mismatch
from regeltaal.schema.model import Event, Field, Object, key_of
from regeltaal.testing.clocks import USUAL_MOMENT, clock_of, moment_of
from regeltaal.testing.givens import Data, Givens, UnfitError
from regeltaal.testing.outcome import StepResult
from regeltaal.testing.stage import Stage
from regeltaal.testing.surroundings import Surroundings
from regeltaal.values.moments import at_wall_clock
from regeltaal.values.value import Empty, Fault, Ref, Value

MADE_UP = "TEST-"
"""What a key begins with that a test leaves out."""


@define(eq=False)
class Play:
    """One test under way."""

    surroundings: Surroundings
    stage: Stage
    now: datetime
    administration: str
    _given: dict[str, dict[str, Value | None]] = Factory(dict)
    """What the test says of administrations, by name."""
    _keys: dict[str, str] = Factory(dict)
    """The key of the record that the test is about, by object."""

    @classmethod
    def of(cls, case: TestCase, surroundings: Surroundings, bindings: Bindings, *, by_reference: bool) -> "Play":
        rules = surroundings.rules
        now = at_wall_clock(USUAL_MOMENT.date(), USUAL_MOMENT.time(), rules.zone)
        stage = Stage(rules, bindings, by_reference)
        return cls(surroundings, stage, now, surroundings.first_administration(case))

    def step(self, step: Step, number: int) -> StepResult:
        """Plays one step; ``number`` counts from 0.

        Raises:
            UnfitError: what it gives can't be.
            RefusedError: its event does not fit what is known.
        """
        self.now = moment_of(step, self.now, self.stage.rules.environment(self.now), first=number == 0)
        came = self.stage.let_pass(self.now)
        givens = self._givens(step)
        events: list[EventResult] = []
        match step.triggers:
            case (OnClock() as trigger, *_):
                if givens.has_record or not self._present(givens.owner):
                    self._put(givens.owner, givens.record, f"{MADE_UP}1")
                events = self._schedule(trigger)
            case (OnEvent() as trigger, *_):
                events = [self._event(trigger, givens, number)]
            case _ if givens.has_record:
                self._put(givens.owner, givens.record, f"{MADE_UP}1")
            case _:
                pass
        return StepResult(step, self.now, self.administration, tuple(came), tuple(events), self.stage.waiting())

    def view(self, record: Ref | None = None) -> View:
        """The records as they are now, at the moment of the step; for values that are given and for expectations."""
        rules = self.stage.rules
        about = record or Ref(self.administration, "", "")
        happening = Happening("", Event("", about.object), about, rules.environment(self.now), None, {})
        return current_view(happening, self.stage.world())

    # ------------------------------------------------------------ what is given

    def _givens(self, step: Step) -> Givens:
        owner = self.stage.rules.schema.object(step.object)
        if owner is None:
            raise TypeError(f"a test is about an unknown object {step.object}")
        givens = Givens(self.stage.rules.schema, owner, self._value, self.surroundings.files)
        givens.add(step.givens)
        self._take_administration(givens.administration)
        self._name(givens, creates=step.event is not None and step.event.event.creates)
        for number, other in enumerate(givens.others, start=1):
            self._put(other.object, other.data, f"{MADE_UP}{other.object.name}-{number}")
        return givens

    def _take_administration(self, given: Mapping[str, Value | None]) -> None:
        if not given:
            return
        name = given.get("naam")
        self.administration = name if isinstance(name, str) else self.administration
        told = self._given.setdefault(self.administration, {})
        told.update(given)
        self.stage.rules = self.surroundings.with_administration(self.administration, told)

    def _name(self, givens: Givens, *, creates: bool) -> None:
        """Gives the record of the event its key: the given one, that of an earlier step, or a made-up one."""
        owner, key = givens.owner, givens.owner.key_field
        if key is None:
            return
        if givens.record.get(key.name) is None:
            givens.record[key.name] = self._key(owner, creates=creates)
        self._keys[key_of(owner.name)] = str(givens.record[key.name])

    def _key(self, owner: Object, *, creates: bool) -> str:
        known = self._keys.get(key_of(owner.name))
        present = self._present(owner)
        if not creates and known is not None:
            return known
        if not creates and len(present) == 1:
            return present[0].key
        return f"{MADE_UP}{len(present) + 1}"

    def _present(self, owner: Object) -> tuple[Ref, ...]:
        return self.stage.memory.of_object(self.administration, owner.name)

    def _put(self, owner: Object, data: Data, own_key: str) -> None:
        """A record that was there before anything happened."""
        rules = self.stage.rules
        intake = Intake(rules.schema, self.administration, rules.zone)
        intake.record(owner, data, owner.name, own_key=own_key)
        self.stage.put(intake.records, self.now)

    def _value(self, expr: Expr) -> Value | None:
        """A value that is given. It may be computed from the clock, not read from the records.

        Raises:
            UnfitError: it can't be worked out.
        """
        found = outcome(expr, self.view(), {})
        if isinstance(found, Fault):
            raise UnfitError(expr.span, found.cause)
        return None if isinstance(found, Empty) else found

    # ------------------------------------------------------------ events

    def _event(self, trigger: OnEvent, givens: Givens, number: int) -> EventResult:
        self._change(trigger, givens)
        data: Data = {
            "id": f"stap-{number + 1}" if givens.owner.key_field is not None else "test",
            "gebeurtenis": trigger.event.name,
            "administratie": self.administration,
            "moment": self.now.isoformat(),
            "record": givens.record,
        }
        if givens.previous:
            data["vorige"] = givens.previous
        rules = self.stage.rules
        incoming = rules.read(data)
        if trigger.moment is not None:
            value = self._field(incoming, trigger.moment.field)
            clock = clock_of(trigger, trigger.moment, value, rules.environment(self.now))
            incoming = evolve(incoming, started=clock)
        return self.stage.happen(incoming, self.now)

    def _change(self, trigger: OnEvent, givens: Givens) -> None:
        """VAN and NAAR: the field that the event follows, before and after."""
        field = None if trigger.event.follows is None else givens.owner.field(trigger.event.follows)
        if field is None:
            return
        for expr, target in ((trigger.old, givens.previous), (trigger.new, givens.record)):
            if expr is not None:
                value = self._value(expr)
                data = None if value is None else encode(value, field.type)
                givens.put(target, (field,), data, expr.span)

    def _field(self, incoming: Incoming, field: Field) -> Value | None:
        brought = incoming.records.get(incoming.record, {})
        key = key_of(field.name)
        return brought[key] if key in brought else self.stage.world().get(incoming.record, key)

    # ------------------------------------------------------------ schedules

    def _schedule(self, trigger: OnClock) -> list[EventResult]:
        """What a schedule starts: each rule that has it, on each record that it is for."""
        book = self.stage.rules.book
        rules = [one for one in book.listening(name_of(trigger)) if one.enabled]
        return [result for rule in rules for result in self._round(rule, trigger)]

    def _round(self, rule: Rule, trigger: OnClock) -> list[EventResult]:
        if not self.stage.rules.book.covers(rule, self.administration):
            return []
        every = self.stage.memory.of_object(self.administration, trigger.object)
        chosen = [record for record in every if self._is_for(rule, trigger, record)]
        return [self._start(rule, event_of(trigger), record) for record in chosen]

    def _is_for(self, rule: Rule, trigger: OnClock, record: Ref) -> bool:
        """Whether WAARVOOR, of the rule and of the test, chooses a record; FOUT does, so that it is told."""
        world = self.stage.world()
        environment, fields = self.stage.rules.environment(self.now), world.fields(record)
        happening = Happening("", event_of(trigger), record, environment, {}, fields, started=rule.id)
        view = current_view(happening, world)
        if trigger.where is not None and verdict(trigger.where, view).truth is not Truth.TRUE:
            return False
        return not isinstance(trigger_mismatch(rule, view), Text)

    def _start(self, rule: Rule, event: Event, record: Ref) -> EventResult:
        data = clock_data(f"{record.key}-{rule.id}", event, record, self.now)
        return self.stage.happen(clock_event(data, event, self.now, rule.id), self.now)
