"""Why a rule that a test asks about was no candidate in a step."""

from collections.abc import Iterable

from regeltaal.base.text import Text
from regeltaal.program.tree import Rule
from regeltaal.runtime.book import RuleBook
from regeltaal.runtime.result import EventResult
from regeltaal.runtime.schedules import event_key, trigger_key
from regeltaal.testing.outcome import StepResult


def why_absent(name: str, step: StepResult, book: RuleBook) -> Text:
    """The first reason that there is."""
    rules = [one for one in book.program.rules if one.id.name.casefold() == name.casefold()]
    events = list(step.every_event())
    for rule in rules:
        for event in _heard(rule, events):
            why = None if event.moment is None else book.left_out(rule, step.administration, event.moment.date())
            if why is not None:
                return why
    if rules and not any(_heard(rule, events) for rule in rules):
        return _other_events(rules[0], events)
    return Text(nl="de regel kwam niet aan de beurt", en="the rule did not get its turn")


def _heard(rule: Rule, events: Iterable[EventResult]) -> list[EventResult]:
    keys = {trigger_key(one) for one in rule.triggers}
    return [event for event in events if event.event is not None and event_key(event.event) in keys]


def _other_events(rule: Rule, events: Iterable[EventResult]) -> Text:
    wanted = "; ".join(" ".join(one.span.text.split()) for one in rule.triggers)
    came = "; ".join(dict.fromkeys(f"`{one.event}`" for one in events if one.event is not None))
    return Text(
        nl=f"de regel wacht op `{wanted}`; hier gebeurde {came or 'niets'}",
        en=f"the rule waits for `{wanted}`; here happened {came or 'nothing'}",
    )
