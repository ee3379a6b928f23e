"""Where the time of our own goes: `python -m benchmarks.peers.watch WHAT …` prints the functions with their share.

What is watched is slower than what is measured, small functions most of all: the shares tell where, not how much.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from cProfile import Profile
from pathlib import Path
from pstats import Stats
from time import process_time
from typing import Any

from .registry import adapter_of
from .workload import PROFILES, SINGLE, records, rules

SHOWN = 8
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "werkbonnen"


def match(profile: str, count: int) -> Callable[[], object]:
    """Many events."""
    adapter = adapter_of("Regeltaal")
    find = adapter.matcher(adapter.spell(rules(count, profile)))
    prepared = [adapter.prepare_set(adapter.given(one)) for one in records(2000, seed=3)]
    return lambda: [find(one) for one in prepared]


def build(profile: str, count: int) -> Callable[[], object]:
    """From checked rules to what decides them, and the first event."""
    adapter = adapter_of("Regeltaal")
    spelled = adapter.spell(rules(count, profile))
    prepared = adapter.prepare_set(adapter.given(records(1, seed=3)[0]))
    return lambda: adapter.matcher(spelled)(prepared)


def single(_: str, count: int) -> Callable[[], object]:
    """One rule of eight questions, on many records."""
    adapter = adapter_of("Regeltaal")
    (spelled,) = adapter.spell([SINGLE["complex"]])
    test = adapter.single(spelled)
    prepared = [adapter.prepare(adapter.given(one)) for one in records(count, seed=3)]
    return lambda: [test(*one) for one in prepared]


def start(_: str, __: int) -> Callable[[], object]:
    """From nothing, the libraries included, to the first verdict of a project."""

    def begin() -> object:
        import regeltaal

        folder = Path(os.environ.get("METING_PROJECT", EXAMPLE))
        with (folder / "gebeurtenissen.jsonl").open(encoding="utf-8") as lines:
            return regeltaal.load(folder).decide(next(lines))

    return begin


def check(_: str, count: int) -> Callable[[], object]:
    """Rules from text to checked."""
    from benchmarks.checking import SCHEMA, rule

    from regeltaal.base.source import Source
    from regeltaal.check import checker
    from regeltaal.check.setting import Setting
    from regeltaal.schema.loader import load
    from regeltaal.syntax.parser import parse

    schema = load(Source("werkbonnen.domein", SCHEMA.read_text(encoding="utf-8"))).schema
    assert schema is not None
    source = Source("alles.regel", "DOMEIN werkbonnen\n" + "".join(map(rule, range(count))))
    return lambda: checker.check([parse(source).file], schema, Setting())


WATCHED = {one.__name__: one for one in (match, build, single, start, check)}


def shares(work: Callable[[], object]) -> list[tuple[str, float]]:
    """The functions with the most time of their own, as `room/file.py function`, with their share."""
    watched = Profile(process_time)
    watched.runcall(work)
    stats: Any = Stats(watched)
    timed: dict[str, float] = {}
    for key, (_, _, own, _, _) in stats.stats.items():
        timed[_place(*key)] = timed.get(_place(*key), 0.0) + own
    highest = sorted(timed.items(), key=lambda one: -one[1])[:SHOWN]
    return [(place, own / stats.total_tt) for place, own in highest]


def _place(file: str, _: int, function: str) -> str:
    if file == "~":
        return function
    return f"{'/'.join(Path(file).parts[-2:])} {function}"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=sorted(WATCHED))
    parser.add_argument("--profile", default="typical", choices=PROFILES)
    parser.add_argument("--count", type=int, default=1000)
    asked = parser.parse_args(arguments)
    print(json.dumps({"share": shares(WATCHED[asked.what](asked.profile, asked.count))}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
