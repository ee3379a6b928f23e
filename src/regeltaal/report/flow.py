"""What starts which rules and what those bring about, as data for a picture: events, rules, effects."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from regeltaal.base.node import Node
from regeltaal.base.text import DUTCH, Language, Text
from regeltaal.evaluate.reading import label
from regeltaal.program import tree, walk
from regeltaal.report.rule_words import spoken
from regeltaal.schema.model import Schema, object_of

_MOST_RULES = 30
_CLOCK = Text(nl="de klok: {when}", en="the clock: {when}")


class Effect(Node):
    """Something that a rule does, in a few words, and the events that follow from it."""

    title: str
    events: tuple[str, ...] = ()


class Flow(Node):
    """One rule: what starts it and what it brings about, each once. ``at`` is its place among all rules."""

    at: int
    name: str
    starts: tuple[str, ...]
    effects: tuple[Effect, ...]
    enabled: bool


class Chart(Node):
    """The rules that belong in one picture."""

    title: str
    flows: tuple[Flow, ...]


def charts(rules: Sequence[tree.Rule], schema: Schema, language: Language = DUTCH) -> tuple[Chart, ...]:
    """A chart for each object; for each event of one that would be too full to read."""
    flows = [flow_of(at, rule, schema, language) for at, rule in enumerate(rules)]
    by_object: dict[str, list[Flow]] = {}
    for rule, flow in zip(rules, flows, strict=True):
        by_object.setdefault(rule.object, []).append(flow)
    return tuple(chart for title, own in by_object.items() for chart in _readable(title, own))


def _readable(title: str, flows: Sequence[Flow]) -> Iterator[Chart]:
    if len(flows) <= _MOST_RULES:
        yield Chart(title, tuple(flows))
        return
    by_event: dict[str, list[Flow]] = {}
    for flow in flows:
        by_event.setdefault(flow.starts[0], []).append(flow)
    for event, own in by_event.items():
        parts = [own[start : start + _MOST_RULES] for start in range(0, len(own), _MOST_RULES)]
        for number, part in enumerate(parts, start=1):
            yield Chart(f"{title}: {event}" + (f" ({number})" if len(parts) > 1 else ""), tuple(part))


def flow_of(at: int, rule: tree.Rule, schema: Schema, language: Language = DUTCH) -> Flow:
    """One rule as part of a chart."""
    starts = dict.fromkeys(_start(one, language) for one in rule.triggers)
    effects = dict.fromkeys(found for one in walk.actions(rule) for found in _effects(one, schema))
    return Flow(at, str(rule.id), tuple(starts), tuple(effects), rule.enabled)


def _start(trigger: tree.Trigger, language: Language) -> str:
    match trigger:
        case tree.OnEvent(event=event):
            return event.name
        case tree.OnClock():
            return _CLOCK.show(language, {"when": spoken(label(trigger.span))})
        case _:
            assert_never(trigger)


def _effects(action: tree.Action, schema: Schema) -> Iterator[Effect]:
    match action:
        case tree.SetField(label=name, clears=clears, owner=owner, field=field):
            object_name = object_of(owner.type)
            following = () if object_name is None else schema.events_following(object_name, field.name)
            yield Effect(f"{'WIS' if clears else 'ZET'} {name}", tuple(one.name for one in following))
        case tree.Perform(action=declared):
            yield Effect(declared.title, declared.raises)
        case tree.StopRules():
            yield Effect("STOP VERDERE REGELS")
        case tree.Loop():
            return  # what it does for each row is told by itself
        case _:
            assert_never(action)
