"""Code actions: what is offered at a place, what it makes of the text, and what it may never do."""

from collections.abc import Callable, Sequence
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.assist.assist_project import SETTINGS, Opened
from tests.conftest import EXPECTED
from tests.messages.changes import mutants

from regeltaal.assist.actions import actions, elsewhere, made
from regeltaal.assist.actions_fixes import exceptions, fixes
from regeltaal.assist.actions_offered import Action, Asked, Kind, Maker
from regeltaal.assist.trying import try_tests
from regeltaal.base.diagnostic import Code, Diagnostic, Edit, SampleKind
from regeltaal.base.source import Source
from regeltaal.base.text import Text
from regeltaal.lint import registry
from regeltaal.workspace.state import State
from regeltaal.workspace.workspace import Document

CASES = Path(__file__).parent / "actions"
EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "werkbonnen"
_NOT_SHOWN = (Kind.MEND_ALL, Kind.FORMAT)


@pytest.mark.parametrize("case", sorted(CASES.glob("*.txt")), ids=lambda one: one.stem)
def test_what_is_offered_at_the_cursor_and_what_it_makes(
    case: Path, tmp_path: Path, golden: Callable[[Path, str], None]
) -> None:
    text = case.read_text(encoding="utf-8").partition(f"{EXPECTED}\n")[0]
    opened = Opened(tmp_path, {"a.regel": text})
    asked = Asked(opened.state, opened.path, opened.marks[0], opened.marks[-1])
    golden(case, "".join(_shown(opened, asked, one) for one in actions(asked) if one.kind not in _NOT_SHOWN))


def _shown(opened: Opened, asked: Asked, action: Action) -> str:
    head = f"{action.kind.value}{', voorkeur' if action.preferred else ''}: {action.title.nl}\n"
    edits = _edits(asked, action)
    if isinstance(edits, Text):
        return f"{head}  {edits.nl}\n"
    before, after = (one.splitlines() for one in (opened.text, opened.edited(edits)))
    changed = list(unified_diff(before, after, lineterm="", n=0))[2:]
    return head + "".join(f"  {line}\n" for line in changed if not line.startswith("@@"))


def _edits(asked: Asked, action: Action) -> Sequence[Edit] | Text:
    if action.maker is not None:
        return made(asked, action.maker)
    return action.edits or ()


# ---------------------------------------------------------------- laws


def _everywhere(opened: Opened) -> Asked:
    """The whole file."""
    lines = opened.text.split("\n")
    return Asked(opened.state, opened.path, opened.spot(0, 0), opened.spot(len(lines) - 1, len(lines[-1])))


def _found(state: State) -> list[Diagnostic]:
    return [one for own in state.findings.values() for one in own]


def _identity(state: State, one: Diagnostic) -> tuple[object, ...]:
    return (one.code.id, one.message(), state.file(one.span.source))


def _opened(code: Code, folder: Path) -> Opened:
    """The wrong sample of a code, as a project of its own."""
    sample = code.wrong
    text = sample.text if sample.text.startswith("DOMEIN") else f"DOMEIN {sample.domain}\n\n{sample.text}"
    settings_of = SETTINGS.replace("werkbonnen", sample.domain)
    return Opened(folder, {"a.regel": text, **dict(sample.files)}, settings_of)


CODES = [one.code for one in registry.all_rules() if one.code.wrong.kind is SampleKind.RULES]


@pytest.mark.parametrize("code", CODES, ids=lambda one: str(one.name))
def test_an_exception_takes_its_findings_away_and_brings_no_other(code: Code, tmp_path: Path) -> None:
    opened = _opened(code, tmp_path)
    before = [(one, _identity(opened.state, one)) for one in _found(opened.state)]
    for one in exceptions(_everywhere(opened)):
        (hidden,) = {found.code for found in one.mends}
        state = opened.again(opened.edited(one.edits or ()))
        left = [_identity(state, found) for found in _found(state)]
        gone = [known for found, known in before if known not in left]
        assert {found[0] for found in gone} == {hidden.id}
        assert [known for known in left if known not in [told for _, told in before]] == []


@pytest.mark.parametrize("code", CODES, ids=lambda one: str(one.name))
def test_a_fix_takes_its_finding_away_and_brings_no_error(code: Code, tmp_path: Path) -> None:
    opened = _opened(code, tmp_path)
    before = sum(one.is_error for one in _found(opened.state))
    for one in fixes(_everywhere(opened).found):
        found = one.mends[0]
        edits = one.edits or ()
        if any(opened.state.file(edit.span.source).name != "a.regel" for edit in edits):
            continue
        after = _found(opened.again(opened.edited(edits)))
        assert sum(one.is_error for one in after) <= before
        same = [one.code for one in _found(opened.state)].count(found.code)
        assert [one.code for one in after].count(found.code) < same


def test_all_is_mended_by_the_texts_that_the_editor_holds(tmp_path: Path) -> None:
    head = 'REGEL "A"\nWANNEER werkbon compleet gemeld\nEN relatie.plaats IN steden\n'
    rule = f"{head}EN werkstatus <> LEEG\nDAN WIS contract\n"
    texts = {"a.regel": f'DOMEIN werkbonnen\nGEBRUIK "b.regel"\n{rule}', "b.regel": "DOMEIN werkbonnen\n"}
    opened = Opened(tmp_path, texts)
    lists = 'DOMEIN werkbonnen\nLIJST steden = "Utrecht"; "Zeist"\n'
    opened.workspace.put(Document(tmp_path / "b.regel", lists, 2))
    opened.state = opened.workspace.state(tmp_path / "a.regel")
    edits = made(_everywhere(opened), Maker.MEND_ALL)
    assert not isinstance(edits, Text)
    assert opened.edited(edits) == opened.text.replace("<> LEEG", "IS GEVULD")


def test_the_settings_and_the_domain_are_mended_as_well(tmp_path: Path) -> None:
    wrong = '[project]\ndomein = "eigen.domein"\nregels = ["*.regel"]\n\n[opslagg]\nurl = "sqlite:///a.db"\n'
    domain = "DOMEIN eigen\nOBJECT zaak\n  VELD naam: teskt\nGEBEURTENIS zaak nieuw BIJ zaak NIEUW\n"
    opened = Opened(tmp_path, {"a.regel": "DOMEIN eigen\n", "eigen.domein": domain}, wrong)
    for name, place, title in (("regeltaal.toml", (4, 3), "opslag"), ("eigen.domein", (2, 15), "tekst")):
        found = list(elsewhere(opened.state, tmp_path / name, place, place))
        assert title in found[0].title.nl
        assert [opened.state.locate(one.span).file for one in found[0].edits or ()] == [tmp_path / name]
        assert list(elsewhere(opened.state, tmp_path / name, place, place, ("refactor",))) == []


def test_a_test_that_was_made_passes(tmp_path: Path) -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted((EXAMPLE / "regels").glob("*.regel"))}
    toml = (EXAMPLE / "regeltaal.toml").read_text(encoding="utf-8").replace("regels/**/*.regel", "*.regel")
    for name in ("afronden.regel", "relaties.regel"):
        texts = {name: texts.pop(name), **texts}
        folder = tmp_path / name
        folder.mkdir()
        _templates(folder)
        opened = Opened(folder, texts, toml)
        for line, text in enumerate(opened.text.split("\n")):
            if text.startswith('REGEL "') and line % 3 == 0:
                _is_passed(opened, line)


def _templates(folder: Path) -> None:
    (folder / "sjablonen").mkdir()
    for one in (EXAMPLE / "sjablonen").iterdir():
        (folder / "sjablonen" / one.name).write_bytes(one.read_bytes())


def _is_passed(opened: Opened, line: int) -> None:
    at = opened.spot(line, 0)
    edits = made(Asked(opened.state, opened.path, at, at), Maker.TEST)
    assert not isinstance(edits, Text), edits.nl
    tried = try_tests(opened.again(opened.edited(edits)), opened.path)
    assert tried.passed, tried.words.nl


# ---------------------------------------------------------------- broken texts

_BASE = (EXAMPLE / "regels" / "planning.regel").read_text(encoding="utf-8")
_MUTANTS = [one.text for one in mutants(Source("a.regel", _BASE))]


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(_MUTANTS), st.data())
def test_no_text_and_no_place_is_too_strange(text: str, data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        opened = Opened(Path(folder), {"a.regel": text})
        lines = text.split("\n")
        line = data.draw(st.integers(0, len(lines) - 1))
        first = opened.spot(line, data.draw(st.integers(0, len(lines[line]))))
        last = opened.spot(min(line + data.draw(st.integers(0, 3)), len(lines) - 1), data.draw(st.integers(0, 40)))
        for asked in (Asked(opened.state, opened.path, first, first), Asked(opened.state, opened.path, first, last)):
            for one in actions(asked):
                if one.maker in (Maker.EXTRACT, Maker.INLINE):
                    made(asked, one.maker)
                opened.edited(one.edits or ())
