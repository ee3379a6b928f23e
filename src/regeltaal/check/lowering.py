"""The heart of checking: each node of the tree as written becomes an expression or a condition of the program.

``either`` is the one dispatch over the nodes; ``value`` and ``condition`` say which of the two is wanted. Each kind of
node is lowered in a module of its own; those call back here for their parts, so these modules import one another.
"""

from typing import assert_never

from regeltaal.check import conditions, lists, literals, operations, paths
from regeltaal.check.problems import meaning as problems
from regeltaal.check.scope import Lowered, Scope, no_condition, nothing_known
from regeltaal.program import tree as out
from regeltaal.syntax import tree
from regeltaal.values.common import YES_NO
from regeltaal.values.types import Type, Unknown

DEEPEST = 60
"""How deep expressions may nest: every stage behind this one recurses over them."""


def value(node: tree.Expr, scope: Scope, wanted: Type | None = None) -> out.Expr:
    """A node as a value. ``wanted`` is the type that a literal should take: an enum, a reference, a checked text."""
    found = either(node, scope, wanted)
    if isinstance(found, out.Cond):
        return out.Truth(found, YES_NO, node.span)
    return found


def condition(node: tree.Expr, scope: Scope) -> out.Cond:
    """A node as a condition."""
    found = either(node, scope)
    if isinstance(found, out.Cond):
        return found
    if isinstance(found.type, Unknown):
        return no_condition(found.span)
    if found.type == YES_NO:
        return out.IsTrue(found, node.span)
    scope.report(problems.no_condition(node.span, str(found.type), is_path=isinstance(node, tree.Path)))
    return no_condition(found.span)


def either(node: tree.Expr, scope: Scope, wanted: Type | None = None) -> Lowered:
    """A node as whichever of the two it is; what nests deeper than any stage can follow is refused."""
    nesting = scope.nesting
    nesting.level += 1
    try:
        return _dispatch(node, scope, wanted) if nesting.level <= DEEPEST else _too_deep(node, scope)
    finally:
        nesting.level -= 1


def _too_deep(node: tree.Expr, scope: Scope) -> out.Expr:
    if not scope.nesting.reported:
        scope.nesting.reported = True
        scope.report(problems.too_deep(node.span))
    return nothing_known(node.span)


def _dispatch(node: tree.Expr, scope: Scope, wanted: Type | None) -> Lowered:
    match node:
        case tree.Literal():
            return literals.literal(node, scope, wanted)
        case tree.TextLiteral():
            return literals.text(node, scope, wanted)
        case tree.Path():
            literal = lists.literal_behind(node, scope)
            return paths.resolve(node, scope, wanted) if literal is None else literal(wanted)
        case tree.Operation():
            return operations.operation(node, scope)
        case tree.Call():
            return operations.call(node, scope)
        case tree.Aggregate():
            return operations.aggregate(node, scope)
        case tree.Parenthesised(inner=inner):
            return either(inner, scope, wanted)
        case tree.ListLiteral():
            return lists.literal(node, scope, wanted)
        case tree.Conjunction() | tree.Disjunction():
            return conditions.junction(node, scope)
        case tree.Mixture():
            return conditions.mixture(node, scope)
        case tree.Not():
            return conditions.negation(node, scope)
        case tree.Group():
            return conditions.group(node, scope)
        case tree.Quantified():
            return conditions.quantified(node, scope)
        case tree.Changed():
            return conditions.changed(node, scope)
        case tree.Was():
            return conditions.was(node, scope)
        case _:
            assert_never(node)
