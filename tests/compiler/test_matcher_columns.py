"""The index reads a column as each predicate means it: what it leaves over is what the reference says is WAAR."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

import pytest
from tests.compiler.code_facts import OWN, SPAN, OneRecord, read
from tests.compiler.matcher_questions import const, equal, question

from regeltaal.base.node import evolve
from regeltaal.compiler import matcher_parts
from regeltaal.compiler.case import Case
from regeltaal.compiler.columns import Catalogue
from regeltaal.compiler.matcher import Matcher
from regeltaal.compiler.matcher_clauses import indexed
from regeltaal.evaluate.evaluator import verdict
from regeltaal.evaluate.verdict import Truth
from regeltaal.program import tree
from regeltaal.schema.model import Event
from regeltaal.values.common import DATE, INTEGER, MONEY, TEXT, YES_NO
from regeltaal.values.registry import OPERATORS
from regeltaal.values.types import ListOf, ObjectType, Type
from regeltaal.values.value import Ref, Value

CLIENT = ObjectType("klant")
CLIENTS = {key: Ref("Jansen BV", "klant", key) for key in ("K1", "K2")}
ELSEWHERE = Ref("Bakker BV", "klant", "K1")

TEXTS = ("abc", "ABC", " abc\t", "xabcx", "abcabc", "bc", "ab", "é", "e\u0301", "É", "", "  ", "İ", "ß", None)
NUMBERS = tuple(map(Decimal, ("-1", "0", "9.99", "10", "10.00", "10.01", "20", "1e3")))
DAYS = (date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2), None)


def _about_texts() -> Iterator[tree.Cond]:
    field = read("tekst", TEXT)
    wanted = [const(one, TEXT) for one in ("abc", " Abc ", "\u00e9", "zz", None)]
    lists: list[tree.Expr] = [const(("abc", "x"), ListOf(TEXT)), tree.MakeList(tuple(wanted), ListOf(TEXT), SPAN)]
    for exact in (False, True):
        for one in wanted:
            yield question("equals", field, one, exact=exact)
            yield question("not_equals", one, field, exact=exact)
        for listed in lists:
            yield question("in", field, listed, exact=exact)
        for key in ("contains", "begins_with", "ends_with"):
            for part in (*wanted[:4], *lists):
                yield question(key, field, part, exact=exact)


def _about_order() -> Iterator[tree.Cond]:
    asked: tuple[tuple[str, Sequence[Value | None], Type], ...] = (("bedrag", NUMBERS, MONEY), ("datum", DAYS, DATE))
    for field, bounds, type_ in asked:
        for key in ("less", "less_equal", "greater", "greater_equal", "equals", "not_equals"):
            for bound in bounds:
                yield question(key, read(field, type_), const(bound, type_))
                yield question(key, const(bound, type_), read(field, type_))
        for key in ("between", "from_until", "from_through"):
            for low in bounds[1:4]:
                for high in bounds[:4]:
                    yield question(key, read(field, type_), const(low, type_), const(high, type_))


def _about_others() -> Iterator[tree.Cond]:
    yield tree.IsTrue(read("vlag", YES_NO), SPAN)
    yield tree.IsTrue(read("vlag", YES_NO, previous=True), SPAN)
    for name, type_ in (("tekst", TEXT), ("datum", DATE), ("lijst", ListOf(TEXT)), ("klant", CLIENT)):
        yield question("is_empty", read(name, type_))
        yield question("is_filled", read(name, type_))
    for key in ("K1", "K3", None):
        yield question("equals", read("klant", CLIENT), const(key, CLIENT))
        yield question("not_equals", read("klant", CLIENT), const(key, CLIENT))
    called = read("naam", TEXT, target=read("klant", CLIENT))
    yield question("equals", called, const("Vitens", TEXT))
    yield question("contains", called, const("t", TEXT))
    yield question("is_empty", called)
    for before in ("abc", None):
        equals = OPERATORS["equals"].overloads[0]
        yield tree.Was(read("tekst", TEXT), const(before, TEXT), equals, SPAN)
        yield equal("tekst", before, previous=True)
        for now in (None, const("abc", TEXT)):
            yield tree.Changed(read("tekst", TEXT), const(before, TEXT), now, equals, negated=False, span=SPAN)
            yield tree.Changed(read("tekst", TEXT), None, now, equals, negated=True, span=SPAN)


PREDICATES: Sequence[tree.Cond] = (*_about_texts(), *_about_order(), *_about_others())
CONDITIONS = tuple(
    asked
    for one in PREDICATES
    for asked in (
        one,
        tree.Negation(one, SPAN),
        *((evolve(one, negated=True),) if isinstance(one, tree.Test) else ()),
    )
)


def _worlds() -> Iterator[OneRecord]:
    filled: dict[Ref, dict[str, Value | None]] = {
        CLIENTS["K1"]: {"naam": "VITENS"},
        CLIENTS["K2"]: {"naam": None},
        ELSEWHERE: {"naam": "Vitens"},
    }
    clients = (None, CLIENTS["K1"], CLIENTS["K2"], ELSEWHERE)
    for place, text in enumerate(TEXTS):
        own: dict[str, Value | None] = {
            "tekst": text,
            "bedrag": (*NUMBERS, None)[place % 9],
            "datum": DAYS[place % 4],
            "vlag": (True, False, None)[place % 3],
            "lijst": (None, (), ("a",))[place % 3],
            "klant": clients[place % 4],
        }
        yield OneRecord({OWN: own, **filled}, None if place % 5 == 0 else {"tekst": "abc", "vlag": True})
    yield OneRecord({OWN: {}})
    yield OneRecord({OWN: {"klant": Ref("Jansen BV", "klant", "weg")}}, {})
    yield OneRecord({})


WORLDS = tuple(_worlds())


def expected(cases: Sequence[Case], facts: OneRecord) -> tuple[list[int], list[tuple[int, Truth]]]:
    truths = list(enumerate(verdict(case.condition, facts).truth for case in cases))
    return [place for place, truth in truths if truth is Truth.TRUE], [one for one in truths if one[1] is Truth.FAULT]


@pytest.mark.parametrize("facts", WORLDS)
def test_every_predicate_decides_as_the_reference(facts: OneRecord) -> None:
    cases = [Case(condition) for condition in CONDITIONS]
    found = Matcher.of(cases).decide(facts, (1 << len(cases)) - 1)

    assert expected(cases, facts) == (list(found.true), list(found.others))


def test_masks_decide_every_predicate_by_themselves() -> None:
    """Else they would be right because something else is asked."""
    found = indexed([Case(one) for one in CONDITIONS], Catalogue.empty())

    assert [str(condition) for condition, one in zip(CONDITIONS, found, strict=True) if not one.decided] == []


@pytest.mark.parametrize("key", ["contains", "begins_with", "ends_with"])
def test_several_tests_of_one_text_must_all_hold(key: str) -> None:
    first, second, third = (question(key, read("tekst", TEXT), const(part, TEXT)) for part in ("a", "b", "c"))
    cases = [
        Case(tree.All((first, second, tree.Negation(third, SPAN)), SPAN)),
        Case(tree.All((first, tree.Any((second, third), SPAN)), SPAN)),
        Case(tree.Counted(2, True, (first, second, third), SPAN)),  # noqa: FBT003 - as the node has it
    ]
    matcher = Matcher.of(cases)
    for text in ("ab", "ba", "abc", "ac", "ca", "b", "", None):
        facts = OneRecord({OWN: {"tekst": text}})
        assert expected(cases, facts)[0] == list(matcher.decide(facts, 7).true)


def test_a_part_that_begins_with_another_is_found_with_it() -> None:
    parts = ("a", "ab", "abc", "b", "abd")
    cases = [Case(question("begins_with", read("tekst", TEXT), const(part, TEXT))) for part in parts]
    found = Matcher.of(cases).decide(OneRecord({OWN: {"tekst": "Abcd"}}), 31)

    assert [0, 1, 2] == list(found.true)


def test_hundreds_of_parts_are_sought_in_one_text() -> None:
    parts = [f"deel {number}x" for number in range(300)]
    cases = [Case(question("contains", read("tekst", TEXT), const(part, TEXT))) for part in parts]
    cases += [Case(tree.Negation(case.condition, SPAN)) for case in cases]
    matcher, everything = Matcher.of(cases), (1 << 600) - 1
    for text in ("deel 7x en DEEL 70X", "niets", "\udc80 deel 7x", "é deel 299x"):
        facts = OneRecord({OWN: {"tekst": text}})
        assert expected(cases, facts)[0] == list(matcher.decide(facts, everything).true)


def test_a_value_parts_the_cases_and_alternatives_do_not_double_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one up to three clauses."""
    monkeypatch.setattr(matcher_parts, "WORTH_A_PART", 500)
    cases = []
    for number in range(1500):
        leaves = [equal("tekst", f"w{number % 7}"), equal("andere", f"v{number % 11}")]
        more = [question("greater", read("bedrag", MONEY), const(Decimal(number % 5), MONEY)) for _ in range(1)]
        either = (leaves[1], *more, question("is_empty", read("datum", DATE)))[: number % 4]
        asked = (leaves[0], tree.Any(either, SPAN)) if either else (leaves[0],)
        cases.append(Case(tree.All(asked, SPAN)))
    cases.append(Case(tree.Any((equal("tekst", "w1"), equal("andere", "v3")), SPAN)))
    cases.append(Case(question("in", read("tekst", TEXT), const(("w1", "w2"), ListOf(TEXT)))))
    matcher = Matcher.of(cases)
    assert len(matcher._by_value) == 1
    for text, other, amount in (("W1", "v3", Decimal(3)), ("w2", None, None), ("w9", "v3", None), (None, "v1", None)):
        facts = OneRecord({OWN: {"tekst": text, "andere": other, "bedrag": amount, "datum": DAYS[0]}})
        for among in ((1 << len(cases)) - 1, int("10" * (len(cases) // 2), 2), 1 << 1501, 0):
            wanted = [place for place in expected(cases, facts)[0] if among >> place & 1]
            assert wanted == list(matcher.decide(facts, among).true)
            assert wanted == list(matcher.decide(facts, among).true)


def test_only_what_is_asked_for_of_a_case_is_told() -> None:
    above = question("greater", read("bedrag", MONEY), const(Decimal(1), MONEY))
    cases = [Case(above, (), *flags) for flags in ((False, False), (True, False), (False, True), (True, True))]
    matcher = Matcher.of(cases)

    def others(amount: Decimal | None, among: int = 15) -> list[tuple[int, Truth]]:
        return list(matcher.decide(OneRecord({OWN: {"bedrag": amount}}), among).others)

    assert [(1, Truth.FALSE), (3, Truth.FALSE)] == others(Decimal(1))
    assert [(2, Truth.UNKNOWN), (3, Truth.UNKNOWN)] == others(None)
    assert [(3, Truth.UNKNOWN)] == others(None, 0b1011)
    assert [] == others(Decimal(2))


def test_fout_of_a_computation_is_told_unless_something_is_surely_onwaar() -> None:
    one = const(Decimal(1), INTEGER)
    quotient = tree.Apply(
        OPERATORS["divide"], OPERATORS["divide"].overloads[0], (one, read("aantal", INTEGER)), INTEGER, SPAN
    )
    faulty = question("greater", quotient, one)
    cases = [Case(tree.All((equal("tekst", "a"), faulty), SPAN)), Case(tree.Any((equal("tekst", "a"), faulty), SPAN))]
    matcher = Matcher.of(cases)
    for text, count in (("a", 0), ("b", 0), ("a", 2), ("b", None)):
        facts = OneRecord({OWN: {"tekst": text, "aantal": None if count is None else Decimal(count)}})
        found = matcher.decide(facts, 3)
        assert expected(cases, facts) == (list(found.true), list(found.others))


def test_a_trigger_narrows_by_what_was_and_what_became() -> None:
    event, equals = Event("bon statuswijziging", "bon", follows="tekst"), OPERATORS["equals"].overloads[0]
    computed = tree.Defined("vandaag", read("andere", TEXT), TEXT, SPAN)

    def case(old: tree.Expr | None, new: tree.Expr | None) -> Case:
        trigger = tree.OnEvent(event, old=old, new=new, equals=equals, span=SPAN)
        return Case(tree.All((), SPAN), (trigger,), on_false=True)

    cases = [case(const("a", TEXT), None), case(None, const("b", TEXT)), case(computed, const("b", TEXT))]
    matcher = Matcher.of(cases)

    def found(earlier: dict[str, Value | None] | None) -> list[int]:
        return list(matcher.decide(OneRecord({OWN: {"tekst": "B", "andere": "a"}}, earlier), 7).true)

    assert [0, 1, 2] == found({"tekst": "A"})
    assert [1] == found({"tekst": "c"})
    assert [1] == found(None)
