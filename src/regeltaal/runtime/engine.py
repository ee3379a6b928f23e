"""The engine: events in, records and effects out, nothing lost. The shell round the pure processing.

An event, its record changes, its follow-ups, its timeline and its planned effects are in one transaction, with those of
the other events of its batch. Outside effects are carried out after it, each claimed first, so that a crash can leave
one `onzeker` but never do it twice.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import zip_longest
from typing import TYPE_CHECKING, Self

from attrs import frozen

from regeltaal.base.node import evolve
from regeltaal.runtime import duplicates, indexing
from regeltaal.runtime.batch import Batch, Input, Read, Unfit, read
from regeltaal.runtime.bindings import Binding, Bindings, installed
from regeltaal.runtime.carry_out import Carrier, Outcome
from regeltaal.runtime.clock_chains import Since
from regeltaal.runtime.effects import Effect
from regeltaal.runtime.event_json import RefusedError
from regeltaal.runtime.events import Incoming
from regeltaal.runtime.filing import KeptFile
from regeltaal.runtime.in_time import Answer, InTime
from regeltaal.runtime.passing import Clockwork, Happened, Next, Waiting, mark
from regeltaal.runtime.persistence import StoreSource
from regeltaal.runtime.processing import Processed
from regeltaal.runtime.recording import PENDING, Origin, Recorder, with_notes
from regeltaal.runtime.replay_inputs import inputs_data
from regeltaal.runtime.result import ActionResult, ActionStatus, EventResult
from regeltaal.runtime.ruleset import RuleSet, refused
from regeltaal.runtime.storage import EffectStatus, EventId, open_store
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
    copy. Without ``writes`` events are only tried. Without ``leads`` clocks, schedules and lookups stay those of the
    rules that were there, for who only settles what is left. ``worker`` is the lasting name of a service. Close it, or
    use it as a context manager.

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
        leads: bool = True,
        worker: str | None = None,
    ) -> None:
        self.store = open_store(store) if isinstance(store, str) else store
        if worker is not None:
            self.store.worker.serve(worker)
        self.rules = _numbered(rules, self.store)
        self.bindings = Bindings()
        self.bindings.update(installed(rules.schema.name) if bindings is None else bindings)
        self._clock = clock
        self._outside = outside
        self.carrier = Carrier(self.rules, self.store, self.bindings)
        self._clockwork = Clockwork(self)
        self._writes = writes
        if writes:
            self.store.attempt(self._begin if leads else self._keep_rules)

    def _begin(self, unit: "Unit") -> None:
        self._keep_rules(unit)
        indexing.in_step(unit, self.rules.schema, self.rules.zone)
        Timekeeper(self.rules, unit).in_step(self._clock())

    def _keep_rules(self, unit: "Unit") -> None:
        unit.keep_rule_set(self.rules.digest, self.rules.texts)

    def in_step(self) -> None:
        """Works clocks and schedules out anew, for records that changed by other rules since these came into force."""
        self.store.attempt(lambda unit: Timekeeper(self.rules, unit).in_step(self._clock(), anew=True))

    def lead_again(self) -> bool:
        """Brings the store back in step with these rules, where others were at it meanwhile; whether they were."""
        with self.store.look() as unit:
            if unit.clocks.rules_seen() == self.rules.digest:
                return False
        self.store.attempt(self._begin)
        return True

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
        (result,) = self.results([Input(event, line, source, files or {})], dry=dry)
        return result

    def process_all(self, inputs: Sequence[Input]) -> list[EventResult]:
        """Processes a batch of events: what they come to is stored as a whole, then effects that are due carried out.

        Each event sees what earlier ones of the batch did. One that is refused is refused alone. The results are in
        the order of the events.

        Raises:
            StoreError: nothing was stored of the event that it comes at, and of those after it.
        """
        return list(self.results(inputs))

    def results(self, inputs: Sequence[Input | Unfit], *, dry: bool = False) -> Iterator[EventResult]:
        """As ``process_all``, each result as soon as the effects of that event have been carried out.

        ``dry`` tries each event by itself.
        """
        events = [one if isinstance(one, Unfit) else read(one, self.rules) for one in inputs]
        for found in map(self._dry, events) if dry else Batch(self, events).kept():
            yield found if isinstance(found, EventResult) else self.carry(found)

    def in_time(self, inputs: Sequence[Input | Unfit], *, dry: bool = False) -> Iterator[Answer]:
        """As ``results``, letting time pass in between: before an event comes all that was due by its moment.

        Each result with its event; what the clock brought has none. With a waker, that brings it.
        """
        if dry or not self._writes or self.store.waker is not None:
            yield from zip(inputs, self.results(inputs, dry=dry), strict=True)
            return
        yield from InTime(self, inputs, self._clock()).happened()

    def keep(
        self,
        incoming: Incoming,
        sent: Mapping[str, KeptFile],
        data: Mapping[str, object],
        unit: "Unit",
        since: Since | None = None,
    ) -> "Kept":
        """Processes an event and keeps what it came to, in a transaction of the caller; ``carry`` it afterwards.

        ``since`` is there for the event of a clock.

        Raises:
            RefusedError: it does not fit what is known.
        """
        world, processed, now = self._run(incoming, sent, unit)
        inputs = inputs_data(world.inputs, incoming, data, now, world)
        origin = Origin(EventId(incoming.administration, incoming.id), incoming.record, incoming.digest, inputs, since)
        kept = Recorder(self.rules, unit, now).keep(world, origin, (processed.result,), processed.effects, None)
        if kept.notes:
            (result,) = with_notes((processed.result,), kept.notes)
            processed = evolve(processed, result=result)
        return Kept(processed, kept.pending, now)

    def carry(self, kept: "Kept") -> EventResult:
        """Carries out the effects of an event that are due at once; gives its result with what became of them."""
        outcomes = {key: Outcome(key, "", ActionStatus.SKIPPED, PENDING) for key in kept.pending}
        for effect in kept.processed.effects:
            outcome = self.carrier.carry_out(effect.key, kept.now, self._clock()) if self._at_once(effect) else None
            if outcome is not None:
                outcomes[effect.key] = outcome
        return evolve(with_outcomes(kept.processed.result, outcomes), version=self.rules.version)

    def _at_once(self, effect: Effect) -> bool:
        """Whether it is carried out here and now: with a waker, whoever that wakes carries it out."""
        return self._outside and not effect.delayed and self.store.waker is None

    def _dry(self, event: Read) -> EventResult:
        if isinstance(event, Unfit):
            return refused(event.error, event.data, event.given.line)
        incoming = event.incoming
        with self.store.look() as unit:
            known = unit.known(incoming.administration, incoming.id)
            if known is not None:
                return duplicates.result(incoming, known, self.rules.zone, None)
            try:
                return self.tried(incoming, unit, event.sent)
            except RefusedError as error:
                return refused(error, event.data, event.given.line)

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
        (result,) = self.results([Unfit(Input(event, line, source), event, error)], dry=dry)
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
        yield from self.catch_up(present, present)

    def catch_up(self, until: datetime, present: datetime) -> Iterator[Happened]:
        """Does all that was to come by a moment; ``present`` is the one that it is now."""
        done: set[tuple[str, datetime]] = set()
        while waiting := [one for one in self._waiting(until) if mark(one) not in done]:
            for one, following in zip_longest(waiting, waiting[1:]):
                done.add(mark(one))
                yield from self._clockwork.begin(one, until, present)
                if following is not None and self._comes_between(one.due, following.due):
                    break

    def _comes_between(self, moment: datetime, following: datetime) -> bool:
        """Whether something is to come by now after a moment and before what was to follow."""
        first = self.first_moment(moment) if moment < following else None
        return first is not None and first < following

    def first_moment(self, after: datetime | None = None) -> datetime | None:
        """When the first thing is to come: a clock, a schedule, a delayed action."""
        return self.store.first_moment(after, planned=self._outside)

    def let_pass(self, until: datetime, now: datetime | None = None) -> Iterator[Happened]:
        """Lets time pass from now up to a moment: everything that comes, comes at its own moment."""
        yield from self.pass_time(min(until, now or self._clock()))
        before: datetime | None = None
        while self._writes:
            moment = self.first_moment()
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


@frozen
class Kept:
    """An event that was processed and kept, with the effects that came to nothing because one like them is pending."""

    processed: Processed
    pending: tuple[str, ...]
    now: datetime


def with_outcomes(result: EventResult, outcomes: Mapping[str, Outcome]) -> EventResult:
    """A result whose planned actions have the status that carrying them out gave."""
    if not outcomes:
        return result

    def updated(action: ActionResult) -> ActionResult:
        found = outcomes.get(action.key or "")
        if found is None:
            return action
        return evolve(action, status=found.status, reason=found.reason, moment=found.due or action.moment)

    return result.with_actions(updated)
