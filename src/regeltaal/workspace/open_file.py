"""A file that is worked on, checked part by part. What still holds of the parts of before is taken over."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.node import Node, evolve, field
from regeltaal.base.source import Source
from regeltaal.check import tests
from regeltaal.check.checker import CheckedFile
from regeltaal.check.known import Known as KnownRules
from regeltaal.check.summary import Summary
from regeltaal.lint.linter import Unit, lint_together
from regeltaal.workspace.part import Part
from regeltaal.workspace.part_check import PartCheck, Surroundings, TestedPart, check_part, placed, still_tested


class Placed(Node):
    """The summary of a part, and the number of the first of its declarations."""

    first: int
    summary: Summary


class Known(Node):
    """What is known of the parts of a file: ``perhaps`` is what was found before, and is yet to be asked."""

    checks: dict[Part, PartCheck] = field(factory=dict)
    perhaps: Mapping[Part, PartCheck] = field(factory=dict)
    tested: dict[PartCheck, TestedPart] = field(factory=dict)
    placed: dict[PartCheck, Placed] = field(factory=dict)


class OpenFile:
    """One file at one moment. What is known of its parts grows until all are checked."""

    def __init__(self, now: Surroundings, before: "OpenFile | None" = None) -> None:
        self.now = now
        may_hold = before is not None and before.now.checker.schema is now.checker.schema
        self.known: Known = _taken_over(now, before.now, before.known) if before is not None and may_hold else Known()

    def check(self, part: Part) -> PartCheck:
        """What is found in a part."""
        check = self.known.checks.get(part)
        if check is None:
            check = self.known.perhaps.get(part)
            if check is None or not check.holds(self.now):
                check = check_part(part, self.now)
            self.known.checks[part] = check
        return check

    def steps(self) -> Iterator[None]:
        """Checks part by part."""
        for part in self.now.sheet.parts:
            if part not in self.known.checks:
                self.check(part)
                yield

    def placed(self, part: Part) -> CheckedFile:
        """What checking made of a part, with its rules at their places in the file."""
        checked, number = self.check(part).checked, self.now.sheet.number_of(part.source)
        first = 0 if number is None else self.now.sheet.first_items[number]
        if not first or not checked.rules:
            return checked
        return evolve(checked, rules=tuple(evolve(one, place=one.place + first) for one in checked.rules))

    @property
    def is_done(self) -> bool:
        return all(part in self.known.checks for part in self.now.sheet.parts)

    @cached_property
    def checks(self) -> Sequence[PartCheck]:
        """All parts."""
        checks = [self.check(part) for part in self.now.sheet.parts]
        tested = {one: self.known.tested[one] for one in checks if one in self.known.tested}
        placed = {one: self.known.placed[one] for one in checks if one in self.known.placed}
        self.known = Known(self.known.checks, {}, tested, placed)
        return checks

    # ------------------------------------------------------------ the whole

    @property
    def summaries(self) -> Iterator[tuple[Source, Summary]]:
        """Of each part, with the text that its places are in."""
        for check, first in zip(self.checks, self.now.sheet.first_items, strict=True):
            known = self.known.placed.get(check)
            if known is None or known.first != first:
                known = self.known.placed[check] = Placed(first, placed(check.checked.summary, first))
            yield check.part.source, known.summary

    @cached_property
    def units(self) -> Sequence[Unit]:
        return [check.unit for check in self.checks]

    @cached_property
    def together(self) -> Sequence[Diagnostic]:
        """What goes by more than one part, apart from the names of rules."""
        found = [*lint_together(self.units), *self.now.sheet.exemptions.problems]
        if all(check.is_sound for check in self.checks):
            found += (one for check in self.checks for one in check.linted.when_sound)
        written = (item for check in self.checks if check.has_tests for item in check.part.parsed.file.items)
        found += tests.same_names(written)
        return found

    def test(self, check: PartCheck, known: KnownRules) -> TestedPart:
        """What is found in the tests of a part."""
        tested = self.known.tested.get(check)
        if tested is None or not still_tested(tested, known):
            tested = self.known.tested[check] = check.test(self.now, known)
        return tested

    def tested_steps(self, known: KnownRules) -> Iterator[None]:
        for check in self.checks:
            if check.has_tests:
                before = self.known.tested.get(check)
                if self.test(check, known) is not before:
                    yield

    def problems(self, known: KnownRules) -> Iterator[Diagnostic]:
        """All that is wrong with the file."""
        for check in self.checks:
            yield from check.problems
            if check.has_tests:
                yield from self.test(check, known).problems
        yield from self.together


def _taken_over(now: Surroundings, then: Surroundings, known: Known) -> Known:
    """What still holds, and what may hold."""
    checks: dict[Part, PartCheck] = {}
    if then.group is now.group and then.checker is now.checker and then.header == now.header:
        first = now.sheet.parts[0]
        found = ((part, known.checks.get(part)) for part in now.sheet.parts)
        checks = {
            part: check
            for part, check in found
            if check is not None and check.is_first is (part is first) and check.reads_as_before(now.sheet)
        }
    candidates = {**known.perhaps, **known.checks}
    perhaps = {part: candidates[part] for part in now.sheet.parts if part in candidates}
    return Known(checks, perhaps, known.tested, known.placed)
