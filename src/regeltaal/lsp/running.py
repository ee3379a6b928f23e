"""The server's life: from the first message to the last, whatever the client or we do wrong in between."""

import asyncio
import logging
import os
import sys
from typing import IO

from attrs import define
from pygls.exceptions import JsonRpcException, JsonRpcRequestCancelled

from regeltaal.lsp.channel import Inbox, Message, own_output, read_into
from regeltaal.lsp.server import Server

_SECONDS_BETWEEN_LOOKS = 3.0


def run(server: Server) -> int:
    """Serves one client; the exit code is 0 when that said goodbye properly."""
    logging.basicConfig(stream=sys.stderr, level=logging.ERROR, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("concurrent.futures").setLevel(logging.CRITICAL)  # what we asked and the client never answered
    return asyncio.run(_serve(server, own_output()))


async def _serve(server: Server, output: IO[bytes]) -> int:
    inbox = server.inbox
    server.protocol.set_writer(_Writer(output, inbox))
    read_into(inbox, sys.stdin.buffer)
    watch = asyncio.create_task(_watch_parent(server, inbox))
    while not server.protocol.is_over and (message := await inbox.take()) is not None:
        _work_off(server, inbox, message)
        await asyncio.sleep(0)
    watch.cancel()
    server.shutdown()  # type: ignore[no-untyped-call] # pygls'
    return 0 if server.protocol.is_shut_down else 1


def _work_off(server: Server, inbox: Inbox, message: Message) -> None:
    if inbox.is_taken_back(message):
        server.protocol.refuse(message, JsonRpcRequestCancelled())
        return
    out_of_turn = server.protocol.out_of_turn(message)
    if out_of_turn is not None:
        server.protocol.refuse(message, out_of_turn)
        return
    try:
        structured = server.protocol.structure_message(message)
    except JsonRpcException as wrong:
        server.protocol.refuse(message, wrong)
        return
    server.protocol.handle_message(structured)


@define(eq=False)
class _Writer:
    """Where messages go. Once nobody reads them any more, that is the end."""

    _output: IO[bytes]
    _inbox: Inbox

    def write(self, data: bytes) -> None:
        try:
            self._output.write(data)
            self._output.flush()
        except OSError:
            self._inbox.put(None)

    def close(self) -> None:
        """It is closed with the process."""


async def _watch_parent(server: Server, inbox: Inbox) -> None:
    """Ends with the editor, also when that was killed while something else keeps its end of our input open."""
    while True:
        await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)
        if server.process_id is not None and not _lives(server.process_id):
            inbox.put(None)


def _lives(process: int) -> bool:
    if os.name != "posix":  # elsewhere asking is a way to kill; the end of our input has to do
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # it lives, but is not ours
        return True
    return True
