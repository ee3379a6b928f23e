"""Formats a file: each declaration in the one form, with every comment where it was, and the same meaning.

A declaration with a mistake stays as it is. What comes out is read again, and refused when it says anything else.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.node import Node
from regeltaal.base.source import Source, Span, at_start
from regeltaal.base.text import Text
from regeltaal.formatting import problems
from regeltaal.formatting.declarations import Part, Stretch, file
from regeltaal.formatting.layout import WIDTH, laid_out
from regeltaal.formatting.places import keywords_of
from regeltaal.formatting.sameness import is_header, is_same_file
from regeltaal.syntax import grammar, tree
from regeltaal.syntax.lexer import lexer_for
from regeltaal.syntax.parser import Parsed, parse

_MOST_ROUNDS = 5
"""A comment in the middle of a line may settle only once the lines around it are as they will be."""
_BYTE_ORDER_MARK = "\ufeff"


class Formatted(Node):
    """The text of a file as it should be; ``problems`` tells what was left as it was, and why."""

    text: str
    problems: tuple[Diagnostic, ...]


def formatted(parsed: Parsed) -> Formatted:
    """A file in the one form; its line ends and its byte order mark stay what they were."""
    text = _settled(parsed)
    if text is None:
        return Formatted(parsed.file.source.original, (problems.refused(at_start(parsed.file.source)),))
    return Formatted(text, tuple(_told(_regions(parsed))))


def _settled(parsed: Parsed) -> str | None:
    """What formatting does not change any more; None when it would say something else."""
    text = _printed(parsed)
    if text == parsed.file.source.text:
        return text
    for _ in range(_MOST_ROUNDS):
        again = parse(Source(parsed.file.source.path, text))
        if not is_same_file(parsed, again):
            return None
        before, text = text, _printed(again)
        if text == before:
            return text
    return None


def _printed(parsed: Parsed) -> str:
    source = parsed.file.source
    regions = list(_regions(parsed))
    stretches = [region for region in regions if region.error is not None]
    header = parsed.file.header if regions[0].error is None else tree.Header(None, None, None, at_start(source))
    parts: list[Part] = [part for region in regions if (part := region.part) is not None]
    comments = [one for one in parsed.file.comments if not any(stretch.holds(one) for stretch in stretches)]
    printed = laid_out(file(header, parts, keywords_of(source)), WIDTH, source.text, comments)
    return _as_in(source, printed)


def _as_in(source: Source, printed: str) -> str:
    """The text with the line ends and the byte order mark of the file."""
    line_ends = source.text.count("\n")
    if 2 * source.text.count("\r\n") > line_ends:
        printed = printed.replace("\r\n", "\n").replace("\n", "\r\n")
    return _BYTE_ORDER_MARK + printed if source.text.startswith(_BYTE_ORDER_MARK) else printed


# ---------------------------------------------------------------- what is left alone


class _Region(Node):
    """The header, whose ``item`` is None, or a declaration; ``end`` is behind its last token."""

    source: Source
    item: tree.Item | None
    start: int
    end: int
    error: Diagnostic | None
    """Why it stays as it is."""

    @property
    def part(self) -> Part | None:
        """What is printed for it; nothing for a header that is well-formed."""
        if self.error is None:
            return self.item
        text = self.source.text
        line = text.rfind("\n", 0, self.start) + 1
        start = self.start if text[line : self.start].strip() else line
        return Stretch(text[start : self.end].rstrip().replace("\r\n", "\n"), Span(self.source, self.start, self.end))

    def holds(self, comment: tree.Comment) -> bool:
        return self.start <= comment.span.start < self.end


def _regions(parsed: Parsed) -> Iterator[_Region]:
    """The header and the declarations, in order; together they hold every token."""
    source = parsed.file.source
    items = [item for item in parsed.file.items if not is_header(item)]
    tokens = [(token.start, token.end) for token in lexer_for(grammar.load()).scan(source.text, lambda *_: None)]
    starts = [start for start, _ in tokens]
    errors = sorted((one for one in parsed.problems if one.is_error), key=_start)
    begins = [0, *(item.span.start for item in items)]
    ends = [*begins[1:], len(source.text) + 1]
    for item, begin, end in zip([None, *items], begins, ends, strict=True):
        own = tokens[bisect_left(starts, begin) : bisect_left(starts, end)] or [(begin, begin)]
        told = errors[bisect_left(errors, begin, key=_start) : bisect_left(errors, end, key=_start)]
        yield _Region(source, item, own[0][0], own[-1][1], told[0] if told else None)


def _start(problem: Diagnostic) -> int:
    return problem.span.start


def _told(regions: Iterable[_Region]) -> Iterator[Diagnostic]:
    for region in regions:
        if region.error is not None:
            opening = " ".join(region.source.text[region.start : region.end].partition("\n")[0].split())
            cause = Text(nl=region.error.message("nl"), en=region.error.message("en"))
            yield problems.left_alone(region.error.span, f"`{opening}`", cause)
