"""moment: a date with a time in a zone, held with a fixed offset (see ``values.moments``)."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from regeltaal.base.patterns import lazily
from regeltaal.base.text import Text
from regeltaal.values.kind import Kind
from regeltaal.values.kinds.reading import refused
from regeltaal.values.moments import at_wall_clock, in_zone
from regeltaal.values.notation import show_clock, show_date, show_date_in_words
from regeltaal.values.value import ComputationError, Value

_ISO = lazily(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
    r"(Z|[+-][0-9]{2}:?[0-9]{2}(:[0-9]{2})?)?",
    re.ASCII,
)
_WANTED = Text(
    nl='moment dat bestaat, zoals `"2027-03-12T10:00:00+01:00"`',
    en='an existing moment, such as `"2027-03-12T10:00:00+01:00"`',
)


def _decode(json: object, zone: ZoneInfo) -> datetime:
    try:
        return _placed(_parsed(json), zone)
    except (ValueError, OverflowError, ComputationError):
        raise refused(json, _WANTED) from None


def _parsed(json: object) -> datetime:
    if isinstance(json, datetime):
        return json
    if isinstance(json, str) and _ISO.fullmatch(json.strip()):
        return datetime.fromisoformat(json.strip())
    raise refused(json, _WANTED)


def _placed(moment: datetime, zone: ZoneInfo) -> datetime:
    """A moment without an offset is one on the clock of the zone."""
    if moment.tzinfo is None:
        return at_wall_clock(moment.date(), moment.time(), zone)
    return in_zone(moment, zone)


def _moment(value: Value) -> datetime:
    if isinstance(value, datetime):
        return value
    raise TypeError(f"not a moment: {value!r}")


def _encode(value: Value) -> str:
    return _moment(value).isoformat()


def _show(value: Value, form: str | None) -> str:
    moment = _moment(value)
    day, clock = moment.date(), show_clock(moment.time())
    match form:
        case "lang":
            return f"{show_date_in_words(day)} om {clock} uur"
        case "datum":
            return show_date(day)
        case "tijd":
            return clock
        case _:
            return f"{show_date(day)} {clock}"


KIND = Kind(
    name="moment",
    doc=Text(nl="Een datum met een tijd.", en="A date with a time."),
    decode=_decode,
    encode=_encode,
    show=_show,
    forms=("kort", "lang", "datum", "tijd"),
    ordered=True,
    example="31-12-2026 14:30",
)
