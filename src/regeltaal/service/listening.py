"""The server: one socket, one thread, and little patience for clients that keep connections to themselves."""

import asyncio
import json
import socket
from threading import Thread

from attrs import define, field
from uvicorn import Config, Server
from uvicorn.protocols.http.h11_impl import H11Protocol

from regeltaal.base.text import DUTCH, Text
from regeltaal.service import problem
from regeltaal.service.errors import StartError
from regeltaal.service.frame import Framed
from regeltaal.service.logbook import Sparingly
from regeltaal.service.problem import ProblemError

HEADER_SECONDS = 10.0
ANSWER_SECONDS = 30.0
STOP_SECONDS = 3.0
_KEEP_ALIVE = 5
_LARGEST_HEADERS = 16_384
_BACKLOG = 512
_SPARE = 100
_INVALID = Text(
    nl="wat geen HTTP is, kwam binnen en is geweigerd", en="something that is no HTTP came in, and was refused"
)
_CROWDED = Text(
    nl="er staan te veel verbindingen open; van wie niets vraagt, is er een gesloten",
    en="too many connections are open; one on which nothing is asked was closed",
)
_told = Sparingly()


class Patient(H11Protocol):
    """Closes connections of clients that take too long: over their headers, over reading the answer, or at the end.

    Where there are more than ``most``, it closes the one on which nothing was asked for the longest time: connections
    that stay silent keep nobody out.
    """

    patience = HEADER_SECONDS
    answer_patience = ANSWER_SECONDS
    stop_patience = STOP_SECONDS
    _timer: asyncio.TimerHandle | None = None
    _reader: asyncio.TimerHandle | None = None
    _since = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._since = self.loop.time()
        self._mind()
        if self.limit_concurrency is not None and len(self.connections) > self.limit_concurrency - _SPARE // 2:
            self._make_room()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._mind()

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget()
        if self._reader is not None:
            self._reader.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        self._since = self.loop.time()
        if self._reader is None and self.transport.get_write_buffer_size():
            self._reader = self.loop.call_later(self.answer_patience, self._check_read)
        super().on_response_complete()

    def shutdown(self) -> None:
        """Who still sends, or does not read, is not waited for: nothing of that was taken in."""
        super().shutdown()
        self.loop.call_later(self.stop_patience, self._give_up)

    def send_400_response(self, msg: str) -> None:
        """What is no HTTP at all gets the same kind of answer as any other mistake, unless it has begun to get one."""
        del msg
        _told.tell(_INVALID, {})
        if self.cycle is None or self.cycle.response_complete or not self.cycle.response_started:
            self.transport.write(_no_http())
        self.transport.close()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is asked on it, or all of what was asked is answered."""
        return self.cycle is None or self.cycle.response_complete

    def _mind(self) -> None:
        if not self.is_idle:
            self._forget()
        elif self._timer is None:
            self._timer = self.loop.call_later(self.patience, self.transport.close)

    def _forget(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _check_read(self) -> None:
        self._reader = None
        if self.transport.get_write_buffer_size():
            self.transport.abort()

    def _give_up(self) -> None:
        if self.is_idle or self.cycle.more_body:
            self.transport.abort()

    def _make_room(self) -> None:
        others = (one for one in self.connections if isinstance(one, Patient) and one is not self and one.is_idle)
        oldest = min(others, key=lambda one: one._since, default=None)  # noqa: SLF001 - one of us
        if oldest is not None:
            _told.tell(_CROWDED, {})
            oldest.transport.abort()
            self.connections.discard(oldest)


def _no_http() -> bytes:
    cause = Text(nl="dit is geen geldig HTTP-verzoek", en="this is no valid HTTP request")
    content = json.dumps(ProblemError(problem.NOT_JSON, cause=cause).to_json(DUTCH), ensure_ascii=False).encode()
    head = f"HTTP/1.1 400 Bad Request\r\ncontent-type: {problem.MEDIA_TYPE}\r\nconnection: close\r\n"
    return f"{head}content-length: {len(content)}\r\n\r\n".encode() + content


def bind(address: str, port: int) -> socket.socket:
    """A socket that listens; with port 0 the system chooses one.

    Raises:
        StartError: it is taken, or no address of this machine.
    """
    try:
        family, kind, proto, _, where = socket.getaddrinfo(
            address, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        found = socket.socket(family, kind, proto)
        try:
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            found.bind(where)
            found.listen(_BACKLOG)
        except OSError:
            found.close()
            raise
    except OSError as error:
        raise _refused(address, port, error) from error
    return found


def url_of(bound: socket.socket) -> str:
    host, port = bound.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


@define(eq=False)
class Listener:
    """``app`` on a socket, in a thread of its own: the main thread keeps the signals."""

    app: Framed
    bound: socket.socket
    connections: int
    patience: float
    _server: Server | None = field(default=None, init=False)
    _thread: Thread | None = field(default=None, init=False)

    def start(self) -> None:
        config = Config(
            self.app,
            http=Patient,
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            log_level="error",  # what clients do wrong is told of by us
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=self.connections + _SPARE,  # beyond that without the courtesy of a reason
            backlog=_BACKLOG,
            timeout_keep_alive=_KEEP_ALIVE,
            timeout_graceful_shutdown=max(1, round(self.patience)),
            h11_max_incomplete_event_size=_LARGEST_HEADERS,
        )
        self._server = Server(config)
        self._thread = Thread(target=self._server.run, args=([self.bound],), name="regeltaal-http", daemon=True)
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def stop(self) -> None:
        """Answers what was asked, and listens no more."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(self.patience + 5)
        self.bound.close()


def _refused(address: str, port: int, error: OSError) -> StartError:
    match error:
        case PermissionError():
            why = Text(nl="poorten onder 1024 zijn voor de beheerder", en="ports below 1024 are for the administrator")
        case socket.gaierror():
            why = Text(nl="dat adres bestaat hier niet", en="there is no such address here")
        case _:
            why = Text(nl="die is bezet, of niet van deze computer", en="it is taken, or not of this machine")
    return StartError(
        Text(
            nl=f"op `{address}` poort {port} kan niet geluisterd worden: {why.nl}",
            en=f"can't listen on `{address}` port {port}: {why.en}",
        ),
        Text(
            nl="draait de dienst al, of stopt de vorige nog? kies anders een andere poort met `--poort` of `[dienst] "
            "poort`",
            en="does the service run already, or still stop? else choose another port with `--poort` or `[dienst] "
            "poort`",
        ),
    )
