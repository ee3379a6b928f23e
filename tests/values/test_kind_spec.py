"""What every kind reads, writes, shows and compares, as cases in ``tests/spec/kinds``.

A case is one line:
``literal KIND: TEXT => JSON`` what a literal in a rule is worth; ``=> FOUT: part of the reason`` where it is none;
``json: JSON => JSON`` what is read, as it is written again; ``=> FOUT: …`` where it is refused;
``toon [FORM]: JSON => TEXT`` how it is shown;
``vergelijk: JSON < JSON`` (``=``, ``<>``) how two of them compare;
``geldig: TEXT => JA`` (or NEE) for checked texts.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from attrs import frozen

from regeltaal.values import common, compare
from regeltaal.values.kind import Kind
from regeltaal.values.literals import read_literal, type_of_literal
from regeltaal.values.registry import KINDS, kind_named
from regeltaal.values.types import Scalar
from regeltaal.values.value import NotAValueError, Value

FOLDER = Path(__file__).parent.parent / "spec" / "kinds"
ZONE = ZoneInfo("Europe/Amsterdam")


@frozen
class Case:
    place: str
    kind: Kind
    part: str
    left: str
    sign: str
    right: str


@cache
def cases_of(kind: Kind) -> tuple[Case, ...]:
    path = FOLDER / f"{kind.name}.txt"
    return tuple(_cases(path, kind)) if path.exists() else ()


def _cases(path: Path, kind: Kind) -> Iterator[Case]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        part, _, rest = line.partition(": ")
        sign = next(sign for sign in (" => ", " <> ", " < ", " = ") if sign in rest)
        left, _, right = rest.partition(sign)
        yield Case(f"{path.name}:{number}", kind, part, left.strip(), sign.strip(), right.strip())


def some(*parts: str) -> list[Case]:
    return [case for kind in KINDS for case in cases_of(kind) if case.part.partition(" ")[0] in parts]


def read(text: str) -> object:
    return json.loads(text, parse_float=Decimal)


def value(case: Case, text: str) -> Value:
    return case.kind.decode(read(text), ZONE)


@pytest.mark.parametrize("case", some("json"), ids=lambda case: case.place)
def test_json_is_read_and_written_as_its_case_says(case: Case) -> None:
    if case.right.startswith("FOUT: "):
        with pytest.raises(NotAValueError) as refusal:
            value(case, case.left)
        assert case.right.removeprefix("FOUT: ") in refusal.value.reason.nl
        assert refusal.value.reason.en != refusal.value.reason.nl
        return
    found = value(case, case.left)
    assert case.kind.encode(found) == read(case.right)
    assert case.kind.decode(case.kind.encode(found), ZONE) == found


@pytest.mark.parametrize("case", some("literal"), ids=lambda case: case.place)
def test_a_literal_is_worth_what_its_case_says(case: Case) -> None:
    literal_kind = case.part.removeprefix("literal ")
    if case.right.startswith("FOUT: "):
        with pytest.raises(NotAValueError) as refusal:
            read_literal(literal_kind, case.left)
        assert case.right.removeprefix("FOUT: ") in refusal.value.reason.nl
        assert refusal.value.reason.en != refusal.value.reason.nl
        return
    found = read_literal(literal_kind, case.left)
    assert case.kind.encode(found) == read(case.right)
    assert type_of_literal(literal_kind, found) == Scalar(case.kind)


@pytest.mark.parametrize("case", some("toon"), ids=lambda case: case.place)
def test_a_value_is_shown_as_its_case_says(case: Case) -> None:
    form = case.part.removeprefix("toon").strip() or None
    assert form is None or form in case.kind.forms
    assert case.kind.show(value(case, case.left), form) == case.right


@pytest.mark.parametrize("case", some("vergelijk"), ids=lambda case: case.place)
def test_two_values_compare_as_their_case_says(case: Case) -> None:
    left, right = value(case, case.left), value(case, case.right)
    assert compare.same(left, right) == (case.sign == "=")
    if case.kind.ordered:
        found = "<" if compare.order(left) < compare.order(right) else "="
        assert found == case.sign
        assert not compare.order(right) < compare.order(left)


@pytest.mark.parametrize("case", some("geldig"), ids=lambda case: case.place)
def test_a_checked_text_is_valid_as_its_case_says(case: Case) -> None:
    assert case.kind.is_valid is not None
    assert case.kind.is_valid(case.left) == (case.right == "JA")


def test_every_spec_file_is_about_a_kind() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == {kind.name for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_every_kind_has_cases_of_every_part(kind: Kind) -> None:
    cases = cases_of(kind)
    parts = {case.part.partition(" ")[0] for case in cases}
    wanted = {"json", "toon", "vergelijk"}
    if not kind.text_like and Scalar(kind) != common.FILE:
        wanted.add("literal")
    if kind.is_valid is not None:
        wanted.add("geldig")
    assert parts == wanted
    assert any(case.part == "json" and case.right.startswith("FOUT") for case in cases)
    assert {case.part.removeprefix("toon").strip() for case in cases if case.part.startswith("toon ")} == set(
        kind.forms
    )


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_no_kind_takes_what_is_no_value_at_all(kind: Kind) -> None:
    for wrong in (None, [], {}, 0.5, datetime(2027, 1, 1) if kind.name != "moment" else (), object()):  # noqa: DTZ001
        with pytest.raises(NotAValueError):
            kind.decode(wrong, ZONE)


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_kind_is_found_by_its_names_and_is_documented(kind: Kind) -> None:
    for name in (kind.name, kind.name.upper(), *kind.aliases):
        assert kind_named(name) is kind
    assert kind.doc.nl.endswith(".")
    assert kind.doc.en.endswith(".")
    assert kind.example


def test_an_unknown_name_names_no_kind() -> None:
    assert kind_named("bedragje") is None
