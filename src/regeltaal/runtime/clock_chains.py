"""Clocks that are set in consequence of another clock: so that time which has passed can always be worked off. Pure.

A rule that waits for a moment may move that moment. INVARIANT: of clocks that set one another, each is due after the
one before, and those that are late are bounded in number; so letting time pass comes to an end.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from attrs import frozen

from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.runtime.clocks import Clause, Clock, ClockId, clause_text
from regeltaal.values.moments import in_zone
from regeltaal.values.notation import show_clock, show_date
from regeltaal.values.value import Ref

MOST_MADE_UP_FOR = 1000
"""How many times, one after another, a clock that sets itself again is made up for after a standstill."""


@frozen
class Since:
    """The event of a clock that what is now set follows from: the moment that it stands for, and the present."""

    moment: datetime
    present: datetime

    def admits(self, clock: Clock, clause: Clause, zone: ZoneInfo) -> tuple[Clock | None, Text | None]:
        """The clock as it may run, and what there is to tell about it; None where it would not move time on.

        One that would come more often than is made up for comes once, at present.
        """
        if clock.due <= self.moment:
            return None, _loop(clock, clause, self.moment, zone)
        if clock.due > self.present:
            return clock, None
        times = (self.present - self.moment) // (clock.due - self.moment)
        if times <= MOST_MADE_UP_FOR:
            return clock, None
        return evolve(clock, due=self.present.astimezone(UTC)), _too_often(clock, clause, times)


def past(record: Ref, found: ClockId, clause: Clause, zone: ZoneInfo) -> Text:
    """Why a clock is not set by what a clock did: all of it lies in the past."""
    moment = _shown(found.deadline, zone)
    return Text(
        nl=f"{_what(record, clause)} loopt niet, want {moment} is al voorbij",
        en=f"{_what_en(record, clause)} does not run, for {moment} is in the past",
    )


def _loop(clock: Clock, clause: Clause, moment: datetime, zone: ZoneInfo) -> Text:
    shown = _shown(moment, zone)
    return Text(
        nl=f"lus: {_what(clock.record, clause)} loopt niet, want hij zou op hetzelfde moment ({shown}) weer afgaan",
        en=f"loop: {_what_en(clock.record, clause)} does not run: it would go off again at the same moment ({shown})",
    )


def _too_often(clock: Clock, clause: Clause, times: int) -> Text:
    return Text(
        nl=f"{_what(clock.record, clause)} zou {times} keer ingehaald worden; dat gebeurt één keer, nu",
        en=f"{_what_en(clock.record, clause)} would be made up for {times} times; that is done once, now",
    )


def _what(record: Ref, clause: Clause) -> str:
    return f"de klok `{clause_text(clause.moment)}` van {record.object} `{record.key}`"


def _what_en(record: Ref, clause: Clause) -> str:
    return f"the clock `{clause_text(clause.moment)}` of {record.object} `{record.key}`"


def _shown(moment: datetime, zone: ZoneInfo) -> str:
    local = in_zone(moment, zone)
    return f"{show_date(local.date())} {show_clock(local.time().replace(second=0, microsecond=0))}"
