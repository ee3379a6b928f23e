"""Rows of a CSV file, one by one: as spreadsheets write them, with semicolons, commas or tabs."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator

from attrs import Factory, define

from regeltaal.base.text import Text
from regeltaal.intake.rows import BadRow, Row
from regeltaal.schema.model import key_of

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SEPARATORS = (";", "\t", ",")
_TOLD = "sep="
"""What a spreadsheet may write on the first line: which sign stands between cells."""


class NoTableError(Exception):
    """A file or table that rows can't be read from at all, with the reason."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


def csv_rows(stream: Iterable[bytes]) -> Iterator[Row | BadRow]:
    """The rows below the heading that hold anything; ``Row.number`` is the line that it begins on.

    Raises:
        NoTableError: there is no heading, or the file is of another kind.
    """
    lines = _Lines(stream)
    reader, heading = _heading(lines)
    while (read := _next(reader, lines)) is not None:
        row = _row(read, heading, lines)
        if row is not None:
            yield row


@define
class _Lines:
    """The lines as text, with the number of the first of the row at hand and that row as it stands in the file.

    A line that is not UTF-8 is taken for Windows-1252, which spreadsheets write too.
    """

    stream: Iterable[bytes]
    first: int = 0
    last: int = 0
    kept: deque[str] = Factory(deque)

    def __iter__(self) -> Iterator[str]:
        for line in self.stream:
            self.last += 1
            content = line.removeprefix(_BYTE_ORDER_MARK) if self.last == 1 else line
            if self.last == 1 and content.startswith(_UTF_16):
                raise NoTableError(
                    Text(
                        nl="het bestand is UTF-16; bewaar het als CSV UTF-8",
                        en="the file is UTF-16; save it as CSV UTF-8",
                    )
                )
            self.kept.append(_decoded(content))
            yield self.kept[-1]

    def begin(self) -> None:
        self.first = self.last + 1
        self.kept.clear()


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "backslashreplace")


_Reader = Iterator[list[str]]


def _heading(lines: _Lines) -> tuple[_Reader, list[str]]:
    texts = iter(lines)
    first = next((line for line in texts if line.strip()), "")
    told = first.strip().lower()
    separator = told.removeprefix(_TOLD) if told.startswith(_TOLD) and len(told) == len(_TOLD) + 1 else None
    if separator is not None:
        first = next((line for line in texts if line.strip()), "")
    elif told == _TOLD:
        separator, first = "\t", next((line for line in texts if line.strip()), "")
    separator = separator or max(_SEPARATORS, key=first.count)
    names = next(csv.reader([first], delimiter=separator), [])
    heading = [" ".join(name.split()) for name in names]
    _check(heading)
    return csv.reader(texts, delimiter=separator, strict=True), heading


def _check(heading: list[str]) -> None:
    if not any(heading):
        raise NoTableError(Text(nl="er staat geen kop boven de kolommen", en="there is no heading above the columns"))
    keys = [key_of(name) for name in heading if name]
    double = next((key for key in keys if keys.count(key) > 1), None)
    if double is not None:
        raise NoTableError(Text(nl=f"twee kolommen heten `{double}`", en=f"two columns are called `{double}`"))


def _next(reader: _Reader, lines: _Lines) -> list[str] | csv.Error | None:
    lines.begin()
    try:
        return next(reader, None)
    except csv.Error as error:
        return error


def _row(read: list[str] | csv.Error, heading: list[str], lines: _Lines) -> Row | BadRow | None:
    if isinstance(read, csv.Error):
        reason = Text(
            nl="een aanhalingsteken is niet gesloten, of er staat iets achter",
            en="a quote is not closed, or something stands behind it",
        )
        return BadRow(lines.first, reason, "".join(lines.kept))
    if not any(cell.strip() for cell in read):
        return None
    beyond = [cell for cell in read[len(heading) :] if cell.strip()]
    nameless = [cell for name, cell in zip(heading, read, strict=False) if not name and cell.strip()]
    if beyond or nameless:
        cells, columns = len(read), len(heading)
        reason = Text(
            nl=f"er staan {cells} cellen in, en de kop noemt {columns} kolommen"
            if beyond
            else f"`{nameless[0]}` staat in een kolom zonder naam",
            en=f"it has {cells} cells, and the heading {columns} columns"
            if beyond
            else f"`{nameless[0]}` is in a column without a name",
        )
        return BadRow(lines.first, reason, "".join(lines.kept))
    return Row(lines.first, {name: cell for name, cell in zip(heading, read, strict=False) if name})
