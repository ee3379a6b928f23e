"""How strong the tests of a project are, and tests that make them stronger: what `test` needs for both."""

from collections.abc import Iterator, Sequence

from regeltaal.base.source import Source
from regeltaal.base.suggest import nearest
from regeltaal.check.checker import Checker
from regeltaal.check.known import Known
from regeltaal.formatting.format import formatted
from regeltaal.pipeline import Ground
from regeltaal.program.testing import ExpectRule
from regeltaal.program.tree import Rule, RuleId
from regeltaal.program.walk import performs
from regeltaal.rule_testing import Ready
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.syntax.parser import parse
from regeltaal.syntax.tree import Test
from regeltaal.testing.concerned import may_do
from regeltaal.testing.generate import Generator
from regeltaal.testing.mutating import Mutator
from regeltaal.testing.outcome import CaseResult
from regeltaal.testing.runner import Runner


def mutator(one: Ready) -> Mutator | None:
    """What tries changes in the rules of a project; None where its rules have errors."""
    checker = _checker(one)
    if one.rules is None or checker is None:
        return None
    runner = Runner.of(one.rules, files=one.text_of, by_reference=True)
    return Mutator(one.analysis.files, checker, runner, one.analysis.tests, one.target.wants)


def generator(one: Ready, names: Sequence[str] = ()) -> Generator | None:
    """What makes tests for the rules of a project; ``names`` of tests are taken besides those of the project."""
    checker = _checker(one)
    if one.rules is None or checker is None:
        return None
    taken = {name.casefold() for name in (*names, *_test_names(one))}
    return Generator(
        checker, _known(one.rules), Runner.of(one.rules, files=one.text_of, by_reference=True), _in_form, taken
    )


def _checker(one: Ready) -> Checker | None:
    project = one.analysis.project
    return None if project is None else Ground(project, one.analysis.domain).checker


def _known(rules: RuleSet) -> Known:
    actions = {done.action.title.lower() for rule in rules.program.rules for done in performs(rule)}
    return Known({rule.id.name for rule in rules.program.rules}, actions)


def _test_names(one: Ready) -> Iterator[str]:
    for file in one.analysis.files:
        yield from (item.name.plain or "" for item in file.items if isinstance(item, Test))


def _in_form(text: str) -> str:
    """A block in the one form; it has no header."""
    return formatted(parse(Source("test.regel", text))).text


# ---------------------------------------------------------------- which rules


def rules_named(one: Ready, name: str) -> tuple[Rule, ...]:
    """The rules of this name: the rows of a table each, and one in each administration that has it."""
    rules = () if one.rules is None else one.rules.program.rules
    return tuple(rule for rule in rules if rule.id.name.casefold() == name.casefold() and one.target.wants(rule.path))


def rules_without_tests(one: Ready) -> tuple[Rule, ...]:
    """The rules that are on and that no test is about."""
    if one.rules is None:
        return ()
    runner = Runner.of(one.rules, by_reference=True)
    tested = {id_ for result in runner.run(one.analysis.tests) for id_ in _told_of(result, one.rules)}
    mine = (rule for rule in one.rules.program.rules if one.target.wants(rule.path) and rule.enabled)
    return tuple(rule for rule in mine if rule.id not in tested)


def _told_of(result: CaseResult, rules: RuleSet) -> Iterator[RuleId]:
    """The rules that a test is about: it names them, or expects what they did there."""
    by_id = rules.book.by_id
    for played, step in zip(result.steps, result.case.steps, strict=False):
        named = [one for one in step.expectations if isinstance(one, ExpectRule)]
        yield from (rule.id for rule in rules.program.rules if any(may_do(rule, one) for one in named))
        for event in played.every_event():
            did = (by_id[found.id] for found in event.mattering if found.id in by_id)
            yield from (rule.id for rule in did if any(may_do(rule, one) for one in step.expectations))


def nearest_rule(found: Sequence[Ready], name: str) -> str | None:
    """The name of a rule that was probably meant."""
    names = {rule.id.name for one in found if one.rules is not None for rule in one.rules.program.rules}
    return next(iter(nearest(name, names, limit=1)), None)
