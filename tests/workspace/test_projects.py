"""Which project a file belongs to, and what becomes of that while files come, go and are not saved."""

from collections.abc import Iterator
from pathlib import Path
from time import time_ns

import pytest

from regeltaal.rechecking import Rechecker, Result
from regeltaal.workspace import closed_files
from regeltaal.workspace.workspace import Document, Workspace

SETTINGS = '[project]\ndomein = "werkbonnen"\n'
RULE = 'REGEL "{}"\nWANNEER werkbon compleet gemeld\nEN {}\nDAN MAAK taak MET titel = "Kijk na"\n'
GOOD, BAD = RULE.format("Goed", "duur > 60"), RULE.format("Fout", "durr > 60")


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    # Results are kept by modules that did not change since the start; somebody may be writing one while tests run.
    monkeypatch.setattr("regeltaal.base.cache._STARTED", 2 * time_ns())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "project"
    _write(made / "regeltaal.toml", SETTINGS)
    _write(made / "regels" / "een.regel", GOOD)
    _write(made / "regels" / "twee.regel", BAD)
    return made


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _put(workspace: Workspace, file: Path, text: str) -> None:
    workspace.put(Document(file, text, 1))


def _codes(workspace: Workspace, file: Path) -> dict[str, list[str]]:
    return {one.name: [found.code.id for found in own] for one, own in workspace.state(file).findings.items()}


def test_what_is_not_saved_counts(folder: Path) -> None:
    workspace = Workspace()
    assert _codes(workspace, folder) == {"twee.regel": ["RT201"]}
    _put(workspace, folder / "regels" / "twee.regel", GOOD.replace("Goed", "Ook goed"))
    assert _codes(workspace, folder) == {"twee.regel": ["RT628"]}
    workspace.drop(folder / "regels" / "twee.regel")
    assert _codes(workspace, folder) == {"twee.regel": ["RT201"]}


def test_two_projects_know_nothing_of_one_another(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "ander"
    _write(other / "regeltaal.toml", SETTINGS)
    _write(other / "regels" / "een.regel", GOOD.replace("duur", "durr"))
    workspace = Workspace()
    _put(workspace, folder / "regels" / "een.regel", GOOD)
    _put(workspace, other / "regels" / "een.regel", GOOD.replace("duur", "duurr"))
    first = workspace.state(folder)

    assert _codes(workspace, folder) == {"twee.regel": ["RT201"]}
    assert _codes(workspace, other) == {"een.regel": ["RT201"]}
    _put(workspace, other / "regels" / "een.regel", GOOD)
    assert workspace.state(folder) is first
    assert _codes(workspace, other) == {}


def test_a_file_outside_any_project_goes_by_its_own_domain(tmp_path: Path) -> None:
    workspace, file = Workspace(), tmp_path / "los.regel"
    _put(workspace, file, f"DOMEIN werkbonnen\n{BAD}")
    assert workspace.home(file) == file
    assert _codes(workspace, file) == {"los.regel": ["RT201"]}
    _put(workspace, file, f"DOMEIN werkbon\n{BAD}")
    assert _codes(workspace, file) == {"los.regel": ["RT950"]}
    assert workspace.state(file).schema is not None
    _put(workspace, file, BAD)
    assert _codes(workspace, file) == {"los.regel": ["RT953"]}
    workspace.drop(file)
    assert _codes(workspace, file) == {}


def test_settings_that_appear_make_a_project_and_those_that_go_end_it(tmp_path: Path) -> None:
    workspace, file = Workspace(), tmp_path / "regels" / "een.regel"
    _put(workspace, file, GOOD)
    assert workspace.home(file) == file
    _write(tmp_path / "regeltaal.toml", SETTINGS)
    workspace.touched([tmp_path / "regeltaal.toml"])
    assert workspace.home(file) == tmp_path
    assert _codes(workspace, file) == {}
    (tmp_path / "regeltaal.toml").unlink()
    workspace.touched([tmp_path / "regeltaal.toml"])
    assert workspace.home(file) == file


def test_settings_that_were_never_saved_make_a_project(tmp_path: Path) -> None:
    workspace, file = Workspace(), tmp_path / "regels" / "een.regel"
    _put(workspace, file, BAD)
    _put(workspace, tmp_path / "regeltaal.toml", SETTINGS)
    assert workspace.home(file) == tmp_path
    assert _codes(workspace, file) == {"een.regel": ["RT201"]}
    workspace.drop(tmp_path / "regeltaal.toml")
    assert workspace.home(file) == file


def test_broken_settings_are_told_and_leave_the_rest_as_it_was(folder: Path) -> None:
    workspace, file = Workspace(), folder / "regels" / "een.regel"
    _put(workspace, file, GOOD)
    assert workspace.state(file).schema is not None
    _put(workspace, folder / "regeltaal.toml", "[project\n")
    state = workspace.state(file)

    assert _codes(workspace, file) == {"regeltaal.toml": ["RT946"]}
    assert list(state.findings) == [folder / "regeltaal.toml"]
    assert state.schema is not None
    assert state.scope("regels/een.regel") is not None
    _put(workspace, file, GOOD.replace("Goed", "Beter"))
    _put(workspace, folder / "regeltaal.toml", SETTINGS)
    assert "Beter" in workspace.state(file).sheets["regels/een.regel"].source.original
    assert _codes(workspace, file) == {"twee.regel": ["RT201"]}


def test_files_on_disk_come_and_go(folder: Path) -> None:
    workspace, third = Workspace(), folder / "regels" / "drie.regel"
    _put(workspace, folder / "regels" / "een.regel", GOOD)
    assert _codes(workspace, folder) == {"twee.regel": ["RT201"]}
    _write(third, BAD.replace("Fout", "Anders"))
    workspace.touched([third])
    assert _codes(workspace, folder) == {"twee.regel": ["RT201"], "drie.regel": ["RT201"]}
    third.rename(folder / "regels" / "vier.regel")
    workspace.touched([third, folder / "regels" / "vier.regel"])
    assert _codes(workspace, folder) == {"twee.regel": ["RT201"], "vier.regel": ["RT201"]}
    (folder / "regels" / "twee.regel").unlink()
    workspace.touched([folder / "regels"])
    assert _codes(workspace, folder) == {"vier.regel": ["RT201"]}


def test_an_open_file_that_no_pattern_matches_belongs_to_the_project(folder: Path) -> None:
    workspace, file = Workspace(), folder / "elders" / "een.regel"
    _put(workspace, file, BAD)
    state = workspace.state(file)

    assert "elders/een.regel" in state.sheets
    assert state.scope("elders/een.regel") is not None
    workspace.drop(file)
    assert "elders/een.regel" not in workspace.state(folder).sheets


@pytest.mark.parametrize("name", ["weg.regel", "weg/nog een.regel", "a\0b.regel", "x" * 5000, "."])
def test_a_path_where_nothing_is_has_no_findings(name: str, tmp_path: Path) -> None:
    workspace, file = Workspace(), tmp_path / name
    workspace.touched([file])
    state = workspace.state(file)

    assert not state.findings
    assert state.schema is None
    assert not list(state.sheets)


def test_files_that_are_not_open_are_not_checked_again_in_another_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _codes(Workspace(), folder) == {"twee.regel": ["RT201"]}
    monkeypatch.setattr(closed_files, "Workbench", None)

    assert _codes(Workspace(), folder) == {"twee.regel": ["RT201"]}


def test_the_program_goes_by_what_the_editor_kept(folder: Path) -> None:
    state = Workspace().state(folder)
    assert state.findings
    assert state.project is not None
    rechecker = Rechecker(watch=_never)
    rechecker.recall(state.project)

    assert [one.code.id for one in rechecker.check(state.project).problems] == ["RT201"]


def _never(results: Iterator[Result]) -> Iterator[Result]:
    assert not list(results)
    return iter(())


def test_a_state_is_looked_up_without_the_disk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace, file = Workspace(), folder / "regels" / "een.regel"
    _put(workspace, file, GOOD)
    first = workspace.state(file)
    assert first.findings
    for name in ("is_file", "is_dir", "exists", "resolve", "open", "read_text", "glob"):
        monkeypatch.setattr(Path, name, None)

    assert workspace.state(file) is first
    _put(workspace, file, GOOD.replace("60", "90"))
    after = workspace.state(file)
    assert after is not first
    assert [one.code.id for found in after.findings.values() for one in found] == ["RT201"]


def test_many_files_that_are_looked_into_do_not_keep_their_trees(folder: Path) -> None:
    for number in range(60):
        _write(folder / "regels" / f"nog_{number:02}.regel", GOOD.replace("Goed", f"Goed {number}"))
    state = Workspace().state(folder)
    counts = [len(sheet.file.items) for sheet in state.sheets.values()]
    kept = [sheet for sheet in state.sheets.made if all(part.is_read for part in sheet.parts)]

    assert sum(counts) == 62
    assert len(kept) < 50
