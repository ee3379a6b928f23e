"""The one generic walk over a program: what every rule holds, without knowing each kind of node everywhere."""

from collections.abc import Iterator
from typing import assert_never

from regeltaal.base.walk import Walk
from regeltaal.program import tree

_WALK = Walk(tree.__name__)
nodes, parts = _WALK.nodes, _WALK.parts


def performs(rule: tree.Rule) -> Iterator[tree.Perform]:
    """Every action with a verb in a rule, in all branches."""
    for action in actions(rule):
        if isinstance(action, tree.Perform):
            yield action


def actions(rule: tree.Rule) -> Iterator[tree.Action]:
    """Every action of a rule, those in loops included."""
    for branch in (rule.then, rule.otherwise or (), rule.on_unknown or ()):
        yield from _flat(branch)


def _flat(branch: tuple[tree.Action, ...]) -> Iterator[tree.Action]:
    for action in branch:
        yield action
        match action:
            case tree.Loop(body=body):
                yield from _flat(body)
            case tree.SetField() | tree.StopRules() | tree.Perform():
                pass
            case _:
                assert_never(action)


def mentions(part: tree.Cond | tree.Expr, slot: int) -> bool:
    """Whether the variable with this slot stands in a part of a condition or expression."""
    return any(isinstance(one, tree.Variable) and one.slot == slot for one in nodes(part))


def counts_candidates(cond: tree.Cond) -> bool:
    """Whether a condition is about `kandidaten` as a whole."""
    return any(isinstance(one, tree.Root) and one.kind is tree.RootKind.CANDIDATES for one in nodes(cond))


def action_at(rule: tree.Rule, place: str) -> tree.Action | None:
    """The action at a place such as `dan/2#3/0`: branch, number, (row of a loop and number in its body)."""
    branch, *steps = place.split("/")
    found = {"dan": rule.then, "anders": rule.otherwise, "bij onbekend": rule.on_unknown}.get(branch)
    action: tree.Action | None = None
    for step in steps:
        number = int(step.split("#")[0])
        if found is None or number >= len(found):
            return None
        action = found[number]
        found = action.body if isinstance(action, tree.Loop) else None
    return action
