"""Laws that hold for all values, tried on made-up ones."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regeltaal.values import common, compare, dates, exact, moments, texts
from regeltaal.values.calendar import KNOWN_HOLIDAYS, Calendar
from regeltaal.values.environment import Environment, MonthEnd
from regeltaal.values.kind import Kind
from regeltaal.values.literals import read_literal
from regeltaal.values.matching import choose
from regeltaal.values.operator import Overload
from regeltaal.values.registry import KINDS, OPERATORS
from regeltaal.values.show import show
from regeltaal.values.types import Scalar
from regeltaal.values.value import ComputationError, Duration, DurationKind, Value

ZONE = ZoneInfo("Europe/Amsterdam")
ENVIRONMENT = Environment(datetime(2027, 3, 12, 10, 0, tzinfo=ZONE), ZONE, Calendar(), MonthEnd.DOWN)

whole_numbers = st.integers(-(10**18) + 1, 10**18 - 1).map(Decimal)
numbers = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(-(10**18), 10**18), st.integers(0, 10)
).filter(exact.fits)
small_numbers = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(-(10**4), 10**4), st.integers(0, 3)
)
days = st.dates(date(1970, 1, 1), date(2090, 12, 31))
clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
instants = st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda moment: moments.in_zone(moment, ZONE)
)
plain_texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).map(texts.composed)
calendars = st.frozensets(st.sampled_from(KNOWN_HOLIDAYS)).map(Calendar)

VALUES: dict[str, st.SearchStrategy[Value]] = {
    "tekst": plain_texts,
    "getal": numbers,
    "geheel getal": whole_numbers,
    "bedrag": numbers,
    "percentage": numbers,
    "datum": days,
    "tijd": st.times(),
    "moment": instants,
    "ja-nee": st.booleans(),
    "bestand": plain_texts,
    "duur": st.integers(-(10**9), 10**9).map(lambda amount: Duration(DurationKind.EXACT, amount)),
    "duur in dagen": st.integers(-(10**9), 10**9).map(lambda amount: Duration(DurationKind.DAYS, amount)),
    "duur in werkdagen": st.integers(-(10**9), 10**9).map(lambda amount: Duration(DurationKind.WORKDAYS, amount)),
    "duur in maanden": st.integers(-(10**9), 10**9).map(lambda amount: Duration(DurationKind.MONTHS, amount)),
}


def values_of(kind: Kind) -> st.SearchStrategy[Value]:
    """Values as intake makes them: a checked text in its canonical form."""
    if kind.canonical is not None:
        return plain_texts.map(kind.canonical)
    return VALUES[kind.name]


def run(key: str, type_: Scalar, *values: object) -> object:
    overload = choose(OPERATORS[key], (type_,) * len(values))
    assert isinstance(overload, Overload)
    return overload.scalar(ENVIRONMENT, *values)


# ---------------------------------------------------------------- reading, writing and comparing


@pytest.mark.parametrize("kind", KINDS, ids=str)
@given(data=st.data())
def test_what_is_written_is_read_back_as_an_equal_value(kind: Kind, data: st.DataObject) -> None:
    value = data.draw(values_of(kind))
    assert kind.decode(kind.encode(value), ZONE) == value


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.canonical is not None], ids=str)
@given(text=plain_texts)
def test_the_canonical_form_is_its_own_and_stays_as_valid(kind: Kind, text: str) -> None:
    assert kind.canonical is not None
    assert kind.is_valid is not None
    canonical = kind.canonical(text)
    assert kind.canonical(canonical) == canonical
    assert kind.is_valid(canonical) == kind.is_valid(text)


@pytest.mark.parametrize("kind", KINDS, ids=str)
@given(data=st.data())
def test_unequal_is_the_exact_negation_of_equal(kind: Kind, data: st.DataObject) -> None:
    left, right = (data.draw(st.none() | values_of(kind)) for _ in range(2))
    assert run("equals", Scalar(kind), left, right) is not run("not_equals", Scalar(kind), left, right)


@pytest.mark.parametrize("kind", KINDS, ids=str)
@given(data=st.data())
def test_equality_is_reflexive_and_symmetric_and_agrees_with_in(kind: Kind, data: st.DataObject) -> None:
    left, right = (data.draw(st.none() | values_of(kind)) for _ in range(2))
    assert compare.same(left, left)
    assert compare.same(left, right) == compare.same(right, left)
    assert compare.member(left, (right,)) == compare.same(left, right)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.ordered], ids=str)
@given(data=st.data())
def test_of_two_ordered_values_one_is_smaller_or_they_are_equal(kind: Kind, data: st.DataObject) -> None:
    left, right = (data.draw(values_of(kind)) for _ in range(2))
    type_ = Scalar(kind)
    found = [run(key, type_, left, right) for key in ("less", "equals", "greater")]
    assert sorted(map(bool, found)) == [False, False, True]
    assert run("less_equal", type_, left, right) is not run("greater", type_, left, right)
    assert run("greater_equal", type_, left, right) is not run("less", type_, left, right)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.ordered], ids=str)
@given(data=st.data())
def test_ordered_values_sort_into_one_row(kind: Kind, data: st.DataObject) -> None:
    row = sorted(data.draw(st.lists(values_of(kind), max_size=6)), key=compare.order)
    assert all(run("less_equal", Scalar(kind), first, last) for at, first in enumerate(row) for last in row[at:])


@given(text=plain_texts)
def test_equality_of_texts_ignores_the_ends_and_case(text: str) -> None:
    assert compare.same(f" \t{text}\u00a0\r\n", text)
    assert compare.same(text, texts.fold(text)) == (texts.fold(texts.fold(text)) == texts.fold(text))


# ---------------------------------------------------------------- notation


@pytest.mark.parametrize(
    ("literal", "type_"),
    [
        ("number", common.NUMBER),
        ("percentage", common.PERCENTAGE),
        ("date", common.DATE),
        ("time", common.TIME),
        ("moment", common.MOMENT),
    ],
)
@given(data=st.data())
def test_what_is_shown_is_a_literal_of_the_same_value(literal: str, type_: Scalar, data: st.DataObject) -> None:
    value = data.draw({"time": clocks, "moment": _wall_clock_moments()}.get(literal, values_of(type_.kind)))
    assert read_literal(literal, show(value, type_), ZONE) == value


def _wall_clock_moments() -> st.SearchStrategy[Value]:
    return st.builds(lambda day, clock: moments.at_wall_clock(day, clock, ZONE), days, clocks)


@given(value=numbers)
def test_an_amount_is_shown_with_cents_and_dots(value: Decimal) -> None:
    digits = show(value, common.MONEY).removeprefix("€ ")
    whole, _, cents = digits.partition(",")
    assert len(cents) >= 2
    assert Decimal(digits.replace(".", "").replace(",", ".")) == value
    assert all(len(group) == 3 for group in whole.removeprefix("-").split(".")[1:])


# ---------------------------------------------------------------- exact arithmetic


@given(left=numbers, right=numbers)
def test_sums_and_products_are_those_of_rationals_or_refused(left: Decimal, right: Decimal) -> None:
    for ours, theirs in (
        (exact.add, Fraction(left) + Fraction(right)),
        (exact.subtract, Fraction(left) - Fraction(right)),
        (exact.multiply, Fraction(left) * Fraction(right)),
    ):
        try:
            found = ours(left, right)
        except ComputationError:
            assert abs(theirs) >= 10**18 or 10**10 % theirs.denominator
        else:
            assert isinstance(found, Decimal)
            assert Fraction(found) == theirs
            assert exact.fits(found)


@given(left=small_numbers, right=small_numbers.filter(bool))
def test_dividing_and_multiplying_back_gives_the_number(left: Decimal, right: Decimal) -> None:
    back = exact.multiply(exact.divide(left, right), right)
    assert isinstance(back, Decimal)
    assert back == left


@given(left=small_numbers, right=small_numbers, third=small_numbers)
def test_arithmetic_keeps_the_laws_that_it_has_on_paper(left: Decimal, right: Decimal, third: Decimal) -> None:
    assert exact.add(left, right) == exact.add(right, left)
    assert exact.add(exact.add(left, right), third) == exact.add(left, exact.add(right, third))
    assert exact.multiply(left, exact.add(right, third)) == exact.add(
        exact.multiply(left, right), exact.multiply(left, third)
    )
    assert exact.subtract(exact.add(left, right), right) == left


@given(dividend=small_numbers, divisor=small_numbers.filter(bool))
def test_a_terminating_divisor_never_leaves_a_period(dividend: Decimal, divisor: Decimal) -> None:
    quotient = Fraction(dividend) / Fraction(divisor)
    if exact.terminates(divisor):
        assert 10**100 % quotient.denominator == 0
    one = Fraction(1) / Fraction(divisor)
    assert exact.terminates(divisor) == (10**100 % one.denominator == 0)


@given(value=st.fractions(-(10**6), 10**6), digits=st.integers(0, 10), bankers=st.booleans())
def test_rounding_goes_to_a_nearest_neighbour_and_is_symmetric(value: Fraction, digits: int, *, bankers: bool) -> None:
    found = exact.rounded(value, digits, bankers=bankers)
    distance = abs(Fraction(found) - value)
    half = Fraction(1, 2 * 10**digits)
    assert distance <= half
    assert exact.rounded(-value, digits, bankers=bankers) == -found
    if distance == half:
        assert (int(found.scaleb(digits)) % 2 == 0) if bankers else (abs(Fraction(found)) > abs(value))


# ---------------------------------------------------------------- dates


@given(day=days, amount=st.integers(-300, 300))
def test_months_up_and_down_enclose_and_agree_where_the_day_exists(day: date, amount: int) -> None:
    down = dates.add_months(day, amount, MonthEnd.DOWN)
    up = dates.add_months(day, amount, MonthEnd.UP)
    assert down <= up <= down + timedelta(days=1)
    assert (down == up) == (down.day == day.day)
    if down == up:
        assert dates.add_months(day, amount, MonthEnd.FAULT) == down


@given(first=days, second=days, amount=st.integers(0, 300))
def test_adding_months_keeps_the_order_of_dates(first: date, second: date, amount: int) -> None:
    for policy in (MonthEnd.DOWN, MonthEnd.UP):
        early, late = sorted((first, second))
        assert dates.add_months(early, amount, policy) <= dates.add_months(late, amount, policy)


@given(day=days, first=st.integers(0, 100), second=st.integers(0, 100))
def test_more_months_never_end_earlier(day: date, first: int, second: int) -> None:
    few, many = sorted((first, second))
    for policy in (MonthEnd.DOWN, MonthEnd.UP):
        assert dates.add_months(day, few, policy) <= dates.add_months(day, many, policy)


@given(day=days.filter(lambda day: day.day <= 28), first=st.integers(-100, 100), second=st.integers(-100, 100))
def test_months_up_to_the_28th_add_up(day: date, first: int, second: int) -> None:
    once = dates.add_months(day, first + second, MonthEnd.FAULT)
    assert dates.add_months(dates.add_months(day, first, MonthEnd.FAULT), second, MonthEnd.FAULT) == once


@given(calendar=calendars, day=days, amount=st.integers(-40, 40))
def test_working_days_counted_are_the_working_days_added(calendar: Calendar, day: date, amount: int) -> None:
    end = calendar.add_workdays(day, amount)
    assert calendar.is_workday(end)
    if amount:
        assert calendar.workdays_between(day, end) == amount
    assert calendar.workdays_between(day, end) == -calendar.workdays_between(end, day) or not calendar.is_workday(day)


@given(calendar=calendars, start=days, length=st.integers(0, 400))
def test_working_days_between_are_counted_one_by_one(calendar: Calendar, start: date, length: int) -> None:
    after = [start + timedelta(days=number) for number in range(1, length + 1)]
    counted = sum(map(calendar.is_workday, after))
    assert calendar.workdays_between(start, start + timedelta(days=length)) == counted
    before = [start - timedelta(days=number) for number in range(1, length + 1)]
    assert calendar.workdays_between(start, start - timedelta(days=length)) == -sum(map(calendar.is_workday, before))


@given(day=days, amounts=st.lists(st.integers(-30, 30), min_size=2, max_size=5))
def test_more_working_days_end_later(day: date, amounts: list[int]) -> None:
    calendar = Calendar(["Koningsdag", "Tweede paasdag"])
    ends = [calendar.add_workdays(day, amount) for amount in sorted(amounts)]
    assert all(first <= last for first, last in pairwise(ends))


@given(moment=instants, minutes=st.integers(-(10**5), 10**5))
def test_elapsed_minutes_are_what_is_between(moment: datetime, minutes: int) -> None:
    whole = moment.replace(second=0, microsecond=0)
    later = moments.after_minutes(whole, minutes, ZONE)
    assert moments.minutes_between(whole, later) == minutes
    assert later - whole == timedelta(minutes=minutes)
    assert later == moments.in_zone(later.astimezone(UTC), ZONE)


@given(day=days, clock=clocks)
def test_a_wall_clock_is_kept_or_moves_forward(day: date, clock: time) -> None:
    found = moments.at_wall_clock(day, clock, ZONE)
    local = datetime.combine(day, clock)
    assert found.replace(tzinfo=None) >= local
    if found.replace(tzinfo=None) == local:
        an_hour_before = moments.in_zone(found - timedelta(hours=1), ZONE)
        assert an_hour_before.replace(tzinfo=None) != local
