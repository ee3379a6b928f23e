"""What starts a rule: events with VAN, NAAR and moments, and the clock."""

from collections.abc import Sequence
from datetime import time

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.node import Node, evolve
from regeltaal.base.source import Span
from regeltaal.check import conditions, literals, lowering, noting, preconditions
from regeltaal.check.problems import events as event_problems
from regeltaal.check.problems import names as name_problems
from regeltaal.check.scope import Scope, record_root, same_key
from regeltaal.program import tree as out
from regeltaal.schema.model import Event, Object, Schema, key_of
from regeltaal.syntax import tree
from regeltaal.syntax.grammar import load
from regeltaal.syntax.wording import readings, words_in
from regeltaal.values.operator import Overload
from regeltaal.values.value import Duration

DAYS = (
    "dag", "werkdag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag", "week",
    "maand",
)  # fmt: skip


class Subject(Node):
    """What a rule is about: the object of its events, an event that makes the record, whether the clock starts it."""

    object: Object | None
    creating: Event | None = None
    by_clock: bool = False


def subject(triggers: Sequence[tree.Trigger], schema: Schema) -> Subject:
    """The object of the first trigger that is known."""
    events = [schema.event(one.event.key) for one in triggers if isinstance(one, tree.EventTrigger)]
    creating = next((event for event in events if event is not None and event.creates), None)
    names = (_object_name(one, schema) for one in triggers)
    found = next((schema.object(name) for name in names if name is not None), None)
    return Subject(found, creating, any(isinstance(one, tree.ClockTrigger) for one in triggers))


def _object_name(trigger: tree.Trigger, schema: Schema) -> str | None:
    if isinstance(trigger, tree.ClockTrigger):
        return trigger.object.key
    event = schema.event(trigger.event.key)
    return None if event is None else event.object


def lower(trigger: tree.Trigger, scope: Scope, *, in_test: bool = False) -> out.Trigger | None:
    """A trigger; in a test the event happens, so no moment need be said."""
    match trigger:
        case tree.EventTrigger():
            return _on_event(trigger, scope, in_test=in_test)
        case tree.ClockTrigger():
            return _on_clock(trigger, scope)


def _on_event(trigger: tree.EventTrigger, scope: Scope, *, in_test: bool) -> out.OnEvent | None:
    name = trigger.event
    event = scope.schema.event(name.key)
    if event is None:
        scope.report(_unknown(name, scope.schema))
        return None
    noting.event(scope, name)
    if scope.object is not None and not same_key(event.object, scope.object.name):
        scope.report(event_problems.other_object(name.span, event.name, event.object, scope.object.name))
        return None
    old, new, equals = _change(trigger, event, scope)
    moment = _moment(trigger, event, scope, in_test=in_test)
    as_long_as = preconditions.of_clock(event, trigger.span, scope.unnoted)
    return out.OnEvent(event, trigger.span, old=old, new=new, equals=equals, moment=moment, as_long_as=as_long_as)


def _unknown(name: tree.Name, schema: Schema) -> Diagnostic:
    for found in readings(words_in(name.span.text), load().keywords):
        event = schema.event(key_of(name.span.text[: found.start]))
        if event is not None:
            start = name.span.start
            word = Span(name.span.source, start + found.start, start + found.end)
            return name_problems.event_with_more(name.span, name.text, event.name, word, found.right)
    known = [one.name for one in schema.events.values()]
    return name_problems.unknown_event(name.span, name.text, known, _following(name, schema))


def _following(name: tree.Name, schema: Schema) -> str | None:
    """`status wijzigt`, `status`: the event that follows the field."""
    words = name.key.split()
    for event in schema.events.values():
        field = key_of(event.follows).split() if event.follows else []
        if field and words[: len(field)] == field and set(words[len(field) :]) <= _CHANGES:
            return event.name
    return None


_CHANGES = frozenset({"wijzigt", "verandert", "wordt", "is", "gewijzigd", "veranderd", "aangepast", "van"})


def _change(
    trigger: tree.EventTrigger, event: Event, scope: Scope
) -> tuple[out.Expr | None, out.Expr | None, Overload | None]:
    """VAN and NAAR: values of the field that the event follows."""
    if trigger.old is None and trigger.new is None:
        return None, None, None
    owner = scope.schema.object(event.object)
    field = owner.field(event.follows) if owner and event.follows else None
    if field is None:
        scope.report(event_problems.follows_nothing(trigger.event.span, event.name))
        return None, None, None
    old = None if trigger.old is None else conditions.comparable(trigger.old, field.type, scope)
    new = None if trigger.new is None else conditions.comparable(trigger.new, field.type, scope)
    return old, new, conditions.equality(field.type, trigger.span, scope)


def _moment(trigger: tree.EventTrigger, event: Event, scope: Scope, *, in_test: bool) -> out.Moment | None:
    clause = trigger.moment
    if clause is None:
        if event.moments and not in_test:
            scope.report(event_problems.moment_missing(trigger.event.span, event.name, event.moments))
        return None
    if not event.moments:
        scope.report(event_problems.no_moments(clause.span, event.name))
        return None
    owner = scope.schema.object(event.object)
    key = ".".join(part.key for part in clause.path.parts)
    named = next((moment for moment in event.moments if same_key(moment, key)), None)
    field = owner.field(named) if owner and named else None
    if field is None:
        scope.report(event_problems.other_moment(clause.path.span, key, event.name, event.moments))
        return None
    noting.field(scope, clause.path, len(clause.path.parts), owner=owner, found=field, type_=field.type)
    return out.Moment(field, _offset(clause.duration, scope), clause.side == "before")


def _offset(duration: tree.Literal | None, scope: Scope) -> Duration | None:
    if duration is None:
        return None
    found = literals.literal(duration, scope)
    return found.value if isinstance(found, out.Const) and isinstance(found.value, Duration) else None


def _on_clock(trigger: tree.ClockTrigger, scope: Scope) -> out.OnClock | None:
    if trigger.day.key not in DAYS:
        scope.report(event_problems.unknown_day(trigger.day.span, trigger.day.text, DAYS))
        return None
    noting.fixed(scope, trigger.day.span, trigger.day.key)
    owner = scope.schema.object(trigger.object.key)
    if owner is None:
        known = [one.name for one in scope.schema.objects.values()]
        scope.report(name_problems.unknown_object(trigger.object.span, trigger.object.text, known))
        return None
    noting.object_(scope, trigger.object, owner)
    if scope.object is not owner:
        wanted = scope.object.name if scope.object else ""
        scope.report(event_problems.other_object(trigger.object.span, owner.name, owner.name, wanted))
        return None
    where = None if trigger.where is None else lowering.condition(trigger.where, about(owner, trigger.object, scope))
    at = literals.literal(trigger.time, scope)
    if not isinstance(at, out.Const) or not isinstance(at.value, time):
        return None
    return out.OnClock(trigger.day.key, at.value, owner.name, where, trigger.span)


def about(owner: Object, name: tree.Name, scope: Scope) -> Scope:
    """Inside WAARVOOR the record may be named: `werkbon.status` is `status`."""
    root = record_root(owner, name.span)
    return evolve(scope, record=root, variables={**scope.variables, name.key: root})
