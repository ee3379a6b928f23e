"""Runs the tests against changed rules: which changes do they notice?

Of a change only the rules that it touches are checked again, and only tests with an event that these listen to are run,
until one fails. A change that leaves errors or the same meaning says nothing of the tests, and is left out.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import zip_longest

from attrs import frozen

from regeltaal.base.node import evolve
from regeltaal.base.source import Source
from regeltaal.check.checker import Checker, Group
from regeltaal.check.declarations import used_by
from regeltaal.program import tree as program
from regeltaal.program.testing import TestCase
from regeltaal.program.tree import Program
from regeltaal.program.walk import nodes
from regeltaal.runtime.schedules import event_key, trigger_key
from regeltaal.syntax import tree
from regeltaal.syntax.parser import parse
from regeltaal.syntax.tree import RuleFile
from regeltaal.testing.alike import alike
from regeltaal.testing.mutant import Fate, Judged, Mutant, Mutated, sampled
from regeltaal.testing.mutants import changes_of
from regeltaal.testing.mutants_edits import Change, Types
from regeltaal.testing.mutants_hints import Hints
from regeltaal.testing.mutants_order import moved
from regeltaal.testing.outcome import CaseResult
from regeltaal.testing.runner import Runner

Watch = Callable[[Iterator[Judged]], Iterator[Judged]]
"""Sees mutants go by, to tell how far it is."""


@frozen(eq=False, slots=False)
class Mutator:
    """The rules of a project with the tests that they are held to."""

    files: Sequence[RuleFile]
    checker: Checker
    runner: Runner
    cases: Sequence[TestCase]
    wants: Callable[[str], bool]
    """Whether the rules of a file are to be changed, by its path."""

    # ------------------------------------------------------------ what there is

    @property
    def _program(self) -> Program:
        return self.runner.surroundings.rules.program

    @cached_property
    def _by_path(self) -> Mapping[str, RuleFile]:
        return {file.source.path: file for file in self.files}

    @cached_property
    def _group(self) -> Group:
        return self.checker.group(self._by_path, self._by_path)

    @cached_property
    def _rules_at(self) -> Mapping[tuple[str, int], tuple[program.Rule, ...]]:
        found: dict[tuple[str, int], tuple[program.Rule, ...]] = {}
        for rule in self._program.rules:
            slot = (rule.path, rule.place)
            found[slot] = (*found.get(slot, ()), rule)
        return found

    @cached_property
    def _types(self) -> Types:
        every = (one for rule in self._program.rules for one in nodes(rule) if isinstance(one, program.Const))
        return Types([(one.span, one.type) for one in every])

    @cached_property
    def _played(self) -> tuple[CaseResult, ...]:
        return tuple(self.runner.run(self.cases))

    @cached_property
    def _hearing(self) -> Mapping[str, tuple[int, ...]]:
        """The numbers of the tests that pass, by the events that happen in them."""
        found: dict[str, dict[int, None]] = {}
        for number, one in enumerate(self._played):
            events = (event.event for step in one.steps for event in step.every_event())
            for name in events if one.passed else ():
                if name is not None:
                    found.setdefault(event_key(name), {})[number] = None
        return {name: tuple(numbers) for name, numbers in found.items()}

    # ------------------------------------------------------------ mutants

    def mutants(self) -> tuple[Mutant, ...]:
        """Every change there is, in order of files and places."""
        return tuple(self._mutants())

    def _mutants(self) -> Iterator[Mutant]:
        for file in self.files:
            for place, item in enumerate(file.items):
                if isinstance(item, tree.Rule | tree.Definition | tree.ListDeclaration) and self.wants(
                    file.source.path
                ):
                    for change in (*changes_of(item, self._types), *self._moved(item, file.source.path, place)):
                        yield Mutant(change, item, file.source.path, place)

    def _moved(self, item: tree.Item, path: str, place: int) -> Iterator[Change]:
        rules = self._rules_at.get((path, place), ())
        if isinstance(item, tree.Rule) and rules:
            rules_of = self.runner.surroundings.rules
            yield from moved(item, rules[-1], self._program.rules, rules_of.schema, self._hints.may_meet)

    def run(self, most: int | None = None, watch: Watch = iter) -> Mutated:
        """Tries every change, or a sample of so many that is shared out among the declarations."""
        every = [one for one in self.mutants() if self._counts(one)]
        chosen = every if most is None or most >= len(every) else sampled(every, most)
        failing = tuple(dict.fromkeys(one.case.name for one in self._played if not one.passed))
        return Mutated(tuple(watch(map(self.judge, chosen))), len(every) - len(chosen), failing)

    def _counts(self, mutant: Mutant) -> bool:
        """Whether the declaration has rules at all: one that is off or has errors can't be tested."""
        if isinstance(mutant.declaration, tree.Rule):
            return any(rule.enabled for rule in self._rules_at.get((mutant.path, mutant.place), ()))
        return True

    # ------------------------------------------------------------ one mutant

    def judge(self, mutant: Mutant) -> Judged:
        altered = self.altered(mutant)
        if altered is None:
            return Judged(mutant, Fate.INVALID)
        changed = [(old, new) for old, new in altered if not alike(old, new)]
        if not changed:
            return Judged(mutant, Fate.EQUAL)
        cases = self._touching([rule for pair in changed for rule in pair if rule is not None])
        if not cases:
            return Judged(mutant, Fate.NOT_COVERED, hint=self._hints.of(mutant.change, changed))
        runner = self.runner.with_program(self._with(altered))
        by = next((case.name for case in cases if not runner.one(case).passed), None)
        if by is not None:
            return Judged(mutant, Fate.KILLED, by)
        hint = self._hints.of(mutant.change, changed)
        return Judged(mutant, Fate.EQUAL) if hint.is_equal else Judged(mutant, Fate.SURVIVED, hint=hint)

    @cached_property
    def _hints(self) -> Hints:
        return Hints(self.runner.surroundings.rules)

    def _touching(self, rules: Sequence[program.Rule]) -> tuple[TestCase, ...]:
        """The tests with an event that one of these rules listens to, first those in which it did something."""
        keys = {trigger_key(trigger) for rule in rules for trigger in rule.triggers}
        numbers = {at for key in keys for at in self._hearing.get(key, ())}
        names = {rule.id for rule in rules}
        likely = {at for at in numbers if names & self._did[at]}
        return tuple(self.cases[at] for at in (*sorted(likely), *sorted(numbers - likely)))

    @cached_property
    def _did(self) -> tuple[frozenset[program.RuleId], ...]:
        """Of each test the rules that did something in it."""
        return tuple(
            frozenset(rule.id for step in one.steps for event in step.every_event() for rule in event.mattering)
            for one in self._played
        )

    def altered(self, mutant: Mutant) -> "Altered | None":
        """The rules that a change touches, each as it was and as it becomes; None where it leaves errors."""
        node = _parsed(mutant)
        if node is None:
            return None
        if isinstance(node, tree.Rule):
            old = self._rules_at.get((mutant.path, mutant.place), ())
            new = self._group.rule(mutant.path, mutant.place, node)
            return tuple(_paired(old, new)) if new else None
        return self._with_declaration(mutant, node)

    def _with_declaration(self, mutant: Mutant, node: tree.Item) -> "Altered | None":
        """A definition or a list: every rule that may use it is checked again."""
        file = self._by_path[mutant.path]
        items = (*file.items[: mutant.place], node, *file.items[mutant.place + 1 :])
        files = {**self._by_path, mutant.path: evolve(file, items=items)}
        group = self.checker.group(files, files)
        found: list[tuple[program.Rule | None, program.Rule | None]] = []
        for path in self._using(mutant.path):
            for place, item in enumerate(self._by_path[path].items):
                if isinstance(item, tree.Rule) and (path, place) in self._rules_at:
                    new = group.rule(path, place, item)
                    if not new:
                        return None
                    found.extend(_paired(self._rules_at[(path, place)], new))
        return tuple(found)

    def _using(self, path: str) -> Iterator[str]:
        yield path
        yield from (one for one, file in self._by_path.items() if one != path and path in used_by(file))

    def _with(self, altered: "Altered") -> Program:
        """The program with the rules that became something else."""
        instead = {id(old): new for old, new in altered if old is not None}
        kept = (instead.get(id(rule), rule) for rule in self._program.rules)
        more = (new for old, new in altered if old is None)
        found = [rule for rule in (*kept, *more) if rule is not None]
        return Program(tuple(sorted(found, key=lambda rule: rule.order)))


Altered = Sequence[tuple[program.Rule | None, program.Rule | None]]
"""Rules as they were and as they become; None on one side where a row came or went."""


def _paired(
    old: Sequence[program.Rule], new: Sequence[program.Rule]
) -> Iterator[tuple[program.Rule | None, program.Rule | None]]:
    return zip_longest(old, new)


def _parsed(mutant: Mutant) -> tree.Item | None:
    """The declaration after the change; None where it can't be read."""
    change = mutant.change
    if change.silent and isinstance(mutant.declaration, tree.Rule):
        return evolve(mutant.declaration, then=())
    parsed = parse(Source(mutant.path, mutant.after))
    items = parsed.file.items
    return items[0] if len(items) == 1 and not parsed.problems else None
