"""Every fast way decides generated rules on generated records as the reference does; `differences.py` runs more."""

import pytest
from tests.compiler import differences
from tests.compiler.checked import case_of, rule_set
from tests.compiler.coverage import CLASSES, Coverage
from tests.compiler.generate import rule_file
from tests.compiler.shrink import Failing, shrunk
from tests.compiler.situations import situations

from regeltaal.evaluate.evaluator import verdict
from regeltaal.evaluate.verdict import Truth
from regeltaal.program import tree
from regeltaal.program.walk import nodes
from regeltaal.values.registry import OPERATORS

CHUNKS = 8
COMPARISONS = 4_000
"""In a chunk."""


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_every_way_decides_as_the_reference(chunk: int) -> None:
    tally = differences.run(COMPARISONS, 1_000_000 * (chunk + 1))

    assert [str(one) for one in tally.differences] == []
    assert tally.comparisons >= COMPARISONS


def test_each_verdict_is_among_the_conditions() -> None:
    tally = differences.run(50_000, 1, ())

    assert {truth for truth in Truth if tally.share(truth) < 0.1} == set()


def test_the_rules_have_all_of_the_language() -> None:
    coverage = Coverage()
    written = refused = 0
    for seed in range(100):
        found = rule_set(seed, 40)
        written += found.written
        refused += found.written - len(found.rules)
        for rule in found.rules:
            coverage.note(rule)

    assert coverage.missing == []
    assert refused < written / 20


def test_a_seed_makes_the_same_rules_and_records() -> None:
    assert rule_file(7, 20).text == rule_file(7, 20).text
    assert rule_file(7, 20).text != rule_file(8, 20).text
    assert situations(7, "stuk bijgewerkt", 3) == situations(7, "stuk bijgewerkt", 3)


def test_what_goes_wrong_is_told_small() -> None:
    """As if every condition that looks for a part of a text, and is WAAR, went wrong."""
    found = rule_set(3, 40)
    situation = situations(3, found.event, 1)[0]

    def fails(one: Failing) -> bool:
        asked = (case.condition for number, case in enumerate(one.cases) if one.among >> number & 1)
        return any(_looks_for_part(part) and verdict(part, one.situation).truth is Truth.TRUE for part in asked)

    whole = Failing(tuple(map(case_of, found.rules)), situation, (1 << len(found.rules)) - 1)
    assert fails(whole)
    least = shrunk(whole, fails)

    assert fails(least)
    assert len(least.cases) == 1
    assert sum(isinstance(one, CLASSES) for one in nodes(least.cases[0].condition)) < 40
    assert sum(map(len, least.situation.records.values())) < 5
    assert "ALS" in least.told()


def _looks_for_part(condition: tree.Cond) -> bool:
    return any(isinstance(one, tree.Test) and one.record is OPERATORS["contains"] for one in nodes(condition))
