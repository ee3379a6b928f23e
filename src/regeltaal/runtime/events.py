"""Events as they come in: a line of JSON against the schema, to records with typed fields.

What does not fit is refused whole, with the field and the reason: half an event is worse than none.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NoReturn, assert_never
from zoneinfo import ZoneInfo

from attrs import Factory, define

from regeltaal.base.node import Node, field
from regeltaal.base.suggest import meant
from regeltaal.runtime.clocks import CLOCK, Started
from regeltaal.runtime.codec import canonical_json, decode, shorten
from regeltaal.runtime.event_json import RefusedError, refuse
from regeltaal.runtime.world import row_start
from regeltaal.schema.model import FREE_FIELDS, Event, Field, Object, Schema, key_of
from regeltaal.values.common import MOMENT
from regeltaal.values.types import Enumeration, ListOf, Nothing, ObjectType, Scalar, Type, Unknown
from regeltaal.values.value import ADMINISTRATION, NotAValueError, Ref, Value, reference

ENVELOPE = ("id", "gebeurtenis", "administratie", "moment", "record", "vorige")
DEFAULT_ADMINISTRATION = "standaard"
"""The administration of events that name none, in a project that declares none."""

FOLLOW_UP = "/gevolg-"
"""What the ids of follow-ups hold and no other: `e-1001/gevolg-1` is the first that follows from `e-1001`."""

BEFORE = "vorige/"
"""What the keys of rows begin with that are about what was before the event."""

_LONGEST_ID = 200
_FIRST_PRINTED = " "
_DEEPEST = 8
_LONGEST_LIST = 10_000


class Incoming(Node):
    """An event that fits the schema. ``records`` are all records it brought, its own among them.

    ``previous`` is what `vorige` held, with the ``previous_records`` inside it. ``moment`` is None
    where the event names none: the moment of intake counts then.
    """

    id: str
    event: Event
    administration: str
    moment: datetime | None
    record: Ref
    records: Mapping[Ref, Mapping[str, Value | None]]
    previous: Mapping[str, Value | None] | None
    digest: str
    previous_records: Mapping[Ref, Mapping[str, Value | None]] = field(factory=dict)
    by_key_only: bool = False
    """The event named its record by key alone, so the store must know it."""
    started: Started | None = None
    """What the clock started it for; None for an event from outside."""


def read_event(
    data: Mapping[str, object],
    schema: Schema,
    administrations: tuple[str, ...],
    zone: ZoneInfo,
    named: Callable[[str], Event | None] | None = None,
) -> Incoming:
    """An event as the schema knows it; ``named`` finds one by its name where there are more than those of the schema.

    Raises:
        RefusedError: something does not fit: which field and why.
    """
    _known_keys(data, ENVELOPE, "")
    event = _event(data, schema, named or schema.event)
    identity = _identity(data)
    administration = _administration(data, administrations)
    declared = schema.object(event.object)
    if declared is None:
        raise TypeError(f"the schema's event {event.name} names an unknown object {event.object}")
    intake = Intake(schema, administration, zone)
    brought = data.get("record")
    by_key_only = isinstance(brought, str | int) and not isinstance(brought, bool)
    record = intake.record(declared, brought, "record", own_key=identity.replace("/", "|"))
    before = Intake(schema, administration, zone, BEFORE)
    return Incoming(
        id=identity,
        event=event,
        administration=administration,
        moment=_moment(data, zone),
        record=record,
        records=intake.records,
        previous=before.previous(declared, record, data.get("vorige")),
        digest=_digest(data),
        previous_records=before.records,
        by_key_only=by_key_only,
    )


def _digest(data: Mapping[str, object]) -> str:
    try:
        content = canonical_json(data).encode()
    except UnicodeEncodeError:
        refuse(
            "de tekst bevat een teken dat niet kan worden opgeslagen", "the text holds a character that can't be kept"
        )
    except RecursionError:
        refuse("de gegevens zijn te diep genest", "the data is nested too deeply")
    return hashlib.sha256(content).hexdigest()


def _known_keys(data: Mapping[str, object], known: tuple[str, ...], where: str) -> None:
    for key in data:
        if key not in known:
            close, shown = meant(key, known), shorten(key)
            refuse(f"`{shown}` is niet bekend{close.nl}", f"`{shown}` is not known{close.en}", where + key)


def _event(data: Mapping[str, object], schema: Schema, named: Callable[[str], Event | None]) -> Event:
    name = data.get("gebeurtenis")
    if not isinstance(name, str):
        refuse("hier hoort de naam van een gebeurtenis", "the name of an event belongs here", "gebeurtenis")
    event = named(name)
    if event is None:
        close = meant(name, (one.name for one in schema.events.values()))
        shown = shorten(name)
        refuse(f"`{shown}` is geen gebeurtenis{close.nl}", f"`{shown}` is no event{close.en}", "gebeurtenis")
    return event


def _identity(data: Mapping[str, object]) -> str:
    found = data.get("id")
    if isinstance(found, int) and not isinstance(found, bool):
        found = str(found)
    if not isinstance(found, str) or not found.strip() or len(found) > _LONGEST_ID:
        refuse(
            f"een gebeurtenis heeft een `id` nodig: een tekst van 1 tot {_LONGEST_ID} tekens",
            f"an event needs an `id`: a text of 1 to {_LONGEST_ID} characters",
            "id",
        )
    for mark, nl, en in ((FOLLOW_UP, "een gevolg", "a follow-up"), (CLOCK, "de klok", "the clock")):
        if mark in found:
            refuse(f"een `id` met `{mark}` erin is van {nl}", f"an `id` with `{mark}` in it is of {en}", "id")
    _no_control(found, "id")
    return found.strip()


def _no_control(text: str, where: str) -> None:
    """An identity with a control character is a mistake, and one that a database may choke on."""
    if min(text, default=_FIRST_PRINTED) < _FIRST_PRINTED:
        refuse("er staat een stuurteken in", "it holds a control character", where)


def _administration(data: Mapping[str, object], known: tuple[str, ...]) -> str:
    found = data.get("administratie")
    if found is None:
        if len(known) > 1:
            refuse("de `administratie` ontbreekt", "the `administratie` is missing", "administratie")
        return known[0] if known else DEFAULT_ADMINISTRATION
    if not isinstance(found, str) or not found.strip():
        refuse(
            "hier hoort de naam van een administratie", "the name of an administration belongs here", "administratie"
        )
    _no_control(found, "administratie")
    if known and found not in known:
        close = meant(found, known)
        shown = shorten(found)
        refuse(
            f"administratie `{shown}` staat niet in regeltaal.toml{close.nl}",
            f"administration `{shown}` is not in regeltaal.toml{close.en}",
            "administratie",
        )
    return found


def _moment(data: Mapping[str, object], zone: ZoneInfo) -> datetime | None:
    try:
        found = decode(data.get("moment"), MOMENT, zone)
    except NotAValueError as error:
        raise RefusedError(error.reason, "moment") from error
    if found is None:
        return None
    if not isinstance(found, datetime):
        raise TypeError("a moment decodes to a datetime")
    return found


@define
class Intake:
    """The records of one event, or of a test, gathered while their data is walked through."""

    schema: Schema
    administration: str
    zone: ZoneInfo
    prefix: str = ""
    """What the keys of rows begin with, so that those of `vorige` are other records."""
    records: dict[Ref, Mapping[str, Value | None]] = Factory(dict)

    def record(self, declared: Object, data: object, where: str, *, own_key: str) -> Ref:
        """A record with its fields; ``own_key`` is its key where the object has no SLEUTEL or none was sent."""
        if isinstance(data, str | int) and not isinstance(data, bool):
            _no_control(str(data), where)
            return self._ref(declared.name, str(data).strip() or own_key)
        if key_of(declared.name) == ADMINISTRATION:
            refuse("een administratie wordt met haar naam genoemd", "an administration goes by its name", where)
        if not isinstance(data, dict):
            refuse(
                f"hier horen de velden van {declared.name}, als JSON-object, of de sleutel ervan",
                f"the fields of {declared.name} belong here, as a JSON object, or its key",
                where,
            )
        key = self._key(declared, data, where) or own_key
        ref = self._ref(declared.name, key)
        self._depth_check(where)
        fields = self.fields(declared, ref, data, where)
        self.records[ref] = fields
        return ref

    def fields(self, declared: Object, owner: Ref, data: Mapping[str, object], where: str) -> dict[str, Value | None]:
        found: dict[str, Value | None] = {}
        for name, value in _flat(data).items():
            field = declared.field(name)
            if field is None:
                self._unknown(declared, name, where)
            found[key_of(field.name)] = self._value(value, field, owner, f"{where}.{name}")
        return found

    def previous(self, declared: Object, owner: Ref, data: object) -> Mapping[str, Value | None] | None:
        if data is None:
            return None
        if not isinstance(data, dict):
            refuse("`vorige` is een JSON-object met velden", "`vorige` is a JSON object with fields", "vorige")
        return self.fields(declared, owner, data, "vorige")

    def _value(self, data: object, field: Field, owner: Ref, where: str) -> Value | None:
        if isinstance(field.type, Scalar | Enumeration):
            return self._scalar(data, field.type, where)
        return self._typed(data, field.type, f"{self.prefix}{row_start(owner)}{key_of(field.name)}", where)

    def _scalar(self, data: object, type_: Scalar | Enumeration, where: str) -> Value | None:
        try:
            return decode(data, type_, self.zone)
        except NotAValueError as error:
            raise RefusedError(error.reason, where) from error

    def _typed(self, data: object, type_: Type, own_key: str, where: str) -> Value | None:
        match type_:
            case ListOf(element=element):
                return self._list(data, element, own_key, where)
            case ObjectType(name=name):
                return None if data in (None, "") else self._reference(data, name, own_key, where)
            case Scalar() | Enumeration():
                return self._scalar(data, type_, where)
            case Nothing() | Unknown():
                raise TypeError("a field has a real type")
            case _:
                assert_never(type_)

    def _list(self, data: object, element: Type, own_key: str, where: str) -> Value | None:
        if data is None:
            return None
        items = data if isinstance(data, list) else [data]
        if len(items) > _LONGEST_LIST:
            refuse(f"een lijst telt ten hoogste {_LONGEST_LIST} regels", f"at most {_LONGEST_LIST} rows", where)
        found = [
            self._typed(item, element, f"{own_key}/{number}", f"{where}[{number}]")
            for number, item in enumerate(items, start=1)
        ]
        return tuple(item for item in found if item is not None) or None

    def _reference(self, data: object, object_name: str, own_key: str, where: str) -> Ref:
        declared = self.schema.object(object_name)
        if declared is None:
            raise TypeError(f"the schema names an unknown object {object_name}")
        return self.record(declared, data, where, own_key=own_key)

    def _ref(self, object_name: str, key: str) -> Ref:
        return reference(self.administration, object_name, key)

    def _key(self, declared: Object, data: Mapping[str, object], where: str) -> str | None:
        key_field = declared.key_field
        if key_field is None:
            return None
        sent = next((value for name, value in data.items() if declared.field(name) is key_field), None)
        if _is_blank(sent) and where == "record":
            refuse(
                f"het sleutelveld `{key_field.name}` ontbreekt",
                f"the key field `{key_field.name}` is missing",
                f"record.{key_field.name}",
            )
        if _is_blank(sent):
            return None
        found = self._value(sent, key_field, self._ref(declared.name, ""), f"{where}.{key_field.name}")
        if not isinstance(found, str) or "/" in found or len(found) > _LONGEST_ID:
            refuse(
                f"een sleutel is een tekst zonder `/`, van hoogstens {_LONGEST_ID} tekens",
                f"a key is a text without `/`, of at most {_LONGEST_ID} characters",
                f"{where}.{key_field.name}",
            )
        _no_control(found, f"{where}.{key_field.name}")
        return found

    def _unknown(self, declared: Object, name: str, where: str) -> NoReturn:
        close = meant(name, (field.name for field in declared.fields.values()))
        shown = shorten(name)
        refuse(
            f"`{shown}` is geen veld van {declared.name}{close.nl}",
            f"`{shown}` is no field of {declared.name}{close.en}",
            f"{where}.{name}",
        )

    def _depth_check(self, where: str) -> None:
        if where.count(".") > _DEEPEST:
            refuse("de gegevens zijn te diep genest", "the data is nested too deeply", where)


def _is_blank(data: object) -> bool:
    return data is None or (isinstance(data, str) and not data.strip())


def _flat(data: Mapping[str, object]) -> Mapping[str, object]:
    """Fields with `vrije velden` spread: `{"vrije velden": {"meterstand": 5}}` is `vrije velden.meterstand`."""
    found: dict[str, object] = {}
    for name, value in data.items():
        if key_of(name) == FREE_FIELDS and isinstance(value, dict):
            found.update({f"{FREE_FIELDS}.{inner}": item for inner, item in value.items()})
        else:
            found[name] = value
    return found
