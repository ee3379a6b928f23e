"""The functions over a list. Its LEEG values are left out before; with nothing left the result is LEEG, save AANTAL."""

from collections.abc import Callable
from decimal import Decimal
from functools import reduce

from regeltaal.base.text import Text
from regeltaal.values import exact
from regeltaal.values.common import DURATIONS, INTEGER, MONEY, NUMBER, ORDERED, PERCENTAGE
from regeltaal.values.compare import order
from regeltaal.values.environment import Environment
from regeltaal.values.operator import Family, Function, Outcomes, Overload, Scalar, WhenEmpty
from regeltaal.values.operators.arithmetic import ADD, keeping_quotients
from regeltaal.values.types import ListOf, Type
from regeltaal.values.types import Scalar as ScalarType
from regeltaal.values.value import Number, Value

_NUMERIC = (INTEGER, NUMBER, MONEY, PERCENTAGE)


def _count(environment: Environment, items: tuple[Value, ...] | None) -> Decimal:
    del environment
    return Decimal(len(items or ()))


def _sum(type_: ScalarType) -> Scalar:
    """The sum by the same meaning as `+` has between two."""
    add = next(overload.scalar for overload in ADD.overloads if overload.operands == (type_, type_))

    def scalar(environment: Environment, items: tuple[object, ...] | None) -> object:
        if not items:
            return None
        return reduce(lambda total, item: add(environment, total, item), items)

    return scalar


def _extreme(choose: Callable[..., Value]) -> Scalar:
    def scalar(environment: Environment, items: tuple[Value, ...] | None) -> Value | None:
        del environment
        return choose(items, key=order) if items else None

    return scalar


def _mean(environment: Environment, items: tuple[Number, ...] | None) -> Number | None:
    del environment
    return exact.divide(reduce(exact.add, items), Decimal(len(items))) if items else None


def _over(type_: ScalarType, scalar: Scalar, result: "Type | Callable[[tuple[Type, ...]], Type]") -> Overload:
    return Overload((ListOf(type_),), scalar, result=result, when_empty=WhenEmpty.CARRIES, faults=True)


def _extremes(choose: Callable[..., Value]) -> tuple[Overload, ...]:
    scalar = _extreme(choose)
    return tuple(
        Overload((ListOf(type_),), scalar, result=keeping_quotients(type_), when_empty=WhenEmpty.CARRIES)
        for type_ in ORDERED
    )


AANTAL = Function(
    name="AANTAL",
    doc=Text(
        nl="Het aantal rijen of waarden in een lijst; van een lege lijst 0.",
        en="The number of rows or values in a list; 0 for an empty one.",
    ),
    overloads=(Overload((Family.LIST,), _count, result=INTEGER, when_empty=WhenEmpty.DECIDES_UNLESS_COMPUTED),),
    example="AANTAL(objecten) = 1",
    parameters=("lijst",),
    outcomes=Outcomes(least=0),
)
SOM = Function(
    name="SOM",
    doc=Text(
        nl="De som van de waarden in een lijst; leeg wanneer er geen is gevuld.",
        en="The sum of the values in a list; empty when none is filled.",
    ),
    overloads=tuple(_over(type_, _sum(type_), keeping_quotients(type_)) for type_ in (*_NUMERIC, *DURATIONS)),
    example="SOM(materiaal.prijs * materiaal.aantal VOOR ELK materiaal IN materialen)",
    parameters=("lijst",),
)
MINIMUM = Function(
    name="MINIMUM",
    doc=Text(nl="De kleinste of vroegste waarde in een lijst.", en="The smallest or earliest value in a list."),
    overloads=_extremes(min),
    example="MINIMUM(materialen.prijs)",
    parameters=("lijst",),
)
MAXIMUM = Function(
    name="MAXIMUM",
    doc=Text(nl="De grootste of laatste waarde in een lijst.", en="The largest or latest value in a list."),
    overloads=_extremes(max),
    example="MAXIMUM(materialen.prijs)",
    parameters=("lijst",),
)
GEMIDDELDE = Function(
    name="GEMIDDELDE",
    doc=Text(
        nl="Het gemiddelde van de gevulde waarden in een lijst, exact: rond het af om het te bewaren.",
        en="The mean of the filled values in a list, exactly: round it to store it.",
    ),
    overloads=(
        _over(NUMBER, _mean, ScalarType(NUMBER.kind, quotient=True)),
        _over(MONEY, _mean, ScalarType(MONEY.kind, quotient=True)),
        _over(PERCENTAGE, _mean, ScalarType(PERCENTAGE.kind, quotient=True)),
    ),
    example="AFGEROND(GEMIDDELDE(materialen.prijs); 2)",
    parameters=("lijst",),
)

ALL = (AANTAL, SOM, MINIMUM, MAXIMUM, GEMIDDELDE)
