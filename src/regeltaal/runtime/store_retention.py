"""Removing the details of long ago: what an event read and came to, its history, its messages, files nobody uses.

What stays is what later events depend on: records, counters, clocks, and of each event that it was there, under which
id, with which content. INVARIANT: whatever is removed, a later event leads to the same as it would have without that.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen
from sqlalchemy import ColumnElement, Select, Table, delete, func, select, tuple_, update

from regeltaal.runtime.storage import EffectStatus, EventId
from regeltaal.runtime.store_tables import effects, events, files, records, refusals, timeline
from regeltaal.runtime.store_unit import Unit

if TYPE_CHECKING:
    from regeltaal.runtime.store import Store

_AT_ONCE = 200
"""How many events that came in are done in one transaction: a service beside it waits no longer than that takes."""

_OPEN = [one.value for one in (EffectStatus.PLANNED, EffectStatus.BUSY, EffectStatus.FAILED, EffectStatus.UNCERTAIN)]
_NOTHING: Mapping[str, object] = {}


@frozen
class Removed:
    """What was removed, or would be. ``size`` is of the files, in bytes."""

    events: int = 0
    lines: int = 0
    effects: int = 0
    refusals: int = 0
    files: int = 0
    size: int = 0

    def plus(self, other: "Removed") -> "Removed":
        return Removed(
            self.events + other.events,
            self.lines + other.lines,
            self.effects + other.effects,
            self.refusals + other.refusals,
            self.files + other.files,
            self.size + other.size,
        )

    @property
    def is_any(self) -> bool:
        return self != Removed()


@frozen
class Cleaning:
    """That details were removed: ``at`` the last time, ``until`` the last event that it concerned."""

    at: datetime
    until: datetime


def last_cleaning(unit: Unit) -> Cleaning | None:
    query = select(func.max(events.c.cleaned), func.max(events.c.moment)).where(events.c.cleaned.is_not(None))
    at, until = unit.connection.execute(query).one()
    return None if at is None else Cleaning(at, until)


T = TypeVar("T")
Slot = tuple[str, str]
"""The administration and the name of a file."""


@frozen
class Cleaner:
    """Removes from a store what was before a moment. ``dry``: it only counts."""

    store: "Store"
    before: datetime
    now: datetime
    dry: bool = False

    def clean(self) -> Iterator[Removed]:
        """Some at a time, and tells after each part what that was. Broken off halfway, the next time it goes on."""
        number: int | None = 0
        while number is not None:
            number, removed = self._part(partial(self._events_after, number))
            yield removed
        while (removed := self._part(self._refusals)).is_any:
            yield removed
            if self.dry:
                break
        yield from self._files()

    def _part(self, work: Callable[[Unit], T]) -> T:
        if not self.dry:
            return self.store.attempt(work)
        with self.store.look() as unit:
            return work(unit)

    # ------------------------------------------------------------ events

    def _events_after(self, number: int, unit: Unit) -> tuple[int | None, Removed]:
        """Of some events that came in: with all that followed from them, where nothing of that is young or undecided.

        Gives the number to go on after, None at the end.
        """
        roots = _old_roots(unit, self.before, number)
        trees = list(_trees(unit, [event for _, event in roots]))
        busy = set(_undecided(unit, [one for tree in trees for one, _ in tree]))
        gone = [one for tree in trees if self._is_over(tree, busy) for one, _ in tree]
        return (roots[-1][0] if len(roots) == _AT_ONCE else None), self._remove(unit, gone)

    def _is_over(self, tree: Sequence[tuple[EventId, datetime]], busy: set[EventId]) -> bool:
        return all(moment < self.before and event not in busy for event, moment in tree)

    def _remove(self, unit: Unit, gone: Sequence[EventId]) -> Removed:
        lines = sum(self._change(unit, timeline, where, None) for where in _of(timeline, gone))
        empty = {"parameters": _NOTHING, "templates": _NOTHING, "plan": _NOTHING, "reason": None}
        planned = sum(self._change(unit, effects, where, empty) for where in _of(effects, gone))
        marked = {"inputs": _NOTHING, "result": _NOTHING, "cleaned": self.now}
        done = sum(self._change(unit, events, where, marked) for where in _of(events, gone))
        return Removed(events=done, lines=lines, effects=planned)

    def _change(self, unit: Unit, table: Table, where: ColumnElement[bool], values: Mapping[str, object] | None) -> int:
        """Changes rows, or removes them where there are no values; gives how many."""
        if self.dry:
            return unit.connection.scalar(select(func.count()).select_from(table).where(where)) or 0
        change = delete(table).where(where) if values is None else update(table).where(where).values(values)
        return unit.connection.execute(change).rowcount

    # ------------------------------------------------------------ refused input

    def _refusals(self, unit: Unit) -> Removed:
        old = refusals.c.received < self.before
        if self.dry:
            return Removed(refusals=self._change(unit, refusals, old, None))
        some = select(refusals.c.number).where(old).limit(_AT_ONCE).scalar_subquery()
        return Removed(refusals=self._change(unit, refusals, refusals.c.number.in_(some), None))

    # ------------------------------------------------------------ files

    def _files(self) -> Iterator[Removed]:
        """Those that no record, no event with its details and no effect that is to come refers to.

        INVARIANT: what was not referred to when this began can only come into use by being kept again, which counts.
        """
        with self.store.look() as unit:
            unused = unused_files(unit)
        for start in range(0, len(unused), _AT_ONCE):
            yield self._part(partial(self.remove_files, unused[start : start + _AT_ONCE]))

    def remove_files(self, unused: Sequence[tuple[Slot, int]], unit: Unit) -> Removed:
        """The name stays with its digest, so that other content never gets it."""
        removed = Removed()
        for (administration, name), uses in unused:
            here = (files.c.administration == administration) & (files.c.name == name)
            where = here & (func.coalesce(files.c.uses, 0) == uses)
            size = unit.connection.scalar(select(files.c.size).where(here)) or 0
            count = self._change(unit, files, where, {"content": b"", "cleaned": self.now})
            removed = removed.plus(Removed(files=count, size=size * count))
        return removed


# ---------------------------------------------------------------- events and what follows from them


def _old_roots(unit: Unit, before: datetime, number: int) -> list[tuple[int, EventId]]:
    """Some of the events that came in before a moment and have their details still, in order of processing."""
    query = (
        select(events.c.number, events.c.administration, events.c.id)
        .where(events.c.number > number, events.c.parent_id.is_(None))
        .where(events.c.cleaned.is_(None), events.c.moment < before)
        .order_by(events.c.number)
        .limit(_AT_ONCE)
    )
    return [(found, EventId(administration, id_)) for found, administration, id_ in unit.connection.execute(query)]


def _trees(unit: Unit, roots: Sequence[EventId]) -> Iterator[list[tuple[EventId, datetime]]]:
    """Each event with all that follow from it, delayed actions included, and their moments."""
    tree_of = {root: number for number, root in enumerate(roots)}
    trees: list[list[tuple[EventId, datetime]]] = [[] for _ in roots]
    columns = (
        events.c.administration,
        events.c.id,
        events.c.moment,
        events.c.parent_administration,
        events.c.parent_id,
    )
    fresh: list[EventId] = list(roots)
    found = [row for where in _of(events, fresh) for row in unit.connection.execute(select(*columns[:3]).where(where))]
    for administration, id_, moment in found:
        event = EventId(administration, id_)
        trees[tree_of[event]].append((event, moment))
    while fresh:
        children = [
            row
            for where in _among(events.c.parent_administration, events.c.parent_id, fresh)
            for row in unit.connection.execute(select(*columns).where(where))
        ]
        fresh = []
        for administration, id_, moment, *parent in children:
            event = EventId(administration, id_)
            tree_of[event] = tree_of[EventId(*parent)]
            trees[tree_of[event]].append((event, moment))
            fresh.append(event)
    return iter(trees)


def _undecided(unit: Unit, found: Sequence[EventId]) -> Iterator[EventId]:
    """Those with an effect that is to come, or that a person must decide about."""
    about = (effects.c.event_administration, effects.c.event_id)
    for where in _among(*about, found):
        for row in unit.connection.execute(select(*about).where(where, effects.c.status.in_(_OPEN))):
            yield EventId(*row)


def _of(table: Table, found: Sequence[EventId]) -> Iterator[ColumnElement[bool]]:
    columns = table.c
    if table is events:
        return _among(columns.administration, columns.id, found)
    return _among(columns.event_administration, columns.event_id, found)


def _among(
    administration: ColumnElement[str], id_: ColumnElement[str], found: Sequence[EventId]
) -> Iterator[ColumnElement[bool]]:
    """Conditions for rows that are about some events: of many, one after the other."""
    for start in range(0, len(found), _AT_ONCE):
        named = [(one.administration, one.id) for one in found[start : start + _AT_ONCE]]
        yield tuple_(administration, id_).in_(named)


# ---------------------------------------------------------------- files


def unused_files(unit: Unit) -> list[tuple[Slot, int]]:
    """The files that nothing refers to any more, with how often each was kept again."""
    query = select(files.c.administration, files.c.name, func.coalesce(files.c.uses, 0))
    kept = {(row[0], row[1]): row[2] for row in unit.connection.execute(query.where(files.c.cleaned.is_(None)))}
    if kept:
        for slot in _referred_to(unit):
            kept.pop(slot, None)
    return sorted(kept.items())


def _referred_to(unit: Unit) -> Iterator[Slot]:
    """Every text that may be the name of a file, with the administration that it would be in."""
    of_records = select(records.c.administration, records.c.fields).where(~records.c.deleted)
    for administration, fields in _rows(unit, of_records):
        yield from ((administration, text) for text in _texts(fields))
    of_effects = select(effects.c.administration, effects.c.parameters, effects.c.plan)
    for administration, *parts in _rows(unit, of_effects.where(effects.c.status.in_(_OPEN))):
        yield from ((administration, text) for part in parts for text in _texts(part))
    for (inputs,) in _rows(unit, select(events.c.inputs).where(events.c.cleaned.is_(None))):
        yield from ((str(slot[0]), str(slot[1])) for slot, _ in inputs.get("bestanden", ()))


def _rows(unit: Unit, query: Select[Any]) -> Iterator[Any]:
    yield from unit.connection.execute(query.execution_options(yield_per=_AT_ONCE))


def _texts(data: object) -> Iterator[str]:
    match data:
        case str():
            yield data
        case dict():
            for value in data.values():
                yield from _texts(value)
        case list():
            for value in data:
                yield from _texts(value)
        case _:
            pass
