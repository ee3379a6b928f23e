"""A condition, or a part of one, that is never WAAR."""

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
    "RT661",
    Severity.WARNING,
    name="nooit-waar",
    title=Text(nl="Voorwaarde die nooit waar is", en="Condition that is never true"),
    message=Text(nl="{part} is hier nooit waar: {reason}", en="{part} is never true here: {reason}"),
    why=Text(
        nl="Geen enkel record voldoet hieraan, dus wat hiervan afhangt gebeurt nooit. Vaak hoorde er `OF` te staan in "
        "plaats van `EN`, of een andere waarde.",
        en="No record meets this, so what depends on it never happens. Often `OF` was meant for `EN`, or another "
        "value.",
    ),
    hint=Text(nl="Pas een van de twee aan.", en="Change one of the two."),
    wrong=condition("duur > 240 EN duur < 60"),
    right=condition("duur > 60 EN duur < 240"),
)

_WITH_THIS = Text(nl="hiermee kan het niet samen", en="it cannot go with this")
_ALONE = Text(nl="Pas de voorwaarde aan, of haal haar weg.", en="Change the condition, or remove it.")


def _find(view: FileView) -> Iterator[Diagnostic]:
    for one in of_kind(view, Kind.NEVER):
        finding = one.finding
        facts: dict[str, Fact] = {"part": shown(finding.part), "reason": _reason(finding)}
        hint = None if finding.others else _ALONE
        yield Diagnostic(CODE, finding.part.span, facts, hint, labels=labels(finding.others, _WITH_THIS))


def _reason(finding: Finding) -> Text:
    if not finding.others:
        return why_fixed(finding.part)
    others = joined(finding.others)
    return Text(nl=f"het kan niet samen met {others.nl}", en=f"it cannot go with {others.en}")


RULE = DeclarationRule(CODE, _find)
