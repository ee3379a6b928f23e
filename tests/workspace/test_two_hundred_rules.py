"""One broken rule among two hundred costs one finding, and nothing of the others."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from regeltaal.assist.completion import completion
from regeltaal.assist.rename import Renaming, rename
from regeltaal.base.diagnostic import Diagnostic
from regeltaal.workspace.state import State
from regeltaal.workspace.workspace import Document, Workspace

COUNT, BROKEN, WRONG = 200, 77, 123


def _rule(number: int) -> str:
    return (
        f'REGEL "Nakijken {number}"\nWANNEER werkbon compleet gemeld\n'
        f'EN korte omschrijving BEVAT "zoekwoord {number}"\nDAN MAAK taak MET titel = "Kijk {number} na"\n\n'
    )


def _text(rules: list[str]) -> str:
    return "DOMEIN werkbonnen\n\n" + "".join(rules)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Workspace, Path]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    file = tmp_path / "regels" / "alles.regel"
    file.parent.mkdir()
    (tmp_path / "regeltaal.toml").write_text('[project]\ndomein = "werkbonnen"\n', encoding="utf-8")
    file.write_text(_text([_rule(number) for number in range(COUNT)]), encoding="utf-8")
    return Workspace(), file


def _with(workspace: Workspace, file: Path, changed: Mapping[int, str]) -> State:
    rules = [changed.get(number, _rule(number)) for number in range(COUNT)]
    workspace.put(Document(file, _text(rules), 1))
    return workspace.state(file)


def _found(state: State) -> list[Diagnostic]:
    return [one for found in state.findings.values() for one in found]


BREAKS = {
    "no condition": lambda text: text.replace("EN korte", "EN EN korte"),
    "no text": lambda text: text.replace(f'"zoekwoord {BROKEN}"', ""),
    "no trigger": lambda text: text.replace("WANNEER werkbon", "werkbon"),
    "no action": lambda text: text.replace("DAN MAAK", "MAAK"),
}


@pytest.mark.parametrize("how", BREAKS)
def test_one_broken_rule_is_one_mistake_of_syntax(workspace: tuple[Workspace, Path], how: str) -> None:
    state = _with(*workspace, {BROKEN: BREAKS[how](_rule(BROKEN))})
    found = _found(state)

    assert len(found) == 1
    assert found[0].code.id.startswith("RT1")
    line = state.locate(found[0].span).start[0]
    assert 2 + BROKEN * 5 <= line < 2 + (BROKEN + 1) * 5


@pytest.mark.parametrize("how", BREAKS)
def test_the_others_are_still_checked(workspace: tuple[Workspace, Path], how: str) -> None:
    spoiled = _rule(WRONG).replace("korte omschrijving BEVAT", "korte omschrijvin BEVAT")
    state = _with(*workspace, {BROKEN: BREAKS[how](_rule(BROKEN)), WRONG: spoiled})
    found = _found(state)
    sheet = state.sheets["regels/alles.regel"]
    checked = [state.checked(sheet.path, part) for part in sheet.parts]

    assert [one.code.id for one in found][1:] == ["RT201"]
    assert state.locate(found[1].span).start == (2 + WRONG * 5 + 2, 3)
    assert sum(len(one.rules) for one in checked if one is not None) == COUNT - 2
    assert state.scope(sheet.path) is not None


def test_in_the_broken_rule_names_are_still_offered(workspace: tuple[Workspace, Path]) -> None:
    state = _with(*workspace, {BROKEN: _rule(BROKEN).replace(f' BEVAT "zoekwoord {BROKEN}"', "")})
    sheet = state.sheets["regels/alles.regel"]
    line = 2 + BROKEN * 5 + 2
    offered = completion(state, sheet.path, sheet.spot(line, len("EN korte")))

    assert "korte omschrijving" in {one.label for one in offered.items}


def test_other_rules_keep_their_notes(workspace: tuple[Workspace, Path]) -> None:
    whole = _with(*workspace, {})
    sheet = whole.sheets["regels/alles.regel"]
    notes = {part: whole.checked(sheet.path, part) for part in sheet.parts}
    broken = _with(*workspace, {BROKEN: _rule(BROKEN).replace("DAN", "DN")})
    after = broken.sheets["regels/alles.regel"]
    kept = [part for part in after.parts if part in notes]

    assert len(kept) == len(sheet.parts) - 1
    for part in kept:
        before, now = notes[part], broken.checked(after.path, part)
        assert before is not None
        assert now is not None
        assert now.notes == before.notes


@pytest.mark.parametrize("how", BREAKS)
def test_a_name_of_all_rules_can_still_be_renamed(workspace: tuple[Workspace, Path], how: str) -> None:
    """Also where the broken rule uses it: what can't be read there is told to be left alone."""
    space, file = workspace
    rules = [_rule(number).replace("DAN", "EN spoed\nDAN") for number in range(COUNT)]
    rules[BROKEN] = BREAKS[how](rules[BROKEN])
    text = _text(['DEFINITIE spoed BIJ werkbon = prioriteitscode = "P1"\n\n', *rules])
    space.put(Document(file, text, 1))
    state = space.state(file)
    spot = state.sheets["regels/alles.regel"].spot(2, len("DEFINITIE sp"))

    found = rename(state, spot.source, spot.offset, "heel dringend")

    assert isinstance(found, Renaming)
    places = {state.locate(edit.span).start[0] for edit in found.edits}
    uses = {number for number, line in enumerate(text.split("\n")) if line == "EN spoed"}
    skipped = uses - places
    assert len(uses) == COUNT
    assert 2 in places
    assert len(skipped) <= 1
    assert {state.locate(one.span).start[0] for one in found.left} == skipped
