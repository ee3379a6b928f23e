"""Code lenses, and running the tests that they offer to run."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from attrs import define, field, frozen
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from regeltaal.assist.actions_offered import Maker
from regeltaal.assist.lens_facts import reading, unread
from regeltaal.assist.lenses import Lens, MakeTest, RunTests, Seen, ShowPlaces, lenses
from regeltaal.assist.rule_runs import RunsByRule, StoreMark, mark_of, read_runs
from regeltaal.assist.trying import Outcome, Tried, try_tests
from regeltaal.base.text import Text
from regeltaal.lsp.checking import pause, settled
from regeltaal.lsp.features.code_action import MAKE, chosen_at
from regeltaal.lsp.server import Server
from regeltaal.workspace.state import State

RUN_TESTS = "regeltaal.test"
SHOW_PLACES = "regeltaal.toonGebruik"
_RUNNING = Text(nl="Tests uitvoeren", en="Running tests")
_SECONDS_BETWEEN_LOOKS = 30.0
_SLICE_SECONDS = 0.02
_PATIENCE = 1.0
_MANY_PLACES = 20
_MOST_PLACES = 200


def register(server: Server) -> None:
    margin = _Margin(server)

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS, types.CodeLensOptions(resolve_provider=True))
    async def shown(params: types.CodeLensParams) -> list[types.CodeLens]:
        uri = params.text_document.uri
        if server.sheet_of(uri) is None:
            return []
        await settled(server, server.file(uri))
        return margin.lenses(uri)

    @server.feature(types.CODE_LENS_RESOLVE)
    def resolved(lens: types.CodeLens) -> types.CodeLens:
        return margin.resolved(lens)

    @server.command(RUN_TESTS)
    async def run(*given: Any) -> dict[str, object] | None:  # noqa: ANN401 - what a client sends
        uri, name, quiet, *_ = (*given, None, None, None)
        if not isinstance(uri, str):
            return None
        return await margin.run(uri, name if isinstance(name, str) else None, quiet=quiet is True)


@frozen
class _Ran:
    """How the tests of a file came out, and the texts of the project at that time."""

    outcomes: Mapping[str, Outcome]
    texts: Mapping[str, str]


@define(eq=False)
class _Margin:
    """What is known for the lenses besides the texts."""

    server: Server
    _ran: dict[Path, _Ran] = field(factory=dict)
    _runs: dict[Path, RunsByRule] = field(factory=dict)
    """How often rules did something, by the folder of their project."""
    _looked: dict[Path, tuple[float, StoreMark | None]] = field(factory=dict)
    _busy: asyncio.Lock = field(factory=asyncio.Lock)
    _shown: tuple[str, State | None, tuple[Lens, ...]] = ("", None, ())
    """The lenses that were last asked for."""
    _reading: asyncio.Task[None] | None = None
    _looking: asyncio.Task[None] | None = None

    # ------------------------------------------------------------ lenses

    def lenses(self, uri: str) -> list[types.CodeLens]:
        found = self.server.sheet_of(uri)
        if found is None:
            return []
        state, path, sheet = found
        if unread(state):
            self._read_on(state.file(sheet.source))
        ran = self._ran.get(state.file(sheet.source))
        seen = Seen(
            {} if ran is None else ran.outcomes,
            ran is not None and ran.texts != _texts(state),
            self._known_runs(state),
        )
        self._shown = (uri, state, lenses(state, path, seen))
        spans = {id(one.span): one.span for one in self._shown[2]}
        ranges = {key: self.server.range(state.locate(span)) for key, span in spans.items()}
        return [
            self._to_client(state, uri, number, one, ranges[id(one.span)]) for number, one in enumerate(self._shown[2])
        ]

    def _to_client(self, state: State, uri: str, number: int, lens: Lens, place: types.Range) -> types.CodeLens:
        """A lens; one about many places gets them when it comes into view."""
        if isinstance(lens.act, ShowPlaces) and len(lens.act.among) > _MANY_PLACES:
            return types.CodeLens(range=place, data={"uri": uri, "nummer": number})
        return types.CodeLens(range=place, command=self._command(state, uri, lens, place))

    def resolved(self, lens: types.CodeLens) -> types.CodeLens:
        """With what it does; of an older text nothing, for that is asked anew."""
        data = lens.data if isinstance(lens.data, dict) else {}
        uri, state, known = self._shown
        number = data.get("nummer")
        if state is None or uri != data.get("uri") or not isinstance(number, int) or not 0 <= number < len(known):
            return lens
        lens.command = self._command(state, uri, known[number], lens.range)
        return lens

    def _command(self, state: State, uri: str, lens: Lens, place: types.Range) -> types.Command:
        title = self.server.say(lens.title)
        match lens.act:
            case RunTests(name=name):
                return types.Command(title=title, command=RUN_TESTS, arguments=[uri, name])
            case ShowPlaces(places=places) if places:
                locations = [self.server.location(state, one) for one in places[:_MOST_PLACES]]
                return types.Command(title=title, command=SHOW_PLACES, arguments=[uri, place.start, locations])
            case MakeTest():
                chosen = chosen_at(self.server, uri, Maker.TEST, place)
                return types.Command(title=title, command=MAKE, arguments=[chosen])
            case _:
                return types.Command(title=title, command="")

    # ------------------------------------------------------------ tests

    async def run(self, uri: str, name: str | None, *, quiet: bool) -> dict[str, object] | None:
        """Runs tests outside the loop; tells how they came out unless the client will, and gives it as data."""
        found = self.server.sheet_of(uri)
        if found is None:
            return None
        state, path, sheet = found
        async with self._busy, self._progress():
            tried = await asyncio.to_thread(try_tests, state, path, name)
        file, texts = state.file(sheet.source), _texts(state)
        before = self._ran.get(file)
        kept = before.outcomes if before is not None and before.texts == texts else {}
        self._ran[file] = _Ran({**kept, **{one.name: one for one in tried.outcomes}}, texts)
        kind = types.MessageType.Info if tried.passed else types.MessageType.Warning
        if not quiet:
            self.server.window_show_message(types.ShowMessageParams(type=kind, message=self.server.say(tried.words)))
        self._refresh()
        return self._as_data(state, tried)

    def _as_data(self, state: State, tried: Tried) -> dict[str, object]:
        return {
            "geslaagd": tried.passed,
            "bericht": self.server.say(tried.words),
            "tests": [
                {
                    "naam": one.name,
                    "geslaagd": one.passed,
                    "bericht": self.server.say(one.words),
                    "meldingen": [
                        {"bericht": self.server.say(told), "plaats": self.server.location(state, span)}
                        for told, span in zip(one.told, one.places, strict=True)
                    ],
                }
                for one in tried.outcomes
            ],
        }

    @asynccontextmanager
    async def _progress(self) -> AsyncIterator[None]:
        """Tells that tests run; a client that has no answer to that is not waited for."""
        token, progress = str(uuid4()), self.server.work_done_progress
        is_shown = False
        if self.server.can("window.work_done_progress"):
            with suppress(JsonRpcException, TimeoutError, asyncio.TimeoutError):
                await asyncio.wait_for(progress.create_async(token), _PATIENCE)
                progress.begin(token, types.WorkDoneProgressBegin(title=self.server.say(_RUNNING)))
                is_shown = True
        try:
            yield
        finally:
            if is_shown:
                progress.end(token, types.WorkDoneProgressEnd())

    def _refresh(self) -> None:
        if self.server.can("workspace.code_lens.refresh_support"):
            self.server.workspace_code_lens_refresh(None)

    # ------------------------------------------------------------ files that nobody works on

    def _read_on(self, file: Path) -> None:
        """Reads the other files beside the answers; then the lenses are asked again."""
        if self._reading is None or self._reading.done():
            self._reading = self.server.start(self._read(file))

    async def _read(self, file: Path) -> None:
        state = self.server.projects.state(file)
        since = time.perf_counter()
        for _ in reading(state):
            if time.perf_counter() - since > _SLICE_SECONDS:
                await pause(self.server)
                since = time.perf_counter()
        self._refresh()

    # ------------------------------------------------------------ how often rules did something

    def _known_runs(self, state: State) -> RunsByRule:
        """What was read of the store so far; when it has changed it is read anew, and the lenses are asked again."""
        project = state.project
        if project is None or project.loose:
            return {}
        at, mark = self._looked.get(project.root, (float("-inf"), None))
        if time.monotonic() - at > _SECONDS_BETWEEN_LOOKS:
            self._looked[project.root] = (time.monotonic(), mark)
            self._looking = self.server.start(self._look(state))
        return self._runs.get(project.root, {})

    async def _look(self, state: State) -> None:
        project = state.project
        if project is None:
            return
        _, before = self._looked.get(project.root, (0.0, None))
        mark = mark_of(project)
        self._looked[project.root] = (time.monotonic(), mark)
        if mark == before:
            return
        self._runs[project.root] = {} if mark is None else await asyncio.to_thread(read_runs, project)
        self._refresh()


def _texts(state: State) -> Mapping[str, str]:
    """The rule files, without looking into them."""
    return {} if state.project is None else {one.path: one.original for one in state.project.rules}
