"""Where the cursor is: in a comment, in a text, or at the end of a phrase that was typed so far.

A name has spaces in it, and what an author types next to it need not be part of it. So the words before the cursor can
be read in several ways: as one phrase, or as a name that is complete with the beginning of something else behind it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from regeltaal.assist.lexed import TEXTS, Lexed, Piece, inside
from regeltaal.base.node import Node
from regeltaal.base.patterns import lazily
from regeltaal.base.source import Source
from regeltaal.syntax.islands import Island, split
from regeltaal.syntax.lexer import UNCLOSED_NAME, UNCLOSED_TEXT, Token
from regeltaal.syntax.openers import Spotter

_MOST_WORDS = 3
"""A phrase that begins with a keyword or verb has no more words than this that were typed already."""
_LONGEST = 12
_WORD = lazily(r"\S+")
_NUMBERS = frozenset({"NUMBER", "STRAY"})


class Declaration(Node):
    """The declaration around the cursor: its tokens before and behind."""

    start_symbol: str
    before: tuple[Token, ...]
    ahead: tuple[Token, ...]


class Phrase(Node):
    """What was typed so far of what is to come, from ``start``; ``before`` are the tokens that it comes behind."""

    start: int
    typed: str
    before: tuple[Token, ...]
    apart: bool = False
    """It is the end of a name that would then be complete; only words of the language follow a name."""
    begun: int = 0
    """So many tokens of it were typed in full: only an offer of several words goes on from there."""


class InText(Node):
    """Inside a text: what stands from its opening quote up to the cursor."""

    token: Token
    content: Piece
    offset: int
    closed: bool


class Cursor(Node):
    """A place in a text with its tokens."""

    lexed: Lexed
    offset: int
    openers: Mapping[str, str]
    spotting: bool = True

    @property
    def source(self) -> Source:
        return self.lexed.source

    @property
    def text(self) -> str:
        return self.lexed.source.text

    def comment(self) -> str | None:
        """The comment up to the cursor, where it is in one."""
        found = self.lexed.comment(self.offset)
        if found is None or self.offset == found.start:
            return None
        return self.text[found.start : self.offset]

    def in_text(self) -> InText | None:
        token = next(
            (one for one in self.lexed.tokens if one.start < self.offset <= one.end and one.kind in TEXTS), None
        )
        if token is None:
            return None
        content, closed = inside(token), token.kind != UNCLOSED_TEXT
        if self.offset < content.start or (closed and self.offset > content.end):
            return None
        return InText(token, content, self.offset, closed)

    def declaration(self, before: Iterable[Token]) -> Declaration:
        """The declaration that the last of these tokens are in; of what is ahead only what is still part of it."""
        spotted = Spotter(self.source, []).tokens(before) if self.spotting else before
        ahead = (token for token in self.lexed.tokens if token.start >= self.offset)
        around: Island | None = None
        for island in split([*spotted, *ahead], len(self.text), self.openers):
            if around is None or (len(island.tokens) > 1 and island.tokens[0].start < self.offset):
                around = island
        assert around is not None  # noqa: S101 - there always is a first
        own = around.tokens[:-1]
        return Declaration(
            around.start_symbol,
            tuple(token for token in own if token.start < self.offset),
            tuple(token for token in own if token.start >= self.offset),
        )

    # ------------------------------------------------------------ the phrase before the cursor

    def phrases(self) -> Iterator[Phrase]:
        """The ways to read the words before the cursor."""
        before = [token for token in self.lexed.tokens if token.start < self.offset]
        current = before[-1] if before and self._touches(before[-1]) else None
        if current is None:
            yield Phrase(self.offset, "", tuple(before))
            return
        if current.kind == "NAME":
            yield from self._of_name(before, current)
        else:
            yield from self._of_word(before, current)

    @property
    def end(self) -> int:
        """The end of the word that the cursor is in the middle of."""
        for token in self.lexed.tokens:
            if token.start < self.offset < token.end and token.kind not in TEXTS:
                line_end = self.text.find("\n", self.offset, token.end)
                return token.end if line_end < 0 else len(self.text[:line_end].rstrip())
        return self.offset

    @property
    def before_name(self) -> bool:
        """Whether a name stands behind the cursor, on its line: a name before it would become one with it."""
        end = self.end
        found = next((token for token in self.lexed.tokens if token.start >= end), None)
        return found is not None and found.kind == "NAME" and "\n" not in self.text[end : found.start]

    def _touches(self, token: Token) -> bool:
        """Whether what is typed may go on with this token."""
        between = self.text[token.end : self.offset]
        if token.kind == "NAME":
            return not between.strip(" \t")
        if token.kind in _NUMBERS:
            return not between.strip(" \t")
        is_word = token.text[-1:].isalpha() or token.kind in (UNCLOSED_NAME, "STRAY")
        return is_word and token.end >= self.offset and token.kind not in TEXTS

    def _of_name(self, before: Sequence[Token], name: Token) -> Iterator[Phrase]:
        text, start = self.text, name.start
        typed = text[start : self.offset]
        line = text.rfind("\n", 0, self.offset) + 1
        if line <= start:
            yield Phrase(start, typed, tuple(before[:-1]))
            yield from self._begun(before[:-1], typed, start)
        words = list(_WORD.finditer(typed))[-_LONGEST:]
        borders = [start + word.start() for word in words[1:]]
        if typed[-1:].isspace():
            borders.append(self.offset)
        for border in borders:
            if border >= line:
                first = text[start:border].rstrip()
                own = Token("NAME", first, start, start + len(first))
                yield Phrase(border, text[border : self.offset], (*before[:-1], own), apart=True)

    def _of_word(self, before: Sequence[Token], word: Token) -> Iterator[Phrase]:
        typed = self.text[word.start : self.offset]
        yield Phrase(word.start, typed, tuple(before[:-1]))
        if typed[-1:].isspace():
            yield Phrase(self.offset, "", tuple(before))
        yield from self._begun(before[:-1], typed, word.start)

    def _begun(self, before: Sequence[Token], typed: str, start: int) -> Iterator[Phrase]:
        """With the words in capitals, or the number, that stand before it on its line."""
        for count in range(1, min(_MOST_WORDS, len(before)) + 1):
            token = before[-count]
            between = self.text[token.end : start]
            if between.strip(" \t") or not (token.kind.endswith("_KW") or token.kind in ("UPPER", "NUMBER")):
                return
            start, typed = token.start, self.text[token.start : self.offset]
            yield Phrase(start, typed, tuple(before[:-count]), begun=count)
