"""The log of the service: one line for each thing that happened, on standard error, as JSON or for people to read.

INVARIANT: no field of a record, no address, no body and no token is ever in it: names of rules and actions, ids,
counts, statuses and durations are. So of an exception the kind and the place are told, and of what a library logs the
sentence without its values.
"""

import json
import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import IO

from attrs import define, field

from regeltaal.base.log import OWN, TEXT, Value, log
from regeltaal.base.text import DUTCH, Language, Text
from regeltaal.service.library_log import first_line, is_of_lost_store

FORMATS = ("mens", "json")
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", TEXT}
_LEVELS: Mapping[int, Text] = {
    logging.DEBUG: Text(nl="fijn", en="fine"),
    logging.INFO: Text(nl="info", en="info"),
    logging.WARNING: Text(nl="let op", en="warning"),
    logging.ERROR: Text(nl="fout", en="error"),
    logging.CRITICAL: Text(nl="ernstig", en="critical"),
}
_FRAMES = 3
_REPEATED = 30.0
"""Seconds in which the same thing is told once."""


def tell(
    what: Text,
    level: int = logging.INFO,
    error: BaseException | None = None,
    facts: Mapping[str, Value] | None = None,
    **more: Value,
) -> None:
    """One line in the log; ``facts`` stand beside the sentence, by name."""
    about = {} if error is None else {"fout": type(error).__name__, "plaats": place_of(error)}
    log(what, level, {**(facts or {}), **more, **about})


@define(eq=False)
class Sparingly:
    """Tells of what others can make happen many times a second: the first of it, then how many there were since.

    Of more kinds than ``most`` at a time the rest is told of as one.
    """

    level: int = logging.WARNING
    seconds: float = _REPEATED
    clock: Callable[[], float] = time.monotonic
    most: int = 100
    _seen: dict[object, tuple[float, int]] = field(factory=dict, init=False)
    _lock: Lock = field(factory=Lock, init=False)

    def tell(self, what: Text, facts: Mapping[str, Value]) -> None:
        key: object = (what, *facts.items())
        with self._lock:
            now = self.clock()
            if key not in self._seen and len(self._seen) >= self.most:
                self._forget(now)
                key = key if len(self._seen) < self.most else None
            since, count = self._seen.get(key, (now - self.seconds, 0))
            if now - since < self.seconds:
                self._seen[key] = (since, count + 1)
                return
            self._seen[key] = (now, 0)
        tell(what, self.level, facts={**facts, **({"ook": count} if count else {})})

    def _forget(self, now: float) -> None:
        self._seen = {key: one for key, one in self._seen.items() if now - one[0] < self.seconds}


def set_up(form: str, language: Language = DUTCH, stream: IO[str] | None = None) -> logging.Handler:
    """Everything that is logged goes to one stream in one form; what libraries tell only from a warning on."""
    handler = _Book(sys.stderr if stream is None else stream)
    handler.setFormatter(JsonLines(language) if form == "json" else ForPeople(language))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(OWN).setLevel(logging.INFO)
    threading.excepthook = _thread_broke
    return handler


class _Book(logging.StreamHandler[IO[str]]):
    """What libraries log is told as ours, each place of them once in a while and without the values of records."""

    def __init__(self, stream: IO[str]) -> None:
        super().__init__(stream)
        self._told: dict[tuple[str, int], float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.split(".")[0] == OWN:
            super().emit(record)
            return
        if is_of_lost_store(record):
            tell(_OF_LIBRARY, logging.DEBUG, bibliotheek=record.name.split(".")[0])
            return
        place, now = (record.pathname, record.lineno), time.monotonic()
        if now - self._told.get(place, now - _REPEATED) < _REPEATED:
            return
        self._told[place] = now
        error = record.exc_info[1] if record.exc_info else None
        sentence = first_line(str(record.msg))
        tell(_OF_LIBRARY, record.levelno, error, bibliotheek=record.name.split(".")[0], melding=sentence)


def _thread_broke(args: threading.ExceptHookArgs) -> None:
    name = "" if args.thread is None else args.thread.name
    tell(_THREAD_BROKE, logging.ERROR, args.exc_value, draad=name)


_OF_LIBRARY = Text(nl="melding van een bibliotheek", en="a library says")
_THREAD_BROKE = Text(nl="een draad van de dienst brak af", en="a thread of the service broke")


def place_of(error: BaseException) -> str:
    """Where an exception was raised. Not what it says: that may hold what a record holds."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return " < ".join(f"{Path(one.filename).name}:{one.lineno}" for one in reversed(frames))


class JsonLines(logging.Formatter):
    """`{"tijd": …, "niveau": "info", "wat": "actie uitgevoerd", …}`: one JSON object a line."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language

    def format(self, record: logging.LogRecord) -> str:
        found = {
            "tijd": _moment(record).isoformat(timespec="milliseconds"),
            "niveau": _level(record).nl,
            "wat": _what(record, self._language),
            **{name: _one_line(value) if isinstance(value, str) else value for name, value in _facts(record)},
        }
        return json.dumps(found, ensure_ascii=False, default=lambda one: type(one).__name__)


class ForPeople(logging.Formatter):
    """`12:30:05 actie uitgevoerd (actie MAAK taak)`, in the time of the machine."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language

    def format(self, record: logging.LogRecord) -> str:
        told = ", ".join(f"{name} {_shown(value)}" for name, value in _facts(record) if value not in (None, 0))
        level = "" if record.levelno < logging.WARNING else f"{_level(record).show(self._language)}: "
        moment = f"{_moment(record).astimezone():%Y-%m-%d %H:%M:%S}"
        return f"{moment} {level}{_what(record, self._language)}{f' ({told})' if told else ''}"


def _moment(record: logging.LogRecord) -> datetime:
    return datetime.fromtimestamp(record.created, UTC)


def _level(record: logging.LogRecord) -> Text:
    return _LEVELS.get(record.levelno, Text(nl=record.levelname, en=record.levelname))


def _what(record: logging.LogRecord, language: Language) -> str:
    own = getattr(record, TEXT, None)
    return _one_line(own.show(language) if isinstance(own, Text) else record.getMessage())


def _facts(record: logging.LogRecord) -> Iterator[tuple[str, object]]:
    yield from ((name, one) for name, one in vars(record).items() if name not in _STANDARD)


def _shown(value: object) -> str:
    return _one_line(str(value)) if isinstance(value, str | int | float) else type(value).__name__


def _one_line(text: str) -> str:
    """What is logged stays one line, whatever an id holds."""
    return "".join(one if one.isprintable() else "�" for one in text)
