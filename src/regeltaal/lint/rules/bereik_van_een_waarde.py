"""A range whose bounds are one value."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import condition
from regeltaal.lint.literals import value_key
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.lint.wording import shown
from regeltaal.lint.written import bare, outside_tests, rewritten
from regeltaal.program import tree as out
from regeltaal.program.walk import nodes
from regeltaal.syntax import tree

CODE = declare(
    "RT682",
    Severity.HINT,
    name="bereik-van-een-waarde",
    title=Text(nl="Bereik van één waarde", en="Range of one value"),
    message=Text(nl="beide grenzen zijn {value}", en="both bounds are {value}"),
    why=Text(
        nl="Tussen twee gelijke grenzen past één waarde. Vaak hoorde een van beide anders te zijn.",
        en="Between two equal bounds there is one value. Often one of them was meant to be another.",
    ),
    hint=Text(nl="Pas een grens aan, of vergelijk met `=`.", en="Change a bound, or compare with `=`."),
    wrong=condition("duur TUSSEN 60 EN 60"),
    right=condition("duur TUSSEN 60 EN 120"),
)

_RANGES = frozenset(["between", "from_through"])
"""Of VANAF … TOT the second is excluded: that is never WAAR."""


def _find(view: FileView) -> Iterator[Diagnostic]:
    for node in outside_tests(view, tree.Operation):
        if node.key in _RANGES:
            subject, low, high = node.operands
            same = value_key(bare(low)) == value_key(bare(high))
            if same and bare(subject) != bare(low):
                key = "not_equals" if node.negated else "equals"
                meant = evolve(node, key=key, negated=False, operands=(subject, low))
                safe = isinstance(bare(low), tree.Literal) and _is_never_empty(node, view)
                fixes = rewritten(node, meant, safe=safe)
                yield Diagnostic(CODE, node.span, {"value": shown(low)}, fixes=fixes)


def _is_never_empty(node: tree.Operation, view: FileView) -> bool:
    """Of something empty a range is ONBEKEND, and `=` is ONWAAR."""
    made = [part for rule in view.holding([node]) for part in nodes(rule.made[0])]
    tests = [part for part in made if isinstance(part, out.Test) and part.span == node.span]
    return bool(tests) and all(_is_required(one.operands[0]) for one in tests)


def _is_required(subject: out.Expr) -> bool:
    """A required field of the record that the rule is about; another one need not be there."""
    return isinstance(subject, out.Read) and isinstance(subject.target, out.Root) and subject.field.required


RULE = DeclarationRule(CODE, _find)
