"""All rules of a project at a glance: for whom each is, who is left out and why, and how often it ran."""

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from attrs import field, frozen

from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.program.tree import Rule, RuleId
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import TimelineEntry
from regeltaal.runtime.stored_records import did_something
from regeltaal.schema.model import Level, Match, key_of
from regeltaal.values.moments import in_zone

if TYPE_CHECKING:
    from regeltaal.runtime.store import Store


@frozen
class Runs:
    """How often a rule did something, and when last: what it had to do may have been skipped, and that counts not."""

    count: int = 0
    last: datetime | None = None

    def plus(self, other: "Runs") -> "Runs":
        moments = [one for one in (self.last, other.last) if one is not None]
        return Runs(self.count + other.count, max(moments, default=None))


NEVER = Runs()
RuleKey = tuple[str, str | None, str]
"""Level, administration and name of a rule, as the timeline has them."""


@frozen
class LeftOut:
    """An administration that a rule is not for, with the reason. ``excepted``: BEHALVE names it or a tag of it."""

    administration: str
    reason: Text
    excepted: bool


@frozen
class RuleFacts:
    """A rule with all that can be said of it without an event. ``runs`` is None where no store was asked."""

    rule: Rule
    applies_to: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    match: Match
    runs: Runs | None = field(default=None)


def overview(rules: RuleSet, runs: Mapping[RuleKey, Runs] | None = None) -> tuple[RuleFacts, ...]:
    """Every rule: by object and phase as the domain orders them, within a phase in order of execution."""
    return tuple(_facts(rules, rule, runs) for rule in _ordered(rules))


def _ordered(rules: RuleSet) -> Iterator[Rule]:
    objects = {key: number for number, key in enumerate(rules.schema.objects)}

    def place(rule: Rule) -> tuple[int, int, tuple[int, int, str, int, int]]:
        names = [key_of(phase.name) for phase in rules.schema.phases_of(rule.object)]
        phase = key_of(rule.phase)
        return (objects.get(key_of(rule.object), 0), names.index(phase) if phase in names else 0, rule.order)

    yield from sorted(rules.program.rules, key=place)


def _facts(rules: RuleSet, rule: Rule, runs: Mapping[RuleKey, Runs] | None) -> RuleFacts:
    names = tuple(rules.administrations)
    reasons = {name: rules.book.not_covered(rule, name) or rules.book.not_entitled(rule, name) for name in names}
    phases = {key_of(phase.name): phase.match for phase in rules.schema.phases_of(rule.object)}
    return RuleFacts(
        rule=rule,
        applies_to=tuple(name for name in names if reasons[name] is None),
        left_out=tuple(
            LeftOut(name, reason, rule.id.level is Level.ENVIRONMENT and rules.book.is_excepted(rule, name))
            for name in names
            if (reason := reasons[name]) is not None
        ),
        match=phases.get(key_of(rule.phase), Match.ALL),
        runs=None if runs is None else _local(_runs_of(rule, runs), rules.zone),
    )


def _local(runs: Runs, zone: ZoneInfo) -> Runs:
    return runs if runs.last is None else evolve(runs, last=in_zone(runs.last, zone))


def _runs_of(rule: Rule, runs: Mapping[RuleKey, Runs]) -> Runs:
    """Those under its name of now and, after a renaming, those under its former name."""
    level, administration = rule.id.level.value, rule.id.administration
    found = runs.get((level, administration, str(rule.id)), NEVER)
    if rule.former_name is None:
        return found
    former = RuleId(rule.id.level, administration, rule.former_name, rule.id.row)
    return found.plus(runs.get((level, administration, str(former)), NEVER))


def stored_runs(store: "Store") -> Mapping[RuleKey, Runs]:
    """How often each rule did something, by the timeline of a store."""
    with store.look() as unit:
        return _counted(unit.rule_lines(), unit.skipped())


def _counted(lines: Iterable[TimelineEntry], skipped: Container[str]) -> Mapping[RuleKey, Runs]:
    found: dict[RuleKey, Runs] = {}
    for line in lines:
        if line.body.get("tak") != "geen" and did_something(line.body, skipped):
            administration = line.body.get("administratie")
            key = (
                str(line.body.get("niveau")),
                None if administration is None else str(administration),
                str(line.body.get("regel")),
            )
            found[key] = found.get(key, NEVER).plus(Runs(1, line.moment))
    return found
