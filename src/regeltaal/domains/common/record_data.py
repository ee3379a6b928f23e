"""A record as JSON data, for another program: its fields, its rows, and what it refers to, one step away."""

from collections.abc import Mapping
from datetime import time

from regeltaal.runtime.bindings import ActionCall, Records
from regeltaal.runtime.codec import encode_untyped
from regeltaal.runtime.world import is_row
from regeltaal.schema.model import FREE_FIELDS
from regeltaal.values.value import Ref, Value

_FREE = f"{FREE_FIELDS}."
_ONE_STEP = 1


def record_message(call: ActionCall) -> Mapping[str, object]:
    """The companion of an action that sends the record it is about, unless the rule says `gegevens = NEE`."""
    if call.parameter("gegevens") is False:
        return {}
    return {"gegevens": record_data(call.our_records, call.record)}


def record_data(records: Records, record: Ref, steps: int = _ONE_STEP) -> dict[str, object]:
    """The filled fields by name; free fields stand together. Further away than ``steps`` a record is its key."""
    data: dict[str, object] = {}
    free: dict[str, object] = {}
    for name, value in records.fields(record).items():
        if value is not None:
            shown = _shown(records, value, steps)
            if name.startswith(_FREE):
                free[name.removeprefix(_FREE)] = shown
            else:
                data[name] = shown
    return {**data, FREE_FIELDS: free} if free else data


def _shown(records: Records, value: Value, steps: int) -> object:
    match value:
        case tuple():
            return [_shown(records, item, steps) for item in value]
        case Ref() if is_row(value):
            return record_data(records, value, steps)
        case Ref() if steps and (found := record_data(records, value, steps - 1)):
            return found
        case time():
            return value.isoformat("minutes") if not value.second else value.isoformat()
        case _:
            return encode_untyped(value)
