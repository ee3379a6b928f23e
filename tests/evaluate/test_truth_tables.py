"""The tables of the four verdicts in full, and the laws that make the order of evaluation irrelevant."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regeltaal.evaluate.verdict import Truth, at_least, conjunction, disjunction, exactly, negation

W, O, B, F = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN, Truth.FAULT  # noqa: E741 - as the tables in the reference spell them

truths = st.sampled_from(list(Truth))
many = st.lists(truths, max_size=6)

# Rows and columns in the order WAAR, ONWAAR, ONBEKEND, FOUT.
EN = [
    [W, O, B, F],
    [O, O, O, O],
    [B, O, B, F],
    [F, O, F, F],
]
OF = [
    [W, W, W, W],
    [W, O, B, F],
    [W, B, B, F],
    [W, F, F, F],
]


@pytest.mark.parametrize(("left", "right"), list(itertools.product(range(4), repeat=2)))
def test_the_table_of_en_and_of(left: int, right: int) -> None:
    order = (W, O, B, F)
    assert EN[left][right] is conjunction((order[left], order[right]))
    assert OF[left][right] is disjunction((order[left], order[right]))


def test_the_table_of_niet() -> None:
    assert [O, W, B, F] == [negation(truth) for truth in (W, O, B, F)]


def test_nothing_at_all() -> None:
    assert W is conjunction(())
    assert O is disjunction(())
    assert (W, O, W, O) == (at_least(0, ()), at_least(1, ()), exactly(0, ()), exactly(1, ()))


@given(many, st.randoms())
def test_order_never_changes_a_verdict(parts: list[Truth], random: object) -> None:
    shuffled = list(parts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert conjunction(parts) is conjunction(shuffled)
    assert disjunction(parts) is disjunction(shuffled)
    for count in range(4):
        assert at_least(count, parts) is at_least(count, shuffled)
        assert exactly(count, parts) is exactly(count, shuffled)


@given(many)
def test_de_morgan(parts: list[Truth]) -> None:
    assert negation(conjunction(parts)) is disjunction(negation(part) for part in parts)


@given(many, many)
def test_grouping_never_changes_a_verdict(left: list[Truth], right: list[Truth]) -> None:
    assert conjunction(left + right) is conjunction((conjunction(left), conjunction(right)))
    assert disjunction(left + right) is disjunction((disjunction(left), disjunction(right)))


@given(many)
def test_minstens_een_is_of_and_alle_is_en(parts: list[Truth]) -> None:
    assert disjunction(parts) is at_least(1, parts)
    assert conjunction(parts) is at_least(len(parts), parts)
    assert negation(disjunction(parts)) is exactly(0, parts)


@given(many, st.integers(0, 6))
def test_what_is_decided_stays_decided_when_more_becomes_known(parts: list[Truth], count: int) -> None:
    """WAAR and ONWAAR hold for every way in which the undecided parts may turn out."""
    for decide in (lambda known: at_least(count, known), lambda known: exactly(count, known), conjunction, disjunction):
        verdict = decide(parts)
        if verdict in (W, O):
            choices = [(W, O) if part in (B, F) else (part,) for part in parts]
            assert {verdict} == {decide(list(known)) for known in itertools.product(*choices)}


@given(many, st.integers(0, 6))
def test_what_is_undecided_could_go_both_ways(parts: list[Truth], count: int) -> None:
    verdict = at_least(count, parts)
    if verdict in (B, F):
        choices = [(W, O) if part in (B, F) else (part,) for part in parts]
        assert {W, O} == {at_least(count, list(known)) for known in itertools.product(*choices)}
