"""The commands of the page on upkeep work, in the order in which it gives them, and its waits are the real ones."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from regeltaal.cli.root import root
from regeltaal.project.starting import start
from regeltaal.runtime.retrying import BACK_OFF, MOST_ATTEMPTS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "beheer.md"
_COMMAND = re.compile(r"^ {4,}regeltaal (?P<arguments>.+)$", re.MULTILINE)


def _commands() -> Iterator[list[str]]:
    for found in _COMMAND.finditer(PAGE.read_text(encoding="utf-8")):
        yield [quoted or plain for quoted, plain in re.findall(r'"([^"]*)"|(\S+)', found["arguments"])]


def test_every_command_of_the_page_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("REGELTAAL_OPSLAG_URL", "REGELTAAL_GEBRUIKER"):
        monkeypatch.delenv(name, raising=False)
    assert start(Path("mijn-project"), "werkbonnen") is None
    settings = Path("mijn-project/regeltaal.toml")
    text = settings.read_text(encoding="utf-8")
    assert "map = " in text
    settings.write_text(re.sub(r"^map = .*$", 'server = "127.0.0.1:1"', text, flags=re.MULTILINE), encoding="utf-8")
    runner = CliRunner()
    runner.invoke(root, ["draai", "mijn-project", "--gebeurtenissen", "mijn-project/gebeurtenissen.jsonl"])
    said = []
    for arguments in _commands():
        found = runner.invoke(root, arguments)
        assert found.exit_code == 0, f"{arguments}: {found.output}"
        said.append((arguments[0], found.stdout))
    assert [name for name, _ in said] == [*["opnieuw"] * 4, "reservekopie", *["opnieuw"] * 2, *["opruimen"] * 2]
    assert "mislukte: mailserver `127.0.0.1` is niet bereikbaar; volgende poging" in said[0][1]
    assert Path("kopie.db").exists()


def test_the_waits_of_the_page_are_those_of_the_program() -> None:
    minutes = [round(one.total_seconds() / 60) for one in BACK_OFF]
    assert minutes == [1, 5, 15, 60, 240, 720]
    page = PAGE.read_text(encoding="utf-8")
    assert "na 1, 5 en 15 minuten, en na 1, 4 en 12 uur" in page
    assert MOST_ATTEMPTS == 7
    assert f"poging 2 van {MOST_ATTEMPTS} mislukte" in page
