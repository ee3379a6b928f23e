"""The life of the server: how it begins and ends, and that no message ends it before its time."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.lsp.raw import framed, running

INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS, NOT_INITIALIZED = -32600, -32601, -32602, -32002


def test_who_says_goodbye_gets_0() -> None:
    with running() as server:
        server.initialize()
        assert server.leave() == 0


def test_an_exit_without_goodbye_is_1() -> None:
    with running() as server:
        server.initialize()
        server.send(method="exit")
        assert server.process.wait(timeout=20) == 1


def test_it_ends_when_nobody_can_talk_to_it_any_more() -> None:
    with running() as server:
        server.initialize()
        assert server.process.stdin is not None
        server.process.stdin.close()
        assert server.process.wait(timeout=20) == 1


def test_it_ends_when_the_editor_was_killed_and_something_else_keeps_the_line_open() -> None:
    editor = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    with running() as server:
        server.initialize(processId=editor.pid)
        editor.kill()
        editor.wait()
        assert server.process.wait(timeout=20) == 1


def test_before_the_beginning_and_after_the_end_requests_are_refused() -> None:
    with running() as server:
        server.send(id=1, method="textDocument/hover", params={})
        assert server.answer(1)["error"]["code"] == NOT_INITIALIZED
        server.initialize()
        server.send(id=2, method="initialize", params={"processId": None, "rootUri": None, "capabilities": {}})
        assert server.answer(2)["error"]["code"] == INVALID_REQUEST
        server.send(id=3, method="shutdown")
        server.answer(3)
        server.send(id=4, method="workspace/symbol", params={"query": ""})
        assert server.answer(4)["error"]["code"] == INVALID_REQUEST


@pytest.mark.parametrize(
    "sent",
    [
        framed(b"{"),
        framed(b"[]"),
        framed(b'"x"'),
        framed(b"\xff\xfe"),
        framed(b"[" * 100_000),
        framed(b'{"jsonrpc": "1.0", "method": "x"}'),
        framed(b'{"jsonrpc": "2.0"}'),
        framed(b'{"jsonrpc": "2.0", "method": 3}'),
        framed(b'{"jsonrpc": "2.0", "method": "$/cancelRequest"}'),
        framed(b'{"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 999}}'),
        framed(b'{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": {}}}'),
        framed(b'{"jsonrpc": "2.0", "id": 77, "result": null}'),
        framed(b'{"jsonrpc": "2.0", "id": "x", "error": {"code": 1, "message": "nee"}}'),
        b"Content-Length: 9999999999999999999999\r\n\r\n",
        b"Content-Length: -1\r\n\r\n",
        b"Hallo\r\n\r\n",
    ],
    ids=range(16),
)
def test_a_message_that_makes_no_sense_is_passed_over(sent: bytes) -> None:
    with running() as server:
        server.initialize()
        server.send_bytes(sent)
        server.send(id=1, method="workspace/symbol", params={"query": ""})
        assert "id" in server.answer(1)
        assert server.leave() == 0


def test_requests_that_it_does_not_know_or_can_not_read_are_answered() -> None:
    with running() as server:
        server.initialize()
        server.send(id=1, method="regeltaal/onzin", params={})
        assert server.answer(1)["error"]["code"] == METHOD_NOT_FOUND
        server.send(id=2, method="textDocument/foldingRange", params={"textDocument": 3})
        assert server.answer(2)["error"]["code"] == INVALID_PARAMS


@pytest.mark.parametrize("size", [1, 7, 1_000])
def test_messages_may_come_in_pieces(size: int) -> None:
    body = framed(json.dumps({"jsonrpc": "2.0", "id": 5, "method": "shutdown"}).encode())
    with running() as server:
        server.initialize()
        for start in range(0, len(body), size):
            server.send_bytes(body[start : start + size])
            time.sleep(0.001)
        assert server.answer(5)["result"] is None


def test_what_the_client_took_back_is_not_worked_off(tmp_path: Path) -> None:
    """A storm of requests, all but the last taken back before their turn: only that one is worked off."""
    (tmp_path / "a.regel").write_text("DOMEIN werkbonnen\n", encoding="utf-8")
    uri = (tmp_path / "a.regel").as_uri()
    ask = {"textDocument": {"uri": uri}}
    with running() as server:
        server.initialize()
        server.open(uri, "DOMEIN werkbonnen\n" + 'LIJST "a" IS (1; 2)\n' * 2_000)
        for number in range(1, 201):
            server.send(id=number, method="textDocument/foldingRange", params=ask)
            if number < 200:
                server.send(method="$/cancelRequest", params={"id": number})
        answers = [server.answer(number) for number in range(1, 201)]
        taken_back = [found for found in answers if found.get("error", {}).get("code") == -32800]
        assert len(taken_back) >= 150
        assert "result" in answers[-1]


def test_nothing_but_messages_goes_over_the_line(tmp_path: Path) -> None:
    """Whatever prints, prints where errors go: here a module that is loaded at the start."""
    (tmp_path / "sitecustomize.py").write_text("import atexit\natexit.register(print, 'luidruchtig')\n")
    with running(prefix=["env", f"PYTHONPATH={tmp_path}:{os.environ.get('PYTHONPATH', '')}"]) as server:
        server.initialize()
        server.leave()
        assert server.process.stdout is not None
        assert server.process.stderr is not None
        assert server.process.stdout.read() == b""
        assert b"luidruchtig" in server.process.stderr.read()


def test_columns_are_counted_as_the_client_offers() -> None:
    for offered, expected in [
        (["utf-8", "utf-16"], "utf-8"),
        (["utf-32"], "utf-32"),
        (["x"], "utf-16"),
        (None, "utf-16"),
    ]:
        with running() as server:
            general = {} if offered is None else {"general": {"positionEncodings": offered}}
            found = server.initialize(capabilities=general)
            assert found["result"]["capabilities"]["positionEncoding"] == expected


def test_half_a_character_harms_nobody(tmp_path: Path) -> None:
    """What JSON can say and no file can hold: a surrogate without its other half."""
    uri = (tmp_path / "a.regel").as_uri()
    with running() as server:
        server.initialize()
        server.open(uri, 'DOMEIN werkbonnen\nLIJST a\ud83d = "\ude00"; 1\n')
        for number, method in enumerate(("diagnostic", "documentSymbol", "formatting", "semanticTokens/full")):
            params = {"textDocument": {"uri": uri}, "options": {"tabSize": 2, "insertSpaces": True}}
            server.send(id=number, method=f"textDocument/{method}", params=params)
            assert "result" in server.answer(number)
        assert server.leave() == 0
