"""What can be folded away: declarations and their sections, tables, long texts, groups in parentheses, comments."""

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import pairwise
from weakref import WeakKeyDictionary

from regeltaal.assist.lexed import Lexed, lexed, lexed_domain
from regeltaal.base.node import Node, evolve
from regeltaal.base.patterns import lazily
from regeltaal.base.source import Source, Span
from regeltaal.schema import declarations as written
from regeltaal.schema.parser import parse as parse_domain
from regeltaal.syntax import tree
from regeltaal.syntax.islands import RULE_OPENERS
from regeltaal.syntax.lexer import Token
from regeltaal.syntax.walk import nodes
from regeltaal.workspace.part import Part
from regeltaal.workspace.sheet import Sheet


class FoldKind(Enum):
    """What is folded, as far as editors tell that apart."""

    COMMENT = "comment"
    IMPORTS = "imports"
    REGION = "region"


class Fold(Node):
    """Whole lines of a text, from 0; the first stays in sight."""

    first: int
    last: int
    kind: FoldKind | None = None


_Block = tree.PerRow | tree.GivenRows | tree.ForEach
_SECTIONS = frozenset({"WANNEER_KW", "DAN_KW", "ANDERS_KW", "VOORBEELDEN_KW"})
_OPENERS = frozenset(RULE_OPENERS)
_HEADING = lazily(r"#+[^\S\n]*[-=*_─━]{3,}.*")
"""A comment that draws a line: what follows belongs together, up to the next."""
_FEWEST = 3
"""The lines of a field or parameter of a domain that are worth folding away."""


class _Lines(Node):
    """What of a part matters for folding, in lines from where it starts."""

    folds: tuple[Fold, ...]
    headings: tuple[int, ...]
    uses: tuple[int, ...]


_OF_PARTS: "WeakKeyDictionary[Part, _Lines]" = WeakKeyDictionary()
_OF_DOMAINS: "WeakKeyDictionary[Source, tuple[Fold, ...]]" = WeakKeyDictionary()


def folds(sheet: Sheet) -> tuple[Fold, ...]:
    """Those of a rule file."""
    uses: list[int] = []
    headings: list[int] = []
    found: list[Fold] = []
    for part, line in zip(sheet.parts, sheet.first_lines, strict=True):
        own = look_into(part)
        found += [Fold(line + one.first, line + one.last, one.kind) for one in own.folds]
        headings += [line + one for one in own.headings]
        uses += [line + one for one in own.uses]
    found += [Fold(first, last, FoldKind.IMPORTS) for first, last in _runs(uses)]
    return tuple(_nested((*found, *_regions(headings, sheet.source))))


def look_into(part: Part) -> _Lines:
    """What of a part matters for folding; it is kept, so that a large file can be looked into bit by bit."""
    found = _OF_PARTS.get(part)
    if found is None:
        items = part.parsed.file.items
        known = lexed(part.source)
        spans = [one.span for item in items for one in (item, *_within(item))]
        sections = _sections(known, [item.span for item in items])
        own = _folds((*spans, *sections, *_parentheses(known)), known)
        uses = tuple(one.span.begin.line - 1 for one in items if isinstance(one, tree.Use))
        found = _OF_PARTS[part] = _Lines(own, tuple(_headings(known)), uses)
    return found


def domain_folds(source: Source) -> tuple[Fold, ...]:
    """Those of a domain."""
    found = _OF_DOMAINS.get(source)
    if found is None:
        known = lexed_domain(source)
        spans = [span for one in parse_domain(source).declarations for span in (one.span, *_large(one))]
        regions = _regions(list(_headings(known)), source)
        found = _OF_DOMAINS[source] = tuple(_nested((*_folds(spans, known), *regions)))
    return found


def _large(one: written.Declaration) -> Iterator[Span]:
    """The fields and parameters of a declaration that take so much room that hiding them helps."""
    match one:
        case written.ObjectClause(fields=parts) | written.ActionClause(parameters=parts):
            yield from (part.span for part in parts if part.span.text.count("\n") >= _FEWEST - 1)
        case _:
            pass


def _within(
    item: tree.Item,
) -> Iterator[tree.Test | tree.PerRow | tree.GivenRows | tree.ForEach | tree.Step | tree.TextLiteral]:
    """What can be folded inside a declaration by itself."""
    for node in nodes(item):
        match node:
            case tree.PerRow() | tree.GivenRows() | tree.ForEach() | tree.TextLiteral(long=True):
                yield node
            case tree.Test(steps=steps) if len(steps) > 1:
                yield from steps
            case _:
                pass


def _sections(known: Lexed, items: Sequence[Span]) -> Iterator[Span]:
    """The pieces of a declaration from a section word up to the next, also of one that did not parse."""
    for item in items:
        tokens = [one for one in known.tokens if item.start <= one.start < item.end]
        starts = [at for at in range(len(tokens)) if _starts_section(tokens, at)]
        for at, following in pairwise([*starts, len(tokens)]):
            yield Span(item.source, tokens[at].start, tokens[following - 1].end)


def _starts_section(tokens: Sequence[Token], at: int) -> bool:
    kind, following = tokens[at].kind, tokens[at + 1].kind if at + 1 < len(tokens) else ""
    return kind in _SECTIONS or (kind == "BIJ_KW" and following == "ONBEKEND_KW")


def _parentheses(known: Lexed) -> Iterator[Span]:
    opened: list[Token] = []
    for token in known.tokens:
        if token.kind in _OPENERS:
            opened.clear()
        elif token.kind == "OPEN":
            opened.append(token)
        elif token.kind == "CLOSE" and opened:
            yield Span(known.source, opened.pop().start, token.end)


# ---------------------------------------------------------------- from places to lines


def _folds(spans: Iterable[Span], known: Lexed) -> tuple[Fold, ...]:
    found = [Fold(one.begin.line - 1, one.finish.line - 1) for one in spans]
    found += [Fold(first, last, FoldKind.COMMENT) for first, last in _runs(_comment_lines(known))]
    return tuple(_nested(found))


def _comment_lines(known: Lexed) -> Iterator[int]:
    """The lines, from 0, that hold nothing but a comment."""
    return (line for _, line in _whole_lines(known))


def _headings(known: Lexed) -> Iterator[int]:
    return (line for comment, line in _whole_lines(known) if _HEADING.match(comment.text))


def _whole_lines(known: Lexed) -> Iterator[tuple[Span, int]]:
    for one in known.comments:
        line = one.begin.line
        if not known.source.text[known.source.line_start(line) : one.start].strip():
            yield one, line - 1


def _regions(headings: Sequence[int], source: Source) -> Iterator[Fold]:
    """From each heading up to the next, without the empty lines before that."""
    for first, following in pairwise([*headings, source.line_count]):
        last = following - 1
        while last > first and not source.line(last + 1).strip():
            last -= 1
        yield Fold(first, last, FoldKind.REGION)


def _runs(lines: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Stretches of two or more lines that follow each other."""
    first = last = -2
    for line in lines:
        if line != last + 1:
            if last > first:
                yield first, last
            first = line
        last = line
    if last > first:
        yield first, last


def _nested(folds: Iterable[Fold]) -> Iterator[Fold]:
    """Of folds that start at one line the largest; one that reaches beyond what it began in ends before the next."""
    around: list[Fold] = []
    for one in sorted(folds, key=lambda fold: (fold.first, -fold.last, fold.kind is None)):
        while around and around[-1].last < one.first:
            around.pop()
        outer = around[-1] if around else None
        fitting = one if outer is None or one.last <= outer.last else evolve(one, last=outer.last)
        if fitting.last > fitting.first and (outer is None or outer.first < fitting.first):
            yield fitting
            around.append(fitting)
