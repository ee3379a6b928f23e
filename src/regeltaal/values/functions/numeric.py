"""AFGEROND and ABSOLUUT."""

from decimal import Decimal

from regeltaal.base.text import Text
from regeltaal.values import exact
from regeltaal.values.common import INTEGER, MONEY, NUMBER, PERCENTAGE
from regeltaal.values.environment import Environment
from regeltaal.values.operator import Function, Operand, Outcomes, Overload, WhenEmpty, Word
from regeltaal.values.operators.arithmetic import keeping_quotients
from regeltaal.values.types import Scalar
from regeltaal.values.value import Number

_BANKERS = Word("BANKIERS")


def _rounded(environment: Environment, number: Number, digits: Decimal) -> Decimal:
    del environment
    return exact.rounded(number, int(digits))


def _rounded_to_even(environment: Environment, number: Number, digits: Decimal, word: object = None) -> Decimal:
    del environment, word
    return exact.rounded(number, int(digits), bankers=True)


def _absolute(environment: Environment, number: Number) -> Number:
    del environment
    return -number if number < 0 else number


def _rounding(type_: Scalar) -> tuple[Overload, Overload]:
    operands: tuple[Operand, ...] = (type_, INTEGER)
    return (
        Overload(operands, _rounded, result=type_, when_empty=WhenEmpty.CARRIES, faults=True),
        Overload((*operands, _BANKERS), _rounded_to_even, result=type_, when_empty=WhenEmpty.CARRIES, faults=True),
    )


AFGEROND = Function(
    name="AFGEROND",
    doc=Text(
        nl="Rondt af op zoveel decimalen, een half van nul af; met `BANKIERS` naar de even buur.",
        en="Rounds to so many decimals, a half away from zero; with `BANKIERS` to the even neighbour.",
    ),
    overloads=tuple(overload for type_ in (NUMBER, MONEY, PERCENTAGE) for overload in _rounding(type_)),
    example="AFGEROND(bedrag * 21%; 2)",
    parameters=("getal", "decimalen", "wijze"),
)

ABSOLUUT = Function(
    name="ABSOLUUT",
    doc=Text(nl="De waarde zonder minteken.", en="The value without its minus sign."),
    overloads=tuple(
        Overload((type_,), _absolute, result=keeping_quotients(type_), when_empty=WhenEmpty.CARRIES)
        for type_ in (INTEGER, NUMBER, MONEY, PERCENTAGE)
    ),
    example="ABSOLUUT(saldo) < € 0,05",
    parameters=("getal",),
    outcomes=Outcomes(least=0),
)

ALL = (AFGEROND, ABSOLUUT)
