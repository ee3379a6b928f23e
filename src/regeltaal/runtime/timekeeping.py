"""Keeping clocks and schedules in step: with the records as they change, and with the rules as they change.

INVARIANT: after each transaction that changed a record, its clocks are those that its fields and the rules ask for; so
nothing else has to look for them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from attrs import Factory, frozen

from regeltaal.base.text import Text
from regeltaal.program.tree import OnClock, Rule, RuleId
from regeltaal.runtime.clock_chains import Since, past
from regeltaal.runtime.clocks import Adjustment, Clause, Clock, ClockStatus, StoredClock, adjusted
from regeltaal.runtime.persistence import fields_of
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.schedules import Round, next_after, timing_of
from regeltaal.runtime.stored_shapes import rule_id_data
from regeltaal.runtime.world import World
from regeltaal.schema.model import Level
from regeltaal.values.environment import Environment
from regeltaal.values.notation import show_clock
from regeltaal.values.value import Ref, Value

if TYPE_CHECKING:
    from regeltaal.runtime.store_unit import Unit

EVERYWHERE = ""
"""The administration of a schedule in a project that declares none: it runs for whichever there are."""


@frozen(eq=False)
class Timekeeper:
    """Keeps the clocks of a store in one transaction.

    ``since`` is the event of a clock that all this follows from, if any. ``notes`` gathers what there is to tell then.
    """

    rules: RuleSet
    unit: "Unit"
    since: Since | None = None
    notes: list[Text] = Factory(list)

    def keep(self, world: World, now: datetime) -> None:
        """What the changes of a world do to clocks. Before they are stored, for what was there is asked of the store.

        Of an object without clocks nothing is asked.
        """
        book, clocks = self.rules.book, self.unit.clocks
        for clock, event in world.fired_clocks().items():
            clocks.settle(clock, ClockStatus.FIRED, event)
        for record, fields in world.changes():
            if book.has_clocks(record.object):
                self._follow(record, fields, {} if world.is_new(record) else self._stored(record), now)
        for record in world.deletions():
            if book.has_clocks(record.object):
                clocks.end(record)

    def _stored(self, record: Ref) -> Mapping[str, Value | None]:
        return self._values(record, self.unit.load(record) or {})

    def _values(self, record: Ref, data: Mapping[str, object]) -> Mapping[str, Value | None]:
        """What the fields that clocks run to hold in the store."""
        clauses = self.rules.book.clauses_of(record.object, record.administration)
        wanted = {one.slot.field: data[one.slot.field] for one in clauses if one.slot.field in data}
        return fields_of(wanted, record, self.rules.schema, self.rules.zone)

    def _follow(
        self, record: Ref, now_there: Mapping[str, Value | None], before: Mapping[str, Value | None], now: datetime
    ) -> None:
        clauses = self.rules.book.clauses_of(record.object, record.administration)
        moved = [one for one in clauses if now_there.get(one.slot.field) != before.get(one.slot.field)]
        if moved:
            self._adjust(record, moved, now_there, self.unit.clocks.of_record(record), self.rules.environment(now))

    def _adjust(
        self,
        record: Ref,
        clauses: Iterable[Clause],
        fields: Mapping[str, Value | None],
        present: Sequence[StoredClock],
        environment: Environment,
    ) -> None:
        for clause in clauses:
            found = adjusted(present, record, clause, fields.get(clause.slot.field), environment)
            self.unit.clocks.change(found.gone, self._admitted(found, record, clause))

    def _admitted(self, found: Adjustment, record: Ref, clause: Clause) -> list[Clock]:
        """The clocks that are set; of those that another clock sets only what moves time on."""
        if self.since is None:
            return list(found.set)
        if found.past is not None:
            self.notes.append(past(record, found.past, clause, self.rules.zone))
        admitted = [self.since.admits(one, clause, self.rules.zone) for one in found.set]
        self.notes.extend(note for _, note in admitted if note is not None)
        return [clock for clock, _ in admitted if clock is not None]

    # ------------------------------------------------------------ other rules

    def in_step(self, now: datetime, *, anew: bool = False) -> None:
        """With rules that the store has not seen before, or ``anew``: works all clocks and schedules out again.

        What runs and is still asked for runs on. What is new counts from now: nothing starts for the past.
        """
        if self.unit.clocks.rules_seen() == self.rules.digest and not anew:
            return
        environment = self.rules.environment(now)
        names = {one.object for one in self.rules.program.rules if self.rules.book.has_clocks(one.object)}
        for object_name in sorted(names | set(self.unit.clocks.objects())):
            self._work_out(object_name, environment)
        self._plan_schedules(environment)
        self.unit.clocks.keep_rules_seen(self.rules.digest)

    def _work_out(self, object_name: str, environment: Environment) -> None:
        present = self.unit.clocks.of_object(object_name)
        for stored in self.unit.records(object_name):
            record = stored.record
            clauses = self.rules.book.clauses_of(object_name, record.administration)
            own, slots = present.get(record, ()), {one.slot for one in clauses}
            running = [one.clock for one in own if one.status is ClockStatus.RUNNING]
            self.unit.clocks.change([one for one in running if one.id.slot not in slots], ())
            self._adjust(record, clauses, self._values(record, stored.fields), own, environment)

    def _plan_schedules(self, environment: Environment) -> None:
        present = {(one.rule, one.administration, one.day, one.time): one for one in self.unit.clocks.rounds()}
        wanted = list(_rounds(self.rules, environment))
        for rule, one in wanted:
            place = (one.rule, one.administration, one.day, one.time)
            former = None if rule.former_id is None else (rule_key(rule.former_id), *place[1:])
            if place not in present:
                earlier = present.get(former) if former is not None else None
                moved = one if earlier is None else Round(*place, earlier.due)
                self.unit.clocks.put_round(moved)
        kept = {(one.rule, one.administration, one.day, one.time) for _, one in wanted}
        for place, one in present.items():
            if place not in kept:
                self.unit.clocks.remove_round(one)


def _rounds(rules: RuleSet, environment: Environment) -> Iterator[tuple[Rule, Round]]:
    """Every schedule that the rules ask for, with the first time after now that it comes round."""
    for rule in rules.program.rules:
        for trigger in rule.triggers if rule.enabled else ():
            if isinstance(trigger, OnClock):
                due = next_after(timing_of(trigger), environment.now, environment)
                place = (trigger.day, show_clock(trigger.time))
                for administration in _administrations(rule, rules):
                    if due is not None:
                        yield rule, Round(rule_key(rule.id), administration, *place, due)


def _administrations(rule: Rule, rules: RuleSet) -> Iterable[str]:
    if rules.administrations:
        return [name for name in rules.administrations if rules.book.covers(rule, name)]
    own = rule.id.administration
    return [own] if rule.id.level is Level.ADMINISTRATION and own is not None else [EVERYWHERE]


def rule_key(rule: RuleId) -> str:
    """A rule's identity as text."""
    return json.dumps(rule_id_data(rule), ensure_ascii=False, sort_keys=True)
