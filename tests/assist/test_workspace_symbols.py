"""Finding anything in a project by a few letters of its name."""

from pathlib import Path

import pytest
from tests.assist.assist_project import Opened

from regeltaal.assist.fuzzy import Rank, rank
from regeltaal.assist.symbols import symbols
from regeltaal.assist.workspace_symbols import MOST, workspace_symbols
from regeltaal.base.source import Source
from regeltaal.workspace.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
TEXT = '''DOMEIN werkbonnen
LIJST eigen regio = "Zeist"; "Utrecht"
DEFINITIE grote
  klus BIJ werkbon = AANTAL(materialen) > 10
DEFINITIE `adres 2`=relatie.plaats = "Zeist"
REGEL "Datum start reis"
WANNEER werkbon aangemaakt
DAN MAAK taak MET titel = "REGEL
TEST
"
REGEL """
  Over meer regels
"""
WANNEER werkbon aangemaakt
EN
TEST "grote klus krijgt „een taak”"
WANNEER werkbon aangemaakt
VERWACHT REGEL "Datum start reis"
'''


@pytest.mark.parametrize(
    ("query", "name", "expected"),
    [
        ("datum start reis", "datum start reis", Rank.SAME),
        ("Datum  Start", "datum start reis", Rank.START),
        ("dsr", "datum start reis", Rank.WORDS),
        ("datreis", "datum start reis", Rank.WORDS),
        ("sr", "datum start reis", Rank.WORDS),
        ("tart", "datum start reis", Rank.PIECE),
        ("dmts", "datum start reis", Rank.LETTERS),
        ("rsd", "datum start reis", None),
        ("", "datum start reis", Rank.START),
        ("ÉÉN", "één klus", Rank.START),
    ],
)
def test_letters_name_something(query: str, name: str, expected: Rank | None) -> None:
    assert rank(query, name) is expected


def test_many_letters_alike_take_no_time() -> None:
    assert rank("a" * 200 + "b", " ".join(["a" * 200] * 50)) is None


def _names(project: Opened, query: str) -> list[tuple[str, str]]:
    return [(one.name, one.shape.value) for one in workspace_symbols(project.state, query)]


def test_declarations_are_found_by_their_names(tmp_path: Path) -> None:
    project = Opened(tmp_path, {"a.regel": TEXT})
    own = [one for one in workspace_symbols(project.state, "") if one.container == "a.regel"]
    assert [(one.name, one.shape.value) for one in own] == [
        ("eigen regio", "list"),
        ("grote klus", "definition"),
        ("adres 2", "definition"),
        ("Datum start reis", "rule"),
        ("Over meer regels", "rule"),
        ("grote klus krijgt „een taak”", "test"),
    ]
    assert _names(project, "dsr")[0] == ("Datum start reis", "rule")
    assert _names(project, "grote klus")[0] == ("grote klus", "definition")
    assert ("werkstatus", "field") in _names(project, "werkstat")
    assert ("werkbon compleet gemeld", "event") in _names(project, "wcg")
    assert _names(project, "zeeziek zwijn") == []


@pytest.mark.parametrize("name", ["werkbonnen", "boekhouding"])
def test_it_finds_what_the_outline_shows(name: str) -> None:
    state = Workspace().state(ROOT / "examples" / name / "regels" / "tests.regel")
    for sheet in state.sheets.values():
        shown = {one.name.casefold() for part in sheet.parts for one in symbols(part)}
        for one in shown:
            assert one in {found.name.casefold() for found in workspace_symbols(state, one)}
    assert len(workspace_symbols(state, "e")) == MOST


def test_every_place_holds_its_name(tmp_path: Path) -> None:
    project = Opened(tmp_path, {"a.regel": TEXT})
    for one in workspace_symbols(project.state, ""):
        assert isinstance(one.span.source, Source)
        assert one.name.split()[0] in one.span.text
