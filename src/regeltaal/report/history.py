"""The history of a record, to read or as JSON: its events, why each rule did what it did, what its effects came to."""

from collections.abc import Iterator, Mapping
from typing import cast

from regeltaal.base.text import DUTCH, Language, Text
from regeltaal.report.outcome import ActionJson, EventJson, RuleJson, View, show_action, show_event
from regeltaal.report.style import one_line
from regeltaal.report.verdicts import verdict_json
from regeltaal.runtime.explaining import Answer, Explained
from regeltaal.runtime.inspection import History, PastEvent
from regeltaal.runtime.result import BRIEF
from regeltaal.runtime.ruleset import version_name
from regeltaal.runtime.storage import EventId, StoredEffect, StoredEvent, TimelineEntry
from regeltaal.values.value import Ref

Explanations = Mapping[EventId, Explained]
_ENGLISH = {"reden_en": "reden", "opmerkingen_en": "opmerkingen"}
_NOTHING = Text(nl="geen gebeurtenissen", en="no events")
_EFFECTS = Text(nl="acties naar buiten:", en="actions to the outside:")
_LINKS = Text(nl="zie ook:", en="see also:")


def show_histories(histories: tuple[History, ...], view: View, explanations: Explanations, *, full: bool) -> str:
    return "\n".join("\n".join(_history(one, view, explanations, full=full)) + "\n" for one in histories)


def _history(history: History, view: View, explanations: Explanations, *, full: bool) -> Iterator[str]:
    yield view.style.paint("strong", title_of(history.record))
    links = [title_of(ref) for ref in history.links() if "/" not in ref.key]
    if links:
        yield f"  {_LINKS.show(view.language)} {', '.join(links)}"
    if not history.events:
        yield f"  {_NOTHING.show(view.language)}"
    for past in history.events:
        yield ""
        yield from _past(past, view, explanations, full=full)


def title_of(ref: Ref) -> str:
    """`werkbon WB-1001 (Jansen BV)`."""
    return f"{ref.object} {one_line(ref.key)} ({one_line(ref.administration)})"


def _past(past: PastEvent, view: View, explanations: Explanations, *, full: bool) -> Iterator[str]:
    event = event_json(past, explanations, view.language, full=full)
    yield show_event(event, view).rstrip("\n")
    told = {key for one in past.with_all() for key in _effect_keys(one.event)}
    effects = [effect for one in past.with_all() for effect in one.effects if effect.key not in told]
    if effects:
        yield f"  {_EFFECTS.show(view.language)}"
    for effect in effects:
        yield f"    {show_action(_action(effect, view.language), view)}"


def event_json(
    past: PastEvent, explanations: Explanations, language: Language = DUTCH, *, full: bool = False
) -> EventJson:
    """The stored result of an event with those of its follow-ups in it, as it was when it was processed.

    To that come what became of its planned actions, and the rules that were no candidates. ``full`` adds the whole
    verdict of each condition.
    """
    effects = {effect.key: effect for effect in past.effects}
    told = {key: value for key, value in (past.event.result or _tombstone(past.event)).items() if key != BRIEF}
    stored = cast(EventJson, _in_language(told, language))
    if past.event.cleaned is not None:
        stored["opgeruimd"] = past.event.cleaned.isoformat()
    stored["object"] = past.event.record.object
    stored["versie"] = version_name(past.event.publication, past.event.rule_set_hash)
    explained = explanations.get(past.event.event)
    if explained is not None:
        candidates = (one.stored for one in explained.answers if one.stored is not None)
        stored["regels"] = [cast(RuleJson, _in_language(one, language)) for one in candidates]
    stored["regels"] = [_with_effects(rule, effects, language) for rule in stored["regels"]]
    if explained is not None:
        _explain(stored, explained, language, full=full)
    if past.parent is not None:
        stored["gevolg_van"] = _origin(past.parent)
    stored["gevolgen"] = [event_json(one, explanations, language, full=full) for one in past.follow_ups]
    return stored


def _tombstone(event: StoredEvent) -> Mapping[str, object]:
    """What is left of an event whose details were removed, in the form of a result."""
    return {
        "id": event.event.id,
        "gebeurtenis": event.name,
        "administratie": event.record.administration,
        "record": event.record.key,
        "status": event.status,
        "moment": event.moment.isoformat(),
        "regels": [],
    }


def _origin(parent: StoredEvent) -> dict[str, str]:
    ref = parent.record
    return {
        "id": parent.event.id,
        "gebeurtenis": parent.name,
        "object": ref.object,
        "record": ref.key,
        "administratie": ref.administration,
    }


def _in_language(stored: object, language: Language) -> object:
    """What was stored, with reasons in one language; what was stored before there were two stays Dutch."""
    match stored:
        case Mapping():
            found = {key: _part(key, value, language) for key, value in stored.items() if key not in _ENGLISH}
            english = {name: stored[key] for key, name in _ENGLISH.items() if key in stored}
            return found if language == DUTCH else found | english
        case list():
            return [_in_language(item, language) for item in stored]
        case _:
            return stored


def _part(key: str, value: object, language: Language) -> object:
    """What belongs to the user, such as the parameters of an action, is left as it is."""
    return value if key == "parameters" else _in_language(value, language)


def _with_effects(rule: RuleJson, effects: Mapping[str, StoredEffect], language: Language) -> RuleJson:
    return {**rule, "acties": [_with_effect(action, effects, language) for action in rule["acties"]]}


def _with_effect(action: ActionJson, effects: Mapping[str, StoredEffect], language: Language) -> ActionJson:
    """A planned action with what became of it by now."""
    shown = cast(ActionJson, {key: value for key, value in action.items() if key != "sleutel"})
    effect = effects.get(str(cast(Mapping[str, object], action).get("sleutel")))
    if effect is not None:
        changed = effect.changed if effect.changed is not None and effect.status.value != "gepland" else effect.due
        shown["nu"] = {
            "status": effect.status.value,
            "moment": changed.isoformat(),
            "reden": effect.reason.show(language) if effect.reason else None,
            "pogingen": effect.attempts,
        }
    return shown


def _effect_keys(event: StoredEvent) -> Iterator[str]:
    for rule in cast(list[Mapping[str, list[Mapping[str, object]]]], event.result.get("regels", [])):
        yield from (str(action["sleutel"]) for action in rule["acties"] if action.get("sleutel"))


# ---------------------------------------------------------------- the rules that did not run


def _explain(event: EventJson, explained: Explained, language: Language, *, full: bool) -> None:
    """Puts every rule in its place: candidates where they are, the others apart, all numbered in order."""
    candidates = {_key(rule): rule for rule in event["regels"]}
    event["uitgesloten"] = []
    for place, answer in enumerate(explained.answers, start=1):
        if answer.stored is None:
            event["uitgesloten"].append({**_left_out(answer, language), "volgorde": place})
        else:
            rule = candidates[_key(answer.stored)]
            rule["volgorde"] = place
            if full and answer.verdict is not None and (answer.verdict.parts or answer.verdict.operands):
                rule["oordeel"] = verdict_json(answer.verdict, language)
    event["andere_regels"] = explained.others
    event["regels_gewijzigd"] = explained.changed


def _key(rule: Mapping[str, object]) -> tuple[object, object, object]:
    return (rule.get("niveau"), rule.get("administratie"), rule.get("regel"))


def _left_out(answer: Answer, language: Language) -> RuleJson:
    rule = answer.rule
    if rule is None or answer.reason is None:
        raise TypeError("a rule that was no candidate is known, with the reason")
    return {
        "regel": str(rule.id),
        "bestand": rule.path,
        "niveau": rule.id.level.value,
        "administratie": rule.id.administration,
        "prioriteit": rule.priority,
        "fase": rule.phase or None,
        "uitkomst": "onwaar",
        "tak": "geen",
        "reden": answer.reason.show(language),
        "acties": [],
    }


# ---------------------------------------------------------------- as JSON


def history_json(
    history: History, explanations: Explanations, language: Language = DUTCH, *, full: bool = False
) -> dict[str, object]:
    return {
        **ref_json(history.record),
        "zie_ook": [ref_json(ref) for ref in history.links()],
        "gebeurtenissen": [event_json(past, explanations, language, full=full) for past in history.events],
        "effecten": [
            {"regel": effect.rule, "gebeurtenis": effect.event.id, **_action(effect, language)}
            for root in history.events
            for past in root.with_all()
            for effect in past.effects
        ],
        "tijdlijn": [_entry(entry, language) for entry in history.timeline],
    }


def ref_json(ref: Ref) -> dict[str, str]:
    return {"administratie": ref.administration, "object": ref.object, "sleutel": ref.key}


def _action(effect: StoredEffect, language: Language) -> ActionJson:
    return {
        "actie": effect.action,
        "parameters": dict(effect.parameters),
        "status": effect.status.value,
        "moment": effect.due.isoformat(),
        "reden": effect.reason.show(language) if effect.reason else None,
    }


def _entry(entry: TimelineEntry, language: Language) -> dict[str, object]:
    return {
        "moment": entry.moment.isoformat(),
        "gebeurtenis": str(entry.body.get("id", entry.event.id)),
        "soort": entry.kind,
        "inhoud": _in_language(entry.body, language),
    }
