"""Prints any node of a tree in the one form in which rules are written, also one that no source was read for.

It prints what the tree says: parentheses that a tree made by hand needs and does not have are added.
"""

from math import inf

from regeltaal.formatting import declarations, doc, rules, tables, trials, words
from regeltaal.formatting.actions import action, argument, delay
from regeltaal.formatting.doc import Doc, on_one_line
from regeltaal.formatting.expressions import expression
from regeltaal.formatting.layout import WIDTH, laid_out
from regeltaal.formatting.places import NOWHERE
from regeltaal.syntax import tree

Written = (
    tree.RuleFile
    | tree.Header
    | tree.Comment
    | tree.Item
    | tree.Meta
    | tree.Trigger
    | tree.MomentClause
    | tree.Action
    | tree.Delay
    | tree.Argument
    | tree.Step
    | tree.Given
    | tree.Expectation
    | tree.Table
    | tree.Row
    | tree.Cell
    | tree.Selector
    | tree.Expr
    | tree.Interpolation
    | tree.Name
)
"""Every node."""

_WHOLE = (tree.RuleFile, tree.Header, tree.Rule, tree.Test, tree.Definition, tree.ListDeclaration, tree.Step)
"""What has lines of its own; the rest goes into a line, and gets only the line ends without which it can't do."""


def written(node: Written, width: float | None = None) -> str:
    """The text of a node, without a line end behind it."""
    if width is None:
        width = WIDTH if isinstance(node, _WHOLE) else inf
    return laid_out(_printed(node), width).removesuffix("\n")


def _printed(node: Written) -> Doc:  # noqa: C901, PLR0912 - one case for each kind
    match node:
        case tree.RuleFile(header=header, items=items):
            return declarations.file(header, items, NOWHERE)
        case tree.Header():
            return doc.between(doc.HARD, declarations.header_lines(node, NOWHERE))
        case tree.Comment(text=text):
            return doc.text(text.rstrip())
        case tree.Use() | tree.ListDeclaration() | tree.Definition() | tree.Rule() | tree.Test() | tree.Broken():
            return declarations.declaration(node, NOWHERE)
        case tree.EventTrigger() | tree.ClockTrigger():
            return rules.trigger(node)
        case tree.MomentClause():
            return rules.moment(node)
        case tree.Set() | tree.Clear() | tree.Stop() | tree.ForEach() | tree.Perform():
            return action(node)
        case tree.Delay():
            return doc.text(on_one_line(delay(node)).lstrip())
        case tree.Argument():
            return argument(node)
        case tree.Step():
            return trials.step(node, NOWHERE)
        case tree.GivenRecord() | tree.GivenRows():
            return trials.given(node)
        case tree.ExpectPerform() | tree.ExpectSet() | tree.ExpectClear() | tree.ExpectStop() | tree.ExpectRule():
            return trials.expectation(node)
        case tree.Table():
            return tables.table(node)
        case tree.Row():
            return doc.raw(tables.row(node))
        case tree.Cell():
            return doc.raw(tables.cell(node))
        case tree.Selector():
            return rules.selector(node)
        case tree.Interpolation():
            return doc.text(words.interpolation(node))
        case tree.Name():
            return doc.text(words.name(node))
        case (
            tree.Description()
            | tree.Priority()
            | tree.Scope()
            | tree.Validity()
            | tree.PhaseClause()
            | tree.Disabled()
            | tree.FormerName()
            | tree.PerRow()
        ):
            return rules.meta(node)
        case expr:
            return expression(expr)
