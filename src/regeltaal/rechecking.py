"""Checking a project again: only the files of which something changed, or something that they asked about.

One ``Rechecker`` serves a program that looks at the same project time and again; with ``recall`` and ``keep`` it also
knows what an earlier run found. What comes out is what a first check finds, whatever was known before.
"""

import marshal
from collections.abc import Callable, Iterator, Mapping, Sequence

from regeltaal.base import cache
from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.diagnostic_data import Data
from regeltaal.base.node import Node, evolve, field
from regeltaal.base.source import Source
from regeltaal.check import conflicts
from regeltaal.check.known import known_of
from regeltaal.file_checking import Texts, Trees, Workbench, all_as_before
from regeltaal.file_results import FileResult, Sources, as_data, of_data
from regeltaal.lint.exemptions import heed
from regeltaal.lint.linter import Unit, lint_project
from regeltaal.lint.view import ProjectView
from regeltaal.lint_levels import levelled
from regeltaal.pipeline import Ground, domain_of, rule_counts
from regeltaal.project.model import Project
from regeltaal.syntax import grammar
from regeltaal.syntax.parser import Parsed

KIND = "checked"
_LIBRARIES = ("holidays", "lark", "re2", "stdnum")
"""What checking goes by besides our own modules."""
Result = tuple[str, FileResult]
"""A file by its path, and what was found in it."""
Team = Callable[[Sequence[str], Project, Ground], Iterator[Result]]
"""Others that check files: it gives what was found in as many of these as it takes upon itself."""
Watch = Callable[[Iterator[Result]], Iterator[Result]]
"""Sees results go by, to tell how far it is."""


class Rechecked(Node):
    """What is known of a project after checking, apart from its rules themselves."""

    project: Project | None
    problems: tuple[Diagnostic, ...]
    rule_counts: Mapping[str, int]
    """By path of each file."""


class _Known(Node):
    """What was known of a project after the last look: what its files were checked against, and what was found.

    ``key`` is all that every file goes by. ``problems`` is what is wrong with the domain and the settings, where that
    is known without reading them.
    """

    key: tuple[str, ...]
    ground: Ground
    texts: Texts
    files: Mapping[str, FileResult]
    problems: tuple[Diagnostic, ...] | None = None
    parsed: Mapping[str, Parsed] = field(factory=dict)
    """The files that others use."""


class Rechecker:
    """Checks a project, and remembers of each file what was found."""

    def __init__(self, team: Team | None = None, watch: Watch = iter) -> None:
        self._team, self._watch = team, watch
        self._known: _Known | None = None
        self._is_kept = False

    def check(self, project: Project, opening: Sequence[Diagnostic] = ()) -> Rechecked:
        """Checks a project; ``opening`` is what was wrong with opening it."""
        trees = Trees(project, self._known.parsed if self._known else {})
        known = self._now(project, trees)
        found = [*opening]
        if known.problems is None and known.ground.checker is None:
            found += known.ground.problems
            found += (one for path in known.texts.sources for one in trees[path].problems)
            counts = rule_counts(trees[path].file for path in known.texts.sources)
            self._known = None
            return Rechecked(project, levelled(found, project.config), counts)
        checked = _Round(project, known, trees, self._team).files(self._watch)
        self._is_kept = self._is_kept and known.files == checked
        problems = tuple(known.ground.problems) if known.problems is None else known.problems
        found += problems
        for one in checked.values():
            found += (*one.problems, *(one.tests.problems if one.tests else ()))
        found += conflicts.check([(known.texts.sources[path], one.summary) for path, one in checked.items()])
        found = self._linted(found, known, checked)
        used = {
            name for one in checked.values() for asked, *names in one.answers if asked == "bestand" for name in names
        }
        self._known = evolve(known, files=checked, problems=problems, parsed=trees.parsed(used))
        counts = {path: one.rules for path, one in checked.items()}
        return Rechecked(project, levelled(found, project.config), counts)

    def _linted(
        self, found: Sequence[Diagnostic], known: _Known, checked: Mapping[str, FileResult]
    ) -> list[Diagnostic]:
        """All that was found, with what lint rules over all files find, and without what is exempted."""
        is_sound = not (known.ground.is_loose or any(one.is_error for one in found))
        sources, view = known.texts.sources, ProjectView(known.texts.sources_of_templates, is_sound=is_sound)
        more = lint_project({path: (Unit(sources[path], one.facts),) for path, one in checked.items()}, view)
        exemptions = [(sources[path], one.exemptions) for path, one in checked.items()]
        return list(heed((*found, *more), exemptions, tell_unused=is_sound))

    def _now(self, project: Project, trees: Trees) -> _Known:
        """What is known already, as far as it holds for the project as it is now."""
        before = self._known
        domain = domain_of(project, (trees[one.path].file for one in project.rules))
        key = _key(project, domain)
        texts = Texts(project, before.texts.digests if before else None)
        ground = Ground(project, domain)
        if before is None or before.key != key:
            return _Known(key, ground, texts, {})
        same = before.texts.templates == texts.templates
        return evolve(before, ground=before.ground if same else ground, texts=texts)

    # ------------------------------------------------------------ between runs

    def recall(self, project: Project) -> None:
        """Takes over what an earlier run found of this project, as far as it was kept and can be read."""
        if project.loose:
            return
        domain, texts = domain_of(project, ()), Texts(project)
        kept = kept_results(project, domain, texts)
        if kept is not None:
            self._known = _Known(_key(project, domain), Ground(project, domain), texts, kept.files, kept.problems)
            self._is_kept = kept.is_whole

    def keep(self, project: Project) -> None:
        """Keeps what was found for a next run, where that is not kept already."""
        known = self._known
        if not self._is_kept and known is not None:
            keep_results(project, known.ground, known.files, known.problems)


class _Round:
    """One check of a project: what is known of its files, and of the others what is found now."""

    def __init__(self, project: Project, known: _Known, trees: Trees, team: Team | None) -> None:
        self._project, self._known, self._trees, self._team = project, known, trees, team

    def files(self, watch: Watch) -> Mapping[str, FileResult]:
        """Every file of the project, in its order."""
        texts, before = self._known.texts, self._known.files
        good = {path: one for path, one in before.items() if texts.digest(path) == one.digest and texts.still(one)}
        todo = [path for path in texts.sources if path not in good]
        good.update(watch(self._checked(todo)))
        files = {path: good[path] for path in texts.sources}
        return self._tested(files) if any(one.summary.has_tests for one in files.values()) else files

    def _checked(self, paths: Sequence[str]) -> Iterator[Result]:
        done = set[str]()
        if self._team is not None and paths:
            for path, result in self._team(paths, self._project, self._known.ground):
                done.add(path)
                yield path, result
        left = [path for path in paths if path not in done]
        if left:
            bench = self._bench(left)
            yield from ((path, bench.check(path)) for path in left)

    def _tested(self, files: Mapping[str, FileResult]) -> Mapping[str, FileResult]:
        rules = known_of(one.summary for one in files.values())
        todo = [
            path
            for path, one in files.items()
            if one.summary.has_tests and not (one.tests and all_as_before(one.tests.answers, rules.answer))
        ]
        bench = self._bench(todo) if todo else None
        tests = {path: bench.test(path, rules) for path in todo} if bench else {}
        return {path: evolve(one, tests=tests[path]) if path in tests else one for path, one in files.items()}

    def _bench(self, paths: Sequence[str]) -> Workbench:
        return Workbench(paths, self._trees, self._known.texts, self._known.ground)


class Kept(Node):
    """What an earlier run found of a project: what is wrong with its domain and settings, and in its files by path.

    ``is_whole``: that holds of all that was kept.
    """

    problems: tuple[Diagnostic, ...]
    files: Mapping[str, FileResult]
    is_whole: bool


def kept_results(project: Project, domain: Source | Diagnostic | None, texts: Texts) -> Kept | None:
    """What was kept of a project, as far as it can be read and its files have the same text."""
    content = None if project.loose else cache.read(KIND, _stored(_key(project, domain)))
    if content is None:
        return None
    sources = Sources(project, domain if isinstance(domain, Source) else None)
    try:
        problems, rows = marshal.loads(content)  # noqa: S302 - a file of our own, see base.cache
        read = sources.diagnostics(problems)
        found = {path: _result(row, sources) for path, row in rows if texts.digest(path) == row[0]}
    except (LookupError, ValueError, TypeError, EOFError):
        return None
    files = {path: one for path, one in found.items() if one is not None}
    return Kept(read, files, len(files) == len(rows))


def keep_results(
    project: Project, ground: Ground, files: Mapping[str, FileResult], problems: Sequence[Diagnostic] | None = None
) -> None:
    """Keeps what was found for a next run."""
    if project.loose:
        return
    sources = Sources(project, ground.domain)
    rows = tuple((path, as_data(one, sources)) for path, one in files.items())
    told = sources.data(ground.problems if problems is None else problems)
    cache.write(KIND, _stored(_key(project, ground.domain)), marshal.dumps((told, rows)))


def _result(row: Data, sources: Sources) -> FileResult | None:
    """What was kept of a file; None where it tells of a file that is gone."""
    try:
        return of_data(row, sources)
    except LookupError:
        return None


def _key(project: Project, domain: Source | Diagnostic | None) -> tuple[str, ...]:
    """All that every file of a project goes by, besides our own modules and those of ``_LIBRARIES``."""
    named = (domain.path, domain.original) if isinstance(domain, Source) else ()
    return (str(project.root), project.settings.original if project.settings else "", *named)


def _stored(key: tuple[str, ...]) -> str | None:
    """The name under which results are kept."""
    grammars = grammar.read((grammar.RULES, "domein.lark"))
    return cache.key(*key, grammars, *map(cache.package, _LIBRARIES), rooms=("",))
