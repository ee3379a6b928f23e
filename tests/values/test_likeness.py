"""What is the same is alike, and what is alike is in one bucket: so looking in a bucket misses nothing."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from regeltaal.values import compare
from regeltaal.values.likeness import EMPTY, alike, bucket
from regeltaal.values.value import Duration, DurationKind, Ref, Value

TEXTS = st.text(st.sampled_from("aAbBßẞİıéÉ\u0301Ééºª1²- .,\u00a0\t"), max_size=6)
VALUES = st.one_of(
    TEXTS,
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-9, max_value=9),
    st.fractions(min_value=-2, max_value=2, max_denominator=4),
    st.dates(),
    st.times(),
    st.datetimes().map(lambda one: one.replace(tzinfo=timezone(timedelta(hours=2)))),
    st.builds(Duration, st.sampled_from(DurationKind), st.integers(-3, 3)),
    st.builds(Ref, st.sampled_from(["A", "B"]), st.just("relatie"), TEXTS),
    st.none(),
)


@given(VALUES, VALUES)
@example("ǰ", "J̌")
def test_what_is_the_same_is_alike_and_in_one_bucket(left: Value | None, right: Value | None) -> None:
    if compare.same(left, right):
        assert alike(left, right)
    if alike(left, right):
        assert bucket(left) == bucket(right)


@given(TEXTS, TEXTS)
def test_texts_that_are_the_same_are_in_one_bucket(left: str, right: str) -> None:
    assert not compare.same(left, right) or bucket(left) == bucket(right)


@given(VALUES)
def test_only_what_is_empty_is_in_the_bucket_of_empty(value: Value | None) -> None:
    assert (bucket(value) == EMPTY) == compare.is_empty(value)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Vitens B.V.", " vitens bv"),
        ("8011 CW", "8011cw"),
        (Decimal("1.50"), Fraction(3, 2)),
        (Ref("A", "relatie", "C-100"), Ref("A", "relatie", "c100")),
        (datetime(2027, 1, 1, 12, tzinfo=UTC), datetime(2027, 1, 1, 13, tzinfo=timezone(timedelta(hours=1)))),
        ("x" * 500 + "a", "X" * 500 + "A"),
    ],
)
def test_how_a_value_is_written_does_not_count(left: Value, right: Value) -> None:
    assert alike(left, right)
    assert bucket(left) == bucket(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Vitens", "Vitens Noord"),
        ("", "0"),
        (True, False),
        (date(2027, 1, 1), date(2027, 1, 2)),
        (time(8), time(9)),
        (Duration(DurationKind.DAYS, 1), Duration(DurationKind.MONTHS, 1)),
        (None, "-"),
        (("a", "b"), ("a",)),
        ("x" * 500 + "a", "x" * 500 + "b"),
    ],
)
def test_other_values_are_not_alike(left: Value | None, right: Value | None) -> None:
    assert not alike(left, right)


def test_a_bucket_is_short_enough_for_an_index() -> None:
    assert len(bucket("x" * 100_000)) < 100
