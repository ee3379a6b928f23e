"""Workspace symbols: jumping to anything by its name."""

from lsprotocol import types

from regeltaal.assist.symbols import Shape
from regeltaal.assist.workspace_symbols import MOST, searching
from regeltaal.lsp.server import Server
from regeltaal.lsp.working import worked

_KINDS = {
    Shape.RULE: types.SymbolKind.Class,
    Shape.DEFINITION: types.SymbolKind.Function,
    Shape.LIST: types.SymbolKind.Array,
    Shape.TEST: types.SymbolKind.Method,
    Shape.OBJECT: types.SymbolKind.Class,
    Shape.FIELD: types.SymbolKind.Field,
    Shape.EVENT: types.SymbolKind.Event,
    Shape.ACTION: types.SymbolKind.Operator,
    Shape.CHOICES: types.SymbolKind.Enum,
    Shape.FUNCTION: types.SymbolKind.Function,
}


def register(server: Server) -> None:
    @server.feature(types.WORKSPACE_SYMBOL)
    async def workspace_symbol(params: types.WorkspaceSymbolParams) -> list[types.SymbolInformation]:
        found: dict[tuple[str, int, int], types.SymbolInformation] = {}
        for state in map(server.projects.state, server.in_view()):
            for one in await worked(server, searching(state, params.query)):
                location = server.location(state, one.span)
                start = location.range.start
                found.setdefault(
                    (location.uri, start.line, start.character),
                    types.SymbolInformation(
                        name=one.name, kind=_KINDS[one.shape], location=location, container_name=one.container
                    ),
                )
        return list(found.values())[:MOST]
