"""Steps through the calendar: days, and months with a choice of what the 31st of a shorter month is."""

from calendar import monthrange
from datetime import date, timedelta
from typing import assert_never

from regeltaal.values import faults
from regeltaal.values.environment import Environment, MonthEnd
from regeltaal.values.value import Duration, DurationKind

_YEARS = range(date.min.year, date.max.year + 1)


def add_days(start: date, amount: int) -> date:
    try:
        return start + timedelta(days=amount)
    except OverflowError:
        raise faults.date_out_of_range() from None


def add_months(start: date, amount: int, month_end: MonthEnd) -> date:
    """The same day so many months on; where that month has no such day, ``month_end`` decides.

    Raises:
        ComputationError: the policy is FOUT and there is no such day, or there is no such year.
    """
    year, month0 = divmod(start.year * 12 + start.month - 1 + amount, 12)
    if year not in _YEARS:
        raise faults.date_out_of_range()
    last = monthrange(year, month0 + 1)[1]
    if start.day <= last:
        return date(year, month0 + 1, start.day)
    match month_end:
        case MonthEnd.DOWN:
            return date(year, month0 + 1, last)
        case MonthEnd.UP:
            return add_days(date(year, month0 + 1, last), 1)
        case MonthEnd.FAULT:
            raise faults.no_such_day(start, amount)
        case _ as never:
            assert_never(never)


def add(start: date, duration: Duration, environment: Environment) -> date:
    """A date and a duration of days, working days or months."""
    match duration.kind:
        case DurationKind.DAYS:
            return add_days(start, duration.amount)
        case DurationKind.WORKDAYS:
            return environment.calendar.add_workdays(start, duration.amount)
        case DurationKind.MONTHS:
            return add_months(start, duration.amount, environment.month_end)
        case DurationKind.EXACT:
            raise TypeError("a date has no clock to add minutes to")  # no overload lets one come here
        case _ as never:
            assert_never(never)


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
