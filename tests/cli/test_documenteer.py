"""`documenteer`: a project's rules as pages, in a folder of their own."""

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]


def test_the_pages_are_made_and_made_again(run: Run, kantoor: Path, tmp_path: Path) -> None:
    for _ in range(2):
        found = run("documenteer", kantoor, "-o", tmp_path / "uit")
        assert (found.exit_code, "24 pagina's gemaakt; open" in found.stdout) == (0, True)
    assert (tmp_path / "uit" / "index.html").is_file()
    assert (tmp_path / "uit" / "regels" / "staat-uit.html").is_file()


def test_pages_tell_how_often_a_rule_ran(run: Run, kantoor: Path, tmp_path: Path) -> None:
    run("draai", kantoor, "--gebeurtenissen", kantoor / "gebeurtenissen.jsonl", "--nu", "2027-03-12T09:00")
    run("docs", kantoor, "--uit", tmp_path / "uit")
    page = (tmp_path / "uit" / "regels" / "spoed-in-de-regio.html").read_text(encoding="utf-8")
    assert "<dd>12-3-2027 12:00</dd>" in page


def test_a_folder_of_someone_else_is_refused(run: Run, kantoor: Path) -> None:
    before = sorted(kantoor.rglob("*"))
    found = run("documenteer", kantoor, "-o", kantoor)
    assert found.exit_code == 2
    assert "staat al iets in" in found.stderr
    assert before == sorted(kantoor.rglob("*"))


def test_the_overview_as_a_page_of_its_own(run: Run, kantoor: Path, tmp_path: Path) -> None:
    found = run("overzicht", kantoor, "--kolommen", "naam,uitgesloten", "--uitvoer", f"html:{tmp_path}/regels.html")
    assert found.exit_code == 0
    page = (tmp_path / "regels.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "Bakker (de tag `horeca` is uitgezonderd met BEHALVE)" in page
