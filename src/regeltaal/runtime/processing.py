"""How an event is processed: candidates, phases with snapshots, order, actions, follow-ups.

Pure but for the world it is given: no store, no clock, no network. The caller stores the world's changes and carries
out the effects. The same world inputs give the same result, which is what replay relies on.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from functools import partial

from attrs import Factory, define

from regeltaal.base.node import Node, evolve
from regeltaal.base.text import Text
from regeltaal.program.tree import RuleId
from regeltaal.runtime.bindings import Bindings
from regeltaal.runtime.book import RuleBook
from regeltaal.runtime.effects import Effect
from regeltaal.runtime.event_run import DERIVED, EventRun
from regeltaal.runtime.events import FOLLOW_UP
from regeltaal.runtime.happening import Cause, Happening
from regeltaal.runtime.result import EventResult, EventStatus
from regeltaal.runtime.world import Change, World
from regeltaal.schema.model import key_of
from regeltaal.values.value import Ref, Value

DEEPEST_CHAIN = 10
LONGEST_CHAIN = 100

_NO_PARENT = -1


class Brought(Node):
    """What an action brought about: effective writes, and events that it raised by name."""

    action: str
    changes: Sequence[Change]
    raised: Sequence[tuple[str, Ref]]


class Processed(Node):
    """An event and its chain, processed: what happened, and which effects are to follow, in order."""

    result: EventResult
    effects: tuple[Effect, ...]


@define(eq=False)
class Processor:
    """Processes one event and everything that follows from it."""

    book: RuleBook
    world: World
    bindings: Bindings
    by_reference: bool = False
    """Whether the reference evaluator decides, and no faster way."""
    effects: list[Effect] = Factory(list)
    _queue: deque[tuple[int, "_Raised"]] = Factory(deque)
    _count: int = 0
    _root: str = ""

    def process(self, root: Happening) -> Processed:
        """Processes an event, then its follow-ups in order of origin. Once per processor."""
        self._root, self._count = root.id, 1
        self._raise_derived(root)
        (result,) = self._drained([self._event(root, 0)])
        return Processed(result, tuple(self.effects))

    def _raise_derived(self, root: Happening) -> None:
        """The events that derived fields raise as the event was taken in; not the event itself once more."""
        raiser = _Raiser(self, root, 0, None)
        for change in root.derived.changes:
            if change.record != root.record or key_of(root.event.follows or "") != change.field:
                raiser.by_change(change, DERIVED)

    def resume(self, root: str, happening: Happening, rule: RuleId, brought: "Brought") -> tuple[EventResult, ...]:
        """Processes what a delayed action of ``rule`` brought about, as a part of the chain that it was planned in.

        The rule may be gone by now. ``root`` is what the ids of the follow-ups begin with. Once per processor.
        """
        self._root = root
        raiser = _Raiser(self, happening, _NO_PARENT, rule)
        for change in brought.changes:
            raiser.by_change(change, brought.action)
        for name, record in brought.raised:
            raiser.by_name(name, record, brought.action)
        return self._drained([])

    def _drained(self, results: list[EventResult]) -> tuple[EventResult, ...]:
        """Works off the queue; gives the events that no other one raised, each with its follow-ups."""
        parents = [_NO_PARENT] * len(results)
        while self._queue:
            parent, raised = self._queue.popleft()
            number = len(results)
            results.append(self._follow_up(raised, number))
            parents.append(parent)
        return _nested(results, parents)

    # ------------------------------------------------------------ events

    def _follow_up(self, raised: "_Raised", number: int) -> EventResult:
        if raised.cut_off is not None:
            return _unprocessed(raised, raised.cut_off)
        if not self.world.exists(raised.happening.record):
            gone = Text(nl="de record bestaat niet meer", en="the record is no longer there")
            return _unprocessed(raised, gone)
        return self._event(raised.at_its_turn(self.world), number)

    def _event(self, happening: Happening, number: int) -> EventResult:
        event_run = EventRun(self, happening, partial(_Raiser, self, happening, number))
        rules = event_run.run()
        return EventResult(
            id=happening.id,
            status=EventStatus.PROCESSED,
            event=happening.event.name,
            record=happening.record.key,
            ref=happening.record,
            administration=happening.administration,
            known_as=happening.known_as,
            moment=happening.environment.now,
            chain=happening.chain,
            rules=rules,
            cause=happening.cause,
            notes=(*happening.derived.notes, *event_run.notes),
        )

    def raise_event(self, parent: int, raised: "_Raised") -> None:
        self._count += 1
        if raised.happening.depth > DEEPEST_CHAIN:
            limit = Text(
                nl=f"lus: de keten is dieper dan {DEEPEST_CHAIN} gebeurtenissen",
                en=f"loop: the chain is deeper than {DEEPEST_CHAIN} events",
            )
            raised = evolve(raised, cut_off=limit)
        elif self._count > LONGEST_CHAIN:
            limit = Text(
                nl=f"lus: de keten telt meer dan {LONGEST_CHAIN} gebeurtenissen",
                en=f"loop: the chain has more than {LONGEST_CHAIN} events",
            )
            raised = evolve(raised, cut_off=limit)
            if self._count > 2 * LONGEST_CHAIN:
                return  # a chain this long is told by the hundred that are shown
        self._queue.append((parent, raised))

    def next_id(self) -> str:
        """The id of the next follow-up: that of the event it all began with, and a number."""
        return f"{self._root}{FOLLOW_UP}{self._count}"


class _Raised(Node):
    """A follow-up event that waits for its turn. ``written`` is the write that raised it, if one did."""

    happening: Happening
    written: Change | None = None
    cut_off: Text | None = None

    def at_its_turn(self, world: World) -> Happening:
        """The record is read now; the field of the write is as that write left it."""
        record = self.happening.record
        now = {**world.fields(record)}
        if self.written is not None:
            now[self.written.field] = self.written.new
        return evolve(self.happening, at_event=now)


def _unprocessed(raised: _Raised, why: Text) -> EventResult:
    happening = raised.happening
    return EventResult(
        id=happening.id,
        status=EventStatus.REFUSED,
        event=happening.event.name,
        record=happening.record.key,
        ref=happening.record,
        administration=happening.administration,
        known_as=happening.known_as,
        moment=happening.environment.now,
        chain=happening.chain,
        cause=happening.cause,
        reason=why,
    )


def _nested(results: list[EventResult], parents: list[int]) -> tuple[EventResult, ...]:
    """The events as trees: each below the one that raised it."""
    children: dict[int, list[int]] = {}
    for number, parent in enumerate(parents):
        children.setdefault(parent, []).append(number)
    done: dict[int, EventResult] = {}
    for number in range(len(results) - 1, -1, -1):
        follow_ups = tuple(done[child] for child in children.get(number, ()))
        done[number] = evolve(results[number], follow_ups=follow_ups) if follow_ups else results[number]
    return tuple(done[root] for root in children.get(_NO_PARENT, ()))


class _Raiser(Node):
    """Turns what a rule's actions bring about into follow-up events."""

    processor: Processor
    happening: Happening
    number: int
    rule: RuleId | None
    """None: a field was derived as the event was taken in."""

    def by_change(self, change: Change, action: str) -> None:
        for event in self.processor.world.schema.events_following(change.record.object, change.field):
            before = {change.field: change.old}
            self._raise(event.name, change.record, action, before, change)

    def by_name(self, event_name: str, record: Ref, action: str) -> None:
        self._raise(event_name, record, action, {}, None)

    def _raise(
        self, event_name: str, record: Ref, action: str, before: Mapping[str, Value | None], written: Change | None
    ) -> None:
        event = self.processor.world.schema.event(event_name)
        if event is None:
            raise TypeError(f"an action raises an unknown event {event_name}")
        through = () if self.rule is None or self.rule in self.happening.chain else (self.rule,)
        raised = Happening(
            id=self.processor.next_id(),
            event=event,
            record=record,
            environment=self.happening.environment,
            before=before,
            at_event={},
            cause=Cause(None if self.rule is None else str(self.rule), action),
            depth=self.happening.depth + 1,
            chain=(*self.happening.chain, *through),
            origin=self.happening.known_as.administration,
        )
        self.processor.raise_event(self.number, _Raised(raised, written))
