"""Deep and wide conditions: Python reads only so many brackets, and nests only so far."""

import time
from decimal import Decimal
from itertools import count

import pytest
from tests.compiler.code_facts import OWN, SPAN, OneRecord, read

from regeltaal.compiler.case import Case
from regeltaal.compiler.code import compiled, together
from regeltaal.compiler.code_closer import closer
from regeltaal.compiler.code_size import DEEPEST, is_too_large
from regeltaal.evaluate.evaluator import verdict
from regeltaal.evaluate.verdict import Truth
from regeltaal.program import tree
from regeltaal.values.common import NUMBER, TEXT, YES_NO
from regeltaal.values.registry import OPERATORS
from regeltaal.values.types import ListOf, ObjectType
from regeltaal.values.value import Ref, Value

DEEP = 60
WIDE = 700
GREATER = OPERATORS["greater"].overloads[0]
ADD = next(one for one in OPERATORS["add"].overloads if one.operands == (NUMBER, NUMBER))
ROW = ObjectType("regel")
RECORDS: tuple[dict[str, Value | None], ...] = (
    {"aantal": Decimal(3), "naam": "x"},
    {"aantal": Decimal(-3), "naam": "y"},
    {"naam": " X "},
    {},
)


def number(value: int) -> tree.Const:
    return tree.Const(Decimal(value), NUMBER, SPAN)


def above(limit: int, subject: tree.Expr | None = None) -> tree.Test:
    return tree.Test(OPERATORS["greater"], GREATER, (subject or read("aantal", NUMBER), number(limit)), span=SPAN)


def named(text: str) -> tree.Test:
    equals = OPERATORS["equals"]
    return tree.Test(equals, equals.overloads[0], (read("naam", TEXT), tree.Const(text, TEXT, SPAN)), span=SPAN)


def nested() -> tree.Cond:
    found: tree.Cond = above(0)
    for level in range(DEEP):
        match level % 5:
            case 0:
                found = tree.All((found, tree.Negation(named("z"), SPAN)), SPAN)
            case 1:
                found = tree.Any((named("q"), found), SPAN)
            case 2:
                found = tree.Negation(found, SPAN)
            case 3:
                found = tree.Counted(1, level % 2 == 0, (found, named("z")), SPAN)
            case _:
                found = tree.DefinedCond("afspraak", found, SPAN)
    return found


def nested_in_parts() -> tree.Cond:
    """As deep as code is made for: DEFINITIEs in DEFINITIEs."""
    found: tree.Cond = above(0)
    for _ in range((DEEPEST - 3) // 2):
        found = tree.DefinedCond("afspraak", tree.All((found, named("x")), SPAN), SPAN)
    assert not is_too_large(found)
    return found


def too_deep() -> tree.Cond:
    found: tree.Cond = above(0)
    for _ in range(DEEPEST):
        found = tree.Negation(found, SPAN)
    assert is_too_large(found)
    return found


def as_value() -> tree.Cond:
    found: tree.Cond = named("x")
    for _ in range(DEEP // 2):
        found = tree.IsTrue(tree.Truth(tree.Any((found, above(9)), SPAN), YES_NO, SPAN), SPAN)
    return found


def sum_of_many() -> tree.Cond:
    found: tree.Expr = read("aantal", NUMBER)
    for _ in range(DEEP):
        found = tree.Apply(OPERATORS["add"], ADD, (found, read("aantal", NUMBER)), NUMBER, SPAN)
    return above(100, found)


def rows_in_rows() -> tree.Cond:
    slots = count(1)
    found: tree.Cond = above(2)
    for _ in range(4):
        slot = next(slots)
        row = tree.Variable(f"r{slot}", slot, ROW, SPAN)
        inner = tree.Any((found, above(1, read("aantal", NUMBER, target=row))), SPAN)
        found = tree.Quantified(tree.Quantity.AT_LEAST, 2, row, read("regels", ListOf(ROW)), inner, SPAN)
    return found


CONDITIONS = {
    "nested": nested(),
    "as deep as can be": nested_in_parts(),
    "too deep": too_deep(),
    "as a value": as_value(),
    "a sum": sum_of_many(),
    "rows in rows": rows_in_rows(),
    "every of many": tree.All(tuple(above(-limit) for limit in range(WIDE)), SPAN),
    "one of many": tree.Any(tuple(named(f"naam {place}") for place in range(WIDE)), SPAN),
    "so many of many": tree.Counted(3, exact=False, parts=tuple(above(limit) for limit in range(WIDE)), span=SPAN),
    "a list of many": tree.Test(
        OPERATORS["in"],
        OPERATORS["in"].overloads[1],
        (
            read("aantal", NUMBER),
            tree.MakeList(tuple(read("aantal", NUMBER) for _ in range(WIDE)), ListOf(NUMBER), SPAN),
        ),
        span=SPAN,
    ),
    "nothing": tree.All((), SPAN),
    "none of nothing": tree.Any((), SPAN),
}


def world(record: dict[str, Value | None]) -> OneRecord:
    rows = tuple(Ref("Jansen BV", "regel", str(place)) for place in range(3))
    inside = {row: {"aantal": Decimal(place)} for place, row in enumerate(rows)}
    return OneRecord({OWN: {**record, "regels": rows}, **inside})


@pytest.mark.parametrize("name", CONDITIONS)
def test_it_has_the_verdict_of_the_reference(name: str) -> None:
    condition = CONDITIONS[name]
    decide, close = compiled(condition), closer(condition)
    decider = together([Case(condition, on_false=True, on_unknown=True)] * 3)
    for record in RECORDS:
        facts = world(record)
        expected = verdict(condition, facts).truth
        assert decide(facts.records[OWN], facts) is expected
        assert close(facts.records[OWN], facts) is expected
        found = decider.decide(facts, 0b101)
        assert dict.fromkeys((0, 2), expected) == dict.fromkeys(found.true, Truth.TRUE) | dict(found.others)


def test_a_condition_that_is_its_own_square_again_and_again_takes_no_time() -> None:
    found: tree.Cond = above(0)
    for _ in range(40):
        found = tree.DefinedCond("afspraak", tree.Any((found, found), SPAN), SPAN)
    start = time.process_time()
    assert callable(compiled(found))
    together([Case(found)])
    assert time.process_time() - start < 5
