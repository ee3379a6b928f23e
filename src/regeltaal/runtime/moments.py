"""Moments shifted by durations: when a delayed action is due, when a clock of an event runs out."""

from datetime import date, datetime, time

from regeltaal.base.text import Text
from regeltaal.program.tree import Moment
from regeltaal.values.common import (
    DURATION_DAYS,
    DURATION_EXACT,
    DURATION_MONTHS,
    DURATION_WORKDAYS,
    MOMENT,
)
from regeltaal.values.environment import Environment
from regeltaal.values.matching import choose
from regeltaal.values.moments import at_wall_clock
from regeltaal.values.operator import Overload
from regeltaal.values.registry import OPERATORS
from regeltaal.values.types import Type
from regeltaal.values.value import ComputationError, Duration, DurationKind, Value

_TYPES: dict[DurationKind, Type] = {
    DurationKind.EXACT: DURATION_EXACT,
    DurationKind.DAYS: DURATION_DAYS,
    DurationKind.WORKDAYS: DURATION_WORKDAYS,
    DurationKind.MONTHS: DURATION_MONTHS,
}


def later(start: datetime, duration: Duration, environment: Environment) -> datetime:
    """A moment plus a duration, by the language's own rules for moments.

    Raises:
        ComputationError: there is no such moment (a month end under MAANDEINDE FOUT, a year beyond the calendar).
    """
    return _apply("add", start, duration, environment)


def start_of(value: Value, environment: Environment) -> datetime:
    """The moment that a value stands for: a date counts from midnight."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return at_wall_clock(value, time(), environment.zone)
    raise TypeError(f"a {type(value).__name__} is no moment")


def shifted(value: Value, moment: Moment, environment: Environment) -> datetime:
    """The moment that a clause is about: the field's value, minus or plus its offset.

    Raises:
        ComputationError: there is no such moment.
    """
    start = start_of(value, environment)
    if moment.offset is None:
        return start
    return _apply("subtract" if moment.before else "add", start, moment.offset, environment)


def _apply(operator: str, start: datetime, duration: Duration, environment: Environment) -> datetime:
    overload = choose(OPERATORS[operator], (MOMENT, _TYPES[duration.kind]))
    if not isinstance(overload, Overload):
        raise TypeError(f"{operator} has no overload for a moment and a duration in {duration.kind.value}")
    found = overload.scalar(environment, start, duration)
    if not isinstance(found, datetime):
        raise ComputationError(Text(nl="dit moment bestaat niet", en="there is no such moment"))
    return found
