"""A small project with something wrong in it, and the real program run on it."""

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from attrs import frozen

TOML = """[project]
domein = "werkbonnen"
[opslag]
url = "sqlite:///opslag.db"
[koppelingen.mail]
map = "postvak-uit"
afzender = "kantoor@bedrijf.example"
"""
RULE = """DOMEIN werkbonnen
REGEL "Onbekende klus leegmaken"
WANNEER werkbon compleet gemeld
EN korte omschrijving BEVAT "x"
DAN WIS commentaar
"""
HANGS = 120
MEMORY = 1_500_000_000


@frozen
class Ran:
    """How the program ended; ``cpu`` is in seconds, with starting up."""

    code: int
    out: str
    err: str
    cpu: float

    def says(self, *texts: str, code: int) -> None:
        """The exit code, and each text somewhere in what was printed."""
        assert self.code == code, self.out[-2000:] + self.err[-2000:]
        for text in texts:
            assert text in self.out + self.err, self.out[-4000:] + self.err[-4000:]


Make = Callable[..., Path]
Run = Callable[..., Ran]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes a project; ``files`` come in place of, or beside, those of a small good one."""

    def make_project(files: Mapping[str, str | bytes] | None = None, name: str = "kantoor") -> Path:
        folder = tmp_path / name
        for path, content in {"regeltaal.toml": TOML, "regels/a.regel": RULE, **(files or {})}.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return make_project


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs the program as a user does. It never ends in a traceback, and never takes all memory."""

    def run_program(*arguments: str | Path, stdin: bytes = b"") -> Ran:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        ended = subprocess.run(
            [sys.executable, "-m", "regeltaal", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            check=False,
            cwd=tmp_path,
            timeout=HANGS,
            env={**os.environ, "TERM": "dumb"},
            preexec_fn=_bound_memory,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        out, err = (stream.decode("utf-8") for stream in (ended.stdout, ended.stderr))
        assert "Traceback" not in err, err[-4000:]
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return Ran(ended.returncode, out, err, cpu)

    return run_program


def _bound_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


@pytest.fixture
def process(make: Make, run: Run) -> Callable[..., Ran]:
    """Feeds lines to a project, as a file."""

    def process_events(lines: bytes, files: Mapping[str, str | bytes] | None = None, *options: str) -> Ran:
        folder = make({"gebeurtenissen.jsonl": lines, **(files or {})})
        return run("draai", folder, "--gebeurtenissen", folder / "gebeurtenissen.jsonl", *options)

    return process_events
