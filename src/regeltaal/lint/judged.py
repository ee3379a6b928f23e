"""The conditions of a file, judged once for all lint rules about them."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from regeltaal.analysis.reasoning import Reasoner
from regeltaal.base.node import Node
from regeltaal.lint.branches import sequences
from regeltaal.lint.crowded import Apart, Look, by_row, looks
from regeltaal.lint.judging import Finding, Kind, findings
from regeltaal.lint.view import FileView, RuleView
from regeltaal.program import tree as out
from regeltaal.program.walk import nodes
from regeltaal.syntax import tree


class Judged(Node):
    """What was found in one condition of a rule; ``is_main``: in the one that the rule itself has."""

    rule: RuleView
    finding: Finding
    is_main: bool


def of_kind(view: FileView, kind: Kind) -> Iterator[Judged]:
    return (one for one in judged(view) if one.finding.kind is kind)


@lru_cache(maxsize=1)
def judged(view: FileView) -> Sequence[Judged]:
    """All that was found in a file."""
    computed = sorted(one.span.start for one in view.each(tree.Aggregate))
    found: list[Judged] = []
    for rule, look in zip(view.rules, looks(view), strict=True):
        apart = None if rule.made[0].id.row is None else by_row(view)
        if look.crowded:
            condition = rule.made[0].condition
            found += (Judged(rule, one, is_main=True) for one in findings(condition, reasoner_of(view, rule), apart))
        found += _of_others(rule, computed, apart)
    return found


def reasoner_of(view: FileView, rule: RuleView) -> Reasoner:
    """What reasons about the condition of a rule, with what it worked out before."""
    return _reasoners(view)[id(rule)]


@lru_cache(maxsize=1)
def _reasoners(view: FileView) -> dict[int, Reasoner]:
    del view
    return defaultdict(Reasoner)


@lru_cache(maxsize=1)
def settled(view: FileView) -> frozenset[int]:
    """The parts that something was found of, by identity."""
    return frozenset(id(one.finding.part) for one in judged(view))


def is_told(view: FileView, rule: RuleView) -> bool:
    """Whether the condition of a rule was found to come out one way, or a part of it."""
    fixed = (Kind.NEVER, Kind.ALWAYS)
    return any(one.rule is rule and one.is_main and one.finding.kind in fixed for one in judged(view))


def _of_others(rule: RuleView, computed: Sequence[int], apart: Apart | None) -> Iterator[Judged]:
    """What is wrong with the other conditions of a rule; of a table in all that is the same in each row."""
    made, span = rule.made[0], rule.node.span
    at = bisect_left(computed, span.start)
    has_computed = at < len(computed) and computed[at] < span.end
    for cond in _other_conditions(made, with_computed=has_computed):
        look = Look(apart)
        look.at(cond)
        if look.crowded:
            yield from (Judged(rule, one, is_main=False) for one in findings(cond, Reasoner(), apart))


def _other_conditions(rule: out.Rule, *, with_computed: bool) -> Iterator[out.Cond]:
    """Every condition that a rule has besides its own; with those of lists that something is computed of."""
    for trigger in rule.triggers:
        if isinstance(trigger, out.OnClock) and trigger.where is not None:
            yield trigger.where
    for branch in sequences(rule):
        yield from _of_actions(branch)
    if with_computed:
        for node in nodes((rule.condition, rule.triggers, rule.then, rule.otherwise, rule.on_unknown)):
            if isinstance(node, out.Collect) and node.where is not None:
                yield node.where


def _of_actions(actions: Iterable[out.Action]) -> Iterator[out.Cond]:
    for action in actions:
        match action:
            case out.Loop(where=where) if where is not None:
                yield where
            case out.Perform(wait=out.Wait(provided=provided)) if provided is not None:
                yield provided
            case out.SetField(value=out.Truth(condition=condition)):
                yield condition
            case _:
                pass
