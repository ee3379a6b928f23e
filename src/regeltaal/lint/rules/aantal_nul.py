"""`PRECIES 0`, for which the language has a word."""

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
    "RT678",
    Severity.HINT,
    name="aantal-nul",
    title=Text(nl="PRECIES 0 waar GEEN bedoeld is", en="PRECIES 0 where GEEN is meant"),
    message=Text(nl="{part} vraagt er geen enkele", en="{part} asks none of them"),
    why=Text(
        nl="`GEEN` zegt hetzelfde in een woord dat iedereen begrijpt. Een nul die er per vergissing staat, valt zo op.",
        en="`GEEN` says the same in a word that everyone understands. A nought by mistake shows that way.",
    ),
    hint=Text(nl="Schrijf `GEEN`, of verander het aantal.", en="Write `GEEN`, or change the number."),
    wrong=condition("PRECIES 0 materiaal IN materialen WAARVOOR materiaal.aantal > 2"),
    right=condition("GEEN materiaal IN materialen WAARVOOR materiaal.aantal > 2"),
)


def _find(view: FileView) -> Iterator[Diagnostic]:
    for group in outside_tests(view, tree.Group):
        if group.kind == "exactly" and group.count == 0 and len(group.parts) > 1:
            yield _found(group, evolve(group, kind="none"))
    for rows in outside_tests(view, tree.Quantified):
        if rows.kind == "exactly" and rows.count == 0:
            yield _found(rows, evolve(rows, kind="none"))


def _found(node: tree.Group | tree.Quantified, meant: tree.Expr) -> Diagnostic:
    return Diagnostic(CODE, node.span, {"part": shown(node)}, fixes=rewritten(node, meant, safe=True))


RULE = DeclarationRule(CODE, _find)
