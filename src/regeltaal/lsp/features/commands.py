"""Commands that show something: the meaning of a code, and places.

An editor that has a list of places of its own shows them there itself; for others this asks which one to go to.
"""

from collections.abc import Sequence
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from regeltaal.base.diagnostic import Code
from regeltaal.base.text import Text
from regeltaal.lsp.features.code_action import EXPLAIN
from regeltaal.lsp.features.code_lens import SHOW_PLACES
from regeltaal.lsp.server import Server

_MOST_PLACES = 12
_WHERE = Text(nl="Waar wilt u heen?", en="Where do you want to go?")
_NO_CODE = Text(nl="De code `{code}` is niet bekend.", en="There is no code `{code}`.")


def register(server: Server) -> None:
    @server.command(EXPLAIN)
    def explain(*given: Any) -> str:  # noqa: ANN401 - whatever a client sends
        from regeltaal.report.codes import explain_code, find_code, load_codes  # noqa: PLC0415 - loads all of checking
        from regeltaal.report.style import PLAIN  # noqa: PLC0415 - idem

        load_codes()
        code = str(next(iter(given), ""))
        found = find_code(code)
        told = server.say(_NO_CODE, code=code) if found is None else _in_short(server, found)
        _tell(server, told)
        return told if found is None else explain_code(found, server.language, PLAIN)

    @server.command(SHOW_PLACES)
    async def show(*given: Any) -> None:  # noqa: ANN401 - idem
        _uri, _position, places, *_ = (*given, None, None, None)
        found: list[types.Location | None] = (
            [_location(one) for one in places] if isinstance(places, list | tuple) else []
        )
        await _go(server, [one for one in found if one is not None])


def _in_short(server: Server, code: Code) -> str:
    """What a message has room for: what it is about, why it is told and what to do."""
    told = [f"{code.id}: {server.say(code.title)}.", server.say(code.why)]
    return " ".join(told)


def _tell(server: Server, message: str) -> None:
    server.window_show_message(types.ShowMessageParams(type=types.MessageType.Info, message=message))


# ---------------------------------------------------------------- places


def _location(given: Any) -> types.Location | None:  # noqa: ANN401 - whatever a client sends back
    try:
        start = given["range"]["start"]
        place = types.Position(line=max(0, int(start["line"])), character=max(0, int(start["character"])))
        return types.Location(uri=str(given["uri"]), range=types.Range(start=place, end=place))
    except (KeyError, TypeError, ValueError):
        return None


async def _go(server: Server, places: Sequence[types.Location]) -> None:
    """To the only place, or to the one that is chosen."""
    if not places or not server.can("window.show_document"):
        _tell(server, "\n".join(_shown(server, one) for one in places))
        return
    wanted: types.Location | None = places[0]
    if len(places) > 1:
        by_title = {_shown(server, one): one for one in places[:_MOST_PLACES]}
        chosen = await server.window_show_message_request_async(
            types.ShowMessageRequestParams(
                type=types.MessageType.Info,
                message=server.say(_WHERE),
                actions=[types.MessageActionItem(title=one) for one in by_title],
            )
        )
        wanted = None if chosen is None else by_title.get(chosen.title)
    if wanted is not None:
        await _open(server, wanted)


async def _open(server: Server, place: types.Location) -> None:
    params = types.ShowDocumentParams(uri=place.uri, take_focus=True, selection=place.range)
    try:
        await server.window_show_document_async(params)
    except JsonRpcException:
        _tell(server, _shown(server, place))


def _shown(server: Server, place: types.Location) -> str:
    """`afronden.regel:12 REGEL "Bel na"`."""
    file, line = server.file(place.uri), place.range.start.line
    lines = server.lines(file)
    text = lines[line].strip() if line < len(lines) else ""
    return f"{file.name}:{line + 1} {text}".strip()
