"""What the two products show afterwards: a document's executed rules with their level, a booking's applied rules."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = """\
[project]
domein = "boekhouding"
[administraties."Jansen BV"]
abonnement = "Compleet"
boekhoudpakket = "Exact Online"
"""
ENVIRONMENT = """\
DOMEIN boekhouding
REGEL "Inkoop naar het inkoopboek"
WANNEER document ontvangen
EN onderwerp BEVAT "factuur"
DAN WIJS bestemming toe MET dagboekcode = "INK"

REGEL "Reclame weg"
WANNEER document ontvangen
EN onderwerp BEVAT "reclame"
DAN VERWIJDER document

REGEL "Klein bedrag goed"
WANNEER boeking aangemaakt
EN bedrag incl btw < € 250
EN valuta = "EUR"
DAN KEUR boeking goed
"""
OWN = """\
DOMEIN boekhouding
ADMINISTRATIE "Jansen BV"
REGEL "Alles inlezen"
WANNEER document ontvangen
DAN LEES document in
"""
EVENTS = (
    {"id": "j-1", "gebeurtenis": "dagboek bijgewerkt", "record": {"code": "INK", "naam": "Inkoop", "type": "Inkoop"}},
    {"id": "r-1", "gebeurtenis": "relatie bijgewerkt", "record": {"code": "C1", "naam": "Vitens"}},
    {
        "id": "d-1",
        "gebeurtenis": "document ontvangen",
        "record": {
            "nummer": "DOC-1",
            "onderwerp": "Factuur maart",
            "e-factuur": {
                "bron": "E-factuur",
                "factuurnummer": "F-1",
                "leverancier naam": "Vitens",
                "valuta": "EUR",
                "bedrag incl btw": "121.00",
            },
        },
    },
)


def run(*arguments: str) -> str:
    command = [sys.executable, "-m", "regeltaal", *arguments]
    result = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """An office with rules at both levels, of which one document was read in."""
    (tmp_path / "regels").mkdir()
    (tmp_path / "regeltaal.toml").write_text(PROJECT, encoding="utf-8")
    (tmp_path / "regels" / "omgeving.regel").write_text(ENVIRONMENT, encoding="utf-8")
    (tmp_path / "regels" / "jansen.regel").write_text(OWN, encoding="utf-8")
    events = tmp_path / "gebeurtenissen.jsonl"
    lines = [json.dumps({"administratie": "Jansen BV", **event}) for event in EVENTS]
    events.write_text("\n".join(lines), encoding="utf-8")
    run("draai", str(tmp_path), "--gebeurtenissen", str(events))
    return tmp_path


def test_a_document_shows_the_rules_that_ran_with_their_level(office: Path) -> None:
    shown = run("toon", str(office), "document", "DOC-1")
    ran = [line for line in shown.splitlines() if "Inkoop naar het inkoopboek" in line or "Alles inlezen" in line]
    assert len(ran) == 2
    assert "omgeving" in ran[0]
    assert "administratie" in ran[1]
    assert "Reclame weg" not in shown


def test_a_booking_shows_which_rules_applied(office: Path) -> None:
    shown = run("verklaar", str(office), "boeking 1")
    (line,) = [line for line in shown.splitlines() if "Klein bedrag goed" in line and "✓" in line]
    assert "omgeving" in line
    assert "KEUR boeking goed" in shown


def test_a_rule_that_did_not_run_says_which_condition_failed_with_its_value(office: Path) -> None:
    shown = run("verklaar", str(office), "DOC-1")
    after = shown[shown.index("Reclame weg") :]
    assert 'onderwerp BEVAT "reclame"' in after
    assert "Factuur maart" in after
