"""First rules of somebody who knows no programming: the message alone leads to the right repair.

A case is a title behind `==`, the text as it was written, `--`, what is said (per error a line with its code and line,
its message and, behind `|`, its hint; the title of its first fix behind `=>`), `--`, and the text as it is right. Where
every error has a fix, carrying out the first one each time must give that very text.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import frozen

from regeltaal.base.diagnostic import Diagnostic, Fix
from regeltaal.check.checker import Checked

CheckRules = Callable[..., tuple[Checked, list[Diagnostic]]]
FOLDER = Path(__file__).parent / "beginners"
MOST_STEPS = 12


@frozen
class Case:
    title: str
    wrong: str
    said: str
    right: str


def _cases() -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.txt")):
        for block in re.split(r"^== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            title, _, rest = block.partition("\n")
            wrong, said, right = rest.split("\n--\n")
            yield Case(title, f"{wrong}\n", said, f"{right.rstrip()}\n")


CASES = list(_cases())
HEAD = "DOMEIN werkbonnen\n"


def _errors(text: str, check_rules: CheckRules) -> list[Diagnostic]:
    found = check_rules(f"{HEAD}{text}")[1]
    return sorted((one for one in found if one.is_error), key=lambda one: (one.span.start, one.span.end))


def said(found: list[Diagnostic]) -> str:
    lines = []
    for one in found:
        hint = f" | {one.advice()}" if one.advice() else ""
        fix = f" => {one.fixes[0].title.nl}" if one.fixes else ""
        lines.append(f"{one.code.id} {one.span.begin.line - 1}: {one.message()}{hint}{fix}")
    return "\n".join(lines)


def _edited(text: str, fix: Fix) -> str:
    for edit in sorted(fix.edits, key=lambda one: (one.span.start, one.span.end), reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


def followed(text: str, check_rules: CheckRules) -> str | None:
    """The text after the first fix of the first error, and so on; None where an error has none."""
    for _ in range(MOST_STEPS):
        errors = _errors(text, check_rules)
        if not errors:
            return text
        if not errors[0].fixes:
            return None
        text = _edited(f"{HEAD}{text}", errors[0].fixes[0]).removeprefix(HEAD)
    return None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_a_first_rule_gets_this_message(case: Case, check_rules: CheckRules) -> None:
    assert said(_errors(case.wrong, check_rules)) == case.said


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_following_the_message_gives_a_good_rule(case: Case, check_rules: CheckRules) -> None:
    assert said(_errors(case.right, check_rules)) == ""
    mended = followed(case.wrong, check_rules)
    assert mended is None or " ".join(mended.split()) == " ".join(case.right.split())


def test_there_are_many_of_them() -> None:
    assert len(CASES) >= 25
