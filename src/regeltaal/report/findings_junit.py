"""Diagnostics as JUnit XML: what makes a check fail is a failed case, what does not is one that was left out."""

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.report.diagnostics import Report, plain_line
from regeltaal.report.junit import Case, Failure, Kind, Suite, junit
from regeltaal.report.style import one_line

_NAME = "controleer"


def render(report: Report) -> str:
    """A suite for each file with findings; where nothing was found there is one case, which passed."""
    by_path: dict[str, list[Diagnostic]] = {}
    for problem in report.problems:
        by_path.setdefault(report.prefix(problem.span.source), []).append(problem)
    suites = [_suite(path, problems, report) for path, problems in by_path.items()]
    return junit(suites or [Suite(_NAME, (Case(_NAME, _NAME),))])


def _suite(path: str, problems: list[Diagnostic], report: Report) -> Suite:
    return Suite(path, tuple(_case(problem, path, report) for problem in problems))


def _case(problem: Diagnostic, path: str, report: Report) -> Case:
    message = one_line(problem.message(report.language))
    kind = Kind.FAILURE if problem.severity.reaches(report.fail_at) else Kind.SKIPPED
    failure = Failure(message, plain_line(problem, report), problem.code.id, kind)
    line = problem.span.begin.line
    return Case(f"{problem.code.id}:{line}: {message}", path, path, line, failures=(failure,))
