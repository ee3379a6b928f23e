"""What is done at a wake, and what makes sure that there is one for all that is to come.

The tables decide: a wake that comes twice, or for what is no longer to come, finds nothing to do; one that comes too
early, for the clock of the machine went back, says when to come again.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Protocol, assert_never

from regeltaal.runtime.clocks import Clock
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.passing import Clockwork
from regeltaal.runtime.schedules import Round
from regeltaal.runtime.storage import EffectStatus
from regeltaal.runtime.waking import Wake, WakeClock, WakeEffects, WakeRound
from regeltaal.service.current import Current
from regeltaal.service.metrics import Metrics
from regeltaal.service.witness import Witness

AHEAD = timedelta(minutes=15)
"""How far ahead is looked for what nobody was told of. What is due later is found in time by a later look."""

GRACE = timedelta(minutes=1)
"""How long something may be late before its wake is asked after."""


class Teller(Protocol):
    """The part of a waker that is needed here."""

    def tell_again(self, wakes: Sequence[Wake]) -> int: ...

    def is_behind(self) -> bool: ...

    def go_on(self) -> None:
        """Between two things that one wake is for: it leaves from here when the service stops."""
        ...


class Alarms:
    """Does what is to be done at a wake, by the rules in force."""

    def __init__(self, current: Current, teller: Teller, witness: Witness | None = None) -> None:
        self._current = current
        self._teller = teller
        self._witness = witness or Witness(Metrics())

    # ------------------------------------------------------------ a wake

    def wake(self, wake: Wake) -> datetime | None:
        """Does what a wake is for; gives when to come again, None when nothing is left to do.

        Raises:
            StoreError: the store can't do it now; the wake must come again.
        """
        now = self._current.clock()
        with self._current.using() as engine:
            match wake:
                case WakeEffects():
                    return self._effects(wake, engine, now)
                case WakeClock(clock):
                    return self._comes(clock, engine, now)
                case WakeRound(one):
                    return self._comes(one, engine, now)
                case _:
                    assert_never(wake)

    def _effects(self, wake: WakeEffects, engine: Engine, now: datetime) -> datetime | None:
        early = [due for key in wake.keys if (due := self._effect(key, wake, engine, now)) is not None]
        return min(early, default=None)

    def _effect(self, key: str, wake: WakeEffects, engine: Engine, now: datetime) -> datetime | None:
        """Carries one out, unless its moment is still to come; under another moment it has a wake of its own.

        What is done at once has no moment, until an attempt failed.
        """
        self._teller.go_on()
        stored = engine.store.effect(key)
        if stored is None or stored.status is not EffectStatus.PLANNED:
            return None
        if stored.due > now and (wake.due is not None or stored.attempts > 0):
            return stored.due if stored.due == wake.due else None
        self._witness.carried(stored, engine.carrier.carry_out(key, now))
        return None

    def _comes(self, one: Clock | Round, engine: Engine, now: datetime) -> datetime | None:
        """A clock or schedule. Under another moment it has a wake of its own."""
        clockwork = Clockwork(engine)
        if not clockwork.is_to_come(one):
            return None
        if one.due > now:
            return one.due
        for each in (*self._before(one), one):
            self._witness.came(list(clockwork.begin(each, now)))
        return None

    def _before(self, one: Clock | Round) -> Sequence[Clock]:
        """The clocks of a record that should have gone off before this one: threads take late wakes in any order."""
        if isinstance(one, Round):
            return ()
        with self._current.store.look() as unit:
            return unit.clocks.before(one)

    # ------------------------------------------------------------ what nobody was told of

    def catch_up(self, grace: timedelta = GRACE) -> int:
        """Tells the wakes of all that is planned and late, or nearly due, and that none is to come for.

        So a service sees what a command planned, and what was lost with a backup put back. Gives how many it told.
        """
        now = self._current.clock()
        late = now - grace
        found = [wake for wake in self._planned(now + AHEAD) if wake.due is not None and not late < wake.due <= now]
        if self._teller.is_behind():
            found = [wake for wake in found if wake.due is not None and wake.due > now]
        return self._teller.tell_again(found)

    def _planned(self, until: datetime) -> Iterator[Wake]:
        with self._current.store.look() as unit:
            effects = unit.planned(until)
            clocks, rounds = unit.clocks.to_come(until), unit.clocks.rounds()
        yield from (WakeEffects((key,), due) for key, due in effects)
        yield from (WakeClock(one) for one in clocks)
        yield from (WakeRound(one) for one in rounds if one.due <= until)

    def settle_left(self) -> tuple[str, ...]:
        """Settles claims of workers that are gone; gives the keys of effects whose fate is unknown."""
        left = self._current.store.recover(self._current.clock())
        self._witness.left(left)
        return tuple(one.key for one in left if one.status is EffectStatus.UNCERTAIN)
