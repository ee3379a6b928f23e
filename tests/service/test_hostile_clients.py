"""Clients that mean harm, or are broken: what they send is refused, and they keep nobody else waiting."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from threading import active_count

import httpx
import pytest
from tests.service.conftest import BAKER, KEEPER, TOKENS, Running, Start, bearer, job

from regeltaal.base.node import evolve
from regeltaal.service.limits import Limits
from regeltaal.service.listening import Patient
from regeltaal.service.rate import Rate

HEAD = b"POST /gebeurtenissen HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


@contextmanager
def connected(running: Running, receive: int | None = None) -> Iterator[socket.socket]:
    assert running.listener is not None
    with socket.socket() as found:
        if receive is not None:
            found.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
        found.settimeout(30)
        found.connect(running.listener.bound.getsockname()[:2])
        yield found


def all_of(connection: socket.socket) -> bytes:
    """What comes until the service closes the connection, or breaks it."""
    found = b""
    try:
        while chunk := connection.recv(65_536):
            found += chunk
    except ConnectionResetError:
        pass
    return found


def sent(running: Running, content: bytes) -> bytes:
    with connected(running) as connection:
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.sendall(content)
        return all_of(connection)


# ------------------------------------------------------------ tokens


def test_an_address_that_guesses_is_slowed_down_and_a_right_token_is_not(start: Start) -> None:
    running = start(TOKENS, limits=evolve(Limits(), guesses_per_minute=3))

    statuses = [
        running.client.post("/gebeurtenissen", json=job(), headers=bearer(f"raden{number:020}")) for number in range(5)
    ]

    assert [one.status_code for one in statuses] == [401, 401, 401, 429, 429]
    assert statuses[-1].json()["type"] == "urn:regeltaal:te-vaak-geweigerd"
    assert statuses[-1].headers["connection"] == "close"
    assert int(statuses[-1].headers["retry-after"]) >= 1
    assert running.client.get("/metrics").status_code == 429
    assert running.client.post("/gebeurtenissen", json=job(), headers=bearer(BAKER)).status_code == 200
    assert running.client.get("/metrics", headers=bearer(KEEPER)).status_code == 200


def test_of_addresses_only_so_many_are_remembered() -> None:
    rate = Rate(1, clock=lambda: 0.0, most=100)

    assert all(rate.wait(f"adres {number}") == 0 for number in range(10_000))

    assert len(rate._buckets) == 100
    assert rate.wait("adres 9999") > 0


# ------------------------------------------------------------ what is no request


@pytest.mark.parametrize(
    "content",
    [
        CHUNKED + b"zz\r\n",
        CHUNKED + b"-1\r\n{}\r\n0\r\n\r\n",
        CHUNKED + b"ffffffffffffffffffffffff\r\n",
        CHUNKED + b"2;" + b"x" * 20_000,
        CHUNKED + b"2\r\n{}XX\r\n",
        HEAD + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        HEAD + b"Content-Length: -2\r\n\r\n{}",
        HEAD + b"Content-Length: 9999999999999999999999999\r\n\r\n{}",
        HEAD + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        b"GET /" + b"a" * 400_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 400_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: a\r\n" % number for number in range(5_000)) + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\0" * 40_000,
    ],
)
def test_rubbish_is_refused_and_keeps_nothing(running: Running, content: bytes) -> None:
    answer = sent(running, content)

    assert answer == b"" or answer.split(b" ", 2)[1] in {b"400", b"404", b"413", b"501"}
    assert b"Traceback" not in answer
    assert running.events() == []
    assert running.client.get("/gezond").status_code == 200


def test_http_1_0_is_answered_and_closed(running: Running) -> None:
    answer = sent(running, b"GET /gezond HTTP/1.0\r\nHost: localhost\r\n\r\n")

    assert answer.split(b" ", 2)[1] == b"200"
    assert answer.endswith(b'{"gezond":true}')


def test_many_requests_in_one_go_are_answered_in_order(running: Running) -> None:
    one = b"GET /gezond HTTP/1.1\r\nHost: localhost\r\n\r\n"
    last = b"GET /weg HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"

    answer = sent(running, one * 500 + last)

    assert answer.count(b"HTTP/1.1 200") == 500
    assert answer.count(b"HTTP/1.1 404") == 1
    assert answer.rfind(b"HTTP/1.1 200") < answer.find(b"HTTP/1.1 404")


def test_a_request_smuggled_in_the_body_of_another_is_no_request(running: Running) -> None:
    inner = b"GET /gezond HTTP/1.1\r\nHost: localhost\r\n\r\n"

    answer = sent(running, HEAD + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(inner) + inner)

    assert answer.count(b"HTTP/1.1 ") == 1


def test_an_upgrade_to_something_else_is_not_taken(running: Running) -> None:
    upgrade = b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: a\r\n\r\n"

    with connected(running) as connection:
        connection.sendall(b"GET /gezond HTTP/1.1\r\nHost: localhost\r\n" + upgrade)
        assert connection.recv(65_536).startswith(b"HTTP/1.1 200")


# ------------------------------------------------------------ slow, or silent


def test_connections_on_which_nothing_is_asked_keep_nobody_out_and_hold_no_thread(start: Start) -> None:
    running = start(limits=evolve(Limits(), connections=5))
    running.client.get("/gezond")
    before = active_count()
    with ExitStack() as stack:
        silent = [stack.enter_context(connected(running)) for _ in range(200)]
        for one in silent[::2]:
            one.sendall(b"GET / HT")
        running.client.close()  # its own idle connection may be among those closed: who comes now, comes anew

        with httpx.Client(base_url=running.url, trust_env=False, timeout=30) as newcomer:
            answer = newcomer.post("/gebeurtenissen", json=job())

        assert answer.status_code == 200
        assert active_count() <= before + 2
        assert all_of(silent[0]) == b""


def test_headers_that_come_a_letter_at_a_time_do_not_hold_the_connection(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Patient, "patience", 0.5)
    with connected(running) as connection, pytest.raises((BrokenPipeError, ConnectionResetError)):
        drip(connection)


def drip(connection: socket.socket) -> None:
    """Sends a letter now and then, until the other side has had enough."""
    connection.settimeout(0.01)
    for letter in b"GET / HTTP/1.1\r\nX: " + b"a" * 10_000:
        connection.sendall(bytes([letter]))
        with suppress(TimeoutError):
            assert connection.recv(1) == b""
            raise ConnectionResetError


def flood(connection: socket.socket, content: bytes) -> None:
    """Asks and asks, and reads nothing."""
    while True:
        connection.sendall(content)


def test_who_does_not_read_the_answers_is_cut_off(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Patient, "answer_patience", 0.5)
    many = b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n" * 2_000
    with (
        connected(running, receive=4_096) as connection,
        pytest.raises((BrokenPipeError, ConnectionResetError)),
    ):
        flood(connection, many)
    assert running.client.get("/gezond").status_code == 200


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: loc",
        HEAD + b"Content-Length: 10\r\n\r\n{",
        b"GET /gezond HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
)
def test_an_open_connection_does_not_hold_up_an_orderly_stop(
    running: Running, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setattr(Patient, "stop_patience", 0.2)
    monkeypatch.setattr(running.listener, "patience", 60)
    with connected(running) as connection:
        connection.sendall(content)
        running.client.get("/gezond")

        running.listener.stop()

        assert not running.listener.is_alive
        assert all_of(connection).count(b"HTTP/1.1") <= 1
