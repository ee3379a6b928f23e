"""Between the store's JSON and the runtime's values: records, planned effects, the inputs of an event."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from attrs import frozen

from regeltaal.program.tree import RuleId
from regeltaal.runtime.bindings import RenderedTemplate
from regeltaal.runtime.codec import decode_stored, encode, encode_untyped
from regeltaal.runtime.effects import Effect
from regeltaal.runtime.events import Incoming
from regeltaal.runtime.storage import Policy, StoredEffect, StoredRecord
from regeltaal.runtime.world import Inputs, World
from regeltaal.schema.model import Action, Execution, Level, Schema
from regeltaal.values.value import NotAValueError, Ref, Value

if TYPE_CHECKING:
    from regeltaal.runtime.store_unit import Unit

Json = dict[str, object]


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

    def last_number(self, administration: str, object_name: str) -> int:
        return self.unit.last_number(administration, object_name)


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


def data_of(fields: Mapping[str, Value | None], record: Ref, schema: Schema) -> Json:
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


# ---------------------------------------------------------------- effects


def stored_effect(effect: Effect, rule_set: str) -> StoredEffect:
    """An effect as the store keeps it.

    One on our own records is settled in the transaction that changes them: halfway nothing of it was kept, so that it
    may simply be done again.
    """
    action = effect.action
    again = action.execution is Execution.AT_LEAST or not action.is_outside
    return StoredEffect(
        key=effect.key,
        event=effect.event_id,
        record=effect.record,
        rule=str(effect.rule),
        action=action.title,
        policy=Policy.AT_LEAST if again else Policy.AT_MOST,
        due=effect.due,
        parameters={key: encode(value, action.parameters[key].type) for key, value in effect.parameters.items()},
        templates={key: _template_data(template) for key, template in effect.templates.items()},
        plan={
            "plaats": effect.place,
            "gebeurtenis": effect.event,
            "regel": rule_id_data(effect.rule),
            "legen": list(effect.cleared),
            "kandidaten": [ref_data(ref) for ref in effect.candidates],
            "keten": [rule_id_data(rule) for rule in effect.chain],
            "diepte": effect.depth,
            "vertraagd": effect.delayed,
            "voorwaarden": effect.conditional,
            "gepland": effect.planned.isoformat(),
            "eigen record": ref_data(effect.owner),
            "omgeving": [[slot, scope_data(value)] for slot, value in effect.scope.items()],
        },
        rule_set_hash=rule_set,
        delay_key=effect.delay_key,
    )


def planned_effect(stored: StoredEffect, action: Action, zone: ZoneInfo) -> Effect:
    """A stored effect as it was planned."""
    plan = stored.plan
    chain, cleared, candidates = plan["keten"], plan["legen"], plan["kandidaten"]
    if not (isinstance(chain, list) and isinstance(cleared, list) and isinstance(candidates, list)):
        raise TypeError(f"the plan of effect {stored.key} has another shape")
    return Effect(
        key=stored.key,
        delay_key=stored.delay_key or "",
        action=action,
        event=str(plan["gebeurtenis"]),
        event_id=stored.event,
        rule=rule_id_of(plan["regel"]),
        place=str(plan["plaats"]),
        record=stored.record,
        owner=ref_of(plan["eigen record"]),
        parameters={
            key: decode_stored(value, action.parameters[key].type, stored.record.administration, zone)
            for key, value in stored.parameters.items()
            if key in action.parameters
        },
        cleared=tuple(str(name) for name in cleared),
        templates={key: _template_of(data) for key, data in stored.templates.items()},
        candidates=tuple(ref_of(data) for data in candidates),
        planned=datetime.fromisoformat(str(plan["gepland"])),
        due=stored.due.astimezone(zone),
        delayed=bool(plan["vertraagd"]),
        conditional=bool(plan["voorwaarden"]),
        scope={int(str(slot)): scope_value(data) for slot, data in _pairs(plan["omgeving"])},
        chain=tuple(rule_id_of(data) for data in chain),
        depth=int(str(plan["diepte"])),
    )


def _template_data(template: RenderedTemplate) -> Json:
    return {
        "naam": template.name,
        "koppen": dict(template.headers),
        "inhoud": template.body,
        "html": template.html,
    }


def _template_of(data: object) -> RenderedTemplate:
    if not isinstance(data, dict) or not isinstance(data["koppen"], dict):
        raise TypeError("a stored template has another shape")
    return RenderedTemplate(data["naam"], data["koppen"], data["inhoud"], data["html"])


def scope_data(value: Value) -> object:
    """A row or result that a condition may name: a record, or an item of a list of texts or numbers."""
    match value:
        case Ref():
            return ref_data(value)
        case Decimal():
            return {"getal": str(value)}
        case _:
            return encode_untyped(value)


def scope_value(data: object) -> Value:
    match data:
        case list():
            return ref_of(data)
        case dict():
            return Decimal(str(data["getal"]))
        case _:
            return str(data)


def rule_id_data(rule: RuleId) -> Json:
    return {"niveau": rule.level.value, "administratie": rule.administration, "naam": rule.name, "rij": rule.row}


def rule_id_of(data: object) -> RuleId:
    if not isinstance(data, dict):
        raise TypeError("a stored rule has another shape")
    return RuleId(Level(data["niveau"]), data["administratie"], data["naam"], data["rij"])


def ref_data(ref: Ref) -> list[str]:
    return [ref.administration, ref.object, ref.key]


def ref_of(data: object) -> Ref:
    if not isinstance(data, list):
        raise TypeError("a stored reference has another shape")
    return Ref(*(str(part) for part in data))


# ---------------------------------------------------------------- inputs, for replay


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
        "nummers": [[list(slot), last] for slot, last in inputs.numbers.items()],
    }


def inputs_of(data: Mapping[str, object], schema: Schema, zone: ZoneInfo) -> Inputs:
    """What ``inputs_data`` kept, as a source of records."""
    inputs = Inputs()
    for place, fields in _pairs(data["records"]):
        ref = ref_of(place)
        inputs.records[ref] = None if fields is None else fields_of(_mapping(fields), ref, schema, zone)
    for slot, keys in _pairs(data["sleutels"]):
        administration, object_name = _texts(slot)
        inputs.known_keys[(administration, object_name)] = _texts(keys)
    for slot, last in _pairs(data["nummers"]):
        administration, object_name = _texts(slot)
        inputs.numbers[(administration, object_name)] = int(str(last))
    return inputs


def _pairs(data: object) -> list[tuple[object, object]]:
    if not isinstance(data, list):
        raise TypeError("stored inputs have another shape")
    return [(item[0], item[1]) for item in data]


def _mapping(data: object) -> Mapping[str, object]:
    if not isinstance(data, dict):
        raise TypeError("stored inputs have another shape")
    return data


def _texts(data: object) -> tuple[str, ...]:
    if not isinstance(data, list):
        raise TypeError("stored inputs have another shape")
    return tuple(str(item) for item in data)
