"""NIET before what is denied already."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import condition
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.lint.wording import shown
from regeltaal.lint.written import bare, outside_tests, rewritten
from regeltaal.syntax import tree

CODE = declare(
    "RT672",
    Severity.HINT,
    name="dubbele-ontkenning",
    title=Text(nl="Dubbele ontkenning", en="Double negation"),
    message=Text(nl="{part} ontkent twee keer", en="{part} denies twice"),
    why=Text(
        nl="Een ontkenning van een ontkenning leest niemand in één keer goed.",
        en="Nobody reads a negation of a negation right at once.",
    ),
    hint=Text(nl="Zeg het zonder `NIET`.", en="Say it without `NIET`."),
    wrong=condition("NIET contract IS LEEG"),
    right=condition("contract IS GEVULD"),
)

_OPPOSITES = {"not_equals": "equals", "is_empty": "is_filled"}


def _find(view: FileView) -> Iterator[Diagnostic]:
    inside: set[int] = set()
    for node in outside_tests(view, tree.Not):
        meant = None if id(node) in inside else _meant(bare(node.part))
        if meant is not None:
            inside.update(_row(node))
            fixes = rewritten(node, meant, safe=True)
            yield Diagnostic(CODE, node.span, {"part": shown(node)}, fixes=fixes)


def _row(node: tree.Not) -> Iterator[int]:
    """Every NIET right behind another: a row of them is told once."""
    part = bare(node.part)
    while isinstance(part, tree.Not):
        yield id(part)
        part = bare(part.part)


def _meant(part: tree.Expr) -> tree.Expr | None:
    """What it says without both, and without each further pair; None where nothing is denied twice."""
    match part:
        case tree.Not(part=inner):
            following = bare(inner)
            while isinstance(following, tree.Not) and isinstance(bare(following.part), tree.Not):
                inner = _behind(following)
                following = bare(inner)
            return inner
        case tree.Operation(negated=True) | tree.Changed(negated=True):
            return evolve(part, negated=False)
        case tree.Operation(key=key) if key in _OPPOSITES:
            return evolve(part, key=_OPPOSITES[key])
        case tree.Group(kind="none"):
            return evolve(part, kind="at_least", count=1)
        case _:
            return None


def _behind(node: tree.Not) -> tree.Expr:
    """What stands behind a row of two."""
    second = bare(node.part)
    return second.part if isinstance(second, tree.Not) else second


RULE = DeclarationRule(CODE, _find)
