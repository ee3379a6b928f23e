"""Office hours: exact against counting minutes one by one, over weekends, holidays and the change of the clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regeltaal.domains.werkbonnen.office_hours import OfficeHours, Opening
from regeltaal.values.calendar import Calendar
from regeltaal.values.value import ComputationError

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DUTCH = Calendar(("Nieuwjaarsdag", "Tweede paasdag", "Koningsdag", "Hemelvaartsdag", "Eerste kerstdag"))
WEEKDAYS = {day: (Opening(time(8), time(17)),) for day in range(5)}
OFFICE = OfficeHours(WEEKDAYS, DUTCH, AMSTERDAM)
MINUTE = timedelta(minutes=1)


def at(text: str) -> datetime:
    return datetime.strptime(text, "%d-%m-%Y %H:%M").replace(tzinfo=AMSTERDAM)


def shown(moment: datetime) -> str:
    return moment.astimezone(AMSTERDAM).strftime("%d-%m-%Y %H:%M")


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        ("12-03-2027 10:00", 60, "12-03-2027 11:00"),
        ("12-03-2027 16:00", 60, "12-03-2027 17:00"),  # the moment of closing is still in time
        ("12-03-2027 16:00", 61, "15-03-2027 08:01"),  # Friday to Monday
        ("12-03-2027 20:00", 30, "15-03-2027 08:30"),
        ("13-03-2027 12:00", 0, "15-03-2027 08:00"),
        ("25-03-2027 16:30", 60, "26-03-2027 08:30"),
        ("26-03-2027 16:30", 60, "30-03-2027 08:30"),  # Easter Monday is a holiday, and summer time began on Sunday
        ("26-04-2027 16:30", 60, "28-04-2027 08:30"),  # Koningsdag
        ("24-12-2027 16:30", 60, "27-12-2027 08:30"),
    ],
)
def test_office_time_goes_by_in_office_hours(start: str, minutes: int, due: str) -> None:
    assert shown(OFFICE.add(at(start), minutes * MINUTE)) == due


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("12-03-2027 10:00", 1, "15-03-2027 10:00"),
        ("12-03-2027 20:00", 1, "16-03-2027 08:00"),  # it counts from Monday eight o'clock
        ("13-03-2027 12:00", 0, "15-03-2027 08:00"),
        ("26-04-2027 10:00", 1, "28-04-2027 10:00"),
        ("26-04-2027 17:00", 2, "29-04-2027 17:00"),
    ],
)
def test_office_days_keep_the_time_of_the_day(start: str, days: int, due: str) -> None:
    assert shown(OFFICE.add_days(at(start), days)) == due


def test_an_office_day_that_is_shorter_or_has_a_break_moves_what_is_due_into_its_hours() -> None:
    week = {0: (Opening(time(8), time(17)),), 1: (Opening(time(8), time(12)), Opening(time(13), time(15)))}
    hours = OfficeHours(week, Calendar(), AMSTERDAM)
    assert shown(hours.add_days(at("15-03-2027 12:30"), 1)) == "16-03-2027 13:00"
    assert shown(hours.add_days(at("15-03-2027 16:30"), 1)) == "16-03-2027 15:00"


def test_an_office_that_is_open_at_night_counts_the_hours_that_there_are() -> None:
    """In spring the night has 23 hours, in autumn 25."""
    always = OfficeHours({day: (Opening(time(), time()),) for day in range(7)}, Calendar(), AMSTERDAM)
    assert shown(always.add(at("27-03-2027 12:00"), timedelta(hours=24))) == "28-03-2027 13:00"
    assert shown(always.add(at("30-10-2027 12:00"), timedelta(hours=24))) == "31-10-2027 11:00"
    assert shown(always.add_days(at("27-03-2027 12:00"), 1)) == "28-03-2027 12:00"


def test_an_opening_in_the_hour_that_spring_skips_is_no_opening_that_day() -> None:
    hours = OfficeHours({6: (Opening(time(2, 15), time(3)), Opening(time(8), time(9)))}, Calendar(), AMSTERDAM)
    assert shown(hours.add(at("28-03-2027 00:00"), timedelta(minutes=30))) == "28-03-2027 08:30"
    assert shown(hours.add(at("04-04-2027 00:00"), timedelta(minutes=30))) == "04-04-2027 02:45"


def test_openings_that_overlap_or_touch_count_once() -> None:
    openings = (Opening(time(8), time(12)), Opening(time(10), time(14)), Opening(time(14), time(15)))
    hours = OfficeHours({0: openings}, Calendar(), AMSTERDAM)
    assert shown(hours.add(at("15-03-2027 08:00"), timedelta(hours=7))) == "15-03-2027 15:00"
    assert len(hours.on(date(2027, 3, 15))) == 1


@pytest.mark.parametrize(
    "hours", [OfficeHours({}, DUTCH, AMSTERDAM), OfficeHours({0: (Opening(time(8), time(9)),)}, DUTCH, AMSTERDAM)]
)
def test_what_lies_too_far_ahead_is_told(hours: OfficeHours) -> None:
    with pytest.raises(ComputationError):
        hours.add(at("12-03-2027 10:00"), timedelta(days=5000))
    with pytest.raises(ComputationError):
        hours.add_days(at("12-03-2027 10:00"), 10**9)


# ---------------------------------------------------------------- laws

_MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)).map(  # noqa: DTZ001 - made aware in the same breath
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=UTC)
)
_AMOUNTS = st.integers(0, 60 * 60).map(lambda minutes: minutes * MINUTE)
_QUARTERS = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
_OPENINGS = st.tuples(_QUARTERS, _QUARTERS).map(lambda pair: Opening(*pair)).filter(lambda one: not one.is_backward)
_WEEKS = st.dictionaries(st.integers(0, 6), st.lists(_OPENINGS, min_size=1, max_size=3).map(tuple), min_size=1)
_OFFICES = st.builds(OfficeHours, _WEEKS, st.just(DUTCH), st.just(AMSTERDAM))


@settings(max_examples=60, deadline=None)
@given(_OFFICES, _MOMENTS, _AMOUNTS)
def test_what_is_due_lies_in_office_hours_and_not_before_the_start(
    hours: OfficeHours, start: datetime, amount: timedelta
) -> None:
    due = hours.add(start, amount)
    assert due - start >= amount
    days = (due.astimezone(AMSTERDAM).date() - number * timedelta(days=1) for number in (0, 1))
    assert any(begin <= due <= end for day in days for begin, end in hours.on(day))


@settings(max_examples=60, deadline=None)
@given(_OFFICES, _MOMENTS, _AMOUNTS, _AMOUNTS)
def test_office_time_adds_up(hours: OfficeHours, start: datetime, first: timedelta, then: timedelta) -> None:
    assert hours.add(hours.add(start, first), then) == hours.add(start, first + then)


@settings(max_examples=60, deadline=None)
@given(_OFFICES, st.tuples(_MOMENTS, _MOMENTS).map(sorted), st.tuples(_AMOUNTS, _AMOUNTS).map(sorted))
def test_later_and_longer_is_never_due_earlier(
    hours: OfficeHours, starts: list[datetime], amounts: list[timedelta]
) -> None:
    assert hours.add(starts[0], amounts[0]) <= hours.add(starts[1], amounts[0])
    assert hours.add(starts[0], amounts[0]) <= hours.add(starts[0], amounts[1])


@settings(max_examples=60, deadline=None)
@given(_OFFICES, st.tuples(_MOMENTS, _MOMENTS).map(sorted), st.integers(0, 20))
def test_office_days_never_run_back(hours: OfficeHours, starts: list[datetime], days: int) -> None:
    assert hours.add_days(starts[0], days) <= hours.add_days(starts[1], days)
    assert hours.add_days(starts[0], days) <= hours.add_days(starts[0], days + 1)


@given(_MOMENTS, st.integers(0, 15), st.integers(0, 15))
def test_office_days_of_equal_hours_add_up(start: datetime, first: int, then: int) -> None:
    assert OFFICE.add_days(OFFICE.add_days(start, first), then) == OFFICE.add_days(start, first + then)


@settings(max_examples=25, deadline=None)
@given(_OFFICES.filter(lambda hours: not _in_skipped_hour(hours)), _MOMENTS, st.integers(0, 600))
def test_it_comes_to_what_counting_minutes_one_by_one_gives(hours: OfficeHours, start: datetime, minutes: int) -> None:
    due = hours.add(start, minutes * MINUTE)
    if due - start > timedelta(days=20):
        return
    counted, moment = 0, start
    while moment < due:
        counted += _is_open(hours, moment)
        moment += MINUTE
    assert counted == minutes


def _in_skipped_hour(hours: OfficeHours) -> bool:
    """Whether openings begin or end in the hour that spring skips: what such a time means then is a choice of ours."""
    return any(2 in (one.begin.hour, one.end.hour) for openings in hours.week.values() for one in openings)


def _is_open(hours: OfficeHours, moment: datetime) -> bool:
    """By the clock on the wall alone: what an office employee would say."""
    local = moment.astimezone(AMSTERDAM)
    if DUTCH.is_holiday(local.date()):
        return False
    return any(
        one.begin <= local.time() and (one.end == time() or local.time() < one.end)
        for one in hours.week.get(local.weekday(), ())
    )
