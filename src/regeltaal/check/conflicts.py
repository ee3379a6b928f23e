"""What only shows across rules: one name for two, two writers of a field, rules that start one another."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from regeltaal.base.diagnostic import Problems
from regeltaal.base.node import Node
from regeltaal.base.source import Span
from regeltaal.check import circles, exclusion
from regeltaal.check.emptiness import Key, key
from regeltaal.check.naming import name_of
from regeltaal.check.phases import performs
from regeltaal.check.problems import conflicts as problems
from regeltaal.program import tree as out
from regeltaal.schema.model import Match, Schema
from regeltaal.syntax import tree
from regeltaal.syntax.tree import RuleFile

_LOOKBACK = 8
"""How many earlier writers of a field a rule is held against: enough to name one, and no work that squares."""


def check(files: Mapping[str, RuleFile], rules: Sequence[out.Rule], schema: Schema, found: Problems) -> None:
    _check_names(files, found)
    active = sorted((rule for rule in rules if rule.enabled), key=lambda rule: rule.order)
    _check_writers(active, schema, found)
    circles.check(active, schema, found)


# ---------------------------------------------------------------- names

Owner = tuple[str | None, str]
"""Administration (None: the environment) and name of a rule, as names are compared."""


def _check_names(files: Mapping[str, RuleFile], found: Problems) -> None:
    known: dict[Owner, Span] = {}
    for administration, rule in _rules(files):
        owner = (administration, name_of(rule.name).casefold())
        if owner in known:
            first = known[owner]
            found.add(problems.same_name(rule.name.span, name_of(rule.name), first.source.path, first))
        known.setdefault(owner, rule.name.span)
    for administration, rule in _rules(files):
        for meta in rule.metas:
            if isinstance(meta, tree.FormerName):
                former = name_of(meta.name)
                if (administration, former.casefold()) in known:
                    found.add(problems.former_name_taken(meta.name.span, former))
                known.setdefault((administration, former.casefold()), meta.name.span)


def _rules(files: Mapping[str, RuleFile]) -> Iterator[tuple[str | None, tree.Rule]]:
    for file in files.values():
        literal = file.header.administration
        administration = None if literal is None else literal.plain
        for item in file.items:
            if isinstance(item, tree.Rule):
                yield administration, item


# ---------------------------------------------------------------- two writers

Written = tuple[str, str, str, Key]
"""Event, phase, field and the way to the record that holds it."""


@frozen(repr=False, eq=False)
class Writer(Node):
    """A rule that writes a field, and what it asks of its record. ``decides``: later ones in its phase don't run."""

    rule: out.Rule
    write: out.SetField
    allowed: exclusion.Allowed
    decides: bool


def _check_writers(rules: Sequence[out.Rule], schema: Schema, found: Problems) -> None:
    """A rule that writes what an earlier one in its phase writes: the earlier value is lost."""
    writers: dict[Written, list[Writer]] = {}
    for rule in rules:
        allowed, decides = exclusion.allowed(rule), _decides(rule, schema)
        for event, write in _writes(rule):
            owner = key(write.owner)
            if owner is None:
                continue
            writer = Writer(rule, write, allowed, decides)
            earlier = writers.setdefault((event, rule.phase, write.field.name, owner), [])
            other = next((one for one in reversed(earlier[-_LOOKBACK:]) if _both_run(one, writer)), None)
            if other is not None:
                found.add(problems.two_writers(write.span, str(other.rule.id), write.label, event, other.write.span))
            earlier.append(writer)


def _decides(rule: out.Rule, schema: Schema) -> bool:
    """Whether a rule is the last to run in a phase EERSTE; one with no action of that phase leaves the rest to run."""
    phases = schema.phases_of(rule.object)
    is_first = next((phase.match is Match.FIRST for phase in phases if phase.name == rule.phase), False)
    stops = any(isinstance(one, out.StopRules) for one in rule.then)
    return is_first and (stops or any(one.action.phase is not None for one in performs(rule.then)))


def _writes(rule: out.Rule) -> Iterator[tuple[str, out.SetField]]:
    """Each field that a rule writes, with each event that starts it."""
    events = [trigger.event.name for trigger in rule.triggers if isinstance(trigger, out.OnEvent)]
    written: dict[tuple[str, Key | None], out.SetField] = {}
    for branch in (rule.then, rule.otherwise or (), rule.on_unknown or ()):
        for action in branch:
            if isinstance(action, out.SetField):
                written.setdefault((action.field.name, key(action.owner)), action)
    for event in dict.fromkeys(events):
        for write in written.values():
            yield event, write


def _both_run(left: Writer, right: Writer) -> bool:
    if left.decides:
        return False
    if (left.rule.path, left.rule.place) == (right.rule.path, right.rule.place):
        return False  # rows of one table: their order is plain to see
    return not exclusion.exclude(left.allowed, right.allowed) and exclusion.may_meet(left.rule, right.rule)
