"""A `*` at the end of a text that is compared by another word than `LIJKT OP`: there it is a plain sign."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Fix, Severity
from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import condition
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.lint.wording import shown
from regeltaal.lint.written import operations, rewritten, texts_in
from regeltaal.syntax import tree

CODE = declare(
    "RT687",
    Severity.WARNING,
    name="joker-zonder-lijkt-op",
    title=Text(nl="Sterretje dat gewoon een teken is", en="Asterisk that is a plain sign"),
    message=Text(
        nl="in {part} is het sterretje een gewoon teken; alleen achter `LIJKT OP` staat het voor elke tekst",
        en="in {part} the asterisk is a plain sign; only behind `LIJKT OP` it stands for any text",
    ),
    why=Text(
        nl="Een veld met een sterretje erin komt zelden voor, dus zo'n voorwaarde is bijna nooit waar.",
        en="Few fields hold an asterisk, so such a condition is hardly ever true.",
    ),
    hint=Text(nl="Schrijf `LIJKT OP`, of laat het sterretje weg.", en="Write `LIJKT OP`, or leave the asterisk out."),
    wrong=condition('korte omschrijving = "*lek*"'),
    right=condition('korte omschrijving BEVAT "lek"'),
)
_KEYS = ("equals", "not_equals", "in", "contains", "begins_with", "ends_with")


def _find(view: FileView) -> Iterator[Diagnostic]:
    for node in operations(view, *_KEYS):
        texts = [one.plain or "" for one in texts_in(node.operands[1])]
        if any(_has_joker(one.strip()) for one in texts):
            yield Diagnostic(CODE, node.span, {"part": shown(node)}, fixes=_as_pattern(node))


def _has_joker(text: str) -> bool:
    return bool(text.strip("*")) and (text.startswith("*") or text.endswith("*"))


def _as_pattern(node: tree.Operation) -> tuple[Fix, ...]:
    if node.key not in ("equals", "not_equals", "in"):
        return ()
    negated = node.negated is not (node.key == "not_equals")
    return rewritten(node, evolve(node, key="like", negated=negated), safe=False)


RULE = DeclarationRule(CODE, _find)
