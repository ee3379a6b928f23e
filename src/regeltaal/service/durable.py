"""What wakes: the store's alarms in DBOS, which keeps them in the store's own database and hands them to workers.

Nothing here knows what a wake is for. A wake is one workflow without steps, known by ``wake_id``; what was done is told
by the tables of the store. INVARIANT: a wake ends as finished only when the handler said so; whatever else happens, it
comes again, now or after a restart.
"""

import json
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from math import ceil
from threading import Event, Semaphore, Thread
from threading import enumerate as enumerate_threads
from time import monotonic
from typing import TYPE_CHECKING, Final

from dbos import DBOS, DBOSClient, DBOSConfig, EnqueueOptions, WorkflowSerializationFormat

from regeltaal.base.chunks import chunks
from regeltaal.base.text import Text
from regeltaal.runtime.presence import Underway
from regeltaal.runtime.problems import StoreError
from regeltaal.runtime.waking import Wake, WakeEffects, wake_data, wake_id, wake_of
from regeltaal.service.library_log import is_of_lost_store, sentence_of
from regeltaal.service.logbook import tell

if TYPE_CHECKING:
    from regeltaal.runtime.store import Store
    from regeltaal.runtime.store_unit import Unit

PLAN_FORMAT = "regeltaal-1"
"""The shape of what is waited for. Another one is not picked up by workers that don't know it."""

Handler = Callable[[Wake], datetime | None]
"""What is done at a wake. It gives the moment to come back at, None when nothing is left to do."""

_STORE_FAILED = Text(
    nl="de opslag kon het nu niet; er wordt later opnieuw gewekt", en="the store could not do it now; it wakes again"
)
_DEFECT = Text(
    nl="een fout in het programma; er wordt later opnieuw gewekt", en="a defect in the program; it wakes again"
)
_QUEUE_SAYS = Text(nl="melding van de wekker", en="the waker says")
_APPLICATION = "regeltaal"
_WORKFLOW = "wek"
_QUEUE = "wekker"
_POLL_SECONDS = 0.1
_AHEAD = 5
"""How many wakes are fetched for each thread at a poll, so that one that is done need not wait for the next."""
_SPARE_CONNECTIONS = 4
_REPEATED = 30.0
_MOMENT = 1.0
_TOGETHER = 8
_CHUNK = 500
_MOST_COUNTED = 1_000
_THREADS = "dbos-executor"
_QUEUE_THREAD = "(queue_thread)"
_FIRST_WAIT = 1.0
_LONGEST_WAIT = 60.0
_OVER: Final = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
_TO_COME: Final = frozenset({"ENQUEUED", "DELAYED", "PENDING"})
_AT_HAND: Final = {"ENQUEUED": "wacht", "PENDING": "bezig"}


class _LeftError(BaseException):
    """The service stops halfway: DBOS is to keep the wake as pending, for after a restart.

    No ``Exception``, for that would be recorded as how it ended.
    """


class DurableWaker:
    """Wakes for what the store plans, on the store's own database. There can be one in a process.

    Use: ``waker = DurableWaker(store, "dienst-1", threads=4)``; ``waker.start(alarms.wake)``; from then on the store
    tells it what it plans (``store.waker``). ``stop`` it before the store is closed.
    """

    def __init__(
        self, store: "Store", worker: str, threads: int, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.worker = worker
        self._store = store
        self._threads = threads
        self._clock = clock
        self._stopping = Event()
        self._client: DBOSClient | None = None
        self._slots = Semaphore(threads)
        self._at = Underway()
        self._queue_threads: Sequence[Thread] = ()
        self.taken_up = 0
        """How many wakes this worker was given since its start."""

    # ------------------------------------------------------------ living

    def start(self, handle: Handler) -> None:
        """Makes the tables it needs, takes up what this worker left behind, and begins to wake.

        Raises:
            StoreError: the database can't be reached.
        """
        _pass_on_log()
        url = self._store.url
        self._client = DBOSClient(
            system_database_url=url, system_database_pool_size=2, application_name=_APPLICATION, lazy=True
        )
        self._store.waker = self  # from its start on DBOS may wake for what an earlier run left
        with self._store.errors():
            DBOS(config=self._config(url))
            self._register(handle)
            DBOS.launch()
            DBOS.register_queue(
                _QUEUE,
                worker_concurrency=self._threads * _AHEAD,
                polling_interval_sec=_POLL_SECONDS,
                on_conflict="always_update",
            )
        self._queue_threads = [one for one in enumerate_threads() if _QUEUE_THREAD in one.name]

    @property
    def is_alive(self) -> bool:
        """Whether what hands wakes out is there."""
        return self._client is not None and all(one.is_alive() for one in self._queue_threads)

    @property
    def at_work(self) -> bool:
        """Whether this worker has a wake in hand."""
        return bool(self._at.keys())

    def stop(self, patience: float) -> bool:
        """Takes up nothing new, waits about so many seconds for what is being done, and lets go of the database.

        What is not done by then comes again after a restart. Gives whether all was done: if not, threads are left that
        the end of the program would wait for.
        """
        self._stopping.set()
        DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=ceil(patience))
        self._store.waker = None
        client, self._client = self._client, None
        if client is not None:
            client.destroy()
        return _have_ended([one for one in enumerate_threads() if one.name.startswith(_THREADS)])

    def _config(self, url: str) -> DBOSConfig:
        return {
            "name": _APPLICATION,
            "system_database_url": url,
            "application_version": PLAN_FORMAT,
            "executor_id": self.worker,
            "sys_db_pool_size": self._threads + _SPARE_CONNECTIONS,
            "enable_otlp": False,
            "log_level": "WARNING",
        }

    def _register(self, handle: Handler) -> None:
        @DBOS.workflow(name=_WORKFLOW, max_recovery_attempts=None)
        def wake(data: str, turn: int) -> None:
            self._wake(handle, data, turn)

    # ------------------------------------------------------------ telling

    def tell(self, unit: "Unit", wakes: Sequence[Wake]) -> None:
        """Keeps them in the transaction of the unit; one that is known already is kept once."""
        self._enqueue_all(unit, _together(wakes, self._threads))

    def tell_again(self, wakes: Iterable[Wake]) -> int:
        """Tells those that nothing is known of, or that are over; gives how many that were.

        For what the tables plan and nobody was told of, or told of in vain.
        """
        by_id = {wake_id(wake): wake for wake in wakes}
        return sum(self._tell_missing(dict(chunk)) for chunk in chunks(by_id.items(), _CHUNK))

    def _tell_missing(self, wakes: Mapping[str, Wake]) -> int:
        client = self._open()
        with self._store.errors():
            known = client.list_workflows(workflow_ids=list(wakes), load_input=False, load_output=False)
            over = [one.workflow_id for one in known if one.status not in _TO_COME]
            if over:
                client.delete_workflows(over)
        alive = {one.workflow_id for one in known} - set(over)
        missing = [wake for key, wake in wakes.items() if key not in alive]
        if missing:
            self._store.attempt(partial(self._enqueue_all, wakes=missing))
        return len(missing)

    def _enqueue_all(self, unit: "Unit", wakes: Iterable[Wake]) -> None:
        for wake in wakes:
            self._enqueue(unit, wake, 0, wake.due)

    def _enqueue(self, unit: "Unit", wake: Wake, turn: int, moment: datetime | None) -> None:
        options: EnqueueOptions = {
            "workflow_name": _WORKFLOW,
            "queue_name": _QUEUE,
            "workflow_id": _name(wake, turn),
            "app_version": PLAN_FORMAT,
            "serialization_type": WorkflowSerializationFormat.PORTABLE,
        }
        wait = 0.0 if moment is None else (moment - self._clock()).total_seconds()
        if wait > 0:
            options["delay_seconds"] = wait
        text = json.dumps(wake_data(wake), ensure_ascii=True)
        self._open().enqueue_in_transaction(unit.connection, options, text, turn)

    def _open(self) -> DBOSClient:
        if self._client is not None:
            return self._client
        if self._stopping.is_set():
            raise _LeftError
        raise RuntimeError("the waker was not started")

    # ------------------------------------------------------------ waking

    def _wake(self, handle: Handler, data: str, turn: int) -> None:
        """Lets a wake be handled, and sees to it that it comes again when it is not done with."""
        wake = wake_of(json.loads(data))
        self.taken_up += 1
        with self._at.at(_name(wake, turn)), self._slots:
            if self._stopping.is_set():
                raise _LeftError
            self._until_done(handle, wake, turn)

    def _until_done(self, handle: Handler, wake: Wake, turn: int) -> None:
        failures = 0
        while True:
            again = self._handled(handle, wake, turn)
            if again is None or self._told_again(wake, turn + 1, again):
                return
            failures += 1
            if self._stopping.wait(_pause(failures).total_seconds()):
                raise _LeftError

    def _handled(self, handle: Handler, wake: Wake, turn: int) -> datetime | None:
        try:
            return handle(wake)
        except StoreError as error:
            tell(_STORE_FAILED, logging.WARNING, wek=wake_id(wake), code=error.code.id)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, a wake must come again; the place is told
            tell(_DEFECT, logging.ERROR, error, wek=wake_id(wake), keer=turn + 1)
        return self._clock() + _pause(turn + 1)

    def _told_again(self, wake: Wake, turn: int, moment: datetime) -> bool:
        """Tells a wake once more, for later. False when the database can't take that now."""
        try:
            self._store.attempt(lambda unit: self._enqueue(unit, wake, turn, moment))
        except StoreError as error:
            tell(_STORE_FAILED, logging.WARNING, wek=wake_id(wake), code=error.code.id)
            return False
        return True

    def go_on(self) -> None:
        """What a wake is for and was not begun is left, when the service stops: it comes again after a restart."""
        if self._stopping.is_set():
            raise _LeftError

    # ------------------------------------------------------------ upkeep

    def workers(self) -> Mapping[str, int]:
        """The workers that hold wakes, and how many each."""
        with self._store.errors():
            pending = self._open().list_workflows(status="PENDING", load_input=False, load_output=False)
        return Counter(one.executor_id for one in pending if one.executor_id is not None)

    def take_over(self, worker: str) -> int:
        """Hands what a dead worker was at to the others; gives how many wakes that were."""
        client = self._open()
        with self._store.errors():
            left = client.list_workflows(status="PENDING", executor_id=worker, load_input=False, load_output=False)
            for chunk in chunks([one.workflow_id for one in left], _CHUNK):
                client.resume_workflows(chunk, queue_name=_QUEUE)
        return len(left)

    def recall(self, before: datetime) -> int:
        """Has those come again that this worker took up before a moment and then lost; gives how many.

        A database that stops halfway leaves wakes as taken up that nobody was given.
        """
        client, moment = self._open(), before.astimezone(UTC).isoformat()
        with self._store.errors():
            found = client.list_workflows(
                status="PENDING", executor_id=self.worker, dequeued_before=moment, load_input=False, load_output=False
            )
            own = self._at.keys()
            lost = [one.workflow_id for one in found if one.workflow_id not in own]
            for chunk in chunks(lost, _CHUNK):
                client.resume_workflows(chunk, queue_name=_QUEUE)
        return len(lost)

    def clean_up(self, before: datetime) -> int:
        """Forgets wakes that were over before a moment; gives how many. What the tables plan stays."""
        client, moment, count = self._open(), before.astimezone(UTC).isoformat(), 0
        with self._store.errors():
            while found := client.list_workflows(
                status=_OVER, completed_before=moment, limit=_CHUNK, load_input=False, load_output=False
            ):
                client.delete_workflows([one.workflow_id for one in found])
                count += len(found)
        return count

    def is_behind(self) -> bool:
        """Whether more waits than the threads take up at once: then what is late is in line, and not forgotten."""
        size = self._threads * _AHEAD
        with self._store.errors():
            found = self._open().list_workflows(
                status="ENQUEUED", app_version=PLAN_FORMAT, limit=size + 1, load_input=False, load_output=False
            )
        return len(found) > size

    def waiting(self) -> Mapping[str, int]:
        """How many wakes there are whose moment has come: `wacht` for a worker to take them up, `bezig` with one.

        Of many only the first are counted. What is to come later is counted in the tables of the store.
        """
        with self._store.errors():
            found = self._open().list_workflows(
                status=list(_AT_HAND), limit=_MOST_COUNTED, load_input=False, load_output=False
            )
        counts = Counter(_AT_HAND[one.status] for one in found)
        return {word: counts[word] for word in _AT_HAND.values()}


def _name(wake: Wake, turn: int) -> str:
    """What a wake is known by in the queue, each time that it comes."""
    return f"{wake_id(wake)}.{turn}" if turn else wake_id(wake)


def _together(wakes: Iterable[Wake], threads: int) -> Iterator[Wake]:
    """The wakes, where many are at once several in one: so that a batch of events costs a few wakes, not one each."""
    at_once = [wake for wake in wakes if isinstance(wake, WakeEffects) and wake.due is None]
    yield from (wake for wake in wakes if not isinstance(wake, WakeEffects) or wake.due is not None)
    size = _TOGETHER if len(at_once) > threads else 1
    for chunk in chunks(at_once, size):
        yield WakeEffects(tuple(key for wake in chunk for key in wake.keys), None)


def _pause(turn: int) -> timedelta:
    """How long to wait before a turn: longer each time, up to a minute."""
    return timedelta(seconds=min(_FIRST_WAIT * 2 ** min(turn - 1, 10), _LONGEST_WAIT))


def _have_ended(threads: Sequence[Thread]) -> bool:
    """Whether threads have ended, or do so at once."""
    until = monotonic() + _MOMENT
    for one in threads:
        one.join(max(0.0, until - monotonic()))
    return not any(one.is_alive() for one in threads)


class _PassedOn(logging.Handler):
    """What DBOS logs, from each place in it once in a while: it repeats itself many times a second.

    Of a database that is away nothing: the watch tells of that.
    """

    def __init__(self) -> None:
        super().__init__()
        self._told: dict[tuple[str, int], float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        if is_of_lost_store(record):
            tell(_QUEUE_SAYS, logging.DEBUG, melding=sentence_of(record))
            return
        place, now = (record.filename, record.lineno), monotonic()
        if now - self._told.get(place, -_REPEATED) < _REPEATED:
            return
        self._told[place] = now
        tell(_QUEUE_SAYS, record.levelno, melding=sentence_of(record))


def _pass_on_log() -> None:
    """Has DBOS log through our log, not on the console."""
    theirs = logging.getLogger("dbos")
    theirs.propagate = False
    theirs.handlers[:] = [_PassedOn()]
