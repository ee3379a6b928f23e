"""A part of a condition that stands there twice."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import condition
from regeltaal.lint.judged import of_kind
from regeltaal.lint.judging import Kind
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.lint.wording import labels, shown, without_part
from regeltaal.program import tree as out

CODE = declare(
    "RT662",
    Severity.WARNING,
    name="dubbele-voorwaarde",
    title=Text(nl="Voorwaarde die er al staat", en="Condition that is there already"),
    message=Text(nl="{part} staat er al", en="{part} is there already"),
    why=Text(
        nl="Hetzelfde twee keer vragen verandert niets. Vaak hoorde er een ander veld of een andere waarde te staan.",
        en="Asking the same twice changes nothing. Often another field or another value was meant.",
    ),
    hint=Text(nl="Pas een van de twee aan, of haal deze weg.", en="Change one of the two, or remove this one."),
    wrong=condition("garantie EN contract IS LEEG EN garantie"),
    right=condition("garantie EN contract IS LEEG EN werk gereed"),
)

_FIRST = Text(nl="de eerste keer", en="the first time")


def _find(view: FileView) -> Iterator[Diagnostic]:
    for one in of_kind(view, Kind.TWICE):
        finding = one.finding
        counts = isinstance(finding.whole, out.Counted)
        fixes = () if counts else without_part(finding, view, safe=True)
        found = labels(finding.others, _FIRST)
        yield Diagnostic(CODE, finding.part.span, {"part": shown(finding.part)}, fixes=fixes, labels=found)


RULE = DeclarationRule(CODE, _find)
