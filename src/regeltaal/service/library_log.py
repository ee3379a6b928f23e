"""What libraries log, judged: what of it is told, and what comes of a store that is away.

A store that is away we tell of once, in our own words; of what each library says of it many times a minute nothing is
added to that.
"""

import logging
import re
from collections.abc import Iterator

_TRACEBACK = "Traceback ("
_KIND = re.compile(r"([A-Za-z_][\w.]*)(?::|$)")
_DRIVER = "psycopg"
_OF_STORE = ("dbos", "sqlalchemy", _DRIVER)
_AWAY = ("08", "57P")
"""What the states of a server begin with that is not there, or not yet, or goes away."""

_SAYS_AWAY = re.compile(
    r"\(psycopg2?\.(?:OperationalError|InterfaceError|errors\.(?:AdminShutdown|CrashShutdown|CannotConnectNow))\)"
    r"|\b(?:Database connection failed|connection failed|connection timeout expired|the connection is (?:closed|lost)"
    r"|(?:server )?closed the connection unexpectedly|consuming input failed|terminating connection|failed to resolve)"
)


def sentence_of(record: logging.LogRecord) -> str:
    return first_line(record.getMessage())


def first_line(text: str) -> str:
    """For behind that a database puts values; of a traceback the kind of the error alone."""
    text = text.strip()
    if not text.startswith(_TRACEBACK):
        return text.partition("\n")[0]
    kind = _KIND.match(text.rpartition("\n")[2])
    return kind[1] if kind is not None else ""


def is_of_lost_store(record: logging.LogRecord) -> bool:
    """Whether it is told because the server of the store can't be reached."""
    error = record.exc_info[1] if record.exc_info else None
    if any(map(_is_away, _causes(error))):
        return True
    return record.name.startswith(_OF_STORE) and _SAYS_AWAY.search(record.getMessage()) is not None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _is_away(error: BaseException) -> bool:
    kinds = {one.__name__ for one in type(error).__mro__ if one.__module__.startswith(_DRIVER)}
    state = getattr(error, "sqlstate", None)
    return not kinds.isdisjoint({"OperationalError", "InterfaceError"}) and (state is None or state.startswith(_AWAY))
