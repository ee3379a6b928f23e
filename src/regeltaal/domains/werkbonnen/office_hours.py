"""Arithmetic with office hours: time that only goes by while the office is open.

Exact: openings are instants, so that an hour in the night that the clock changes is an hour. A moment at which the
office closes is still in office hours: what is due then is due before the door shuts.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from regeltaal.base.node import Node, field
from regeltaal.values import faults
from regeltaal.values.calendar import Calendar
from regeltaal.values.moments import at_wall_clock, in_zone

_DAY = timedelta(days=1)
_MOST_DAYS = 3660
"""Ten years: an agreement that is longer is a mistake."""


class Opening(Node):
    """From when to when the office is open on a weekday; an ``end`` of midnight is that at the end of the day."""

    begin: time
    end: time

    def on(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        last = day if self.end > time() else day + _DAY
        return at_wall_clock(day, self.begin, zone).astimezone(UTC), at_wall_clock(last, self.end, zone).astimezone(UTC)

    @property
    def is_backward(self) -> bool:
        return self.end <= self.begin and self.end > time()


class OfficeHours(Node):
    """When an office is open: its openings by weekday (Monday is 0), without the holidays of the calendar."""

    week: Mapping[int, tuple[Opening, ...]]
    calendar: Calendar = field(shown=False)
    zone: ZoneInfo

    def add(self, start: datetime, amount: timedelta) -> datetime:
        """The moment at which so much office time has gone by since ``start``.

        Raises:
            ComputationError: that lies years ahead, or where no holidays are known.
        """
        left, moment = amount, start.astimezone(UTC)
        for _, begin, end in self._openings(moment):
            first = max(begin, moment)
            if end - first >= left:
                return in_zone(first + left, self.zone)
            left -= end - first
        raise faults.duration_too_long()

    def add_days(self, start: datetime, days: int) -> datetime:
        """The same time of the day, so many office days later; where the office is not open then, as soon as it is.

        On a day on which it does not open any more after that time, when it closes.

        Raises:
            ComputationError: that lies years ahead, or where no holidays are known.
        """
        first, begin, _ = next(self._openings(start.astimezone(UTC)), (None, None, None))
        if first is None or begin is None or days > _MOST_DAYS:
            raise faults.duration_too_long()
        at = in_zone(max(begin, start.astimezone(UTC)), self.zone)
        day = self._office_day_after(first, days)
        wanted = at_wall_clock(day + (at.date() - first), at.time(), self.zone).astimezone(UTC)
        openings = self.on(day)
        found = next((max(one, wanted) for one, end in openings if end >= wanted), openings[-1][1])
        return in_zone(found, self.zone)

    def on(self, day: date) -> list[tuple[datetime, datetime]]:
        """The openings of a day as instants, in order and apart from each other."""
        if self.calendar.is_holiday(day):
            return []
        found = sorted(one.on(day, self.zone) for one in self.week.get(day.weekday(), ()))
        return list(_merged((begin, end) for begin, end in found if begin < end))  # not so in an hour that is skipped

    def _openings(self, moment: datetime) -> Iterator[tuple[date, datetime, datetime]]:
        """The openings that have not ended before a moment, for as long as an agreement may reach."""
        first = in_zone(moment, self.zone).date() - _DAY
        for number in range(_MOST_DAYS if self.week else 0):
            day = first + number * _DAY
            for begin, end in self.on(day):
                if end >= moment:
                    yield day, begin, end

    def _office_day_after(self, day: date, amount: int) -> date:
        left = amount
        for _ in range(_MOST_DAYS):
            if not left:
                return day
            day += _DAY
            left -= bool(self.on(day))
        raise faults.duration_too_long()


def _merged(openings: Iterable[tuple[datetime, datetime]]) -> Iterator[tuple[datetime, datetime]]:
    """Openings that touch or overlap, given in order, as one."""
    current: tuple[datetime, datetime] | None = None
    for begin, end in openings:
        if current is not None and begin <= current[1]:
            current = (current[0], max(end, current[1]))
            continue
        if current is not None:
            yield current
        current = (begin, end)
    if current is not None:
        yield current
