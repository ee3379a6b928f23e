"""The phase of a rule: that of its actions, or the one that FASE names where they have none."""

from collections.abc import Iterable, Iterator

from regeltaal.base.source import Span
from regeltaal.check import noting
from regeltaal.check.problems import scope as problems
from regeltaal.check.scope import Scope, same_key
from regeltaal.program import tree as out
from regeltaal.schema.model import Object
from regeltaal.syntax import tree


def of_rule(
    node: tree.Rule,
    clause: tree.Name | None,
    branches: Iterable[tuple[out.Action, ...]],
    owner: Object,
    scope: Scope,
) -> str:
    """The name of the phase, empty for an object without phases."""
    known = [phase.name for phase in scope.schema.phases_of(owner.name)]
    given = _of_actions(branches, scope)
    if clause is not None and any(same_key(name, clause.key) for name in known):
        noting.phase(scope, clause)
    if clause is not None and given is not None:
        scope.report(problems.phase_given(clause.span, given))
    if given is not None:
        return next((name for name in known if same_key(name, given)), given)
    if clause is not None:
        return _named(clause, owner, known, scope)
    if len(known) > 1 and not _has_unknown((node.then, node.otherwise or (), node.on_unknown or ()), scope):
        scope.report(problems.phase_missing(node.name.span, owner.name, known))
    return known[0]


def _has_unknown(branches: Iterable[tuple[tree.Action, ...]], scope: Scope) -> bool:
    """Whether an action is not known: reported already, and it may be the one that gives the phase."""
    return any(_is_unknown(action, scope) for branch in branches for action in branch)


def _is_unknown(action: tree.Action, scope: Scope) -> bool:
    match action:
        case tree.Perform():
            return scope.schema.action(action.verb.text, action.name.text) is None
        case tree.ForEach():
            return _has_unknown((action.body,), scope)
        case _:
            return False


def _named(clause: tree.Name, owner: Object, known: list[str], scope: Scope) -> str:
    found = next((name for name in known if same_key(name, clause.key)), None)
    if found is None:
        scope.report(problems.unknown_phase(clause.span, owner.name, clause.text, known))
    return found or known[0]


def _of_actions(branches: Iterable[tuple[out.Action, ...]], scope: Scope) -> str | None:
    """The phase that the actions have in common; the first of another phase is reported."""
    phase: str | None = None
    first: Span | None = None
    for action in performs(action for branch in branches for action in branch):
        found = action.action.phase
        if found is None:
            continue
        if phase is None or first is None:
            phase, first = found, action.span
        elif not same_key(phase, found):
            scope.report(problems.two_phases(action.span, action.action.title, found, phase, first))
    return phase


def performs(actions: Iterable[out.Action]) -> Iterator[out.Perform]:
    """Every action of the domain among these, those inside loops included."""
    for action in actions:
        match action:
            case out.Perform():
                yield action
            case out.Loop(body=body):
                yield from performs(body)
            case out.SetField() | out.StopRules():
                pass
