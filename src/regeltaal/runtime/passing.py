"""Letting time pass: what was to come comes, in the order of its moments: clocks, schedules, delayed actions.

INVARIANT: a clock is settled in the transaction of the event that it starts, and that event has an id of its own for
ever. So each goes off once, whatever breaks and whoever else is at it.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar, assert_never

from attrs import frozen

from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.program.tree import OnClock, Rule, RuleId
from regeltaal.runtime import schedules
from regeltaal.runtime.carry_out import Outcome
from regeltaal.runtime.clock_chains import Since
from regeltaal.runtime.clock_events import clock_data, clock_event
from regeltaal.runtime.clocks import Clock, ClockStatus, Started, event_id, own_id
from regeltaal.runtime.event_json import RefusedError
from regeltaal.runtime.events import Incoming
from regeltaal.runtime.happening import Happening, current_view
from regeltaal.runtime.listening import not_on
from regeltaal.runtime.persistence import StoreSource
from regeltaal.runtime.result import EventResult
from regeltaal.runtime.schedules import Round, next_after, timing_of
from regeltaal.runtime.storage import StoredEffect
from regeltaal.runtime.timekeeping import EVERYWHERE, rule_key
from regeltaal.runtime.triggers import trigger_mismatch
from regeltaal.runtime.world import World, is_row
from regeltaal.schema.model import Event
from regeltaal.values.notation import show_clock
from regeltaal.values.value import Ref

if TYPE_CHECKING:
    from regeltaal.runtime.engine import Engine, Kept
    from regeltaal.runtime.store_unit import Unit


@frozen
class Missed:
    """A schedule that came round while nothing ran: only its last time was made up for, the others were not."""

    rule: RuleId
    administration: str
    count: int
    moment: datetime


@frozen
class Next:
    """What comes first of all that is to come, in words of the rules."""

    due: datetime
    what: str


Happened = EventResult | Outcome | Missed
Waiting = StoredEffect | Clock | Round
"""What is to come. Each has a moment, ``due``."""


def mark(one: Waiting) -> tuple[str, datetime]:
    """What tells it from all else that is to come."""
    match one:
        case Clock():
            return event_id(one), one.due
        case Round():
            return f"{one.rule} {one.administration} {one.day} {one.time}", one.due
        case StoredEffect():
            return one.key, one.due
        case _:
            assert_never(one)


@frozen(eq=False)
class Clockwork:
    """Starts what the clock starts, for one engine."""

    engine: "Engine"

    def waiting(self, now: datetime, *, effects: bool) -> list[Waiting]:
        """What has come by a moment, in order; of much only the first part."""
        store = self.engine.store
        with store.look() as unit:
            clocks, rounds = unit.clocks.due(now), unit.clocks.rounds()
        planned = store.due(now) if effects else ()
        return sorted((*clocks, *(one for one in rounds if one.due <= now), *planned), key=lambda one: one.due)

    def is_to_come(self, one: Clock | Round) -> bool:
        """Whether it is still to come, at that moment."""
        with self.engine.store.look() as unit:
            due = unit.clocks.due_of(one) if isinstance(one, Clock) else unit.clocks.due_of_round(one)
        return due == one.due

    def begin(self, one: Waiting, now: datetime, present: datetime | None = None) -> Iterator[Happened]:
        """Does one thing that was to come by a moment; ``present`` is the one that it is now, where that is another."""
        present = present or now
        match one:
            case Clock():
                yield from _if_any(self._fire(one, present))
            case Round():
                yield from self._come_round(one, now)
            case StoredEffect():
                yield from _if_any(self.engine.carrier.carry_out(one.key, present))
            case _:
                assert_never(one)

    def first(self) -> Next | None:
        """The clock or schedule that is due first."""
        with self.engine.store.look() as unit:
            clock, rounds = unit.clocks.first(), unit.clocks.rounds()
        found = [_next_clock(clock, self._event(clock))] if clock is not None else []
        found += [self._next_round(one) for one in rounds[:1]]
        return min(found, key=lambda one: one.due, default=None)

    def preview(self, now: datetime) -> Iterator[EventResult]:
        """What the clocks that are due would start, each by itself; nothing is stored."""
        for one in self.waiting(now, effects=False):
            if isinstance(one, Clock):
                with self.engine.store.look() as unit:
                    found = self._tried(one, unit)
                yield from _if_any(found)

    # ------------------------------------------------------------ clocks of records

    def _fire(self, clock: Clock, now: datetime) -> EventResult | None:
        """Starts the event of a clock; None when nothing waits for it any more."""
        event, engine = self._event(clock), self.engine
        data = clock_data(event_id(clock), event, clock.record, clock.due)
        incoming = clock_event(data, event, clock.due, clock.id)

        def work(unit: "Unit") -> "Kept | None":
            if not self._goes_off(clock, incoming, unit):
                return None
            kept = engine.keep(incoming, {}, data, unit, Since(clock.due, now))
            unit.clocks.settle(clock, ClockStatus.FIRED, incoming.id)
            return kept

        try:
            kept = engine.store.attempt(work)
        except RefusedError as error:
            engine.store.attempt(lambda unit: unit.clocks.settle(clock, ClockStatus.STOPPED, None))
            return engine.refuse(error, data)
        return None if kept is None else engine.carry(kept)

    def _goes_off(self, clock: Clock, incoming: Incoming, unit: "Unit") -> bool:
        """Whether the clock goes off, here and now; if not, it is stopped."""
        if not unit.clocks.is_running(clock):
            return False
        if unit.known(incoming.administration, incoming.id) is None and self._waits(clock, unit):
            return True
        unit.clocks.settle(clock, ClockStatus.STOPPED, None)
        return False

    def _waits(self, clock: Clock, unit: "Unit") -> bool:
        """Whether any rule still waits for the clock: it is on, is about this record, and ZOLANG holds."""
        world = self._world(unit)
        if not world.exists(clock.record):
            return False
        happening = self._happening(self._event(clock), clock.record, clock.due, clock.id, world)
        view = current_view(happening, world)
        candidates = self.engine.rules.book.candidates(happening)
        return any(not isinstance(trigger_mismatch(rule, view), Text) for rule in candidates)

    def _tried(self, clock: Clock, unit: "Unit") -> EventResult | None:
        event = self._event(clock)
        data = clock_data(event_id(clock), event, clock.record, clock.due)
        incoming = clock_event(data, event, clock.due, clock.id)
        return self.engine.tried(incoming, unit) if self._waits(clock, unit) else None

    def _event(self, clock: Clock) -> Event:
        """The event of a clock. One that the rules lost has no clocks: they went when these rules were first seen."""
        name = clock.id.slot.event
        return self.engine.rules.schema.event(name) or Event(name, clock.record.object)

    # ------------------------------------------------------------ schedules of rules

    def _come_round(self, one: Round, now: datetime) -> Iterator[Happened]:
        """Runs a schedule for the last time that it came round, then says when it does next."""
        rule, trigger = self._found(one)
        if rule is None or trigger is None:
            return
        *missed, last = schedules.rounds(timing_of(trigger), one.due, now, self.engine.rules.environment(now))
        environment = self.engine.rules.environment(last)
        if not_on(rule, environment.today) is None:
            if missed:
                yield Missed(rule.id, one.administration, len(missed), last)
            for record in self._selected(rule, trigger, one.administration, last):
                yield from _if_any(self._start(rule, trigger, record, last))
        following = next_after(timing_of(trigger), last, environment)
        self.engine.store.attempt(lambda unit: _put_off(unit, one, following))

    def _found(self, one: Round) -> tuple[Rule | None, OnClock | None]:
        """The rule of a schedule and its trigger, as they are now."""
        rule = next((rule for rule in self.engine.rules.program.rules if rule_key(rule.id) == one.rule), None)
        triggers = (trigger for trigger in rule.triggers if isinstance(trigger, OnClock)) if rule is not None else ()
        same = (trigger for trigger in triggers if (trigger.day, show_clock(trigger.time)) == (one.day, one.time))
        return rule, next(same, None)

    def _next_round(self, one: Round) -> Next:
        rule = self._found(one)[0]
        name = "" if rule is None else f", {rule.id}"
        return Next(one.due, f"ELKE {one.day} OM {one.time}{name}")

    def _selected(self, rule: Rule, trigger: OnClock, administration: str, moment: datetime) -> list[Ref]:
        """The records that the schedule is for at a moment; one for which WAARVOOR gives FOUT as well, to be told."""
        event, book = schedules.event_of(trigger), self.engine.rules.book
        with self.engine.store.look() as unit:
            stored = unit.records(trigger.object, None if administration == EVERYWHERE else administration)
            found = [one.record for one in stored if not is_row(one.record)]
            world = self._world(unit)
            world.prepare(found)
            return [
                record
                for record in found
                if book.covers(rule, record.administration)
                and not isinstance(
                    trigger_mismatch(rule, current_view(self._happening(event, record, moment, rule.id, world), world)),
                    Text,
                )
            ]

    def _start(self, rule: Rule, trigger: OnClock, record: Ref, moment: datetime) -> EventResult | None:
        """Starts a schedule's event for one record; None when it was started before, or the record is gone."""
        event = schedules.event_of(trigger)
        parts = (event.name, rule_key(rule.id), moment.astimezone(UTC).isoformat())
        data = clock_data(own_id(record, parts), event, record, moment)
        incoming = clock_event(data, event, moment, rule.id)

        def work(unit: "Unit") -> "Kept | None":
            known = unit.known(incoming.administration, incoming.id) is not None
            if known or not self._world(unit).exists(record):
                return None
            return self.engine.keep(incoming, {}, data, unit)

        try:
            kept = self.engine.store.attempt(work)
        except RefusedError as error:
            return self.engine.refuse(error, data)
        return None if kept is None else self.engine.carry(kept)

    # ------------------------------------------------------------ inside

    def _world(self, unit: "Unit") -> World:
        rules = self.engine.rules
        return rules.world(StoreSource(unit, rules.schema, rules.zone))

    def _happening(self, event: Event, record: Ref, moment: datetime, started: Started, world: World) -> Happening:
        """The event as its trigger sees it: nothing has changed."""
        environment = self.engine.rules.environment(moment)
        return Happening("", event, record, environment, {}, world.fields(record), started=started)


def _put_off(unit: "Unit", one: Round, following: datetime | None) -> None:
    """A schedule has come round: it does so next at another moment, or never. Unless another worker was here first."""
    if unit.clocks.due_of_round(one) != one.due:
        return
    if following is None:
        unit.clocks.remove_round(one)
    else:
        unit.clocks.put_round(evolve(one, due=following))


def _next_clock(clock: Clock, event: Event) -> Next:
    return Next(clock.due, f"{event.name}, {clock.record.object} {clock.record.key}")


T = TypeVar("T")


def _if_any(found: T | None) -> Iterator[T]:
    if found is not None:
        yield found
