"""The names that workers hold on a PostgreSQL server: advisory locks of one session, gone when that is gone."""

import hashlib
import os
from threading import Lock
from time import monotonic

from attrs import Factory, define, field
from sqlalchemy import BigInteger, Connection, Engine, NullPool, create_engine, literal, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import func

from regeltaal.runtime import problems
from regeltaal.runtime.presence import FileLocks, Nobody, Presence
from regeltaal.runtime.store_engine import errors_of, name_of

_IS_HELD = text(
    "SELECT EXISTS (SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database"
    " WHERE datname = current_database() AND locktype = 'advisory' AND objsubid = 1 AND granted"
    " AND classid::bigint = :high AND objid::bigint = :low)"
)

_SECONDS_UP = text("SELECT extract(epoch FROM clock_timestamp() - pg_postmaster_start_time())::float")

RETURNING = 60.0
"""Seconds that every worker gets to take its name again, once the server is back. It tries that all the time."""

_ASKED_AFTER = {"tcp_keepalives_idle": 15, "tcp_keepalives_interval": 5, "tcp_keepalives_count": 3}
"""A server lets go of the names of a machine that is gone: after 15 + 3 x 5 seconds, and not after two hours."""


def presence_in(engine: Engine) -> Presence:
    """How workers of a store know of each other."""
    if engine.dialect.name != "sqlite":
        return ServerLocks(engine)
    database = engine.url.database
    # The file itself: a link to it, or a path that is written otherwise, is no other store.
    return Nobody() if database in {None, "", ":memory:"} else FileLocks(os.path.realpath(str(database)))


@define(eq=False)
class ServerLocks:
    """Advisory locks, held by a connection of its own that does nothing else."""

    _engine: Engine
    _held: list[str] = field(factory=list, init=False)
    _serves: bool = field(default=False, init=False)
    _own: Engine = field(init=False, default=Factory(lambda self: _engine_of(self._engine), takes_self=True))
    _connection: Connection | None = field(default=None, init=False)
    _lost: float | None = field(default=None, init=False)
    _guard: Lock = field(factory=Lock, init=False)

    def hold(self, name: str) -> None:
        with self._guard, errors_of(self._store):
            self._take(self._open(), name)
            self._held.append(name)

    def hold_place(self) -> None:
        """A server has room for any number of services: they share the place."""
        with self._guard, errors_of(self._store):
            self._share(self._open())
            self._serves = True

    def is_alive(self, name: str) -> bool:
        return self._is_held(_key(name))

    def is_served(self) -> bool:
        return self._is_held(_PLACE)

    def is_sure(self) -> bool:
        """Both are asked: a server that took over from another has been up for long, and a command is new here."""
        self.renew()
        if self._lost is not None and monotonic() - self._lost < RETURNING:
            return False
        return self._seconds_up() >= RETURNING

    def _seconds_up(self) -> float:
        with errors_of(self._store), self._engine.connect() as connection:
            return float(connection.scalar(_SECONDS_UP) or 0.0)

    def _is_held(self, key: int) -> bool:
        high, low = divmod(key % 2**64, 2**32)
        with errors_of(self._store), self._engine.connect() as connection:
            return bool(connection.scalar(_IS_HELD, {"high": high, "low": low}))

    def renew(self) -> None:
        with self._guard, errors_of(self._store):
            if self._held and not self._is_open():
                try:
                    self._take_again(self._open())
                except BaseException:
                    self._let_go()  # or it would look as though all was held
                    raise
                finally:
                    self._lost = monotonic()

    def release(self) -> None:
        with self._guard:
            self._let_go()
            self._held.clear()
            self._serves = False

    @property
    def _store(self) -> str:
        return name_of(self._engine.url)

    def _open(self) -> Connection:
        if self._connection is None:
            found = self._own.connect()
            for setting, seconds in _ASKED_AFTER.items():
                found.execute(text(f"SET {setting} = {seconds}"))
            self._connection = found
        return self._connection

    def _is_open(self) -> bool:
        """Whether the session that holds the locks is still there; if not, it is let go of."""
        if self._connection is None:
            return False
        try:
            self._connection.execute(text("SELECT 1"))
        except DBAPIError:
            self._let_go()
            return False
        return True

    def _let_go(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _take_again(self, connection: Connection) -> None:
        for name in self._held:
            self._take(connection, name)
        if self._serves:
            self._share(connection)

    def _take(self, connection: Connection, name: str) -> None:
        if not connection.scalar(select(func.pg_try_advisory_lock(literal(_key(name), BigInteger)))):
            raise problems.same_name(self._store, name)

    def _share(self, connection: Connection) -> None:
        connection.execute(select(func.pg_advisory_lock_shared(literal(_PLACE, BigInteger))))


def _engine_of(engine: Engine) -> Engine:
    """One without a pool: whoever takes its name again waits for no thread that has a connection."""
    return create_engine(engine.url, poolclass=NullPool, isolation_level="AUTOCOMMIT")


def _key(name: str) -> int:
    """The number of a name: a lock has no other."""
    return int.from_bytes(hashlib.sha256(f"regeltaal/{name}".encode()).digest()[:8], signed=True)


_PLACE = _key("")
"""No worker has this name."""
