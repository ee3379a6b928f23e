"""The engine: events in, records and effects out, nothing lost. The shell round the pure processing.

An event, its record changes, its follow-ups, its timeline and its planned effects are one transaction. Outside effects
are carried out after it, each claimed first, so that a crash can leave one `onzeker` but never do it twice.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from attrs import evolve, frozen

from regeltaal.runtime import duplicates, indexing
from regeltaal.runtime.bindings import Binding, Bindings, installed
from regeltaal.runtime.carry_out import Carrier, Outcome
from regeltaal.runtime.codec import canonical_json, storable
from regeltaal.runtime.effects import Effect
from regeltaal.runtime.events import Incoming, RefusedError, read_line
from regeltaal.runtime.filing import KeptFile, digest_with, files_refused, kept_file
from regeltaal.runtime.passing import Clockwork, Happened, Next, Waiting, mark
from regeltaal.runtime.persistence import StoreSource
from regeltaal.runtime.processing import Processed
from regeltaal.runtime.recording import PENDING, Origin, Recorder
from regeltaal.runtime.replay_inputs import inputs_data
from regeltaal.runtime.result import ActionResult, ActionStatus, EventResult, EventStatus
from regeltaal.runtime.ruleset import RuleSet, refused
from regeltaal.runtime.storage import EffectStatus, EventId, Refusal, open_store
from regeltaal.runtime.timekeeping import Timekeeper
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
    copy. Without ``writes`` events are only tried. Close it, or use it as a context manager.

    Raises:
        StoreError: the store can't be opened, or can't do what is asked.
    """

    def __init__(  # noqa: PLR0913 - one parameter per option
        self,
        rules: RuleSet,
        store: "str | Store" = MEMORY,
        *,
        bindings: Bindings | None = None,
        clock: Clock = lambda: datetime.now(UTC),
        outside: bool = True,
        writes: bool = True,
    ) -> None:
        self.store = open_store(store) if isinstance(store, str) else store
        self.rules = _numbered(rules, self.store)
        self.bindings = Bindings()
        self.bindings.update(installed(rules.schema.name) if bindings is None else bindings)
        self._clock = clock
        self._outside = outside
        self.carrier = Carrier(self.rules, self.store, self.bindings)
        self._clockwork = Clockwork(self)
        self._writes = writes
        if writes:
            with self.store.transaction() as unit:
                unit.keep_rule_set(rules.digest, rules.texts)
                indexing.in_step(unit, rules.schema, rules.zone)
                Timekeeper(self.rules, unit).in_step(clock())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.store.close()

    def action(self, title: str) -> Callable[[Binding], Binding]:
        """A decorator that binds an action: ``@engine.action("VERSTUUR e-mail")``."""
        return self.bindings.action(title)

    def present(self) -> datetime:
        """The moment that it is now, by the engine's clock."""
        return self._clock()

    def unbound(self) -> tuple[str, ...]:
        """The actions that the rules use and nothing is bound to: to be told before the run."""
        return self.bindings.missing(self.rules.action_titles())

    # ------------------------------------------------------------ events

    def process(
        self,
        event: str | Mapping[str, object],
        *,
        line: int | None = None,
        source: str = "",
        dry: bool = False,
        files: Mapping[str, bytes] | None = None,
    ) -> EventResult:
        """Processes one event: stores what it came to, then carries out the effects that are due.

        ``line`` and ``source`` say where it came from, for a refusal. ``dry`` does everything but store and send.
        ``files`` come with the event, by the names that its fields give them: they are kept when the event is.
        """
        data: str | Mapping[str, object] = event
        try:
            data = read_line(event) if isinstance(event, str) else event
            incoming = _with_files(self.rules.read(data), files or {})
            sent = {name: kept_file(content) for name, content in (files or {}).items()}
            return self._dry(incoming, sent) if dry else self._process(incoming, sent, data, line, source)
        except RefusedError as error:
            return self.refuse(error, data, line, source, dry=dry)

    def _process(
        self,
        incoming: Incoming,
        sent: Mapping[str, KeptFile],
        data: Mapping[str, object],
        line: int | None,
        source: str,
    ) -> EventResult:
        with self.store.transaction() as unit:
            known = unit.known(incoming.administration, incoming.id)
            if known is not None:
                return self._again(duplicates.result(incoming, known, self.rules.zone, line), unit, data, source)
            kept = self.keep(incoming, sent, data, unit)
        return self.carry(kept)

    def keep(
        self, incoming: Incoming, sent: Mapping[str, KeptFile], data: Mapping[str, object], unit: "Unit"
    ) -> "Kept":
        """Processes an event and keeps what it came to, in a transaction of the caller; ``carry`` it afterwards.

        Raises:
            RefusedError: it does not fit what is known.
        """
        world, processed, now = self._run(incoming, sent, unit)
        inputs = inputs_data(world.inputs, incoming, data, now, world)
        origin = Origin(EventId(incoming.administration, incoming.id), incoming.record, incoming.digest, inputs)
        pending = Recorder(self.rules, unit, now).keep(world, origin, (processed.result,), processed.effects, None)
        return Kept(processed, pending, now)

    def carry(self, kept: "Kept") -> EventResult:
        """Carries out the effects of an event that are due at once; gives its result with what became of them."""
        outcomes = {key: Outcome(key, "", ActionStatus.SKIPPED, PENDING) for key in kept.pending}
        for effect in kept.processed.effects:
            outcome = self.carrier.carry_out(effect.key, kept.now) if self._at_once(effect) else None
            if outcome is not None:
                outcomes[effect.key] = outcome
        return evolve(with_outcomes(kept.processed.result, outcomes), version=self.rules.version)

    def _at_once(self, effect: Effect) -> bool:
        """Whether it is carried out here and now: with a waker, whoever that wakes carries it out."""
        return self._outside and not effect.delayed and self.store.waker is None

    def _again(self, result: EventResult, unit: "Unit", data: Mapping[str, object], source: str) -> EventResult:
        """An id that was used before; what is refused goes to the list of refused input."""
        if result.status is EventStatus.REFUSED and result.reason is not None:
            about = (result.administration, result.id)
            unit.refuse(
                Refusal(source, result.line or 0, _text(data), result.reason, self._clock(), result.field, *about)
            )
        return result

    def _dry(self, incoming: Incoming, sent: Mapping[str, KeptFile]) -> EventResult:
        with self.store.look() as unit:
            known = unit.known(incoming.administration, incoming.id)
            if known is not None:
                return duplicates.result(incoming, known, self.rules.zone, None)
            return self.tried(incoming, unit, sent)

    def tried(self, incoming: Incoming, unit: "Unit", sent: Mapping[str, KeptFile] | None = None) -> EventResult:
        """What an event would come to; nothing is stored."""
        return evolve(self._run(incoming, sent or {}, unit)[1].result, version=self.rules.version)

    def _run(self, incoming: Incoming, sent: Mapping[str, KeptFile], unit: "Unit") -> tuple[World, Processed, datetime]:
        rules = self.rules
        world = rules.world(StoreSource(unit, rules.schema, rules.zone))
        environment = rules.environment(incoming.moment or self._clock())
        happening = rules.taken_in(incoming, world, environment, self.bindings, sent)
        return world, rules.processed(happening, world, self.bindings), environment.now

    def refuse(
        self,
        error: RefusedError,
        event: str | Mapping[str, object],
        line: int | None = None,
        source: str = "",
        *,
        dry: bool = False,
    ) -> EventResult:
        """The result of an event that does not fit; it goes to the list of refused input."""
        result = refused(error, event, line)
        if not dry:
            text = event if isinstance(event, str) else _text(event)
            about = (error.field or None, None, result.id or None)
            with self.store.transaction() as unit:
                unit.refuse(Refusal(source, line or 0, text, error.reason, self._clock(), *about))
        return result

    # ------------------------------------------------------------ later

    def run_due(self, now: datetime | None = None) -> tuple[Outcome, ...]:
        """Does all that was to come by a moment; gives what became of planned effects. See ``pass_time``."""
        return tuple(one for one in self.pass_time(now) if isinstance(one, Outcome))

    def pass_time(self, now: datetime | None = None) -> Iterator[Happened]:
        """Does all that was to come by a moment, in order: clocks, schedules, delayed actions and what follows.

        An event of the clock has the moment that it stands for, not that of today: a deadline of yesterday is told as
        one of yesterday. Without ``writes`` it only tells what clocks would start.
        """
        present = now or self._clock()
        if not self._writes:
            yield from self._clockwork.preview(present)
            return
        done: set[tuple[str, datetime]] = set()
        while waiting := [one for one in self._waiting(present) if mark(one) not in done]:
            for one in waiting:
                done.add(mark(one))
                yield from self._clockwork.begin(one, present)

    def let_pass(self, until: datetime, now: datetime | None = None) -> Iterator[Happened]:
        """Lets time pass from now up to a moment: everything that comes, comes at its own moment."""
        yield from self.pass_time(min(until, now or self._clock()))
        before: datetime | None = None
        while self._writes:
            moment = self._clockwork.first_moment(effects=self._outside)
            if moment is None or moment > until or moment == before:
                return
            yield from self.pass_time(moment)
            before = moment

    def next_clock(self) -> Next | None:
        """The clock or schedule that is due first, of all that are to come."""
        return self._clockwork.first()

    def _waiting(self, present: datetime) -> list[Waiting]:
        return self._clockwork.waiting(present, effects=self._outside)

    def recover(self) -> tuple[str, ...]:
        """At start-up: settles what an earlier run left halfway. Gives the keys of effects whose fate is unknown."""
        left = self.store.recover(self._clock())
        return tuple(effect.key for effect in left if effect.status is EffectStatus.UNCERTAIN)


def _numbered(rules: RuleSet, store: "Store") -> RuleSet:
    """The rule set under the number that it was last published by, where it was."""
    number = rules.publication or store.publication_of(rules.digest)
    return rules if number == rules.publication else evolve(rules, publication=number)


def _with_files(incoming: Incoming, files: Mapping[str, bytes]) -> Incoming:
    """The event as it is known with its files.

    Raises:
        RefusedError: they can't be kept.
    """
    refused = files_refused(files)
    if refused is not None:
        raise RefusedError(refused)
    return evolve(incoming, digest=digest_with(incoming.digest, files))


def _text(event: Mapping[str, object]) -> str:
    return storable(canonical_json(event))


@frozen
class Kept:
    """An event that was processed and kept, with the effects that came to nothing because one like them is pending."""

    processed: Processed
    pending: tuple[str, ...]
    now: datetime


def with_outcomes(result: EventResult, outcomes: Mapping[str, Outcome]) -> EventResult:
    """A result whose planned actions have the status that carrying them out gave."""

    def updated(action: ActionResult) -> ActionResult:
        found = outcomes.get(action.key or "")
        return action if found is None else evolve(action, status=found.status, reason=found.reason)

    rules = tuple(evolve(rule, actions=tuple(updated(one) for one in rule.actions)) for rule in result.rules)
    follow_ups = tuple(with_outcomes(event, outcomes) for event in result.follow_ups)
    return evolve(result, rules=rules, follow_ups=follow_ups)
