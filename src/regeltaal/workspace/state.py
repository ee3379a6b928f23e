"""One project that is being worked on, as it stands at one moment: its files, and what is known of them.

What is known is worked out when it is asked for, and kept. INVARIANT: a state never changes; an edit makes another that
takes over all that still holds, also of what was not worked out to the end.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import attrs
from attrs import frozen

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.node import Node, evolve, field
from regeltaal.base.source import Source, Span
from regeltaal.check.checker import CheckedFile, Checker
from regeltaal.check.scope import Scope
from regeltaal.lint.exemptions import heed
from regeltaal.lint.linter import ProjectLint
from regeltaal.lint_levels import levels
from regeltaal.pipeline import Ground
from regeltaal.project.model import Opened, Project
from regeltaal.schema.model import Schema
from regeltaal.workspace import gathering
from regeltaal.workspace.closed_files import ClosedFiles
from regeltaal.workspace.domain import Domain, domain_now
from regeltaal.workspace.names import Names, names_of, with_used
from regeltaal.workspace.open_file import OpenFile
from regeltaal.workspace.part import Part
from regeltaal.workspace.part_check import Surroundings
from regeltaal.workspace.sheet import Sheet
from regeltaal.workspace.sheets import Sheets

_LARGE = 60_000
"""Characters of a file that goes on being known part by part once it was: checking it whole takes too long at once."""
Findings = Mapping[Path, Sequence[Diagnostic]]


@frozen
class Located:
    """A stretch of a file on disk. Lines and columns are from 0, in code points of the file as it is stored."""

    file: Path
    start: tuple[int, int]
    end: tuple[int, int]


class Given(Node):
    """What a state is made from.

    ``open`` are the files that are worked on; ``sheets`` those that were read before. ``unsaved`` are the texts of
    domains that an editor holds, by path; ``stamp`` is another number as soon as one may have changed on disk.
    ``unread`` are the paths that changed on disk while there was no project to read them for.
    """

    home: Path
    opened: Opened
    open: frozenset[str] = frozenset()
    sheets: Collection[Sheet] = ()
    unsaved: Mapping[str, str] = field(factory=dict)
    stamp: int = 0
    unread: frozenset[str] = frozenset()


@frozen(eq=False)
class Knowledge:
    """What one state hands on to the next, worked out as far as it is.

    ``moved`` are the files that were edited since ``findings``.
    """

    domain: Domain | None = None
    names: Names | None = None
    files: Mapping[str, OpenFile] = attrs.field(factory=dict)
    closed: ClosedFiles | None = None
    lint: ProjectLint = attrs.field(factory=ProjectLint)
    findings: Findings = attrs.field(factory=dict)
    moved: frozenset[str] = frozenset()


class State:
    """A project with the texts of now: those that an editor holds, and for the rest those on disk."""

    def __init__(self, given: Given, before: "State | None" = None) -> None:
        self.given, self.home, self.opened = given, given.home, given.opened
        self.project: Project | None = given.opened.project or (before.project if before else None)
        """As it is opened; while regeltaal.toml can't be read, as it was before."""
        rules = () if self.project is None else self.project.rules
        self.sheets = Sheets(rules, given.sheets)
        """The rule files by path. They are read when they are first looked into."""
        self._open = [one.path for one in rules if one.path in given.open]
        self._then = Knowledge() if before is None else before.handed_on(self.sheets, self._open)
        self._findings: Findings | None = None
        self._files: dict[str, OpenFile] = {}
        self._aside: dict[tuple[str, ...], Names] = {}

    def handed_on(self, sheets: Sheets, open_: Collection[str]) -> Knowledge:
        """What is known, for a state with other sheets; nothing of it keeps this one."""
        edited = frozenset(path for path in self._open if sheets.known(path) is not self.sheets.known(path))
        known, then = self.__dict__, self._then
        return Knowledge(
            known.get("_domain", then.domain),
            known.get("_names", then.names),
            {path: one for path, one in {**then.files, **self._files}.items() if path in open_},
            known.get("_closed", then.closed),
            then.lint,
            then.findings if self._findings is None else self._findings,
            then.moved | edited if self._findings is None else edited,
        )

    # ------------------------------------------------------------ what rules go by

    @cached_property
    def _domain(self) -> Domain | None:
        if self.project is None:
            return None
        headers = [self.sheets[path].header for path in self._open] if self.project.loose else []
        return domain_now(self.project, headers, self.given.unsaved, self.given.stamp, self._then.domain)

    @property
    def ground(self) -> Ground | None:
        """What the rules are checked against; while the domain can't be read, what they were checked against before."""
        return None if self._domain is None else self._domain.good or self._domain.ground

    @property
    def schema(self) -> Schema | None:
        """The domain; None where there is none, or it never could be read."""
        return None if self.ground is None else self.ground.schema

    @property
    def domain(self) -> Source | None:
        """The text of the domain, as it is now."""
        return None if self._domain is None else self._domain.source

    @property
    def _checker(self) -> Checker | None:
        return None if self.ground is None else self.ground.checker

    # ------------------------------------------------------------ what checking made of a file

    def scope(self, path: str) -> Scope | None:
        """What names stand for in a file, outside any rule."""
        names = self._names_in(path)
        return None if names is None else names.group.scope(path)

    def checked(self, path: str, part: Part) -> CheckedFile | None:
        """What checking made of a part of a file: rules without errors, notes. None without a domain."""
        file = self._file(path)
        if file is not None:
            return file.placed(part)
        names = self._names_in(path)
        return None if names is None else OpenFile(self._around(path, names)).placed(part)

    def _names_in(self, path: str) -> Names | None:
        if self._names is not None and path in self._names.declaring:
            return self._names
        key = tuple(with_used([path], self.sheets))
        if key not in self._aside and self._checker is not None:
            self._aside.clear()
            self._aside[key] = names_of([path], self.sheets, self._checker, None)
        return self._aside.get(key)

    @cached_property
    def _names(self) -> Names | None:
        """Of the files that are worked on, with what they use."""
        if self._checker is None:
            return None
        names = names_of(self._open, self.sheets, self._checker, self._then.names)
        self.sheets.pinned = frozenset(names.declaring)
        return names

    def _file(self, path: str) -> OpenFile | None:
        """A file that is worked on, as far as it is checked."""
        if path not in self._files and path in self._open and self._names is not None:
            self._files[path] = OpenFile(self._around(path, self._names), self._then.files.get(path))
        return self._files.get(path)

    def _around(self, path: str, names: Names) -> Surroundings:
        sheet = self.sheets[path]
        return Surroundings(sheet, sheet.header, names.group, names.checker)

    # ------------------------------------------------------------ what was found

    @property
    def findings(self) -> Findings:
        """All that `controleer` would say, by file; also for regeltaal.toml, templates and the domain."""
        if self._findings is None:
            for _ in self.settle():
                pass
        return self._findings or {}

    def settle(self, first: str | None = None) -> Iterator[None]:
        """Works out ``findings`` in small steps, so that whoever asks can do something else between two.

        The file at the path ``first`` has its turn first: then ``early`` knows of it.
        """
        if self._findings is not None:
            return
        for found in self._work(first):
            if found is None:
                yield
            else:
                self._findings = self._by_file(found)

    def early(self, path: str) -> Sequence[Diagnostic] | None:
        """What is wrong with a file by itself, where that is known and all the rest is not yet."""
        file = self._files.get(path)
        if file is None or not file.is_done or self.project is None:
            return None
        alone = [one for check in file.checks for one in check.problems] + list(file.together)
        sheet = file.now.sheet
        heeded = heed(alone, [(sheet.source, sheet.exemptions.exemptions)], tell_unused=False, at=self.offset)
        return gathering.in_order(levels(heeded, self.project.config), self.offset)

    def _work(self, first: str | None) -> Iterator[Sequence[Diagnostic] | None]:
        """The findings, behind as many times None as there are steps to them."""
        project, opening = self.opened.project, self.opened.problems
        if project is None:
            yield gathering.in_order(opening, self.offset)
            return
        for path in sorted(self._open, key=lambda one: one != first):
            yield from self.sheets[path].reading()
        if self._domain is None or self._domain.ground.checker is None:
            yield from self._read_only(project)
            return
        yield None
        files = {path: file for path in self._open if (file := self._file(path)) is not None}
        yield None
        all_files = gathering.Files(project, self._domain.ground, files, self._closed, self._then.lint)
        yield from gathering.steps(all_files, first)
        yield from gathering.gathered(all_files, opening, self.offset)
        self._then = evolve(self._then, names=None, files={}, closed=None)
        if not self.given.unsaved and self._closed.keep():
            yield None

    @cached_property
    def _closed(self) -> ClosedFiles:
        """The files that nobody works on; there is a project and a domain."""
        assert self.project is not None  # noqa: S101 - see ``_work``
        assert self._domain is not None  # noqa: S101 - idem
        open_ = {path: self.sheets[path] for path in self._open}
        return ClosedFiles(self.project, self._domain.ground, open_, self._then.closed)

    def _read_only(self, project: Project) -> Iterator[Sequence[Diagnostic] | None]:
        """What is found without a domain."""
        yield from self._closed.syntax_steps()
        found = [*self.opened.problems, *(self._domain.ground.problems if self._domain else ())]
        found += (one for path in self._open for part in self.sheets[path].parts for one in part.parsed.problems)
        found += self._closed.syntax
        yield gathering.in_order(levels(found, project.config), self.offset)

    def _by_file(self, problems: Sequence[Diagnostic]) -> Findings:
        found: dict[Path, list[Diagnostic]] = {}
        for problem in problems:
            found.setdefault(self.file(problem.span.source), []).append(problem)
        return {file: self._as_before(file, own) for file, own in found.items()}

    def _as_before(self, file: Path, found: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
        """The very list of before, where that says the same of places that did not move."""
        before = self._then.findings.get(file)
        if before is None or before != found:
            return found
        return found if any(place.path in self._then.moved for one in found for place in one.sources) else before

    # ------------------------------------------------------------ where things are

    @property
    def root(self) -> Path:
        """The folder that paths are counted from."""
        return Path() if self.project is not None and self.project.loose else self.home

    def file(self, source: Source) -> Path:
        """The file that a text is (a part of), as it lies on disk."""
        if self._domain is not None and self._domain.is_text_of(source):
            return self._domain_file
        return self.root / source.path

    @cached_property
    def _domain_file(self) -> Path:
        """Where the domain lies: in the project, or in the package that brings it."""
        from regeltaal.project.domains import domain_file  # noqa: PLC0415 - few ask for it

        return self.root if self.domain is None else domain_file(self.domain.path, self.root)

    def offset(self, span: Span) -> int:
        """Where a span starts in the text of its file."""
        sheet = self.sheets.known(span.source.path)
        return span.start if sheet is None else sheet.offset_of(span)

    def locate(self, span: Span) -> Located:
        """Where a span of a part, a file, a template or the domain is."""
        sheet = self.sheets.known(span.source.path)
        first = (sheet.line_of(span.source) if sheet else None) or 0
        begin, finish = span.begin, span.finish
        return Located(
            self.file(span.source),
            (first + begin.line - 1, begin.column - 1),
            (first + finish.line - 1, finish.column - 1),
        )

    # ------------------------------------------------------------ with other texts

    def with_domain(self, path: str, text: str) -> "State":
        """The project with another text of its domain."""
        unsaved = {**self.given.unsaved, path: text}
        return State(evolve(self.given, unsaved=unsaved, sheets=self.sheets.made), self)

    def with_opened(self, opened: Opened) -> "State":
        """The project as it is otherwise, but for texts that no rule file has."""
        return State(evolve(self.given, opened=opened, sheets=self.sheets.made), self)

    def with_text(self, path: str, text: str, *, is_open: bool) -> "State":
        """The project with another text of one of its rule files."""
        project = self.opened.project
        assert project is not None  # noqa: S101 - who edits has found the file in it
        sheet = self.sheets[path].edited(text)
        stays = is_open or (path in self.given.open and len(text) > _LARGE)
        if sheet is self.sheets[path] and stays is (path in self.given.open):
            return self
        rules = tuple(sheet.source if one.path == path else one for one in project.rules)
        sheets = (sheet, *(one for one in self.sheets.made if one.path != path))
        open_ = self.given.open | {path} if stays else self.given.open - {path}
        opened = Opened(evolve(project, rules=rules), self.opened.problems)
        return State(evolve(self.given, opened=opened, open=open_, sheets=sheets), self)
