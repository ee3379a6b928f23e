"""Schedules: `ELKE werkdag OM 8:00 VOOR ELKE werkbon`, and when each of them comes round. Pure.

A schedule goes by the wall clock of the project: on a day in spring without 2:30 it runs at 3:30, and in autumn at the
first 2:30. So it comes round once on each of its days, whatever the clock does.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from regeltaal.base.node import Node
from regeltaal.program.tree import OnClock, OnEvent, Trigger
from regeltaal.schema.model import Event, key_of
from regeltaal.values.calendar import Calendar
from regeltaal.values.environment import Environment
from regeltaal.values.moments import at_wall_clock
from regeltaal.values.notation import show_clock
from regeltaal.values.value import ComputationError

_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_ONE_DAY = timedelta(days=1)
_LONGEST_WAIT = 400
"""Days: whatever the schedule, it comes round within them."""
_NAME = re.compile(r"elke? (\S+) om 0?(\d{1,2}:\d\d) voor elke? (.+)")


class Timing(Node):
    """The days and the time of a schedule."""

    day: str
    time: time


def timing_of(trigger: OnClock) -> Timing:
    return Timing(trigger.day, trigger.time)


def name_of(trigger: OnClock) -> str:
    """What the event goes by that a schedule starts: the trigger, without its condition."""
    return f"ELKE {trigger.day} OM {show_clock(trigger.time)} VOOR ELKE {trigger.object}"


def event_of(trigger: OnClock) -> Event:
    return Event(name_of(trigger), trigger.object)


def event_named(name: str, object_name: str) -> Event | None:
    """The event of a schedule that may be gone from the rules by now."""
    return Event(name, object_name) if _NAME.fullmatch(key_of(name)) else None


def key_of_schedule(name: str) -> str:
    """The key of such a name, however its time and `ELK` were written: `elke dag om 08:00 voor elk document`."""
    found = _NAME.fullmatch(key_of(name))
    return key_of(name) if found is None else f"elke {found[1]} om {found[2]} voor elke {found[3]}"


def event_key(name: str) -> str:
    """The key of an event, be it of the domain or of a schedule."""
    return key_of_schedule(name) if name.startswith("ELKE ") else key_of(name)


def trigger_key(trigger: Trigger) -> str:
    """The key of the event that a trigger waits for."""
    return key_of(trigger.event.name) if isinstance(trigger, OnEvent) else key_of_schedule(name_of(trigger))


def falls_on(word: str, day: date, calendar: Calendar) -> bool:
    """Whether a schedule with this word behind ELKE runs on a day. A week begins on Monday, a month on its first day.

    Raises:
        ComputationError: the holidays of that year are not known.
    """
    match word:
        case "dag":
            return True
        case "werkdag":
            return calendar.is_workday(day)
        case "week":
            return day.weekday() == 0
        case "maand":
            return day.day == 1
        case _:
            return _WEEKDAYS[day.weekday()] == word


def next_after(timing: Timing, moment: datetime, environment: Environment) -> datetime | None:
    """The first time that a schedule comes round after a moment; None beyond the years that the calendar knows."""
    day = moment.astimezone(environment.zone).date()
    try:
        for _ in range(_LONGEST_WAIT):
            if falls_on(timing.day, day, environment.calendar):
                found = at_wall_clock(day, timing.time, environment.zone)
                if found > moment:
                    return found
            day += _ONE_DAY
    except (ComputationError, OverflowError):
        return None
    return None


def rounds(timing: Timing, first: datetime, until: datetime, environment: Environment) -> Iterator[datetime]:
    """The times that a schedule came round: ``first`` and all after it up to and including a moment."""
    found: datetime | None = first
    while found is not None and found <= until:
        yield found
        found = next_after(timing, found, environment)


class Round(Node):
    """When a schedule of a rule comes round next in an administration ("": in whichever there are).

    ``rule`` is the rule's identity as text, ``time`` as it is written in a rule.
    """

    rule: str
    administration: str
    day: str
    time: str
    due: datetime
