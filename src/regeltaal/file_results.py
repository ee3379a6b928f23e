"""What checking one file gave, without its tree: it holds while the file and what it asked about stay as they are.

As plain data it is kept between runs (``rechecking``) and goes from process to process (``checking_team``).
"""

import pkgutil
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any

from regeltaal.base import codes
from regeltaal.base.diagnostic import Code, Diagnostic
from regeltaal.base.diagnostic_data import Data, Name, by_name, from_data, to_data
from regeltaal.base.node import Node, astuple
from regeltaal.base.source import Source
from regeltaal.check.known import Question
from regeltaal.check.summary import Named, RuleFacts, Summary, Write
from regeltaal.lint.exemptions import Exemption
from regeltaal.lint.linter import Facts
from regeltaal.project.model import Project

Answers = Mapping[Question, str]
_DECLARING = ("syntax.problems", "check.problems", "schema.problems", "project.problems", "lint.problems", "lint.rules")
"""Where the codes are declared of what can be wrong with a project."""


class TestResult(Node):
    """The tests of a file."""

    __test__ = False  # pytest would take it for one of its own

    problems: tuple[Diagnostic, ...]
    answers: Answers


class FileResult(Node):
    """A file: the digest of its text, what is wrong with it, and what it asked about its surroundings.

    ``facts`` are what lint rules over all files collected. ``tests`` is None where it has none.
    """

    digest: str
    rules: int
    problems: tuple[Diagnostic, ...]
    summary: Summary
    answers: Answers
    facts: Facts
    exemptions: tuple[Exemption, ...]
    tests: TestResult | None = None


class Sources:
    """The texts of a project by a name that stays the same from run to run."""

    def __init__(self, project: Project, domain: Source | None) -> None:
        named: list[tuple[Name, Source]] = [(("regel", one.path), one) for one in project.rules]
        named += [(("sjabloon", path), one) for path, one in project.templates.items()]
        named += [(("domein",), domain)] if domain is not None else []
        named += [(("instellingen",), project.settings)] if project.settings is not None else []
        self._name_of, self._source_of = by_name(named)

    def data(self, found: Iterable[Diagnostic]) -> Data:
        return to_data(found, self._name_of)

    def diagnostics(self, data: Data) -> tuple[Diagnostic, ...]:
        """Diagnostics again.

        Raises:
            LookupError: one is of a text that is not there any more.
        """
        return from_data(data, self._source_of, _code)


def _code(number: str) -> Code:
    found = codes.find(number)
    if found is None:
        declare_codes()
        found = codes.find(number)
    if found is None:
        raise LookupError(number)
    return found


def declare_codes() -> None:
    """Imports what declares codes: while nothing had to be checked, that was not needed."""
    for room in _DECLARING:
        package = import_module(f"regeltaal.{room}")
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            import_module(module.name)


def as_data(result: FileResult, sources: Sources) -> Data:
    tests = result.tests
    return (
        result.digest,
        result.rules,
        sources.data(result.problems),
        _summary(result.summary),
        tuple(result.answers.items()),
        tuple(result.facts.items()),
        tuple(map(astuple, result.exemptions)),
        None if tests is None else test_data(tests, sources),
    )


def of_data(data: Data, sources: Sources) -> FileResult:
    digest, rules, problems, summary, answers, facts, exemptions, tests = data
    return FileResult(
        digest,
        rules,
        sources.diagnostics(problems),
        _as_summary(summary),
        dict(answers),
        dict(facts),
        tuple(Exemption(*one) for one in exemptions),
        None if tests is None else as_tests(tests, sources),
    )


def test_data(tests: TestResult, sources: Sources) -> Data:
    return (sources.data(tests.problems), tuple(tests.answers.items()))


def as_tests(data: Data, sources: Sources) -> TestResult:
    problems, answers = data
    return TestResult(sources.diagnostics(problems), dict(answers))


def _summary(summary: Summary) -> Data:
    *values, names, rules = astuple(summary)
    return (*values, tuple(map(astuple, names)), tuple(map(_rule_row, rules)))


def _rule_row(rule: RuleFacts) -> Data:
    *values, writes = astuple(rule)
    return (*values, tuple(map(astuple, writes)))


def _as_summary(data: Data) -> Summary:
    *values, names, rules = data
    row: list[Any] = [*values, [Named(*one) for one in names], [_as_rule(one) for one in rules]]
    return Summary(*row)


def _as_rule(data: Data) -> RuleFacts:
    *values, writes = data
    row: list[Any] = [*values, [Write(*one) for one in writes]]
    return RuleFacts(*row)
