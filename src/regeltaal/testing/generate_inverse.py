"""From a value that an expression should have to worlds in which it has that, as far as it can be run backwards.

What comes out is a guess: whoever asks tries it by the reference evaluator.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from regeltaal.base.node import Node
from regeltaal.evaluate.evaluator import outcome
from regeltaal.program import tree
from regeltaal.testing.generate_backwards import argument, tried, undone
from regeltaal.testing.generate_facts import Imagined, Place, Rows
from regeltaal.testing.generate_places import RowPlaces, free_places, place_of, rows_at, scope_of
from regeltaal.testing.generate_values import usual
from regeltaal.values import dates
from regeltaal.values.operator import Operator
from regeltaal.values.types import ListOf
from regeltaal.values.value import Duration, DurationKind, Ref, Value

Worlds = Iterator[Imagined]
Hold = Callable[[tree.Cond, bool, Imagined, RowPlaces], Worlds]
"""Gives worlds in which a condition holds, or does not: ``generate_solve``'s, for conditions inside expressions."""

_MOST_ROWS = 12


class _Row(Node):
    """A row of a list that a computation goes along: what it must come to, or that it must not count."""

    expr: tree.Collect
    value: Value | None
    rows: RowPlaces
    counts: bool = True


class Inverter:
    """Runs expressions backwards."""

    def __init__(self, hold: Hold) -> None:
        self._hold = hold

    def worlds(self, expr: tree.Expr, value: Value | None, world: Imagined, rows: RowPlaces) -> Worlds:
        """Worlds in which an expression should have a value; None is LEEG."""
        if value is None:
            yield from _emptied(expr, world, rows)
            return
        place = place_of(expr, rows)
        if place is not None:
            found = choose(world, place, value)
            yield from () if found is None else (found,)
            return
        match expr:
            case tree.Read(target=target, field=field) if isinstance(target.type, ListOf):
                yield from self._listed(target, field.name.lower(), value, world, rows)
            case tree.Defined(body=body):
                yield from self.worlds(body, value, world, rows)
            case tree.Truth(condition=condition):
                yield from self._hold(condition, bool(value), world, rows)
            case tree.Collect():
                yield from self._collected(expr, value, world, rows)
            case tree.Apply():
                yield from self._applied(expr, value, world, rows)
            case _:
                return

    def _listed(self, target: tree.Expr, name: str, value: Value, world: Imagined, rows: RowPlaces) -> Worlds:
        """A field of every row of a list."""
        place = place_of(target, rows)
        found: Imagined | None = world
        for number, one in enumerate(value if isinstance(value, tuple) else (value,)):
            if place is not None and found is not None:
                found = choose(found, place.down(number).down(name), one)
        if place is not None and found is not None:
            yield found

    def _collected(self, expr: tree.Collect, value: Value, world: Imagined, rows: RowPlaces) -> Worlds:
        """One row for each value: it meets the condition, and what is computed of it is that value."""
        wanted: list[Value | None] = [*value] if isinstance(value, tuple) else [value]
        yield from self._rows(expr, wanted if expr.value is not None else [None] * len(wanted), world, rows)

    def _aggregated(self, expr: tree.Apply, value: Value, world: Imagined, rows: RowPlaces) -> Worlds:
        """One row that has the value; where there are more already, the others add nothing to a sum."""
        items = expr.operands[0]
        there = rows_at(place_of(_list_in(items), rows), world)
        is_sum = getattr(expr.record, "name", "") == "SOM"
        nothing = _nothing(value) if is_sum else value
        yield from self.worlds(items, (value, *(nothing,) * (there - 1)), world, rows)

    def counted(self, expr: tree.Expr, count: int, world: Imagined, rows: RowPlaces) -> Worlds:
        """So many rows of a list."""
        place = place_of(expr, rows)
        if place is not None:
            found = _with_rows(world, place, count)
            yield from () if found is None else (found,)
        elif isinstance(expr, tree.Collect):
            yield from self._rows(expr, [None] * count, world, rows)
        elif isinstance(expr, tree.Read) and isinstance(expr.type, ListOf):
            some = usual(expr.type.element)
            if some is not None:
                yield from self.worlds(expr, (some,) * count, world, rows)

    def _rows(self, expr: tree.Collect, values: Sequence[Value | None], world: Imagined, rows: RowPlaces) -> Worlds:
        """A row for each value; rows that are there besides must not count."""
        place = place_of(expr.items, rows)
        there = rows_at(place, world)
        start = None if place is None else _with_rows(world, place, max(there, len(values)))
        if place is None or start is None:
            return
        wanted = [_Row(expr, value, {**rows, expr.variable.slot: place.down(at)}) for at, value in enumerate(values)]
        besides = range(len(values), there if expr.where is not None else 0)
        wanted += [_Row(expr, None, {**rows, expr.variable.slot: place.down(at)}, counts=False) for at in besides]
        yield from self._each(wanted, start)

    def _each(self, wanted: Sequence["_Row"], world: Imagined) -> Worlds:
        if not wanted:
            yield world
            return
        for one in self._row(wanted[0], world):
            yield from self._each(wanted[1:], one)

    def _row(self, row: "_Row", world: Imagined) -> Worlds:
        where, value = row.expr.where, row.expr.value
        for one in iter((world,)) if where is None else self._hold(where, row.counts, world, row.rows):
            yield from iter((one,)) if value is None or not row.counts else self.worlds(value, row.value, one, row.rows)

    # ------------------------------------------------------------ computations

    def _applied(self, expr: tree.Apply, value: Value, world: Imagined, rows: RowPlaces) -> Worlds:
        if not isinstance(expr.record, Operator):
            yield from self._called(expr, value, world, rows)
            return
        for number, operand in enumerate(expr.operands):
            if not free_places(operand, rows, world):
                continue
            beside = [one for at, one in enumerate(expr.operands) if at != number]
            for start in self._plainly(expr, beside, world, rows):
                filled = filled_in(beside, start, rows)
                scope = scope_of(filled, rows)
                known = [outcome(one, filled, scope) for one in expr.operands]
                for wanted in undone(expr, number, value, known, world.environment):
                    yield from self.worlds(operand, wanted, filled, rows)

    def _plainly(self, expr: tree.Apply, beside: list[tree.Expr], world: Imagined, rows: RowPlaces) -> Worlds:
        """First with one as the other factor, which makes the sum easy to follow; then as it comes."""
        if isinstance(expr.record, Operator) and expr.record.key == "multiply":
            for one in beside:
                if free_places(one, rows, world):
                    yield from self.worlds(one, Decimal(1), world, rows)
        yield world

    def _called(self, expr: tree.Apply, value: Value, world: Imagined, rows: RowPlaces) -> Worlds:
        name, operands = expr.record.name if not isinstance(expr.record, Operator) else "", expr.operands
        match name:
            case "AANTAL" if isinstance(value, Decimal):
                yield from self.counted(operands[0], min(max(int(value), 0), _MOST_ROWS), world, rows)
            case "SOM" | "MINIMUM" | "MAXIMUM" | "GEMIDDELDE":
                yield from self._aggregated(expr, value, world, rows)
            case "WERKDAGEN":
                yield from self._workdays(expr, value, world, rows)
            case _ if operands:
                for wanted in argument(name, value, world.environment):
                    yield from self.worlds(operands[0], wanted, world, rows)

    def _workdays(self, expr: tree.Apply, value: Value, world: Imagined, rows: RowPlaces) -> Worlds:
        """The end, or where that is known the start: so many working days from the other."""
        for number, sign in ((1, 1), (0, -1)):
            operand, other = expr.operands[number], expr.operands[1 - number]
            if not free_places(operand, rows, world) or not isinstance(value, Decimal):
                continue
            filled = filled_in([other], world, rows)
            from_day = outcome(other, filled, scope_of(filled, rows))
            if isinstance(from_day, date):
                span = Duration(DurationKind.WORKDAYS, sign * int(value))
                day = tried(partial(dates.add, from_day, span, world.environment))
                if day is not None:
                    yield from self.worlds(operand, day, filled, rows)


def _list_in(expr: tree.Expr) -> tree.Expr:
    """The list that a list of values is made of."""
    match expr:
        case tree.Collect(items=items):
            return items
        case tree.Read(target=target) if isinstance(target.type, ListOf):
            return target
        case _:
            return expr


def _nothing(value: Value) -> Value:
    """What adds nothing to a sum."""
    return Duration(value.kind, 0) if isinstance(value, Duration) else Decimal(0)


# ---------------------------------------------------------------- choosing


def choose(world: Imagined, place: Place, value: Value) -> Imagined | None:
    """A world with a value at a place: a list as rows, a reference by its key."""
    if not isinstance(value, tuple):
        return world.with_choice(place, value.key if isinstance(value, Ref) else value)
    found = world.with_choice(place, Rows(len(value)))
    for number, one in enumerate(value):
        found = None if found is None else choose(found, place.down(number), one)
    return found


def _with_rows(world: Imagined, place: Place, count: int) -> Imagined | None:
    """A list of so many rows; their fields may come later, the values of a list of values are there at once."""
    found = world.with_choice(place, Rows(count))
    type_ = world.around.type_at(place)
    element = type_.element if isinstance(type_, ListOf) else None
    if found is None or world.around.owner(element) is not None or element is None:
        return found
    for number in range(count):
        some = usual(element)
        found = None if found is None else found.with_choice(place.down(number), some)
    return found


def filled_in(parts: list[tree.Expr], world: Imagined, rows: RowPlaces) -> Imagined:
    """The world with something usual at each place that these read and that was left open."""
    for part in parts:
        for place in free_places(part, rows, world):
            type_ = world.around.type_at(place)
            some = None if type_ is None else usual(type_, world.around.field_at(place))
            world = (None if some is None else choose(world, place, some)) or world
    return world


def _emptied(expr: tree.Expr, world: Imagined, rows: RowPlaces) -> Worlds:
    for place in free_places(expr, rows, world):
        found = world.with_choice(place, None)
        if found is not None:
            yield found
