"""What is certain of a record when an event starts a rule: what its trigger asks of it."""

from collections.abc import Iterator, Sequence

from regeltaal.analysis.comparisons import leaf_of_comparison
from regeltaal.analysis.held import Held
from regeltaal.analysis.leaf import filled
from regeltaal.analysis.leaves import at_event, did_change
from regeltaal.analysis.reasoning import Claim, Wish
from regeltaal.analysis.subjects import Case, Subject, subject_of
from regeltaal.base.node import Node, evolve
from regeltaal.program import tree
from regeltaal.program.constants import constant_of
from regeltaal.schema.model import Schema
from regeltaal.values import compare
from regeltaal.values.common import DATE
from regeltaal.values.relation import Relation
from regeltaal.values.sets import Spans
from regeltaal.values.types import ObjectType


class Start(Node):
    """What holds when a trigger starts a rule: of some subjects, and conditions that are WAAR."""

    facts: Case
    claims: Sequence[Claim] = ()


def start_of(trigger: tree.Trigger, rule: tree.Rule, schema: Schema) -> Start:
    match trigger:
        case tree.OnClock(where=where):
            return Start({}, () if where is None else ((where, Wish.TRUE),))
        case tree.OnEvent(as_long_as=condition):
            claims: Sequence[Claim] = () if condition is None else ((condition, Wish.TRUE),)
            return Start(dict(_facts(trigger, rule, schema)), claims)


def _facts(trigger: tree.OnEvent, rule: tree.Rule, schema: Schema) -> Iterator[tuple[Subject, Held]]:
    owner = schema.object(rule.object)
    if owner is None:
        return
    root = tree.Root(tree.RootKind.RECORD, ObjectType(owner.name), trigger.span)
    if trigger.moment is not None:
        field = trigger.moment.field
        yield from filled(tree.Read(root, field, field.type, field.name, span=trigger.span))
    followed = owner.field(trigger.event.follows) if trigger.event.follows is not None else None
    if followed is None:
        return
    read = tree.Read(root, followed, followed.type, followed.name, span=trigger.span)
    yield from _was(evolve(read, previous=True), trigger.old)
    for subject, held in _was(read, trigger.new):
        yield at_event(subject), held
        if schema.phases_of(owner.name)[0].name == rule.phase:
            yield subject, held
    if _differ(trigger.old, trigger.new):
        yield from did_change(read).items()


def _differ(old: tree.Expr | None, new: tree.Expr | None) -> bool:
    values = [None if one is None else constant_of(one) for one in (old, new)]
    keys = [compare.key(one.value) for one in values if one is not None]
    return len(keys) == len(values) and keys[0] != keys[1]


def _was(read: tree.Read, wanted: tree.Expr | None) -> Iterator[tuple[Subject, Held]]:
    """That a field is what stands behind VAN or NAAR."""
    constant = None if wanted is None else constant_of(wanted)
    leaf = None if constant is None else leaf_of_comparison(Relation.SAME, read, [constant], exact=False)
    if leaf is not None and len(leaf.true) == 1:
        yield from leaf.true[0].items()


def validity(rule: tree.Rule) -> Start | None:
    """What GELDIG tells of the day; None where a rule always is valid."""
    start, end = rule.valid_from, rule.valid_until
    if start is None and end is None:
        return None
    today = subject_of(tree.Now(date_only=True, type=DATE, span=rule.span))
    low = None if start is None else (compare.order(start), 0)
    high = None if end is None else (compare.order(end), 0)
    return Start({today: Held(Spans(((low, high),)))})
