"""Inlay hints, document symbols, folding, selection ranges and document links, over the protocol."""

from pathlib import Path

from lsprotocol import types
from tests.lsp.editing import Doc, Editor, Start

CAPABILITIES = (
    "inlayHintProvider",
    "documentSymbolProvider",
    "foldingRangeProvider",
    "selectionRangeProvider",
    "documentLinkProvider",
)

RULES = """\
DOMEIN werkbonnen

DEFINITIE kosten BIJ werkbon = SOM(m.prijs VOOR ELK m IN materialen)

REGEL "👩‍🔧 Later"
WANNEER werkbon aangemaakt
EN kosten > 2‸0
DAN
  MAAK taak MET titel = "b"

REGEL "Eerst"
  PRIORITEIT 10
WANNEER werkbon aangemaakt
DAN
  VERSTUUR e-mail MET ontvanger = relatie.e-mailadres; sjabloon = "Bedankt"
"""
DOMAIN = "DOMEIN proef\nOBJECT doos\n  VELD num‸mer: tekst\n    VERPLICHT\n"


async def test_hints_stand_behind_what_they_are_about(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", RULES)

    found = await hints(editor, doc)

    assert [(behind(doc, one), one.label) for one in found] == [
        ("kosten", ": bedrag"),
        ("m", ": materiaal"),
        ('Later"', "2e van 2 bij werkbon aangemaakt"),
        ('"Eerst"', "1e van 2 bij werkbon aangemaakt"),
    ]


async def test_hints_are_only_of_the_lines_that_are_seen(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", RULES)
    seen = types.Range(start=types.Position(line=4, character=0), end=types.Position(line=6, character=0))

    found = await editor.client.text_document_inlay_hint_async(types.InlayHintParams(text_document=doc.id, range=seen))

    assert [one.label for one in found or ()] == ["2e van 2 bij werkbon aangemaakt"]


async def test_hints_can_be_turned_off(start: Start, project: Path) -> None:
    editor = await start(project, options={"inlayHints": False})
    doc = editor.saved("regels/a.regel", RULES)

    assert await hints(editor, doc) == []


async def test_the_outline_is_a_tree(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", RULES)

    found = await editor.client.text_document_document_symbol_async(types.DocumentSymbolParams(text_document=doc.id))

    assert found is not None
    trees = [one for one in found if isinstance(one, types.DocumentSymbol)]
    assert [(one.name, one.detail) for one in trees] == [
        ("kosten", "werkbon"),
        ("👩‍🔧 Later", "werkbon aangemaakt"),
        ("Eerst", "werkbon aangemaakt"),
    ]
    assert [one.name for one in trees[2].children or ()] == ["VERSTUUR e-mail"]
    assert doc.part(trees[1].selection_range) == '"👩‍🔧 Later"'


async def test_a_client_without_trees_gets_a_row(start: Start, project: Path) -> None:
    editor = await start(project, client=types.ClientCapabilities())
    doc = editor.saved("regels/a.regel", RULES)

    found = await editor.client.text_document_document_symbol_async(types.DocumentSymbolParams(text_document=doc.id))

    rows = [one for one in found or () if isinstance(one, types.SymbolInformation)]
    assert [one.name for one in rows] == ["kosten", "👩‍🔧 Later", "Eerst"]


async def test_a_rule_and_its_sections_fold(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", RULES)

    found = await editor.client.text_document_folding_range_async(types.FoldingRangeParams(text_document=doc.id))

    assert [(one.start_line, one.end_line) for one in found or ()] == [(4, 8), (5, 6), (7, 8), (10, 14), (13, 14)]


async def test_a_selection_grows_from_a_value_to_the_file(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", RULES)

    assert await grown(editor, doc) == ["20", "> 20", "kosten > 20", "EN kosten > 20"]


async def test_names_of_files_are_links(editor: Editor) -> None:
    template = editor.root / "sjablonen" / "Bedankt.txt"
    template.parent.mkdir()
    template.write_text("Onderwerp: x\n\ny\n", encoding="utf-8")
    doc = editor.saved("regels/a.regel", RULES)
    settings = editor.open("regeltaal.toml", language="toml")

    found = await links(editor, doc)

    assert [(doc.part(one.range), (one.target or "").rpartition("/")[2], one.tooltip) for one in found] == [
        ("werkbonnen", "werkbonnen.domein", "Open het domein"),
        ("Bedankt", "Bedankt.txt", "Open dit sjabloon"),
    ]
    assert [settings.part(one.range) for one in await links(editor, settings)] == ['"werkbonnen"']


async def test_a_domain_folds_grows_and_has_an_outline(editor: Editor) -> None:
    doc = editor.saved("proef.domein", DOMAIN)

    folds = await editor.client.text_document_folding_range_async(types.FoldingRangeParams(text_document=doc.id))
    outline = await editor.client.text_document_document_symbol_async(types.DocumentSymbolParams(text_document=doc.id))

    assert [(one.start_line, one.end_line) for one in folds or ()] == [(1, 3)]
    assert [one.name for one in outline or ()] == ["doos"]
    assert await grown(editor, doc) == ["nummer", "VELD nummer: tekst", "VELD nummer: tekst\n    VERPLICHT"]


async def test_another_file_has_nothing_of_this(editor: Editor) -> None:
    doc = editor.open("notitie.txt", "REGEL ‸x\n  y\n", language="plaintext")

    assert not await editor.client.text_document_folding_range_async(types.FoldingRangeParams(text_document=doc.id))
    assert not await links(editor, doc)
    assert not await hints(editor, doc)
    assert not await editor.client.text_document_selection_range_async(
        types.SelectionRangeParams(text_document=doc.id, positions=[doc.cursor])
    )


async def hints(editor: Editor, doc: Doc) -> list[types.InlayHint]:
    params = types.InlayHintParams(text_document=doc.id, range=doc.whole)
    return list(await editor.client.text_document_inlay_hint_async(params) or ())


async def links(editor: Editor, doc: Doc) -> list[types.DocumentLink]:
    params = types.DocumentLinkParams(text_document=doc.id)
    return list(await editor.client.text_document_document_link_async(params) or ())


async def grown(editor: Editor, doc: Doc) -> list[str]:
    """The first few selections at the cursor."""
    found = await editor.client.text_document_selection_range_async(
        types.SelectionRangeParams(text_document=doc.id, positions=[doc.cursor])
    )
    assert found is not None
    texts: list[str] = []
    one: types.SelectionRange | None = found[0]
    while one is not None:
        texts.append(doc.part(one.range))
        one = one.parent
    assert texts[-1] == doc.text
    return texts[: 4 if "REGEL" in doc.text else 3]


def behind(doc: Doc, hint: types.InlayHint) -> str:
    """The word before a hint."""
    line = doc.text.split("\n")[hint.position.line]
    before = line.encode("utf-16-le")[: 2 * hint.position.character].decode("utf-16-le")
    return before.replace("(", " ").split(" ")[-1]
