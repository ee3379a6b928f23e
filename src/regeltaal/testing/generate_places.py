"""Which places of the world an expression or a condition reads, and the conditions of a rule as leaves."""

from collections.abc import Iterator, Mapping
from typing import assert_never

from regeltaal.base.node import Node
from regeltaal.evaluate.evaluator import Scope
from regeltaal.program import tree
from regeltaal.program.walk import nodes
from regeltaal.schema.model import key_of
from regeltaal.testing.generate_facts import Imagined, Place, Rows
from regeltaal.values.types import ListOf

RowPlaces = Mapping[int, Place]
"""Where the rows of quantifiers stand, by the slot of their variable."""

Leaf = tree.Test | tree.IsTrue | tree.Changed | tree.Was
OWN = Place(())


def scope_of(world: Imagined, rows: RowPlaces) -> Scope:
    return {slot: world.row(place) for slot, place in rows.items()}


def place_of(expr: tree.Expr, rows: RowPlaces) -> Place | None:
    """The place that an expression reads, when it is no more than that."""
    match expr:
        case tree.Root(kind=tree.RootKind.RECORD):
            return OWN
        case tree.Variable(slot=slot):
            return rows.get(slot)
        case tree.Read(target=target, field=field, previous=previous):
            if previous:
                return Place((key_of(field.name),), before=True)
            above = None if isinstance(target.type, ListOf) else place_of(target, rows)
            return None if above is None else above.down(key_of(field.name))
        case tree.Defined(body=body):
            return place_of(body, rows)
        case _:
            return None


def places_of(part: tree.Expr | tree.Cond, rows: RowPlaces, world: Imagined) -> tuple[Place, ...]:
    """Every place that a part reads, once; of a list over which it goes the list, and the fields of its rows if any."""
    return tuple(dict.fromkeys(_places(part, rows, world)))


def _places(part: tree.Expr | tree.Cond, rows: RowPlaces, world: Imagined) -> Iterator[Place]:
    for node in nodes(part):
        match node:
            case tree.Read(target=target, field=field) if isinstance(target.type, ListOf):
                above = place_of(target, rows)
                for number in range(rows_at(above, world)):
                    if above is not None:
                        yield above.down(number).down(key_of(field.name))
            case tree.Read():
                place = place_of(node, rows)
                if place is not None:
                    yield place
            case tree.Changed() | tree.Was():
                yield Place((key_of(node.subject.field.name),), before=True)
            case tree.Collect(items=items, variable=variable, where=where, value=value):
                above = place_of(items, rows)
                for number in range(rows_at(above, world)):
                    inner = {**rows, variable.slot: above.down(number)} if above is not None else rows
                    for one in (where, value):
                        if one is not None:
                            yield from _places(one, inner, world)


def rows_at(place: Place | None, world: Imagined) -> int:
    """How many rows were chosen for a list."""
    found = None if place is None else world.chosen.get(world.around.settled(place))
    return found.count if isinstance(found, Rows) else 0


def free_places(part: tree.Expr | tree.Cond, rows: RowPlaces, world: Imagined) -> tuple[Place, ...]:
    """The places that a part reads and that were not chosen yet; a record on the way to another one goes along."""
    found = [place for place in places_of(part, rows, world) if not world.is_settled(place)]
    return tuple(one for one in found if not any(_leads_to(one, other) for other in found))


def _leads_to(place: Place, other: Place) -> bool:
    return place != other and place.before == other.before and other.way[: len(place.way)] == place.way


class Step(Node):
    """A condition on the way from a rule's condition to one of its leaves: ``part`` is the number of the next one."""

    cond: tree.Cond
    part: int


class Way(Node):
    """A leaf, with the conditions around it from the outside in."""

    steps: tuple[Step, ...]
    leaf: Leaf

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(one.part for one in self.steps)


def leaves(cond: tree.Cond, above: tuple[Step, ...] = ()) -> Iterator[Way]:
    """The leaves of a condition in order, those in the WAARVOOR of quantifiers included."""
    match cond:
        case tree.All(parts=parts) | tree.Any(parts=parts) | tree.Counted(parts=parts):
            for number, part in enumerate(parts):
                yield from leaves(part, (*above, Step(cond, number)))
        case tree.Negation(part=part):
            yield from leaves(part, (*above, Step(cond, 0)))
        case tree.DefinedCond(body=body):
            yield from leaves(body, (*above, Step(cond, 0)))
        case tree.Quantified(where=where):
            yield from leaves(where, (*above, Step(cond, 0)))
        case tree.Test() | tree.IsTrue() | tree.Changed() | tree.Was():
            yield Way(above, cond)
        case _:
            assert_never(cond)
