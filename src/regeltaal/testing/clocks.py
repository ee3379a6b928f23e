"""The clock of a test: when a step plays, and whether what should start it does so by then."""

from datetime import datetime, time

from regeltaal.base.text import Text
from regeltaal.program.testing import Step
from regeltaal.program.tree import Moment, OnClock, OnEvent
from regeltaal.runtime.clocks import ClockId, clause_text, clock_id, slot_of
from regeltaal.runtime.moments import shifted
from regeltaal.runtime.schedules import falls_on, name_of, next_after, timing_of
from regeltaal.testing.givens import UnfitError
from regeltaal.values.environment import Environment
from regeltaal.values.moments import at_wall_clock, in_zone
from regeltaal.values.notation import WEEKDAYS, show_clock, show_date
from regeltaal.values.value import ComputationError, Value

USUAL_MOMENT = datetime(2027, 1, 4, 9, 0)  # noqa: DTZ001 - of the zone of the project
"""When a test plays that does not say: a Monday at nine. Never the present, so that a test gives the same for ever."""


def moment_of(step: Step, now: datetime, environment: Environment, *, first: bool) -> datetime:
    """The moment of a step: what OP says, or when its schedule comes round, or else that of the step before.

    Raises:
        UnfitError: it lies before that of an earlier step, or the schedule does not come round then.
    """
    trigger = next(iter(step.triggers), None)
    found = step.moment
    if isinstance(trigger, OnClock):
        found = _round(trigger, step, now, environment)
    if found is None:
        return now
    if not first and found < now:
        raise UnfitError(step.span, _back_in_time(found, now, environment), _FORWARD)
    return found


def _round(trigger: OnClock, step: Step, now: datetime, environment: Environment) -> datetime:
    """When a schedule comes round: on the day of OP, or the first time from now on."""
    found = step.moment
    if found is None:
        return now if _is_round(trigger, now, environment) else next_after(timing_of(trigger), now, environment) or now
    if in_zone(found, environment.zone).time() == time():
        found = at_wall_clock(found.date(), trigger.time, environment.zone)
    if not _is_round(trigger, found, environment):
        raise UnfitError(step.span, _no_round(trigger, found, environment))
    return found


def _is_round(trigger: OnClock, moment: datetime, environment: Environment) -> bool:
    local = in_zone(moment, environment.zone)
    return local.time() == trigger.time and falls_on(trigger.day, local.date(), environment.calendar)


def clock_of(trigger: OnEvent, clause: Moment, value: Value | None, environment: Environment) -> ClockId:
    """The clock of a record that starts an event: `2 uur VOOR reactiedeadline`.

    Raises:
        UnfitError: there is none, or it has not come yet.
    """
    slot = slot_of(trigger)
    if slot is None or value is None:
        name = clause.field.name
        raise UnfitError(trigger.span, Text(nl=f"`{name}` is leeg", en=f"`{name}` is empty"), _give(name))
    try:
        due = shifted(value, clause, environment)
    except ComputationError as error:
        raise UnfitError(trigger.span, error.cause) from error
    if due > environment.now:
        raise UnfitError(trigger.span, _too_early(clause, due, environment), _say(due, environment))
    return clock_id(slot, value, environment)


def _give(name: str) -> Text:
    return Text(
        nl=f"geef het veld een waarde, met `GEGEVEN … MET {name} = …`", en=f"give it: `GEGEVEN … MET {name} = …`"
    )


def _say(moment: datetime, environment: Environment) -> Text:
    shown = show_moment(moment, environment)
    return Text(nl=f"schrijf `OP {shown}`", en=f"write `OP {shown}`")


def show_moment(moment: datetime, environment: Environment) -> str:
    """A moment as an author writes it behind OP."""
    local = in_zone(moment, environment.zone)
    return f"{show_date(local.date())} {show_clock(local.time())}"


_FORWARD = Text(nl="in een test loopt de tijd vooruit", en="in a test time goes forward")


def _back_in_time(moment: datetime, now: datetime, environment: Environment) -> Text:
    shown, before = show_moment(moment, environment), show_moment(now, environment)
    return Text(
        nl=f"deze stap is op {shown}, en dat is vóór de vorige stap ({before})",
        en=f"this step is at {shown}, which is before the step ahead of it ({before})",
    )


def _no_round(trigger: OnClock, moment: datetime, environment: Environment) -> Text:
    shown, day = show_moment(moment, environment), WEEKDAYS[in_zone(moment, environment.zone).weekday()]
    return Text(
        nl=f"op {day} {shown} is `{name_of(trigger)}` niet aan de beurt",
        en=f"`{name_of(trigger)}` does not come round on {shown}",
    )


def _too_early(clause: Moment, due: datetime, environment: Environment) -> Text:
    shown, now = show_moment(due, environment), show_moment(environment.now, environment)
    return Text(
        nl=f"`{clause_text(clause)}` is pas op {shown}; in deze stap is het {now}",
        en=f"`{clause_text(clause)}` is not before {shown}; in this step it is {now}",
    )
