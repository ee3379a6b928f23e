"""The cases of tests/spec/conditions through generated code, each condition on every record."""

import json
from functools import cache

import pytest
from tests.evaluate.test_conditions import Case, cases, schema

from regeltaal.base.source import Source
from regeltaal.check.checker import check
from regeltaal.check.setting import Setting
from regeltaal.compiler.case import Case as RuleCase
from regeltaal.compiler.case import Decide
from regeltaal.compiler.code import compiled, together
from regeltaal.compiler.code_closer import closer, deferred
from regeltaal.evaluate.evaluator import verdict
from regeltaal.evaluate.verdict import Truth
from regeltaal.program import tree
from regeltaal.runtime.bindings import installed
from regeltaal.runtime.happening import View, current_view
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.sources import NoRecords
from regeltaal.syntax.parser import parse

CASES = list(cases())


@cache
def rules() -> RuleSet:
    """A rule for each condition that is written somewhere."""
    texts = [
        f'REGEL "r{number}" WANNEER bon bijgewerkt ALS {case.condition}\nDAN ZET notitie = "x"'
        for number, case in enumerate(CASES)
    ]
    parsed = parse(Source("geval.regel", "\n".join(("DOMEIN proef", *texts))))
    checked = check([parsed.file], schema(), Setting())
    assert [found.message() for found in (*parsed.problems, *checked.problems) if found.is_error] == []
    return RuleSet(checked.program, schema(), Setting().zone, "geval")


def conditions() -> list[tree.Cond]:
    return [rule.condition for rule in rules().program.rules]


@cache
def view(record: str, before: str | None) -> View:
    event: dict[str, object] = {
        "id": "e",
        "gebeurtenis": "bon bijgewerkt",
        "moment": "2027-03-12T10:00:00+01:00",
        "record": {"nummer": "B1", **json.loads(record)},
    }
    if before is not None:
        event["vorige"] = json.loads(before)
    incoming = rules().read(event)
    assert incoming.moment is not None
    world = rules().world(NoRecords())
    happening = rules().taken_in(incoming, world, rules().environment(incoming.moment), installed("proef"))
    return current_view(happening, world)


def decided(decide: Decide, facts: View) -> Truth:
    own = facts.fields_of(facts.record)
    assert own is not None
    return decide(own, facts)


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: f"{CASES[number].place}")
def test_a_condition_has_the_verdict_of_its_case(number: int) -> None:
    case: Case = CASES[number]
    condition, facts = conditions()[number], view(case.record, case.before)
    assert case.verdict == decided(compiled(condition), facts).value
    assert case.verdict == decided(closer(condition), facts).value


def test_every_condition_has_the_verdict_of_the_reference_on_every_record() -> None:
    found = conditions()
    by_itself = [deferred(compiled, condition) for condition in found]
    decider = together([RuleCase(condition, on_false=True, on_unknown=True) for condition in found])
    for record, before in dict.fromkeys((case.record, case.before) for case in CASES):
        facts = view(record, before)
        expected = [verdict(condition, facts).truth for condition in found]
        assert expected == [decided(decide, facts) for decide in by_itself]
        told = decider.decide(facts, (1 << len(found)) - 1)
        both = dict.fromkeys(told.true, Truth.TRUE) | dict(told.others)
        assert expected == [both[place] for place in range(len(found))]
