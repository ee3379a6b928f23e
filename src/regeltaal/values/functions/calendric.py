"""The functions about dates and moments. Of a moment, what its wall clock in the environment's zone shows counts."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal

from regeltaal.base.text import Text
from regeltaal.values import dates, moments
from regeltaal.values.common import DATE, INTEGER, MOMENT, TEXT, TIME
from regeltaal.values.environment import Environment
from regeltaal.values.notation import WEEKDAYS
from regeltaal.values.operator import Function, Outcomes, Overload, WhenEmpty
from regeltaal.values.types import Scalar
from regeltaal.values.value import Value

PerDay = Callable[[date], Value]


def _workdays(environment: Environment, start: date, end: date) -> Decimal:
    return Decimal(environment.calendar.workdays_between(start, end))


def _date_of(environment: Environment, moment: datetime) -> date:
    return moments.in_zone(moment, environment.zone).date()


def _time_of(environment: Environment, moment: datetime) -> time:
    return moments.in_zone(moment, environment.zone).time()


def _of_date(compute: PerDay, result: Scalar) -> Overload:
    def scalar(environment: Environment, day: date) -> Value:
        del environment
        return compute(day)

    return Overload((DATE,), scalar, result=result, when_empty=WhenEmpty.CARRIES)


def _of_moment(compute: PerDay, result: Scalar) -> Overload:
    def scalar(environment: Environment, moment: datetime) -> Value:
        return compute(_date_of(environment, moment))

    return Overload((MOMENT,), scalar, result=result, when_empty=WhenEmpty.CARRIES)


_WHATEVER = Outcomes()


def _about_a_day(  # noqa: PLR0913 - what makes a function
    name: str, doc: Text, example: str, compute: PerDay, result: Scalar, *, outcomes: Outcomes = _WHATEVER
) -> Function:
    """A function of a date, that takes a moment as well."""
    overloads = (_of_date(compute, result), _of_moment(compute, result))
    return Function(name=name, doc=doc, overloads=overloads, example=example, parameters=("datum",), outcomes=outcomes)


WERKDAGEN = Function(
    name="WERKDAGEN",
    doc=Text(
        nl="Het aantal werkdagen na de eerste datum tot en met de tweede; negatief als de tweede eerder is.",
        en="The number of working days after the first date up to and including the second; negative when earlier.",
    ),
    overloads=(Overload((DATE, DATE), _workdays, result=INTEGER, when_empty=WhenEmpty.CARRIES, faults=True),),
    example="WERKDAGEN(datum; VANDAAG) > 5",
    parameters=("van", "tot"),
)
DATUM = Function(
    name="DATUM",
    doc=Text(nl="De datum van een moment.", en="The date of a moment."),
    overloads=(Overload((MOMENT,), _date_of, result=DATE, when_empty=WhenEmpty.CARRIES),),
    example="DATUM(reactiedeadline) = VANDAAG",
    parameters=("moment",),
)
TIJD = Function(
    name="TIJD",
    doc=Text(nl="De tijd van een moment.", en="The time of a moment."),
    overloads=(Overload((MOMENT,), _time_of, result=TIME, when_empty=WhenEmpty.CARRIES),),
    example="TIJD(NU) >= 17:00",
    parameters=("moment",),
)
JAAR = _about_a_day(
    "JAAR", Text(nl="Het jaar.", en="The year."), "JAAR(datum) = 2027", lambda day: Decimal(day.year), INTEGER
)
KWARTAAL = _about_a_day(
    "KWARTAAL",
    Text(nl="Het kwartaal, van 1 tot en met 4.", en="The quarter, from 1 up to 4."),
    "KWARTAAL(datum) = 1",
    lambda day: Decimal((day.month + 2) // 3),
    INTEGER,
    outcomes=Outcomes(1, 4),
)
MAAND = _about_a_day(
    "MAAND",
    Text(nl="De maand, van 1 tot en met 12.", en="The month, from 1 up to 12."),
    "MAAND(datum) = 12",
    lambda day: Decimal(day.month),
    INTEGER,
    outcomes=Outcomes(1, 12),
)
WEEKNUMMER = _about_a_day(
    "WEEKNUMMER",
    Text(
        nl="Het weeknummer; week 1 is de week met de eerste donderdag van het jaar.",
        en="The week number; week 1 is the week with the first Thursday of the year.",
    ),
    "WEEKNUMMER(datum) = 53",
    lambda day: Decimal(day.isocalendar().week),
    INTEGER,
    outcomes=Outcomes(1, 53),
)
DAG = _about_a_day(
    "DAG",
    Text(nl="De dag van de maand.", en="The day of the month."),
    "DAG(datum) <= 15",
    lambda day: Decimal(day.day),
    INTEGER,
    outcomes=Outcomes(1, 31),
)
WEEKDAG = _about_a_day(
    "WEEKDAG",
    Text(
        nl="De naam van de dag, van `maandag` tot en met `zondag`.",
        en="The Dutch name of the day, from `maandag` to `zondag`.",
    ),
    'WEEKDAG(datum) IN ("zaterdag"; "zondag")',
    lambda day: WEEKDAYS[day.weekday()],
    TEXT,
    outcomes=Outcomes(texts=WEEKDAYS),
)
BEGIN_MAAND = _about_a_day(
    "BEGIN-MAAND",
    Text(nl="De eerste dag van de maand.", en="The first day of the month."),
    "BEGIN-MAAND(datum)",
    dates.first_of_month,
    DATE,
)
EINDE_MAAND = _about_a_day(
    "EINDE-MAAND",
    Text(nl="De laatste dag van de maand.", en="The last day of the month."),
    "EINDE-MAAND(VANDAAG)",
    dates.last_of_month,
    DATE,
)

ALL = (
    WERKDAGEN,
    DATUM,
    TIJD,
    JAAR,
    KWARTAAL,
    MAAND,
    WEEKNUMMER,
    DAG,
    WEEKDAG,
    BEGIN_MAAND,
    EINDE_MAAND,
)
