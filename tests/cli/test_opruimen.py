"""`regeltaal opruimen`: what it says it removes, that it asks first, and what other commands say afterwards."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from regeltaal.cli.clean import _told
from regeltaal.runtime.storage import open_store

Run = Callable[..., Result]
DOMAIN = """DOMEIN loket
OBJECT zaak
  VELD nummer: tekst VERPLICHT SLEUTEL
  VELD stand: tekst WIJZIGBAAR
GEBEURTENIS zaak binnen BIJ zaak
"""
RULES = 'DOMEIN loket\nREGEL "Begin" WANNEER zaak binnen DAN ZET stand = "open"\n'


@pytest.fixture
def desk(tmp_path: Path, run: Run) -> Path:
    """Two cases that came in years ago, and one that comes in far from now."""
    folder = tmp_path / "loket"
    (folder / "regels").mkdir(parents=True)
    (folder / "regeltaal.toml").write_text('[project]\ndomein = "loket.domein"\n', encoding="utf-8")
    (folder / "loket.domein").write_text(DOMAIN, encoding="utf-8")
    (folder / "regels" / "a.regel").write_text(RULES, encoding="utf-8")
    events = [event("e1", "Z1", 2020), event("e2", "Z2", 2021), event("e3", "Z1", 2999)]
    assert run("draai", folder, "--gebeurtenissen", "-", stdin="\n".join(events)).exit_code == 0
    return folder


def event(number: str, key: str, year: int) -> str:
    moment = f"{year}-03-01T10:00:00+01:00"
    record = {"nummer": key, "stand": f"geheim {number}"}
    return json.dumps({"id": number, "gebeurtenis": "zaak binnen", "moment": moment, "record": record})


def left(folder: Path) -> list[str]:
    with open_store(f"sqlite:///{folder}/regeltaal.db") as store:
        return [one.event.id for one in store.events() if one.cleaned is None]


def test_it_says_what_goes_and_removes_it_after_a_yes(run: Run, desk: Path) -> None:
    found = run("opruimen", desk, "--ouder-dan", "90d", stdin="ja\n")
    assert found.exit_code == 0
    assert "De bijzonderheden van alles van vóór" in found.stderr
    assert found.stdout.endswith(": 2 gebeurtenissen, 4 lijnen van de tijdlijn\n")
    assert left(desk) == ["e3"]


def test_without_a_yes_all_stays(run: Run, desk: Path) -> None:
    found = run("opruimen", desk, "--ouder-dan", "90d", stdin="nee\n")
    assert (found.exit_code, left(desk)) == (2, ["e1", "e2", "e3"])
    assert "er is niets verwijderd" in found.stderr


def test_a_rehearsal_asks_nothing_and_removes_nothing(run: Run, desk: Path) -> None:
    found = run("opruimen", desk, "--ouder-dan", "4w", "--droog", "--uitvoer", "json")
    data = json.loads(found.stdout)
    assert (data["gebeurtenissen"], data["tijdlijn"], data["droog"]) == (2, 4, True)
    assert left(desk) == ["e1", "e2", "e3"]


def test_there_may_be_nothing_to_remove(run: Run, desk: Path) -> None:
    assert "er is niets van vóór" in run("opruimen", desk, "--ouder-dan", "90j", "--ja").stdout
    (desk / "regeltaal.db").unlink()
    assert "er is niets van vóór" in run("opruimen", desk, "--ouder-dan", "90d").stdout
    assert not (desk / "regeltaal.db").exists()


@pytest.mark.parametrize("term", ["90", "d", "0d", "-1d", "x", "", "1u", "99999d", "1,5d"])
def test_a_term_is_a_number_of_days_weeks_or_years(run: Run, desk: Path, term: str) -> None:
    found = run("opruimen", desk, "--ouder-dan", term, "--ja")
    assert found.exit_code == 2
    assert "is geen termijn; schrijf bijvoorbeeld 90d, 26w of 2j" in found.stderr


def test_what_others_say_afterwards_is_that_the_details_are_gone(run: Run, desk: Path) -> None:
    run("opruimen", desk, "--ouder-dan", "90d", "--ja")
    explained = run("verklaar", desk, "Z1").stdout
    assert "e1, zaak binnen, Z1, standaard, 1-3-2020 10:00: verwerkt\n  de bijzonderheden zijn op " in explained
    assert "✓ Begin" in explained
    rule = run("verklaar", desk, "Z1", "--regel", "Begin", "--gebeurtenis", "e1").stdout
    assert "de bijzonderheden zijn op" in rule
    assert "er was toen geen" not in rule
    shown = run("toon", desk, "zaak", "Z1")
    assert "van eerdere gebeurtenissen zijn de bijzonderheden op" in shown.stdout
    assert "opgeruimd" in json.loads(run("toon", desk, "zaak", "Z1", "--uitvoer", "json").stdout)[0]
    counted = run("overzicht", desk)
    assert "telt niet mee (gebeurtenissen tot en met 1-3-2021)" in counted.stderr
    again = run("draai", desk, "--gebeurtenissen", "-", stdin=event("e1", "Z1", 2020))
    assert "dubbel, deze gebeurtenis is al verwerkt; de bijzonderheden zijn op" in again.stdout
    other = run("draai", desk, "--gebeurtenissen", "-", stdin=event("e1", "Z9", 2020))
    assert "geweigerd `id`: dit `id` is al gebruikt voor een gebeurtenis met andere inhoud" in other.stdout


def test_it_works_whatever_the_rules_look_like(run: Run, desk: Path) -> None:
    (desk / "regels" / "a.regel").write_text("dit is geen regel", encoding="utf-8")
    assert run("opruimen", desk, "--ouder-dan", "90d", "--ja").exit_code == 0
    assert left(desk) == ["e3"]


def test_one_of_something_is_told_as_one() -> None:
    counts = {"gebeurtenissen": 1, "tijdlijn": 1, "acties": 1, "bestanden": 2}
    told = ["1 gebeurtenis", "1 lijn van de tijdlijn", "de inhoud van 1 actie", "2 bestanden (3 kB)"]
    assert list(_told(counts, 3000)) == told
