"""Computing with dates, moments, times and durations, and `OM`. Kinds of duration never mix."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

from regeltaal.base.text import Text
from regeltaal.values import dates, exact, faults, moments
from regeltaal.values.common import (
    DATE,
    DURATION_DAYS,
    DURATION_EXACT,
    DURATION_MONTHS,
    DURATION_WORKDAYS,
    DURATIONS,
    INTEGER,
    MOMENT,
    NUMBER,
    TIME,
)
from regeltaal.values.durations import MOST
from regeltaal.values.environment import Environment
from regeltaal.values.operator import Operator, Overload, Scalar, WhenEmpty
from regeltaal.values.types import Scalar as ScalarType
from regeltaal.values.value import Duration, DurationKind, Number

_CALENDAR_DURATIONS = (DURATION_DAYS, DURATION_WORKDAYS, DURATION_MONTHS)
_MINUTES_A_DAY = 24 * 60


def _overload(left: ScalarType, right: ScalarType, result: ScalarType, scalar: Scalar) -> Overload:
    return Overload((left, right), scalar, result=result, when_empty=WhenEmpty.CARRIES, faults=True)


def _duration(kind: DurationKind, amount: int) -> Duration:
    if abs(amount) > MOST:
        raise faults.duration_too_long()
    return Duration(kind, amount)


def _negative(duration: Duration) -> Duration:
    return Duration(duration.kind, -duration.amount)


# ---------------------------------------------------------------- moving along the calendar and the clock


def _move_date(environment: Environment, start: date, duration: Duration) -> date:
    return dates.add(start, duration, environment)


def _move_moment(environment: Environment, start: datetime, duration: Duration) -> datetime:
    """Minutes elapse; days, working days and months keep the wall clock."""
    zone = environment.zone
    if duration.kind is DurationKind.EXACT:
        return moments.after_minutes(start, duration.amount, zone)
    local = moments.in_zone(start, zone)
    return moments.at_wall_clock(dates.add(local.date(), duration, environment), local.time(), zone)


def _move_time(environment: Environment, start: time, duration: Duration) -> time:
    del environment
    minutes = start.hour * 60 + start.minute + duration.amount
    if not 0 <= minutes < _MINUTES_A_DAY:
        raise faults.past_midnight()
    return start.replace(hour=minutes // 60, minute=minutes % 60)


def _backwards(move: Scalar) -> Scalar:
    def scalar(environment: Environment, start: object, duration: Duration) -> object:
        return move(environment, start, _negative(duration))

    return scalar


# ---------------------------------------------------------------- the duration between two


def _days_between(environment: Environment, end: date, start: date) -> Duration:
    del environment
    return Duration(DurationKind.DAYS, (end - start).days)


def _between_moments(environment: Environment, end: datetime, start: datetime) -> Duration:
    del environment
    return _duration(DurationKind.EXACT, moments.minutes_between(start, end))


def _between_times(environment: Environment, end: time, start: time) -> Duration:
    del environment
    day = date(2000, 1, 1)
    elapsed = datetime.combine(day, end) - datetime.combine(day, start)
    minutes = abs(elapsed) // timedelta(minutes=1)
    return Duration(DurationKind.EXACT, -minutes if elapsed < timedelta() else minutes)


# ---------------------------------------------------------------- durations among themselves


def _amounts(compute: Callable[[int, int], int]) -> Scalar:
    def scalar(environment: Environment, left: Duration, right: Duration) -> Duration:
        del environment
        return _duration(left.kind, compute(left.amount, right.amount))

    return scalar


def _times(environment: Environment, duration: Duration, count: Decimal) -> Duration:
    del environment
    return _duration(duration.kind, duration.amount * int(count))


def _times_reversed(environment: Environment, count: Decimal, duration: Duration) -> Duration:
    return _times(environment, duration, count)


def _ratio(environment: Environment, left: Duration, right: Duration) -> Number:
    del environment
    return exact.divide(Fraction(left.amount), Fraction(right.amount))


def _at_time(environment: Environment, day: date, clock: time) -> datetime:
    return moments.at_wall_clock(day, clock, environment.zone)


_sum = _amounts(lambda left, right: left + right)
_difference = _amounts(lambda left, right: left - right)

ADDITIONS = (
    *(_overload(DATE, duration, DATE, _move_date) for duration in _CALENDAR_DURATIONS),
    *(_overload(MOMENT, duration, MOMENT, _move_moment) for duration in DURATIONS),
    _overload(TIME, DURATION_EXACT, TIME, _move_time),
    *(_overload(duration, duration, duration, _sum) for duration in DURATIONS),
)

SUBTRACTIONS = (
    *(_overload(DATE, duration, DATE, _backwards(_move_date)) for duration in _CALENDAR_DURATIONS),
    *(_overload(MOMENT, duration, MOMENT, _backwards(_move_moment)) for duration in DURATIONS),
    _overload(TIME, DURATION_EXACT, TIME, _backwards(_move_time)),
    *(_overload(duration, duration, duration, _difference) for duration in DURATIONS),
    _overload(DATE, DATE, DURATION_DAYS, _days_between),
    _overload(MOMENT, MOMENT, DURATION_EXACT, _between_moments),
    _overload(TIME, TIME, DURATION_EXACT, _between_times),
)

MULTIPLICATIONS = (
    *(_overload(duration, INTEGER, duration, _times) for duration in DURATIONS),
    *(_overload(INTEGER, duration, duration, _times_reversed) for duration in DURATIONS),
)

DIVISIONS = tuple(
    _overload(duration, duration, ScalarType(NUMBER.kind, quotient=True), _ratio) for duration in DURATIONS
)

AT_TIME = Operator(
    key="at_time",
    spelling="OM",
    doc=Text(
        nl="Het moment op deze datum om deze tijd; een tijd die door de zomertijd niet bestaat, schuift naar later.",
        en="The moment on this date at this time; a time that summer time skips moves to later.",
    ),
    overloads=(_overload(DATE, TIME, MOMENT, _at_time),),
    example="VANDAAG + 3 werkdagen OM 9:00",
)

ALL = (AT_TIME,)
