"""Events in batches: however they are cut up they come to the same, and a batch is kept whole or not at all."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, select
from tests.runtime.batch_office import bindings, event, office
from tests.runtime.replaying import is_what_was_stored

from regeltaal.base.node import evolve
from regeltaal.runtime.batch import Input
from regeltaal.runtime.bindings import ActionCall
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.replay import can_replay, replay
from regeltaal.runtime.result import EventResult, EventStatus
from regeltaal.runtime.storage import StoredEvent, open_store
from regeltaal.runtime.store import Store
from regeltaal.runtime.store_tables import metadata
from regeltaal.runtime.store_unit import Unit
from regeltaal.values.value import Ref

PROGRAM = (sys.executable, "-m", "tests.runtime.batch_office")
ROOT = Path(__file__).parents[2]
RECORDS = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from(["Nieuw", "Bezig", "Klaar", "Zoek"]),
        "bedrag": st.sampled_from(["5", "50.10", "500", "veel"]),
        "deadline": st.sampled_from(["2027-04-01T10:00:00+02:00", None]),
        "klant": st.sampled_from([{"code": "K1", "naam": "Vitens"}, {"code": "K2", "naam": "vitens "}, "K1"]),
    },
)
NAMES = st.sampled_from(["bon gemaakt", "bon bijgewerkt", "bon bijgewerkt", "bon statuswijziging", "onzin"])
EVENTS = st.lists(
    st.builds(lambda number, name, record: event(number, name, **record), st.integers(0, 12), NAMES, RECORDS),
    max_size=14,
)
"""Numbers are few: an id that comes twice is `dubbel`, or refused where the content differs."""


def cut(events: Sequence[dict[str, object]], sizes: Sequence[int]) -> list[list[Input]]:
    inputs, batches = [Input(json.dumps(one), number, "proef") for number, one in enumerate(events, start=1)], []
    for size in sizes:
        batches.append(inputs[:size])
        inputs = inputs[size:]
    return [*batches, inputs]


def run(batches: list[list[Input]]) -> tuple[list[EventResult], list[str], dict[str, list[Any]]]:
    """The results, what was sent in order, and the rows of every table."""
    sent: list[str] = []
    with office("sqlite://", bindings(lambda call: sent.append(call.key))) as engine:
        results = [result for batch in batches for result in engine.process_all(batch)]
        return results, sent, rows(engine.store)


def rows(store: Store) -> dict[str, list[Any]]:
    """All that is stored. Of the history the order among what events say, and apart from that of what effects say."""
    with store.look() as unit:
        found = {name: _rows(unit, table) for name, table in metadata.tables.items()}
    lines = [(line["kind"], line["event_id"], line["body"]) for line in found["timeline"]]
    by_effects = [line for line in lines if line[0] == "actie"]
    return {**found, "timeline": [*(line for line in lines if line[0] != "actie"), *by_effects]}


def _rows(unit: Unit, table: Table) -> list[Any]:
    """But for the name of the worker, which is another each time."""
    found = unit.connection.execute(select(table).order_by(*table.primary_key)).mappings()
    return [{name: value for name, value in row.items() if name != "worker"} for row in found]


@settings(deadline=None, max_examples=60)
@given(EVENTS, st.lists(st.integers(0, 6), max_size=6))
def test_however_events_are_cut_into_batches_they_come_to_the_same(
    events: list[dict[str, object]], sizes: list[int]
) -> None:
    one_by_one = run(cut(events, [1] * len(events)))
    assert run(cut(events, sizes)) == one_by_one
    assert run(cut(events, [])) == one_by_one


def test_each_event_sees_what_earlier_ones_of_its_batch_did() -> None:
    with office("sqlite://") as engine:
        results = engine.process_all(
            [
                Input(event(1, "bon gemaakt", klant={"code": "K1", "naam": "Vitens"})),
                Input(event(8, "bon gemaakt")),
                Input(event(15, bedrag="5")),
                Input({"id": "e22", "gebeurtenis": "bon statuswijziging", "record": "B1"}),
            ]
        )
        with engine.store.look() as unit:
            kept = unit.load(Ref("standaard", "bon", "B1"))
    assert [one.status.value for one in results] == ["verwerkt", "geweigerd", "verwerkt", "verwerkt"]
    assert kept is not None
    assert (kept["status"], kept["bedrag"], kept["notitie"]) == ("Klaar", "6.00", "K1, 1, 2")


def test_an_event_in_a_batch_is_replayed_from_what_was_kept_of_it() -> None:
    with office("sqlite://") as engine:
        events = [event(1, "bon gemaakt"), event(8, bedrag="5"), event(15, status="Klaar"), event(22, bedrag="200")]
        engine.process_all([Input(one) for one in events])
        incoming = [stored for stored in engine.store.events() if can_replay(engine.rules, stored)]
        assert [one.event.id for one in incoming] == ["e1", "e8", "e15", "e22"]
        for stored in incoming:
            again = replay(engine.rules, stored, engine.bindings)
            assert is_what_was_stored(again, stored)


def test_one_that_is_refused_is_refused_alone_and_kept_with_the_others() -> None:
    with office("sqlite://") as engine:
        results = engine.process_all(
            [
                Input(event(1), 1, "a"),
                Input("{", 2, "a"),
                Input(event(2, kleur="rood"), 3, "a"),
                Input(event(3), 4, "a"),
            ]
        )
        assert [one.status.value for one in results] == ["verwerkt", "geweigerd", "geweigerd", "verwerkt"]
        assert [(one.line, one.text) for one in engine.store.refused()] == [
            (2, "{"),
            (3, '{"gebeurtenis":"bon bijgewerkt","id":"e2","record":{"kleur":"rood","nummer":"B2"}}'),
        ]
        assert [one.event.id for one in engine.store.events()] == ["e1", "e3"]


def test_an_id_that_comes_twice_in_a_batch_is_processed_once() -> None:
    with office("sqlite://") as engine:
        results = engine.process_all([Input(event(1, bedrag=one)) for one in ("200", "200", "300")])
        assert [one.status.value for one in results] == ["verwerkt", "dubbel", "geweigerd"]
        assert results[2].field == "id"
        assert len(engine.store.events()) == 1


def test_an_empty_batch_comes_to_nothing() -> None:
    with office("sqlite://") as engine:
        assert engine.process_all([]) == []


def test_effects_are_carried_out_after_the_transaction_in_the_order_of_the_events() -> None:
    seen: list[tuple[str, int]] = []

    def outside(call: ActionCall) -> None:
        seen.append((call.event_id, len(engine.store.events())))

    with office("sqlite://", bindings(outside)) as engine:
        engine.process_all([Input(event(number, bedrag="200")) for number in (1, 2, 3)])
    assert seen == [("e1", 3), ("e2", 3), ("e3", 3)]


# ---------------------------------------------------------------- what a batch can't take


def test_an_event_that_no_database_takes_is_refused_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_event = Unit.add_event

    def adding(unit: Unit, stored: StoredEvent) -> None:
        add_event(unit, evolve(stored, zone="\ud800") if stored.event.id == "e3" else stored)

    monkeypatch.setattr(Unit, "add_event", adding)
    with office(f"sqlite:///{tmp_path}/opslag.db") as engine:
        results = engine.process_all([Input(event(number, "bon gemaakt"), number) for number in range(1, 6)])
        assert [one.status.value for one in results] == ["verwerkt", "verwerkt", "geweigerd", "verwerkt", "verwerkt"]
        assert "teken" in str(results[2].reason)
        assert [one.event_id for one in engine.store.refused()] == ["e3"]
        assert [one.event.id for one in engine.store.events() if one.parent is None] == ["e1", "e2", "e4", "e5"]


def test_a_defect_at_one_event_leaves_those_before_it_processed(monkeypatch: pytest.MonkeyPatch) -> None:
    keep = Engine.keep

    def broken(engine: Engine, incoming: Any, *others: Any) -> Any:
        if incoming.id == "e3":
            raise ZeroDivisionError
        return keep(engine, incoming, *others)

    monkeypatch.setattr(Engine, "keep", broken)
    with office("sqlite://") as engine:
        with pytest.raises(ZeroDivisionError):
            engine.process_all([Input(event(number)) for number in range(1, 6)])
        assert [one.event.id for one in engine.store.events()] == ["e1", "e2"]


def test_a_process_that_is_killed_in_a_transaction_leaves_nothing_of_its_batch(tmp_path: Path) -> None:
    url, file = f"sqlite:///{tmp_path}/opslag.db", tmp_path / "in.jsonl"
    doomed = {"id": "e9", "gebeurtenis": "bon gemaakt", "record": {"nummer": "DOOD"}}
    file.write_text("\n".join(map(json.dumps, [event(1, "bon gemaakt"), event(2, bedrag="200"), doomed, event(3)])))
    with office(url) as engine:
        engine.process_all([Input(event(100, bedrag="200"))])
        before = rows(engine.store)

    died = subprocess.run([*PROGRAM, url, "die", file], cwd=ROOT, check=False, capture_output=True)

    assert died.returncode == -9
    with office(url) as engine:
        assert rows(engine.store) == before
        results = engine.process_all([Input(line) for line in file.read_text().splitlines()])
        assert [one.status for one in results] == [EventStatus.PROCESSED] * 4


# ---------------------------------------------------------------- a unit that writes later


def test_what_waits_to_be_written_is_seen_by_whoever_asks(store: Store) -> None:
    bon = Ref("A", "bon", "1")

    def work(unit: Unit) -> None:
        unit.save(bon, {"bedrag": "1.10"})
        unit.save(bon, {"bedrag": "2.20", "labels": ["a"]})
        assert unit.load(bon) == {"bedrag": "2.20", "labels": ["a"]}
        assert unit.keys("A", "bon") == ("1",)
        unit.keep_number("A", "bon", 7)
        unit.keep_number("A", "bon", 3)
        assert unit.last_number("A", "bon") == 7
        unit.lookups.put([(bon, {"naam": "x"})])
        assert unit.lookups.find("A", "bon", (("naam", ("x",)),)) == ("1",)
        assert unit.connection.execute(select(metadata.tables["counters"].c.last)).scalars().all() == [7]
        unit.save(bon, {}, deleted=True)
        assert unit.load(bon) is None

    store.attempt(work)
    with store.look() as unit:
        assert (unit.load(bon), unit.last_number("A", "bon")) == (None, 7)


def test_a_number_that_a_record_has_already_is_not_given_out(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/opslag.db") as store, store.transaction() as unit:
        unit.save(Ref("standaard", "melding", "2"), {"nummer": "2"})
    with office(f"sqlite:///{tmp_path}/opslag.db") as engine:
        engine.process_all([Input(event(number, "bon gemaakt")) for number in range(1, 4)])
        with engine.store.look() as unit:
            assert unit.keys("standaard", "melding") == ("1", "2", "3", "4")
