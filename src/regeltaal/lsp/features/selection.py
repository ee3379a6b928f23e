"""Selection ranges."""

from collections.abc import Sequence

from lsprotocol import types

from regeltaal.assist.selection import domain_selections, selections
from regeltaal.lsp.domains import domain_text, offset_in
from regeltaal.lsp.server import Server
from regeltaal.lsp.slices import placed


def register(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_SELECTION_RANGE)
    def selection(params: types.SelectionRangeParams) -> list[types.SelectionRange] | None:
        uri = params.text_document.uri
        found = [_at(server, uri, position) for position in params.positions]
        return None if None in found else [one for one in found if one is not None]


def _at(server: Server, uri: str, position: types.Position) -> types.SelectionRange | None:
    found, domain = server.sheet_of(uri), domain_text(server, uri)
    if found is not None:
        state, path, sheet = found
        spans = selections(sheet, server.spot(state, path, position))
        return _nested([server.range(state.locate(span)) for span in spans], position)
    if domain is not None:
        spans = domain_selections(domain, offset_in(server, domain, uri, position))
        return _nested([placed(span, 0, server.encoding) for span in spans], position)
    return None


def _nested(ranges: Sequence[types.Range], position: types.Position) -> types.SelectionRange:
    """The smallest, in the next, and so on; the place itself where there is nothing."""
    found: types.SelectionRange | None = None
    for one in reversed(ranges):
        found = types.SelectionRange(range=one, parent=found)
    return found or types.SelectionRange(range=types.Range(start=position, end=position))
