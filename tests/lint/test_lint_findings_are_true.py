"""What the rules about conditions find is so, on generated records: a superfluous part can go, a fixed one is fixed."""

from collections.abc import Iterator
from random import Random

import pytest
from tests.analysis.belonging import as_taken_in
from tests.analysis.claims import pairs
from tests.compiler.checked import rule_set
from tests.compiler.situations import Situation, situations

from regeltaal.analysis.reasoning import Reasoner
from regeltaal.base.node import evolve
from regeltaal.evaluate.evaluator import verdict
from regeltaal.evaluate.verdict import Truth
from regeltaal.lint.judging import Finding, Kind, findings, parts_of
from regeltaal.program import tree

SEEDS = tuple(range(40, 56))
PAIRS = 100


def _conditions(seed: int) -> Iterator[tree.Cond]:
    """Two tests of one thing, under EN and under OF, and one of them twice."""
    found = [rule.condition for rule in rule_set(seed, 50).rules]
    random = Random(seed)  # noqa: S311 - the same again
    for pair in pairs(found, random, PAIRS):
        span = pair.left.span
        both = tree.All((pair.left, pair.right), span)
        yield both
        yield tree.Any((pair.left, pair.right), span)
        yield tree.All((pair.left, tree.Any((pair.right, random.choice(found)), span)), span)
        yield tree.Any((pair.left, random.choice(found), pair.left), span)


def _is_wrong(finding: Finding, record: Situation) -> bool:
    whole = finding.whole
    if finding.kind in (Kind.TWICE, Kind.TOLD):
        if not isinstance(whole, tree.All | tree.Any):
            return False
        parts = tuple(one for place, one in enumerate(parts_of(whole)) if place != finding.place)
        return _differs(verdict(whole, record).truth, verdict(evolve(whole, parts=parts), record).truth)
    if finding.others and whole is None:
        return _decides(finding.part, finding.others, record)
    truth = verdict(whole or finding.part, record).truth
    return truth is (Truth.TRUE if finding.kind is Kind.NEVER else Truth.FALSE)


def _differs(with_it: Truth, without: Truth) -> bool:
    """What is FOUT is left out of what is said."""
    return with_it is not without and Truth.FAULT not in (with_it, without)


def _decides(part: tree.Cond, others: tuple[tree.Cond, ...], record: Situation) -> bool:
    """Whether a part that is never WAAR beside others is so all the same."""
    return all(verdict(one, record).truth is Truth.TRUE for one in (part, *others))


@pytest.mark.parametrize("seed", SEEDS)
def test_findings_are_so_for_every_record(seed: int) -> None:
    records = [as_taken_in(one) for one in situations(seed, rule_set(seed, 50).event, 25)]
    count, wrong = 0, []

    for condition in _conditions(seed):
        for finding in findings(condition, Reasoner()):
            count += 1
            if any(_is_wrong(finding, record) for record in records):
                told = [" ".join(one.span.text.split()) for one in (finding.part, *finding.others)]
                wrong.append((finding.kind.name, told))

    assert wrong == []
    assert count > PAIRS / 2
