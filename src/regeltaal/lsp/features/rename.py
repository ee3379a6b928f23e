"""Rename, with what was left alone told in a message."""

from collections.abc import Iterable, Sequence

from lsprotocol import types

from regeltaal.assist.left_alone import LeftAlone, mentions_in
from regeltaal.assist.rename import Renaming, prepare, renames
from regeltaal.assist.renaming import Refusal
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.lsp.pointing import pointed
from regeltaal.lsp.refusal import RefusedError
from regeltaal.lsp.server import Server
from regeltaal.lsp.working import worked
from regeltaal.workspace.state import State

_HISTORY = "voorheen"
_KEEP = Text(nl="Geschiedenis van de regel bewaren (VOORHEEN)", en="Keep the history of the rule (VOORHEEN)")
_KEEP_WHY = Text(
    nl="Wat onder de oude naam is gebeurd, blijft zo bij deze regel horen.",
    en="What happened under the old name stays with this rule.",
)
_LEFT = Text(
    nl="`{old}` heet nu `{new}`. De oude naam staat nog op {count} plek(ken), die hetzelfde bleven: {places}",
    en="`{old}` is now called `{new}`. The old name still stands in {count} place(s), left as they were: {places}",
)
_PLACE = Text(nl="{file} regel {line} ({reason})", en="{file} line {line} ({reason})")
_MORE = Text(nl="en nog {count}", en="and {count} more")
_CHANGED = Text(
    nl="Er is intussen iets gewijzigd; hernoem opnieuw.", en="Something has changed meanwhile; rename again."
)
_SHOWN = 5
_EDITS = "workspace.workspace_edit"


def register(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare_(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        at = pointed(server, params)
        if at is None:
            return None
        found = prepare(*at)
        if isinstance(found, Refusal):
            raise RefusedError(server.say(found.text, **found.facts))
        return types.PrepareRenamePlaceholder(range=server.range(at[0].locate(found.span)), placeholder=found.name)

    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    async def rename_(params: types.RenameParams) -> types.WorkspaceEdit | None:
        at = pointed(server, params)
        if at is None:
            return None
        state = at[0]
        found = await worked(server, renames(*at, params.new_name, can_move=_can_move(server)))
        if isinstance(found, Refusal):
            raise RefusedError(server.say(found.text, **found.facts))
        now = pointed(server, params)
        if now is None or now[0] is not state:
            raise RefusedError(server.say(_CHANGED))
        _tell_left(server, found, [*_shown(server, state, found.left), *_elsewhere(server, state, found.old)])
        return _edit(server, state, found)


def _can_move(server: Server) -> bool:
    known = server.client_capabilities.workspace
    edits = None if known is None else known.workspace_edit
    operations = () if edits is None else edits.resource_operations or ()
    return types.ResourceOperationKind.Rename in operations and server.can(f"{_EDITS}.document_changes")


# ---------------------------------------------------------------- the edit


def _edit(server: Server, state: State, found: Renaming) -> types.WorkspaceEdit:
    edit = server.workspace_edit(state, (*found.edits, *found.history))
    if found.history and edit.document_changes and server.can(f"{_EDITS}.change_annotation_support"):
        _annotate(server, edit, state, found)
    if found.moves and edit.document_changes is not None:
        moves = [types.RenameFile(old_uri=server.uri(old), new_uri=server.uri(new)) for old, new in found.moves]
        edit.document_changes = [*edit.document_changes, *moves]
    return edit


def _annotate(server: Server, edit: types.WorkspaceEdit, state: State, found: Renaming) -> None:
    """Lets the user see, and take out, what keeps the history."""
    places = {(server.uri(located.file), str(server.range(located))) for located in map(state.locate, _spans(found))}
    for one in edit.document_changes or ():
        if isinstance(one, types.TextDocumentEdit):
            uri = one.text_document.uri
            one.edits = [
                types.AnnotatedTextEdit(range=each.range, new_text=each.new_text, annotation_id=_HISTORY)
                if isinstance(each, types.TextEdit) and (uri, str(each.range)) in places
                else each
                for each in one.edits
            ]
    edit.change_annotations = {
        _HISTORY: types.ChangeAnnotation(
            label=server.say(_KEEP), description=server.say(_KEEP_WHY), needs_confirmation=False
        )
    }


def _spans(found: Renaming) -> Iterable[Span]:
    return (edit.span for edit in found.history)


# ---------------------------------------------------------------- the report


def _shown(server: Server, state: State, left: Iterable[LeftAlone]) -> Iterable[str]:
    for one in left:
        located = state.locate(one.span)
        yield server.say(_PLACE, file=located.file.name, line=located.start[0] + 1, reason=one.reason)


def _elsewhere(server: Server, state: State, old: str) -> Iterable[str]:
    for other in map(server.projects.state, server.in_view()):
        if other is not state:
            yield from _shown(server, other, mentions_in(other, old))


def _tell_left(server: Server, found: Renaming, places: Sequence[str]) -> None:
    if not places:
        return
    shown = list(places[:_SHOWN])
    if len(places) > _SHOWN:
        shown.append(server.say(_MORE, count=len(places) - _SHOWN))
    message = server.say(_LEFT, old=found.old, new=found.new, count=len(places), places="; ".join(shown))
    server.window_show_message(types.ShowMessageParams(type=types.MessageType.Info, message=message))
    every = "\n".join(places)
    server.window_log_message(types.LogMessageParams(type=types.MessageType.Info, message=every))
