"""The engine: events in, records and effects out, nothing lost. The shell round the pure processing.

An event, its record changes, its follow-ups, its timeline and its planned effects are one transaction. Outside effects
are carried out after it, each claimed first, so that a crash can leave one `onzeker` but never do it twice.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from attrs import evolve

from regeltaal.base.text import Text
from regeltaal.base.version import __version__
from regeltaal.runtime import duplicates
from regeltaal.runtime.bindings import Binding, Bindings, installed
from regeltaal.runtime.carry_out import Carrier, Outcome
from regeltaal.runtime.effects import Effect
from regeltaal.runtime.events import Incoming, RefusedError, read_line
from regeltaal.runtime.persistence import StoreSource, inputs_data, save_records, stored_effect
from regeltaal.runtime.processing import Processed
from regeltaal.runtime.result import ActionResult, EventResult
from regeltaal.runtime.ruleset import RuleSet, refused, take_in
from regeltaal.runtime.storage import EffectStatus, EventId, Refusal, StoredEvent, TimelineEntry, open_store
from regeltaal.runtime.world import World
from regeltaal.schema.model import Repeat
from regeltaal.values.calendar import Calendar

if TYPE_CHECKING:
    from regeltaal.runtime.store import Store
    from regeltaal.runtime.store_unit import Unit

MEMORY = "sqlite://"
"""A store that lasts as long as the engine: for trying out."""

Clock = Callable[[], datetime]


class Engine:
    """Processes events by a rule set into a store.

    ``store`` is a database URL or an open ``Store``. ``bindings`` replaces the installed ones; ``clock`` gives the
    present, aware. Without ``outside`` nothing leaves the store: outside actions stay planned, for a rehearsal on a
    copy. Close it, or use it as a context manager.

    Raises:
        StoreError: the store can't be opened, or can't do what is asked.
    """

    def __init__(
        self,
        rules: RuleSet,
        store: "str | Store" = MEMORY,
        *,
        bindings: Bindings | None = None,
        clock: Clock = lambda: datetime.now(UTC),
        outside: bool = True,
    ) -> None:
        self.rules = rules
        self.store = open_store(store) if isinstance(store, str) else store
        self.bindings = Bindings()
        self.bindings.update(installed(rules.schema.name) if bindings is None else bindings)
        self._clock = clock
        self._outside = outside
        self._carrier = Carrier(rules, self.store, self.bindings)
        with self.store.transaction() as unit:
            unit.keep_rule_set(rules.digest, rules.texts)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.store.close()

    def action(self, title: str) -> Callable[[Binding], Binding]:
        """A decorator that binds an action: ``@engine.action("VERSTUUR e-mail")``."""
        return self.bindings.action(title)

    def unbound(self) -> tuple[str, ...]:
        """The actions that the rules use and nothing is bound to: to be told before the run."""
        return self.bindings.missing(self.rules.action_titles())

    # ------------------------------------------------------------ events

    def process(
        self, event: str | Mapping[str, object], *, line: int | None = None, source: str = "", dry: bool = False
    ) -> EventResult:
        """Processes one event: stores what it came to, then carries out the effects that are due.

        ``line`` and ``source`` say where it came from, for a refusal. ``dry`` does everything but store and send.
        """
        data: str | Mapping[str, object] = event
        try:
            data = read_line(event) if isinstance(event, str) else event
            incoming = self.rules.read(data)
            return self._dry(incoming) if dry else self._process(incoming, data)
        except RefusedError as error:
            return self._refuse(error, data, line, source, dry=dry)

    def _process(self, incoming: Incoming, data: Mapping[str, object]) -> EventResult:
        with self.store.transaction() as unit:
            known = unit.known(incoming.administration, incoming.id)
            if known is not None:
                return duplicates.result(incoming, known, self.rules.zone)
            world, processed, now = self._run(incoming, unit)
            self._save(unit, incoming, data, now, world, processed)
        due = [effect.key for effect in processed.effects if self._outside and not effect.delayed]
        outcomes = [self._carrier.carry_out(key, now) for key in due]
        return with_outcomes(processed.result, {one.key: one for one in outcomes if one is not None})

    def _dry(self, incoming: Incoming) -> EventResult:
        with self.store.look() as unit:
            known = unit.known(incoming.administration, incoming.id)
            if known is not None:
                return duplicates.result(incoming, known, self.rules.zone)
            return self._run(incoming, unit)[1].result

    def _run(self, incoming: Incoming, unit: "Unit") -> tuple[World, Processed, datetime]:
        rules = self.rules
        world = rules.world(StoreSource(unit, rules.schema, rules.zone))
        environment = rules.environment(incoming.moment or self._clock())
        happening = take_in(incoming, world, environment)
        return world, rules.processed(happening, world, self.bindings), environment.now

    # ------------------------------------------------------------ storing

    def _save(
        self,
        unit: "Unit",
        incoming: Incoming,
        data: Mapping[str, object],
        now: datetime,
        world: World,
        processed: Processed,
    ) -> None:
        save_records(unit, world)
        inputs = inputs_data(world.inputs, incoming, data, now, world)
        root = EventId(incoming.administration, incoming.id)
        for number, (result, parent) in enumerate(_walk(processed.result, None)):
            unit.add_event(self._stored(result, parent, incoming, inputs if number == 0 else {}))
            self._note(unit, result, root)
        for effect in processed.effects:
            self._plan(unit, effect)

    def _stored(
        self, result: EventResult, parent: EventId | None, incoming: Incoming, inputs: Mapping[str, object]
    ) -> StoredEvent:
        rules = self.rules
        return StoredEvent(
            event=EventId(result.administration or "", result.id),
            name=result.event or "",
            record=result.ref or incoming.record,
            moment=result.moment or self._clock(),
            zone=str(rules.zone),
            content_hash=incoming.digest,
            rule_set_hash=rules.digest,
            schema_hash=rules.schema.digest,
            calendar_hash=_calendar_hash(rules.schema.calendar),
            engine_version=__version__,
            status=result.status.value,
            inputs=inputs,
            result=evolve(result, follow_ups=()).to_json(),
            parent=parent,
            chain=tuple(str(rule) for rule in result.chain),
        )

    def _note(self, unit: "Unit", result: EventResult, root: EventId) -> None:
        """The timeline: the event, and each rule that fired or failed."""
        if result.ref is None or result.moment is None:
            return
        lines: list[tuple[str, dict[str, object]]] = [
            ("gebeurtenis", {"gebeurtenis": result.event, "status": result.status.value, "id": result.id})
        ]
        lines += [("regel", rule.to_json()) for rule in result.rules if rule.matters]
        for sequence, (kind, body) in enumerate(lines):
            unit.append(TimelineEntry(result.ref, root, result.moment, kind, body, sequence))

    def _plan(self, unit: "Unit", effect: Effect) -> None:
        event = EventId(effect.record.administration, effect.event_id)
        stored = stored_effect(effect, event, self.rules.digest)
        if effect.delayed:
            pending = unit.pending_with(effect.delay_key)
            match effect.action.repeat:
                case Repeat.REPLACE:
                    for earlier in pending:
                        unit.settle(earlier.key, EffectStatus.LAPSED, effect.due, _REPLACED)
                case Repeat.IGNORE if pending:
                    unit.plan(stored)
                    unit.settle(stored.key, EffectStatus.SKIPPED, effect.due, _PENDING)
                    return
                case Repeat.IGNORE | Repeat.AGAIN:
                    pass
        unit.plan(stored)

    def _refuse(
        self,
        error: RefusedError,
        event: str | Mapping[str, object],
        line: int | None,
        source: str,
        *,
        dry: bool,
    ) -> EventResult:
        result = refused(error, event, line)
        if not dry:
            text = event if isinstance(event, str) else str(dict(event))
            with self.store.transaction() as unit:
                unit.refuse(
                    Refusal(source, line or 0, text, error.reason, self._clock(), error.field or None, None, result.id)
                )
        return result

    # ------------------------------------------------------------ later

    def run_due(self, now: datetime | None = None) -> tuple[Outcome, ...]:
        """Carries out the planned effects whose moment has come, oldest first."""
        present = now or self._clock()
        outcomes = [self._carrier.carry_out(effect.key, present) for effect in self.store.due(present)]
        return tuple(one for one in outcomes if one is not None)

    def recover(self) -> tuple[str, ...]:
        """At start-up: settles what an earlier run left halfway. Gives the keys of effects whose fate is unknown."""
        left = self.store.recover(self._clock())
        return tuple(effect.key for effect in left if effect.status is EffectStatus.UNCERTAIN)


_REPLACED = Text(nl="vervangen door een nieuwe", en="replaced by a new one")
_PENDING = Text(nl="er staat er al een gepland", en="one is planned already")


def with_outcomes(result: EventResult, outcomes: Mapping[str, Outcome]) -> EventResult:
    """A result whose planned actions have the status that carrying them out gave."""

    def updated(action: ActionResult) -> ActionResult:
        found = outcomes.get(action.key or "")
        return action if found is None else evolve(action, status=found.status, reason=found.reason)

    rules = tuple(evolve(rule, actions=tuple(updated(one) for one in rule.actions)) for rule in result.rules)
    follow_ups = tuple(with_outcomes(event, outcomes) for event in result.follow_ups)
    return evolve(result, rules=rules, follow_ups=follow_ups)


def _walk(result: EventResult, parent: EventId | None) -> Iterator[tuple[EventResult, EventId | None]]:
    """An event and all that follow from it, each with the one it follows from."""
    yield result, parent
    own = EventId(result.administration or "", result.id)
    for event in result.follow_ups:
        yield from _walk(event, own)


def _calendar_hash(calendar: Calendar) -> str:
    return hashlib.sha256("|".join(sorted(calendar.holidays)).encode()).hexdigest()
