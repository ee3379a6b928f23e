"""Feeding events to the engine: lines of a file, in batches, in order."""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BufferedIOBase
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar

from regeltaal.base.chunks import chunks
from regeltaal.runtime.batch import Input
from regeltaal.runtime.engine import MEMORY, Engine
from regeltaal.runtime.passing import Happened
from regeltaal.runtime.problems import READ_ONLY, StoreError, damaged, unreadable
from regeltaal.runtime.storage import open_store
from regeltaal.runtime.store_file import snapshot

if TYPE_CHECKING:
    from regeltaal.runtime.store import Store

Line = tuple[int, str]
T = TypeVar("T")

BATCH = 100
"""The most events that are kept together: what waits for the disk waits for it once in so many."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_SQLITE_FILE = "sqlite:///"
_CHUNK = 1 << 16


def event_lines(stream: BufferedIOBase) -> Iterator[list[Line]]:
    r"""The lines that hold something, each with its number; together those that are there without waiting for more.

    A byte that is not UTF-8 becomes `\xNN`, which JSON does not know: so the line is refused, at that place, and the
    others are not affected.
    """
    number = 0
    for lines in _at_hand(stream):
        numbered = enumerate(lines, start=number + 1)
        number += len(lines)
        yield [(place, text) for place, line in numbered if (text := _text(place, line))]


def _at_hand(stream: BufferedIOBase) -> Iterator[list[bytes]]:
    """The lines of a stream as they come: of a file many at a time, of someone who types one."""
    rest: list[bytes] = []
    while chunk := stream.read1(_CHUNK):
        *lines, last = chunk.split(b"\n")
        if lines:
            yield [b"".join((*rest, lines[0])), *lines[1:]]
            rest = []
        rest.append(last)
    yield [b"".join(rest)]


def _text(number: int, line: bytes) -> str:
    content = line.removeprefix(_BYTE_ORDER_MARK) if number == 1 else line
    return content.decode("utf-8", "backslashreplace").strip()


def run_events(
    engine: Engine, chunks: Iterable[Iterable[Line]], source: str, *, dry: bool = False
) -> Iterator[Happened]:
    """What comes of each event, and what the clock brought before it.

    ``dry`` tries each by itself; otherwise those of a chunk are kept in batches.
    """
    for chunk in chunks:
        for lines in in_batches(chunk):
            events = [Input(text, number, source) for number, text in lines]
            yield from (happened for _, happened in engine.in_time(events, dry=dry))


def in_batches(items: Iterable[T]) -> Iterator[list[T]]:
    """The items, as many together as are kept together."""
    return chunks(items, BATCH)


def is_absent(url: str) -> bool:
    """Whether the store is a file that is not there: nothing was ever stored, and looking should not make it."""
    file = file_of(url)
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
    file = file_of(url)
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
        snapshot(str(file), copy)
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


def file_of(url: str) -> Path | None:
    """The file of a store; None where that is memory, or on a server."""
    return Path(url.removeprefix(_SQLITE_FILE)) if url.startswith(_SQLITE_FILE) else None
