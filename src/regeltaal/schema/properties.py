"""The properties behind the declarations of a domain, as written: each stands behind a keyword of its own."""

from typing import Literal as OneOf

import attrs
from attrs import frozen

from regeltaal.base.source import Span
from regeltaal.syntax.tree import Expr, Literal, Name, Path, TextLiteral


@frozen
class Doc:
    """`OMSCHRIJVING "…"`."""

    text: TextLiteral
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class Example:
    """`VOORBEELD literal`."""

    value: Expr
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class Required:
    """`VERPLICHT`, or for a parameter `VERPLICHT ALS p`."""

    condition: Expr | None
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class Key:
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class Writable:
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class AtLevel:
    """`NIVEAU administratie`."""

    level: Name
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class NeedsModule:
    """`MODULE "…"`."""

    module: TextLiteral
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class NeedsSubscription:
    """`ABONNEMENT "…"`."""

    subscription: TextLiteral
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class AtMost:
    """`HOOGSTENS 50`."""

    value: Literal
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class FormerName:
    """`VOORHEEN oude naam`."""

    name: Name
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class SingleValue:
    """`EEN WAARDE`."""

    span: Span = attrs.field(eq=False, repr=False)


@frozen
class Default:
    """`STANDAARD literal`."""

    value: Expr
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class Follows:
    """`VOLGT veld`."""

    field: Path
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class Creates:
    """`NIEUW`."""

    span: Span = attrs.field(eq=False, repr=False)


@frozen
class Moments:
    """`MOMENT veld; veld`."""

    fields: tuple[Path, ...]
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class OncePer:
    """`EENMAAL PER object`."""

    object: Name
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class InPhase:
    """`FASE naam`."""

    phase: Name
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class Runs:
    """`UITVOERING HOOGSTENS EENMAAL`; ``often`` is the first of those two words."""

    often: OneOf["PRECIES", "HOOGSTENS", "MINSTENS"]
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class ExactlyOneOf:
    """`PRECIES EEN VAN a; b`."""

    parameters: tuple[Path, ...]
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class Gives:
    """`GEEFT object`."""

    object: Name
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class OnRepeat:
    """`BIJ HERHALING VERVANG`."""

    what: OneOf["VERVANG", "NEGEER", "OPNIEUW"]
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class Condition:
    """`VEREIST p`, or (``forbids``) `NIET ALS p`."""

    condition: Expr
    forbids: bool
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class CandidatesClause:
    """`KANDIDATEN dagboek WAARVOOR p`."""

    object: Name
    where: Expr
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class RaisesEvents:
    """`GEVOLG gebeurtenis; gebeurtenis`."""

    events: tuple[Name, ...]
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class Ends:
    """`BEEINDIGT object`."""

    object: Name
    span: Span = attrs.field(eq=False, repr=False)


FieldMark = Required | Key | Writable | AtLevel | NeedsModule | AtMost | FormerName | Example | Doc
ParameterMark = Required | Default | SingleValue | AtLevel | Example | Doc
EventMark = Follows | Creates | Moments | OncePer | Doc
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
Mark = FieldMark | ParameterMark | EventMark | ActionMark
