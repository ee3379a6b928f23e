"""What running tests came to: data. What is shown of it is for report/."""

from collections.abc import Iterator
from datetime import datetime

from regeltaal.base.node import Node, field
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.evaluate.verdict import Truth, Verdict
from regeltaal.program.testing import Expectation, Step, TestCase
from regeltaal.program.tree import RuleId
from regeltaal.runtime.book import RuleBook
from regeltaal.runtime.result import ActionResult, EventResult, RuleResult


class Came(Node):
    """A delayed action that came due, with the events that it brought about."""

    action: ActionResult
    rule: RuleId
    planned: datetime
    events: tuple[EventResult, ...] = ()


class Seen(Node):
    """An action that a rule took, in a step."""

    action: ActionResult
    rule: RuleId
    planned: datetime
    """When its rule decided on it."""


class StepResult(Node):
    """What one step of a test came to."""

    step: Step
    moment: datetime
    administration: str
    came: tuple[Came, ...] = ()
    """What was planned in earlier steps and came due before the event."""
    events: tuple[EventResult, ...] = ()
    waiting: tuple[Seen, ...] = ()
    """What is planned for later, when the step is done."""

    def every_event(self) -> Iterator[EventResult]:
        """The events of the step with all that follow from them, in order."""
        for one in (*(event for came in self.came for event in came.events), *self.events):
            yield from _with_follow_ups(one)

    def every_action(self) -> Iterator[Seen]:
        """Each action that was taken, skipped or failed, in order."""
        for came in self.came:
            yield Seen(came.action, came.rule, came.planned)
        for event in self.every_event():
            for rule in event.mattering:
                for action in rule.actions:
                    yield Seen(action, rule.id, event.moment or self.moment)

    def outcomes(self, name: str) -> Iterator[tuple[EventResult, RuleResult]]:
        """What a rule came to, each time that it was a candidate."""
        wanted = name.casefold()
        for event in self.every_event():
            for rule in event.rules:
                if rule.id.name.casefold() == wanted:
                    yield event, rule


def _with_follow_ups(event: EventResult) -> Iterator[EventResult]:
    yield event
    for one in event.follow_ups:
        yield from _with_follow_ups(one)


class Near(Node):
    """An action that was looked for and did not do, with what was not met."""

    seen: Seen
    unmet: tuple[Verdict, ...]
    """The predicates that are not WAAR of it."""
    other: tuple[Text, ...] = ()
    """What else is against it: another moment, it was skipped."""


class Unmet(Node):
    """An expectation that was not met. ``found`` is how often it was, ``near`` what came closest, nearest first."""

    expectation: Expectation
    found: int
    near: tuple[Near, ...] = ()
    reason: Text | None = None
    """Why a rule had another outcome, or was no candidate at all."""
    truth: Truth | None = None
    """The outcome that a rule had."""

    @property
    def span(self) -> Span:
        return self.expectation.span


class Broken(Node):
    """A step that could not be judged, or in which something went wrong that no expectation is about."""

    span: Span
    reason: Text
    hint: Text | None = None


Failure = Unmet | Broken


class Failed(Node):
    """What is wrong, and in which step (from 0)."""

    step: int
    failure: Failure


class CaseResult(Node):
    """A test (or a row of its VOORBEELDEN) that was run: it passes when nothing failed."""

    case: TestCase
    steps: tuple[StepResult, ...]
    book: RuleBook = field(eq=False, shown=False)
    """The rules that it ran by, with the administrations as it gave them."""
    failures: tuple[Failed, ...] = ()
    seconds: float = field(default=0.0, eq=False, shown=False)

    @property
    def passed(self) -> bool:
        return not self.failures
