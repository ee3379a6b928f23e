"""Keeps parse tables between runs, in the user's own cache folder.

A stored file is only JSON, named after a digest of everything that it follows from, owned by the user and written in
one step. Whatever is wrong with it means that the tables are made again: a cache must never be a reason to fail.
"""

import hashlib
import json
import os
import stat
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from regeltaal.syntax.tables import Tables

_MOST_KEPT = 8


def read(text: str, starts: Sequence[str]) -> Tables | None:
    """The stored tables of a grammar, or None when there are none that can be trusted."""
    try:
        path = _file(text, starts)
        if not (_is_ours(path.parent) and _is_ours(path)):
            return None
        return Tables.from_json(json.loads(path.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RuntimeError):
        return None


def write(text: str, starts: Sequence[str], tables: Tables) -> None:
    """Stores tables; does nothing where that can't be done."""
    import tempfile  # noqa: PLC0415 - only needed when tables were made

    with suppress(OSError, RuntimeError):
        path = _file(text, starts)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_ours(path.parent):
            return
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".new")  # mode 0600
        try:
            with open(handle, "w", encoding="utf-8") as file:  # noqa: PTH123 - it is a descriptor
                json.dump(tables.to_json(), file, separators=(",", ":"))
            Path(temporary).replace(path)
            _drop_old(path.parent)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise


def _drop_old(folder: Path) -> None:
    """Leaves only the tables that were made last: an upgrade leaves others behind."""
    newest_first = sorted(folder.glob("tables-*.json"), key=lambda path: -path.stat().st_mtime_ns)
    for path in newest_first[_MOST_KEPT:]:
        path.unlink(missing_ok=True)


def _file(text: str, starts: Sequence[str]) -> Path:
    from platformdirs import user_cache_path  # noqa: PLC0415 - found only when needed

    makers = [Path(__file__).with_name(name) for name in ("table_maker.py", "tables.py")]
    parts = (*map(_stamp, (_lark(), *makers)), sys.version, *starts, text)
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
    return user_cache_path("regeltaal", appauthor=False) / f"tables-{digest}.json"


def _lark() -> Path:
    """Where Lark is installed. Asking for its version would take longer than reading the tables."""
    found = find_spec("lark")
    return Path(found.origin if found and found.origin else "")


def _stamp(module: Path) -> str:
    """What tells one state of a module from another."""
    facts = module.stat()
    return f"{module} {facts.st_mtime_ns} {facts.st_size}"


def _is_ours(path: Path) -> bool:
    """It belongs to this user and nobody else may write there."""
    found = path.lstat()
    if stat.S_ISLNK(found.st_mode):
        return False
    if os.name == "nt":
        return True
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
