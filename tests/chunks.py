"""Golden files of many small rule texts: a chunk is parted from the next by a line `---`.

`#! RT305 bedoelde` says that the line has a finding RT305 whose message, hint or fix holds `bedoelde`.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from regeltaal.base.diagnostic import Diagnostic

_EXPECTED = re.compile(r"#!\s*(RT\d+)([^#\n]*)")
_PARTING = re.compile(r"(?m)^---\n")


@frozen
class Chunk:
    """One of the texts of a file, with the line that it starts at."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


def chunks(folder: Path) -> Iterator[Chunk]:
    for path in sorted(folder.glob("*.regel")):
        at = 1
        for text in _PARTING.split(path.read_text(encoding="utf-8")):
            yield Chunk(path.name, at, text)
            at += text.count("\n") + 1


def expected(text: str) -> Iterator[tuple[int, str, str]]:
    """The line, code and fragment of each finding that a text says it has."""
    for number, line in enumerate(text.split("\n"), start=1):
        for code, fragment in _EXPECTED.findall(line):
            yield number, code, fragment.strip()


def says(found: Diagnostic, fragment: str) -> bool:
    said = " ".join([found.message(), found.advice() or "", *(fix.title.show() for fix in found.fixes)])
    return fragment.casefold() in said.casefold()
