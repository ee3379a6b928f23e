"""Many writers at one store: threads of a process take turns, and who loses a race with another one tries again."""

import random
import time
from collections import deque
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TypeVar

from attrs import define, field

from regeltaal.base.diagnostic import Code
from regeltaal.runtime.problems import LOCKED, StoreError

PATIENCE = 30.0
"""Seconds: who has lost races for so long is told that the store is in use."""

_FIRST_PAUSE = 0.005
_LONGEST_PAUSE = 0.5

T = TypeVar("T")


def until_it_holds(work: Callable[[], T], codes: Collection[Code] = (LOCKED,)) -> T:
    """Does work that another writer may get in the way of, again and again, but not for ever.

    ``codes`` are of what it tries again after.

    Raises:
        StoreError: it failed for another reason, or there was no end to it.
    """
    give_up = time.monotonic() + PATIENCE
    pause = _FIRST_PAUSE
    while True:
        try:
            return work()
        except StoreError as error:
            if error.code not in codes or time.monotonic() >= give_up:
                raise
        time.sleep(random.uniform(0, pause))  # noqa: S311 - so that two do not meet again, no secret
        pause = min(2 * pause, _LONGEST_PAUSE)


@define(eq=False)
class Turns:
    """Lets threads through one at a time, in the order that they came: nobody is passed over for ever."""

    _guard: Lock = field(factory=Lock, init=False)
    _taken: bool = field(default=False, init=False)
    _waiting: deque[Lock] = field(factory=deque, init=False)

    @contextmanager
    def turn(self, patience: float) -> Iterator[bool]:
        """Waits for its turn; gives False when that did not come within so many seconds."""
        has_it = self._wait(patience)
        try:
            yield has_it
        finally:
            if has_it:
                self._pass_on()

    def waiting(self) -> int:
        """How many wait for their turn."""
        return len(self._waiting)

    def _wait(self, patience: float) -> bool:
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            gate = Lock()
            gate.acquire()
            self._waiting.append(gate)
        has_it = False
        try:
            has_it = gate.acquire(timeout=patience)
        finally:
            if not has_it:
                self._leave(gate)
        return has_it

    def _leave(self, gate: Lock) -> None:
        """Stops waiting; a turn that came at that very moment goes to the next."""
        with self._guard:
            if gate in self._waiting:
                self._waiting.remove(gate)
                return
        self._pass_on()

    def _pass_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False
