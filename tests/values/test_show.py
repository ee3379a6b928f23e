"""Values in texts and as an author writes them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from regeltaal.values import common
from regeltaal.values.exact import storable
from regeltaal.values.show import as_literal, forms_of, show
from regeltaal.values.types import Enumeration, ListOf, Nothing, ObjectType, Type
from regeltaal.values.value import ComputationError, Ref, Value

STATUS = Enumeration("status", ("Klaargezet",))
ORDER = ObjectType("werkbon")
REF = Ref("Jansen BV", "werkbon", "WB-1")


@pytest.mark.parametrize(
    ("value", "type_", "shown", "literal"),
    [
        (None, common.TEXT, "", "LEEG"),
        (None, Nothing(), "", "LEEG"),
        ('zeg "ja" {niet}\n\\', common.TEXT, 'zeg "ja" {niet}\n\\', '"zeg \\"ja\\" \\{niet}\\n\\\\"'),
        ("Klaargezet", STATUS, "Klaargezet", '"Klaargezet"'),
        (REF, ORDER, "WB-1", '"WB-1"'),
        (True, common.YES_NO, "ja", "JA"),
        (False, common.YES_NO, "nee", "NEE"),
        (Decimal("12.5"), common.MONEY, "€ 12,50", "€ 12,50"),
        (Fraction(1, 3), common.NUMBER, "0,3333333333…", "0,3333333333…"),
        (Fraction(-2, 3), common.MONEY, "€ -0,6666666666…", "€ -0,6666666666…"),
        (Fraction(-1, 3 * 10**12), common.NUMBER, "-0,0000000000…", "-0,0000000000…"),
        (Fraction(50, 3), common.PERCENTAGE, "16,6666666666…%", "16,6666666666…%"),
    ],
)
def test_a_value_is_shown_by_its_type(value: Value | None, type_: Type, shown: str, literal: str) -> None:
    assert show(value, type_) == shown
    assert as_literal(value, type_) == literal


def test_a_list_is_only_written_out_as_a_literal() -> None:
    values = ("a", "b")
    assert as_literal(values, ListOf(common.TEXT)) == '("a"; "b")'
    assert as_literal((), ListOf(STATUS)) == "()"
    with pytest.raises(TypeError):
        show(values, ListOf(common.TEXT))


def test_only_a_scalar_has_forms() -> None:
    assert forms_of(common.DATE) == ("kort", "lang", "voluit")
    assert forms_of(common.TEXT) == forms_of(STATUS) == forms_of(ListOf(common.DATE)) == ()


def test_a_quotient_that_never_ends_cannot_be_stored() -> None:
    assert storable(Decimal("0.5")) == Decimal("0.5")
    with pytest.raises(ComputationError, match="AFGEROND"):
        storable(Fraction(1, 3))


@pytest.mark.parametrize("type_", [common.MONEY, common.NUMBER, common.PERCENTAGE])
def test_a_quotient_is_written_as_one_in_json(type_: Type) -> None:
    assert isinstance(type_, type(common.MONEY))
    assert type_.kind.encode(Fraction(1, 3)) == "1/3"
