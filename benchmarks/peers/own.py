"""Regeltaal as a peer: rule text that was checked, decided by what the compiler makes of it, and by the reference."""

from collections.abc import Sequence

import regeltaal.compiler.matcher  # noqa: F401 - a process loads it once, as it does a peer's library: no part of a build
from regeltaal.compiler.case import Case
from regeltaal.compiler.code import compiled
from regeltaal.compiler.decider import decider
from regeltaal.evaluate.evaluator import verdict
from regeltaal.evaluate.verdict import Truth

from .adapters import Match, Test
from .baselines import OfRecord
from .regeltaal_rules import RecordFacts, cases_of
from .workload import Condition


class OfCases(OfRecord):
    """What is spelled is rule text, parsed and checked: off the clock, there are measurements of that."""

    def spell(self, conditions: Sequence[Condition]) -> Sequence[Case]:
        return cases_of(conditions)

    def says(self, answer: object) -> bool:
        return answer is Truth.TRUE


class Regeltaal(OfCases):
    def single(self, spelled: Case) -> Test:
        return compiled(spelled.condition)

    def matcher(self, spelled: Sequence[Case]) -> Match:
        decide, everything = decider(spelled).decide, (1 << len(spelled)) - 1

        def match(facts: RecordFacts) -> Sequence[int]:
            return decide(facts, everything).true

        return match


class Reference(OfCases):
    def single(self, spelled: Case) -> Test:
        condition = spelled.condition
        return lambda _, facts: verdict(condition, facts).truth

    def matcher(self, spelled: Sequence[Case]) -> Match:
        conditions = [(number, one.condition) for number, one in enumerate(spelled)]

        def match(facts: RecordFacts) -> Sequence[int]:
            return [number for number, one in conditions if verdict(one, facts).truth is Truth.TRUE]

        return match
