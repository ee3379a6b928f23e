"""What an ever larger selection takes in: a word, its phrase, what that is part of, the declaration, the file."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from regeltaal.assist.lexed import TEXTS, Lexed, inside, lexed, lexed_domain
from regeltaal.base.node import Node
from regeltaal.base.source import Source, Span, whole
from regeltaal.schema.parser import parse as parse_domain
from regeltaal.syntax import tree
from regeltaal.syntax.lexer import Token
from regeltaal.workspace.sheet import Sheet, Spot

_WORDS = frozenset({"NAME", *TEXTS})
_SECTIONS = frozenset({"WANNEER_KW", "DAN_KW", "ANDERS_KW"})


def selections(sheet: Sheet, spot: Spot) -> tuple[Span, ...]:
    """From the smallest to the largest, each inside the next; the last is the whole file."""
    part, offset = spot.part, min(spot.offset, len(spot.source.text))
    known = lexed(part.source)
    spans = [*_written(known, offset)]
    for item in part.parsed.file.items:
        if item.span.start <= offset <= item.span.end:
            spans += [*_around(item, offset), *_sections(known, item.span, offset)]
    if len(sheet.parts) == 1:
        return _growing([*spans, whole(part.source)], offset)
    return (*_growing(spans, offset), whole(sheet.source))


def domain_selections(source: Source, offset: int) -> tuple[Span, ...]:
    """The same in a domain."""
    offset = min(offset, len(source.text))
    spans = [*_written(lexed_domain(source), offset), whole(source)]
    for one in parse_domain(source).declarations:
        if one.span.start <= offset <= one.span.end:
            spans += _around(one, offset)
    return _growing(spans, offset)


def _growing(spans: Sequence[Span], offset: int) -> tuple[Span, ...]:
    """Those around a place, each only if it holds the one before it and more."""
    found: list[Span] = []
    for one in sorted(spans, key=lambda span: (span.end - span.start, -span.start)):
        if not one.start <= offset <= one.end or one.start == one.end:
            continue
        if not found or (one.start <= found[-1].start and found[-1].end <= one.end and one != found[-1]):
            found.append(one)
    return tuple(found)


# ---------------------------------------------------------------- by tokens


def _written(known: Lexed, offset: int) -> Iterator[Span]:
    """Words, tokens, lines and comments."""
    source = known.source
    token = known.at(offset)
    if token is not None:
        yield known.span(token)
        if token.kind in TEXTS:
            piece = inside(token)
            yield Span(source, piece.start, piece.end)
    if token is None or token.kind in _WORDS:
        yield _word(source.text, offset, source)
    yield _line(source, offset)
    comment = known.comment(offset)
    if comment is not None:
        yield comment
        yield _comments(known, comment)


def _word(text: str, offset: int, source: Source) -> Span:
    start = end = offset
    while start > 0 and _in_word(text[start - 1]):
        start -= 1
    while end < len(text) and _in_word(text[end]):
        end += 1
    return Span(source, start, end)


def _in_word(sign: str) -> bool:
    return sign.isalnum() or sign in "_-'’"


def _line(source: Source, offset: int) -> Span:
    """The line of a place, without the white space around it."""
    start = source.text.rfind("\n", 0, offset) + 1
    end = source.text.find("\n", offset)
    text = source.text[start : len(source.text) if end < 0 else end]
    return Span(source, start + len(text) - len(text.lstrip()), start + len(text.rstrip()))


def _comments(known: Lexed, comment: Span) -> Span:
    """The comments on the lines around one, without anything between them."""
    text = known.source.text
    run: list[Span] = []
    for one in known.comments:
        between = text[run[-1].end : one.start] if run else ""
        if run and (between.strip() or between.count("\n") != 1):
            if run[-1].start >= comment.start:
                break
            run.clear()
        run.append(one)
    return run[0].to(run[-1])


def _sections(known: Lexed, item: Span, offset: int) -> Iterator[Span]:
    """The piece of a declaration from one section word up to the next."""
    tokens = [one for one in known.tokens if item.start <= one.start < item.end]
    starts = [at for at, token in enumerate(tokens) if token.kind in _SECTIONS or _is_on_unknown(tokens, at)]
    for at, following in pairwise([*starts, len(tokens)]):
        found = Span(item.source, tokens[at].start, tokens[following - 1].end)
        if found.start <= offset <= found.end:
            yield found


def _is_on_unknown(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].kind == "BIJ_KW" and at + 1 < len(tokens) and tokens[at + 1].kind == "ONBEKEND_KW"


# ---------------------------------------------------------------- by the tree


def _around(node: Node, offset: int) -> Iterator[Span]:
    """The spans of a node and of all in it that are around a place."""
    stack: list[object] = [node]
    while stack:
        one = stack.pop()
        if isinstance(one, tuple):
            stack.extend(one)
            continue
        if not isinstance(one, Node) or isinstance(one, Source | Span):
            continue
        span = getattr(one, "span", None)
        if isinstance(span, Span):
            if not span.start <= offset <= span.end:
                continue
            yield span
            if isinstance(one, tree.Operation) and len(one.operands) > 1:
                yield one.operator_span.to(span)
        stack.extend(getattr(one, name) for name in type(one).__fields__)
