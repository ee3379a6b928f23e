"""A delayed action whose moment has come, on the records as they are now: tested again, and done. Pure.

The world is changed here and stored by the caller, as with the processing of an event.
"""

from collections.abc import Sequence

from attrs import frozen

from regeltaal.base.node import Node
from regeltaal.base.text import Text
from regeltaal.evaluate.evaluator import verdict
from regeltaal.evaluate.explain import reason
from regeltaal.evaluate.verdict import Truth, Verdict
from regeltaal.program import tree
from regeltaal.runtime.admission import candidates_of, refusal
from regeltaal.runtime.bindings import Binding, Bindings, FailedError, SkippedError
from regeltaal.runtime.book import RuleBook
from regeltaal.runtime.calling import call_of, events_of, raiser_of, run_binding
from regeltaal.runtime.deriving import Derived, Deriver
from regeltaal.runtime.effects import Effect
from regeltaal.runtime.happening import Happening, current_view
from regeltaal.runtime.processing import Brought, Processor
from regeltaal.runtime.records import LiveRecords
from regeltaal.runtime.result import EventResult
from regeltaal.runtime.schedules import event_named
from regeltaal.runtime.world import Change, World
from regeltaal.values.environment import Environment
from regeltaal.values.value import Ref


class Done(Node):
    """What a delayed action on our own records came to: the events that it raised, and the effects of those."""

    results: Sequence[EventResult]
    effects: Sequence[Effect]
    derived: Derived


@frozen(eq=False)
class Delayed:
    """A delayed action at its moment."""

    effect: Effect
    environment: Environment
    world: World
    book: RuleBook

    def test_again(self, perform: tree.Perform | None) -> None:
        """`MITS`, rights and preconditions; ``perform`` is the action as its rule has it, None: nothing to test.

        Raises:
            SkippedError: they no longer hold, or there is no record any more.
            FailedError: they can't be tested.
        """
        effect = self.effect
        if not self.world.exists(effect.record):
            raise SkippedError(_gone(effect.record))
        if perform is None:
            return
        view = current_view(self._event(), self.world).with_parameters(effect.parameters)
        if perform.wait is not None and perform.wait.provided is not None:
            _check_provided(verdict(perform.wait.provided, view, effect.scope))
        candidates = candidates_of(perform, view, effect.scope)
        facts = self.book.facts(effect.record.administration)
        refused = refusal(perform, view.with_parameters(effect.parameters, candidates), facts, effect.scope)
        if refused is not None:
            raise SkippedError(refused)

    def done_inside(self, binding: Binding, bindings: Bindings, root: str) -> Done:
        """Does it; it carries its chain on, follow-up events included. ``root`` is what the ids of those begin with.

        Raises:
            SkippedError: the code had nothing to do.
            FailedError: it was not done.
        """
        effect, world, schema = self.effect, self.world, self.book.schema
        changes: list[Change] = []
        raised: list[tuple[str, Ref]] = []
        records = LiveRecords(world, effect.record.administration, self.environment.zone, changes.append)
        call = call_of(effect, self.environment, world.settings, records, raiser_of(schema, raised))
        mark = world.mark()
        given = run_binding(binding, call)
        derived = Deriver(bindings).after(world, mark, self.environment)
        events = events_of(effect.action, given or effect.record, raised, schema)
        brought = Brought(effect.action.title, (*changes, *derived.changes), events)
        processor = Processor(self.book, world, bindings)
        results = processor.resume(root, self._event(), effect.rule, brought)
        return Done(results, processor.effects, derived)

    def _event(self) -> Happening:
        """The event that the effect belongs to, as it is to be seen now: what was before it is no longer known."""
        effect = self.effect
        event = self.book.event(effect.event) or event_named(effect.event, effect.owner.object)
        if event is None:
            raise FailedError(Text(nl="het domein kent de gebeurtenis niet meer", en="the domain lost the event"))
        at_event = self.world.fields(effect.owner)
        return Happening(
            effect.event_id.id,
            event,
            effect.owner,
            self.environment,
            None,
            at_event,
            depth=effect.depth,
            chain=effect.chain,
            origin=effect.event_id.administration,
        )


def _check_provided(held: Verdict) -> None:
    if held.truth is not Truth.TRUE:
        why = reason(held) or Text(nl="het geldt niet meer", en="it no longer holds")
        raise SkippedError(Text(nl=f"MITS: {why.nl}", en=f"MITS: {why.en}"))


def _gone(record: Ref) -> Text:
    return Text(
        nl=f"{record.object} `{record.key}` bestaat niet meer", en=f"{record.object} `{record.key}` is no longer there"
    )
