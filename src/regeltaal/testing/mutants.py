"""What is changed in rules to see whether the tests notice: every declaration gives its changes, in a fixed order."""

from collections.abc import Sequence

from regeltaal.base.diagnostic import Edit
from regeltaal.base.node import evolve
from regeltaal.base.source import Span
from regeltaal.syntax import tree
from regeltaal.testing.mutants_actions import of_branches
from regeltaal.testing.mutants_conditions import junctions, of_condition
from regeltaal.testing.mutants_edits import (
    Change,
    Changes,
    Kind,
    Types,
    dropped,
    from_end_to_end,
    keyword,
    other_value,
    replaced,
    shifted,
    with_space_before,
    without_one,
)

Declaration = tree.Rule | tree.Definition | tree.ListDeclaration


def changes_of(node: Declaration, types: Types) -> tuple[Change, ...]:
    """All changes of a declaration, as they stand in it."""
    match node:
        case tree.Rule():
            found = _of_rule(node, types)
        case tree.Definition(body=body):
            found = of_condition(body, types)
        case tree.ListDeclaration(items=items):
            found = without_one(Kind.ITEM, [one.span for one in items])
    unique = {(one.edits, one.silent): one for one in found}
    return tuple(sorted(unique.values(), key=lambda one: (one.span.start, one.span.end)))


def _of_rule(rule: tree.Rule, types: Types) -> Changes:
    for meta in rule.metas:
        yield from _of_meta(meta)
    yield from _of_triggers(rule.triggers, types)
    yield from _of_whole_condition(rule, types)
    yield from of_branches(rule, types)


# ---------------------------------------------------------------- the head


def _of_meta(meta: tree.Meta) -> Changes:
    match meta:
        case tree.Scope():
            yield from _of_scope(meta)
        case tree.Validity():
            yield dropped(Kind.VALIDITY, meta.span, with_space_before(meta.span))
        case tree.PerRow(table=table):
            yield from without_one(Kind.ROW, [row.span for row in table.rows[1:]])
        case _:
            return


def _of_scope(scope: tree.Scope) -> Changes:
    """An exception left out; of the administrations that are named one of several."""
    chosen = [one.span for one in scope.include or ()]
    yield from without_one(Kind.SCOPE, chosen)
    excepted = [one.span for one in scope.exclude]
    if len(excepted) > 1:
        yield from without_one(Kind.SCOPE, excepted)
    elif excepted:
        start = chosen[-1] if chosen else Span(scope.span.source, scope.span.start, scope.span.start)
        word = keyword("BEHALVE", start, excepted[0])
        if word is not None:
            whole = word.to(excepted[0])
            yield dropped(Kind.SCOPE, whole, with_space_before(whole))


# ---------------------------------------------------------------- triggers


def _of_triggers(triggers: Sequence[tree.Trigger], types: Types) -> Changes:
    for one, trigger in zip(without_one(Kind.TRIGGER, [one.span for one in triggers]), triggers, strict=False):
        yield evolve(one, about=" ".join(trigger.span.text.split()))
    for trigger in triggers:
        if isinstance(trigger, tree.ClockTrigger):
            yield from _of_clock(trigger, types)
        else:
            yield from _of_event(trigger, types)


def _of_clock(trigger: tree.ClockTrigger, types: Types) -> Changes:
    if trigger.where is not None:
        yield dropped(Kind.PART, trigger.where.span, from_end_to_end(trigger.object.span, trigger.where.span))
        yield from of_condition(trigger.where, types)


def _of_event(trigger: tree.EventTrigger, types: Types) -> Changes:
    end = trigger.event.span
    for word, one in (("VAN", trigger.old), ("NAAR", trigger.new)):
        if one is None:
            continue
        start = keyword(word, end, one.span)
        if start is not None:
            yield dropped(Kind.TRIGGER, start.to(one.span), from_end_to_end(end, one.span))
        new = other_value(one, types)
        if new is not None:
            yield replaced(Kind.TRIGGER, one.span, new)
        end = one.span
    duration = None if trigger.moment is None else trigger.moment.duration
    new = None if duration is None else shifted(duration, 1)
    if duration is not None and new is not None:
        yield replaced(Kind.TRIGGER, duration.span, new)


# ---------------------------------------------------------------- the condition as a whole


def _of_whole_condition(rule: tree.Rule, types: Types) -> Changes:
    condition, start = rule.condition, rule.triggers[-1].span
    if condition is None:
        return
    if not isinstance(condition, tree.Conjunction | tree.Disjunction):
        yield dropped(Kind.PART, condition.span, from_end_to_end(start, condition.span))
    for one in of_condition(condition, types):
        yield one if not _joins(one, condition) or rule.as_one else _behind_als(one, start, condition.span)


def _joins(change: Change, condition: tree.Expr) -> bool:
    """Whether it turns the EN between the parts of the whole condition into OF."""
    if change.kind is not Kind.JUNCTION or not isinstance(condition, tree.Conjunction):
        return False
    return change.span == next(iter(junctions(condition, "EN")), None) and _same_edits(change, condition)


def _same_edits(change: Change, condition: tree.Conjunction) -> bool:
    return tuple(one.span.start for one in change.edits) == tuple(one.start for one in junctions(condition, "EN"))


def _behind_als(change: Change, start: Span, condition: Span) -> Change:
    """`EN a OF b` would be a mixture: the whole then stands behind ALS."""
    word = keyword("EN", start, condition)
    edits = change.edits if word is None else (Edit(word, "ALS"), *change.edits)
    return evolve(change, edits=edits)


def applied(text: str, start: int, edits: Sequence[Edit]) -> str:
    """A stretch of a source that begins at ``start``, edited."""
    for one in sorted(edits, key=lambda one: one.span.start, reverse=True):
        text = text[: one.span.start - start] + one.replacement + text[one.span.end - start :]
    return text
