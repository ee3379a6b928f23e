"""What looks after the service: its name, the rules in force, dead workers, what nobody was told of.

INVARIANT: a thread of its own holds the name, and waits for nothing else: a worker whose name is not held counts as
dead. What asks DBOS: while the database is away that keeps whoever asks waiting, longer each time.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from threading import Event, Thread
from time import monotonic

from attrs import define, frozen

from regeltaal.base.text import Text
from regeltaal.runtime.presence import Lookout, Worker
from regeltaal.runtime.problems import IN_SERVICE, StoreError
from regeltaal.service.alarms import Alarms
from regeltaal.service.current import Current
from regeltaal.service.durable import DurableWaker
from regeltaal.service.logbook import tell

KEPT = timedelta(hours=1)
"""How long a wake that is over is remembered."""

LOST = timedelta(minutes=1)
"""How long a wake may wait for a thread before it counts as lost. One that is not comes twice, and finds nothing."""

MOST_STANDING = 150.0
"""Seconds that wakes may wait for a worker with room. The queue itself waits up to two minutes where many contend."""

_STANDS_STILL = Text(
    nl="er wachten acties, en de wekker geeft ze niet uit; de dienst stopt",
    en="actions are waiting, and the waker hands none out; the service stops",
)
_RECALLED = Text(nl="werk dat zoekraakte opnieuw opgepakt", en="work that got lost taken up again")
_TAKEN_OVER = Text(nl="werk van een gestopte dienst overgenomen", en="the work of a dead service taken over")
_CAUGHT_UP = Text(nl="werk gevonden waarvoor nog niet gewekt werd", en="found work that nobody was woken for")
_STORE_FAILED = Text(
    nl="onderhoud lukte niet: de opslag kon het nu niet", en="upkeep failed: the store could not do it now"
)
_DEFECT = Text(nl="onderhoud lukte niet: een fout in het programma", en="upkeep failed: a defect in the program")

_LEAVING = 5.0
"""Seconds that a step gets to end when the service stops."""

_OFTEN = 2.0
_NOW_AND_THEN = 5.0
_SELDOM = 60.0


@frozen
class Standing:
    """Since when nothing was taken up, and how much had been by then."""

    since: float | None = None
    taken_up: int = -1

    def still(self, taken_up: int, now: float) -> "Standing":
        return self if self.since is not None and taken_up == self.taken_up else Standing(now, taken_up)

    def seconds(self, now: float) -> float:
        return 0.0 if self.since is None else now - self.since


@define(eq=False)
class _Step:
    name: str
    seconds: float
    work: Callable[[], object]
    next: float = 0.0


class Upkeep:
    """Runs steps, each at its own pace, those of a thread in turn. One that fails is told of, and tried again later.

    ``lost`` is called when another took this worker's name: then the service must end, for nobody can tell the claims
    of the two apart.
    """

    def __init__(self, current: Current, alarms: Alarms, waker: DurableWaker, lost: Callable[[], None]) -> None:
        self._current = current
        self._alarms = alarms
        self._waker = waker
        self._worker: Worker = current.store.worker
        self._lost = lost
        self._stopping = Event()
        self._lookout = Lookout(self._worker.presence)
        self._standing = Standing()
        self.waiting: Mapping[str, int] = {}
        """How many wakes there were at the last look: `wacht` for a worker, `bezig` with one."""
        self._rounds: Mapping[str, Sequence[_Step]] = {
            "naam": (_Step("naam", _OFTEN, self._worker.presence.renew),),
            "onderhoud": (
                _Step("regels", _OFTEN, current.look),
                _Step("acties", _NOW_AND_THEN, self.settle_left),
            ),
            "wekkeronderhoud": (
                _Step("diensten", _NOW_AND_THEN, self.take_over),
                _Step("wekker", _NOW_AND_THEN, self.look_at_queue),
                _Step("planning", _SELDOM, self.catch_up),
                _Step("opruimen", _SELDOM, lambda: waker.clean_up(current.clock() - KEPT)),
            ),
        }
        self._threads = [
            Thread(target=self._run, args=(steps,), name=name, daemon=True) for name, steps in self._rounds.items()
        ]

    @property
    def is_alive(self) -> bool:
        return all(one.is_alive() for one in self._threads)

    @property
    def lag(self) -> float:
        """Seconds since the step that is most behind should have begun."""
        begun = [one.next for steps in self._rounds.values() for one in steps if one.next]
        return max(0.0, monotonic() - min(begun, default=monotonic()))

    def start(self) -> None:
        """Settles what was left, tells of what is planned, and goes on doing so until it is stopped.

        Raises:
            StoreError: the store can't be asked.
        """
        self.settle_left()
        self._alarms.catch_up(timedelta())
        for one in self._threads:
            one.start()

    def stop(self) -> None:
        """Waits for what is being done, not for a database that is away."""
        self._stopping.set()
        until = monotonic() + _LEAVING
        for one in self._threads:
            if one.is_alive():
                one.join(max(0.0, until - monotonic()))

    @property
    def stands_still(self) -> float:
        """For how many seconds wakes have been waiting that this worker has room for and does not take up."""
        return self._standing.seconds(monotonic())

    # ------------------------------------------------------------ the steps

    def look_at_queue(self) -> None:
        """A queue that hands nothing out, while something waits, never will again: then the service must end."""
        standing, self._standing = self._standing, Standing()  # while the store can't be asked, nothing is known
        self.waiting = self._waker.waiting()
        if self.waiting["wacht"] and not self._waker.at_work:
            self._standing = standing.still(self._waker.taken_up, monotonic())
        if self.stands_still > MOST_STANDING:
            tell(_STANDS_STILL, logging.ERROR, seconden=round(self.stands_still))
            self._lost()

    def settle_left(self) -> None:
        self._alarms.settle_left()

    def take_over(self) -> None:
        others = set(self._waker.workers()) - {self._worker.name}
        for worker in self._lookout.gone(others, twice=True):
            count = self._waker.take_over(worker)
            tell(_TAKEN_OVER, logging.WARNING, dienst=worker, aantal=count)
        count = self._waker.recall(self._current.clock() - LOST)
        if count:
            tell(_RECALLED, logging.WARNING, aantal=count)

    def catch_up(self) -> None:
        count = self._alarms.catch_up()
        if count:
            tell(_CAUGHT_UP, aantal=count)

    # ------------------------------------------------------------ the threads

    def _run(self, steps: Sequence[_Step]) -> None:
        while not self._stopping.is_set():
            moment = monotonic()
            for step in self._due(steps, moment):
                step.next = moment + step.seconds
                self._do(step)
            self._stopping.wait(max(0.0, min(one.next for one in steps) - monotonic()))

    def _due(self, steps: Sequence[_Step], moment: float) -> Iterable[_Step]:
        return (one for one in steps if one.next <= moment and not self._stopping.is_set())

    def _do(self, step: _Step) -> None:
        try:
            step.work()
        except StoreError as error:
            tell(_STORE_FAILED, logging.WARNING, stap=step.name, code=error.code.id)
            if error.code is IN_SERVICE:
                self._lost()
        except Exception as error:  # noqa: BLE001 - upkeep must go on, whatever one step met; the place is told
            tell(_DEFECT, logging.ERROR, error, stap=step.name)
