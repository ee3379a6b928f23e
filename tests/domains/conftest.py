"""Records in memory, and calls of actions on them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from attrs import define, field

from regeltaal.base.source import Source
from regeltaal.runtime.bindings import ActionCall, RenderedTemplate
from regeltaal.runtime.codec import decode_stored, encode
from regeltaal.schema.loader import load
from regeltaal.schema.model import Schema, key_of
from regeltaal.values.calendar import Calendar
from regeltaal.values.environment import Environment, MonthEnd
from regeltaal.values.value import Ref, Value

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOON = datetime(2027, 3, 12, 12, 0, tzinfo=AMSTERDAM)


DOMAINS = Path(__file__).parents[2] / "src" / "regeltaal" / "domains"


@cache
def schema_of(domain: str) -> Schema:
    path = DOMAINS / domain / f"{domain}.domein"
    loaded = load(Source(path.name, path.read_text(encoding="utf-8")))
    assert loaded.problems == ()
    assert loaded.schema is not None
    return loaded.schema


@define
class Shelf:
    """Records by reference, which take what the schema of their domain declares and nothing else."""

    schema: Schema
    contents: dict[Ref, dict[str, Value | None]] = field(factory=dict)
    numbers: dict[tuple[str, str], int] = field(factory=dict)

    def read(self, record: Ref, field: str) -> Value | None:
        return self.contents.get(record, {}).get(key_of(field))

    def fields(self, record: Ref) -> dict[str, Value | None]:
        return dict(self.contents.get(record, {}))

    def write(self, record: Ref, field: str, value: Value | None) -> None:
        self._check(record, field, value)
        self.contents[record][key_of(field)] = value

    def _check(self, record: Ref, field: str, value: Value | None) -> None:
        declared = self.schema.object(record.object)
        assert declared is not None, record.object
        found = declared.field(field)
        assert found is not None, f"{record.object}.{field}"
        kept = decode_stored(encode(value, found.type), found.type, record.administration, AMSTERDAM)
        assert kept == value or (kept is None and value == ()), f"{record.object}.{field}"

    def create(
        self,
        object_name: str,
        values: Mapping[str, Value | None],
        *,
        key: str | None = None,
        administration: str | None = None,
    ) -> Ref:
        owner = administration or "Jansen BV"
        if key is None:
            slot = (owner, object_name)
            self.numbers[slot] = self.numbers.get(slot, 0) + 1
            key = str(self.numbers[slot])
        record = Ref(owner, object_name, key)
        assert record not in self.contents
        for name, value in values.items():
            self._check(record, name, value)
        self.contents[record] = {key_of(name): value for name, value in values.items()}
        return record

    def delete(self, record: Ref) -> None:
        del self.contents[record]

    def all_of(self, object_name: str, administration: str | None = None) -> tuple[Ref, ...]:
        owner = administration or "Jansen BV"
        found = (one for one in self.contents if (one.administration, one.object) == (owner, object_name))
        return tuple(sorted((one for one in found if "/" not in one.key), key=lambda one: one.key))

    def filled(self, record: Ref) -> dict[str, Value]:
        """The fields of a record that are not LEEG."""
        return {name: value for name, value in self.contents[record].items() if value is not None}


@pytest.fixture
def shelf(request: pytest.FixtureRequest) -> Shelf:
    """Records of the domain that the test file names."""
    return Shelf(schema_of(getattr(request.module, "DOMAIN", "werkbonnen")))


@pytest.fixture(name="schema_of")
def schema_of_domain() -> Callable[[str], Schema]:
    return schema_of


@pytest.fixture
def called(shelf: Shelf) -> Callable[..., ActionCall]:
    """Makes the call of an action, inside unless told otherwise."""

    def make(title: str, record: Ref, *, outside: bool = False, **more: object) -> ActionCall:
        template = RenderedTemplate("Bedankt", {"onderwerp": "Dank u"}, "Tot ziens.\n", html=False)
        values: dict[str, object] = {
            "parameters": {},
            "event": "werkbon compleet gemeld",
            "event_id": "e-1",
            "rule": "Bedank",
            "key": "Jansen BV|e-1|Bedank|1",
            "environment": Environment(NOON, AMSTERDAM, Calendar(), MonthEnd.DOWN),
            "templates": {"sjabloon": template},
            "records": None if outside else shelf,
            **more,
        }
        return ActionCall(action=title, record=record, **values)  # type: ignore[arg-type] # any part may be replaced

    return make
