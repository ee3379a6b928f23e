"""A file in parts says what the whole says; and an edit leaves every part alone that it does not touch."""

import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.messages.changes import mutants
from tests.workspace.comparing import in_parts, in_whole

from regeltaal.base.source import Source, Span
from regeltaal.workspace.editing import edited
from regeltaal.workspace.part import Part, parts_of
from regeltaal.workspace.sheet import Sheet

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDERS = ("examples", "tests/language", "tests/syntax", "tests/kantoor", "tests/lint", "tests/check")
FILES = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.regel"))]
STEP = 499
"""Every so many-th mutant of them all."""

PIECES = [
    *('REGEL "een"\n', 'TEST "twee"\n', "LIJST drie = 1; 2\n", "DEFINITIE vier BIJ x = a > 1\n"),
    *('GEBRUIK "v.regel"\n', "WANNEER a\n", "EN b = 1\n", "DAN\n", "WIS c\n", "ANDERS STOP VERDERE REGELS\n"),
    *('VERWACHT REGEL "een" ONWAAR\n', "DOMEIN werkbonnen\n", 'ADMINISTRATIE "x"\n', "TAAL 1\n"),
    *("regel", "Regel", "definitie e = 1\n", "REGLE ", "RULE ", "REGEL", "TEST ", "LIJST ", "DEFINITIE "),
    *("VERWACHT", "NIET ", "MAAL\n", "ZET TAAL = 1", "| a |\n", "GEGEVEN x\n", "VOOR ELK x", "(", ";", ".", "="),
    *('"""', '"', "'", "`", "\\", '"x"', "“x”", "# noot\n", "# REGEL 1\n", "1", "\n", " ", "\t", "\r\n", "\r"),
    *("\u2028", "\ufeff", "\xa0", "\x0c", "a\u0301", "\u0301", "e\u0301\u0301", "🙂", "é"),
]
UNQUOTED = [one for one in PIECES if '"' not in one]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def _mutated() -> Iterator[tuple[str, str]]:
    for number, path in enumerate(FILES):
        text = path.read_text(encoding="utf-8")
        yield path.name, text
        for mutant in islice(mutants(Source(path.name, text)), number % STEP, None, STEP):
            yield f"{path.name} {mutant.kind} {mutant.token.text}", mutant.text


# ---------------------------------------------------------------- parts against the whole


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_by_its_parts_is_the_file_as_a_whole(path: Path) -> None:
    source = Source(path.name, path.read_text(encoding="utf-8"))

    assert in_parts(parts_of(source)) == in_whole(source)


def test_so_is_one_with_any_mistake_in_it() -> None:
    count, wrong = 0, []
    for name, text in _mutated():
        source = Source("x.regel", text)
        count += 1
        if in_parts(parts_of(source)) != in_whole(source):
            wrong.append(name)

    assert wrong == []
    assert count > 2 * len(FILES)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_so_is_whatever_is_thrown_together(text: str) -> None:
    source = Source("x.regel", text)

    assert in_parts(parts_of(source)) == in_whole(source)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_parts_are_the_whole_text_in_whole_lines(text: str) -> None:
    parts = parts_of(Source("x.regel", text))

    assert "".join(part.text for part in parts) == text
    assert all(part.text.endswith("\n") for part in parts[:-1])


def test_each_declaration_of_a_good_file_is_a_part() -> None:
    path = ROOT / "examples" / "werkbonnen" / "regels" / "afronden.regel"
    sheet = Sheet(Source("x.regel", path.read_text(encoding="utf-8")))

    assert [len(part.parsed.file.items) for part in sheet.parts] == [0, *([1] * (len(sheet.parts) - 1))]
    assert len(sheet.parts) > 5


# ---------------------------------------------------------------- edits


def _texts(parts: tuple[Part, ...]) -> list[tuple[str, bool]]:
    return [(part.text, part.is_open) for part in parts]


def _after(sheet: Sheet, text: str) -> Sheet:
    """The sheet with another text, which is held against what it would be without any history."""
    after = sheet.edited(text)
    assert after.source.original == text
    assert _texts(after.parts) == _texts(parts_of(after.source))
    assert len({id(part) for part in after.parts}) == len(after.parts)
    return after


EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from([0, 0, 1, 3, 30, 400]), st.sampled_from(["", *PIECES])), max_size=12
)


def _edited(text: str, place: float, removed: int, inserted: str) -> str:
    at = round(place * len(text))
    return f"{text[:at]}{inserted}{text[at + removed :]}"


@given(TEXTS, EDITS)
@settings(max_examples=400, deadline=None)
def test_after_any_edits_the_parts_are_those_of_the_text(text: str, edits: list[tuple[float, int, str]]) -> None:
    sheet = Sheet(Source("x.regel", text))
    for edit in edits:
        sheet = _after(sheet, _edited(sheet.source.original, *edit))


GOOD = "DOMEIN werkbonnen\n\n" + "".join(
    f'REGEL "{number}"\n  # bij {number}\nWANNEER werkbon aangemaakt\nDAN WIS commentaar\n\n' for number in range(20)
)


@given(st.integers(0, len(GOOD)), st.sampled_from([0, 1, 5]), st.sampled_from(UNQUOTED))
@settings(max_examples=300, deadline=None)
def test_an_edit_leaves_all_other_parts_the_same_ones(at: int, removed: int, inserted: str) -> None:
    sheet = Sheet(Source("x.regel", GOOD))

    after = _after(sheet, f"{GOOD[:at]}{inserted}{GOOD[at + removed :]}")

    assert len(set(sheet.parts) - set(after.parts)) <= 2


@pytest.mark.parametrize("quotes", ['"', '"""'])
def test_parts_are_back_when_a_quote_that_swallowed_them_is_closed(quotes: str) -> None:
    text = f'{GOOD}REGEL "lang"\n  OMSCHRIJVING """\nover regels\n"""\nWANNEER werkbon aangemaakt\nDAN WIS commentaar\n'
    sheet = Sheet(Source("x.regel", text))
    at = text.index("# bij 3")

    swallowed = _after(sheet, f"{text[:at]}OMSCHRIJVING {quotes}{text[at:]}")
    for typed in ("w", "wo", "woo", "woord"):
        swallowed = _after(swallowed, f"{text[:at]}OMSCHRIJVING {quotes}{typed}{text[at:]}")
    closed = _after(swallowed, f"{text[:at]}OMSCHRIJVING {quotes}woord{quotes}{text[at:]}")

    assert len(set(closed.parts) - set(sheet.parts)) == 1
    back = _after(closed, text)
    assert back.parts[-1] is sheet.parts[-1]
    _after(back, text + sheet.parts[9].text)  # whose part is in use again


def test_a_long_text_that_was_never_closed_is_closed_far_behind_it() -> None:
    text = GOOD.replace("# bij 3", '"""bij 3')
    sheet = Sheet(Source("x.regel", text))
    at = text.index("# bij 15")

    after = _after(sheet, f'{text[:at]}"""{text[at:]}')

    assert len(sheet.parts) == len(Sheet(Source("x.regel", GOOD)).parts) - 1
    assert len(after.parts) < 12
    assert len(_after(after, text).parts) == len(sheet.parts)


def test_the_same_text_gives_the_same_sheet() -> None:
    sheet = Sheet(Source("x.regel", GOOD))

    assert sheet.edited(GOOD) is sheet


def test_of_two_equal_parts_each_stays_itself() -> None:
    twice = Sheet(Source("x.regel", 'REGEL "x"\n' * 3))

    assert len(set(_after(twice, 'REGEL "x"\n' * 4).parts) & set(twice.parts)) == 3
    assert edited(twice.parts, twice.source.original, 'REGEL "x"\n').gone


# ---------------------------------------------------------------- places


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@given(text=TEXTS)
@settings(max_examples=300, deadline=None)
def test_a_place_in_a_file_is_found_back(form: Literal["NFC", "NFD"], text: str) -> None:
    """In both directions, also where the file is stored with its accents apart."""
    source = Source("x.regel", unicodedata.normalize(form, unicodedata.normalize("NFC", text)))
    for offset, character in enumerate((*source.text, "")):
        if unicodedata.combining(character or "x") or source.text[:offset].endswith("\r"):
            continue  # no place to stand: between a letter and its accent, or inside a line end
        place = source.position(offset)
        assert source.offset(place.line, place.column) == offset


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_a_spot_of_the_file_is_the_spot_of_a_part(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    sheet = Sheet(Source("x.regel", text))
    for offset in range(len(text) + 1):
        if text[:offset].endswith("\r"):
            continue
        place = sheet.source.position(offset)
        spot = sheet.spot(place.line - 1, place.column - 1)
        span = Span(spot.source, spot.offset, spot.offset)
        first = sheet.line_of(spot.source)

        assert sheet.offset_of(span) == offset
        assert sheet.part_of(span) is spot.part is sheet.part_at(place.line - 1)
        assert first is not None
        assert (first + span.begin.line, span.begin.column) == (place.line, place.column)


@pytest.mark.parametrize(("line", "column"), [(0, 99), (99, 0), (99, 99)])
def test_a_place_that_there_is_not_is_the_nearest_one(line: int, column: int) -> None:
    sheet = Sheet(Source("x.regel", 'DOMEIN x\nREGEL "y"\r\nDAN'))

    spot = sheet.spot(line, column)

    assert spot.offset in (len("DOMEIN x"), len('REGEL "y"\r\nDAN'), len('REGEL "y"\r\n'))


def test_a_text_that_is_no_part_any_more_has_no_line() -> None:
    sheet = Sheet(Source("x.regel", GOOD))
    part = sheet.parts[3]
    after = sheet.edited(GOOD.replace("# bij 2\n", "# anders\n"))

    assert after.line_of(part.source) is None
    assert after.part_of(Span(part.source, 0, 0)) is None
    assert after.line_of(sheet.parts[9].source) == sheet.line_of(sheet.parts[9].source)


def test_an_edit_of_a_long_file_takes_little_time() -> None:
    rule = 'REGEL "{}"\nWANNEER werkbon aangemaakt\nEN duur > {}\nEN type = "é"\n# noot\nDAN\n  WIS commentaar\n\n'
    text = "DOMEIN werkbonnen\n" + "".join(rule.format(number, number) for number in range(1_250))
    sheet, taken = Sheet(Source("x.regel", text)), list[float]()
    assert len(sheet.parts) == 1_251
    for number in range(0, 1_250, 50):
        text = text.replace(f"duur > {number}\n", f"duur >= {number}\n")
        began = perf_counter()
        sheet = sheet.edited(text)
        sheet.spot(5_000, 3)
        taken.append(perf_counter() - began)

    assert sorted(taken)[len(taken) // 2] < 0.015
