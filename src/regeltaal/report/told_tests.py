"""Which tests are about which rules: as far as that can be told without running them."""

from collections.abc import Iterator, Sequence

from regeltaal.base.node import Node
from regeltaal.base.source import Span
from regeltaal.program import testing, tree, walk


class ToldTest(Node):
    """A test as it is written, and the places among all rules of those that it is about."""

    name: str
    span: Span
    rules: tuple[int, ...]


def told_tests(cases: Sequence[testing.TestCase], rules: Sequence[tree.Rule]) -> tuple[ToldTest, ...]:
    """Every test once, whatever the rows of its VOORBEELDEN."""
    by_span: dict[tuple[str, int], list[testing.TestCase]] = {}
    for case in cases:
        by_span.setdefault((case.path, case.span.start), []).append(case)
    return tuple(
        ToldTest(
            own[0].name,
            own[0].span,
            tuple(at for at, rule in enumerate(rules) if any(_about(rule, one) for one in own)),
        )
        for own in by_span.values()
    )


def _about(rule: tree.Rule, case: testing.TestCase) -> bool:
    if case.administration is not None and rule.id.administration not in (None, case.administration):
        return False
    return any(_expected_of(rule, step) for step in case.steps)


def _expected_of(rule: tree.Rule, step: testing.Step) -> bool:
    """Whether a step names the rule, or expects what the rule does of an event that starts it."""
    named = [one.rule for one in step.expectations if isinstance(one, testing.ExpectRule)]
    if rule.id.name in named:
        return True
    return bool(set(_starts(rule.triggers)) & set(_starts(step.triggers))) and any(
        _does(rule, one) for one in step.expectations
    )


def _starts(triggers: Sequence[tree.Trigger]) -> Iterator[str]:
    for one in triggers:
        yield one.event.name if isinstance(one, tree.OnEvent) else one.object


def _does(rule: tree.Rule, expected: testing.Expectation) -> bool:
    match expected:
        case testing.ExpectPerform(action=action):
            return any(one.action.title == action.title for one in walk.performs(rule))
        case testing.ExpectSet(target=target):
            return any(isinstance(one, tree.SetField) and one.field == target.field for one in walk.actions(rule))
        case testing.ExpectStop():
            return any(isinstance(one, tree.StopRules) for one in walk.actions(rule))
        case testing.ExpectRule():
            return False
