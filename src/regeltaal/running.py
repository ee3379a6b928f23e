"""Feeding events to the engine: lines of a file, one by one, in order."""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from regeltaal.runtime.engine import MEMORY, Engine
from regeltaal.runtime.problems import READ_ONLY, StoreError, damaged, unreadable
from regeltaal.runtime.result import EventResult
from regeltaal.runtime.storage import open_store

if TYPE_CHECKING:
    from regeltaal.runtime.store import Store

Line = tuple[int, str]
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_SQLITE_FILE = "sqlite:///"


def event_lines(stream: Iterable[bytes]) -> Iterator[Line]:
    r"""The lines that hold something, each with its number.

    A byte that is not UTF-8 becomes `\xNN`, which JSON does not know: so the line is refused, at that place, and the
    others are not affected.
    """
    for number, line in enumerate(stream, start=1):
        content = line.removeprefix(_BYTE_ORDER_MARK) if number == 1 else line
        text = content.decode("utf-8", "backslashreplace").strip()
        if text:
            yield number, text


def run_events(engine: Engine, lines: Iterable[Line], source: str, *, dry: bool = False) -> Iterator[EventResult]:
    for number, text in lines:
        yield engine.process(text, line=number, source=source, dry=dry)


def is_absent(url: str) -> bool:
    """Whether the store is a file that is not there: nothing was ever stored, and looking should not make it."""
    file = _file_of(url)
    return file is not None and not _is_there(file)


@contextmanager
def store_to_look_into(url: str) -> "Iterator[Store]":
    """A store that is only read: itself, or a copy where the folder is read-only, for SQLite writes there to read.

    Raises:
        StoreError: it can't be opened.
    """
    try:
        store = open_store(url)
    except StoreError as error:
        if error.code is not READ_ONLY:
            raise
        with rehearsal_store(url) as copy, open_store(copy or url) as store:
            yield store
        return
    with store:
        yield store


@contextmanager
def rehearsal_store(url: str) -> Iterator[str | None]:
    """A store to try events on, which is gone afterwards: a copy, so that later events see what earlier ones did.

    None where there can be no copy (a database server): then each event is tried by itself.
    """
    file = _file_of(url)
    if file is None:
        yield MEMORY if url == MEMORY else None
        return
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "kopie.db"
        if _is_there(file):
            _copy(file, copy)
        yield f"{_SQLITE_FILE}{copy}"


def _copy(file: Path, copy: Path) -> None:
    """The state of a database at one moment; of a file that is no database the bytes, for the store to refuse."""
    try:
        read_only = f"{file.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(read_only, uri=True)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
    except sqlite3.Error:
        _copy_bytes(file, copy)


def _copy_bytes(file: Path, copy: Path) -> None:
    try:
        shutil.copyfile(file, copy)
    except OSError as error:
        raise unreadable(str(file)) if isinstance(error, PermissionError) else damaged(str(file)) from error


def _is_there(file: Path) -> bool:
    """Whether something may be there; where that can't be known, opening it will tell what is wrong."""
    try:
        return file.exists()
    except OSError:
        return True


def _file_of(url: str) -> Path | None:
    return Path(url.removeprefix(_SQLITE_FILE)) if url.startswith(_SQLITE_FILE) else None
