"""Records in memory, and calls of actions on them."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from attrs import define, field

from regeltaal.base.source import Source
from regeltaal.loading import load as load_project
from regeltaal.runtime.bindings import ActionCall, RenderedTemplate
from regeltaal.runtime.codec import decode_stored, encode
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.lookups import Wanted, has
from regeltaal.runtime.result import EventResult
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
    files: dict[str, bytes] = field(factory=dict)
    shared: list[tuple[str, str, str]] = field(factory=list)

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

    def find(
        self, object_name: str, wanted: Wanted, *, loosely: bool = False, administration: str | None = None
    ) -> tuple[Ref, ...]:
        every = self.all_of(object_name, administration)
        return tuple(ref for ref in every if has(self.fields(ref), wanted, loosely=loosely))

    def keep_file(self, name: str, content: bytes) -> str:
        self.files[name] = content
        return name

    def share_file(self, name: str, origin: str, administration: str) -> str:
        self.shared.append((origin, name, administration))
        return name

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


# ---------------------------------------------------------------- a whole office, on a store


@define
class Office:
    """A bookkeeping project that runs on a store: rules in, events in, stored rows out."""

    root: Path
    engine: Engine
    count: int = 0

    def event(self, name: str, record: Mapping[str, object] | str, administration: str = "Jansen BV") -> EventResult:
        """Processes an event with the fields of a record, or with no more than its key."""
        self.count += 1
        sent = record if isinstance(record, str) else dict(record)
        told = {"id": f"e-{self.count}", "gebeurtenis": name, "administratie": administration, "record": sent}
        return self.engine.process(json.dumps(told))

    def stored(self, object_name: str) -> dict[tuple[str, str], dict[str, object]]:
        """What the store holds of an object, by administration and key, without what is empty."""
        with self.engine.store.look() as unit:
            found = [one for one in unit.records(object_name) if not one.deleted]
        return {
            (one.record.administration, one.record.key): {
                name: value for name, value in one.fields.items() if value not in (None, [])
            }
            for one in found
        }

    def one(self, object_name: str, key: str, administration: str = "Jansen BV") -> dict[str, object]:
        return self.stored(object_name)[(administration, key)]

    def rows(self, object_name: str, owner: str, field: str, *names: str) -> list[tuple[object, ...]]:
        """The rows of a list of a record, in order: the given fields of each."""
        kind, _, key = owner.partition(" ")
        keys = self.one(kind, key).get(field, [])
        assert isinstance(keys, list)
        return [tuple(self.one(object_name, row).get(name) for name in names) for row in keys]


def actions_of(result: EventResult) -> list[tuple[str, str, str | None]]:
    """What was done of an event and its follow-ups: rule, action with its status, reason."""
    return [
        (str(rule.id), f"{action.action}: {action.status.value}", action.reason.nl if action.reason else None)
        for event in walk(result)
        for rule in event.rules
        for action in rule.actions
    ]


def walk(result: EventResult) -> Iterator[EventResult]:
    yield result
    for follow_up in result.follow_ups:
        yield from walk(follow_up)


@pytest.fixture(name="actions_of")
def actions_of_result() -> Callable[[EventResult], list[tuple[str, str, str | None]]]:
    return actions_of


SETTINGS = """\
[project]
domein = "boekhouding"
[administraties."Jansen BV"]
tags = ["horeca"]
modules = ["Purchase to pay", "Document management", "Autorisatiemanagement"]
abonnement = "Compleet"
boekhoudpakket = "Exact Online"
bedrijfscode = "5610"
kvk-nummer = "87654321"
rekeningnummers = ["NL20 INGB 0001 2345 67"]
[administraties."De Boer BV"]
tags = ["bouw"]
modules = []
abonnement = "Compleet"
boekhoudpakket = "Twinfield"
[administraties."Test BV"]
tags = ["bouw"]
abonnement = "Compleet"
boekhoudpakket = "Exact Online"
"""


@pytest.fixture
def open_office(tmp_path: Path) -> Iterator[Callable[..., Office]]:
    """Opens a bookkeeping office: its rules by file, and settings in the place of the usual ones."""
    opened: list[Office] = []

    def make(rules: str = "", settings: str = SETTINGS, **files: str) -> Office:
        (tmp_path / "regeltaal.toml").write_text(settings, encoding="utf-8")
        (tmp_path / "regels").mkdir(exist_ok=True)
        for name, text in {"omgeving": rules, **files}.items():
            (tmp_path / "regels" / f"{name}.regel").write_text(f"DOMEIN boekhouding\n{text}\n", encoding="utf-8")
        office = Office(tmp_path, Engine(load_project(tmp_path), clock=lambda: NOON))
        opened.append(office)
        return office

    yield make
    for office in opened:
        office.engine.close()
