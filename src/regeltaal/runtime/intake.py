"""Taking in an event: its records are laid over the world, after what they were before has been worked out.

A list of rows without keys is what the event says it is: the rows take the place of those that were there. A single
record without a key is one that goes on, so what was not sent of it is kept, as it is for the event's own record.
"""

from collections.abc import Callable, Mapping

from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.runtime.deriving import Derived, Deriver
from regeltaal.runtime.event_json import RefusedError
from regeltaal.runtime.events import BEFORE, Incoming
from regeltaal.runtime.fields import Fields
from regeltaal.runtime.filing import KeptFile
from regeltaal.runtime.happening import Happening
from regeltaal.runtime.world import World, is_row, refs_in, row_start
from regeltaal.schema.model import Schema
from regeltaal.values.common import FILE
from regeltaal.values.environment import Environment
from regeltaal.values.types import ListOf
from regeltaal.values.value import Ref, Value


def take_in(
    incoming: Incoming,
    world: World,
    environment: Environment,
    deriver: Deriver,
    sent: Mapping[str, KeptFile] | None = None,
) -> Happening:
    """Lays the records of an event over the world, and works out what they were before and what follows from them.

    ``sent`` are files that came with it, by name: they are kept, and fields that name them get the name they are
    kept by.

    Raises:
        RefusedError: the event names a record by a key that is not known, makes one that was made before, or a required
            field stays empty.
    """
    if incoming.by_key_only and not world.exists(incoming.record):
        name, key = incoming.record.object, incoming.record.key
        raise RefusedError(Text(nl=f"{name} `{key}` is niet bekend", en=f"{name} `{key}` is not known"), "record")
    _refuse_made(incoming, world)
    if sent:
        incoming = _with_files(incoming, world, sent)
    world.prepare(incoming.records)
    before = _before(incoming, world)
    mark = world.mark()
    _lay_over(incoming, world)
    derived = deriver.after(world, mark, environment, incoming.record)
    declared = world.schema.object(incoming.record.object)
    names = declared.fields if declared is not None else {}
    at_event = world.fields(incoming.record)
    for key, one in names.items():
        if one.required and at_event.get(key) is None:
            raise RefusedError(
                Text(nl=f"het verplichte veld `{one.name}` is leeg", en=f"the required field `{one.name}` is empty"),
                f"record.{one.name}",
            )
    earlier = None if before is None else _with_derived(before, derived, incoming.record)
    return Happening(
        incoming.id,
        incoming.event,
        incoming.record,
        environment,
        earlier,
        at_event,
        started=incoming.started,
        derived=derived,
    )


def _refuse_made(incoming: Incoming, world: World) -> None:
    """A record is made once: a second one by its key would take the place of the first, unseen.

    It may be known already where another event sent it along, and may come again once it is gone. An event that brings
    no more than the key has the rules look at it once more.
    """
    event, record = incoming.event, incoming.record
    if incoming.by_key_only or not event.creates or not world.exists(record):
        return
    if not world.source.has_had(record, event.name):
        return
    declared = world.schema.object(record.object)
    key = declared.key_field.name if declared is not None and declared.key_field is not None else ""
    raise RefusedError(
        Text(
            nl=f"{record.object} `{record.key}` is er al: er was al een gebeurtenis `{event.name}`; "
            f"geef een andere waarde bij `{key}`, of meld een wijziging met een andere gebeurtenis",
            en=f"{record.object} `{record.key}` is there already: there was an event `{event.name}` before; "
            f"give another value at `{key}`, or tell of a change by another event",
        ),
        f"record.{key}",
    )


def _with_derived(before: Mapping[str, Value | None], derived: Derived, record: Ref) -> Mapping[str, Value | None]:
    """What fields of the record were before the event, derived ones included."""
    of_record = {change.field: change.old for change in reversed(derived.changes) if change.record == record}
    return {**of_record, **before}


def _with_files(incoming: Incoming, world: World, sent: Mapping[str, KeptFile]) -> Incoming:
    world.inputs.sent.update({name: file.digest for name, file in sent.items()})
    kept = {name: world.keep_file(incoming.administration, name, file) for name, file in sent.items()}
    renamed = {
        record: {key: _renamed(value, kept) if _is_file(world.schema, record, key) else value for key, value in one}
        for record, one in ((record, fields.items()) for record, fields in incoming.records.items())
    }
    return evolve(incoming, records=renamed)


def _is_file(schema: Schema, record: Ref, key: str) -> bool:
    declared = schema.object(record.object)
    type_ = declared.fields[key].type if declared is not None and key in declared.fields else None
    return FILE in (type_, type_.element if isinstance(type_, ListOf) else None)


def _renamed(value: Value | None, kept: Mapping[str, str]) -> Value | None:
    if isinstance(value, tuple):
        return tuple(kept.get(item, item) if isinstance(item, str) else item for item in value)
    return kept.get(value, value) if isinstance(value, str) else value


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
        for key, value in world.fields(record).items()
        if key in fields
        for row in refs_in(value)
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
