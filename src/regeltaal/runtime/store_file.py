"""The file of an SQLite store as a file: a whole copy of it while it is in use, and giving room back to the disk."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from regeltaal.runtime import problems
from regeltaal.runtime.problems import StoreError

_PATIENCE = 30.0
_STEP = 500
"""How many pages are given back in one go: a writer waits no longer than that takes."""


def copy_beside(database: str, mark: str) -> Path:
    """A copy in the same folder, under a name with a mark and today's date; never over another.

    Raises:
        StoreError: it can't be made, and nothing of it is left.
    """
    stem = f"{database}.{mark}-{datetime.now(UTC):%Y%m%d}"
    names = (stem, *(f"{stem}-{number}" for number in range(2, 1000)))
    target = next(Path(name) for name in names if not Path(name).exists())
    copy_to(database, target)
    return target


def copy_to(database: str, target: Path) -> None:
    """A copy of a database as it is at one moment, in use or not: whole, checked, and on disk, or not there at all.

    Raises:
        StoreError: it can't be made, or what was copied is damaged.
        FileExistsError: there is something under that name; it is left alone.
    """
    half = target.with_name(f".{target.name}.{os.getpid()}.half")
    try:
        _copy(database, half)
        _put(half, target)
    except sqlite3.Error as error:
        raise problem_of(error, str(target)) from error
    except FileExistsError:
        raise
    except OSError as error:
        raise problems.full(str(target)) if _is_full(error) else problems.read_only(str(target)) from error
    finally:
        for left in (half, Path(f"{half}-wal"), Path(f"{half}-shm")):
            with suppress(OSError):
                left.unlink()


def snapshot(database: str, target: Path, *, traceless: bool = False) -> None:
    """The state of a database at one moment, in use or not, in a file of its own.

    ``traceless``: reading one that nobody uses leaves nothing beside it either. What somebody begins to write just then
    may be half in it.

    Raises:
        sqlite3.Error: it can't be read, or the copy can't be written.
    """
    at_rest = traceless and not Path(f"{database}-wal").exists()
    address = f"{Path(database).resolve().as_uri()}?mode=ro{'&immutable=1' if at_rest else ''}"
    with (
        closing(sqlite3.connect(address, uri=True, timeout=_PATIENCE)) as source,
        closing(sqlite3.connect(target)) as made,
    ):
        source.backup(made)


def _copy(database: str, half: Path) -> None:
    snapshot(database, half)
    with closing(sqlite3.connect(half)) as made:
        made.execute("PRAGMA journal_mode = DELETE").close()  # one file, whole by itself
        (verdict,) = made.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise problems.damaged(database)
    with half.open("rb") as written:
        os.fsync(written.fileno())


def _put(half: Path, target: Path) -> None:
    try:
        os.link(half, target)  # unlike a rename, never over another
    except FileExistsError:
        raise
    except OSError:  # a disk that knows no links
        if target.exists():
            raise FileExistsError(target) from None
        half.replace(target)


def _is_full(error: OSError) -> bool:
    return error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def give_back(database: str, *, whole: bool) -> int:
    """Gives room that nothing uses back to the disk; gives how many bytes that were.

    A store of before room could be given back bit by bit is written anew, where ``whole`` allows it: it can't be
    written in meanwhile.

    Raises:
        StoreError: it can't be done.
    """
    before = Path(database).stat().st_size
    try:
        with closing(sqlite3.connect(database, timeout=_PATIENCE, isolation_level=None)) as connection:
            if _asked(connection, "auto_vacuum") == _INCREMENTAL:
                for _ in _steps(connection):
                    pass
            elif whole:
                connection.execute(f"PRAGMA auto_vacuum = {_INCREMENTAL}").close()
                connection.execute("VACUUM").close()
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").close()
    except sqlite3.Error as error:
        raise problem_of(error, database) from error
    return max(0, before - Path(database).stat().st_size)


_INCREMENTAL = 2


def _steps(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction for each step, so that others get in between."""
    while _asked(connection, "freelist_count"):
        connection.execute(f"PRAGMA incremental_vacuum({_STEP})").fetchall()
        yield


def free_bytes(database: str) -> int:
    """How much room of the file nothing uses.

    Raises:
        StoreError: it can't be read.
    """
    try:
        with closing(sqlite3.connect(f"{Path(database).resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return _asked(connection, "freelist_count") * _asked(connection, "page_size")
    except sqlite3.Error as error:
        raise problem_of(error, database) from error


def _asked(connection: sqlite3.Connection, pragma: str) -> int:
    (found,) = connection.execute(f"PRAGMA {pragma}").fetchone()
    return int(found)


def problem_of(error: sqlite3.Error, name: str) -> StoreError:
    """What an error of SQLite means to a user."""
    # The low byte is the kind of error, the rest a detail. Errors of the driver itself carry no code.
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return problems.read_only(name)
        case sqlite3.SQLITE_FULL:
            return problems.full(name)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_CONSTRAINT:
            return problems.locked(name)
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
            return problems.damaged(name)
        case _:
            return problems.other(name, str(error))
