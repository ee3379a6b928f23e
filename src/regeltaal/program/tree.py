"""The program as it is evaluated: sugar is gone, names are bound, each operation is one overload.

Two closed unions: ``Expr`` gives a value, LEEG or FOUT; ``Cond`` gives a verdict. INVARIANT: a program is only made
from rules without errors, so evaluating it can't meet a type that does not fit.
"""

from datetime import date, time
from enum import Enum

from regeltaal.base import node as nodes
from regeltaal.base.node import Node, apart, evolve
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.schema.model import Action as SchemaAction
from regeltaal.schema.model import Event, Field, Level
from regeltaal.values.operator import Function, Operator, Overload
from regeltaal.values.types import Type
from regeltaal.values.value import Duration, Value

# ---------------------------------------------------------------- expressions


class Const(Node):
    """A value known when checking; ``value`` None is LEEG. A pattern is a ``str``, a list of them a tuple."""

    value: Value | None
    type: Type
    span: Span = apart()


class RootKind(Enum):
    RECORD = "the event's own record"
    EVENT = "gebeurtenis"
    ADMINISTRATION = "administratie"
    PARAMETERS = "the parameters of the action whose precondition this is"
    CANDIDATES = "the candidates of that action; in its KANDIDATEN condition, the records that they are chosen from"


class Root(Node):
    """Where a path starts, other than at a variable."""

    kind: RootKind
    type: Type
    span: Span = apart()


class Variable(Node):
    """The row of a quantifier or loop, or the result that GENAAMD named; ``slot`` tells equal names apart."""

    name: str
    slot: int
    type: Type
    span: Span = apart()


class Read(Node):
    """A field of a record. ``target`` is an object, or (with a list type) a list of objects: then a list comes out.

    ``previous`` reads the value before the event (`vorige.veld`): only on the event's own record.
    """

    target: "Expr"
    field: Field
    type: Type
    label: str
    """How the author wrote the whole path: `relatie.plaats`."""
    previous: bool = nodes.field(default=False, kw_only=True)
    currency: "Read | None" = nodes.field(default=None, kw_only=True, eq=False)
    """Of an amount whose field goes with one that tells the currency: the reading of that one, for showing."""
    span: Span = apart()


class NamedRead(Node):
    """A field of `gebeurtenis`, `administratie` or the parameters of an action, by key."""

    root: Root
    key: str
    type: Type
    label: str
    span: Span = apart()


class Apply(Node):
    """A computation by an operator or function."""

    record: Operator | Function
    overload: Overload
    operands: "tuple[Expr, ...]"
    type: Type
    span: Span = apart()


class TextTemplate(Node):
    """A text with values in it; ``forms[i]`` goes with ``parts[i]`` where that is an expression."""

    parts: "tuple[str | Shown, ...]"
    type: Type
    span: Span = apart()


class Shown(Node):
    """A value in a text, with the form that it is shown in."""

    value: "Expr"
    form: str | None
    span: Span = apart()


class MakeList(Node):
    """A list of values; an item that is a list is spread out."""

    items: "tuple[Expr, ...]"
    type: Type
    span: Span = apart()


class Collect(Node):
    """The rows of a list that meet a condition, or (with ``value``) a value of each.

    LEEG values are left out. A row whose condition is ONBEKEND makes the whole LEEG (computed), FOUT makes it FOUT.
    """

    items: "Expr"
    variable: Variable
    where: "Cond | None"
    value: "Expr | None"
    type: Type
    span: Span = apart()


class Truth(Node):
    """A condition as a value: WAAR is JA, ONWAAR is NEE, ONBEKEND is LEEG (computed), FOUT is FOUT."""

    condition: "Cond"
    type: Type
    span: Span = apart()


class Now(Node):
    """`NU` or (``date_only``) `VANDAAG`."""

    date_only: bool
    type: Type
    span: Span = apart()


class Defined(Node):
    """A DEFINITIE used as a value: its body, under its name."""

    name: str
    body: "Expr"
    type: Type
    span: Span = apart()


Expr = Const | Root | Variable | Read | NamedRead | Apply | TextTemplate | MakeList | Collect | Truth | Now | Defined


# ---------------------------------------------------------------- conditions


class All(Node):
    """EN, and ALLE VAN. No parts: WAAR."""

    parts: "tuple[Cond, ...]"
    span: Span = apart()


class Any(Node):
    """OF, and EEN VAN."""

    parts: "tuple[Cond, ...]"
    span: Span = apart()


class Negation(Node):
    part: "Cond"
    span: Span = apart()


class Counted(Node):
    """MINSTENS n VAN, PRECIES n VAN (``exact``); GEEN VAN is PRECIES 0."""

    count: int
    exact: bool
    parts: "tuple[Cond, ...]"
    span: Span = apart()


class Test(Node):
    """A predicate by one overload. ``negated``: written with NIET in the Dutch place. ``exact``: EXACT stood there."""

    __test__ = False

    record: Operator | Function
    overload: Overload
    operands: tuple[Expr, ...]
    negated: bool = nodes.field(default=False, kw_only=True)
    exact: bool = nodes.field(default=False, kw_only=True)
    span: Span = apart()


class IsTrue(Node):
    """A yes/no value by itself: `= JA`, two-valued for an empty field."""

    value: Expr
    span: Span = apart()


class Quantity(Enum):
    EVERY = "ELK"
    NONE = "GEEN"
    AT_LEAST = "MINSTENS"
    EXACTLY = "PRECIES"


class Quantified(Node):
    """EEN is MINSTENS 1. An absent list has no rows."""

    quantity: Quantity
    count: int
    variable: Variable
    items: Expr
    where: "Cond"
    span: Span = apart()


class Changed(Node):
    """`IS GEWIJZIGD [VAN x] [NAAR y]` about a field of the event's own record."""

    subject: Read
    old: Expr | None
    new: Expr | None
    equals: Overload
    negated: bool
    span: Span = apart()


class Was(Node):
    """`veld WAS x`."""

    subject: Read
    value: Expr
    equals: Overload
    span: Span = apart()


class DefinedCond(Node):
    """A DEFINITIE used as a condition: its body, under its name."""

    name: str
    body: "Cond"
    span: Span = apart()


Cond = All | Any | Negation | Counted | Test | IsTrue | Quantified | Changed | Was | DefinedCond


# ---------------------------------------------------------------- rules


class Moment(Node):
    """When an event with moments fires: ``field`` minus or plus ``offset`` (None: at the moment itself)."""

    field: Field
    offset: Duration | None
    before: bool


class OnEvent(Node):
    """A trigger by an event; ``old`` and ``new`` narrow the change of the field that the event follows.

    ``as_long_as`` is the domain's ZOLANG of an event with moments: the clock only goes off while it holds.
    """

    event: Event
    old: Expr | None = nodes.field(default=None, kw_only=True)
    new: Expr | None = nodes.field(default=None, kw_only=True)
    equals: Overload | None = nodes.field(default=None, kw_only=True)
    moment: Moment | None = nodes.field(default=None, kw_only=True)
    as_long_as: Cond | None = nodes.field(default=None, kw_only=True)
    span: Span = apart()


class OnClock(Node):
    """A trigger by the clock: at ``time`` on days of ``day`` ("dag", "werkdag", "maandag" …, "maand"), per record."""

    day: str
    time: time
    object: str
    where: Cond | None
    span: Span = apart()


Trigger = OnEvent | OnClock


class SetField(Node):
    """`ZET pad = waarde`; WIS is a ``Const`` of LEEG. ``owner`` is the record that holds the field."""

    owner: Expr
    field: Field
    value: Expr
    label: str
    clears: bool = nodes.field(default=False, kw_only=True)
    span: Span = apart()


class StopRules(Node):
    span: Span = apart()


class Loop(Node):
    items: Expr
    variable: Variable
    where: Cond | None
    body: "tuple[Action, ...]"
    span: Span = apart()


class Wait(Node):
    """`NA duur [MITS p]`: ``amount`` is of a duration type; ``provided`` is tested again when the action runs."""

    amount: Expr
    provided: Cond | None
    span: Span = apart()


class Precondition(Node):
    """A precondition of an action, lowered, with what to say where the action is not done for it."""

    cond: Cond
    forbids: bool
    reason: Text | None = None


class Perform(Node):
    """An action with its arguments. ``arguments`` are by parameter key, defaults filled in.

    ``target`` is the row of the loop that the action is about, None where it is about the event's own record.
    ``cleared`` are the fields behind ZONDER. ``template`` holds the parsed templates by parameter key.
    """

    action: SchemaAction
    arguments: "tuple[tuple[str, Expr], ...]"
    cleared: tuple[str, ...]
    result: Variable | None
    wait: Wait | None
    preconditions: tuple[Precondition, ...]
    candidates: Collect | None
    templates: "tuple[tuple[str, Template], ...]" = nodes.field(default=(), kw_only=True)
    target: Expr | None = nodes.field(default=None, kw_only=True)
    span: Span = apart()


Action = SetField | StopRules | Loop | Perform


class TemplateLoop(Node):
    """`{VOOR ELK x IN lijst}…{KLAAR}` in a template."""

    items: Expr
    variable: Variable
    body: "tuple[TemplatePart, ...]"


TemplatePart = str | Shown | TemplateLoop


class Template(Node):
    """A template of a mail, message or document, checked against the rule that uses it.

    ``headers`` are the lines above the first empty line (`Onderwerp: …`), ``body`` what follows. ``html`` says that
    values are escaped for HTML.
    """

    name: str
    headers: tuple[tuple[str, tuple[TemplatePart, ...]], ...]
    body: tuple[TemplatePart, ...]
    html: bool
    digest: str


class Selection(Node):
    """The administrations that an environment rule is for: by name or tag (or ``everyone``), save the excluded."""

    everyone: bool
    names: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    without_names: frozenset[str] = frozenset()
    without_tags: frozenset[str] = frozenset()


class RuleId(Node):
    """What a rule is known by through its life: level, administration and name (and the row, for a rule per row)."""

    level: Level
    administration: str | None
    name: str
    row: int | None = None

    def __str__(self) -> str:
        return self.name if self.row is None else f"{self.name} (rij {self.row})"


class Rule(Node):
    """A rule, ready to be evaluated. ``order`` is (priority, level, path, place): the order of execution."""

    id: RuleId
    former_name: str | None
    description: str
    object: str
    priority: int
    phase: str
    selection: Selection
    valid_from: date | None
    valid_until: date | None
    """Excluded."""
    enabled: bool
    triggers: tuple[Trigger, ...]
    condition: Cond
    then: tuple[Action, ...]
    otherwise: tuple[Action, ...] | None
    on_unknown: tuple[Action, ...] | None
    path: str
    place: int
    span: Span = apart()

    @property
    def former_id(self) -> RuleId | None:
        """What the rule was known by before it got another name (VOORHEEN)."""
        return None if self.former_name is None else evolve(self.id, name=self.former_name)

    @property
    def order(self) -> tuple[int, int, str, int, int]:
        level = 0 if self.id.level is Level.ADMINISTRATION else 1
        return (self.priority, level, self.path, self.place, self.id.row or 0)


class Program(Node):
    """All rules of a project that were found without errors, in order of execution."""

    rules: tuple[Rule, ...]
