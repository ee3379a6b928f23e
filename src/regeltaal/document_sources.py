"""Folders and mailboxes of the service, each in a thread of its own that hands its documents to the engine in use."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Event, Lock, Thread
from typing import Protocol

from attrs import define, field

from regeltaal.base.text import Text
from regeltaal.documents import taker
from regeltaal.intake.delivery import Addresses, ToEvent
from regeltaal.intake.folder import Group
from regeltaal.intake.taking import BusyError, Take, Taken
from regeltaal.service.current import Current
from regeltaal.service.logbook import tell
from regeltaal.service.source import Teller
from regeltaal.service.watch import Watch
from regeltaal.service.witness import DOCUMENTS, Witness

_BUSY_SECONDS = 5.0
_STOP_SECONDS = 3.0
_BROKE = Text(nl="het lezen van een bron liep vast", en="reading a source broke down")


class Watcher(Protocol):
    """What looks in one folder or mailbox."""

    @property
    def teller(self) -> Teller: ...

    def run(self, stop: Event) -> None: ...


@define(eq=False)
class Taking:
    """Hands documents of one source to the engine that is in use, and holds them up where too much is due."""

    current: Current
    watch: Watch
    most_due: int
    witness: Witness
    to_event: ToEvent
    addresses: Addresses
    busy: Lock = field(factory=Lock, init=False)
    """Held while documents are being stored."""

    @contextmanager
    def opened(self) -> Iterator[Take]:
        with self.current.using() as first:
            holder = [first]
        with taker(lambda: holder[0], self.to_event, self.addresses) as hand:

            def take(group: Group) -> Sequence[Taken]:
                if self.watch.backlog.due > self.most_due:
                    raise BusyError(_BUSY_SECONDS)
                with self.busy, self.current.using() as holder[0]:
                    found = hand(group)
                self.witness.took_in([one.result for one in found], DOCUMENTS)
                return found

            yield take


@define(eq=False)
class DocumentSource:
    """One folder or mailbox, in a thread of its own. A defect ends one turn of it, not the service."""

    name: str
    _watcher: Callable[[Take], Watcher]
    _taking: Taking
    counts: Mapping[str, int] = field(factory=dict, init=False)
    rounds: Mapping[str, int] = field(factory=dict, init=False)
    _stop: Event = field(factory=Event, init=False)
    _thread: Thread | None = field(default=None, init=False)
    _ended: bool = field(default=False, init=False)

    def start(self) -> None:
        self._thread = Thread(target=self._run, name=f"regeltaal-bron-{self.name}", daemon=True)
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        """Whether it looks, or has come to its own end: one that lacks a password told so and looks no more."""
        return self._ended or (self._thread is not None and self._thread.is_alive())

    def tell_to_stop(self) -> None:
        self._stop.set()

    def wait(self, seconds: float) -> bool:
        """Until nothing is being stored; whether that was so in time.

        A mail server or disk that does not answer is not waited for: what was not stored is offered at the next start.
        """
        if self._thread is None:
            return True
        self._thread.join(min(seconds, _STOP_SECONDS))
        if not self._taking.busy.acquire(timeout=seconds):
            return False
        self._taking.busy.release()
        return True

    def _run(self) -> None:
        with self._taking.opened() as take:
            watcher = self._watcher(take)
            self.counts, self.rounds = watcher.teller.counts, watcher.teller.rounds
            while not self._stop.is_set():
                try:
                    watcher.run(self._stop)
                    self._ended = True
                    break
                except Exception as error:  # noqa: BLE001 - whatever broke, the service and the other sources go on
                    tell(_BROKE, logging.ERROR, error, bron=self.name)
                    self._stop.wait(_BUSY_SECONDS)
