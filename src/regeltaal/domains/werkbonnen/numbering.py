"""Numbers of invoices: consecutive per administration, in the form of `[koppelingen.factuur] nummerreeks`.

The last number of a series is a record like any other: it is kept or thrown away together with the invoice that took
the number, so that no number is left out or given out twice.
"""

import re
from datetime import date
from decimal import Decimal

from regeltaal.base.text import Text
from regeltaal.runtime.bindings import FailedError, Records
from regeltaal.runtime.settings import Connection
from regeltaal.values.value import Ref

_PLACE = re.compile(r"\{(jaar|jaar2|maand|nummer)(?::0?([1-9]))?\}")
_FORM = re.compile(r"(?:[A-Za-z0-9._ -]|\{(?:jaar|jaar2|maand|nummer|nummer:0?[1-9])\}){1,40}")
_LONGEST = 30
CONCEPT = "CONCEPT-{nummer}"


def next_number(records: Records, administration: str, form: str, day: date) -> str:
    """The next number of a series; each year or month has its own where they stand in the form."""
    series = _filled(form, day)
    counter = Ref(administration, "nummerreeks", _PLACE.sub("*", series))
    last = records.read(counter, "laatste")
    number = int(last) if isinstance(last, Decimal) else 0
    while True:
        number += 1
        found = _numbered(series, number)
        if not records.fields(Ref(administration, "factuur", found)):
            break
    if records.fields(counter):
        records.write(counter, "laatste", Decimal(number))
    else:
        records.create("nummerreeks", {"laatste": Decimal(number)}, key=counter.key, administration=administration)
    return found


def form_of(settings: Connection) -> str | None:
    """The form of the numbers, None where the company has chosen none."""
    form = settings.text("nummerreeks")
    if form is None:
        return None
    if not _FORM.fullmatch(form) or form.count("{nummer") != 1:
        told = Text(
            nl="hoort een tekst te zijn met een keer `{nummer}`, zoals `F-{jaar}-{nummer:05}`",
            en="should be a text with `{nummer}` once, such as `F-{jaar}-{nummer:05}`",
        )
        raise settings.wrong("nummerreeks", told)
    return form


def _filled(form: str, day: date) -> str:
    """The form with only its number still open."""
    values = {"jaar": f"{day.year}", "jaar2": f"{day.year % 100:02}", "maand": f"{day.month:02}"}
    return _PLACE.sub(lambda found: values.get(found[1], found[0]), form)


def _numbered(series: str, number: int) -> str:
    found = _PLACE.sub(lambda place: f"{number:0{place[2] or 1}}", series)
    if len(found) > _LONGEST:
        raise FailedError(Text(nl=f"factuurnummer `{found}` is te lang", en=f"invoice number `{found}` is too long"))
    return found
