"""What makes a rule listen: an administration that it is for, a moment at which it holds, and each of its triggers."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from regeltaal.base.node import Node
from regeltaal.evaluate.evaluator import outcome
from regeltaal.evaluate.verdict import Truth
from regeltaal.program import tree
from regeltaal.runtime.events import DEFAULT_ADMINISTRATION
from regeltaal.runtime.moments import shifted
from regeltaal.runtime.ruleset import RuleSet, values_of
from regeltaal.runtime.schedules import falls_on
from regeltaal.schema.model import Level, key_of
from regeltaal.testing.clocks import USUAL_MOMENT
from regeltaal.testing.generate_facts import Around, Choice, Imagined, Place
from regeltaal.testing.generate_inverse import choose
from regeltaal.testing.generate_objectives import Start
from regeltaal.testing.generate_parts import Goal
from regeltaal.values import common
from regeltaal.values.environment import Environment
from regeltaal.values.moments import at_wall_clock
from regeltaal.values.operators.arithmetic import ADD, SUBTRACT
from regeltaal.values.types import Type
from regeltaal.values.value import ComputationError, Duration, DurationKind, Empty, Fault, Value

_LONGEST_WAIT = 400
_DURATIONS = {
    DurationKind.EXACT: common.DURATION_EXACT, DurationKind.DAYS: common.DURATION_DAYS,
    DurationKind.WORKDAYS: common.DURATION_WORKDAYS, DurationKind.MONTHS: common.DURATION_MONTHS,
}  # fmt: skip


class Office(Node):
    """Where a test of a rule plays. ``tags`` are of an administration that is made up.

    ``said``: the test must name it, for it is not where tests play by themselves.
    """

    name: str
    tags: tuple[str, ...] = ()
    said: bool = True


def office_for(rule: tree.Rule, rules: RuleSet) -> Office | None:
    """An administration that a rule is for; None where there is none on that day."""
    if rule.id.level is Level.ADMINISTRATION:
        return Office(rule.id.administration or "")
    day = moment_for(rule, rules).date()
    for name in rules.administrations:
        if rules.book.left_out(rule, name, day) is None:
            return Office(name, said=len(rules.administrations) > 1)
    if rules.administrations:
        return None
    chosen = rule.selection
    name = min(chosen.names, default=DEFAULT_ADMINISTRATION)
    return Office(name, tuple(sorted(chosen.tags)[:1]), said=bool(chosen.names or chosen.tags))


def moment_for(rule: tree.Rule, rules: RuleSet) -> datetime:
    """When a test of a rule plays: the usual moment, or a day on which the rule holds."""
    day = USUAL_MOMENT.date()
    if rule.valid_from is not None and day < rule.valid_from:
        day = rule.valid_from
    if rule.valid_until is not None and day >= rule.valid_until:
        day = rule.valid_until - timedelta(days=1)
    return at_wall_clock(day, USUAL_MOMENT.time(), rules.zone)


def starts_of(rule: tree.Rule, office: Office, rules: RuleSet) -> Iterator[Start]:
    """What each trigger of a rule asks, in order."""
    known = rules.administrations.get(office.name)
    values = known.values if known is not None else values_of(office.name, office.tags)
    for trigger in rule.triggers:
        moment = _moment_of(trigger, moment_for(rule, rules), rules)
        name = trigger.event.name if isinstance(trigger, tree.OnEvent) else ""
        around = Around(rules.schema, rules.environment(moment), rule.object, office.name, values, name)
        found = _start(trigger, Imagined(around, {}))
        if found is not None:
            yield found


def _moment_of(trigger: tree.Trigger, usual: datetime, rules: RuleSet) -> datetime:
    """The moment itself, or for a schedule the first time that it comes round."""
    if not isinstance(trigger, tree.OnClock):
        return usual
    days = (usual.date() + timedelta(days=number) for number in range(_LONGEST_WAIT))
    day = next((one for one in days if falls_on(trigger.day, one, rules.schema.calendar)), usual.date())
    return at_wall_clock(day, trigger.time, rules.zone)


def _start(trigger: tree.Trigger, world: Imagined) -> Start | None:
    if isinstance(trigger, tree.OnClock):
        return Start(trigger, world, () if trigger.where is None else (Goal(trigger.where, Truth.TRUE),))
    found: Imagined | None = world
    if trigger.event.follows is not None:
        place = Place((key_of(trigger.event.follows),))
        for expr, one in ((trigger.old, Place(place.way, before=True)), (trigger.new, place)):
            if expr is not None and found is not None:
                found = _with(found, one, outcome(expr, found))
    if trigger.moment is not None and found is not None:
        field = trigger.moment.field
        value = _due_now(trigger.moment, field.type, world.environment)
        found = None if value is None else choose(found, Place((key_of(field.name),)), value)
    also = () if trigger.as_long_as is None else (Goal(trigger.as_long_as, Truth.TRUE),)
    return None if found is None else Start(trigger, found, also)


def _with(world: Imagined, place: Place, value: Value | Empty | Fault) -> Imagined | None:
    match value:
        case Fault():
            return None
        case Empty():
            return world.with_choice(place, None)
        case _:
            return choose(world, place, value)


def _due_now(moment: tree.Moment, type_: Type, environment: Environment) -> Value | None:
    """What the field must hold for its clock to go off now: for a date, on this day or one just before."""
    base: Value = environment.today if type_ == common.DATE else environment.now
    offset = moment.offset
    found = base if offset is None else _moved(base, type_, offset, environment, forward=moment.before)
    if found is None:
        return None
    try:
        return found if shifted(found, moment, environment) <= environment.now else None
    except ComputationError:
        return None


def _moved(base: Value, type_: Type, offset: Duration, environment: Environment, *, forward: bool) -> Value | None:
    if type_ == common.DATE and offset.kind is DurationKind.EXACT:
        return base if isinstance(base, date) and forward else None
    wanted = (type_, _DURATIONS[offset.kind])
    for overload in (ADD if forward else SUBTRACT).overloads:
        if overload.operands == wanted:
            try:
                found: Choice = overload.scalar(environment, base, offset)  # type: ignore[assignment]  # its result type
            except ComputationError:
                return None
            return found  # type: ignore[return-value]  # a date or a moment
    return None
