"""Diagnostics as a code quality report of GitLab, which a merge request shows.

GitLab reads five fields; the others belong to the form that it took over, that of Code Climate. Of findings with equal
fingerprints it shows one, and it shows no name of a check, so the code stands in the description.
"""

import json
from collections.abc import Mapping

from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.digest import digest
from regeltaal.base.text import Text
from regeltaal.report.diagnostics import Report
from regeltaal.report.locations import fingerprints
from regeltaal.report.style import one_line

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.HINT: "info"}
_CATEGORIES = {Severity.ERROR: "Bug Risk", Severity.WARNING: "Clarity", Severity.HINT: "Style"}
_HINT = Text(nl="hint", en="hint")


def render(report: Report) -> str:
    known = zip(report.problems, fingerprints(report.problems), strict=True)
    found = [_issue(problem, same, report) for problem, same in known]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _issue(problem: Diagnostic, same: str, report: Report) -> Mapping[str, object]:
    path = report.prefix(problem.span.source)
    return {
        "type": "issue",
        "check_name": problem.code.id,
        "description": _description(problem, report),
        "content": {"body": problem.code.why.show(report.language)},
        "categories": [_CATEGORIES[problem.severity]],
        "severity": _SEVERITIES[problem.severity],
        "fingerprint": digest((path, same)),
        "location": {
            "path": path,
            "lines": {"begin": problem.span.begin.line, "end": problem.span.finish.line},
        },
    }


def _description(problem: Diagnostic, report: Report) -> str:
    advice = problem.advice(report.language)
    message = f"{problem.code.id}: {one_line(problem.message(report.language))}"
    return f"{message} ({_HINT.show(report.language)}: {one_line(advice)})" if advice else message
