"""Findings as the client shows them."""

from collections.abc import Sequence
from pathlib import Path

from attrs import define, field, frozen
from lsprotocol import types

from regeltaal.base.diagnostic import Diagnostic, Label, Severity
from regeltaal.base.text import DUTCH, Language, Text
from regeltaal.lsp.server import Server
from regeltaal.workspace.state import State

SOURCE = "regeltaal"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.HINT: types.DiagnosticSeverity.Hint,
}
_HINT = Text(nl="{message}\nHint: {hint}", en="{message}\nHint: {hint}")

UNNECESSARY = frozenset(
    {
        "dubbele-aanleiding",
        "dubbele-actie",
        "dubbele-rij",
        "dubbele-voorwaarde",
        "dubbele-waarde",
        "omschrijving-herhaalt-naam",
        "omvatte-voorwaarde",
        "onbereikbaar-bij-onbekend",
        "onbereikbare-anders",
        "ongebruikt-gebruik",
        "ongebruikt-resultaat",
        "ongebruikt-sjabloon",
        "ongebruikte-definitie",
        "ongebruikte-kolom",
        "ongebruikte-lijst",
        "overbodige-uitzondering",
        "standaard-parameter",
        "standaard-prioriteit",
        "stop-zonder-gevolg",
        "toets-herhaalt-aanleiding",
        "uitgeschakelde-code",
    }
)
"""The lint rules on what may as well go: editors show such a place faded."""


@frozen
class Known:
    """What there is to tell of a file. ``name`` is another as soon as that is."""

    name: str
    diagnostics: Sequence[types.Diagnostic]


@define(eq=False)
class Shown:
    """Gives what is found in a file a name, so that the client is told of changes alone.

    What was translated for the client stays so as long as it is the same finding at the same line.
    """

    _server: Server
    _by_file: dict[Path, Known] = field(factory=dict)
    _translated: dict[Path, dict[int, "_Translated"]] = field(factory=dict)
    _language: Language = DUTCH
    _count: int = 0

    def of(self, file: Path, state: State | None) -> Known:
        """What is known of a file; nothing when no project has it."""
        found = () if state is None else self._translate(file, state)
        known = self._by_file.get(file)
        if known is None or list(known.diagnostics) != list(found):
            self._count += 1
            known = self._by_file[file] = Known(str(self._count), found)
        return known

    def _translate(self, file: Path, state: State) -> Sequence[types.Diagnostic]:
        if self._language != self._server.language:
            self._language = self._server.language
            self._translated.clear()
        before, now = self._translated.get(file, {}), dict[int, _Translated]()
        for found in state.findings.get(file, ()):
            sheet = state.sheets.get(found.span.source.path)
            line = None if sheet is None else sheet.line_of(found.span.source)
            known = before.get(id(found))
            if known is None or known.finding is not found or known.line != line or found.labels:
                known = _Translated(found, line, to_client(self._server, state, found))
            now[id(found)] = known
        self._translated[file] = now
        return [one.diagnostic for one in now.values()]


@frozen
class _Translated:
    """A finding for the client, at the line that its part of the file began at. Its labels may be anywhere."""

    finding: Diagnostic
    line: int | None
    diagnostic: types.Diagnostic


def to_client(server: Server, state: State, found: Diagnostic) -> types.Diagnostic:
    """A finding at its place, with its code and what else helps to understand it."""
    may_fade = found.code.name in UNNECESSARY and server.can("text_document.publish_diagnostics.tag_support")
    return types.Diagnostic(
        range=server.location(state, found.span).range,
        message=_message(server, found),
        severity=_SEVERITIES[found.severity],
        code=found.code.id,
        source=SOURCE,
        tags=[types.DiagnosticTag.Unnecessary] if may_fade else None,
        related_information=_related(server, state, found.labels),
    )


def _message(server: Server, found: Diagnostic) -> str:
    message, advice = found.message(server.language), found.advice(server.language)
    return message if advice is None else server.say(_HINT, message=message, hint=advice)


def _related(server: Server, state: State, labels: Sequence[Label]) -> list[types.DiagnosticRelatedInformation] | None:
    if not labels or not (
        server.can("text_document.publish_diagnostics.related_information")
        or server.can("text_document.diagnostic.related_information")
    ):
        return None
    return [
        types.DiagnosticRelatedInformation(
            location=server.location(state, one.span), message=one.text.show(server.language)
        )
        for one in labels
    ]
