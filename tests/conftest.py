"""What tests share: golden files, and real servers for mail and web on the loopback.

A golden case holds its source and what is expected of it; `--update-golden` renews the second part.
"""

import json
import os
import shutil
import ssl
from collections.abc import Callable, Iterator
from contextlib import suppress
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP as SMTP_POLICY
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any
from urllib.parse import parse_qs

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from attrs import define, field
from sqlalchemy import create_engine, make_url, text

from regeltaal.runtime import listening

EXPECTED = "=== verwacht"
SERVER = "REGELTAAL_TEST_POSTGRESQL"
"""The environment variable that names a PostgreSQL server to test on."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what comes out as what is expected")


@pytest.fixture(autouse=True, scope="session")
def _fast_from_the_first_event() -> None:
    """In tests nothing is left to the definition, so that it can be held against what decides after it."""
    listening.AT_FIRST = 0


def pytest_configure() -> None:
    """Tests that run beside each other on one PostgreSQL server each get a database of their own there."""
    _at_server("DROP DATABASE IF EXISTS {name}", "CREATE DATABASE {name}")
    url, name = os.environ.get(SERVER), _own_database()
    if url is not None and name is not None:
        os.environ[SERVER] = make_url(url).set(database=name).render_as_string(hide_password=False)


def pytest_unconfigure() -> None:
    _at_server("DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _own_database() -> str | None:
    """The name for this worker of pytest-xdist; None where one process runs all tests."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    return None if worker is None else f"regeltaal_{worker}"


def _at_server(*statements: str) -> None:
    url, name = os.environ.get(SERVER), _own_database()
    if url is None or name is None:
        return
    engine = create_engine(make_url(url).set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement.format(name=name)))
    engine.dispose()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares what came of a case with the part of its file after the line `=== verwacht`."""
    update = bool(request.config.getoption("--update-golden"))

    def check(path: Path, actual: str) -> None:
        source, _, expected = path.read_text(encoding="utf-8").partition(f"{EXPECTED}\n")
        if update:
            path.write_text(f"{source}{EXPECTED}\n{actual}", encoding="utf-8")
            return
        assert expected == actual

    return check


@pytest.fixture
def golden_file(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares what came out with a file that holds just that."""
    update = bool(request.config.getoption("--update-golden"))

    def check(path: Path, actual: str) -> None:
        if update:
            path.write_text(actual, encoding="utf-8")
            return
        assert path.read_text(encoding="utf-8") == actual

    return check


@pytest.fixture
def copy_of_example(tmp_path: Path) -> Callable[[str], Path]:
    """An example office, copied, so that its store and mails are thrown away; what an earlier run left stays behind."""
    examples = Path(__file__).parent.parent / "examples"
    left_behind = shutil.ignore_patterns("*.db", "*.db-wal", "*.db-shm", "postvak-uit")

    def copy(name: str) -> Path:
        return Path(shutil.copytree(examples / name, tmp_path / name, ignore=left_behind))

    return copy


PASSWORD = "geheim"  # noqa: S105 - of a server that lives as long as a test


@define
class Mailbox:
    """What a mail server got, and how it answers."""

    messages: list[EmailMessage] = field(factory=list)
    recipients: list[list[str]] = field(factory=list)
    refuses: dict[str, str] = field(factory=dict)
    """Its answer to a recipient; to the message itself under `DATA`, to the sender under `MAIL`."""
    hangs_up: bool = False
    logins: list[tuple[str, str]] = field(factory=list)
    port: int = 0

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session
        if "MAIL" in self.refuses:
            return self.refuses["MAIL"]
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - idem
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session, options
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - idem
        del session
        if self.hangs_up:
            assert server.transport is not None
            server.transport.close()
            return "250 OK"
        if "DATA" in self.refuses:
            return self.refuses["DATA"]
        content = envelope.content
        assert isinstance(content, bytes)
        message = BytesParser(policy=SMTP_POLICY).parsebytes(content)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        self.recipients.append(list(envelope.rcpt_tos))
        return "250 OK"

    def let_in(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
        """Anybody with the password."""
        del server, session, envelope, mechanism
        user, password = data.login.decode(), data.password.decode()  # type: ignore[attr-defined] # a LoginPassword
        self.logins.append((user, password))
        return AuthResult(success=password == PASSWORD, handled=False)


class _Server(Controller):
    """A controller that takes any free port."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr] # it listens by now
        super()._trigger_server()  # type: ignore[no-untyped-call] # aiosmtpd's


Serve = Callable[..., Mailbox]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts mail servers that stop with the test."""
    started: list[_Server] = []

    def start(
        *, tls: ssl.SSLContext | None = None, starttls: ssl.SSLContext | None = None, passwords: bool = False
    ) -> Mailbox:
        box = Mailbox()
        server = _Server(
            box,
            hostname="127.0.0.1",
            port=0,
            ssl_context=tls,
            tls_context=starttls,
            require_starttls=starttls is not None,
            authenticator=box.let_in if passwords else None,
            auth_require_tls=False,
        )
        server.start()
        started.append(server)
        box.port = server.port
        return box

    yield start
    for server in started:
        server.stop()


@pytest.fixture
def mailbox(serve: Serve) -> Mailbox:
    return serve()


@define
class Website:
    """What a web server got, and what it answers: status codes in turn, the last one again and again."""

    answers: list[int] = field(factory=lambda: [200])
    location: str | None = None
    waits: float = 0.0
    """How long it thinks before it answers."""
    contents: list[bytes] = field(factory=list)
    bodies: list[Any] = field(factory=list)
    """The same, as JSON, or as the fields of a form."""
    headers: list[dict[str, str]] = field(factory=list)
    url: str = ""


class _Pages(BaseHTTPRequestHandler):
    site: Website

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        is_form = self.headers["Content-Type"].startswith("application/x-www-form-urlencoded")
        self.site.contents.append(content)
        self.site.bodies.append(parse_qs(content.decode()) if is_form else json.loads(content))
        self.site.headers.append(dict(self.headers))
        answer = self.site.answers.pop(0) if len(self.site.answers) > 1 else self.site.answers[0]
        sleep(self.site.waits)
        if not answer:
            return  # hangs up without a word
        self.send_response(answer)
        if self.site.location is not None:
            self.send_header("Location", self.site.location)
        with suppress(ConnectionError):  # who waited too long has gone
            self.end_headers()
            self.wfile.write(b"gelukt")

    def log_message(self, *arguments: object) -> None:
        """Says nothing."""


@pytest.fixture
def website(monkeypatch: pytest.MonkeyPatch) -> Iterator[Website]:
    """A real web server on the loopback; no proxy stands in between."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    site = Website()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Pages", (_Pages,), {"site": site}))
    site.url = f"http://127.0.0.1:{server.server_port}/haak"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield site
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def kantoor(tmp_path: Path) -> Path:
    """A small office of its own domain, in which a rule of every kind of outcome listens to one event; copied."""
    source = Path(__file__).parent / "kantoor"
    return Path(shutil.copytree(source, tmp_path / "kantoor", ignore=shutil.ignore_patterns("*.db*")))
