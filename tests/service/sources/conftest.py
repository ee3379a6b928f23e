"""Sources of documents on an office that keeps books: a folder on disk, and mailboxes on servers of the loopback."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from threading import Event, Thread
from types import ModuleType
from typing import Any

import pytest
from attrs import define, field

from regeltaal.documents import addresses_of, taker
from regeltaal.intake.delivery import installed
from regeltaal.intake.folder import Group
from regeltaal.intake.taking import BusyError, Take, Taken
from regeltaal.loading import load
from regeltaal.project.opening import open_project
from regeltaal.runtime.engine import Engine
from regeltaal.service.logbook import JsonLines

HERE = Path(__file__).parent


def _module(name: str, path: Path) -> ModuleType:
    spec = spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


_documents = _module("of_documents", HERE.parents[1] / "documents" / "conftest.py")
imap_server = _module("imap_server", HERE / "imap_server.py")
make = _documents.make
office = _documents.office


@contextmanager
def _taking(folder: Path) -> Iterator[Take]:
    project = open_project(folder).project
    assert project is not None
    to_event = installed("boekhouding")
    assert to_event is not None
    with (
        Engine(load(folder), f"sqlite:///{folder / 'regeltaal.db'}") as engine,
        taker(lambda: engine, to_event, addresses_of(project.config)) as take,
    ):
        yield take


@pytest.fixture
def taking() -> Callable[[Path], Any]:
    """What a source hands its documents to, with a real engine behind it."""
    return _taking


@define
class Heard:
    """Takes whatever it is given, and keeps it; in place of an engine where only the source is looked at."""

    take: Take
    office: Any
    groups: list[Group] = field(factory=list)
    busy: int = 0
    error: Exception | None = None
    after: Callable[[], object] = lambda: None

    def __call__(self, group: Group) -> Sequence[Taken]:
        if self.error is not None:
            raise self.error
        if self.busy:
            self.busy -= 1
            raise BusyError(0.001)
        self.groups.append(group)
        found = self.take(group)
        self.after()
        return found


@pytest.fixture
def heard(office: Any) -> Iterator[Heard]:
    with ExitStack() as stack:
        yield Heard(stack.enter_context(_taking(office.folder)), office)


@define
class Life:
    """Runs sources, each in its thread."""

    threads: list[tuple[Thread, Event]] = field(factory=list)

    def start(self, source: Any) -> Event:
        """Until the end of the test, or until the event that it gives is set."""
        stop = Event()
        thread = Thread(target=source.run, args=(stop,))
        self.threads.append((thread, stop))
        thread.start()
        return stop

    def end(self) -> None:
        for thread, stop in self.threads:
            stop.set()
            thread.join(20)
            assert not thread.is_alive()

    @staticmethod
    def until(holds: Callable[[], object]) -> None:
        """Waits until something holds; how long is for slow machines, and no part of any test."""
        for _ in range(3000):
            if holds():
                return
            Event().wait(0.01)
        raise AssertionError("it did not come to that")


@pytest.fixture
def life() -> Iterator[Life]:
    made = Life()
    yield made
    made.end()


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Callable[[], str]:
    """All that the log was told, as the service writes it."""
    caplog.set_level(logging.INFO, "regeltaal")
    form = JsonLines("nl")
    return lambda: "\n".join(form.format(one) for one in caplog.records)


@pytest.fixture
def imap() -> Iterator[Any]:
    """A mail server on the loopback, without TLS."""
    with imap_server.ImapServer() as server:
        yield server
