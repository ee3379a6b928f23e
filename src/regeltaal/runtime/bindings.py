"""What binds an action of a domain to Python: the call it gets, what it may answer, and where bindings are found.

A binding is a function of one ``ActionCall``. One of an action that changes only our own records (no UITVOERING in the
domain, or PRECIES EENMAAL) runs inside the processing of the event, on ``call.records``, and must touch nothing else:
it also runs in a dry run, whose records are thrown away. One of an outside action (HOOGSTENS or MINSTENS EENMAAL) runs
after the records are stored, and has no ``records``. What it needs of them is told by a companion, a ``Message``, that
runs when the action is planned: what it gives is kept with the plan, so that each attempt sends the same.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from regeltaal.base import plugins
from regeltaal.base.node import Node, field
from regeltaal.base.text import Text
from regeltaal.runtime.lookups import Wanted
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

    def find(
        self, object_name: str, wanted: Wanted, *, loosely: bool = False, administration: str | None = None
    ) -> tuple[Ref, ...]:
        """The records with these values, by key; a tuple is a choice of values, None is LEEG.

        The same as `=` has it; ``loosely`` also those of which only letters and digits are the same. With a ZOEKVELD
        among the fields only the records that may fit are read, without one all of them.
        """
        ...

    def keep_file(self, name: str, content: bytes) -> str:
        """Keeps a file together with the records; gives the value for a field of type `bestand`.

        That is the name, with a mark before it where the name stands for other content already.
        """
        ...

    def share_file(self, name: str, origin: str, administration: str) -> str:
        """Keeps a file of one administration in another as well; gives the value for a field of a record there."""
        ...


class RenderedTemplate(Node):
    """A template with its values filled in. ``headers`` by lower-case name; ``html`` tells what ``body`` is."""

    name: str
    headers: Mapping[str, str]
    body: str
    html: bool


class ActionCall(Node):
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
    message: Mapping[str, object] | None = None
    """For outside actions: what the action's companion gave when it was planned, as JSON data."""
    raise_event: Callable[[str, Ref], None] | None = None
    """For inside actions: raises a GEVOLG on a record of the binding's choice, in place of the general rule."""
    file: Callable[[str], bytes | None] = lambda _: None
    """For outside actions: the content of a file of the administration, by the value of type `bestand`."""
    planned: datetime | None = None
    """When the action was planned: the same at each attempt, where ``moment`` is that of the attempt itself."""

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

    @property
    def our_message(self) -> Mapping[str, object]:
        """``message``, for a binding that is sure to have a companion.

        Raises:
            RuntimeError: it has none, or is not an outside action.
        """
        if self.message is None:
            raise RuntimeError(f"{self.action} has no companion that told it what to send")
        return self.message


class SkippedError(Exception):
    """Raised by a binding that may not do the action now; the timeline shows the reason."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


class FailedError(Exception):
    """Raised by a binding whose action failed. ``retry`` says whether trying again can help.

    ``after`` is how long the outside asked to be left alone first: a hint to whoever plans the next attempt.
    """

    def __init__(self, reason: Text, *, retry: bool = False, after: timedelta | None = None) -> None:
        super().__init__(reason.en)
        self.reason = reason
        self.retry = retry
        self.after = after


class UncertainError(FailedError):
    """Raised by a binding that can't know whether the outside did the action: trying again might do it twice."""


Binding = Callable[[ActionCall], Ref | None]
"""An action's code; what it returns is the record that GENAAMD names."""

Message = Callable[[ActionCall], Mapping[str, object]]
"""The companion of an outside action: gives, from the records, the JSON data that the action needs later on.

It may raise what a binding may; what it writes is thrown away.
"""


class Derivation(Node):
    """A record that an event or an action has just changed, for the code that keeps its derived fields right.

    ``changed`` are the keys of the fields that differ from before, all that are filled for a new record; it is empty
    for the record of an event that changed nothing. The code must be a function of what it reads here, so that a
    replay comes to the same. ``note`` puts a remark on the timeline, such as why a field could not be worked out.
    """

    record: Ref
    changed: frozenset[str]
    environment: Environment
    records: Records
    settings: Mapping[str, Mapping[str, object]]
    note: Callable[[Text], object]

    @property
    def administration(self) -> str:
        return self.record.administration

    def has_changed(self, *names: str) -> bool:
        return any(key_of(name) in self.changed for name in names)


Derive = Callable[[Derivation], None]
"""Code that works out fields of a record from others."""


class Bindings:
    """Bindings by action title; a later one replaces an earlier one, so a project can replace a domain's.

    Derivations by object: all that are registered run, in order of registration.
    """

    def __init__(self) -> None:
        self._by_title: dict[str, Binding] = {}
        self._derivations: dict[str, list[Derive]] = {}
        self._steps: dict[tuple[str, str], Derive] = {}
        self._messages: dict[str, Message] = {}

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

    def bind_message(self, title: str, message: Message) -> None:
        self._messages[key_of(title)] = message

    def message(self, title: str) -> Callable[[Message], Message]:
        """A decorator for the companion of an outside action: ``@bindings.message("ROEP webhook")``."""

        def register(message: Message) -> Message:
            self.bind_message(title, message)
            return message

        return register

    def find_message(self, title: str) -> Message | None:
        return self._messages.get(key_of(title))

    def derive(self, object_name: str) -> Callable[[Derive], Derive]:
        """A decorator: ``@bindings.derive("werkbon")``; see ``Derivation``."""

        def register(derive: Derive) -> Derive:
            self._derivations.setdefault(key_of(object_name), []).append(derive)
            return derive

        return register

    def after_phase(self, event: str, phase: str) -> Callable[[Derive], Derive]:
        """A decorator for what the domain does itself at the end of a phase of an event, whatever its rules did.

        It is no rule: neither STOP nor a rule that decided the phase holds it up, and later phases see what it wrote.
        """

        def register(step: Derive) -> Derive:
            self._steps[(key_of(event), key_of(phase))] = step
            return step

        return register

    def step(self, event: str, phase: str) -> Derive | None:
        return self._steps.get((key_of(event), key_of(phase)))

    @property
    def derives(self) -> bool:
        """Whether there is any derivation at all."""
        return bool(self._derivations)

    def derivations(self, object_name: str) -> tuple[Derive, ...]:
        return tuple(self._derivations.get(key_of(object_name), ()))

    def missing(self, titles: Iterable[str]) -> tuple[str, ...]:
        """Those of the titles that have no binding, in order, once each."""
        return tuple(dict.fromkeys(title for title in titles if self.find(title) is None))

    def update(self, other: "Bindings") -> None:
        self._by_title.update(other._by_title)  # noqa: SLF001 - of its own class
        for name, more in other._derivations.items():  # noqa: SLF001 - of its own class
            own = self._derivations.setdefault(name, [])
            own.extend(one for one in more if one not in own)
        self._messages.update(other._messages)  # noqa: SLF001 - idem
        self._steps.update(other._steps)  # noqa: SLF001 - idem


def installed(domain: str) -> Bindings:
    """The bindings of a domain: entry points in ``regeltaal.actions`` under its name (``Bindings`` objects).

    Two domains may have an action of the same title, so a domain never gets the bindings of another. Those of other
    packages come after the ones that are shipped, and so replace them.
    """
    found = Bindings()
    for point in plugins.installed(ENTRY_POINTS, domain):
        loaded = point.load()
        if not isinstance(loaded, Bindings):
            raise TypeError(f"entry point {point.name} of {ENTRY_POINTS} is no regeltaal.Bindings")
        found.update(loaded)
    return found
