"""The text, and the place in it, that a request is about: also in the domain, a template or regeltaal.toml."""

from lsprotocol import types

from regeltaal.assist.places import source_of
from regeltaal.base.source import Source
from regeltaal.lsp.domains import domain_text, offset_in
from regeltaal.lsp.server import AtPosition, Server
from regeltaal.workspace.state import State

Pointed = tuple[State, Source, int]


def pointed(server: Server, params: AtPosition) -> Pointed | None:
    """None where nothing is known of the document: it is of no project, or no text that a project reads."""
    at = server.at(params)
    if at is not None:
        return at.state, at.spot.source, at.spot.offset
    uri = params.text_document.uri
    found = _read(server, uri)
    if found is None:
        return None
    state, source = found
    return state, source, offset_in(server, source, uri, params.position)


def _read(server: Server, uri: str) -> tuple[State, Source] | None:
    """A text that a project reads; that of a shipped domain is read by each project in view."""
    file, domain = server.file(uri), domain_text(server, uri)
    if domain is not None:
        for state in map(server.projects.state, (file, *server.in_view())):
            if (
                state.domain is not None
                and state.domain.original == domain.original
                and state.file(state.domain) == file
            ):
                return state, state.domain
        return None
    found = server.state_of(uri)
    source = None if found is None else source_of(found[0], file)
    return None if found is None or source is None else (found[0], source)


def start(uri: str) -> types.Location:
    """A file as a whole."""
    first = types.Position(line=0, character=0)
    return types.Location(uri=uri, range=types.Range(start=first, end=first))
