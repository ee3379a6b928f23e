"""The output formats of tests. A format is one function in ``FORMATS``."""

import json
from collections.abc import Callable, Mapping

from regeltaal.base.node import evolve
from regeltaal.report.diagnostics import to_json
from regeltaal.report.junit import Case, Failure, Kind, Suite
from regeltaal.report.junit import junit as junit_text
from regeltaal.report.outcome import View
from regeltaal.report.testing.coverage import coverage_json
from regeltaal.report.testing.data import FAILED, PASSED, Teller
from regeltaal.report.testing.model import Part, TestReport
from regeltaal.report.testing.screen import human, story, title
from regeltaal.testing.outcome import CaseResult


def as_json(report: TestReport) -> str:
    """`{"samenvatting": …, "tests": […], "fouten": […], "dekking": […]}`."""
    results = report.results
    bad = sum(not one.passed for one in results)
    tellers = [(Teller(report.view.language, part.shown_path), part) for part in report.parts]
    data: dict[str, object] = {
        "samenvatting": {"tests": len(results), PASSED: len(results) - bad, FAILED: bad},
        "tests": [told.case(one) for told, part in tellers for one in part.results],
        "fouten": [to_json(one, report.view.language) for part in report.parts for one in part.errors],
    }
    covered = [coverage_json(part.coverage) for part in report.parts if part.coverage is not None]
    if covered:
        data["dekking"] = covered[0] if len(covered) == 1 else covered
    return json.dumps(data, ensure_ascii=False, indent=2, default=str) + "\n"


def as_junit(report: TestReport) -> str:
    """A suite for each file, a case for each test or row; a test with an error in it is an error."""
    view = evolve(report.view, drawn=True)
    suites: dict[str, list[Case]] = {}
    for part in report.parts:
        for path, results in part.by_file().items():
            suites.setdefault(path, []).extend(_case(one, part, part.view(view)) for one in results)
        for error in part.errors:
            path, line = part.shown_path(error.span.source), error.span.begin.line
            failure = Failure(
                error.message(view.language), error.advice(view.language) or "", error.code.id, Kind.ERROR
            )
            suites.setdefault(path, []).append(Case(f"{error.code.id} {line}", path, path, line, failures=(failure,)))
    return junit_text([Suite(path, tuple(cases)) for path, cases in suites.items()], "regeltaal test")


def _case(result: CaseResult, part: Part, view: View) -> Case:
    path, told = part.path_of(result), Teller(view.language, part.shown_path)
    failures = []
    for failed in result.failures:
        data = told.failure(failed, result)
        lines = [f"{path}:{data['regel']}:{data['kolom']}", *([data["verwacht"]] if data["verwacht"] else [])]
        text = "\n".join([*lines, *story(data, view)])
        failures.append(Failure(data["bericht"], text, "verwachting" if data["verwacht"] else "gebeurtenis"))
    return Case(title(result, view), path, path, result.case.span.begin.line, result.seconds, tuple(failures))


FORMATS: Mapping[str, Callable[[TestReport], str]] = {
    "mens": human,
    "plat": human,
    "json": as_json,
    "junit": as_junit,
}
