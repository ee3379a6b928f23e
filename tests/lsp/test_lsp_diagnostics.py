"""Diagnostics that are sent: what is wrong in the rules is told by itself, and goes when it is mended."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from tests.lsp.editing import Editor, Start

from regeltaal.base.codes import all_codes
from regeltaal.lsp.diagnostics import UNNECESSARY
from regeltaal.report.codes import load_codes

RULE = """\
DOMEIN werkbonnen

REGEL "Bedank de klant"
WANNEER werkbon compleet gemeld
EN werkstatus = "Uitgevoerd"
DAN
  ARCHIVEER werkbon
"""
WRONG = RULE.replace("werkstatus", "werkstaat")
LISTS = 'DOMEIN werkbonnen\nLIJST streek = "Zeist"\n'
USES = 'DOMEIN werkbonnen\nGEBRUIK "lijsten.regel"\nREGEL "Klus in de streek"\nWANNEER werkbon compleet gemeld\n'
USES += "EN relatie.plaats IN streek\nDAN\n  ARCHIVEER werkbon\n"


async def test_a_mistake_is_told_at_its_place_and_goes_when_it_is_mended(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", WRONG)
    found = await editor.diagnostics(doc)
    assert [doc.part(one.range) for one in found] == ["werkstaat"]
    editor.replace(doc, "werkstaat", "werkstatus")
    assert await editor.diagnostics(doc, []) == []


async def test_it_has_a_code_a_severity_and_a_hint_in_words(editor: Editor) -> None:
    (found,) = await editor.diagnostics(editor.saved("regels/a.regel", WRONG))
    assert (found.code, found.source, found.severity) == ("RT201", "regeltaal", types.DiagnosticSeverity.Error)
    assert found.message == "`werkstaat` is hier niet bekend\nHint: Bedoelde u `werkstatus`?"


async def test_messages_are_in_english_for_who_asks(start: Start, project: Path) -> None:
    for how in ({"options": {"taal": "en"}}, {"environment": {"REGELTAAL_TAAL": "en"}}):
        editor = await start(project, **how)
        (found,) = await editor.diagnostics(editor.saved("regels/a.regel", WRONG))
        assert found.message.startswith("`werkstaat` is not known here")


async def test_columns_are_those_of_the_client(start: Start, project: Path) -> None:
    text = WRONG.replace("EN werkstaat", 'EN nummer = "é😀" EN werkstaat')
    for offered, column in (("utf-8", 24), ("utf-16", 21), ("utf-32", 20)):
        general = types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind(offered)])
        editor = await start(project, client=types.ClientCapabilities(general=general))
        (found,) = await editor.diagnostics(editor.saved("regels/a.regel", text))
        assert found.range.start == types.Position(line=4, character=column), offered


async def test_a_second_place_is_named(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", RULE + RULE.removeprefix("DOMEIN werkbonnen\n"))
    found = await editor.wait(
        lambda: [one for one in editor.client.diagnostics.get(doc.uri, ()) if one.code == "RT511"]
    )
    assert found[0].related_information is not None
    (related,) = found[0].related_information
    assert doc.part(related.location.range) == '"Bedank de klant"'


async def test_what_may_go_is_faded(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", "DOMEIN werkbonnen\nLIJST streek = 1; 2\n")
    (found,) = await editor.diagnostics(doc, ["RT620"])
    assert list(found.tags or ()) == [types.DiagnosticTag.Unnecessary]


def test_what_is_faded_is_what_the_linter_knows() -> None:
    load_codes()
    assert UNNECESSARY <= {code.name for code in all_codes()}


# ------------------------------------------------------------ other files


async def test_files_that_are_not_open_are_told_about_as_well_and_cleared(editor: Editor) -> None:
    (editor.root / "regels/b.regel").write_text(WRONG, encoding="utf-8")
    uri = (editor.root / "regels/b.regel").as_uri()
    editor.saved("regels/a.regel", "DOMEIN werkbonnen\n")
    assert await editor.wait(lambda: editor.client.diagnostics.get(uri))
    (editor.root / "regels/b.regel").unlink()
    touched(editor, uri, types.FileChangeType.Deleted)
    await editor.wait(lambda: uri in editor.client.diagnostics and not editor.client.diagnostics[uri])


async def test_an_edit_here_is_told_there(editor: Editor) -> None:
    (editor.root / "regels/b.regel").write_text(USES, encoding="utf-8")
    uri = (editor.root / "regels/b.regel").as_uri()
    lists = editor.saved("regels/lijsten.regel", LISTS)
    await editor.diagnostics(lists, [])
    editor.replace(lists, "streek", "buurt")
    assert await editor.wait(lambda: [one.code for one in editor.client.diagnostics.get(uri, ())]) == ["RT201"]
    editor.replace(lists, "buurt", "streek")
    await editor.wait(lambda: not editor.client.diagnostics[uri])


async def test_the_file_on_disk_counts_again_when_a_document_is_closed(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", RULE)
    await editor.diagnostics(doc, [])
    editor.replace(doc, "werkstatus", "werkstaat")
    await editor.diagnostics(doc, ["RT201"])
    editor.close(doc)
    await editor.diagnostics(doc, [])


async def test_settings_and_domain_are_told_about_in_their_own_files(editor: Editor) -> None:
    toml = editor.open("regeltaal.toml", '[project]\ndomein = "werkbonnne"\n', language="toml")
    found = await editor.diagnostics(toml)
    assert '"werkbonnne"' in [toml.part(one.range) for one in found]
    message = (await editor.wait(lambda: editor.client.messages))[0]
    assert message.message.startswith("De regels in `project` worden niet gecontroleerd: ")
    editor.change(toml, '[project]\ndomein = "werkbonnen"\nregels = []\n')
    assert await editor.diagnostics(toml, []) == []


async def test_a_broken_regeltaal_toml_is_told_in_that_file(editor: Editor) -> None:
    toml = editor.saved("regeltaal.toml", "[project\n")
    assert [one.code for one in await editor.diagnostics(toml)] == ["RT946"]


# ------------------------------------------------------------ files of every kind


async def test_a_file_outside_any_project_is_held_against_its_own_domain(editor: Editor, tmp_path: Path) -> None:
    file = tmp_path / "elders" / "los.regel"
    doc = editor.open_uri(file.as_uri(), WRONG, "regeltaal", file)
    assert [one.code for one in await editor.diagnostics(doc)] == ["RT201"]


async def test_what_was_never_saved_is_checked_as_well(editor: Editor) -> None:
    doc = editor.open_uri("untitled:Naamloos-1", WRONG, "regeltaal", Path("/x"))
    assert [one.code for one in await editor.diagnostics(doc)] == ["RT201"]
    editor.replace(doc, "werkstaat", "werkstatus")
    assert await editor.diagnostics(doc, []) == []
    editor.close(doc)


async def test_other_files_are_left_alone(editor: Editor, tmp_path: Path) -> None:
    for name, language in (("notities.txt", "plaintext"), ("andere.toml", "toml"), ("los.domein", "domein")):
        file = tmp_path / name
        editor.open_uri(file.as_uri(), "REGEL dit is er geen\n", language, file)
    doc = editor.saved("regels/a.regel", RULE)
    await editor.diagnostics(doc, [])
    assert not editor.client.log_messages


async def test_a_text_that_is_too_large_is_left_alone(editor: Editor) -> None:
    editor.open("regels/groot.regel", "#" * 20_000_001)
    assert (await editor.wait(lambda: editor.client.messages))[0].message == (
        "`groot.regel` is te groot en wordt niet gecontroleerd"
    )
    doc = editor.saved("regels/a.regel", WRONG)
    assert await editor.diagnostics(doc, ["RT201"])


@pytest.mark.parametrize("content", [b"\xff\xfe\x00DOMEIN", b"\x00" * 100, b""], ids=["latin", "nul", "leeg"])
async def test_a_file_that_is_no_text_harms_nobody(editor: Editor, content: bytes) -> None:
    (editor.root / "regels/raar.regel").write_bytes(content)
    doc = editor.saved("regels/a.regel", WRONG)
    assert await editor.diagnostics(doc, ["RT201"])


# ------------------------------------------------------------ when


async def test_while_somebody_types_nothing_is_checked_but_afterwards_all_is(start: Start, project: Path) -> None:
    editor = await start(project, options={"wachttijd": 400})
    doc = editor.saved("regels/a.regel", RULE)
    await editor.diagnostics(doc, [])
    sent: list[int | None] = []

    def note(params: types.PublishDiagnosticsParams) -> None:
        sent.append(params.version)
        editor.client.diagnostics[params.uri] = params.diagnostics

    del editor.client.protocol.fm.features[types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS]
    editor.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(note)
    for letter in "staat":
        editor.change(doc, doc.text.replace("werk", f"werk{letter}"))
        await asyncio.sleep(0.02)
    await editor.wait(lambda: editor.client.diagnostics[doc.uri])
    assert sent == [doc.version]


async def test_what_is_told_is_what_the_command_finds_in_the_files_on_disk(editor: Editor) -> None:
    docs = [editor.saved("regels/a.regel", WRONG), editor.saved("regels/b.regel", USES)]
    docs.append(editor.saved("regels/lijsten.regel", LISTS + "LIJST ongebruikt = 1\n"))
    expected = command(editor.root)
    for doc in docs:
        of_file = [one for one in expected if one["bestand"] == doc.file.relative_to(editor.root).as_posix()]
        found = await editor.diagnostics(doc, [one["code"] for one in of_file])
        assert [one.range.start.line + 1 for one in found] == [one["regel"] for one in of_file]


def command(root: Path) -> list[dict[str, Any]]:
    """What `regeltaal controleer` finds."""
    line = [sys.executable, "-m", "regeltaal", "controleer", str(root), "--uitvoer", "json"]
    found: list[dict[str, Any]] = json.loads(subprocess.run(line, capture_output=True, check=False).stdout)
    return found


def touched(editor: Editor, uri: str, kind: types.FileChangeType) -> None:
    changes = [types.FileEvent(uri=uri, type=kind)]
    editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changes=changes))
