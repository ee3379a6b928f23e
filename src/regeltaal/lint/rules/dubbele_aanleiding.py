"""A trigger that another one of the same rule holds."""

from collections.abc import Iterator

from regeltaal.analysis.forms import form_of
from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Label, Severity
from regeltaal.base.text import Fact, Text
from regeltaal.check.problems.samples import trigger
from regeltaal.lint.edits import without_item
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView, RuleView
from regeltaal.program import tree as out

CODE = declare(
    "RT668",
    Severity.WARNING,
    name="dubbele-aanleiding",
    title=Text(nl="Aanleiding die er al is", en="Trigger that is there already"),
    message=Text(nl="deze aanleiding valt onder {other}", en="this trigger falls under {other}"),
    why=Text(
        nl="Een regel draait bij een gebeurtenis één keer, hoeveel aanleidingen er ook passen. Vaak hoorde er een "
        "andere gebeurtenis of waarde te staan.",
        en="A rule runs once for an event, however many triggers fit. Often another event or value was meant.",
    ),
    hint=Text(nl="Haal een van de twee weg, of pas haar aan.", en="Remove one of the two, or change it."),
    wrong=trigger('werkbon statuswijziging; werkbon statuswijziging NAAR "Compleet"'),
    right=trigger('werkbon statuswijziging NAAR "Opgehaald"; werkbon statuswijziging NAAR "Compleet"'),
)

_OTHER = Text(nl="deze houdt haar al in", en="this holds it already")
_EVERY_DAY = "dag"


def _find(view: FileView) -> Iterator[Diagnostic]:
    for rule in view.rules:
        if len(rule.node.triggers) > 1:
            yield from _of_rule(rule)


def _of_rule(rule: RuleView) -> Iterator[Diagnostic]:
    triggers = rule.made[0].triggers
    told: set[int] = set()
    for at, one in reversed(list(enumerate(triggers))):
        others = (other for place, other in enumerate(triggers) if place != at and place not in told)
        other = next((other for other in others if _holds(other, one)), None)
        if other is not None:
            told.add(at)
            spans = [trigger.span for trigger in rule.node.triggers]
            fixes = without_item(spans, at, safe=isinstance(one, out.OnEvent))
            facts: dict[str, Fact] = {"other": f"`{' '.join(other.span.text.split())}`"}
            yield Diagnostic(CODE, one.span, facts, fixes=fixes, labels=(Label(other.span, _OTHER),))


def _holds(wide: out.Trigger, narrow: out.Trigger) -> bool:
    match wide, narrow:
        case out.OnEvent(), out.OnEvent():
            same = wide.event.name == narrow.event.name and wide.moment == narrow.moment
            return same and _is_wider(wide.old, narrow.old) and _is_wider(wide.new, narrow.new)
        case out.OnClock(), out.OnClock():
            same = wide.time == narrow.time and wide.day in (narrow.day, _EVERY_DAY)
            return same and (wide.where is None or _is_same(wide.where, narrow.where))
        case _:
            return False


def _is_wider(wide: out.Expr | None, narrow: out.Expr | None) -> bool:
    return wide is None or (narrow is not None and form_of(wide) == form_of(narrow))


def _is_same(one: out.Cond, other: out.Cond | None) -> bool:
    return other is not None and form_of(one) == form_of(other)


RULE = DeclarationRule(CODE, _find)
