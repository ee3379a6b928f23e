"""Parameters of actions are shown as their types are written, where that is sure."""

from pathlib import Path

import pytest

from regeltaal.base.source import Source
from regeltaal.report.outcome import ActionJson, View, show_action
from regeltaal.report.parameters import Notation
from regeltaal.schema.loader import load

DOMAINS = Path(__file__).parents[2] / "src" / "regeltaal" / "domains"


def notation(domain: str) -> Notation:
    file = DOMAINS / domain / f"{domain}.domein"
    schema = load(Source(file.name, file.read_text(encoding="utf-8"))).schema
    assert schema is not None
    return Notation(schema)


@pytest.mark.parametrize(
    ("domain", "action", "name", "value", "shown"),
    [
        ("boekhouding", "VOEG boekingsregel toe", "percentage", "12.5", "12,5%"),
        ("boekhouding", "ZET boeking.btw-percentage", "boeking.btw-percentage", 21, "21%"),
        ("boekhouding", "ZET bedrag incl btw", "bedrag incl btw", "1250.50", "1.250,50"),
        ("werkbonnen", "VOEG materiaal toe", "prijs", "45.00", "€ 45,00"),
        ("werkbonnen", "VOEG materiaal toe", "prijs", "duur", None),
        ("werkbonnen", "ZET commentaar", "commentaar", "12", None),
        ("werkbonnen", "ZET bestaat niet", "bestaat niet", 12, None),
        ("werkbonnen", "VERZIN iets", "aantal", 12, "12"),
    ],
)
def test_a_value_is_shown_by_its_type(domain: str, action: str, name: str, value: object, shown: str | None) -> None:
    assert notation(domain).shown(action, name, value) == shown


def test_an_action_shows_its_parameters_so() -> None:
    action: ActionJson = {
        "actie": "VOEG boekingsregel toe",
        "parameters": {"omschrijving": "Vracht", "percentage": 100},
        "status": "uitgevoerd",
        "moment": None,
        "reden": None,
    }
    shown = show_action(action, View(notation=notation("boekhouding")))
    assert shown.endswith('omschrijving = "Vracht"; percentage = 100%')
    assert show_action(action, View()).endswith("percentage = 100")
