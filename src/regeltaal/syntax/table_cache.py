"""Keeps parse tables between runs: what Lark makes of a grammar takes longer than checking a project."""

import marshal
from collections.abc import Sequence
from contextlib import suppress

from regeltaal.base import cache
from regeltaal.syntax.tables import Tables

KIND = "tables"
_MAKERS = ("syntax/table_maker.py", "syntax/table_cache.py", "syntax/tables.py")


def read(text: str, starts: Sequence[str]) -> Tables | None:
    """The stored tables of a grammar, or None when there are none that can be trusted."""
    content = cache.read(KIND, key(text, starts))
    if content is not None:
        with suppress(ValueError, EOFError, KeyError, TypeError, AttributeError):
            return Tables.from_data(marshal.loads(content))  # noqa: S302 - a file of our own, see base.cache
    return None


def write(text: str, starts: Sequence[str], tables: Tables) -> None:
    """Stores tables; does nothing where that can't be done."""
    cache.write(KIND, key(text, starts), marshal.dumps(tables.to_data()))


def key(text: str, starts: Sequence[str]) -> str | None:
    return cache.key(text, *starts, cache.package("lark"), rooms=_MAKERS)
