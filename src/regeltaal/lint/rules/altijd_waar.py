"""A condition, or a part of one, that can't be ONWAAR."""

from collections.abc import Iterator

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.text import Fact, Text
from regeltaal.check.problems.samples import condition
from regeltaal.lint.judged import of_kind
from regeltaal.lint.judging import Finding, Kind
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.lint.wording import joined, labels, shown, why_fixed

CODE = declare(
    "RT660",
    Severity.WARNING,
    name="altijd-waar",
    title=Text(nl="Voorwaarde die altijd waar is", en="Condition that is always true"),
    message=Text(nl="{part} is altijd waar{but}: {reason}", en="{part} is always true{but}: {reason}"),
    why=Text(
        nl="Elk record voldoet hieraan, dus het had er net zo goed niet kunnen staan. Vaak hoorde er `EN` te staan in "
        "plaats van `OF`, of een andere waarde.",
        en="Every record meets this, so it might as well not be there. Often `EN` was meant for `OF`, or another "
        "value.",
    ),
    hint=Text(nl="Pas de voorwaarde aan, of haal haar weg.", en="Change the condition, or remove it."),
    wrong=condition('(werkstatus <> "Uitgevoerd" OF werkstatus <> "Vervallen")'),
    right=condition('werkstatus IS GEVULD EN werkstatus NIET IN ("Uitgevoerd"; "Vervallen")'),
)

_BESIDE = Text(nl="samen hiermee", en="together with this")
_NOTHING = Text(nl="", en="")
_UNLESS_EMPTY = Text(nl=", tenzij er iets leeg is", en=", unless something is empty")


def _find(view: FileView) -> Iterator[Diagnostic]:
    for one in of_kind(view, Kind.ALWAYS):
        finding = one.finding
        shown_part = shown(finding.part if finding.whole is None else finding.whole)
        facts: dict[str, Fact] = {
            "part": shown_part,
            "but": _NOTHING if finding.surely else _UNLESS_EMPTY,
            "reason": _reason(finding),
        }
        yield Diagnostic(CODE, finding.part.span, facts, labels=labels(finding.others, _BESIDE))


def _reason(finding: Finding) -> Text:
    if not finding.others:
        return why_fixed(finding.part)
    others = joined((*finding.others, finding.part))
    return Text(nl=f"van {others.nl} gaat er altijd een op", en=f"one of {others.en} always holds")


RULE = DeclarationRule(CODE, _find)
