"""Formatting, through a real server."""

from lsprotocol import types
from tests.lsp.editing import Editor, applied

CAPABILITIES = ("documentFormattingProvider", "documentRangeFormattingProvider")
LOOSE = """DOMEIN werkbonnen
REGEL "é😀"
  WANNEER werkbon aangemaakt DAN WIS commentaar
REGEL   "b"
WANNEER werkbon aangemaakt
DAN WIS commentaar"""
TIDY = """DOMEIN werkbonnen

REGEL "é😀"
WANNEER werkbon aangemaakt
DAN
  WIS commentaar

REGEL "b"
WANNEER werkbon aangemaakt
DAN
  WIS commentaar
"""
OPTIONS = types.FormattingOptions(tab_size=4, insert_spaces=False)


async def test_a_document_gets_the_one_form(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", LOOSE)
    edits = await editor.client.text_document_formatting_async(
        types.DocumentFormattingParams(text_document=doc.id, options=OPTIONS)
    )
    assert applied(doc.text, edits or ()) == TIDY
    editor.change(doc, TIDY)
    again = await editor.client.text_document_formatting_async(
        types.DocumentFormattingParams(text_document=doc.id, options=OPTIONS)
    )
    assert not again


async def test_a_stretch_means_the_declarations_in_it(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", LOOSE)
    stretch = types.Range(start=doc.find("REGEL", 2), end=doc.find("WANNEER", 2))
    edits = await editor.client.text_document_range_formatting_async(
        types.DocumentRangeFormattingParams(text_document=doc.id, range=stretch, options=OPTIONS)
    )
    before = LOOSE[: LOOSE.index("REGEL   ")]
    assert applied(doc.text, edits or ()) == before + TIDY[TIDY.index('REGEL "b"') :]
