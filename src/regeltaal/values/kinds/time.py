"""tijd: a time of day, without day and zone."""

import re
from datetime import time
from zoneinfo import ZoneInfo

from regeltaal.base.patterns import lazily
from regeltaal.base.text import Text
from regeltaal.values.kind import Kind
from regeltaal.values.kinds.reading import refused
from regeltaal.values.notation import show_clock
from regeltaal.values.value import Value

_CLOCK = lazily(r"([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?", re.ASCII)
_WANTED = Text(nl='tijd van 0:00 tot en met 23:59, zoals `"14:30"`', en='a time from 0:00 to 23:59, such as `"14:30"`')


def _decode(json: object, zone: ZoneInfo) -> time:
    del zone
    if isinstance(json, time) and json.tzinfo is None:
        return json.replace(fold=0)
    if isinstance(json, str) and _CLOCK.fullmatch(json.strip()):
        hour, _, rest = json.strip().partition(":")
        return time.fromisoformat(f"{hour:0>2}:{rest}")
    raise refused(json, _WANTED)


def _time(value: Value) -> time:
    if isinstance(value, time):
        return value
    raise TypeError(f"not a time: {value!r}")


def _encode(value: Value) -> str:
    clock = _time(value)
    return clock.isoformat() if clock.second or clock.microsecond else f"{clock:%H:%M}"


def _show(value: Value, form: str | None) -> str:
    del form
    return show_clock(_time(value))


KIND = Kind(
    name="tijd",
    doc=Text(nl="Een tijd van de dag.", en="A time of day."),
    decode=_decode,
    encode=_encode,
    show=_show,
    ordered=True,
    example="14:30",
)
