"""The actions of a rule as they follow one another: its branches, and the bodies of its loops."""

from collections.abc import Iterator
from typing import assert_never

from regeltaal.base.node import Node
from regeltaal.program import tree as out
from regeltaal.program.walk import nodes
from regeltaal.syntax import tree

Actions = tuple[out.Action, ...]
Written = tuple[tree.Action, ...]


def sequences(rule: out.Rule) -> Iterator[Actions]:
    """The branches of a rule, each followed by the bodies of the loops in it."""
    waiting = [one for one in (rule.then, rule.otherwise, rule.on_unknown) if one is not None]
    for one in waiting:
        yield one
        waiting += [action.body for action in one if isinstance(action, out.Loop)]


def written_sequences(rule: tree.Rule) -> Iterator[Written]:
    """The same as written, in the same order."""
    waiting = [one for one in (rule.then, rule.otherwise, rule.on_unknown) if one is not None]
    for one in waiting:
        yield one
        waiting += [action.body for action in one if isinstance(action, tree.ForEach)]


def said_by(action: out.Action) -> Iterator[Node]:
    """Every node of what a rule itself says in an action: not what the domain asks of it."""
    match action:
        case out.Perform(arguments=arguments, templates=templates, wait=wait, target=target):
            yield from nodes((*(value for _, value in arguments), templates, wait, target))
        case out.Loop(items=items, where=where, body=body):
            yield from nodes((items, where))
            for one in body:
                yield from said_by(one)
        case out.SetField() | out.StopRules():
            yield from nodes(action)
        case _:
            assert_never(action)
