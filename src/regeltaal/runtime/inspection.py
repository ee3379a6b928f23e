"""Looking into a project's store and rules: what `verklaar` and `volgorde` show, as data."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from attrs import frozen

from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.evaluate.reading import label
from regeltaal.program.tree import All, Rule
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import EventId, StoredEffect, StoredEvent, TimelineEntry
from regeltaal.schema.model import Event, Match, key_of
from regeltaal.values.moments import in_zone
from regeltaal.values.value import Ref

if TYPE_CHECKING:
    from regeltaal.runtime.store import Store
    from regeltaal.runtime.store_unit import Unit


# ---------------------------------------------------------------- history


@frozen
class PastEvent:
    """An event that was processed, with the effects planned by it and the events that followed from it.

    ``follow_ups`` are of any record. ``parent`` is there for the first of a tree that itself follows from an event.
    """

    event: StoredEvent
    effects: tuple[StoredEffect, ...]
    follow_ups: "tuple[PastEvent, ...]" = ()
    parent: StoredEvent | None = None

    def with_all(self) -> Iterator["PastEvent"]:
        """This event and all that follow from it."""
        yield self
        for one in self.follow_ups:
            yield from one.with_all()


@frozen
class History:
    """What happened to a record, oldest first, with all that followed from it."""

    record: Ref
    events: tuple[PastEvent, ...]
    timeline: tuple[TimelineEntry, ...]

    def links(self) -> tuple[Ref, ...]:
        """The other records that its events came from or went on to: where a document moved to, what was made."""
        parents = [root.parent.record for root in self.events if root.parent is not None]
        others = [past.event.record for root in self.events for past in root.with_all()]
        return tuple(dict.fromkeys(one for one in (*parents, *others) if one != self.record))


def histories(rules: RuleSet, store: "Store", name: str, event_id: str | None = None) -> tuple[History, ...]:
    """The histories of the records that go by a key: `WB-1001`, or `werkbon WB-1001` where it is not unique."""
    with store.look() as unit:
        return tuple(
            found
            for ref in refs_named(rules, unit, name)
            if (found := _history(unit, ref, event_id, rules.zone)).events or found.timeline
        )


def _history(unit: "Unit", record: Ref, event_id: str | None, zone: ZoneInfo) -> History:
    trees = tuple(_trees(unit, record, zone))
    if event_id is not None:
        trees = tuple(past for root in trees for past in root.with_all() if past.event.event.id == event_id)
    ids = {past.event.event.id for root in trees for past in root.with_all()}
    entries = (local_entry(entry, zone) for entry in unit.entries(record))
    return History(record, trees, tuple(one for one in entries if event_id is None or _is_about(one, ids)))


def _is_about(entry: TimelineEntry, ids: set[str]) -> bool:
    """Whether a line is about one of these events: the body tells which, also where it is a follow-up."""
    return str(entry.body.get("id", entry.event.id)) in ids


def _trees(unit: "Unit", record: Ref, zone: ZoneInfo) -> Iterator[PastEvent]:
    """Every event of a record once: below the one that it follows from, where that is of the same record."""
    seen: set[EventId] = set()
    for event in unit.events_of(record):
        if event.event not in seen:
            root = past_event(unit, event, zone)
            seen |= {past.event.event for past in root.with_all()}
            parent = event.parent
            above = None if parent is None else unit.known(parent.administration, parent.id)
            yield evolve(root, parent=above)


def past_event(unit: "Unit", event: StoredEvent, zone: ZoneInfo) -> PastEvent:
    """An event with all that came of it."""
    follow_ups = tuple(past_event(unit, one, zone) for one in unit.follow_ups(event.event))
    return PastEvent(local_event(event, zone), tuple(effects_in(unit, event, zone)), follow_ups)


def local_event(event: StoredEvent, zone: ZoneInfo) -> StoredEvent:
    """An event whose details were removed, on the clock of the project; of another its result has that already."""
    if event.cleaned is None:
        return event
    return evolve(event, moment=in_zone(event.moment, zone), cleaned=in_zone(event.cleaned, zone))


def effects_in(unit: "Unit", event: StoredEvent, zone: ZoneInfo) -> Iterator[StoredEffect]:
    """The effects that an event planned, their moments on the clock of the project."""
    for effect in unit.effects_of(event.event):
        changed = None if effect.changed is None else in_zone(effect.changed, zone)
        yield evolve(effect, due=in_zone(effect.due, zone), changed=changed)


def refs_named(rules: RuleSet, unit: "Unit", name: str) -> Iterator[Ref]:
    """Every record that the words may mean; without an object, of any object."""
    words = name.split()
    for split in range(len(words)):
        declared = rules.schema.object(" ".join(words[:split])) if split else None
        key = " ".join(words[split:])
        if split and declared is None:
            continue
        objects = (declared,) if declared is not None else tuple(rules.schema.objects.values())
        for one in objects:
            yield from unit.refs(one.name, key)


def local_entry(entry: TimelineEntry, zone: ZoneInfo) -> TimelineEntry:
    return evolve(entry, moment=in_zone(entry.moment, zone))


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
    """A rule's condition as its author wrote it, on one line; nothing where it has none."""
    match rule.condition:
        case All(parts=()):
            return ""
        case condition:
            return label(condition.span)
