"""Semantic tokens: whole, of a stretch, and what changed since the last time."""

from collections.abc import Iterable, Sequence
from weakref import WeakKeyDictionary

from lsprotocol import types

from regeltaal.assist.colours import COLOURS, MODIFIERS, Mark
from regeltaal.assist.domain_tokens import domain_marks
from regeltaal.assist.semantic_tokens import marks
from regeltaal.base.source import Source
from regeltaal.lsp.domains import domain_text
from regeltaal.lsp.positions import Encoding, units
from regeltaal.lsp.server import Server
from regeltaal.lsp.slices import of_parts

LEGEND = types.SemanticTokensLegend(token_types=[one.value for one in COLOURS], token_modifiers=list(MODIFIERS))
_SIZE = 5


class _Numbers:
    """Marks as the protocol counts them: by what they differ from the mark before; the first by its own line."""

    def __init__(self, source: Source, found: Sequence[Mark], encoding: Encoding) -> None:
        self.found, self.last_line = found, found[-1].line if found else 0
        self.data: list[int] = []
        line = column = 0
        for mark in found:
            text = source.original_line(mark.line + 1)
            start, length = units(text[: mark.start], encoding), units(text[mark.start : mark.end], encoding)
            column = start - column if mark.line == line else start
            self.data += [mark.line - line, column, length, mark.colour, mark.modifiers]
            line, column = mark.line, start


class _Counter:
    """Counts the marks of a file from those of its parts, each counted once."""

    def __init__(self, encoding: Encoding) -> None:
        self._encoding = encoding
        self._kept: WeakKeyDictionary[Source, _Numbers] = WeakKeyDictionary()

    def of(self, source: Source, found: Sequence[Mark]) -> _Numbers:
        kept = self._kept.get(source)
        if kept is None or kept.found is not found:
            kept = self._kept[source] = _Numbers(source, found, self._encoding)
        return kept

    def together(self, pieces: Iterable[tuple[int, Source, Sequence[Mark]]]) -> list[int]:
        """The marks of parts, each with the line that it starts at."""
        data: list[int] = []
        reached = 0
        for line, source, found in pieces:
            numbers = self.of(source, found)
            if numbers.data:
                data.append(line + numbers.data[0] - reached)
                data += numbers.data[1:]
                reached = line + numbers.last_line
        return data


class _Teller:
    """What the client asks, and what it was told last of each file."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._counter: _Counter | None = None
        self._told: dict[str, tuple[str, list[int]]] = {}
        self._number = 0

    async def whole(self, uri: str) -> types.SemanticTokens:
        data = await self._data(uri, None)
        return types.SemanticTokens(data=data, result_id=self._remember(uri, data))

    async def stretch(self, uri: str, asked: types.Range) -> types.SemanticTokens:
        return types.SemanticTokens(data=await self._data(uri, asked))

    async def changes(self, uri: str, since: str) -> types.SemanticTokens | types.SemanticTokensDelta:
        told = self._told.get(uri)
        if told is None or told[0] != since:
            return await self.whole(uri)
        data = await self._data(uri, None)
        return types.SemanticTokensDelta(edits=_edits(told[1], data), result_id=self._remember(uri, data))

    def _remember(self, uri: str, data: list[int]) -> str:
        self._number += 1
        self._told[uri] = (str(self._number), data)
        return str(self._number)

    async def _data(self, uri: str, asked: types.Range | None) -> list[int]:
        if self._counter is None:
            self._counter = _Counter(self._server.encoding)
        domain = domain_text(self._server, uri)
        if domain is not None:
            return self._counter.together([(0, domain, domain_marks(domain))])
        found = await of_parts(self._server, uri, marks, asked)
        return self._counter.together((line, part.source, one) for line, part, one in found or ())


def _edits(before: list[int], now: list[int]) -> list[types.SemanticTokensEdit]:
    """What differs between the same beginning and the same end, in whole marks."""
    shortest = min(len(before), len(now))
    start = next((at for at in range(shortest) if before[at] != now[at]), shortest) // _SIZE * _SIZE
    most = shortest - start
    end = next((at for at in range(most) if before[-1 - at] != now[-1 - at]), most) // _SIZE * _SIZE
    if start == len(before) == len(now):
        return []
    return [
        types.SemanticTokensEdit(start=start, delete_count=len(before) - start - end, data=now[start : len(now) - end])
    ]


def register(server: Server) -> None:
    teller = _Teller(server)

    @server.feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, LEGEND)
    async def full(params: types.SemanticTokensParams) -> types.SemanticTokens:
        return await teller.whole(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL_DELTA)
    async def delta(params: types.SemanticTokensDeltaParams) -> types.SemanticTokens | types.SemanticTokensDelta:
        return await teller.changes(params.text_document.uri, params.previous_result_id)

    @server.feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE)
    async def stretch(params: types.SemanticTokensRangeParams) -> types.SemanticTokens:
        return await teller.stretch(params.text_document.uri, params.range)
