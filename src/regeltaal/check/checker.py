"""Checking a set of rule files: one call, no files read, nothing raised at what a user wrote.

A file is checked with the files that it uses and nothing else (``Group``); what only shows across files follows from
the summaries of all of them. So a file whose text, uses and surroundings are what they were need not be checked again.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from typing import TYPE_CHECKING

from regeltaal.base.diagnostic import Diagnostic, Problems, sort
from regeltaal.base.node import Node, evolve, field
from regeltaal.check import conflicts, declarations, domain_notes, functions, noting, preconditions, rules, summary
from regeltaal.check.declarations import Fates
from regeltaal.check.known import Known, WatchedTemplates, known_of
from regeltaal.check.notes import Note
from regeltaal.check.problems import declarations as declaration_problems
from regeltaal.check.problems import scope as problems
from regeltaal.check.scope import Asked, FileNames, Scope, same_key
from regeltaal.check.setting import Setting, Templates
from regeltaal.check.summary import Summary
from regeltaal.program import tree as out
from regeltaal.program.tree import Program
from regeltaal.schema.declarations import Declaration
from regeltaal.schema.model import Level, Schema
from regeltaal.syntax import tree
from regeltaal.syntax.tree import RuleFile

if TYPE_CHECKING:
    from regeltaal.program.testing import TestCase


class Checked(Node):
    """The rules and tests that are without errors, and everything that was found."""

    program: Program
    problems: tuple[Diagnostic, ...]
    tests: "tuple[TestCase, ...]" = ()


def check(files: Sequence[RuleFile], schema: Schema, setting: Setting) -> Checked:
    """All files of a project, checked against its schema."""
    checker = Checker(schema, setting)
    checked = checker.check(files)
    return evolve(checked, problems=sort((*checker.problems, *checked.problems)))


class CheckedFile(Node):
    """One file: its rules without errors, what was found, and what matters of it to other files."""

    rules: tuple[out.Rule, ...]
    problems: tuple[Diagnostic, ...]
    summary: Summary
    templates: WatchedTemplates | None
    notes: tuple[Note, ...] = ()
    asked: Asked = field(factory=dict, eq=False)
    """About names, where only a part of a file was checked."""


class TestedFile(Node):
    """The tests of one file."""

    cases: "tuple[TestCase, ...]"
    problems: tuple[Diagnostic, ...]


class Checker:
    """What all files of a project are checked against; ``problems`` is what is wrong with that itself."""

    def __init__(self, schema: Schema, setting: Setting) -> None:
        found = Problems()
        self.schema, self.setting = schema, setting
        self._base = Scope(
            schema,
            FileNames(),
            found,
            zone=setting.zone,
            functions=functions.of_domain(schema, setting),
            unbound=functions.unbound(schema, setting),
            administrations=frozenset(setting.administrations),
        )
        _check_conditions(schema, self._base)
        self.problems = found.sorted()

    def with_templates(self, templates: Templates | None) -> "Checker":
        """The same, but for the templates that rules may name."""
        other = copy(self)
        other.setting = evolve(self.setting, templates=templates)
        return other

    def check(self, files: Sequence[RuleFile]) -> Checked:
        """All files of a project, together."""
        by_path = {file.source.path: file for file in files}
        group = self.group(by_path, by_path)
        checked = {path: group.check(path) for path in by_path}
        known = known_of(one.summary for one in checked.values())
        tested = [group.test(path, known) for path, one in checked.items() if one.summary.has_tests]
        found = [problem for one in checked.values() for problem in one.problems]
        found += [problem for one in tested for problem in one.problems]
        found += conflicts.check([(by_path[path].source, one.summary) for path, one in checked.items()])
        lowered = sorted((rule for one in checked.values() for rule in one.rules), key=lambda rule: rule.order)
        return Checked(Program(tuple(lowered)), sort(found), tuple(case for one in tested for case in one.cases))

    def domain_notes(self, declared: Sequence[Declaration]) -> tuple[Note, ...]:
        """What the names in the text of the domain stand for."""
        return domain_notes.notes(declared, self._base)

    def group(self, files: Mapping[str, RuleFile], paths: Collection[str], before: "Group | None" = None) -> "Group":
        """Files by path, with all that they use; ``paths`` are all files of the project, in order."""
        return Group(files, paths, self._base, self.setting, {} if before is None else before.fates)


class Group:
    """Files that are checked together: what they declare was checked, their rules and tests are when asked for.

    ``known`` is how what they declare fared in an earlier group.
    """

    def __init__(
        self, files: declarations.Files, paths: Collection[str], base: Scope, setting: Setting, known: Fates
    ) -> None:
        self._files, self._setting = files, setting
        bags = {path: Problems() for path in files}
        self.seen = declarations.names_of(files, paths, bags)
        self._scopes = {
            path: evolve(base, names=names, problems=bags[path], templates=_watched(setting))
            for path, names in self.seen.items()
        }
        self.fates = declarations.check(files, self._scopes, known)
        self.wrong = {path: tuple(bag) for path, bag in bags.items()}
        """What is wrong with the declarations of each file."""

    def check(self, path: str) -> CheckedFile:
        """What is wrong with a file, apart from its tests and from what shows only across files."""
        file, scope = self._files[path], self._scopes[path]
        _check_header(file, scope.schema, self._setting, scope.problems)
        lowered = tuple(_rules(file, scope, self._setting))
        own = summary.of_file(file, lowered, scope.schema)
        watched = scope.templates if isinstance(scope.templates, WatchedTemplates) else None
        return CheckedFile(lowered, tuple(scope.problems), own, watched)

    def scope(self, path: str) -> Scope:
        """What names stand for in a file, outside any rule."""
        return self._scopes[path]

    def part(self, file: RuleFile, *, is_first: bool) -> CheckedFile:
        """A part of a file with the head of the whole; places are counted from its own start.

        Lists, definitions and tests are only noted here.
        """
        notes: list[Note] = []
        asked = Asked()
        base = self._scopes[file.source.path]
        watched = _watched(self._setting)
        scope = evolve(base, names=base.names.watched(asked), problems=Problems(), templates=watched, notes=notes)
        if is_first:
            _check_header(file, scope.schema, self._setting, scope.problems)
            noting.header(scope, file.header)
        lowered = tuple(_rules(file, scope, self._setting))
        _note_others(file, scope)
        own = summary.of_file(file, lowered, scope.schema)
        return CheckedFile(lowered, tuple(scope.problems), own, watched, noting.settled(notes), asked)

    def test_part(self, file: RuleFile, known: Known, asked: Asked) -> TestedFile:
        """What is wrong with the tests in a part of a file, apart from their names; and what they ask about names."""
        from regeltaal.check import tests  # noqa: PLC0415 - many small files have no tests

        base, found = self._scopes[file.source.path], Problems()
        scope = evolve(base, names=base.names.watched(asked), problems=found)
        return TestedFile(tests.check(file, administration_of(file), known, scope), tuple(found))

    def rule(self, path: str, place: int, node: tree.Rule) -> tuple[out.Rule, ...]:
        """What a rule would come to in the place of the one that stands there; nothing where it has errors."""
        file, scope = self._files[path], evolve(self._scopes[path], problems=Problems())
        return tuple(_lowered(node, place, file, scope, self._setting))

    def test(self, path: str, known: Known) -> TestedFile:
        """What is wrong with the tests of a file."""
        from regeltaal.check import tests  # noqa: PLC0415 - many small files have no tests

        file, found = self._files[path], Problems()
        found.extend(tests.same_names(file.items))
        scope = evolve(self._scopes[path], problems=found)
        return TestedFile(tests.check(file, administration_of(file), known, scope), tuple(found))


def _note_others(file: RuleFile, scope: Scope) -> None:
    """Notes what the names outside rules and the head stand for."""
    for item in file.items:
        if isinstance(item, tree.Test):
            from regeltaal.check import tests  # noqa: PLC0415 - many small files have no tests

            tests.note(item, administration_of(file), file.source.path, scope)
        else:
            declarations.note(item, file.source.path, scope)


def _watched(setting: Setting) -> WatchedTemplates | None:
    return None if setting.templates is None else WatchedTemplates(setting.templates)


def _rules(file: RuleFile, scope: Scope, setting: Setting) -> Iterator[out.Rule]:
    for place, item in enumerate(file.items):
        if isinstance(item, tree.Rule):
            yield from _lowered(item, place, file, scope, setting)


def _lowered(node: tree.Rule, place: int, file: RuleFile, scope: Scope, setting: Setting) -> list[out.Rule]:
    administration = administration_of(file)
    level = Level.ENVIRONMENT if administration is None else Level.ADMINISTRATION
    standing = rules.Standing(file.source.path, place, level, administration)
    return rules.lower(node, standing, scope, setting.administrations)


def administration_of(file: RuleFile) -> str | None:
    literal = file.header.administration
    return None if literal is None else literal.plain


def _check_header(file: RuleFile, schema: Schema, setting: Setting, found: Problems) -> None:
    domain = file.header.domain
    if domain is not None and not same_key(domain.key, schema.name):
        found.add(declaration_problems.wrong_domain(domain.span, domain.text, schema.name))
    name = administration_of(file)
    literal = file.header.administration
    known: Mapping[str, object] = setting.administrations
    if name is not None and literal is not None and known and name not in known:
        found.add(problems.unknown_administration(literal.span, name, known))


def _check_conditions(schema: Schema, scope: Scope) -> None:
    """The conditions that the domain puts on actions and clocks, for each object: also where no rule uses them."""
    for action in schema.actions.values():
        for owner in filter(None, map(schema.object, action.objects)):
            span = action.span or owner.span
            if span is not None:
                preconditions.for_record(action, owner, span, scope)
    for event in schema.events.values():
        if event.span is not None:
            preconditions.of_clock(event, event.span, scope)
