"""The waker by itself: a wake is told in a transaction, comes when it is due, and comes again until it was handled."""

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from time import monotonic, sleep
from typing import Any

import pytest

from regeltaal.runtime.problems import locked
from regeltaal.runtime.storage import open_store
from regeltaal.runtime.store import Store
from regeltaal.runtime.waking import Wake, WakeEffects

pytest.importorskip("dbos", reason="the extra `dienst` is not installed")

from dbos import DBOS

from regeltaal.service.durable import DurableWaker, Handler

PATIENCE = 60.0
Start = Callable[[Handler], DurableWaker]


def until(holds: Callable[[], bool]) -> None:
    """Waits for what must come."""
    give_up = monotonic() + PATIENCE
    while not holds():
        assert monotonic() < give_up, "it did not happen"
        sleep(0.02)


def at_once(*keys: str) -> Wake:
    return WakeEffects(keys, None)


def soon(key: str, seconds: float = 2.0) -> WakeEffects:
    return WakeEffects((key,), datetime.now(UTC) + timedelta(seconds=seconds))


def plan(store: Store, *wakes: Wake) -> None:
    with store.transaction() as unit:
        unit.wakes.extend(wakes)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/opslag.db") as opened:
        yield opened


@pytest.fixture
def start(store: Store) -> Iterator[Start]:
    begun: list[DurableWaker] = []

    def starting(handle: Handler) -> DurableWaker:
        waker = DurableWaker(store, "dienst-1", 2)
        waker.start(handle)
        begun.append(waker)
        return waker

    yield starting
    for waker in begun:
        if store.waker is waker:
            waker.stop(1)


class Heard:
    """A handler that notes what it was woken for."""

    def __init__(self, *answers: datetime | Exception | None) -> None:
        self.wakes: list[Wake] = []
        self.moments: list[datetime] = []
        self._answers = list(answers)

    def __call__(self, wake: Wake) -> datetime | None:
        self.wakes.append(wake)
        self.moments.append(datetime.now(UTC))
        answer = self._answers.pop(0) if self._answers else None
        if isinstance(answer, Exception):
            raise answer
        return answer


def test_a_wake_comes_once_and_a_later_one_not_before_its_moment(store: Store, start: Start) -> None:
    heard, later = Heard(), soon("b")
    waker = start(heard)
    plan(store, at_once("a"), later)
    plan(store, at_once("a"))
    until(lambda: len(heard.wakes) > 1)
    waker.stop(1)
    assert heard.wakes == [at_once("a"), later]
    assert later.due is not None
    assert heard.moments[1] >= later.due - timedelta(milliseconds=1)


def test_what_an_earlier_run_left_is_handled_by_a_waker_that_can_tell(
    store: Store, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may come before the start is over: what is planned then must be told, and a failure must come again."""
    first = start(lambda _: None)
    plan(store, soon("a"))
    first.stop(1)
    seen: list[object] = []

    def handle(_: Wake) -> datetime | None:
        seen.append(store.waker)
        return datetime.now(UTC) if len(seen) == 1 else None

    register = DBOS.register_queue

    def late(*given: Any, **named: Any) -> object:
        until(lambda: len(seen) > 1)
        return register(*given, **named)

    monkeypatch.setattr(DBOS, "register_queue", late)
    waker = start(handle)
    assert seen == [waker, waker]


def test_what_a_transaction_told_that_was_not_kept_never_comes(store: Store, start: Start) -> None:
    heard = Heard()
    start(heard)

    class StopError(Exception):
        pass

    def broken() -> None:
        with store.transaction() as unit:
            unit.wakes.append(at_once("niet"))
            assert store.waker is not None
            store.waker.tell(unit, unit.wakes)
            raise StopError

    with pytest.raises(StopError):
        broken()
    plan(store, at_once("wel"))
    until(lambda: heard.wakes != [])
    assert heard.wakes == [at_once("wel")]


@pytest.mark.parametrize("error", [locked("opslag.db"), ValueError("Jansen, Kerkstraat 1")])
def test_a_wake_whose_handler_failed_comes_again(
    store: Store, start: Start, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    heard = Heard(error, error)
    with caplog.at_level(logging.INFO, "regeltaal.service"):
        waker = start(heard)
        plan(store, at_once("a"))
        until(lambda: len(heard.wakes) == 3)
        until(lambda: waker.waiting() == {"wacht": 0, "bezig": 0})
    assert heard.wakes == [at_once("a")] * 3
    assert heard.moments[2] - heard.moments[1] > heard.moments[1] - heard.moments[0] > timedelta(seconds=0.9)
    assert len([one for one in caplog.records if one.levelno >= logging.WARNING]) == 2
    assert "Jansen" not in caplog.text


def test_a_wake_that_came_too_early_comes_again_at_its_moment(store: Store, start: Start) -> None:
    moment = datetime.now(UTC) + timedelta(seconds=3)
    heard = Heard(moment)
    start(heard)
    plan(store, at_once("a"))
    until(lambda: len(heard.wakes) == 2)
    assert heard.moments[1] >= moment - timedelta(milliseconds=1)


def test_when_the_store_fails_for_handler_and_waker_alike_a_wake_still_comes_again(
    store: Store, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = Heard(locked("opslag.db"))
    start(heard)
    plan(store, at_once("a"))
    failures = [locked("opslag.db")]
    attempt = store.attempt

    def failing(work: Callable[..., object]) -> object:
        if failures:
            raise failures.pop()
        return attempt(work)

    monkeypatch.setattr(store, "attempt", failing)
    until(lambda: len(heard.wakes) == 2)
    assert failures == []


def test_what_was_not_done_when_the_service_stopped_comes_after_a_restart(store: Store, start: Start) -> None:
    begun, heard = Event(), Heard()

    def handle(_: Wake) -> datetime | None:
        begun.set()
        raise locked("opslag.db")

    waker = start(handle)
    plan(store, at_once("a"))
    begun.wait(PATIENCE)
    waker.stop(1)
    start(heard)
    until(lambda: heard.wakes != [])
    assert heard.wakes == [at_once("a")]


def test_telling_again_reaches_only_what_nothing_is_to_come_of(store: Store, start: Start) -> None:
    heard = Heard()
    waker = start(heard)
    done, waiting, lost = soon("gedaan", 0), soon("wacht", 3600), soon("verloren", 0)
    plan(store, done, waiting)
    until(lambda: heard.wakes == [done])
    until(lambda: waker.waiting() == {"wacht": 0, "bezig": 0})
    assert waker.tell_again([done, waiting, lost]) == 2
    until(lambda: len(heard.wakes) == 3)
    assert sorted(str(one) for one in heard.wakes) == sorted(str(one) for one in (done, done, lost))


def test_what_is_over_is_forgotten_and_what_is_to_come_is_not(store: Store, start: Start) -> None:
    heard = Heard()
    waker = start(heard)
    plan(store, at_once("a"), soon("b", 3600))
    until(lambda: heard.wakes != [])
    until(lambda: waker.waiting() == {"wacht": 0, "bezig": 0})
    assert waker.clean_up(datetime.now(UTC) - timedelta(hours=1)) == 0
    assert waker.clean_up(datetime.now(UTC) + timedelta(seconds=1)) == 1
    assert waker.clean_up(datetime.now(UTC) + timedelta(seconds=1)) == 0
    assert waker.tell_again([at_once("a")]) == 1


def test_many_at_once_come_in_few_wakes_each_key_once(store: Store, start: Start) -> None:
    heard = Heard()
    start(heard)
    keys = [f"k{number}" for number in range(100)]
    plan(store, *(at_once(key) for key in keys))
    until(lambda: sum(len(one.keys) for one in heard.wakes if isinstance(one, WakeEffects)) >= len(keys))
    found = [key for one in heard.wakes if isinstance(one, WakeEffects) for key in one.keys]
    assert sorted(found) == sorted(keys)
    assert len(heard.wakes) < len(keys) / 4


def test_the_queue_logs_through_our_log_and_nothing_on_the_console(
    start: Start, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.INFO, "regeltaal.service"):
        start(Heard())
        logging.getLogger("dbos").warning("connection lost\n[parameters: Jansen]")
    assert [one.__dict__.get("melding") for one in caplog.records] == ["connection lost"]
    assert capfd.readouterr() == ("", "")


class LostError(BaseException):
    """The thread that was at a wake is gone, and its process is not."""


def test_a_wake_that_was_taken_up_and_lost_is_recalled(store: Store, start: Start) -> None:
    heard: list[Wake] = []

    def handle(wake: Wake) -> datetime | None:
        heard.append(wake)
        if len(heard) == 1:
            raise LostError
        return None

    waker = start(handle)
    plan(store, at_once("a"))
    until(lambda: len(heard) == 1)
    assert waker.recall(datetime.now(UTC) - timedelta(minutes=1)) == 0
    until(lambda: waker.recall(datetime.now(UTC) + timedelta(minutes=1)) == 1)
    until(lambda: len(heard) == 2)
    assert heard == [at_once("a")] * 2


def test_a_wake_that_someone_is_at_is_not_recalled_and_no_more_are_handled_than_there_are_threads(
    store: Store, start: Start
) -> None:
    begun: list[Wake] = []
    go_on = Event()

    def handle(wake: Wake) -> datetime | None:
        begun.append(wake)
        go_on.wait(PATIENCE)
        return None

    waker = start(handle)
    plan(store, *(soon(f"k{number}", 0) for number in range(6)))
    until(lambda: len(begun) == 2 and waker.waiting() == {"wacht": 0, "bezig": 6})
    assert waker.recall(datetime.now(UTC) + timedelta(minutes=1)) == 0
    assert len(begun) == 2
    go_on.set()
    until(lambda: len(begun) == 6)
