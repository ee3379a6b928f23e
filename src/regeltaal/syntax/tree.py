"""The rule language as written: frozen nodes in closed unions, each with its place.

Places are no part of equality, so that the formatter and the tests can compare trees. Sugar is kept; what names mean,
what a literal is worth and which overload an operation is, is settled in ``check``.
"""

from typing import Literal as OneOf

from regeltaal.base.node import Node, apart, field
from regeltaal.base.source import Source, Span

# ---------------------------------------------------------------- names and values


class Name(Node):
    """A name of one or more words. ``key`` is what is looked up: lower case, white space folded, no back-quotes."""

    key: str
    text: str = apart()
    span: Span = apart()


class Path(Node):
    """`relatie.plaats`: one or more names."""

    parts: tuple[Name, ...]
    span: Span = apart()


LiteralKind = OneOf[
    "number", "percentage", "money", "date", "time", "moment", "duration", "yes", "no", "empty", "today", "now"
]


class Literal(Node):
    """A literal that is not a text, as written; ``check`` reads what it is worth, and refuses wrong ones."""

    kind: LiteralKind
    text: str
    span: Span = apart()


class Interpolation(Node):
    """`{relatie.naam|kort}` in a text."""

    path: Path
    form: Name | None
    span: Span = apart()


class TextLiteral(Node):
    """`"…"` or `\"\"\"…\"\"\"`: its parts after escapes are undone (and, for the long form, dedented)."""

    parts: "tuple[str | Interpolation, ...]"
    long: bool
    span: Span = apart()
    pattern: str = field(default="", eq=False)
    """The content for use as a regular expression: there a backslash stays, except in `\\"`."""

    @property
    def plain(self) -> str | None:
        """The text itself, or None when it holds interpolations."""
        if all(isinstance(part, str) for part in self.parts):
            return "".join(part for part in self.parts if isinstance(part, str))
        return None


class Operation(Node):
    """An operator with its operands: `key` is the grammar's alias without ``op_`` and names a record in ``values``."""

    key: str
    operands: "tuple[Expr, ...]"
    negated: bool = field(default=False, kw_only=True)
    exact: bool = field(default=False, kw_only=True)
    span: Span = apart()
    operator_span: Span = apart()


class Conjunction(Node):
    """`a EN b EN c`."""

    parts: "tuple[Expr, ...]"
    span: Span = apart()


class Disjunction(Node):
    """`a OF b OF c`."""

    parts: "tuple[Expr, ...]"
    span: Span = apart()


class Mixture(Node):
    """`a EN b OF c`: EN and OF without parentheses, which ``check`` refuses, showing both readings.

    ``junctions[i]`` ("EN" or "OF") stands between ``parts[i]`` and ``parts[i + 1]``.
    """

    parts: "tuple[Expr, ...]"
    junctions: tuple[str, ...]
    span: Span = apart()


class Not(Node):
    """`NIET p`."""

    part: "Expr"
    span: Span = apart()


class Parenthesised(Node):
    """`( … )`: kept for the formatter."""

    inner: "Expr"
    span: Span = apart()


class ListLiteral(Node):
    """`("a"; "b")`: two or more items."""

    items: "tuple[Expr, ...]"
    span: Span = apart()


GroupKind = OneOf["all", "none", "at_least", "exactly"]


class Group(Node):
    """`ALLE VAN (…)`, `GEEN VAN`, `MINSTENS n VAN` (`EEN VAN` is 1), `PRECIES n VAN`."""

    kind: GroupKind
    count: int
    parts: "tuple[Expr, ...]"
    span: Span = apart()


QuantifierKind = OneOf["every", "none", "at_least", "exactly"]


class Quantified(Node):
    """`EEN x IN lijst WAARVOOR p`; likewise ELK/ELKE, GEEN, MINSTENS n, PRECIES n."""

    kind: QuantifierKind
    count: int
    variable: Name
    items: Path
    where: "Expr"
    span: Span = apart()


class Changed(Node):
    """`veld IS [NIET] GEWIJZIGD [VAN x] [NAAR y]`."""

    subject: "Expr"
    negated: bool
    old: "Expr | None"
    new: "Expr | None"
    span: Span = apart()


class Was(Node):
    """`veld WAS x`: the value before the event."""

    subject: "Expr"
    value: "Expr"
    span: Span = apart()


class Call(Node):
    """`AFGEROND(x; 2)`: a function with its arguments; a bare UPPER word (`BANKIERS`) is a ``Path`` of one part."""

    function: Name
    arguments: "tuple[Expr, ...]"
    span: Span = apart()


class Aggregate(Node):
    """`SOM(e VOOR ELK x IN lijst WAARVOOR p)`, and `AANTAL(x IN lijst WAARVOOR p)` with ``value`` None."""

    function: Name
    value: "Expr | None"
    variable: Name
    items: Path
    where: "Expr | None"
    span: Span = apart()


Expr = (
    Literal
    | TextLiteral
    | Path
    | Operation
    | Conjunction
    | Disjunction
    | Mixture
    | Not
    | Parenthesised
    | ListLiteral
    | Group
    | Quantified
    | Changed
    | Was
    | Call
    | Aggregate
)


# ---------------------------------------------------------------- rules


class Selector(Node):
    """`"Test BV"` (a name) or `MET TAG "horeca"` (a tag)."""

    kind: OneOf["name", "tag"]
    value: str
    span: Span = apart()


class Scope(Node):
    """`VOOR ALLE administraties BEHALVE …` (``include`` is None) or `VOOR administraties "A"; MET TAG "b" …`."""

    include: tuple[Selector, ...] | None
    exclude: tuple[Selector, ...]
    span: Span = apart()


class Validity(Node):
    """`GELDIG VANAF d TOT d` (``until`` excluded) or `TOT EN MET d` (``inclusive``)."""

    start: Literal | None
    until: Literal | None
    inclusive: bool
    span: Span = apart()


class Cell(Node):
    """One cell of a table: a heading (``name``) or a literal."""

    value: "Name | Literal | TextLiteral | Path"
    span: Span = apart()


class Row(Node):
    cells: tuple[Cell, ...]
    span: Span = apart()


class Table(Node):
    """`| a | b |` rows; the first holds the headings."""

    rows: tuple[Row, ...]
    span: Span = apart()


class Description(Node):
    text: TextLiteral
    span: Span = apart()


class Priority(Node):
    value: Literal
    span: Span = apart()


class PhaseClause(Node):
    phase: Name
    span: Span = apart()


class Disabled(Node):
    span: Span = apart()


class FormerName(Node):
    name: TextLiteral
    span: Span = apart()


class PerRow(Node):
    """`VOOR ELKE RIJ` with its table: one rule per row."""

    table: Table
    span: Span = apart()


Meta = Description | Priority | Scope | Validity | PhaseClause | Disabled | FormerName | PerRow


class MomentClause(Node):
    """`2 uur VOOR pad`, `1 uur NA pad`, `OP pad` (``duration`` None)."""

    side: OneOf["before", "after", "at"]
    duration: Literal | None
    path: Path
    span: Span = apart()


class EventTrigger(Node):
    """`werkbon statuswijziging VAN x NAAR y`, with a moment where the event has moments."""

    event: Name
    old: Expr | None
    new: Expr | None
    moment: MomentClause | None
    span: Span = apart()


class ClockTrigger(Node):
    """`ELKE werkdag OM 08:00 VOOR ELKE werkbon WAARVOOR p`."""

    day: Name
    time: Literal
    object: Name
    where: Expr | None
    span: Span = apart()


Trigger = EventTrigger | ClockTrigger


class Set(Node):
    """`ZET veld = waarde`."""

    target: Path
    value: Expr
    span: Span = apart()


class Clear(Node):
    """`WIS veld`."""

    target: Path
    span: Span = apart()


class Stop(Node):
    """`STOP VERDERE REGELS`."""

    span: Span = apart()


class ForEach(Node):
    """`VOOR ELK x IN lijst WAARVOOR p DOE … KLAAR`."""

    variable: Name
    items: Path
    where: Expr | None
    body: "tuple[Action, ...]"
    span: Span = apart()


class Delay(Node):
    """`NA 30 minuten [MITS p]`; ``amount`` is a duration or a path to one."""

    amount: Literal | Path
    provided: Expr | None
    span: Span = apart()


class Argument(Node):
    """`titel = "…"` behind MET."""

    parameter: Path
    value: Expr
    span: Span = apart()


class Perform(Node):
    """`VERB naam GENAAMD x NA … MET … ZONDER …`."""

    verb: Name
    name: Name
    alias: Name | None
    delay: Delay | None
    arguments: tuple[Argument, ...]
    without: tuple[Path, ...]
    span: Span = apart()


Action = Set | Clear | Stop | ForEach | Perform


class Rule(Node):
    """`REGEL "naam" … WANNEER … DAN … ANDERS … BIJ ONBEKEND …`."""

    name: TextLiteral
    metas: tuple[Meta, ...]
    triggers: tuple[Trigger, ...]
    condition: Expr | None
    then: tuple[Action, ...]
    otherwise: tuple[Action, ...] | None
    on_unknown: tuple[Action, ...] | None
    as_one: bool = field(default=False, kw_only=True)
    """Whether the condition stood behind ALS rather than EN."""
    span: Span = apart()


# ---------------------------------------------------------------- the other declarations


class Use(Node):
    """`GEBRUIK "pad.regel"`."""

    path: TextLiteral
    span: Span = apart()


class ListDeclaration(Node):
    """`LIJST n = a; b`."""

    name: Name
    items: tuple[Expr, ...]
    span: Span = apart()


class Definition(Node):
    """`DEFINITIE n BIJ object = …`."""

    name: Name
    object: Name | None
    body: Expr
    span: Span = apart()


class GivenRecord(Node):
    """`GEGEVEN werkbon MET …`, `GEGEVEN materiaal IN materialen MET …`, `GEGEVEN werkbon UIT "wb.json" MET …`."""

    subject: Name
    items: Path | None
    fields: tuple[Argument, ...]
    file: TextLiteral | None = field(default=None, kw_only=True)
    span: Span = apart()


class GivenRows(Node):
    """`GEGEVEN materialen` with a table."""

    subject: Path
    table: Table
    span: Span = apart()


Given = GivenRecord | GivenRows

ExpectationMode = OneOf["happens", "not", "skipped", "exactly"]


class ExpectPerform(Node):
    """`VERWACHT MAAK taak NA … MET titel BEVAT "…"`: the arguments are predicates about the parameters."""

    mode: ExpectationMode
    times: int
    verb: Name
    name: Name
    delay: Delay | None
    arguments: tuple[Expr, ...]
    span: Span = apart()


class ExpectSet(Node):
    """`VERWACHT ZET veld = waarde`: a predicate about the field."""

    mode: ExpectationMode
    times: int
    predicate: Expr
    span: Span = apart()


class ExpectClear(Node):
    mode: ExpectationMode
    times: int
    target: Path
    span: Span = apart()


class ExpectStop(Node):
    mode: ExpectationMode
    times: int
    span: Span = apart()


class ExpectRule(Node):
    """`VERWACHT REGEL "naam" [WAAR|ONWAAR|ONBEKEND|FOUT|NIET|= pad]`; no outcome means WAAR."""

    rule: TextLiteral
    outcome: OneOf["true", "false", "unknown", "fault", "not_true", "by_example"]
    example: Path | None
    span: Span = apart()


Expectation = ExpectPerform | ExpectSet | ExpectClear | ExpectStop | ExpectRule


class Step(Node):
    """One round of a test: what is given, the moment, what happens, what is expected.

    Without triggers time passes up to the moment, and nothing else happens.
    """

    givens: tuple[Given, ...]
    moment: Literal | None
    triggers: tuple[Trigger, ...]
    expectations: tuple[Expectation, ...]
    span: Span = apart()


class Test(Node):
    """`TEST "naam" …`, with its VOORBEELDEN when there are any."""

    __test__ = False  # pytest would take it for one of its own

    name: TextLiteral
    steps: tuple[Step, ...]
    examples: Table | None
    span: Span = apart()


class Broken(Node):
    """A declaration that did not parse, or only by a guess: what it is and, where that can be read, its name.

    It keeps a use of the name from being reported as well.
    """

    keyword: str
    name: str | None
    span: Span = apart()


Item = Use | ListDeclaration | Definition | Rule | Test | Broken


class Comment(Node):
    """`# …` up to the end of the line."""

    text: str
    span: Span = apart()


class Header(Node):
    """`TAAL 1`, `DOMEIN x`, `ADMINISTRATIE "y"`: each None when it is not there."""

    language: Literal | None
    domain: Name | None
    administration: TextLiteral | None
    span: Span = apart()


class RuleFile(Node):
    """A whole `*.regel` file."""

    source: Source = apart()
    header: Header
    items: tuple[Item, ...]
    comments: tuple[Comment, ...]
