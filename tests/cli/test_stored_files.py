"""`toon --bestand`: a stored file is written out as it was, never over another one unasked."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from regeltaal.cli.stored_files import safe_name
from regeltaal.loading import load
from regeltaal.runtime.engine import Engine

Run = Callable[..., Result]
DOMAIN = """DOMEIN proef
OBJECT stuk
  VELD nummer: tekst VERPLICHT SLEUTEL
  VELD bestand: bestand
  VELD bijlagen: LIJST VAN bestand
  VELD notitie: tekst
GEBEURTENIS stuk ontvangen BIJ stuk
"""
PDF = bytes(range(256))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "regels").mkdir(parents=True)
    (folder / "proef.domein").write_text(DOMAIN, encoding="utf-8")
    (folder / "regels" / "a.regel").write_text("DOMEIN proef\n", encoding="utf-8")
    (folder / "regeltaal.toml").write_text('[project]\ndomein = "proef.domein"\n', encoding="utf-8")
    with Engine(load(folder), f"sqlite:///{folder / 'regeltaal.db'}") as engine:
        for number, record, files in (
            ("e1", {"nummer": "S1", "bestand": "a.pdf", "bijlagen": ["b.txt", "c/d.txt"]}, {"a.pdf": PDF}),
            ("e2", {"nummer": "S2", "bestand": "../../weg.txt"}, {"../../weg.txt": b"weg"}),
            ("e3", {"nummer": "S3", "bestand": "elders.pdf"}, {}),
            ("e4", {"nummer": "S4", "bijlagen": ["b.txt", "c/d.txt"]}, {"b.txt": b"b", "c/d.txt": b"d"}),
        ):
            engine.process({"id": number, "gebeurtenis": "stuk ontvangen", "record": record}, files=files)
    return folder


def test_a_file_is_written_to_the_folder_one_is_in(run: Run, project: Path, tmp_path: Path) -> None:
    found = run("toon", project, "stuk", "S1", "--bestand", "bestand")
    assert (found.exit_code, found.stdout) == (0, "a.pdf (256 bytes)\n")
    assert (tmp_path / "a.pdf").read_bytes() == PDF


def test_a_file_is_written_where_one_says(run: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "map").mkdir()
    run("toon", project, "stuk", "S1", "--bestand", "bestand", "-o", "uit.pdf")
    run("toon", project, "stuk", "S1", "--bestand", "Bestand", "-o", "map")
    assert (tmp_path / "uit.pdf").read_bytes() == (tmp_path / "map" / "a.pdf").read_bytes() == PDF
    assert run("toon", project, "stuk", "S1", "--bestand", "bestand", "-o", "-").stdout_bytes == PDF


def test_a_list_of_files_goes_into_a_folder(run: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "map").mkdir()
    assert run("toon", project, "stuk", "S4", "--bestand", "bijlagen", "-o", "map").exit_code == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "map").iterdir()} == {"b.txt": b"b", "d.txt": b"d"}


def test_another_file_is_overwritten_only_when_told_to(run: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"van mij")
    found = run("toon", project, "stuk", "S1", "--bestand", "bestand")
    assert (found.exit_code, (tmp_path / "a.pdf").read_bytes()) == (2, b"van mij")
    assert "`a.pdf` bestaat al" in found.stderr
    assert run("toon", project, "stuk", "S1", "--bestand", "bestand", "--overschrijf").exit_code == 0
    assert (tmp_path / "a.pdf").read_bytes() == PDF


def test_the_name_of_a_file_never_leads_to_another_folder(run: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "diep").mkdir()
    found = run("toon", project, "stuk", "S2", "--bestand", "bestand", "-o", "diep")
    assert found.exit_code == 0
    assert [path.name for path in (tmp_path / "diep").iterdir()] == ["weg.txt"]
    assert not (tmp_path / "weg.txt").exists()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("factuur é.pdf", "factuur é.pdf"),
        ("..\\..\\x.exe", "x.exe"),
        ("/etc/passwd", "passwd"),
        ("..", "_."),
        (".bashrc", "_bashrc"),
        ("C:x?.pdf", "C_x_.pdf"),
        ("/", "bestand"),
    ],
)
def test_a_name_keeps_nothing_that_means_something_to_a_file_system(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("stuk", "S1", "--bestand", "notitie"), "`notitie` is geen veld van stuk met een bestand"),
        (("stuk", "S1", "--bestand", "bestnd"), "bedoelde u `bestand`?"),
        (("stuk", "S9", "--bestand", "bestand"), "stuk `S9` is niet opgeslagen"),
        (("stuk", "S2", "--bestand", "bijlagen"), "`bijlagen` van stuk `S2` is leeg"),
        (("stuk", "S3", "--bestand", "bestand"), "van `elders.pdf` is alleen de naam opgeslagen"),
        (
            ("stuk", "S4", "--bestand", "bijlagen", "-o", "uit.txt"),
            "`bijlagen` heeft 2 bestanden; geef bij `-o` een map",
        ),
        (("stuk", "--bestand", "bestand"), "bij `--bestand` hoort een sleutel"),
        (("stuk", "S1", "-o", "uit.txt"), "horen bij `--bestand`"),
        (("stuk", "S1", "--bestand", "bestand", "-o", "weg/uit.txt"), "de map bestaat niet"),
    ],
)
def test_what_can_not_be_written_is_told(run: Run, project: Path, arguments: tuple[str, ...], message: str) -> None:
    found = run("toon", project, *arguments)
    assert (found.exit_code, found.stdout) == (2, "")
    assert message in found.stderr


def test_a_key_of_two_administrations_asks_which(run: Run, project: Path, tmp_path: Path) -> None:
    toml = project / "regeltaal.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + "[administraties.A]\n[administraties.B]\n", encoding="utf-8")
    with Engine(load(project), f"sqlite:///{project / 'regeltaal.db'}") as engine:
        for name in ("A", "B"):
            record = {"nummer": "S8", "bestand": "a.pdf"}
            event = {"id": "e1", "gebeurtenis": "stuk ontvangen", "administratie": name, "record": record}
            engine.process(event, files={"a.pdf": name.encode()})
    asked = run("toon", project, "stuk", "S8", "--bestand", "bestand")
    assert (asked.exit_code, "bij meer administraties (`A`, `B`)" in asked.stderr) == (2, True)
    assert run("toon", project, "stuk", "S8", "--bestand", "bestand", "--administratie", "B").exit_code == 0
    assert (tmp_path / "a.pdf").read_bytes() == b"B"
