"""Diagnostics as workflow commands of GitHub: each becomes an annotation beside the line in a pull request."""

from collections.abc import Mapping

from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.text import Text
from regeltaal.report.diagnostics import Report
from regeltaal.report.style import one_line

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}
_HINT = Text(nl="Hint", en="Hint")


def render(report: Report) -> str:
    return "".join(f"{_command(problem, report)}\n" for problem in report.problems)


def _command(problem: Diagnostic, report: Report) -> str:
    properties = {
        "title": f"{problem.code.id}: {problem.code.title.show(report.language)}",
        "file": report.prefix(problem.span.source),
        **_place(problem),
    }
    named = ",".join(f"{name}={_escaped_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[problem.severity]} {named}::{_escaped(_message(problem, report))}"


def _place(problem: Diagnostic) -> Mapping[str, str]:
    """Columns only within a line: with a range of lines the service refuses them."""
    begin, finish = problem.span.begin, problem.span.finish
    lines = {"line": str(begin.line), "endLine": str(finish.line)}
    if begin.line != finish.line:
        return lines
    return lines | {"col": str(begin.column), "endColumn": str(finish.column)}


def _message(problem: Diagnostic, report: Report) -> str:
    advice = problem.advice(report.language)
    message = one_line(problem.message(report.language))
    return f"{message}\n{_HINT.show(report.language)}: {one_line(advice)}" if advice else message


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
