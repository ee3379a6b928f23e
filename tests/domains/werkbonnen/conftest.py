"""Work orders to try actions on: records in memory, and rules on records that are stored."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import define

import regeltaal
from regeltaal.domains.common.rows import add_row
from regeltaal.domains.werkbonnen.bindings import BINDINGS
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.result import EventResult, EventStatus
from regeltaal.values.value import Ref, Value

NOON = datetime(2027, 3, 12, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
BV = "Jansen BV"
BON = Ref(BV, "werkbon", "WB-1")
CUSTOMER = Ref(BV, "relatie", "D-100")


@pytest.fixture
def order(shelf: Any) -> Any:
    """Records with the work order WB-1 of a customer, without lines."""
    shelf.create("werkbon", {"nummer": "WB-1", "relatie": CUSTOMER, "datum": date(2027, 3, 12)}, key="WB-1")
    return shelf


@pytest.fixture
def material(order: Any) -> Callable[..., Ref]:
    """Adds a line of material to the work order."""

    def add(**values: Value) -> Ref:
        named = {name.replace("_", " "): value for name, value in values.items()}
        return add_row(order, BON, "materialen", "materiaal", named)

    return add


@pytest.fixture
def hours(order: Any) -> Callable[..., Ref]:
    """Adds a stretch of work to the work order."""

    def add(begin: time | None = None, end: time | None = None, **values: Value) -> Ref:
        named = {name.replace("_", " "): value for name, value in values.items()}
        return add_row(order, BON, "werkperiodes", "werkperiode", {"begintijd": begin, "eindtijd": end, **named})

    return add


@pytest.fixture
def do(called: Callable[..., Any]) -> Callable[..., Ref | None]:
    """Does an action of the work orders on the records, as its binding does."""

    def carry_out(title: str, record: Ref = BON, **more: object) -> Ref | None:
        binding = BINDINGS.find(title)
        assert binding is not None
        return binding(called(title, record, **more))

    return carry_out


# ---------------------------------------------------------------- rules on records that are stored


@define
class Office:
    """A project of the work orders with its store: takes events, shows records."""

    folder: Path
    engine: Engine
    now: datetime = NOON
    count: int = 0

    def process(self, event: str, record: Mapping[str, object], **more: object) -> EventResult:
        """An event at noon of 12 March 2027; it must fit the domain."""
        self.count += 1
        usual = {"id": f"e-{self.count}", "administratie": BV, "moment": self.now.isoformat()}
        result = self.engine.process({**usual, "gebeurtenis": event, "record": dict(record), **more})
        assert result.status is EventStatus.PROCESSED, (result.field, result.reason)
        return result

    def done(self, event: str, record: Mapping[str, object]) -> list[tuple[str, str, str | None]]:
        """What became of each action: title, status, reason."""
        result = self.process(event, record)
        actions = [action for rule in result.rules for action in rule.actions]
        return [(one.action, one.status.value, one.reason.nl if one.reason else None) for one in actions]

    def stored(self, object_name: str) -> dict[str, dict[str, object]]:
        """The records of an object as they are stored, by key, without what is empty; moments in UTC."""
        with self.engine.store.look() as unit:
            found = [one for one in unit.records(object_name, BV) if not one.deleted]
        return {
            one.record.key: {name: in_utc(value) for name, value in one.fields.items() if value is not None}
            for one in found
        }


def in_utc(value: object) -> object:
    """A moment, whose offset says nothing of when it is, in one spelling."""
    is_moment = isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT.+[+-]\d\d:\d\d", value)
    return datetime.fromisoformat(value).astimezone(UTC).isoformat() if isinstance(value, str) and is_moment else value


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Callable[..., Office]]:
    """Opens offices with rules of their own; `settings` is TOML, `templates` texts by name."""
    opened: list[Engine] = []

    def start(rules: str, settings: str = "", templates: Mapping[str, str] | None = None) -> Office:
        folder = tmp_path / f"kantoor-{len(list(tmp_path.iterdir()))}"
        (folder / "regels").mkdir(parents=True)
        (folder / "sjablonen").mkdir()
        (folder / "regels" / "regels.regel").write_text(f"DOMEIN werkbonnen\n{rules}", encoding="utf-8")
        (folder / "regeltaal.toml").write_text(f'[project]\ndomein = "werkbonnen"\n{settings}', encoding="utf-8")
        for name, text in (templates or {}).items():
            (folder / "sjablonen" / name).write_text(text, encoding="utf-8")
        engine = Engine(regeltaal.load(folder), f"sqlite:///{folder / 'proef.db'}", clock=lambda: NOON)
        opened.append(engine)
        return Office(folder, engine)

    yield start
    for engine in opened:
        engine.close()
