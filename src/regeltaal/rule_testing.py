"""Running the tests of whatever a user points at: several projects and loose files make one report."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import field, frozen

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.node import evolve
from regeltaal.base.source import Source, Span
from regeltaal.base.text import Text
from regeltaal.checking import from_here
from regeltaal.loading import rule_set
from regeltaal.pipeline import Analysis, analyse_project
from regeltaal.program.testing import TestCase
from regeltaal.project.files import inside
from regeltaal.project.problems.files import is_unreadable
from regeltaal.project.targets import Target, targets
from regeltaal.runtime.event_json import RefusedError
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.syntax.tree import Test
from regeltaal.testing.outcome import CaseResult
from regeltaal.testing.runner import Runner

_LARGEST = 1_000_000
"""Bytes of a file with a record."""
_OUTSIDE = Text(nl="ligt niet in de map van het project", en="does not lie in the folder of the project")
_NOT_THERE = Text(nl="dit bestand is niet te lezen", en="this file can't be read")
_TOO_LARGE = Text(nl="dit bestand is groter dan 1 MB", en="this file is over 1 MB")
_NO_UTF_8 = Text(nl="dit bestand is geen UTF-8", en="this file is no UTF-8")

Watch = Callable[[Iterator[CaseResult]], Iterator[CaseResult]]
"""Sees results go by, to tell how far it is."""


@frozen(eq=False)
class Ready:
    """A project whose tests can be run: its rules, and the tests that were asked for.

    ``errors`` stand in tests; those are left out. ``rules`` is None where the rules or settings have errors: then
    nothing can be run, and ``errors`` are those.
    """

    target: Target
    analysis: Analysis = field(repr=False)
    rules: RuleSet | None
    cases: tuple[TestCase, ...]
    errors: tuple[Diagnostic, ...]

    @property
    def unreadable(self) -> bool:
        return any(map(is_unreadable, self.errors))

    @property
    def least_coverage(self) -> int | None:
        """What the project asks of its tests, in per cents."""
        return None if self.analysis.project is None else self.analysis.project.config.least_coverage

    def shown_path(self, source: Source) -> str:
        """The path of a source as it can be opened from where the user is."""
        project = self.analysis.project
        is_there = project is not None and not project.loose and (project.root / source.path).exists()
        return from_here(project.root / source.path) if project is not None and is_there else source.path

    def run(self, watch: Watch = iter) -> tuple[CaseResult, ...]:
        """What each test comes to."""
        if self.rules is None:
            return ()
        return tuple(watch(Runner.of(self.rules, files=self.text_of).run(self.cases)))

    def text_of(self, path: str) -> str:
        """The text of a file of the project, for a test that takes a record from it.

        Raises:
            RefusedError: it is not there, lies outside the project, is too large or is no UTF-8.
        """
        project = self.analysis.project
        found = None if project is None else inside(project.root, path)
        if found is None:
            raise RefusedError(_OUTSIDE)
        try:
            with found.open("rb") as stream:
                content = stream.read(_LARGEST + 1)
        except OSError as error:
            raise RefusedError(_NOT_THERE) from error
        if len(content) > _LARGEST:
            raise RefusedError(_TOO_LARGE)
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise RefusedError(_NO_UTF_8) from error


def ready(paths: Sequence[str], standard_input: Callable[[int], bytes], holding: str = "") -> tuple[Ready, ...]:
    """The projects behind the paths, each with the tests that were asked for: those whose name holds a text."""
    return tuple(ready_for(one, holding.casefold()) for one in targets(paths, standard_input))


def ready_for(target: Target, holding: str = "") -> Ready:
    """A project with the tests that were asked for; ``holding`` is in small letters."""
    opened = target.opened
    if opened.project is None:
        return Ready(target, Analysis(None, None, None, (), opened.problems), None, (), opened.problems)
    analysis = analyse_project(opened.project, opened.problems)
    errors = tuple(one for one in analysis.problems if one.is_error)
    left = _in_tests(errors, analysis)
    if len(left) < len(errors):
        return Ready(target, analysis, None, (), tuple(one for one in errors if one not in left))
    rules = rule_set(evolve(analysis, problems=()))
    cases = tuple(one for one in analysis.tests if target.wants(one.path) and holding in one.name.casefold())
    return Ready(target, analysis, rules, cases, tuple(one for one in left if target.wants(one.span.source.path)))


def _in_tests(errors: Iterable[Diagnostic], analysis: Analysis) -> list[Diagnostic]:
    """The errors that stand in a test, so that rules can run all the same."""
    spans: dict[str, list[Span]] = {}
    for file in analysis.files:
        spans[file.source.path] = [item.span for item in file.items if isinstance(item, Test)]
    return [one for one in errors if any(_holds(span, one.span) for span in spans.get(one.span.source.path, ()))]


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
