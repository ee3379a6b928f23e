"""The text of a domain that a client has open: of a project, or by itself."""

from weakref import WeakKeyDictionary

from lsprotocol import types

from regeltaal.base.source import Source
from regeltaal.lsp.documents import OpenDocument, own_place
from regeltaal.lsp.server import Server

SUFFIX = ".domein"
_KEPT: "WeakKeyDictionary[OpenDocument, Source]" = WeakKeyDictionary()


def domain_text(server: Server, uri: str) -> Source | None:
    """The domain that a document is: the one of its project, where that is the text that the client sees."""
    file = server.file(uri)
    document = server.documents.get(file)
    if document is None or file.suffix != SUFFIX:
        return None
    found = server.state_of(uri)
    project_has = None if found is None else found[0].domain
    is_seen = project_has is not None and project_has.original == document.text
    if found is not None and project_has is not None and is_seen and found[0].file(project_has) == file:
        return project_has
    kept = _KEPT.get(document)
    if kept is None or kept.original != document.text:
        kept = _KEPT[document] = Source(file.name, document.text)
    return kept


def offset_in(server: Server, source: Source, uri: str, position: types.Position) -> int:
    """The place in a text that a position of the client is."""
    line, column = own_place(server.lines(server.file(uri)), position, server.encoding)
    return source.offset(line + 1, column + 1)
