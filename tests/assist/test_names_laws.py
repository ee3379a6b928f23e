"""Names in texts with a mistake: any place answers without raising, and every place that is told lies in its text."""

import random
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.messages.changes import Mutant, mutants

from regeltaal.assist.call_hierarchy import incoming, outgoing
from regeltaal.assist.call_hierarchy import prepare as prepare_calls
from regeltaal.assist.definition import definition
from regeltaal.assist.highlight import highlights
from regeltaal.assist.places import domain_notes, note_at, notes_of
from regeltaal.assist.references import references
from regeltaal.assist.rename import Renaming, prepare, rename
from regeltaal.assist.workspace_symbols import workspace_symbols
from regeltaal.base.source import Source, Span
from regeltaal.workspace.state import State
from regeltaal.workspace.workspace import Document, Workspace

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*/regels/*.regel"))
SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    found = {}
    for domain in ("werkbonnen", "boekhouding"):
        found[domain] = tmp_path_factory.mktemp(domain)
        text = f'[project]\ndomein = "{domain}"\nregels = ["*.regel"]\n'
        (found[domain] / "regeltaal.toml").write_text(text, encoding="utf-8")
        (found[domain] / "a.regel").write_text(f"DOMEIN {domain}\n", encoding="utf-8")
    return found


@cache
def _mistakes(path: Path) -> Sequence[Mutant]:
    return tuple(mutants(Source("a.regel", path.read_text(encoding="utf-8"))))


def _state(text: str, folder: Path) -> State:
    workspace = Workspace()
    workspace.put(Document(folder / "a.regel", text, 1))
    return workspace.state(folder / "a.regel")


@SLOW
@given(st.sampled_from(EXAMPLES), st.randoms(use_true_random=False))
def test_any_place_of_a_text_with_a_mistake_answers(
    folders: dict[str, Path], path: Path, chance: random.Random
) -> None:
    text = chance.choice(_mistakes(path)).text
    state = _state(text, folders["boekhouding" if "DOMEIN boekhouding" in text else "werkbonnen"])
    sheet = state.sheets["a.regel"]
    _within(one.span for one in workspace_symbols(state, chance.choice(["", "a", "dsr"])))
    for _ in range(6):
        part = chance.choice(sheet.parts)
        _answers(state, part.source, chance.randint(0, len(part.source.text)))
        noted = notes_of(state, part.source)
        if noted:
            note = chance.choice(noted)
            assert note_at(state, part.source, note.span.start) is not None
            _answers(state, part.source, note.span.start)
    for note in random.Random(0).sample(domain_notes(state), min(2, len(domain_notes(state)))):  # noqa: S311 - any
        _answers(state, note.span.source, note.span.start)


def _answers(state: State, source: Source, offset: int) -> None:
    note = note_at(state, source, offset)
    found = definition(state, source, offset)
    _within(() if found is None else found.places)
    shown = highlights(state, source, offset)
    _within(one.span for one in shown)
    if note is not None:
        places = {one.span for one in references(state, note.symbol)}
        _within(places)
        assert note.span in places
        assert {one.span for one in shown} <= places
    prepare(state, source, offset)
    renamed = rename(state, source, offset, "een nieuwe naam")
    if isinstance(renamed, Renaming):
        _within(edit.span for edit in (*renamed.edits, *renamed.history))
        _within(one.span for one in renamed.left)
    link = prepare_calls(state, source, offset)
    if link is not None:
        for call in (*incoming(state, link.symbol), *outgoing(state, link.symbol)):
            _within((call.item.span, call.item.name_span, *call.places))


def _within(spans: Iterable[Span]) -> None:
    for span in spans:
        assert 0 <= span.start <= span.end <= len(span.source.text)
