"""The reference evaluator: what a condition and an expression mean, in the most direct form.

It evaluates every part of a condition, also where one part has decided, so that the verdict does not depend on order
and the tree can explain everything. Whatever is faster is tested against this.
"""

from collections.abc import Mapping, Sequence
from typing import assert_never

from regeltaal.evaluate.currency import readings
from regeltaal.evaluate.facts import Facts, NotKnown, as_outcome
from regeltaal.evaluate.reading import before_not_known, empty_fields, fault_cause, label
from regeltaal.evaluate.verdict import (
    Operand,
    Truth,
    Verdict,
    at_least,
    conjunction,
    disjunction,
    exactly,
    negation,
)
from regeltaal.program import tree
from regeltaal.values.moments import in_zone
from regeltaal.values.operator import Overload, WhenEmpty
from regeltaal.values.show import show
from regeltaal.values.types import ListOf, ObjectType
from regeltaal.values.value import ComputationError, Empty, Fault, Outcome, Ref, Value, reference

Scope = Mapping[int, Value | None]
"""The values of variables by slot: rows of quantifiers and loops, results that GENAAMD named."""

EMPTY_SCOPE: Scope = {}


# ---------------------------------------------------------------- expressions


def outcome(expr: tree.Expr, facts: Facts, scope: Scope = EMPTY_SCOPE) -> Outcome:
    """What an expression gives: a value, LEEG or FOUT."""
    match expr:
        case tree.Const(value=str() as key, type=ObjectType(name=name)):
            return reference(facts.record.administration, name, key)
        case tree.Const(value=value):
            return Empty() if value is None else value
        case tree.Root():
            return _root(expr, facts)
        case tree.Variable(name=name, slot=slot):
            return as_outcome(scope.get(slot), name)
        case tree.Read():
            return _read(expr, facts, scope)
        case tree.NamedRead(root=root, key=key, label=label):
            return as_outcome(facts.named(root.kind, key), label)
        case tree.Apply():
            return _apply(expr, facts, scope)
        case tree.TextTemplate(parts=parts):
            return _text(parts, facts, scope)
        case tree.MakeList(items=items):
            return _gather([outcome(item, facts, scope) for item in items])
        case tree.Collect():
            return _collect(expr, facts, scope)
        case tree.Truth(condition=condition):
            return _as_value(verdict(condition, facts, scope))
        case tree.Now(date_only=date_only):
            environment = facts.environment
            return environment.today if date_only else in_zone(environment.now, environment.zone)
        case tree.Defined(body=body):
            return outcome(body, facts, scope)
        case _:
            assert_never(expr)


def _root(root: tree.Root, facts: Facts) -> Outcome:
    if root.kind is tree.RootKind.RECORD:
        return facts.record
    return as_outcome(facts.named(root.kind, ""), root.kind.value)


def _read(expr: tree.Read, facts: Facts, scope: Scope) -> Outcome:
    if expr.previous:
        before = facts.before(expr.field.name)
        return Empty((expr.label,), computed=True) if isinstance(before, NotKnown) else as_outcome(before, expr.label)
    target = outcome(expr.target, facts, scope)
    match target:
        case Fault():
            return target
        case Empty():
            return Empty((expr.label,))
        case Ref():
            return as_outcome(facts.read(target, expr.field.name), expr.label)
        case tuple():
            rows = [facts.read(row, expr.field.name) for row in target if isinstance(row, Ref)]
            return _gather([as_outcome(row, expr.label) for row in rows])
        case _:
            raise TypeError(f"{expr.label}: reading a field of {target!r}")


def _gather(items: Sequence[Outcome]) -> Outcome:
    """A list of outcomes as one: lists are spread, LEEG is left out, a FOUT is the outcome."""
    values: list[Value] = []
    for item in items:
        match item:
            case Fault():
                return item
            case Empty():
                continue
            case tuple():
                values.extend(item)
            case _:
                values.append(item)
    return tuple(values)


def _apply(expr: tree.Apply, facts: Facts, scope: Scope) -> Outcome:
    operands = [outcome(operand, facts, scope) for operand in expr.operands]
    for operand in operands:
        if isinstance(operand, Fault):
            return operand
    undecided = _undecided_lists(expr.operands, operands)
    if undecided:
        return Empty(_fields(undecided), computed=True)
    arguments = _arguments(expr.operands, operands)
    empty = [operand for operand, argument in zip(operands, arguments, strict=True) if argument is None]
    missing = [operand for operand in empty if isinstance(operand, Empty)]
    if missing and expr.overload.when_empty is WhenEmpty.CARRIES:
        return Empty(_fields(missing), computed=True)
    try:
        result = expr.overload.scalar(facts.environment, *arguments)
    except ComputationError as error:
        return Fault(error.cause)
    if result is None:
        return Empty(_fields(missing), computed=not missing or any(one.computed for one in missing))
    return result  # type: ignore[return-value]  # the overload's result type is its promise


def _arguments(exprs: Sequence[tree.Expr], operands: Sequence[Outcome]) -> list[Value | None]:
    """Operands as a scalar takes them: None for LEEG, an empty tuple for an absent list."""
    arguments: list[Value | None] = []
    for expr, operand in zip(exprs, operands, strict=True):
        match operand:
            case Empty():
                arguments.append(() if isinstance(expr.type, ListOf) else None)
            case Fault():
                raise TypeError("a FOUT operand never reaches a scalar")
            case _:
                arguments.append(operand)
    return arguments


def _undecided_lists(exprs: Sequence[tree.Expr], operands: Sequence[Outcome]) -> list[Empty]:
    """Lists of which it can't be told what is in them: a row's condition was ONBEKEND. An absent list has no rows."""
    return [
        found
        for expr, found in zip(exprs, operands, strict=True)
        if isinstance(expr.type, ListOf) and isinstance(found, Empty) and found.computed
    ]


def _fields(empty: Sequence[Empty]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in empty for name in one.fields))


def _text(parts: Sequence[str | tree.Shown], facts: Facts, scope: Scope) -> Outcome:
    pieces: list[str] = []
    for part in parts:
        if isinstance(part, str):
            pieces.append(part)
            continue
        shown = shown_text(part, facts, scope)
        if isinstance(shown, Fault):
            return shown
        pieces.append(shown)
    text = "".join(pieces)
    return text if text.strip() else Empty(computed=True)


def shown_text(part: tree.Shown, facts: Facts, scope: Scope) -> str | Fault:
    """A value as it stands in a text or template: Dutch notation, nothing for LEEG."""
    found = outcome(part.value, facts, scope)
    match found:
        case Fault():
            return found
        case Empty():
            return ""
        case _:
            return show(found, part.value.type, part.form, _currency(part.value, facts, scope))


def _currency(expr: tree.Expr, facts: Facts, scope: Scope, *, before: bool = False) -> str | None:
    """The currency of an amount, where its field goes with one that tells it."""
    told = (outcome(one, facts, scope) for one in readings(expr, before=before))
    return next((found for found in told if isinstance(found, str)), None)


def _collect(expr: tree.Collect, facts: Facts, scope: Scope) -> Outcome:
    items = outcome(expr.items, facts, scope)
    if isinstance(items, Fault):
        return items
    found: list[Outcome] = []
    unknown: list[tuple[str, ...]] = []
    for row in _rows(items):
        inner = {**scope, expr.variable.slot: row}
        if expr.where is not None:
            verdict_of_row = verdict(expr.where, facts, inner)
            if verdict_of_row.truth is Truth.FAULT:
                return Fault(fault_cause(verdict_of_row))
            if verdict_of_row.truth is Truth.UNKNOWN:
                unknown.append(empty_fields(verdict_of_row))
                continue
            if verdict_of_row.truth is Truth.FALSE:
                continue
        found.append(row if expr.value is None else outcome(expr.value, facts, inner))
    if unknown:
        return Empty(tuple(dict.fromkeys(name for names in unknown for name in names)), computed=True)
    return _gather(found)


def _rows(items: Outcome) -> tuple[Value, ...]:
    match items:
        case tuple():
            return items
        case Empty():
            return ()
        case _:
            raise TypeError(f"not a list: {items!r}")


def _as_value(found: Verdict) -> Outcome:
    match found.truth:
        case Truth.TRUE:
            return True
        case Truth.FALSE:
            return False
        case Truth.UNKNOWN:
            return Empty(empty_fields(found), computed=True)
        case Truth.FAULT:
            return Fault(fault_cause(found))


# ---------------------------------------------------------------- conditions


def verdict(cond: tree.Cond, facts: Facts, scope: Scope = EMPTY_SCOPE) -> Verdict:
    """The verdict of a condition, with those of all its parts."""
    match cond:
        case tree.All(parts=parts):
            found = tuple(verdict(part, facts, scope) for part in parts)
            return Verdict(conjunction(one.truth for one in found), cond, found)
        case tree.Any(parts=parts):
            found = tuple(verdict(part, facts, scope) for part in parts)
            return Verdict(disjunction(one.truth for one in found), cond, found)
        case tree.Negation(part=part):
            inner = verdict(part, facts, scope)
            return Verdict(negation(inner.truth), cond, (inner,))
        case tree.Counted(count=count, exact=exact, parts=parts):
            found = tuple(verdict(part, facts, scope) for part in parts)
            decide = exactly if exact else at_least
            return Verdict(decide(count, [one.truth for one in found]), cond, found)
        case tree.Test():
            return _test(cond, facts, scope)
        case tree.IsTrue(value=value):
            return _is_true(cond, value, facts, scope)
        case tree.Quantified():
            return _quantified(cond, facts, scope)
        case tree.Changed():
            return _changed(cond, facts, scope)
        case tree.Was():
            return _was(cond, facts, scope)
        case tree.DefinedCond(body=body):
            inner = verdict(body, facts, scope)
            return Verdict(inner.truth, cond, (inner,))
        case _:
            assert_never(cond)


def _test(cond: tree.Test, facts: Facts, scope: Scope) -> Verdict:
    outcomes = [outcome(operand, facts, scope) for operand in cond.operands]
    operands = tuple(
        Operand(label(expr.span), found, _currency(expr, facts, scope))
        for expr, found in zip(cond.operands, outcomes, strict=True)
    )
    faulty = next((found for found in outcomes if isinstance(found, Fault)), None)
    if faulty is not None:
        return Verdict(Truth.FAULT, cond, operands=operands, cause=faulty.cause)
    undecided = _undecided(cond.overload, cond.operands, outcomes)
    if undecided is not None:
        return Verdict(Truth.UNKNOWN, cond, operands=operands, fields=undecided)
    scalar = cond.overload.exact if cond.exact and cond.overload.exact is not None else cond.overload.scalar
    try:
        holds = bool(scalar(facts.environment, *_arguments(cond.operands, outcomes)))
    except ComputationError as error:
        return Verdict(Truth.FAULT, cond, operands=operands, cause=error.cause)
    return Verdict(Truth.TRUE if holds is not cond.negated else Truth.FALSE, cond, operands=operands)


def _undecided(overload: Overload, exprs: Sequence[tree.Expr], outcomes: Sequence[Outcome]) -> tuple[str, ...] | None:
    """The empty fields that make a predicate ONBEKEND, None where it can be decided."""
    empty = [
        found
        for expr, found in zip(exprs, outcomes, strict=True)
        if isinstance(found, Empty) and not isinstance(expr.type, ListOf)
    ]
    match overload.when_empty:
        case WhenEmpty.UNKNOWN | WhenEmpty.CARRIES:
            blocking = empty
        case WhenEmpty.DECIDES_UNLESS_COMPUTED:
            blocking = [found for found in empty if found.computed]
        case WhenEmpty.DECIDES:
            blocking = []
    blocking += _undecided_lists(exprs, outcomes)
    return _fields(blocking) if blocking else None


def _is_true(cond: tree.IsTrue, value: tree.Expr, facts: Facts, scope: Scope) -> Verdict:
    found = outcome(value, facts, scope)
    operands = (Operand(label(value.span), found),)
    match found:
        case Fault(cause=cause):
            return Verdict(Truth.FAULT, cond, operands=operands, cause=cause)
        case Empty(fields=fields, computed=True):
            return Verdict(Truth.UNKNOWN, cond, operands=operands, fields=fields)
        case _:
            return Verdict(Truth.TRUE if found is True else Truth.FALSE, cond, operands=operands)


def _quantified(cond: tree.Quantified, facts: Facts, scope: Scope) -> Verdict:
    items = outcome(cond.items, facts, scope)
    operands = (Operand(label(cond.items.span), items),)
    if isinstance(items, Fault):
        return Verdict(Truth.FAULT, cond, operands=operands, cause=items.cause)
    found = []
    for number, row in enumerate(_rows(items), start=1):
        inner = verdict(cond.where, facts, {**scope, cond.variable.slot: row})
        found.append(Verdict(inner.truth, cond.where, (inner,), row=f"{cond.variable.name} {number}"))
    truths = [one.truth for one in found]
    match cond.quantity:
        case tree.Quantity.EVERY:
            truth = conjunction(truths)
        case tree.Quantity.NONE:
            truth = exactly(0, truths)
        case tree.Quantity.AT_LEAST:
            truth = at_least(cond.count, truths)
        case tree.Quantity.EXACTLY:
            truth = exactly(cond.count, truths)
    return Verdict(truth, cond, tuple(found), operands)


def _changed(cond: tree.Changed, facts: Facts, scope: Scope) -> Verdict:
    before = facts.before(cond.subject.field.name)
    if isinstance(before, NotKnown):
        return Verdict(Truth.UNKNOWN, cond, cause=before_not_known(cond.subject.label))
    now = facts.at_event(cond.subject.field.name)
    subject, was_in = cond.subject, _currency(cond.subject, facts, scope, before=True)
    operands = (
        Operand(f"vorige.{subject.label}", as_outcome(before, subject.label), was_in),
        Operand(subject.label, as_outcome(now, subject.label), _currency(subject, facts, scope)),
    )
    said = [(one, value) for one, value in ((cond.old, before), (cond.new, now)) if one is not None]
    wanted = [(outcome(one, facts, scope), value) for one, value in said]
    truths = [_same_outcome(cond.equals, value, found, facts) for found, value in wanted]
    truth = conjunction([negation(_same(cond.equals, before, now, facts)), *truths])
    faulty = next((found.cause for found, _ in wanted if isinstance(found, Fault)), None)
    cause = faulty if truth is Truth.FAULT else None
    return Verdict(negation(truth) if cond.negated else truth, cond, operands=operands, cause=cause)


def _was(cond: tree.Was, facts: Facts, scope: Scope) -> Verdict:
    before = facts.before(cond.subject.field.name)
    name = f"vorige.{cond.subject.label}"
    if isinstance(before, NotKnown):
        return Verdict(Truth.UNKNOWN, cond, cause=before_not_known(cond.subject.label))
    wanted = outcome(cond.value, facts, scope)
    was = Operand(name, as_outcome(before, name), _currency(cond.subject, facts, scope, before=True))
    operands = (was, Operand(label(cond.value.span), wanted))
    if isinstance(wanted, Fault):
        return Verdict(Truth.FAULT, cond, operands=operands, cause=wanted.cause)
    return Verdict(_same_outcome(cond.equals, before, wanted, facts), cond, operands=operands)


def same_value(equals: Overload, left: Value | None, right: Outcome, facts: Facts) -> Truth:
    """`=` between a field as it was or became and an expression: for VAN and NAAR."""
    return _same_outcome(equals, left, right, facts)


def _same_outcome(equals: Overload, left: Value | None, right: Outcome, facts: Facts) -> Truth:
    match right:
        case Fault():
            return Truth.FAULT
        case Empty(computed=True):
            return Truth.UNKNOWN
        case Empty():
            return _same(equals, left, None, facts)
        case _:
            return _same(equals, left, right, facts)


def _same(equals: Overload, left: Value | None, right: Value | None, facts: Facts) -> Truth:
    return Truth.TRUE if equals.scalar(facts.environment, left, right) else Truth.FALSE
