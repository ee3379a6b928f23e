"""Places as other programs want them: columns in UTF-16 units, what stands there, what declaration it stands in."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.digest import digest
from regeltaal.base.node import Node
from regeltaal.base.source import Position, Source, Span

_DECLARATION = re.compile(
    r"^[ \t]*((?:REGEL|TEST|DEFINITIE|LIJST|OBJECT|GEBEURTENIS|ACTIE|FUNCTIE|KEUZE|OPEN KEUZE)\b[^\n]*|\[[^\n]*\])",
    re.MULTILINE,
)
"""How a declaration starts, in rules, in a domain and in regeltaal.toml: at the left, by itself."""
_ENOUGH = 32
"""Characters of a fingerprint."""


class Region(Node):
    """From a place up to, not including, another; lines and columns from 1, columns in UTF-16 units."""

    line: int
    column: int
    end_line: int
    end_column: int


def region(span: Span) -> Region:
    begin, finish = span.begin, span.finish
    return Region(begin.line, _units(span.source, begin), finish.line, _units(span.source, finish))


def _units(source: Source, place: Position) -> int:
    """A column as editors and most programs count it: a character outside the basic plane is two."""
    before = source.original_line(place.line)[: place.column - 1]
    return len(before.encode("utf-16-le", "surrogatepass")) // 2 + 1


def fingerprints(problems: Iterable[Diagnostic]) -> list[str]:
    """What each problem is known by from one run to the next, wherever in its file it has moved to.

    It goes by the code, the declaration it stands in and what is underlined; of equals in a file the second ends in
    `:2`, and so on.
    """
    met = Counter[tuple[str, str]]()
    declarations: dict[Source, _Declarations] = {}
    found = []
    for problem in problems:
        source = problem.span.source
        if source not in declarations:
            declarations[source] = _Declarations(source)
        same = _fingerprint(problem, declarations[source].at(problem.span))
        met[problem.span.source.path, same] += 1
        found.append(f"{same}:{met[problem.span.source.path, same]}")
    return found


def _fingerprint(problem: Diagnostic, declaration: str) -> str:
    span = problem.span
    excerpt = span.text or (span.source.line(span.begin.line) if span.source.text else "")
    return digest((problem.code.id, declaration, " ".join(excerpt.split())))[:_ENOUGH]


class _Declarations:
    """The declarations of a file: where each starts, with its first line, which holds its name."""

    def __init__(self, source: Source) -> None:
        found = list(_DECLARATION.finditer(source.text))
        self._starts = [one.start(1) for one in found]
        self._names = ["", *(" ".join(one[1].split()) for one in found)]

    def at(self, span: Span) -> str:
        """The declaration that a place stands in; "" above the first."""
        return self._names[bisect_right(self._starts, span.start)]
