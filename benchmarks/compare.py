"""Measures Regeltaal beside its peers, and writes results.json, docs/snelheid.md and its plot.

    python benchmarks/compare.py [--snel] [--verder] [--pagina] [--alleen WOORD]

First every peer must say the same as the workload itself; one that does not is named and left out. Then each
measurement is a process of its own, in rounds in turns, so that what else the machine does falls on all alike; of each
the best round counts. `--verder` goes on with a run that was cut off. `--pagina` only writes the page again.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import monotonic

from attrs import field, frozen
from peers.page import write_page
from peers.registry import ADAPTERS
from peers.results import BUILT, FOLDER, OWN, RESULTS, Found, Results, many_job, of_children, read, watch_job
from peers.workload import PROFILES

ROOT = FOLDER.parent
PARTIAL = Path(tempfile.gettempdir()) / "regeltaal-metingen.json"
"""What is measured so far."""
LONGEST = 240
"""Seconds that one measurement may take."""


@frozen
class Job:
    """A process that prints what it measured as JSON on its last line."""

    id: str
    command: tuple[str, ...]
    adapter: str | None = None
    longest: float = LONGEST
    from_outside: bool = False
    """Whether the CPU time of the whole process is what is measured."""
    times: int = 1


@frozen
class Extent:
    """How much is measured: seconds a measurement, and rounds by the number of rules."""

    seconds: float
    counts: Sequence[int]
    profiles: Sequence[str] = PROFILES
    rounds: dict[int, int] = field(factory=dict)
    checked: int = 10_000
    events: int = 2048

    def times(self, count: int) -> int:
        return self.rounds.get(count, 1)


WHOLE = Extent(0.6, (10, 100, 300, 1000, 3000, 10_000), rounds={1: 3, 10: 2, 100: 2, 1000: 2, 10_000: 2})
QUICK = Extent(0.15, (10, 100, 1000), checked=1000, events=256)


# ---------------------------------------------------------------- what is measured


def measure(adapter: str, kind: str, *more: object) -> tuple[str, ...]:
    return (sys.executable, "-m", "benchmarks.peers.measure", adapter, kind, *map(str, more))


def correctness() -> list[Job]:
    return [Job(f"correct {name}", measure(name, "correct"), name) for name in ADAPTERS]


def rounds(extent: Extent) -> Iterator[list[Job]]:
    """All else, by round."""
    for turn in range(max([1, *extent.rounds.values()])):
        jobs = _singles(extent) if turn < extent.times(1) else []
        for profile in extent.profiles:
            for count in extent.counts:
                if turn < (extent.times(count) if profile == "typical" else 1):
                    jobs += _many(extent, profile, count)
        yield jobs + (_once(extent) if turn == 0 else []) + _starts()


def _singles(extent: Extent) -> list[Job]:
    return [
        Job(f"single {name}", measure(name, "single", "--seconds", extent.seconds / 4), name)
        for name in ADAPTERS
        if name != "ZenTable"
    ]


def _many(extent: Extent, profile: str, count: int) -> list[Job]:
    more = ("--profile", profile, "--count", count, "--seconds", extent.seconds)
    return [
        Job(many_job(name, profile, count), measure(name, "many", *more), name)
        for name, entry in ADAPTERS.items()
        if count <= entry.largest
    ]


def _once(extent: Extent) -> list[Job]:
    """Memory, where the time goes, and the measurements that stand by themselves."""
    sizes = [count for count in extent.counts if count in BUILT]
    memory = [
        Job(f"memory {count:>5} {name}", measure(name, "memory", "--count", count), name)
        for name in ("Regeltaal", "OneFunction")
        for count in sizes
    ]
    whole = (sys.executable, "-m", "benchmarks.peers.whole")
    scripts = [
        Job("checking", (sys.executable, str(FOLDER / "checking.py"), str(extent.checked), "--json")),
        Job("again", (*whole, "again", str(extent.checked))),
        Job("endtoend", (*whole, "endtoend", str(extent.events)), longest=2 * LONGEST),
    ]
    return memory + _watched(extent, sizes) + scripts


def _watched(extent: Extent, sizes: Sequence[int]) -> list[Job]:
    found = [("single", "typical", 1000), ("start", "typical", 1), ("check", "typical", 1000)]
    found += [("match", profile, count) for profile in extent.profiles for count in sizes]
    found += [("build", "typical", count) for count in sizes]
    return [
        Job(watch_job(*one), (sys.executable, "-m", "benchmarks.peers.watch", what, *_of(profile, count)), OWN)
        for one in found
        for what, profile, count in [one]
    ]


def _of(profile: str, count: int) -> tuple[str, ...]:
    return ("--profile", profile, "--count", str(count))


def _starts() -> list[Job]:
    """From nothing to the first verdict, by CPU time of the process."""
    example = (sys.executable, "-c", _FIRST_VERDICT, str(ROOT / "examples" / "werkbonnen"))
    return [
        Job("start python", (sys.executable, "-c", "print('{}')"), from_outside=True, times=3),
        Job("start project", (sys.executable, "-c", _FIRST_VERDICT), from_outside=True, times=3),
        Job("start example", example, from_outside=True, times=3),
        *(
            Job(f"start {name}", measure(name, "first"), name, from_outside=True, times=3)
            for name, entry in ADAPTERS.items()
            if entry.largest > 1 and name != "Reference"
        ),
    ]


_FIRST_VERDICT = """
import os
import sys
from pathlib import Path
import regeltaal
folder = Path(sys.argv[1] if sys.argv[1:] else os.environ["METING_PROJECT"])
with (folder / "gebeurtenissen.jsonl").open(encoding="utf-8") as lines:
    result = regeltaal.load(folder).decide(next(lines))
print("{}" if result.rules else "geen oordeel")
"""


# ---------------------------------------------------------------- measuring


def run(job: Job, results: Results, surroundings: dict[str, str]) -> None:
    """One measurement; what went wrong is told and kept, and the rest goes on."""
    start, before = monotonic(), of_children()
    try:
        done = subprocess.run(
            job.command, cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=job.longest, check=False
        )
        found = _found(done)
    except subprocess.TimeoutExpired:
        found = f"duurde langer dan {job.longest:.0f} s"
    spent = of_children() - before
    if isinstance(found, str):
        results.left_out[str(job.adapter) if job.id.startswith("correct ") else job.id] = found
    elif "missing" in found:
        results.left_out[str(job.adapter)] = f"`{found['missing']}` is niet geïnstalleerd"
    elif found.get("wrong"):
        results.left_out[str(job.adapter)] = f"{found['wrong']} antwoorden anders dan het hoort ({job.id})"
    else:
        results.add(job.id, {"cpu": spent} if job.from_outside else found)
    print(f"  {monotonic() - start:6.1f} s  {job.id}  {_short(found)}", flush=True)


def _found(done: "subprocess.CompletedProcess[str]") -> Found | str:
    lines = done.stdout.strip().splitlines()
    if done.returncode == 0 and lines:
        try:
            found = json.loads(lines[-1])
        except json.JSONDecodeError:
            found = None
        if isinstance(found, dict):
            return found
    told = done.stderr.strip().splitlines() or lines
    return f"ging niet: {_without_paths(told[-1])}" if told else f"ging niet: einde {done.returncode}"


def _without_paths(line: str) -> str:
    return " ".join(Path(word).name if word.startswith("/") else word for word in line.split())[:160]


def _short(found: Found | str) -> str:
    if isinstance(found, str):
        return found
    return ", ".join(f"{name} {value:.4g}" for name, value in found.items() if isinstance(value, int | float))


def facts(extent: Extent) -> Found:
    return {
        "python": platform.python_version(),
        "processor": _processor(),
        "processors": os.cpu_count(),
        "whole": extent is WHOLE,
        "counts": list(extent.counts),
        "versions": {package: found for package in _packages() if (found := _version(package)) is not None},
    }


def _packages() -> list[str]:
    return [*dict.fromkeys(one.package for one in ADAPTERS.values() if one.package), "lark"]


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    named = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


# ---------------------------------------------------------------- the command


def compare(extent: Extent, results: Results, only: str) -> None:
    """INVARIANT: what is done is saved after every measurement; a job of a finished round is not done again."""
    finished = results.facts.setdefault("finished", [])
    cache = tempfile.TemporaryDirectory()
    project = str(Path(cache.name) / "klein")
    surroundings = {
        **os.environ,
        "XDG_CACHE_HOME": cache.name,  # nothing is known from before
        "METING_PROJECT": project,
    }
    begin = (sys.executable, "-m", "regeltaal", "nieuw", project, "--domein", "werkbonnen")
    subprocess.run(begin, env=surroundings, capture_output=True, check=False)
    for turn, jobs in enumerate([correctness(), *rounds(extent)]):
        print(f"ronde {turn}: {len(jobs)} metingen" if turn else "eerst of ieder hetzelfde zegt", flush=True)
        for job in jobs:
            mark = f"{turn} {job.id}"
            if mark in finished or job.adapter in results.left_out or job.id in results.left_out or only not in job.id:
                continue
            for _ in range(job.times):
                run(job, results, surroundings)
            finished.append(mark)
            if not only:
                results.save(PARTIAL)
    cache.cleanup()
    del results.facts["finished"]


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--snel", action="store_true", help="in twee minuten: minder regels, een ronde")
    parser.add_argument("--verder", action="store_true", help="ga door met een meting die werd afgebroken")
    parser.add_argument("--pagina", action="store_true", help="meet niets, schrijf alleen de bladzijde")
    parser.add_argument("--alleen", default="", metavar="WOORD", help="alleen metingen met dit in hun naam; toon ze")
    asked = parser.parse_args(arguments)
    if not asked.pagina:
        extent = QUICK if asked.snel else WHOLE
        results = read(PARTIAL) if asked.verder and PARTIAL.exists() else Results()
        results.facts = {**results.facts, **facts(extent)}
        compare(extent, results, asked.alleen)
        if asked.alleen:
            return 0
        results.save(RESULTS)
        PARTIAL.unlink(missing_ok=True)
    write_page(read())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
