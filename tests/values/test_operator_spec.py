"""The meaning of every operator and function, as cases in ``tests/spec/operators`` and ``tests/spec/functions``.

A case is a line ``operand | operand => result``, with ``EXACT:`` before it where EXACT stands behind the operator.
An operand is a literal as in a rule, a list ``("a"; "b")``, ``kind "json text"`` (``iban "…"``, ``keuze "A"``,
``werkbon "WB-1"``), a quotient ``1/3``, ``LEEG`` (``tekst LEEG`` with a type, ``LEEG!`` when a computation made it
so), or ``FOUT``. The result is a literal, WAAR, ONWAAR, ONBEKEND, ``LEEG``, ``FOUT`` (``FOUT: part of the cause``), or
``GEEN`` where no overload fits (``GEEN: what would have fitted``). ``~`` before a result says that its type is a
quotient. A line ``@ naam waarde`` sets the environment of the cases below it.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from attrs import frozen

from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.values import common
from regeltaal.values.calendar import Calendar
from regeltaal.values.environment import Environment, MonthEnd
from regeltaal.values.exact import settle
from regeltaal.values.literals import read_literal, type_of_literal
from regeltaal.values.matching import Given, Mismatch, choose, result_of
from regeltaal.values.operator import Function, Operator, Overload, WhenEmpty, Word
from regeltaal.values.registry import FUNCTIONS, OPERATORS, kind_named
from regeltaal.values.types import Enumeration, ListOf, Nothing, ObjectType, Scalar, Type
from regeltaal.values.value import ComputationError, Empty, Fault, Ref

SPEC = Path(__file__).parent.parent / "spec"
ZONE = ZoneInfo("Europe/Amsterdam")
START = Environment(
    now=datetime(2027, 3, 12, 10, 0, tzinfo=ZONE), zone=ZONE, calendar=Calendar(), month_end=MonthEnd.DOWN
)
NEGATED = {"WAAR": "ONWAAR", "ONWAAR": "WAAR"}
LITERALS = {
    "money": r".*€.*",
    "percentage": r".*%",
    "moment": r"\d+-\d+-\d+ \d+:\d+",
    "date": r"\d+-\d+-\d+",
    "time": r"\d+:\d+",
    "duration": r"-?\d+ [a-z]+",
    "number": r"-?[\d.,]+",
    "yes": "JA",
    "no": "NEE",
}


@frozen
class Operand:
    value: object
    type: Given


@frozen
class Case:
    place: str
    record: Operator | Function
    environment: Environment
    exact: bool
    operands: tuple[str, ...]
    result: str


def records() -> dict[str, Operator | Function]:
    return {f"operators/{key}": record for key, record in OPERATORS.items()} | {
        f"functions/{name}": record for name, record in FUNCTIONS.items()
    }


@cache
def cases_of(name: str) -> tuple[Case, ...]:
    path = SPEC / f"{name}.txt"
    own = tuple(_cases(path, records()[name])) if path.exists() else ()
    return (*own, *_of_kinds()) if name == "operators/is_valid" else own


def _of_kinds() -> Iterator[Case]:
    """`IS GELDIG` has an overload for each checked text: its cases are what the kind's own file says is valid."""
    for path in sorted((SPEC / "kinds").glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.startswith("geldig: "):
                text, _, answer = line.removeprefix("geldig: ").rpartition(" => ")
                given = (f"{path.stem} {json.dumps(text)}",)
                result = {"JA": "WAAR", "NEE": "ONWAAR"}[answer]
                place = f"{path.name}:{number}"
                yield Case(place, OPERATORS["is_valid"], START, exact=False, operands=given, result=result)


def _cases(path: Path, record: Operator | Function) -> Iterator[Case]:
    environment = START
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("@"):
            environment = _changed(environment, line[1:].strip())
            continue
        given, _, result = line.rpartition(" => ")
        exact, rest = given.startswith("EXACT: "), given.removeprefix("EXACT: ")
        yield Case(f"{path.name}:{number}", record, environment, exact, _split(rest, "|"), result.strip())


def _changed(environment: Environment, setting: str) -> Environment:
    name, _, value = setting.partition(" ")
    match name:
        case "maandeinde":
            return evolve(environment, month_end=MonthEnd(value))
        case "feestdagen":
            return evolve(environment, calendar=Calendar(item for item in _split(value, ";") if item))
        case _:
            raise AssertionError(setting)


def _split(text: str, separator: str) -> tuple[str, ...]:
    pieces = re.findall(rf'(?:"(?:\\.|[^"\\])*"|\([^()]*\)|[^{re.escape(separator)}"(])+', text)
    return tuple(piece.strip() for piece in pieces)


def operand(text: str) -> Operand:
    if text == "LEEG":
        return Operand(None, Nothing())
    if text == "LEEG!":
        return Operand(Empty(("veld",), computed=True), Nothing())
    if text == "FOUT":
        return Operand(Fault(Text(nl="kapot", en="broken")), Nothing())
    if text.startswith("("):
        items = [operand(item) for item in _split(text[1:-1], ";")]
        return Operand(tuple(item.value for item in items), ListOf(_element([item.type for item in items])))
    if re.fullmatch(r"-?\d+/\d+", text):
        return Operand(settle(Fraction(text)), Scalar(common.NUMBER.kind, quotient=True))
    if text.endswith(" LEEG"):
        return Operand(None, _type(text.removesuffix(" LEEG")))
    if text.endswith('"'):
        name, _, quoted = text.partition('"')
        return _read(name.strip() or "tekst", json.loads('"' + quoted))
    for kind, pattern in LITERALS.items():
        if re.fullmatch(pattern, text):
            value = read_literal(kind, text, ZONE)
            return Operand(value, type_of_literal(kind, value))
    assert text.isupper(), text
    return Operand(text, Word(text))


def _element(types: list[Given]) -> Type:
    known = [type_ for type_ in types if not isinstance(type_, Word)]
    if common.NUMBER in known:
        return Scalar(common.NUMBER.kind, quotient=any(isinstance(one, Scalar) and one.quotient for one in known))
    return known[0] if known else Nothing()


def _type(name: str) -> Type:
    kind = kind_named(name)
    if kind is not None:
        return Scalar(kind)
    if name.startswith("keuze"):
        return Enumeration(name, ("A", "B"))
    return ListOf(_type(name.removeprefix("lijst van "))) if name.startswith("lijst van ") else ObjectType(name)


def _read(name: str, text: str) -> Operand:
    type_ = _type(name)
    match type_:
        case Scalar(kind):
            return Operand(kind.decode(text, ZONE), type_)
        case ObjectType():
            return Operand(Ref("Jansen BV", name, text), type_)
        case _:
            return Operand(text, type_)


def outcome(case: Case, *, negated: bool = False) -> tuple[str, object, Type | None]:
    """A verdict, FOUT, LEEG or ``waarde``; the value or cause; the type: by the record, as the evaluator goes."""
    given = [operand(text) for text in case.operands]
    overload = choose(case.record, tuple(one.type for one in given))
    if isinstance(overload, Mismatch):
        return "GEEN", " of ".join(text.nl for text in overload.wanted_texts), None
    word, value = _applied(overload, [one.value for one in given], case)
    if overload.result is None and negated:
        word = NEGATED.get(word, word)
    return word, value, result_of(overload, tuple(one.type for one in given))


def _applied(overload: Overload, values: list[object], case: Case) -> tuple[str, object]:
    faults = [value for value in values if isinstance(value, Fault)]
    if faults:
        return "FOUT", faults[0].cause.nl
    empty = "ONBEKEND" if overload.result is None else "LEEG"
    if _is_unknown(overload.when_empty, values):
        return empty, None
    bare = [None if isinstance(value, Empty) else value for value in values]
    scalar = overload.exact if case.exact else overload.scalar
    assert scalar is not None, f"{case.place}: EXACT has no sense here"
    try:
        found = scalar(case.environment, *bare)
    except ComputationError as error:
        return "FOUT", error.cause.nl
    if overload.result is None:
        return ("WAAR" if found is True else "ONWAAR"), found
    return ("LEEG" if found is None else "waarde"), found


def _is_unknown(policy: WhenEmpty, values: list[object]) -> bool:
    match policy:
        case WhenEmpty.UNKNOWN | WhenEmpty.CARRIES:
            return any(value is None or isinstance(value, Empty) for value in values)
        case WhenEmpty.DECIDES_UNLESS_COMPUTED:
            return any(isinstance(value, Empty) and value.computed for value in values)
        case WhenEmpty.DECIDES:
            return False


ALL_CASES = [case for name in records() for case in cases_of(name)]
PREDICATES = [case for case in ALL_CASES if case.result.partition(":")[0] in (*NEGATED, "ONBEKEND", "FOUT")]


@pytest.mark.parametrize("case", ALL_CASES, ids=lambda case: case.place)
def test_an_operation_gives_what_its_case_says(case: Case) -> None:
    word, value, type_ = outcome(case)
    expected, _, detail = case.result.partition(": ")
    if expected in ("WAAR", "ONWAAR", "ONBEKEND", "LEEG"):
        assert (word, case.result) == (expected, expected)
    elif expected in ("FOUT", "GEEN"):
        assert word == expected
        assert detail in str(value)
    else:
        wanted = operand(case.result.removeprefix("~"))
        assert (word, value) == ("waarde", wanted.value)
        assert type(value) is type(wanted.value)
        _same_type(type_, wanted.type, quotient=case.result.startswith("~"))


def _same_type(found: Type | None, wanted: Given, *, quotient: bool) -> None:
    assert found == wanted or (found in common.NUMBERS and wanted in common.NUMBERS)
    if isinstance(found, Scalar):
        assert found.quotient == quotient


@pytest.mark.parametrize("case", PREDICATES, ids=lambda case: case.place)
def test_its_negation_swaps_true_and_false_and_nothing_else(case: Case) -> None:
    plain, _, _ = outcome(case)
    negated, _, _ = outcome(case, negated=True)
    assert negated == NEGATED.get(plain, plain)


@pytest.mark.parametrize("name", records())
def test_every_record_has_cases_with_each_operand_filled_empty_and_faulty(name: str) -> None:
    cases = [case for case in cases_of(name) if not case.result.startswith("GEEN")]
    record = records()[name]
    arity = max(len(overload.operands) for overload in record.overloads if not _has_word(overload))
    seen = {tuple(_state(text) for text in case.operands) for case in cases if len(case.operands) == arity}
    wanted = {("vol",) * arity, ("LEEG",) * arity}
    for index in range(arity):
        wanted |= {tuple(state if at == index else "vol" for at in range(arity)) for state in ("LEEG", "FOUT")}
    assert wanted - seen == set()


def _has_word(overload: Overload) -> bool:
    return any(isinstance(one, Word) for one in overload.operands)


def _state(text: str) -> str:
    return {"LEEG": "LEEG", "LEEG!": "LEEG", "FOUT": "FOUT"}.get(text.rpartition(" ")[2], "vol")


@pytest.mark.parametrize("name", records())
def test_every_overload_is_met_by_a_case(name: str) -> None:
    met = {id(found) for case in cases_of(name) if isinstance(found := _chosen(case), Overload)}
    missing = [overload.operands for overload in records()[name].overloads if id(overload) not in met]
    assert missing == []


def _chosen(case: Case) -> Overload | Mismatch:
    return choose(case.record, tuple(operand(text).type for text in case.operands))


@pytest.mark.parametrize("name", records())
def test_exact_is_met_by_a_case_where_it_has_a_sense(name: str) -> None:
    wanted = any(overload.exact is not None for overload in records()[name].overloads)
    assert any(case.exact for case in cases_of(name)) == wanted


def test_every_spec_file_is_about_a_record() -> None:
    present = {
        f"{path.parent.name}/{path.stem}" for folder in ("operators", "functions") for path in (SPEC / folder).iterdir()
    }
    assert present == set(records())


@pytest.mark.parametrize("name", records())
def test_every_record_is_documented_in_both_languages(name: str) -> None:
    record = records()[name]
    assert record.doc.nl.endswith(".")
    assert record.doc.en.endswith(".")
    assert record.doc.nl != record.doc.en
    word = record.name if isinstance(record, Function) else record.spelling.partition(" ")[0]
    assert word in record.example


def test_a_word_is_only_where_a_record_asks_for_it() -> None:
    rounding = FUNCTIONS["AFGEROND"]
    found = choose(rounding, (common.NUMBER, common.INTEGER, Word("OMHOOG")))
    assert isinstance(found, Mismatch)
    assert [text.nl for text in found.wanted_texts] == ["`BANKIERS`"]
