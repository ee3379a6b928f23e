"""Checking files of a project one by one, with what each asked about the rest of the project."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property

from regeltaal.base.diagnostic import sort
from regeltaal.base.digest import digest
from regeltaal.base.node import evolve
from regeltaal.base.source import Source
from regeltaal.check.checker import Group
from regeltaal.check.declarations import used_by, with_used
from regeltaal.check.known import Known, Question
from regeltaal.file_results import Answers, FileResult, TestResult
from regeltaal.lint import exemptions
from regeltaal.lint.linter import lint
from regeltaal.lint.view import view_of
from regeltaal.pipeline import Ground, told_by
from regeltaal.project.model import Project
from regeltaal.project.templates import ProjectTemplates
from regeltaal.syntax.parser import Parsed, parse
from regeltaal.syntax.tree import RuleFile

_ELSEWHERE = -1
"""The place of what is wrong with a template, which lies in none of the rules."""


class Trees:
    """The files of a project, each parsed when it is asked for. ``known`` are those parsed before."""

    def __init__(self, project: Project, known: Mapping[str, Parsed] | None = None) -> None:
        self._sources = {one.path: one for one in project.rules}
        self._parsed = {path: one for path, one in (known or {}).items() if self._is_of_now(path, one)}

    def _is_of_now(self, path: str, parsed: Parsed) -> bool:
        return path in self._sources and parsed.file.source.original == self._sources[path].original

    def __getitem__(self, path: str) -> Parsed:
        if path not in self._parsed:
            self._parsed[path] = parse(self._sources[path])
        return self._parsed[path]

    def with_used(self, paths: Iterable[str]) -> Mapping[str, RuleFile]:
        """These files and all that they use, in the order of the project."""
        used = with_used(paths, self._sources, lambda path: self[path].file)
        return {path: self[path].file for path in used}

    def parsed(self, paths: Iterable[str]) -> Mapping[str, Parsed]:
        """Those of these that were parsed."""
        return {path: self._parsed[path] for path in paths if path in self._parsed}


class Texts:
    """The texts of a project: what files may ask about. ``digests`` are known ones, by source."""

    def __init__(self, project: Project, digests: Mapping[Source, str] | None = None) -> None:
        known = digests or {}
        self.sources = {one.path: one for one in project.rules}
        self.digests = {one: known.get(one) or digest((one.original,)) for one in project.rules}
        self.templates = {path: one.original for path, one in project.templates.items()}
        self.sources_of_templates = project.templates
        self._folder = project.config.templates

    def digest(self, path: str) -> str:
        return self.digests[self.sources[path]] if path in self.sources else ""

    @cached_property
    def _by_name(self) -> ProjectTemplates:
        return ProjectTemplates(self.sources_of_templates, self._folder)

    @cached_property
    def _paths(self) -> str:
        return digest(self.sources)

    def answer(self, question: Question) -> str:
        match question:
            case ("bestand", path):
                return self.digest(path)
            case ("sjabloon", kind, name):
                found = self._by_name.find(kind, name)
                return "" if found is None else digest((found.path, found.original))
            case ("sjablonen", kind):
                return digest(self._by_name.names(kind))
            case _:
                return self._paths

    def still(self, result: FileResult) -> bool:
        """Whether all that a file asked still has the same answer."""
        return all_as_before(result.answers, self.answer)


def all_as_before(answers: Answers, answer: Callable[[Question], str]) -> bool:
    return all(answer(question) == told for question, told in answers.items())


class Workbench:
    """Some files of a project, ready to be checked one by one. What was found on the one ``before`` is taken over."""

    def __init__(
        self, paths: Sequence[str], trees: Trees, texts: Texts, ground: Ground, before: "Workbench | None" = None
    ) -> None:
        if ground.checker is None:
            raise ValueError("nothing can be checked without a domain")
        self._trees, self._texts, self._ground, self._checker = trees, texts, ground, ground.checker
        self._files = trees.with_used(paths)
        known = None if before is None else before.group
        self.group: Group = ground.checker.group(self._files, texts.sources, known)

    def check(self, path: str) -> FileResult:
        checked = self.group.check(path)
        file = self._trees[path].file
        told = (*told_by(self._trees[path], self._checker.schema), *checked.problems)
        setting = evolve(self._checker.setting, templates=checked.templates)
        errors = [one.span.start if one.span.source is file.source else _ELSEWHERE for one in told if one.is_error]
        linted = lint(view_of(file, checked.rules, self._checker.schema, setting, errors))
        read = exemptions.read(file)
        questions = [*self._asked(path), *(() if checked.templates is None else checked.templates.asked())]
        return FileResult(
            self._texts.digest(path),
            len(checked.summary.names),
            sort((*told, *linted.problems, *read.problems)),
            checked.summary,
            {question: self._texts.answer(question) for question in questions},
            linted.facts,
            read.exemptions,
        )

    def test(self, path: str, known: Known) -> TestResult:
        """The tests of a file; what they asked of the rules is theirs alone."""
        asked = known.anew()
        tested = self.group.test(path, asked)
        return TestResult(sort(tested.problems), {question: known.answer(question) for question in asked.asked})

    def used(self, path: str) -> Collection[str]:
        """The files that this one depends on, also those that are not there yet."""
        waiting, found = list(used_by(self._files[path])), dict[str, None]()
        while waiting:
            used = waiting.pop()
            if used != path and used not in found:
                found[used] = None
                waiting.extend(used_by(self._files[used]) if used in self._files else ())
        return found

    def _asked(self, path: str) -> Iterable[Question]:
        """Those files; and for want of one it may name others."""
        found = self.used(path)
        yield from (("bestand", used) for used in found)
        if any(used not in self._files for used in found):
            yield ("bestanden",)
