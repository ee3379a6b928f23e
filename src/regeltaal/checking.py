"""Checking whatever a user points at: several projects and loose files make one list of problems."""

import os
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

from attrs import frozen

from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.source import Source
from regeltaal.pipeline import Analysis, analyse_project
from regeltaal.project.model import Project
from regeltaal.project.problems.files import is_unreadable
from regeltaal.project.targets import Target, targets
from regeltaal.syntax.tree import Rule

_AT_LEAST = {
    Severity.ERROR: frozenset({Severity.ERROR}),
    Severity.WARNING: frozenset({Severity.ERROR, Severity.WARNING}),
    Severity.HINT: frozenset(Severity),
}


@frozen
class Checked:
    """What was asked for, checked. Of a project of which one file was asked for, the rest is read but not reported."""

    parts: tuple[tuple[Target, Analysis], ...]

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        return tuple(
            problem
            for target, analysis in self.parts
            for problem in analysis.problems
            if _asked(problem, target, analysis)
        )

    @property
    def files(self) -> int:
        return sum(len(_files(target, analysis)) for target, analysis in self.parts)

    @property
    def rules(self) -> int:
        return sum(
            isinstance(item, Rule)
            for target, analysis in self.parts
            for file in analysis.files
            if target.wants(file.source.path)
            for item in file.items
        )

    @property
    def unreadable(self) -> bool:
        return any(map(is_unreadable, self.problems))

    def fails_at(self, severity: Severity) -> bool:
        return any(problem.code.severity in _AT_LEAST[severity] for problem in self.problems)

    def shown_path(self, source: Source) -> str:
        """The path of a source as it can be opened from where the user is; two projects may have equal paths."""
        project = self._projects.get(source)
        if project is None or project.loose or not (project.root / source.path).exists():
            return source.path
        return _from_here(project.root / source.path)

    @cached_property
    def _projects(self) -> dict[Source, Project | None]:
        return {
            place: analysis.project
            for _, analysis in self.parts
            for problem in analysis.problems
            for place in (problem.span.source, *(label.span.source for label in problem.labels))
        }


def check_paths(paths: Sequence[str], standard_input: Callable[[int], bytes]) -> Checked:
    return Checked(tuple((target, _analysed(target)) for target in targets(paths, standard_input)))


def _analysed(target: Target) -> Analysis:
    opened = target.opened
    if opened.project is None:
        return Analysis(None, None, None, (), opened.problems)
    return analyse_project(opened.project, opened.problems)


def _files(target: Target, analysis: Analysis) -> list[str]:
    return [file.source.path for file in analysis.files if target.wants(file.source.path)]


def _asked(problem: Diagnostic, target: Target, analysis: Analysis) -> bool:
    """Problems of the files asked for, and those of the project itself."""
    path = problem.span.source.path
    rule_files = {file.source.path for file in analysis.files}
    return target.wants(path) or path not in rule_files


def _from_here(path: Path) -> str:
    """Relative where that is shorter to read: below the folder that the user is in."""
    relative = os.path.relpath(path)
    return path.as_posix() if relative.startswith("..") else Path(relative).as_posix()
