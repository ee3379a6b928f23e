"""What the processing of an event read, as JSON and back: the ground that replay stands on."""

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from regeltaal.program.tree import RuleId
from regeltaal.runtime.clocks import ClockId, Slot, Started
from regeltaal.runtime.events import Incoming
from regeltaal.runtime.persistence import data_of, fields_of
from regeltaal.runtime.settings import kept
from regeltaal.runtime.sources import Inputs
from regeltaal.runtime.stored_shapes import (
    Json,
    items_in,
    mapping_in,
    pairs_in,
    ref_data,
    ref_of,
    rule_id_data,
    rule_id_of,
    texts_in,
)
from regeltaal.runtime.world import World
from regeltaal.schema.model import Schema


def inputs_data(inputs: Inputs, incoming: Incoming, event: Mapping[str, object], now: datetime, world: World) -> Json:
    """All that an event's processing read, as JSON: with the rule set it is enough to do it again."""
    facts = world.administrations.get(incoming.administration, {})
    return {
        "gebeurtenis": dict(event),
        "moment": now.isoformat(),
        "administratie": {key: list(value) if isinstance(value, tuple) else value for key, value in facts.items()},
        "records": [
            [ref_data(ref), None if fields is None else data_of(fields, ref, world.schema)]
            for ref, fields in inputs.records.items()
        ],
        "sleutels": [[list(slot), list(keys)] for slot, keys in inputs.known_keys.items()],
        "gevonden": [
            [administration, object_name, [[key, list(places)] for key, places in sought], list(keys)]
            for (administration, object_name, sought), keys in inputs.found.items()
        ],
        "nummers": [[list(slot), last] for slot, last in inputs.numbers.items()],
        "bestanden": [[list(slot), digest] for slot, digest in inputs.files.items()],
        "meegestuurd": dict(inputs.sent),
        "klokken": [
            [ref_data(ref), event, [clock_id_data(one) for one in sorted(fired, key=_by_deadline)]]
            for (ref, event), fired in inputs.clocks.items()
        ],
        "klok": None if incoming.started is None else started_data(incoming.started),
        "koppelingen": {name: None if one is None else kept(one) for name, one in inputs.settings.items()},
    }


def inputs_of(data: Mapping[str, object], schema: Schema, zone: ZoneInfo) -> Inputs:
    """What ``inputs_data`` kept, as a source of records."""
    inputs = Inputs()
    for place, fields in pairs_in(data["records"]):
        ref = ref_of(place)
        inputs.records[ref] = None if fields is None else fields_of(mapping_in(fields), ref, schema, zone)
    for slot, keys in pairs_in(data["sleutels"]):
        administration, object_name = texts_in(slot)
        inputs.known_keys[(administration, object_name)] = texts_in(keys)
    for administration, object_name, sought, keys in items_in(data.get("gevonden", [])):  # older versions found nothing
        places = tuple((str(key), texts_in(found)) for key, found in pairs_in(sought))
        inputs.found[(str(administration), str(object_name), places)] = texts_in(keys)
    for slot, last in pairs_in(data["nummers"]):
        administration, object_name = texts_in(slot)
        inputs.numbers[(administration, object_name)] = int(str(last))
    for slot, digest in pairs_in(data.get("bestanden", [])):  # what older versions kept has no files
        administration, name = texts_in(slot)
        inputs.files[(administration, name)] = None if digest is None else str(digest)
    inputs.sent.update({name: str(digest) for name, digest in mapping_in(data.get("meegestuurd", {})).items()})
    for name, values in mapping_in(data.get("koppelingen", {})).items():
        inputs.settings[name] = None if values is None else mapping_in(values)
    for place, event, fired in items_in(data.get("klokken", [])):
        inputs.clocks[(ref_of(place), str(event))] = frozenset(_clock_id_of(mapping_in(one)) for one in items_in(fired))
    return inputs


def started_data(started: Started) -> Json:
    """What the clock started an event for."""
    return {"regel": rule_id_data(started)} if isinstance(started, RuleId) else clock_id_data(started)


def started_of(data: object) -> Started:
    found = mapping_in(data)
    return rule_id_of(found["regel"]) if "regel" in found else _clock_id_of(found)


def clock_id_data(clock: ClockId) -> Json:
    slot = clock.slot
    return {
        "gebeurtenis": slot.event,
        "veld": slot.field,
        "verschuiving": slot.offset,
        "deadline": clock.deadline.astimezone(UTC).isoformat(),
    }


def _clock_id_of(data: Mapping[str, object]) -> ClockId:
    slot = Slot(str(data["gebeurtenis"]), str(data["veld"]), str(data["verschuiving"]))
    return ClockId(slot, datetime.fromisoformat(str(data["deadline"])))


def _by_deadline(clock: ClockId) -> tuple[datetime, str, str]:
    return (clock.deadline, clock.slot.field, clock.slot.offset)
