"""The quick look lets nothing by: where it sees nothing to tell, reasoning finds nothing either."""

import pytest
from tests.analysis.claims import leaves
from tests.compiler.checked import rule_set

from regeltaal.analysis.reasoning import Reasoner
from regeltaal.lint.crowded import Look
from regeltaal.lint.judging import findings

SEEDS = tuple(range(60, 76))


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_found_where_the_quick_look_sees_nothing(seed: int) -> None:
    conditions = [rule.condition for rule in rule_set(seed, 80).rules]
    quiet, missed = 0, []

    for condition in (*conditions, *leaves(conditions)):
        look = Look()
        look.at(condition)
        if not look.crowded:
            quiet += 1
            if findings(condition, Reasoner()):
                missed.append(" ".join(condition.span.text.split()))

    assert missed == []
    assert quiet > len(conditions)
