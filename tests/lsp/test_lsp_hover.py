"""Hover, over the protocol: Markdown for who shows that, text for others, in rules and in a domain."""

from pathlib import Path

from lsprotocol import types
from tests.lsp.editing import Editor, Start

CAPABILITIES = ("hoverProvider",)

RULE = """\
DOMEIN werkbonnen
REGEL "👩‍🔧 Bedank de klant"
WANNEER werkbon compleet gemeld EN korte omschrijving BEVAT "👩‍🔧" EN werk‸status = "Uitgevoerd"
DAN
  ARCHIVEER werkbon
"""
DOMAIN = """\
DOMEIN proef
OBJECT doos
  VELD num‸mer: tekst OMSCHRIJVING "Het nummer van de doos."
"""


async def test_the_meaning_of_a_name_is_told_at_the_name(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", RULE)

    found = await editor.client.text_document_hover_async(asked(doc.uri, doc.cursor))

    assert found is not None
    assert found.range is not None
    assert doc.part(found.range) == "werkstatus"
    assert isinstance(found.contents, types.MarkupContent)
    assert found.contents.kind is types.MarkupKind.Markdown
    assert found.contents.value.startswith("**werkstatus** · veld van `werkbon`\n\nHoe het werk volgens de monteur")


async def test_a_client_without_markdown_gets_text(start: Start, project: Path) -> None:
    editor = await start(project, client=types.ClientCapabilities())
    doc = editor.saved("regels/a.regel", RULE)

    found = await editor.client.text_document_hover_async(asked(doc.uri, doc.cursor))

    assert found is not None
    assert isinstance(found.contents, types.MarkupContent)
    assert found.contents.kind is types.MarkupKind.PlainText
    assert "Soort: een keuze uit de lijst `werkstatus`" in found.contents.value


async def test_white_space_and_an_unknown_file_tell_nothing(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", RULE)
    other = editor.open("notitie.txt", "werkstatus", language="plaintext")
    start = types.Position(line=0, character=2)

    assert await editor.client.text_document_hover_async(asked(other.uri, start)) is None
    far = types.Position(line=99, character=99)
    assert await editor.client.text_document_hover_async(asked(doc.uri, far)) is None


async def test_a_domain_tells_what_rules_will_see(editor: Editor) -> None:
    doc = editor.saved("proef.domein", DOMAIN)

    found = await editor.client.text_document_hover_async(asked(doc.uri, doc.cursor))

    assert found is not None
    assert found.range is not None
    assert doc.part(found.range) == "nummer"
    assert isinstance(found.contents, types.MarkupContent)
    assert "Het nummer van de doos" in found.contents.value


async def test_a_template_tells_what_its_rules_see(editor: Editor) -> None:
    text = "Onderwerp: Bedankt\n\nBeste {relatie.na‸am},\n"
    (editor.root / "sjablonen").mkdir()
    (editor.root / "sjablonen" / "Bedankt.txt").write_text(text.replace("‸", ""), encoding="utf-8")
    rule = RULE.replace(
        "ARCHIVEER werkbon", 'VERSTUUR e-mail MET ontvanger = relatie.e-mailadres; sjabloon = "Bedankt"'
    )
    editor.saved("regels/a.regel", rule)
    doc = editor.open("sjablonen/Bedankt.txt", text, language="plaintext")

    found = await editor.client.text_document_hover_async(asked(doc.uri, doc.cursor))

    assert found is not None
    assert found.range is not None
    assert doc.part(found.range) == "naam"
    assert isinstance(found.contents, types.MarkupContent)
    assert "veld van `relatie`" in found.contents.value


def asked(uri: str, position: types.Position) -> types.HoverParams:
    return types.HoverParams(text_document=types.TextDocumentIdentifier(uri=uri), position=position)
