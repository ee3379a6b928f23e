"""Questions about every part of a file, asked in slices: in between, what else the client wants goes first."""

from collections.abc import Callable
from time import perf_counter
from typing import TypeVar

from lsprotocol import types

from regeltaal.base.source import Span
from regeltaal.lsp.checking import pause
from regeltaal.lsp.positions import Encoding, units
from regeltaal.lsp.server import Server
from regeltaal.workspace.part import Part
from regeltaal.workspace.state import State

_SECONDS = 0.02
Answer = TypeVar("Answer")
Ask = Callable[[State, str, Part], Answer]


async def of_parts(
    server: Server, uri: str, ask: Ask[Answer], within: types.Range | None = None
) -> list[tuple[int, Part, Answer]] | None:
    """The answer of each part that lies in a range, with the line that it starts at; None for what is no rule file.

    When the text or what it goes by changes meanwhile, it is asked again.
    """
    while True:
        found = server.sheet_of(uri)
        if found is None:
            return None
        state, path, sheet = found
        parts = zip(sheet.first_lines, sheet.parts, strict=True)
        wanted = [(line, part) for line, part in parts if within is None or _touches(line, part, within)]
        answers: list[tuple[int, Part, Answer]] = []
        since = perf_counter()
        for line, part in wanted:
            answers.append((line, part, ask(state, path, part)))
            if perf_counter() - since > _SECONDS:
                await pause(server)
                since = perf_counter()
                if server.sheet_of(uri) != found:
                    break
        else:
            return answers


def placed(span: Span, line: int, encoding: Encoding) -> types.Range:
    """The range of a span of a text that starts at a line of its file, without a look at the file."""
    return types.Range(start=_position(span, span.start, line, encoding), end=_position(span, span.end, line, encoding))


def _position(span: Span, offset: int, line: int, encoding: Encoding) -> types.Position:
    place = span.source.position(offset)
    before = span.source.original_line(place.line)[: place.column - 1]
    return types.Position(line=line + place.line - 1, character=units(before, encoding))


def _touches(line: int, part: Part, asked: types.Range) -> bool:
    return line <= asked.end.line and asked.start.line <= line + part.lines
