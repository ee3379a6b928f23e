"""Where a test plays: records in memory, a clock that only the test moves, and what is planned for later.

It stands in for store and engine. What an event comes to is worked out by the code that `draai` uses; nothing is kept
after the test, and nothing leaves.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from attrs import Factory, define

from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.program import tree
from regeltaal.program.walk import action_at
from regeltaal.runtime.bindings import Bindings, FailedError, SkippedError
from regeltaal.runtime.codec import encode
from regeltaal.runtime.delayed import Delayed
from regeltaal.runtime.deriving import Deriver
from regeltaal.runtime.effects import Effect
from regeltaal.runtime.events import FOLLOW_UP, Incoming
from regeltaal.runtime.recording import PENDING
from regeltaal.runtime.result import ActionResult, ActionStatus, EventResult, Trace
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.world import World
from regeltaal.schema.model import Repeat
from regeltaal.testing.memory import Memory
from regeltaal.testing.outcome import Came, Seen
from regeltaal.values.value import Ref, Value

_NO_BINDING = Text(nl="deze actie heeft geen koppeling", en="this action has no binding")


@define(eq=False)
class Stage:
    """One test under way."""

    rules: RuleSet
    bindings: Bindings
    by_reference: bool = False
    memory: Memory = Factory(Memory)
    _planned: list[Effect] = Factory(list)
    _later: int = 0

    def world(self) -> World:
        """The records as they are, to look at or to change."""
        return self.rules.world(self.memory)

    def put(self, records: Mapping[Ref, Mapping[str, Value | None]], moment: datetime) -> None:
        """Records that were there before anything happened, with their derived fields."""
        world = self.world()
        mark = world.mark()
        for record, fields in records.items():
            world.put(record, fields)
        Deriver(self.bindings).after(world, mark, self.rules.environment(moment))
        self.memory.take_over(world)

    def happen(self, incoming: Incoming, moment: datetime) -> EventResult:
        """An event, with all that follows from it at once.

        Raises:
            RefusedError: it does not fit what is known.
        """
        world = self.world()
        happening = self.rules.taken_in(incoming, world, self.rules.environment(moment), self.bindings)
        processed = self.rules.processed(happening, world, self.bindings, by_reference=self.by_reference)
        self.memory.take_over(world)
        self.memory.note(processed.result)
        return _without(processed.result, self._plan(processed.effects))

    def let_pass(self, until: datetime) -> list[Came]:
        """What was planned for a moment up to this one, each at its own moment."""
        came: list[Came] = []
        while due := min((one for one in self._planned if one.due <= until), key=_due, default=None):
            self._planned.remove(due)
            came.append(self._come(due))
        return came

    def waiting(self) -> tuple[Seen, ...]:
        """What is planned for later."""
        came = (_came(one, ActionStatus.PLANNED, None) for one in sorted(self._planned, key=_due))
        return tuple(Seen(one.action, one.rule, one.planned) for one in came)

    # ------------------------------------------------------------ later

    def _plan(self, effects: Iterable[Effect]) -> frozenset[str]:
        """Keeps what is for later, as BIJ HERHALING says; gives the keys of what is not planned after all."""
        dropped = set()
        for effect in effects:
            if not effect.delayed:
                continue
            keys = {effect.delay_key, effect.former_delay_key}
            pending = [one for one in self._planned if one.delay_key in keys]
            if pending and effect.action.repeat is Repeat.IGNORE:
                dropped.add(effect.key)
                continue
            if effect.action.repeat is Repeat.REPLACE:
                self._planned = [one for one in self._planned if one not in pending]
            self._planned.append(effect)
        return frozenset(dropped)

    def _come(self, effect: Effect) -> Came:
        """A delayed action, at its moment."""
        environment = self.rules.environment(effect.due)
        world = self.world()
        delayed = Delayed(effect, environment, world, self.rules.book)
        try:
            delayed.test_again(self._perform(effect))
            events = () if effect.action.is_outside else self._do(delayed)
        except SkippedError as error:
            return _came(effect, ActionStatus.SKIPPED, error.reason)
        except FailedError as error:
            return _came(effect, ActionStatus.FAILED, error.reason)
        return _came(effect, ActionStatus.DONE, None, events)

    def _perform(self, effect: Effect) -> tree.Perform | None:
        rule = self.rules.book.by_id.get(effect.rule)
        found = None if rule is None else action_at(rule, effect.place)
        return found if isinstance(found, tree.Perform) else None

    def _do(self, delayed: Delayed) -> Sequence[EventResult]:
        effect = delayed.effect
        binding = self.bindings.find(effect.action.title)
        if binding is None:
            raise SkippedError(_NO_BINDING)
        self._later += 1
        done = delayed.done_inside(binding, self.bindings, f"{effect.event_id.id}{FOLLOW_UP}later-{self._later}")
        self.memory.take_over(delayed.world)
        for one in done.results:
            self.memory.note(one)
        dropped = self._plan(done.effects)
        return [_without(one, dropped) for one in done.results]


def _due(effect: Effect) -> datetime:
    return effect.due


def _came(effect: Effect, status: ActionStatus, reason: Text | None, events: Sequence[EventResult] = ()) -> Came:
    trace, known = Trace(effect.place, effect.record, effect.parameters), effect.action.parameters
    shown = {known[key].name: encode(value, known[key].type) for key, value in effect.parameters.items()}
    result = ActionResult(effect.action.title, shown, status, effect.due, reason, effect.key, trace)
    return Came(result, effect.rule, effect.planned, tuple(events))


def _without(result: EventResult, dropped: frozenset[str]) -> EventResult:
    """A result in which what was not planned after all is skipped."""
    if not dropped:
        return result

    def updated(action: ActionResult) -> ActionResult:
        if action.key not in dropped:
            return action
        return evolve(action, status=ActionStatus.SKIPPED, reason=PENDING)

    return result.with_actions(updated)
