"""The published cases of dates-calc on adding years, months and days, read where they lie beside the repository."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from regeltaal.values.calendar import Calendar
from regeltaal.values.common import DATE, DURATION_DAYS, DURATION_MONTHS
from regeltaal.values.environment import Environment, MonthEnd
from regeltaal.values.matching import choose
from regeltaal.values.operator import Function, Operator, Overload
from regeltaal.values.registry import FUNCTIONS, OPERATORS
from regeltaal.values.types import Type
from regeltaal.values.value import ComputationError, Duration, DurationKind

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "dates-calc"
PERIOD = re.compile(r"\[(-?\d+) years, (-?\d+) months, (-?\d+) days\]")
ZONE = ZoneInfo("Europe/Amsterdam")
CASES_PUBLISHED = 32

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the published cases are not beside this repository")


def rows(name: str) -> list[tuple[str, ...]]:
    if not FOLDER.exists():
        return []
    lines = (FOLDER / f"{name}.csv").read_text(encoding="utf-8").splitlines()[1:]
    return [tuple(cell.strip() for cell in line.split(";")) for line in lines if line.strip()]


def environment(month_end: MonthEnd) -> Environment:
    return Environment(datetime(2027, 1, 1, tzinfo=ZONE), ZONE, Calendar(), month_end)


def run(record: Operator | Function, month_end: MonthEnd, types: tuple[Type, ...], *values: object) -> object:
    overload = choose(record, types)
    assert isinstance(overload, Overload)
    return overload.scalar(environment(month_end), *values)


def durations(period: str) -> Iterator[tuple[Type, Duration]]:
    found = PERIOD.fullmatch(period)
    assert found is not None
    years, months, days = map(int, found.groups())
    yield DURATION_MONTHS, Duration(DurationKind.MONTHS, 12 * years + months)
    yield DURATION_DAYS, Duration(DurationKind.DAYS, days)


def plus(start: str, period: str, month_end: MonthEnd) -> object:
    day: object = date.fromisoformat(start)
    for type_, duration in durations(period):
        day = run(OPERATORS["add"], month_end, (DATE, type_), day, duration)
    return day


@pytest.mark.parametrize("month_end", MonthEnd, ids=lambda policy: policy.value)
@pytest.mark.parametrize("row", rows("exact_computations"), ids=lambda row: f"{row[0]}+{row[1]}")
def test_an_exact_sum_is_the_same_under_every_policy(row: tuple[str, ...], month_end: MonthEnd) -> None:
    assert plus(row[0], row[1], month_end) == date.fromisoformat(row[2])


@pytest.mark.parametrize("row", rows("ambiguous_computations"), ids=lambda row: f"{row[0]}+{row[1]}")
def test_an_ambiguous_sum_goes_up_down_or_is_refused(row: tuple[str, ...]) -> None:
    assert plus(row[0], row[1], MonthEnd.UP) == date.fromisoformat(row[2])
    assert plus(row[0], row[1], MonthEnd.DOWN) == date.fromisoformat(row[3])
    with pytest.raises(ComputationError):
        plus(row[0], row[1], MonthEnd.FAULT)


@pytest.mark.parametrize("row", rows("first_last_day_of_month"), ids=lambda row: row[0])
def test_the_bounds_of_a_month_are_its_first_and_last_day(row: tuple[str, ...]) -> None:
    day, first, last = map(date.fromisoformat, row)
    assert run(FUNCTIONS["BEGIN-MAAND"], MonthEnd.DOWN, (DATE,), day) == first
    assert run(FUNCTIONS["EINDE-MAAND"], MonthEnd.DOWN, (DATE,), day) == last


def test_all_published_cases_are_run() -> None:
    names = ("exact_computations", "ambiguous_computations", "first_last_day_of_month")
    assert sum(len(rows(name)) for name in names) == CASES_PUBLISHED
