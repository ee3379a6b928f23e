"""A defect of ours is told and answered; the server goes on."""

import subprocess
import sys
from pathlib import Path

from tests.lsp.raw import Raw

BROKEN = """
import sys
from regeltaal.lsp import all_features
from regeltaal.lsp.features import folding
from regeltaal.workspace.state import State

def register(server):
    @server.feature("textDocument/foldingRange")
    def fold(params):
        raise RuntimeError("stuk")

folding.register = register
if "meldingen" in sys.argv:
    State.findings = property(lambda self: 1 // 0)
from regeltaal.cli.main import main
main(["taalserver"])
"""
INTERNAL_ERROR = -32603


def broken(*what: str) -> Raw:
    command = [sys.executable, "-c", BROKEN, *what]
    pipe = subprocess.PIPE
    return Raw(subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe))  # it is ended below


def test_a_feature_that_breaks_is_answered_with_an_error_and_logged(tmp_path: Path) -> None:
    server = broken()
    server.initialize()
    uri = (tmp_path / "a.regel").as_uri()
    server.open(uri, "DOMEIN werkbonnen\n")
    server.send(id=1, method="textDocument/foldingRange", params={"textDocument": {"uri": uri}})
    logged = answered = None
    while logged is None or answered is None:
        found = server.read()
        answered = found if found.get("id") == 1 else answered
        logged = found if found.get("method") == "window/logMessage" else logged
    assert answered["error"]["code"] == INTERNAL_ERROR
    assert logged["params"]["message"].startswith("de taalserver deed iets niet door een fout in het programma: ")
    assert "stuk" in logged["params"]["message"]
    server.send(id=2, method="textDocument/hover", params={"textDocument": {"uri": uri}, "position": at(0, 0)})
    assert "result" in server.answer(2)
    assert server.leave() == 0
    assert "RuntimeError: stuk" in err(server)


def test_checking_that_breaks_is_logged_and_the_rest_goes_on(tmp_path: Path) -> None:
    server = broken("meldingen")
    server.initialize()
    uri = (tmp_path / "a.regel").as_uri()
    server.open(uri, "DOMEIN werkbonnen\n")
    while (found := server.read()).get("method") != "window/logMessage":
        pass
    assert "fout in het programma" in found["params"]["message"]
    server.send(id=2, method="textDocument/hover", params={"textDocument": {"uri": uri}, "position": at(0, 0)})
    assert "result" in server.answer(2)
    assert server.leave() == 0
    assert "ZeroDivisionError" in err(server)


def at(line: int, character: int) -> dict[str, int]:
    return {"line": line, "character": character}


def err(server: Raw) -> str:
    _, found = server.process.communicate(timeout=20)
    return found.decode()
