"""EXACT before a text in which there is nothing to be exact about."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import condition
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.lint.wording import shown
from regeltaal.lint.written import outside_tests, rewritten, texts_in
from regeltaal.syntax import tree

CODE = declare(
    "RT681",
    Severity.HINT,
    name="exact-zonder-letters",
    title=Text(nl="EXACT bij een tekst zonder letters", en="EXACT with a text without letters"),
    message=Text(nl="`EXACT` doet niets bij {value}", en="`EXACT` does nothing with {value}"),
    why=Text(
        nl="`EXACT` maakt verschil tussen hoofdletters en kleine letters, en die staan hier niet in.",
        en="`EXACT` tells capitals from small letters, and there are none in this.",
    ),
    hint=Text(nl="Laat `EXACT` weg.", en="Leave `EXACT` out."),
    wrong=condition('extern nummer = EXACT "2027-0001"'),
    right=condition('extern nummer = "2027-0001"'),
)


def _find(view: FileView) -> Iterator[Diagnostic]:
    for node in outside_tests(view, tree.Operation):
        if node.exact and node.key != "matches":
            texts = [one.plain or "" for one in texts_in(node.operands[1])]
            if texts and all(text.lower() == text.upper() for text in texts):
                fixes = rewritten(node, evolve(node, exact=False), safe=True)
                yield Diagnostic(CODE, node.span, {"value": shown(node.operands[1])}, fixes=fixes)


RULE = DeclarationRule(CODE, _find)
