"""Exceptions to lint rules, as a comment that says why: `# regeltaal: uit RT612 omdat de koppeling volgt`.

In a declaration, or above one, it counts for that declaration, wherever on its lines it stands: so formatting can't
change what it counts for. With the header of the file it counts for the whole file. One that hides nothing is itself
reported.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

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
    exemptions: list[Exemption] = []
    found: list[Diagnostic] = []
    for comment in file.comments:
        addressed = _ADDRESSED.fullmatch(comment.text)
        if addressed is not None:
            _read_comment(comment, addressed["rest"], file, exemptions, found)
    return Read(tuple(exemptions), tuple(found))


def _read_comment(
    comment: tree.Comment, text: str, file: tree.RuleFile, exemptions: list[Exemption], found: list[Diagnostic]
) -> None:
    written = _WRITTEN.fullmatch(text.strip())
    if written is None:
        found.append(problems.not_understood(comment.span))
        return
    if not (written["reason"] or "").strip():
        found.append(problems.without_reason(comment.span, written["codes"].strip()))
        return
    start, end = _covered(comment.span, file)
    offset = comment.text.lower().index(written["codes"].lower())
    for one in _CODE.finditer(written["codes"]):
        place = Span(
            comment.span.source, comment.span.start + offset + one.start(), comment.span.start + offset + one.end()
        )
        code = codes.find(one[0])
        if code is None:
            found.append(problems.unknown_code(place, one[0], _names()))
        elif code.severity is Severity.ERROR:
            found.append(problems.an_error(place, code.id))
        else:
            exemptions.append(Exemption(code.id, start, end, (place.start, place.end)))


def _names() -> list[str]:
    return [name for code in codes.all_codes() if code.severity is not Severity.ERROR for name in _called(code)]


def _called(code: Code) -> Iterator[str]:
    yield code.id
    if code.name is not None:
        yield code.name


def _covered(comment: Span, file: tree.RuleFile) -> tuple[int, int]:
    """What a comment is about: the declaration that it stands in or behind, else the next; or the whole file."""
    text = file.source.text
    before = text[text.rfind("\n", 0, comment.start) + 1 : comment.start].rstrip()
    at = comment.start - 1 if before else comment.start
    spans = [item.span for item in file.items]
    around = next((one for one in spans if one.start <= at < _line_end(one)), None)
    if around is not None:
        return around.start, around.end
    behind = next((one for one in spans if one.start > comment.start), None)
    first = spans[0].start if spans else len(text)
    if before or behind is None or (comment.start < first and _is_apart(text[comment.end : behind.start])):
        return 0, len(text)
    return behind.start, behind.end


def _line_end(span: Span) -> int:
    """The end of the last line of a declaration."""
    end = span.source.text.find("\n", span.end)
    return len(span.source.text) if end < 0 else end


def _is_apart(between: str) -> bool:
    """Whether an empty line, or the header, stands between a comment and the first declaration."""
    lines = between.split("\n")[1:-1]
    return any(not line.strip().startswith("#") for line in lines)


def heed(
    found: Iterable[Diagnostic], exemptions: Sequence[tuple[Source, Sequence[Exemption]]], *, tell_unused: bool
) -> Iterator[Diagnostic]:
    """What was found, save what is exempted; then the exemptions that hid nothing."""
    by_path = {source.path: (source, own) for source, own in exemptions if own}
    used: set[tuple[str, Exemption]] = set()
    for one in found:
        hiding = [] if one.code.severity is Severity.ERROR else _hiding(one, by_path.get(one.span.source.path))
        used |= {(one.span.source.path, exemption) for exemption in hiding}
        if not hiding:
            yield one
    if tell_unused:
        for path, (source, own) in by_path.items():
            for exemption in own:
                if (path, exemption) not in used:
                    yield problems.unused(Span(source, *exemption.comment), exemption.code)


def _hiding(one: Diagnostic, own: tuple[Source, Sequence[Exemption]] | None) -> list[Exemption]:
    exemptions = own[1] if own is not None else ()
    return [
        exemption
        for exemption in exemptions
        if exemption.code == one.code.id and exemption.start <= one.span.start < exemption.end
    ]
