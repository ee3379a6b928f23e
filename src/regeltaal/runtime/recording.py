"""Keeping what processing came to, inside one transaction: records, events, history, planned effects."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import field, frozen

from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.base.version import __version__
from regeltaal.runtime import indexing
from regeltaal.runtime.clock_chains import Since
from regeltaal.runtime.effects import Effect
from regeltaal.runtime.persistence import save_records
from regeltaal.runtime.planned_effects import stored_effect
from regeltaal.runtime.result import EventResult, in_english
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import EffectStatus, EventId, StoredEvent, TimelineEntry
from regeltaal.runtime.timekeeping import Timekeeper
from regeltaal.runtime.waking import wakes_for
from regeltaal.runtime.world import World
from regeltaal.schema.model import Repeat
from regeltaal.values.calendar import Calendar
from regeltaal.values.value import Ref

if TYPE_CHECKING:
    from regeltaal.runtime.store_unit import Unit

REPLACED = Text(nl="vervangen door een nieuwe", en="replaced by a new one")
PENDING = Text(nl="er staat er al een gepland", en="one is planned already")


@frozen
class Origin:
    """The event that it all began with. ``inputs`` is everything that processing read, for replay.

    ``since`` is there where a clock began it.
    """

    event: EventId
    record: Ref
    content_hash: str
    inputs: Mapping[str, object] = field(factory=dict, repr=False)
    since: Since | None = None


@frozen
class Recorded:
    """What is only known when all is kept: the effects that came to nothing, and what there is to tell of clocks."""

    pending: tuple[str, ...]
    notes: tuple[Text, ...]


@frozen(eq=False)
class Recorder:
    """Writes into one transaction of the store what happened at a moment."""

    rules: RuleSet
    unit: "Unit"
    now: datetime

    def keep(
        self,
        world: World,
        origin: Origin,
        results: Sequence[EventResult],
        effects: Sequence[Effect],
        parent: EventId | None,
    ) -> Recorded:
        """Keeps the changed records, the events with all that follow from them, and the effects they planned.

        Why candidates led to nothing is not kept, where replay can tell it: what a delayed action brings about can't be
        done again, so of that everything is. Effects come to nothing of which one like them is pending. What there is
        to tell of clocks is told at the first event.
        """
        timekeeper = Timekeeper(self.rules, self.unit, origin.since)
        timekeeper.keep(world, self.now)
        notes = tuple(timekeeper.notes)
        save_records(self.unit, world)
        indexing.keep(self.unit, world)
        brief = parent is None and self._is_of_domain(results)
        for result in with_notes(results, notes):
            for number, (one, above) in enumerate(_walk(result, parent)):
                inputs = origin.inputs if number == 0 and parent is None else {}
                self.unit.add_event(self._stored(one, above, origin, inputs, brief=brief))
                self.unit.append_all(_entries(one, origin.event))
        planned = [effect for effect in effects if self._plan(effect)]
        self.unit.wakes.extend(wakes_for(planned))
        kept = {effect.key for effect in planned}
        return Recorded(tuple(effect.key for effect in effects if effect.key not in kept), notes)

    def _is_of_domain(self, results: Sequence[EventResult]) -> bool:
        """Whether events began outside, or with a clock: of that of a schedule what its one rule made of it is told."""
        return all(self.rules.schema.event(one.event or "") is not None for one in results)

    def _stored(
        self,
        result: EventResult,
        parent: EventId | None,
        origin: Origin,
        inputs: Mapping[str, object],
        *,
        brief: bool,
    ) -> StoredEvent:
        rules = self.rules
        own = evolve(result, follow_ups=()) if result.follow_ups else result
        return StoredEvent(
            event=_known_as(result, origin.event),
            name=result.event or "",
            record=result.ref or origin.record,
            moment=result.moment or datetime.now(UTC),
            zone=str(rules.zone),
            content_hash=origin.content_hash,
            rule_set_hash=rules.digest,
            schema_hash=rules.schema.digest,
            calendar_hash=_calendar_hash(rules.schema.calendar),
            engine_version=__version__,
            status=result.status.value,
            inputs=inputs,
            result=own.to_json(stored=True, brief=brief),
            parent=parent,
            chain=tuple(str(rule) for rule in result.chain),
            publication=rules.publication,
        )

    def _plan(self, effect: Effect) -> bool:
        """Puts an effect in the outbox; False where one like it is pending and the domain says NEGEER."""
        now = effect.planned
        keys = (effect.delay_key, effect.former_delay_key) if effect.delayed else ()
        pending = [one for key in keys if key is not None for one in self.unit.pending_with(key)]
        if effect.action.repeat is Repeat.REPLACE:
            for earlier in pending:
                self.unit.settle(earlier.key, EffectStatus.LAPSED, now, REPLACED)
        self.unit.plan(stored_effect(effect, self.rules.digest))
        if pending and effect.action.repeat is Repeat.IGNORE:
            self.unit.settle(effect.key, EffectStatus.SKIPPED, now, PENDING)
            return False
        return True


def with_notes(results: Sequence[EventResult], notes: tuple[Text, ...]) -> Sequence[EventResult]:
    """The results, with notes at the first."""
    if not notes or not results:
        return results
    first, *others = results
    return (evolve(first, notes=(*first.notes, *notes)), *others)


def _entries(result: EventResult, root: EventId) -> list[TimelineEntry]:
    """The timeline: the event, and each rule that fired or failed."""
    if result.ref is None or result.moment is None:
        return []
    told: dict[str, object] = {"gebeurtenis": result.event, "status": result.status.value, "id": result.id}
    if result.reason is not None:
        told |= {"reden": result.reason.nl, **in_english(result.reason)}
    if result.notes:
        told["opmerkingen"] = [note.nl for note in result.notes]
    lines = [
        ("gebeurtenis", told),
        *(("regel", {**rule.to_json(stored=True), "id": result.id}) for rule in result.mattering),
    ]
    return [
        TimelineEntry(result.ref, root, result.moment, kind, body, sequence)
        for sequence, (kind, body) in enumerate(lines)
    ]


def _known_as(result: EventResult, origin: EventId) -> EventId:
    return result.known_as or EventId(origin.administration, result.id)


def _walk(result: EventResult, parent: EventId | None) -> Iterator[tuple[EventResult, EventId | None]]:
    """An event and all that follow from it, each with the one it follows from."""
    yield result, parent
    for event in result.follow_ups:
        yield from _walk(event, result.known_as)


@lru_cache(maxsize=8)
def _calendar_hash(calendar: Calendar) -> str:
    return hashlib.sha256("|".join(sorted(calendar.holidays)).encode()).hexdigest()
