"""What stands in the rules and definitions of a file as it was written, and how it can be written otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import TypeVar

from regeltaal.base.diagnostic import Edit, Fix
from regeltaal.base.node import evolve
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.formatting.printer import written
from regeltaal.lint.view import FileView
from regeltaal.syntax import tree
from regeltaal.values.registry import OPERATORS

E = TypeVar("E", tree.Operation, tree.Not, tree.Group, tree.Disjunction, tree.Conjunction, tree.Quantified)


def outside_tests(view: FileView, kind: type[E]) -> Sequence[E]:
    """Every node of a kind in the rules and definitions: what a test expects is not meant as a condition."""
    found = view.each(kind)
    tests = [one.span for one in view.each(tree.Test)] if found else ()
    if not tests:
        return found
    return [one for one in found if not any(test.start <= one.span.start < test.end for test in tests)]


def operations(view: FileView, *keys: str) -> Iterator[tree.Operation]:
    """Every operation by one of these operators in the rules and definitions."""
    by_key = _by_key(view)
    return chain.from_iterable(by_key.get(key, ()) for key in keys)


@lru_cache(maxsize=1)
def _by_key(view: FileView) -> Mapping[str, Sequence[tree.Operation]]:
    found: dict[str, list[tree.Operation]] = {}
    for node in outside_tests(view, tree.Operation):
        found.setdefault(node.key, []).append(node)
    return found


def rewritten(node: tree.Expr, otherwise: tree.Expr, *, safe: bool) -> tuple[Fix, ...]:
    """A fix that writes a part otherwise; none where a comment would go with it."""
    if "#" in node.span.text and not _is_in_text(node.span):
        return ()
    text = written(otherwise)
    return (Fix(Text(nl=f"Schrijf `{text}`", en=f"Write `{text}`"), (Edit(node.span, text),), safe),)


def _is_in_text(span: Span) -> bool:
    """Whether each `#` stands in a text on its line."""
    return all(line.split("#")[0].count('"') % 2 for line in span.text.split("\n") if "#" in line)


def bare(node: tree.Expr) -> tree.Expr:
    """A part without the parentheses around it."""
    while isinstance(node, tree.Parenthesised):
        node = node.inner
    return node


_DENIALS = {
    "equals": "not_equals",
    "not_equals": "equals",
    "less": "greater_equal",
    "greater_equal": "less",
    "greater": "less_equal",
    "less_equal": "greater",
    "is_empty": "is_filled",
    "is_filled": "is_empty",
}
"""Each is the exact denial of the other: also where something is empty, and both are ONBEKEND or neither is."""


def denied(node: tree.Expr) -> tree.Expr:
    """The same with NIET before it, said as plainly as can be."""
    match bare(node):
        case tree.Not(part=part):
            return part
        case tree.Operation(key=key, negated=False) as operation if key in _DENIALS:
            return evolve(operation, key=_DENIALS[key])
        case tree.Operation(key=key) as operation if OPERATORS[key].is_predicate:
            return evolve(operation, negated=not operation.negated)
        case tree.Conjunction() | tree.Disjunction() as whole:
            return tree.Not(tree.Parenthesised(whole, span=node.span), span=node.span)
        case inner:
            return tree.Not(inner, span=node.span)


def texts_in(node: tree.Expr) -> list[tree.TextLiteral]:
    """The plain text literals that an operand is made of; none where anything else is among them."""
    match bare(node):
        case tree.TextLiteral() as text if text.plain is not None:
            return [text]
        case tree.ListLiteral(items=items):
            found = [text for item in items for text in texts_in(item)]
            return found if len(found) == len(items) else []
        case _:
            return []
