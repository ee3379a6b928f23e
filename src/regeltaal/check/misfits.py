"""Why no overload fits: the particular problem where it is a known one, else the kinds that do not go together."""

from collections.abc import Sequence

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.source import Span
from regeltaal.check import mending
from regeltaal.check.operands import COMPUTING
from regeltaal.check.problems import texts as text_problems
from regeltaal.check.problems import types as problems
from regeltaal.check.problems import units as unit_problems
from regeltaal.check.remedies import Remedy
from regeltaal.check.scope import Scope
from regeltaal.program import tree as out
from regeltaal.syntax import tree
from regeltaal.values.common import DATE, DURATIONS, MOMENT, MONEY, NUMBERS, PERCENTAGE, YES_NO
from regeltaal.values.matching import Mismatch
from regeltaal.values.operator import Function, TextOrTexts
from regeltaal.values.types import Enumeration, ListOf, ObjectType, Type


def of_operation(node: tree.Operation, lowered: Sequence[out.Expr], mismatch: Mismatch, scope: Scope) -> Diagnostic:
    """The problem with an operator's operands."""
    types = [_element(operand.type) for operand in lowered]
    spelling = _spelling(mismatch)
    remedy = mending.of_operation(node, lowered, scope)
    found = (
        _choice(node, types, mismatch, spelling, remedy)
        or (None if _against_list(lowered) or YES_NO in types else _reference(node, lowered, types, scope))
        or _units(node, lowered, types, spelling, remedy)
    )
    if found is not None:
        return found
    if node.key == "is_valid":
        return text_problems.not_checked_text(node.span, str(lowered[0].type))
    hint = None if remedy else mending.advice(node, lowered, scope)
    return problems.misfit(node.span, spelling, [str(operand.type) for operand in lowered], remedy, hint)


def _against_list(lowered: Sequence[out.Expr]) -> bool:
    """Whether a whole list is compared with a single value."""
    return isinstance(lowered[0].type, ListOf) and not isinstance(lowered[-1].type, ListOf)


def _spelling(mismatch: Mismatch) -> str:
    return mismatch.record.name if isinstance(mismatch.record, Function) else mismatch.record.spelling


def of_call(
    function: Function, arguments: Sequence[out.Expr], nodes: Sequence[tree.Expr], span: Span, mismatch: Mismatch
) -> Diagnostic:
    if mismatch.index is None:
        wanted = " of ".join(str(count) for count in mismatch.counts)
        return problems.argument_count(span, function.name, wanted, len(mismatch.given))
    remedy = mending.of_call(function.name, arguments, nodes, span)
    given = str(mismatch.given[mismatch.index])
    return problems.wrong_argument(span, function.name, given, mismatch.wanted_texts, remedy)


def _element(type_: Type) -> Type:
    return type_.element if isinstance(type_, ListOf) else type_


def _computes_with_list(node: tree.Operation, lowered: Sequence[out.Expr]) -> bool:
    return node.key in COMPUTING and any(isinstance(one.type, ListOf) for one in lowered)


def _choice(
    node: tree.Operation, types: Sequence[Type], mismatch: Mismatch, spelling: str, remedy: Remedy | None
) -> Diagnostic | None:
    """An enum where a text is asked for, or against another type."""
    enum = next((one for one in types if isinstance(one, Enumeration)), None)
    if enum is None:
        return None
    for_text = any(isinstance(overload.operands[-1], TextOrTexts) for overload in mismatch.record.overloads)
    if for_text and isinstance(types[0], Enumeration):
        return problems.choice_as_text(node.span, enum.name, spelling)
    other = next((one for one in types if one != enum), None)
    if other is None or node.key in COMPUTING:
        return None
    return problems.choice_and_text(node.span, enum.name, str(other), remedy)


def _reference(
    node: tree.Operation, lowered: Sequence[out.Expr], types: Sequence[Type], scope: Scope
) -> Diagnostic | None:
    """A reference against what is no reference to the same object."""
    index = next((index for index, one in enumerate(types) if isinstance(one, ObjectType)), None)
    if index is None or len(lowered) < 2:  # noqa: PLR2004 - against another operand
        return None
    other = next((one for at, one in enumerate(lowered) if at != index), lowered[index])
    literal = other.span if isinstance(other, out.Const) else None
    found = scope.object_of(types[index])
    key = found.key_field if found else None
    path = None if key is None else f"{lowered[index].span.text}.{key.name}"
    return problems.reference(node.span, lowered[index].span.text, str(other.type), literal, path)


def _units(
    node: tree.Operation, lowered: Sequence[out.Expr], types: Sequence[Type], spelling: str, remedy: Remedy | None
) -> Diagnostic | None:
    """Units that do not go together: amounts, percentages, dates, durations."""
    if len(lowered) < 2 or _computes_with_list(node, lowered):  # noqa: PLR2004 - between two
        return None
    left, right = types[0], types[1]
    if MONEY in types and any(one in NUMBERS for one in types):
        return unit_problems.amount_and_number(node.span, spelling, remedy)
    if node.key in ("add", "subtract") and PERCENTAGE in types:
        return unit_problems.percentage_added(node.span, str(left), _times(node, lowered))
    if DATE in types and MOMENT in types:
        return unit_problems.date_and_moment(node.span, lowered[types.index(MOMENT)].span)
    if left in DURATIONS and right in DURATIONS:
        return unit_problems.durations_apart(node.span, str(left), str(right))
    return None


def _times(node: tree.Operation, lowered: Sequence[out.Expr]) -> str | None:
    """`€ 100 + 21%` as `€ 100 * 121%`."""
    percentage = lowered[1]
    if not isinstance(percentage, out.Const) or percentage.type != PERCENTAGE:
        return None
    text = percentage.span.text.replace("%", "").strip()
    if not text.isdigit():
        return None
    whole = 100 + int(text) if node.key == "add" else 100 - int(text)
    return f"{lowered[0].span.text} * {whole}%" if whole >= 0 else None
