"""Between the store's JSON and the runtime's values: records, read and saved."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from attrs import frozen

from regeltaal.runtime.clocks import ClockId
from regeltaal.runtime.codec import decode_stored, encode
from regeltaal.runtime.lookups import Buckets, digest_of, is_in
from regeltaal.runtime.storage import StoredRecord
from regeltaal.runtime.world import World
from regeltaal.schema.model import Schema
from regeltaal.values.value import NotAValueError, Ref, Value

if TYPE_CHECKING:
    from regeltaal.runtime.store_unit import Unit


@frozen
class StoreSource:
    """The records of a store, as a source for one event."""

    unit: "Unit"
    schema: Schema
    zone: ZoneInfo

    def load(self, record: Ref) -> Mapping[str, Value | None] | None:
        data = self.unit.load(record)
        return None if data is None else fields_of(data, record, self.schema, self.zone)

    def prepare(self, records: Iterable[Ref]) -> None:
        self.unit.prepare(records)

    def keys(self, administration: str, object_name: str) -> tuple[str, ...]:
        return self.unit.keys(administration, object_name)

    def find(self, administration: str, object_name: str, sought: Buckets) -> tuple[str, ...]:
        declared = self.schema.object(object_name)
        if declared is not None and self.unit.lookups.seen().get(object_name) == digest_of(declared):
            return self.unit.lookups.find(administration, object_name, sought)
        every = ((one.record, one.fields) for one in self.unit.records(object_name, administration))
        return tuple(ref.key for ref, data in every if is_in(fields_of(data, ref, self.schema, self.zone), sought))

    def last_number(self, administration: str, object_name: str) -> int:
        return self.unit.last_number(administration, object_name)

    def file_digest(self, administration: str, name: str) -> str | None:
        return self.unit.file_digest(administration, name)

    def fired(self, record: Ref, event: str) -> frozenset[ClockId]:
        return self.unit.clocks.fired(record, event)

    def has_had(self, record: Ref, event: str) -> bool:
        return self.unit.has_had(record, event)


def fields_of(data: Mapping[str, object], record: Ref, schema: Schema, zone: ZoneInfo) -> dict[str, Value | None]:
    """A stored record's fields; what the schema no longer knows stays in the store and is not read."""
    declared = schema.object(record.object)
    if declared is None:
        return {}
    found: dict[str, Value | None] = {}
    for key, value in data.items():
        if key in declared.fields:
            with suppress(NotAValueError):  # the domain has changed its type since: it is as if it were not known
                found[key] = decode_stored(value, declared.fields[key].type, record.administration, zone)
    return found


def data_of(fields: Mapping[str, Value | None], record: Ref, schema: Schema) -> dict[str, object]:
    declared = schema.object(record.object)
    known = declared.fields if declared is not None else {}
    return {key: encode(value, known[key].type) for key, value in fields.items() if key in known and value is not None}


def save_records(unit: "Unit", world: World) -> None:
    """Every change of a world, into the store; fields that the schema no longer knows are kept as they were."""
    changed = []
    for record, fields in world.changes():
        before = {} if world.is_new(record) else unit.load(record) or {}
        unknown = {key: value for key, value in before.items() if key not in fields}
        changed.append(StoredRecord(record, {**unknown, **data_of(fields, record, world.schema)}))
    changed += [StoredRecord(record, unit.load(record) or {}, deleted=True) for record in world.deletions()]
    unit.save_all(changed)
    for (administration, object_name), last in world.used_numbers().items():
        unit.keep_number(administration, object_name, last)
    for (administration, name), content in world.kept_files():
        unit.keep_file(administration, name, content)
    for (administration, name), origin in world.shared_files():
        shared = unit.file(*origin)
        if shared is not None:
            unit.keep_file(administration, name, shared)
