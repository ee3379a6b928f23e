"""The program as a whole, by commands and through the store: `python -m benchmarks.peers.whole WHAT` prints JSON.

``again`` checks a project of 10,000 rules in a hundred files as a command: with nothing remembered, again, and again
after one file changed. ``endtoend`` takes events from line to disk.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from .results import FOLDER, Found, of_children
from .watch import shares

FILES = 100
_SETTINGS = '[project]\ndomein = "werkbonnen"\nregels = ["*.regel"]\n'


def again(rules: int) -> Found:
    with tempfile.TemporaryDirectory() as place:
        folder, cache = Path(place) / "project", Path(place) / "cache"
        _check(_project(Path(place) / "klein", 1), cache)  # fills the cache of parse tables
        _project(folder, rules)
        cold, same = _check(folder, cache), _check(folder, cache)
        changed = []
        for number in range(3):
            file = folder / f"deel-{number}.regel"
            file.write_text(file.read_text(encoding="utf-8").replace("zoekwoord", "trefwoord"), encoding="utf-8")
            changed.append(_check(folder, cache))
    rows = [
        (f"{rules} regels in {FILES} bestanden controleren, koud", _seconds(cold)),
        ("nog eens, niets gewijzigd", _seconds(same)),
        ("nog eens, een bestand gewijzigd", _seconds(min(changed))),
    ]
    return {"rules": rules, "cold": cold, "same": same, "warm": min(changed), "rows": rows}


def _seconds(spent: float) -> str:
    return f"{spent:.2f} s".replace(".", ",")


def _project(folder: Path, rules: int) -> Path:
    from benchmarks.checking import rule

    folder.mkdir()
    (folder / "regeltaal.toml").write_text(_SETTINGS, encoding="utf-8")
    for number in range(FILES if rules >= FILES else 1):
        some = "".join(map(rule, range(number, rules, FILES)))
        (folder / f"deel-{number}.regel").write_text("DOMEIN werkbonnen\n" + some, encoding="utf-8")
    return folder


def _check(folder: Path, cache: Path) -> float:
    """CPU seconds of the command, with all processes that it starts."""
    before = of_children()
    done = subprocess.run(
        [sys.executable, "-m", "regeltaal", "controleer", str(folder)],
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
        capture_output=True,
        text=True,
        check=False,
    )
    spent = of_children() - before
    if done.returncode != 0:
        raise SystemExit((done.stderr or done.stdout or "controleer ging niet").strip().splitlines()[-1])
    return spent


def endtoend(events: int) -> Found:
    """Events a second by the clock on the wall: it waits for the disk."""
    sys.path.insert(0, str(FOLDER))  # as if it were started as a command
    measured = import_module("endtoend")
    rules = 1000
    lines = [measured.line(number, rules) for number in range(events)]
    rows, best = [], 0.0
    for size in (256, 1024):
        own, alchemy, plain = measured.rates(lines, rules, size)
        best = max(best, own)
        rows += [
            (f"Regeltaal, {size} samen", _rate(own)),
            (f"dezelfde rijen met SQLAlchemy, {size} samen, zonder regels", _rate(alchemy)),
            (f"dezelfde rijen met sqlite3, {size} samen, zonder regels", _rate(plain)),
        ]
    with tempfile.TemporaryDirectory() as folder:
        share = shares(lambda: measured.process(f"sqlite:///{folder}/opslag.db", lines, rules, 256))
    return {"events_per_second": best, "rows": rows, "share": share}


def _rate(found: float) -> str:
    return f"{found:,.0f} per s".replace(",", ".")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("again", "endtoend"))
    parser.add_argument("size", type=int)
    asked = parser.parse_args(arguments)
    print(json.dumps((again if asked.what == "again" else endtoend)(asked.size)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
