"""What a test gives besides what decides the condition: what the domain requires, and what the actions use."""

from collections.abc import Iterable, Iterator

from regeltaal.evaluate.evaluator import verdict
from regeltaal.evaluate.verdict import Truth
from regeltaal.program import tree
from regeltaal.program.walk import nodes
from regeltaal.schema.model import key_of
from regeltaal.testing.generate_facts import Imagined, Place, Rows
from regeltaal.testing.generate_inverse import choose
from regeltaal.testing.generate_objectives import Choice
from regeltaal.testing.generate_parts import Goal
from regeltaal.testing.generate_places import place_of
from regeltaal.testing.generate_solve import Solver, Work
from regeltaal.testing.generate_values import usual
from regeltaal.values.types import ListOf

_WORK = 400


def filled(choice: Choice, rule: tree.Rule, solver: Solver) -> Imagined:
    """The world of a choice with values for what its actions use, as far as the verdict stays what it is."""
    world = choice.world
    for action in branch_of(rule, choice.verdict.truth):
        if isinstance(action, tree.Loop):
            world = _with_rows(action, world, choice, rule, solver)
    for one in _performs(branch_of(rule, choice.verdict.truth)):
        for condition in one.preconditions:
            world = _met(condition, world, choice, rule, solver)
    for place in (*_required(world), *_read_by(branch_of(rule, choice.verdict.truth))):
        found = _usual_at(place, world)
        if found is not None and _is_same(found, choice, rule):
            world = found
    return world


def branch_of(rule: tree.Rule, truth: Truth) -> tuple[tree.Action, ...]:
    """The actions that a verdict leads to."""
    match truth:
        case Truth.TRUE:
            return rule.then
        case Truth.FALSE:
            return rule.otherwise or ()
        case Truth.UNKNOWN:
            return rule.on_unknown or ()
        case _:
            return ()


def _performs(branch: Iterable[tree.Action]) -> Iterator[tree.Perform]:
    for action in branch:
        match action:
            case tree.Perform():
                yield action
            case tree.Loop(body=body):
                yield from _performs(body)
            case _:
                pass


def _with_rows(loop: tree.Loop, world: Imagined, choice: Choice, rule: tree.Rule, solver: Solver) -> Imagined:
    """With a row that the loop is for, and where it chooses one that it is not for."""
    place = place_of(loop.items, {})
    where, slot = loop.where, loop.variable.slot
    if place is None or world.is_settled(place):
        return world
    start = world.with_choice(place, Rows(1 if where is None else 2))
    if start is None:
        return world
    wanted = () if where is None else ((0, Truth.TRUE), (1, Truth.FALSE))
    goals = tuple(Goal(where, truth, {slot: place.down(at)}) for at, truth in wanted if where is not None)
    solver.work = Work(_WORK)
    return next((one for one in solver.worlds(goals, start) if _is_same(one, choice, rule)), world)


def _met(condition: tree.Precondition, world: Imagined, choice: Choice, rule: tree.Rule, solver: Solver) -> Imagined:
    """With a precondition of an action met, where that is about the record alone."""
    named = (one for one in nodes(condition.cond) if isinstance(one, tree.NamedRead | tree.Root))
    if any(getattr(one, "kind", tree.RootKind.PARAMETERS) is not tree.RootKind.RECORD for one in named):
        return world
    solver.work = Work(_WORK)
    wanted = Truth.FALSE if condition.forbids else Truth.TRUE
    worlds = solver.worlds((Goal(condition.cond, wanted),), world)
    return next((one for one in worlds if _is_same(one, choice, rule)), world)


def _is_same(world: Imagined, choice: Choice, rule: tree.Rule) -> bool:
    return verdict(rule.condition, world) == choice.verdict


def _required(world: Imagined) -> Iterator[Place]:
    """The fields that an event is refused without; the key is made up by itself."""
    owner = world.around.schema.object(world.around.object)
    if owner is not None:
        yield from (Place((key,)) for key, field in owner.fields.items() if field.required and not field.key)


def _read_by(branch: Iterable[tree.Action]) -> Iterator[Place]:
    for action in branch:
        for node in nodes(action):
            if isinstance(node, tree.Read) and not isinstance(node.type, ListOf) and not node.previous:
                place = place_of(node, {})
                if place is not None and place.way:
                    yield place


def _usual_at(place: Place, world: Imagined) -> Imagined | None:
    around = world.around
    type_, field = around.type_at(place), around.field_at(place)
    own_key = field is not None and field.key and len(place.way) == 1
    if world.is_settled(place) or type_ is None or own_key:
        return None
    some = usual(type_, field)
    return None if some is None else choose(world, place, some)


def keyed_places(condition: tree.Cond) -> frozenset[Place]:
    """The references that a condition compares by their key, so that a test must say it."""
    return frozenset(
        place
        for node in nodes(condition)
        if isinstance(node, tree.Test) and node.record.example and len(node.operands) > 1
        for operand in node.operands
        if (place := place_of(operand, {})) is not None
    ) | frozenset(
        Place((key_of(node.subject.field.name),))
        for node in nodes(condition)
        if isinstance(node, tree.Changed | tree.Was)
    )
