"""Inlay hints, unless the user does not want them."""

from lsprotocol import types

from regeltaal.assist.inlay_hints import Hint, HintKind, hints
from regeltaal.lsp.server import Server
from regeltaal.lsp.slices import of_parts
from regeltaal.workspace.part import Part
from regeltaal.workspace.state import State

_KINDS = {HintKind.TYPE: types.InlayHintKind.Type}


def register(server: Server) -> None:
    def ask(state: State, path: str, part: Part) -> list[types.InlayHint]:
        return [_to_client(server, state, one) for one in hints(state, path, part, server.language)]

    @server.feature(types.TEXT_DOCUMENT_INLAY_HINT, types.InlayHintOptions(resolve_provider=False))
    async def inlay_hint(params: types.InlayHintParams) -> list[types.InlayHint]:
        if not server.settings.inlay_hints:
            return []
        found = await of_parts(server, params.text_document.uri, ask, params.range)
        first, last = params.range.start.line, params.range.end.line
        return [one for _, _, own in found or () for one in own if first <= one.position.line <= last]


def _to_client(server: Server, state: State, hint: Hint) -> types.InlayHint:
    return types.InlayHint(
        position=server.range(state.locate(hint.span)).end,
        label=hint.label,
        kind=_KINDS.get(hint.kind),
        tooltip=hint.why or None,
        padding_left=hint.kind is not HintKind.TYPE,
    )
