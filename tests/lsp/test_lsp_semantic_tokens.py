"""Semantic tokens, over the protocol: whole, of a stretch, and as what changed; in each way of counting columns."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from lsprotocol import types
from tests.lsp.editing import Doc, Editor, Start

from regeltaal.lsp.positions import lines_of

CAPABILITIES = (
    "semanticTokensProvider",
    "semanticTokensProvider.range",
    "semanticTokensProvider.full",
    "semanticTokensProvider.full.delta",
)

RULE = """\
DOMEIN werkbonnen
# 👩‍🔧 e\u0301
DEFINITIE spoed BIJ werkbon = duur > 10

REGEL "👩‍🔧 Bedank"
WANNEER werkbon compleet gemeld EN korte omschrijving BEVAT "👩‍🔧 e\u0301" EN spoed
DAN
  ZET status = "Compleet"
"""
DOMAIN = "DOMEIN proef\nOBJECT doos\n  VELD nummer: tekst\n"


async def test_names_are_coloured_by_what_they_are(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", RULE)

    rows = told(editor, doc, (await whole(editor, doc)).data)

    assert rows == [
        ("werkbonnen", "namespace", "defaultLibrary"),
        ("spoed", "macro", "declaration readonly"),
        ("werkbon", "class", "defaultLibrary"),
        ("duur", "property", "defaultLibrary"),
        ("werkbon compleet gemeld", "event", "defaultLibrary"),
        ("korte omschrijving", "property", "defaultLibrary"),
        ("spoed", "macro", "readonly"),
        ("status", "property", "modification defaultLibrary"),
        ("Compleet", "enumMember", "readonly defaultLibrary"),
    ]


@pytest.mark.parametrize("encoding", list(types.PositionEncodingKind))
async def test_columns_count_as_the_client_does(
    start: Start, project: Path, encoding: types.PositionEncodingKind
) -> None:
    capabilities = types.ClientCapabilities(general=types.GeneralClientCapabilities(position_encodings=[encoding]))
    editor = await start(project, client=capabilities)
    doc = editor.saved("regels/a.regel", RULE)

    found = await whole(editor, doc)

    words = [row[0] for row in told(editor, doc, found.data, encoding)]
    assert "korte omschrijving" in words
    assert words.count("spoed") == 2


async def test_a_stretch_has_the_names_of_its_lines(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", RULE)
    asked = types.Range(start=types.Position(line=2, character=0), end=types.Position(line=2, character=5))

    found = await editor.client.text_document_semantic_tokens_range_async(
        types.SemanticTokensRangeParams(text_document=doc.id, range=asked)
    )

    assert found is not None
    words = [row[0] for row in told(editor, doc, found.data)]
    assert "duur" in words
    assert "status" not in words


async def test_only_what_changed_is_sent_again(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", RULE)
    before = await whole(editor, doc)
    editor.replace(doc, "ZET status", "ZET nergens; ZET status")
    editor.replace(doc, "ZET nergens; ", "WIS commentaar ")

    assert before.result_id is not None
    found = await editor.client.text_document_semantic_tokens_full_delta_async(
        types.SemanticTokensDeltaParams(text_document=doc.id, previous_result_id=before.result_id)
    )

    assert isinstance(found, types.SemanticTokensDelta)
    data = list(before.data)
    for edit in found.edits:
        data[edit.start : edit.start + edit.delete_count] = edit.data or []
    assert len(found.edits) == 1
    assert len(found.edits[0].data or []) < len(before.data)
    assert data == list((await whole(editor, doc)).data)
    assert "commentaar" in [row[0] for row in told(editor, doc, data)]


async def test_an_unknown_earlier_answer_gets_a_whole_one(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", RULE)

    found = await editor.client.text_document_semantic_tokens_full_delta_async(
        types.SemanticTokensDeltaParams(text_document=doc.id, previous_result_id="van gisteren")
    )

    assert isinstance(found, types.SemanticTokens)
    assert found.data


async def test_a_domain_has_colours_too(editor: Editor) -> None:
    doc = editor.saved("proef.domein", DOMAIN)

    rows = told(editor, doc, (await whole(editor, doc)).data)

    assert rows == [
        ("doos", "class", "declaration"),
        ("nummer", "property", "declaration"),
        ("tekst", "type", ""),
    ]


async def whole(editor: Editor, doc: Doc) -> types.SemanticTokens:
    found = await editor.client.text_document_semantic_tokens_full_async(
        types.SemanticTokensParams(text_document=doc.id)
    )
    assert found is not None
    return found


_CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


def told(
    editor: Editor,
    doc: Doc,
    data: Sequence[int],
    encoding: types.PositionEncodingKind = types.PositionEncodingKind.Utf16,
) -> list[tuple[str, str, str]]:
    """Each token with its type and modifiers, as the legend says."""
    provider = editor.answer.capabilities.semantic_tokens_provider
    assert isinstance(provider, types.SemanticTokensOptions)
    codec, size = _CODECS[encoding.value]
    lines, rows = lines_of(doc.text), []
    line = column = 0
    for at in range(0, len(data), 5):
        down, right, length, kind, bits = data[at : at + 5]
        line, column = line + down, right if down else column + right
        text = lines[line].encode(codec)[column * size : (column + length) * size].decode(codec)
        modifiers = [one for bit, one in enumerate(provider.legend.token_modifiers) if bits >> bit & 1]
        rows.append((text, provider.legend.token_types[kind], " ".join(modifiers)))
    return rows
