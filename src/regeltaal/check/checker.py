"""Checking a set of rule files: one call, no files read, nothing raised at what a user wrote."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from regeltaal.base.diagnostic import Diagnostic, Problems
from regeltaal.check import conflicts, declarations, functions, preconditions, rules
from regeltaal.check.problems import declarations as declaration_problems
from regeltaal.check.problems import scope as problems
from regeltaal.check.scope import FileNames, Scope, same_key
from regeltaal.check.setting import Setting
from regeltaal.program import tree as out
from regeltaal.program.tree import Program
from regeltaal.schema.model import Level, Schema
from regeltaal.syntax import tree
from regeltaal.syntax.tree import RuleFile

if TYPE_CHECKING:
    from regeltaal.program.testing import TestCase


@frozen
class Checked:
    """The rules and tests that are without errors, and everything that was found."""

    program: Program
    problems: tuple[Diagnostic, ...]
    tests: "tuple[TestCase, ...]" = ()


def check(files: Sequence[RuleFile], schema: Schema, setting: Setting) -> Checked:
    """All files of a project, checked against its schema."""
    found = Problems()
    by_path = {file.source.path: file for file in files}
    seen = declarations.names_of(by_path, found)
    base = Scope(
        schema,
        FileNames(),
        found,
        zone=setting.zone,
        functions=functions.of_domain(schema, setting),
        unbound=functions.unbound(schema, setting),
        templates=setting.templates,
        administrations=frozenset(setting.administrations),
    )
    _check_actions(schema, base)
    declarations.check(by_path, seen, base)
    lowered: list[out.Rule] = []
    for path, file in by_path.items():
        _check_header(file, schema, setting, found)
        lowered.extend(_rules(file, evolve(base, names=seen[path]), setting))
    conflicts.check(by_path, lowered, schema, found)
    cases = _tests(by_path, seen, base)
    return Checked(Program(tuple(sorted(lowered, key=lambda rule: rule.order))), found.sorted(), cases)


def _tests(files: declarations.Files, seen: Mapping[str, FileNames], base: Scope) -> "tuple[TestCase, ...]":
    if not any(isinstance(item, tree.Test) for file in files.values() for item in file.items):
        return ()
    from regeltaal.check import tests  # noqa: PLC0415 - many small files have no tests

    known = tests.known_of(files)
    return tuple(
        case
        for path, file in files.items()
        for case in tests.check(file, administration_of(file), known, evolve(base, names=seen[path]))
    )


def _rules(file: RuleFile, scope: Scope, setting: Setting) -> Iterator[out.Rule]:
    administration = administration_of(file)
    level = Level.ENVIRONMENT if administration is None else Level.ADMINISTRATION
    for place, item in enumerate(file.items):
        if isinstance(item, tree.Rule):
            standing = rules.Standing(file.source.path, place, level, administration)
            yield from rules.lower(item, standing, scope, setting.administrations)


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


def _check_actions(schema: Schema, scope: Scope) -> None:
    """The conditions of every action, for each object that it is for: also of those that no rule uses."""
    for action in schema.actions.values():
        for name in action.objects:
            owner = schema.object(name)
            if owner is not None:
                span = action.span or owner.span
                if span is not None:
                    preconditions.for_record(action, owner, span, scope)
