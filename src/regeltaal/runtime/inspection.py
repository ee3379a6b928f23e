"""Looking into a project's store and rules: what `toon`, `verklaar` and `volgorde` show, as data."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from regeltaal.base.text import Text
from regeltaal.evaluate.reading import label
from regeltaal.program.tree import Rule
from regeltaal.runtime.persistence import fields_of
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import StoredEffect, StoredEvent, TimelineEntry
from regeltaal.runtime.store import Store
from regeltaal.runtime.store_unit import Unit
from regeltaal.schema.model import Event, Match, Object, key_of
from regeltaal.values.value import Ref, Value

# ---------------------------------------------------------------- records


@frozen
class Record:
    """A stored record with its values."""

    ref: Ref
    fields: Mapping[str, Value | None]


def stored_records(
    rules: RuleSet, store: Store, declared: Object, key: str | None = None, administration: str | None = None
) -> tuple[Record, ...]:
    """The records of an object, by administration and key; with ``key`` only those of that key."""
    with store.look() as unit:
        found = unit.records(declared.name, administration)
    return tuple(
        Record(one.record, fields_of(one.fields, one.record, rules.schema, rules.zone))
        for one in found
        if not one.deleted and (one.record.key == key if key is not None else "/" not in one.record.key)
    )


# ---------------------------------------------------------------- history


@frozen
class PastEvent:
    """An event that was processed, with the effects planned by it and the events that followed from it."""

    event: StoredEvent
    effects: tuple[StoredEffect, ...]
    follow_ups: "tuple[PastEvent, ...]" = ()


@frozen
class History:
    """What happened to a record, oldest first."""

    record: Ref
    events: tuple[PastEvent, ...]
    timeline: tuple[TimelineEntry, ...]


def histories(rules: RuleSet, store: Store, name: str, event_id: str | None = None) -> tuple[History, ...]:
    """The histories of the records that go by a key: `WB-1001`, or `werkbon WB-1001` where it is not unique."""
    with store.look() as unit:
        return tuple(
            found
            for ref in _refs(rules, unit, name)
            if (found := _history(unit, ref, event_id)).events or found.timeline
        )


def _history(unit: Unit, record: Ref, event_id: str | None) -> History:
    events = tuple(one for one in unit.events_of(record) if event_id is None or one.event.id == event_id)
    own = {one.event for one in events}
    roots = tuple(one for one in events if one.parent not in own)
    timeline = tuple(one for one in unit.entries(record) if event_id is None or one.event.id == event_id)
    return History(record, tuple(_past(unit, one, events) for one in roots), timeline)


def _past(unit: Unit, event: StoredEvent, events: Iterable[StoredEvent]) -> PastEvent:
    follow_ups = tuple(_past(unit, one, events) for one in events if one.parent == event.event)
    return PastEvent(event, unit.effects_of(event.event), follow_ups)


def _refs(rules: RuleSet, unit: Unit, name: str) -> Iterator[Ref]:
    """Every record that the words may mean; without an object, of any object."""
    words = name.split()
    for split in range(len(words)):
        declared = rules.schema.object(" ".join(words[:split])) if split else None
        key = " ".join(words[split:])
        if split and declared is None:
            continue
        objects = (declared,) if declared is not None else tuple(rules.schema.objects.values())
        for one in objects:
            yield from (stored.record for stored in unit.records(one.name) if stored.record.key == key)


# ---------------------------------------------------------------- order


@frozen
class OrderedRule:
    """A rule that may run for an event, with where it stands and what decided that."""

    rule: Rule
    reason: Text


@frozen
class OrderedPhase:
    name: str
    match: Match
    rules: tuple[OrderedRule, ...]


def order(rules: RuleSet, event: Event) -> tuple[OrderedPhase, ...]:
    """The rules of an event by phase, in the order they run in; phases without rules are left out."""
    listening = rules.book.listening(event.name)
    phases = []
    for phase in rules.schema.phases_of(event.object):
        inside = [rule for rule in listening if key_of(rule.phase) == key_of(phase.name)]
        if inside:
            phases.append(OrderedPhase(phase.name, phase.match, tuple(_ordered(inside))))
    return tuple(phases)


def _ordered(rules: Iterable[Rule]) -> Iterator[OrderedRule]:
    before: Rule | None = None
    for rule in rules:
        yield OrderedRule(rule, _reason(before, rule))
        before = rule


def _reason(before: Rule | None, rule: Rule) -> Text:
    """The first thing in which the order differs from the rule before it."""
    if before is None:
        return Text(nl="de eerste", en="the first")
    if before.priority != rule.priority:
        return Text(nl="hogere PRIORITEIT", en="a higher PRIORITEIT")
    if before.id.level is not rule.id.level:
        return Text(nl="omgeving komt na administratie", en="environment comes after administration")
    if before.path != rule.path:
        return Text(nl="het bestand komt later", en="its file comes later")
    return Text(nl="staat later in het bestand", en="stands later in the file")


def condition_of(rule: Rule) -> str:
    """A rule's condition as its author wrote it, on one line."""
    return label(rule.condition.span)
