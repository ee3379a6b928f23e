"""`= JA`, which a yes/no field by itself says as well."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import condition
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.lint.wording import shown
from regeltaal.lint.written import bare, operations, rewritten
from regeltaal.syntax import tree

CODE = declare(
    "RT688",
    Severity.HINT,
    name="vergelijking-met-ja-nee",
    title=Text(nl="Vergelijking met JA", en="Comparison with JA"),
    message=Text(nl="{part} zegt hetzelfde zonder JA", en="{part} says the same without JA"),
    why=Text(
        nl="Een ja-nee-veld is zelf al een voorwaarde. `= NEE` is iets anders dan `NIET`: van een leeg veld is het "
        "niet waar.",
        en="A yes/no field is a condition by itself. `= NEE` is not the same as `NIET`: of an empty field it is not "
        "true.",
    ),
    hint=Text(nl="Schrijf alleen het veld, of `NIET` met het veld.", en="Write the field alone, or `NIET` before it."),
    wrong=condition("garantie = JA"),
    right=condition("garantie"),
)


def _find(view: FileView) -> Iterator[Diagnostic]:
    for node in operations(view, "equals", "not_equals"):
        subject, value = node.operands
        if isinstance(bare(value), tree.Literal) and bare(value) == tree.Literal("yes", "JA", span=value.span):
            denies = node.negated is not (node.key == "not_equals")
            meant = tree.Not(subject, span=node.span) if denies else subject
            yield Diagnostic(CODE, node.span, {"part": shown(node)}, fixes=rewritten(node, meant, safe=True))


RULE = DeclarationRule(CODE, _find)
