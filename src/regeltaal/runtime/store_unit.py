"""A unit of work: everything that belongs to one event, or to those of a batch, in one transaction.

What it writes waits until the end, or until something is asked of the same table.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from attrs import Factory, field, frozen
from sqlalchemy import Connection, and_, bindparam, func, insert, select, update
from sqlalchemy.sql import ColumnElement

from regeltaal.base.chunks import chunks
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
from regeltaal.runtime.store_pending import Pending
from regeltaal.runtime.store_publications import Publications
from regeltaal.runtime.store_tables import (
    Json,
    counters,
    effects,
    events,
    files,
    from_json,
    records,
    refusals,
    rule_sets,
    timeline,
    to_json,
)
from regeltaal.runtime.waking import Wake, WakeEffects
from regeltaal.values.value import Ref

_AT_ONCE = 500
_AHEAD = 32
"""Who asks for the last number is about to look whether the next ones are free."""

_IS = and_(
    records.c.administration == bindparam("administration"), records.c.object == bindparam("object"), ~records.c.deleted
)
_LOAD = select(records.c.fields).where(_IS, records.c.key == bindparam("key"))
_LAST = select(counters.c.last).where(
    counters.c.administration == bindparam("administration"), counters.c.object == bindparam("object")
)
_KNOWN = select(events).where(
    events.c.administration == bindparam("administration"), events.c.id.in_(bindparam("ids", expanding=True))
)
_LOAD_MANY = select(records.c.key, records.c.fields).where(_IS, records.c.key.in_(bindparam("keys", expanding=True)))


@frozen
class Unit:
    """What may be done in a transaction of the store."""

    _connection: Connection
    wakes: list[Wake] = field(factory=list, init=False, repr=False, eq=False)
    """What this transaction plans that someone must be woken for."""
    _loaded: dict[Ref, dict[str, object] | Json | None] = field(factory=dict, init=False, repr=False, eq=False)
    """What was read of records or written: nobody else can change them while this transaction lasts."""
    _known: dict[EventId, StoredEvent | None] = field(factory=dict, init=False, repr=False, eq=False)
    _numbers: dict[tuple[str, str], int] = field(factory=dict, init=False, repr=False, eq=False)
    _pending: Pending = field(
        init=False, repr=False, eq=False, default=Factory(lambda self: Pending(self._connection), takes_self=True)
    )
    lookups: Lookups = field(
        init=False, repr=False, eq=False, default=Factory(lambda self: Lookups(self._connection), takes_self=True)
    )

    @property
    def connection(self) -> Connection:
        """The connection of this transaction, on which all that was written here is to be seen."""
        self.write()
        return self._connection

    def write(self) -> None:
        """Writes what waits to be written."""
        self.lookups.write()
        self._pending.write()

    # ------------------------------------------------------------ records

    def load(self, record: Ref) -> dict[str, object] | None:
        """A record's fields, None when it is not there or was deleted."""
        if record not in self._loaded:
            self._loaded[record] = self._connection.scalar(_LOAD, rows.of_ref(record))
        found = self._loaded[record]
        if isinstance(found, Json):
            self._loaded[record] = found = from_json(found)
        return found

    def prepare(self, wanted: Iterable[Ref]) -> None:
        """Reads many records at once, so that loading each of them takes no time."""
        by_object: dict[tuple[str, str], list[str]] = {}
        for record in wanted:
            if record not in self._loaded:
                self._loaded[record] = None
                by_object.setdefault((record.administration, record.object), []).append(record.key)
        for (administration, object_name), keys in by_object.items():
            place = {"administration": administration, "object": object_name}
            for chunk in chunks(keys, _AT_ONCE):
                for key, fields in self._connection.execute(_LOAD_MANY, {**place, "keys": chunk}):
                    self._loaded[Ref(administration, object_name, key)] = fields

    def save(self, record: Ref, fields: Mapping[str, object], *, deleted: bool = False) -> None:
        """Puts a record as it now is in the place of what was there."""
        self.save_all([StoredRecord(record, fields, deleted)])

    def save_all(self, changed: Sequence[StoredRecord]) -> None:
        for one in changed:
            written = Json(to_json(dict(one.fields)))
            row = {**rows.of_ref(one.record), "fields": written, "deleted": one.deleted}
            self._pending.add(records, row, one.record)
            self._loaded[one.record] = None if one.deleted else written

    def keys(self, administration: str, object_name: str) -> tuple[str, ...]:
        """The keys of an object's records, in order of code points."""
        query = select(records.c.key).where(
            records.c.administration == administration, records.c.object == object_name, ~records.c.deleted
        )
        return tuple(sorted(self._pending.written(records).scalars(query)))

    def records(self, object_name: str, administration: str | None = None) -> tuple[StoredRecord, ...]:
        """The records of an object, by administration and key."""
        query = select(records).where(records.c.object == object_name, ~records.c.deleted)
        if administration is not None:
            query = query.where(records.c.administration == administration)
        found = [rows.record(row) for row in self._pending.written(records).execute(query).mappings()]
        return tuple(sorted(found, key=lambda one: (one.record.administration, one.record.key)))

    def last_number(self, administration: str, object_name: str) -> int:
        """The last number given out to a record of an object, 0 when none was."""
        slot = (administration, object_name)
        if slot not in self._numbers:
            self._numbers[slot] = self._connection.scalar(_LAST, rows.of_slot(slot)) or 0
        last = self._numbers[slot]
        if Ref(*slot, str(last + 1)) not in self._loaded:
            self.prepare([Ref(*slot, str(last + step)) for step in range(1, _AHEAD + 1)])
        return last

    def keep_number(self, administration: str, object_name: str, last: int) -> None:
        """Keeps the last number given out. INVARIANT: it never goes back, so no number is given out twice."""
        slot = (administration, object_name)
        if last > self.last_number(*slot):
            self._numbers[slot] = last
            self._pending.add(counters, {**rows.of_slot(slot), "last": last}, slot)

    # ------------------------------------------------------------ events and history

    def known(self, administration: str, event_id: str) -> StoredEvent | None:
        """The event with this id, if it was processed before."""
        event = EventId(administration, event_id)
        if event not in self._known:
            self.prepare_known([event])
        return self._known[event]

    def prepare_known(self, wanted: Iterable[EventId]) -> None:
        """Looks many events up at once, so that asking whether each of them is known takes no time."""
        by_administration: dict[str, list[str]] = {}
        for event in wanted:
            if event not in self._known:
                self._known[event] = None
                by_administration.setdefault(event.administration, []).append(event.id)
        for administration, ids in by_administration.items():
            for chunk in chunks(ids, _AT_ONCE):
                found = self._pending.written(events).execute(_KNOWN, {"administration": administration, "ids": chunk})
                for row in found.mappings():
                    self._known[EventId(administration, row["id"])] = rows.event(row)

    def add_event(self, event: StoredEvent) -> None:
        self._known.pop(event.event, None)
        self._pending.add(events, rows.of_event(event))

    def events_of(self, record: Ref) -> tuple[StoredEvent, ...]:
        """The events of a record, in order of processing."""
        query = select(events).where(
            events.c.record_administration == record.administration,
            events.c.object == record.object,
            events.c.key == record.key,
        )
        found = self._pending.written(events).execute(query.order_by(events.c.number))
        return tuple(rows.event(row) for row in found.mappings())

    def has_had(self, record: Ref, name: str) -> bool:
        """Whether an event of this name was processed for a record of this key, a follow-up included."""
        query = select(events.c.number).where(
            events.c.record_administration == record.administration,
            events.c.object == record.object,
            events.c.key == record.key,
            events.c.name == name,
            events.c.status == EventStatus.PROCESSED.value,
        )
        return self._pending.written(events).scalar(query.limit(1)) is not None

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
        found = self._pending.written(events).execute(query.order_by(events.c.number))
        return tuple(rows.event(row) for row in found.mappings())

    def append(self, entry: TimelineEntry) -> None:
        """Adds to a record's history; nothing of it is ever changed or removed."""
        self.append_all([entry])

    def append_all(self, entries: Sequence[TimelineEntry]) -> None:
        for entry in entries:
            self._pending.add(timeline, rows.of_entry(entry))

    def entries(self, record: Ref) -> tuple[TimelineEntry, ...]:
        """A record's history, oldest first."""
        query = select(timeline).where(rows.is_of(timeline, record)).order_by(timeline.c.number)
        return tuple(rows.entry(row) for row in self._pending.written(timeline).execute(query).mappings())

    def rule_lines(self, record: Ref | None = None) -> Iterator[TimelineEntry]:
        """The lines of the history that are about a rule, of every record or of one, oldest first."""
        query = select(timeline).where(timeline.c.kind == "regel").order_by(timeline.c.number)
        if record is not None:
            query = query.where(rows.is_of(timeline, record))
        found = self._pending.written(timeline).execute(query.execution_options(yield_per=_AT_ONCE))
        return (rows.entry(row) for row in found.mappings())

    def refuse(self, refusal: Refusal) -> None:
        """Adds to the list of refused input."""
        self._pending.add(refusals, rows.of_refusal(refusal))

    def refused(self) -> tuple[Refusal, ...]:
        query = select(refusals).order_by(refusals.c.number)
        return tuple(rows.refusal(row) for row in self._pending.written(refusals).execute(query).mappings())

    # ------------------------------------------------------------ effects

    def plan(self, effect: StoredEffect) -> None:
        """Adds an effect to the outbox, unless it was planned before, whatever became of it."""
        self._pending.add(effects, rows.of_effect(effect))

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

    def planned(self, until: datetime) -> list[tuple[str, datetime]]:
        """The keys of the effects that are planned for a moment or before it, with when each is due."""
        query = select(effects.c.effect_key, effects.c.due).where(
            effects.c.status == EffectStatus.PLANNED.value, effects.c.due <= until
        )
        return [(key, due) for key, due in self.connection.execute(query.order_by(effects.c.due, effects.c.number))]

    def with_status(self, *statuses: EffectStatus) -> tuple[StoredEffect, ...]:
        return self._effects(effects.c.status.in_([status.value for status in statuses]))

    def skipped(self) -> frozenset[str]:
        """The keys of the effects that were skipped when their moment had come."""
        query = select(effects.c.effect_key).where(effects.c.status == EffectStatus.SKIPPED.value)
        return frozenset(self._pending.written(effects).scalars(query))

    def claim(self, key: str, now: datetime, worker: str) -> bool:
        """Takes a planned effect to carry it out; False when someone else has, or it is not planned any more."""
        return self._change(key, EffectStatus.BUSY, None, changed=now, worker=worker, attempts=effects.c.attempts + 1)

    def settle(  # noqa: PLR0913 - an outcome is one record with these parts
        self,
        key: str,
        status: EffectStatus,
        now: datetime,
        reason: Text | None = None,
        *,
        message_id: str | None = None,
        claim: StoredEffect | None = None,
    ) -> bool:
        """Gives an effect its outcome; False when its status does not allow that one any more.

        ``claim`` is the effect as it was taken: False too when it was begun anew since then.
        """
        return self._change(key, status, claim, changed=now, reason=rows.of_text(reason), message_id=message_id)

    def replan(  # noqa: PLR0913 - as settle
        self,
        key: str,
        due: datetime,
        now: datetime,
        reason: Text | None = None,
        *,
        anew: bool = False,
        claim: StoredEffect | None = None,
    ) -> bool:
        """Puts an effect that was begun back in line, to be tried (again) when it is due; ``claim`` as in ``settle``.

        ``anew``: as though it had never been tried.
        """
        values: rows.Values = {"changed": now, "due": due, "reason": rows.of_text(reason)}
        replanned = self._change(key, EffectStatus.PLANNED, claim, **values, **({"attempts": 0} if anew else {}))
        if replanned:
            self.wakes.append(WakeEffects((key,), due))
        return replanned

    def _change(self, key: str, status: EffectStatus, claim: StoredEffect | None, **values: object) -> bool:
        before = [one.value for one in BEFORE[status]]
        statement = update(effects).where(effects.c.effect_key == key, effects.c.status.in_(before))
        if claim is not None:
            statement = statement.where(effects.c.worker == claim.worker, effects.c.attempts == claim.attempts)
        changed = self._pending.written(effects).execute(statement.values(status=status.value, **values))
        return changed.rowcount == 1

    def _effects(self, condition: ColumnElement[bool]) -> tuple[StoredEffect, ...]:
        query = select(effects).where(condition).order_by(effects.c.number)
        return tuple(rows.effect(row) for row in self._pending.written(effects).execute(query).mappings())

    # ------------------------------------------------------------ clocks, publications

    @property
    def publications(self) -> Publications:
        return Publications(self._connection)

    @property
    def clocks(self) -> Clocks:
        return Clocks(self._connection, self.wakes)

    # ------------------------------------------------------------ files

    def keep_file(self, administration: str, name: str, content: bytes) -> str:
        """Keeps a file; gives the name it goes by, which is another where that one stands for other content.

        Of a file that is known it is noted that something uses it again, and its content is put back if it was removed.
        """
        file = kept_file(content)
        kept = free_name(name, file.digest, lambda one: self.file_digest(administration, one))
        place = {"administration": administration, "name": kept}
        if self.file_digest(administration, kept) is None:
            values = {**place, "sha256": file.digest, "size": file.size, "content": content}
            self.connection.execute(insert(files), values)
        else:
            here = and_(files.c.administration == administration, files.c.name == kept)
            uses = func.coalesce(files.c.uses, 0) + 1
            self.connection.execute(update(files).where(here).values(uses=uses))
            back = update(files).where(here, files.c.cleaned.is_not(None)).values(content=content, cleaned=None)
            self.connection.execute(back)
        return kept

    def file(self, administration: str, name: str) -> bytes | None:
        """The content that a name stands for; None when nothing does, or it was removed."""
        query = select(files.c.content).where(
            files.c.administration == administration, files.c.name == name, files.c.cleaned.is_(None)
        )
        found: bytes | None = self._connection.scalar(query)
        return found

    def file_digest(self, administration: str, name: str) -> str | None:
        """The SHA-256 of that content, in hexadecimal."""
        query = select(files.c.sha256).where(files.c.administration == administration, files.c.name == name)
        found: str | None = self._connection.scalar(query)
        return found

    # ------------------------------------------------------------ rule sets

    def keep_rule_set(self, digest: str, body: Mapping[str, object]) -> None:
        """Keeps the texts of a rule set under their digest, so that an old event is explained by its own rules."""
        self._pending.add(rule_sets, {"hash": digest, "body": dict(body)})

    def rule_set(self, digest: str) -> dict[str, object] | None:
        query = select(rule_sets.c.body).where(rule_sets.c.hash == digest)
        found: dict[str, object] | None = self._pending.written(rule_sets).scalar(query)
        return found
