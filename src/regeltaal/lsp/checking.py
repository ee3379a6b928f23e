"""Checking a project between two messages: in slices, given up as soon as the texts are others."""

import asyncio
from pathlib import Path
from uuid import uuid4

from attrs import define, field
from lsprotocol import types

from regeltaal.base.text import Text
from regeltaal.lsp.server import Server
from regeltaal.workspace.state import State

_LONG_SECONDS = 0.7
_TITLE = Text(nl="Regels controleren", en="Checking rules")


async def settled(server: Server, file: Path) -> State:
    """The project of a file as it stands now, with all findings worked out."""
    while True:
        state = server.projects.state(file)
        if await _settles(server, state, file):
            return state


async def _settles(server: Server, state: State, file: Path) -> bool:
    """Whether a state was still the one of now when it was done."""
    progress = _Progress(server, file.name)
    try:
        for _ in state.settle():
            await pause(server)
            progress.tick()
            if server.projects.state(file) is not state:
                return False
    finally:
        progress.end()
    return True


async def pause(server: Server) -> None:
    """Lets what the client wants go first."""
    await asyncio.sleep(0)
    while not server.inbox.is_empty:  # noqa: ASYNC110 - it is worked off meanwhile, nobody tells us when
        await asyncio.sleep(0)


@define(eq=False)
class _Progress:
    """Tells that checking goes on, once that takes long."""

    _server: Server
    _name: str
    _since: float = field(factory=lambda: asyncio.get_running_loop().time())
    _token: str | None = None
    _is_shown: bool = False
    _is_over: bool = False

    def tick(self) -> None:
        is_long = asyncio.get_running_loop().time() - self._since > _LONG_SECONDS
        if self._token is None and is_long and self._server.can("window.work_done_progress"):
            self._token = str(uuid4())
            self._server.work_done_progress.create(self._token, self._show)

    def _show(self, _answer: object) -> None:
        if self._token is not None and not self._is_over:
            self._is_shown = True
            begin = types.WorkDoneProgressBegin(title=self._server.say(_TITLE), message=self._name, cancellable=False)
            self._server.work_done_progress.begin(self._token, begin)

    def end(self) -> None:
        self._is_over = True
        if self._token is not None and self._is_shown:
            self._server.work_done_progress.end(self._token, types.WorkDoneProgressEnd())
