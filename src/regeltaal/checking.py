"""Checking whatever a user points at: several projects and loose files make one list of problems."""

import os
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Protocol

from attrs import frozen

from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.node import Node
from regeltaal.base.source import Source
from regeltaal.project.model import Project
from regeltaal.project.problems.files import is_unreadable
from regeltaal.project.targets import Target, targets
from regeltaal.rechecking import Rechecked, Rechecker, Team, Watch


class Found(Protocol):
    """What checking a project gave, whichever way it was checked."""

    @property
    def project(self) -> Project | None: ...

    @property
    def problems(self) -> tuple[Diagnostic, ...]: ...

    @property
    def rule_counts(self) -> Mapping[str, int]:
        """How many rules there are in each file, by path."""
        ...


Narrowing = Callable[[Diagnostic, Project | None], bool]
"""Whether a problem of a project is among those to report."""


def _everything(_problem: Diagnostic, _project: Project | None) -> bool:
    return True


@frozen
class Checked:
    """What was asked for, checked. Of a project of which one file was asked for, the rest is read but not reported."""

    parts: tuple[tuple[Target, Found], ...]
    narrowing: Narrowing = _everything

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        return tuple(problem for target, found in self.parts for problem in self.reported(target, found))

    def reported(self, target: Target, found: Found) -> tuple[Diagnostic, ...]:
        """What is told of one of the projects."""
        return tuple(
            problem
            for problem in found.problems
            if _asked(problem, target, found) and self.narrowing(problem, found.project)
        )

    @property
    def files(self) -> int:
        return sum(target.wants(path) for target, found in self.parts for path in found.rule_counts)

    @property
    def rules(self) -> int:
        return sum(
            count for target, found in self.parts for path, count in found.rule_counts.items() if target.wants(path)
        )

    @property
    def unreadable(self) -> bool:
        return any(map(is_unreadable, self.problems))

    def fails_at(self, severity: Severity) -> bool:
        return any(problem.severity.reaches(severity) for problem in self.problems)

    def shown_path(self, source: Source) -> str:
        """The path of a source as it can be opened from where the user is; two projects may have equal paths."""
        project = self._projects.get(source)
        if project is None or project.loose or not (project.root / source.path).exists():
            return source.path
        return from_here(project.root / source.path)

    @cached_property
    def _projects(self) -> dict[Source, Project | None]:
        return {
            place: found.project for _, found in self.parts for problem in found.problems for place in problem.sources
        }


class Way(Node):
    """How projects are checked; ``afresh`` leaves alone what earlier runs found."""

    afresh: bool = False
    team: Team | None = None
    watch: Watch = iter


def check_paths(paths: Sequence[str], standard_input: Callable[[int], bytes], way: Way) -> Checked:
    return Checked(tuple((one, _checked(one, way)) for one in targets(paths, standard_input)))


def _checked(target: Target, way: Way) -> Found:
    opened = target.opened
    if opened.project is None:
        return Rechecked(None, opened.problems, {})
    rechecker = Rechecker(way.team, way.watch)
    if not way.afresh:
        rechecker.recall(opened.project)
    found = rechecker.check(opened.project, opened.problems)
    if not way.afresh:
        rechecker.keep(opened.project)
    return found


def _asked(problem: Diagnostic, target: Target, found: Found) -> bool:
    """Problems of the files asked for, and those of the project itself."""
    path = problem.span.source.path
    return target.wants(path) or path not in found.rule_counts


def from_here(path: Path) -> str:
    """Relative where that is shorter to read: below the folder that the user is in."""
    relative = os.path.relpath(path)
    return path.as_posix() if relative.startswith("..") else Path(relative).as_posix()
