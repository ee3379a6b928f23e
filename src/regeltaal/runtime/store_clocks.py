"""The clocks and schedules of a store: what is to come, and what has been. Inside a unit of work."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from attrs import frozen
from sqlalchemy import Connection, RowMapping, and_, delete, insert, select, update
from sqlalchemy.sql import ColumnElement

from regeltaal.runtime import store_rows as rows
from regeltaal.runtime.clocks import Clock, ClockId, ClockStatus, Slot, StoredClock
from regeltaal.runtime.schedules import Round
from regeltaal.runtime.store_tables import clock_rules, clocks, schedules
from regeltaal.runtime.waking import Wake, WakeClock, WakeRound
from regeltaal.values.value import Ref

_PART = "all"
_AT_ONCE = 1000
_RUNNING = clocks.c.status == ClockStatus.RUNNING.value
_IN_ORDER = (
    clocks.c.due,
    *(clocks.c.administration, clocks.c.object, clocks.c.key),
    *(clocks.c.event, clocks.c.field, clocks.c.shift),
)


@frozen
class Clocks:
    """What may be done with clocks and schedules in a transaction of the store."""

    connection: Connection
    wakes: list[Wake]
    """Of the transaction; see ``Unit.wakes``."""

    # ------------------------------------------------------------ clocks of records

    def of_record(self, record: Ref) -> tuple[StoredClock, ...]:
        """Every clock that a record has or had."""
        return self._found(_of(record))

    def of_object(self, object_name: str) -> Mapping[Ref, Sequence[StoredClock]]:
        """Those of all records of an object, by record."""
        found: dict[Ref, list[StoredClock]] = {}
        for one in self._found(clocks.c.object == object_name):
            found.setdefault(one.clock.record, []).append(one)
        return found

    def objects(self) -> tuple[str, ...]:
        """The objects of which some record has a clock that runs."""
        return tuple(sorted(self.connection.scalars(select(clocks.c.object).distinct().where(_RUNNING))))

    def fired(self, record: Ref, event: str) -> frozenset[ClockId]:
        """The clocks of a record that have gone off for an event."""
        done = and_(_of(record), clocks.c.event == event, clocks.c.status == ClockStatus.FIRED.value)
        return frozenset(one.clock.id for one in self._found(done))

    def is_running(self, clock: Clock) -> bool:
        return self.connection.scalar(select(clocks.c.key).where(_is(clock), _RUNNING)) is not None

    def due_of(self, clock: Clock) -> datetime | None:
        """When a clock goes off, as it is now; None when it does not run."""
        found: datetime | None = self.connection.scalar(select(clocks.c.due).where(_is(clock), _RUNNING))
        return found

    def due(self, now: datetime) -> tuple[Clock, ...]:
        """The clocks whose moment has come, the first of them first."""
        query = select(clocks).where(_RUNNING, clocks.c.due <= now).order_by(*_IN_ORDER).limit(_AT_ONCE)
        return tuple(_clock(row).clock for row in self.connection.execute(query).mappings())

    def before(self, clock: Clock) -> Sequence[Clock]:
        """The clocks of the same record that run and are due before it."""
        return [one.clock for one in self._found(and_(_of(clock.record), _RUNNING, clocks.c.due < clock.due))]

    def to_come(self, until: datetime) -> Sequence[Clock]:
        """Every clock that runs and is due by a moment."""
        return [one.clock for one in self._found(and_(_RUNNING, clocks.c.due <= until))]

    def first(self) -> Clock | None:
        """The clock that is due first."""
        query = select(clocks).where(_RUNNING).order_by(*_IN_ORDER).limit(1)
        row = self.connection.execute(query).mappings().first()
        return None if row is None else _clock(row).clock

    def change(self, gone: Iterable[Clock], new: Iterable[Clock]) -> None:
        """Takes clocks away that run, sets others, and gives those of them that run already their new moment."""
        for clock in gone:
            self.connection.execute(delete(clocks).where(_is(clock), _RUNNING))
        for clock in new:
            changed = update(clocks).where(_is(clock), _RUNNING).values(due=clock.due)
            if self.connection.execute(changed).rowcount == 0:
                self.connection.execute(insert(clocks), {**_of_clock(clock), "status": ClockStatus.RUNNING.value})
            self.wakes.append(WakeClock(clock))

    def end(self, record: Ref) -> None:
        """The record is gone: what was to come does not come any more."""
        self.connection.execute(delete(clocks).where(_of(record), _RUNNING))

    def settle(self, clock: Clock, status: ClockStatus, event: str | None) -> None:
        """A clock has gone off, or was stopped; that is kept also of one that was never set."""
        values = {"status": status.value, "event_id": event}
        if self.connection.execute(update(clocks).where(_is(clock)).values(values)).rowcount == 0:
            self.connection.execute(insert(clocks), {**_of_clock(clock), **values})

    def _found(self, condition: ColumnElement[bool]) -> tuple[StoredClock, ...]:
        query = select(clocks).where(condition).order_by(*_IN_ORDER)
        return tuple(_clock(row) for row in self.connection.execute(query).mappings())

    # ------------------------------------------------------------ schedules of rules

    def rounds(self) -> tuple[Round, ...]:
        """When each schedule comes round next, the first of them first."""
        query = select(schedules).order_by(schedules.c.due, schedules.c.rule, schedules.c.administration)
        return tuple(_round(row) for row in self.connection.execute(query).mappings())

    def due_of_round(self, one: Round) -> datetime | None:
        """When a schedule comes round, as it is now; None when it no longer does."""
        found: datetime | None = self.connection.scalar(select(schedules.c.due).where(_is_round(one)))
        return found

    def put_round(self, one: Round) -> None:
        """Says when a schedule comes round next."""
        changed = update(schedules).where(_is_round(one)).values(due=one.due)
        if self.connection.execute(changed).rowcount == 0:
            place = {"rule": one.rule, "administration": one.administration, "day": one.day, "time": one.time}
            self.connection.execute(insert(schedules), {**place, "due": one.due})
        self.wakes.append(WakeRound(one))

    def remove_round(self, one: Round) -> None:
        self.connection.execute(delete(schedules).where(_is_round(one)))

    # ------------------------------------------------------------ the rules that all this was worked out by

    def rules_seen(self) -> str | None:
        """The digest of the rule set that clocks and schedules are in step with."""
        found: str | None = self.connection.scalar(select(clock_rules.c.hash).where(clock_rules.c.part == _PART))
        return found

    def keep_rules_seen(self, digest: str) -> None:
        if self.connection.execute(update(clock_rules).values(hash=digest)).rowcount == 0:
            self.connection.execute(insert(clock_rules), {"part": _PART, "hash": digest})


def _of(record: Ref) -> ColumnElement[bool]:
    return and_(*(clocks.c[name] == value for name, value in rows.of_ref(record).items()))


def _is(clock: Clock) -> ColumnElement[bool]:
    slot = clock.id.slot
    hangs_at = and_(clocks.c.event == slot.event, clocks.c.field == slot.field, clocks.c.shift == slot.offset)
    return and_(_of(clock.record), hangs_at, clocks.c.deadline == clock.id.deadline)


def _of_clock(clock: Clock) -> rows.Values:
    slot = clock.id.slot
    return {
        **rows.of_ref(clock.record),
        "event": slot.event,
        "field": slot.field,
        "shift": slot.offset,
        "deadline": clock.id.deadline,
        "due": clock.due,
    }


def _clock(row: RowMapping) -> StoredClock:
    found = ClockId(Slot(row["event"], row["field"], row["shift"]), row["deadline"])
    return StoredClock(Clock(rows.ref(row), found, row["due"]), ClockStatus(row["status"]), row["event_id"])


def _round(row: RowMapping) -> Round:
    return Round(row["rule"], row["administration"], row["day"], row["time"], row["due"])


def _is_round(one: Round) -> ColumnElement[bool]:
    return and_(
        schedules.c.rule == one.rule,
        schedules.c.administration == one.administration,
        schedules.c.day == one.day,
        schedules.c.time == one.time,
    )
