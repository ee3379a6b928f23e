"""A unit of work: everything that belongs to one event, in one transaction."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from attrs import Factory, field, frozen
from sqlalchemy import Column, Connection, Table, and_, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import ColumnElement

from regeltaal.base.text import Text
from regeltaal.runtime import store_rows as rows
from regeltaal.runtime.filing import free_name, kept_file
from regeltaal.runtime.result import EventStatus
from regeltaal.runtime.storage import (
    BEFORE,
    EffectStatus,
    EventId,
    Refusal,
    StoredEffect,
    StoredEvent,
    StoredRecord,
    TimelineEntry,
)
from regeltaal.runtime.store_clocks import Clocks
from regeltaal.runtime.store_lookups import Lookups
from regeltaal.runtime.store_publications import Publications
from regeltaal.runtime.store_tables import counters, effects, events, files, records, refusals, rule_sets, timeline
from regeltaal.runtime.waking import Wake, WakeEffects
from regeltaal.values.value import Ref

_AT_ONCE = 500
_IS = and_(
    records.c.administration == bindparam("administration"), records.c.object == bindparam("object"), ~records.c.deleted
)
_LOAD = select(records.c.fields).where(_IS, records.c.key == bindparam("key"))
_LOAD_MANY = select(records.c.key, records.c.fields).where(_IS, records.c.key.in_(bindparam("keys", expanding=True)))


@frozen
class Unit:
    """What may be done in a transaction of the store."""

    connection: Connection
    wakes: list[Wake] = field(factory=list, init=False, repr=False, eq=False)
    """What this transaction plans that someone must be woken for."""
    _loaded: dict[Ref, dict[str, object] | None] = field(factory=dict, init=False, repr=False, eq=False)
    """What was read of records: nobody else can change them while this transaction lasts."""
    lookups: Lookups = field(
        init=False, repr=False, eq=False, default=Factory(lambda self: Lookups(self.connection), takes_self=True)
    )

    # ------------------------------------------------------------ records

    def load(self, record: Ref) -> dict[str, object] | None:
        """A record's fields, None when it is not there or was deleted."""
        if record not in self._loaded:
            self._loaded[record] = self.connection.scalar(_LOAD, rows.of_ref(record))
        return self._loaded[record]

    def prepare(self, wanted: Iterable[Ref]) -> None:
        """Reads many records at once, so that loading each of them takes no time."""
        by_object: dict[tuple[str, str], list[str]] = {}
        for record in wanted:
            if record not in self._loaded:
                self._loaded[record] = None
                by_object.setdefault((record.administration, record.object), []).append(record.key)
        for (administration, object_name), keys in by_object.items():
            place = {"administration": administration, "object": object_name}
            for chunk in _batched(keys, _AT_ONCE):
                for key, fields in self.connection.execute(_LOAD_MANY, {**place, "keys": chunk}):
                    self._loaded[Ref(administration, object_name, key)] = fields

    def save(self, record: Ref, fields: Mapping[str, object], *, deleted: bool = False) -> None:
        """Puts a record as it now is in the place of what was there."""
        self.save_all([StoredRecord(record, fields, deleted)])

    def save_all(self, changed: Sequence[StoredRecord]) -> None:
        for one in changed:
            self._loaded.pop(one.record, None)
        values = [{**rows.of_ref(one.record), "fields": dict(one.fields), "deleted": one.deleted} for one in changed]
        self._upsert(records, values, ("fields", "deleted"))

    def keys(self, administration: str, object_name: str) -> tuple[str, ...]:
        """The keys of an object's records, in order of code points."""
        query = select(records.c.key).where(
            records.c.administration == administration, records.c.object == object_name, ~records.c.deleted
        )
        return tuple(sorted(self.connection.scalars(query)))

    def records(self, object_name: str, administration: str | None = None) -> tuple[StoredRecord, ...]:
        """The records of an object, by administration and key."""
        query = select(records).where(records.c.object == object_name, ~records.c.deleted)
        if administration is not None:
            query = query.where(records.c.administration == administration)
        found = [rows.record(row) for row in self.connection.execute(query).mappings()]
        return tuple(sorted(found, key=lambda one: (one.record.administration, one.record.key)))

    def last_number(self, administration: str, object_name: str) -> int:
        """The last number given out to a record of an object, 0 when none was."""
        query = select(counters.c.last).where(
            counters.c.administration == administration, counters.c.object == object_name
        )
        return self.connection.scalar(query) or 0

    def keep_number(self, administration: str, object_name: str, last: int) -> None:
        """Keeps the last number given out. INVARIANT: it never goes back, so no number is given out twice."""
        place = {"administration": administration, "object": object_name}
        if last > self.last_number(administration, object_name):
            self._upsert(counters, [{**place, "last": last}], ("last",))

    # ------------------------------------------------------------ events and history

    def known(self, administration: str, event_id: str) -> StoredEvent | None:
        """The event with this id, if it was processed before."""
        query = select(events).where(events.c.administration == administration, events.c.id == event_id)
        row = self.connection.execute(query).mappings().first()
        return rows.event(row) if row else None

    def add_event(self, event: StoredEvent) -> None:
        self.connection.execute(insert(events), rows.of_event(event))

    def events_of(self, record: Ref) -> tuple[StoredEvent, ...]:
        """The events of a record, in order of processing."""
        query = select(events).where(
            events.c.record_administration == record.administration,
            events.c.object == record.object,
            events.c.key == record.key,
        )
        return tuple(rows.event(row) for row in self.connection.execute(query.order_by(events.c.number)).mappings())

    def has_had(self, record: Ref, name: str) -> bool:
        """Whether an event of this name was processed for a record of this key, a follow-up included."""
        query = select(events.c.number).where(
            events.c.record_administration == record.administration,
            events.c.object == record.object,
            events.c.key == record.key,
            events.c.name == name,
            events.c.status == EventStatus.PROCESSED.value,
        )
        return self.connection.scalar(query.limit(1)) is not None

    def refs(self, object_name: str, key: str) -> tuple[Ref, ...]:
        """The records of a key, one an administration; those that are gone too, as long as events tell of them."""
        now = select(records.c.administration).where(
            records.c.object == object_name, records.c.key == key, ~records.c.deleted
        )
        then = select(events.c.record_administration).where(events.c.object == object_name, events.c.key == key)
        return tuple(Ref(name, object_name, key) for name in sorted(set(self.connection.scalars(now.union(then)))))

    def follow_ups(self, event: EventId) -> tuple[StoredEvent, ...]:
        """The events that follow from an event, of whatever record, in order of processing."""
        query = select(events).where(
            events.c.parent_administration == event.administration, events.c.parent_id == event.id
        )
        return tuple(rows.event(row) for row in self.connection.execute(query.order_by(events.c.number)).mappings())

    def append(self, entry: TimelineEntry) -> None:
        """Adds to a record's history; nothing of it is ever changed or removed."""
        self.append_all([entry])

    def append_all(self, entries: Sequence[TimelineEntry]) -> None:
        if entries:
            self.connection.execute(insert(timeline), [rows.of_entry(entry) for entry in entries])

    def entries(self, record: Ref) -> tuple[TimelineEntry, ...]:
        """A record's history, oldest first."""
        query = select(timeline).where(_is(timeline, record)).order_by(timeline.c.number)
        return tuple(rows.entry(row) for row in self.connection.execute(query).mappings())

    def rule_lines(self, record: Ref | None = None) -> Iterator[TimelineEntry]:
        """The lines of the history that are about a rule, of every record or of one, oldest first."""
        query = select(timeline).where(timeline.c.kind == "regel").order_by(timeline.c.number)
        if record is not None:
            query = query.where(_is(timeline, record))
        found = self.connection.execute(query.execution_options(yield_per=_AT_ONCE))
        return (rows.entry(row) for row in found.mappings())

    def refuse(self, refusal: Refusal) -> None:
        """Adds to the list of refused input."""
        self.connection.execute(insert(refusals), rows.of_refusal(refusal))

    def refused(self) -> tuple[Refusal, ...]:
        query = select(refusals).order_by(refusals.c.number)
        return tuple(rows.refusal(row) for row in self.connection.execute(query).mappings())

    # ------------------------------------------------------------ effects

    def plan(self, effect: StoredEffect) -> bool:
        """Adds an effect to the outbox; False when it was planned before, whatever became of it."""
        return self._insert_new(effects, rows.of_effect(effect), effects.c.effect_key)

    def effect(self, key: str) -> StoredEffect | None:
        found = self._effects(effects.c.effect_key == key)
        return found[0] if found else None

    def effects_of(self, event: EventId) -> tuple[StoredEffect, ...]:
        """The effects of an event, in planned order."""
        return self._effects(
            and_(effects.c.event_administration == event.administration, effects.c.event_id == event.id)
        )

    def pending_with(self, delay_key: str) -> tuple[StoredEffect, ...]:
        """The effects with this delay key that nobody has begun."""
        return self._effects(
            and_(effects.c.delay_key == delay_key, effects.c.status == EffectStatus.PLANNED.value),
        )

    def with_status(self, *statuses: EffectStatus) -> tuple[StoredEffect, ...]:
        return self._effects(effects.c.status.in_([status.value for status in statuses]))

    def skipped(self) -> frozenset[str]:
        """The keys of the effects that were skipped when their moment had come."""
        query = select(effects.c.effect_key).where(effects.c.status == EffectStatus.SKIPPED.value)
        return frozenset(self.connection.scalars(query))

    def claim(self, key: str, now: datetime, worker: str) -> bool:
        """Takes a planned effect to carry it out; False when someone else has, or it is not planned any more."""
        return self._change(key, EffectStatus.BUSY, changed=now, worker=worker, attempts=effects.c.attempts + 1)

    def settle(
        self,
        key: str,
        status: EffectStatus,
        now: datetime,
        reason: Text | None = None,
        *,
        message_id: str | None = None,
    ) -> bool:
        """Gives an effect its outcome; False when its status does not allow that one any more."""
        return self._change(key, status, changed=now, reason=rows.of_text(reason), message_id=message_id)

    def replan(self, key: str, due: datetime, now: datetime, reason: Text | None = None) -> bool:
        """Puts an effect that was begun back in line, to be tried (again) when it is due."""
        replanned = self._change(key, EffectStatus.PLANNED, changed=now, due=due, reason=rows.of_text(reason))
        if replanned:
            self.wakes.append(WakeEffects((key,), due))
        return replanned

    def _change(self, key: str, status: EffectStatus, **values: object) -> bool:
        before = [one.value for one in BEFORE[status]]
        statement = update(effects).where(effects.c.effect_key == key, effects.c.status.in_(before))
        return self.connection.execute(statement.values(status=status.value, **values)).rowcount == 1

    def _effects(self, condition: ColumnElement[bool]) -> tuple[StoredEffect, ...]:
        query = select(effects).where(condition).order_by(effects.c.number)
        return tuple(rows.effect(row) for row in self.connection.execute(query).mappings())

    # ------------------------------------------------------------ clocks, publications

    @property
    def publications(self) -> Publications:
        return Publications(self.connection)

    @property
    def clocks(self) -> Clocks:
        return Clocks(self.connection, self.wakes)

    # ------------------------------------------------------------ files

    def keep_file(self, administration: str, name: str, content: bytes) -> str:
        """Keeps a file; gives the name it goes by, which is another where that one stands for other content."""
        file = kept_file(content)
        kept = free_name(name, file.digest, lambda one: self.file_digest(administration, one))
        if self.file_digest(administration, kept) is None:
            place = {"administration": administration, "name": kept}
            self.connection.execute(
                insert(files), {**place, "sha256": file.digest, "size": file.size, "content": content}
            )
        return kept

    def file(self, administration: str, name: str) -> bytes | None:
        """The content that a name stands for; None when nothing does."""
        query = select(files.c.content).where(files.c.administration == administration, files.c.name == name)
        found: bytes | None = self.connection.scalar(query)
        return found

    def file_digest(self, administration: str, name: str) -> str | None:
        """The SHA-256 of that content, in hexadecimal."""
        query = select(files.c.sha256).where(files.c.administration == administration, files.c.name == name)
        found: str | None = self.connection.scalar(query)
        return found

    # ------------------------------------------------------------ rule sets

    def keep_rule_set(self, digest: str, body: Mapping[str, object]) -> None:
        """Keeps the texts of a rule set under their digest, so that an old event is explained by its own rules."""
        self._insert_new(rule_sets, {"hash": digest, "body": dict(body)}, rule_sets.c.hash)

    def rule_set(self, digest: str) -> dict[str, object] | None:
        found: dict[str, object] | None = self.connection.scalar(
            select(rule_sets.c.body).where(rule_sets.c.hash == digest)
        )
        return found

    # ------------------------------------------------------------ what both databases spell alike, SQLAlchemy apart

    def _insert_new(self, table: Table, values: rows.Values, unique: Column[str]) -> bool:
        """Adds a row, unless there is one with its unique column."""
        statement = self._insert(table).on_conflict_do_nothing(index_elements=[unique])
        return self.connection.scalar(statement.returning(unique), values) is not None

    def _upsert(self, table: Table, values: list[rows.Values], changed: Sequence[str]) -> None:
        if values:
            statement = self._insert(table)
            renewed = {name: statement.excluded[name] for name in changed}
            statement = statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=renewed)
            self.connection.execute(statement, values)

    def _insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        return sqlite.insert(table) if self.connection.dialect.name == "sqlite" else postgresql.insert(table)


def _is(table: Table, record: Ref) -> ColumnElement[bool]:
    return and_(
        table.c.administration == record.administration, table.c.object == record.object, table.c.key == record.key
    )


def _batched(items: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
