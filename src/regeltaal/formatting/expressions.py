"""Prints values and conditions. Parts are printed before what they stand in, so that depth needs no recursion."""

from collections.abc import Callable, Iterable, Iterator
from typing import assert_never

from regeltaal.base.node import astuple, evolve
from regeltaal.formatting import doc, notation, words
from regeltaal.formatting.doc import LINE, SOFT, Doc
from regeltaal.formatting.nouns import each
from regeltaal.formatting.operators import Binding, binding, operand_binding, signs, takes_niet
from regeltaal.formatting.places import end_of, start_of
from regeltaal.syntax import tree

Inner = Callable[[tree.Expr, Binding], Doc]
"""A part as it is printed, in parentheses where it would fall apart."""


def expression(root: tree.Expr, least: Binding = Binding.CHAIN) -> Doc:
    """A value or condition, for a place that asks it to hold together so much."""
    made: dict[int, Doc] = {}

    def inner(node: tree.Expr, least: Binding) -> Doc:
        return made[id(node)] if _binding(node) >= least else parenthesised(made[id(node)], None, None)

    for node in _parts_first(root):
        made[id(node)] = _printed(node, inner)
    return inner(root, least)


def parts_of_chain(node: tree.Expr) -> list[tuple[str, Doc]] | None:
    """The parts of `a EN b OF c`, each with the word before it; None when it is no chain."""
    match node:
        case tree.Conjunction(parts=parts):
            junctions: tuple[str, ...] = ("EN",) * (len(parts) - 1)
        case tree.Disjunction(parts=parts):
            junctions = ("OF",) * (len(parts) - 1)
        case tree.Mixture(parts=parts, junctions=junctions):
            pass
        case _:
            return None
    printed = [expression(part, Binding.NEGATION) for part in parts]
    return list(zip(("", *junctions), printed, strict=True))


def parenthesised(inner: Doc, start: int | None, end: int | None) -> Doc:
    return doc.group(doc.join(doc.text("(", start), doc.nested(SOFT, doc.ungrouped(inner)), SOFT, doc.text(")", end)))


def listed(items: Iterable[Doc]) -> Doc:
    """`a; b`, which may be broken behind each `;`."""
    return doc.between(doc.join(";", LINE), items)


def _parts_first(root: tree.Expr) -> Iterator[tree.Expr]:
    """Every expression within this one and itself, parts before what they are parts of."""
    found: list[tree.Expr] = []
    waiting: list[object] = [root]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, tree.Expr):
            continue
        found.append(node)
        for value in astuple(node):
            waiting.extend(value if isinstance(value, tuple) else (value,))
    return reversed(found)


def _binding(node: tree.Expr) -> Binding:
    match node:
        case tree.Conjunction() | tree.Disjunction() | tree.Mixture():
            return Binding.CHAIN
        case tree.Not():
            return Binding.PREDICATE if negated(node) is not None else Binding.NEGATION
        case tree.Operation():
            return binding(node)
        case tree.Group() | tree.Quantified() | tree.Changed() | tree.Was():
            return Binding.PREDICATE
        case _:
            return Binding.ATOM


def _printed(node: tree.Expr, inner: Inner) -> Doc:  # noqa: C901, PLR0912 - one case for each kind
    start = start_of(node)
    match node:
        case tree.Literal():
            return doc.text(notation.canonical(node), start)
        case tree.TextLiteral():
            return words.literal(node, start)
        case tree.Path():
            return doc.text(words.path(node), start, end_of(node))
        case tree.Operation():
            return _operation(node, inner)
        case tree.Conjunction(parts=parts):
            return _chain(parts, ["EN"] * len(parts), inner)
        case tree.Disjunction(parts=parts):
            return _chain(parts, ["OF"] * len(parts), inner)
        case tree.Mixture(parts=parts, junctions=junctions):
            return _chain(parts, junctions, inner)
        case tree.Not(part=part):
            found = negated(node)
            return _plainly_negated(part, start, inner) if found is None else _negated(found, inner)
        case tree.Parenthesised(inner=part):
            return parenthesised(inner(part, Binding.CHAIN), start, end_of(node))
        case tree.ListLiteral(items=items):
            return parenthesised(_items(items, inner), start, end_of(node))
        case tree.Group():
            return _group(node, inner)
        case tree.Quantified(variable=variable, items=items, where=where):
            head = f"{_how_many(node)} {words.name(variable)} IN {words.path(items)} WAARVOOR "
            return doc.join(doc.text(head, start, end_of(items)), inner(where, Binding.NEGATION))
        case tree.Changed():
            return _changed(node, inner)
        case tree.Was(subject=subject, value=value):
            return doc.join(inner(subject, Binding.SUM), " WAS ", inner(value, Binding.SUM))
        case tree.Call(function=function, arguments=arguments):
            return _call(function, _items(arguments, inner) if arguments else doc.EMPTY, end_of(node))
        case tree.Aggregate():
            return _aggregate(node, inner)
        case never:
            assert_never(never)


# ---------------------------------------------------------------- values


def _items(items: Iterable[tree.Expr], inner: Inner) -> Doc:
    return listed(inner(item, Binding.CHAIN) for item in items)


def _operation(node: tree.Operation, inner: Inner) -> Doc:
    operands = [inner(one, operand_binding(node, number)) for number, one in enumerate(node.operands)]
    first, *others = operands
    spelled = signs(node)
    if not others:
        return doc.join(first, doc.text(f" {spelled[0]}", end_of(node)))
    if binding(node) in {Binding.TERMS, Binding.FACTORS}:
        begun = doc.ungrouped(first) if _binding(node.operands[0]) is binding(node) else first
        return doc.group(doc.join(begun, doc.nested(LINE, f"{spelled[0]} ", others[0])))
    return doc.join(first, *(part for pair in zip(spelled, others, strict=True) for part in (f" {pair[0]} ", pair[1])))


def _call(function: tree.Name, arguments: Doc, end: int | None) -> Doc:
    opened = doc.text(f"{words.capital(function)}(", start_of(function))
    return doc.group(doc.join(opened, doc.nested(SOFT, arguments), SOFT, doc.text(")", end)))


def _aggregate(node: tree.Aggregate, inner: Inner) -> Doc:
    rows: Doc = doc.text(
        f"{words.name(node.variable)} IN {words.path(node.items)}", start_of(node.variable), end_of(node.items)
    )
    if node.value is not None:
        rows = doc.join(inner(node.value, Binding.CHAIN), LINE, f"VOOR {each(node.variable)} ", rows)
    if node.where is not None:
        rows = doc.join(rows, LINE, "WAARVOOR ", inner(node.where, Binding.NEGATION))
    return _call(node.function, rows, end_of(node))


# ---------------------------------------------------------------- conditions


def _chain(parts: Iterable[tree.Expr], junctions: Iterable[str], inner: Inner) -> Doc:
    first, *others = (inner(part, Binding.NEGATION) for part in parts)
    return doc.group(
        doc.join(first, *(doc.join(LINE, f"{word} ", part) for word, part in zip(junctions, others, strict=False)))
    )


def negated(node: tree.Not) -> tree.Operation | tree.Changed | None:
    """What NIET is about, when it goes with the operator: `x BEVAT NIET y` for `NIET x BEVAT y`."""
    match node.part:
        case tree.Operation(negated=False) as part if takes_niet(part):
            return evolve(part, negated=True)
        case tree.Changed(negated=False) as part:
            return evolve(part, negated=True)
        case _:
            return None


def _plainly_negated(part: tree.Expr, start: int | None, inner: Inner) -> Doc:
    return doc.join(doc.text("NIET ", start), inner(part, Binding.NEGATION))


def _negated(node: tree.Operation | tree.Changed, inner: Inner) -> Doc:
    return _operation(node, inner) if isinstance(node, tree.Operation) else _changed(node, inner)


def _group(node: tree.Group, inner: Inner) -> Doc:
    head = doc.text(f"{_how_many(node)} VAN ", start_of(node))
    return doc.join(head, parenthesised(_items(node.parts, inner), None, end_of(node)))


def _how_many(node: tree.Group | tree.Quantified) -> str:
    if isinstance(node, tree.Quantified) and node.kind == "every":
        return each(node.variable)
    match node.kind:
        case "all" | "every":
            return "ALLE"
        case "none":
            return "GEEN"
        case "at_least":
            return "EEN" if node.count == 1 else f"MINSTENS {node.count}"
        case "exactly":
            return f"PRECIES {node.count}"


def _changed(node: tree.Changed, inner: Inner) -> Doc:
    ends = end_of(node) if node.old is None and node.new is None else None
    sign = doc.text(" IS NIET GEWIJZIGD" if node.negated else " IS GEWIJZIGD", ends)
    printed = doc.join(inner(node.subject, Binding.SUM), sign)
    for word, value in (("VAN", node.old), ("NAAR", node.new)):
        if value is not None:
            printed = doc.join(printed, f" {word} ", inner(value, Binding.ATOM))
    return printed
