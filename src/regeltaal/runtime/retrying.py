"""When an effect that failed is tried again: after waits that grow, a few times, and then no more."""

import hashlib
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from regeltaal.base.text import Text
from regeltaal.values.moments import in_zone
from regeltaal.values.notation import show_clock, show_date

BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
)
"""How long is waited after the first attempt, the second, and so on."""

MOST_ATTEMPTS = len(BACK_OFF) + 1

_LONGEST_ASKED = timedelta(hours=24)
_SPREAD = 0.2
"""A wait is up to this part longer, so that what failed together does not come back together."""


def next_attempt(key: str, attempts: int, now: datetime, asked: timedelta | None = None) -> datetime | None:
    """When an effect is tried again after so many attempts that failed; None when it was tried often enough.

    ``asked`` is how long the outside asked to be left alone; it is never tried sooner, but waits no day for it. The
    same effect has the same moment every time.
    """
    if not 1 <= attempts < MOST_ATTEMPTS:
        return None
    wait = BACK_OFF[attempts - 1]
    wait += timedelta(seconds=int(wait.total_seconds() * _SPREAD * _share(key, attempts)))
    return now + max(wait, min(asked or timedelta(), _LONGEST_ASKED))


def _share(key: str, attempts: int) -> float:
    """From 0 up to 1, spread evenly over effects."""
    digest = hashlib.sha256(f"{attempts}|{key}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4]) / 2**32


def again(why: Text, attempts: int, due: datetime, now: datetime, zone: ZoneInfo) -> Text:
    """Why an effect is still to come: which attempt failed, and when the next one is."""
    moment = _shown(due, now, zone)
    return Text(
        nl=f"poging {attempts} van {MOST_ATTEMPTS} mislukte: {why.nl}; volgende poging {moment}",
        en=f"attempt {attempts} of {MOST_ATTEMPTS} failed: {why.en}; next attempt {moment}",
    )


def given_up(why: Text, attempts: int) -> Text:
    """Why an effect failed for good that was tried more than once."""
    if attempts <= 1:
        return why
    return Text(nl=f"na {attempts} pogingen opgegeven: {why.nl}", en=f"given up after {attempts} attempts: {why.en}")


def _shown(due: datetime, now: datetime, zone: ZoneInfo) -> str:
    """The minute, on the clock of the project; with the day where that is another."""
    local = in_zone(due, zone)
    clock = show_clock(local.time().replace(second=0, microsecond=0))
    return clock if local.date() == in_zone(now, zone).date() else f"{show_date(local.date())} {clock}"
