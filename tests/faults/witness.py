"""Independent witnesses: a real mail server and a real web server that count what reached them.

They stand outside the process under test, so that what it says of itself can be held against what they saw. Each can
misbehave, and can tell the harness at which point of a message it is, for the harness to strike there.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP as SMTP_POLICY
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_RDWR, create_server
from threading import Event, Lock, Thread
from time import monotonic, sleep

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from attrs import Factory, define

HOST = "127.0.0.1"


class Point(Enum):
    """Where in the taking in of a message the witness is."""

    TAKEN = "ontvangen, nog niet beantwoord"
    ANSWERED = "beantwoord"


Strike = Callable[[Point], None]
"""Called at each point of each message, from a thread of the witness."""


class Manner(Enum):
    """How a mail server behaves."""

    GOOD = "neemt alles aan"
    SILENT = "hangt na het bericht"
    REFUSES_RECIPIENT = "550 op de ontvanger"
    BUSY_RECIPIENT = "450 op de ontvanger"
    BUSY_AFTER_DATA = "451 na het bericht"
    DIES_WITH_IT = "verbreekt na het bericht, dat het wel heeft"
    DIES_WITHOUT_IT = "verbreekt na het bericht, dat het niet heeft"


@define
class Seen:
    """What reached a witness, by what tells one message from another."""

    by_key: Counter[str] = Factory(Counter)
    """Mails by Message-ID, calls by Idempotency-Key."""
    by_content: Counter[str] = Factory(Counter)
    """Mails by subject and recipients, calls by the record and event they tell of."""
    bodies: dict[str, set[bytes]] = Factory(dict)
    _lock: Lock = Factory(Lock)

    def add(self, key: str, content: str, body: bytes) -> None:
        with self._lock:
            self.by_key[key] += 1
            self.by_content[content] += 1
            self.bodies.setdefault(key, set()).add(body)

    def so_far(self) -> "Seen":
        """What was seen up to now, which changes no more."""
        with self._lock:
            bodies = {key: set(found) for key, found in self.bodies.items()}
            return Seen(Counter(self.by_key), Counter(self.by_content), bodies)


@define
class MailWitness:
    """A mail server: keeps count of messages, and behaves as told."""

    manner: Manner = Manner.GOOD
    seen: Seen = Factory(Seen)
    strike: Strike = lambda _: None
    patience: float = 6.0
    """How long a server that hangs does so, at most: a harness has to end."""
    port: int = 0
    _free: Event = Factory(Event)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session, options
        if self.manner is Manner.REFUSES_RECIPIENT:
            return "550 5.1.1 Niemand met die naam"
        if self.manner is Manner.BUSY_RECIPIENT:
            return "450 4.2.1 Later graag"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - idem
        del session
        if self.manner is Manner.BUSY_AFTER_DATA:
            return "451 4.3.0 Later graag"
        if self.manner is not Manner.DIES_WITHOUT_IT:
            self._keep(envelope)
        self.strike(Point.TAKEN)
        if self.manner in {Manner.DIES_WITH_IT, Manner.DIES_WITHOUT_IT}:
            _hang_up(server)
        elif self.manner is Manner.SILENT:
            await _until(self._free, self.patience)
            _hang_up(server)
        else:
            server.loop.call_soon(self.strike, Point.ANSWERED)
        return "250 OK"

    def _keep(self, envelope: Envelope) -> None:
        content = envelope.content
        if not isinstance(content, bytes):
            raise TypeError("the content of a mail is bytes here")
        message = BytesParser(policy=SMTP_POLICY).parsebytes(content)
        if not isinstance(message, EmailMessage):
            raise TypeError("this policy makes an EmailMessage")
        about = f"{message['Subject']} aan {', '.join(envelope.rcpt_tos)}"
        self.seen.add(str(message["Message-ID"]), about, content)


async def _until(free: Event, patience: float) -> None:
    end = monotonic() + patience
    while not free.is_set() and monotonic() < end:  # noqa: ASYNC110 - another thread sets it
        await asyncio.sleep(0.02)


def _hang_up(server: SMTP) -> None:
    if server.transport is not None:
        with suppress(OSError):  # whoever was at the other end may have gone first
            server.transport.close()


class _MailServer(Controller):
    """A controller that takes any free port, or the one that it had."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr] # it listens by now
        super()._trigger_server()  # type: ignore[no-untyped-call] # aiosmtpd's


@contextmanager
def mail_server(witness: MailWitness) -> Iterator[MailWitness]:
    """The witness at work, on a port of its own."""
    server = _MailServer(witness, hostname=HOST, port=witness.port)
    server.start()
    witness.port = server.port
    try:
        yield witness
    finally:
        witness._free.set()
        server.stop()


@contextmanager
def mute_server() -> Iterator[int]:
    """A server that takes connections and never says a word; gives its port."""
    with create_server((HOST, 0)) as listening:
        yield listening.getsockname()[1]


def closed_port() -> int:
    """A port that nobody listens on."""
    with create_server((HOST, 0)) as listening:
        port: int = listening.getsockname()[1]
    return port


@define
class HookWitness:
    """A web server that takes webhooks: keeps count of keys, and answers as told."""

    seen: Seen = Factory(Seen)
    strike: Strike = lambda _: None
    answers: int = 200
    hangs_up: bool = False
    waits: float = 0.0
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}/haak"


class _Hooks(BaseHTTPRequestHandler):
    witness: HookWitness

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        key = self.headers["Idempotency-Key"]
        self.witness.seen.add(key, key, content)
        self.witness.strike(Point.TAKEN)
        sleep(self.witness.waits)
        if self.witness.hangs_up:
            with suppress(OSError):
                self.connection.shutdown(SHUT_RDWR)
            return
        with suppress(ConnectionError):  # whoever called may have been killed
            self.send_response(self.witness.answers)
            self.end_headers()
            self.wfile.flush()
        self.witness.strike(Point.ANSWERED)

    def log_message(self, *arguments: object) -> None:
        """Says nothing."""


class _HookServer(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that was killed halfway is what this is about: nothing to tell."""


@contextmanager
def hook_server(witness: HookWitness) -> Iterator[HookWitness]:
    server = _HookServer((HOST, witness.port), type("Hooks", (_Hooks,), {"witness": witness}))
    witness.port = server.server_port
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield witness
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
