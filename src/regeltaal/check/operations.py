"""Operators and functions: their operands, the one overload that fits, and what comes out."""

from collections.abc import Sequence

from regeltaal.base.source import Span
from regeltaal.check import conditions, lowering, mending, misfits, noting, operands
from regeltaal.check.problems import lint as lint_problems
from regeltaal.check.problems import names as name_problems
from regeltaal.check.problems import texts as text_problems
from regeltaal.check.problems import types as problems
from regeltaal.check.problems import units as unit_problems
from regeltaal.check.scope import Lowered, Scope, no_condition, nothing_known
from regeltaal.program import tree as out
from regeltaal.syntax import tree
from regeltaal.values.matching import Given, Mismatch, choose, is_unknown, result_of
from regeltaal.values.operator import Function, Operator, Overload, Word
from regeltaal.values.registry import FUNCTIONS, OPERATORS
from regeltaal.values.types import ListOf, Type
from regeltaal.values.value import Number

_EQUALS = OPERATORS["equals"]


def operation(node: tree.Operation, scope: Scope) -> Lowered:
    """`a + b`, `a BEVAT b`, `a IS LEEG` …."""
    record = OPERATORS[node.key]
    node = mending.without_empty(operands.with_list(mending.with_semicolons(node, scope)), scope)
    lowered = operands.of_operation(node, record, scope)
    types = tuple(operand.type for operand in lowered)
    if any(is_unknown(type_) for type_ in types):
        return no_condition(node.span) if record.is_predicate else nothing_known(node.span)
    overload = _chosen(record, types, scope)
    if isinstance(overload, Mismatch):
        if not any(_is_broken_name(operand, scope) for operand in node.operands):
            scope.report(misfits.of_operation(node, lowered, overload, scope))
        return no_condition(node.span) if record.is_predicate else nothing_known(node.span)
    _check_operands(node, record, overload, lowered, scope)
    result = result_of(overload, types)
    if result is None:
        return out.Test(record, overload, lowered, node.span, negated=node.negated, exact=node.exact)
    return out.Apply(record, overload, lowered, result, node.span)


def _is_broken_name(node: tree.Expr, scope: Scope) -> bool:
    """Whether this is a field whose name a LIJST or DEFINITIE took as well: reported there."""
    match node:
        case tree.Path(parts=(name,)):
            site = scope.names.list(name.key) or scope.names.definition(name.key)
            return site is not None and site.broken
        case _:
            return False


def _chosen(record: Operator, types: tuple[Type, ...], scope: Scope) -> Overload | Mismatch:
    """The overload that fits; the same operands come back so often that the choice is kept."""
    key = (id(record), types)
    found = scope.overloads.get(key)
    if found is not None:
        return found
    chosen = choose(record, types)
    if isinstance(chosen, Overload):
        scope.overloads[key] = chosen
    return chosen


def _check_operands(
    node: tree.Operation, record: Operator, overload: Overload, lowered: Sequence[out.Expr], scope: Scope
) -> None:
    """What is wrong with operands that do fit."""
    if node.exact and overload.exact is None:
        scope.report(text_problems.no_exact(node.operator_span, str(lowered[0].type)))
    if record.key == "divide" and _is_zero(lowered[1]):
        scope.report(unit_problems.division_by_zero(lowered[1].span))
    computed = record.key in operands.COMPUTING or record.key in _ORDERING
    if computed and not operands.in_table(scope):
        for operand in lowered:
            if isinstance(operand, out.Const) and operand.value is None:
                scope.report(problems.compared_with_empty(operand.span))


_ORDERING = frozenset(["less", "less_equal", "greater", "greater_equal", "between", "from_until", "from_through"])


def _is_zero(expr: out.Expr) -> bool:
    return isinstance(expr, out.Const) and isinstance(expr.value, Number) and expr.value == 0


def equality_of(left: Type, right: Type) -> Overload | None:
    """What `=` means for two types, None where they can't be compared."""
    found = choose(_EQUALS, (left, right))
    return None if isinstance(found, Mismatch) else found


# ---------------------------------------------------------------- functions


def call(node: tree.Call, scope: Scope) -> Lowered:
    """`AFGEROND(x; 2)`."""
    function = _function(node.function, scope)
    words = _words(function) if function else frozenset()
    given: list[Given] = []
    arguments: list[out.Expr] = []
    for argument in node.arguments:
        word = _word(argument, words)
        if word is not None:
            noting.fixed(scope, argument.span, word.word)
            given.append(word)
            continue
        arguments.append(lowering.value(argument, scope))
        given.append(arguments[-1].type)
    if function is None:
        return nothing_known(node.span)
    if function.name in scope.unbound:
        scope.report(lint_problems.unbound_function(node.function.span, function.name))
    return apply(function, arguments, tuple(given), node.span, scope, nodes=node.arguments)


def apply(  # noqa: PLR0913 - what a call is made from
    function: Function,
    arguments: Sequence[out.Expr],
    given: tuple[Given, ...],
    span: Span,
    scope: Scope,
    *,
    nodes: Sequence[tree.Expr] = (),
) -> Lowered:
    """A function applied to lowered arguments; ``nodes``: those as written."""
    if any(is_unknown(argument.type) for argument in arguments):
        return nothing_known(span)
    overload = choose(function, given)
    if isinstance(overload, Mismatch):
        scope.report(misfits.of_call(function, arguments, nodes, span, overload))
        return nothing_known(span)
    result = result_of(overload, given)
    if result is None:
        return out.Test(function, overload, tuple(arguments), span=span)
    return out.Apply(function, overload, tuple(arguments), result, span)


def _function(name: tree.Name, scope: Scope) -> Function | None:
    found = scope.functions.get(name.text.upper()) or FUNCTIONS.get(name.text.upper())
    if found is None:
        scope.report(name_problems.unknown_function(name.span, name.text, [*FUNCTIONS, *scope.functions]))
    else:
        noting.function(scope, name)
    return found


def _words(function: Function) -> frozenset[str]:
    """The fixed UPPER words that a function takes as arguments."""
    every = (operand for overload in function.overloads for operand in overload.operands)
    return frozenset(operand.word for operand in every if isinstance(operand, Word))


def _word(argument: tree.Expr, words: frozenset[str]) -> Word | None:
    if isinstance(argument, tree.Path) and len(argument.parts) == 1 and argument.parts[0].text in words:
        return Word(argument.parts[0].text)
    return None


def aggregate(node: tree.Aggregate, scope: Scope) -> Lowered:
    """`SOM(e VOOR ELK x IN lijst WAARVOOR p)`: the function of the list that comes out."""
    function = _function(node.function, scope)
    items, variable, inner = conditions.along(node.items, node.variable, scope)
    where = None if node.where is None else lowering.condition(node.where, inner)
    value = None if node.value is None else lowering.value(node.value, inner)
    if function is None or is_unknown(items.type) or (value is not None and is_unknown(value.type)):
        return nothing_known(node.span)
    type_ = items.type if value is None else _list_of(value.type)
    collected = out.Collect(items, variable, where, value, type_, node.span)
    return apply(function, [collected], (type_,), node.span, scope)


def _list_of(type_: Type) -> ListOf:
    return type_ if isinstance(type_, ListOf) else ListOf(type_)
