"""Variables in the descriptions of a template: `Telefoon {factuurdatummaandjaar|kort}`.

These are data, not rules: what is no variable stays as it stands, so that a slip is seen on the booking.
"""

import re
from collections.abc import Callable
from datetime import date

from regeltaal.base.node import Node
from regeltaal.domains.common.reading import Fields
from regeltaal.values.notation import MONTHS, show_amount, show_date, show_date_in_words

_VARIABLE = re.compile(r"\{(?P<name>[^{}|]+)(?:\|(?P<form>[^{}|]+))?\}")
_SHORT = "kort"
RELATION_NAME = "relatienaam"
"""A booking does not have it itself: who fills a description in looks it up."""


class Variable(Node):
    """What a variable shows of a booking, with the form behind its stroke."""

    show: Callable[[Fields, str], str]


def filled_in(text: str, booking: Fields) -> str:
    """A description with its variables filled in; one without a value shows nothing."""

    def value(found: re.Match[str]) -> str:
        variable = VARIABLES.get(found["name"].strip().lower())
        return found[0] if variable is None else variable.show(booking, (found["form"] or "").strip().lower())

    return " ".join(_VARIABLE.sub(value, text).split())


def _text(field: str) -> Variable:
    return Variable(lambda booking, _: booking.text(field) or "")


def _amount(field: str) -> Variable:
    def show(booking: Fields, _: str) -> str:
        amount = booking.number(field)
        return "" if amount is None else show_amount(amount, booking.text("valuta"))

    return Variable(show)


def _date(field: str, show: Callable[[date, str], str]) -> Variable:
    def shown(booking: Fields, form: str) -> str:
        day = booking.date(field)
        return "" if day is None else show(day, form)

    return Variable(shown)


def _day(day: date, form: str) -> str:
    return show_date_in_words(day) if form == "lang" else show_date(day)


def _month(day: date, form: str) -> str:
    """`augustus 2019`, short `08-2019`."""
    return f"{day.month:02}-{day.year}" if form == _SHORT else f"{MONTHS[day.month - 1]} {day.year}"


VARIABLES = {
    "boekjaar": _date("factuurdatum", lambda day, _: str(day.year)),
    "dagboekcode": _text("dagboekcode"),
    "dagboeknaam": _text("dagboeknaam"),
    "documentafzendernaam": _text("documentafzendernaam"),
    "documentbestandsnaam": _text("documentbestandsnaam"),
    "documentonderwerp": _text("documentonderwerp"),
    "factuurdatum": _date("factuurdatum", _day),
    "factuurdatumdag": _date("factuurdatum", lambda day, _: str(day.day)),
    "factuurdatummaandjaar": _date("factuurdatum", _month),
    "factuurnummer": _text("factuurnummer"),
    "herkendebetalingsreferentie": _text("herkendebetalingsreferentie"),
    "klantnummer": _text("klantnummer"),
    "omschrijving": _text("omschrijving"),
    RELATION_NAME: _text(RELATION_NAME),
    "totaalbedrag": _amount("bedrag incl btw"),
    "vervaldatum": _date("vervaldatum", _day),
}
"""By name, in lower case."""
