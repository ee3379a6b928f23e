"""What is kept between runs, in the user's own cache folder: one file per thing, named after all that it follows from.

A cache is never a reason to fail and never a reason for another answer. A file counts only when it belongs to this
user, nobody else may write it or its folder, and its sum shows that it is whole and what was asked for: so its content
may be trusted as Python trusts the modules that it has compiled. Anything else counts as not there, and is made again.
Files are written in one step, so that runs beside each other can't see half a one.

    key = cache.key("…every text that the content follows from…", rooms=("base", "schema"))
    data = cache.read("schema", key)
    if data is None:
        data = make()
        cache.write("schema", key, data)
"""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from time import time_ns

from regeltaal.base.digest import digest
from regeltaal.base.version import __version__

_PACKAGE = Path(__file__).resolve().parent.parent
_STARTED = time_ns()
_SUM_SIZE = 32


def key(*parts: str, rooms: tuple[str, ...]) -> str | None:
    """A name for these parts in this order, Python, our version, and the modules of these rooms as they are now.

    It is equal only when all of that is. None, under which nothing is kept, where that can't be known: the modules are
    no files, or one was changed since this process started and what runs may be the one or the other.
    """
    try:
        modules = _modules(rooms)
    except OSError:
        return None
    if any(changed > _STARTED for _, changed, _ in modules):
        return None
    return digest((sys.version, __version__, repr(modules), *parts))


def read(kind: str, key: str | None) -> bytes | None:
    """What was kept under a key, or None when nothing is there that can be trusted."""
    if key is None:
        return None
    with suppress(OSError, RuntimeError):
        folder = _folder()
        if not _is_ours(folder.lstat(), stat.S_ISDIR):
            return None
        content = _content(folder / _name(kind, key))
        if content is not None and content[:_SUM_SIZE] == _sum(kind, key, content[_SUM_SIZE:]):
            return content[_SUM_SIZE:]
    return None


def write(kind: str, key: str | None, data: bytes, most: int = 16) -> None:
    """Keeps something, and of its kind only the last ``most``; does nothing where that can't be done."""
    if key is None:
        return
    import tempfile  # noqa: PLC0415 - only needed when something was made

    with suppress(OSError, RuntimeError):
        folder = _folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_ours(folder.lstat(), stat.S_ISDIR):
            return
        handle, temporary = tempfile.mkstemp(dir=folder, suffix=".new")  # mode 0600
        try:
            with open(handle, "wb") as file:  # noqa: PTH123 - it is a descriptor
                file.write(_sum(kind, key, data) + data)
            Path(temporary).replace(folder / _name(kind, key))
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        _drop_old(folder, kind, most)


def stamp(path: Path) -> str:
    """What tells one state of a file from another without reading it; the path alone where there is no file."""
    try:
        facts = path.stat()
    except OSError:
        return str(path)
    return f"{path} {facts.st_mtime_ns} {facts.st_size}"


def package(name: str) -> str:
    """What tells one state of an installed package from another; asking for its version takes longer. Empty: none."""
    found = find_spec(name)
    return stamp(Path(found.origin)) if found and found.origin else ""


@cache
def _modules(rooms: tuple[str, ...]) -> tuple[tuple[str, int, int], ...]:
    """Path, moment of change and size of each module in some rooms; a room may be one module by itself."""
    return tuple(sorted(found for room in rooms for found in _modules_in(str(_PACKAGE / room))))


def _modules_in(room: str) -> Iterator[tuple[str, int, int]]:
    if room.endswith(".py"):
        facts = os.stat(room)  # noqa: PTH116 - it is a text here
        yield room, facts.st_mtime_ns, facts.st_size
        return
    with os.scandir(room) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _modules_in(entry.path) if entry.name != "__pycache__" else ()
            elif entry.name.endswith((".py", ".pyc")):
                facts = entry.stat()
                yield entry.path, facts.st_mtime_ns, facts.st_size


def _content(path: Path) -> bytes | None:
    """The file as it is: judged by what was opened, so that it can't be another one a moment later."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with open(handle, "rb") as file:  # noqa: PTH123 - it is a descriptor
        return file.read() if _is_ours(os.fstat(handle), stat.S_ISREG) else None


def _is_ours(found: os.stat_result, is_right_kind: Callable[[int], bool]) -> bool:
    """It belongs to this user and nobody else may write there."""
    if not is_right_kind(found.st_mode):
        return False
    if os.name == "nt":
        return True  # a user's folder is only open to that user there
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _sum(kind: str, key: str, data: bytes) -> bytes:
    """What shows that a content is whole, and the one of this key."""
    return sha256(b"\0".join((kind.encode(), key.encode(), data))).digest()


def _drop_old(folder: Path, kind: str, most: int) -> None:
    """Leaves only what was made last: a change of the program leaves others behind."""
    newest_first = sorted(folder.glob(f"{kind}-*"), key=lambda path: -path.stat().st_mtime_ns)
    for path in newest_first[most:]:
        path.unlink(missing_ok=True)


def _name(kind: str, key: str) -> str:
    return f"{kind}-{key[:40]}"


def _folder() -> Path:
    if sys.platform == "linux":  # as platformdirs has it, whose import takes longer than what is read here
        return Path(os.environ.get("XDG_CACHE_HOME", "").strip() or Path.home() / ".cache") / "regeltaal"
    from platformdirs import user_cache_path  # noqa: PLC0415 - see above

    return user_cache_path("regeltaal", appauthor=False)
