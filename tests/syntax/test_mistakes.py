"""Mistakes that people make, each with the only messages that may come of it.

A case is a title behind `==`, a source, `--`, and per message its code, its line and a part of what is said.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.source import Source
from regeltaal.syntax.parser import Parsed, parse

FOLDER = Path(__file__).parent / "mistakes"
ENGLISH = re.compile(r"\b(the|a|expected|unexpected|token|with|or|and|missing|here|should|there)\b")


@frozen
class Case:
    title: str
    source: str
    expected: tuple[tuple[str, int, str], ...]


def _cases() -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.txt")):
        for block in re.split(r"^== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            title, _, rest = block.partition("\n")
            source, _, expected = rest.partition("\n--\n")
            lines = [line.split(" ", 2) for line in expected.splitlines() if line]
            yield Case(f"{path.stem}: {title}", f"{source}\n", tuple((code, int(at), part) for code, at, part in lines))


CASES = list(_cases())


def _said(problem: Diagnostic) -> str:
    return f"{problem.message()} {problem.advice() or ''} {' '.join(fix.title.nl for fix in problem.fixes)}"


def _parsed(case: Case) -> Parsed:
    return parse(Source("fout.regel", case.source))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_each_mistake_gets_its_message_on_its_line_and_nothing_else(case: Case) -> None:
    problems = _parsed(case).problems
    assert [(found.code.id, found.span.begin.line) for found in problems] == [one[:2] for one in case.expected]
    for found, (_, _, part) in zip(problems, case.expected, strict=True):
        assert part in _said(found)


@pytest.mark.parametrize("case", [case for case in CASES if case.expected], ids=lambda case: case.title)
def test_messages_speak_dutch_and_name_no_token(case: Case) -> None:
    for found in _parsed(case).problems:
        bare = re.sub(r"`[^`]*`", "", _said(found))
        assert ENGLISH.findall(bare) == []
        assert re.findall(r"\b(?:[A-Z]+_KW|SEMICOLON|UPPER|STRAY|UNCLOSED\w*|END)\b", _said(found)) == []
        assert found.message("en") != found.message()


@pytest.mark.parametrize("case", [case for case in CASES if case.expected], ids=lambda case: case.title)
def test_a_fix_takes_its_problem_away(case: Case) -> None:
    """Applied to the source, it leaves fewer problems, and none that was not there."""
    problems = _parsed(case).problems
    for problem in problems:
        for fix in problem.fixes:
            mended = case.source
            for edit in sorted(fix.edits, key=lambda edit: -edit.span.start):
                mended = mended[: edit.span.start] + edit.replacement + mended[edit.span.end :]
            left = [found.code.id for found in parse(Source("goed.regel", mended)).problems]
            assert len(left) < len(problems), mended


def test_a_broken_declaration_keeps_its_name_and_the_others_stay_whole() -> None:
    source = 'REGEL "a"\nWANNEER\nDEFINITIE b = \nREGEL "c"\nWANNEER d\nDAN WIS e\n'
    items = parse(Source("x.regel", source)).file.items
    assert [type(item).__name__ for item in items] == ["Broken", "Broken", "Rule"]
    assert [(item.keyword, item.name) for item in items[:2]] == [("REGEL", "a"), ("DEFINITIE", "b")]  # type: ignore[union-attr]  # just seen to be Broken
