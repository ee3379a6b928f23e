"""Folding ranges."""

from lsprotocol import types

from regeltaal.assist.folding import Fold, FoldKind, domain_folds, folds, look_into
from regeltaal.lsp.domains import domain_text
from regeltaal.lsp.server import Server
from regeltaal.lsp.slices import of_parts

_KINDS = {
    FoldKind.COMMENT: types.FoldingRangeKind.Comment,
    FoldKind.IMPORTS: types.FoldingRangeKind.Imports,
    FoldKind.REGION: types.FoldingRangeKind.Region,
}


def register(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
    async def folding(params: types.FoldingRangeParams) -> list[types.FoldingRange]:
        return [_to_client(one) for one in await _found(server, params.text_document.uri)]


async def _found(server: Server, uri: str) -> tuple[Fold, ...]:
    domain = domain_text(server, uri)
    if domain is not None:
        return domain_folds(domain)
    await of_parts(server, uri, lambda _state, _path, part: look_into(part))
    found = server.sheet_of(uri)
    return () if found is None else folds(found[2])


def _to_client(one: Fold) -> types.FoldingRange:
    kind = None if one.kind is None else _KINDS[one.kind]
    return types.FoldingRange(start_line=one.first, end_line=one.last, kind=kind)
