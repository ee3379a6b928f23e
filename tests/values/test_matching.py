"""Which types fit where: overloads, assignments, and the words for what would have fitted."""

import pytest

from regeltaal.values import common
from regeltaal.values.kind import Kind
from regeltaal.values.matching import Mismatch, accepts, choose, comparable, describe, joined, result_of
from regeltaal.values.operator import (
    ElementOf,
    Family,
    Function,
    ListOfSame,
    Operand,
    Operator,
    Overload,
    Pattern,
    SameAs,
    TextOrTexts,
    Word,
)
from regeltaal.values.registry import FUNCTIONS, KINDS, OPERATORS
from regeltaal.values.types import Enumeration, ListOf, Nothing, ObjectType, Scalar, Type, Unknown

STATUS = Enumeration("status", ("A", "B"))
PLAN = Enumeration("plan", ("A", "B"))
ORDER = ObjectType("werkbon")
EVERY_TYPE: tuple[Type, ...] = (*common.SCALARS, STATUS, PLAN, ORDER, ListOf(common.TEXT), ListOf(STATUS))


def named(type_: Type) -> str:
    return str(type_)


@pytest.mark.parametrize("type_", EVERY_TYPE, ids=named)
def test_every_type_compares_with_itself_and_with_what_has_no_type_of_its_own(type_: Type) -> None:
    assert comparable(type_, type_)
    assert accepts(type_, type_)
    for other in (Nothing(), Unknown()):
        assert comparable(type_, other)
        assert comparable(other, type_)
        assert accepts(type_, other)
        assert joined(type_, other) == type_
        assert joined(other, type_) == type_


@pytest.mark.parametrize("left", EVERY_TYPE, ids=named)
def test_comparing_is_symmetric_and_stays_within_a_family(left: Type) -> None:
    for right in EVERY_TYPE:
        assert comparable(left, right) == comparable(right, left)
        if left != right and comparable(left, right):
            assert {left, right} <= set(common.NUMBERS) or common.TEXT in (left, right)


@pytest.mark.parametrize(
    ("wanted", "given", "fits"),
    [
        (common.NUMBER, common.INTEGER, True),
        (common.INTEGER, common.NUMBER, False),
        (common.TEXT, common.IBAN, True),
        (common.IBAN, common.TEXT, True),
        (common.IBAN, common.POSTCODE, False),
        (common.MONEY, common.NUMBER, False),
        (common.DATE, common.MOMENT, False),
        (common.MOMENT, common.DATE, False),
        (common.DURATION_EXACT, common.DURATION_DAYS, False),
        (common.TEXT, STATUS, False),
        (STATUS, PLAN, False),
        (STATUS, common.TEXT, False),
        (ORDER, ObjectType("relatie"), False),
        (ListOf(common.TEXT), common.EMAIL, True),
        (ListOf(common.EMAIL), ListOf(common.EMAIL), True),
        (ListOf(common.TEXT), ListOf(common.NUMBER), False),
        (ListOf(common.TEXT), ListOf(ListOf(common.TEXT)), False),
        (common.TEXT, ListOf(common.TEXT), False),
        (ListOf(ORDER), ORDER, True),
        (ListOf(ORDER), ListOf(Nothing()), True),
        (common.FILE, common.TEXT, False),
    ],
    ids=str,
)
def test_an_assignment_takes_what_is_a_value_of_the_type(wanted: Type, given: Type, *, fits: bool) -> None:
    assert accepts(wanted, given) is fits


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_every_kind_can_be_compared_listed_and_asked_whether_it_is_there(kind: Kind) -> None:
    type_ = Scalar(kind)
    assert isinstance(choose(OPERATORS["equals"], (type_, type_)), Overload)
    assert isinstance(choose(OPERATORS["in"], (type_, ListOf(type_))), Overload)
    assert isinstance(choose(OPERATORS["contains"], (ListOf(type_), type_)), Overload)
    assert isinstance(choose(OPERATORS["is_empty"], (type_,)), Overload)
    assert isinstance(choose(OPERATORS["less"], (type_, type_)), Overload) == kind.ordered
    assert isinstance(choose(OPERATORS["is_valid"], (type_,)), Overload) == (kind.is_valid is not None)
    assert isinstance(choose(OPERATORS["begins_with"], (type_, common.TEXT)), Overload) == kind.text_like


def test_a_number_of_operands_that_there_is_not_is_named() -> None:
    found = choose(FUNCTIONS["AFGEROND"], (common.NUMBER,))
    assert isinstance(found, Mismatch)
    assert (found.index, found.counts) == (None, (2, 3))


def test_the_operand_to_blame_is_the_one_that_the_nearest_overload_stumbles_over() -> None:
    found = choose(OPERATORS["add"], (common.DATE, common.INTEGER))
    assert isinstance(found, Mismatch)
    assert found.index == 1
    assert [text.nl for text in found.wanted_texts] == ["duur in dagen", "duur in werkdagen", "duur in maanden"]


def test_what_was_reported_already_fits_everywhere_and_gives_what_is_reported_already() -> None:
    records: list[Operator | Function] = [*OPERATORS.values(), *FUNCTIONS.values()]
    for record in records:
        arity = len(record.overloads[0].operands)
        overload = choose(record, (Unknown(),) * arity)
        assert isinstance(overload, Overload)
        expected = None if record.is_predicate else Unknown()
        assert result_of(overload, (Unknown(),) * arity) == expected


def test_a_quotient_stays_one_until_it_is_rounded() -> None:
    third = result("divide", common.MONEY, common.INTEGER)
    assert quotient(third)
    assert quotient(result("add", third, common.MONEY))
    assert quotient(joined(common.MONEY, third))
    assert not quotient(result("add", common.MONEY, common.MONEY))
    overload = choose(FUNCTIONS["AFGEROND"], (third, common.INTEGER))
    assert isinstance(overload, Overload)
    assert not quotient(result_of(overload, (third, common.INTEGER)))


def result(key: str, *types: Type) -> Type:
    overload = choose(OPERATORS[key], types)
    assert isinstance(overload, Overload)
    found = result_of(overload, types)
    assert found is not None
    return found


def quotient(type_: Type | None) -> bool:
    return isinstance(type_, Scalar) and type_.quotient


def test_two_comparable_types_join_in_the_wider_one() -> None:
    assert joined(common.INTEGER, common.NUMBER) == common.NUMBER
    assert joined(common.IBAN, common.TEXT) == common.TEXT
    assert joined(common.IBAN, common.IBAN) == common.IBAN
    assert joined(ListOf(common.INTEGER), ListOf(common.NUMBER)) == ListOf(common.NUMBER)
    assert joined(STATUS, STATUS) == STATUS


@pytest.mark.parametrize(
    ("operand", "words"),
    [
        *((family, family.value) for family in Family if family is not Family.LIST),
        (Family.LIST, "een lijst"),
        (SameAs(0), "lijst van tekst"),
        (ListOfSame(1), "een lijst van bedrag"),
        (ElementOf(0), "tekst"),
        (ElementOf(1), "elke waarde"),
        (SameAs(7), "elke waarde"),
        (TextOrTexts(), "tekst of een lijst van teksten"),
        (Pattern("regex"), "een patroon: een tekst zonder `{…}`"),
        (Word("BANKIERS"), "`BANKIERS`"),
        (common.MONEY, "bedrag"),
    ],
)
def test_every_operand_has_words(operand: Operand, words: str) -> None:
    assert describe(operand, (ListOf(common.TEXT), common.MONEY)).nl == words
