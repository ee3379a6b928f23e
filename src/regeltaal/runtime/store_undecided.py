"""The effects that ask for a person: what is uncertain, what failed, what failed before, what should have been done."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import and_, func, or_, select

from regeltaal.runtime import store_rows as rows
from regeltaal.runtime.storage import EffectStatus, StoredEffect
from regeltaal.runtime.store_tables import effects
from regeltaal.runtime.store_unit import Unit

_IS_PLANNED = effects.c.status == EffectStatus.PLANNED.value
_FAILED_BEFORE = and_(_IS_PLANNED, effects.c.attempts > 0)
_IS_OPEN = effects.c.status.in_([EffectStatus.UNCERTAIN.value, EffectStatus.FAILED.value])


def undecided(unit: Unit, now: datetime) -> Iterator[StoredEffect]:
    """In planned order: `onzeker`, `mislukt`, and of what is `gepland` that which failed before or is overdue."""
    is_overdue = and_(_IS_PLANNED, effects.c.due < now)
    query = select(effects).where(or_(_IS_OPEN, _FAILED_BEFORE, is_overdue)).order_by(effects.c.number)
    return (rows.effect(row) for row in unit.connection.execute(query).mappings())


def waiting_again(unit: Unit) -> tuple[int, datetime | None]:
    """How many effects wait for another attempt, and when the first of them comes."""
    query = select(func.count(), func.min(effects.c.due)).where(_FAILED_BEFORE)
    count, first = unit.connection.execute(query).one()
    return count, first


def begun(unit: Unit) -> int:
    """How many effects are being carried out, or were when their worker died."""
    query = select(func.count()).where(effects.c.status == EffectStatus.BUSY.value)
    return unit.connection.scalar(query) or 0
