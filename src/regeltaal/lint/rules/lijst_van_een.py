"""A list that holds one value."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import condition
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.lint.wording import shown
from regeltaal.lint.written import outside_tests, rewritten
from regeltaal.syntax import tree

CODE = declare(
    "RT676",
    Severity.HINT,
    name="lijst-van-een",
    title=Text(nl="Lijst van één waarde", en="List of one value"),
    message=Text(
        nl="er staat maar één waarde in de lijst van {part}", en="there is but one value in the list of {part}"
    ),
    why=Text(
        nl="Een lijst van één waarde laat de lezer zoeken naar de andere waarden.",
        en="A list of one value leaves the reader looking for the others.",
    ),
    hint=Text(
        nl="Vergelijk met de waarde zelf, of vul de lijst aan.", en="Compare with the value, or complete the list."
    ),
    wrong=condition('relatie.plaats IN ("Zeist")'),
    right=condition('relatie.plaats = "Zeist"'),
)

_TEXTUAL = frozenset(["contains", "begins_with", "ends_with", "like", "matches"])


def _find(view: FileView) -> Iterator[Diagnostic]:
    for node in outside_tests(view, tree.Operation):
        single = _single(node)
        if single is not None:
            fixes = rewritten(node, single, safe=True)
            yield Diagnostic(CODE, node.span, {"part": shown(node)}, fixes=fixes)


def _single(node: tree.Operation) -> tree.Operation | None:
    """The same with the value by itself."""
    if node.key != "in" and node.key not in _TEXTUAL:
        return None
    subject, listed = node.operands
    match listed:
        case tree.Parenthesised(inner=tree.Literal() | tree.TextLiteral() as value):
            pass
        case _:
            return None
    if node.key != "in":
        return evolve(node, operands=(subject, value))
    return evolve(node, key="not_equals" if node.negated else "equals", operands=(subject, value), negated=False)


RULE = DeclarationRule(CODE, _find)
