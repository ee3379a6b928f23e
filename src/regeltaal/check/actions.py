"""Actions: ZET, WIS, STOP, VOOR ELK, and the verbs of the domain."""

from collections.abc import Sequence
from typing import assert_never

from regeltaal.base.node import Node, evolve
from regeltaal.base.source import Span
from regeltaal.check import conditions, fitting, lowering, noting, paths, performing, unknowns
from regeltaal.check.problems import actions as problems
from regeltaal.check.problems import loops as loop_problems
from regeltaal.check.problems import meaning as meaning_problems
from regeltaal.check.scope import Scope, same_key
from regeltaal.program import tree as out
from regeltaal.syntax import tree
from regeltaal.values.matching import is_unknown
from regeltaal.values.types import ListOf, Nothing

DEEPEST = 10
"""How deep loops may stand in each other."""


class Place(Node):
    """Where in a rule actions stand: the rows of the loops around them, innermost last."""

    rows: tuple[out.Variable, ...] = ()


OUTERMOST = Place()


def sequence(nodes: Sequence[tree.Action], scope: Scope, place: Place = OUTERMOST) -> tuple[out.Action, ...]:
    """Actions in order; what one of them names is known to the next."""
    lowered: list[out.Action] = []
    written: dict[tuple[out.Expr, str], Span] = {}
    ended: str | None = None
    for index, node in enumerate(nodes):
        if ended is not None:
            scope.report(problems.never_reached(node.span, ended))
            ended = None
        found, scope = _action(node, scope, place)
        if found is not None:
            lowered.append(found)
            _warn_of_second_write(found, written, scope)
            ended = _ends(found, scope)
        if isinstance(node, tree.Stop) and (index < len(nodes) - 1 or place.rows):
            scope.report(problems.stop_not_last(node.span))
    return tuple(lowered)


def _ends(found: out.Action, scope: Scope) -> str | None:
    """The action's title, when nothing behind it can run any more."""
    if not isinstance(found, out.Perform) or found.wait is not None or found.target is not None:
        return None
    ends, owner = found.action.ends, scope.object
    conditional = bool(found.preconditions) or found.action.module is not None
    return found.action.title if ends and owner and same_key(ends, owner.name) and not conditional else None


def _warn_of_second_write(found: out.Action, written: dict[tuple[out.Expr, str], Span], scope: Scope) -> None:
    if isinstance(found, out.SetField):
        key = (found.owner, found.field.name)
        if key in written:
            scope.report(problems.set_twice(found.span, found.label, written[key]))
        written[key] = found.span


def _action(node: tree.Action, scope: Scope, place: Place) -> tuple[out.Action | None, Scope]:
    """One action, and the scope of those behind it."""
    match node:
        case tree.Set():
            return _set(node, scope), scope
        case tree.Clear():
            return _clear(node, scope), scope
        case tree.Stop():
            return out.StopRules(node.span), scope
        case tree.ForEach():
            return _loop(node, scope, place), scope
        case tree.Perform():
            return performing.perform(node, scope, place.rows)
        case _:
            assert_never(node)


def _set(node: tree.Set, scope: Scope) -> out.SetField | None:
    target = _target(node.target, node.span, scope)
    wanted = None if target is None else target.type
    value = lowering.value(node.value, scope, wanted)
    if target is None:
        return None
    if target.field.required and isinstance(value, out.Const) and isinstance(value.type, Nothing):
        scope.report(problems.required_field(node.value.span, paths.label(node.target)))
    fitted = fitting.fit(value, target.type, paths.label(node.target), scope, node.value)
    return out.SetField(target.target, target.field, fitted, paths.label(node.target), span=node.span)


def _clear(node: tree.Clear, scope: Scope) -> out.SetField | None:
    target = _target(node.target, node.span, scope)
    if target is None:
        return None
    if target.field.required:
        scope.report(problems.required_field(node.target.span, paths.label(node.target)))
    empty = out.Const(None, Nothing(), node.span)
    return out.SetField(target.target, target.field, empty, paths.label(node.target), span=node.span, clears=True)


def _target(path: tree.Path, action: Span, scope: Scope) -> out.Read | None:
    """The field that ZET or WIS changes."""
    along = unknowns.loop_meant(path, action, scope)
    if along is not None:
        if scope.problems.is_first(path.parts[0].key):
            scope.report(loop_problems.row_to_fill(path.parts[0].span, path.parts[0].text, along))
        return None
    found = paths.resolve(path, scope)
    noting.written(scope, path)
    if isinstance(found, out.Cond) or not isinstance(found, out.Read):
        if isinstance(found, out.Cond) or not is_unknown(found.type):
            scope.report(problems.no_field(path.span, paths.label(path)))
        return None
    if found.previous or isinstance(found.target.type, ListOf):
        scope.report(problems.no_field(path.span, paths.label(path)))
        return None
    if not found.field.writable and not found.field.free:
        scope.report(problems.not_writable(path.span, paths.label(path)))
        return None
    return found


def _loop(node: tree.ForEach, scope: Scope, place: Place) -> out.Loop:
    items, variable, inner = conditions.along(node.items, node.variable, scope)
    where = None if node.where is None else lowering.condition(node.where, inner)
    if len(place.rows) >= DEEPEST:
        scope.report(meaning_problems.too_deep(node.variable.span))
        return out.Loop(items, variable, where, (), node.span)
    inside = evolve(inner, elements=scope.elements)
    body = sequence(node.body, inside, Place((*place.rows, variable)))
    return out.Loop(items, variable, where, body, node.span)
