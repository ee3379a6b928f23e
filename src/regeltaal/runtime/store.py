"""The embedded store: records, events, history and outbox in one database, SQLite by default.

Opened through ``storage.open_store``. What belongs to one event goes through one ``transaction``; an effect is claimed
and settled in transactions of its own, so that a crash in between leaves it `bezig` and nothing else does.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import local
from types import TracebackType
from typing import Self

from sqlalchemy import Engine, select

from regeltaal.base.text import Text
from regeltaal.runtime import store_rows as rows
from regeltaal.runtime.storage import (
    EffectStatus,
    Policy,
    Publication,
    Refusal,
    StoredEffect,
    StoredEvent,
    TimelineEntry,
)
from regeltaal.runtime.store_engine import connect, errors_of, name_of, reading, short
from regeltaal.runtime.store_tables import effects, events
from regeltaal.runtime.store_unit import Unit
from regeltaal.runtime.waking import Waker
from regeltaal.values.value import Ref

WORKER = "regeltaal"
"""The name that claims are made under where there is one worker."""

_LEFT_BUSY = Text(
    nl="het programma stopte tijdens de uitvoering; onbekend is of het gelukt is",
    en="the program stopped while carrying it out; whether it succeeded is unknown",
)


class Store:
    """A store that is open.

    Every method that reads or writes raises a ``StoreError`` when the database can't do it.
    """

    def __init__(self, url: str) -> None:
        self._engine: Engine = connect(url)
        self._short = short(self._engine)
        self._name = name_of(self._engine.url)
        self._own = local()
        self.waker: Waker | None = None
        """Who is told what is to come; None: whoever has the store open looks for it himself."""

    @contextmanager
    def transaction(self) -> Iterator[Unit]:
        """A unit of work: kept as a whole at the end, or not at all when an exception leaves it.

        Raises:
            StoreError: nothing of it was kept.
            RuntimeError: this thread is in a transaction already, and would wait for itself.
        """
        with self._unit(self._engine) as unit:
            yield unit

    @contextmanager
    def look(self) -> Iterator[Unit]:
        """A unit for reading only: it sees one state and holds up no writer."""
        with errors_of(self._name), reading(self._engine) as connection:
            yield Unit(connection)

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ------------------------------------------------------------ reading

    def entries(self, record: Ref) -> tuple[TimelineEntry, ...]:
        """A record's history, oldest first."""
        with self.look() as unit:
            return unit.entries(record)

    def events(self) -> tuple[StoredEvent, ...]:
        """Every event, in order of processing."""
        with self.look() as unit:
            found = unit.connection.execute(select(events).order_by(events.c.number)).mappings()
            return tuple(rows.event(row) for row in found)

    def event(self, administration: str, event_id: str) -> StoredEvent | None:
        with self.look() as unit:
            return unit.known(administration, event_id)

    def effect(self, key: str) -> StoredEffect | None:
        with self.look() as unit:
            return unit.effect(key)

    def effects(self, *statuses: EffectStatus) -> tuple[StoredEffect, ...]:
        """The effects with one of these statuses, in planned order."""
        with self.look() as unit:
            return unit.with_status(*statuses)

    def due(self, now: datetime, limit: int = 1000) -> tuple[StoredEffect, ...]:
        """Planned effects whose moment has come: by moment, then in planned order."""
        query = (
            select(effects)
            .where(effects.c.status == EffectStatus.PLANNED.value, effects.c.due <= now)
            .order_by(effects.c.due, effects.c.number)
            .limit(limit)
        )
        with self.look() as unit:
            return tuple(rows.effect(row) for row in unit.connection.execute(query).mappings())

    def pending_with(self, delay_key: str) -> tuple[StoredEffect, ...]:
        with self.look() as unit:
            return unit.pending_with(delay_key)

    def refused(self) -> tuple[Refusal, ...]:
        """The list of refused input, oldest first."""
        with self.look() as unit:
            return unit.refused()

    def rule_set(self, digest: str) -> dict[str, object] | None:
        with self.look() as unit:
            return unit.rule_set(digest)

    def file(self, administration: str, name: str) -> bytes | None:
        """The content of a file; None when no such file is kept."""
        with self.look() as unit:
            return unit.file(administration, name)

    def publications(self) -> tuple[Publication, ...]:
        """Every publication without its texts, oldest first."""
        with self.look() as unit:
            return unit.publications.all()

    def publication(self, number: int | None = None) -> Publication | None:
        """A publication, or the last one; None when there is none."""
        with self.look() as unit:
            return unit.publications.last() if number is None else unit.publications.numbered(number)

    def publication_of(self, digest: str) -> int | None:
        """The number of the last publication of a rule set; None when it was not published."""
        with self.look() as unit:
            return unit.publications.number_of(digest)

    # ------------------------------------------------------------ effects, each step a transaction

    def claim(self, key: str, now: datetime, worker: str = WORKER) -> bool:
        """Takes a planned effect to carry it out. INVARIANT: of all who try, one gets True."""
        with self._unit(self._short) as unit:
            return unit.claim(key, now, worker)

    def settle(  # noqa: PLR0913 - an outcome is one record with these parts
        self,
        key: str,
        status: EffectStatus,
        now: datetime,
        reason: Text | None = None,
        *,
        message_id: str | None = None,
        entry: TimelineEntry | None = None,
    ) -> bool:
        """Gives an effect its outcome, with the line about it in the record's history."""
        with self._unit(self._short) as unit:
            settled = unit.settle(key, status, now, reason, message_id=message_id)
            if settled and entry is not None:
                unit.append(entry)
            return settled

    def replan(self, key: str, due: datetime, now: datetime, reason: Text | None = None) -> bool:
        """Puts an effect that failed, or whose fate is uncertain, back in line."""
        with self._unit(self._short) as unit:
            return unit.replan(key, due, now, reason)

    def recover(self, now: datetime, worker: str = WORKER) -> tuple[StoredEffect, ...]:
        """At start-up: what this worker left `bezig`. One that may happen once becomes `onzeker`, others go in line.

        Gives those effects as they now are.
        """
        with self._unit(self._short) as unit:
            left = [one for one in unit.with_status(EffectStatus.BUSY) if one.worker == worker]
            for effect in left:
                _recover(unit, effect, now)
            return tuple(found for one in left if (found := unit.effect(one.key)))

    @contextmanager
    def _unit(self, engine: Engine) -> Iterator[Unit]:
        with self._alone(), errors_of(self._name), engine.begin() as connection:
            unit = Unit(connection)
            yield unit
            if self.waker is not None and unit.wakes:
                self.waker.tell(unit, unit.wakes)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if getattr(self._own, "busy", False):
            raise RuntimeError("this thread is in a transaction of this store already")
        self._own.busy = True
        try:
            yield
        finally:
            self._own.busy = False


def _recover(unit: Unit, effect: StoredEffect, now: datetime) -> None:
    match effect.policy:
        case Policy.AT_MOST:
            unit.settle(effect.key, EffectStatus.UNCERTAIN, now, _LEFT_BUSY)
        case Policy.AT_LEAST:
            unit.replan(effect.key, now, now, _LEFT_BUSY)
