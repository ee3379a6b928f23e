"""The conditions that the domain puts on an action or a clock, lowered as those of rules are: with one meaning."""

from regeltaal.base.node import evolve
from regeltaal.base.source import Span
from regeltaal.base.text import same
from regeltaal.check import lowering
from regeltaal.check.scope import FileNames, Prepared, Scope, record_root
from regeltaal.program import tree as out
from regeltaal.schema.model import Action, Candidates, Event, Level, Object, key_of
from regeltaal.syntax import tree
from regeltaal.values.types import ListOf, ObjectType


def for_record(action: Action, owner: Object, span: Span, scope: Scope) -> Prepared:
    """An action's conditions for the event's own record; the same in every rule, so lowered once."""
    key = (key_of(action.title), key_of(owner.name))
    if key not in scope.prepared:
        scope.prepared[key] = for_target(action, record_root(owner, span), scope)
    return scope.prepared[key]


def for_target(action: Action, target: out.Expr, scope: Scope) -> Prepared:
    """An action's conditions for the record that it is about."""
    inside = _inside(action, target, scope)
    conditions = tuple(
        out.Precondition(
            lowering.condition(one.condition, inside), one.forbids, None if one.reason is None else same(one.reason)
        )
        for one in action.preconditions
    )
    candidates = None if action.candidates is None else _candidates(action.candidates, inside)
    required_if = tuple(
        (key, lowering.condition(one.required_if, inside))
        for key, one in action.parameters.items()
        if one.required_if is not None
    )
    return Prepared(conditions, candidates, required_if)


def of_clock(event: Event, span: Span, scope: Scope) -> out.Cond | None:
    """What must hold when a clock of the event runs out (ZOLANG); the same in every rule, so lowered once."""
    owner = scope.schema.object(event.object)
    if event.as_long_as is None or owner is None:
        return None
    key = ("ZOLANG", key_of(event.name))
    if key not in scope.prepared:
        inside = _alone(record_root(owner, span), scope)
        cond = lowering.condition(event.as_long_as, inside)
        scope.prepared[key] = Prepared((out.Precondition(cond, forbids=False),), None, ())
    return scope.prepared[key].preconditions[0].cond


def _inside(action: Action, target: out.Expr, scope: Scope) -> Scope:
    """The scope of those conditions: the current record and the parameters."""
    candidates = action.candidates.object if action.candidates else None
    return evolve(_alone(target, scope), parameters=action.parameters, performs=action.title, candidates=candidates)


def _alone(target: out.Expr, scope: Scope) -> Scope:
    """A record and nothing of the rule around it."""
    return evolve(
        scope,
        names=FileNames(),
        level=Level.ADMINISTRATION,
        record=target,
        variables={},
        elements=(),
        row=None,
        examples=None,
        parameters=None,
        candidates=None,
        creating=None,
        by_clock=False,
        has_before=False,
        needs=[],
    )


def _candidates(declared: Candidates, scope: Scope) -> out.Collect:
    """`KANDIDATEN dagboek WAARVOOR p`: inside, the object's name is the candidate."""
    name = tree.Name(key_of(declared.object), declared.object, declared.span)
    row = ObjectType(declared.object)
    variable = scope.new_variable(name, row)
    every = out.Root(out.RootKind.CANDIDATES, ListOf(row), declared.span)
    where = lowering.condition(declared.where, scope.with_variable(variable))
    return out.Collect(every, variable, where, None, ListOf(row), declared.span)
