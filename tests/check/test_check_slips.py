"""Slips of an office clerk: one mistake a line, and it gives one error, whose first fix makes the line right.

A line is `wrong => code => right`: what the line reads after the first fix, or `? words` that message or advice hold
where only words can help. A file is about a domain, its lines are conditions or actions: its name says which.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import frozen

from regeltaal.base.diagnostic import Diagnostic, Edit
from regeltaal.check.checker import Checked

CheckRules = Callable[..., tuple[Checked, list[Diagnostic]]]
TRIGGERS = {"werkbonnen": "werkbon compleet gemeld", "boekhouding": "boeking aangemaakt"}
LAST = {"werkbonnen": "DAN ARCHIVEER werkbon", "boekhouding": "DAN KEUR boeking goed"}


@frozen
class Slip:
    place: str
    domain: str
    opening: str
    wrong: str
    code: str
    right: str

    def __str__(self) -> str:
        return f"{self.place} {self.wrong}"

    def text(self, line: str) -> str:
        head = f'DOMEIN {self.domain}\nREGEL "a"\nWANNEER {TRIGGERS[self.domain]}\n'
        last = "" if self.opening == "DAN" else f"\n{LAST[self.domain]}"
        return f"{head}{self.opening} {line}{last}\n"


def slips() -> Iterator[Slip]:
    for path in sorted((Path(__file__).parent / "slips").glob("*.txt")):
        domain, kind = path.stem.split()
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            if line and not line.startswith("#"):
                wrong, code, right = re.split(r"\s+=> ", line)
                opening = "EN" if kind == "voorwaarden" else "DAN"
                yield Slip(f"{path.stem}:{number}", domain, opening, wrong, code, right)


def _edited(text: str, edits: tuple[Edit, ...]) -> str:
    for edit in sorted(edits, key=lambda one: one.span.start, reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


@pytest.mark.parametrize("slip", list(slips()), ids=str)
def test_a_slip_gives_one_error_and_the_way_out(slip: Slip, check_rules: CheckRules) -> None:
    text = slip.text(slip.wrong)
    errors = [one for one in check_rules(text)[1] if one.is_error]
    assert [one.code.id for one in errors] == [slip.code], [one.message() for one in errors]
    (error,) = errors

    if slip.right.startswith("? "):
        said = f"{error.message()} {error.advice() or ''}"
        assert slip.right.removeprefix("? ") in said
        assert not error.fixes
        return
    mended = _edited(text, error.fixes[0].edits)
    assert mended == slip.text(slip.right)
    assert [one.message() for one in check_rules(mended)[1] if one.is_error] == []
