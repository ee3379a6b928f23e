"""The tokens of a text, kept with it: what can be told of a place also where nothing parses."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from weakref import WeakKeyDictionary, ref

from regeltaal.base.node import Node
from regeltaal.base.source import Source, Span
from regeltaal.schema import parser as schema_parser
from regeltaal.syntax import grammar
from regeltaal.syntax.lexer import UNCLOSED_TEXT, Token, lexer_for
from regeltaal.syntax.tables import Tables

TEXTS = frozenset({"TEXT", "LONG_TEXT", UNCLOSED_TEXT})
_QUOTES = '"“”„‟'


class Lexed:
    """The tokens of one text and the comments between them, both in order.

    It is kept as long as its text, so it can't hold on to that itself.
    """

    def __init__(self, source: Source, tables: Tables) -> None:
        comments: list[tuple[int, int]] = []
        scanned = lexer_for(tables).scan(source.text, lambda start, end: comments.append((start, end)))
        self.tokens: Sequence[Token] = tuple(scanned)
        self._source = ref(source)
        self._comments = comments

    @property
    def source(self) -> Source:
        found = self._source()
        assert found is not None  # noqa: S101 - who asks has the text
        return found

    @property
    def comments(self) -> Sequence[Span]:
        return tuple(Span(self.source, start, end) for start, end in self._comments)

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [token.start for token in self.tokens]

    def index(self, offset: int) -> int | None:
        """The number of the token at a place: the one behind it, or else the one that ends there."""
        found = bisect_right(self._starts, offset) - 1
        if found >= 0 and offset <= self.tokens[found].end:
            return found
        return None

    def at(self, offset: int) -> Token | None:
        found = self.index(offset)
        return None if found is None else self.tokens[found]

    def comment(self, offset: int) -> Span | None:
        """The comment at a place."""
        return next((one for one in self.comments if one.start <= offset <= one.end), None)

    def span(self, token: Token) -> Span:
        return Span(self.source, token.start, token.end)


class Piece(Node):
    """A stretch of a text, as offsets."""

    start: int
    end: int


def inside(token: Token) -> Piece:
    """What stands between the quotes of a text."""
    quotes = 3 if token.kind == "LONG_TEXT" or token.text.startswith('"""') else 1
    closed = len(token.text) >= 2 * quotes and token.text[-1] in _QUOTES
    start = min(token.start + quotes, token.end)
    return Piece(start, max(start, token.end - quotes if closed else token.end))


def lines(source: Source, start: int, end: int) -> Iterator[Piece]:
    """A stretch in pieces of one line each, without the white space around the line ends."""
    text = source.text
    at = start
    while at < end:
        line_end = text.find("\n", at, end)
        last = end if line_end < 0 else line_end
        shown = text[at:last]
        first = at + len(shown) - len(shown.lstrip())
        if shown.strip():
            yield Piece(first, at + len(shown.rstrip()))
        at = last + 1


_RULES: "WeakKeyDictionary[Source, Lexed]" = WeakKeyDictionary()
_DOMAINS: "WeakKeyDictionary[Source, Lexed]" = WeakKeyDictionary()


def lexed(source: Source) -> Lexed:
    """The tokens of (a part of) a rule file."""
    found = _RULES.get(source)
    if found is None:
        found = _RULES[source] = Lexed(source, grammar.load())
    return found


def lexed_domain(source: Source) -> Lexed:
    """The tokens of a domain."""
    found = _DOMAINS.get(source)
    if found is None:
        tables = grammar.load(schema_parser.GRAMMAR, (schema_parser.START,))
        found = _DOMAINS[source] = Lexed(source, tables)
    return found
