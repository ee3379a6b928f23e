"""The lines that a record's history gets about its effects: each attempt, each outcome, each choice of a person."""

from collections.abc import Mapping
from datetime import datetime

from regeltaal.base.text import Text
from regeltaal.runtime.result import in_english
from regeltaal.runtime.storage import StoredEffect, TimelineEntry

KIND = "actie"


def effect_line(
    effect: StoredEffect, status: str, reason: Text | None, now: datetime, more: Mapping[str, object] | None = None
) -> TimelineEntry:
    """A line that says what an effect has come to; ``more`` is what it tells besides."""
    body: dict[str, object] = {
        "actie": effect.action,
        "regel": effect.rule,
        "status": status,
        "reden": reason.nl if reason is not None else None,
        **in_english(reason),
        "parameters": dict(effect.parameters),
        "id": effect.event.id,
        **(more or {}),
    }
    return TimelineEntry(effect.record, effect.event, now, KIND, body)
