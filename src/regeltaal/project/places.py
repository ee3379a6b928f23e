"""Where things stand in a TOML text: the reader of the standard library gives values without their places.

The text has been found valid before this reads it, so a light scan of its tokens is enough.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator

from regeltaal.base.node import Node
from regeltaal.base.patterns import lazily
from regeltaal.base.source import Source, Span, at_start

_TOKEN = lazily(
    r"""
    (?P<skip>[ \t\r]+|\#[^\n]*)
    |(?P<newline>\n)
    |(?P<text>\"{3}(?:[^"\\]++|\\.|"(?!""))*+\"{3,5}|'{3}.*?'{3,5}|"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*')
    |(?P<open>[\[{])
    |(?P<close>[\]}])
    |(?P<mark>[=.,])
    |(?P<bare>[^\s#"'\[\]{}=.,]+)
    """,
    re.VERBOSE | re.DOTALL,
)
Path = tuple[str, ...]
LIST_MARK = "[[{}]]"
"""What stands in a path for the first, second, … `[[…]]` of one name, counted from 0; no key is written so."""


class Place(Node):
    """Where a setting stands: its key and its value (for a heading: both the heading)."""

    key: Span
    value: Span


class Places:
    """The places of the settings of one text, by path: ``("project", "domein")``."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._found: dict[Path, Place] = dict(_scan(source))

    def key(self, path: Path) -> Span:
        return self._nearest(path).key

    def value(self, path: Path) -> Span:
        return self._nearest(path).value

    def _nearest(self, path: Path) -> Place:
        """The place of a setting, or of what it stands in: inline tables are not looked into.

        A table that only headings below it make (`[mail.server]` makes `mail`) stands where the first of those does.
        """
        below = (place for found, place in self._found.items() if found[: len(path)] == path)
        if path and path not in self._found and (first := next(below, None)) is not None:
            return first
        for length in range(len(path), 0, -1):
            if path[:length] in self._found:
                return self._found[path[:length]]
        start = at_start(self._source)
        return Place(start, start)


class _Token(Node):
    kind: str
    text: str
    start: int
    end: int


def _scan(source: Source) -> Iterator[tuple[Path, Place]]:
    heading: Path = ()
    listed: Counter[Path] = Counter()
    for statement in _statements(source.text):
        if statement[0].kind == "open":
            heading, place = _key([token for token in statement if token.kind in ("text", "bare")], source)
            yield heading, Place(place, place)
            if statement[1].kind == "open":
                number = listed[heading]
                listed[heading] += 1
                heading = (*heading, LIST_MARK.format(number))
                yield heading, Place(place, place)
        else:
            equals = next((at for at, token in enumerate(statement) if token.text == "="), len(statement))
            path, place = _key([token for token in statement[:equals] if token.kind != "mark"], source)
            value = statement[equals + 1 :]
            whole = Span(source, value[0].start, value[-1].end) if value else place
            yield heading + path, Place(place, whole)


def _key(tokens: list[_Token], source: Source) -> tuple[Path, Span]:
    path = tuple(_name(token) for token in tokens)
    return path, Span(source, tokens[0].start, tokens[-1].end)


def _name(token: _Token) -> str:
    if token.kind == "bare":
        return token.text
    return str(tomllib.loads(f"name = {token.text}")["name"])


def _statements(text: str) -> Iterator[list[_Token]]:
    """Headings and assignments, each as its tokens; a value in brackets may go over several lines."""
    depth = 0
    statement: list[_Token] = []
    for token in _tokens(text):
        if token.kind == "newline":
            if depth == 0 and statement:
                yield statement
                statement = []
            continue
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        statement.append(token)
    if statement:
        yield statement


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "skip"
        if kind != "skip":
            yield _Token(kind, match.group(), match.start(), match.end())
