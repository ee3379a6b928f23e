"""Tests of rules (`TEST …`), checked: names bound and values typed, ready for a runner.

A test with VOORBEELDEN becomes one case per row. Values are expressions, since a test may say `VANDAAG + 3 dagen`.
"""

from datetime import datetime
from enum import Enum

from regeltaal.base.node import Node, apart, field
from regeltaal.base.source import Span
from regeltaal.program.tree import Cond, Expr, OnEvent, Read, Trigger
from regeltaal.schema.model import Action, Field


class Subject(Enum):
    """What a GEGEVEN is about."""

    RECORD = "the record of the test's event"
    PREVIOUS = "that record before the event"
    ADMINISTRATION = "the administration"
    ROW = "a row of a list of the record"
    OTHER = "another record, by its key or made up"


class Assignment(Node):
    """`relatie.plaats = "Zeist"`: the fields from the subject on, and the value of the last."""

    way: tuple[Field, ...]
    value: Expr
    span: Span = apart()


class Given(Node):
    """`GEGEVEN …`: one record, or one row of the list that ``items`` reads."""

    subject: Subject
    object: str
    items: Read | None
    assignments: tuple[Assignment, ...]
    file: "FromFile | None" = field(default=None, kw_only=True)
    span: Span = apart()


class FromFile(Node):
    """`UIT "voorbeelden/wb.json"`: a file of the project with a record or an event; read when the test runs."""

    path: str
    span: Span = apart()


class Mode(Enum):
    HAPPENS = "happens"
    NOT = "not"
    SKIPPED = "skipped"
    EXACTLY = "exactly"


class ExpectPerform(Node):
    """An action; ``predicates`` are about its parameters, read as those of the action at hand (RootKind.PARAMETERS)."""

    mode: Mode
    times: int
    action: Action
    wait: Expr | None
    predicates: tuple[Cond, ...]
    span: Span = apart()


class ExpectSet(Node):
    """A field that is written: ``target`` with a value that makes ``predicate`` true. WIS has no predicate."""

    mode: Mode
    times: int
    target: Read
    predicate: Cond | None
    span: Span = apart()


class ExpectStop(Node):
    mode: Mode
    times: int
    span: Span = apart()


class ExpectRule(Node):
    """The outcome of a rule: "waar", "onwaar", "onbekend", "fout", or "niet waar"."""

    rule: str
    outcome: str
    span: Span = apart()


Expectation = ExpectPerform | ExpectSet | ExpectStop | ExpectRule


class Step(Node):
    """One round: what is given, when it is, what happens, what is expected.

    Without triggers time passes up to the moment, and nothing else happens. ``object`` is what the step is about: that
    of its event, or of the step before.
    """

    givens: tuple[Given, ...]
    moment: datetime | None
    triggers: tuple[Trigger, ...]
    expectations: tuple[Expectation, ...]
    object: str
    span: Span = apart()

    @property
    def event(self) -> OnEvent | None:
        """The event that happens, None where the clock starts the step."""
        return next((one for one in self.triggers if isinstance(one, OnEvent)), None)


class TestCase(Node):
    """A test, or one row of its VOORBEELDEN (``row`` counts from 1)."""

    __test__ = False

    name: str
    row: int | None
    administration: str | None
    path: str
    steps: tuple[Step, ...]
    span: Span = apart()
