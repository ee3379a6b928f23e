"""Every case of every operator and function through generated code: constants and fields in each place."""

import itertools
from collections.abc import Iterator

import pytest
from tests.compiler.code_facts import OWN, SPAN, OneRecord, read
from tests.values.test_operator_spec import ALL_CASES, Case, Operand, operand

from regeltaal.compiler.case import Case as RuleCase
from regeltaal.compiler.code import compiled, together
from regeltaal.compiler.code_closer import closer
from regeltaal.evaluate.evaluator import verdict
from regeltaal.evaluate.verdict import Truth
from regeltaal.program import tree
from regeltaal.values.common import NUMBER, TEXT
from regeltaal.values.matching import Mismatch, choose, result_of
from regeltaal.values.operator import Operator, Overload, Word
from regeltaal.values.registry import OPERATORS
from regeltaal.values.types import Nothing, Type
from regeltaal.values.value import Empty, Fault, Value

EXPECTED = {"WAAR": Truth.TRUE, "ONWAAR": Truth.FALSE, "ONBEKEND": Truth.UNKNOWN, "FOUT": Truth.FAULT}


def _overload(key: str, *types: Type) -> tuple[Operator, Overload]:
    found = choose(OPERATORS[key], types)
    assert isinstance(found, Overload)
    return OPERATORS[key], found


def _apply(key: str, *operands: tree.Expr) -> tree.Apply:
    record, overload = _overload(key, *(one.type for one in operands))
    type_ = result_of(overload, tuple(one.type for one in operands))
    assert type_ is not None
    return tree.Apply(record, overload, operands, type_, SPAN)


def _test(key: str, *operands: tree.Expr) -> tree.Test:
    record, overload = _overload(key, *(one.type for one in operands))
    return tree.Test(record, overload, operands, span=SPAN)


def _broken() -> tree.Expr:
    one, zero = (operand(text).value for text in ("1", "0"))
    return _apply("divide", tree.Const(one, NUMBER, SPAN), tree.Const(zero, NUMBER, SPAN))  # type: ignore[arg-type]


def _expr(given: Operand, place: int, *, as_field: bool, own: dict[str, Value | None]) -> tree.Expr:
    type_ = TEXT if isinstance(given.type, Word) else given.type
    match given.value:
        case Fault():
            return _broken()
        case Empty():
            return read("voorheen", type_, previous=True)  # what was before the event is not known
        case value if not as_field or isinstance(given.type, Word):
            return tree.Const(value, type_, SPAN)  # type: ignore[arg-type]  # the cases hold values
        case value:
            own[f"veld {place}"] = value  # type: ignore[assignment]  # idem
            return read(f"Veld {place}", type_)


def _trees(case: Case) -> Iterator[tuple[tree.Cond, dict[str, Value | None]]]:
    """The case as a condition, with its operands as constants and as fields."""
    given = [operand(text) for text in case.operands]
    overload = choose(case.record, tuple(one.type for one in given))
    if isinstance(overload, Mismatch):
        return
    for as_fields in itertools.product((False, True), repeat=len(given)):
        own: dict[str, Value | None] = {}
        exprs = tuple(_expr(one, at, as_field=as_fields[at], own=own) for at, one in enumerate(given))
        if overload.result is None:
            for negated in (False, True):
                yield tree.Test(case.record, overload, exprs, negated=negated, exact=case.exact, span=SPAN), own
            continue
        type_ = result_of(overload, tuple(one.type for one in given))
        assert type_ is not None
        found = tree.Apply(case.record, overload, exprs, type_, SPAN)
        yield _test("is_empty", found), own
        if not isinstance(type_, Nothing):
            yield _test("equals", found, found), own


@pytest.mark.parametrize("case", ALL_CASES, ids=lambda case: f"{case.place}")
def test_an_operation_gives_the_verdict_of_the_reference(case: Case) -> None:
    for cond, own in _trees(case):
        facts = OneRecord({OWN: own})
        expected = verdict(cond, facts).truth
        assert compiled(cond)(own, facts) is expected
        assert closer(cond)(own, facts) is expected
        assert _together(cond, facts) == [expected] * 2
        if isinstance(cond, tree.Test) and cond.record is case.record and not cond.negated:
            assert expected is EXPECTED[case.result.partition(":")[0]]


def _together(cond: tree.Cond, facts: OneRecord) -> list[Truth]:
    """As two rules that share everything."""
    found = together([RuleCase(cond, on_false=True, on_unknown=True)] * 2).decide(facts, 0b11)
    told = dict.fromkeys(found.true, Truth.TRUE) | dict(found.others)
    return [told[0], told[1]]
