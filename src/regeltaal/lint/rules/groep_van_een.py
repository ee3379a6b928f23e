"""A group with one part, or one of which every part is asked."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.node import evolve
from regeltaal.base.patterns import lazily
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import condition
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.lint.wording import shown
from regeltaal.lint.written import bare, outside_tests, rewritten
from regeltaal.syntax import tree

CODE = declare(
    "RT677",
    Severity.HINT,
    name="groep-van-een",
    title=Text(nl="Groep die niets te kiezen laat", en="Group that leaves nothing to choose"),
    message=Text(nl="{part} {why}", en="{part} {why}"),
    why=Text(
        nl="Een groep vraagt een deel van wat erin staat. Valt er niets te kiezen, dan zegt een gewone voorwaarde of "
        "`ALLE VAN` het duidelijker.",
        en="A group asks some of what is in it. Where there is nothing to choose a plain condition or `ALLE VAN` says "
        "it more clearly.",
    ),
    hint=Text(nl="Schrijf het gewoner, of vul de groep aan.", en="Write it more plainly, or complete the group."),
    wrong=condition("MINSTENS 2 VAN (contract IS LEEG; garantie)"),
    right=condition("ALLE VAN (contract IS LEEG; garantie)"),
)

_ONE = Text(nl="heeft maar één deel", en="has but one part")
_EVERY = Text(nl="vraagt alle delen", en="asks every part")
_ANY = Text(nl="zegt hetzelfde als `EEN VAN`", en="says the same as `EEN VAN`")
_PLAINLY = Text(nl="Schrijf `EEN VAN`.", en="Write `EEN VAN`.")
_COUNTED = lazily(r"MINSTENS\s+1\s")


def _find(view: FileView) -> Iterator[Diagnostic]:
    for node in outside_tests(view, tree.Group):
        if len(node.parts) == 1:
            fixes = rewritten(node, _alone(node), safe=True) if node.count <= 1 else ()
            yield Diagnostic(CODE, node.span, {"part": shown(node), "why": _ONE}, fixes=fixes)
        elif node.kind in ("at_least", "exactly") and node.count == len(node.parts):
            fixes = rewritten(node, evolve(node, kind="all", count=0), safe=True)
            yield Diagnostic(CODE, node.span, {"part": shown(node), "why": _EVERY}, fixes=fixes)
        elif node.kind == "at_least" and _COUNTED.match(node.span.text):
            fixes = rewritten(node, node, safe=True)
            yield Diagnostic(CODE, node.span, {"part": shown(node), "why": _ANY}, _PLAINLY, fixes=fixes)


def _alone(node: tree.Group) -> tree.Expr:
    (part,) = node.parts
    denies = node.kind == "none" or (node.kind == "exactly" and node.count == 0)
    inner = bare(part)
    is_whole = isinstance(inner, tree.Conjunction | tree.Disjunction)
    held = tree.Parenthesised(inner, span=inner.span) if is_whole else inner
    return tree.Not(held, span=node.span) if denies else held


RULE = DeclarationRule(CODE, _find)
