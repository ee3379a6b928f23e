"""A part of a condition that says nothing more than another part does."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.text import Fact, Text
from regeltaal.check.problems.samples import condition
from regeltaal.lint.judged import of_kind
from regeltaal.lint.judging import Kind
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.lint.wording import joined, labels, shown, without_part

CODE = declare(
    "RT663",
    Severity.WARNING,
    name="omvatte-voorwaarde",
    title=Text(nl="Voorwaarde die in een andere besloten ligt", en="Condition that another one holds"),
    message=Text(nl="{part} voegt niets toe aan {others}", en="{part} adds nothing to {others}"),
    why=Text(
        nl="Met of zonder dit deel komt de voorwaarde voor elk record hetzelfde uit. Dat is vaak een vergissing in een "
        "waarde, of tussen `EN` en `OF`.",
        en="With this part or without it the condition comes out the same for every record. That often is a slip in a "
        "value, or between `EN` and `OF`.",
    ),
    hint=Text(nl="Haal dit deel weg, of pas het aan.", en="Remove this part, or change it."),
    wrong=condition("duur > 60 EN duur > 240"),
    right=condition("duur > 60 EN duur < 240"),
)

_HOLDS_IT = Text(nl="hierin ligt het al besloten", en="this holds it already")


def _find(view: FileView) -> Iterator[Diagnostic]:
    for one in of_kind(view, Kind.TOLD):
        finding = one.finding
        facts: dict[str, Fact] = {"part": shown(finding.part), "others": joined(finding.others)}
        fixes = without_part(finding, view, safe=True)
        yield Diagnostic(CODE, finding.part.span, facts, fixes=fixes, labels=labels(finding.others, _HOLDS_IT))


RULE = DeclarationRule(CODE, _find)
