"""The golden files: many small rule texts, each expected problem as a `#!` comment on its line.

A chunk is parted from the next by a line `---`. `#! RT305 bedoelde` says that the line has a problem RT305 whose
message, hint or fix holds `bedoelde`. Whatever is found and not expected, or expected and not found, fails. Chunks
without a header get `DOMEIN werkbonnen`.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import frozen

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.check.checker import Checked

CheckRules = Callable[..., tuple[Checked, list[Diagnostic]]]
GOLDEN = Path(__file__).parent / "golden"
EXPECTED = re.compile(r"#!\s*(RT\d+)([^#\n]*)")


@frozen
class Chunk:
    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


def chunks() -> Iterator[Chunk]:
    for path in sorted(GOLDEN.glob("*.regel")):
        at = 1
        for text in re.split(r"(?m)^---\n", path.read_text(encoding="utf-8")):
            yield Chunk(path.name, at, text)
            at += text.count("\n") + 1


def _expected(text: str) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(text.split("\n"), start=1):
        for code, fragment in EXPECTED.findall(line):
            yield number, code, fragment.strip()


def _says(found: Diagnostic, fragment: str) -> bool:
    said = " ".join([found.message(), found.advice() or "", *(fix.title.show() for fix in found.fixes)])
    return fragment.casefold() in said.casefold()


@pytest.mark.parametrize("chunk", list(chunks()), ids=str)
def test_each_chunk_has_the_problems_that_it_says(chunk: Chunk, check_rules: CheckRules) -> None:
    text = chunk.text if re.search(r"(?m)^DOMEIN\b", chunk.text) else f"DOMEIN werkbonnen {chunk.text}"
    _, found = check_rules(text)
    expected = list(_expected(text))

    places = Counter((one.span.begin.line, one.code.id) for one in found)
    assert Counter((line, code) for line, code, _ in expected) == places, [
        (one.span.begin.line, one.code.id, one.message()) for one in found
    ]
    for line, code, fragment in expected:
        said = [one for one in found if one.span.begin.line == line and one.code.id == code]
        assert any(_says(one, fragment) for one in said), (fragment, [(one.message(), one.advice()) for one in said])
