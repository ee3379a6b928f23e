"""Warnings about empty fields: negations that they flip, comparisons of two of them, ANDERS that does not run."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from regeltaal.base.source import Span
from regeltaal.check import emptiness, limits
from regeltaal.check.emptiness import NOTHING, Filled, may_be_empty, operator_key, told_by_others
from regeltaal.check.problems import lint as problems
from regeltaal.check.scope import Scope
from regeltaal.program import tree as out
from regeltaal.program.walk import nodes
from regeltaal.syntax import tree
from regeltaal.values.types import ListOf

_EQUALITIES = frozenset(["equals", "not_equals"])


def watch(rule: out.Rule, node: tree.Rule, scope: Scope) -> None:
    """All conditions of a rule."""
    for condition in (rule.condition, *_other_conditions(rule)):
        _walk(condition, scope, NOTHING, Leaning(positive=True, span=None))
    _watch_rows(rule, scope)
    if rule.otherwise is not None and rule.on_unknown is None:
        fields = emptiness.unknown_because(rule.condition, NOTHING)
        if fields:
            scope.report(problems.anders_without_unknown(node.name.span, fields))


def _watch_rows(rule: out.Rule, scope: Scope) -> None:
    """What `SOM(… WAARVOOR p)` and its like select: an empty field in ``p`` lets a row in."""
    parts = nodes((rule.condition, *_values(rule)))
    selections: list[out.Cond] = [one.where for one in parts if isinstance(one, out.Collect) and one.where is not None]
    if selections:
        told = emptiness.told(rule.condition, holds=True)
        for where in selections:
            _walk(where, scope, told, Leaning(positive=True, span=None))


def _values(rule: out.Rule) -> Iterator[out.Expr]:
    """What the actions of a rule write and pass on."""
    for branch in (rule.then, rule.otherwise or (), rule.on_unknown or ()):
        yield from _values_of(branch)


def _values_of(actions: Iterable[out.Action]) -> Iterator[out.Expr]:
    for action in actions:
        match action:
            case out.Loop(body=body):
                yield from _values_of(body)
            case out.SetField(value=value):
                yield value
            case out.Perform(arguments=arguments):
                yield from (value for _, value in arguments)
            case _:
                pass


def _other_conditions(rule: out.Rule) -> Iterator[out.Cond]:
    for trigger in rule.triggers:
        if isinstance(trigger, out.OnClock) and trigger.where is not None:
            yield trigger.where
    for branch in (rule.then, rule.otherwise or (), rule.on_unknown or ()):
        yield from _of_actions(branch)


def _of_actions(actions: Iterable[out.Action]) -> Iterator[out.Cond]:
    for action in actions:
        match action:
            case out.Loop(where=where, body=body):
                if where is not None:
                    yield where
                yield from _of_actions(body)
            case out.Perform(wait=wait) if wait is not None and wait.provided is not None:
                yield wait.provided
            case _:
                pass


class Leaning:
    """Whether a part makes the whole true by being true (``positive``), and the negation around it."""

    __slots__ = ("positive", "span")

    def __init__(self, *, positive: bool, span: Span | None) -> None:
        self.positive = positive
        self.span = span

    def turned(self, span: Span) -> "Leaning":
        return Leaning(positive=not self.positive, span=span if self.positive else None)


def _walk(cond: out.Cond, scope: Scope, filled: Filled, leaning: Leaning) -> None:
    match cond:
        case out.All(parts=parts) | out.Any(parts=parts):
            asked = any(_asks(part, leaning) for part in parts)
            others = told_by_others(parts, holds=isinstance(cond, out.All)) if asked else [NOTHING] * len(parts)
            for part, other in zip(parts, others, strict=True):
                _walk(part, scope, filled | other, leaning)
        case out.Negation(part=part):
            _walk(part, scope, filled, leaning.turned(cond.span))
        case out.Counted(count=count, exact=exact, parts=parts):
            inner = leaning.turned(cond.span) if exact and count == 0 else leaning
            for part in parts:
                _walk(part, scope, filled, inner)
        case out.Quantified():
            _quantified(cond, scope, filled, leaning)
        case out.DefinedCond(body=body):
            _walk(body, scope, filled, leaning)
        case out.Test():
            limits.watch(cond, scope)
            _test(cond, scope, filled, leaning)
        case out.IsTrue(value=value):
            if not leaning.positive:
                _warn(value, leaning.span or cond.span, scope, filled)
        case out.Changed() | out.Was():
            pass
        case _:
            assert_never(cond)


def _asks(cond: out.Cond, leaning: Leaning) -> bool:
    """Whether it may matter to a part which fields are filled: in most rules to none."""
    match cond:
        case out.All(parts=parts) | out.Any(parts=parts):
            return any(_asks(part, leaning) for part in parts)
        case out.Test(operands=operands):
            operator = operator_key(cond)
            if operator not in _EQUALITIES and operator != "in":
                return False
            compares_fields = operator != "in" and not any(isinstance(one, out.Const) for one in operands)
            return compares_fields or _denies(cond) is leaning.positive
        case out.Changed() | out.Was():
            return False
        case _:
            return True


def _denies(test: out.Test) -> bool:
    return test.negated is not (operator_key(test) == "not_equals")


def _quantified(cond: out.Quantified, scope: Scope, filled: Filled, leaning: Leaning) -> None:
    every = cond.quantity is out.Quantity.EVERY
    if every and leaning.positive and emptiness.key(cond.items) not in filled:
        scope.report(problems.every_of_none(cond.span, " ".join(cond.items.span.text.split())))
    # GEEN asks for rows as EEN does: a row with an empty field is none of those that must not be there.
    positive = leaning.positive or cond.quantity is out.Quantity.NONE
    _walk(cond.where, scope, filled, Leaning(positive=positive, span=None))


def _test(test: out.Test, scope: Scope, filled: Filled, leaning: Leaning) -> None:
    operator = operator_key(test)
    if operator in _EQUALITIES:
        left, right = test.operands
        if _both_optional(left, right, filled):
            names = (may_be_empty(left, filled)[0], may_be_empty(right, filled)[0])
            scope.report(problems.two_optional(test.span, *names))
            return
    if operator not in _EQUALITIES and operator != "in":
        return
    denies = _denies(test)
    if denies is leaning.positive:
        compared = test.operands if operator in _EQUALITIES else test.operands[:1]
        if not any(isinstance(operand, out.Const) and operand.value is None for operand in compared):
            for operand in compared:
                _warn(operand, (None if denies else leaning.span) or test.span, scope, filled)


def _both_optional(left: out.Expr, right: out.Expr, filled: Filled) -> bool:
    if emptiness.is_computed(left) or emptiness.is_computed(right):
        return False
    if emptiness.key(left) == emptiness.key(right):
        return False  # a field beside itself is a finding by itself
    return bool(may_be_empty(left, filled) and may_be_empty(right, filled))


def _warn(operand: out.Expr, span: Span, scope: Scope, filled: Filled) -> None:
    """The operand is an optional scalar, read straight: being empty it would make the condition true."""
    if emptiness.is_computed(operand) or isinstance(operand.type, ListOf):
        return
    for label in may_be_empty(operand, filled):
        scope.report(problems.negation_over_empty(span, label))
