"""Formatting whatever a user points at: projects, folders, files and standard input. Nothing is written here."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from regeltaal.base.diagnostic import Diagnostic, Edit
from regeltaal.base.node import Node
from regeltaal.base.source import Source
from regeltaal.checking import from_here
from regeltaal.formatting.format import formatted
from regeltaal.formatting.problems import REFUSED
from regeltaal.project.model import Project
from regeltaal.project.problems.files import is_unreadable
from regeltaal.project.targets import INPUT_NAME, Target, targets
from regeltaal.respelling import respellings
from regeltaal.syntax.parser import parse


class TidyFile(Node):
    """A file with the text that it should hold; ``file`` is None for standard input."""

    file: Path | None
    shown: str
    """Its path as it can be opened from where the user is."""
    before: Source
    after: str
    problems: tuple[Diagnostic, ...]

    @property
    def is_changed(self) -> bool:
        return self.after != self.before.original


class Found(Node):
    """The files that were asked for, each formatted when its turn comes, and what could not be read."""

    files: Iterator[TidyFile]
    unreadable: tuple[Diagnostic, ...]


def found_at(paths: Sequence[str], standard_input: Callable[[int], bytes]) -> Found:
    asked = targets(paths, standard_input)
    unreadable = [problem for target in asked for problem in target.opened.problems if _counts(problem, target)]
    return Found((tidy for target in asked for tidy in _files(target)), tuple(unreadable))


def _counts(problem: Diagnostic, target: Target) -> bool:
    """Whether a problem keeps from formatting what was asked for: settings that are wrong do not."""
    return target.opened.project is None or (is_unreadable(problem) and target.wants(problem.span.source.path))


def _files(target: Target) -> Iterator[TidyFile]:
    project = target.opened.project
    if project is not None:
        edits = respellings(project)
        for source in project.rules:
            if target.wants(source.path):
                yield _tidy(project, source, edits.get(source.path, ()))


def _tidy(project: Project, source: Source, edits: Sequence[Edit]) -> TidyFile:
    found = formatted(parse(respelled(source, edits)))
    after = source.original if any(one.code is REFUSED for one in found.problems) else found.text
    if source.path == INPUT_NAME:
        return TidyFile(None, source.path, source, after, found.problems)
    file = project.root / source.path
    shown = source.path if project.loose else from_here(file)
    return TidyFile(file, shown, source, after, found.problems)


def respelled(source: Source, edits: Iterable[Edit]) -> Source:
    """A file with values in the spelling of the domain."""
    text = source.text
    for edit in sorted(edits, key=lambda one: one.span.start, reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return source if text is source.text else Source(source.path, text)
