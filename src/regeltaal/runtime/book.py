"""The rules ready for use: found by event, filtered by administration, switch and date."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

import attrs
from attrs import define

from regeltaal.base.node import Node, field
from regeltaal.base.text import Text
from regeltaal.compiler.masks import places_in
from regeltaal.program.tree import OnClock, Program, Rule, RuleId, Selection
from regeltaal.runtime.clocks import Clause, clauses_in
from regeltaal.runtime.happening import Happening
from regeltaal.runtime.listening import Listeners, not_on
from regeltaal.runtime.schedules import event_key, event_of, key_of_schedule, trigger_key
from regeltaal.schema.model import Event, Level, Schema, key_of
from regeltaal.values.value import Value


class AdministrationFacts(Node):
    """What is known of one administration: what scopes, modules and subscriptions are held against.

    ``modules`` and ``subscription`` are None where the project does not say: then nothing is held against them.
    """

    tags: frozenset[str] = frozenset()
    modules: frozenset[str] | None = None
    subscription: str | None = None
    values: Mapping[str, Value | None] = field(factory=dict)
    """What `administratie.…` gives, by key."""


@define(slots=False, eq=False)
class RuleBook:
    """A program with the schema and the administrations that it runs for."""

    program: Program
    schema: Schema
    administrations: Mapping[str, AdministrationFacts] = attrs.field(factory=dict)
    _listeners: dict[str, tuple[Listeners, ...]] = attrs.field(factory=dict, init=False, repr=False)

    @cached_property
    def _by_event(self) -> Mapping[str, tuple[Rule, ...]]:
        found: dict[str, list[Rule]] = {}
        for rule in sorted(self.program.rules, key=lambda one: one.order):
            for name in dict.fromkeys(trigger_key(one) for one in rule.triggers):
                found.setdefault(name, []).append(rule)
        return {name: tuple(rules) for name, rules in found.items()}

    @cached_property
    def _schedules(self) -> Mapping[str, Event]:
        triggers = [one for rule in self.program.rules for one in rule.triggers if isinstance(one, OnClock)]
        return {trigger_key(one): event_of(one) for one in triggers}

    @cached_property
    def _clauses(self) -> Mapping[str, tuple[Clause, ...]]:
        found: dict[str, tuple[Clause, ...]] = {}
        for rule in self.program.rules:
            if rule.enabled:
                found[key_of(rule.object)] = (*found.get(key_of(rule.object), ()), *clauses_in(rule))
        return {name: clauses for name, clauses in found.items() if clauses}

    def event(self, name: str) -> Event | None:
        """An event of the schema, or of a schedule by its name: `ELKE werkdag OM 8:00 VOOR ELKE …`."""
        return self.schema.event(name) or self._schedules.get(key_of_schedule(name))

    def events(self) -> tuple[Event, ...]:
        """The events of the schema and of the schedules."""
        return (*self.schema.events.values(), *self._schedules.values())

    def has_clocks(self, object_name: str) -> bool:
        """Whether any rule waits for a moment of records of an object."""
        return key_of(object_name) in self._clauses

    def clauses_of(self, object_name: str, administration: str) -> tuple[Clause, ...]:
        """What rules that are on wait for at a record of an object: each slot once."""
        found = self._clauses.get(key_of(object_name), ())
        return tuple({one.slot: one for one in found if self.covers(one.rule, administration)}.values())

    @cached_property
    def by_id(self) -> Mapping[RuleId, Rule]:
        return {rule.id: rule for rule in self.program.rules}

    def listening(self, event_name: str) -> tuple[Rule, ...]:
        """Every rule with a trigger on the event, in order of execution, whether or not it is on or in scope."""
        return self._by_event.get(event_key(event_name), ())

    def listeners(self, event: Event) -> tuple[Listeners, ...]:
        """The rules with a trigger on the event, phase by phase; a phase without any is left out."""
        key = event_key(event.name)
        found = self._listeners.get(key)
        if found is None:
            found = self._listeners[key] = tuple(self._in_phases(event, key))
        return found

    def _in_phases(self, event: Event, key: str) -> Iterator[Listeners]:
        listening = self.listening(event.name)
        for phase in self.schema.phases_of(event.object):
            rules = tuple(rule for rule in listening if key_of(rule.phase) == key_of(phase.name))
            if rules:
                yield Listeners(phase, key, rules, self._is_for)

    def _is_for(self, rule: Rule, administration: str) -> bool:
        return self.covers(rule, administration) and self.not_entitled(rule, administration) is None

    def candidates(self, happening: Happening) -> tuple[Rule, ...]:
        """The rules that may run for an event, in order of execution; for a schedule that rule alone."""
        return tuple(
            one.rules[place] for one in self.listeners(happening.event) for place in places_in(one.among(happening))
        )

    def excluded(self, rule: Rule, happening: Happening) -> Text | None:
        """Why a rule that listens to the event is no candidate; None when it is one."""
        return self.left_out(rule, happening.administration, happening.environment.today)

    def left_out(self, rule: Rule, administration: str, today: date) -> Text | None:
        """Why a rule is not for an administration on a day; None when it is."""
        return not_on(rule, today) or self.not_covered(rule, administration) or self.not_entitled(rule, administration)

    def covers(self, rule: Rule, administration: str) -> bool:
        if rule.id.level is Level.ADMINISTRATION:
            return rule.id.administration == administration
        chosen = rule.selection
        return self._is_chosen(chosen, administration) and not self.is_excepted(rule, administration)

    def not_covered(self, rule: Rule, administration: str) -> Text | None:
        """Why a rule is not for an administration; None when it is."""
        if self.covers(rule, administration):
            return None
        if rule.id.level is Level.ADMINISTRATION:
            other = rule.id.administration
            return Text(nl=f"de regel is van administratie `{other}`", en=f"the rule is of administration `{other}`")
        chosen = rule.selection
        if administration in chosen.without_names:
            return Text(
                nl=f"`{administration}` is uitgezonderd met BEHALVE", en=f"`{administration}` is excepted (BEHALVE)"
            )
        tags = sorted(self.facts(administration).tags & chosen.without_tags)
        if tags:
            return Text(
                nl=f"de tag `{tags[0]}` is uitgezonderd met BEHALVE", en=f"the tag `{tags[0]}` is excepted (BEHALVE)"
            )
        return Text(
            nl=f"`{administration}` staat niet achter VOOR, en ook geen tag ervan",
            en=f"neither `{administration}` nor a tag of it stands behind VOOR",
        )

    def not_entitled(self, rule: Rule, administration: str) -> Text | None:
        """What rules at this level ask that an administration does not have; None when it may have them."""
        level, facts = rule.id.level, self.facts(administration)
        asked = self.schema.levels.get(level)
        if asked is None:
            return None
        wanted = asked.subscription
        if not self.schema.suffices(facts.subscription, wanted):
            return Text(
                nl=f"een regel op niveau {level.value} vraagt het abonnement `{wanted}`",
                en=f"a rule at level {level.value} needs the subscription `{wanted}`",
            )
        if asked.trait is not None and facts.values.get(key_of(asked.trait)) is False:
            return Text(
                nl=f"een regel op niveau {level.value} vraagt `{asked.trait}`",
                en=f"a rule at level {level.value} needs `{asked.trait}`",
            )
        return None

    def is_excepted(self, rule: Rule, administration: str) -> bool:
        """Whether BEHALVE names an administration, or a tag that it has."""
        chosen = rule.selection
        return administration in chosen.without_names or bool(self.facts(administration).tags & chosen.without_tags)

    def _is_chosen(self, chosen: Selection, administration: str) -> bool:
        tagged = self.facts(administration).tags & chosen.tags
        return chosen.everyone or administration in chosen.names or bool(tagged)

    def facts(self, administration: str) -> AdministrationFacts:
        return self.administrations.get(administration) or _NO_FACTS


_NO_FACTS = AdministrationFacts()
