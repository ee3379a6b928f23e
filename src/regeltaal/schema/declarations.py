"""A `*.domein` file as written: frozen declarations with their places, before any name in them is looked up."""

from typing import Literal as OneOf

from regeltaal.base.node import Node, apart
from regeltaal.base.source import Span
from regeltaal.schema.properties import ActionMark, Doc, EventMark, FieldMark, ParameterMark, RuleLevelMark
from regeltaal.syntax.tree import Broken, Name, Path, TextLiteral

# ---------------------------------------------------------------- types


class NamedType(Node):
    """`relatie`, or with ``depth`` 1 `LIJST VAN relatie`; more than 1 is refused later."""

    name: Name
    depth: int
    span: Span = apart()


class TemplateType(Node):
    """`SJABLOON "soort"`: a parameter that names a template."""

    kind: TextLiteral | None
    span: Span = apart()


TypeExpr = NamedType | TemplateType


# ---------------------------------------------------------------- declarations


class Header(Node):
    """`DOMEIN naam OMSCHRIJVING "…"`."""

    name: Name
    doc: Doc | None
    span: Span = apart()


class MonthEndClause(Node):
    """`MAANDEINDE OMLAAG`."""

    word: OneOf["OMLAAG", "OMHOOG", "FOUT"]
    span: Span = apart()


class HolidaysClause(Node):
    """`FEESTDAGEN "Nieuwjaarsdag"; …`."""

    names: tuple[TextLiteral, ...]
    span: Span = apart()


class SubscriptionsClause(Node):
    """`ABONNEMENTEN "Basis"; "Compleet"`, from the least to the most."""

    names: tuple[TextLiteral, ...]
    span: Span = apart()


class RuleLevelClause(Node):
    """`REGELNIVEAU omgeving ABONNEMENT "Compleet"`: what rules at that level ask of an administration."""

    level: Name
    marks: tuple[RuleLevelMark, ...]
    span: Span = apart()


class ModuleEntry(Node):
    """`"Purchase to pay" ABONNEMENT "Compleet"`."""

    name: TextLiteral
    subscription: TextLiteral | None
    span: Span = apart()


class ModulesClause(Node):
    entries: tuple[ModuleEntry, ...]
    span: Span = apart()


class EnumClause(Node):
    """`KEUZE naam: "a"; "b"`, or (``open``) `OPEN KEUZE naam`."""

    name: Name
    values: tuple[TextLiteral, ...]
    open: bool
    doc: Doc | None
    span: Span = apart()


class FieldClause(Node):
    """`VELD naam: type …`."""

    name: Name
    type: TypeExpr
    marks: tuple[FieldMark, ...]
    span: Span = apart()


class ObjectClause(Node):
    """`OBJECT naam` with its fields."""

    name: Name
    doc: Doc | None
    fields: tuple[FieldClause, ...]
    span: Span = apart()


class FreeFieldClause(Node):
    """`VRIJ VELD naam: type BIJ object …`."""

    field: FieldClause
    object: Name
    span: Span = apart()


class EventClause(Node):
    """`GEBEURTENIS naam BIJ object …`."""

    name: Name
    object: Name
    marks: tuple[EventMark, ...]
    span: Span = apart()


class ParameterClause(Node):
    """`PARAMETER naam: type …`."""

    name: Name
    type: TypeExpr
    marks: tuple[ParameterMark, ...]
    span: Span = apart()


class FieldsOf(Node):
    """`VELDEN VAN object BEHALVE a; b`: a parameter for each field."""

    object: Name
    without: tuple[Path, ...]
    span: Span = apart()


class ActionClause(Node):
    """`ACTIE VERB naam BIJ object; object …`."""

    verb: Name
    name: Name
    objects: tuple[Name, ...]
    parameters: tuple[ParameterClause | FieldsOf, ...]
    marks: tuple[ActionMark, ...]
    span: Span = apart()


class PhaseEntry(Node):
    """`verwijderen EERSTE`."""

    name: Name
    match: OneOf["EERSTE", "ALLE"]
    span: Span = apart()


class PhasesClause(Node):
    """`FASEN BIJ object: fase EERSTE; fase ALLE`."""

    object: Name
    phases: tuple[PhaseEntry, ...]
    span: Span = apart()


class FunctionParameter(Node):
    name: Name
    type: TypeExpr
    span: Span = apart()


class FunctionClause(Node):
    """`FUNCTIE NAAM(x: type): type`."""

    name: Name
    parameters: tuple[FunctionParameter, ...]
    result: TypeExpr
    doc: Doc | None
    span: Span = apart()


Declaration = (
    Header
    | MonthEndClause
    | HolidaysClause
    | ModulesClause
    | SubscriptionsClause
    | RuleLevelClause
    | EnumClause
    | ObjectClause
    | FreeFieldClause
    | EventClause
    | ActionClause
    | PhasesClause
    | FunctionClause
    | Broken
)
