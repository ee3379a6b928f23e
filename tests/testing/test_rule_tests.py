"""Tests in the language, by example: those in `goed.regel` pass, those in `mislukt.regel` fail as is told beside it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from regeltaal.pipeline import Analysis
from regeltaal.report.outcome import View
from regeltaal.report.testing.formats import FORMATS
from regeltaal.report.testing.model import Part, TestReport
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.testing.outcome import Unmet
from regeltaal.testing.runner import Runner, run

Examples = tuple[Analysis, RuleSet]
RunTests = Callable[..., tuple[object, ...]]
HERE = Path(__file__).parent
GOOD, BAD = "regels/goed.regel", "regels/mislukt.regel"


def test_all_that_should_pass_does(examples: Examples) -> None:
    analysis, rules = examples
    results = run([one for one in analysis.tests if one.path == GOOD], rules)
    assert [(one.case.name, one.case.row, one.failures) for one in results if not one.passed] == []
    assert len(results) > 20


@pytest.mark.parametrize("name", ["mens", "plat"])
def test_what_fails_is_told_as_it_was(name: str, examples: Examples, golden_file: Callable[[Path, str], None]) -> None:
    analysis, rules = examples
    results = run([one for one in analysis.tests if one.path == BAD], rules)
    view = View(drawn=name == "mens")
    golden_file(HERE / "golden" / f"mislukt.{name}", FORMATS[name](TestReport((Part(results),), view)))


def test_every_test_there_fails_but_for_the_row_that_should_not(examples: Examples) -> None:
    analysis, rules = examples
    results = run([one for one in analysis.tests if one.path == BAD], rules)
    assert [(one.case.name, one.case.row) for one in results if one.passed] == [("een actie die uitblijft", 1)]


def test_what_fails_is_told_in_english(examples: Examples, golden_file: Callable[[Path, str], None]) -> None:
    analysis, rules = examples
    results = run([one for one in analysis.tests if one.path == BAD], rules)
    report = TestReport((Part(results),), View(language="en", drawn=False))
    golden_file(HERE / "golden" / "mislukt.engels", FORMATS["plat"](report))


def test_running_twice_gives_the_same_in_whatever_order(examples: Examples) -> None:
    analysis, rules = examples
    first = {(one.case.name, one.case.row): one for one in run(analysis.tests, rules)}
    shuffled = sorted(analysis.tests, key=lambda one: one.name[::-1])
    runner = Runner.of(rules)
    for one in [*runner.run(shuffled), *runner.run(reversed(shuffled))]:
        assert one == first[one.case.name, one.case.row]


def test_the_fast_way_gives_what_the_definition_gives(examples: Examples) -> None:
    analysis, rules = examples
    runner = Runner.of(rules)
    list(runner.run(analysis.tests))
    fast, reference = list(runner.run(analysis.tests)), list(Runner.of(rules, by_reference=True).run(analysis.tests))
    assert fast == reference


def test_other_rules_are_tried_without_touching_these(examples: Examples) -> None:
    analysis, rules = examples
    runner = Runner.of(rules)
    nothing = runner.with_program(type(rules.program)(()))
    cases = [one for one in analysis.tests if one.path == GOOD]
    assert not all(one.passed for one in nothing.run(cases))
    assert all(one.passed for one in runner.run(cases))


def test_a_failure_keeps_what_it_takes_to_explain_it(examples: Examples) -> None:
    analysis, rules = examples
    (case,) = (one for one in analysis.tests if one.name == "een andere waarde dan verwacht")
    (found,) = Runner.of(rules).one(case).failures
    assert isinstance(found.failure, Unmet)
    (near,) = found.failure.near
    assert [one.cond.span.text for one in near.unmet] == ['titel = "Bel Jansen over WB-1"']
    assert near.other == ()


def test_a_thousand_tests_take_seconds(examples: Examples) -> None:
    analysis, rules = examples
    cases = [one for one in analysis.tests if one.path == GOOD] * 40
    results = run(cases, rules)
    assert len(results) >= 1000
    assert sum(one.seconds for one in results) < 20
