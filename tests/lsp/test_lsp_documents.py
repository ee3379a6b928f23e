"""The text of a document is what the client has, whatever edits it tells and however it counts columns."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from regeltaal.lsp.documents import OpenDocument, client_position, own_place
from regeltaal.lsp.positions import Encoding, code_points, content, lines_of, units

TEXTS = st.text(st.sampled_from("aé😀 \u0301\t\r\n\u2028\u0085\x0c\ud83dZ"), max_size=30)
PLACES = st.builds(
    lambda line, character: types.Position(line=line, character=character), st.integers(0, 12), st.integers(0, 40)
)
WIDTH: dict[Encoding, Callable[[str], int]] = {
    Encoding.UTF8: lambda text: len(text.encode("utf-8", "surrogatepass")),
    Encoding.UTF16: lambda text: len(text.encode("utf-16-le", "surrogatepass")) // 2,
    Encoding.UTF32: len,
}


def model(text: str, place: types.Position, encoding: Encoding) -> int:
    """The offset of a position, by walking through the whole text."""
    starts = [0, *(at + 1 for at, one in enumerate(text) if one == "\n")]
    if place.line >= len(starts):
        return len(text)
    start = starts[place.line]
    end = text.find("\n", start)
    line = text[start:] if end < 0 else text[start:end].removesuffix("\r")
    fitting = [count for count in range(len(line) + 1) if WIDTH[encoding](line[:count]) <= place.character]
    return start + max(fitting)


@pytest.mark.parametrize("encoding", Encoding)
@given(text=TEXTS, edits=st.lists(st.tuples(PLACES, PLACES, TEXTS), max_size=6))
def test_edits_give_the_text_of_the_model(
    encoding: Encoding, text: str, edits: list[tuple[types.Position, types.Position, str]]
) -> None:
    document = OpenDocument("file:///a", Path("/a"), "regeltaal", 1, lines_of(text))
    for start, end, new in edits:
        first, last = sorted((model(text, start, encoding), model(text, end, encoding)))
        text = text[:first] + new + text[last:]
        changed = types.Range(start=start, end=end)
        document.apply(types.TextDocumentContentChangePartial(range=changed, text=new), encoding)
        assert document.text == text
        assert document.lines == lines_of(text)


@given(TEXTS, TEXTS)
def test_a_whole_text_replaces_a_whole_text(old: str, new: str) -> None:
    document = OpenDocument("file:///a", Path("/a"), "regeltaal", 1, lines_of(old))
    document.apply(types.TextDocumentContentChangeWholeDocument(text=new), Encoding.UTF16)
    assert document.text == new


@given(TEXTS)
def test_lines_end_at_line_feeds_alone(text: str) -> None:
    lines = lines_of(text)
    assert "".join(lines) == text
    assert len(lines) == text.count("\n") + 1
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in lines[:-1])


@pytest.mark.parametrize("encoding", Encoding)
@given(line=TEXTS.filter(lambda text: "\n" not in text))
def test_columns_come_back_from_a_client_as_they_went(encoding: Encoding, line: str) -> None:
    for column in range(len(line) + 1):
        assert code_points(line, units(line[:column], encoding), encoding) == column


@pytest.mark.parametrize("encoding", Encoding)
@given(text=TEXTS, line=st.integers(0, 12), column=st.integers(0, 40))
def test_a_place_that_goes_to_the_client_and_back_is_one_that_there_is(
    encoding: Encoding, text: str, line: int, column: int
) -> None:
    lines = lines_of(text)
    there = client_position(lines, line, column, encoding)
    back_line, back_column = own_place(lines, there, encoding)
    assert 0 <= back_line < len(lines)
    assert 0 <= back_column <= len(content(lines[back_line]))
    assert client_position(lines, back_line, back_column, encoding) == there


def test_a_column_within_a_character_is_the_place_before_it() -> None:
    assert code_points("a😀b", 2, Encoding.UTF16) == 1
    assert code_points("a😀b", 3, Encoding.UTF8) == 1
    assert code_points("é", 1, Encoding.UTF8) == 0
