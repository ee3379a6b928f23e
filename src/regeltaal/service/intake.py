"""What comes in, to the store: one queue with a limit, and one writer that keeps what waits in one transaction.

INVARIANT: a result is given only when its transaction is kept. A client that goes away takes nothing back: its events
are kept, and sending them again gives what they came to.
"""

import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from threading import Condition, Thread

from attrs import define, field, frozen

from regeltaal.runtime.batch import Input
from regeltaal.runtime.problems import StoreError
from regeltaal.runtime.result import EventResult

Results = Sequence[EventResult]
Process = Callable[[Sequence[Input]], Results]

MOST_IN_BATCH = 100
LINGER = 0.003
"""Seconds that the writer waits for more, when one request came by itself: less than a commit takes."""


class FullError(Exception):
    """Too much waits already: nothing of the request was taken."""


class ClosedError(Exception):
    """The service is stopping: nothing of the request was taken."""


@frozen
class Written:
    """A batch that was tried: how many events, how long it took, what they came to or what stood in the way."""

    events: int
    seconds: float
    error: Exception | None = None
    results: Results = ()


@frozen(eq=False)
class _Waiting:
    inputs: Sequence[Input]
    answer: "Future[Results]"


@define(eq=False)
class Intake:
    """``process`` keeps events in a transaction. A request is never cut: it is kept in one batch."""

    process: Process
    most_waiting: int
    tell: Callable[[Written], None] = lambda _: None
    linger: float = LINGER
    _queue: deque[_Waiting] = field(factory=deque, init=False)
    _count: int = field(default=0, init=False)
    _busy: bool = field(default=False, init=False)
    _closed: bool = field(default=False, init=False)
    _changed: Condition = field(factory=Condition, init=False)
    _writer: Thread | None = field(default=None, init=False)
    _began: float | None = field(default=None, init=False)

    def start(self) -> None:
        self._writer = Thread(target=self._run, name="regeltaal-inname", daemon=True)
        self._writer.start()

    @property
    def waiting(self) -> int:
        """Events that are not kept yet."""
        return self._count

    @property
    def is_alive(self) -> bool:
        return self._writer is not None and self._writer.is_alive()

    @property
    def lag(self) -> float:
        """Seconds that the writer has been at one batch."""
        began = self._began
        return 0.0 if began is None else time.monotonic() - began

    @property
    def is_open(self) -> bool:
        return not self._closed

    def offer(self, inputs: Sequence[Input]) -> "Future[Results]":
        """Takes the events of one request: all of them or none.

        Raises:
            FullError: too much waits.
            ClosedError: it is stopping.
        """
        one = _Waiting(inputs, Future())
        one.answer.set_running_or_notify_cancel()  # who no longer waits for it does not take it back
        with self._changed:
            if self._closed:
                raise ClosedError
            if self._count and self._count + len(inputs) > self.most_waiting:
                raise FullError
            self._queue.append(one)
            self._count += len(inputs)
            self._changed.notify_all()
        return one.answer

    def close(self, patience: float) -> bool:
        """Takes nothing more, and keeps what waits; whether that was done in time."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._writer is not None:
            self._writer.join(patience)
        return not self.is_alive

    # ------------------------------------------------------------ the writer

    def _run(self) -> None:
        while batch := self._next():
            self._write(batch)

    def _next(self) -> list[_Waiting]:
        """What is to be kept together; nothing at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._queue or self._closed)
            if not self._closed and self._count < MOST_IN_BATCH and len(self._queue) == 1 and self.linger:
                self._changed.wait_for(lambda: self._count >= MOST_IN_BATCH or self._closed, self.linger)
            batch: list[_Waiting] = []
            size = 0
            while self._queue and (not batch or size + len(self._queue[0].inputs) <= MOST_IN_BATCH):
                batch.append(self._queue.popleft())
                size += len(batch[-1].inputs)
            return batch

    def _write(self, batch: Sequence[_Waiting]) -> None:
        inputs = [one for waiting in batch for one in waiting.inputs]
        self._began = began = time.monotonic()
        try:
            results = list(self.process(inputs))
        except Exception as error:  # noqa: BLE001 - whatever it is, the writer goes on and each client hears of it
            self._began = None
            self._failed(batch, error, time.monotonic() - began)
            return
        self._began = None
        self._done(inputs)
        self.tell(Written(len(inputs), time.monotonic() - began, results=results))
        at = 0
        for waiting in batch:
            waiting.answer.set_result(results[at : at + len(waiting.inputs)])
            at += len(waiting.inputs)

    def _failed(self, batch: Sequence[_Waiting], error: Exception, seconds: float) -> None:
        """One request must not spoil those beside it: where it may be its fault, each is tried by itself."""
        self.tell(Written(sum(len(one.inputs) for one in batch), seconds, error))
        if len(batch) > 1 and not isinstance(error, StoreError):
            for one in batch:
                self._write((one,))
            return
        for one in batch:
            self._done(one.inputs)
            one.answer.set_exception(error)

    def _done(self, inputs: Sequence[Input]) -> None:
        with self._changed:
            self._count -= len(inputs)
