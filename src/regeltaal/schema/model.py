"""A domain, read and checked: what rules are checked against and what the runtime goes by.

All lookups are by key: lower case, white space folded (``key_of``). Conditions of actions are kept as written; they
are lowered by ``check``, as the conditions of rules are, so that there is one meaning of a condition.
"""

from collections.abc import Mapping
from enum import Enum
from functools import lru_cache

from regeltaal.base.node import Node, apart, field
from regeltaal.base.source import Span
from regeltaal.syntax import tree
from regeltaal.values.calendar import Calendar
from regeltaal.values.environment import MonthEnd
from regeltaal.values.types import Enumeration, ListOf, ObjectType, Type

FREE_FIELDS = "vrije velden"
"""The name under which free fields are reached: `vrije velden.meterstand`."""


@lru_cache(maxsize=1 << 13)
def key_of(name: str) -> str:
    """A name as it is looked up: lower case, white space folded, back-quotes gone."""
    return " ".join(name.replace("`", "").lower().split())


class Level(Enum):
    """Where a rule stands; the value is the word in the language and in JSON."""

    ENVIRONMENT = "omgeving"
    ADMINISTRATION = "administratie"


class Match(Enum):
    """Whether the first rule that executes an action of a phase decides it, or every match runs."""

    FIRST = "EERSTE"
    ALL = "ALLE"


class Execution(Enum):
    """How often an action may happen. EXACTLY: it changes only our own records, in the transaction of the event."""

    EXACTLY = "PRECIES EENMAAL"
    AT_MOST = "HOOGSTENS EENMAAL"
    AT_LEAST = "MINSTENS EENMAAL"


class Repeat(Enum):
    """What a delayed action does when one with its key is pending already."""

    REPLACE = "VERVANG"
    IGNORE = "NEGEER"
    AGAIN = "OPNIEUW"


class Field(Node):
    """A field of an object. A free field is named `vrije velden.<naam>`."""

    name: str
    type: Type
    required: bool = False
    key: bool = False
    writable: bool = False
    lookup: bool = False
    """ZOEKVELD: records are found by its value, without looking at all of them."""
    level: Level | None = None
    module: str | None = None
    together: str | None = None
    """SAMEN MET: the field without which a test of this one may come out wrong."""
    at_most: int | None = None
    """HOOGSTENS: the value is capped there, so a comparison beyond it is always the same."""
    free: bool = False
    former_names: tuple[str, ...] = ()
    doc: str = ""
    example: str = ""
    span: Span | None = field(default=None, eq=False)


class Object(Node):
    name: str
    fields: Mapping[str, Field]
    """By key, in the order of declaration; free fields included under `vrije velden.<naam>`."""
    doc: str = ""
    span: Span | None = field(default=None, eq=False)

    @property
    def key_field(self) -> Field | None:
        return next((found for found in self.fields.values() if found.key), None)

    @property
    def lookup_fields(self) -> tuple[str, ...]:
        """The keys of the fields that records are found by."""
        return tuple(key for key, found in self.fields.items() if found.lookup)

    @property
    def free_fields(self) -> tuple[Field, ...]:
        return tuple(found for found in self.fields.values() if found.free)

    def field(self, name: str) -> Field | None:
        """A field by its name or a former name."""
        wanted = key_of(name)
        found = self.fields.get(wanted)
        if found is not None:
            return found
        return next((one for one in self.fields.values() if wanted in map(key_of, one.former_names)), None)


class Event(Node):
    """Something that happens to a record of ``object``.

    ``follows`` is the field whose effective change raises it (VOLGT), and that VAN/NAAR read. ``creates`` says that
    the event is the making of the record: there is no before. ``moments`` are the fields that a moment clause may
    name; ``as_long_as`` (ZOLANG) must hold when such a clock runs out, ``once_per`` is the object that it runs out once
    for.
    """

    name: str
    object: str
    follows: str | None = None
    creates: bool = False
    moments: tuple[str, ...] = ()
    as_long_as: tree.Expr | None = None
    once_per: str | None = None
    doc: str = ""
    span: Span | None = field(default=None, eq=False)


class Parameter(Node):
    """A parameter of an action. ``template`` is the kind of template it names, None where it is no template."""

    name: str
    type: Type
    required: bool = False
    required_if: tree.Expr | None = None
    default: tree.Expr | None = None
    single_value: bool = False
    level: Level | None = None
    module: str | None = None
    template: str | None = None
    from_field: bool = False
    """It came from VELDEN VAN: ZONDER may name it, and without MET or ZONDER it keeps what the domain says."""
    field_of: str | None = None
    """The object that it then is a field of."""
    doc: str = ""
    example: str = ""
    span: Span | None = field(default=None, eq=False)


class Candidates(Node):
    """`KANDIDATEN dagboek WAARVOOR p`: the records among which an action chooses; `kandidaten` in its conditions."""

    object: str
    where: tree.Expr
    span: Span = apart()


class Precondition(Node):
    """`VEREIST p` or `NIET ALS p`: tested on the current record at the moment the action runs.

    ``reason`` is what the domain says (REDEN) where the action is not done for it.
    """

    condition: tree.Expr
    forbids: bool
    reason: str | None
    span: Span = apart()


class Action(Node):
    """`VERB naam`, declared.

    ``objects`` are those whose rules may use it. ``gives`` is the object that GENAAMD names. ``raises`` are the
    events that executing it brings about (GEVOLG). ``ends`` is the object whose processing stops after it.
    """

    verb: str
    name: str
    objects: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    phase: str | None = None
    module: str | None = None
    subscription: str | None = None
    level: Level | None = None
    execution: Execution = Execution.EXACTLY
    repeat: Repeat = Repeat.AGAIN
    preconditions: tuple[Precondition, ...] = ()
    exactly_one_of: tuple[str, ...] = ()
    """Keys of the parameters of which a rule must give one, and no more."""
    candidates: Candidates | None = None
    gives: str | None = None
    raises: tuple[str, ...] = ()
    ends: str | None = None
    doc: str = ""
    span: Span | None = field(default=None, eq=False)

    @property
    def title(self) -> str:
        """As it is written in a rule: `VERSTUUR e-mail`."""
        return f"{self.verb} {self.name}"

    @property
    def is_outside(self) -> bool:
        """Whether it reaches outside our own records, so that it runs after they are stored."""
        return self.execution is not Execution.EXACTLY


class Phase(Node):
    name: str
    object: str
    match: Match


class Module(Node):
    name: str
    subscription: str | None = None


class LevelNeeds(Node):
    """What rules at a level ask of an administration: a subscription, and a yes/no field that must not be no."""

    subscription: str | None = None
    trait: str | None = None


class FunctionDeclaration(Node):
    """`FUNCTIE NAAM(x: type): type`: a function that the domain's Python binds."""

    name: str
    parameters: tuple[tuple[str, Type], ...]
    result: Type
    doc: str = ""
    span: Span | None = field(default=None, eq=False)


class Schema(Node):
    """A whole domain."""

    name: str
    objects: Mapping[str, Object]
    enums: Mapping[str, Enumeration]
    events: Mapping[str, Event]
    actions: Mapping[str, Action]
    """By key of ``title``: `verstuur e-mail`."""
    phases: Mapping[str, tuple[Phase, ...]]
    """By object key, in order. An object that is not here has one nameless phase in which every match runs."""
    modules: Mapping[str, Module]
    functions: Mapping[str, FunctionDeclaration]
    calendar: Calendar
    month_end: MonthEnd
    digest: str
    """SHA-256 of the text it was read from, for the timeline and for caches."""
    doc: str = ""
    subscriptions: tuple[str, ...] = ()
    """From the least to the most: each holds what those before it hold."""
    levels: Mapping[Level, LevelNeeds] = field(factory=dict)
    has_company: bool = False
    """Whether any field goes with another (SAMEN MET)."""

    def suffices(self, subscription: str | None, wanted: str | None) -> bool:
        """Whether a subscription holds what is wanted; one that is not known is not held against anyone."""
        if subscription is None or wanted is None or subscription == wanted:
            return True
        order = self.subscriptions
        return subscription in order and wanted in order and order.index(subscription) > order.index(wanted)

    def subscription_of(self, module: str | None) -> str | None:
        """The subscription that a module asks for."""
        found = self.modules.get(key_of(module)) if module is not None else None
        return found.subscription if found is not None else None

    def object(self, name: str) -> Object | None:
        return self.objects.get(key_of(name))

    def event(self, name: str) -> Event | None:
        return self.events.get(key_of(name))

    def action(self, verb: str, name: str) -> Action | None:
        return self.actions.get(key_of(f"{verb} {name}"))

    def phases_of(self, object_name: str) -> tuple[Phase, ...]:
        """The phases of an object's events, in order; never empty."""
        found = self.phases.get(key_of(object_name))
        return found or (Phase("", object_name, Match.ALL),)

    def events_following(self, object_name: str, field_name: str) -> tuple[Event, ...]:
        """The events that an effective change of a field raises."""
        wanted = (key_of(object_name), key_of(field_name))
        return tuple(
            event
            for event in self.events.values()
            if event.follows is not None and (key_of(event.object), key_of(event.follows)) == wanted
        )


ADMINISTRATION = "administratie"
"""The object that every schema has: the administration of the event, with at least these fields."""

ADMINISTRATION_FIELDS = ("naam", "tags", "modules", "abonnement", "boekhoudpakket")
"""What `administratie.…` always holds; a schema with an OBJECT administratie adds to it."""

EVENT_FIELDS = ("naam", "id", "moment")
"""What `gebeurtenis.…` always holds."""


def object_of(type_: Type) -> str | None:
    """The object behind a reference or a list of references."""
    match type_:
        case ObjectType(name):
            return name
        case ListOf(ObjectType(name)):
            return name
        case _:
            return None
