"""Hover: what is told of the place under the pointer."""

from lsprotocol import types

from regeltaal.assist.cards import Card, markdown, plain
from regeltaal.assist.domain_hover import domain_hover
from regeltaal.assist.hover import Hover, hover, template_hover
from regeltaal.lsp.domains import domain_text, offset_in
from regeltaal.lsp.server import Server
from regeltaal.lsp.slices import placed


def register(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover_(params: types.HoverParams) -> types.Hover | None:
        at = server.at(params)
        if at is not None:
            found = hover(at.state, at.path, at.spot, server.language)
            return None if found is None else _to_client(server, found.card, server.range(at.state.locate(found.span)))
        uri = params.text_document.uri
        told = _in_domain(server, uri, params.position) or _in_template(server, uri, params.position)
        return None if told is None else _to_client(server, told.card, placed(told.span, 0, server.encoding))


def _in_domain(server: Server, uri: str, position: types.Position) -> Hover | None:
    domain = domain_text(server, uri)
    return None if domain is None else domain_hover(domain, offset_in(server, domain, uri, position), server.language)


def _in_template(server: Server, uri: str, position: types.Position) -> Hover | None:
    found, file = server.state_of(uri), server.file(uri)
    if found is None or found[0].project is None:
        return None
    state, path = found
    source = next((one for one in found[0].project.templates.values() if one.path == path), None)
    if source is None or source.original != "".join(server.lines(file)):
        return None
    return template_hover(state, source, offset_in(server, source, uri, position), server.language)


def _to_client(server: Server, card: Card, shown: types.Range) -> types.Hover:
    if _takes_markdown(server):
        contents = types.MarkupContent(kind=types.MarkupKind.Markdown, value=markdown(card))
    else:
        contents = types.MarkupContent(kind=types.MarkupKind.PlainText, value=plain(card))
    return types.Hover(contents=contents, range=shown)


def _takes_markdown(server: Server) -> bool:
    """Whether the client shows Markdown; one that does not say shows text."""
    wanted = server.client_capabilities.text_document
    formats = None if wanted is None or wanted.hover is None else wanted.hover.content_format
    return types.MarkupKind.Markdown in (formats or ())
