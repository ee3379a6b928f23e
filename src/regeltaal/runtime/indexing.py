"""Keeping lookup fields in step: with the records as they change, and with the domain as it changes.

INVARIANT: where the store names the digest of an object's lookup fields, each of its records is in the buckets of the
values that it has. A run by another domain takes the digest away when it changes such a record, and then all records
are looked through, which finds the same.
"""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from regeltaal.runtime.lookups import digest_of, places
from regeltaal.runtime.persistence import fields_of
from regeltaal.runtime.world import World, is_row
from regeltaal.schema.model import Object, Schema
from regeltaal.values.value import Ref

if TYPE_CHECKING:
    from regeltaal.runtime.store_unit import Unit


def in_step(unit: "Unit", schema: Schema, zone: ZoneInfo) -> None:
    """With a domain whose lookup fields the store has not seen before: works those of every record out anew."""
    wanted = {one.name: one for one in schema.objects.values() if one.lookup_fields}
    seen = dict(unit.lookups.seen())
    for name in seen.keys() - wanted.keys():
        unit.lookups.forget(name)
    for name, declared in wanted.items():
        if seen.get(name) != digest_of(declared):
            stored = (one for one in unit.records(name) if not is_row(one.record))
            found = ((one.record, places(fields_of(one.fields, one.record, schema, zone), declared)) for one in stored)
            unit.lookups.begin(name, digest_of(declared), found)


def keep(unit: "Unit", world: World) -> None:
    """What the changes of a world do to lookup fields."""
    placed: dict[str, list[tuple[Ref, dict[str, str]]]] = {}
    for record, fields in world.changes():
        declared = _found_by(world.schema, record)
        if declared is not None:
            placed.setdefault(declared.name, []).append((record, places(fields, declared)))
    for record in world.deletions():
        declared = _found_by(world.schema, record)
        if declared is not None:
            placed.setdefault(declared.name, []).append((record, {}))
    for name, records in placed.items():
        _put(unit, world.schema, name, records)


def _put(unit: "Unit", schema: Schema, name: str, records: list[tuple[Ref, dict[str, str]]]) -> None:
    declared = schema.object(name)
    if declared is not None and unit.lookups.seen().get(name) == digest_of(declared):
        unit.lookups.put(records)
    else:
        unit.lookups.forget(name)


def _found_by(schema: Schema, record: Ref) -> Object | None:
    declared = schema.object(record.object)
    return declared if declared is not None and declared.lookup_fields and not is_row(record) else None
