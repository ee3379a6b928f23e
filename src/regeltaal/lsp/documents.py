"""The documents that the client holds: their texts, kept up from the changes that it tells."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from attrs import define
from lsprotocol import types

from regeltaal.lsp.positions import Encoding, code_points, content, lines_of, units


@define(eq=False)
class OpenDocument:
    """One document as the client has it on its screen."""

    uri: str
    file: Path
    language: str
    version: int
    lines: list[str]

    @property
    def text(self) -> str:
        return "".join(self.lines)

    def apply(self, change: types.TextDocumentContentChangeEvent, encoding: Encoding) -> None:
        """One change; a place that there isn't is the nearest one that there is."""
        if not isinstance(change, types.TextDocumentContentChangePartial):
            self.lines = lines_of(change.text)
            return
        ends = (change.range.start, change.range.end)
        (first, begin), (last, end) = sorted(own_place(self.lines, one, encoding) for one in ends)
        inserted = f"{self.lines[first][:begin]}{change.text}{self.lines[last][end:]}"
        replaced = lines_of(inserted)
        if last + 1 < len(self.lines):
            replaced.pop()  # what is behind the line end is the next line, which is there already
        self.lines[first : last + 1] = replaced


class Documents(Mapping[Path, OpenDocument]):
    """What is open, by file."""

    def __init__(self) -> None:
        self._by_file: dict[Path, OpenDocument] = {}

    def __getitem__(self, file: Path) -> OpenDocument:
        return self._by_file[file]

    def __iter__(self) -> Iterator[Path]:
        return iter(self._by_file)

    def __len__(self) -> int:
        return len(self._by_file)

    def open(self, file: Path, item: types.TextDocumentItem) -> OpenDocument:
        document = OpenDocument(item.uri, file, item.language_id, item.version, lines_of(item.text))
        self._by_file[file] = document
        return document

    def close(self, file: Path) -> None:
        self._by_file.pop(file, None)


def own_place(lines: Sequence[str], position: types.Position, encoding: Encoding) -> tuple[int, int]:
    """The line and the code point, from 0, of a position: of the nearest one that there is."""
    if position.line >= len(lines):
        return len(lines) - 1, len(content(lines[-1]))
    return position.line, code_points(content(lines[position.line]), position.character, encoding)


def client_position(lines: Sequence[str], line: int, column: int, encoding: Encoding) -> types.Position:
    """A line and a code point, from 0, as the client counts; the end of the text for a line that there isn't."""
    if line >= len(lines):
        return client_position(lines, len(lines) - 1, len(lines[-1]), encoding)
    return types.Position(line=line, character=units(content(lines[line])[:column], encoding))
