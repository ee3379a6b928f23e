"""Generated rules on generated records: does every fast way decide as the reference does?

python -m tests.compiler.differences --vergelijkingen 1000000 --zaad 1
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random
from time import process_time

from attrs import Factory, define, frozen
from tests.compiler import reference
from tests.compiler.checked import RuleSet, rule_set
from tests.compiler.coverage import Coverage
from tests.compiler.shrink import Failing, shrunk
from tests.compiler.situations import Situation, situations
from tests.compiler.ways import Way, ways

from regeltaal.compiler.case import Case, Decided, Decider
from regeltaal.evaluate.verdict import Truth

SIZES = (1, 3, 12, 40, 40, 64, 130, 2, 5, 20, 40, 65, 128, 30, 40, 300)
"""Rules in a set: alone, few, and past the bits of a machine word."""
SITUATIONS = 25
AGAIN = 3
MOST_SHOWN = 10


@frozen(eq=False)
class Prepared:
    """A set with its situations, and the verdict of the reference for each rule on each."""

    rules: RuleSet
    situations: Sequence[Situation]
    truths: Sequence[Sequence[Truth]]
    asked: Sequence[tuple[int, int]]
    """In which order: the place of a situation, and the cases that are asked. Some situations come again."""

    @property
    def comparisons(self) -> int:
        return len(self.rules.cases) * len(self.situations)

    def at(self, number: int, cases: Sequence[Case], way: Way) -> tuple[Situation, int]:
        """The situation and the cases that are asked; a way that tells verdicts is asked for all."""
        place, among = self.asked[number]
        return self.situations[place], (1 << len(cases)) - 1 if way.verdicts else among


@frozen
class Difference:
    """What a way made of it otherwise, made small."""

    way: str
    seed: int
    least: Failing
    expected: Decided
    got: Decided | str

    def __str__(self) -> str:
        return f"{self.way}, seed {self.seed}:\n{self.least.told()}\n  expected {self.expected}\n  but got  {self.got}"


@define
class Tally:
    """The figures. A comparison is one condition on one record, however many ways there are to decide it."""

    comparisons: int = 0
    sets: int = 0
    written: int = 0
    refused: int = 0
    verdicts: Counter[Truth] = Factory(Counter)
    leads: Counter[str] = Factory(Counter)
    coverage: Coverage = Factory(Coverage)
    differences: list[Difference] = Factory(list)

    def share(self, truth: Truth) -> float:
        return self.verdicts[truth] / max(1, self.comparisons)

    def note(self, prepared: Prepared) -> None:
        self.sets += 1
        self.comparisons += prepared.comparisons
        self.written += prepared.rules.written
        self.refused += prepared.rules.written - len(prepared.rules.rules)
        for found in prepared.truths:
            self.verdicts.update(found)
        for rule in prepared.rules.rules:
            self.coverage.note(rule)


def prepared(seed: int) -> Prepared:
    random = Random(f"opzet {seed}")
    rules = rule_set(seed, SIZES[seed % len(SIZES)])
    found = situations(seed, rules.event, SITUATIONS)
    truths = [reference.truths(rules.cases, one) for one in found]
    order = [*range(len(found)), *random.choices(range(len(found)), k=AGAIN)]
    return Prepared(rules, found, truths, [(place, _among(random, len(rules.cases))) for place in order])


def _among(random: Random, count: int) -> int:
    """Mostly all; else some of them, few, or none."""
    everything = (1 << count) - 1
    return random.choice((everything, everything, random.getrandbits(count + 1) & everything, 1 << count >> 1, 0))


def differences(found: Prepared, among: Sequence[Way]) -> Iterator[Difference]:
    for way in among:
        cases, first = _first_failing(found, way)
        if first is not None:  # what comes behind is mostly the same
            yield _difference(found.rules.seed, way, Failing(cases, *found.at(first, cases, way)))


def agreeing(found: Prepared, among: Sequence[Way]) -> int | None:
    """After how many comparisons one of the ways is seen to differ; None where all agree."""
    firsts = (_first_failing(found, way)[1] for way in among)
    first = next((one for one in firsts if one is not None), None)
    return None if first is None else (first + 1) * len(found.rules.cases)


def _first_failing(found: Prepared, way: Way) -> tuple[Sequence[Case], int | None]:
    cases = way.cases(found.rules.cases)
    decider = _built(way, cases)
    for number, (place, _) in enumerate(found.asked):
        situation, among = found.at(number, cases, way)
        if way.verdicts and situation.fields_of(situation.record) is None:
            continue  # the code of one condition is only asked of a record that is there
        expected = reference.decided(cases, found.truths[place], situation, among)
        if _answer(decider, situation, among) != _plain(expected):
            return cases, number
    return cases, None


def _built(way: Way, cases: Sequence[Case]) -> Decider | str:
    try:
        return way.build(cases)
    except Exception as error:  # noqa: BLE001 - that nothing comes out is what is measured
        return f"{type(error).__name__}: {error}"


_Answer = tuple[tuple[int, ...], tuple[tuple[int, Truth], ...]]


def _plain(found: Decided) -> _Answer:
    return tuple(found.true), tuple(found.others)


def _answer(decider: Decider | str, situation: Situation, among: int) -> _Answer | str:
    if isinstance(decider, str):
        return decider
    try:
        return _plain(decider.decide(situation, among))
    except Exception as error:  # noqa: BLE001 - idem
        return f"{type(error).__name__}: {error}"


def _expected(found: Failing) -> Decided:
    truths = reference.truths(found.cases, found.situation)
    return reference.decided(found.cases, truths, found.situation, found.among)


def _got(found: Failing, way: Way) -> _Answer | str:
    return _answer(_built(way, found.cases), found.situation, found.among)


def _difference(seed: int, way: Way, found: Failing) -> Difference:
    """A difference by itself; one that only shows after earlier events is told as it was found."""
    least = shrunk(found, lambda one: _got(one, way) != _plain(_expected(one)))
    got = _got(least, way)
    return Difference(way.name, seed, least, _expected(least), got if isinstance(got, str) else Decided(*got))


def run(comparisons: int, seed: int, known: Sequence[Way] | None = None) -> Tally:
    """So many comparisons, from a seed on."""
    tally = Tally()
    among = ways() if known is None else known
    while tally.comparisons < comparisons and len(tally.differences) < MOST_SHOWN:
        found = prepared(seed)
        tally.note(found)
        tally.differences.extend(differences(found, among))
        seed += 1
    return tally


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--vergelijkingen", type=int, default=100_000)
    parser.add_argument("--zaad", type=int, default=1)
    asked = parser.parse_args()
    started = process_time()
    among = ways()
    tally = run(asked.vergelijkingen, asked.zaad, among)
    print(f"{tally.comparisons} vergelijkingen van {len(among)} manieren met de referentie: {len(tally.differences)}")
    print(f"{tally.sets} regelsets, {tally.written} regels waarvan {tally.refused} geweigerd")
    print("oordelen:", ", ".join(f"{truth.value} {100 * tally.share(truth):.1f}%" for truth in Truth))
    print(f"niet geraakt: {', '.join(tally.coverage.missing) or 'niets'}; {process_time() - started:.0f} s")
    for one in tally.differences:
        print(one)
    sys.exit(1 if tally.differences else 0)


if __name__ == "__main__":
    main()
