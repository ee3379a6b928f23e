"""The rules ready for use: found by event, filtered by administration, switch and date, with their triggers tried."""

from collections.abc import Mapping
from functools import cached_property

from attrs import Factory, define, field, frozen

from regeltaal.base.text import Text
from regeltaal.evaluate.evaluator import outcome, same_value
from regeltaal.evaluate.facts import NotKnown
from regeltaal.evaluate.verdict import Truth
from regeltaal.program import tree
from regeltaal.program.tree import OnEvent, Program, Rule, RuleId
from regeltaal.runtime.happening import Happening, View
from regeltaal.schema.model import Level, Schema, key_of
from regeltaal.values.show import show
from regeltaal.values.types import Type
from regeltaal.values.value import Empty, Fault, Value


@frozen
class AdministrationFacts:
    """What is known of one administration: what scopes, modules and subscriptions are held against.

    ``modules`` and ``subscription`` are None where the project does not say: then nothing is held against them.
    """

    tags: frozenset[str] = frozenset()
    modules: frozenset[str] | None = None
    subscription: str | None = None
    values: Mapping[str, Value | None] = Factory(dict)
    """What `administratie.…` gives, by key."""


@define(slots=False, eq=False)
class RuleBook:
    """A program with the schema and the administrations that it runs for."""

    program: Program
    schema: Schema
    administrations: Mapping[str, AdministrationFacts] = field(factory=dict)

    @cached_property
    def _by_event(self) -> Mapping[str, tuple[Rule, ...]]:
        found: dict[str, list[Rule]] = {}
        for rule in sorted(self.program.rules, key=lambda one: one.order):
            names = dict.fromkeys(key_of(one.event.name) for one in rule.triggers if isinstance(one, OnEvent))
            for name in names:
                found.setdefault(name, []).append(rule)
        return {name: tuple(rules) for name, rules in found.items()}

    @cached_property
    def by_id(self) -> Mapping[RuleId, Rule]:
        return {rule.id: rule for rule in self.program.rules}

    def listening(self, event_name: str) -> tuple[Rule, ...]:
        """Every rule with a trigger on the event, in order of execution, whether or not it is on or in scope."""
        return self._by_event.get(key_of(event_name), ())

    def candidates(self, happening: Happening) -> tuple[Rule, ...]:
        """The rules that may run for an event, in order of execution."""
        return tuple(rule for rule in self.listening(happening.event.name) if self.excluded(rule, happening) is None)

    def excluded(self, rule: Rule, happening: Happening) -> Text | None:
        """Why a rule that listens to the event is no candidate; None when it is one."""
        today = happening.environment.today
        if not rule.enabled:
            return Text(nl="de regel staat UIT", en="the rule is off (UIT)")
        if rule.valid_from is not None and today < rule.valid_from:
            return Text(nl="de regel is nog niet geldig", en="the rule is not valid yet")
        if rule.valid_until is not None and today >= rule.valid_until:
            return Text(nl="de regel is niet meer geldig", en="the rule is no longer valid")
        if not self.covers(rule, happening.administration):
            name = happening.administration
            return Text(nl=f"de regel geldt niet voor `{name}`", en=f"the rule is not for `{name}`")
        return None

    def covers(self, rule: Rule, administration: str) -> bool:
        if rule.id.level is Level.ADMINISTRATION:
            return rule.id.administration == administration
        tags = self.facts(administration).tags
        chosen = rule.selection
        included = chosen.everyone or administration in chosen.names or bool(tags & chosen.tags)
        return included and administration not in chosen.without_names and not tags & chosen.without_tags

    def facts(self, administration: str) -> AdministrationFacts:
        return self.administrations.get(administration) or AdministrationFacts()


def trigger_mismatch(rule: Rule, view: View) -> Text | None:
    """Why none of the rule's triggers fits the event (VAN, NAAR, the moment); None when one does."""
    reasons = [
        _mismatch(trigger, view)
        for trigger in rule.triggers
        if isinstance(trigger, OnEvent) and key_of(trigger.event.name) == key_of(view.happening.event.name)
    ]
    return None if None in reasons else reasons[0]


def _mismatch(trigger: OnEvent, view: View) -> Text | None:
    follows = trigger.event.follows
    if trigger.moment is not None:
        early = _too_early(trigger.moment, view)
        if early is not None:
            return early
    if follows is None or trigger.equals is None:
        return None
    type_ = _type_of(trigger, view)
    if trigger.old is not None:
        before = view.before(follows)
        if isinstance(before, NotKnown):
            return Text(nl=f"{follows} van vóór de gebeurtenis is niet bekend", en=f"{follows} before is not known")
        if not _is(trigger, trigger.old, before, view):
            was = _shown(before, type_)
            return Text(nl=f"VAN past niet: {follows} was {was}", en=f"VAN does not fit: {follows} was {was}")
    if trigger.new is not None and not _is(trigger, trigger.new, view.at_event(follows), view):
        now = _shown(view.at_event(follows), type_)
        return Text(nl=f"NAAR past niet: {follows} werd {now}", en=f"NAAR does not fit: {follows} became {now}")
    return None


def _is(trigger: OnEvent, wanted: tree.Expr, value: Value | None, view: View) -> bool:
    if trigger.equals is None:
        return False
    return same_value(trigger.equals, value, outcome(wanted, view), view) is Truth.TRUE


def _too_early(moment: tree.Moment, view: View) -> Text | None:
    """An event of a clock concerns the rules whose moment has come."""
    from regeltaal.runtime.moments import shifted  # noqa: PLC0415 - keeps operators out of what needs no clock

    found = view.read(view.record, moment.field.name)
    if found is None or isinstance(found, Fault | Empty):
        return Text(nl=f"`{moment.field.name}` is leeg", en=f"`{moment.field.name}` is empty")
    due = shifted(found, moment, view.environment)
    if due <= view.environment.now:
        return None
    shown = due.strftime("%d-%m-%Y %H:%M")
    return Text(nl=f"het moment is nog niet gekomen: {shown}", en=f"the moment has not come yet: {shown}")


def _type_of(trigger: OnEvent, view: View) -> Type | None:
    declared = view.world.schema.object(trigger.event.object)
    found = declared.field(trigger.event.follows or "") if declared else None
    return found.type if found else None


def _shown(value: Value | None, type_: Type | None) -> str:
    if value is None or type_ is None:
        return "leeg"
    text = show(value, type_, None)
    return f'"{text}"' if isinstance(value, str) else text
