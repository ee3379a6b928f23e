"""The server: projects as the client sees them, and the ways from its places to ours and back."""

import asyncio
import traceback
from collections.abc import Callable, Coroutine, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Protocol as Shape

from attrs import frozen
from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.lsp.server import LanguageServer

from regeltaal.base.diagnostic import Edit
from regeltaal.base.source import Span
from regeltaal.base.text import Fact, Language, Text
from regeltaal.base.version import __version__
from regeltaal.lsp.channel import Inbox
from regeltaal.lsp.documents import Documents, client_position, own_place
from regeltaal.lsp.places import Places
from regeltaal.lsp.positions import Encoding
from regeltaal.lsp.protocol import Protocol
from regeltaal.lsp.refusal import RefusedError
from regeltaal.lsp.settings import Settings

if TYPE_CHECKING:
    from regeltaal.lsp.desk import Desk
    from regeltaal.workspace.sheet import Sheet, Spot
    from regeltaal.workspace.state import Located, State
    from regeltaal.workspace.workspace import Workspace

NAME = "regeltaal"
_TOO_LARGE = Text(
    nl="`{name}` is te groot en wordt niet gecontroleerd",
    en="`{name}` is too large and is not checked",
)
_CRASH = Text(
    nl="de taalserver deed iets niet door een fout in het programma: {error}",
    en="the language server left something undone by a defect in the program: {error}",
)


class AtPosition(Shape):
    """What asks about a place in a document."""

    @property
    def text_document(self) -> types.TextDocumentIdentifier: ...

    @property
    def position(self) -> types.Position: ...


@frozen
class At:
    """A place in a rule file of a project."""

    state: "State"
    path: str
    sheet: "Sheet"
    spot: "Spot"


class Server(LanguageServer):
    """One client's server. Everything runs on its loop, one message at a time."""

    protocol: Protocol

    def __init__(self) -> None:
        super().__init__(NAME, __version__, protocol_cls=Protocol)
        self.inbox = Inbox()
        self.documents = Documents()
        self.places = Places()
        self.settings = Settings()
        self.folders: dict[str, Path] = {}
        """The folders that the client works in, by their addresses."""
        self.on_start: list[Callable[[], None]] = []
        """What begins when the client is ready."""
        self.on_change: list[Callable[[float], None]] = []
        """What wants to hear that texts changed: with the seconds of quiet to wait for first."""

    @cached_property
    def desk(self) -> "Desk":
        from regeltaal.lsp.desk import Desk  # noqa: PLC0415 - it brings much along that the first answer need not wait for

        return Desk(self.documents)

    @property
    def projects(self) -> "Workspace":
        return self.desk.projects

    # ------------------------------------------------------------ what the client can, and wants

    @cached_property
    def encoding(self) -> Encoding:
        """The units in which the client counts columns."""
        agreed = self.server_capabilities.position_encoding
        return Encoding(getattr(agreed, "value", agreed))

    @property
    def language(self) -> Language:
        return self.settings.language

    def say(self, text: Text, **facts: Fact) -> str:
        """A text in the language of the user."""
        return text.show(self.language, facts)

    def can(self, capability: str) -> bool:
        """Whether the client has a capability, by its path: `workspace.workspace_edit.document_changes`."""
        return bool(get_capability(self.client_capabilities, capability, False))  # noqa: FBT003 - pygls' default

    def report_server_error(self, error: Exception, source: object) -> None:
        del source
        if not isinstance(error, RefusedError):
            self.tell_crash(error)

    def tell_crash(self, error: BaseException) -> None:
        """A crash is for whoever keeps the server: the user goes on, and is not kept from it by a window."""
        self.window_log_message(
            types.LogMessageParams(type=types.MessageType.Error, message=self.say(_CRASH, error=str(error)))
        )

    def refresh(self) -> None:
        """Something else changed than a document: what is drawn in the documents is asked for anew."""
        if self.can("workspace.inlay_hint.refresh_support"):
            self.workspace_inlay_hint_refresh(None)
        if self.can("workspace.semantic_tokens.refresh_support"):
            self.workspace_semantic_tokens_refresh(None)
        if self.can("workspace.code_lens.refresh_support"):
            self.workspace_code_lens_refresh(None)

    def tell(self, text: Text, **facts: Fact) -> None:
        """Says something in a window of the editor, about what can't wait."""
        kind = types.MessageType.Warning
        self.window_show_message(types.ShowMessageParams(type=kind, message=self.say(text, **facts)))

    def start(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """Work beside the answers: a crash in it is told like any other."""
        task = asyncio.create_task(work)
        task.add_done_callback(self._look_at)
        return task

    def _look_at(self, task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if error is not None:
            traceback.print_exception(error)  # on standard error, which editors keep as the log of a server
            self.tell_crash(error)

    # ------------------------------------------------------------ documents

    def opened(self, item: types.TextDocumentItem) -> None:
        self.documents.open(self.places.learn(item.uri), item)
        self._put(item.uri)
        self.changed(0)

    def edited(self, params: types.DidChangeTextDocumentParams) -> None:
        """The text is current from here on; checking it waits."""
        document = self.documents.get(self.file(params.text_document.uri))
        if document is None:
            return
        for change in params.content_changes:
            document.apply(change, self.encoding)
        document.version = params.text_document.version
        self._put(document.uri)
        self.changed(self.settings.delay / 1000)

    def closed(self, uri: str) -> None:
        file = self.file(uri)
        self.documents.close(file)
        self.projects.drop(file)
        self.places.forget(uri)
        self.changed(0)

    def changed(self, delay: float) -> None:
        for told in self.on_change:
            told(delay)

    def _put(self, uri: str) -> None:
        document = self.documents[self.file(uri)]
        if not self.desk.put(document):
            self.tell(_TOO_LARGE, name=document.file.name)

    def in_view(self) -> list[Path]:
        """A file of each project that the client works in."""
        return self.desk.in_view()

    # ------------------------------------------------------------ from the client's places to ours

    def file(self, uri: str) -> Path:
        return self.places.file(uri)

    def state_of(self, uri: str) -> "tuple[State, str] | None":
        """The project of a document, and the path of the document in it."""
        file = self.file(uri)
        if not self.desk.is_ours(file):
            return None
        return self.projects.state(file), self.projects.path(file)

    def sheet_of(self, uri: str) -> "tuple[State, str, Sheet] | None":
        """The rule file that a document is; None when it is none, or none of its project."""
        found = self.state_of(uri)
        if found is None or found[1] not in found[0].sheets:
            return None
        state, path = found
        return state, path, state.sheets[path]

    def at(self, params: AtPosition) -> At | None:
        """The place that a request is about; None when it is not in a rule file of a project."""
        found = self.sheet_of(params.text_document.uri)
        if found is None:
            return None
        state, path, sheet = found
        return At(state, path, sheet, self.spot(state, path, params.position))

    def spot(self, state: "State", path: str, position: types.Position) -> "Spot":
        """The place in a rule file that a position of the client is."""
        sheet = state.sheets[path]
        lines = self.lines(state.file(sheet.source))
        line, column = own_place(lines, position, self.encoding)
        return sheet.spot(line, column)

    def spot_range(self, state: "State", path: str, asked: types.Range) -> "tuple[Spot, Spot]":
        return self.spot(state, path, asked.start), self.spot(state, path, asked.end)

    # ------------------------------------------------------------ from our places to the client's

    def lines(self, file: Path) -> Sequence[str]:
        """The lines of a file with their ends: as the client holds it, else as it lies on disk."""
        return self.desk.lines(file)

    def uri(self, path: Path) -> str:
        return self.places.uri(path)

    def range(self, located: "Located") -> types.Range:
        lines = self.lines(located.file)
        start, end = (client_position(lines, *one, self.encoding) for one in (located.start, located.end))
        return types.Range(start=start, end=end)

    def location(self, state: "State", span: Span) -> types.Location:
        located = state.locate(span)
        return types.Location(uri=self.uri(located.file), range=self.range(located))

    def workspace_edit(self, state: "State", edits: Iterable[Edit]) -> types.WorkspaceEdit:
        """Replacements as the client carries them out: of the versions that it holds, where it can say so."""
        by_file: dict[Path, list[types.TextEdit]] = {}
        for edit in edits:
            located = state.locate(edit.span)
            by_file.setdefault(located.file, []).append(
                types.TextEdit(range=self.range(located), new_text=edit.replacement)
            )
        if not self.can("workspace.workspace_edit.document_changes"):
            return types.WorkspaceEdit(changes={self.uri(file): found for file, found in by_file.items()})
        return types.WorkspaceEdit(
            document_changes=[
                types.TextDocumentEdit(text_document=self.version_of(file), edits=found)
                for file, found in by_file.items()
            ]
        )

    def version_of(self, file: Path) -> types.OptionalVersionedTextDocumentIdentifier:
        document = self.documents.get(file)
        version = None if document is None else document.version
        return types.OptionalVersionedTextDocumentIdentifier(uri=self.uri(file), version=version)
