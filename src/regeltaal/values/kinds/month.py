"""maand: a month of a year, canonical as `2027-03`, shown as `maart 2027`."""

import re

from regeltaal.base.node import evolve
from regeltaal.base.patterns import lazily
from regeltaal.base.text import Text
from regeltaal.values.kinds.checked import checked_text
from regeltaal.values.notation import MONTHS
from regeltaal.values.value import Value

_RIGHT = lazily(r"[0-9]{4}-(0[1-9]|1[0-2])", re.ASCII)
_DATE = lazily(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})(-[0-9]{2})?", re.ASCII)
_DUTCH = lazily(r"(?P<month>[0-9]{1,2})-(?P<year>[0-9]{4})", re.ASCII)
_WORDS = lazily(rf"(?P<name>{'|'.join(MONTHS)}) (?P<year>[0-9]{{4}})", re.ASCII | re.IGNORECASE)


def _spelling(text: str) -> str:
    """A day is in its month: a date is right as well."""
    found = _DATE.fullmatch(text) or _DUTCH.fullmatch(text)
    if found is not None:
        return f"{found['year']}-{int(found['month']):02}"
    words = _WORDS.fullmatch(text)
    return text if words is None else f"{words['year']}-{MONTHS.index(words['name'].lower()) + 1:02}"


def _is_right(text: str) -> bool:
    return _RIGHT.fullmatch(text) is not None


def _show(value: Value, form: str | None) -> str:
    """`maart 2027`, short `03-2027`; what is no month as it came."""
    text = str(value)
    if not _is_right(text):
        return text
    year, month = text.split("-")
    return f"{month}-{year}" if form == "kort" else f"{MONTHS[int(month) - 1]} {year}"


KIND = evolve(
    checked_text(
        "maand",
        Text(nl="Een maand van een jaar.", en="A month of a year."),
        "03-2027",
        spelling=_spelling,
        is_right=_is_right,
    ),
    show=_show,
    forms=("kort", "lang"),
)
