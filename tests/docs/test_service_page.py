"""The page on the service can be followed, from a laptop to three workers: each command is run as it is written.

A block without a kind holds commands. One that ends in `regeltaal dienst` keeps its window; the others share one.
What is not run here: `pip install`, for a test installs nothing, and blocks for whoever manages the machine.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from attrs import define, field
from sqlalchemy import create_engine, make_url, text

PAGE = Path(__file__).resolve().parents[2] / "docs" / "dienst.md"
SERVER = "REGELTAAL_TEST_POSTGRESQL"
PORTS = (8321, 8322, 8323)
WAIT = 60
BASH = shutil.which("bash") or ""
pytestmark = pytest.mark.skipif(not BASH, reason="the page is for a shell, and there is no bash here")
_BLOCK = re.compile(r"^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
_DATABASE = "postgresql://regeltaal:kies-een-wachtwoord@127.0.0.1:5432/regeltaal"


def _chapter(title: str) -> list[str]:
    page = PAGE.read_text(encoding="utf-8")
    (chapter,) = re.findall(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", page, re.DOTALL | re.MULTILINE)
    return [found["text"] for found in _BLOCK.finditer(chapter) if not found["kind"]]


@define
class Windows:
    """The windows of someone at work: one for commands, whose variables stay, and one for each service."""

    folder: Path
    environment: dict[str, str]
    services: list[subprocess.Popen[bytes]] = field(factory=list)

    def run(self, block: str) -> str:
        """Runs the commands of a block; gives what they print, or what a service says that it starts."""
        *before, last = block.strip().splitlines()
        said = self._commands(before) if before else ""
        return said + (self._serve(last) if last.startswith("regeltaal dienst") else self._commands([last]))

    def _commands(self, commands: list[str]) -> str:
        kept = self.folder / "omgeving.json"
        keep = f'{sys.executable} -c \'import json, os; json.dump(dict(os.environ), open("{kept}", "w"))\''
        script = "\n".join(["set -euo pipefail", *commands, keep])
        found = subprocess.run(
            [BASH, "-c", script], cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        assert found.returncode == 0, f"{commands}: {found.stdout}{found.stderr}"
        self.environment = json.loads(kept.read_text(encoding="utf-8"))
        return found.stdout

    def _serve(self, command: str) -> str:
        said = self.folder / f"venster-{len(self.services)}.txt"
        with said.open("wb") as out:
            service = subprocess.Popen(
                [BASH, "-c", f"exec {command}"], cwd=self.folder, env=self.environment, stdout=out, stderr=out
            )
        self.services.append(service)
        _wait(lambda: "Stoppen:" in said.read_text(encoding="utf-8") or service.poll() is not None)
        assert service.poll() is None, said.read_text(encoding="utf-8")
        return said.read_text(encoding="utf-8")

    def control_c(self) -> None:
        """Ctrl+C in the windows in which a service runs."""
        running = [one for one in self.services if one.poll() is None]
        for service in running:
            service.send_signal(signal.SIGINT)
        assert [service.wait(WAIT) for service in running] == [0 for _ in running]

    def mails(self) -> int:
        return len(list((self.folder / "mijn-project" / "postvak-uit").glob("*.eml")))


def _wait(until: Callable[[], bool]) -> None:
    give_up = time.monotonic() + WAIT
    while time.monotonic() < give_up:
        if until():
            return
        time.sleep(0.1)
    pytest.fail("what was waited for did not come")


@pytest.fixture
def windows(tmp_path: Path) -> Iterator[Windows]:
    for port in PORTS:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                pytest.skip(f"something else listens on port {port}, which the page uses")
    own = {name: value for name, value in os.environ.items() if not name.startswith("REGELTAAL_")}
    found = Windows(tmp_path, {**own, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{own['PATH']}"})
    yield found
    for service in found.services:
        service.kill()
        service.wait()


@contextmanager
def _database(server: str) -> Iterator[str]:
    """An empty database in place of the one that the page has the manager make."""
    name = f"regeltaal_bladzijde_{os.getpid()}"
    manager = create_engine(make_url(server).set(database="postgres"), isolation_level="AUTOCOMMIT")
    with manager.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        try:
            yield make_url(server).set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    manager.dispose()


def _on_a_laptop(windows: Windows) -> None:
    start, first = _chapter("Starten op een laptop"), _chapter("Een gebeurtenis sturen")
    said = "".join(windows.run(block) for block in start)
    for line in ("Project:   mijn-project", "Werker:    dienst-1", "Luistert:  http://127.0.0.1:8321"):
        assert line in said
    taken, stored, more = [windows.run(block) for block in first]
    assert json.loads(taken)["status"] == json.loads(stored)["status"] == "verwerkt"
    statuses = [json.loads(line)["status"] for line in more.splitlines()]
    assert statuses[0] == "dubbel"
    assert "verwerkt" in statuses
    _wait(lambda: windows.mails() > 0)


def _with_tokens(windows: Windows) -> None:
    health, start, again = _chapter("Gezondheid, meetwaarden en logboek"), *_chapter("Tokens")
    assert "regeltaal_gebeurtenissen_total" in windows.run(health[0])
    windows.control_c()
    assert "Toegang:   met het token" in windows.run(start)
    assert json.loads(windows.run(again))["status"] == "dubbel"


def test_the_laptop_part_of_the_page_works(windows: Windows) -> None:
    _on_a_laptop(windows)
    _with_tokens(windows)
    windows.control_c()


def test_the_page_leads_to_three_workers(windows: Windows) -> None:
    server = os.environ.get(SERVER)
    if server is None:
        pytest.skip(f"{SERVER} names no PostgreSQL to test on")
    _on_a_laptop(windows)
    _with_tokens(windows)
    windows.control_c()
    settings, *workers, send, kill = _chapter("PostgreSQL met drie werkers")
    assert settings.count(_DATABASE) == 1
    with _database(server) as url:
        windows.run(settings.replace(_DATABASE, url))
        for number, worker in enumerate(workers, start=1):
            assert f"Werker:    dienst-{number}" in windows.run(worker)
        assert len(workers) == 3
        sent = [json.loads(line)["status"] for line in windows.run(send).splitlines()]
        half = len(sent) // 2
        assert "verwerkt" in sent[:half]
        assert "verwerkt" not in sent[half:]
        windows.run(kill)
        assert [one.poll() for one in windows.services[-3:]] == [-signal.SIGKILL, None, None]
        windows.control_c()
