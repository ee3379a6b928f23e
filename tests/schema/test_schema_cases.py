"""Small domains with the expected codes as comments on the faulty lines; cases/namen.domein tells how they look."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from regeltaal.base.source import Source
from regeltaal.schema.loader import load

FOLDER = Path(__file__).parent / "cases"
EXPECTED = re.compile(r"# (RT\d+(?: RT\d+)*)$")


def _cases() -> Iterator[object]:
    for path in sorted(FOLDER.glob("*.domein")):
        for number, text in enumerate(re.split(r"(?m)^----\n", path.read_text(encoding="utf-8"))):
            yield pytest.param(text, id=f"{path.stem}-{number}")


def _expected(text: str) -> Counter[tuple[int, str]]:
    found: Counter[tuple[int, str]] = Counter()
    for number, line in enumerate(text.splitlines(), start=1):
        match = EXPECTED.search(line)
        found.update((number, code) for code in (match[1].split() if match else ()))
    return found


@pytest.mark.parametrize("text", list(_cases()))
def test_each_faulty_line_gives_its_codes_and_no_other_line_gives_any(text: str) -> None:
    loaded = load(Source("geval.domein", text))
    actual = Counter((problem.span.begin.line, problem.code.id) for problem in loaded.problems)
    shown = "\n".join(f"{one.span.begin.line}: {one.code.id} {one.message()}" for one in loaded.problems)
    assert actual == _expected(text), shown
    assert (loaded.schema is None) == any(problem.is_error for problem in loaded.problems)
