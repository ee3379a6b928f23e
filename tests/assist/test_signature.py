"""What an action or function takes, and which of it is being written."""

from pathlib import Path

import pytest
from tests.assist.assist_project import Opened

from regeltaal.assist.signature import signature

RULE = 'DOMEIN werkbonnen\nREGEL "a"\nWANNEER werkbon aangemaakt\n'
CASES = {
    "EN AFGEROND(‸": ("AFGEROND(getal; decimalen; [wijze])", "getal"),
    "EN AFGEROND(uurtarief; ‸": ("AFGEROND(getal; decimalen; [wijze])", "decimalen"),
    "EN AFGEROND(uurtarief; 2; ‸)": ("AFGEROND(getal; decimalen; [wijze])", "[wijze]"),
    "EN WERKDAGEN(datum; LENGTE(‸": ("LENGTE(tekst)", "tekst"),
    "DAN MAAK taak MET ‸": ("MAAK taak MET titel: tekst", "titel: tekst"),
    'DAN MAAK taak MET titel = "x"; categorie = "‸"': ("MAAK taak MET titel: tekst", "[categorie: taakcategorie]"),
    'DAN MAAK taak MET titel = "Bel {rel‸"': ("MAAK taak MET titel: tekst", "titel: tekst"),
    "DAN MAAK taak MET toegewezen aan = (1; ‸": (
        "MAAK taak MET titel: tekst",
        "[toegewezen aan: lijst van medewerker]",
    ),
    "DAN MAAK taak MET streefdatum = DATUM(‸": ("DATUM(moment)", "moment"),
}


@pytest.mark.parametrize("text", CASES)
def test_a_signature_says_what_is_being_written(text: str, tmp_path: Path) -> None:
    opened = Opened(tmp_path, {"regels.regel": RULE + text})
    found = signature(opened.state, opened.path, opened.marks[0])
    assert found is not None
    label, active = CASES[text]
    assert found.label.startswith(label)
    assert found.active is not None
    written = found.parameters[found.active]
    assert found.label[written.start : written.end] == active
    assert written.doc.nl
    assert written.doc.en


@pytest.mark.parametrize(
    "text", ["‸", "EN ‸", "EN LENGTE(korte omschrijving) ‸", "DAN MAAK ‸", "DAN MAAK taak ‸", "# MAAK taak MET ‸"]
)
def test_elsewhere_there_is_none(text: str, tmp_path: Path) -> None:
    opened = Opened(tmp_path, {"regels.regel": RULE + text})
    assert signature(opened.state, opened.path, opened.marks[0]) is None
