"""Document symbols: the outline."""

from collections.abc import Callable
from typing import TypeVar

from lsprotocol import types

from regeltaal.assist.symbols import Shape, Symbol, domain_symbols, symbols
from regeltaal.lsp.domains import domain_text
from regeltaal.lsp.positions import Encoding
from regeltaal.lsp.server import Server
from regeltaal.lsp.slices import of_parts, placed
from regeltaal.workspace.part import Part
from regeltaal.workspace.state import State

_KINDS = {
    Shape.RULE: types.SymbolKind.Class,
    Shape.DEFINITION: types.SymbolKind.Function,
    Shape.LIST: types.SymbolKind.Array,
    Shape.TEST: types.SymbolKind.Method,
    Shape.STEP: types.SymbolKind.Key,
    Shape.ACTION: types.SymbolKind.Operator,
    Shape.OBJECT: types.SymbolKind.Class,
    Shape.FIELD: types.SymbolKind.Field,
    Shape.EVENT: types.SymbolKind.Event,
    Shape.PARAMETER: types.SymbolKind.Variable,
    Shape.CHOICES: types.SymbolKind.Enum,
    Shape.CHOICE: types.SymbolKind.EnumMember,
    Shape.FUNCTION: types.SymbolKind.Function,
    Shape.PHASES: types.SymbolKind.Namespace,
    Shape.BROKEN: types.SymbolKind.Null,
}
Told = TypeVar("Told")
_IN_A_TREE = "text_document.document_symbol.hierarchical_document_symbol_support"


def register(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def document_symbol(
        params: types.DocumentSymbolParams,
    ) -> list[types.DocumentSymbol] | list[types.SymbolInformation]:
        uri = params.text_document.uri
        if server.can(_IN_A_TREE):
            return await _all(server, uri, lambda one, line: _tree(one, line, server.encoding))
        return await _all(server, uri, lambda one, line: _row(one, uri, line, server.encoding))


async def _all(server: Server, uri: str, told: Callable[[Symbol, int], Told]) -> list[Told]:
    domain, language = domain_text(server, uri), server.language
    if domain is not None:
        return [told(one, 0) for one in domain_symbols(domain, language)]

    def ask(state: State, path: str, part: Part) -> list[Told]:
        line = state.sheets[path].line_of(part.source) or 0
        return [told(one, line) for one in symbols(part, language)]

    found = await of_parts(server, uri, ask)
    return [one for _, _, own in found or () for one in own]


def _tree(symbol: Symbol, line: int, encoding: Encoding) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        name=symbol.name,
        detail=symbol.detail or None,
        kind=_KINDS[symbol.shape],
        range=placed(symbol.span, line, encoding),
        selection_range=placed(symbol.name_span, line, encoding),
        children=[_tree(one, line, encoding) for one in symbol.parts],
    )


def _row(symbol: Symbol, uri: str, line: int, encoding: Encoding) -> types.SymbolInformation:
    """For a client that shows no tree: the declarations, without what is in them."""
    location = types.Location(uri=uri, range=placed(symbol.span, line, encoding))
    return types.SymbolInformation(name=symbol.name, kind=_KINDS[symbol.shape], location=location)
