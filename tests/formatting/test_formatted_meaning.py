"""Formatted rules decide as the rules that they were made from."""

import shutil
from pathlib import Path

import pytest
from tests.language.test_language import CASES, RULES, SHARED, rules_of

from regeltaal.base.source import Source
from regeltaal.formatting.format import formatted
from regeltaal.loading import load
from regeltaal.runtime.result import EventResult
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.syntax.parser import parse


def _decided(found: EventResult) -> list[object]:
    """What the rules made of an event, apart from places in the text."""
    return [
        (str(rule.id), rule.truth, rule.branch, [(one.action, one.status, one.parameters) for one in rule.actions])
        for rule in found.rules
    ]


def _formatted_rules(path: Path, folder: Path) -> RuleSet:
    for one in path.parent.iterdir():
        if one.is_dir():
            shutil.copytree(one, folder / one.name)
        elif one.name in (path.name, SHARED):
            text = formatted(parse(Source(one.name, one.read_text(encoding="utf-8")))).text
            (folder / one.name).write_text(text, encoding="utf-8")
        elif one.suffix != ".regel":
            shutil.copy(one, folder / one.name)
    return load(folder)


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_formatted_rules_decide_the_same(path: Path, tmp_path: Path) -> None:
    before, after = rules_of(path), _formatted_rules(path, tmp_path)
    for case in (one for one in CASES if one.rules == path):
        assert _decided(before.decide(case.event)) == _decided(after.decide(case.event))
