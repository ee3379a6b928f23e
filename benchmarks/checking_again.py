"""What checking again costs: 10,000 rules in 100 files, cold, unchanged and with one file changed.

CPU seconds of a new process (the best of three), and of one process that goes on; as shares of Lark alone parsing the
same text in the same run.

    python benchmarks/checking_again.py [FILES] [RULES A FILE]
"""

import gc
import os
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from checking import children, cpu, lark_alone, rule

from regeltaal.base.node import evolve
from regeltaal.base.source import Source
from regeltaal.cli.main import OBJECTS_BEFORE_COLLECTING
from regeltaal.project import Project, open_project
from regeltaal.rechecking import Rechecker

TIMES = 3
SETTINGS = '[project]\ndomein = "werkbonnen"\n'


def text_of(file: int, each: int, word: str = "") -> str:
    """The text of one file; ``word`` makes it another than before."""
    return f"DOMEIN werkbonnen\n# {word}\n" + "".join(rule(file * each + number) for number in range(each))


def measure(files: int = 100, each: int = 100) -> Mapping[str, float]:
    """CPU seconds by what was done, and under `Lark alleen` those of the peer."""
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as place:
        folder, cache = Path(place) / "project", Path(place) / "cache"
        (folder / "regels").mkdir(parents=True)
        (folder / "regeltaal.toml").write_text(SETTINGS, encoding="utf-8")
        for file in range(files):
            _write(folder, file, text_of(file, each))
        os.environ["XDG_CACHE_HOME"] = str(cache)
        command = [sys.executable, "-m", "regeltaal", "controleer", str(folder)]
        children([*command, "--help"])
        found["koud, nieuw proces"] = children([*command, "--geen-cache"])
        children(command)
        found["ongewijzigd, nieuw proces"] = children(command)
        found["een bestand gewijzigd, nieuw proces"] = min(_after_change(folder, each, command) for _ in range(TIMES))
        found |= _in_memory(folder, each)
    found["Lark alleen"] = lark_alone("DOMEIN werkbonnen\n" + "".join(rule(number) for number in range(files * each)))
    return found


def _write(folder: Path, file: int, text: str) -> None:
    (folder / "regels" / f"regels_{file:04}.regel").write_text(text, encoding="utf-8")


def _after_change(folder: Path, each: int, command: list[str]) -> float:
    _write(folder, 1, text_of(1, each, f"om {time.time_ns()}"))
    return children(command, 1)


def _in_memory(folder: Path, each: int) -> Mapping[str, float]:
    project = open_project(folder).project
    if project is None:
        raise SystemExit("het project is niet te openen")
    rechecker = Rechecker()
    rechecker.check(project)
    same = min(cpu(lambda: rechecker.check(project)) for _ in range(TIMES))
    edits = (_edited(project, each, number) for number in range(TIMES))
    return {
        "ongewijzigd, in het geheugen": same,
        "een bestand gewijzigd, in het geheugen": min(cpu(lambda now=now: rechecker.check(now)) for now in edits),
    }


def _edited(project: Project, each: int, number: int) -> Project:
    first, *others = project.rules
    return evolve(project, rules=(Source(first.path, text_of(0, each, f"keer {number}")), *others))


def main() -> None:
    gc.set_threshold(OBJECTS_BEFORE_COLLECTING)  # as the program does
    found = measure(*map(int, sys.argv[1:3]))
    peer = found["Lark alleen"]
    for name, seconds in found.items():
        print(f"{name:42} {seconds:7.3f} s {seconds / peer:8.4f}")


if __name__ == "__main__":
    main()
