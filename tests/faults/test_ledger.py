"""The ledger sees what is lost, doubled, or told otherwise than it was: else the table of faults would say nothing."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, update
from tests.faults.backends import Sqlite
from tests.faults.ledger import Account, Ledger
from tests.faults.office import NEXT_MORNING, OPENING, Office, office

from regeltaal.runtime.mail import message_id
from regeltaal.runtime.storage import EffectStatus, open_store
from regeltaal.runtime.store_tables import effects, events, records, timeline


@pytest.fixture
def settled(tmp_path: Path) -> Iterator[Office]:
    """An office in which two events were done, and all that came of them."""
    with office(tmp_path / "kantoor", Sqlite()) as place:
        with place.engine() as engine:
            place.process(engine, place.reports(2, OPENING, deadline=OPENING + timedelta(minutes=50)), OPENING)
            place.let_pass(engine, NEXT_MORNING)
        yield place


def _account(place: Office) -> Account:
    return Ledger(place, NEXT_MORNING).account()


def test_an_office_without_faults_holds(settled: Office) -> None:
    account = _account(settled)

    assert account.holds
    assert (account.events, account.effects, account.doubled_at_least, account.uncertain) == (2, 8, 0, 0)


@pytest.mark.parametrize(
    ("remove", "told"),
    [
        (delete(events).where(events.c.id == "e-1"), "e-1: gebeurtenissen in de opslag: 0 in plaats van 1"),
        (delete(events).where(events.c.parent_id == "e-1"), "e-1: gevolgen: 0 in plaats van 2"),
        (delete(records).where(records.c.object == "taak"), "e-1: taken: 0 in plaats van 1"),
        (delete(records).where(records.c.object == "teller"), "teller: stand: 0 in plaats van 2"),
        (delete(timeline), "e-1: regels over de gebeurtenis in de tijdlijn: 0 in plaats van 1"),
        (delete(effects).where(effects.c.action == "ROEP webhook"), "M-1: gepland: ROEP webhook: 0 in plaats van 1"),
    ],
    ids=["event", "follow-up", "record", "counter", "history", "effect"],
)
def test_what_is_gone_from_the_store_is_lost(settled: Office, remove: object, told: str) -> None:
    _change(settled, remove)

    assert told in _account(settled).lost


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (EffectStatus.BUSY, "blijft `bezig`"),
        (EffectStatus.PLANNED, "blijft `gepland`, hoewel het moment er was"),
        (EffectStatus.FAILED, "aangekomen, maar `mislukt`"),
    ],
)
def test_an_effect_without_a_true_end_is_lost(settled: Office, status: EffectStatus, told: str) -> None:
    _change(settled, update(effects).where(effects.c.action == "VERSTUUR e-mail").values(status=status.value))

    assert any(one.endswith(told) for one in _account(settled).lost)


def test_a_mail_that_did_not_arrive_and_is_called_done_is_lost(settled: Office) -> None:
    settled.mail.seen.by_key.clear()

    assert sum(one.endswith("`uitgevoerd`, maar niet aangekomen") for one in _account(settled).lost) == 6


def _once_more(place: Office) -> None:
    key = next(iter(place.mail.seen.by_key))
    place.mail.seen.by_key[key] += 1


def _under_another_id(place: Office) -> None:
    about = next(iter(place.mail.seen.by_content))
    place.mail.seen.by_content[about] += 1


@pytest.mark.parametrize("double", [_once_more, _under_another_id])
def test_a_mail_that_arrived_twice_is_doubled(settled: Office, double: Callable[[Office], None]) -> None:
    double(settled)

    account = _account(settled)

    assert len(account.doubled_at_most) == 1
    assert not account.holds


def test_a_call_that_came_again_counts_but_one_with_another_body_is_wrong(settled: Office) -> None:
    (key, _) = settled.hook.seen.by_key
    settled.hook.seen.add(key, key, next(iter(settled.hook.seen.bodies[key])))

    assert (_account(settled).holds, _account(settled).doubled_at_least) == (True, 1)

    settled.hook.seen.add(key, key, b"something else")

    assert f"{key}: 2 verschillende berichten met dezelfde sleutel" in _account(settled).lost


def test_what_arrived_and_nobody_planned_is_told(settled: Office) -> None:
    stranger = message_id("een sleutel van niemand", "voorbeeld.example")
    settled.mail.seen.add(stranger, "Vreemd aan niemand", b"")

    assert f"{stranger}: aangekomen, maar door niemand gepland" in _account(settled).lost


def _change(place: Office, statement: object) -> None:
    with open_store(place.url) as store, store.transaction() as unit:
        unit.connection.execute(statement)  # type: ignore[call-overload] # a statement of SQLAlchemy
