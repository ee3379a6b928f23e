"""The embedded store: what goes in comes out, one event is one transaction, an effect is carried out by one."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.runtime.storage import (
    EffectStatus,
    EventId,
    Policy,
    Refusal,
    StoredEffect,
    StoredEvent,
    TimelineEntry,
    open_store,
)
from regeltaal.runtime.store import Store
from regeltaal.runtime.store_tables import to_json
from regeltaal.runtime.store_unit import Unit
from regeltaal.values.value import Ref

NOON = datetime(2027, 3, 12, 12, 0, tzinfo=UTC)
BON = Ref("Jansen BV", "werkbon", "WB-1001")
EVENT_ID = EventId("Jansen BV", "e-1")
EVENT = StoredEvent(
    event=EVENT_ID,
    name="werkbon statuswijziging",
    record=BON,
    moment=NOON,
    zone="Europe/Amsterdam",
    content_hash="c",
    rule_set_hash="r",
    schema_hash="s",
    calendar_hash="k",
    engine_version="0.1.0",
    status="verwerkt",
    inputs={"werkbon/WB-1001/status": "Klaargezet"},
    result={"regels": [{"regel": "Factureer", "uitkomst": "waar"}]},
    parent=EventId("Andere BV", "e-0"),
    chain=("omgeving//Factureer",),
)
MAIL = StoredEffect(
    key="Jansen BV/e-1/Factureer/WB-1001/VERSTUUR e-mail/0",
    event=EVENT_ID,
    record=BON,
    rule="Factureer",
    action="VERSTUUR e-mail",
    policy=Policy.AT_MOST,
    due=NOON + timedelta(minutes=30),
    parameters={"ontvanger": ["info@devries.example"]},
    templates={"sjabloon": {"onderwerp": "Bedankt"}},
    plan={"mits": None},
    rule_set_hash="r",
    delay_key="Jansen BV/Factureer/WB-1001/VERSTUUR e-mail",
)


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/opslag.db") as opened:
        yield opened


def planned(store: Store, *effects: StoredEffect) -> None:
    with store.transaction() as unit:
        for effect in effects:
            unit.plan(effect)


def fail_after(store: Store, work: Callable[[Unit], None]) -> None:
    """Does the work in a transaction that then fails."""

    def work_and_fail() -> None:
        with store.transaction() as unit:
            work(unit)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work_and_fail()


# ---------------------------------------------------------------- records


def test_a_record_comes_back_as_it_was_saved(store: Store) -> None:
    fields = {"status": "Ingepland", "prijs": Decimal("1250.50"), "uren": 1.5, "objecten": ["CV-001"], "datum": None}
    with store.transaction() as unit:
        unit.save(BON, fields)
    with store.look() as unit:
        assert unit.load(BON) == {**fields, "prijs": "1250.50", "uren": Decimal("1.5")}


def test_saving_again_replaces_and_deleting_hides(store: Store) -> None:
    with store.transaction() as unit:
        unit.save(BON, {"status": "Ingepland", "garantie": True})
        unit.save(BON, {"status": "Compleet"})
        assert unit.load(BON) == {"status": "Compleet"}
        unit.save(BON, {"status": "Compleet"}, deleted=True)
        assert unit.load(BON) is None
        assert unit.keys("Jansen BV", "werkbon") == ()
        unit.save(BON, {"status": "Ingepland"})
        assert unit.load(BON) == {"status": "Ingepland"}


def test_records_of_administrations_and_objects_are_kept_apart(store: Store) -> None:
    with store.transaction() as unit:
        for record in (Ref("A", "taak", "2"), Ref("A", "taak", "10"), Ref("B", "taak", "1"), Ref("A", "werkbon", "1")):
            unit.save(record, {"van": record.administration})
    with store.look() as unit:
        assert unit.keys("A", "taak") == ("10", "2")
        assert [found.record.key for found in unit.records("taak")] == ["10", "2", "1"]
        assert [found.fields for found in unit.records("taak", "B")] == [{"van": "B"}]


def test_numbers_count_per_administration_and_object(store: Store) -> None:
    with store.transaction() as unit:
        unit.keep_number("A", "taak", 3)
    with store.look() as unit:
        assert [unit.last_number(*slot) for slot in (("A", "taak"), ("B", "taak"), ("A", "factuur"))] == [3, 0, 0]


def test_a_number_never_goes_back(store: Store) -> None:
    with store.transaction() as unit:
        for number in (2, 5, 4):
            unit.keep_number("A", "taak", number)
        assert unit.last_number("A", "taak") == 5


def test_a_number_of_a_failed_event_was_never_given_out(store: Store) -> None:
    def keep_one(unit: Unit) -> None:
        unit.keep_number("A", "taak", 1)

    fail_after(store, keep_one)
    with store.look() as unit:
        assert unit.last_number("A", "taak") == 0


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.decimals(allow_nan=False, allow_infinity=False),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=10,
    )
)
def test_any_json_survives_as_text(value: object) -> None:
    text = to_json(value)
    assert text.encode().decode() == text
    assert to_json(value) == text


def test_every_kind_of_text_survives(store: Store) -> None:
    texts = ["é", "\u0000", "\ud800", "{x}", "'; DROP TABLE records; --", "😀", "a\r\nb", ""]
    with store.transaction() as unit:
        unit.save(BON, {"teksten": texts})
    with store.look() as unit:
        assert unit.load(BON) == {"teksten": texts}


# ---------------------------------------------------------------- events


def test_an_event_is_known_once_stored(store: Store) -> None:
    with store.transaction() as unit:
        assert unit.known("Jansen BV", "e-1") is None
        unit.add_event(EVENT)
    assert store.event("Jansen BV", "e-1") == evolve(EVENT, number=1)
    assert store.event("Andere BV", "e-1") is None


def test_events_come_back_in_order_of_processing(store: Store) -> None:
    later = evolve(EVENT, event=EventId("Jansen BV", "e-0"), parent=None, chain=(), moment=NOON - timedelta(days=1))
    for event in (EVENT, later):
        with store.transaction() as unit:
            unit.add_event(event)
    assert [event.event.id for event in store.events()] == ["e-1", "e-0"]
    with store.look() as unit:
        assert [event.event.id for event in unit.events_of(BON)] == ["e-1", "e-0"]
        assert unit.events_of(Ref("Jansen BV", "werkbon", "WB-2")) == ()


def test_nothing_of_an_event_is_kept_when_it_fails_halfway(store: Store) -> None:
    def store_everything(unit: Unit) -> None:
        unit.save(BON, {"status": "Compleet"})
        unit.add_event(EVENT)
        unit.append(TimelineEntry(BON, EVENT_ID, NOON, "regel", {}))
        unit.plan(MAIL)

    fail_after(store, store_everything)
    with store.look() as unit:
        assert unit.load(BON) is None
    assert (store.events(), store.entries(BON), store.effect(MAIL.key)) == ((), (), None)


def test_history_is_in_order_and_per_record(store: Store) -> None:
    other = evolve(BON, key="WB-2")
    entries = [TimelineEntry(BON, EVENT_ID, NOON, "regel", {"nr": nr}, sequence=nr) for nr in range(3)]
    with store.transaction() as unit:
        for entry in (*entries, TimelineEntry(other, EVENT_ID, NOON, "actie", {"reden": "één"})):
            unit.append(entry)
    assert [(entry.sequence, entry.body) for entry in store.entries(BON)] == [(nr, {"nr": nr}) for nr in range(3)]
    assert [entry.kind for entry in store.entries(other)] == ["actie"]


def test_refused_lines_are_kept_with_their_reason(store: Store) -> None:
    reason = Text(nl="`datum` is geen datum", en="`datum` is no date")
    refusal = Refusal("gebeurtenissen.jsonl", 7, '{"id": "\ud800"}', reason, NOON, field_name="datum", event_id="e-7")
    with store.transaction() as unit:
        unit.refuse(refusal)
    assert store.refused() == (evolve(refusal, number=1),)


def test_a_rule_set_is_kept_once_under_its_digest(store: Store) -> None:
    body = {"bestanden": {"regels/a.regel": "DOMEIN werkbonnen"}}
    for _ in range(2):
        with store.transaction() as unit:
            unit.keep_rule_set("abc", body)
    assert store.rule_set("abc") == body
    assert store.rule_set("abd") is None


# ---------------------------------------------------------------- effects


def test_an_effect_comes_back_as_it_was_planned(store: Store) -> None:
    planned(store, MAIL)
    assert store.effect(MAIL.key) == evolve(MAIL, number=1)
    with store.look() as unit:
        assert unit.effects_of(EVENT_ID) == (evolve(MAIL, number=1),)


def test_the_same_effect_is_planned_once_whatever_became_of_it(store: Store) -> None:
    planned(store, MAIL)
    store.claim(MAIL.key, NOON)
    store.settle(MAIL.key, EffectStatus.DONE, NOON)
    with store.transaction() as unit:
        unit.plan(MAIL)
    assert store.effects(EffectStatus.DONE)[0].attempts == 1


def test_effects_are_due_by_moment_then_in_planned_order(store: Store) -> None:
    late, first, second = (
        evolve(MAIL, key=key, due=NOON + timedelta(minutes=wait)) for key, wait in (("a", 5), ("b", 1), ("c", 1))
    )
    planned(store, late, first, second)
    assert store.due(NOON) == ()
    assert [effect.key for effect in store.due(NOON + timedelta(minutes=1))] == ["b", "c"]
    assert [effect.key for effect in store.due(NOON + timedelta(hours=1))] == ["b", "c", "a"]
    assert len(store.due(NOON + timedelta(hours=1), limit=1)) == 1


def test_only_one_claim_succeeds(store: Store) -> None:
    planned(store, MAIL)
    assert store.claim(MAIL.key, NOON, "een")
    assert not store.claim(MAIL.key, NOON, "twee")
    assert not store.claim("geen effect", NOON)
    found = store.effect(MAIL.key)
    assert found is not None
    assert (found.status, found.worker, found.attempts, found.changed) == (EffectStatus.BUSY, "een", 1, NOON)


def test_of_many_who_claim_at_the_same_time_one_gets_it(store: Store) -> None:
    planned(store, *(evolve(MAIL, key=str(number)) for number in range(5)))
    won: list[str] = []

    def claim_all() -> None:
        won.extend(str(number) for number in range(5) if store.claim(str(number), NOON))

    threads = [Thread(target=claim_all) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == ["0", "1", "2", "3", "4"]


def test_settling_keeps_reason_message_id_and_history(store: Store) -> None:
    planned(store, MAIL)
    store.claim(MAIL.key, NOON)
    reason = Text(nl="geweigerd", en="refused")
    entry = TimelineEntry(BON, EVENT_ID, NOON, "actie", {"status": "mislukt"})
    assert store.settle(MAIL.key, EffectStatus.FAILED, NOON, reason, message_id="<1@x>", entry=entry)
    found = store.effect(MAIL.key)
    assert found is not None
    assert (found.status, found.reason, found.message_id) == (EffectStatus.FAILED, reason, "<1@x>")
    assert [line.body for line in store.entries(BON)] == [{"status": "mislukt"}]


def test_a_final_effect_is_settled_no_more(store: Store) -> None:
    planned(store, MAIL)
    store.claim(MAIL.key, NOON)
    store.settle(MAIL.key, EffectStatus.DONE, NOON)
    entry = TimelineEntry(BON, EVENT_ID, NOON, "actie", {})
    assert not store.settle(MAIL.key, EffectStatus.FAILED, NOON, entry=entry)
    assert not store.replan(MAIL.key, NOON, NOON)
    assert not store.claim(MAIL.key, NOON)
    assert store.entries(BON) == ()


def test_a_failed_effect_goes_back_in_line(store: Store) -> None:
    planned(store, MAIL)
    store.claim(MAIL.key, NOON)
    assert store.replan(MAIL.key, NOON + timedelta(hours=1), NOON, Text(nl="druk", en="busy"))
    assert store.due(NOON + timedelta(minutes=59)) == ()
    assert store.claim(MAIL.key, NOON + timedelta(hours=1))
    found = store.effect(MAIL.key)
    assert found is not None
    assert found.attempts == 2


def test_pending_effects_are_found_by_delay_key_until_they_begin(store: Store) -> None:
    planned(store, MAIL, evolve(MAIL, key="b"), evolve(MAIL, key="c", delay_key="anders"))
    assert MAIL.delay_key is not None
    assert [effect.key for effect in store.pending_with(MAIL.delay_key)] == [MAIL.key, "b"]
    with store.transaction() as unit:
        assert unit.settle(MAIL.key, EffectStatus.LAPSED, NOON)
    store.claim("b", NOON)
    assert store.pending_with(MAIL.delay_key) == ()


def test_after_a_crash_what_may_happen_once_is_uncertain_and_the_rest_goes_in_line(store: Store) -> None:
    again = evolve(MAIL, key="webhook", policy=Policy.AT_LEAST)
    planned(store, MAIL, again, evolve(MAIL, key="van een ander"), evolve(MAIL, key="niet begonnen"))
    store.worker.presence.hold("levend")
    for key, worker in ((MAIL.key, "dood"), ("webhook", "dood"), ("van een ander", "levend")):
        store.claim(key, NOON, worker)
    recovered = store.recover(NOON)
    assert [(effect.key, effect.status) for effect in recovered] == [
        (MAIL.key, EffectStatus.UNCERTAIN),
        ("webhook", EffectStatus.PLANNED),
    ]
    assert [effect.key for effect in store.effects(EffectStatus.BUSY)] == ["van een ander"]
    assert store.settle(MAIL.key, EffectStatus.DONE, NOON)


# ---------------------------------------------------------------- the file


def test_a_store_is_there_again_after_closing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/opslag.db"
    with open_store(url) as store, store.transaction() as unit:
        unit.save(BON, {"status": "Compleet"})
    with open_store(url) as store, store.look() as unit:
        assert unit.load(BON) == {"status": "Compleet"}


def test_a_store_in_memory_works_without_a_file() -> None:
    with open_store("sqlite://") as store:
        planned(store, MAIL)
        assert [effect.key for effect in store.effects(EffectStatus.PLANNED)] == [MAIL.key]


def test_sqlite_writes_ahead_and_waits_for_the_disk(file_store: Store) -> None:
    with file_store.look() as unit:
        pragmas = {
            name: unit.connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_reading_goes_on_during_a_transaction(store: Store) -> None:
    planned(store, MAIL)
    with store.transaction() as unit:
        unit.save(BON, {"status": "Compleet"})
        assert store.effect(MAIL.key) is not None
        with store.look() as other:
            assert other.load(BON) is None


def test_a_transaction_inside_a_transaction_is_refused_at_once(store: Store) -> None:
    with store.transaction(), pytest.raises(RuntimeError, match="already"):
        store.claim(MAIL.key, NOON)
    assert not store.claim(MAIL.key, NOON)


def test_sqlalchemy_is_loaded_only_when_a_store_is_opened() -> None:
    code = "import sys, regeltaal.runtime.storage, regeltaal.runtime.problems; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
