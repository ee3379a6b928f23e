"""Making notes of what names were found to stand for (see ``notes``): one function for each kind of name.

Nothing is done where nobody wants notes, so that checking pays no more than a call for them. A name that is looked at
more than once, such as in a rule that is lowered for each row of its table, is noted as often; ``settled`` mends that.
"""

from collections.abc import Iterable, Mapping

from regeltaal.base.node import evolve
from regeltaal.base.source import Span
from regeltaal.check.naming import name_of
from regeltaal.check.notes import (
    Access,
    ActionSymbol,
    AdministrationSymbol,
    ChoiceSymbol,
    ColumnSymbol,
    DefinitionSymbol,
    DomainSymbol,
    EventSymbol,
    FieldSymbol,
    FileSymbol,
    FixedSymbol,
    FunctionSymbol,
    ListSymbol,
    Note,
    ObjectSymbol,
    ParameterSymbol,
    PhaseSymbol,
    RuleSymbol,
    Symbol,
    TagSymbol,
    TemplateSymbol,
    TestSymbol,
    VariableSymbol,
)
from regeltaal.check.scope import DefinitionSite, ListSite, Row, Scope
from regeltaal.program import tree as out
from regeltaal.schema.model import ADMINISTRATION, FREE_FIELDS, Action, Field, Object, Parameter, key_of
from regeltaal.syntax import tree
from regeltaal.values.types import Enumeration, Type

_QUOTES = '"“”„'


def settled(notes: Iterable[Note]) -> tuple[Note, ...]:
    """One note for each name: the last, which was made when most was known."""
    return tuple({note.span: note for note in notes}.values())


def content(literal: Span) -> Span:
    """What stands between the quotes of a text."""
    written = literal.text
    start = next((at for at, sign in enumerate(written) if sign in _QUOTES), 0)
    marks = 3 if written.startswith('"""', start) else 1
    return Span(literal.source, literal.start + start + marks, max(literal.start + start + marks, literal.end - marks))


# ---------------------------------------------------------------- what stands in the domain


def object_(scope: Scope, name: tree.Name, owner: Object | None = None) -> None:
    if scope.notes is not None:
        scope.note(name.span, ObjectSymbol(key_of(owner.name) if owner else name.key))


def field(scope: Scope, path: tree.Path, used: int, *, owner: Object | None, found: Field, type_: Type) -> None:  # noqa: PLR0913 - what a reading is made from
    """The field that the names of a path up to ``used`` stand for."""
    if scope.notes is None or owner is None:
        return
    name, before = path.parts[used - 1], path.parts[used - 2]
    if found.free and used > 1 and before.key == FREE_FIELDS:
        scope.note(before.span, FixedSymbol(FREE_FIELDS))
    scope.note(name.span, FieldSymbol(key_of(owner.name), key_of(found.name)), type_=type_)


def written(scope: Scope, path: tree.Path) -> None:
    """The field that was noted just now for a path is written there."""
    notes = scope.notes
    if notes and notes[-1].span == path.parts[-1].span and isinstance(notes[-1].symbol, FieldSymbol):
        notes[-1] = evolve(notes[-1], access=Access.WRITE)


def event(scope: Scope, name: tree.Name) -> None:
    if scope.notes is not None:
        scope.note(name.span, EventSymbol(name.key))


def action(scope: Scope, span: Span, found: Action) -> None:
    if scope.notes is not None:
        scope.note(span, ActionSymbol(key_of(found.title)))


def parameter_symbol(title: str, parameter: Parameter) -> Symbol:
    """A parameter; one that came from a field is that field."""
    if parameter.field_of is not None:
        return FieldSymbol(key_of(parameter.field_of), key_of(parameter.name))
    return ParameterSymbol(key_of(title), key_of(parameter.name))


def parameter(scope: Scope, path: tree.Path, title: str, found: Parameter) -> None:
    """A parameter that gets a value, or none (ZONDER)."""
    if scope.notes is None:
        return
    if len(path.parts) > 1:
        scope.note(path.parts[0].span, FixedSymbol(path.parts[0].key))
    access = Access.READ if found.field_of is None else Access.WRITE
    scope.note(path.parts[-1].span, parameter_symbol(title, found), access, found.type)


def choice(scope: Scope, literal: Span, enum: Enumeration, value: str, access: Access = Access.READ) -> None:
    if scope.notes is not None:
        scope.note(content(literal), ChoiceSymbol(key_of(enum.name), value.casefold()), access, enum)


def function(scope: Scope, name: tree.Name) -> None:
    if scope.notes is not None:
        scope.note(name.span, FunctionSymbol(name.text.upper()))


def phase(scope: Scope, name: tree.Name) -> None:
    if scope.notes is not None:
        scope.note(name.span, PhaseSymbol(name.key))


def fixed(scope: Scope, span: Span, name: str, type_: Type | None = None) -> None:
    if scope.notes is not None:
        scope.note(span, FixedSymbol(name), type_=type_)


def form(scope: Scope, name: tree.Name) -> None:
    """`|kort` behind a value in a text."""
    fixed(scope, name.span, f"|{name.key}")


def domain(scope: Scope, name: tree.Name) -> None:
    if scope.notes is not None:
        scope.note(name.span, DomainSymbol(name.key))


# ---------------------------------------------------------------- what stands in rule files


def variable(scope: Scope, name: tree.Name, found: out.Expr) -> None:
    """A name that stands for a row, a result, a record by its object, or a parameter in a test."""
    if scope.notes is None:
        return
    match found:
        case out.Variable() if scope.candidates is not None and name.key == key_of(scope.candidates):
            scope.note(name.span, ObjectSymbol(name.key), type_=found.type)
        case out.Variable(span=declared):
            scope.note(name.span, VariableSymbol(name.key, declared), type_=found.type)
        case out.NamedRead(root=out.Root(kind=out.RootKind.PARAMETERS)):
            _expected(scope, name, found.type)
        case _:
            scope.note(name.span, ObjectSymbol(name.key), type_=found.type)


def _expected(scope: Scope, name: tree.Name, type_: Type) -> None:
    known = scope.parameters or {}
    if name.key in known:
        scope.note(name.span, parameter_symbol(scope.performs, known[name.key]), type_=type_)


def own_parameter(scope: Scope, name: tree.Name) -> None:
    """`parameter.naam` in the conditions of an action."""
    found = (scope.parameters or {}).get(name.key)
    if scope.notes is not None and found is not None:
        _expected(scope, name, found.type)


def new_variable(scope: Scope, name: tree.Name, type_: Type) -> None:
    if scope.notes is not None:
        scope.note(name.span, VariableSymbol(name.key, name.span), Access.DECLARE, type_)


def definition(scope: Scope, span: Span, site: DefinitionSite, type_: Type | None = None) -> None:
    if scope.notes is not None and site.node is not None:
        scope.note(span, DefinitionSymbol(site.node.name.span.source.path, site.key), type_=type_)


def new_definition(scope: Scope, name: tree.Name, type_: Type | None) -> None:
    if scope.notes is not None:
        scope.note(name.span, DefinitionSymbol(name.span.source.path, name.key), Access.DECLARE, type_)


def list_(scope: Scope, span: Span, site: ListSite, type_: Type | None = None) -> None:
    """A LIJST where it is used; ``type_`` tells what its items are there."""
    if scope.notes is not None and site.node is not None:
        scope.note(span, ListSymbol(site.node.name.span.source.path, site.key), type_=type_)


def new_list(scope: Scope, name: tree.Name, type_: Type | None) -> None:
    if scope.notes is not None:
        scope.note(name.span, ListSymbol(name.span.source.path, name.key), Access.DECLARE, type_)


def cell(scope: Scope, path: tree.Path, row: Row, type_: Type | None = None) -> None:
    """`rij.kolom`, `voorbeeld.kolom`."""
    if scope.notes is None:
        return
    first, name = path.parts[0], path.parts[1]
    scope.note(first.span, FixedSymbol(first.key))
    if name.key in row.headings:
        scope.note(name.span, ColumnSymbol(name.key, row.headings[name.key]), type_=type_)


def columns(scope: Scope, headings: Mapping[str, Span]) -> None:
    """The heading of a table."""
    if scope.notes is not None:
        for key, span in headings.items():
            scope.note(span, ColumnSymbol(key, span), Access.DECLARE)


def rule(scope: Scope, node: tree.Rule, administration: str | None) -> None:
    """The name of a rule, the one it had, and the administrations in its head."""
    if scope.notes is None:
        return
    symbol = RuleSymbol(administration, name_of(node.name).casefold())
    scope.note(content(node.name.span), symbol, Access.DECLARE)
    for meta in node.metas:
        match meta:
            case tree.FormerName(name=former):
                scope.note(content(former.span), symbol)
            case tree.Scope(include=include, exclude=exclude):
                for selector in (*(include or ()), *exclude):
                    _selector(scope, selector)
            case _:
                pass


def _selector(scope: Scope, selector: tree.Selector) -> None:
    made = AdministrationSymbol if selector.kind == "name" else TagSymbol
    scope.note(content(selector.span), made(selector.value))


def expected_rule(scope: Scope, literal: tree.TextLiteral, administration: str | None) -> None:
    if scope.notes is not None:
        scope.note(content(literal.span), RuleSymbol(administration, name_of(literal).casefold()))


def test(scope: Scope, name: tree.TextLiteral) -> None:
    if scope.notes is not None:
        symbol = TestSymbol(name.span.source.path, name_of(name).casefold())
        scope.note(content(name.span), symbol, Access.DECLARE)


def template(scope: Scope, literal: Span, path: str) -> None:
    if scope.notes is not None:
        scope.note(content(literal), TemplateSymbol(path))


def file(scope: Scope, literal: tree.TextLiteral, path: str) -> None:
    if scope.notes is not None:
        scope.note(content(literal.span), FileSymbol(path))


def administration(scope: Scope, literal: Span, name: str) -> None:
    if scope.notes is not None:
        scope.note(content(literal), AdministrationSymbol(name))


def header(scope: Scope, node: tree.Header) -> None:
    """DOMEIN and ADMINISTRATIE."""
    if node.domain is not None:
        domain(scope, node.domain)
    if node.administration is not None and node.administration.plain is not None:
        administration(scope, node.administration.span, node.administration.plain)


def subject(scope: Scope, name: tree.Name, owner: Object | None) -> None:
    """What GEGEVEN is about: `vorige` and `administratie` by those words, else an object."""
    if scope.notes is None:
        return
    if owner is not None and key_of(owner.name) == name.key != ADMINISTRATION:
        object_(scope, name, owner)
    else:
        fixed(scope, name.span, name.key)
