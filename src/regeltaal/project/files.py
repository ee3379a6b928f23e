"""Reading files safely: strict UTF-8, a limit on size, and nothing outside the folder of the project."""

import errno
import os
import unicodedata
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.source import Source, Span, at_start
from regeltaal.base.text import Text
from regeltaal.project.problems import files as file_problems

MEGABYTE = 1_000_000
SIZE_LIMIT_MB = 20
_BYTE_ORDER_MARK = "\ufeff"


def read_source(file: Path, path: str, span: Span | None = None) -> Source | Diagnostic:
    """The text of a file, known to the user as ``path``; problems point at ``span``, where the file was named."""
    try:
        with file.open("rb") as stream:
            content = stream.read(SIZE_LIMIT_MB * MEGABYTE + 1)
    except OSError as error:
        return _failure(error, path, span or at_start(Source(path, "")))
    return decode(content, path)


def decode(content: bytes, path: str) -> Source | Diagnostic:
    """Bytes as a source; a byte that is not UTF-8 is reported at its place."""
    if len(content) > SIZE_LIMIT_MB * MEGABYTE:
        return file_problems.not_readable(at_start(Source(path, "")), path, file_problems.too_large(SIZE_LIMIT_MB))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _broken(content, path, error.start)
    return Source(path, text.removeprefix(_BYTE_ORDER_MARK))


def _broken(content: bytes, path: str, offset: int) -> Diagnostic:
    """The place of the bad byte, in what can be shown of the file."""
    before = content[:offset].decode("utf-8").removeprefix(_BYTE_ORDER_MARK)
    shown = Source(path, before + content[offset:].decode("utf-8", "replace"))
    place = len(unicodedata.normalize("NFC", before))
    return file_problems.not_utf8(Span(shown, place, place + 1), path, content[offset], offset)


def _failure(error: OSError, path: str, span: Span) -> Diagnostic:
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR | errno.ENAMETOOLONG | errno.EINVAL:
            return file_problems.no_such_path(span, path)
        case code:
            return file_problems.not_readable(span, path, _CAUSES.get(code or 0, file_problems.READ_ERROR))


_CAUSES: dict[int, Text] = {
    errno.EISDIR: file_problems.IS_FOLDER,
    errno.EACCES: file_problems.NO_PERMISSION,
    errno.EPERM: file_problems.NO_PERMISSION,
}


def is_there(path: Path) -> bool:
    """Whether a path that a user gave exists; one that no system can hold (too long) does not."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def inside(root: Path, relative: str) -> Path | None:
    """A path of the project as a real one, or None when it leads out of it."""
    if not stays_inside(relative):
        return None
    found = root / relative
    return found if _really_inside(root, found) else None


def stays_inside(relative: str) -> bool:
    """Whether a path or pattern, as written, names something below the folder it is relative to."""
    path = PurePosixPath(relative.replace("\\", "/"))
    return not path.is_absolute() and ".." not in path.parts and ":" not in path.parts[0] if path.parts else False


def _really_inside(root: Path, found: Path) -> bool:
    """The same after links are followed; a loop of links is outside, and so is what no path can be (a zero in it)."""
    try:
        return found.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError, ValueError):
        return False


def matching(root: Path, patterns: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The files that match: those inside, and those that a link leads outside; by code points of their paths."""
    good: set[str] = set()
    bad: set[str] = set()
    for pattern in patterns:
        for found in _glob(root, pattern):
            if not _really_inside(root, found):
                bad.add(relative_path(root, found))
            elif found.is_file():
                good.add(relative_path(root, found))
    return tuple(sorted(good)), tuple(sorted(bad))


def _glob(root: Path, pattern: str) -> list[Path]:
    """What a pattern matches: nothing when the system knows no such names (`**x`, thousands of characters)."""
    try:
        return list(root.glob(pattern))
    except (OSError, ValueError):
        return []


def relative_path(root: Path, found: Path) -> str:
    """A path from the root with `/`, the same on every system."""
    return Path(os.path.relpath(found, root)).as_posix()
