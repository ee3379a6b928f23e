"""The rules of an event in the order they run in, to read or as JSON."""

from collections.abc import Iterator

from regeltaal.base.text import Text
from regeltaal.program.tree import Rule
from regeltaal.report.outcome import View
from regeltaal.report.style import one_line
from regeltaal.runtime.inspection import OrderedPhase, OrderedRule, condition_of
from regeltaal.schema.model import Event, Match

_NO_RULES = Text(nl="geen regel gaat over deze gebeurtenis", en="no rule is about this event")
_PHASE = Text(nl="fase", en="phase")
_FIRST = Text(
    nl="de eerste regel met een actie van deze fase beslist", en="the first rule with an action of this phase decides"
)
_ALL = Text(nl="alle regels die passen, draaien", en="every rule that fits runs")
_LIMITS = {
    "off": Text(nl="staat UIT", en="is off (UIT)"),
    "from": Text(nl="vanaf", en="from"),
    "until": Text(nl="tot", en="until"),
}
_WHEN = Text(nl="als", en="if")
_LINE = Text(nl="regel", en="line")


def show_order(event: Event, phases: tuple[OrderedPhase, ...], view: View) -> str:
    return "\n".join(_lines(event, phases, view)) + "\n"


def _lines(event: Event, phases: tuple[OrderedPhase, ...], view: View) -> Iterator[str]:
    yield view.style.paint("strong", f"{event.name} ({event.object})")
    if not phases:
        yield f"  {_NO_RULES.show(view.language)}"
    number = 0
    for phase in phases:
        yield ""
        yield _phase(phase, view)
        for ordered in phase.rules:
            number += 1
            yield from _rule(number, ordered, view)


def _phase(phase: OrderedPhase, view: View) -> str:
    match = _FIRST if phase.match is Match.FIRST else _ALL
    name = f"{_PHASE.show(view.language)} {phase.name}: " if phase.name else ""
    return f"{name}{match.show(view.language)}"


def _rule(number: int, ordered: OrderedRule, view: View) -> Iterator[str]:
    rule = ordered.rule
    yield f"  {number}. {view.style.paint('strong', one_line(str(rule.id)))}"
    where = f"{one_line(rule.path)}, {_LINE.show(view.language)} {rule.span.begin.line}"
    level = rule.id.level.value + (f" {rule.id.administration}" if rule.id.administration else "")
    reason = ordered.reason.show(view.language)
    yield f"     {view.style.paint('faint', f'PRIORITEIT {rule.priority}, {level}, {where} ({reason})')}"
    condition = condition_of(rule)
    if condition:
        yield f"     {_WHEN.show(view.language)} {one_line(condition)}"
    limits = ", ".join(_limits(rule, view))
    if limits:
        yield f"     {view.style.paint('warning', limits)}"


def _limits(rule: Rule, view: View) -> Iterator[str]:
    if not rule.enabled:
        yield _LIMITS["off"].show(view.language)
    if rule.valid_from is not None:
        yield f"{_LIMITS['from'].show(view.language)} {rule.valid_from:%d-%m-%Y}"
    if rule.valid_until is not None:
        yield f"{_LIMITS['until'].show(view.language)} {rule.valid_until:%d-%m-%Y}"


def order_json(event: Event, phases: tuple[OrderedPhase, ...], view: View) -> dict[str, object]:
    return {
        "gebeurtenis": event.name,
        "object": event.object,
        "fasen": [
            {
                "fase": phase.name or None,
                "beslist": phase.match.value,
                "regels": [_rule_json(ordered, view) for ordered in phase.rules],
            }
            for phase in phases
        ],
    }


def _rule_json(ordered: OrderedRule, view: View) -> dict[str, object]:
    rule = ordered.rule
    return {
        "regel": str(rule.id),
        "bestand": rule.path,
        "lijn": rule.span.begin.line,
        "niveau": rule.id.level.value,
        "administratie": rule.id.administration,
        "prioriteit": rule.priority,
        "aan": rule.enabled,
        "geldig_vanaf": rule.valid_from.isoformat() if rule.valid_from else None,
        "geldig_tot": rule.valid_until.isoformat() if rule.valid_until else None,
        "voorwaarde": condition_of(rule) or None,
        "reden": ordered.reason.show(view.language),
    }
