"""The history of a record, to read or as JSON: its events, why each rule did what it did, what its effects came to."""

from collections.abc import Iterator
from typing import cast

from regeltaal.base.text import Text
from regeltaal.report.outcome import ActionJson, EventJson, View, show_action, show_event
from regeltaal.report.style import one_line
from regeltaal.runtime.inspection import History, PastEvent
from regeltaal.runtime.storage import StoredEffect, TimelineEntry

_NOTHING = Text(nl="geen gebeurtenissen", en="no events")
_EFFECTS = Text(nl="acties naar buiten:", en="actions to the outside:")


def show_histories(histories: tuple[History, ...], view: View) -> str:
    return "\n".join("\n".join(_history(one, view)) + "\n" for one in histories)


def _history(history: History, view: View) -> Iterator[str]:
    ref = history.record
    yield view.style.paint("strong", f"{ref.object} {one_line(ref.key)} ({one_line(ref.administration)})")
    if not history.events:
        yield f"  {_NOTHING.show(view.language)}"
    for past in history.events:
        yield ""
        yield from _past(past, view)


def _past(past: PastEvent, view: View) -> Iterator[str]:
    yield show_event(event_json(past), view).rstrip("\n")
    effects = [effect for one in _with_follow_ups(past) for effect in one.effects]
    if effects:
        yield f"  {_EFFECTS.show(view.language)}"
    for effect in effects:
        yield f"    {show_action(_action(effect), view)}"


def _with_follow_ups(past: PastEvent) -> Iterator[PastEvent]:
    yield past
    for one in past.follow_ups:
        yield from _with_follow_ups(one)


def event_json(past: PastEvent) -> EventJson:
    """The stored result of an event with those of its follow-ups in it, as it was when it was processed."""
    stored = cast(EventJson, dict(past.event.result))
    stored["gevolgen"] = [event_json(one) for one in past.follow_ups]
    return stored


def _action(effect: StoredEffect) -> ActionJson:
    return {
        "actie": effect.action,
        "parameters": dict(effect.parameters),
        "status": effect.status.value,
        "moment": effect.due.isoformat(),
        "reden": effect.reason.nl if effect.reason else None,
    }


def history_json(history: History) -> dict[str, object]:
    return {
        "administratie": history.record.administration,
        "object": history.record.object,
        "sleutel": history.record.key,
        "gebeurtenissen": [event_json(past) for past in history.events],
        "effecten": [
            {"regel": effect.rule, **_action(effect)}
            for root in history.events
            for past in _with_follow_ups(root)
            for effect in past.effects
        ],
        "tijdlijn": [_entry(entry) for entry in history.timeline],
    }


def _entry(entry: TimelineEntry) -> dict[str, object]:
    return {
        "moment": entry.moment.isoformat(),
        "gebeurtenis": entry.event.id,
        "soort": entry.kind,
        "inhoud": dict(entry.body),
    }
