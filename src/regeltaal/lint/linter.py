"""Runs the lint rules: over a file or a part of one, and over what was collected of all parts and all files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.diagnostic_data import Data
from regeltaal.base.node import Node
from regeltaal.base.source import Source
from regeltaal.lint import registry
from regeltaal.lint.rule import Collected, FileRule, ProjectRule, Told
from regeltaal.lint.view import FileView, ProjectView

Facts = Mapping[str, Data]
"""What rules collected of a part or a file, by the number of the rule."""


class Linted(Node):
    """One file: what was found, and what rules over all files collected of it."""

    problems: tuple[Diagnostic, ...]
    facts: Facts


class LintedPart(Node):
    """One part of a file. ``when_sound`` only counts where nothing in the whole file has an error.

    ``facts`` are for ``lint_together`` and ``lint_project``.
    """

    problems: tuple[Diagnostic, ...]
    when_sound: tuple[Diagnostic, ...]
    facts: Facts


class Unit(Node):
    """A part of a file, or all of it: its text, with what was collected of that."""

    source: Source
    facts: Facts


def lint(view: FileView) -> Linted:
    """A file as a whole."""
    rules = (rule for rule in registry.declaration_rules() if view.is_sound or not rule.when_sound)
    problems = [found for rule in rules for found in rule.find(view)]
    problems += lint_together((Unit(view.source, _collected(registry.file_rules(), view)),))
    return Linted(tuple(problems), _collected(registry.project_rules(), view))


def lint_part(view: FileView) -> LintedPart:
    """A part of a file: the file as a whole is told by ``lint_together``, of all its parts."""
    found: dict[bool, list[Diagnostic]] = {False: [], True: []}
    for rule in registry.declaration_rules():
        found[rule.when_sound] += rule.find(view)
    rules = chain[FileRule | ProjectRule](registry.file_rules(), registry.project_rules())
    return LintedPart(tuple(found[False]), tuple(found[True]), _collected(rules, view))


def _collected(rules: Iterable[FileRule | ProjectRule], view: FileView) -> Facts:
    collected = ((rule.code.id, rule.collect(view)) for rule in rules)
    return {number: data for number, data in collected if data is not None}


def lint_together(units: Sequence[Unit]) -> Iterator[Diagnostic]:
    """What shows only across the declarations of one file; ``units`` are its parts in order."""
    for rule in registry.file_rules():
        yield from rule.find(_told(rule, units))


def lint_project(units: Mapping[str, Sequence[Unit]], view: ProjectView) -> Iterator[Diagnostic]:
    """What shows only across files; ``units`` are the parts of each by path, in the order of the project."""
    return chain.from_iterable(ProjectLint().by_rule(units, view))


class _Found(Node):
    """What a rule found, and in what."""

    told: Collected
    view: ProjectView
    problems: Sequence[Diagnostic]


class ProjectLint:
    """Lints a project time and again. A rule that was told nothing new is not asked again."""

    def __init__(self) -> None:
        self._found: dict[str, _Found] = {}

    def by_rule(self, units: Mapping[str, Sequence[Unit]], view: ProjectView) -> Iterator[Sequence[Diagnostic]]:
        """What each rule finds."""
        for rule in registry.project_rules():
            all_told = ((path, _told(rule, own)) for path, own in units.items())
            told = {path: own for path, own in all_told if own}
            before = self._found.get(rule.code.id)
            problems = None if before is None or before.view != view else _as_before(before, told)
            if problems is None:
                problems = list(rule.find(told, view))
            self._found[rule.code.id] = _Found(told, view, problems)
            yield problems


def _as_before(before: _Found, told: Collected) -> Sequence[Diagnostic] | None:
    """What was found before, where that holds: the same facts at other places are still nothing to report."""
    if list(before.told) != list(told):
        return None
    pairs = list(zip(chain.from_iterable(before.told.values()), chain.from_iterable(told.values()), strict=False))
    if any(len(before.told[path]) != len(own) for path, own in told.items()):
        return None
    if not before.problems:
        return before.problems if all(one.facts == other.facts for one, other in pairs) else None
    is_same = all(one.facts is other.facts and one.source is other.source for one, other in pairs)
    return before.problems if is_same else None


def _told(rule: FileRule | ProjectRule, units: Sequence[Unit]) -> Sequence[Told]:
    number = rule.code.id
    return [Told(one.source, one.facts[number]) for one in units if number in one.facts]
