"""The records of one event and its chain, in memory: read through to a source, changed here, stored by the caller.

INVARIANT: everything read from the source is kept in ``inputs``, so that the same processing can be done again from
them alone. That is what replay and explanations stand on.
"""

from collections.abc import Iterable, Iterator, Mapping

import attrs
from attrs import Factory, define

from regeltaal.base.node import Node, field
from regeltaal.runtime.clocks import Clock, ClockId
from regeltaal.runtime.fields import Fields, as_stored, differing, field_of, is_as_it_was
from regeltaal.runtime.filing import KeptFile, free_name
from regeltaal.runtime.lookups import Wanted, buckets, has
from regeltaal.runtime.sources import Inputs, NotedSettings, RecordSource, Settings
from regeltaal.schema.model import Schema, key_of
from regeltaal.values.value import ADMINISTRATION, Fault, Ref, Value, reference


def administration_ref(name: str) -> Ref:
    """The record of an administration: it belongs to the environment, not to an administration."""
    return reference("", ADMINISTRATION, name)


class Change(Node):
    """An effective write: the value did differ."""

    record: Ref
    field: str
    old: Value | None
    new: Value | None


class Snapshot(Node):
    """The records as they were at the start of a phase."""

    records: Mapping[Ref, Mapping[str, Value | None]] = field(shown=False)
    gone: frozenset[Ref] = frozenset()


class _Earlier(Node):
    """What a record was before a change, for ``World.back_to``."""

    record: Ref
    fields: Fields | None
    changed: bool
    deleted: bool
    created: bool


@define(eq=False)
class World:
    """The records as they are now, with what has been changed, made and deleted since the source."""

    schema: Schema
    source: RecordSource
    administrations: Mapping[str, Mapping[str, Value | None]] = Factory(dict)
    connections: Settings = attrs.field(factory=dict, repr=False)
    inputs: Inputs = Factory(Inputs)
    _now: dict[Ref, Fields] = Factory(dict)
    _changed: set[Ref] = Factory(set)
    _deleted: set[Ref] = Factory(set)
    _created: set[Ref] = Factory(set)
    _numbers: dict[tuple[str, str], int] = Factory(dict)
    _files: dict[tuple[str, str], KeptFile] = Factory(dict)
    _shared: dict[tuple[str, str], tuple[str, str]] = Factory(dict)
    _fired: dict[Clock, str] = Factory(dict)
    _log: list[_Earlier | tuple[str, str]] = Factory(list)
    """What was before each change; of a file that was kept its place."""

    # ------------------------------------------------------------ reading

    def prepare(self, records: Iterable[Ref]) -> None:
        """Has records that are about to be read fetched at once."""
        wanted = [one for one in records if one not in self.inputs.records and one not in self._now]
        if wanted:
            self.source.prepare(wanted)

    def exists(self, record: Ref) -> bool:
        return self._fields(record) is not None

    def get(self, record: Ref, name: str) -> Value | None:
        """A field as it is now; None also where the record is not there."""
        fields = self._fields(record)
        return None if fields is None else fields.get(key_of(name))

    def read(self, record: Ref, name: str) -> Value | Fault | None:
        """A field as it is now; FOUT where the record is not there."""
        return field_of(record, self._fields(record), name)

    def fields_of(self, record: Ref) -> Fields | None:
        """All fields of a record as they are now; None where it is not there."""
        return self._fields(record)

    def fields(self, record: Ref) -> Fields:
        """A copy of all fields of a record as they are now; none where it is not there."""
        return dict(self._fields(record) or {})

    def all_of(self, administration: str, object_name: str) -> tuple[Ref, ...]:
        """Every record of an object in an administration, by key; rows that belong to another record left out."""
        if key_of(object_name) == ADMINISTRATION:
            return tuple(administration_ref(name) for name in sorted(self.administrations))
        return self._present(administration, object_name, self._stored_keys(administration, object_name), self._now)

    def among(self, administration: str, object_name: str, wanted: Wanted) -> tuple[Ref, ...]:
        """The records to look for certain values in, by key: all that have them, and then some."""
        sought = buckets(wanted, self.schema.object(object_name))
        if not sought or key_of(object_name) == ADMINISTRATION:
            return self.all_of(administration, object_name)
        slot = (administration, object_name, sought)
        if slot not in self.inputs.found:
            self.inputs.found[slot] = self.source.find(*slot)
        return self._present(administration, object_name, self.inputs.found[slot], self._changed)

    def find(self, administration: str, object_name: str, wanted: Wanted, *, loosely: bool = False) -> tuple[Ref, ...]:
        """The records that have these values now, by key: the same as `=` has it, or ``loosely`` only alike."""
        among = self.among(administration, object_name, wanted)
        self.prepare(among)
        return tuple(ref for ref in among if has(self._fields(ref) or {}, wanted, loosely=loosely))

    def fired(self, record: Ref, event: str) -> frozenset[ClockId]:
        """The clocks of a record that have gone off for an event, by its key."""
        slot = (record, event)
        if slot not in self.inputs.clocks:
            self.inputs.clocks[slot] = self.source.fired(record, event)
        now = (clock.id for clock in self._fired if clock.record == record and clock.id.slot.event == event)
        return self.inputs.clocks[slot].union(now)

    @property
    def settings(self) -> Settings:
        """The `[koppelingen]`, for actions."""
        return NotedSettings(self.connections, self.inputs)

    def snapshot(self) -> Snapshot:
        return Snapshot(dict(self._now), frozenset(self._deleted))

    def fields_in(self, snapshot: Snapshot, record: Ref) -> Fields | None:
        """The fields of a record as they were at the snapshot; of a record made since then, as they are now."""
        fields = snapshot.records.get(record)
        if fields is None and record not in self._created and record.object != ADMINISTRATION:
            return None if record in snapshot.gone else self.loaded(record)
        return self._fields(record) if fields is None else fields

    # ------------------------------------------------------------ changing

    def write(self, record: Ref, name: str, value: Value | None) -> Change | None:
        """Changes a field; None where the value was equal already, or the record is not there."""
        fields = self._fields(record)
        key, new = key_of(name), as_stored(value)
        if fields is None or record.object == ADMINISTRATION:
            return None
        old = fields.get(key)
        if old == new and type(old) is type(new):
            return None
        self._set(record, {**fields, key: new})
        return Change(record, key, old, new)

    def put(self, record: Ref, values: Mapping[str, Value | None], *, whole: bool = False) -> None:
        """Makes the record when it is not there and lays values over what it has: what an event brings.

        ``whole``: the values are all there is of it, what it had before is gone.
        """
        old = self._fields(record)
        given = {key: as_stored(value) for key, value in values.items()}
        kept = dict.fromkeys(old or {}) if whole else old or {}
        new = {**kept, **given}
        if old is None or not is_as_it_was(new, old):
            self._set(record, new, created=old is None)

    def put_aside(self, record: Ref, values: Mapping[str, Value | None]) -> None:
        """A record that can be read and is not stored: what a row of a list was before the event."""
        self._now[record] = dict(values)

    def create(self, administration: str, object_name: str, values: Mapping[str, Value | None], key: str | None) -> Ref:
        """A new record; without a key it gets the next number of its object, skipping those that are taken."""
        declared = self.schema.object(object_name)
        name = declared.name if declared is not None else object_name
        record = Ref(administration, name, key if key is not None else self._next_key(administration, name))
        fields = {key_of(field_name): value for field_name, value in values.items()}
        if declared is not None and declared.key_field is not None and not is_row(record):
            fields[key_of(declared.key_field.name)] = record.key
        self.put(record, fields)
        return record

    def delete(self, record: Ref) -> None:
        """Removes a record with the rows that belong to it."""
        for row in self.rows_of(record):
            self.delete(row)
        if self._fields(record) is not None and record.object != ADMINISTRATION:
            self._remember(record)
            self._now.pop(record, None)
            self._changed.discard(record)
            self._deleted.add(record)

    def rows_of(self, record: Ref) -> tuple[Ref, ...]:
        """The records without a key of their own that its fields hold."""
        start = row_start(record)
        fields = self._fields(record) or {}
        return tuple(ref for value in fields.values() for ref in refs_in(value) if ref.key.startswith(start))

    def keep_file(self, administration: str, name: str, file: KeptFile) -> str:
        """Keeps a file with the records; gives the name that it goes by.

        One that is known is kept again: of a name that nothing used any more the content may have been removed.
        """
        kept = free_name(name, file.digest, lambda one: self._file_digest(administration, one))
        if (administration, kept) not in self._files:
            self._files[(administration, kept)] = file
            self._log.append((administration, kept))
        return kept

    def fire(self, clock: Clock, event: str) -> None:
        """A clock has gone off: it started the event with this id."""
        self._fired[clock] = event

    def fired_clocks(self) -> Mapping[Clock, str]:
        """The clocks that went off here, each with the id of its event."""
        return self._fired

    def share_file(self, administration: str, name: str, target: str) -> str:
        """Keeps a file of one administration in another as well; gives the name that it goes by there."""
        digest = self._file_digest(administration, name)
        if digest is None:
            return name
        file = self._files.get((administration, name), KeptFile(digest))
        kept = self.keep_file(target, name, file)
        if file.content is None:
            self._shared[(target, kept)] = (administration, name)
        return kept

    def kept_files(self) -> Iterator[tuple[tuple[str, str], bytes]]:
        """The files that were kept, by administration and name."""
        return iter([(slot, one.content) for slot, one in self._files.items() if one.content is not None])

    def shared_files(self) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
        """The files that were kept of another administration's, each with the one that it is."""
        return iter([(slot, origin) for slot, origin in self._shared.items() if slot in self._files])

    def kept_bytes(self) -> int:
        return sum(one.size for one in self._files.values())

    def mark(self) -> int:
        """The state to come back to when what follows fails halfway."""
        return len(self._log)

    def back_to(self, mark: int) -> None:
        """Undoes everything since the mark; numbers that were given out stay used."""
        while len(self._log) > mark:
            earlier = self._log.pop()
            if isinstance(earlier, tuple):
                self._files.pop(earlier)
                continue
            if earlier.fields is None:
                self._now.pop(earlier.record, None)
            else:
                self._now[earlier.record] = earlier.fields
            _keep(self._changed, earlier.record, holds=earlier.changed)
            _keep(self._deleted, earlier.record, holds=earlier.deleted)
            _keep(self._created, earlier.record, holds=earlier.created)

    def touched_since(self, mark: int) -> Mapping[Ref, frozenset[str]]:
        """The records that were changed or made since the mark and are still there, each with the fields that differ.

        In order of first change.
        """
        before: dict[Ref, Fields] = {}
        for earlier in self._log[mark:]:
            if isinstance(earlier, _Earlier):
                before.setdefault(earlier.record, earlier.fields or {})
        left = ((record, old, self._now[record]) for record, old in before.items() if record in self._now)
        changed = {record: differing(old, now) for record, old, now in left}
        return {record: names for record, names in changed.items() if names}

    def changes(self) -> Iterator[tuple[Ref, Mapping[str, Value | None]]]:
        """Every record that was changed or made, with all its fields."""
        return iter([(ref, self._now[ref]) for ref in sorted(self._changed, key=_order)])

    def is_new(self, record: Ref) -> bool:
        """Whether the source did not have it, or no longer."""
        return record in self._created

    def deletions(self) -> tuple[Ref, ...]:
        return tuple(sorted(self._deleted, key=_order))

    def used_numbers(self) -> Mapping[tuple[str, str], int]:
        """The last number given out, by administration and object, where any was."""
        return self._numbers

    # ------------------------------------------------------------ inside

    def _set(self, record: Ref, fields: Fields, *, created: bool = False) -> None:
        self._remember(record)
        self._now[record] = fields
        self._changed.add(record)
        if created:
            self._created.add(record)
            self._deleted.discard(record)

    def _remember(self, record: Ref) -> None:
        self._log.append(
            _Earlier(
                record,
                self._now.get(record),
                record in self._changed,
                record in self._deleted,
                record in self._created,
            )
        )

    def _fields(self, record: Ref) -> Fields | None:
        if record in self._deleted:
            return None
        fields = self._now.get(record)
        if fields is not None:
            return fields
        if record.object == ADMINISTRATION:
            return self._administration(record.key)
        loaded = self.loaded(record)
        if loaded is not None:
            self._now[record] = loaded
        return loaded

    def loaded(self, record: Ref) -> Fields | None:
        """A record as the source has it."""
        if record not in self.inputs.records:
            self.inputs.records[record] = self.source.load(record)
        return self.inputs.records[record]

    def _administration(self, name: str) -> Fields | None:
        """What is known of an administration; of one in a project that declares none its name."""
        return self.administrations.get(name) if self.administrations else {"naam": name}

    def _file_digest(self, administration: str, name: str) -> str | None:
        slot = (administration, name)
        if slot in self._files:
            return self._files[slot].digest
        if slot not in self.inputs.files:
            self.inputs.files[slot] = self.source.file_digest(administration, name)
        return self.inputs.files[slot]

    def _present(self, where: str, object_name: str, keys: Iterable[str], also: Iterable[Ref]) -> tuple[Ref, ...]:
        """The records of an object with these keys, and others of this event, that are there; by key, no rows."""
        found = {Ref(where, object_name, key) for key in keys}
        found |= {ref for ref in also if ref.administration == where and ref.object == object_name}
        return tuple(sorted((ref for ref in found - self._deleted if not is_row(ref)), key=lambda ref: ref.key))

    def _stored_keys(self, administration: str, object_name: str) -> tuple[str, ...]:
        slot = (administration, object_name)
        if slot not in self.inputs.known_keys:
            self.inputs.known_keys[slot] = self.source.keys(administration, object_name)
        return self.inputs.known_keys[slot]

    def _next_key(self, administration: str, object_name: str) -> str:
        slot = (administration, object_name)
        if slot not in self._numbers:
            self.inputs.numbers[slot] = self._numbers[slot] = self.source.last_number(administration, object_name)
        while True:
            self._numbers[slot] += 1
            key = str(self._numbers[slot])
            if not self.exists(Ref(administration, object_name, key)):
                return key


def is_row(record: Ref) -> bool:
    """Whether it is a record without a key of its own: its key is made of its owner's, its field and its place."""
    return "/" in record.key


def row_start(owner: Ref) -> str:
    """What the keys of the rows of a record begin with."""
    return f"{owner.object}/{owner.key}/"


def refs_in(value: Value | None) -> Iterator[Ref]:
    """The references that a field holds: itself, or those of its list."""
    for item in value if isinstance(value, tuple) else (value,):
        if isinstance(item, Ref):
            yield item


def _keep(place: set[Ref], record: Ref, *, holds: bool) -> None:
    (place.add if holds else place.discard)(record)


def _order(record: Ref) -> tuple[str, str, str]:
    return (record.administration, record.object, record.key)
