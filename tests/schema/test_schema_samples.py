"""Every code of a domain: its samples do what they say, and its messages are kept word for word in messages.txt."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from regeltaal.base.codes import all_codes
from regeltaal.base.diagnostic import Code
from regeltaal.base.source import Source
from regeltaal.schema.loader import load

MESSAGES = Path(__file__).parent / "messages.txt"
CODES = [code for code in all_codes() if "RT900" <= code.id <= "RT939"]


def _id(code: Code) -> str:
    return code.id


@pytest.mark.parametrize("code", CODES, ids=_id)
def test_the_wrong_sample_gives_only_this_code(code: Code) -> None:
    loaded = load(Source("fout.domein", code.wrong.text))
    assert {problem.code.id for problem in loaded.problems} == {code.id}


@pytest.mark.parametrize("code", CODES, ids=_id)
def test_the_right_sample_gives_nothing(code: Code) -> None:
    assert load(Source("goed.domein", code.right.text)).problems == ()


def _lines() -> Iterator[str]:
    for code in CODES:
        for problem in load(Source("fout.domein", code.wrong.text)).problems:
            place = problem.span.begin
            yield f"{code.id} {place.line}:{place.column} {problem.message()}"
            yield f"      {problem.advice() or '-'}"
            yield f"      {problem.message('en')}"
            yield f"      {problem.advice('en') or '-'}"


def test_the_messages_are_as_they_were_agreed(golden_file: Callable[[Path, str], None]) -> None:
    golden_file(MESSAGES, "\n".join(_lines()) + "\n")
