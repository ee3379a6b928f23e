"""The tests in the documentation pass when they are run, and what is shown of running them is what comes of it."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from regeltaal.cli.root import root
from regeltaal.loading import load
from regeltaal.pipeline import analyse
from regeltaal.testing.clocks import USUAL_MOMENT
from regeltaal.testing.runner import run

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "testen.md").read_text(encoding="utf-8")
_RULES = re.compile(r"^```regel\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_SCREENS = re.compile(r"^```text\n(.*?)^```$", re.DOTALL | re.MULTILINE)
WITH_TESTS = [
    pytest.param(text, id=f"{page}-{number}")
    for page in ("testen.md", "taal.md")
    for number, text in enumerate(_RULES.findall((DOCS / page).read_text(encoding="utf-8")))
    if "\nTEST " in f"\n{text}"
]


@pytest.mark.parametrize("text", WITH_TESTS)
def test_the_tests_on_a_page_pass(text: str, tmp_path: Path) -> None:
    file = tmp_path / "voorbeeld.regel"
    file.write_text(text if text.startswith("DOMEIN") else f"DOMEIN werkbonnen\n{text}", encoding="utf-8")
    results = run(analyse(file).tests, load(file))
    assert results
    assert [(one.case.name, one.case.row, one.failures) for one in results if not one.passed] == []


def _project(folder: Path, rules: str) -> None:
    (folder / "regels").mkdir()
    (folder / "regeltaal.toml").write_text('[project]\ndomein = "werkbonnen"\n', encoding="utf-8")
    (folder / "regels" / "tests.regel").write_text(f"DOMEIN werkbonnen\n{rules}", encoding="utf-8")


def test_a_failing_test_looks_as_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _RULES.findall(PAGE)[0]
    assert 'titel = "Bel {relatie.naam} over {nummer}"' in first
    _project(
        tmp_path, first.replace('titel = "Bel {relatie.naam} over {nummer}"', 'titel = "Bel meteen: {relatie.naam}"')
    )
    monkeypatch.chdir(tmp_path)
    shown = CliRunner().invoke(root, ["test"]).output
    (screen,) = (one for one in _SCREENS.findall(PAGE) if one.startswith("✗"))
    for line in screen.splitlines():
        head, _, tail = line.partition("…")
        assert head.strip() in shown
        assert tail.strip() in shown


def test_what_does_not_happen_looks_as_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _RULES.findall(PAGE)[0]
    _project(tmp_path, first.replace("VERWACHT NIET MAAK taak", "VERWACHT MAAK taak"))
    monkeypatch.chdir(tmp_path)
    shown = CliRunner().invoke(root, ["test"]).output
    (screen,) = (one for one in _SCREENS.findall(PAGE) if "is niet gebeurd" in one)
    assert [line for line in screen.splitlines() if line not in shown] == []


def test_coverage_looks_as_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (rules,) = (one for one in _RULES.findall(PAGE) if "vanaf vier uur" in one)
    _project(tmp_path, rules.replace("  | LEEG | NEE   |\n", ""))
    (tmp_path / "regels" / "tests.regel").rename(tmp_path / "regels" / "werkbonnen.regel")
    monkeypatch.chdir(tmp_path)
    shown = CliRunner().invoke(root, ["test", "--dekking"]).output
    (screen,) = (one for one in _SCREENS.findall(PAGE) if one.startswith("dekking"))
    plain = re.sub(r"regel:\d+|\b\d+: ", "", screen)
    assert plain in re.sub(r"regel:\d+|\b\d+: ", "", shown)


def test_the_usual_moment_is_the_one_that_is_told() -> None:
    assert f"{USUAL_MOMENT:%A %-d} januari {USUAL_MOMENT.year}, negen uur".replace("Monday", "maandag") in " ".join(
        PAGE.split()
    )
    assert USUAL_MOMENT.hour == 9
