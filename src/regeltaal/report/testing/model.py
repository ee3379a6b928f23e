"""What a report on tests is made of."""

from collections.abc import Callable, Mapping

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.node import Node, evolve, field
from regeltaal.base.source import Source
from regeltaal.report.outcome import View
from regeltaal.report.parameters import Notation
from regeltaal.testing.coverage import Coverage
from regeltaal.testing.outcome import CaseResult


def own_path(source: Source) -> str:
    return source.path


class Part(Node):
    """The tests of one project.

    ``errors`` are mistakes in tests that were left out, or, where nothing ``ran``, in what they need.
    """

    results: tuple[CaseResult, ...]
    errors: tuple[Diagnostic, ...] = ()
    coverage: Coverage | None = None
    ran: bool = True
    notation: Notation | None = field(default=None, shown=False, eq=False)
    """Shows values of its domain."""
    shown_path: Callable[[Source], str] = field(default=own_path, shown=False, eq=False)

    def view(self, view: View) -> View:
        """A view that shows values of its domain."""
        return evolve(view, notation=self.notation)

    def path_of(self, result: CaseResult) -> str:
        return self.shown_path(result.case.span.source)

    def by_file(self) -> Mapping[str, list[CaseResult]]:
        """The results by the path of their file as people read it."""
        found: dict[str, list[CaseResult]] = {}
        for one in self.results:
            found.setdefault(self.path_of(one), []).append(one)
        return found


class TestReport(Node):
    """All that was run. ``full`` names every test, also those that passed."""

    __test__ = False

    parts: tuple[Part, ...]
    view: View = field(factory=View, shown=False)
    full: bool = False

    @property
    def results(self) -> tuple[CaseResult, ...]:
        return tuple(one for part in self.parts for one in part.results)

    @property
    def broken(self) -> bool:
        """Whether anything could not be run."""
        return any(part.errors for part in self.parts)
