"""Exceptions to lint rules, as a comment that says why: `# regeltaal: uit RT612 omdat de koppeling volgt`.

In a declaration, or above one, it counts for that declaration, wherever on its lines it stands: so formatting can't
change what it counts for. With the header of the file it counts for the whole file. One that hides nothing is itself
reported.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from regeltaal.base import codes
from regeltaal.base.diagnostic import Code, Diagnostic, Severity
from regeltaal.base.node import Node
from regeltaal.base.patterns import lazily
from regeltaal.base.source import Source, Span
from regeltaal.lint.problems import exemptions as problems
from regeltaal.syntax import tree

_ADDRESSED = lazily(r"#+\s*regeltaal\s*:\s*(?P<rest>.*)", re.IGNORECASE)
_WRITTEN = lazily(r"uit\s+(?P<codes>[\w\s,;-]+?)(?:\s+omdat\b\s*(?P<reason>.*))?$", re.IGNORECASE)
_CODE = lazily(r"[\w-]+")


Marked = tuple[str, int]
"""A comment that is an exemption, or was meant to be one, with where it starts."""
Stretch = tuple[int, int]
"""From where up to where a declaration stands."""


class Exemption(Node):
    """A code that is not reported from ``start`` up to ``end``; ``comment`` is where that stands. All are offsets."""

    code: str
    start: int
    end: int
    comment: tuple[int, int]


class Read(Node):
    """The exemptions of a file, and what is wrong with how they were written."""

    exemptions: tuple[Exemption, ...]
    problems: tuple[Diagnostic, ...]


def read(file: tree.RuleFile) -> Read:
    return read_marked(file.source, marked(file), [(item.span.start, item.span.end) for item in file.items])


def marked(file: tree.RuleFile) -> Sequence[Marked]:
    """The comments of a file, or of a part of one, that matter here."""
    return [(one.text, one.span.start) for one in file.comments if _ADDRESSED.match(one.text) is not None]


def read_marked(source: Source, comments: Iterable[Marked], declared: Sequence[Stretch]) -> Read:
    """The same for who knows where the marked comments and the declarations of a file stand."""
    read = _Reader(source, declared)
    for text, start in comments:
        read.comment(text, start)
    return Read(tuple(read.exemptions), tuple(read.problems))


class _Reader:
    """Reads the exemptions of one file."""

    def __init__(self, source: Source, declared: Sequence[Stretch]) -> None:
        self._source, self._declared = source, declared
        self._starts = [start for start, _ in declared]
        self.exemptions: list[Exemption] = []
        self.problems: list[Diagnostic] = []

    def comment(self, text: str, start: int) -> None:
        whole, addressed = self._span(start, start + len(text)), _ADDRESSED.fullmatch(text)
        written = None if addressed is None else _WRITTEN.fullmatch(addressed["rest"].strip())
        if written is None:
            self.problems.append(problems.not_understood(whole))
        elif not (written["reason"] or "").strip():
            self.problems.append(problems.without_reason(whole, written["codes"].strip()))
        else:
            covered = self._covered(start, start + len(text))
            listed = start + text.lower().index(written["codes"].lower())
            for one in _CODE.finditer(written["codes"]):
                self._code(one[0], self._span(listed + one.start(), listed + one.end()), covered)

    def _code(self, name: str, place: Span, covered: Stretch) -> None:
        code = codes.find(name)
        if code is None:
            self.problems.append(problems.unknown_code(place, name, _names()))
        elif code.severity is Severity.ERROR:
            self.problems.append(problems.an_error(place, code.id))
        else:
            self.exemptions.append(Exemption(code.id, *covered, (place.start, place.end)))

    def _covered(self, start: int, end: int) -> Stretch:
        """What a comment is about: the declaration that it stands in or behind, else the next; or the whole file."""
        text = self._source.text
        before = text[text.rfind("\n", 0, start) + 1 : start].rstrip()
        number = bisect_right(self._starts, start)
        around = self._around(number, start - 1 if before else start)
        if around is not None:
            return around
        behind = self._declared[number] if number < len(self._declared) else None
        if before or behind is None or (number == 0 and _is_apart(text[end : behind[0]])):
            return 0, len(text)
        return behind

    def _around(self, number: int, at: int) -> Stretch | None:
        """Of so many declarations the first with this place on its lines."""
        around: Stretch | None = None
        for one in (self._declared[place] for place in range(number - 1, -1, -1)):
            if at >= self._line_end(one[1]):
                break
            around = one
        return around

    def _line_end(self, end: int) -> int:
        """The end of the last line of a declaration."""
        found = self._source.text.find("\n", end)
        return len(self._source.text) if found < 0 else found

    def _span(self, start: int, end: int) -> Span:
        return Span(self._source, start, end)


def _names() -> list[str]:
    return [name for code in codes.all_codes() if code.severity is not Severity.ERROR for name in _called(code)]


def _called(code: Code) -> Iterator[str]:
    yield code.id
    if code.name is not None:
        yield code.name


def _is_apart(between: str) -> bool:
    """Whether an empty line, or the header, stands between a comment and the first declaration."""
    lines = between.split("\n")[1:-1]
    return any(not line.strip().startswith("#") for line in lines)


def _start(span: Span) -> int:
    return span.start


def heed(
    found: Iterable[Diagnostic],
    exemptions: Sequence[tuple[Source, Sequence[Exemption]]],
    *,
    tell_unused: bool,
    at: Callable[[Span], int] = _start,
) -> Iterator[Diagnostic]:
    """What was found, save what is exempted; then the exemptions that hid nothing.

    ``at`` tells where in its file a span starts, for who has spans of parts of files.
    """
    by_path = {source.path: (source, own) for source, own in exemptions if own}
    used: set[tuple[str, Exemption]] = set()
    for one in found:
        hiding = [] if one.code.severity is Severity.ERROR else _hiding(one, by_path.get(one.span.source.path), at)
        used |= {(one.span.source.path, exemption) for exemption in hiding}
        if not hiding:
            yield one
    if tell_unused:
        for path, (source, own) in by_path.items():
            for exemption in own:
                if (path, exemption) not in used:
                    yield problems.unused(Span(source, *exemption.comment), exemption.code)


def _hiding(
    one: Diagnostic, own: tuple[Source, Sequence[Exemption]] | None, at: Callable[[Span], int]
) -> list[Exemption]:
    about = [] if own is None else [exemption for exemption in own[1] if exemption.code == one.code.id]
    return [exemption for exemption in about if exemption.start <= at(one.span) < exemption.end]
