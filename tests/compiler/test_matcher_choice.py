"""The way to decide is chosen by how many cases an event has to be held against."""

import gc
from decimal import Decimal

import pytest
from tests.compiler.code_facts import read
from tests.compiler.matcher_questions import const, equal, question

from regeltaal.compiler.case import Case
from regeltaal.compiler.decider import decider
from regeltaal.compiler.matcher import Index, Matcher
from regeltaal.values.common import MONEY


def _with_a_value(count: int) -> list[Case]:
    return [Case(equal("tekst", f"w{number % 50}")) for number in range(count)]


def _with_a_bound(count: int) -> list[Case]:
    return [Case(question("greater", read("bedrag", MONEY), const(Decimal(number), MONEY))) for number in range(count)]


def test_an_event_meets_the_cases_of_its_own_value_and_all_that_ask_none() -> None:
    assert 6 < Index.of(_with_a_value(500)).usual_work() <= 10
    assert Index.of(_with_a_bound(300)).usual_work() == 300


def test_few_cases_are_not_indexed_and_many_are() -> None:
    assert not isinstance(decider(_with_a_bound(50)), Matcher)
    assert isinstance(decider(_with_a_bound(300)), Matcher)
    assert not isinstance(decider(_with_a_value(900)), Matcher)
    assert isinstance(decider(_with_a_value(1100)), Matcher)


@pytest.mark.parametrize("collecting", [True, False])
def test_collecting_goes_on_as_before_when_an_index_was_made(*, collecting: bool) -> None:
    before = gc.isenabled()
    (gc.enable if collecting else gc.disable)()
    try:
        decider(_with_a_bound(300))
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if before else gc.disable)()
