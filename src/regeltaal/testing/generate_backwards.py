"""One step backwards through a computation: what an operand must be, or an argument, for the result to be this."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import cast

from regeltaal.program import tree
from regeltaal.values.environment import Environment
from regeltaal.values.matching import choose
from regeltaal.values.moments import at_wall_clock
from regeltaal.values.notation import WEEKDAYS
from regeltaal.values.operator import Operator, Overload
from regeltaal.values.operators.arithmetic import ADD, DIVIDE, MULTIPLY, SUBTRACT
from regeltaal.values.types import Type
from regeltaal.values.value import ComputationError, Empty, Fault, Value

Typed = tuple[object, Type]


def undone(
    expr: tree.Apply, number: int, value: Value, known: Sequence[object], environment: Environment
) -> Iterator[Value]:
    """What an operand of an operator must be for the result to be this."""
    key, other = cast("Operator", expr.record).key, known[1 - number]
    if isinstance(other, Fault) or (isinstance(other, Empty) and key != "coalesce"):
        return
    whole, beside = (value, expr.type), (other, expr.operands[1 - number].type)
    match key, number:
        case "add", _:
            yield from _computed(SUBTRACT, whole, beside, environment)
        case "subtract", 0:
            yield from _computed(ADD, whole, beside, environment)
        case "subtract", 1:
            yield from _computed(SUBTRACT, beside, whole, environment)
        case "multiply", _:
            yield from _computed(DIVIDE, whole, beside, environment)
        case "divide", 0:
            yield from _computed(MULTIPLY, whole, beside, environment)
        case "divide", 1:
            yield from _computed(DIVIDE, beside, whole, environment)
        case "at_time", 0 if isinstance(value, datetime):
            yield value.date()
        case "at_time", 1 if isinstance(value, datetime):
            yield value.timetz().replace(tzinfo=None)
        case "coalesce", _:
            yield value


def _computed(operator: Operator, left: Typed, right: Typed, environment: Environment) -> Iterator[Value]:
    """What an operator makes of two values, where it has a meaning for their types."""
    overload = choose(operator, (left[1], right[1]))
    if isinstance(overload, Overload):
        found = tried(partial(overload.scalar, environment, left[0], right[0]))
        if found is not None:
            yield found


def tried(compute: Callable[[], object]) -> Value | None:
    try:
        return cast("Value | None", compute())
    except (ComputationError, ArithmeticError, ValueError):
        return None


def argument(name: str, value: Value, environment: Environment) -> Iterator[Value]:
    """What the first argument of a function must be for the result to be this."""
    match name, value:
        case "LENGTE", Decimal():
            yield ("voorbeeldtekst " * 200)[: max(int(value), 0)].rstrip().ljust(int(value), "x")
        case "DATUM", date():
            yield at_wall_clock(value, time(12), environment.zone)
        case "TIJD", time():
            yield at_wall_clock(environment.today, value, environment.zone)
        case "ABSOLUUT", Decimal():
            yield from (value, -value)
        case (("JAAR" | "KWARTAAL" | "MAAND" | "WEEKNUMMER" | "DAG" | "WEEKDAG" | "BEGIN-MAAND" | "EINDE-MAAND"), _):
            day = tried(lambda: _day(name, value, environment.today))
            if isinstance(day, date):
                yield day
                yield at_wall_clock(day, time(12), environment.zone)
        case _:
            yield value


def _day(name: str, value: Value, today: date) -> date | None:
    number = int(value) if isinstance(value, Decimal) else 0
    match name:
        case "JAAR":
            return date(number, 6, 15)
        case "KWARTAAL":
            return date(today.year, 3 * number - 1, 15)
        case "MAAND":
            return date(today.year, number, 15)
        case "WEEKNUMMER":
            return date.fromisocalendar(today.year, number, 3)
        case "DAG":
            return date(today.year, 1, number)
        case "WEEKDAG":
            days = (today + timedelta(days=one) for one in range(7))
            return next((one for one in days if WEEKDAYS[one.weekday()] == value), None)
        case _:
            return value if isinstance(value, date) else None
