"""Diagnostics that a client asks for: those of now, and never twice."""

import asyncio
from collections.abc import Sequence

from lsprotocol import types
from tests.lsp.editing import Doc, Editor, Start
from tests.lsp.test_lsp_diagnostics import LISTS, RULE, USES, WRONG

PULLS = types.ClientCapabilities(
    text_document=types.TextDocumentClientCapabilities(diagnostic=types.DiagnosticClientCapabilities()),
    workspace=types.WorkspaceClientCapabilities(
        diagnostics=types.DiagnosticWorkspaceClientCapabilities(refresh_support=True)
    ),
)
Report = types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport


async def ask(editor: Editor, doc: Doc, before: str | None = None) -> Report:
    return await editor.client.text_document_diagnostic_async(
        types.DocumentDiagnosticParams(text_document=doc.id, previous_result_id=before)
    )


async def ask_all(
    editor: Editor, before: Sequence[types.PreviousResultId] = ()
) -> dict[str, types.WorkspaceDocumentDiagnosticReport]:
    answer = await editor.client.workspace_diagnostic_async(
        types.WorkspaceDiagnosticParams(previous_result_ids=list(before))
    )
    return {one.uri: one for one in answer.items}


def codes(report: object) -> list[object]:
    assert isinstance(report, types.RelatedFullDocumentDiagnosticReport | types.WorkspaceFullDocumentDiagnosticReport)
    return [one.code for one in report.items]


async def test_who_asks_is_answered_at_once_about_the_text_of_now(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", RULE)
    assert codes(await ask(editor, doc)) == []
    editor.replace(doc, "werkstatus", "werkstaat")
    assert codes(await ask(editor, doc)) == ["RT201"]


async def test_what_is_still_so_is_not_told_again(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", WRONG)
    first = await ask(editor, doc)
    assert isinstance(await ask(editor, doc, first.result_id), types.RelatedUnchangedDocumentDiagnosticReport)
    editor.change(doc, f"\n{doc.text}")
    second = await ask(editor, doc, first.result_id)
    assert codes(second) == ["RT201"]
    assert second.result_id != first.result_id


async def test_a_client_that_asks_is_sent_nothing_of_what_it_has_open(start: Start, project: object) -> None:
    editor = await start(project, client=PULLS)
    (editor.root / "regels/b.regel").write_text(WRONG.replace("Bedank", "Dank"), encoding="utf-8")
    doc = editor.saved("regels/a.regel", WRONG)
    assert codes(await ask(editor, doc)) == ["RT201"]
    closed = (editor.root / "regels/b.regel").as_uri()
    assert await editor.wait(lambda: editor.client.diagnostics.get(closed))
    assert doc.uri not in editor.client.diagnostics


async def test_a_client_that_asks_about_all_files_is_sent_nothing_at_all(start: Start, project: object) -> None:
    editor = await start(project, client=PULLS)
    (editor.root / "regels/b.regel").write_text(WRONG, encoding="utf-8")
    closed = (editor.root / "regels/b.regel").as_uri()
    editor.saved("regels/a.regel", "DOMEIN werkbonnen\n")
    await editor.wait(lambda: editor.client.diagnostics.get(closed))
    assert codes((await ask_all(editor))[closed]) == ["RT201"]
    await editor.wait(lambda: not editor.client.diagnostics[closed])


async def test_of_all_files_is_told_what_changed_also_when_all_is_well_again(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", WRONG)
    first = (await ask_all(editor))[doc.uri]
    known = [types.PreviousResultId(uri=doc.uri, value=str(first.result_id))]
    same = (await ask_all(editor, known))[doc.uri]
    assert isinstance(same, types.WorkspaceUnchangedDocumentDiagnosticReport)
    editor.replace(doc, "werkstaat", "werkstatus")
    assert codes((await ask_all(editor, known))[doc.uri]) == []


async def test_an_edit_here_makes_the_client_ask_again_there(start: Start, project: object) -> None:
    editor = await start(project, client=PULLS)
    lists = editor.saved("regels/lijsten.regel", LISTS)
    uses = editor.saved("regels/b.regel", USES)
    assert codes(await ask(editor, uses)) == []
    editor.replace(lists, "streek", "buurt")
    await editor.wait(lambda: editor.client.diagnostic_refresh_count)
    assert codes(await ask(editor, uses)) == ["RT201"]
    await asyncio.sleep(0.5)
    assert editor.client.diagnostic_refresh_count <= 2


async def test_about_a_file_that_is_none_of_ours_there_is_nothing_to_tell(editor: Editor) -> None:
    file = editor.root.parent / "notities.txt"
    doc = editor.open_uri(file.as_uri(), "REGEL niets", "plaintext", file)
    assert codes(await ask(editor, doc)) == []
