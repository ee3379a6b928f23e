"""Connections of the store: how they are set up, and what a database's errors mean to a user.

SQLite writes ahead (WAL) and waits for the disk (FULL); a write transaction takes the one write lock at its start, so
that what it reads can't change before it writes. PostgreSQL runs serializable, which promises the same.
"""

import logging
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    StaticPool,
    create_engine,
    event,
    func,
    inspect,
    make_url,
    select,
    update,
)
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.schema import CreateColumn

from regeltaal.runtime import problems
from regeltaal.runtime.problems import StoreError
from regeltaal.runtime.store_file import copy_beside, problem_of
from regeltaal.runtime.store_tables import SCHEMA_VERSION, metadata, versions

BUSY_SECONDS = 30
_READS_ONLY = "regeltaal_reads_only"
_CONFLICTS = frozenset({"40001", "40P01", "55P03", "25P02"})
"""Another writer got in between. 25P02: so it did, and a binding made an answer of its own of that error."""

_UNSTORABLE = frozenset({"22021", "22P05"})
"""A character that the server does not take; its library finds some of them itself, and gives no state then."""

_MAKING_TABLES = 0x7265_6765_6C74
"""The number of a lock on the server; any would do that is always the same."""

_LIBPQ = frozenset({"psycopg", "psycopg2"})
_LINE = {
    "connect_timeout": "10",
    "keepalives_idle": "15",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
}
"""Without these whoever asks something of a server that was switched off waits a quarter of an hour, or two."""

_USUAL_PORT = 5432
_SAYS_REFUSED = re.compile(
    r"authentication failed|no password supplied|no pg_hba\.conf entry|role \".*\" (does not exist|is not permitted)"
)
_SAYS_NO_DATABASE = re.compile(r'database ".*" does not exist')
_SAYS_NO_SERVER = re.compile(r"failed to resolve host|could not translate host name|Name or service not known")
_CREDENTIALS = re.compile(r"//[^/@]*@")


def connect(url: str) -> Engine:
    """An engine for a store, its tables made where there are none.

    Raises:
        StoreError: there is no such database, it can't be reached, or it is of a newer version.
    """
    parsed = _parsed(url)
    name = name_of(parsed)
    _check_folder(parsed, name)
    engine = _engine(parsed, name)
    try:
        with errors_of(name):
            if not _is_ready(engine, name):
                with short(engine).begin() as connection:
                    _alone(connection)
                    _prepare(connection, name)
    except StoreError:
        engine.dispose()
        raise
    return engine


def reading(engine: Engine) -> Connection:
    """A connection that only reads: it holds up no writer, and no writer can get in its way."""
    if engine.dialect.name == "sqlite":
        return engine.connect().execution_options(**{_READS_ONLY: True})
    return engine.connect().execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def short(engine: Engine) -> Engine:
    """For transactions of one statement that asks for what it changes: losing a race is an answer, not an error."""
    return engine if engine.dialect.name == "sqlite" else engine.execution_options(isolation_level="READ COMMITTED")


def name_of(url: URL) -> str:
    """The store as a user knows it: the file, or the server without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ":memory:"
    return url.difference_update_query(_LINE).render_as_string(hide_password=True)


@contextmanager
def errors_of(name: str) -> Iterator[None]:
    """Turns what the database raises inside into a ``StoreError``."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise problems.unstorable(name) from error
    except DBAPIError as error:
        raise _explained(error, name) from error
    except SQLAlchemyError as error:
        raise problems.other(name, str(error)) from error


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError as error:
        raise problems.unusable_url(_CREDENTIALS.sub("//***@", url)) from error


def _engine(url: URL, name: str) -> Engine:
    if url.query and url.get_backend_name() == "sqlite":
        raise problems.unusable_url(str(url))  # settings behind a `?` would be passed over in silence
    try:
        engine = create_engine(_guarded(url), **_options(url))
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise problems.unusable_url(name) from error
    if engine.dialect.name not in {"sqlite", "postgresql"}:
        raise problems.unusable_url(name)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
    else:
        # It warns that it passes over an error at the end of statements of which it has raised that error before.
        logging.getLogger("psycopg").setLevel(logging.ERROR)
    return engine


def _guarded(url: URL) -> URL:
    """With what makes a line that went dead an error within a minute; what the address says itself counts."""
    if url.get_driver_name() not in _LIBPQ:
        return url
    return url.update_query_dict({name: value for name, value in _LINE.items() if name not in url.query})


def _options(url: URL) -> dict[str, Any]:
    if url.get_backend_name() != "sqlite":
        return {"isolation_level": "SERIALIZABLE", "pool_pre_ping": True}
    if url.database in {None, "", ":memory:"}:
        return {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
    return {"connect_args": {"timeout": BUSY_SECONDS}}


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    if not pages:  # settled for ever when a file is begun: what is removed later can be given back bit by bit
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL").close()
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    reads_only = connection.get_execution_options().get(_READS_ONLY, False)
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")


def _check_folder(url: URL, name: str) -> None:
    """SQLite says no more than that it can't open the file; a missing folder is the usual cause."""
    if url.get_backend_name() != "sqlite" or name == ":memory:" or name.startswith("file:"):
        return
    folder = Path(name).parent
    if not folder.is_dir():
        raise problems.no_folder(name, str(folder))
    if _is_folder(Path(name)):
        raise problems.damaged(name)
    if not _may_read(Path(name)):
        raise problems.unreadable(name)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name of thousands of characters
        return False


def _may_read(path: Path) -> bool:
    """SQLite says of a file that it may not read the same as of one that it may not write."""
    try:
        path.open("rb").close()
    except PermissionError:
        return False
    except OSError:
        return True  # not there, or something that opening it as a database explains better
    return True


def _is_ready(engine: Engine, name: str) -> bool:
    """Whether its tables are those of this version: looking into such a store waits for nobody and writes nothing."""
    with reading(engine) as connection:
        found = _version(connection)
    if found is not None and found > SCHEMA_VERSION:
        raise problems.newer(name, found, SCHEMA_VERSION)
    return found == SCHEMA_VERSION


def _version(connection: Connection) -> int | None:
    return connection.scalar(select(versions.c.version)) if inspect(connection).has_table(versions.name) else None


def _alone(connection: Connection) -> None:
    """Lets one at a time make the tables: several services may start at the same moment, on a database without any."""
    if connection.dialect.name != "sqlite":
        connection.execute(select(func.pg_advisory_xact_lock(_MAKING_TABLES)))


def _prepare(connection: Connection, name: str) -> None:
    """Makes the tables, or upgrades them; by now another may have done it."""
    found = _version(connection)
    if found is None:
        if connection.dialect.name == "sqlite" and inspect(connection).get_table_names():
            raise problems.damaged(name)  # a database of another program: nothing is added to it
        metadata.create_all(connection)
        connection.execute(versions.insert().values(version=SCHEMA_VERSION))
    elif found > SCHEMA_VERSION:
        raise problems.newer(name, found, SCHEMA_VERSION)
    elif found < SCHEMA_VERSION:
        if connection.dialect.name == "sqlite" and connection.engine.url.database not in {None, "", ":memory:"}:
            copy_beside(name, f"v{found}")  # under the lock that is held here: nobody writes in between
        _upgrade(connection)


def _upgrade(connection: Connection) -> None:
    """Adds to an older store the tables, columns and indexes that came since; what is there stays as it is."""
    metadata.create_all(connection)
    present = inspect(connection)
    for table in metadata.sorted_tables:
        known = {column["name"] for column in present.get_columns(table.name)}
        for column in (one for one in table.columns if one.name not in known):
            spelling = CreateColumn(column).compile(dialect=connection.dialect)
            connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {spelling}")
        for index in table.indexes:
            index.create(connection, checkfirst=True)
    connection.execute(update(versions).values(version=SCHEMA_VERSION))


def _explained(error: DBAPIError, name: str) -> StoreError:
    if isinstance(error.orig, sqlite3.Error):
        return problem_of(error.orig, name)
    return _from_server(error, name)


def _from_server(error: DBAPIError, name: str) -> StoreError:
    """By SQLSTATE, the standard code of a server's error; an error without one never reached the server."""
    state = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "pgcode", None) or ""
    if isinstance(error, IntegrityError) or state in _CONFLICTS:
        return problems.locked(name)
    if state in _UNSTORABLE or (not state and isinstance(error, DataError)):
        return problems.unstorable(name)
    if state.startswith("53"):
        return problems.full(name)
    if state in {"25006", "42501"}:
        return problems.read_only(name)
    if not state or state.startswith(("08", "28", "57P", "3D")):
        return _unreachable(f"{error.orig}", state, name)
    return problems.other(name, str(error.orig))


def _unreachable(said: str, state: str, name: str) -> StoreError:
    """An error at connecting has no state: what the server or its library says of it is all there is."""
    url = make_url(name)
    if state.startswith("28") or _SAYS_REFUSED.search(said):
        return problems.refused_login(name, url.username or "")
    if state == "3D000" or _SAYS_NO_DATABASE.search(said):
        return problems.no_database(name, url.database or "")
    host = url.host or "localhost"
    if _SAYS_NO_SERVER.search(said):
        return problems.unknown_server(name, host)
    return problems.unreachable(name, f"{host}:{url.port or _USUAL_PORT}")
