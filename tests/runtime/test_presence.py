"""Workers: who lives is known by a lock that dies with it, and only what the dead left is settled."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from regeltaal.runtime import store_presence
from regeltaal.runtime.presence import Underway, Worker, passing_name
from regeltaal.runtime.problems import StoreError
from regeltaal.runtime.storage import EffectStatus, EventId, Policy, StoredEffect, open_store
from regeltaal.runtime.store import Store
from regeltaal.runtime.store_presence import ServerLocks
from regeltaal.runtime.store_tables import metadata
from regeltaal.values.value import Ref

SERVER = os.environ.get("REGELTAAL_TEST_POSTGRESQL")
NO_SERVER = pytest.mark.skipif(SERVER is None, reason="REGELTAAL_TEST_POSTGRESQL names no PostgreSQL to test on")
NOON = datetime(2027, 3, 12, 11, tzinfo=UTC)
HOLD = """
import sys
from regeltaal.runtime.storage import open_store
store = open_store(sys.argv[1])
store.worker.serve(sys.argv[2])
print("hier", flush=True)
sys.stdin.read()
"""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=NO_SERVER)])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(store_presence, "RETURNING", 0.0)  # or a server that was started for these tests knows nobody
    on_server = request.param == "postgresql" and SERVER is not None
    with open_store(SERVER if on_server and SERVER else f"sqlite:///{tmp_path}/opslag.db") as opened:
        yield opened
        if on_server:
            metadata.drop_all(opened._engine)


def effect(key: str, policy: Policy = Policy.AT_MOST) -> StoredEffect:
    record = Ref("Jansen BV", "bon", "B1")
    return StoredEffect(key, EventId("Jansen BV", "e1"), record, "r", "STUUR mail", policy, NOON, {})


def claimed(store: Store, worker: str, *planned: StoredEffect) -> None:
    with store.transaction() as unit:
        for one in planned:
            unit.plan(one)
    for one in planned:
        assert store.claim(one.key, NOON, worker)


def other(store: Store, name: str) -> "subprocess.Popen[str]":
    """Another process that serves under a name, once it does."""
    command = [sys.executable, "-c", HOLD, store.url, name]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "hier\n"
    return process


def end(process: "subprocess.Popen[str]") -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()


def refused(store: Store, name: str) -> StoreError:
    with open_store(store.url) as second, pytest.raises(StoreError) as caught:
        second.worker.serve(name)
    return caught.value


def test_a_name_lives_as_long_as_its_process(store: Store) -> None:
    assert not store.worker.presence.is_alive("dienst-1")
    process = other(store, "dienst-1")
    assert store.worker.presence.is_alive("dienst-1")
    end(process)
    assert not store.worker.presence.is_alive("dienst-1")
    store.worker.serve("dienst-1")
    assert store.worker.presence.is_alive("dienst-1")


def test_a_name_is_used_once_at_a_time(store: Store) -> None:
    store.worker.serve("dienst-1")
    error = refused(store, "dienst-1")
    assert (error.code.id, error.retry) == ("RT968", False)
    assert "draait al een dienst" in error.reason.nl
    hint = error.hint
    assert hint is not None
    assert "`--naam`" in hint.nl
    assert ("PostgreSQL" in hint.nl) == store.url.startswith("sqlite")
    store.worker.presence.release()
    with open_store(store.url) as second:
        second.worker.serve("dienst-1")


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_file_has_room_for_one_service_and_any_number_of_commands(store: Store) -> None:
    store.worker.serve("dienst-1")
    assert refused(store, "dienst-2").code.id == "RT968"
    with open_store(store.url) as command, open_store(store.url) as another:
        command.worker.arrive()
        another.worker.arrive()
        assert store.worker.presence.is_alive(command.worker.name)


@NO_SERVER
@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_a_server_has_room_for_services_of_different_names(store: Store) -> None:
    store.worker.serve("dienst-1")
    with open_store(store.url) as second:
        second.worker.serve("dienst-2")
        assert store.worker.presence.is_alive("dienst-2")


def test_a_claim_of_a_worker_that_lives_is_left_alone_until_it_dies(store: Store) -> None:
    process = other(store, "dienst-9")
    claimed(store, "dienst-9", effect("eens"), effect("weer", Policy.AT_LEAST))
    assert store.recover(NOON) == ()
    end(process)
    settled = {one.key: one.status for one in store.recover(NOON)}
    assert settled == {"eens": EffectStatus.UNCERTAIN, "weer": EffectStatus.PLANNED}
    assert store.recover(NOON) == ()


def test_an_earlier_life_under_the_same_name_is_over(store: Store) -> None:
    claimed(store, "dienst-1", effect("eens"))
    store.worker.serve("dienst-1")
    assert [one.status for one in store.recover(NOON)] == [EffectStatus.UNCERTAIN]


def test_what_a_worker_is_at_itself_is_left_alone_also_where_an_exception_leaves_the_rest(store: Store) -> None:
    worker = store.worker
    with worker.carrying("bezig"):
        claimed(store, worker.name, effect("bezig"), effect("blijven staan"))
        assert [one.key for one in store.recover(NOON)] == ["blijven staan"]
    assert [one.key for one in store.recover(NOON)] == ["bezig"]


def test_what_two_threads_are_at_is_under_way_until_the_last_of_them_ends() -> None:
    underway = Underway()
    with underway.at("bon"):
        with underway.at("bon"), underway.at("taak"):
            assert underway.keys() == {"bon", "taak"}
        assert underway.keys() == {"bon"}
    assert underway.keys() == set()


def test_a_second_wake_for_what_is_under_way_finds_the_claim_standing_and_leaves_it(store: Store) -> None:
    worker = store.worker
    with worker.carrying("bezig"):
        claimed(store, worker.name, effect("bezig", Policy.AT_LEAST))
        with worker.carrying("bezig"):
            assert store.take("bezig", NOON) is None
        assert store.recover(NOON) == ()
        assert [one.key for one in store.effects(EffectStatus.BUSY)] == ["bezig"]


def test_a_service_looks_twice_before_another_counts_as_gone(store: Store) -> None:
    claimed(store, "dienst-9", effect("eens"))
    store.worker.serve("dienst-1")
    assert store.recover(NOON) == ()
    assert [one.key for one in store.recover(NOON)] == ["eens"]


def test_what_was_settled_meanwhile_is_not_settled_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    claimed(store, "weg", effect("eens"))
    left = store.worker.left_behind(lambda: store.effects(EffectStatus.BUSY))
    assert [one.key for one in left] == ["eens"]
    store.settle("eens", EffectStatus.DONE, NOON)
    monkeypatch.setattr(Worker, "left_behind", lambda *_: left)
    assert [one.status for one in store.recover(NOON)] == [EffectStatus.DONE]


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_command_leaves_no_file_behind(store: Store) -> None:
    folder = Path(str(store._engine.url.database)).parent
    store.worker.arrive()
    assert [one.name for one in folder.glob("*.lock")] == [f"opslag.db.{store.worker.name}.werker.lock"]
    store.close()
    assert list(folder.glob("*.lock")) == []


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_link_to_a_file_is_the_same_store(store: Store, tmp_path: Path) -> None:
    """Else two services under one name take each other's claims for their own."""
    (tmp_path / "verwijzing.db").symlink_to(tmp_path / "opslag.db")
    store.worker.serve("dienst-1")
    with open_store(f"sqlite:///{tmp_path}/verwijzing.db") as second, pytest.raises(StoreError) as caught:
        second.worker.serve("dienst-1")
    assert caught.value.code.id == "RT968"


def test_whether_a_service_is_at_work_is_known_whatever_its_name(store: Store) -> None:
    with open_store(store.url) as command:
        command.worker.arrive()
        assert not store.worker.presence.is_served()
        process = other(store, "balie")
        assert command.worker.presence.is_served()
        end(process)
        assert not command.worker.presence.is_served()


def test_a_store_in_memory_needs_no_lock() -> None:
    with open_store("sqlite://") as store:
        store.worker.serve("dienst-1")
        assert not store.worker.presence.is_alive("dienst-2")


def test_names_of_commands_are_never_the_same() -> None:
    assert len({passing_name() for _ in range(1000)}) == 1000


@NO_SERVER
@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_names_are_taken_again_when_the_server_dropped_the_connection(store: Store) -> None:
    store.worker.serve("dienst-1")
    presence = store.worker.presence
    assert isinstance(presence, ServerLocks)
    with store._engine.connect() as connection:
        ending = text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
        connection.execute(ending)
    with open_store(store.url) as second:
        assert not second.worker.presence.is_alive("dienst-1")
        presence.renew()
        assert second.worker.presence.is_alive("dienst-1")
        assert second.worker.presence.is_served()
        presence.renew()


def dropped(store: Store) -> None:
    """The server ends the session that holds the names."""
    with store._engine.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"))


@NO_SERVER
@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_who_lost_its_own_name_takes_nobody_for_dead_until_all_had_time_to_return(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1000.0]
    monkeypatch.setattr(store_presence, "monotonic", lambda: clock[0])
    monkeypatch.setattr(ServerLocks, "_seconds_up", lambda _: 1e6)
    monkeypatch.setattr(store_presence, "RETURNING", 60.0)
    claimed(store, "dienst-9", effect("eens"))
    store.worker.serve("dienst-1")
    assert store.recover(NOON) == ()
    dropped(store)
    for seconds in (0.0, 30.0, 29.0):
        clock[0] += seconds
        assert store.recover(NOON) == ()
    clock[0] += 2.0
    assert store.recover(NOON) == ()  # it looks twice from then on
    assert [one.key for one in store.recover(NOON)] == ["eens"]


@NO_SERVER
@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
@pytest.mark.parametrize("serves", [True, False])
def test_nobody_takes_another_for_dead_on_a_server_that_was_just_started(
    store: Store, monkeypatch: pytest.MonkeyPatch, *, serves: bool
) -> None:
    up = [59.0]
    monkeypatch.setattr(ServerLocks, "_seconds_up", lambda _: up[0])
    monkeypatch.setattr(store_presence, "RETURNING", 60.0)
    claimed(store, "dienst-9", effect("eens"))
    if serves:
        store.worker.serve("dienst-1")
    assert [store.recover(NOON) for _ in range(3)] == [(), (), ()]
    up[0] = 60.0
    looks = [store.recover(NOON) for _ in range(2)]
    assert [len(one) for one in looks] == ([0, 1] if serves else [1, 0])


@NO_SERVER
@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_a_server_tells_how_long_it_is_up(store: Store) -> None:
    presence = store.worker.presence
    assert isinstance(presence, ServerLocks)
    first = presence._seconds_up()
    assert 0.0 < first < presence._seconds_up()


@NO_SERVER
@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_a_name_is_taken_again_while_all_connections_of_the_store_are_in_use(store: Store) -> None:
    store.worker.serve("dienst-1")
    dropped(store)
    taken = [store._engine.connect() for _ in range(15)]
    store.worker.presence.renew()
    for one in taken:
        one.close()
    assert store.worker.presence.is_alive("dienst-1")


@NO_SERVER
@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_nothing_is_claimed_under_a_name_that_was_lost(store: Store) -> None:
    """A command that goes on for hours, whose idle connection the server ended, takes its name again first."""
    with store.worker.carrying("een"):
        dropped(store)
    with open_store(store.url) as second:
        assert not second.worker.presence.is_alive(store.worker.name)
        with store.worker.carrying("twee"):
            assert second.worker.presence.is_alive(store.worker.name)


@NO_SERVER
@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_who_lost_its_name_to_another_claims_nothing_more(store: Store) -> None:
    store.worker.serve("dienst-1")
    dropped(store)
    process = other(store, "dienst-1")
    for _ in range(2):
        with pytest.raises(StoreError) as caught, store.worker.carrying("een"):
            raise AssertionError("it went on")
        assert caught.value.code.id == "RT968"
    end(process)


@NO_SERVER
@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_the_server_soon_lets_go_of_the_names_of_a_machine_that_is_gone(store: Store) -> None:
    store.worker.serve("dienst-1")
    presence = store.worker.presence
    assert isinstance(presence, ServerLocks)
    held = presence._connection
    assert held is not None
    names = ("idle", "interval", "count")
    assert [held.scalar(text(f"SHOW tcp_keepalives_{name}")) for name in names] == ["15", "5", "3"]


@NO_SERVER
@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_a_name_that_another_took_meanwhile_is_not_taken_again(store: Store) -> None:
    store.worker.serve("dienst-1")
    with store._engine.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"))
    process = other(store, "dienst-1")
    with pytest.raises(StoreError) as caught:
        store.worker.presence.renew()
    assert caught.value.code.id == "RT968"
    end(process)


def test_a_worker_holds_its_name_from_its_first_claim(store: Store) -> None:
    worker: Worker = store.worker
    with open_store(store.url) as second:
        assert not second.worker.presence.is_alive(worker.name)
        with worker.carrying("sleutel"):
            assert second.worker.presence.is_alive(worker.name)
