"""Formatting in an editor: the same text as `opmaak` makes, by edits that leave alone what is as it should be."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.assist.assist_project import Opened
from tests.messages.changes import mutants

from regeltaal.assist.differences import Lines, differences
from regeltaal.assist.formatted_pieces import Pieces
from regeltaal.assist.formatting import formatting
from regeltaal.base.source import Source
from regeltaal.formatting.format import formatted
from regeltaal.syntax.parser import parse
from regeltaal.workspace.part import parts_of

ROOT = Path(__file__).parent.parent.parent
FILES = [
    *sorted((ROOT / "examples").glob("*/regels/*.regel")),
    *sorted((ROOT / "tests" / "formatting").rglob("*.regel")),
]
_BASE = (ROOT / "examples" / "werkbonnen" / "regels" / "afronden.regel").read_text(encoding="utf-8")
_MUTANTS = [one.text for one in mutants(Source("a.regel", _BASE))]


def _formatted(text: str) -> str:
    return formatted(parse(Source("a.regel", text))).text


@pytest.mark.parametrize("file", FILES, ids=lambda one: f"{one.parent.parent.name}/{one.name}")
def test_the_edits_make_what_opmaak_makes(file: Path, tmp_path: Path) -> None:
    text = file.read_text(encoding="utf-8").replace("\n  ", "\n      ")
    opened = Opened(tmp_path, {"a.regel": text})
    after = opened.edited(formatting(opened.state, opened.path))
    assert after == _formatted(text)
    assert formatting(opened.put(after), opened.path) == ()


def test_what_is_as_it_should_be_is_left_alone(tmp_path: Path) -> None:
    opened = Opened(
        tmp_path,
        {"a.regel": _BASE.replace("EN contract IS LEEG\nEN factureerbaar", "EN  contract IS LEEG EN factureerbaar")},
    )
    edits = formatting(opened.state, opened.path)
    assert [(one.span.text, one.replacement) for one in edits] == [(" contract IS LEEG ", "contract IS LEEG\n")]


def test_values_get_the_spelling_of_the_domain(tmp_path: Path) -> None:
    text = (
        'DOMEIN werkbonnen\n\nREGEL "A"\nWANNEER werkbon compleet gemeld\nEN status = "ingepland"\nDAN WIS commentaar\n'
    )
    opened = Opened(tmp_path, {"a.regel": text})
    assert '"Ingepland"' in opened.edited(formatting(opened.state, opened.path))


LOOSE = ('DOMEIN werkbonnen\r\nREGEL  "é"\r\nWANNEER x\r\nDAN WIS y\r\n', 'DOMEIN a\nREGEL  "é"\nWANNEER x DAN WIS y')


@pytest.mark.parametrize("text", LOOSE)
def test_line_ends_and_accents_stay(text: str, tmp_path: Path) -> None:
    opened = Opened(tmp_path, {"a.regel": text})
    assert opened.edited(formatting(opened.state, opened.path)) == _formatted(text)


# ---------------------------------------------------------------- laws


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(_MUTANTS), st.integers(0, 80), st.integers(0, 30), st.sampled_from([" ", "  ", "\n"]))
def test_a_stretch_is_a_part_of_the_whole(text: str, line: int, more: int, space: str) -> None:
    text = text.replace(" ", space, 40)
    with TemporaryDirectory() as folder:
        opened = Opened(Path(folder), {"a.regel": text})
        whole = opened.edited(formatting(opened.state, opened.path))
        within = formatting(opened.state, opened.path, Lines(line, line + more))
        assert set(within) <= set(formatting(opened.state, opened.path))
        opened.text = opened.edited(within)
        opened.state = opened.put(opened.text)
        assert opened.edited(formatting(opened.state, opened.path)) == whole == _formatted(text)


_PIECES = st.lists(st.sampled_from(['REGEL "a"\n', "LIJST a = 1\n", "# c\n", "\n", "x", "\r\n", "é", "\u0301", "  "]))


@settings(max_examples=200, deadline=None)
@given(_PIECES.map("".join), _PIECES.map("".join))
def test_differences_make_the_one_text_into_the_other(before: str, after: str) -> None:
    source = Source("a.regel", before)
    text, behind = "", 0
    for edit in differences(source, after):
        assert edit.span.start >= behind
        text, behind = text + source.text[behind : edit.span.start] + edit.replacement, edit.span.end
    assert text + source.text[behind:] == after


def _pieces(pieces: Pieces, text: str) -> str:
    parts = parts_of(Source("a.regel", text))
    counts = [len(one.parsed.file.items) for one in parts]
    return "".join(pieces.formatted("a.regel", [one.source.text for one in parts], counts))


KNOWN = Pieces()
_PLANNING = (ROOT / "examples" / "werkbonnen" / "regels" / "planning.regel").read_text(encoding="utf-8")
_PLANNING = _PLANNING.replace("REGEL", "# over de volgende\nREGEL", 3) + "\n# achteraan\n"
_SPOILED = [one.text for one in mutants(Source("a.regel", _PLANNING))]


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(_SPOILED), st.integers(0, 60), st.sampled_from(["", "\n", "\n\n\n", " # c\n", "LIJST x = 1; 2\n"])
)
def test_with_what_was_known_before_it_comes_out_as_without(text: str, line: int, more: str) -> None:
    _pieces(KNOWN, _PLANNING)
    lines = text.splitlines(keepends=True)
    text = "".join([*lines[:line], more, *lines[line:]])
    assert _pieces(KNOWN, text) == _formatted(text)
