"""What the reference makes of cases: the verdict of each condition, and which cases so lead to something."""

from collections.abc import Sequence

from regeltaal.compiler.case import Case, Decided
from regeltaal.evaluate.evaluator import outcome, same_value, verdict
from regeltaal.evaluate.facts import Facts, NotKnown
from regeltaal.evaluate.verdict import Truth
from regeltaal.program.tree import OnEvent


def truths(cases: Sequence[Case], facts: Facts) -> list[Truth]:
    return [verdict(case.condition, facts).truth for case in cases]


def decided(cases: Sequence[Case], found: Sequence[Truth], facts: Facts, among: int) -> Decided:
    true: list[int] = []
    others: list[tuple[int, Truth]] = []
    for number, (case, truth) in enumerate(zip(cases, found, strict=True)):
        if not among >> number & 1 or not fits(case, facts):
            continue
        if truth is Truth.TRUE:
            true.append(number)
        elif truth is Truth.FAULT or (case.on_false if truth is Truth.FALSE else case.on_unknown):
            others.append((number, truth))
    return Decided(true, others)


def fits(case: Case, facts: Facts) -> bool:
    """Whether VAN and NAAR of one of the triggers fit, where there are any."""
    return not case.triggers or any(_fits(trigger, facts) for trigger in case.triggers)


def _fits(trigger: OnEvent, facts: Facts) -> bool:
    equals, follows = trigger.equals, trigger.event.follows
    if equals is None or follows is None:
        return True
    if trigger.old is not None:
        before = facts.before(follows)
        if isinstance(before, NotKnown):
            return False
        if same_value(equals, before, outcome(trigger.old, facts), facts) is not Truth.TRUE:
            return False
    if trigger.new is None:
        return True
    return same_value(equals, facts.at_event(follows), outcome(trigger.new, facts), facts) is Truth.TRUE
