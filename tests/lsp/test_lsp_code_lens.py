"""Code lenses and the commands behind them, through a real server."""

from lsprotocol import types
from tests.lsp.editing import Doc, Editor

CAPABILITIES = ("codeLensProvider", "executeCommandProvider")
RULES = """DOMEIN werkbonnen

REGEL "Bel na"
WANNEER werkbon compleet gemeld
DAN
  ZET commentaar = "nabellen"

REGEL "Leeg maken"
WANNEER werkbon compleet gemeld
DAN
  WIS commentaar

TEST "er wordt nagebeld"
GEGEVEN werkbon MET nummer = "W1"
WANNEER werkbon compleet gemeld
VERWACHT REGEL "Bel na"

TEST "niet goed"
GEGEVEN werkbon MET nummer = "W1"
WANNEER werkbon compleet gemeld
VERWACHT NIET WIS commentaar
"""


async def lenses(editor: Editor, doc: Doc) -> list[tuple[int, types.Command]]:
    found = await editor.client.text_document_code_lens_async(types.CodeLensParams(text_document=doc.id))
    return [(one.range.start.line, one.command) for one in found or () if one.command is not None]


async def run(editor: Editor, command: types.Command) -> object:
    params = types.ExecuteCommandParams(command=command.command, arguments=command.arguments)
    return await editor.client.workspace_execute_command_async(params)


async def test_lenses_tell_what_is_known_of_rules_and_tests(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", RULES)
    assert [(line, one.title) for line, one in await lenses(editor, doc)] == [
        (2, "⚠ botst met “Leeg maken” op `commentaar`"),
        (2, "1 test"),
        (2, "`commentaar`: ook 1 andere regel"),
        (7, "⚠ botst met “Bel na” op `commentaar`"),
        (7, "+ maak een test"),
        (7, "`commentaar`: ook 1 andere regel"),
        (12, "▶ alle tests in dit bestand"),
        (12, "▶ test uitvoeren"),
        (17, "▶ test uitvoeren"),
    ]


async def test_a_test_runs_on_the_text_that_is_not_saved_and_the_lens_tells_how_it_came_out(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", RULES)
    editor.replace(doc, "VERWACHT NIET WIS", "VERWACHT WIS")
    commands = [one for _, one in await lenses(editor, doc) if one.command == "regeltaal.test"]
    assert await run(editor, commands[2]) is not None
    assert [one.message for one in editor.client.messages] == ["✓ “niet goed” geslaagd"]
    assert (17, "✓ geslaagd") in [(line, one.title) for line, one in await lenses(editor, doc)]
    editor.replace(doc, "VERWACHT WIS", "VERWACHT NIET WIS")
    assert (17, "✓ geslaagd (vóór de laatste wijziging)") in [
        (line, one.title) for line, one in await lenses(editor, doc)
    ]
    await run(editor, commands[0])
    assert editor.client.messages[-1].message == (
        "✗ 1 van de 2 tests niet geslaagd; “niet goed”: regel 21: `WIS commentaar` is toch gebeurd"
    )


async def test_places_are_gone_to(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", RULES)
    (_, first), *_ = await lenses(editor, doc)
    await run(editor, first)
    (gone,) = editor.client.shown_documents
    assert gone.uri == doc.uri
    assert gone.selection is not None
    assert gone.selection.start == doc.find("WIS commentaar")


async def test_a_code_is_explained(editor: Editor) -> None:
    editor.saved("regels/a.regel", RULES)
    whole = await run(editor, types.Command(title="", command="regeltaal.uitleg", arguments=["RT527"]))
    assert "Goed:" in str(whole)
    assert editor.client.messages[-1].message.startswith("RT527: ")


async def test_a_lens_about_many_places_gets_them_when_it_comes_into_view(editor: Editor) -> None:
    rule = 'REGEL "Regel {}"\nWANNEER werkbon compleet gemeld\nEN werkstatus = "x{}"\nDAN\n  ZET commentaar = "{}"\n'
    text = "DOMEIN werkbonnen\n\n" + "\n".join(rule.format(number, number, number) for number in range(30))
    doc = editor.saved("regels/a.regel", text)
    found = await editor.client.text_document_code_lens_async(types.CodeLensParams(text_document=doc.id))
    first = next(one for one in found or () if one.command is None)
    resolved = await editor.client.code_lens_resolve_async(first)
    assert resolved.command is not None
    assert resolved.command.title == "`commentaar`: ook 29 andere regels"
    _, _, places = resolved.command.arguments or ()
    assert isinstance(places, list)
    assert len(places) == 29
