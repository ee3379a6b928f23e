"""The operands of an operator. A literal takes the type of what it stands beside: `status = "compleet"` is an enum."""

from collections.abc import Sequence
from functools import cache

from regeltaal.base.node import evolve
from regeltaal.base.source import Span
from regeltaal.check import lists, lowering
from regeltaal.check.problems import texts as problems
from regeltaal.check.remedies import bare
from regeltaal.check.scope import Scope, nothing_known
from regeltaal.program import tree as out
from regeltaal.syntax import tree
from regeltaal.values.common import TEXT
from regeltaal.values.matching import is_unknown
from regeltaal.values.operator import ElementOf, ListOfSame, Operator, Pattern, SameAs, TextOrTexts
from regeltaal.values.patterns import REGEX, compile_pattern
from regeltaal.values.registry import OPERATORS
from regeltaal.values.types import ListOf, Scalar, Type
from regeltaal.values.value import NotAValueError


def of_operation(node: tree.Operation, record: Operator, scope: Scope) -> tuple[out.Expr, ...]:
    """The operands, lowered: first what has a type of its own, then the literals that take theirs from it."""
    pattern = _pattern_of(record)
    if pattern is not None:
        subject = lowering.value(node.operands[0], scope)
        return subject, _pattern(node, pattern, scope)
    if len(node.operands) == 1:
        return (lowering.value(node.operands[0], scope),)
    first_is_known = not is_soft(node.operands[0], scope)
    soft = [at > 0 if first_is_known else is_soft(operand, scope) for at, operand in enumerate(node.operands)]
    lowered: list[out.Expr | None] = [
        None if is_literal else lowering.value(operand, scope)
        for operand, is_literal in zip(node.operands, soft, strict=True)
    ]
    peer = next((one.type for one in lowered if one is not None), None)
    for index, operand in enumerate(node.operands):
        if lowered[index] is None:
            lowered[index] = lowering.value(operand, scope, wanted(record, index, peer))
    found = tuple(one for one in lowered if one is not None)
    _refuse_empty_text(node, record, found, scope)
    return found


def with_list(node: tree.Operation) -> tree.Operation:
    """`plaats IN ("Zeist")`: behind IN, parentheses around one literal make a list of one."""
    last = node.operands[-1]
    if node.key != "in" or not isinstance(last, tree.Parenthesised):
        return node
    if not isinstance(last.inner, tree.Literal | tree.TextLiteral):
        return node
    return evolve(node, operands=(node.operands[0], tree.ListLiteral((last.inner,), last.span)))


COMPUTING = frozenset(["add", "subtract", "multiply", "divide"])


def is_soft(node: tree.Expr, scope: Scope) -> bool:
    """Whether this is a text (or a list of texts) as it stands, which can be a value of an enum, a key, an iban."""
    match bare(node):
        case tree.ListLiteral(items=items):
            return any(isinstance(bare(item), tree.TextLiteral) for item in items)
        case tree.TextLiteral() as literal:
            return literal.plain is not None
        case tree.Path() as path:
            return lists.literal_behind(path, scope) is not None
        case _:
            return False


def wanted(record: Operator, index: int, peer: Type | None) -> Type | None:
    """The type that a literal at ``index`` should take from what it stands beside."""
    if peer is None or record.key in COMPUTING:
        return None
    specs = [overload.operands[index] for overload in record.overloads if index < len(overload.operands)]
    if len(specs) == 1 and isinstance(specs[0], Scalar):
        return specs[0]
    if isinstance(peer, ListOf) and any(isinstance(spec, ElementOf) for spec in specs):
        return peer.element
    if any(isinstance(spec, TextOrTexts) for spec in specs):
        return TEXT
    if index == 0 or any(isinstance(spec, SameAs | ListOfSame) for spec in specs):
        return peer.element if isinstance(peer, ListOf) else peer
    return None


def in_table(scope: Scope) -> bool:
    """Whether LEEG may come from a cell, where it means that the row leaves this open."""
    return scope.row is not None or scope.examples is not None


def _refuse_empty_text(node: tree.Operation, record: Operator, found: Sequence[out.Expr], scope: Scope) -> None:
    """`BEVAT ""` says nothing."""
    if not _looks_for_text(record.key) or isinstance(found[0].type, ListOf) or in_table(scope):
        return
    for literal, lowered in zip(node.operands[1:], found[1:], strict=True):
        if isinstance(lowered, out.Const) and lowered.value in (None, ()) and not is_unknown(lowered.type):
            scope.report(problems.empty_text(literal.span))


@cache
def _looks_for_text(operator: str) -> bool:
    return any(isinstance(overload.operands[-1], TextOrTexts) for overload in OPERATORS[operator].overloads)


# ---------------------------------------------------------------- patterns


def _pattern_of(record: Operator) -> Pattern | None:
    last = record.overloads[0].operands[-1]
    return last if isinstance(last, Pattern) else None


def _pattern(node: tree.Operation, pattern: Pattern, scope: Scope) -> out.Expr:
    """A pattern or a list of patterns: literals, compiled now so that a wrong one shows."""
    literals = _literals_of(node.operands[1], scope)
    if literals is None:
        operator = " ".join(node.operator_span.text.split())
        scope.report(problems.pattern_not_literal(node.operands[1].span, operator))
        return nothing_known(node.operands[1].span)
    texts = [_checked_pattern(one, pattern, node, scope) for one in literals]
    span = node.operands[1].span
    if len(texts) == 1:
        return out.Const(texts[0], TEXT, span)
    return out.Const(tuple(text for text in texts if text is not None), ListOf(TEXT), span)


def _literals_of(node: tree.Expr, scope: Scope) -> list[tree.TextLiteral | None] | None:
    """The text literals behind a pattern operand (None for LEEG in a cell), or None when it is something else."""
    match bare(node):
        case tree.ListLiteral(items=items):
            nodes: Sequence[tree.Expr] | None = items
        case tree.Path() as path:
            nodes = lists.nodes_behind(path, scope)
        case single:
            nodes = (single,)
    if nodes is None:
        return None
    found: list[tree.TextLiteral | None] = []
    for one in map(bare, nodes):
        if isinstance(one, tree.TextLiteral) and one.plain is not None:
            found.append(one)
        elif isinstance(one, tree.Literal) and one.kind == "empty" and in_table(scope):
            found.append(None)
        else:
            return None
    return found


def _checked_pattern(
    literal: tree.TextLiteral | None, pattern: Pattern, node: tree.Operation, scope: Scope
) -> str | None:
    if literal is None:
        return None
    text = (literal.pattern if pattern.syntax == REGEX else literal.plain) or ""
    if not text.strip():
        scope.report(problems.empty_text(literal.span))
        return None
    _compile(pattern.syntax, text, literal.span, scope, exact=node.exact)
    return text


def _compile(syntax: str, text: str, span: Span, scope: Scope, *, exact: bool) -> None:
    try:
        compile_pattern(syntax, text, exact)
    except NotAValueError as refusal:
        scope.report(problems.bad_pattern(span, refusal.reason))
