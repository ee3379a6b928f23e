"""What the evaluator may ask about the world. The runtime answers; a test answers from a dictionary."""

from collections.abc import Mapping
from typing import Protocol

from regeltaal.base.node import Node
from regeltaal.program.tree import RootKind
from regeltaal.values.environment import Environment
from regeltaal.values.value import Empty, Fault, Outcome, Ref, Value


class NotKnown(Node):
    """Whether and from what a field changed can't be told: neither `vorige` nor the store had it."""


NOT_KNOWN = NotKnown()


class Facts(Protocol):
    """One view of the world: that of an event, in a phase, for a rule."""

    @property
    def environment(self) -> Environment: ...

    @property
    def record(self) -> Ref:
        """The event's own record."""
        ...

    def read(self, record: Ref, field: str) -> Value | Fault | None:
        """The value of a field by its key, None for LEEG; a ``Fault`` when the record is not there.

        A list field that holds nothing may be None or an empty tuple.
        """
        ...

    def fields_of(self, record: Ref) -> Mapping[str, Value | None] | None:
        """All fields of a record by key, one that is not in it LEEG; None when the record is not there.

        What ``read`` gives one by one. Never changed in place.
        """
        ...

    def before(self, field: str) -> Value | NotKnown | None:
        """The value of a field of the event's own record before the event."""
        ...

    def at_event(self, field: str) -> Value | None:
        """The value of a field of the event's own record as the event brought it, whatever a phase did since."""
        ...

    def named(self, root: RootKind, key: str) -> Value | None:
        """A value of `gebeurtenis`, `administratie` or (of the action at hand) `parameter` and `kandidaten`.

        An empty key asks for the thing itself: the administration's ``Ref``, the tuple of candidates.
        """
        ...


def as_outcome(found: Value | Fault | None, label: str) -> Outcome:
    """What was read, as the evaluator carries it on."""
    return Empty((label,)) if found is None else found
