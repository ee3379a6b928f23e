"""Whether what starts a rule fits an event: VAN and NAAR, the moment of a clock, ZOLANG, the WAARVOOR of a schedule."""

from collections.abc import Iterable
from typing import assert_never

from regeltaal.base.text import Text, same
from regeltaal.compiler.reference import Misfit, misfit
from regeltaal.evaluate.evaluator import verdict
from regeltaal.evaluate.explain import reason
from regeltaal.evaluate.facts import NotKnown
from regeltaal.evaluate.verdict import Truth, Verdict
from regeltaal.program import tree
from regeltaal.program.tree import OnClock, OnEvent, Rule, Trigger
from regeltaal.runtime.clocks import Clock, ClockId, clause_text, clauses_in, clock_id, has_fired, slot_of
from regeltaal.runtime.happening import View
from regeltaal.runtime.moments import shifted
from regeltaal.runtime.schedules import event_key, trigger_key
from regeltaal.schema.model import key_of
from regeltaal.values.show import as_literal, show
from regeltaal.values.types import Type
from regeltaal.values.value import ComputationError, Empty, Fault, Value


def trigger_mismatch(rule: Rule, view: View) -> Text | Verdict | None:
    """Why none of the rule's triggers fits the event (VAN, NAAR, the moment); None when one does.

    The verdict of ZOLANG or of a schedule's WAARVOOR, where that is FOUT.
    """
    name = event_key(view.happening.event.name)
    reasons = [_mismatch(trigger, view) for trigger in rule.triggers if trigger_key(trigger) == name]
    return None if any(one is None for one in reasons) else reasons[0]


def heard(rule: Rule, view: View) -> tuple[int, ...]:
    """Which of the triggers of a rule that took part fit the event, by number: also when its clock has gone off."""
    name = event_key(view.happening.event.name)
    same = [number for number, trigger in enumerate(rule.triggers) if trigger_key(trigger) == name]
    return tuple(same if len(same) < 2 else (one for one in same if _is_heard(rule.triggers[one], view)))  # noqa: PLR2004 - of one there is nothing to choose


def _is_heard(trigger: Trigger, view: View) -> bool:
    if isinstance(trigger, OnClock):
        return trigger.where is None or verdict(trigger.where, view).truth is Truth.TRUE
    started, moment = view.happening.started, trigger.moment
    if isinstance(started, ClockId) and slot_of(trigger) != started.slot:
        return False
    value = None if moment is None else view.read(view.record, moment.field.name)
    if moment is not None and (value is None or isinstance(value, Fault | Empty) or _too_early(value, moment, view)):
        return False
    return misfit(trigger, view) is None


def fitting_clocks(rules: Iterable[Rule], view: View) -> tuple[Clock, ...]:
    """The clocks that go off with an event: those of the rules whose moment has come."""
    found: dict[ClockId, Clock] = {}
    for rule in rules:
        for clause in clauses_in(rule):
            if clause.slot.event == key_of(view.happening.event.name) and _mismatch(clause.trigger, view) is None:
                value = view.read(view.record, clause.moment.field.name)
                if value is not None and not isinstance(value, Fault | Empty):
                    one = clock_id(clause.slot, value, view.environment)
                    found[one] = Clock(view.record, one, shifted(value, clause.moment, view.environment))
    return tuple(found.values())


def _mismatch(trigger: Trigger, view: View) -> Text | Verdict | None:
    if isinstance(trigger, OnClock):
        return None if trigger.where is None else _unless(trigger.where, "WAARVOOR", view)
    late = None if trigger.moment is None else _not_the_moment(trigger, trigger.moment, view)
    if late is not None:
        return late
    found = misfit(trigger, view)
    return None if found is None else _told(found, trigger, view)


def _told(found: Misfit, trigger: OnEvent, view: View) -> Text:
    follows, type_ = trigger.event.follows or "", _type_of(trigger, view)
    match found:
        case Misfit.NOT_KNOWN:
            return Text(nl=f"{follows} van vóór de gebeurtenis is niet bekend", en=f"{follows} before is not known")
        case Misfit.OLD:
            before = view.before(follows)
            was = _shown(None if isinstance(before, NotKnown) else before, type_)
            return Text(nl=f"VAN past niet: {follows} was {was}", en=f"VAN does not fit: {follows} was {was}")
        case Misfit.NEW:
            now = _shown(view.at_event(follows), type_)
            return Text(nl=f"NAAR past niet: {follows} werd {now}", en=f"NAAR does not fit: {follows} became {now}")
        case _:
            assert_never(found)


def _not_the_moment(trigger: OnEvent, moment: tree.Moment, view: View) -> Text | Verdict | None:
    """An event with moments concerns the rules whose moment has come, once for each clock, while ZOLANG holds."""
    slot, started = slot_of(trigger), view.happening.started
    if isinstance(started, ClockId) and slot != started.slot:
        wanted = clause_text(moment)
        return Text(nl=f"deze regel wacht op een ander moment: {wanted}", en=f"waits for another moment: {wanted}")
    value = view.read(view.record, moment.field.name)
    if slot is None or value is None or isinstance(value, Fault | Empty):
        return Text(nl=f"`{moment.field.name}` is leeg", en=f"`{moment.field.name}` is empty")
    early = None if isinstance(started, ClockId) else _too_early(value, moment, view)
    if early is not None:
        return early
    fired = view.world.fired(view.record, slot.event)
    if has_fired(slot, clock_id(slot, value, view.environment), fired, trigger.event):
        return Text(nl="deze klok is al afgelopen", en="this clock has gone off already")
    return None if trigger.as_long_as is None else _unless(trigger.as_long_as, "ZOLANG", view)


def _too_early(value: Value, moment: tree.Moment, view: View) -> Text | None:
    try:
        due = shifted(value, moment, view.environment)
    except ComputationError as error:
        return error.cause
    if due <= view.environment.now:
        return None
    shown = due.strftime("%d-%m-%Y %H:%M")
    return Text(nl=f"het moment is nog niet gekomen: {shown}", en=f"the moment has not come yet: {shown}")


def _unless(condition: tree.Cond, word: str, view: View) -> Text | Verdict | None:
    """Why a condition of the trigger does not hold; FOUT is given as it is, to be reported."""
    found = verdict(condition, view)
    if found.truth is Truth.TRUE:
        return None
    if found.truth is Truth.FAULT:
        return found
    why = reason(found) or same(condition.span.text)
    return Text(nl=f"{word} geldt niet: {why.nl}", en=f"{word} does not hold: {why.en}")


def _type_of(trigger: OnEvent, view: View) -> Type | None:
    declared = view.world.schema.object(trigger.event.object)
    found = declared.field(trigger.event.follows or "") if declared else None
    return found.type if found else None


def _shown(value: Value | None, type_: Type | None) -> str:
    if value is None or type_ is None:
        return "leeg"
    if isinstance(value, tuple):
        return as_literal(value, type_)
    text = show(value, type_, None)
    return f'"{text}"' if isinstance(value, str) else text
