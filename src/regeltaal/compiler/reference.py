"""Deciding by the reference evaluator: what every faster way must come to.

It is what decides where the event's own record is not there any more, and when an event is gone through again.
"""

from collections.abc import Sequence
from enum import Enum

from attrs import frozen

from regeltaal.compiler.case import Case, Decide, Decided, Fields
from regeltaal.compiler.masks import places_in
from regeltaal.evaluate.evaluator import outcome, same_value, verdict
from regeltaal.evaluate.facts import Facts, NotKnown
from regeltaal.evaluate.verdict import Truth
from regeltaal.program.tree import Cond, Expr, OnEvent
from regeltaal.values.operator import Overload
from regeltaal.values.value import Value


@frozen(eq=False)
class Reference:
    """A set of cases, each decided by itself. It is a ``Decider``."""

    cases: Sequence[Case]

    def decide(self, facts: Facts, among: int) -> Decided:
        true: list[int] = []
        others: list[tuple[int, Truth]] = []
        for place in places_in(among & ((1 << len(self.cases)) - 1)):
            case = self.cases[place]
            if fits(case.triggers, facts):
                note(case, place, verdict(case.condition, facts).truth, true, others)
        return Decided(true, others)


def note(case: Case, place: int, truth: Truth, true: list[int], others: list[tuple[int, Truth]]) -> None:
    """Adds a case to those that are WAAR, or to those that something else comes of; else to neither."""
    match truth:
        case Truth.TRUE:
            true.append(place)
        case Truth.FAULT:
            others.append((place, truth))
        case Truth.FALSE if case.on_false:
            others.append((place, truth))
        case Truth.UNKNOWN if case.on_unknown:
            others.append((place, truth))
        case _:
            pass


def by_reference(cond: Cond) -> Decide:
    """A condition that the reference decides."""

    def decide(own: Fields, facts: Facts) -> Truth:
        del own
        return verdict(cond, facts).truth

    return decide


def fits(triggers: Sequence[OnEvent], facts: Facts) -> bool:
    """Whether VAN and NAAR of one of the triggers fit; of none nothing is asked."""
    return not triggers or any(misfit(trigger, facts) is None for trigger in triggers)


class Misfit(Enum):
    """Why VAN or NAAR does not fit."""

    NOT_KNOWN = "what the field was before the event is not known"
    OLD = "VAN"
    NEW = "NAAR"


def misfit(trigger: OnEvent, facts: Facts) -> Misfit | None:
    """Why VAN or NAAR of a trigger does not fit the event; None where they do."""
    follows, equals = trigger.event.follows, trigger.equals
    if follows is None or equals is None:
        return None
    if trigger.old is not None:
        before = facts.before(follows)
        if isinstance(before, NotKnown):
            return Misfit.NOT_KNOWN
        if not _is(equals, trigger.old, before, facts):
            return Misfit.OLD
    fits_new = trigger.new is None or _is(equals, trigger.new, facts.at_event(follows), facts)
    return None if fits_new else Misfit.NEW


def _is(equals: Overload, wanted: Expr, value: Value | None, facts: Facts) -> bool:
    return same_value(equals, value, outcome(wanted, facts), facts) is Truth.TRUE
