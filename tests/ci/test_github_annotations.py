"""Annotations of GitHub: written as GitHub's own toolkit writes them, and read back by the rules of its runner."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.ci.samples import awkward

from regeltaal.report.diagnostics import Report
from regeltaal.report.github import render

TOOLKIT = """
import * as core from "@actions/core";
const say = {error: core.error, warning: core.warning, notice: core.notice};
for (const one of JSON.parse(process.argv[1])) say[one.command](one.message, one.properties);
"""
"""The toolkit, which knows its own names for the properties and prints to standard output."""
NAMES = {
    "title": "title",
    "file": "file",
    "line": "startLine",
    "endLine": "endLine",
    "col": "startColumn",
    "endColumn": "endColumn",
}


def read(line: str) -> tuple[str, dict[str, str], str]:
    """A command by the rules of the runner: trimmed, up to the second `::`, properties by commas, then unescaped."""
    assert line.startswith("::")
    head, _, data = line[2:].partition("::")
    command, _, listed = head.partition(" ")
    pairs = [one.partition("=") for one in listed.strip().split(",") if one]
    return command, {name: unescaped(value, ":,") for name, _, value in pairs}, unescaped(data)


def unescaped(text: str, special: str = "") -> str:
    for sign in ("\r", "\n", *special, "%"):
        text = text.replace(f"%{ord(sign):02X}", sign)
    return text


def commands(report: Report) -> list[tuple[str, dict[str, str], str]]:
    return [read(line) for line in render(report).splitlines()]


def test_what_was_said_is_read_back() -> None:
    report = awkward()
    found = commands(report)
    assert len(found) == len(report.problems)
    command, properties, message = found[0]
    assert command == "error"
    assert properties["file"] == "mijn regels/50%,: é😀.regel"
    assert properties["title"] == "RT201: Onbekende naam: 50%, [zie](hier)"
    assert message == "`werkstats ::error::%0A` is geen veld, van 100%: [zie](hier)\nHint: bedoelde u `x`?"


def test_a_command_is_one_line() -> None:
    report = awkward()
    assert len(render(report).split("\n")) == len(report.problems) + 1


def test_the_severity_is_that_of_the_project() -> None:
    assert [one[0] for one in commands(awkward())] == ["error"] * 3 + ["warning"] + ["notice"] * 3


def test_a_range_of_lines_has_no_columns() -> None:
    places = [{name for name in one[1] if name not in {"title", "file"}} for one in commands(awkward())]
    assert places[3] == {"line", "endLine"}
    assert places[0] == {"line", "endLine", "col", "endColumn"}


def test_the_place_is_that_of_the_finding() -> None:
    _, properties, _ = commands(awkward())[0]
    assert [properties[name] for name in ("line", "endLine", "col", "endColumn")] == ["3", "3", "4", "13"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_githubs_own_toolkit_writes_the_same(node: Path, language: Any) -> None:
    report = awkward(language)
    asked = [
        {"command": command, "message": message, "properties": {NAMES[one]: value for one, value in properties.items()}}
        for command, properties, message in commands(report)
    ]
    done = subprocess.run(
        ["node", "--input-type=module", "-e", TOOLKIT, json.dumps(asked)],  # noqa: S607 - beside npm
        cwd=node.parent,
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode() == render(report)
