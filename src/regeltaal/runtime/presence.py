"""Who is at work in a store: names that claims are made under, held by locks that the system releases at death.

A lock is all that tells a worker that died from one that is slow. INVARIANT: a worker holds its name before its first
claim, so that a claim under a name that nobody holds was left behind. Only a server can lose the names of workers that
live, all at once; then each gets the time to take its own again before anybody is taken for dead.
"""

import os
import secrets
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Protocol

from attrs import Factory, define, field, frozen
from filelock import FileLock, Timeout

from regeltaal.runtime import problems
from regeltaal.runtime.storage import StoredEffect

_PATIENCE = 2.0
"""Seconds: whoever asks whether a worker lives holds its lock for a moment."""


class Presence(Protocol):
    """The names that are held in one store."""

    def hold(self, name: str) -> None:
        """Takes a name, for as long as this process lives or until ``release``.

        Raises:
            StoreError: another has it, or it can't be taken here.
        """
        ...

    def hold_place(self) -> None:
        """Takes a place for a service: the one that there is, or one of many.

        Raises:
            StoreError: another has it.
        """
        ...

    def is_alive(self, name: str) -> bool:
        """Whether some process holds a name, this one included."""
        ...

    def is_served(self) -> bool:
        """Whether a service is at work here, whatever its name."""
        ...

    def is_sure(self) -> bool:
        """Whether a name that is not held now is that of the dead: not soon after all names were lost."""
        ...

    def renew(self) -> None:
        """Takes the names again, where the connection that held them was lost.

        Raises:
            StoreError: that can't be, or another has taken one meanwhile.
        """
        ...

    def release(self) -> None: ...


@frozen
class Nobody:
    """Of a store that no other process can open: in memory."""

    def hold(self, name: str) -> None:
        """Nobody else can have it."""

    def hold_place(self) -> None:
        """Nobody else can be there."""

    def is_alive(self, name: str) -> bool:
        del name
        return False

    def is_served(self) -> bool:
        return False

    def is_sure(self) -> bool:
        return True

    def renew(self) -> None:
        """Nothing can be lost."""

    def release(self) -> None:
        """Nothing is held."""


@define(eq=False)
class FileLocks:
    """Locks of the operating system on files beside a database file."""

    database: str
    _held: dict[str, FileLock] = field(factory=dict, init=False)

    def hold(self, name: str) -> None:
        self._take(name, self._file(name))

    def hold_place(self) -> None:
        self._take(_PLACE, self._place)

    def is_alive(self, name: str) -> bool:
        return self._is_held(name, self._file(name))

    def is_served(self) -> bool:
        return self._is_held(_PLACE, self._place)

    def is_sure(self) -> bool:
        return True

    def _is_held(self, name: str, path: Path) -> bool:
        if name in self._held:
            return True
        if not path.exists():
            return False
        try:
            with _lock(path).acquire(timeout=0):
                _tidy(name, path)
        except Timeout:
            return True
        except OSError as error:
            raise problems.read_only(self.database) from error
        return False

    def renew(self) -> None:
        """The system keeps a lock for as long as the process lives."""

    def release(self) -> None:
        for name, lock in self._held.items():
            _tidy(name, Path(lock.lock_file))
            lock.release()
        self._held.clear()

    @property
    def _place(self) -> Path:
        return Path(f"{self.database}.dienst.lock")

    def _file(self, name: str) -> Path:
        return Path(f"{self.database}.{name}.werker.lock")

    def _take(self, name: str, path: Path) -> None:
        if name in self._held:
            return
        lock = _lock(path)
        try:
            lock.acquire(timeout=_PATIENCE)
        except Timeout as error:
            raise problems.one_service(self.database, name) from error
        except OSError as error:
            raise problems.read_only(self.database) from error
        self._held[name] = lock


def _lock(path: Path) -> FileLock:
    """A lock of the operating system or none: one that only looks like it would outlive its holder."""
    return FileLock(path, thread_local=False, fallback_to_soft=False)


_PLACE = ""
_PASSING = "draai-"


def passing_name() -> str:
    """A name for a process that comes and goes: never given twice."""
    return f"{_PASSING}{os.getpid()}-{secrets.token_hex(4)}"


def _tidy(name: str, path: Path) -> None:
    """Removes the file of a name that is never given again; of another one it stays, for the next to lock the same."""
    if name.startswith(_PASSING):
        with suppress(OSError):
            path.unlink()


class Underway:
    """What the threads of this process are at, some of it more than once at the same time."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._guard = Lock()

    @contextmanager
    def at(self, key: str) -> Iterator[None]:
        with self._guard:
            self._counts[key] += 1
        try:
            yield
        finally:
            with self._guard:
                self._counts[key] -= 1
                if not self._counts[key]:
                    del self._counts[key]

    def keys(self) -> frozenset[str]:
        with self._guard:
            return frozenset(self._counts)


@define(eq=False)
class Lookout:
    """Tells which workers are gone. A service looks ``twice``: only who was gone at its last look too, is gone."""

    presence: Presence
    _missed: Collection[str] = field(factory=frozenset, init=False)

    def gone(self, names: Iterable[str], *, twice: bool) -> Collection[str]:
        """Those of the names whose workers are gone.

        Whether that is sure is asked last: what made all names be lost before they were looked at is seen then.
        """
        missing = {name for name in names if not self.presence.is_alive(name)}
        if missing and not self.presence.is_sure():
            missing = set()
        seen_before, self._missed = self._missed, missing
        return missing.intersection(seen_before) if twice else missing


@define(eq=False)
class Worker:
    """Who carries out the effects of a store in this process, whatever number of threads and engines it has."""

    presence: Presence
    name: str = Factory(passing_name)
    _here: bool = field(default=False, init=False)
    _serves: bool = field(default=False, init=False)
    _guard: Lock = field(factory=Lock, init=False)
    _underway: Underway = field(factory=Underway, init=False)
    _lookout: Lookout = field(init=False, default=Factory(lambda self: Lookout(self.presence), takes_self=True))

    def serve(self, name: str) -> None:
        """Goes by a lasting name, as a service.

        Raises:
            StoreError: that name or, in a store with room for one service, that place is taken.
        """
        self.presence.hold_place()
        self.presence.hold(name)
        self.name, self._here, self._serves = name, True, True

    def arrive(self) -> None:
        """Sees to it that others can tell that it lives; before each claim, for a server may have lost its name.

        Raises:
            StoreError: they can't, or another goes by its name.
        """
        with self._guard:
            if self._here:
                self.presence.renew()
            else:
                self.presence.hold(self.name)
                self._here = True

    @contextmanager
    def carrying(self, key: str) -> Iterator[None]:
        """While it is at an effect: from before the claim until it was settled, or an exception left it standing."""
        self.arrive()
        with self._underway.at(key):
            yield

    def left_behind(self, busy: Callable[[], Iterable[StoredEffect]]) -> list[StoredEffect]:
        """Those of the claims that stand which nobody is at: of workers that are gone, and its own that it left.

        ``busy`` reads them. Of its own it passes over what it was at before that or is at after it.
        """
        before = self._underway.keys()
        found = list(busy())
        own = before | self._underway.keys()
        others = {one.worker or "" for one in found} - {self.name}
        gone = self._lookout.gone(others, twice=self._serves)
        return [one for one in found if (one.key not in own if one.worker == self.name else (one.worker or "") in gone)]
