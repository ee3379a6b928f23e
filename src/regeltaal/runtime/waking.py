"""What is to come, told to whoever wakes: the seam between the store and a durable queue.

INVARIANT: the store is the truth, a wake only an alarm. It is told in the transaction that plans what it is for, so
that none is lost; one that comes twice, too late, or for what is no longer to come finds nothing to do.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol, assert_never

from attrs import frozen

from regeltaal.runtime.clocks import Clock, ClockId, Slot
from regeltaal.runtime.effects import Effect
from regeltaal.runtime.schedules import Round
from regeltaal.values.value import Ref

if TYPE_CHECKING:
    from regeltaal.runtime.store_unit import Unit


@frozen
class WakeEffects:
    """Carry these effects out, in this order. ``due`` is None where that is at once."""

    keys: tuple[str, ...]
    due: datetime | None


@frozen
class WakeClock:
    """A clock of a record goes off."""

    clock: Clock

    @property
    def due(self) -> datetime:
        return self.clock.due


@frozen
class WakeRound:
    """A schedule comes round."""

    round: Round

    @property
    def due(self) -> datetime:
        return self.round.due


Wake = WakeEffects | WakeClock | WakeRound


class Waker(Protocol):
    """Something that wakes: it keeps what it is told, and starts each when its moment has come, at least once."""

    def tell(self, unit: "Unit", wakes: Sequence[Wake]) -> None:
        """Keeps them in a transaction of the store: all of them when it is kept, none when it is not."""
        ...


def wakes_for(planned: Iterable[Effect]) -> tuple[Wake, ...]:
    """The wakes for the planned effects of one event: one for all that is due at once, one for each that waits."""
    found = tuple(planned)
    at_once = tuple(one.key for one in found if not one.delayed)
    later = tuple(WakeEffects((one.key,), one.due) for one in found if one.delayed)
    return (WakeEffects(at_once, None), *later) if at_once else later


def wake_id(wake: Wake) -> str:
    """What it is known by: the same for ever, so that telling it again changes nothing."""
    text = json.dumps(wake_data(wake), ensure_ascii=True, sort_keys=True)
    return f"{_kind(wake)}-{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def wake_data(wake: Wake) -> list[object]:
    """A wake as JSON data."""
    match wake:
        case WakeEffects(keys, due):
            return ["effects", list(keys), None if due is None else _text(due)]
        case WakeClock(clock):
            slot, record = clock.id.slot, clock.record
            where = [record.administration, record.object, record.key]
            return ["clock", where, [slot.event, slot.field, slot.offset], _text(clock.id.deadline), _text(clock.due)]
        case WakeRound(one):
            return ["round", [one.rule, one.administration, one.day, one.time], _text(one.due)]
        case _:
            assert_never(wake)


def wake_of(data: Sequence[object]) -> Wake:
    """The wake that this data is of.

    Raises:
        ValueError: it is of none.
    """
    match data:
        case ["effects", [*keys], due] if due is None or isinstance(due, str):
            return WakeEffects(tuple(str(key) for key in keys), None if due is None else _moment(due))
        case [
            "clock",
            [str(administration), str(name), str(key)],
            [str(event), str(field), str(offset)],
            deadline,
            due,
        ]:
            found = ClockId(Slot(event, field, offset), _moment(deadline))
            return WakeClock(Clock(Ref(administration, name, key), found, _moment(due)))
        case ["round", [str(rule), str(administration), str(day), str(time)], due]:
            return WakeRound(Round(rule, administration, day, time, _moment(due)))
        case _:
            raise ValueError(f"no wake is written as {data!r}")


def _kind(wake: Wake) -> str:
    return str(wake_data(wake)[0])


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _moment(text: object) -> datetime:
    return datetime.fromisoformat(str(text))
