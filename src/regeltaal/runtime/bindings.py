"""What binds an action of a domain to Python: the call it gets, what it may answer, and where bindings are found.

A binding is a function of one ``ActionCall``. One of an action that changes only our own records (no UITVOERING in the
domain, or PRECIES EENMAAL) runs inside the processing of the event, on ``call.records``, and must touch nothing else:
it also runs in a dry run, whose records are thrown away. One of an outside action (HOOGSTENS or MINSTENS EENMAAL) runs
after the records are stored, and has no ``records``.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from importlib.metadata import EntryPoint, entry_points
from typing import Protocol

from attrs import field, frozen

from regeltaal.base.text import Text
from regeltaal.schema.model import key_of
from regeltaal.values.environment import Environment
from regeltaal.values.value import Ref, Value

ENTRY_POINTS = "regeltaal.actions"


class Records(Protocol):
    """The records that an inside action may read and change, as they are at this moment of the event."""

    def read(self, record: Ref, field: str) -> Value | None:
        """A field's value, None when LEEG or when the record is not there."""
        ...

    def fields(self, record: Ref) -> Mapping[str, Value | None]:
        """The fields of a record by key, without some that are LEEG; none at all when it is not there."""
        ...

    def write(self, record: Ref, field: str, value: Value | None) -> None:
        """Changes a field; raises the events that the domain declares for it."""
        ...

    def create(
        self,
        object_name: str,
        values: Mapping[str, Value | None],
        *,
        key: str | None = None,
        administration: str | None = None,
    ) -> Ref:
        """A new record. Without ``key`` it gets the next number of its object in that administration."""
        ...

    def delete(self, record: Ref) -> None: ...

    def all_of(self, object_name: str, administration: str | None = None) -> tuple[Ref, ...]: ...


@frozen
class RenderedTemplate:
    """A template with its values filled in. ``headers`` by lower-case name; ``html`` tells what ``body`` is."""

    name: str
    headers: Mapping[str, str]
    body: str
    html: bool


@frozen
class ActionCall:
    """One action to carry out, with everything that was settled when it was planned.

    ``key`` is the effect key: the same action of the same event has the same key, whatever happens, so it serves as an
    idempotency key. ``settings`` is the `[koppelingen]` part of regeltaal.toml with secrets filled in from the
    environment. ``candidates`` are the records that meet the action's KANDIDATEN condition.
    """

    action: str
    parameters: Mapping[str, Value | None]
    record: Ref
    event: str
    event_id: str
    rule: str
    key: str
    environment: Environment
    cleared: frozenset[str] = frozenset()
    templates: Mapping[str, RenderedTemplate] = field(factory=dict)
    candidates: tuple[Ref, ...] = ()
    settings: Mapping[str, Mapping[str, object]] = field(factory=dict)
    records: Records | None = None
    raise_event: Callable[[str, Ref], None] | None = None
    """For inside actions: raises a GEVOLG on a record of the binding's choice, in place of the general rule."""

    @property
    def administration(self) -> str:
        return self.record.administration

    @property
    def moment(self) -> datetime:
        return self.environment.now

    def parameter(self, name: str) -> Value | None:
        return self.parameters.get(key_of(name))

    @property
    def our_records(self) -> Records:
        """``records``, for a binding that is sure to be inside.

        Raises:
            RuntimeError: it is bound to an outside action, which has none.
        """
        if self.records is None:
            raise RuntimeError(f"{self.action} is an outside action: it has no records to change")
        return self.records


class SkippedError(Exception):
    """Raised by a binding that may not do the action now; the timeline shows the reason."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


class FailedError(Exception):
    """Raised by a binding whose action failed. ``retry`` says whether trying again can help."""

    def __init__(self, reason: Text, *, retry: bool = False) -> None:
        super().__init__(reason.en)
        self.reason = reason
        self.retry = retry


class UncertainError(FailedError):
    """Raised by a binding that can't know whether the outside did the action: trying again might do it twice."""


Binding = Callable[[ActionCall], Ref | None]
"""An action's code; what it returns is the record that GENAAMD names."""


class Bindings:
    """Bindings by action title; a later one replaces an earlier one, so a project can replace a domain's."""

    def __init__(self) -> None:
        self._by_title: dict[str, Binding] = {}

    def bind(self, title: str, binding: Binding) -> None:
        self._by_title[key_of(title)] = binding

    def action(self, title: str) -> Callable[[Binding], Binding]:
        """A decorator: ``@bindings.action("VERSTUUR e-mail")``."""

        def register(binding: Binding) -> Binding:
            self.bind(title, binding)
            return binding

        return register

    def find(self, title: str) -> Binding | None:
        return self._by_title.get(key_of(title))

    def missing(self, titles: Iterable[str]) -> tuple[str, ...]:
        """Those of the titles that have no binding, in order, once each."""
        return tuple(dict.fromkeys(title for title in titles if self.find(title) is None))

    def update(self, other: "Bindings") -> None:
        self._by_title.update(other._by_title)  # noqa: SLF001 - of its own class


def installed(domain: str) -> Bindings:
    """The bindings of a domain: entry points in ``regeltaal.actions`` under its name (``Bindings`` objects).

    Two domains may have an action of the same title, so a domain never gets the bindings of another. Those of other
    packages come after the ones that are shipped, and so replace them.
    """
    found = Bindings()
    for point in sorted(entry_points(group=ENTRY_POINTS, name=domain), key=_shipped_first):
        loaded = point.load()
        if not isinstance(loaded, Bindings):
            raise TypeError(f"entry point {point.name} of {ENTRY_POINTS} is no regeltaal.Bindings")
        found.update(loaded)
    return found


def _shipped_first(point: EntryPoint) -> tuple[bool, str]:
    return (not point.value.startswith("regeltaal."), point.value)
