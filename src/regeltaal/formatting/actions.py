"""Prints actions."""

from collections.abc import Sequence
from typing import assert_never

from regeltaal.formatting import doc, words
from regeltaal.formatting.clauses import with_clauses
from regeltaal.formatting.doc import HARD, Doc, Gap
from regeltaal.formatting.expressions import expression
from regeltaal.formatting.nouns import each
from regeltaal.formatting.operators import Binding
from regeltaal.formatting.places import end_of, start_of
from regeltaal.syntax import tree

_BEFORE_LAST = len("KLAAR") - 1


def block(actions: Sequence[tree.Action]) -> Doc:
    """Actions, each on lines of its own, where a line has begun; the author's empty lines between them stay."""
    return doc.between(doc.hard(Gap.AUTHORS), [action(one) for one in actions])


def action(node: tree.Action) -> Doc:
    start = start_of(node)
    match node:
        case tree.Set(target=target, value=value):
            return doc.join(doc.text("ZET ", start), path(target), " = ", expression(value, Binding.SUM))
        case tree.Clear(target=target):
            return doc.join(doc.text("WIS ", start), path(target))
        case tree.Stop():
            return doc.text("STOP VERDERE REGELS", start, end_of(node))
        case tree.ForEach():
            return _for_each(node)
        case tree.Perform(arguments=arguments, without=without):
            goes_on = node.alias is not None or node.delay is not None
            given = [argument(one) for one in arguments]
            return with_clauses(_head(node), given, [path(one) for one in without], goes_on=goes_on)
        case never:
            assert_never(never)


def path(node: tree.Path) -> Doc:
    return doc.text(words.path(node), start_of(node), end_of(node))


def argument(node: tree.Argument) -> Doc:
    return doc.join(path(node.parameter), " = ", expression(node.value, Binding.SUM))


def delay(node: tree.Delay | None) -> Doc:
    """` NA 30 minuten MITS …`, or nothing."""
    if node is None:
        return doc.EMPTY
    printed = doc.join(" NA ", expression(node.amount))
    if node.provided is None:
        return printed
    return doc.join(printed, " MITS ", expression(node.provided, Binding.NEGATION))


def where(node: tree.Expr | None) -> Doc:
    """` WAARVOOR …`, or nothing."""
    return doc.EMPTY if node is None else doc.join(" WAARVOOR ", expression(node, Binding.NEGATION))


def _head(node: tree.Perform) -> Doc:
    called = doc.text(f"{words.capital(node.verb)} {words.name(node.name)}", start_of(node), end_of(node.name))
    alias = (
        doc.EMPTY
        if node.alias is None
        else doc.join(" GENAAMD ", doc.text(words.name(node.alias), start_of(node.alias)))
    )
    return doc.join(called, alias, delay(node.delay))


def _for_each(node: tree.ForEach) -> Doc:
    rows = f"VOOR {each(node.variable)} {words.name(node.variable)} IN {words.path(node.items)}"
    end = end_of(node)
    closed = None if end is None else end - _BEFORE_LAST
    return doc.join(
        doc.text(rows, start_of(node), end_of(node.items)),
        where(node.where),
        " DOE",
        doc.nested(HARD, block(node.body)),
        HARD,
        doc.text("KLAAR", closed),
    )
