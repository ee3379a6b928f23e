"""A store that is full, locked by another, or gone for a moment."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing
from datetime import timedelta
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

from sqlalchemy import create_engine, make_url, text
from tests.faults.backends import Backend, Postgresql, Server, Sqlite
from tests.faults.disk import filled, may_mount, no_larger_than, small_disk
from tests.faults.faults import Fault, Stage
from tests.faults.ledger import Account, Ledger
from tests.faults.office import NEXT_MORNING, OPENING, Office, office

_STEP = timedelta(minutes=20)
_DEADLINE = timedelta(minutes=50)
DISK_SIZE = 64_000_000
HELD = 5.0
_NEW = 20


def full_disk(stage: Stage) -> Account:
    """The disk fills up while events come in; room is made, and all are offered again."""
    with small_disk(stage.folder / "schijf", DISK_SIZE) as disk, office_on(disk, stage) as place:
        hits, now = 0, OPENING
        place.run(place.reports(1, now, deadline=now + _DEADLINE), now)
        while hits < stage.runs:
            now += _STEP
            place.reports(_NEW, now, deadline=now + _DEADLINE)
            with filled(disk, stage.chance.randint(30_000, 900_000)):
                place.run(list(place.offered.values()), now)
            hits += "schijf" in place.errors[-1]
            if hits < stage.runs and len(place.offered) > 20 * _NEW:
                raise AssertionError(f"the disk never got full: {place.errors[-1]}")
        return _ended(place).saying("schijf vol; ruimte gemaakt; alles nog eens aangeboden", hits)


def office_on(disk: Path, stage: Stage) -> AbstractContextManager[Office]:
    """An office whose store is on a disk."""
    return office(stage.room(), _OnDisk(disk, stage.backend))


class _OnDisk:
    """The same kind of store, on a disk of its own. On a server everything but its log of changes is there."""

    def __init__(self, disk: Path, backend: Backend) -> None:
        self._disk, self._backend, self.name = disk, backend, backend.name

    def fresh(self, folder: Path) -> Iterator[str]:
        if isinstance(self._backend, Sqlite):
            yield f"sqlite:///{self._disk / 'opslag.db'}"
            return
        if not isinstance(self._backend, Postgresql):
            raise TypeError("a store is a file or on a server")
        yield from self._backend.on_disk(self._disk / "tabellen", folder)


def file_that_may_not_grow(stage: Stage) -> Account:
    """A quota: no file may grow beyond what it is, for one run."""
    with office(stage.room(), stage.backend) as place:
        hits, now = 0, OPENING
        place.run(place.reports(_NEW, now, deadline=now + _DEADLINE), now)
        while hits < stage.runs:
            now += _STEP
            place.reports(_NEW, now, deadline=now + _DEADLINE)
            size = (place.folder / "opslag.db").stat().st_size
            limit = no_larger_than(size + stage.chance.randint(20_000, 120_000))
            hits += place.run(list(place.offered.values()), now, before=limit) != 0
        return _ended(place).saying("geen bestand mocht groeien; daarna alles nog eens aangeboden", hits)


def _ended(place: Office) -> Account:
    place.run(list(place.offered.values()), OPENING + timedelta(hours=12))
    place.run([], NEXT_MORNING)
    if place.run([], NEXT_MORNING) != 0:
        raise AssertionError(f"the store is whole again, yet: {place.errors[-1]}")
    return Ledger(place, NEXT_MORNING).account()


# ---------------------------------------------------------------- locked


def locked(stage: Stage) -> Account:
    """Another program holds the store while events come in: they wait, and nothing is lost."""
    with office(stage.room(), stage.backend) as place:
        now = OPENING
        place.run(place.reports(1, now, deadline=now + _DEADLINE), now)
        longest = 0.0
        for _ in range(stage.runs):
            now += _STEP
            holder = Thread(target=hold, args=(place.url, HELD))
            holder.start()
            begin = monotonic()
            place.run(place.reports(2, now, deadline=now + _DEADLINE), now)
            longest = max(longest, monotonic() - begin)
            holder.join()
        if longest < HELD:
            raise AssertionError("nobody waited for the lock")
        return _ended(place).saying(f"{HELD:.0f} s op slot; het programma wachtte", stage.runs)


def hold(url: str, seconds: float) -> None:
    """Keeps everyone else from writing into a store for so long."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=30, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            sleep(seconds)
            connection.execute("ROLLBACK")
        return
    engine = create_engine(make_url(url))
    with engine.begin() as connection:
        connection.execute(text("LOCK TABLE events, effects, records IN ACCESS EXCLUSIVE MODE"))
        sleep(seconds)
    engine.dispose()


# ---------------------------------------------------------------- a server that goes away


def restart(stage: Stage) -> Account:
    """The server is stopped as by a power cut while events are processed, and started again."""
    server = _own(stage.backend)
    with office(stage.room(), stage.backend) as place:
        hits, now = 0, OPENING
        begin = monotonic()
        place.run(place.reports(_NEW, now, deadline=now + _DEADLINE), now)
        usual = monotonic() - begin
        while hits < stage.runs:
            now += _STEP
            process = place.start(place.reports(_NEW, now, deadline=now + _DEADLINE), now)
            sleep(stage.chance.uniform(0.4, 1.0) * usual)
            server.stop()
            hits += process.wait(300) != 0
            server.start()
            place.run(list(place.offered.values()), now)
        return _ended(place).saying("server als bij stroomuitval gestopt en weer gestart", hits)


def _own(backend: Backend) -> Server:
    if not isinstance(backend, Postgresql) or backend.server is None:
        raise TypeError("only a server of our own may be stopped")
    return backend.server


FAULTS: tuple[Fault, ...] = (
    *((Fault("schijf vol", full_disk, runs=20, short=1, own_server=True),) if may_mount() else ()),
    Fault("bestand mag niet groeien (quotum)", file_that_may_not_grow, runs=20, short=1, server=False),
    Fault("opslag 5 s op slot door een ander", locked, runs=5, short=1),
    Fault("databaseserver herstart", restart, runs=20, short=2, sqlite=False, own_server=True),
)
