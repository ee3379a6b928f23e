"""Messages to another program: what it gets, and what each answer means."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
import trustme

from regeltaal.base.node import evolve
from regeltaal.runtime.bindings import FailedError, UncertainError
from regeltaal.runtime.settings import Connection
from regeltaal.runtime.web import Post, post
from regeltaal.runtime.web_guard import Guard
from regeltaal.runtime.web_line import Network

OPENED = Guard.read(Connection("webhook", {"interne_adressen": ["127.0.0.1", "haak.example"]}))


@pytest.fixture
def message(website: Any) -> Post:
    return Post(website.url, {"tekst": "één", "aantal": 2}, "sleutel|é", {"Authorization": "Bearer x"}, guard=None)


def failure(message: Post, timeout: float = 5) -> FailedError:
    with pytest.raises(FailedError) as caught:
        post(message, timeout)
    return caught.value


def test_a_message_arrives_with_its_key(website: Any, message: Post) -> None:
    post(message)
    assert website.bodies == [{"tekst": "één", "aantal": 2}]
    (headers,) = website.headers
    assert headers["Idempotency-Key"] == "sleutel|\\xe9"
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    assert headers["Authorization"] == "Bearer x"


@pytest.mark.parametrize(
    ("code", "retry"),
    [(199, False), (400, False), (401, False), (404, False), (408, True), (425, True), (429, True), (600, False)],
)
def test_a_refusal_is_final_or_temporary_by_its_code(website: Any, message: Post, code: int, *, retry: bool) -> None:
    website.answers = [code]
    failed = failure(message)
    assert (failed.retry, isinstance(failed, UncertainError)) == (retry, False)
    assert str(code) in failed.reason.nl


@pytest.mark.parametrize("code", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(website: Any, message: Post, code: int) -> None:
    website.answers, website.location = [code, 200], website.url
    failed = failure(evolve(message, guard=OPENED))
    assert (failed.retry, len(website.bodies)) == (False, 1)
    assert failed.reason.nl.endswith(f"verwijst door naar een ander adres, en dat volgen wij niet (code {code})")


@pytest.mark.parametrize("code", [500, 502, 503, 504, 599])
def test_an_error_of_the_other_side_tells_not_what_it_did(website: Any, message: Post, code: int) -> None:
    website.answers = [code]
    failed = failure(message)
    assert isinstance(failed, UncertainError)
    assert failed.reason.nl == (f"`127.0.0.1` gaf een fout (code {code}): onbekend is of het bericht is verwerkt")


NO_ANSWER = "`127.0.0.1` gaf geen goed antwoord: onbekend is of het bericht is verwerkt"


def test_who_hangs_up_may_have_taken_it(website: Any, message: Post) -> None:
    website.answers = [0]
    failed = failure(message)
    assert (isinstance(failed, UncertainError), failed.reason.nl) == (True, NO_ANSWER)


@pytest.fixture
def silent() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"


def test_no_answer_in_time(silent: str, message: Post) -> None:
    assert isinstance(failure(evolve(message, url=silent), timeout=0.2), UncertainError)


def test_a_program_that_is_not_there_is_worth_another_try(message: Post) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        failed = failure(evolve(message, url=url))
    assert (failed.retry, isinstance(failed, UncertainError)) == (True, False)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "haak",
        "ftp://x.example/",
        "file:///etc/passwd",
        "http://",
        "http://x.example:poort/",
        "http://x.example/\r\nHost: y",
        "http://x y/",
        "http://[::1",
        "https://é.example/",
    ],
)
def test_what_is_no_web_address_is_refused(message: Post, url: str) -> None:
    failed = failure(evolve(message, url=url))
    assert (failed.retry, "webadres" in failed.reason.nl) == (False, True)


def test_a_program_that_is_gone_for_good_is_not_tried_again(website: Any, message: Post) -> None:
    website.answers = [410]
    failed = failure(message)
    assert (failed.retry, failed.reason.nl) == (
        False, "`127.0.0.1` neemt op dit adres geen berichten meer aan (code 410)",
    )  # fmt: skip


def test_a_message_has_the_same_bytes_and_key_at_each_attempt(website: Any, message: Post) -> None:
    website.answers = [503, 429, 200]
    for _ in range(2):
        failure(message)
    post(message)
    assert len(website.contents) == 3
    assert len(set(website.contents)) == 1
    assert {headers["Idempotency-Key"] for headers in website.headers} == {"sleutel|\\xe9"}


def test_a_key_can_bring_no_header_of_its_own(website: Any, message: Post) -> None:
    post(evolve(message, key="a\r\nX-Baas: ja\x7f"))
    (headers,) = website.headers
    assert headers["Idempotency-Key"] == "a\\r\\nX-Baas: ja\\x7f"
    assert "X-Baas" not in headers


def test_a_proxy_of_the_environment_is_passed_by(website: Any, message: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "")
    post(message)
    assert len(website.bodies) == 1


# ---------------------------------------------------------------- a server that says what the test wants, byte by byte


@pytest.fixture
def raw() -> Iterator[Callable[[Callable[[socket.socket, Event], None]], str]]:
    """Answers a request as a function does it; the event tells that the test is over."""
    over = Event()
    threads: list[Thread] = []
    listening = socket.create_server(("127.0.0.1", 0))

    def start(answer: Callable[[socket.socket, Event], None]) -> str:
        def serve() -> None:
            connection, _ = listening.accept()
            with connection, suppress(OSError):
                connection.recv(65536)
                answer(connection, over)

        threads.append(Thread(target=serve))
        threads[-1].start()
        return f"http://127.0.0.1:{listening.getsockname()[1]}/"

    yield start
    over.set()
    for thread in threads:
        thread.join()
    listening.close()


def drip(connection: socket.socket, over: Event, first: bytes, drop: bytes) -> None:
    connection.sendall(first)
    while not over.wait(0.02):
        connection.sendall(drop)


Raw = Callable[[Callable[[socket.socket, Event], None]], str]


@pytest.mark.parametrize("first", [b"", b"HTTP/1.1 2", b"HTTP/1.1 200 OK\r\nX: "])
def test_an_answer_that_drips_in_without_end_is_no_answer(raw: Raw, message: Post, first: bytes) -> None:
    url = raw(lambda connection, over: drip(connection, over, first, b"0"))
    failed = failure(evolve(message, url=url), timeout=0.3)
    assert (isinstance(failed, UncertainError), failed.reason.nl) == (True, NO_ANSWER)


def test_a_status_counts_however_slowly_the_rest_comes(raw: Raw, message: Post) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"
    post(evolve(message, url=raw(lambda connection, over: drip(connection, over, head, b"0"))), timeout=1)


@pytest.mark.parametrize("length", [b"", b"Content-Length: 999999999999\r\n", b"Transfer-Encoding: chunked\r\n"])
def test_of_a_huge_answer_only_the_beginning_is_read(raw: Raw, message: Post, length: bytes) -> None:
    sent = []

    def flood(connection: socket.socket, over: Event) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n" + length + b"\r\n")
        while not over.is_set():
            connection.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")
            sent.append(65536)

    post(evolve(message, url=raw(flood)), timeout=60)
    assert sum(sent) < 50_000_000  # what buffers on the way hold; the server found the door closed


@pytest.mark.parametrize(
    ("line", "is_taken"), [(b"X: y\r\n", False), (b"X: " + b"y" * 100_000 + b"\r\n", True), (b"y" * 4096, True)]
)
def test_headers_without_end_are_not_read_to_their_end(raw: Raw, message: Post, line: bytes, *, is_taken: bool) -> None:
    def flood(connection: socket.socket, over: Event) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while not over.is_set():
            connection.sendall(line)

    sent = evolve(message, url=raw(flood))
    if is_taken:
        post(sent, timeout=60)
    else:
        assert failure(sent, timeout=60).reason.nl == NO_ANSWER


@pytest.mark.parametrize(
    "answer", [b"", b"\r\n\r\n", b"SSH-2.0-x\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 99 x\r\n\r\n"]
)
def test_what_is_no_http_is_no_answer(raw: Raw, message: Post, answer: bytes) -> None:
    failed = failure(evolve(message, url=raw(lambda connection, _: connection.sendall(answer))))
    assert isinstance(failed, UncertainError)


@pytest.mark.parametrize(
    ("code", "header", "after"),
    [
        (429, "120", timedelta(minutes=2)),
        (503, " 5 ", timedelta(seconds=5)),
        (503, "Fri, 12 Mar 2027 12:10:00 GMT", timedelta(minutes=10)),
        (503, "Fri, 12 Mar 2027 11:00:00 GMT", None),
        (503, "0", None),
        (503, "-5", None),
        (503, "straks", None),
        (503, "", None),
        (503, "99999999999999", timedelta(days=1)),
        (503, "²", None),
        (404, "120", None),
    ],
)
def test_the_other_side_may_say_when_to_come_back(
    raw: Raw, message: Post, code: int, header: str, after: timedelta | None
) -> None:
    answer = f"HTTP/1.1 {code} x\r\nRetry-After: {header}\r\n\r\n".encode("latin-1")
    url = raw(lambda connection, _: connection.sendall(answer))
    with pytest.raises(FailedError) as caught:
        post(evolve(message, url=url), network=Network(clock=lambda: 1804852800.0))  # noon UTC, 12 March 2027
    assert caught.value.after == after


def test_what_a_program_says_of_a_refusal_is_not_told(raw: Raw, message: Post) -> None:
    answer = b"HTTP/1.1 403 geheim-1\r\nX: geheim-2\r\n\r\ngeheim-3"
    failed = failure(evolve(message, url=raw(lambda connection, _: connection.sendall(answer)) + "geheim-4"))
    assert failed.reason.nl == "`127.0.0.1` weigert het bericht (code 403)"


# ---------------------------------------------------------------- finding the other side


def test_a_name_that_is_not_found_may_be_found_later(message: Post) -> None:
    def look_up(host: str, port: int) -> tuple[str, ...]:
        raise socket.gaierror(socket.EAI_NONAME, f"{host}:{port}")

    with pytest.raises(FailedError) as caught:
        post(evolve(message, url="https://haak.example/"), network=Network(look_up=look_up))
    assert (caught.value.retry, caught.value.reason.nl) == (True, "`haak.example` is niet te vinden")


def test_looking_up_a_name_takes_no_longer_than_the_call(message: Post) -> None:
    over = Event()

    def look_up(host: str, port: int) -> tuple[str, ...]:
        del host, port
        over.wait()
        return ("127.0.0.1",)

    with pytest.raises(FailedError) as caught:
        post(evolve(message, url="https://haak.example/"), 0.1, Network(look_up=look_up))
    over.set()
    assert caught.value.retry


# ---------------------------------------------------------------- TLS


class _Taken(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.hosts.append(self.headers["Host"])  # type: ignore[attr-defined] # of the server below
        self.send_response(204)
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        """Says nothing."""


class _Quiet(HTTPServer):
    hosts: list[str]

    def handle_error(self, *arguments: object) -> None:
        """A caller that goes away at the sight of the certificate is what the tests want."""


@pytest.fixture
def secure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[_Quiet]:
    """A web server with a certificate for haak.example, of an authority that this machine trusts."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("haak.example").configure_cert(context)
    server = _Quiet(("127.0.0.1", 0), _Taken)
    server.hosts = []
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


HERE = Network(look_up=lambda *_: ("127.0.0.1",))


def test_a_certificate_is_of_the_name_and_not_of_the_address(secure: _Quiet, message: Post) -> None:
    place = f"haak.example:{secure.server_port}"
    post(evolve(message, url=f"https://{place}/", guard=OPENED), network=HERE)
    assert secure.hosts == [place]


@pytest.mark.parametrize("host", ["ander.example", "127.0.0.1", "x.haak.example"])
def test_a_certificate_of_another_name_is_refused(secure: _Quiet, message: Post, host: str) -> None:
    with pytest.raises(FailedError) as caught:
        post(evolve(message, url=f"https://{host}:{secure.server_port}/"), network=HERE)
    assert (caught.value.retry, caught.value.reason.nl) == (
        False, f"het certificaat van `{host}` is niet te vertrouwen",
    )  # fmt: skip
    assert secure.hosts == []


def test_a_certificate_of_an_unknown_authority_is_refused(
    secure: _Quiet, message: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(FailedError, match="can't be trusted"):
        post(evolve(message, url=f"https://haak.example:{secure.server_port}/"), network=HERE)
    assert secure.hosts == []


def test_a_server_that_never_says_hello_in_secret_is_not_reached(raw: Raw, message: Post) -> None:
    url = raw(lambda connection, over: drip(connection, over, b"\x16\x03\x03\x40\x00", b"\x02"))
    failed = failure(evolve(message, url=url.replace("http:", "https:")), timeout=0.3)
    assert (failed.retry, isinstance(failed, UncertainError)) == (True, False)
