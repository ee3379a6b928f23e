"""Definition, references, highlight, rename, workspace symbols and call hierarchy, through a real server."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pytest_lsp import client_capabilities
from tests.lsp.editing import Doc, Editor, Start

CAPABILITIES = (
    "definitionProvider",
    "referencesProvider",
    "documentHighlightProvider",
    "renameProvider.prepareProvider",
    "workspaceSymbolProvider",
    "callHierarchyProvider",
)
RULES = """DOMEIN werkbonnen
GEBRUIK "lijsten.regel"

REGEL "😀 Klant ‸bedanken"
WANNEER werkbon ‸compleet gemeld
EN ‸grote klus
DAN
  ZET werkstatus = "Gefactureerd"
  VERSTUUR e-mail MET ontvanger = relatie.e-mailadres; sjabloon = "‸Bedankt"
# de grote klus
TEST "a"
WANNEER werkbon compleet gemeld
VERWACHT REGEL "😀 Klant bedanken"
"""
LISTS = 'DOMEIN werkbonnen\n\nDEFINITIE grote klus BIJ werkbon = werkstatus = "Uitgevoerd"\n'
TEMPLATE = "Onderwerp: Bedankt\n\nStatus {‸werkstatus}.\n"


@pytest.fixture
def docs(editor: Editor) -> tuple[Doc, Doc]:
    lists = editor.saved("regels/lijsten.regel", LISTS)
    (editor.root / "sjablonen").mkdir()
    (editor.root / "sjablonen" / "Bedankt.txt").write_text(TEMPLATE.replace("‸", ""), encoding="utf-8")
    return editor.saved("regels/a.regel", RULES), lists


def _opened(editor: Editor, uri: str) -> Doc:
    file = Path(uri.removeprefix("file://"))
    return editor.open_uri(uri, file.read_text(encoding="utf-8"), "regeltaal-domein", file)


def _shown(editor: Editor, found: Sequence[types.Location]) -> list[tuple[str, str]]:
    """Where places are, with what stands there."""
    return [
        (Path(one.uri).name, editor.docs[one.uri].part(one.range) if one.uri in editor.docs else "") for one in found
    ]


async def test_a_definition_is_found_in_another_file(editor: Editor, docs: tuple[Doc, Doc]) -> None:
    rules, lists = docs
    found = await editor.client.text_document_definition_async(
        types.DefinitionParams(text_document=rules.id, position=rules.cursors[2])
    )
    assert isinstance(found, Sequence)
    (link,) = found
    assert isinstance(link, types.LocationLink)
    assert (link.target_uri, lists.part(link.target_range)) == (lists.uri, "grote klus")
    assert link.origin_selection_range is not None
    assert rules.part(link.origin_selection_range) == "grote klus"


async def test_the_domain_opens_in_the_package_and_leads_back(editor: Editor, docs: tuple[Doc, Doc]) -> None:
    rules, _ = docs
    found = await editor.client.text_document_definition_async(
        types.DefinitionParams(text_document=rules.id, position=rules.cursors[1])
    )
    assert isinstance(found, Sequence)
    (link,) = found
    assert isinstance(link, types.LocationLink)
    assert link.target_uri.endswith("/werkbonnen/werkbonnen.domein")
    domain = _opened(editor, link.target_uri)
    assert domain.part(link.target_range) == "werkbon compleet gemeld"
    back = await editor.client.text_document_references_async(
        types.ReferenceParams(
            text_document=domain.id,
            position=link.target_range.start,
            context=types.ReferenceContext(include_declaration=False),
        )
    )
    assert _shown(editor, back or ()) == [("a.regel", "werkbon compleet gemeld")] * 2


async def test_references_and_highlights_of_a_definition(editor: Editor, docs: tuple[Doc, Doc]) -> None:
    rules, _ = docs
    found = await editor.client.text_document_references_async(
        types.ReferenceParams(
            text_document=rules.id,
            position=rules.cursors[2],
            context=types.ReferenceContext(include_declaration=True),
        )
    )
    assert sorted(_shown(editor, found or ())) == [("a.regel", "grote klus"), ("lijsten.regel", "grote klus")]
    shown = await editor.client.text_document_document_highlight_async(
        types.DocumentHighlightParams(text_document=rules.id, position=rules.find("werkstatus"))
    )
    assert [(rules.part(one.range), one.kind) for one in shown or ()] == [
        ("werkstatus", types.DocumentHighlightKind.Write)
    ]


async def test_a_template_leads_to_the_domain(editor: Editor, docs: tuple[Doc, Doc]) -> None:
    del docs
    template = editor.open("sjablonen/Bedankt.txt", TEMPLATE, "plaintext")
    found = await editor.client.text_document_references_async(
        types.ReferenceParams(
            text_document=template.id,
            position=template.cursor,
            context=types.ReferenceContext(include_declaration=False),
        )
    )
    assert sorted(_shown(editor, found or ())) == [
        ("Bedankt.txt", "werkstatus"),
        ("a.regel", "werkstatus"),
        ("lijsten.regel", "werkstatus"),
    ]


# ---------------------------------------------------------------- rename


async def _renamed(editor: Editor, doc: Doc, at: types.Position, name: str) -> types.WorkspaceEdit:
    found = await editor.client.text_document_rename_async(
        types.RenameParams(text_document=doc.id, position=at, new_name=name)
    )
    assert found is not None
    return found


async def test_a_name_is_changed_in_every_file(editor: Editor, docs: tuple[Doc, Doc]) -> None:
    rules, _ = docs
    at = types.PrepareRenameParams(text_document=rules.id, position=rules.cursors[2])
    prepared = await editor.client.text_document_prepare_rename_async(at)
    assert isinstance(prepared, types.PrepareRenamePlaceholder)
    assert (prepared.placeholder, rules.part(prepared.range)) == ("grote klus", "grote klus")
    editor.change(rules, rules.text.replace("EN grote klus", "EN grote klus\nEN NIET grote klus"))
    edit = await _renamed(editor, rules, rules.find("grote klus"), "kleine klus")
    changed = editor.apply(edit)
    assert sorted(changed) == ["regels/a.regel", "regels/lijsten.regel"]
    assert "EN kleine klus\nEN NIET kleine klus\n" in changed["regels/a.regel"]
    assert "DEFINITIE kleine klus BIJ" in changed["regels/lijsten.regel"]
    told = await editor.wait(lambda: [one.message for one in editor.client.messages])
    assert re.search(r"`grote klus` heet nu `kleine klus`.*1 plek.*a\.regel regel 11 \(in een opmerking\)", told[0])


async def test_a_rule_keeps_its_history(editor: Editor, docs: tuple[Doc, Doc]) -> None:
    rules, _ = docs
    edit = await _renamed(editor, rules, rules.cursors[0], "Klant danken")
    changed = editor.apply(edit)["regels/a.regel"]
    assert 'REGEL "Klant danken"\n  VOORHEEN "😀 Klant bedanken"\n' in changed
    assert 'VERWACHT REGEL "Klant danken"' in changed
    assert list(edit.change_annotations or ()) == ["voorheen"]


async def test_a_template_is_renamed_with_its_file(editor: Editor, docs: tuple[Doc, Doc]) -> None:
    rules, _ = docs
    edit = await _renamed(editor, rules, rules.cursors[3], "Hartelijk dank")
    (moved,) = [one for one in edit.document_changes or () if isinstance(one, types.RenameFile)]
    assert (Path(moved.old_uri).name, moved.new_uri.endswith("/sjablonen/Hartelijk%20dank.txt")) == (
        "Bedankt.txt",
        True,
    )


async def test_a_name_that_is_not_ours_is_refused_with_the_reason(editor: Editor, docs: tuple[Doc, Doc]) -> None:
    rules, _ = docs
    with pytest.raises(JsonRpcException, match="kant-en-klaar"):
        await editor.client.text_document_prepare_rename_async(
            types.PrepareRenameParams(text_document=rules.id, position=rules.cursors[1])
        )
    with pytest.raises(JsonRpcException, match="De naam `werkstatus` kan niet"):
        await _renamed(editor, rules, rules.cursors[2], "werkstatus")
    assert editor.client.log_messages == []


async def test_a_poor_editor_gets_plain_answers(start: Start, project: Path) -> None:
    able = client_capabilities("visual-studio-code")
    assert able.workspace is not None
    able.workspace.workspace_edit = None
    assert able.text_document is not None
    able.text_document.definition = None
    editor = await start(project, client=able)
    doc = editor.saved("regels/a.regel", RULES.replace('GEBRUIK "lijsten.regel"', LISTS.split("\n", 2)[2]))
    found = await editor.client.text_document_definition_async(
        types.DefinitionParams(text_document=doc.id, position=doc.cursors[2])
    )
    assert isinstance(found, Sequence)
    assert [doc.part(one.range) for one in found if isinstance(one, types.Location)] == ["grote klus"]
    edit = await _renamed(editor, doc, doc.cursors[0], "Dank")
    assert edit.change_annotations is None
    assert 'VOORHEEN "😀 Klant bedanken"' in editor.apply(edit)["regels/a.regel"]


# ---------------------------------------------------------------- the whole project


async def test_anything_is_found_by_a_few_letters(editor: Editor, docs: tuple[Doc, Doc]) -> None:
    found = await editor.client.workspace_symbol_async(types.WorkspaceSymbolParams(query="gk"))
    first = (found or ())[0]
    assert isinstance(first, types.SymbolInformation)
    assert (first.name, docs[1].part(first.location.range)) == ("grote klus", "grote klus")


async def test_what_starts_what_is_followed(editor: Editor, docs: tuple[Doc, Doc]) -> None:
    rules, _ = docs
    prepared = await editor.client.text_document_prepare_call_hierarchy_async(
        types.CallHierarchyPrepareParams(text_document=rules.id, position=rules.cursors[1])
    )
    (event,) = prepared or ()
    started = await editor.client.call_hierarchy_outgoing_calls_async(
        types.CallHierarchyOutgoingCallsParams(item=event)
    )
    (rule,) = [one.to for one in started or ()]
    effects = await editor.client.call_hierarchy_outgoing_calls_async(types.CallHierarchyOutgoingCallsParams(item=rule))
    assert [(one.to.name, [rules.part(place) for place in one.from_ranges]) for one in effects or ()] == [
        ("werkstatus", ["werkstatus"]),
        ("VERSTUUR e-mail", ["VERSTUUR e-mail"]),
    ]
    back = await editor.client.call_hierarchy_incoming_calls_async(types.CallHierarchyIncomingCallsParams(item=rule))
    assert [one.from_.name for one in back or ()] == ["werkbon compleet gemeld"]
    rule.data = {"soort": "regel", "namen": [3], "project": rules.uri}
    assert not await editor.client.call_hierarchy_outgoing_calls_async(
        types.CallHierarchyOutgoingCallsParams(item=rule)
    )
