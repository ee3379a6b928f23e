"""A value that is compared with itself."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import condition
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.lint.wording import shown
from regeltaal.lint.written import bare, outside_tests
from regeltaal.syntax import tree

CODE = declare(
    "RT673",
    Severity.WARNING,
    name="vergelijking-met-zichzelf",
    title=Text(nl="Vergelijking met zichzelf", en="Comparison with itself"),
    message=Text(nl="{value} wordt met zichzelf vergeleken", en="{value} is compared with itself"),
    why=Text(
        nl="Zo'n vergelijking komt altijd hetzelfde uit. Vaak hoorde er aan een van beide kanten een ander veld te "
        "staan.",
        en="Such a comparison always comes out the same. Often another field was meant on one of the two sides.",
    ),
    hint=Text(nl="Zet aan een van beide kanten het bedoelde veld.", en="Put the field that was meant on one side."),
    wrong=condition("datum IS GEVULD EN datum < datum"),
    right=condition("datum IS GEVULD EN datum < einddatum"),
)

_COMPARISONS = frozenset(
    ["equals", "not_equals", "less", "less_equal", "greater", "greater_equal", "contains", "begins_with", "ends_with"]
)
_RANGES = frozenset(["between", "from_until", "from_through", "in"])


def _find(view: FileView) -> Iterator[Diagnostic]:
    for node in outside_tests(view, tree.Operation):
        if node.key in _COMPARISONS or node.key in _RANGES:
            subject, *others = _compared(node)
            if not isinstance(subject, tree.Literal | tree.TextLiteral) and subject in others:
                yield Diagnostic(CODE, node.span, {"value": shown(subject)})


def _compared(node: tree.Operation) -> Iterator[tree.Expr]:
    """The operands, and what stands in a list among them."""
    for one in map(bare, node.operands):
        yield one
        if isinstance(one, tree.ListLiteral):
            yield from map(bare, one.items)


RULE = DeclarationRule(CODE, _find)
