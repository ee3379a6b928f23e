"""Completion and signature help, as editors ask for them."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from lsprotocol import types
from tests.lsp.editing import Doc, Editor, Start, applied

CAPABILITIES = ("completionProvider", "signatureHelpProvider")

RULE = 'DOMEIN werkbonnen\n\nREGEL "é𝄞"\nWANNEER werkbon aangemaakt\n'

AS_IS = types.ClientCompletionItemInsertTextModeOptions(value_set=[types.InsertTextMode.AsIs])


async def _items(editor: Editor, doc: Doc) -> Sequence[types.CompletionItem]:
    params = types.CompletionParams(text_document=doc.id, position=doc.cursor)
    found = await editor.client.text_document_completion_async(params)
    assert isinstance(found, types.CompletionList)
    return list(found.items)


async def _item(editor: Editor, doc: Doc, label: str) -> types.CompletionItem:
    return next(item for item in await _items(editor, doc) if item.label == label)


def _inserted(doc: Doc, item: types.CompletionItem) -> str:
    assert isinstance(item.text_edit, types.TextEdit)
    return applied(doc.text, [item.text_edit])


@pytest.mark.asyncio
async def test_a_name_of_more_words_replaces_all_that_was_typed_of_it(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", f"{RULE}EN type werk‸")
    item = await _item(editor, doc, "type werkzaamheden")
    assert _inserted(doc, item) == f"{RULE}EN type werkzaamheden"
    assert item.filter_text is not None
    assert item.filter_text.startswith("type werk")
    assert item.kind == types.CompletionItemKind.Field
    assert item.detail == "type werkzaamheden van werkbon"
    assert isinstance(item.documentation, types.MarkupContent)
    assert "`Onderhoud`" in item.documentation.value


@pytest.mark.asyncio
async def test_a_client_with_snippets_gets_places_to_fill_in(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", f"{RULE}DAN\n  ‸")
    item = await _item(editor, doc, "MAAK taak")
    assert item.insert_text_format is types.InsertTextFormat.Snippet
    assert isinstance(item.text_edit, types.TextEdit)
    assert item.text_edit.new_text == 'MAAK taak MET titel = ${1:"Nabellen over werkbon"}'


@pytest.mark.asyncio
async def test_a_client_without_snippets_gets_text(start: Start, project: Path) -> None:
    editor = await start(project, client=types.ClientCapabilities())
    doc = editor.saved("regels/a.regel", f"{RULE}DAN\n  ‸")
    items = await _items(editor, doc)
    assert {item.insert_text_format for item in items} == {types.InsertTextFormat.PlainText}
    assert not [
        item for item in items if isinstance(item.text_edit, types.TextEdit) and "${" in item.text_edit.new_text
    ]
    assert not any(item.label_details for item in items)
    first = await _item(editor, doc, "MAAK taak")
    assert _inserted(doc, first) == f"{RULE}DAN\n  MAAK taak MET titel = "


@pytest.mark.asyncio
async def test_a_client_that_shows_details_beside_the_label_gets_them_there(start: Start, project: Path) -> None:
    item_can = types.ClientCompletionItemOptions(label_details_support=True, insert_text_mode_support=AS_IS)
    completion_can = types.CompletionClientCapabilities(completion_item=item_can)
    can = types.ClientCapabilities(text_document=types.TextDocumentClientCapabilities(completion=completion_can))
    editor = await start(project, client=can)
    item = await _item(editor, editor.saved("regels/a.regel", f"{RULE}EN type werk‸"), "type werkzaamheden")
    assert item.label_details is not None
    assert item.label_details.description == "type werkzaamheden van werkbon"
    assert item.insert_text_mode == types.InsertTextMode.AsIs


@pytest.mark.asyncio
async def test_columns_are_those_of_the_client(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", f'{RULE}EN korte omschrijving = "𝄞𝄞" EN stat‸')
    item = await _item(editor, doc, "status")
    assert _inserted(doc, item).endswith('EN korte omschrijving = "𝄞𝄞" EN status')


@pytest.mark.asyncio
async def test_a_broken_rule_is_completed_as_well(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", f"{RULE}EN status == ) = ( \nEN status = ‸\nDAN DAN\n")
    assert '"Ingepland"' in [item.label for item in await _items(editor, doc)]


@pytest.mark.asyncio
async def test_a_comment_and_a_free_text_get_nothing(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", f"{RULE}# EN ‸")
    assert await _items(editor, doc) == []
    doc = editor.change(doc, 'DOMEIN werkbonnen\nREGEL "‸"')
    assert await _items(editor, doc) == []


@pytest.mark.asyncio
async def test_a_domain_is_completed(editor: Editor) -> None:
    doc = editor.saved("eigen.domein", "DOMEIN eigen\nOBJECT klus\n  VELD naam: te‸")
    item = await _item(editor, doc, "tekst")
    assert _inserted(doc, item) == "DOMEIN eigen\nOBJECT klus\n  VELD naam: tekst"


@pytest.mark.asyncio
async def test_the_parameter_that_is_being_written_is_told(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", f'{RULE}DAN\n  MAAK taak MET titel = "x"; prioriteit = ‸')
    params = types.SignatureHelpParams(text_document=doc.id, position=doc.cursor)
    found = await editor.client.text_document_signature_help_async(params)
    assert found is not None
    (shown,) = found.signatures
    assert shown.label.startswith("MAAK taak MET titel: tekst; [verantwoordelijke: medewerker]")
    assert shown.parameters is not None
    assert found.active_parameter is not None
    label = shown.parameters[found.active_parameter].label
    assert not isinstance(label, str)
    assert shown.label[label[0] : label[1]] == "[prioriteit: taakprioriteit]"


@pytest.mark.asyncio
async def test_outside_an_action_and_a_function_no_signature_is_told(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", f"{RULE}EN ‸")
    params = types.SignatureHelpParams(text_document=doc.id, position=doc.cursor)
    assert await editor.client.text_document_signature_help_async(params) is None
