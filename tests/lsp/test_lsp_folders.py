"""The folders that an editor works in, files that change outside it, and its settings."""

from pathlib import Path

from lsprotocol import types
from tests.lsp.editing import Editor, Start
from tests.lsp.test_lsp_diagnostics import RULE, USES, WRONG, touched

WATCHES = types.ClientCapabilities(
    workspace=types.WorkspaceClientCapabilities(
        did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
        configuration=True,
    )
)


def project_in(folder: Path, **files: str) -> Path:
    (folder / "regels").mkdir(parents=True)
    (folder / "regeltaal.toml").write_text('[project]\ndomein = "werkbonnen"\n', encoding="utf-8")
    for name, text in files.items():
        (folder / f"regels/{name}.regel").write_text(text, encoding="utf-8")
    return folder


async def test_projects_of_a_folder_are_checked_though_nothing_of_them_is_open(start: Start, tmp_path: Path) -> None:
    first, second = project_in(tmp_path / "een", a=WRONG), project_in(tmp_path / "diep/twee", a=WRONG)
    editor = await start(tmp_path)
    for root in (first, second):
        uri = (root / "regels/a.regel").as_uri()
        assert await editor.wait(lambda uri=uri: editor.client.diagnostics.get(uri))  # type: ignore[misc] # a lambda


async def test_a_folder_that_comes_is_checked_and_one_that_goes_is_cleared(start: Start, tmp_path: Path) -> None:
    first, second = project_in(tmp_path / "een", a=RULE), project_in(tmp_path / "twee", a=WRONG)
    editor = await start(first)
    uri = (second / "regels/a.regel").as_uri()
    folder = types.WorkspaceFolder(uri=second.as_uri(), name="twee")

    def change(added: list[types.WorkspaceFolder], removed: list[types.WorkspaceFolder]) -> None:
        event = types.WorkspaceFoldersChangeEvent(added=added, removed=removed)
        params = types.DidChangeWorkspaceFoldersParams(event=event)
        editor.client.workspace_did_change_workspace_folders(params)

    change([folder], [])
    assert await editor.wait(lambda: editor.client.diagnostics.get(uri))
    change([], [folder])
    await editor.wait(lambda: not editor.client.diagnostics[uri])


async def test_a_folder_that_a_link_leads_to_keeps_the_name_that_the_client_has_for_it(
    start: Start, tmp_path: Path
) -> None:
    project_in(tmp_path / "echt", a=WRONG)
    (tmp_path / "bijnaam").symlink_to(tmp_path / "echt")
    editor = await start(tmp_path / "bijnaam")
    uri = (tmp_path / "bijnaam/regels/a.regel").as_uri()
    assert await editor.wait(lambda: editor.client.diagnostics.get(uri))


async def test_a_file_that_is_made_or_changed_outside_is_seen(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", USES)
    assert await editor.diagnostics(doc)
    lists = editor.root / "regels/lijsten.regel"
    lists.write_text('DOMEIN werkbonnen\nLIJST streek = "Zeist"\n', encoding="utf-8")
    touched(editor, lists.as_uri(), types.FileChangeType.Created)
    await editor.diagnostics(doc, [])
    lists.write_text('DOMEIN werkbonnen\nLIJST buurt = "Zeist"\n', encoding="utf-8")
    touched(editor, lists.as_uri(), types.FileChangeType.Changed)
    await editor.diagnostics(doc, ["RT201"])


async def test_files_that_the_editor_itself_makes_moves_and_deletes_are_seen(editor: Editor) -> None:
    doc = editor.saved("regels/a.regel", USES)
    assert await editor.diagnostics(doc)
    old, new = editor.root / "regels/lijst.regel", editor.root / "regels/lijsten.regel"
    old.write_text('DOMEIN werkbonnen\nLIJST streek = "Zeist"\n', encoding="utf-8")
    made = types.CreateFilesParams(files=[types.FileCreate(uri=old.as_uri())])
    editor.client.workspace_did_create_files(made)
    old.rename(new)
    moved = types.RenameFilesParams(files=[types.FileRename(old_uri=old.as_uri(), new_uri=new.as_uri())])
    editor.client.workspace_did_rename_files(moved)
    await editor.diagnostics(doc, [])
    new.unlink()
    gone = types.DeleteFilesParams(files=[types.FileDelete(uri=new.as_uri())])
    editor.client.workspace_did_delete_files(gone)
    await editor.wait(lambda: editor.client.diagnostics[doc.uri])


async def test_a_changed_domain_is_held_against_all_rules(start: Start, kantoor: Path) -> None:
    editor = await start(kantoor)
    rules = (kantoor / "regels/klussen.regel").as_uri()
    domain = editor.open("kantoor.domein", language="domein")
    await editor.diagnostics(domain)
    before = list(editor.client.diagnostics.get(rules, ()))
    editor.replace(domain, "VELD plaats: tekst", "VELD woonplaats: tekst")
    await editor.wait(lambda: "RT201" in [one.code for one in editor.client.diagnostics.get(rules, ())])
    editor.replace(domain, "VELD woonplaats: tekst", "VELD plaats: tekst")
    await editor.wait(lambda: list(editor.client.diagnostics.get(rules, ())) == before)


async def test_files_are_watched_by_a_client_that_can(start: Start, project: Path) -> None:
    editor = await start(project, client=WATCHES)
    await editor.wait(lambda: editor.registered)
    (found,) = editor.registered
    assert found.method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES
    assert "**/*.regel" in str(found.register_options)


async def test_settings_of_the_user_are_heeded_from_the_start_and_when_they_change(start: Start, project: Path) -> None:
    editor = await start(project, client=WATCHES)
    doc = editor.saved("regels/a.regel", WRONG)
    (found,) = await editor.diagnostics(doc)
    assert "hier niet bekend" in found.message
    editor.client.set_configuration({"taal": "en"}, section="regeltaal")
    editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings=None))
    await editor.wait(lambda: "not known here" in editor.client.diagnostics[doc.uri][0].message)
    pushed = types.DidChangeConfigurationParams(settings={"regeltaal": {"taal": "nl"}})
    editor.client.set_configuration({"taal": "nl"}, section="regeltaal")
    editor.client.workspace_did_change_configuration(pushed)
    await editor.wait(lambda: "hier niet bekend" in editor.client.diagnostics[doc.uri][0].message)
