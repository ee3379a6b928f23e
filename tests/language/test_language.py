"""The language by example: each rule file checks without an error, and makes of its events what stands beside it.

A line of `<name>.jsonl` is an event with what must come of it: `uitkomst` (the verdict by rule; `*` is for all others),
`acties` (what is done, in order, with its status) and `parameters` (some of the first such action).
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from attrs import frozen

from regeltaal.loading import rule_set
from regeltaal.pipeline import analyse
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.result import EventResult, EventStatus
from regeltaal.runtime.ruleset import RuleSet

FOLDER = Path(__file__).parent
SHARED = "lijsten.regel"
RULES = sorted(path for path in FOLDER.glob("*/*.regel") if path.name != SHARED)
USUAL = {"moment": "2027-03-12T10:00:00+01:00", "administratie": "Jansen BV"}
EXPECTED = ("geval", "uitkomst", "acties", "parameters")


@frozen
class Case:
    """An event of a rule file, with what must come of it."""

    rules: Path
    event: Mapping[str, Any]
    expected: Mapping[str, Any]


def _cases() -> Iterator[Case]:
    for path in RULES:
        for number, line in enumerate(path.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines(), start=1):
            data = json.loads(line, parse_float=Decimal)
            expected = {name: data.pop(name) for name in EXPECTED if name in data}
            event = {"id": f"{path.stem}-{number}", **USUAL, **data}
            yield Case(path, event, expected)


CASES = list(_cases())


@cache
def rules_of(path: Path) -> RuleSet:
    """The rules of one file, in the project of its folder with the lists that may be used."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for one in path.parent.iterdir():
            if one.suffix != ".regel" or one.name in (path.name, SHARED):
                (shutil.copytree if one.is_dir() else shutil.copy)(one, folder / one.name)
        analysis = analyse(folder)
        assert [(one.code.id, one.span.begin.line, one.message()) for one in analysis.problems if one.is_error] == []
        return rule_set(analysis)


def _compare(result: EventResult, expected: Mapping[str, Any]) -> None:
    assert result.status is EventStatus.PROCESSED, (result.reason, result.field)
    if "uitkomst" in expected:
        wanted = dict(expected["uitkomst"])
        others = wanted.pop("*", None)
        verdicts = {str(rule.id): (rule.truth.value, rule.reason and rule.reason.nl) for rule in result.rules}
        wrong = {name: found for name, found in verdicts.items() if found[0] != wanted.get(name, others)}
        assert wrong == {}
        assert wanted.keys() <= verdicts.keys()
    actions = [action for rule in result.rules for action in rule.actions]
    if "acties" in expected:
        assert [f"{action.action} {action.status.value}" for action in actions] == expected["acties"]
    for name, parameters in expected.get("parameters", {}).items():
        found = next(action.parameters for action in actions if action.action == name)
        assert {key: found.get(key) for key in parameters} == parameters


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_a_rule_file_checks_without_an_error(path: Path) -> None:
    assert rules_of(path).program.rules


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.event["id"])
def test_the_rules_decide_what_stands_beside_them(case: Case) -> None:
    _compare(rules_of(case.rules).decide(case.event), case.expected)


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_the_engine_makes_the_same_of_each_event(path: Path) -> None:
    with Engine(rules_of(path), outside=False) as engine:
        for case in (one for one in CASES if one.rules == path):
            _compare(engine.process(case.event), case.expected)
