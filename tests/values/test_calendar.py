"""The working calendar against dates that can be looked up, and the ways in which it refuses."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from regeltaal.values.calendar import KNOWN_HOLIDAYS, Calendar, holiday_named
from regeltaal.values.value import ComputationError

HOLIDAYS_OF_2027 = {
    "Nieuwjaarsdag": "1-1",
    "Goede Vrijdag": "26-3",
    "Eerste paasdag": "28-3",
    "Tweede paasdag": "29-3",
    "Koningsdag": "27-4",
    "Bevrijdingsdag": "5-5",
    "Hemelvaartsdag": "6-5",
    "Eerste pinksterdag": "16-5",
    "Tweede pinksterdag": "17-5",
    "Eerste kerstdag": "25-12",
    "Tweede kerstdag": "26-12",
}


def days_off(calendar: Calendar, year: int) -> list[str]:
    """The weekdays of a year on which nobody works."""
    every_day = (date.fromordinal(date(year, 1, 1).toordinal() + number) for number in range(366))
    found = [day for day in every_day if day.year == year and day.weekday() < 5 and not calendar.is_workday(day)]
    return [f"{day.day}-{day.month}" for day in found]


@pytest.mark.parametrize("name", HOLIDAYS_OF_2027)
def test_a_named_holiday_is_the_only_day_off_that_is_added(name: str) -> None:
    day, month = map(int, HOLIDAYS_OF_2027[name].split("-"))
    expected = [HOLIDAYS_OF_2027[name]] if date(2027, month, day).weekday() < 5 else []
    assert days_off(Calendar([name]), 2027) == expected


@pytest.mark.parametrize(("year", "expected"), [(2020, ["27-4"]), (2022, ["27-4"]), (2026, ["27-4"]), (2025, [])])
def test_kings_day_is_27_april_and_26_where_that_is_a_sunday(year: int, expected: list[str]) -> None:
    assert days_off(Calendar(["Koningsdag"]), year) == expected


def test_liberation_day_is_yearly_or_once_in_five_years_as_the_domain_chooses() -> None:
    years = range(2020, 2036)
    yearly = [year for year in years if days_off(Calendar(["Bevrijdingsdag"]), year)]
    lustrum = [year for year in years if days_off(Calendar(["Bevrijdingsdag in lustrumjaren"]), year)]
    assert yearly == [year for year in years if date(year, 5, 5).weekday() < 5]
    assert lustrum == [2020, 2025]  # in 2030 and 2035 it is a Sunday and a Saturday


def test_two_holidays_on_one_day_are_both_known() -> None:
    assert days_off(Calendar(["Hemelvaartsdag"]), 2016) == ["5-5"]
    assert days_off(Calendar(["Bevrijdingsdag"]), 2016) == ["5-5"]


def test_without_names_only_weekends_are_off() -> None:
    assert days_off(Calendar(), 2027) == []


def test_holidays_are_looked_up_without_regard_to_case_and_spaces() -> None:
    assert holiday_named("goede  vrijdag") == "Goede Vrijdag"
    assert holiday_named("Sinterklaas") is None
    assert len({name.lower() for name in KNOWN_HOLIDAYS}) == len(KNOWN_HOLIDAYS)


def test_an_unknown_holiday_makes_no_calendar() -> None:
    with pytest.raises(ValueError, match="Sinterklaas"):
        Calendar(["Sinterklaas"])


def test_calendars_with_the_same_holidays_are_equal() -> None:
    assert Calendar(["Koningsdag", "Tweede paasdag"]) == Calendar(["Tweede paasdag", "Koningsdag"])


@pytest.mark.parametrize("year", [1965, 2101])
def test_a_year_whose_holidays_are_not_known_gives_no_deadline(year: int) -> None:
    with pytest.raises(ComputationError) as refusal:
        Calendar(["Koningsdag"]).add_workdays(date(year, 3, 1), 1)
    assert str(year) in refusal.value.cause.nl


def test_the_edges_of_time_are_refused_not_crashed_into() -> None:
    with pytest.raises(ComputationError):
        Calendar().add_workdays(date.max, 1)
    with pytest.raises(ComputationError):
        Calendar().add_workdays(date.min, -1)


def test_slow_packages_load_only_when_they_are_needed() -> None:
    script = (
        "import sys, regeltaal.values.registry; print([m for m in ('holidays', 'stdnum', 're2') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_the_holidays_of_a_year_are_kept_between_runs_and_are_the_same(tmp_path: Path) -> None:
    """A second run does not load the package; what is damaged is worked out again."""
    script = (
        "import sys; from datetime import date; from regeltaal.values.calendar import KNOWN_HOLIDAYS, Calendar; "
        "found = Calendar(KNOWN_HOLIDAYS); day = date(2025, 4, 1); "
        "print(found.add_workdays(day, 60), found.workdays_between(day, date(2025, 12, 31)), 'holidays' in sys.modules)"
    )

    def run() -> str:
        environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)}
        command = [sys.executable, "-c", script]
        return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout.strip()

    first, again = run(), run()
    for kept in (tmp_path / "regeltaal").glob("holidays-*"):
        kept.write_bytes(kept.read_bytes()[:-9])
    damaged = run()

    assert first == damaged
    assert first.endswith("True")
    assert again == first.replace("True", "False")
