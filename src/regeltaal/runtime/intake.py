"""Taking in an event: its records are laid over the world, after what they were before has been worked out.

A list of rows without keys is what the event says it is: the rows take the place of those that were there. A single
record without a key is one that goes on, so what was not sent of it is kept, as it is for the event's own record.
"""

from collections.abc import Callable, Mapping

from regeltaal.base.text import Text
from regeltaal.runtime.events import BEFORE, Incoming, RefusedError
from regeltaal.runtime.happening import Happening
from regeltaal.runtime.world import Fields, World, is_row, refs_in, row_start
from regeltaal.values.environment import Environment
from regeltaal.values.value import Ref, Value


def take_in(incoming: Incoming, world: World, environment: Environment) -> Happening:
    """Lays the records of an event over the world, and works out what they were before.

    Raises:
        RefusedError: the event names a record by a key that is not known, or a required field stays empty.
    """
    if incoming.by_key_only and not world.exists(incoming.record):
        name, key = incoming.record.object, incoming.record.key
        raise RefusedError(Text(nl=f"{name} `{key}` is niet bekend", en=f"{name} `{key}` is not known"), "record")
    world.prepare(incoming.records)
    before = _before(incoming, world)
    _lay_over(incoming, world)
    declared = world.schema.object(incoming.record.object)
    names = declared.fields if declared is not None else {}
    at_event = world.fields(incoming.record)
    for key, one in names.items():
        if one.required and at_event.get(key) is None:
            raise RefusedError(
                Text(nl=f"het verplichte veld `{one.name}` is leeg", en=f"the required field `{one.name}` is empty"),
                f"record.{one.name}",
            )
    return Happening(incoming.id, incoming.event, incoming.record, environment, before, at_event)


def _lay_over(incoming: Incoming, world: World) -> None:
    for row in _dropped(incoming, world):
        world.delete(row)
    for record, fields in incoming.records.items():
        world.put(record, fields, whole=_is_of_list(record))


def _dropped(incoming: Incoming, world: World) -> list[Ref]:
    """The rows that fields held and that the event does not send again."""
    return [
        row
        for record, fields in incoming.records.items()
        for key in fields
        for row in refs_in(world.get(record, key))
        if row.key.startswith(row_start(record)) and row not in incoming.records
    ]


def _is_of_list(record: Ref) -> bool:
    """Whether it is a row of a list: the last part of its key is its place, not the name of a field."""
    return is_row(record) and record.key.rpartition("/")[2].isdecimal()


# ---------------------------------------------------------------- what was before


def _before(incoming: Incoming, world: World) -> Mapping[str, Value | None] | None:
    """`vorige` when it was sent; else what the store had of the fields that were; else it is not known."""
    if incoming.previous is not None:
        _lay_aside(incoming, world)
        return {key: _as_it_was(value, incoming) for key, value in incoming.previous.items()}
    if not world.exists(incoming.record):
        return None
    sent = incoming.records.get(incoming.record, {})
    return {key: _kept(world.get(incoming.record, key), incoming, world) for key in sent}


def _lay_aside(incoming: Incoming, world: World) -> None:
    """What `vorige` tells of other records: of rows what they were; of a record with a key that nobody knew, that."""
    for record, fields in incoming.previous_records.items():
        if is_row(record) or not (world.exists(record) or record in incoming.records):
            world.put_aside(record, fields)


def _as_it_was(value: Value | None, incoming: Incoming) -> Value | None:
    """A row that `vorige` repeats unchanged is the row itself."""

    def same(row: Ref) -> Ref:
        now = Ref(row.administration, row.object, row.key.removeprefix(BEFORE))
        told = incoming.previous_records.get(row, {})
        return now if incoming.records.get(now) == told else row

    return _with_refs(value, same)


def _kept(value: Value | None, incoming: Incoming, world: World) -> Value | None:
    """A stored value, with the rows that the event changes laid aside as they were."""

    def aside(row: Ref) -> Ref:
        old = world.fields(row)
        if not is_row(row) or not _differs(row, old, incoming):
            return row
        was = Ref(row.administration, row.object, f"{BEFORE}{row.key}")
        world.put_aside(was, old)
        return was

    return _with_refs(value, aside)


def _differs(row: Ref, old: Fields, incoming: Incoming) -> bool:
    sent = incoming.records.get(row)
    if sent is None:
        return True
    new = sent if _is_of_list(row) else {**old, **sent}
    return _filled(new) != _filled(old)


def _filled(fields: Fields) -> Fields:
    return {key: value for key, value in fields.items() if value is not None}


def _with_refs(value: Value | None, change: Callable[[Ref], Ref]) -> Value | None:
    if isinstance(value, Ref):
        return change(value)
    if isinstance(value, tuple):
        return tuple(change(item) if isinstance(item, Ref) else item for item in value)
    return value
