"""Renaming: cases in `renames/` with the new name behind `# naar:`, and what a renaming must leave as it was."""

import random
import re
import shutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from tests.assist.assist_project import Opened
from tests.assist.cases import cases, opened

from regeltaal.assist.places import note_at, notes_of, source_of
from regeltaal.assist.rename import Renaming, prepare, rename
from regeltaal.assist.renaming import Refusal
from regeltaal.base.diagnostic import Edit
from regeltaal.check.notes import TemplateSymbol
from regeltaal.pipeline import analyse
from regeltaal.workspace.state import State
from regeltaal.workspace.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
NEW = "een nog niet vergeven naam"


def edited(state: State, edits: tuple[Edit, ...]) -> Mapping[Path, str]:
    """The files as an editor leaves them."""
    by_file: dict[Path, list[tuple[tuple[int, int], tuple[int, int], str]]] = {}
    for edit in edits:
        located = state.locate(edit.span)
        by_file.setdefault(located.file, []).append((located.start, located.end, edit.replacement))
    return {file: _replaced(file.read_text(encoding="utf-8"), rows) for file, rows in by_file.items()}


def _replaced(text: str, rows: list[tuple[tuple[int, int], tuple[int, int], str]]) -> str:
    lines = text.split("\n")
    for (first, start), (last, end), new in sorted(rows, reverse=True):
        lines[first : last + 1] = (lines[first][:start] + new + lines[last][end:]).split("\n")
    return "\n".join(lines)


# ---------------------------------------------------------------- cases


def _told(project: Opened, name: str) -> Iterator[str]:
    for spot in project.marks:
        found = rename(project.state, spot.source, spot.offset, name)
        if isinstance(found, Refusal):
            yield f"nee: {found.text.show('nl', found.facts)}\n"
        else:
            yield from _changes(project, found)


def _changes(project: Opened, found: Renaming) -> Iterator[str]:
    for file, text in edited(project.state, (*found.edits, *found.history)).items():
        before = file.read_text(encoding="utf-8").split("\n")
        yield f"{file.relative_to(project.folder).as_posix()}\n"
        yield from (f"  {line}\n" for line in text.split("\n") if line not in before)
    for old, new in found.moves:
        yield f"bestand {old.relative_to(project.folder)} -> {new.relative_to(project.folder)}\n"
    for one in found.left:
        located = project.state.locate(one.span)
        yield f"blijft: {located.file.name}:{located.start[0] + 1} {' '.join(one.span.text.split())} {one.reason.nl}\n"


@pytest.mark.parametrize("case", cases("renames"), ids=lambda case: case.stem)
def test_a_name_is_changed_wherever_it_stands(case: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    source, parting, expected = case.read_text(encoding="utf-8").partition("=== verwacht\n")
    wanted = re.search(r"# naar: (.*)", source)
    assert wanted is not None
    found = "".join(_told(opened(case, tmp_path), wanted[1]))
    if request.config.getoption("--update-golden"):
        case.write_text(f"{source}{parting}{found}", encoding="utf-8")
        return
    assert found == expected


@pytest.mark.parametrize(
    "name", ["", "  ", "`", "***", "WANNEER", "wanneer", "is leeg", "a\nb = c", "x" * 300, "ZET veld"]
)
def test_a_name_that_is_none_is_refused_or_works(name: str, tmp_path: Path) -> None:
    text = "DOMEIN werkbonnen\nDEFINITIE ‸oud BIJ werkbon = AANTAL(materialen) > 2\nDEFINITIE nieuw BIJ werkbon = oud\n"
    project = Opened(tmp_path, {"a.regel": text})
    (spot,) = project.marks
    found = rename(project.state, spot.source, spot.offset, name)
    if isinstance(found, Renaming):
        (after,) = edited(project.state, found.edits).values()
        project.put(after)
        assert not [one for some in project.state.findings.values() for one in some if one.is_error]


def test_a_template_stays_where_an_editor_can_rename_no_file(tmp_path: Path) -> None:
    project = opened(Path(__file__).parent / "renames" / "sjabloon.txt", tmp_path)
    (spot,) = project.marks
    found = rename(project.state, spot.source, spot.offset, "Dank", can_move=False)
    assert isinstance(found, Refusal)
    assert "geen bestanden" in found.text.nl


@pytest.mark.parametrize("start", ["eigen.domein", "sjablonen/Brief.txt"])
def test_it_may_start_in_the_domain_or_in_a_template(start: str, tmp_path: Path) -> None:
    texts = {
        "a.regel": 'DOMEIN eigen\nREGEL "a"\nWANNEER bon gemeld\nDAN\n  MAAK brief MET vorm = "Brief"\n',
        "eigen.domein": (
            "DOMEIN eigen\nOBJECT bon\n  VELD nummer: tekst VERPLICHT SLEUTEL\n  VELD stand: tekst\n"
            "GEBEURTENIS bon gemeld BIJ bon VOLGT stand\n"
            "ACTIE MAAK brief BIJ bon\n  PARAMETER vorm: SJABLOON VERPLICHT\n"
        ),
        "sjablonen/Brief.txt": "De stand is {stand}.\n",
    }
    state = Opened(tmp_path, texts, '[project]\ndomein = "eigen.domein"\nregels = ["*.regel"]\n').state
    source = source_of(state, tmp_path / start)
    assert source is not None
    found = rename(state, source, source.text.rindex("stand"), "stand van zaken")
    assert isinstance(found, Renaming)
    changed = {file.name: text for file, text in edited(state, found.edits).items()}
    assert sorted(changed) == ["Brief.txt", "eigen.domein"]
    assert changed["Brief.txt"] == "De stand is {stand van zaken}.\n"
    assert "VOLGT stand van zaken\n" in changed["eigen.domein"]
    assert [one.span.text for one in found.left] == ["stand"]


# ---------------------------------------------------------------- laws


@cache
def _own(name: str, folder: Path) -> Path:
    """An example with a domain of its own, so that everything in it can be renamed."""
    root = folder / name
    shutil.copytree(ROOT / "examples" / name, root)
    domain = f"{name}.domein"
    shutil.copy(ROOT / "src" / "regeltaal" / "domains" / name / domain, root / domain)
    settings = root / "regeltaal.toml"
    text = settings.read_text(encoding="utf-8").replace(f'domein = "{name}"', f'domein = "{domain}"')
    settings.write_text(text, encoding="utf-8")
    return root


def _state(root: Path) -> State:
    return Workspace().state(root / "regels" / "tests.regel")


def _means_the_same(root: Path, state: State, found: Renaming) -> None:
    before = _program(root)
    texts = {file: file.read_text(encoding="utf-8") for file in edited(state, found.edits)}
    for file, text in edited(state, found.edits).items():
        file.write_text(text, encoding="utf-8")
    after = _program(root)
    for file, text in texts.items():
        file.write_text(text, encoding="utf-8")
    assert after.replace(NEW, found.old.casefold()) == before


@pytest.mark.parametrize("name", ["werkbonnen", "boekhouding"])
def test_there_and_back_gives_the_same_text_and_no_error_on_the_way(
    name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = _own(name, tmp_path_factory.getbasetemp())
    state = _state(root)
    notes = [note for sheet in state.sheets.values() for part in sheet.parts for note in notes_of(state, part.source)]
    by_symbol = {note.symbol: note for note in notes if not isinstance(note.symbol, TemplateSymbol)}
    for note in random.Random(7).sample(list(by_symbol.values()), 12):  # noqa: S311 - any would do
        found = rename(state, note.span.source, note.span.start, NEW)
        if isinstance(found, Refusal):
            assert isinstance(prepare(state, note.span.source, note.span.start), Refusal), (note, found)
        else:
            _there_and_back(root, state, found)


def _program(root: Path) -> str:
    """All that rules and tests were checked to mean, in small letters; places and digests are no part of it."""
    found = analyse(root)
    return re.sub(r"digest='\w+'", "", repr((found.program, found.tests)).casefold())


def _there_and_back(root: Path, state: State, found: Renaming) -> None:
    _means_the_same(root, state, found)
    changed = edited(state, (*found.edits, *found.history))
    before = {file: file.read_text(encoding="utf-8") for file in changed}
    for file, text in changed.items():
        file.write_text(text, encoding="utf-8")
    now = _state(root)
    assert [one.message() for some in now.findings.values() for one in some if one.is_error] == []
    place = next(
        note.span
        for sheet in now.sheets.values()
        for part in sheet.parts
        for note in notes_of(now, part.source)
        if note.span.text.casefold() == NEW and note_at(now, part.source, note.span.start) is not None
    )
    back = rename(now, place.source, place.start, found.old)
    assert isinstance(back, Renaming), back
    after = edited(now, (*back.edits, *back.history))
    for file, text in before.items():
        file.write_text(text, encoding="utf-8")
        assert after.get(file, text).replace(f'"{found.old}"', found.old) == text.replace(f'"{found.old}"', found.old)
