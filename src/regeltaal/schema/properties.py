"""The properties behind the declarations of a domain, as written: each stands behind a keyword of its own."""

from typing import Literal as OneOf

import attrs
from attrs import frozen

from regeltaal.base.node import Node
from regeltaal.base.source import Span
from regeltaal.syntax.tree import Expr, Literal, Name, Path, TextLiteral


@frozen(repr=False, eq=False)
class Doc(Node):
    """`OMSCHRIJVING "…"`."""

    text: TextLiteral
    span: Span = attrs.field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class Example(Node):
    """`VOORBEELD literal`."""

    value: Expr
    span: Span = attrs.field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class Required(Node):
    """`VERPLICHT`, or for a parameter `VERPLICHT ALS p`."""

    condition: Expr | None
    span: Span = attrs.field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class Key(Node):
    span: Span = attrs.field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class Writable(Node):
    span: Span = attrs.field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class Lookup(Node):
    """`ZOEKVELD`."""

    span: Span = attrs.field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class AtLevel(Node):
    """`NIVEAU administratie`."""

    level: Name
    span: Span = attrs.field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class NeedsModule(Node):
    """`MODULE "…"`."""

    module: TextLiteral
    span: Span = attrs.field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class NeedsSubscription(Node):
    """`ABONNEMENT "…"`."""

    subscription: TextLiteral
    span: Span = attrs.field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class AtMost(Node):
    """`HOOGSTENS 50`."""

    value: Literal
    span: Span = attrs.field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class FormerName(Node):
    """`VOORHEEN oude naam`."""

    name: Name
    span: Span = attrs.field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class Together(Node):
    """`SAMEN MET veld`."""

    field: Path
    span: Span = attrs.field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class Trait(Node):
    """`KENMERK veld`: a yes/no field of the administration."""

    field: Path
    span: Span = attrs.field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class SingleValue(Node):
    """`EEN WAARDE`."""

    span: Span = attrs.field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class Default(Node):
    """`STANDAARD literal`."""

    value: Expr
    span: Span = attrs.field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class Follows(Node):
    """`VOLGT veld`."""

    field: Path
    span: Span = attrs.field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class Creates(Node):
    """`NIEUW`."""

    span: Span = attrs.field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class Moments(Node):
    """`MOMENT veld; veld`."""

    fields: tuple[Path, ...]
    span: Span = attrs.field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class OncePer(Node):
    """`EENMAAL PER object`."""

    object: Name
    span: Span = attrs.field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class AsLongAs(Node):
    """`ZOLANG p`: the clock only goes off when this holds at that moment."""

    condition: Expr
    span: Span = attrs.field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class InPhase(Node):
    """`FASE naam`."""

    phase: Name
    span: Span = attrs.field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class Runs(Node):
    """`UITVOERING HOOGSTENS EENMAAL`; ``often`` is the first of those two words."""

    often: OneOf["PRECIES", "HOOGSTENS", "MINSTENS"]
    span: Span = attrs.field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class ExactlyOneOf(Node):
    """`PRECIES EEN VAN a; b`."""

    parameters: tuple[Path, ...]
    span: Span = attrs.field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class Gives(Node):
    """`GEEFT object`."""

    object: Name
    span: Span = attrs.field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class OnRepeat(Node):
    """`BIJ HERHALING VERVANG`."""

    what: OneOf["VERVANG", "NEGEER", "OPNIEUW"]
    span: Span = attrs.field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class Condition(Node):
    """`VEREIST p`, or (``forbids``) `NIET ALS p`, with why the action can't be done otherwise."""

    condition: Expr
    forbids: bool
    reason: TextLiteral | None
    span: Span = attrs.field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class CandidatesClause(Node):
    """`KANDIDATEN dagboek WAARVOOR p`."""

    object: Name
    where: Expr
    span: Span = attrs.field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class RaisesEvents(Node):
    """`GEVOLG gebeurtenis; gebeurtenis`."""

    events: tuple[Name, ...]
    span: Span = attrs.field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class Ends(Node):
    """`BEEINDIGT object`."""

    object: Name
    span: Span = attrs.field(eq=False, repr=False)


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
