"""Why a computation has no result: one function per cause, each gives the error that the evaluator turns into FOUT."""

from datetime import date

from regeltaal.base.text import Text
from regeltaal.values.value import ComputationError


def division_by_zero() -> ComputationError:
    return ComputationError(Text(nl="er wordt door nul gedeeld", en="there is a division by zero"))


def too_large() -> ComputationError:
    return ComputationError(
        Text(
            nl="de uitkomst heeft meer dan 18 cijfers voor de komma",
            en="the result has more than 18 digits before the decimal comma",
        )
    )


def too_fine() -> ComputationError:
    return ComputationError(
        Text(
            nl="de uitkomst heeft meer dan 10 cijfers achter de komma: rond haar af met `AFGEROND`",
            en="the result has more than 10 digits after the decimal comma: round it with `AFGEROND`",
        )
    )


def decimals_out_of_range() -> ComputationError:
    return ComputationError(
        Text(
            nl="het aantal decimalen van `AFGEROND` moet van 0 tot en met 10 zijn",
            en="the number of decimals of `AFGEROND` must be from 0 up to 10",
        )
    )


def date_out_of_range() -> ComputationError:
    return ComputationError(
        Text(
            nl="de uitkomst is een datum buiten de jaren 1 tot en met 9999",
            en="the result is a date outside the years 1 up to 9999",
        )
    )


def duration_too_long() -> ComputationError:
    return ComputationError(
        Text(nl="de duur is te lang om mee te rekenen", en="the duration is too long to compute with")
    )


def no_such_day(start: date, months: int) -> ComputationError:
    begin = f"{start.day}-{start.month}-{start.year}"
    return ComputationError(
        Text(
            nl=f"{begin} met {months} maanden erbij bestaat niet: die maand heeft geen {start.day}e dag",
            en=f"{begin} plus {months} months does not exist: that month has no day {start.day}",
        )
    )


def past_midnight() -> ComputationError:
    return ComputationError(
        Text(
            nl="de uitkomst ligt voorbij middernacht: reken met een moment (`datum OM tijd`)",
            en="the result is past midnight: compute with a moment (`datum OM tijd`)",
        )
    )


def year_without_holidays(year: int) -> ComputationError:
    return ComputationError(
        Text(nl=f"de feestdagen van {year} zijn niet bekend", en=f"the holidays of {year} are not known")
    )
