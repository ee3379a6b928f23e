"""The working calendar: weekends and the holidays that a domain names.

The start day never counts: `vrijdag + 1 werkdag` is Monday. The result of adding working days is a working day, so
adding none to a Sunday gives Monday. `Bevrijdingsdag` is a day off every year; `Bevrijdingsdag in lustrumjaren` only
every fifth year (2025, 2030, …), as many collective agreements have it.
"""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from attrs import Attribute, field, frozen

from regeltaal.base import cache
from regeltaal.values import faults

LUSTRUM = "Bevrijdingsdag in lustrumjaren"

KNOWN_HOLIDAYS: tuple[str, ...] = (
    "Nieuwjaarsdag",
    "Goede Vrijdag",
    "Eerste paasdag",
    "Tweede paasdag",
    "Koningsdag",
    "Bevrijdingsdag",
    LUSTRUM,
    "Hemelvaartsdag",
    "Eerste pinksterdag",
    "Tweede pinksterdag",
    "Eerste kerstdag",
    "Tweede kerstdag",
)

_BY_FOLDED_NAME = {name.lower(): name for name in KNOWN_HOLIDAYS}
# The holidays package spells one name otherwise, and knows the Koningsdag of before 2014 by its name of then.
_OUR_NAME = {"goede vrijdag": "Goede Vrijdag", "koninginnedag": "Koningsdag"}
_YEARS = range(1966, 2101)
_MOST_WORKDAYS = 100_000
_KIND = "holidays"
_YEARS_KEPT = 40
_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


def holiday_named(name: str) -> str | None:
    """The holiday of this name as ``KNOWN_HOLIDAYS`` spells it; case and white space do not count."""
    return _BY_FOLDED_NAME.get(" ".join(name.lower().split()))


def _are_known(_: object, attribute: "Attribute[frozenset[str]]", names: frozenset[str]) -> None:
    unknown = sorted(names.difference(KNOWN_HOLIDAYS))
    if unknown:
        raise ValueError(f"{attribute.name}: no such holiday: {', '.join(unknown)}")


def _names(given: Iterable[str]) -> frozenset[str]:
    return frozenset(given)


@frozen
class Calendar:
    """Which days are working days: Monday to Friday without the named holidays."""

    holidays: frozenset[str] = field(default=frozenset(), converter=_names, validator=_are_known)

    def is_workday(self, day: date) -> bool:
        return day.weekday() < _SATURDAY and not self.is_holiday(day)

    def is_holiday(self, day: date) -> bool:
        """Whether it is one of the named holidays, be it in a weekend.

        Raises:
            ComputationError: the year has no known holidays.
        """
        return bool(self.holidays) and day in _days_off(self.holidays, day.year)

    def add_workdays(self, start: date, amount: int) -> date:
        """The working day that is so many working days after (or, negative, before) a day.

        Raises:
            ComputationError: the result lies where no holidays, or no dates, are known.
        """
        if abs(amount) > _MOST_WORKDAYS:
            raise faults.duration_too_long()
        step = -_ONE_DAY if amount < 0 else _ONE_DAY
        day = start
        try:
            for _ in range(abs(amount)):
                day = self._next_workday(day + step, step)
            return day if amount else self._next_workday(day, step)
        except OverflowError:
            raise faults.date_out_of_range() from None

    def workdays_between(self, start: date, end: date) -> int:
        """How many working days after ``start`` up to and including ``end``; negative when ``end`` comes first.

        Raises:
            ComputationError: a year in between has no known holidays.
        """
        first, last = start.toordinal(), end.toordinal()
        return -self._count(last, first) if last < first else self._count(first + 1, last + 1)

    def _next_workday(self, day: date, step: timedelta) -> date:
        while not self.is_workday(day):
            day += step
        return day

    def _count(self, first: int, stop: int) -> int:
        """The working days from the ordinal ``first`` up to, not including, ``stop``."""
        weekdays = _weekdays_before(stop) - _weekdays_before(first)
        if not self.holidays or first >= stop:
            return weekdays
        years = range(date.fromordinal(first).year, date.fromordinal(stop - 1).year + 1)
        off = (day for year in years for day in _days_off(self.holidays, year))
        return weekdays - sum(day.weekday() < _SATURDAY and first <= day.toordinal() < stop for day in off)


def _weekdays_before(ordinal: int) -> int:
    """The days from Monday to Friday before an ordinal; ordinal 1 is a Monday."""
    weeks, days = divmod(ordinal - 1, 7)
    return 5 * weeks + min(days, 5)


@lru_cache(maxsize=512)
def _days_off(names: frozenset[str], year: int) -> frozenset[date]:
    """The named holidays of one year.

    Raises:
        ComputationError: they are not known: a wrong deadline is worse than none.
    """
    if year not in _YEARS:
        raise faults.year_without_holidays(year)
    return frozenset(day for name, day in _holidays_of(year) if name in names)


@lru_cache(maxsize=256)
def _holidays_of(year: int) -> tuple[tuple[str, date], ...]:
    """The holidays of a year. They are kept between runs: loading the package takes longer than most rules together."""
    key = cache.key(cache.package("holidays"), str(year), rooms=("values/calendar.py",))
    kept = cache.read(_KIND, key)
    if kept is not None:
        return tuple((name, date.fromisoformat(day)) for name, day in json.loads(kept))
    found = _worked_out(year)
    data = json.dumps([(name, day.isoformat()) for name, day in found])
    cache.write(_KIND, key, data.encode(), most=_YEARS_KEPT)
    return found


def _worked_out(year: int) -> tuple[tuple[str, date], ...]:
    # Imported where it is first needed: many rule sets never ask, and the package is slow to load.
    from holidays import country_holidays  # noqa: PLC0415

    found = country_holidays("NL", years=year, language="nl", categories=("public", "optional"))
    named = [(_our_name(name), day) for day in found for name in found.get_list(day)]
    return tuple(named + [(LUSTRUM, day) for name, day in named if name == "Bevrijdingsdag" and year % 5 == 0])


def _our_name(name: str) -> str:
    return _OUR_NAME.get(name.lower(), name)
