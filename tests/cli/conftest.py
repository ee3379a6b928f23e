"""A project on disk, and running the command line on it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from regeltaal.cli.root import root

Run = Callable[..., Result]
MakeProject = Callable[..., Path]


@pytest.fixture
def make_project(tmp_path: Path) -> MakeProject:
    """Makes a project of rule files by name; ``settings`` comes after the usual head of regeltaal.toml."""

    def make(settings: str = "", **files: str) -> Path:
        folder = tmp_path / "project"
        (folder / "regels").mkdir(parents=True)
        (folder / "regeltaal.toml").write_text(f'[project]\ndomein = "werkbonnen"\n{settings}', encoding="utf-8")
        for name, text in files.items():
            (folder / "regels" / f"{name}.regel").write_text(text, encoding="utf-8")
        return folder

    return make


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command, as from the temporary folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "REGELTAAL_OPSLAG_URL"):
        monkeypatch.delenv(name, raising=False)

    def invoke(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
        found = CliRunner().invoke(root, [str(one) for one in arguments], input=stdin, prog_name="regeltaal")
        if found.exception is not None and not isinstance(found.exception, SystemExit):
            raise found.exception
        return found

    return invoke
