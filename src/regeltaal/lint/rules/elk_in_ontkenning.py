"""NIET before ELK, EEN or GEEN, which is mostly read otherwise than it works."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.node import evolve
from regeltaal.base.text import Fact, Text
from regeltaal.check.problems.samples import condition
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.lint.wording import shown
from regeltaal.lint.written import bare, denied, outside_tests, rewritten
from regeltaal.syntax import tree

CODE = declare(
    "RT684",
    Severity.HINT,
    name="elk-in-ontkenning",
    title=Text(nl="NIET voor ELK, EEN of GEEN", en="NIET before ELK, EEN or GEEN"),
    message=Text(nl="{part} {what}", en="{part} {what}"),
    why=Text(
        nl="`NIET ELK …` leest gauw als `GEEN …`, maar het is al waar als er één rij niet voldoet.",
        en="`NIET ELK …` soon reads as `GEEN …`, but it is true as soon as one row does not comply.",
    ),
    hint=Text(nl="Schrijf `EEN`, of `GEEN` als dat de bedoeling is.", en="Write `EEN`, or `GEEN` where that is meant."),
    wrong=condition("NIET ELK materiaal IN materialen WAARVOOR materiaal.aantal > 2"),
    right=condition("EEN materiaal IN materialen WAARVOOR materiaal.aantal <= 2"),
)

_COMPLIES = Text(nl="is al waar bij één rij die voldoet", en="is true as soon as there is one row that complies")
_DOES_NOT = Text(
    nl="is al waar bij één rij die niet voldoet", en="is true as soon as there is one row that does not comply"
)
_NONE = Text(nl="zegt hetzelfde als `GEEN`", en="says the same as `GEEN`")
_SHORTER = Text(nl="Schrijf `GEEN`.", en="Write `GEEN`.")


def _find(view: FileView) -> Iterator[Diagnostic]:
    for node in outside_tests(view, tree.Not):
        rows = bare(node.part)
        match rows:
            case tree.Quantified(kind="every", where=where):
                meant = evolve(rows, kind="at_least", count=1, where=denied(where))
                yield _found(node, meant, _DOES_NOT)
            case tree.Quantified(kind="none"):
                yield _found(node, evolve(rows, kind="at_least", count=1), _COMPLIES)
            case tree.Quantified(kind="at_least", count=1) | tree.Group(kind="at_least", count=1, parts=(_, _, *_)):
                yield _found(node, evolve(rows, kind="none", count=0), _NONE, _SHORTER)
            case _:
                pass


def _found(node: tree.Not, meant: tree.Expr, what: Text, hint: Text | None = None) -> Diagnostic:
    facts: dict[str, Fact] = {"part": shown(node), "what": what}
    return Diagnostic(CODE, node.span, facts, hint, fixes=rewritten(node, meant, safe=True))


RULE = DeclarationRule(CODE, _find)
