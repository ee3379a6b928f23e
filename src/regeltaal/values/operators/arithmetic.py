"""`+ - * /` on numbers, amounts and percentages. Units must fit, and a quotient stays one until it is rounded."""

from collections.abc import Callable

from regeltaal.base.text import Text
from regeltaal.values import exact
from regeltaal.values.common import INTEGER, MONEY, NUMBER, PERCENTAGE
from regeltaal.values.environment import Environment
from regeltaal.values.operator import Operator, Overload, Scalar, WhenEmpty
from regeltaal.values.operators import chronology
from regeltaal.values.types import ListOf, Type
from regeltaal.values.types import Scalar as ScalarType
from regeltaal.values.value import Number

Compute = Callable[[Number, Number], Number]


def has_quotient(type_: Type) -> bool:
    """Whether values of a type (or in a list of it) may be rationals that no decimal holds."""
    match type_:
        case ScalarType():
            return type_.quotient
        case ListOf(element):
            return has_quotient(element)
        case _:
            return False


def keeping_quotients(result: ScalarType) -> Callable[[tuple[Type, ...]], Type]:
    """The result of a step that is no division: a quotient where an operand is one."""

    def of(types: tuple[Type, ...]) -> Type:
        return ScalarType(result.kind, quotient=any(has_quotient(type_) for type_ in types))

    return of


def overload(
    left: ScalarType, right: ScalarType, result: ScalarType, compute: Compute, *, divides: bool = False
) -> Overload:
    return Overload(
        operands=(left, right),
        scalar=_scalar(compute),
        result=ScalarType(result.kind, quotient=True) if divides else keeping_quotients(result),
        when_empty=WhenEmpty.CARRIES,
        faults=True,
    )


def _scalar(compute: Compute) -> Scalar:
    def scalar(environment: Environment, left: Number, right: Number) -> Number:
        del environment
        return compute(left, right)

    return scalar


def _alike(compute: Compute) -> tuple[Overload, ...]:
    """The overloads on two operands of one type."""
    return tuple(overload(type_, type_, type_, compute) for type_ in (INTEGER, NUMBER, MONEY, PERCENTAGE))


def _share_of(percentage: Number, amount: Number) -> Number:
    return exact.percent_of(amount, percentage)


def _whole_of(amount: Number, percentage: Number) -> Number:
    """The amount of which this one is so many per cent: `bedrag / 121%` is without VAT."""
    return exact.divide(amount, exact.as_fraction(percentage))


ADD = Operator(
    key="add",
    spelling="+",
    doc=Text(
        nl="Telt op, of schuift een datum, moment of tijd met een duur naar later.",
        en="Adds, or moves a date, moment or time to later by a duration.",
    ),
    overloads=(*_alike(exact.add), *chronology.ADDITIONS),
    example="VANDAAG + 3 werkdagen",
)

SUBTRACT = Operator(
    key="subtract",
    spelling="-",
    doc=Text(
        nl="Trekt af, schuift een datum, moment of tijd naar eerder, of geeft de duur tussen twee ervan.",
        en="Subtracts, moves a date, moment or time to earlier, or gives the duration between two of those.",
    ),
    overloads=(*_alike(exact.subtract), *chronology.SUBTRACTIONS),
    example="einddatum - 14 dagen",
)

MULTIPLY = Operator(
    key="multiply",
    spelling="*",
    doc=Text(
        nl="Vermenigvuldigt; een bedrag maal een percentage is een bedrag.",
        en="Multiplies; an amount times a percentage is an amount.",
    ),
    overloads=(
        overload(INTEGER, INTEGER, INTEGER, exact.multiply),
        overload(NUMBER, NUMBER, NUMBER, exact.multiply),
        overload(MONEY, NUMBER, MONEY, exact.multiply),
        overload(NUMBER, MONEY, MONEY, exact.multiply),
        overload(MONEY, PERCENTAGE, MONEY, exact.percent_of),
        overload(PERCENTAGE, MONEY, MONEY, _share_of),
        overload(PERCENTAGE, NUMBER, PERCENTAGE, exact.multiply),
        overload(NUMBER, PERCENTAGE, PERCENTAGE, exact.multiply),
        *chronology.MULTIPLICATIONS,
    ),
    example="prijs * aantal",
)

DIVIDE = Operator(
    key="divide",
    spelling="/",
    doc=Text(
        nl="Deelt, exact; wie de uitkomst bewaart of toont, rondt haar eerst af met `AFGEROND`.",
        en="Divides, exactly; to store or show the result, round it first with `AFGEROND`.",
    ),
    overloads=(
        overload(NUMBER, NUMBER, NUMBER, exact.divide, divides=True),
        overload(MONEY, NUMBER, MONEY, exact.divide, divides=True),
        overload(MONEY, MONEY, NUMBER, exact.divide, divides=True),
        overload(MONEY, PERCENTAGE, MONEY, _whole_of, divides=True),
        overload(PERCENTAGE, NUMBER, PERCENTAGE, exact.divide, divides=True),
        overload(PERCENTAGE, PERCENTAGE, NUMBER, exact.divide, divides=True),
        *chronology.DIVISIONS,
    ),
    example="AFGEROND(bedrag incl btw / 121%; 2)",
)

ALL = (ADD, SUBTRACT, MULTIPLY, DIVIDE)
