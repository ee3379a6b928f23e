"""What was measured: kept while it is measured, so that a run that was cut off can go on, and read by who tells it."""

import json
import resource
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import Factory, define

FOLDER = Path(__file__).resolve().parents[1]
RESULTS = FOLDER / "results.json"
Found = dict[str, Any]
OWN = "Regeltaal"
BUILT = (100, 1000, 10_000)
"""The numbers of rules of which building is looked at."""
_HIGHEST = frozenset({"wrong"})


@define
class Results:
    """``facts`` are about the run, ``measured`` is by job, ``left_out`` says why something is not there."""

    facts: Found = Factory(dict)
    measured: dict[str, Found] = Factory(dict)
    left_out: dict[str, str] = Factory(dict)

    def add(self, job: str, found: Found) -> None:
        """Of what was measured before the best stays."""
        self.measured[job] = _best(self.measured[job], found) if job in self.measured else found

    def get(self, job: str, *path: str) -> float | None:
        found: Any = self.measured.get(job)
        for step in path:
            found = found.get(step) if isinstance(found, Mapping) else None
        return found if isinstance(found, int | float) else None

    def many(self, adapter: str, profile: str, count: int, what: str = "whole") -> float | None:
        return self.get(many_job(adapter, profile, count), what)

    def save(self, path: Path) -> None:
        kept = {"facts": self.facts, "left_out": self.left_out, "measured": dict(sorted(self.measured.items()))}
        text = json.dumps(_rounded(kept), ensure_ascii=False, indent=1)
        path.write_text(text + "\n", encoding="utf-8", newline="\n")


def many_job(adapter: str, profile: str, count: int) -> str:
    return f"many {profile} {count:>5} {adapter}"


def watch_job(what: str, profile: str, count: int) -> str:
    return f"watch {what} {profile} {count:>5}"


def read(path: Path = RESULTS) -> Results:
    kept = json.loads(path.read_text(encoding="utf-8"))
    return Results(kept["facts"], kept["measured"], kept["left_out"])


def of_children() -> float:
    """CPU seconds of the processes that were started and have ended, with what those started."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _best(old: Any, new: Any, key: str = "") -> Any:  # noqa: ANN401  # what JSON holds
    match old, new:
        case dict(), dict():
            return {name: _best(old.get(name, value), value, name) for name, value in new.items()}
        case ((int() | float()), (int() | float())):
            return max(old, new) if key in _HIGHEST else min(old, new)
        case _:
            return new


def _rounded(found: Any) -> Any:  # noqa: ANN401
    """Four digits: more is not in a measurement."""
    match found:
        case dict():
            return {name: _rounded(value) for name, value in found.items()}
        case list() | tuple():
            return [_rounded(one) for one in found]
        case float():
            return float(f"{found:.4g}")
        case _:
            return found
