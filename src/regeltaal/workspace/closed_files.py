"""The files that nobody works on: known by what checking them gave, without their trees, and kept between runs."""

from collections.abc import Collection, Iterator, Mapping

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.digest import digest
from regeltaal.base.node import Node, evolve
from regeltaal.base.source import Source
from regeltaal.check.known import Known, Question
from regeltaal.file_checking import Texts, Trees, Workbench, all_as_before
from regeltaal.file_results import FileResult
from regeltaal.pipeline import Ground
from regeltaal.project.model import Project
from regeltaal.rechecking import keep_results, kept_results
from regeltaal.schema.model import Schema
from regeltaal.syntax.parser import Parsed, parse
from regeltaal.workspace.sheet import Sheet


class Handed(Node):
    """What is handed on to the next moment.

    ``perhaps`` is what was found before, and is yet to be asked whether it holds. ``alike`` is what used files
    declared, by the digest of a text that they had. ``bench`` and ``used`` spare work for the next file. ``is_news``:
    something was found that an earlier run did not keep; ``may_keep``: this one did not keep anything yet.
    """

    schema: Schema | None
    perhaps: dict[str, FileResult]
    alike: dict[str, str]
    syntax: dict[Source, tuple[Diagnostic, ...]]
    bench: Workbench | None
    used: dict[str, Parsed]
    is_news: bool
    may_keep: bool


class ClosedFiles:
    """Those of one project at one moment. What is known of them grows until all are checked.

    ``open_`` are the files that are worked on: closed ones may use them.
    """

    def __init__(
        self, project: Project, ground: Ground, open_: Mapping[str, Sheet], before: "ClosedFiles | None" = None
    ) -> None:
        self._project, self._ground, self._open = project, ground, open_
        self.paths: Collection[str] = [one.path for one in project.rules if one.path not in open_]
        self.texts: Texts = Texts(project, None if before is None else before.texts.digests)
        self.results: dict[str, FileResult] = {}
        self._alike: dict[str, str] = {}
        self._syntax: dict[Source, tuple[Diagnostic, ...]] = {}
        self._bench: Workbench | None = None
        self._used: dict[str, Parsed] = {}
        if before is None or before.schema is not self.schema:
            kept = kept_results(project, ground.domain, self.texts)
            self._perhaps = {} if kept is None else dict(kept.files)
            self._is_news = kept is None or not kept.is_whole
            self._may_keep = not project.loose
        if before is not None:
            self._take_over(before.handed_on())

    def handed_on(self) -> "Handed":
        perhaps = {**self._perhaps, **self.results}
        return Handed(
            self.schema, perhaps, self._alike, self._syntax, self._bench, self._used, self._is_news, self._may_keep
        )

    def _take_over(self, then: "Handed") -> None:
        self._syntax, self._used = then.syntax, then.used
        if then.schema is self.schema:
            self._perhaps, self._alike = then.perhaps, then.alike
            self._bench, self._is_news, self._may_keep = then.bench, then.is_news, then.may_keep

    @property
    def schema(self) -> Schema | None:
        return self._ground.schema

    # ------------------------------------------------------------ checking

    def steps(self) -> Iterator[None]:
        """Checks file by file."""
        self._alike |= {self.texts.digest(path): _declared(sheet) for path, sheet in self._open.items()}
        for path in self.paths:
            if path not in self.results:
                before = self._perhaps.get(path)
                held = None if before is None else self._held(path, before)
                self.results[path] = held or self._check(path)
                if held is None:
                    yield
        self._perhaps = {path: one for path, one in self._perhaps.items() if path in self._open}
        self._alike = {self.texts.digest(path): _declared(sheet) for path, sheet in self._open.items()}

    def _held(self, path: str, before: FileResult) -> FileResult | None:
        """What was found before, as far as it still holds."""
        if self.texts.digest(path) != before.digest:
            return None
        if all_as_before(before.answers, self.texts.answer):
            return before
        now = {question: self._answer(question, told) for question, told in before.answers.items()}
        return evolve(before, answers=now) if all_as_before(now, self.texts.answer) else None

    def _answer(self, question: Question, told: str) -> str:
        """What was told, or what is as good: a file that declares what it did."""
        now = self.texts.answer(question)
        is_alike = question[0] == "bestand" and told in self._alike and self._alike[told] == self._alike.get(now)
        return now if is_alike else told

    def _check(self, path: str) -> FileResult:
        self._is_news = True
        return self._on_bench(path).check(path)

    def _on_bench(self, path: str) -> Workbench:
        known = {one: Parsed(sheet.file, ()) for one, sheet in self._open.items()}
        trees = Trees(self._project, {**self._used, **known})
        self._bench = Workbench([path], trees, self.texts, self._ground, self._bench)
        self._used |= trees.parsed(one for one in self._bench.used(path) if one not in self._open)
        return self._bench

    def tested_steps(self, known: Known) -> Iterator[None]:
        """Tests file by file."""
        for path, one in self.results.items():
            if one.summary.has_tests and not (one.tests and all_as_before(one.tests.answers, known.answer)):
                self.results[path] = evolve(one, tests=self._on_bench(path).test(path, known))
                yield

    def syntax_steps(self) -> Iterator[None]:
        """Reads file by file, where nothing can be checked."""
        sources = [one for one in self._project.rules if one.path not in self._open]
        for source in sources:
            if source not in self._syntax:
                self._syntax[source] = parse(source).problems
                yield
        self._syntax = {source: self._syntax[source] for source in sources}

    @property
    def syntax(self) -> Iterator[Diagnostic]:
        return (one for found in self._syntax.values() for one in found)

    def keep(self) -> bool:
        """Keeps what was found for another run, once: not after every edit."""
        if not (self._is_news and self._may_keep):
            return False
        good = {path: one for path, one in self._perhaps.items() if self.texts.digest(path) == one.digest}
        keep_results(self._project, self._ground, {**good, **self.results})
        self._may_keep = False
        return True


def _declared(sheet: Sheet) -> str:
    return digest(part.text for part in sheet.declaring)
