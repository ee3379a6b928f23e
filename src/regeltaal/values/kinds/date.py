"""datum: a day of the calendar, without zone."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from regeltaal.base.patterns import lazily
from regeltaal.base.text import Text
from regeltaal.values.kind import Kind
from regeltaal.values.kinds.reading import refused
from regeltaal.values.notation import show_date, show_date_in_full, show_date_in_words
from regeltaal.values.value import Value

_ISO = lazily(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_WRITTEN = Text(nl='datum zoals `"2027-03-12"`', en='a date such as `"2027-03-12"`')
_WANTED = Text(nl='datum die bestaat, zoals `"2027-03-12"`', en='an existing date, such as `"2027-03-12"`')


def _decode(json: object, zone: ZoneInfo) -> date:
    del zone
    if isinstance(json, date) and not isinstance(json, datetime):
        return json
    if isinstance(json, str) and _ISO.fullmatch(json.strip()):
        try:
            return date.fromisoformat(json.strip())
        except ValueError:
            raise refused(json, _WANTED) from None
    raise refused(json, _WRITTEN)


def _date(value: Value) -> date:
    if isinstance(value, date):
        return value
    raise TypeError(f"not a date: {value!r}")


def _encode(value: Value) -> str:
    return _date(value).isoformat()


def _show(value: Value, form: str | None) -> str:
    match form:
        case "lang":
            return show_date_in_words(_date(value))
        case "voluit":
            return show_date_in_full(_date(value))
        case _:
            return show_date(_date(value))


KIND = Kind(
    name="datum",
    doc=Text(nl="Een dag van de kalender.", en="A day of the calendar."),
    decode=_decode,
    encode=_encode,
    show=_show,
    forms=("kort", "lang", "voluit"),
    ordered=True,
    example="31-12-2026",
)
