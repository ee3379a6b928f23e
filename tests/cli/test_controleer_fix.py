"""`controleer --fix` and `--verschil`: what is said, what is written, and the exit code."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
MakeProject = Callable[..., Path]

GOOD = """DOMEIN werkbonnen

REGEL "Factureer"
WANNEER werkbon compleet gemeld
EN werkstatus = "Uitgevoerd"
DAN
  MAAK taak MET titel = "x"; omschrijving = "y"
"""
MENDABLE = GOOD.replace('"Uitgevoerd"', "'Uitgevoerd'").replace('"x";', '"x",')
LEFT = GOOD.replace("werkstatus =", "qqq =").replace("Factureer", "Verkeerd").replace('"x";', '"x",')


def test_what_can_be_mended_is(run: Run, make_project: MakeProject) -> None:
    folder = make_project(a=MENDABLE)
    found = run("controleer", folder, "--fix")
    assert (found.exit_code, found.stderr) == (0, "2 meldingen hersteld in 1 bestand\n")
    assert found.stdout == "geen problemen in 1 bestand; 1 regel gecontroleerd\n"
    assert (folder / "regels" / "a.regel").read_text(encoding="utf-8") == GOOD


def test_what_is_left_is_told_and_counts(run: Run, make_project: MakeProject) -> None:
    folder = make_project(a=MENDABLE, b=LEFT)
    found = run("controleer", folder, "--fix", "--uitvoer", "json")
    assert (found.exit_code, found.stderr) == (1, "3 meldingen hersteld in 2 bestanden\n")
    assert [one["code"] for one in json.loads(found.stdout)] == ["RT201"]


def test_nothing_to_mend(run: Run, make_project: MakeProject) -> None:
    found = run("controleer", make_project(a=GOOD), "--fix")
    assert (found.exit_code, found.stderr) == (0, "geen melding die vanzelf hersteld kan worden\n")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_difference_is_one_that_git_applies(run: Run, make_project: MakeProject, end: str) -> None:
    folder = make_project(a=MENDABLE, b=LEFT)
    spaced = folder / "regels" / "met spatie é.regel"
    before = MENDABLE.replace("Factureer", "Spatie").replace("\n", end).rstrip()
    spaced.write_bytes(before.encode())
    found = run("controleer", folder, "--verschil")
    assert found.exit_code == 1
    assert found.stderr == "5 meldingen zouden hersteld worden in 3 bestanden; er is niets gewijzigd\n"
    assert spaced.read_bytes() == before.encode()
    subprocess.run(["git", "apply", "--unsafe-paths", "-"], input=found.stdout_bytes, check=True)  # noqa: S607
    assert run("controleer", folder, "--verschil").stdout == ""
    assert spaced.read_bytes() == GOOD.replace("Factureer", "Spatie").replace("\n", end).rstrip().encode()


def test_a_difference_and_a_format_do_not_go_to_one_screen(run: Run, make_project: MakeProject) -> None:
    folder = make_project(a=MENDABLE)
    refused = run("controleer", folder, "--verschil", "--uitvoer", "json")
    assert refused.exit_code == 2
    assert "op het scherm komt het verschil" in refused.stderr
    found = run("controleer", folder, "--verschil", "--uitvoer", "json:uit.json")
    assert found.stdout.startswith("--- a/project/regels/a.regel\n")
    assert len(json.loads(Path("uit.json").read_text(encoding="utf-8"))) == 2


def test_a_fix_that_may_change_the_meaning_only_when_asked_and_only_without_harm(
    run: Run, make_project: MakeProject
) -> None:
    wrong = GOOD.replace("omschrijving", "titl")
    folder = make_project(a=wrong)
    assert run("controleer", folder, "--fix").stderr == "geen melding die vanzelf hersteld kan worden\n"
    found = run("controleer", folder, "--fix-onveilig")
    assert found.exit_code == 1
    assert found.stderr.startswith(
        "geen melding die vanzelf hersteld kan worden\n"
        "niet hersteld: project/regels/a.regel:7:30: RT403: de oplossing “Vervang door `titel` (kan de betekenis "
    )
    assert (folder / "regels" / "a.regel").read_text(encoding="utf-8") == wrong


def test_standard_input_has_no_file_to_mend(run: Run) -> None:
    refused = run("controleer", "-", "--fix", stdin=MENDABLE)
    assert refused.exit_code == 2
    assert "`--verschil`" in refused.stderr
    found = run("controleer", "-", "--verschil", stdin=MENDABLE)
    assert found.stdout.startswith("--- a/<invoer>\n+++ b/<invoer>\n")


def test_what_can_not_be_written_is_said(run: Run, make_project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_project(a=MENDABLE)

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    found = run("controleer", folder, "--fix", "--geen-cache")
    assert found.exit_code == 2
    assert "kan niet worden geschreven (u hebt er geen rechten op)" in found.stderr
    assert (folder / "regels" / "a.regel").read_text(encoding="utf-8") == MENDABLE
    assert [one.name for one in (folder / "regels").iterdir()] == ["a.regel"]
