"""All that is found in a project, gathered in small steps: in each of its files, and what shows only across them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.node import Node
from regeltaal.base.source import Source, Span
from regeltaal.check import conflicts
from regeltaal.check.known import Known, known_of
from regeltaal.check.summary import Summary
from regeltaal.lint.exemptions import Exemption, heed
from regeltaal.lint.linter import ProjectLint, Unit
from regeltaal.lint.view import ProjectView
from regeltaal.lint_levels import levels
from regeltaal.pipeline import Ground
from regeltaal.project.model import Project
from regeltaal.workspace.closed_files import ClosedFiles
from regeltaal.workspace.open_file import OpenFile

Offset = Callable[[Span], int]
"""Where in its file a span starts."""


class Files(Node):
    """The files of a project that can be checked, by path: those that are worked on and the others."""

    project: Project
    ground: Ground
    open: Mapping[str, OpenFile]
    closed: ClosedFiles
    lint: ProjectLint

    @property
    def summaries(self) -> Iterator[tuple[Source, Summary]]:
        """Of each part or file, in the order of the project."""
        for source in self.project.rules:
            if source.path in self.open:
                yield from self.open[source.path].summaries
            else:
                yield source, self.closed.results[source.path].summary

    @property
    def have_tests(self) -> bool:
        in_open = any(check.has_tests for file in self.open.values() for check in file.checks)
        return in_open or any(one.summary.has_tests for one in self.closed.results.values())

    @property
    def units(self) -> Mapping[str, Sequence[Unit]]:
        return {one.path: self._units(one) for one in self.project.rules}

    def _units(self, source: Source) -> Sequence[Unit]:
        if source.path in self.open:
            return self.open[source.path].units
        return (Unit(source, self.closed.results[source.path].facts),)

    @property
    def exemptions(self) -> Iterator[tuple[Source, Sequence[Exemption]]]:
        for source in self.project.rules:
            if source.path in self.open:
                yield source, self.open[source.path].now.sheet.exemptions.exemptions
            else:
                yield source, self.closed.results[source.path].exemptions

    def problems(self, known: Known) -> Iterator[Diagnostic]:
        """What is wrong with each file by itself."""
        for file in self.open.values():
            yield from file.problems(known)
        for one in self.closed.results.values():
            yield from one.problems
            yield from one.tests.problems if one.tests else ()


def steps(files: Files, first: str | None) -> Iterator[None]:
    """Checks all files, those that somebody looks at first."""
    for path in sorted(files.open, key=lambda path: path != first):
        yield from files.open[path].steps()
    yield from files.closed.steps()


def gathered(files: Files, opening: Sequence[Diagnostic], at: Offset) -> Iterator[Sequence[Diagnostic] | None]:
    """All findings, behind as many times None as there are steps to it."""
    known = known_of([one for _, one in files.summaries] if files.have_tests else ())
    for file in files.open.values():
        yield from file.tested_steps(known)
    yield from files.closed.tested_steps(known)
    found = [*opening, *files.ground.problems, *files.problems(known)]
    yield None
    found += conflicts.check(list(files.summaries))
    yield None
    is_sound = not (files.ground.is_loose or any(one.is_error for one in found))
    for more in files.lint.by_rule(files.units, ProjectView(files.project.templates, is_sound=is_sound)):
        found += more
        yield None
    heeded = heed(found, list(files.exemptions), tell_unused=is_sound, at=at)
    yield in_order(levels(heeded, files.project.config), at)


def in_order(found: Iterable[Diagnostic], at: Offset) -> Sequence[Diagnostic]:
    """Once each, by file, place and code; spans of parts are where those stand."""
    by_place: dict[tuple[str, int, int, str], list[Diagnostic]] = {}
    for one in found:
        start = at(one.span)
        key = (one.span.source.path, start, start + one.span.end - one.span.start, one.code.id)
        by_place.setdefault(key, []).append(one)
    return [one for key in sorted(by_place) for one in _apart(by_place[key])]


def _apart(alike: Sequence[Diagnostic]) -> Iterable[Diagnostic]:
    """Of problems of one kind at one place those that say something else, by what they say."""
    if len(alike) == 1:
        return alike
    said: dict[str, Diagnostic] = {}
    for one in alike:
        said.setdefault(one.message(), one)
    return [said[message] for message in sorted(said)]
