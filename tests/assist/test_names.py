"""Where names were made and where they are used: cases in `names/`, and laws over the examples."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from tests.assist.assist_project import Opened
from tests.assist.cases import cases, opened

from regeltaal.assist.definition import declared, definition
from regeltaal.assist.highlight import highlights
from regeltaal.assist.places import domain_notes, notes_of, source_of
from regeltaal.assist.references import Reference, count, name_at, references, written_names
from regeltaal.base.source import Span
from regeltaal.check.notes import Access, FieldSymbol, FileSymbol, Note, TemplateSymbol
from regeltaal.schema.model import key_of
from regeltaal.workspace.sheet import Spot
from regeltaal.workspace.state import State
from regeltaal.workspace.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ("werkbonnen", "boekhouding")


# ---------------------------------------------------------------- cases


def _place(state: State, span: Span) -> str:
    """A place as a person reads it; of a shipped domain only which it is, for that changes."""
    located = state.locate(span)
    assert state.project is not None
    if not located.file.is_relative_to(state.project.root):
        return f"{located.file.name}: {span.text}"
    path, (line, column) = located.file.relative_to(state.project.root).as_posix(), located.start
    return f"{path}:{line + 1}:{column + 1}: {' '.join(span.text.split())}"


def _reference(state: State, one: Reference) -> str:
    return f"{one.access.value} {_place(state, one.span)}{' (test)' if one.in_test else ''}"


def _told(project: Opened) -> Iterator[str]:
    state = project.state
    for spot in project.marks:
        note = name_at(state, spot.source, spot.offset)
        if note is None:
            yield "geen naam\n"
            continue
        found = definition(state, spot.source, spot.offset)
        places = [] if found is None else [*(_place(state, one) for one in found.places), *map(str, found.files)]
        yield f"{type(note.symbol).__name__} {note.span.text!r} -> {', '.join(places) or 'niets'}\n"
        yield from (f"  {_reference(state, one)}\n" for one in references(state, note.symbol))
        yield f"  hier: {len(highlights(state, spot.source, spot.offset))}\n"


@pytest.mark.parametrize("case", cases("names"), ids=lambda case: case.stem)
def test_a_name_leads_to_where_it_was_made_and_used(case: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    text = case.read_text(encoding="utf-8")
    source, parting, expected = text.partition("=== verwacht\n")
    found = "".join(_told(opened(case, tmp_path)))
    if request.config.getoption("--update-golden"):
        case.write_text(f"{source}{parting}{found}", encoding="utf-8")
        return
    assert found == expected


def test_a_field_counts_its_readers_and_writers_apart(tmp_path: Path) -> None:
    project = opened(Path(__file__).parent / "names" / "veld.txt", tmp_path)
    found = count(project.state, FieldSymbol("werkbon", "werkstatus"))
    assert (found.reads, found.writes, found.tests) == (4, 1, 2)


def test_other_texts_of_a_project_lead_on_as_well(tmp_path: Path) -> None:
    rules = 'REGEL "a"\nWANNEER bon gemeld\nDAN\n  ZET stand = "Klaar"\n'
    domain = (
        'DOMEIN eigen\nKEUZE standen: "Open"; "Klaar"\n'
        "OBJECT bon\n  VELD nummer: tekst VERPLICHT SLEUTEL\n  VELD stand: standen WIJZIGBAAR\n"
        "GEBEURTENIS bon gemeld BIJ bon VOLGT stand\n"
    )
    settings = '[project]\ndomein = "eigen.domein"\nregels = ["*.regel"]\n'
    state = Opened(tmp_path, {"a.regel": f"DOMEIN eigen\n{rules}", "eigen.domein": domain}, settings).state
    source = source_of(state, tmp_path / "eigen.domein")
    assert source is not None
    found = definition(state, source, source.text.index("VOLGT stand") + 8)
    assert found is not None
    assert [_place(state, one) for one in found.places] == ["eigen.domein:5:8: stand"]
    note = name_at(state, source, source.text.index("VELD stand") + 6)
    assert note is not None
    assert [_reference(state, one) for one in references(state, note.symbol)] == [
        "schrijft a.regel:5:7: stand",
        "maakt eigen.domein:5:8: stand",
        "leest eigen.domein:6:38: stand",
    ]
    assert len(highlights(state, source, note.span.start)) == 2


# ---------------------------------------------------------------- laws


@cache
def _example(name: str) -> State:
    return Workspace().state(ROOT / "examples" / name / "regels" / "tests.regel")


def _notes(state: State) -> Iterator[Note]:
    for sheet in state.sheets.values():
        for part in sheet.parts:
            yield from notes_of(state, part.source)
    yield from domain_notes(state)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_definition_has_the_text_of_the_name(name: str) -> None:
    state = _example(name)
    for note in _notes(state):
        if not isinstance(note.symbol, FileSymbol | TemplateSymbol):
            texts = {key_of(span.text) for span in declared(state, note.symbol)}
            assert texts <= {key_of(note.span.text)} or _is_former(state, note), note


def _is_former(state: State, note: Note) -> bool:
    """Whether a field is named by a name that it had before."""
    return key_of(note.span.text) in map(key_of, written_names(state, note.symbol))


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_place_itself_is_among_the_references_and_highlights(name: str) -> None:
    state = _example(name)
    by_symbol = {note.symbol: note for note in _notes(state)}
    for symbol, note in list(by_symbol.items())[::5]:
        found = references(state, symbol)
        assert note.span in {one.span for one in found}, note
        shown = highlights(state, note.span.source, note.span.start)
        assert note.span in {one.span for one in shown}, note
        assert {one.span for one in shown} <= {one.span for one in found}, note
        assert len({one.span for one in found}) == len(found)


@pytest.mark.parametrize("name", EXAMPLES)
def test_without_declarations_nothing_is_made(name: str) -> None:
    state = _example(name)
    for symbol in list({note.symbol: None for note in _notes(state)})[::25]:
        found = references(state, symbol, declarations=False)
        assert all(one.access is not Access.DECLARE for one in found)


def test_a_place_outside_any_name_leads_nowhere(tmp_path: Path) -> None:
    project = Opened(
        tmp_path, {"a.regel": 'DOMEIN werkbonnen\nREG‸EL "a"\nWANNEER werkbon aangemaakt\nDAN STOP VER‸DERE REGELS\n‸'}
    )
    for spot in project.marks:
        assert isinstance(spot, Spot)
        assert definition(project.state, spot.source, spot.offset) is None
        assert highlights(project.state, spot.source, spot.offset) == ()
