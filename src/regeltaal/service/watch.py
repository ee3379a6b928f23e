"""How the service is: a thread of its own looks once a second, so that asking for it never waits for the store."""

import logging
import time
from collections.abc import Callable
from threading import Event, Thread

from attrs import define, field, frozen

from regeltaal.base.text import Text
from regeltaal.runtime.problems import StoreError
from regeltaal.service.logbook import tell

EVERY = 1.0
STALE = 15.0
"""Seconds after which a look that never came back counts as a store that can't be reached."""

_GONE = Text(nl="de opslag is niet bereikbaar", en="the store can't be reached")
_BACK = Text(nl="de opslag is weer bereikbaar", en="the store can be reached again")


@frozen
class Backlog:
    """``due`` is how many effects' moment has come while they are not carried out; of ``uncertain`` no one knows."""

    due: int = 0
    uncertain: int = 0
    oldest: float = 0.0
    """Seconds since the moment of the one that is due longest."""


@frozen
class Seen:
    """What ``Backlog`` was, and when."""

    reachable: bool
    backlog: Backlog
    moment: float = 0.0


@define(eq=False)
class Watch:
    """``look`` asks the store; a ``StoreError`` of it means that the store can't be reached."""

    look: Callable[[], Backlog]
    clock: Callable[[], float] = time.monotonic
    _seen: Seen = field(factory=lambda: Seen(reachable=False, backlog=Backlog()), init=False)
    _stop: Event = field(factory=Event, init=False)
    _thread: Thread | None = field(default=None, init=False)

    def start(self) -> None:
        self.look_now()
        self._thread = Thread(target=self._run, name="regeltaal-toezicht", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join(STALE)

    def look_now(self) -> None:
        before = self._seen
        try:
            self._seen = Seen(reachable=True, backlog=self.look(), moment=self.clock())
        except StoreError as error:
            self._seen = Seen(reachable=False, backlog=before.backlog, moment=self.clock())
            if before.reachable:
                tell(_GONE, logging.ERROR, code=error.code.id)
            return
        if not before.reachable and before.moment:
            tell(_BACK)

    @property
    def is_alive(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    @property
    def reachable(self) -> bool:
        return self._seen.reachable and self.clock() - self._seen.moment < STALE

    @property
    def backlog(self) -> Backlog:
        return self._seen.backlog

    def _run(self) -> None:
        while not self._stop.wait(EVERY):
            self.look_now()
