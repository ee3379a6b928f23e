"""Which rules an event starts, and in what order they run."""

from collections.abc import Iterator, Mapping, Sequence
from weakref import WeakKeyDictionary

from regeltaal.assist.scanned import AllRules, Standing, scanned
from regeltaal.base.node import Node
from regeltaal.base.source import Span
from regeltaal.schema.model import Schema, key_of
from regeltaal.workspace.part import Part
from regeltaal.workspace.state import State


class Entry(Node):
    """A rule among those of the project; ``order`` is that of execution within a phase."""

    standing: Standing
    path: str
    administration: str | None
    phase: int
    order: tuple[int, int, str, int]


class Turn(Node):
    """The so-maniest of some rules, at an event and (where there are phases) in one."""

    number: int
    count: int
    event: str
    phase: str


def started_by(state: State, path: str, event: str) -> int | None:
    """How many rules an event starts, by its key; ``path`` is the file that asks. None while that is not known yet."""
    rows = _order(state, path)
    return sum(not one.standing.is_off for one in rows.at(event)) if rows.all.is_complete else None


def turns(state: State, path: str, part: Part) -> Iterator[tuple[Span, Turn]]:
    """The names of the rules of a part that do not run in the order of their file, with their turn."""
    order = _order(state, path)
    if not order.all.is_complete:
        return
    for standing in scanned(part.source).rules:
        found = (order.turn(standing, event, only_out_of_order=True) for event in standing.events)
        turn = next((one for one in found if one is not None), None)
        if turn is not None:
            yield Span(part.source, *standing.place), turn


def turn_of(state: State, path: str, name: Span) -> Turn | None:
    """The turn of a rule at its first event, in whatever order they stand; None when it is the only one."""
    order = _order(state, path)
    found = next((one for one in scanned(name.source).rules if one.place == (name.start, name.end)), None)
    if found is None or not found.events or not order.all.is_complete:
        return None
    return order.turn(found, found.events[0], only_out_of_order=False)


class _Row(Node):
    """Some rules in order of execution: how many, the number of each, and whether that is the order of their file."""

    count: int
    numbers: Mapping[tuple[int, int, str, int], int]
    is_as_written: bool


class _Order:
    """The rules of a project by event. What was asked is kept as long as the state."""

    def __init__(self, state: State, path: str) -> None:
        self.all = AllRules(state, path)
        self._schema = state.schema
        self._by_event: dict[str, Sequence[Entry]] = {}
        self._of_standing: dict[str, dict[int, Entry]] = {}
        self._rows: dict[tuple[str, int, str | None], _Row] = {}

    def at(self, event: str) -> Sequence[Entry]:
        if event not in self._by_event:
            self._by_event[event] = sorted(self._entries(event), key=lambda one: one.order)
        return self._by_event[event]

    def _entries(self, event: str) -> Iterator[Entry]:
        for path, file in self.all.files:
            level = 0 if file.administration is not None else 1
            for place, one in enumerate(file.rules):
                if event in one.events:
                    phase = _phase(one, event, self._schema)
                    yield Entry(one, path, file.administration, phase, (one.priority, level, path, place))

    def turn(self, standing: Standing, event: str, *, only_out_of_order: bool) -> Turn | None:
        own, schema = self._entry(event, standing), self._schema
        if own is None or schema is None or standing.is_off:
            return None
        row = self._row(event, own)
        if row.count < 2 or (only_out_of_order and row.is_as_written):  # noqa: PLR2004 - one is no row
            return None
        declared = schema.events.get(event)
        phases = schema.phases_of(declared.object) if declared is not None else ()
        phase = phases[own.phase].name if len(phases) > 1 else ""
        return Turn(row.numbers[own.order], row.count, event if declared is None else declared.name, phase)

    def _entry(self, event: str, standing: Standing) -> Entry | None:
        if event not in self._of_standing:
            self._of_standing[event] = {id(one.standing): one for one in self.at(event)}
        return self._of_standing[event].get(id(standing))

    def _row(self, event: str, own: Entry) -> _Row:
        """The rules that run in one phase of an event: those of another administration never run beside them."""
        key = (event, own.phase, own.administration)
        if key not in self._rows:
            beside = [
                one
                for one in self.at(event)
                if one.phase == own.phase
                and not one.standing.is_off
                and one.administration in {None, own.administration}
            ]
            places = [one.order[-1] for one in beside if one.path == self.all.path]
            numbers = {one.order: number for number, one in enumerate(beside, start=1)}
            self._rows[key] = _Row(len(beside), numbers, places == sorted(places))
        return self._rows[key]


def _phase(standing: Standing, event: str, schema: Schema | None) -> int:
    """The number of the phase of a rule: that of its actions, else the one it names, else the first."""
    declared = None if schema is None else schema.events.get(event)
    if schema is None or declared is None:
        return 0
    known = [key_of(one.name) for one in schema.phases_of(declared.object)]
    given = (schema.actions[title].phase for title in standing.titles if title in schema.actions)
    wanted = next((key_of(one) for one in given if one is not None), standing.phase)
    return known.index(wanted) if wanted in known else 0


_KEPT: "WeakKeyDictionary[State, dict[str, _Order]]" = WeakKeyDictionary()


def _order(state: State, path: str) -> _Order:
    by_path = _KEPT.setdefault(state, {})
    if path not in by_path:
        by_path[path] = _Order(state, path)
    return by_path[path]
