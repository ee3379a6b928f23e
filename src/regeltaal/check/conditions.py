"""Conditions: EN and OF, groups, quantifiers, and what an event changed."""

from collections.abc import Sequence
from typing import assert_never

from regeltaal.base.source import Span
from regeltaal.check import dependencies, lowering, operations, paths, remedies
from regeltaal.check.binding import new_variable
from regeltaal.check.problems import meaning as problems
from regeltaal.check.problems import types as type_problems
from regeltaal.check.scope import Scope, no_condition, nothing_known
from regeltaal.program import tree as out
from regeltaal.syntax import tree
from regeltaal.values.operator import Overload
from regeltaal.values.types import ListOf, Type, Unknown


def junction(node: tree.Conjunction | tree.Disjunction, scope: Scope) -> out.Cond:
    """`a EN b` or `a OF b`; a loose value behind a comparison gets its two readings."""
    parts: list[out.Cond] = []
    for index, part in enumerate(node.parts):
        if index and problems.is_loose(part):
            if index == 1 or not problems.is_loose(node.parts[index - 1]):
                scope.report(problems.loose_value(node, index))
            parts.append(no_condition(node.span))
        elif _is_outside_where(node.parts, index, scope):
            parts.append(no_condition(node.span))
        else:
            parts.append(lowering.condition(part, scope))
    if isinstance(node, tree.Conjunction):
        return out.All(tuple(parts), node.span)
    return out.Any(tuple(parts), node.span)


def _is_outside_where(parts: Sequence[tree.Expr], index: int, scope: Scope) -> bool:
    """`EEN m IN materialen WAARVOOR m.aantal > 2 EN m.prijs > € 3`: about the row, but behind its WAARVOOR."""
    before = parts[index - 1] if index else None
    if not isinstance(before, tree.Quantified) or before.variable.key in scope.variables:
        return False
    variable, part = before.variable, parts[index]
    own = scope.object is not None and scope.object.field(variable.key) is not None
    if own or variable.key not in dependencies.first_names(part):
        return False
    scope.report(problems.outside_where(part.span, variable.text, before.where.span.to(part.span)))
    return True


def mixture(node: tree.Mixture, scope: Scope) -> out.Cond:
    """EN and OF without parentheses: refused, but the parts are checked.

    What stands loose is the mistake by itself: `EN plaats = "a" OF "b"` is no mixture once it is a list.
    """
    loose = [index for index, part in enumerate(node.parts) if index and problems.is_loose(part)]
    for index in loose:
        if index - 1 not in loose:
            scope.report(problems.loose_value(node, index))
    outside = [index for index in range(len(node.parts)) if _is_outside_where(node.parts, index, scope)]
    if not loose and not outside:
        scope.report(problems.mixture(node))
    for index, part in enumerate(node.parts):
        if not problems.is_loose(part) and index not in outside:
            lowering.condition(part, scope)
    return no_condition(node.span)


def negation(node: tree.Not, scope: Scope) -> out.Cond:
    return out.Negation(lowering.condition(node.part, scope), node.span)


def group(node: tree.Group, scope: Scope) -> out.Cond:
    parts = tuple(lowering.condition(part, scope) for part in node.parts)
    match node.kind:
        case "all":
            return out.All(parts, node.span)
        case "none":
            return out.Counted(0, exact=True, parts=parts, span=node.span)
        case "exactly":
            _check_count(node, scope)
            return out.Counted(node.count, exact=True, parts=parts, span=node.span)
        case "at_least":
            _check_count(node, scope)
            if node.count == 1:
                return out.Any(parts, node.span)
            return out.Counted(node.count, exact=False, parts=parts, span=node.span)
        case _:
            assert_never(node.kind)


def _check_count(node: tree.Group, scope: Scope) -> None:
    if node.count > len(node.parts):
        scope.report(problems.count_too_high(node.span, node.count, len(node.parts)))


_QUANTITIES = {
    "every": out.Quantity.EVERY,
    "none": out.Quantity.NONE,
    "at_least": out.Quantity.AT_LEAST,
    "exactly": out.Quantity.EXACTLY,
}


def quantified(node: tree.Quantified, scope: Scope) -> out.Cond:
    items, variable, inner = along(node.items, node.variable, scope)
    where = lowering.condition(node.where, inner)
    return out.Quantified(_QUANTITIES[node.kind], node.count, variable, items, where, node.span)


def along(path: tree.Path, name: tree.Name, scope: Scope) -> tuple[out.Expr, out.Variable, Scope]:
    """The list that a quantifier, loop or aggregate goes along, the variable for its rows, and the scope inside."""
    items = lowering.value(path, scope)
    match items.type:
        case ListOf(element):
            row: Type = element
        case Unknown():
            row = Unknown()
        case _:
            scope.report(type_problems.no_list(path.span, paths.label(path), str(items.type)))
            items, row = nothing_known(path.span), Unknown()
    variable = new_variable(name, row, scope)
    return items, variable, scope.with_variable(variable, element=True)


# ---------------------------------------------------------------- what an event changed


def changed(node: tree.Changed, scope: Scope) -> out.Cond:
    subject = _own_field(node.subject, scope)
    if subject is None:
        return no_condition(node.span)
    equals = equality(subject.type, node.span, scope)
    old = None if node.old is None else comparable(node.old, subject.type, scope)
    new = None if node.new is None else comparable(node.new, subject.type, scope)
    if equals is None:
        return no_condition(node.span)
    return out.Changed(subject, old, new, equals, node.negated, node.span)


def was(node: tree.Was, scope: Scope) -> out.Cond:
    subject = _own_field(node.subject, scope)
    if subject is None:
        return no_condition(node.span)
    value = comparable(node.value, subject.type, scope)
    equals = equality(subject.type, node.span, scope)
    return no_condition(node.span) if equals is None else out.Was(subject, value, equals, node.span)


def _own_field(node: tree.Expr, scope: Scope) -> out.Read | None:
    """A field of the event's own record, which alone has a before."""
    found = lowering.value(node, scope)
    if isinstance(found.type, Unknown) or not paths.before_is_known(found.span, scope):
        return None
    match found:
        case out.Read(target=out.Root(kind=out.RootKind.RECORD), previous=False):
            return found
        case _:
            scope.report(problems.no_own_field(node.span))
            return None


def comparable(node: tree.Expr, wanted: Type, scope: Scope) -> out.Expr:
    """A value that a field is compared with: it must be of the field's type."""
    found = lowering.value(node, scope, wanted)
    if operations.equality_of(wanted, found.type) is None:
        remedy = remedies.as_type(node, found.type, wanted)
        scope.report(type_problems.cannot_compare(found.span, str(wanted), str(found.type), remedy))
    return found


def equality(type_: Type, span: Span, scope: Scope) -> Overload | None:
    """What `=` means for two values of a type."""
    found = operations.equality_of(type_, type_)
    if found is None:
        scope.report(type_problems.cannot_compare(span, str(type_), str(type_)))
    return found
