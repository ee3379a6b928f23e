"""One event under way, and the views of the world that its rules get."""

from collections.abc import Callable, Mapping
from typing import Protocol

from attrs import Factory, define

from regeltaal.base.node import Node, evolve, field
from regeltaal.evaluate.facts import NOT_KNOWN, NotKnown
from regeltaal.program.tree import RootKind, RuleId
from regeltaal.runtime.clocks import Started
from regeltaal.runtime.deriving import NOTHING_DERIVED, Derived
from regeltaal.runtime.fields import Fields, field_of
from regeltaal.runtime.lookups import Wanted
from regeltaal.runtime.storage import EventId
from regeltaal.runtime.world import Snapshot, World, administration_ref
from regeltaal.schema.model import Event, key_of
from regeltaal.values.environment import Environment
from regeltaal.values.value import ADMINISTRATION, Fault, Ref, Value


class Cause(Node):
    """What raised a follow-up event: the rule and the action. ``rule`` is None where a derived field did."""

    rule: str | None
    action: str


class Happening(Node):
    """An event that has been taken in, or that an action raised.

    ``before`` holds what fields were before the event; a field that is not in it did not change. None: not known.
    ``at_event`` is the record as the event brought it. ``chain`` are the rules that fired on the way here, in order.
    ``origin`` is the administration of the event it all began with, where that is another than the record's.
    """

    id: str
    event: Event
    record: Ref
    environment: Environment
    before: Mapping[str, Value | None] | None
    at_event: Mapping[str, Value | None] = field(shown=False)
    cause: Cause | None = None
    depth: int = 0
    chain: tuple[RuleId, ...] = ()
    origin: str | None = None
    started: Started | None = None
    """For an event that the clock started: the moment or the schedule that it stands for."""
    derived: Derived = field(default=NOTHING_DERIVED, shown=False)
    """What the domain's derivations made of the event as it was taken in."""

    @property
    def administration(self) -> str:
        return self.record.administration

    @property
    def known_as(self) -> EventId:
        """What the event is known by: ids of follow-ups count in the administration where their chain began."""
        return EventId(self.administration if self.origin is None else self.origin, self.id)


class State(Protocol):
    """One state of the records: as they are now, as they were at the start of a phase, or with a rule's own writes."""

    def read(self, record: Ref, name: str, /) -> Value | Fault | None: ...

    def fields_of(self, record: Ref) -> Fields | None: ...


class View(Node):
    """The world as a rule or an action sees it: ``state`` says which that is."""

    happening: Happening
    world: World
    state: State
    parameters: Mapping[str, Value | None] = field(factory=dict)
    candidates: tuple[Ref, ...] = ()

    @property
    def environment(self) -> Environment:
        return self.happening.environment

    @property
    def record(self) -> Ref:
        return self.happening.record

    def read(self, record: Ref, field_name: str) -> Value | Fault | None:
        return self.state.read(record, field_name)

    def fields_of(self, record: Ref) -> Fields | None:
        return self.state.fields_of(record)

    def before(self, field_name: str) -> Value | NotKnown | None:
        known = self.happening.before
        if known is None:
            return NOT_KNOWN
        key = key_of(field_name)
        return known[key] if key in known else self.happening.at_event.get(key)

    def at_event(self, field_name: str) -> Value | None:
        return self.happening.at_event.get(key_of(field_name))

    def named(self, root: RootKind, key: str) -> Value | None:
        match root:
            case RootKind.EVENT:
                return self._of_event(key)
            case RootKind.ADMINISTRATION:
                record = administration_ref(self.happening.administration)
                return self.world.get(record, key) if key else record
            case RootKind.PARAMETERS:
                return self.parameters.get(key)
            case RootKind.CANDIDATES:
                return self.candidates
            case RootKind.RECORD:
                return self.happening.record

    def _of_event(self, key: str) -> Value | None:
        match key:
            case "naam":
                return self.happening.event.name
            case "id":
                return self.happening.id
            case "moment":
                return self.environment.now
            case _:
                return None

    def among(self, object_name: str, wanted: Wanted) -> tuple[Ref, ...]:
        """The records of an object to look for certain values in."""
        return self.world.among(self.happening.administration, object_name, wanted)

    def with_parameters(self, parameters: Mapping[str, Value | None], candidates: tuple[Ref, ...] = ()) -> "View":
        return evolve(self, parameters=parameters, candidates=candidates)


@define(eq=False)
class RuleWrites:
    """What one rule has written so far: its values read these over the phase's snapshot."""

    world: World
    snapshot: Snapshot
    own: dict[tuple[Ref, str], Value | None] = Factory(dict)

    def note(self, record: Ref, field_name: str, value: Value | None) -> None:
        self.own[(record, key_of(field_name))] = value

    def read(self, record: Ref, field_name: str) -> Value | Fault | None:
        slot = (record, key_of(field_name))
        if slot in self.own:
            return self.own[slot]
        return field_of(record, self.world.fields_in(self.snapshot, record), field_name)

    def fields_of(self, record: Ref) -> Fields | None:
        fields = self.world.fields_in(self.snapshot, record)
        own = {name: value for (written, name), value in self.own.items() if written == record}
        return fields if fields is None or not own else {**fields, **own}


class _AtStart(Node):
    """The records as they were at the start of a phase; one that was made since then is not there."""

    world: World
    snapshot: Snapshot
    load: Callable[[Ref], Fields | None]
    """Gives a record as the source has it."""

    def read(self, record: Ref, name: str) -> Value | Fault | None:
        return field_of(record, self.fields_of(record), name)

    def fields_of(self, record: Ref) -> Fields | None:
        fields = self.snapshot.records.get(record)
        if fields is not None:
            return fields
        if record.object == ADMINISTRATION:
            return self.world.fields_of(record)
        return None if record in self.snapshot.gone else self.load(record)


def current_view(happening: Happening, world: World) -> View:
    """The world as it is at this moment: for preconditions."""
    return View(happening, world, world)


def snapshot_view(happening: Happening, world: World, snapshot: Snapshot) -> View:
    """The world at the start of the phase: for conditions."""
    return View(happening, world, _AtStart(world, snapshot, world.loaded))


def view_of_then(happening: Happening, world: World, snapshot: Snapshot) -> View:
    """The same, asked later: of records that were read by then, and the source is not asked again."""
    return View(happening, world, _AtStart(world, snapshot, world.inputs.load))
