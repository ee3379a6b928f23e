"""What the names in the text of a domain stand for: its declarations, and what these name of each other.

The domain was read without errors, so every name is known; conditions are lowered as checking does for rules.
"""

from collections.abc import Iterable, Sequence
from typing import assert_never

from regeltaal.base.diagnostic import Problems
from regeltaal.base.node import evolve
from regeltaal.base.source import Span
from regeltaal.check import lowering, noting, preconditions
from regeltaal.check.notes import (
    Access,
    ActionSymbol,
    DomainSymbol,
    EnumSymbol,
    EventSymbol,
    FieldSymbol,
    FunctionSymbol,
    Note,
    ObjectSymbol,
    ParameterSymbol,
    PhaseSymbol,
    Symbol,
)
from regeltaal.check.scope import Scope, record_root
from regeltaal.schema import declarations as written
from regeltaal.schema import properties
from regeltaal.schema.model import ADMINISTRATION, FREE_FIELDS, Action, key_of
from regeltaal.syntax.tree import Broken, Expr, Name, Path, TextLiteral
from regeltaal.values.types import Enumeration, ListOf, Type


def notes(declared: Sequence[written.Declaration], base: Scope) -> tuple[Note, ...]:
    """One note for each name in the declarations of the domain that ``base`` is of."""
    found: list[Note] = []
    reader = _Reader(evolve(base, problems=Problems(), notes=found, prepared={}))
    for one in declared:
        reader.declaration(one)
    return noting.settled(found)


class _Reader:
    def __init__(self, scope: Scope) -> None:
        self.scope, self.schema = scope, scope.schema

    def declare(self, name: Span, symbol: Symbol, type_: Type | None = None) -> None:
        self.scope.note(name, symbol, Access.DECLARE, type_)

    def object(self, *names: Name) -> None:
        for name in names:
            noting.object_(self.scope, name)

    def declaration(self, one: written.Declaration) -> None:
        match one:
            case written.Header(name=name):
                self.declare(name.span, DomainSymbol(name.key))
            case written.EnumClause():
                self.enum(one)
            case written.ObjectClause(name=name, fields=fields):
                self.declare(name.span, ObjectSymbol(name.key))
                for field in fields:
                    self.field(field, name.key, field.name.key)
            case written.FreeFieldClause(field=field, object=owner):
                self.object(owner)
                self.field(field, owner.key, f"{FREE_FIELDS}.{field.name.key}")
            case written.EventClause():
                self.event(one)
            case written.ActionClause():
                self.action(one)
            case written.PhasesClause(object=owner, phases=phases):
                self.object(owner)
                for phase in phases:
                    self.declare(phase.name.span, PhaseSymbol(phase.name.key))
            case written.FunctionClause(name=name, parameters=parameters, result=result):
                self.declare(name.span, FunctionSymbol(name.text.upper()))
                for type_ in (*(parameter.type for parameter in parameters), result):
                    self.type(type_)
            case written.RuleLevelClause(level=level, marks=marks):
                noting.fixed(self.scope, level.span, level.key)
                self.marks(marks, ADMINISTRATION)
            case written.MonthEndClause() | written.HolidaysClause() | written.ModulesClause():
                pass
            case written.SubscriptionsClause() | Broken():
                pass
            case _:
                assert_never(one)

    def enum(self, clause: written.EnumClause) -> None:
        self.declare(clause.name.span, EnumSymbol(clause.name.key))
        enum = self.schema.enums.get(clause.name.key)
        if enum is not None:
            for value in clause.values:
                self.choice(value, enum, Access.DECLARE)

    def choice(self, value: TextLiteral, enum: Enumeration, access: Access = Access.READ) -> None:
        noting.choice(self.scope, value.span, enum, (value.plain or "").strip(), access)

    def type(self, clause: written.TypeExpr) -> None:
        """The object or list of choices that a type names."""
        if isinstance(clause, written.TemplateType):
            return
        key = clause.name.key
        if key in self.schema.enums:
            self.scope.note(clause.name.span, EnumSymbol(key))
        elif key in self.schema.objects:
            self.object(clause.name)

    # ------------------------------------------------------------ fields and events

    def field(self, clause: written.FieldClause, owner: str, key: str) -> None:
        found = self.schema.objects[owner].fields.get(key)
        self.declare(clause.name.span, FieldSymbol(owner, key), found.type if found else None)
        self.type(clause.type)
        self.marks(clause.marks, owner)
        for mark in clause.marks:
            if isinstance(mark, properties.FormerName):
                self.scope.note(mark.name.span, FieldSymbol(owner, key))
            elif isinstance(mark, properties.Example) and found is not None:
                self.value(mark.value, found.type)

    def event(self, clause: written.EventClause) -> None:
        self.declare(clause.name.span, EventSymbol(clause.name.key))
        self.object(clause.object)
        self.marks(clause.marks, clause.object.key)
        found = self.schema.event(clause.name.key)
        if found is not None:
            preconditions.of_clock(found, clause.span, self.scope)

    def path(self, path: Path, owner: str) -> None:
        """A field of an object, named by itself."""
        found = self.schema.object(owner)
        field = found.field(".".join(part.key for part in path.parts)) if found else None
        if field is not None:
            noting.field(self.scope, path, len(path.parts), owner=found, found=field, type_=field.type)

    def value(self, value: Expr, type_: Type) -> None:
        """A literal of the domain: values of choices are names as well."""
        element = type_.element if isinstance(type_, ListOf) else type_
        if isinstance(element, Enumeration):
            lowering.value(value, self.scope, type_)

    def marks(self, found: Iterable[properties.Mark], owner: str) -> None:
        """The names in properties, as far as these are of objects and fields."""
        for mark in found:
            match mark:
                case properties.Follows(field=path) | properties.Together(field=path) | properties.Trait(field=path):
                    self.path(path, owner)
                case properties.Moments(fields=paths):
                    for path in paths:
                        self.path(path, owner)
                case properties.OncePer(object=name) | properties.Gives(object=name) | properties.Ends(object=name):
                    self.object(name)
                case properties.CandidatesClause(object=name):
                    self.object(name)
                case properties.AtLevel(level=name):
                    noting.fixed(self.scope, name.span, name.key)
                case properties.InPhase(phase=name):
                    noting.phase(self.scope, name)
                case properties.RaisesEvents(events=events):
                    for name in events:
                        noting.event(self.scope, name)
                case _:
                    pass

    # ------------------------------------------------------------ actions

    def action(self, clause: written.ActionClause) -> None:
        title = f"{clause.verb.text} {clause.name.text}"
        self.declare(clause.verb.span.to(clause.name.span), ActionSymbol(key_of(title)))
        self.object(*clause.objects)
        found = self.schema.action(clause.verb.text, clause.name.text)
        for parameter in clause.parameters:
            if isinstance(parameter, written.FieldsOf):
                self.object(parameter.object)
                for path in parameter.without:
                    self.path(path, parameter.object.key)
            elif found is not None:
                self.parameter(parameter, found)
        self.marks(clause.marks, "")
        if found is not None:
            self.conditions(clause, found)

    def parameter(self, clause: written.ParameterClause, action: Action) -> None:
        found = action.parameters.get(clause.name.key)
        type_ = found.type if found else None
        self.declare(clause.name.span, ParameterSymbol(key_of(action.title), clause.name.key), type_)
        self.type(clause.type)
        self.marks(clause.marks, "")
        for mark in clause.marks:
            if isinstance(mark, properties.Default | properties.Example) and found is not None:
                self.value(mark.value, found.type)

    def conditions(self, clause: written.ActionClause, action: Action) -> None:
        """What the action demands, for the objects that it is declared for; names are noted as of the first."""
        for mark in clause.marks:
            if isinstance(mark, properties.ExactlyOneOf):
                for path in mark.parameters:
                    found = action.parameters.get(".".join(part.key for part in path.parts))
                    if found is not None:
                        noting.parameter(self.scope, path, action.title, found)
        for owner in filter(None, map(self.schema.object, reversed(action.objects))):
            preconditions.for_target(action, record_root(owner, clause.span), self.scope)
