"""The output formats of a check: to add one is to add a record here."""

from collections.abc import Callable, Mapping
from importlib import import_module

from regeltaal.base.node import Node, field
from regeltaal.base.text import Text
from regeltaal.report.diagnostics import Report, as_json, as_json_lines, human, plain


class Format(Node):
    """An output format: its name, what it is for, and how a report is written in it."""

    name: str
    doc: Text
    render: Callable[[Report], str] = field(shown=False)


def _from(module: str) -> Callable[[Report], str]:
    """The ``render`` of a module that is loaded when it is asked for: most runs want one format."""

    def render(report: Report) -> str:
        return str(import_module(f"regeltaal.report.{module}").render(report))

    return render


FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        Format(
            "mens", Text(nl="om te lezen, met de regels uit het bestand", en="to read, with lines of source"), human
        ),
        Format("plat", Text(nl="één regel per melding, niets getekend", en="one line each, nothing drawn"), plain),
        Format("json", Text(nl="één JSON-lijst", en="one JSON list"), as_json),
        Format("jsonl", Text(nl="één JSON-object per regel", en="one JSON object a line"), as_json_lines),
        Format("sarif", Text(nl="SARIF 2.1.0", en="SARIF 2.1.0"), _from("sarif")),
        Format("github", Text(nl="aantekeningen van GitHub", en="annotations of GitHub"), _from("github")),
        Format("gitlab", Text(nl="codekwaliteit van GitLab", en="code quality of GitLab"), _from("gitlab")),
        Format("junit", Text(nl="JUnit-XML", en="JUnit XML"), _from("findings_junit")),
    )
}
