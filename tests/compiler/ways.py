"""The ways to decide cases that must do as the reference does."""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from attrs import frozen

from regeltaal.base.node import evolve
from regeltaal.compiler.case import Case, Decide, Decided, Decider
from regeltaal.evaluate.facts import Facts
from regeltaal.evaluate.verdict import Truth

Build = Callable[[Sequence[Case]], Decider]


@frozen(eq=False)
class OneByOne:
    """The generated code of each condition by itself, which tells all four verdicts."""

    cases: Sequence[Case]
    decides: Sequence[Decide]

    def decide(self, facts: Facts, among: int) -> Decided:
        fields = facts.fields_of(facts.record) or {}
        asked = (number for number in range(len(self.cases)) if among >> number & 1)
        found = [(number, self.decides[number](fields, facts)) for number in asked]
        return Decided(
            [number for number, truth in found if truth is Truth.TRUE],
            [(number, truth) for number, truth in found if self._leads(number, truth)],
        )

    def _leads(self, number: int, truth: Truth) -> bool:
        match truth:
            case Truth.TRUE:
                return False
            case Truth.FAULT:
                return True
            case Truth.FALSE:
                return self.cases[number].on_false
            case Truth.UNKNOWN:
                return self.cases[number].on_unknown


@frozen(eq=False)
class Way:
    """One way. ``verdicts``: it tells the verdict of every condition, whatever the trigger and the branches.

    ``is_index``: what stands in the modules of the matcher concerns it.
    """

    name: str
    build: Build
    verdicts: bool = False
    is_index: bool = False

    def cases(self, cases: Sequence[Case]) -> Sequence[Case]:
        if not self.verdicts:
            return cases
        return [evolve(case, triggers=(), on_false=True, on_unknown=True) for case in cases]


def ways() -> tuple[Way, ...]:
    """The ways of the compiler as it is imported at this moment: seeded bugs stand in a compiler of their own."""
    code: Any = import_module("regeltaal.compiler.code")
    build: Build = import_module("regeltaal.compiler.matcher").Matcher.of
    parts: Any = import_module("regeltaal.compiler.matcher_parts")

    def one_by_one(cases: Sequence[Case]) -> Decider:
        return OneByOne(cases, [code.compiled(case.condition) for case in cases])

    def in_parts(cases: Sequence[Case]) -> Decider:
        """Parted by value, as otherwise only thousands of cases are."""
        usual = parts.WORTH_A_PART
        parts.WORTH_A_PART = 1
        try:
            return build(cases)
        finally:
            parts.WORTH_A_PART = usual

    return (
        Way("compiled", one_by_one, verdicts=True),
        Way("together", code.together),
        Way("matcher", build, is_index=True),
        Way("matcher in parts", in_parts, is_index=True),
    )
