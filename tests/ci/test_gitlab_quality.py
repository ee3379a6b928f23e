"""Code quality for GitLab, by the types that another wrote after the specification of Code Climate.

And by a reader of our own, which does what GitLab's does: it stops at the first finding that lacks something, and keeps
one of those with equal fingerprints.
"""

import json
import subprocess
from pathlib import Path
from typing import Any

from tests.ci.samples import awkward

from regeltaal.report.diagnostics import Report
from regeltaal.report.gitlab import render

SEVERITIES = {"blocker", "critical", "major", "minor", "info"}


def accepted(text: str) -> list[Any]:
    """What a merge request would show."""
    shown: dict[str, Any] = {}
    for one in json.loads(text):
        if not _is_valid(one):
            break
        shown[one["fingerprint"]] = one
    return list(shown.values())


def _is_valid(one: Any) -> bool:
    texts = [one.get(name) for name in ("description", "fingerprint", "severity")]
    location = one.get("location", {})
    line = location.get("lines", {}).get("begin")
    path = location.get("path")
    return (
        all(isinstance(text, str) and text for text in texts)
        and isinstance(path, str)
        and type(line) is int
        and line > 0
    )


def test_every_finding_is_shown() -> None:
    report = awkward()
    shown = accepted(render(report))
    assert len(report.problems) == len(shown)
    assert {one["severity"] for one in shown} <= SEVERITIES
    assert [one["severity"] for one in shown] == ["critical"] * 3 + ["minor"] + ["info"] * 3


def test_the_fields_are_those_of_the_finding() -> None:
    first = accepted(render(awkward()))[0]
    assert first["check_name"] == "RT201"
    assert first["location"] == {"path": "mijn regels/50%,: é😀.regel", "lines": {"begin": 3, "end": 3}}
    assert first["description"] == (
        "RT201: `werkstats ::error::%0A` is geen veld, van 100%: [zie](hier) (hint: bedoelde u `x`?)"
    )


def test_a_fingerprint_says_nothing_of_the_line_or_the_language() -> None:
    def prints(report: Report) -> list[str]:
        return [one["fingerprint"] for one in accepted(render(report))]

    assert prints(awkward()) == prints(awkward("en"))
    assert len(set(prints(awkward()))) == len(awkward().problems)


def test_nothing_found_is_an_empty_list() -> None:
    assert json.loads(render(Report((), 1, 1))) == []


def test_it_is_what_code_climate_specifies(node: Path, tmp_path: Path) -> None:
    assert "" == _compiled(node, tmp_path, render(awkward()))


def test_the_compiler_sees_a_severity_that_does_not_exist(node: Path, tmp_path: Path) -> None:
    assert "catastrophic" in _compiled(node, tmp_path, render(awkward()).replace('"critical"', '"catastrophic"'))


def _compiled(node: Path, folder: Path, report: str) -> str:
    """What the TypeScript compiler has against a report, taken for a list of issues."""
    file = folder / "report.ts"
    file.write_text(f"import type {{ Issue }} from 'codeclimate-types'\nexport const report: Issue[] = {report}")
    (folder / "node_modules").symlink_to(node)
    compiler = node / "typescript" / "bin" / "tsc"
    options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022"]
    done = subprocess.run(["node", compiler, *options, file.name], cwd=folder, capture_output=True, check=False)  # noqa: S607 - beside npm
    return done.stdout.decode()
