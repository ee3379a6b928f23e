"""A set of cases decided together: what is told of each is what the reference says, and what was asked for."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.compiler.code_facts import OWN, SPAN, OneRecord, read

from regeltaal.compiler.case import Case
from regeltaal.compiler.code import compiled, together
from regeltaal.compiler.reference import fits
from regeltaal.evaluate.evaluator import verdict
from regeltaal.evaluate.verdict import Truth
from regeltaal.program import tree
from regeltaal.schema.model import Event
from regeltaal.values.common import MONEY, NUMBER, TEXT, YES_NO
from regeltaal.values.matching import choose
from regeltaal.values.operator import Overload
from regeltaal.values.registry import OPERATORS
from regeltaal.values.types import Enumeration, ListOf, ObjectType, Type
from regeltaal.values.value import Ref, Value

STATUS = Enumeration("status", ("Nieuw", "Bezig", "Klaar"))
CLIENT = ObjectType("klant")
KNOWN, GONE = Ref("Jansen BV", "klant", "K1"), Ref("Jansen BV", "klant", "weg")


def _const(value: Value | None, type_: Type) -> tree.Const:
    return tree.Const(value, type_, SPAN)


def _test(key: str, *operands: tree.Expr) -> tree.Test:
    overload = choose(OPERATORS[key], tuple(one.type for one in operands))
    assert isinstance(overload, Overload)
    return tree.Test(OPERATORS[key], overload, operands, span=SPAN)


NAME = read("naam", TEXT, target=read("klant", CLIENT))
LEAVES: Sequence[tree.Cond] = (
    *(_test("equals", read("status", STATUS), _const(value, STATUS)) for value in ("Nieuw", "Klaar", "elders")),
    *(_test("equals", read("notitie", TEXT), _const(f"n{place}", TEXT)) for place in range(6)),
    _test("not_equals", read("notitie", TEXT), _const("n1", TEXT)),
    _test("in", read("status", STATUS), _const(("Nieuw", "Bezig"), ListOf(STATUS))),
    _test("contains", read("notitie", TEXT), _const("n", TEXT)),
    _test("contains", NAME, _const(("a", "é"), ListOf(TEXT))),
    _test("equals", NAME, _const("Vitens", TEXT)),
    _test("is_empty", NAME),
    _test("is_filled", read("notitie", TEXT)),
    _test("greater", read("bedrag", MONEY), _const(Decimal(10), MONEY)),
    _test("between", read("bedrag", MONEY), _const(Decimal(1), MONEY), _const(Decimal(20), MONEY)),
    tree.IsTrue(read("dicht", YES_NO), SPAN),
    tree.Was(read("notitie", TEXT), _const("n1", TEXT), OPERATORS["equals"].overloads[0], SPAN),
    tree.Changed(
        read("status", STATUS),
        None,
        _const("Klaar", STATUS),
        OPERATORS["equals"].overloads[1],
        negated=False,
        span=SPAN,
    ),
)


def _groups(inner: st.SearchStrategy[tree.Cond]) -> st.SearchStrategy[tree.Cond]:
    parts = st.lists(inner, min_size=1, max_size=4).map(tuple)
    return st.one_of(
        parts.map(lambda found: tree.All(found, SPAN)),
        parts.map(lambda found: tree.Any(found, SPAN)),
        inner.map(lambda found: tree.Negation(found, SPAN)),
        st.builds(
            lambda count, exact, found: tree.Counted(count, exact, found, SPAN), st.integers(0, 3), st.booleans(), parts
        ),
        inner.map(lambda found: tree.DefinedCond("afspraak", found, SPAN)),
    )


conditions = st.recursive(st.sampled_from(LEAVES), _groups, max_leaves=8)
FOLLOWS = Event("bon statuswijziging", "bon", follows="Status")
triggers = st.lists(
    st.builds(
        lambda old, new: tree.OnEvent(FOLLOWS, old=old, new=new, equals=OPERATORS["equals"].overloads[1], span=SPAN),
        *[st.sampled_from((None, _const("nieuw", STATUS), _const("Klaar", STATUS), _const(None, STATUS)))] * 2,
    ),
    max_size=2,
).map(tuple)
cases = st.builds(Case, conditions, triggers, st.booleans(), st.booleans())
values = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from(("Nieuw", "Bezig", "Klaar", " NIEUW ", "Elders", None)),
        "notitie": st.sampled_from(("n1", " N2", "é", "", "  ", None)),
        "bedrag": st.sampled_from((Decimal(5), Decimal("10.00"), None)),
        "dicht": st.sampled_from((True, False, None)),
        "klant": st.sampled_from((KNOWN, GONE, None)),
    },
)
worlds = st.builds(
    lambda own, earlier, name: OneRecord({OWN: own, KNOWN: {"naam": name}}, earlier),
    values,
    st.none() | values,
    st.sampled_from(("Vitens", "É", None)),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(cases, max_size=12), st.lists(worlds, min_size=1, max_size=4), st.data())
def test_it_tells_what_the_reference_says_of_the_cases_that_are_asked_for(
    asked: list[Case], facts_list: list[OneRecord], data: st.DataObject
) -> None:
    decider = together(asked)
    by_itself = [compiled(case.condition) for case in asked]
    for facts in facts_list:
        among = data.draw(st.integers(0, (1 << len(asked)) - 1))
        found = decider.decide(facts, among)
        truths = [verdict(case.condition, facts).truth for case in asked]
        assert truths == [decide(facts.records[OWN], facts) for decide in by_itself]
        told = [
            (place, truth)
            for place, (case, truth) in enumerate(zip(asked, truths, strict=True))
            if among >> place & 1 and fits(case.triggers, facts)
        ]
        assert [place for place, truth in told if truth is Truth.TRUE] == list(found.true)
        assert [(place, truth) for place, truth in told if _counts(asked[place], truth)] == list(found.others)


def _counts(case: Case, truth: Truth) -> bool:
    match truth:
        case Truth.TRUE:
            return False
        case Truth.FALSE:
            return case.on_false
        case Truth.UNKNOWN:
            return case.on_unknown
        case Truth.FAULT:
            return True


@pytest.mark.parametrize("amount", [1, 5, 300, 600])
def test_of_many_cases_a_few_may_be_asked(amount: int) -> None:
    asked = [Case(LEAVES[place % len(LEAVES)]) for place in range(amount)]
    facts = OneRecord({OWN: {"status": "Nieuw", "notitie": "n1", "klant": GONE}})
    decider = together(asked)
    for among in (0, 1, 1 << (amount - 1), (1 << amount) - 1, (1 << (amount + 3)) - 1):
        found = decider.decide(facts, among)
        wanted = [place for place in range(amount) if among >> place & 1]
        truths = {place: verdict(asked[place].condition, facts).truth for place in wanted}
        assert [place for place in wanted if truths[place] is Truth.TRUE] == list(found.true)
        assert [(place, Truth.FAULT) for place in wanted if truths[place] is Truth.FAULT] == list(found.others)


def test_without_a_record_every_field_is_a_fault() -> None:
    asked = [Case(LEAVES[0]), Case(tree.All((), SPAN)), Case(LEAVES[0], on_unknown=True)]
    found = together(asked).decide(OneRecord({}), 0b111)
    assert ([1], [(0, Truth.FAULT), (2, Truth.FAULT)]) == (list(found.true), list(found.others))


def test_no_cases_is_fine() -> None:
    assert [] == list(together([]).decide(OneRecord({OWN: {}}), 0).true)


def test_numbers_are_compared_exactly() -> None:
    third = tree.Apply(
        OPERATORS["divide"],
        next(one for one in OPERATORS["divide"].overloads if one.operands == (NUMBER, NUMBER)),
        (_const(Decimal(1), NUMBER), read("aantal", NUMBER)),
        NUMBER,
        SPAN,
    )
    condition = _test("greater", third, _const(Decimal("0.3333333333"), NUMBER))
    facts = OneRecord({OWN: {"aantal": Decimal(3)}})
    assert Truth.TRUE is compiled(condition)({"aantal": Decimal(3)}, facts)
