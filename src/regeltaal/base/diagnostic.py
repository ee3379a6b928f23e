"""Diagnostics as data: a declared code, the facts, the place, ways to mend it. Showing them is done in ``report``."""

from collections.abc import Iterable, Iterator
from enum import Enum

from regeltaal.base.node import Node, field
from regeltaal.base.source import Source, Span
from regeltaal.base.text import DUTCH, Fact, Language, Text


class Severity(Enum):
    """How bad it is; the value is the word in JSON output."""

    ERROR = "fout"
    WARNING = "waarschuwing"
    HINT = "hint"

    def reaches(self, other: "Severity") -> bool:
        """Whether it is at least as bad as another."""
        worst_first = tuple(Severity)
        return worst_first.index(self) <= worst_first.index(other)


class SampleKind(Enum):
    """What a sample of a code is a text of."""

    RULES = "regel"
    SCHEMA = "domein"
    CONFIG = "toml"
    EVENTS = "jsonl"
    PROJECT = "project"
    SITUATION = "situatie"
    """A setting at which it happens by the state of the machine: the text alone does not bring it about."""


class Sample(Node):
    """A text that shows a code, wrong or right; ``uitleg`` prints it and the tests check it.

    ``files`` holds further files of the sample by relative path (a template, a list file).
    """

    text: str
    kind: SampleKind = SampleKind.RULES
    domain: str = "werkbonnen"
    files: tuple[tuple[str, str], ...] = ()


class Code(Node):
    """One kind of problem, declared once: number, severity, message, explanation, samples.

    ``message`` and ``hint`` may hold places (``{name}``) that the facts of a diagnostic fill.
    """

    id: str
    severity: Severity
    title: Text
    message: Text
    why: Text
    wrong: Sample
    right: Sample
    hint: Text | None = None
    name: str | None = None
    """What a lint rule is called besides its number: after the wrong pattern, such as `altijd-waar`."""


class Edit(Node):
    """A replacement of one stretch of source."""

    span: Span
    replacement: str


class Fix(Node):
    """A way to mend a problem; ``safe`` when it can't change the meaning that the author had in mind."""

    title: Text
    edits: tuple[Edit, ...]
    safe: bool = False


class Label(Node):
    """A second place that helps to understand the problem."""

    span: Span
    text: Text


class Diagnostic(Node):
    """One problem at one place. ``code`` and ``facts`` are the data; the sentences follow from them."""

    code: Code
    span: Span
    facts: dict[str, Fact] = field(factory=dict)
    hint: Text | None = None
    """A hint for this case, in place of the one that the code has."""
    fixes: tuple[Fix, ...] = ()
    labels: tuple[Label, ...] = ()
    level: Severity | None = None
    """How bad the project finds it, where it says so."""

    def message(self, language: Language = DUTCH) -> str:
        return self.code.message.show(language, self.facts)

    def advice(self, language: Language = DUTCH) -> str | None:
        hint = self.hint or self.code.hint
        return hint.show(language, self.facts) if hint else None

    @property
    def sources(self) -> Iterator[Source]:
        """All texts that it speaks of."""
        yield self.span.source
        yield from (label.span.source for label in self.labels)
        yield from (edit.span.source for fix in self.fixes for edit in fix.edits)

    @property
    def severity(self) -> Severity:
        return self.level or self.code.severity

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


class Problems:
    """A bag that a stage fills: it reports everything it finds and stops at nothing."""

    def __init__(self) -> None:
        self._found: list[Diagnostic] = []
        self._told: set[str] = set()
        self.lost_names: set[str] = set()
        """Names that something reported may have been meant to bring: they are not reported as well."""

    def add(self, diagnostic: Diagnostic) -> None:
        self._found.append(diagnostic)

    def is_first(self, mistake: str) -> bool:
        """Whether a mistake is met for the first time: one that returns at every use is reported once."""
        if mistake in self._told:
            return False
        self._told.add(mistake)
        return True

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        self._found.extend(diagnostics)

    @property
    def has_errors(self) -> bool:
        return any(found.is_error for found in self._found)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def sorted(self) -> tuple[Diagnostic, ...]:
        """All that was found, once each, by file and place."""
        return sort(self._found)


def sort(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Diagnostics once each, by file, place and code."""
    unique: dict[tuple[str, int, int, str, str], Diagnostic] = {}
    for found in diagnostics:
        key = (found.span.source.path, found.span.start, found.span.end, found.code.id, found.message())
        unique.setdefault(key, found)
    return tuple(unique[key] for key in sorted(unique))
