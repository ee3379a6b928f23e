"""The embedded store: records, events, history and outbox in one database, SQLite by default.

Opened through ``storage.open_store``. What belongs to one event goes through one ``transaction``; an effect is claimed
and settled in transactions of its own, so that a crash in between leaves it `bezig` and nothing else does.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import local
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import ColumnElement, Engine, and_, func, select, true

from regeltaal.base.diagnostic import Code
from regeltaal.base.text import Text
from regeltaal.runtime import problems
from regeltaal.runtime import store_rows as rows
from regeltaal.runtime.clocks import ClockStatus
from regeltaal.runtime.contention import Turns, until_it_holds
from regeltaal.runtime.effect_lines import effect_line
from regeltaal.runtime.presence import Worker
from regeltaal.runtime.problems import LOCKED, UNREACHABLE
from regeltaal.runtime.retrying import MOST_ATTEMPTS, given_up
from regeltaal.runtime.storage import (
    EffectStatus,
    Policy,
    Publication,
    Refusal,
    StoredEffect,
    StoredEvent,
    TimelineEntry,
)
from regeltaal.runtime.store_engine import BUSY_SECONDS, connect, errors_of, name_of, reading, short
from regeltaal.runtime.store_presence import presence_in
from regeltaal.runtime.store_tables import clocks, effects, events, schedules
from regeltaal.runtime.store_unit import Unit
from regeltaal.runtime.waking import Waker
from regeltaal.values.value import Ref

_LEFT_BUSY = Text(
    nl="het programma stopte tijdens de uitvoering; onbekend is of het gelukt is",
    en="the program stopped while carrying it out; whether it succeeded is unknown",
)


T = TypeVar("T")


class Store:
    """A store that is open.

    Every method that reads or writes raises a ``StoreError`` when the database can't do it.
    """

    def __init__(self, url: str) -> None:
        self._engine: Engine = connect(url)
        self._short = short(self._engine)
        self._name = name_of(self._engine.url)
        self._own = local()
        self._turns = Turns() if self._engine.dialect.name == "sqlite" else None
        self.worker = Worker(presence_in(self._engine))
        """Who carries out effects here; see ``Worker.serve`` for one with a lasting name."""
        self.waker: Waker | None = None
        """Who is told what is to come; None: whoever has the store open looks for it himself."""

    def attempt(self, work: Callable[[Unit], T]) -> T:
        """Does work in a transaction, and all of it again when another writer got in between.

        So it starts from what it reads in its unit, and changes nothing else.

        Raises:
            StoreError: nothing of it was kept.
        """
        return self._attempt(self._engine, work)

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

    @property
    def url(self) -> str:
        """Its database, password included: for what keeps its own tables beside those of the store."""
        return self._engine.url.render_as_string(hide_password=False)

    @property
    def name(self) -> str:
        """Its database as people are told of it, without user and password."""
        return self._name

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turns what the database raises inside, through whatever library, into a ``StoreError``."""
        with errors_of(self._name):
            yield

    def close(self) -> None:
        self.worker.presence.release()
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

    def first_moment(self, after: datetime | None = None, *, planned: bool = True) -> datetime | None:
        """When the first clock or schedule is due, or with ``planned`` the first effect; only later than ``after``."""
        columns: list[tuple[ColumnElement[datetime], ColumnElement[bool]]]
        columns = [(clocks.c.due, clocks.c.status == ClockStatus.RUNNING.value), (schedules.c.due, true())]
        if planned:
            columns.append((effects.c.due, effects.c.status == EffectStatus.PLANNED.value))
        later = [(due, where if after is None else and_(where, due > after)) for due, where in columns]
        query = select(*(select(func.min(due)).where(where).scalar_subquery() for due, where in later))
        with self.look() as unit:
            return min((one for one in unit.connection.execute(query).one() if one is not None), default=None)

    def count(self, status: EffectStatus, due: datetime | None = None) -> int:
        """How many effects stand so; of those planned, with a moment only the ones that are due by then."""
        query = select(func.count()).select_from(effects).where(effects.c.status == status.value)
        with self.look() as unit:
            return unit.connection.execute(query if due is None else query.where(effects.c.due <= due)).scalar_one()

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

    def last_publication(self) -> int | None:
        """The number of the last publication; None when there is none. Cheap enough to ask every second."""
        with self.look() as unit:
            return unit.publications.last_number()

    def publication_of(self, digest: str) -> int | None:
        """The number of the last publication of a rule set; None when it was not published."""
        with self.look() as unit:
            return unit.publications.number_of(digest)

    # ------------------------------------------------------------ effects, each step a transaction

    def claim(self, key: str, now: datetime, worker: str | None = None) -> bool:
        """Takes a planned effect to carry it out, as ``self.worker``. INVARIANT: of all who try, one gets True."""
        return self.take(key, now, worker) is not None

    def take(self, key: str, now: datetime, worker: str | None = None) -> StoredEffect | None:
        """As ``claim``, giving the effect: once it is claimed, nothing of the store need still succeed."""

        def work(unit: Unit) -> StoredEffect | None:
            return unit.effect(key) if unit.claim(key, now, worker or self.worker.name) else None

        return self._attempt(self._short, work)

    def settle(  # noqa: PLR0913 - an outcome is one record with these parts
        self,
        key: str,
        status: EffectStatus,
        now: datetime,
        reason: Text | None = None,
        *,
        message_id: str | None = None,
        entry: TimelineEntry | None = None,
        claim: StoredEffect | None = None,
    ) -> bool:
        """Gives an effect its outcome, with the line about it in the record's history.

        What is known is not lost to a server that starts again: it is waited for. ``claim`` is the effect as it was
        taken: who was taken for dead does not settle what another began anew.
        """

        def work(unit: Unit) -> bool:
            settled = unit.settle(key, status, now, reason, message_id=message_id, claim=claim)
            if settled and entry is not None:
                unit.append(entry)
            return settled

        return self._attempt(self._short, work, (LOCKED, UNREACHABLE))

    def replan(self, key: str, due: datetime, now: datetime, reason: Text | None = None) -> bool:
        """Puts an effect that failed, or whose fate is uncertain, back in line."""
        return self._attempt(self._short, lambda unit: unit.replan(key, due, now, reason))

    def recover(self, now: datetime) -> tuple[StoredEffect, ...]:
        """Settles what workers that are gone left `bezig`; what a worker that lives is at is left alone.

        One that may happen once becomes `onzeker`, others go in line. Gives those effects as they now are.
        """
        left = self.worker.left_behind(lambda: self.effects(EffectStatus.BUSY))
        if not left:
            return ()
        return self._attempt(self._short, lambda unit: tuple(_recovered(unit, one, now) for one in left))

    # ------------------------------------------------------------ transactions

    def _attempt(self, engine: Engine, work: Callable[[Unit], T], codes: Collection[Code] = (LOCKED,)) -> T:
        def once() -> T:
            with self._unit(engine) as unit:
                return work(unit)

        return until_it_holds(once, codes)

    @contextmanager
    def _unit(self, engine: Engine) -> Iterator[Unit]:
        with self._alone(), self._turn(), errors_of(self._name), engine.begin() as connection:
            unit = Unit(connection)
            yield unit
            unit.write()
            if self.waker is not None and unit.wakes:
                self.waker.tell(unit, unit.wakes)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """In a file one can write at a time: the threads of this process queue for it here, where it is fair."""
        if self._turns is None:
            yield
            return
        with self._turns.turn(BUSY_SECONDS) as has_it:
            if not has_it:
                raise problems.locked(self._name)
            yield

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if getattr(self._own, "busy", False):
            raise RuntimeError("this thread is in a transaction of this store already")
        self._own.busy = True
        try:
            yield
        finally:
            self._own.busy = False


def _recovered(unit: Unit, left: StoredEffect, now: datetime) -> StoredEffect:
    """Settles a claim by its policy, if it still stands."""
    if left.is_at(unit.effect(left.key)):
        _settle_left(unit, left, now)
    return unit.effect(left.key) or left


def _settle_left(unit: Unit, effect: StoredEffect, now: datetime) -> None:
    """An effect that may be done again is, but not for ever: it may be what makes the program stop."""
    status, reason = EffectStatus.UNCERTAIN, _LEFT_BUSY
    if effect.policy is Policy.AT_LEAST and effect.attempts < MOST_ATTEMPTS:
        status = EffectStatus.PLANNED
        settled = unit.replan(effect.key, now, now, reason, claim=effect)
    else:
        if effect.policy is Policy.AT_LEAST:
            status, reason = EffectStatus.FAILED, given_up(_LEFT_BUSY, effect.attempts)
        settled = unit.settle(effect.key, status, now, reason, claim=effect)
    if settled:
        unit.append(effect_line(effect, status.value, reason, now))
