"""ZIP files unpacked in memory, within bounds: nothing is written, so no name can do harm; yet a false one is refused.

What an archive says of its sizes is not believed: no more is read than may come out of it.
"""

import lzma
import stat
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from attrs import define, frozen

from regeltaal.base.text import Text
from regeltaal.intake import limits, reasons
from regeltaal.intake.documents import File
from regeltaal.intake.names import is_leftover, one_line, safe_name

_BROKEN = (BadZipFile, LargeZipFile, NotImplementedError, RuntimeError, zlib.error, lzma.LZMAError, struct.error)
_BROKEN_DATA = (*_BROKEN, EOFError, OSError, ValueError, LookupError, MemoryError)
_ENCRYPTED = 0x1


@define
class Budget:
    """How many bytes may still come out of one file of the folder."""

    left: int = limits.UNPACKED_BYTES

    def take(self, size: int) -> bool:
        self.left -= size
        return self.left >= 0


@frozen
class Entry:
    """A file of an archive by its name in it, or why it is refused."""

    name: str
    file: File | Text


def entries(content: bytes, budget: Budget) -> Iterator[Entry] | Text:
    """What is in an archive, in its order; or why it can't be opened."""
    try:
        archive = ZipFile(BytesIO(content))
        found = [info for info in archive.infolist() if not (info.is_dir() or _is_leftover(info))]
    except _BROKEN_DATA:
        return reasons.NOT_ARCHIVE
    if len(found) > limits.ENTRIES:
        return reasons.MANY_ENTRIES
    if not found:
        return reasons.EMPTY_ARCHIVE
    return (Entry(one_line(info.filename), _read(archive, info, budget)) for info in found)


def _is_leftover(info: ZipInfo) -> bool:
    return any(is_leftover(part) for part in PurePosixPath(info.filename).parts)


def _read(archive: ZipFile, info: ZipInfo, budget: Budget) -> File | Text:
    refused = _refusal(info)
    if refused is not None:
        return refused
    try:
        with archive.open(info) as stream:
            content = stream.read(min(limits.CONTAINER_BYTES, max(budget.left, 0)) + 1)
    except _BROKEN_DATA:
        return reasons.DAMAGED_ENTRY
    if len(content) > limits.CONTAINER_BYTES:
        return reasons.too_large(limits.CONTAINER_BYTES)
    if not budget.take(len(content)):
        return reasons.UNPACKED
    return File(safe_name(info.filename), content)


def _refusal(info: ZipInfo) -> Text | None:
    if not _stays_inside(info.filename):
        return reasons.WRONG_NAME
    if stat.S_ISLNK(info.external_attr >> 16):
        return reasons.LINK
    if info.flag_bits & _ENCRYPTED:
        return reasons.LOCKED
    if info.file_size > limits.CONTAINER_BYTES:
        return reasons.too_large(limits.CONTAINER_BYTES)
    if info.file_size > max(limits.RATIO_FROM_BYTES, limits.RATIO * info.compress_size):
        return reasons.BOMB
    return None


def _stays_inside(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return bool(parts[0]) and ".." not in parts and ":" not in parts[0] and name.isprintable()
