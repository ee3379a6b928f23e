"""A `*.domein` file as written: frozen declarations with their places, before any name in them is looked up."""

from typing import Literal as OneOf

import attrs
from attrs import frozen

from regeltaal.base.source import Span
from regeltaal.schema.properties import ActionMark, Doc, EventMark, FieldMark, ParameterMark
from regeltaal.syntax.tree import Broken, Name, Path, TextLiteral

# ---------------------------------------------------------------- types


@frozen
class NamedType:
    """`relatie`, or with ``depth`` 1 `LIJST VAN relatie`; more than 1 is refused later."""

    name: Name
    depth: int
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class TemplateType:
    """`SJABLOON "soort"`: a parameter that names a template."""

    kind: TextLiteral | None
    span: Span = attrs.field(eq=False, repr=False)


TypeExpr = NamedType | TemplateType


# ---------------------------------------------------------------- declarations


@frozen
class Header:
    """`DOMEIN naam OMSCHRIJVING "…"`."""

    name: Name
    doc: Doc | None
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class MonthEndClause:
    """`MAANDEINDE OMLAAG`."""

    word: OneOf["OMLAAG", "OMHOOG", "FOUT"]
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class HolidaysClause:
    """`FEESTDAGEN "Nieuwjaarsdag"; …`."""

    names: tuple[TextLiteral, ...]
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class ModuleEntry:
    """`"Purchase to pay" ABONNEMENT "Compleet"`."""

    name: TextLiteral
    subscription: TextLiteral | None
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class ModulesClause:
    entries: tuple[ModuleEntry, ...]
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class EnumClause:
    """`KEUZE naam: "a"; "b"`, or (``open``) `OPEN KEUZE naam`."""

    name: Name
    values: tuple[TextLiteral, ...]
    open: bool
    doc: Doc | None
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class FieldClause:
    """`VELD naam: type …`."""

    name: Name
    type: TypeExpr
    marks: tuple[FieldMark, ...]
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class ObjectClause:
    """`OBJECT naam` with its fields."""

    name: Name
    doc: Doc | None
    fields: tuple[FieldClause, ...]
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class FreeFieldClause:
    """`VRIJ VELD naam: type BIJ object …`."""

    field: FieldClause
    object: Name
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class EventClause:
    """`GEBEURTENIS naam BIJ object …`."""

    name: Name
    object: Name
    marks: tuple[EventMark, ...]
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class ParameterClause:
    """`PARAMETER naam: type …`."""

    name: Name
    type: TypeExpr
    marks: tuple[ParameterMark, ...]
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class FieldsOf:
    """`VELDEN VAN object BEHALVE a; b`: a parameter for each field."""

    object: Name
    without: tuple[Path, ...]
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class ActionClause:
    """`ACTIE VERB naam BIJ object; object …`."""

    verb: Name
    name: Name
    objects: tuple[Name, ...]
    parameters: tuple[ParameterClause | FieldsOf, ...]
    marks: tuple[ActionMark, ...]
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class PhaseEntry:
    """`verwijderen EERSTE`."""

    name: Name
    match: OneOf["EERSTE", "ALLE"]
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class PhasesClause:
    """`FASEN BIJ object: fase EERSTE; fase ALLE`."""

    object: Name
    phases: tuple[PhaseEntry, ...]
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class FunctionParameter:
    name: Name
    type: TypeExpr
    span: Span = attrs.field(eq=False, repr=False)


@frozen
class FunctionClause:
    """`FUNCTIE NAAM(x: type): type`."""

    name: Name
    parameters: tuple[FunctionParameter, ...]
    result: TypeExpr
    doc: Doc | None
    span: Span = attrs.field(eq=False, repr=False)


Declaration = (
    Header
    | MonthEndClause
    | HolidaysClause
    | ModulesClause
    | EnumClause
    | ObjectClause
    | FreeFieldClause
    | EventClause
    | ActionClause
    | PhasesClause
    | FunctionClause
    | Broken
)
