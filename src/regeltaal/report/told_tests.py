"""Which tests are about which rules: as far as that can be told without running them."""

from collections.abc import Iterator, Sequence

from regeltaal.base.node import Node
from regeltaal.base.source import Span
from regeltaal.program import testing, tree
from regeltaal.testing.concerned import may_do


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
    """Whether a step names the rule, or expects what the rule may do of an event that starts it."""
    starts = bool(set(_starts(rule.triggers)) & set(_starts(step.triggers)))
    return any((starts or isinstance(one, testing.ExpectRule)) and may_do(rule, one) for one in step.expectations)


def _starts(triggers: Sequence[tree.Trigger]) -> Iterator[str]:
    for one in triggers:
        yield one.event.name if isinstance(one, tree.OnEvent) else one.object
