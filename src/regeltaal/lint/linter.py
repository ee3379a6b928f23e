"""Runs the lint rules: over a file, and over what was collected of all files."""

from collections.abc import Iterator, Mapping

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.diagnostic_data import Data
from regeltaal.base.node import Node
from regeltaal.lint import registry
from regeltaal.lint.view import FileView, ProjectView

Facts = Mapping[str, Data]
"""What rules over all files collected of one, by the number of the rule."""


class Linted(Node):
    """One file."""

    problems: tuple[Diagnostic, ...]
    facts: Facts


def lint(view: FileView) -> Linted:
    problems = tuple(found for rule in registry.file_rules() for found in rule.find(view))
    collected = ((rule.code.id, rule.collect(view)) for rule in registry.project_rules())
    return Linted(problems, {number: data for number, data in collected if data is not None})


def lint_project(facts: Mapping[str, Facts], view: ProjectView) -> Iterator[Diagnostic]:
    """What shows only across files; ``facts`` are by path, in the order of the project."""
    for rule in registry.project_rules():
        number = rule.code.id
        yield from rule.find({path: own[number] for path, own in facts.items() if number in own}, view)
