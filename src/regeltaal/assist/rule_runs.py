"""How often rules did something, by the store of the project: it is only looked into, by a copy, and never made."""

import re
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from attrs import frozen

from regeltaal.base.text import Text
from regeltaal.loading import store_url
from regeltaal.project.model import Project
from regeltaal.running import file_of, is_absent
from regeltaal.runtime.overview import NEVER, RuleKey, Runs, stored_runs
from regeltaal.runtime.problems import StoreError
from regeltaal.runtime.storage import open_store
from regeltaal.runtime.store_file import snapshot
from regeltaal.schema.model import Level
from regeltaal.values.moments import in_zone
from regeltaal.values.notation import show_date

RunsByRule = Mapping[tuple[str | None, str], Text]
"""By administration (None: the environment) and name of a rule without case: how often it did something."""
_LARGEST = 200_000_000
"""Bytes of a store that is copied to look into."""
_ROW = re.compile(r" \(rij \d+\)$")


@frozen
class StoreMark:
    """By what a store is known to be as it was."""

    file: Path
    size: int
    changed: int


def mark_of(project: Project) -> StoreMark | None:
    """The store of a project as it is now; None where there is none that can be looked into at small cost."""
    url = store_url(project)
    file = file_of(url)
    if file is None or is_absent(url):
        return None
    try:
        files = [one for one in (file, file.with_name(f"{file.name}-wal")) if one.exists()]
        found = [one.stat() for one in files]
    except OSError:
        return None
    size = sum(one.st_size for one in found)
    return StoreMark(file, size, max((one.st_mtime_ns for one in found), default=0)) if size <= _LARGEST else None


def read_runs(project: Project) -> RunsByRule:
    """How often each rule did something, in words; nothing where the store can't be read."""
    mark = mark_of(project)
    if mark is None:
        return {}
    try:
        runs = _stored(mark.file)
    except (StoreError, sqlite3.Error, OSError):
        return {}
    found: dict[tuple[str | None, str], Runs] = {}
    for (level, administration, name), one in runs.items():
        owner = None if level == Level.ENVIRONMENT.value else administration
        key = (owner, _ROW.sub("", name).casefold())
        found[key] = found.get(key, NEVER).plus(one)
    zone = ZoneInfo(project.config.zone)
    return {key: _words(one, zone) for key, one in found.items()}


def _stored(file: Path) -> Mapping[RuleKey, Runs]:
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "kopie.db"
        snapshot(str(file), copy, traceless=True)
        with open_store(f"sqlite:///{copy}") as store:
            return stored_runs(store)


def _words(runs: Runs, zone: ZoneInfo) -> Text:
    nl = "1 keer uitgevoerd" if runs.count == 1 else f"{runs.count} keer uitgevoerd"
    en = "ran once" if runs.count == 1 else f"ran {runs.count} times"
    if runs.last is None:
        return Text(nl=nl, en=en)
    day = show_date(in_zone(runs.last, zone).date())
    return Text(nl=f"{nl}, laatst op {day}", en=f"{en}, last on {day}")


def runs_of(runs: RunsByRule, administration: str | None, names: Sequence[str]) -> Text | None:
    """How often a rule did something, under its name of now or else under a former one."""
    known = ((administration, name.casefold()) for name in names)
    return next((runs[name] for name in known if name in runs), None)
