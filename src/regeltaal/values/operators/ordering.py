"""`<`, `TUSSEN` and their kin: which of two values is the larger; nobody knows of something empty."""

from collections.abc import Callable

from regeltaal.base.text import Text
from regeltaal.values.compare import order
from regeltaal.values.environment import Environment
from regeltaal.values.operator import Family, Operand, Operator, Overload, SameAs, Scalar, WhenEmpty
from regeltaal.values.relation import Relation
from regeltaal.values.value import Number


def _pairwise(relation: Relation, holds: Callable[[Number, Number], bool]) -> Overload:
    def scalar(environment: Environment, left: object, right: object) -> bool:
        del environment
        return holds(order(left), order(right))

    return _overload((Family.ORDERED, SameAs(0)), scalar, relation)


def _range(relation: Relation, holds: Callable[[Number, Number, Number], bool]) -> Overload:
    def scalar(environment: Environment, value: object, low: object, high: object) -> bool:
        del environment
        return holds(order(low), order(value), order(high))

    return _overload((Family.ORDERED, SameAs(0), SameAs(0)), scalar, relation)


def _overload(operands: tuple[Operand, ...], scalar: Scalar, relation: Relation) -> Overload:
    return Overload(operands, scalar, when_empty=WhenEmpty.UNKNOWN, relation=relation)


def _comparison(key: str, spelling: str, doc: Text, example: str, overload: Overload) -> Operator:
    return Operator(key=key, spelling=spelling, doc=doc, overloads=(overload,), example=example)


LESS = _comparison(
    "less",
    "<",
    Text(nl="Is kleiner, of vroeger.", en="Is smaller, or earlier."),
    "duur < 240",
    _pairwise(Relation.LESS, lambda left, right: left < right),
)
LESS_EQUAL = _comparison(
    "less_equal",
    "<=",
    Text(nl="Is hoogstens zo groot, of uiterlijk dan.", en="Is at most as large, or at the latest then."),
    "duur <= 240",
    _pairwise(Relation.LESS_EQUAL, lambda left, right: left <= right),
)
GREATER = _comparison(
    "greater",
    ">",
    Text(nl="Is groter, of later.", en="Is larger, or later."),
    "prijs > € 10",
    _pairwise(Relation.GREATER, lambda left, right: left > right),
)
GREATER_EQUAL = _comparison(
    "greater_equal",
    ">=",
    Text(nl="Is minstens zo groot, of op zijn vroegst dan.", en="Is at least as large, or at the earliest then."),
    "prijs >= € 10",
    _pairwise(Relation.GREATER_EQUAL, lambda left, right: left >= right),
)
BETWEEN = _comparison(
    "between",
    "TUSSEN … EN …",
    Text(nl="Ligt tussen twee grenzen; beide tellen mee.", en="Lies between two bounds, both included."),
    "datum TUSSEN 1-1-2027 EN 31-12-2027",
    _range(Relation.BETWEEN, lambda low, value, high: low <= value <= high),
)
FROM_UNTIL = _comparison(
    "from_until",
    "VANAF … TOT …",
    Text(
        nl="Ligt vanaf de eerste grens tot de tweede; de tweede telt niet mee.",
        en="Lies from the first bound up to the second, which is excluded.",
    ),
    "datum VANAF 1-1-2027 TOT 1-2-2027",
    _range(Relation.FROM_UNTIL, lambda low, value, high: low <= value < high),
)
FROM_THROUGH = _comparison(
    "from_through",
    "VANAF … TOT EN MET …",
    Text(
        nl="Ligt vanaf de eerste grens tot en met de tweede.",
        en="Lies from the first bound up to and including the second.",
    ),
    "datum VANAF 1-1-2027 TOT EN MET 31-1-2027",
    _range(Relation.BETWEEN, lambda low, value, high: low <= value <= high),
)

ALL = (LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, BETWEEN, FROM_UNTIL, FROM_THROUGH)
