"""The commands of the page on publishing do what it says, in the order in which it gives them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from regeltaal.cli.root import root
from regeltaal.project.starting import start

PAGE = Path(__file__).resolve().parents[2] / "docs" / "publiceren.md"
_COMMAND = re.compile(r"^    regeltaal (?P<arguments>.+)$", re.MULTILINE)
_RIGHTS = re.compile(r"^```toml\n(?P<text>\[rollen.*?)^```", re.DOTALL | re.MULTILINE)


def _commands() -> Iterator[list[str]]:
    for found in _COMMAND.finditer(PAGE.read_text(encoding="utf-8")):
        yield [quoted or plain for quoted, plain in re.findall(r'"([^"]*)"|(\S+)', found["arguments"])]


def test_every_command_of_the_page_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("REGELTAAL_OPSLAG_URL", "REGELTAAL_GEBRUIKER"):
        monkeypatch.delenv(name, raising=False)
    assert start(Path("mijn-project"), "werkbonnen") is None
    rights = _RIGHTS.search(PAGE.read_text(encoding="utf-8"))
    assert rights is not None
    with Path("mijn-project/regeltaal.toml").open("a", encoding="utf-8") as settings:
        settings.write(rights["text"])
    said = []
    runner = CliRunner()
    runner.invoke(root, ["publiceer", "mijn-project", "--als", "p.smit"])
    rules = Path("mijn-project/regels/werkbonnen.regel")
    rules.write_text(rules.read_text(encoding="utf-8").replace("PRIORITEIT 20", "PRIORITEIT 30"), encoding="utf-8")
    for arguments in _commands():
        found = runner.invoke(root, arguments)
        assert found.exit_code == 0, found.output
        said.append(found.stdout)
    assert len(said) == 7
    shown = re.search(r"^```text\n(?P<text>.*?)^```", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert shown is not None
    assert shown["text"] == said[1]
    assert "versie 3 is gepubliceerd door p.smit" in said[4]
    assert "er is niets te publiceren: dit is versie 3" in said[5]
    assert "versie 3: verwerkt" in said[6]
