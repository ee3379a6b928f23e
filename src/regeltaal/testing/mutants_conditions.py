"""The changes of a condition: other operators and bounds, EN for OF, a part left out or turned round."""

from collections.abc import Iterator
from typing import assert_never

from regeltaal.base.diagnostic import Edit
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.syntax import tree
from regeltaal.testing.mutants_edits import (
    Change,
    Changes,
    Kind,
    Types,
    between,
    dropped,
    inserted,
    keyword,
    other_value,
    replaced,
    shifted,
    without_one,
)
from regeltaal.values.registry import OPERATORS
from regeltaal.values.types import Enumeration

_FLIPPED = {
    "equals": "<>", "not_equals": "=", "less": "<=", "less_equal": "<", "greater": ">=", "greater_equal": ">",
}  # fmt: skip
_REVERSED = {"less": ">=", "less_equal": ">", "greater": "<=", "greater_equal": "<"}
_STEPS = {"less": -1, "less_equal": 1, "greater": 1, "greater_equal": -1}
"""The step of the bound that flipping the operator does not come to as well."""
_RANGES = ("between", "from_until", "from_through")


def of_condition(node: tree.Expr, types: Types) -> Changes:
    """The changes of a condition and of all that it is made of."""
    match node:
        case tree.Conjunction() | tree.Disjunction():
            yield from _of_junction(node, types)
        case tree.Parenthesised(inner=inner):
            yield from of_condition(inner, types)
        case tree.Not(part=part):
            yield replaced(Kind.NEGATION, node.span, part.span.text)
            yield from of_condition(part, types)
        case tree.Group():
            yield from _of_group(node, types)
        case tree.Quantified():
            yield from _of_quantifier(node, types)
        case tree.Operation():
            yield from _of_operation(node, types)
        case tree.Changed():
            yield from _of_change(node, types)
        case tree.Was(value=value):
            yield _turned_round(node)
            yield from _of_choice(value, types)
        case tree.Path():
            yield _turned_round(node)
        case tree.Aggregate(where=where):
            yield from () if where is None else of_condition(where, types)
        case tree.Call(arguments=arguments) | tree.ListLiteral(items=arguments):
            for one in arguments:
                yield from _inside(one, types)
        case tree.Literal() | tree.TextLiteral() | tree.Mixture():
            return
        case _:
            assert_never(node)


def _turned_round(node: tree.Expr) -> Change:
    text = Text(nl=f"`{_one_line(node)}` is ontkend (`NIET`)", en=f"`{_one_line(node)}` was negated (`NIET`)")
    return inserted(Kind.NEGATION, node.span, "NIET ", text)


def _one_line(node: tree.Expr) -> str:
    return " ".join(node.span.text.split())


# ---------------------------------------------------------------- EN, OF, groups, quantifiers


def _of_junction(node: tree.Conjunction | tree.Disjunction, types: Types) -> Changes:
    word, other = ("EN", "OF") if isinstance(node, tree.Conjunction) else ("OF", "EN")
    found = junctions(node, word)
    if found:
        text = Text(nl=f"`{word}` werd `{other}`", en=f"`{word}` became `{other}`")
        yield Change(Kind.JUNCTION, found[0], tuple(Edit(one, other) for one in found), text)
    yield from without_one(Kind.PART, [one.span for one in node.parts])
    for part in node.parts:
        yield from of_condition(part, types)


def junctions(node: tree.Conjunction | tree.Disjunction, word: str) -> tuple[Span, ...]:
    """Where EN or OF stands between the parts."""
    pairs = zip(node.parts, node.parts[1:], strict=False)
    found = (keyword(word, left.span, right.span) for left, right in pairs)
    return tuple(one for one in found if one is not None)


def _of_group(node: tree.Group, types: Types) -> Changes:
    head = _head(node.span, node.parts[0].span)
    for new in _other_kinds(node.kind, node.count, len(node.parts)):
        yield replaced(Kind.COUNT, head, f"{new} VAN ")
    yield from without_one(Kind.PART, [one.span for one in node.parts])
    for part in node.parts:
        yield from of_condition(part, types)


def _head(span: Span, first: Span) -> Span:
    """What stands before the parenthesis of a group."""
    opening = span.source.text.rindex("(", span.start, first.start)
    return Span(span.source, span.start, opening)


def _of_quantifier(node: tree.Quantified, types: Types) -> Changes:
    head = Span(node.span.source, node.span.start, node.variable.span.start)
    for new in _other_kinds("all" if node.kind == "every" else node.kind, node.count, node.count + 1):
        yield replaced(Kind.COUNT, head, f"{'ELK' if new == 'ALLE' else new} ")
    yield from of_condition(node.where, types)


def _other_kinds(kind: str, count: int, most: int) -> Iterator[str]:
    """What else may be asked of several: all for one, none for one, one more, one less."""
    match kind:
        case "all" | "none":
            yield "EEN"
        case "at_least" if count == 1:
            yield from ("ALLE", "GEEN")
        case _:
            word = "MINSTENS" if kind == "at_least" else "PRECIES"
            yield from (f"{word} {one}" for one in (count + 1, count - 1) if 1 <= one <= most)


# ---------------------------------------------------------------- predicates


def _of_operation(node: tree.Operation, types: Types) -> Changes:
    operator = OPERATORS[node.key]
    if not operator.is_predicate:
        yield from _inside(node, types)
        return
    yield from _of_operator(node)
    if node.key in _RANGES:
        yield from _of_range(node)
    for number, operand in enumerate(node.operands):
        if isinstance(operand, tree.Literal) and node.key in _STEPS:
            yield from _shift(operand, _STEPS[node.key] if number else -_STEPS[node.key])
        elif isinstance(operand, tree.ListLiteral):
            yield from without_one(Kind.ITEM, [one.span for one in operand.items])
        else:
            yield from _inside(operand, types)


def _of_operator(node: tree.Operation) -> Changes:
    word = node.operator_span
    if node.key in _FLIPPED:
        sign = next(one for one in ("<>", "<=", ">=", "=", "<", ">") if one in word.text)
        for new in (_FLIPPED[node.key], *(one for one in (_REVERSED.get(node.key),) if one is not None)):
            yield replaced(Kind.OPERATOR, word, word.text.replace(sign, new, 1))
    elif node.key in ("is_empty", "is_filled"):
        old, new = ("LEEG", "GEVULD") if node.key == "is_empty" else ("GEVULD", "LEEG")
        yield replaced(Kind.OPERATOR, word, word.text.replace(old, new))
    elif node.negated:
        yield replaced(Kind.NEGATION, word, " ".join(word.text.replace("NIET", "").split()))
    else:
        spelling, negated = OPERATORS[node.key].spelling, OPERATORS[node.key].negated_spelling
        if negated is None:
            yield _turned_round(node)
        else:
            yield replaced(Kind.NEGATION, word, " ".join(word.text.split()).replace(spelling, negated, 1))


def _of_range(node: tree.Operation) -> Changes:
    """Which bound counts, and the bounds themselves."""
    low, high = node.operands[1], node.operands[2]
    gap = between(low.span, high.span)
    if node.key == "between":
        word = node.operator_span
        middle = keyword("EN", low.span, high.span)
        if middle is not None:
            edits = (Edit(word, word.text.replace("TUSSEN", "VANAF")), Edit(middle, "TOT"))
            text = Text(nl="de bovengrens van `TUSSEN` telt niet meer mee", en="the upper bound is excluded")
            yield Change(Kind.OPERATOR, node.span, edits, text)
    else:
        new = " TOT EN MET " if node.key == "from_until" else " TOT "
        yield replaced(Kind.OPERATOR, gap, new)
    for operand, steps in ((low, (-1, 1)), (high, (1,))):
        if isinstance(operand, tree.Literal):
            for one in steps:
                yield from _shift(operand, one)


def _shift(literal: tree.Literal, steps: int) -> Changes:
    new = shifted(literal, steps)
    if new is not None:
        yield replaced(Kind.BOUND, literal.span, new)


def _of_change(node: tree.Changed, types: Types) -> Changes:
    """IS GEWIJZIGD VAN x NAAR y."""
    yield _turned_round(node)
    before: Span = node.subject.span
    ends = [one for one in (node.old, node.new) if one is not None]
    for one in ends:
        start = keyword("VAN" if one is node.old else "NAAR", before, one.span)
        if start is not None:
            yield dropped(Kind.PART, start.to(one.span), start.to(one.span))
        before = one.span
        yield from _of_choice(one, types)


def _of_choice(node: tree.Expr, types: Types) -> Changes:
    """Another value of the same enum."""
    if isinstance(node, tree.TextLiteral) and isinstance(types.at(node.span), Enumeration):
        new = other_value(node, types)
        if new is not None:
            yield replaced(Kind.VALUE, node.span, new)


def _inside(node: tree.Expr, types: Types) -> Changes:
    """The changes of a value in a condition: of what is computed, and of an enum."""
    match node:
        case tree.Operation(operands=operands):
            for one in operands:
                yield from _shift(one, 1) if isinstance(one, tree.Literal) else _inside(one, types)
        case tree.Parenthesised(inner=inner):
            yield from _inside(inner, types)
        case tree.TextLiteral():
            yield from _of_choice(node, types)
        case tree.Aggregate(where=where):
            yield from () if where is None else of_condition(where, types)
        case tree.Call(arguments=arguments):
            for one in arguments:
                yield from _inside(one, types)
        case tree.Literal(kind="yes" | "no"):
            new = other_value(node, types)
            yield from () if new is None else (replaced(Kind.VALUE, node.span, new),)
        case tree.Conjunction() | tree.Disjunction() | tree.Not() | tree.Group() | tree.Quantified():
            yield from of_condition(node, types)
        case _:
            return
