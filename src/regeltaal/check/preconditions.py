"""The conditions that the domain puts on an action, lowered as those of rules are: one meaning of a condition."""

from attrs import evolve

from regeltaal.base.source import Span
from regeltaal.check import lowering
from regeltaal.check.scope import FileNames, Prepared, Scope, record_root
from regeltaal.program import tree as out
from regeltaal.schema.model import Action, Candidates, Level, Object, key_of
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
        out.Precondition(lowering.condition(one.condition, inside), one.forbids) for one in action.preconditions
    )
    candidates = None if action.candidates is None else _candidates(action.candidates, inside)
    required_if = tuple(
        (key, lowering.condition(one.required_if, inside))
        for key, one in action.parameters.items()
        if one.required_if is not None
    )
    return Prepared(conditions, candidates, required_if)


def _inside(action: Action, target: out.Expr, scope: Scope) -> Scope:
    """The scope of those conditions: the current record, the parameters, and nothing of the rule."""
    return evolve(
        scope,
        names=FileNames(),
        level=Level.ADMINISTRATION,
        record=target,
        variables={},
        elements=(),
        row=None,
        examples=None,
        parameters=action.parameters,
        candidates=action.candidates.object if action.candidates else None,
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
