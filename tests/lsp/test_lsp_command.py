"""The command that an editor starts: its help, how soon it answers, and what it says when the extra is missing."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.lsp.raw import running

BUDGET = 0.6
"""Seconds from the start to the first answer."""
SLACK = 3
"""How much slower a busy machine may be."""


COMMAND = "from regeltaal.cli.main import main\nmain({arguments!r})"


def run(*arguments: str, code: str = COMMAND) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-c", code.format(arguments=list(arguments))], capture_output=True, check=False, text=True
    )
    return done.returncode, done.stdout, done.stderr


def test_help_is_in_dutch_with_examples_and_hides_what_only_editors_say() -> None:
    code, out, _ = run("taalserver", "--help")
    assert code == 0
    assert "Start de taalserver" in out
    assert "Voorbeelden" in out
    assert "--stdio" not in out


def test_without_the_extra_it_says_how_to_install_it() -> None:
    without = f"import sys\nsys.modules['pygls'] = None\n{COMMAND}"
    code, out, err = run("taalserver", code=without)
    assert (code, out) == (2, "")
    assert "voor de taalserver ontbreekt `pygls`; installeer met `pip install 'regeltaal[lsp]'`" in err


def test_it_takes_what_editors_say_and_its_english_name() -> None:
    for arguments in (["--stdio"], ["--stdio", f"--clientProcessId={os.getpid()}"]):
        with running(*arguments) as server:
            server.initialize()
            assert server.leave() == 0
    code, out, _ = run("lsp", "--help")
    assert code == 0
    assert "Start de taalserver" in out


def test_the_first_answer_comes_soon() -> None:
    def first() -> float:
        begin = time.perf_counter()
        with running() as server:
            server.send(id=0, method="initialize", params={"processId": None, "rootUri": None, "capabilities": {}})
            server.answer(0)
            return time.perf_counter() - begin

    assert min(first() for _ in range(3)) < BUDGET * SLACK


def test_it_writes_nothing_on_disk(tmp_path: Path) -> None:
    root = tmp_path / "project"
    (root / "regels").mkdir(parents=True)
    (root / "regeltaal.toml").write_text('[project]\ndomein = "werkbonnen"\n', encoding="utf-8")
    (root / "regels/a.regel").write_text("DOMEIN werkbonnen\n", encoding="utf-8")
    before = sorted(root.rglob("*"))
    with running() as server:
        server.initialize(rootUri=root.as_uri())
        server.open((root / "regels/a.regel").as_uri(), "DOMEIN werkbonnen\n")
        server.send(
            id=1, method="textDocument/diagnostic", params={"textDocument": {"uri": (root / "regels/a.regel").as_uri()}}
        )
        assert json.dumps(server.answer(1)["result"]["items"]) == "[]"
        server.leave()
    assert sorted(root.rglob("*")) == before
