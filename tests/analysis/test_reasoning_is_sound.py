"""What the analysis says of conditions is what the reference evaluator makes of them, on generated records.

Every record is in one of the cases of how its verdict came out; what is called impossible is done by no record.
"""

from collections.abc import Sequence
from random import Random

import pytest
from tests.analysis.belonging import as_taken_in, left_out
from tests.analysis.claims import Tally, judge, leaves, never, pairs
from tests.compiler.checked import rule_set
from tests.compiler.shrink import Failing, shrunk
from tests.compiler.situations import Situation, situations

from regeltaal.analysis import comparisons
from regeltaal.compiler.case import Case
from regeltaal.evaluate.evaluator import verdict
from regeltaal.program import tree
from regeltaal.program.walk import nodes
from regeltaal.values.relation import Relation

SEEDS = tuple(range(1, 33))
RULES, RECORDS, PAIRS = 40, 12, 80


def _taken_in(seed: int, event: str, count: int) -> Sequence[Situation]:
    return [as_taken_in(one) for one in situations(seed, event, count)]


def _first_left_out(seed: int) -> Failing | None:
    """A condition with a record that is in none of its cases, made small."""
    found = rule_set(seed, RULES)
    records = _taken_in(seed, found.event, RECORDS)
    for rule in found.rules:
        for record in records:
            if left_out(rule.condition, record) is not None:
                return shrunk(Failing((Case(rule.condition),), record, 1), _is_left_out)
    return None


def _is_left_out(one: Failing) -> bool:
    return left_out(one.cases[0].condition, one.situation) is not None


@pytest.mark.parametrize("seed", SEEDS)
def test_every_record_is_in_one_of_the_cases(seed: int) -> None:
    found = _first_left_out(seed)

    assert found is None, found.told()


@pytest.mark.parametrize("seed", SEEDS[:16])
def test_no_record_does_what_is_impossible(seed: int) -> None:
    found, tally = rule_set(seed, RULES), Tally()
    records = _taken_in(seed, found.event, 3 * RECORDS)

    for pair in pairs([rule.condition for rule in found.rules], Random(seed), PAIRS):  # noqa: S311 - the same again
        judge(pair, records, tally)

    assert tally.wrong == []
    assert tally.impossible.total() > PAIRS


@pytest.mark.parametrize("seed", SEEDS[16:])
def test_what_never_comes_out_some_way_never_does(seed: int) -> None:
    found = rule_set(seed, RULES)
    records = _taken_in(seed, found.event, 3 * RECORDS)
    conditions = [rule.condition for rule in found.rules]
    said = {id(one): (one, out) for one in (*conditions, *leaves(conditions)) if (out := never(one))}

    wrong = [
        " ".join(one.span.text.split())
        for one, out in said.values()
        if any(verdict(one, record).truth in out for record in records)
    ]

    assert said
    assert wrong == []


def test_a_bound_that_is_off_by_one_is_found_and_told_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(comparisons._SPANS, Relation.LESS_EQUAL, lambda bound: (None, (bound, 0)))

    found = next((one for one in map(_first_left_out, SEEDS) if one is not None), None)

    assert found is not None
    assert "<=" in found.told() or ">=" in found.told()
    assert sum(isinstance(one, tree.Test) for one in nodes(found.cases[0].condition)) == 1
