"""References and highlights: every place that names the same thing."""

from lsprotocol import types

from regeltaal.assist.highlight import highlights
from regeltaal.assist.references import finding, name_at
from regeltaal.check.notes import Access
from regeltaal.lsp.pointing import pointed
from regeltaal.lsp.server import Server
from regeltaal.lsp.working import worked

_KINDS = {
    Access.READ: types.DocumentHighlightKind.Read,
    Access.WRITE: types.DocumentHighlightKind.Write,
    Access.DECLARE: types.DocumentHighlightKind.Write,
}


def register(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    async def references_(params: types.ReferenceParams) -> list[types.Location] | None:
        at = pointed(server, params)
        note = None if at is None else name_at(*at)
        if at is None or note is None:
            return None
        work = finding(at[0], note.symbol, declarations=params.context.include_declaration)
        found = await worked(server, work)
        return [server.location(at[0], one.span) for one in found]

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    def highlight(params: types.DocumentHighlightParams) -> list[types.DocumentHighlight] | None:
        at = pointed(server, params)
        if at is None:
            return None
        state, source, offset = at
        return [
            types.DocumentHighlight(range=server.range(state.locate(one.span)), kind=_KINDS[one.access])
            for one in highlights(state, source, offset)
        ]
