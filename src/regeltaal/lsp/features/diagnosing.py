"""Diagnostics: sent after every edit, or answered to a client that asks for them; never both of one file.

A client that asks, asks for its open documents. What is wrong in other files it is still sent, until it asks for those
as well.
"""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path

from lsprotocol import types

from regeltaal.lsp.checking import settled
from regeltaal.lsp.diagnostics import Shown
from regeltaal.lsp.server import Server
from regeltaal.lsp.troubles import Troubles
from regeltaal.workspace.state import State

_FullReport = types.RelatedFullDocumentDiagnosticReport
_UnchangedReport = types.RelatedUnchangedDocumentDiagnosticReport
_FileReport = types.WorkspaceFullDocumentDiagnosticReport
_UnchangedFileReport = types.WorkspaceUnchangedDocumentDiagnosticReport


class _Diagnoser:
    """Knows what is wrong in each file, and what the client knows of that."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._shown = Shown(server)
        self._troubles = Troubles(server)
        self._waiting: asyncio.TimerHandle | None = None
        self._checking: asyncio.Task[None] | None = None
        self._sent: dict[Path, str] = {}
        """The name of what was sent of a file."""
        self._answered: dict[Path, str] = {}
        """The name of what was answered about a file."""
        self._is_asked_for_all = False

    # ------------------------------------------------------------ sending

    def soon(self, delay: float) -> None:
        """Checks after some seconds without another edit."""
        for one in (self._waiting, self._checking):
            if one is not None:
                one.cancel()
        self._waiting = asyncio.get_running_loop().call_later(delay, self._start)

    def _start(self) -> None:
        self._checking = self._server.start(self._check())

    async def _check(self) -> None:
        found = await self._found()
        for file in {*self._sent, *found, *self._server.documents}:
            self._send(file, found.get(file))
        if self._server.can("workspace.diagnostics.refresh_support") and self._is_news(found):
            self._server.workspace_diagnostic_refresh(None)

    async def _found(self) -> dict[Path, State]:
        """The files in which something is found, with their projects."""
        states = [await settled(self._server, file) for file in self._server.in_view()]
        self._troubles.tell(states)
        return {file: state for state in states for file in state.findings}

    def _send(self, file: Path, state: State | None) -> None:
        if self._is_asked_about(file):
            self._take_back(file)
            return
        known, is_open = self._shown.of(file, state), file in self._server.documents
        if self._sent.get(file) != known.name and (known.diagnostics or is_open or file in self._sent):
            self._sent[file] = known.name
            self._publish(file, known.diagnostics)
        if not known.diagnostics and not is_open:
            self._sent.pop(file, None)

    def _take_back(self, file: Path) -> None:
        if self._sent.pop(file, None) is not None:
            self._publish(file, ())

    def _publish(self, file: Path, diagnostics: Sequence[types.Diagnostic]) -> None:
        document = self._server.documents.get(file)
        version = None if document is None else document.version
        uri = self._server.uri(file)
        self._server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri=uri, diagnostics=diagnostics, version=version)
        )

    def _is_asked_about(self, file: Path) -> bool:
        if not self._server.can("text_document.diagnostic"):
            return False
        return self._is_asked_for_all or file in self._server.documents

    def _is_news(self, found: Mapping[Path, State]) -> bool:
        """Whether something else is found in a file than the client was answered last."""
        return any(self._shown.of(file, found.get(file)).name != name for file, name in self._answered.items())

    # ------------------------------------------------------------ answering

    async def answer(self, params: types.DocumentDiagnosticParams) -> _FullReport | _UnchangedReport:
        """What is wrong in a document, as it is now: no more edits are waited for."""
        file = self._server.file(params.text_document.uri)
        is_ours = self._server.state_of(params.text_document.uri) is not None
        known = self._shown.of(file, await settled(self._server, file) if is_ours else None)
        self._answered[file] = known.name
        if params.previous_result_id == known.name:
            return _UnchangedReport(result_id=known.name)
        return _FullReport(items=known.diagnostics, result_id=known.name)

    async def answer_all(self, params: types.WorkspaceDiagnosticParams) -> types.WorkspaceDiagnosticReport:
        """What is wrong in all projects; also of files in which nothing is wrong any more."""
        self._is_asked_for_all = True
        before = {self._server.file(one.uri): one.value for one in params.previous_result_ids}
        found = await self._found()
        for file in list(self._sent):
            self._take_back(file)
        files = sorted({*found, *before})
        return types.WorkspaceDiagnosticReport(
            items=[self._report(file, found.get(file), before.get(file)) for file in files]
        )

    def _report(self, file: Path, state: State | None, before: str | None) -> _FileReport | _UnchangedFileReport:
        document = self._server.documents.get(file)
        version = None if document is None else document.version
        known = self._shown.of(file, state)
        self._answered[file] = known.name
        uri = self._server.uri(file)
        if before == known.name:
            return _UnchangedFileReport(uri=uri, result_id=known.name, version=version)
        return _FileReport(uri=uri, items=known.diagnostics, result_id=known.name, version=version)


def register(server: Server) -> None:
    diagnoser = _Diagnoser(server)
    server.on_change.append(diagnoser.soon)

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC)
    async def diagnose(params: types.DocumentDiagnosticParams) -> _FullReport | _UnchangedReport:
        return await diagnoser.answer(params)

    @server.feature(types.WORKSPACE_DIAGNOSTIC)
    async def diagnose_all(params: types.WorkspaceDiagnosticParams) -> types.WorkspaceDiagnosticReport:
        return await diagnoser.answer_all(params)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(_params: types.DidSaveTextDocumentParams) -> None:
        diagnoser.soon(0)
