"""Lists of literals: `("a"; "b")`, a LIJST by its name, and the cells of a table."""

from collections.abc import Callable, Sequence

from regeltaal.base.node import evolve
from regeltaal.base.source import Span
from regeltaal.check import lowering, noting, remedies
from regeltaal.check.problems import names as name_problems
from regeltaal.check.problems import types as problems
from regeltaal.check.scope import EXAMPLE, ROW, ListSite, Row, Scope, nothing_known
from regeltaal.program import tree as out
from regeltaal.syntax import tree
from regeltaal.values.common import TEXT
from regeltaal.values.matching import comparable, joined
from regeltaal.values.types import ListOf, Nothing, ObjectType, Type, Unknown
from regeltaal.values.value import Value


def literal(node: tree.ListLiteral, scope: Scope, wanted: Type | None) -> out.Expr:
    for empty in filter(is_empty, node.items):
        scope.report(problems.empty_in_list(empty.span, None))
    return of_items(node.items, node.span, scope, wanted)


def is_empty(node: tree.Expr) -> bool:
    """Whether this is LEEG as it stands."""
    return isinstance(node, tree.Literal) and node.kind == "empty"


def of_items(nodes: Sequence[tree.Expr], span: Span, scope: Scope, wanted: Type | None) -> out.Expr:
    """A list of these items: a constant when they all are."""
    element = wanted.element if isinstance(wanted, ListOf) else wanted
    items = [lowering.value(node, scope, element) for node in nodes]
    type_ = _common_type(nodes, items, scope)
    if isinstance(type_, Unknown):
        return nothing_known(span)
    values = [item.value for item in items if isinstance(item, out.Const)]
    if len(values) < len(items) or isinstance(type_, ObjectType):
        return out.MakeList(tuple(items), ListOf(type_), span)
    return out.Const(_spread(values), ListOf(type_), span)


def _spread(values: Sequence[Value | None]) -> tuple[Value, ...]:
    spread: list[Value] = []
    for one in values:
        spread.extend(one if isinstance(one, tuple) else [one] if one is not None else [])
    return tuple(spread)


def _common_type(nodes: Sequence[tree.Expr], items: Sequence[out.Expr], scope: Scope) -> Type:
    """The one type of the items; what does not go with the first is reported."""
    common: Type = Nothing()
    for node, item in zip(nodes, items, strict=True):
        type_ = item.type.element if isinstance(item.type, ListOf) else item.type
        if isinstance(type_, Unknown):
            return type_
        if not comparable(common, type_):
            remedy = remedies.as_type(node, type_, common)
            scope.report(problems.mixed_list(item.span, str(common), str(type_), remedy))
            return Unknown()
        common = joined(common, type_)
    return common


# ---------------------------------------------------------------- names that stand for literals


def literal_behind(path: tree.Path, scope: Scope) -> "Callable[[Type | None], out.Expr] | None":
    """A path that stands for a literal (a cell, a LIJST), which so takes the type that is wanted of it."""
    first = path.parts[0]
    if first.key in scope.variables:
        return None
    row = _row(first, scope)
    if row is not None and len(path.parts) == 2:  # noqa: PLR2004 - `rij.kolom`
        cell = row.cells.get(path.parts[1].key)
        return None if cell is None else lambda wanted: _cell(path, row, cell, scope, wanted)
    site = scope.names.list(first.key)
    if site is None or len(path.parts) > 1:
        return None
    owner = scope.object
    if owner is not None and owner.field(first.key) is not None:
        return None
    return lambda wanted: use(site, wanted, path.span, scope)


def _cell(path: tree.Path, row: Row, cell: tree.Expr, scope: Scope, wanted: Type | None) -> out.Expr:
    found = lowering.value(cell, scope, wanted)
    noting.cell(scope, path, row, found.type)
    return found


def _row(first: tree.Name, scope: Scope) -> Row | None:
    """The row that `rij` or `voorbeeld` stands for."""
    if first.key == ROW:
        return scope.row
    return scope.examples if first.key == EXAMPLE else None


def nodes_behind(path: tree.Path, scope: Scope) -> Sequence[tree.Expr] | None:
    """The literals as written that a path stands for: the cell, or the items of the LIJST."""
    first = path.parts[0]
    row = _row(first, scope)
    if row is not None and len(path.parts) == 2:  # noqa: PLR2004 - `rij.kolom`
        noting.cell(scope, path, row, TEXT)
        cell = row.cells.get(path.parts[1].key)
        return None if cell is None else (cell,)
    site = scope.names.list(first.key)
    if site is not None and len(path.parts) == 1:
        noting.list_(scope, path.span, site, ListOf(TEXT))
    return site.node.items if site and site.node and len(path.parts) == 1 else None


def cell_value(path: tree.Path, row: Row, scope: Scope) -> out.Expr:
    name = path.parts[1]
    cell = row.cells.get(name.key)
    if cell is None:
        scope.report(name_problems.no_column(name.span, name.text, row.cells))
        return nothing_known(path.span)
    return _cell(path, row, cell, scope, None)


def use(site: ListSite, wanted: Type | None, span: Span, scope: Scope) -> out.Expr:
    """A LIJST used where a type is wanted of its items; lowered once per type, and placed at each use.

    What does not fit is reported by every use, for it is the use that asks for the type.
    """
    if site.broken or site.node is None:
        noting.list_(scope, span, site)
        return nothing_known(span)
    element = wanted.element if isinstance(wanted, ListOf) else wanted
    if element not in site.lowered:
        before = len(scope.problems)
        made = of_items(site.node.items, span, scope.unnoted, element)
        noting.list_(scope, span, site, made.type)
        if len(scope.problems) > before:
            return made
        site.lowered[element] = made
    noting.list_(scope, span, site, site.lowered[element].type)
    return evolve(site.lowered[element], span=span)
