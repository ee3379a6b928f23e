"""The rules that an expectation is about, with what each came to: so that a failing test shows why."""

from collections.abc import Iterator

from regeltaal.base.node import Node
from regeltaal.base.text import Text
from regeltaal.program import tree
from regeltaal.program.testing import Expectation, ExpectPerform, ExpectRule, ExpectSet, ExpectStop, Mode
from regeltaal.program.tree import Rule, RuleId
from regeltaal.program.walk import actions
from regeltaal.runtime.book import RuleBook
from regeltaal.runtime.result import RuleResult
from regeltaal.schema.model import key_of
from regeltaal.testing.absent import why_absent
from regeltaal.testing.outcome import StepResult, Unmet


class Concerned(Node):
    """A rule, with what it came to; ``absent`` says why it was no candidate at all."""

    id: RuleId
    result: RuleResult | None = None
    absent: Text | None = None


def concerned(unmet: Unmet, step: StepResult, book: RuleBook) -> tuple[Concerned, ...]:
    """The rules behind what was not met: those that did what they should not, or that might have done it."""
    expected = unmet.expectation
    did = {near.seen.rule for near in unmet.near if not near.other and not near.unmet}
    if not isinstance(expected, ExpectRule) and did:
        chosen = [rule for rule in book.program.rules if rule.id in did]
    else:
        chosen = [rule for rule in book.program.rules if may_do(rule, expected)]
    found = [one for rule in chosen for one in _told(rule, step, book)]
    return tuple(sorted(found, key=lambda one: one.result is None))


def unwanted(unmet: Unmet) -> bool:
    """Whether something happened that should not have."""
    expected = unmet.expectation
    if isinstance(expected, ExpectRule):
        return False
    return expected.mode is Mode.NOT or (expected.mode is Mode.EXACTLY and unmet.found > expected.times)


def may_do(rule: Rule, expected: Expectation) -> bool:
    """Whether a rule holds what is expected, in any branch."""
    match expected:
        case ExpectRule(rule=name):
            return rule.id.name.casefold() == name.casefold()
        case ExpectPerform(action=action):
            return any(isinstance(one, tree.Perform) and one.action.title == action.title for one in actions(rule))
        case ExpectStop():
            return any(isinstance(one, tree.StopRules) for one in actions(rule))
        case ExpectSet(target=target, predicate=predicate):
            key = key_of(target.field.name)
            sets = (one for one in actions(rule) if isinstance(one, tree.SetField))
            return any(key_of(one.field.name) == key and (predicate is not None or one.clears) for one in sets)


def _told(rule: Rule, step: StepResult, book: RuleBook) -> Iterator[Concerned]:
    results = [result for _, result in step.outcomes(rule.id.name) if result.id == rule.id]
    yield from (Concerned(rule.id, result) for result in results)
    if not results:
        yield Concerned(rule.id, absent=why_absent(rule.id.name, step, book))
