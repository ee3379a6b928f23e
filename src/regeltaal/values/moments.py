"""Moments and the clock: every moment is held with the fixed offset that its zone had then.

Two datetimes that share a zone object compare by their wall clocks, so that the doubled hour in autumn would collapse;
with fixed offsets ``==``, ``hash``, ``<`` and ``-`` go by the instant, and the wall clock can still be read off.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from regeltaal.values import faults

DEFAULT_ZONE = ZoneInfo("Europe/Amsterdam")


def in_zone(moment: datetime, zone: ZoneInfo) -> datetime:
    """An aware moment as the wall clock of a zone shows it, with that zone's offset fixed."""
    local = moment.astimezone(zone)
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta()), fold=0)


def at_wall_clock(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The moment at which a zone's clock shows this: a missing one moves forward, a doubled one is the first.

    Raises:
        ComputationError: it lies outside the years that there are.
    """
    local = datetime.combine(day, clock.replace(tzinfo=None, fold=0), tzinfo=zone)
    try:
        return in_zone(local.astimezone(UTC), zone)
    except OverflowError:
        raise faults.date_out_of_range() from None


def after_minutes(moment: datetime, minutes: int, zone: ZoneInfo) -> datetime:
    """The moment so many elapsed minutes later.

    Raises:
        ComputationError: it lies outside the years that there are.
    """
    try:
        return in_zone(moment.astimezone(UTC) + timedelta(minutes=minutes), zone)
    except OverflowError:
        raise faults.date_out_of_range() from None


def minutes_between(start: datetime, end: datetime) -> int:
    """The whole minutes that have gone by; a minute that has only begun does not count."""
    elapsed = end.astimezone(UTC) - start.astimezone(UTC)
    minutes = abs(elapsed) // timedelta(minutes=1)
    return -minutes if elapsed < timedelta() else minutes
