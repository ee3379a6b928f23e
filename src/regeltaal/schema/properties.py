"""The properties behind the declarations of a domain, as written: each stands behind a keyword of its own."""

from typing import Literal as OneOf

from regeltaal.base.node import Node, apart
from regeltaal.base.source import Span
from regeltaal.syntax.tree import Expr, Literal, Name, Path, TextLiteral


class Doc(Node):
    """`OMSCHRIJVING "…"`."""

    text: TextLiteral
    span: Span = apart()


class Example(Node):
    """`VOORBEELD literal`."""

    value: Expr
    span: Span = apart()


class Required(Node):
    """`VERPLICHT`, or for a parameter `VERPLICHT ALS p`."""

    condition: Expr | None
    span: Span = apart()


class Key(Node):
    span: Span = apart()


class Writable(Node):
    span: Span = apart()


class Lookup(Node):
    """`ZOEKVELD`."""

    span: Span = apart()


class AtLevel(Node):
    """`NIVEAU administratie`."""

    level: Name
    span: Span = apart()


class NeedsModule(Node):
    """`MODULE "…"`."""

    module: TextLiteral
    span: Span = apart()


class NeedsSubscription(Node):
    """`ABONNEMENT "…"`."""

    subscription: TextLiteral
    span: Span = apart()


class AtMost(Node):
    """`HOOGSTENS 50`."""

    value: Literal
    span: Span = apart()


class FormerName(Node):
    """`VOORHEEN oude naam`."""

    name: Name
    span: Span = apart()


class Together(Node):
    """`SAMEN MET veld`."""

    field: Path
    span: Span = apart()


class Trait(Node):
    """`KENMERK veld`: a yes/no field of the administration."""

    field: Path
    span: Span = apart()


class SingleValue(Node):
    """`EEN WAARDE`."""

    span: Span = apart()


class Default(Node):
    """`STANDAARD literal`."""

    value: Expr
    span: Span = apart()


class Follows(Node):
    """`VOLGT veld`."""

    field: Path
    span: Span = apart()


class Creates(Node):
    """`NIEUW`."""

    span: Span = apart()


class Moments(Node):
    """`MOMENT veld; veld`."""

    fields: tuple[Path, ...]
    span: Span = apart()


class OncePer(Node):
    """`EENMAAL PER object`."""

    object: Name
    span: Span = apart()


class AsLongAs(Node):
    """`ZOLANG p`: the clock only goes off when this holds at that moment."""

    condition: Expr
    span: Span = apart()


class InPhase(Node):
    """`FASE naam`."""

    phase: Name
    span: Span = apart()


class Runs(Node):
    """`UITVOERING HOOGSTENS EENMAAL`; ``often`` is the first of those two words."""

    often: OneOf["PRECIES", "HOOGSTENS", "MINSTENS"]
    span: Span = apart()


class ExactlyOneOf(Node):
    """`PRECIES EEN VAN a; b`."""

    parameters: tuple[Path, ...]
    span: Span = apart()


class Gives(Node):
    """`GEEFT object`."""

    object: Name
    span: Span = apart()


class OnRepeat(Node):
    """`BIJ HERHALING VERVANG`."""

    what: OneOf["VERVANG", "NEGEER", "OPNIEUW"]
    span: Span = apart()


class Condition(Node):
    """`VEREIST p`, or (``forbids``) `NIET ALS p`, with why the action can't be done otherwise."""

    condition: Expr
    forbids: bool
    reason: TextLiteral | None
    span: Span = apart()


class CandidatesClause(Node):
    """`KANDIDATEN dagboek WAARVOOR p`."""

    object: Name
    where: Expr
    span: Span = apart()


class RaisesEvents(Node):
    """`GEVOLG gebeurtenis; gebeurtenis`."""

    events: tuple[Name, ...]
    span: Span = apart()


class Ends(Node):
    """`BEEINDIGT object`."""

    object: Name
    span: Span = apart()


FieldMark = Required | Key | Writable | Lookup | AtLevel | NeedsModule | AtMost | FormerName | Together | Example | Doc
ParameterMark = Required | Default | SingleValue | NeedsModule | AtLevel | Example | Doc
EventMark = Follows | Creates | Moments | AsLongAs | OncePer | Doc
ActionMark = (
    Doc
    | InPhase
    | NeedsModule
    | NeedsSubscription
    | AtLevel
    | Runs
    | ExactlyOneOf
    | Gives
    | OnRepeat
    | Condition
    | CandidatesClause
    | RaisesEvents
    | Ends
)
RuleLevelMark = NeedsSubscription | Trait
Mark = RuleLevelMark | FieldMark | ParameterMark | EventMark | ActionMark
