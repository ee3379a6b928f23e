"""An editor as a test drives it: a real server behind it, over standard input and output."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from attrs import define
from lsprotocol import types
from pytest_lsp import LanguageClient, make_test_lsp_client

from regeltaal.lsp.positions import Encoding, content, lines_of, units

MARK = "‸"
"""Where the cursor stands in the text of a test."""
_SECONDS = 20.0

Answer = TypeVar("Answer")


@define
class Doc:
    """A document that is open in the editor. ``cursors`` are where the marks stood, in the units of the client."""

    uri: str
    file: Path
    text: str
    version: int
    cursors: tuple[types.Position, ...] = ()

    @property
    def id(self) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(uri=self.uri)

    @property
    def cursor(self) -> types.Position:
        """The only cursor."""
        (found,) = self.cursors
        return found

    @property
    def whole(self) -> types.Range:
        lines = lines_of(self.text)
        return types.Range(
            start=types.Position(line=0, character=0),
            end=types.Position(line=len(lines) - 1, character=units(lines[-1], Encoding.UTF16)),
        )

    def part(self, asked: types.Range) -> str:
        """The text of a range."""
        return self.text[offset(self.text, asked.start) : offset(self.text, asked.end)]

    def find(self, words: str, times: int = 1) -> types.Position:
        """Where words stand, for the so-manyth time; in the middle of them is ``after(position, n)``."""
        at = -1
        for _ in range(times):
            at = self.text.index(words, at + 1)
        return place(self.text, at)


def place(text: str, at: int) -> types.Position:
    """An offset as a position in UTF-16."""
    before = lines_of(text[:at])
    return types.Position(line=len(before) - 1, character=units(before[-1], Encoding.UTF16))


def offset(text: str, position: types.Position) -> int:
    lines = lines_of(text)
    line = content(lines[position.line])
    within = line.encode("utf-16-le")[: 2 * position.character].decode("utf-16-le")
    return sum(len(one) for one in lines[: position.line]) + len(within)


def unmarked(text: str) -> tuple[str, tuple[types.Position, ...]]:
    """A text without its cursor marks, and where those stood."""
    parts = text.split(MARK)
    plain = "".join(parts)
    ends = [len("".join(parts[:count])) for count in range(1, len(parts))]
    return plain, tuple(place(plain, end) for end in ends)


def applied(text: str, edits: Sequence[types.TextEdit | types.AnnotatedTextEdit | types.SnippetTextEdit]) -> str:
    """A text after the edits that a server answered, which all count in the text as it was; they may not overlap."""
    done, last = [], 0
    for edit in sorted(edits, key=lambda one: (one.range.start.line, one.range.start.character)):
        assert not isinstance(edit, types.SnippetTextEdit)
        start, end = offset(text, edit.range.start), offset(text, edit.range.end)
        assert last <= start <= end, "edits overlap"
        done += [text[last:start], edit.new_text]
        last = end
    return "".join([*done, text[last:]])


class Editor:
    """What a test does in an editor."""

    def __init__(self, client: LanguageClient, root: Path, answer: types.InitializeResult) -> None:
        self.client = client
        self.root = root
        self.answer = answer
        self.docs: dict[str, Doc] = {}
        self.registered: list[types.Registration] = client.registered  # type: ignore[attr-defined] # by ``started``

    # ------------------------------------------------------------ documents

    def open(self, path: str, text: str | None = None, language: str = "regeltaal") -> Doc:
        """Opens a file of the project; a text, with cursor marks, that is not (yet) what lies on disk."""
        file = self.root / path
        shown, cursors = unmarked(file.read_text(encoding="utf-8") if text is None else text)
        return self.open_uri(file.as_uri(), shown, language, file, cursors)

    def open_uri(self, uri: str, text: str, language: str, file: Path, cursors: tuple[types.Position, ...] = ()) -> Doc:
        doc = Doc(uri, file, text, 1, cursors)
        self.docs[uri] = doc
        item = types.TextDocumentItem(uri=uri, language_id=language, version=1, text=text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))
        return doc

    def saved(self, path: str, text: str) -> Doc:
        """The same, of a file that lies on disk with this text."""
        shown, _ = unmarked(text)
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(shown, encoding="utf-8")
        return self.open(path, text)

    def change(self, doc: Doc, text: str) -> Doc:
        """Replaces the whole text, with new cursor marks."""
        doc.text, doc.cursors = unmarked(text)
        self._changed(doc, types.TextDocumentContentChangeWholeDocument(text=doc.text))
        return doc

    def replace(self, doc: Doc, old: str, new: str) -> Doc:
        """Replaces words that stand once, as typing does: one range."""
        assert doc.text.count(old) == 1
        at = doc.text.index(old)
        changed = types.Range(start=place(doc.text, at), end=place(doc.text, at + len(old)))
        doc.text = doc.text.replace(old, new)
        self._changed(doc, types.TextDocumentContentChangePartial(range=changed, text=new))
        return doc

    def _changed(self, doc: Doc, *changes: types.TextDocumentContentChangeEvent) -> None:
        doc.version += 1
        which = types.VersionedTextDocumentIdentifier(uri=doc.uri, version=doc.version)
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(text_document=which, content_changes=changes)
        )

    def save(self, doc: Doc) -> None:
        doc.file.write_text(doc.text, encoding="utf-8", newline="")
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(text_document=doc.id))

    def close(self, doc: Doc) -> None:
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(text_document=doc.id))
        del self.docs[doc.uri]

    # ------------------------------------------------------------ questions

    def at(self, doc: Doc, position: types.Position | None = None) -> types.TextDocumentPositionParams:
        """The cursor (or another place) of a document, as most requests want it."""
        return types.TextDocumentPositionParams(text_document=doc.id, position=position or doc.cursor)

    async def wait(self, ready: Callable[[], Answer | None]) -> Answer:
        """Until something is there, or true."""
        waited = 0.0
        while waited < _SECONDS:
            found = ready()
            if found:
                return found
            await asyncio.sleep(0.01)
            waited += 0.01
        raise TimeoutError

    async def diagnostics(self, doc: Doc, codes: Sequence[str] | None = None) -> list[types.Diagnostic]:
        """What was sent of a document; with ``codes``, waits until it is those, in this order."""

        def ready() -> bool:
            found = self.client.diagnostics.get(doc.uri)
            return found is not None and (codes is None or [str(one.code) for one in found] == list(codes))

        try:
            await self.wait(ready)
        except TimeoutError:
            raise AssertionError(self.client.diagnostics.get(doc.uri)) from None
        return list(self.client.diagnostics[doc.uri])

    # ------------------------------------------------------------ edits that the server sends or answers

    def apply(self, edit: types.WorkspaceEdit) -> dict[str, str]:
        """The new texts by path; what is open is changed in the editor as well. Versions must be those of now."""
        changed: dict[str, str] = {}
        for uri, edits in self._edits(edit):
            file = Path(types_path(uri))
            doc = self.docs.get(uri)
            before = file.read_text(encoding="utf-8") if doc is None else doc.text
            after = applied(before, edits)
            changed[file.relative_to(self.root).as_posix()] = after
            if doc is not None:
                self.change(doc, after)
        return changed

    def _edits(self, edit: types.WorkspaceEdit) -> list[tuple[str, list[types.TextEdit | types.AnnotatedTextEdit]]]:
        if edit.changes is not None:
            return [(uri, list(edits)) for uri, edits in edit.changes.items()]
        found = []
        for one in edit.document_changes or ():
            assert isinstance(one, types.TextDocumentEdit)
            doc = self.docs.get(one.text_document.uri)
            assert one.text_document.version == (None if doc is None else doc.version)
            edits = [each for each in one.edits if isinstance(each, types.TextEdit | types.AnnotatedTextEdit)]
            found.append((one.text_document.uri, edits))
        return found


def types_path(uri: str) -> str:
    from pygls.uris import to_fs_path  # noqa: PLC0415 - only here

    found = to_fs_path(uri)
    assert found is not None
    return found


async def started(arguments: Sequence[str] = (), environment: Mapping[str, str] | None = None) -> LanguageClient:
    """A client with a server of its own process, not yet initialized."""
    client = make_test_lsp_client()
    registered: list[types.Registration] = []
    client.registered = registered  # type: ignore[attr-defined] # of ours

    def register(params: types.RegistrationParams) -> None:
        registered.extend(params.registrations)

    client.feature(types.CLIENT_REGISTER_CAPABILITY)(register)
    env = {**os.environ, "PYTHONDEVMODE": "", **(environment or {})}
    await client.start_io(sys.executable, "-m", "regeltaal", "taalserver", *arguments, env=env)
    return client


Start = Callable[..., Awaitable[Editor]]
