"""Upkeep: a worker holds its name whatever else of it is kept waiting, and takes nobody over that may come back."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event
from types import SimpleNamespace
from typing import Any, cast

import pytest

from regeltaal.runtime.presence import Worker
from regeltaal.service import upkeep as module
from regeltaal.service.upkeep import Upkeep

NOON = datetime(2027, 3, 12, 11, tzinfo=UTC)


class Names:
    """A server with its names, of which the test decides."""

    def __init__(self) -> None:
        self.held: set[str] = set()
        self.sure = True
        self.renewed = Event()

    def hold(self, name: str) -> None:
        self.held.add(name)

    def hold_place(self) -> None: ...

    def is_alive(self, name: str) -> bool:
        return name in self.held

    def is_served(self) -> bool:
        return True

    def is_sure(self) -> bool:
        return self.sure

    def renew(self) -> None:
        self.renewed.set()

    def release(self) -> None: ...


class Waker:
    """One whose database is away: whoever asks it something waits."""

    def __init__(self) -> None:
        self.back = Event()
        self.asked = Event()
        self.taken_over: list[str] = []
        self.at_work = False
        self.taken_up = 0

    def workers(self) -> Mapping[str, int]:
        self.asked.set()
        self.back.wait(30)
        return {"dienst-1": 1, "dienst-2": 1}

    def take_over(self, worker: str) -> int:
        self.taken_over.append(worker)
        return 1

    def recall(self, before: datetime) -> int:
        del before
        return 0

    def waiting(self) -> Mapping[str, int]:
        return {"wacht": 0, "bezig": 0}

    def clean_up(self, before: datetime) -> int:
        del before
        return 0


def made(names: Names, waker: Waker, look: Callable[[], None] = lambda: None) -> Upkeep:
    worker = Worker(names)
    worker.serve("dienst-1")
    current = SimpleNamespace(store=SimpleNamespace(worker=worker), look=look, clock=lambda: NOON)
    alarms = SimpleNamespace(settle_left=lambda: (), catch_up=lambda *_: 0)
    return Upkeep(cast(Any, current), cast(Any, alarms), cast(Any, waker), lambda: None)


@contextmanager
def at_work(upkeep: Upkeep, waker: Waker) -> Iterator[None]:
    upkeep.start()
    try:
        yield
    finally:
        waker.back.set()
        upkeep.stop()


def test_names_and_rules_are_looked_after_while_the_waker_keeps_whoever_asks_it_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_OFTEN", 0.01)
    names, waker, looked = Names(), Waker(), Event()
    with at_work(made(names, waker, looked.set), waker):
        assert waker.asked.wait(5)
        for event in (names.renewed, looked) * 2:
            event.clear()
            assert event.wait(5)
        assert not waker.back.is_set()


def test_a_service_that_stops_does_not_wait_for_a_database_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LEAVING", 0.05)
    waker = Waker()
    upkeep = made(Names(), waker)
    upkeep.start()
    assert waker.asked.wait(5)
    upkeep.stop()
    assert not waker.back.is_set()
    waker.back.set()


def test_nothing_is_taken_over_while_the_names_of_those_that_live_may_be_lost() -> None:
    names, waker = Names(), Waker()
    waker.back.set()
    upkeep = made(names, waker)
    names.sure = False
    for _ in range(3):
        upkeep.take_over()
    assert waker.taken_over == []
    names.sure = True
    upkeep.take_over()
    assert waker.taken_over == []
    upkeep.take_over()
    assert waker.taken_over == ["dienst-2"]
