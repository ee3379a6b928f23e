"""What a person decides of effects that nobody knows of, or that failed: send again, done, or let lapse.

INVARIANT: the status decides. What a worker has taken in the meantime, or another person has decided, is left alone.
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from attrs import frozen

from regeltaal.base.text import Text
from regeltaal.runtime.effect_lines import effect_line
from regeltaal.runtime.storage import EffectStatus, StoredEffect

if TYPE_CHECKING:
    from regeltaal.runtime.store_unit import Unit

_ID_LENGTH = 8
_RECIPIENTS = "ontvangers"
"""What the companion of a message calls those whom it goes to; see `docs/koppelingen.md`."""


class Decision(Enum):
    """The value is the word on the timeline."""

    SEND = "verstuur"
    DONE = "afgehandeld"
    LAPSE = "vervalt"


@frozen
class Decider:
    """Who decides, and why."""

    name: str
    reason: str = ""


def short_id(key: str) -> str:
    """What a person calls an effect by: the same for ever."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_LENGTH]


def recipients(effect: StoredEffect) -> tuple[str, ...]:
    """Whom a message goes to, where the plan of the effect says so; else every text that looks like an address."""
    told = effect.plan.get("bericht")
    named = told.get(_RECIPIENTS) if isinstance(told, dict) else None
    if isinstance(named, list):
        return tuple(str(one) for one in named)
    return tuple(dict.fromkeys(text for value in effect.parameters.values() for text in _addresses(value)))


def _addresses(value: object) -> Iterator[str]:
    match value:
        case str() if "@" in value or "://" in value or value.startswith("+"):
            yield value
        case list():
            for item in value:
                yield from _addresses(item)
        case _:
            pass


def decide(unit: "Unit", effect: StoredEffect, decision: Decision, by: Decider, now: datetime) -> bool:
    """Puts a decision into effect, with a line about it; False when the effect is no longer what it was."""
    reason = _reason(decision, by)
    if not _moved(unit, effect, decision, reason, now):
        return False
    more = {"besluit": decision.value, "door": by.name, "toelichting": by.reason or None}
    unit.append(effect_line(effect, _STATUS[decision].value, reason, now, more))
    return True


def _moved(unit: "Unit", effect: StoredEffect, decision: Decision, reason: Text, now: datetime) -> bool:
    found = unit.effect(effect.key)
    if found is None or (found.status, found.attempts) != (effect.status, effect.attempts):
        return False
    if decision is Decision.LAPSE:
        return unit.settle(effect.key, EffectStatus.LAPSED, now, reason)
    if effect.status is EffectStatus.PLANNED and not unit.claim(effect.key, now, by_hand(now)):
        return False
    if decision is Decision.SEND:
        return unit.replan(effect.key, now, now, reason, anew=True)
    return unit.settle(effect.key, EffectStatus.DONE, now, reason)


def by_hand(now: datetime) -> str:
    """The name of a claim that lasts as long as a transaction."""
    return f"besluit {now.isoformat()}"


_STATUS = {
    Decision.SEND: EffectStatus.PLANNED,
    Decision.DONE: EffectStatus.DONE,
    Decision.LAPSE: EffectStatus.LAPSED,
}


def _reason(decision: Decision, by: Decider) -> Text:
    tail = f": {by.reason}" if by.reason else ""
    match decision:
        case Decision.SEND:
            return Text(nl=f"opnieuw te versturen, zegt {by.name}{tail}", en=f"to be sent again, says {by.name}{tail}")
        case Decision.DONE:
            return Text(nl=f"afgehandeld door {by.name}{tail}", en=f"settled by {by.name}{tail}")
        case Decision.LAPSE:
            return Text(nl=f"vervallen verklaard door {by.name}{tail}", en=f"let lapse by {by.name}{tail}")
