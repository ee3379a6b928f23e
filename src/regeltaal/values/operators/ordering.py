"""`<`, `TUSSEN` and their kin: which of two values is the larger; nobody knows of something empty."""

from collections.abc import Callable

from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.values.compare import order
from regeltaal.values.environment import Environment
from regeltaal.values.operator import Family, Operand, Operator, Overload, Phrase, SameAs, Scalar, WhenEmpty, phrase
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


def _said(nl: str, en: str, nl_in_time: str, en_in_time: str) -> Phrase:
    """Between `{0}` and `{1}`, of what is counted and of what is in time; it is denied by `niet`."""
    return evolve(_between(nl, en), in_time=_between(nl_in_time, en_in_time))


def _between(nl: str, en: str) -> Phrase:
    return phrase(
        (f"{{0}} is {nl} {{1}}", f"{{0}} is niet {nl} {{1}}"), (f"{{0}} is {en} {{1}}", f"{{0}} is not {en} {{1}}")
    )


LESS = Operator(
    key="less",
    spelling="<",
    doc=Text(nl="Is kleiner, of vroeger.", en="Is smaller, or earlier."),
    overloads=(_pairwise(Relation.LESS, lambda left, right: left < right),),
    example="duur < 240",
    phrase=_said("minder dan", "less than", "eerder dan", "earlier than"),
)
LESS_EQUAL = Operator(
    key="less_equal",
    spelling="<=",
    doc=Text(nl="Is hoogstens zo groot, of uiterlijk dan.", en="Is at most as large, or at the latest then."),
    overloads=(_pairwise(Relation.LESS_EQUAL, lambda left, right: left <= right),),
    example="duur <= 240",
    phrase=_said("hoogstens", "at most", "uiterlijk", "at the latest"),
)
GREATER = Operator(
    key="greater",
    spelling=">",
    doc=Text(nl="Is groter, of later.", en="Is larger, or later."),
    overloads=(_pairwise(Relation.GREATER, lambda left, right: left > right),),
    example="prijs > € 10",
    phrase=_said("meer dan", "more than", "later dan", "later than"),
)
GREATER_EQUAL = Operator(
    key="greater_equal",
    spelling=">=",
    doc=Text(nl="Is minstens zo groot, of op zijn vroegst dan.", en="Is at least as large, or at the earliest then."),
    overloads=(_pairwise(Relation.GREATER_EQUAL, lambda left, right: left >= right),),
    example="prijs >= € 10",
    phrase=_said("minstens", "at least", "op zijn vroegst", "at the earliest"),
)
BETWEEN = Operator(
    key="between",
    spelling="TUSSEN … EN …",
    doc=Text(nl="Ligt tussen twee grenzen; beide tellen mee.", en="Lies between two bounds, both included."),
    overloads=(_range(Relation.BETWEEN, lambda low, value, high: low <= value <= high),),
    example="datum TUSSEN 1-1-2027 EN 31-12-2027",
    phrase=phrase(
        ("{0} ligt van {1} tot en met {2}", "{0} ligt niet van {1} tot en met {2}"),
        ("{0} lies from {1} up to and including {2}", "{0} does not lie from {1} up to and including {2}"),
    ),
)
FROM_UNTIL = Operator(
    key="from_until",
    spelling="VANAF … TOT …",
    doc=Text(
        nl="Ligt vanaf de eerste grens tot de tweede; de tweede telt niet mee.",
        en="Lies from the first bound up to the second, which is excluded.",
    ),
    overloads=(_range(Relation.FROM_UNTIL, lambda low, value, high: low <= value < high),),
    example="datum VANAF 1-1-2027 TOT 1-2-2027",
    phrase=phrase(
        ("{0} ligt vanaf {1} en voor {2}", "{0} ligt niet vanaf {1} en voor {2}"),
        ("{0} lies from {1} on and before {2}", "{0} does not lie from {1} on and before {2}"),
    ),
)
FROM_THROUGH = Operator(
    key="from_through",
    spelling="VANAF … TOT EN MET …",
    doc=Text(
        nl="Ligt vanaf de eerste grens tot en met de tweede.",
        en="Lies from the first bound up to and including the second.",
    ),
    overloads=(_range(Relation.BETWEEN, lambda low, value, high: low <= value <= high),),
    example="datum VANAF 1-1-2027 TOT EN MET 31-1-2027",
    phrase=phrase(
        ("{0} ligt van {1} tot en met {2}", "{0} ligt niet van {1} tot en met {2}"),
        ("{0} lies from {1} up to and including {2}", "{0} does not lie from {1} up to and including {2}"),
    ),
)

ALL = (LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, BETWEEN, FROM_UNTIL, FROM_THROUGH)
