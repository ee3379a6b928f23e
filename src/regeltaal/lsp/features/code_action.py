"""Code actions. What takes long to work out is made when the action is chosen: on resolving it, or by a command."""

import asyncio
from collections.abc import Iterator
from typing import Any

from lsprotocol import types

from regeltaal.assist.actions import actions, elsewhere, work
from regeltaal.assist.actions_offered import Action, Asked, Kind, Maker
from regeltaal.base.text import Text
from regeltaal.lsp.checking import settled
from regeltaal.lsp.diagnostics import to_client
from regeltaal.lsp.documents import own_place
from regeltaal.lsp.server import Server
from regeltaal.workspace.state import State

MAKE = "regeltaal.doe"
EXPLAIN = "regeltaal.uitleg"
_CHANGED = Text(
    nl="Het bestand is intussen gewijzigd; kies de actie opnieuw.",
    en="The file has changed meanwhile; choose the action again.",
)
_QUIETLY = (Maker.FORMAT, Maker.MEND_ALL)
"""What is done at every save says nothing when there is nothing to do."""
_SNIPPETS = "workspace.workspace_edit.snippet_edit_support"
_RESOLVES = "text_document.code_action.resolve_support"


def register(server: Server) -> None:
    options = types.CodeActionOptions(code_action_kinds=[one.value for one in Kind], resolve_provider=True)

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, options)
    async def offered(params: types.CodeActionParams) -> list[types.CodeAction]:
        uri, wanted = params.text_document.uri, tuple(map(_word, params.context.only or ()))
        if server.state_of(uri) is None:
            return []
        state = await settled(server, server.file(uri))
        asked = _asked(server, uri, params.range)
        found = _elsewhere(server, state, params, wanted) if asked is None else actions(asked, wanted)
        return [_to_client(server, state, one, params) for one in found]

    @server.feature(types.CODE_ACTION_RESOLVE)
    async def resolved(action: types.CodeAction) -> types.CodeAction:
        if isinstance(action.data, dict):
            action.edit = await _made(server, action.data)
        return action

    @server.command(MAKE)
    async def make(*given: Any) -> None:  # noqa: ANN401 - whatever a client sends
        chosen = next(iter(given), None)
        edit = await _made(server, chosen) if isinstance(chosen, dict) else None
        if edit is not None:
            await server.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit=edit))


def _asked(server: Server, uri: str, stretch: types.Range) -> Asked | None:
    found = server.sheet_of(uri)
    if found is None:
        return None
    state, path, _ = found
    return Asked(state, path, *server.spot_range(state, path, stretch))


def _elsewhere(
    server: Server, state: State, params: types.CodeActionParams, wanted: tuple[str, ...]
) -> Iterator[Action]:
    """What can be done in a file that is no rule file."""
    file = server.file(params.text_document.uri)
    start, end = (own_place(server.lines(file), one, server.encoding) for one in (params.range.start, params.range.end))
    return elsewhere(state, file, start, end, wanted)


def _word(kind: types.CodeActionKind | str) -> str:
    return kind.value if isinstance(kind, types.CodeActionKind) else kind


def _to_client(server: Server, state: State, action: Action, params: types.CodeActionParams) -> types.CodeAction:
    shown = types.CodeAction(
        title=server.say(action.title),
        kind=action.kind.value,
        diagnostics=[to_client(server, state, one) for one in action.mends] or None,
        is_preferred=action.preferred or None,
    )
    if action.code is not None:
        shown.command = types.Command(title=shown.title, command=EXPLAIN, arguments=[action.code])
    elif action.edits is not None:
        shown.edit = _with_blank(server, server.workspace_edit(state, action.edits), action.blank)
    elif action.maker is not None:
        chosen = chosen_at(server, params.text_document.uri, action.maker, params.range)
        if server.can(_RESOLVES):
            shown.data = chosen
        else:
            shown.command = types.Command(title=shown.title, command=MAKE, arguments=[chosen])
    return shown


def _with_blank(server: Server, edit: types.WorkspaceEdit, blank: str | None) -> types.WorkspaceEdit:
    """The same, with what the author is to write selected, for a client that can do so."""
    if blank is None or edit.document_changes is None or not server.can(_SNIPPETS):
        return edit
    for change in edit.document_changes:
        if isinstance(change, types.TextDocumentEdit):
            change.edits = [_snippet(one, blank) if isinstance(one, types.TextEdit) else one for one in change.edits]
    return edit


def _snippet(edit: types.TextEdit, blank: str) -> types.SnippetTextEdit:
    before, _, behind = (one.replace("\\", "\\\\").replace("$", "\\$") for one in edit.new_text.partition(blank))
    value = types.StringValue(value=f"{before}${{1:{blank}}}{behind}")
    return types.SnippetTextEdit(range=edit.range, snippet=value)


# ---------------------------------------------------------------- what is made once it is chosen


def chosen_at(server: Server, uri: str, maker: Maker, stretch: types.Range) -> dict[str, object]:
    """What tells again what was chosen, and for which text."""
    start, end = stretch.start, stretch.end
    return {
        "maakt": maker.value,
        "uri": uri,
        "versie": server.version_of(server.file(uri)).version,
        "bereik": [start.line, start.character, end.line, end.character],
    }


async def _made(server: Server, chosen: dict[str, Any]) -> types.WorkspaceEdit | None:
    """The edit that an action is, made outside the loop; None, and told, when the text changed or there is nothing."""
    try:
        maker, uri = Maker(chosen.get("maakt")), str(chosen.get("uri"))
        line, column, last_line, last_column = (max(0, int(one)) for one in chosen.get("bereik", ()))
    except (TypeError, ValueError):
        return None
    start = types.Position(line=line, character=column)
    stretch = types.Range(start=start, end=types.Position(line=last_line, character=last_column))
    asked = _asked(server, uri, stretch)
    if asked is None:
        return None
    file, version = asked.state.file(asked.sheet.source), chosen.get("versie")
    edits = await asyncio.to_thread(work(asked, maker)) if server.version_of(file).version == version else None
    if edits is None or server.version_of(file).version != version:
        _tell(server, _CHANGED)
        return None
    if isinstance(edits, Text):
        if maker not in _QUIETLY:
            _tell(server, edits)
        return None
    return server.workspace_edit(asked.state, edits)


def _tell(server: Server, text: Text) -> None:
    server.window_show_message(types.ShowMessageParams(type=types.MessageType.Info, message=server.say(text)))
