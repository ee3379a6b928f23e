"""Document links."""

from lsprotocol import types

from regeltaal.assist.links import Link, links, settings_links
from regeltaal.lsp.server import Server
from regeltaal.workspace.state import State


def register(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_LINK, types.DocumentLinkOptions(resolve_provider=False))
    def document_link(params: types.DocumentLinkParams) -> list[types.DocumentLink]:
        uri = params.text_document.uri
        found = server.sheet_of(uri)
        if found is not None:
            state, path, _ = found
            return [_to_client(server, state, one) for one in links(state, path)]
        known = server.state_of(uri)
        if known is None or known[0].project is None or known[0].project.settings is None:
            return []
        state, settings = known[0], known[0].project.settings
        if state.file(settings) != server.file(uri) or settings.original != "".join(server.lines(server.file(uri))):
            return []
        return [_to_client(server, state, one) for one in settings_links(state, settings)]


def _to_client(server: Server, state: State, link: Link) -> types.DocumentLink:
    return types.DocumentLink(
        range=server.range(state.locate(link.span)), target=server.uri(link.target), tooltip=server.say(link.what)
    )
