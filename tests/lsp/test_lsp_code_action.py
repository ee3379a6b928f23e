"""Code actions, through a real server."""

from ast import literal_eval
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lsprotocol import types
from tests.lsp.editing import Doc, Editor, Start, unmarked

CAPABILITIES = ("codeActionProvider", "executeCommandProvider")
WRONG = """DOMEIN werkbonnen

REGEL "Bel na"
WANNEER werkbon compleet gemeld
EN commentar IS ‸LEEG
EN werkstatus <> LEEG
DAN
  MAAK taak MET titel = 'Bel'
"""


RIGHT = WRONG.replace("EN commentar IS", "EN commentaar IS").replace("'", '"')


async def told(editor: Editor, doc: Doc, at: types.Position, *only: str) -> Sequence[types.CodeAction | types.Command]:
    found = await editor.client.text_document_code_action_async(
        types.CodeActionParams(
            text_document=doc.id,
            range=types.Range(start=at, end=at),
            context=types.CodeActionContext(diagnostics=[], only=list(only) or None),
        )
    )
    return found or ()


async def offered(editor: Editor, doc: Doc, *only: str, place: types.Position | None = None) -> list[types.CodeAction]:
    found = await told(editor, doc, place or doc.cursor, *only)
    return [one for one in found if isinstance(one, types.CodeAction)]


async def test_a_fix_is_applied(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", WRONG)
    first = (await offered(editor, doc, "quickfix"))[0]
    assert first.title == "Vervang door `commentaar`"
    assert [one.code for one in first.diagnostics or ()] == ["RT201"]
    assert first.edit is not None
    assert "EN commentaar IS LEEG" in editor.apply(first.edit)["regels/a.regel"]


async def test_all_that_needs_no_choice_is_mended_on_resolving(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", WRONG)
    (all_safe,) = await offered(editor, doc, "source.fixAll")
    assert all_safe.edit is None
    resolved = await editor.client.code_action_resolve_async(all_safe)
    assert resolved.edit is not None
    after = editor.apply(resolved.edit)["regels/a.regel"]
    assert 'titel = "Bel"' in after
    assert "werkstatus IS GEVULD" in after


async def test_what_was_chosen_for_an_older_text_is_not_made(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", WRONG)
    (action,) = await offered(editor, doc, "source.format.regeltaal")
    editor.replace(doc, "'Bel'", '"Bel"')
    assert (await editor.client.code_action_resolve_async(action)).edit is None


async def test_a_client_that_can_not_resolve_gets_a_command_that_edits(start: Start, project: Path) -> None:
    capabilities = types.ClientCapabilities(workspace=types.WorkspaceClientCapabilities(apply_edit=True))
    editor = await start(project, client=capabilities)
    doc = editor.saved("regels/a.regel", RIGHT.replace("  MAAK", "MAAK"))
    asked: list[types.ApplyWorkspaceEditParams] = []

    @editor.client.feature(types.WORKSPACE_APPLY_EDIT)  # type: ignore[untyped-decorator] # pytest-lsp's
    def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        asked.append(params)
        return types.ApplyWorkspaceEditResult(applied=True)

    (action,) = await told(editor, doc, doc.cursor, "source.format.regeltaal")
    # What the client is sent is an action with a command; lsprotocol takes it for that command itself.
    command = literal_eval(str(action.command))
    assert command["command"] == "regeltaal.doe"
    params = types.ExecuteCommandParams(command=command["command"], arguments=command["arguments"])
    await editor.client.workspace_execute_command_async(params)
    assert editor.apply(asked[0].edit) == {"regels/a.regel": unmarked(RIGHT)[0]}


async def test_a_test_is_made_of_a_rule(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", RIGHT)
    (action,) = [one for one in await offered(editor, doc, "refactor") if one.title.startswith("Maak een TEST")]
    resolved = await editor.client.code_action_resolve_async(action)
    assert resolved.edit is not None
    assert 'VERWACHT REGEL "Bel na"\n' in editor.apply(resolved.edit)["regels/a.regel"]


async def test_the_reason_of_an_exception_is_selected_where_the_client_can(start: Start, project: Path) -> None:
    can = types.WorkspaceEditClientCapabilities(document_changes=True, snippet_edit_support=True)
    capabilities = types.ClientCapabilities(workspace=types.WorkspaceClientCapabilities(workspace_edit=can))
    editor = await start(project, client=capabilities)
    doc = editor.saved("regels/a.regel", WRONG)
    actions = await offered(editor, doc, "quickfix", place=doc.find("werkstatus"))
    (hide,) = [one for one in actions if one.title.startswith("Schakel RT674 hier uit")]
    assert hide.edit is not None
    assert hide.edit.document_changes is not None
    (change,) = hide.edit.document_changes
    assert isinstance(change, types.TextDocumentEdit)
    (edit,) = change.edits
    assert isinstance(edit, types.SnippetTextEdit)
    assert edit.snippet.value == "# regeltaal: uit RT674 omdat ${1:(vul hier de reden in)}\n"
    assert change.text_document.version == 1


async def test_an_exception_is_written_with_a_place_for_the_reason(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", WRONG)
    actions = await offered(editor, doc, "quickfix", place=doc.find("werkstatus"))
    (hide,) = [one for one in actions if one.title.startswith("Schakel RT674 hier uit")]
    assert hide.edit is not None
    after = editor.apply(hide.edit)["regels/a.regel"]
    assert '# regeltaal: uit RT674 omdat (vul hier de reden in)\nREGEL "Bel na"' in after


async def test_the_settings_are_mended_as_well(editor: Editor) -> None:
    text = (editor.root / "regeltaal.toml").read_text(encoding="utf-8")
    doc = editor.saved("regeltaal.toml", f"{text}\n[opsl‸agg]\n")
    first = (await offered(editor, doc))[0]
    assert first.edit is not None
    assert editor.apply(first.edit)["regeltaal.toml"].endswith("\n[opslag]\n")


NONSENSE: tuple[tuple[str, list[Any]], ...] = (
    ("regeltaal.doe", []),
    ("regeltaal.doe", [{"maakt": "niets"}]),
    ("regeltaal.doe", [{"maakt": "test", "uri": "file:///nergens.regel", "bereik": [-1, 0, 0, 0]}]),
    ("regeltaal.doe", [{"maakt": "test", "uri": 5, "bereik": 5}]),
    ("regeltaal.test", []),
    ("regeltaal.test", ["file:///nergens.regel", 7]),
    ("regeltaal.test", [None, None]),
    ("regeltaal.uitleg", []),
    ("regeltaal.uitleg", [{"a": 1}]),
    ("regeltaal.toonGebruik", ["file:///a", None, 5]),
    ("regeltaal.toonGebruik", ["file:///a", None, [{"uri": "x"}, 3, {"uri": 1, "range": {"start": None}}]]),
)


async def test_no_command_with_nonsense_is_a_crash(editor: Editor) -> None:
    editor.saved("regels/a.regel", RIGHT)
    for name, arguments in NONSENSE:
        params = types.ExecuteCommandParams(command=name, arguments=arguments)
        await editor.client.workspace_execute_command_async(params)
    assert [one for one in editor.client.messages if one.type is types.MessageType.Error] == []
