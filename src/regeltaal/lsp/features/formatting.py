"""Formatting of a document, and of the declarations in a stretch of it."""

import asyncio

from lsprotocol import types

from regeltaal.assist.differences import Lines
from regeltaal.assist.formatting import edits, prepared
from regeltaal.lsp.server import Server


def register(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_FORMATTING)
    async def whole(params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
        return await _formatted(server, params.text_document.uri, None)

    @server.feature(types.TEXT_DOCUMENT_RANGE_FORMATTING)
    async def stretch(params: types.DocumentRangeFormattingParams) -> list[types.TextEdit] | None:
        return await _formatted(server, params.text_document.uri, _lines(params.range))


def _lines(asked: types.Range) -> Lines:
    """The lines of a range; of one that ends at the start of a line not that line."""
    last = asked.end.line if asked.end.character else asked.end.line - 1
    return Lines(asked.start.line, max(asked.start.line, last) + 1)


async def _formatted(server: Server, uri: str, within: Lines | None) -> list[types.TextEdit] | None:
    """The edits; None when there are none to tell: it is no rule file, or the text changed meanwhile."""
    found = server.sheet_of(uri)
    if found is None:
        return None
    state, path, sheet = found
    file = state.file(sheet.source)
    version = server.version_of(file)
    found_edits = await asyncio.to_thread(edits, prepared(state, path), within)
    if server.version_of(file) != version:
        return None
    return [types.TextEdit(range=server.range(state.locate(one.span)), new_text=one.replacement) for one in found_edits]
