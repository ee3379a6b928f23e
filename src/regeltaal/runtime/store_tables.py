"""The tables of the store, in types that SQLite and PostgreSQL both have."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.types import TypeEngine

SCHEMA_VERSION = 3
"""Goes up with every change of a table; a store of a newer version is never touched.

A change only ever adds tables and columns: that is all that opening an older store does to it.
"""


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept and given back in UTC; as text it sorts as time does."""

    impl = String(32)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(32))
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ANN401 - text or datetime
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.isoformat(timespec="microseconds") if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401 - idem
        if value is None:
            return None
        moment: datetime = datetime.fromisoformat(value) if dialect.name == "sqlite" else value
        return moment.astimezone(UTC)


class Json(str):
    """Text that is JSON already."""

    __slots__ = ()


class JsonText(TypeDecorator[Any]):
    """JSON as text: every database keeps it to the letter, so no number passes through a binary float."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401 - any JSON
        del dialect
        return None if value is None else value if isinstance(value, Json) else to_json(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401 - any JSON
        del dialect
        return None if value is None else from_json(value)


def from_json(text: str) -> Any:  # noqa: ANN401 - any JSON
    return _DECODER.decode(text)


def to_json(data: object) -> str:
    """JSON text, equal for equal data. Half of a surrogate pair, which no database takes, is written as an escape."""
    text = _ENCODER.encode(data)
    try:
        text.encode()
    except UnicodeEncodeError:
        return _ASCII_ENCODER.encode(data)
    return text


def _as_json(value: object) -> str:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} is no JSON")


def _encoder(*, ascii_only: bool) -> json.JSONEncoder:
    return json.JSONEncoder(
        ensure_ascii=ascii_only, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_as_json
    )


_ENCODER, _ASCII_ENCODER = _encoder(ascii_only=False), _encoder(ascii_only=True)
_DECODER = json.JSONDecoder(parse_float=Decimal)


def _number() -> Column[int]:
    """A row number that the database gives. INVARIANT: never given twice, not even after rows were removed."""
    big = BigInteger().with_variant(Integer(), "sqlite")
    return Column("number", big, primary_key=True, autoincrement=True)


def _required(name: str, *, key: bool = False) -> Column[Any]:
    return Column(name, Text, nullable=False, primary_key=key)


metadata = MetaData()

versions = Table("regeltaal_version", metadata, Column("version", Integer, primary_key=True, autoincrement=False))

records = Table(
    "records",
    metadata,
    _required("administration", key=True),
    _required("object", key=True),
    _required("key", key=True),
    Column("fields", JsonText, nullable=False),
    Column("deleted", Boolean, nullable=False),
)

lookups = Table(
    "lookups",
    metadata,
    _required("administration", key=True),
    _required("object", key=True),
    _required("key", key=True),
    _required("field", key=True),
    _required("value"),
    Index("lookups_by_value", "administration", "object", "field", "value"),
)

lookup_fields = Table("lookup_fields", metadata, _required("object", key=True), _required("hash"))

counters = Table(
    "counters",
    metadata,
    _required("administration", key=True),
    _required("object", key=True),
    Column("last", BigInteger, nullable=False),
)

events = Table(
    "events",
    metadata,
    _number(),
    _required("administration"),
    _required("id"),
    _required("name"),
    _required("record_administration"),
    _required("object"),
    _required("key"),
    Column("moment", Moment, nullable=False),
    _required("zone"),
    _required("content_hash"),
    _required("rule_set_hash"),
    _required("schema_hash"),
    _required("calendar_hash"),
    _required("engine_version"),
    _required("status"),
    Column("inputs", JsonText, nullable=False),
    Column("result", JsonText, nullable=False),
    Column("parent_administration", Text),
    Column("parent_id", Text),
    Column("chain", JsonText, nullable=False),
    Column("publication", Integer),
    Column("cleaned", Moment),
    UniqueConstraint("administration", "id"),
    Index("events_by_record", "record_administration", "object", "key"),
    Index("events_by_parent", "parent_administration", "parent_id"),
    sqlite_autoincrement=True,
)

timeline = Table(
    "timeline",
    metadata,
    _number(),
    _required("administration"),
    _required("object"),
    _required("key"),
    _required("event_administration"),
    _required("event_id"),
    Column("sequence", Integer, nullable=False),
    Column("moment", Moment, nullable=False),
    _required("kind"),
    Column("body", JsonText, nullable=False),
    Index("timeline_by_record", "administration", "object", "key"),
    sqlite_autoincrement=True,
)

effects = Table(
    "effects",
    metadata,
    _number(),
    Column("effect_key", Text, nullable=False, unique=True),
    _required("event_administration"),
    _required("event_id"),
    _required("administration"),
    _required("object"),
    _required("key"),
    _required("rule"),
    _required("action"),
    _required("policy"),
    Column("due", Moment, nullable=False),
    Column("parameters", JsonText, nullable=False),
    Column("templates", JsonText, nullable=False),
    Column("plan", JsonText, nullable=False),
    _required("rule_set_hash"),
    Column("delay_key", Text),
    _required("status"),
    Column("attempts", Integer, nullable=False),
    Column("worker", Text),
    Column("message_id", Text),
    Column("reason", JsonText),
    Column("changed", Moment),
    Index("effects_by_status", "status", "due"),
    Index("effects_by_delay", "delay_key"),
    Index("effects_by_event", "event_administration", "event_id"),
    sqlite_autoincrement=True,
)

refusals = Table(
    "refusals",
    metadata,
    _number(),
    _required("source"),
    Column("line", Integer, nullable=False),
    Column("text", JsonText, nullable=False),
    Column("reason", JsonText, nullable=False),
    Column("received", Moment, nullable=False),
    Column("field_name", Text),
    Column("administration", Text),
    Column("event_id", Text),
    sqlite_autoincrement=True,
)

rule_sets = Table("rule_sets", metadata, _required("hash", key=True), Column("body", JsonText, nullable=False))

files = Table(
    "files",
    metadata,
    _required("administration", key=True),
    _required("name", key=True),
    _required("sha256"),
    Column("size", BigInteger, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("uses", Integer),
    Column("cleaned", Moment),
)

publications = Table(
    "publications",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    _required("hash"),
    _required("published_by"),
    _required("account"),
    Column("moment", Moment, nullable=False),
    _required("message"),
    Column("returns_to", Integer),
    _required("engine_version"),
    Column("changes", JsonText, nullable=False),
    Column("texts", JsonText, nullable=False),
    Index("publications_by_hash", "hash"),
)

clocks = Table(
    "clocks",
    metadata,
    _required("administration", key=True),
    _required("object", key=True),
    _required("key", key=True),
    _required("event", key=True),
    _required("field", key=True),
    _required("shift", key=True),
    Column("deadline", Moment, primary_key=True),
    Column("due", Moment, nullable=False),
    _required("status"),
    Column("event_id", Text),
    Index("clocks_by_status", "status", "due"),
)

schedules = Table(
    "schedules",
    metadata,
    _required("rule", key=True),
    _required("administration", key=True),
    _required("day", key=True),
    _required("time", key=True),
    Column("due", Moment, nullable=False),
    Index("schedules_by_due", "due"),
)

clock_rules = Table("clock_rules", metadata, _required("part", key=True), _required("hash"))
