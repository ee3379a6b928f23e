"""Fixes: carrying one out takes the problem away, for every sample of a code that has fixes."""

import re
from collections.abc import Callable

import pytest

from regeltaal.base.codes import all_codes
from regeltaal.base.diagnostic import Code, Diagnostic, Edit, SampleKind
from regeltaal.check.checker import Checked

CheckRules = Callable[..., tuple[Checked, list[Diagnostic]]]
OURS = re.compile(r"RT(15\d|[234568]\d\d)")
ONLY_PART_OF_THE_WAY = {"RT213": "the object that a fix names may be another than was meant"}


def _codes() -> list[Code]:
    return [code for code in all_codes() if OURS.fullmatch(code.id) and code.wrong.kind is SampleKind.RULES]


def _text(code: Code) -> str:
    text = code.wrong.text
    return text if text.startswith("DOMEIN") else f"DOMEIN {code.wrong.domain}\n{text}"


def _edited(text: str, edits: tuple[Edit, ...]) -> str:
    for edit in sorted(edits, key=lambda one: one.span.start, reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


@pytest.mark.parametrize("code", _codes(), ids=lambda code: code.id)
def test_each_fix_takes_its_problem_away(code: Code, check_rules: CheckRules) -> None:
    text = _text(code)
    _, found = check_rules(text)

    for one in (one for one in found if one.code.id == code.id and code.id not in ONLY_PART_OF_THE_WAY):
        for fix in one.fixes[:2]:
            _, left = check_rules(_edited(text, fix.edits))
            assert (code.id, one.span.start) not in {(other.code.id, other.span.start) for other in left}, fix
