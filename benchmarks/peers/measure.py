"""One measurement in a process of its own: `python -m benchmarks.peers.measure ADAPTER KIND …` prints it as JSON.

CPU time of the process, the best of some passes. ``warm`` is over records that were prepared beforehand, ``whole``
takes a record from what is given: preparing and matching. There are many records, and each pass is over all it has
time for: to remember the last ones helps nobody.
"""

import argparse
import gc
import json
import sys
import tracemalloc
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import process_time
from typing import Any

from .adapters import Adapter, Match
from .registry import ADAPTERS, adapter_of
from .workload import PROFILES, SINGLE, Condition, Record, holds, matches, records, rules

RECORDS = 2000
PASSES = 5
FEWEST = 30
_PAGE = 4096
Found = dict[str, Any]


# ---------------------------------------------------------------- correct


def correct(adapter: Adapter) -> Found:
    """Hundreds of rules on records: which of them it says hold where they don't, or the other way around."""
    conditions = [*SINGLE.values()]
    for number, profile in enumerate(PROFILES):
        conditions += rules(120, profile, seed=5 + number)
    asked = records(150, seed=11)
    if adapter.single_only:
        return {"wrong": _wrong_singles(adapter, asked), "compared": len(SINGLE) * len(asked)}
    match = adapter.matcher(adapter.spell(conditions))
    wrong = _differences(match, adapter, conditions, asked) + _wrong_singles(adapter, asked)
    return {"wrong": wrong, "compared": (len(conditions) + len(SINGLE)) * len(asked)}


def _differences(match: Match, adapter: Adapter, conditions: Sequence[Condition], asked: Iterable[Record]) -> int:
    wrong = 0
    for record in asked:
        found = match(adapter.prepare_set(adapter.given(record)))
        wrong += len({*found} ^ {*matches(conditions, record)})
    return wrong


def _wrong_singles(adapter: Adapter, asked: Sequence[Record]) -> int:
    wrong = 0
    for condition, spelled in zip(SINGLE.values(), adapter.spell([*SINGLE.values()]), strict=True):
        test = adapter.single(spelled)
        for record in asked:
            prepared = adapter.prepare(adapter.given(record))
            found = test(*prepared) if adapter.spread else test(prepared)
            wrong += adapter.says(found) is not holds(condition, record)
    return wrong


# ---------------------------------------------------------------- the clock


def best(work: Callable[[int], None], seconds: float) -> float:
    """Seconds a piece of the quickest pass; ``work`` takes how many pieces to do.

    Each pass is over the same pieces, and never over so few that they would be no sample.
    """
    piece = max(_timed(work, 3) / 3, 1e-8)
    count = max(FEWEST, int(seconds / PASSES / piece))
    gc.collect()
    gc.disable()
    passes = PASSES if piece * count * PASSES < 2 * seconds else 2
    found = min(_timed(work, count) for _ in range(passes)) / count
    gc.enable()
    return found


def _timed(work: Callable[[int], None], count: int) -> float:
    start = process_time()
    work(count)
    return process_time() - start


def over(items: Sequence[Any], call: Callable[[Any], object], *, spread: bool = False) -> Callable[[int], None]:
    """Calls for as many items as asked, from the first again where there are not enough."""

    def work(count: int) -> None:
        whole, rest = divmod(count, len(items))
        for part in [items] * whole + [items[:rest]]:
            if spread:
                for one in part:
                    call(*one)
            else:
                for one in part:
                    call(one)

    return work


# ---------------------------------------------------------------- single rules


def singles(adapter: Adapter, seconds: float) -> Found:
    """Nanoseconds a call of one rule, and of preparing its record."""
    given = [adapter.given(one) for one in records(RECORDS, seed=3)]
    prepared = [adapter.prepare(one) for one in given]
    spelled = adapter.spell([*SINGLE.values()])
    found: Found = {"prepare": best(over(given, adapter.prepare), seconds) * 1e9, "warm": {}, "whole": {}}
    for name, one in zip(SINGLE, spelled, strict=True):
        test = adapter.single(one)
        found["warm"][name] = best(over(prepared, test, spread=adapter.spread), seconds) * 1e9
        found["whole"][name] = best(over(given, _whole(adapter, test)), seconds) * 1e9
    return found


def _whole(adapter: Adapter, test: Callable[..., object]) -> Callable[[Any], object]:
    prepare = adapter.prepare
    if adapter.spread:
        return lambda given: test(*prepare(given))
    return lambda given: test(prepare(given))


# ---------------------------------------------------------------- many rules


def many(adapter: Adapter, profile: str, count: int, seconds: float) -> Found:
    """Microseconds an event to find all rules that hold, and to build what finds them."""
    conditions = rules(count, profile)
    spelled = adapter.spell(conditions)
    asked = records(RECORDS, seed=3)
    one = adapter.prepare_set(adapter.given(asked[0]))
    adapter.matcher(spelled[:3])(one)  # what a package sets up once
    gc.collect()
    gc.freeze()  # what was there before is not gone through again and again
    before, start = _resident(), process_time()
    match = adapter.matcher(spelled)
    match(one)  # with what is put off until the first event
    built = process_time() - start
    gc.collect()
    held = _resident() - before
    wrong = _differences(match, adapter, conditions, asked[: 5 if count > 1000 else 20])
    given = [adapter.given(one) for one in asked]
    prepared = [adapter.prepare_set(one) for one in given]
    prepare = adapter.prepare_set
    return {
        "wrong": wrong,
        "build": built / count * 1e6,
        "resident": held / count,
        "warm": best(over(prepared, match), seconds) * 1e6,
        "whole": best(over(given, lambda one: match(prepare(one))), seconds) * 1e6,
        "hits": sum(len(match(one)) for one in prepared[:20]) / 20,
    }


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE


def memory(adapter: Adapter, profile: str, count: int) -> Found:
    """Bytes a rule that Python counts for what finds them; used once, so that what is made at first use is in it."""
    spelled = adapter.spell(rules(count, profile))
    prepared = adapter.prepare_set(adapter.given(records(1, seed=3)[0]))
    adapter.matcher(spelled[:3])(prepared)
    gc.collect()
    tracemalloc.start()
    match = adapter.matcher(spelled)
    match(prepared)
    gc.collect()
    held, peak = tracemalloc.get_traced_memory()
    return {"held": held / count, "peak": peak / count}


def first(adapter: Adapter) -> Found:
    """One rule and one record, for who measures the process from outside."""
    match = adapter.matcher(adapter.spell([SINGLE["medium"]]))
    return {"hits": len(match(adapter.prepare_set(adapter.given(records(1, seed=3)[0]))))}


# ---------------------------------------------------------------- the command


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("adapter", choices=sorted(ADAPTERS))
    parser.add_argument("kind", choices=("correct", "single", "many", "memory", "first"))
    parser.add_argument("--profile", default="typical", choices=PROFILES)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=1.0)
    asked = parser.parse_args(arguments)
    try:
        adapter = adapter_of(asked.adapter)
    except ImportError as missing:
        print(json.dumps({"missing": missing.name or str(missing)}))
        return 0
    print(json.dumps(_measured(adapter, asked)))
    return 0


def _measured(adapter: Adapter, asked: argparse.Namespace) -> Found:
    match asked.kind:
        case "correct":
            return correct(adapter)
        case "single":
            return singles(adapter, asked.seconds)
        case "many":
            return many(adapter, asked.profile, asked.count, asked.seconds)
        case "memory":
            return memory(adapter, asked.profile, asked.count)
        case _:
            return first(adapter)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
