"""The engine: events in, records and effects out, nothing lost. The shell round the pure processing.

An event, its record changes, its follow-ups, its timeline and its planned effects are one transaction. Outside effects
are carried out after it, each claimed first, so that a crash can leave one `onzeker` but never do it twice.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from attrs import evolve

from regeltaal.runtime import duplicates
from regeltaal.runtime.bindings import Binding, Bindings, installed
from regeltaal.runtime.carry_out import Carrier, Outcome
from regeltaal.runtime.codec import canonical_json, storable
from regeltaal.runtime.events import Incoming, RefusedError, read_line
from regeltaal.runtime.intake import take_in
from regeltaal.runtime.persistence import StoreSource, inputs_data
from regeltaal.runtime.processing import Processed
from regeltaal.runtime.recording import PENDING, Origin, Recorder
from regeltaal.runtime.result import ActionResult, ActionStatus, EventResult, EventStatus
from regeltaal.runtime.ruleset import RuleSet, refused
from regeltaal.runtime.storage import EffectStatus, EventId, Refusal, open_store
from regeltaal.runtime.world import World

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
            return self._dry(incoming) if dry else self._process(incoming, data, line, source)
        except RefusedError as error:
            return self._refuse(error, data, line, source, dry=dry)

    def _process(self, incoming: Incoming, data: Mapping[str, object], line: int | None, source: str) -> EventResult:
        with self.store.transaction() as unit:
            known = unit.known(incoming.administration, incoming.id)
            if known is not None:
                return self._again(duplicates.result(incoming, known, self.rules.zone, line), unit, data, source)
            world, processed, now = self._run(incoming, unit)
            inputs = inputs_data(world.inputs, incoming, data, now, world)
            origin = Origin(EventId(incoming.administration, incoming.id), incoming.record, incoming.digest, inputs)
            pending = Recorder(self.rules, unit).keep(world, origin, (processed.result,), processed.effects, None)
        outcomes = {key: Outcome(key, "", ActionStatus.SKIPPED, PENDING) for key in pending}
        for effect in processed.effects:
            outcome = self._carrier.carry_out(effect.key, now) if self._outside and not effect.delayed else None
            if outcome is not None:
                outcomes[effect.key] = outcome
        return with_outcomes(processed.result, outcomes)

    def _again(self, result: EventResult, unit: "Unit", data: Mapping[str, object], source: str) -> EventResult:
        """An id that was used before; what is refused goes to the list of refused input."""
        if result.status is EventStatus.REFUSED and result.reason is not None:
            about = (result.administration, result.id)
            unit.refuse(
                Refusal(source, result.line or 0, _text(data), result.reason, self._clock(), result.field, *about)
            )
        return result

    def _dry(self, incoming: Incoming) -> EventResult:
        with self.store.look() as unit:
            known = unit.known(incoming.administration, incoming.id)
            if known is not None:
                return duplicates.result(incoming, known, self.rules.zone, None)
            return self._run(incoming, unit)[1].result

    def _run(self, incoming: Incoming, unit: "Unit") -> tuple[World, Processed, datetime]:
        rules = self.rules
        world = rules.world(StoreSource(unit, rules.schema, rules.zone))
        environment = rules.environment(incoming.moment or self._clock())
        happening = take_in(incoming, world, environment)
        return world, rules.processed(happening, world, self.bindings), environment.now

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
            text = event if isinstance(event, str) else _text(event)
            about = (error.field or None, None, result.id or None)
            with self.store.transaction() as unit:
                unit.refuse(Refusal(source, line or 0, text, error.reason, self._clock(), *about))
        return result

    # ------------------------------------------------------------ later

    def run_due(self, now: datetime | None = None) -> tuple[Outcome, ...]:
        """Carries out the planned effects whose moment has come, oldest first, with those that follow from them."""
        present = now or self._clock()
        found: list[Outcome] = []
        while self._outside:
            outcomes = [self._carrier.carry_out(effect.key, present) for effect in self.store.due(present)]
            done = [one for one in outcomes if one is not None]
            found += done
            if not done:
                break
        return tuple(found)

    def recover(self) -> tuple[str, ...]:
        """At start-up: settles what an earlier run left halfway. Gives the keys of effects whose fate is unknown."""
        left = self.store.recover(self._clock())
        return tuple(effect.key for effect in left if effect.status is EffectStatus.UNCERTAIN)


def _text(event: Mapping[str, object]) -> str:
    return storable(canonical_json(event))


def with_outcomes(result: EventResult, outcomes: Mapping[str, Outcome]) -> EventResult:
    """A result whose planned actions have the status that carrying them out gave."""

    def updated(action: ActionResult) -> ActionResult:
        found = outcomes.get(action.key or "")
        return action if found is None else evolve(action, status=found.status, reason=found.reason)

    rules = tuple(evolve(rule, actions=tuple(updated(one) for one in rule.actions)) for rule in result.rules)
    follow_ups = tuple(with_outcomes(event, outcomes) for event in result.follow_ups)
    return evolve(result, rules=rules, follow_ups=follow_ups)
