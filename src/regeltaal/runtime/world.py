"""The records of one event and its chain, in memory: read through to a source, changed here, stored by the caller.

INVARIANT: everything read from the source is kept in ``inputs``, so that the same processing can be done again from
them alone. That is what replay and explanations stand on.
"""

from collections.abc import Iterator, Mapping
from typing import Protocol

from attrs import Factory, define, field, frozen

from regeltaal.base.text import Text
from regeltaal.schema.model import Schema, key_of
from regeltaal.values.value import ADMINISTRATION, Fault, Ref, Value, reference

Fields = dict[str, Value | None]
"""The fields of a record by key; one that is not there is LEEG."""


def administration_ref(name: str) -> Ref:
    """The record of an administration: it belongs to the environment, not to an administration."""
    return reference("", ADMINISTRATION, name)


class RecordSource(Protocol):
    """Where records come from: the store, a recorded event, or nothing."""

    def load(self, record: Ref) -> Mapping[str, Value | None] | None: ...

    def keys(self, administration: str, object_name: str) -> tuple[str, ...]: ...

    def last_number(self, administration: str, object_name: str) -> int:
        """The last number given out to a record of the object, 0 when none was."""
        ...


class NoRecords:
    """A source that holds nothing: for deciding on an event by itself."""

    def load(self, record: Ref) -> None:
        del record

    def keys(self, administration: str, object_name: str) -> tuple[str, ...]:
        del administration, object_name
        return ()

    def last_number(self, administration: str, object_name: str) -> int:
        del administration, object_name
        return 0


@define
class Inputs:
    """All that was read from a source. It is a source itself."""

    records: dict[Ref, Mapping[str, Value | None] | None] = Factory(dict)
    known_keys: dict[tuple[str, str], tuple[str, ...]] = Factory(dict)
    numbers: dict[tuple[str, str], int] = Factory(dict)

    def load(self, record: Ref) -> Mapping[str, Value | None] | None:
        return self.records.get(record)

    def keys(self, administration: str, object_name: str) -> tuple[str, ...]:
        return self.known_keys.get((administration, object_name), ())

    def last_number(self, administration: str, object_name: str) -> int:
        return self.numbers.get((administration, object_name), 0)


@frozen
class Change:
    """An effective write: the value did differ."""

    record: Ref
    field: str
    old: Value | None
    new: Value | None


@frozen
class Snapshot:
    """The records as they were at the start of a phase."""

    records: Mapping[Ref, Mapping[str, Value | None]] = field(repr=False)
    gone: frozenset[Ref] = frozenset()


@frozen(eq=False)
class Mark:
    """The records at one moment, for ``World.back_to``."""

    now: dict[Ref, Fields]
    changed: set[Ref]
    deleted: set[Ref]
    created: set[Ref]


@define(eq=False)
class World:
    """The records as they are now, with what has been changed, made and deleted since the source."""

    schema: Schema
    source: RecordSource
    administrations: Mapping[str, Mapping[str, Value | None]] = Factory(dict)
    inputs: Inputs = Factory(Inputs)
    _now: dict[Ref, Fields] = Factory(dict)
    _changed: set[Ref] = Factory(set)
    _deleted: set[Ref] = Factory(set)
    _created: set[Ref] = Factory(set)
    _numbers: dict[tuple[str, str], int] = Factory(dict)

    # ------------------------------------------------------------ reading

    def exists(self, record: Ref) -> bool:
        return self._fields(record) is not None

    def get(self, record: Ref, name: str) -> Value | None:
        """A field as it is now; None also where the record is not there."""
        fields = self._fields(record)
        return None if fields is None else fields.get(key_of(name))

    def read(self, record: Ref, name: str) -> Value | Fault | None:
        """A field as it is now; FOUT where the record is not there."""
        fields = self._fields(record)
        return missing(record) if fields is None else fields.get(key_of(name))

    def fields(self, record: Ref) -> Mapping[str, Value | None]:
        """All fields of a record as they are now; none where it is not there."""
        return dict(self._fields(record) or {})

    def all_of(self, administration: str, object_name: str) -> tuple[Ref, ...]:
        """Every record of an object in an administration, by key; rows that belong to another record left out."""
        if key_of(object_name) == ADMINISTRATION:
            return tuple(administration_ref(name) for name in sorted(self.administrations))
        stored = self._stored_keys(administration, object_name)
        found = {Ref(administration, object_name, key) for key in stored}
        found |= {ref for ref in self._now if ref.administration == administration and ref.object == object_name}
        return tuple(sorted((ref for ref in found - self._deleted if "/" not in ref.key), key=lambda ref: ref.key))

    def snapshot(self) -> Snapshot:
        return Snapshot({ref: dict(fields) for ref, fields in self._now.items()}, frozenset(self._deleted))

    def read_in(self, snapshot: Snapshot, record: Ref, name: str) -> Value | Fault | None:
        """A field as it was at the snapshot; of a record made since then, as it is now."""
        if record in snapshot.gone:
            return missing(record)
        fields = snapshot.records.get(record)
        if fields is None and record not in self._created:
            self._fields(record)
            fields = self.inputs.load(record)
        if fields is None:
            return self.read(record, name)
        return fields.get(key_of(name))

    # ------------------------------------------------------------ changing

    def write(self, record: Ref, name: str, value: Value | None) -> Change | None:
        """Changes a field; None where the value was equal already, or the record is not there."""
        fields = self._fields(record)
        key = key_of(name)
        if fields is None or record.object == ADMINISTRATION:
            return None
        old = fields.get(key)
        if old == value and type(old) is type(value):
            return None
        fields[key] = value
        self._changed.add(record)
        return Change(record, key, old, value)

    def put(self, record: Ref, values: Mapping[str, Value | None]) -> None:
        """Makes the record when it is not there and lays values over what it has: what an event brings."""
        fields = self._fields(record)
        if fields is None:
            self._now[record] = fields = {}
            self._created.add(record)
            self._deleted.discard(record)
        fields.update(values)
        self._changed.add(record)

    def create(self, administration: str, object_name: str, values: Mapping[str, Value | None], key: str | None) -> Ref:
        """A new record; without a key it gets the next number of its object, skipping those that are taken."""
        declared = self.schema.object(object_name)
        name = declared.name if declared is not None else object_name
        record = Ref(administration, name, key if key is not None else self._next_key(administration, name))
        fields = {key_of(field_name): value for field_name, value in values.items()}
        if declared is not None and declared.key_field is not None:
            fields[key_of(declared.key_field.name)] = record.key
        self.put(record, fields)
        return record

    def delete(self, record: Ref) -> None:
        if self._fields(record) is not None:
            self._now.pop(record, None)
            self._changed.discard(record)
            self._deleted.add(record)

    def mark(self) -> "Mark":
        """The state to come back to when what follows fails halfway."""
        return Mark(
            {ref: dict(fields) for ref, fields in self._now.items()},
            set(self._changed),
            set(self._deleted),
            set(self._created),
        )

    def back_to(self, mark: "Mark") -> None:
        """Undoes everything since the mark; numbers that were given out stay used."""
        self._now, self._changed = mark.now, mark.changed
        self._deleted, self._created = mark.deleted, mark.created

    def changes(self) -> Iterator[tuple[Ref, Mapping[str, Value | None]]]:
        """Every record that was changed or made, with all its fields."""
        return iter([(ref, self._now[ref]) for ref in sorted(self._changed, key=_order)])

    def deletions(self) -> tuple[Ref, ...]:
        return tuple(sorted(self._deleted, key=_order))

    def used_numbers(self) -> Mapping[tuple[str, str], int]:
        """The last number given out, by administration and object, where any was."""
        return self._numbers

    # ------------------------------------------------------------ inside

    def _fields(self, record: Ref) -> Fields | None:
        if record in self._deleted:
            return None
        fields = self._now.get(record)
        if fields is not None:
            return fields
        if record.object == ADMINISTRATION:
            known = self.administrations.get(record.key)
            return None if known is None else dict(known)
        if record not in self.inputs.records:
            self.inputs.records[record] = self.source.load(record)
        loaded = self.inputs.records[record]
        if loaded is None:
            return None
        self._now[record] = copy = dict(loaded)
        return copy

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


def missing(record: Ref) -> Fault:
    return Fault(
        Text(
            nl=f"{record.object} `{record.key}` is niet bekend",
            en=f"{record.object} `{record.key}` is not known",
        )
    )


def _order(record: Ref) -> tuple[str, str, str]:
    return (record.administration, record.object, record.key)
