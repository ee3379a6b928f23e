"""Clocks: the moments of records that rules wait for, and when each of them is due. Pure.

A clock belongs to one record, one field of it and one offset that rules name: `2 uur VOOR reactiedeadline`. All rules
with that clause share it. Another deadline is another clock.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from enum import Enum

from regeltaal.base.node import Node
from regeltaal.program.tree import Moment, OnEvent, Rule, RuleId
from regeltaal.runtime.moments import shifted, start_of
from regeltaal.schema.model import Event, key_of
from regeltaal.values import durations
from regeltaal.values.environment import Environment
from regeltaal.values.value import ComputationError, Ref, Value

CLOCK = "/klok-"
"""What the ids of events hold that the clock started, and no other: `WB-1001/klok-0a1b2c3d4e5f6071`."""


class ClockStatus(Enum):
    """Where a clock stands. FIRED: it started an event. STOPPED: at its moment nothing waited for it any more."""

    RUNNING = "loopt"
    FIRED = "afgelopen"
    STOPPED = "gestopt"


class Slot(Node):
    """Where a clock hangs on a record: the event, the field, and how far before or after it. Names are keys."""

    event: str
    field: str
    offset: str
    """`-120 minuut`, `+3 werkdag`; empty at the moment itself."""


class ClockId(Node):
    """One clock of a record: with another deadline it is another clock."""

    slot: Slot
    deadline: datetime


class Clock(Node):
    """A clock of a record, with the moment that it stands for."""

    record: Ref
    id: ClockId
    due: datetime


class StoredClock(Node):
    """A clock as the store keeps it. ``event`` is the id of the event that it started."""

    clock: Clock
    status: ClockStatus = ClockStatus.RUNNING
    event: str | None = None


Started = ClockId | RuleId
"""What the clock started an event for: a moment of a record, or the schedule of one rule."""


class Clause(Node):
    """A rule that waits for a moment."""

    rule: Rule
    trigger: OnEvent
    moment: Moment
    slot: Slot


def clauses_in(rule: Rule) -> Iterable[Clause]:
    for trigger in rule.triggers:
        slot = slot_of(trigger) if isinstance(trigger, OnEvent) else None
        if isinstance(trigger, OnEvent) and trigger.moment is not None and slot is not None:
            yield Clause(rule, trigger, trigger.moment, slot)


def slot_of(trigger: OnEvent) -> Slot | None:
    """The slot that a trigger waits on; None for one without a moment."""
    moment = trigger.moment
    return None if moment is None else Slot(key_of(trigger.event.name), key_of(moment.field.name), _offset(moment))


def _offset(moment: Moment) -> str:
    offset = moment.offset
    return "" if offset is None else f"{'-' if moment.before else '+'}{offset.amount} {offset.kind.value}"


def clause_text(moment: Moment) -> str:
    """The clause as an author writes it: `2 uur VOOR reactiedeadline`."""
    if moment.offset is None:
        return f"OP {moment.field.name}"
    return f"{durations.show(moment.offset)} {'VOOR' if moment.before else 'NA'} {moment.field.name}"


def clock_id(slot: Slot, value: Value, environment: Environment) -> ClockId:
    """The clock that the value of a field stands for."""
    return ClockId(slot, start_of(value, environment).astimezone(UTC))


def starting(record: Ref, clause: Clause, value: Value | None, environment: Environment) -> Clock | None:
    """The clock that a value sets now; None where there is nothing left to wait for.

    `2 uur VOOR` a deadline that is an hour away is due at once: the deadline is still ahead. What lies in the past as a
    whole sets no clock, so that taking over old records starts nothing.
    """
    if value is None:
        return None
    found = clock_id(clause.slot, value, environment)
    try:
        due = shifted(value, clause.moment, environment)
    except ComputationError:  # beyond the calendar: it will never come
        return None
    if due >= environment.now:
        return Clock(record, found, due)
    return Clock(record, found, environment.now) if found.deadline > environment.now else None


class Adjustment(Node):
    """What becomes of a record's clocks: those that go, and those that come or get another moment.

    ``past`` is one that is not set because its moment has passed.
    """

    gone: tuple[Clock, ...] = ()
    set: tuple[Clock, ...] = ()
    past: ClockId | None = None


def adjusted(
    present: Sequence[StoredClock], record: Ref, clause: Clause, value: Value | None, environment: Environment
) -> Adjustment:
    """Brings the clocks of one slot of a record in line with the value of its field.

    A clock that has gone off, or was stopped, never comes again; with EENMAAL PER none comes after one that has gone
    off. One that runs keeps its moment, unless that is still to come and the calendar was changed.
    """
    own = [one for one in present if one.clock.id.slot == clause.slot]
    running = [one.clock for one in own if one.status is ClockStatus.RUNNING]
    wanted = None if value is None else clock_id(clause.slot, value, environment)
    gone = tuple(one for one in running if one.id != wanted)
    new = starting(record, clause, value, environment)
    same = next((one.clock for one in own if one.clock.id == wanted), None)
    if new is None:
        is_past = wanted is not None and same is None and wanted.deadline <= environment.now
        return Adjustment(gone, past=wanted if is_past else None)
    if same is not None:
        moved = same in running and same.due > environment.now and same.due != new.due
        return Adjustment(gone, (new,) if moved else ())
    fired = any(one.status is ClockStatus.FIRED for one in own)
    return Adjustment(gone, () if fired and clause.trigger.event.once_per is not None else (new,))


def has_fired(slot: Slot, found: ClockId, fired: Iterable[ClockId], event: Event) -> bool:
    """Whether a clock has gone off, or with EENMAAL PER any of its slot."""
    once = event.once_per is not None
    return any(one == found or (once and one.slot == slot) for one in fired)


def event_id(clock: Clock) -> str:
    """The id of the event that a clock starts: the same whoever works it out, and however often."""
    slot, record = clock.id.slot, clock.record
    parts = (slot.event, slot.field, slot.offset, clock.id.deadline.astimezone(UTC).isoformat())
    return own_id(record, parts)


def own_id(record: Ref, parts: Sequence[str]) -> str:
    """An id for an event of the clock on a record: readable by its key, and its own by all that it is made of."""
    whole = json.dumps([record.administration, record.object, record.key, *parts])
    return f"{record.key}{CLOCK}{hashlib.sha256(whole.encode()).hexdigest()[:16]}"
