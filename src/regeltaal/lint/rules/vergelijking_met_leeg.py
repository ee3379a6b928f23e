"""`= LEEG` and `<> LEEG`, for which the language has words."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import condition
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.lint.wording import shown
from regeltaal.lint.written import bare, operations, rewritten
from regeltaal.syntax import tree

CODE = declare(
    "RT674",
    Severity.HINT,
    name="vergelijking-met-leeg",
    title=Text(nl="Vergelijking met LEEG", en="Comparison with LEEG"),
    message=Text(nl="{part} vraagt of een veld leeg is", en="{part} asks whether a field is empty"),
    why=Text(
        nl="`IS LEEG` en `IS GEVULD` zeggen hetzelfde in woorden die iedereen begrijpt.",
        en="`IS LEEG` and `IS GEVULD` say the same in words that everyone understands.",
    ),
    hint=Text(nl="Schrijf `IS LEEG` of `IS GEVULD`.", en="Write `IS LEEG` or `IS GEVULD`."),
    wrong=condition("contract = LEEG"),
    right=condition("contract IS LEEG"),
)

_ASKED = {"equals": "is_empty", "not_equals": "is_filled"}
_BEFORE = "vorige"
"""What a field was may not be known: then `= LEEG` is ONBEKEND and `IS LEEG` is WAAR."""


def _find(view: FileView) -> Iterator[Diagnostic]:
    for node in operations(view, *_ASKED):
        subject = next((one for one, other in _pairs(node) if _is_empty(other)), None)
        if subject is not None:
            asks = evolve(node, key=_ASKED[node.key], operands=(subject,), exact=False)
            fixes = rewritten(node, asks, safe=_is_field(subject))
            yield Diagnostic(CODE, node.span, {"part": shown(node)}, fixes=fixes)


def _pairs(node: tree.Operation) -> Iterator[tuple[tree.Expr, tree.Expr]]:
    left, right = node.operands
    yield left, bare(right)
    yield right, bare(left)


def _is_empty(node: tree.Expr) -> bool:
    match node:
        case tree.Literal(kind="empty"):
            return True
        case tree.TextLiteral():
            return node.plain is not None and not node.plain.strip()
        case _:
            return False


def _is_field(node: tree.Expr) -> bool:
    """A field as it is now: of a computation LEEG is ONBEKEND."""
    return isinstance(node, tree.Path) and node.parts[0].key != _BEFORE


RULE = DeclarationRule(CODE, _find)
