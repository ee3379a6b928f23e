"""Definition: where a name was made."""

from collections.abc import Iterator

from lsprotocol import types

from regeltaal.assist.definition import Definition, definition
from regeltaal.lsp.pointing import pointed, start
from regeltaal.lsp.server import Server
from regeltaal.workspace.state import State


def register(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def definition_(params: types.DefinitionParams) -> list[types.Location] | list[types.LocationLink] | None:
        at = pointed(server, params)
        found = None if at is None else definition(*at)
        if at is None or found is None:
            return None
        locations = list(_locations(server, at[0], found))
        if not server.can("text_document.definition.link_support"):
            return locations
        origin = server.range(at[0].locate(found.origin))
        return [
            types.LocationLink(
                origin_selection_range=origin,
                target_uri=one.uri,
                target_range=one.range,
                target_selection_range=one.range,
            )
            for one in locations
        ]


def _locations(server: Server, state: State, found: Definition) -> Iterator[types.Location]:
    yield from (server.location(state, span) for span in found.places)
    yield from (start(server.uri(file)) for file in found.files)
