"""Keeping derived fields right: a domain's derivations run on every record that an event or an action has changed.

A derivation runs once per changed record and step. What it writes raises events as any write does, but calls no
derivation: so there is no chain of them, and no loop. One that breaks is undone and leaves its reason; what the event
or the action did stands.
"""

from attrs import Factory, frozen

from regeltaal.base.node import Node
from regeltaal.base.text import Text, joined
from regeltaal.runtime.bindings import Bindings, Derivation, Derive, FailedError, SkippedError
from regeltaal.runtime.calling import guarded
from regeltaal.runtime.records import LiveRecords
from regeltaal.runtime.world import Change, World
from regeltaal.values.environment import Environment
from regeltaal.values.value import ComputationError, Ref


class Derived(Node):
    """What the derivations of one step came to: effective writes, and what they had to say."""

    changes: tuple[Change, ...] = ()
    notes: tuple[Text, ...] = ()

    def reason(self, own: Text | None = None) -> Text | None:
        """A step's own reason and the notes as one text."""
        said = [*(() if own is None else (own,)), *self.notes]
        return joined(said) if said else None


NOTHING_DERIVED = Derived()


@frozen(eq=False)
class Deriver:
    """Runs the derivations of a domain."""

    bindings: Bindings

    def after(self, world: World, mark: int, environment: Environment, about: Ref | None = None) -> Derived:
        """Runs those of every record that has changed since the mark; of ``about`` also when it did not change."""
        if not self.bindings.derives:
            return NOTHING_DERIVED
        touched = dict(world.touched_since(mark))
        if about is not None and world.exists(about):
            touched = {about: frozenset(), **touched}
        run = _Run(world, environment)
        for record, changed in touched.items():
            for derive in self.bindings.derivations(record.object):
                run.one(derive, record, changed)
        return Derived(tuple(run.changes), tuple(dict.fromkeys(run.notes)))

    def after_phase(self, world: World, event: str, phase: str, environment: Environment, about: Ref) -> Derived:
        """Does what the domain does itself at the end of a phase, with the derivations that follow from it."""
        step = self.bindings.step(event, phase)
        if step is None or not world.exists(about):
            return NOTHING_DERIVED
        mark = world.mark()
        run = _Run(world, environment)
        run.one(step, about, frozenset())
        more = self.after(world, mark, environment)
        return Derived((*run.changes, *more.changes), (*run.notes, *more.notes))


@frozen(eq=False)
class _Run:
    """The derivations of one step, with what they have done so far."""

    world: World
    environment: Environment
    changes: list[Change] = Factory(list)
    notes: list[Text] = Factory(list)

    def one(self, derive: Derive, record: Ref, changed: frozenset[str]) -> None:
        own: list[Change] = []
        records = LiveRecords(self.world, record.administration, self.environment.zone, own.append)
        derivation = Derivation(record, changed, self.environment, records, self.world.settings, self.notes.append)
        mark = self.world.mark()
        try:
            with guarded(f"the derived fields of {record.object}"):
                _called(derive, derivation)
        except (SkippedError, FailedError) as error:
            self._undone(mark, record, error.reason)
        else:
            self.changes.extend(own)

    def _undone(self, mark: int, record: Ref, why: Text) -> None:
        self.world.back_to(mark)
        what = f"{record.object} `{record.key}`"
        self.notes.append(
            Text(
                nl=f"de afgeleide velden van {what} zijn niet berekend: {why.nl}",
                en=f"the derived fields of {what} were not worked out: {why.en}",
            )
        )


def _called(derive: Derive, derivation: Derivation) -> None:
    """A date beyond the calendar is told as what it is."""
    try:
        derive(derivation)
    except ComputationError as error:
        raise FailedError(error.cause) from error
