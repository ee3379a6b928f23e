"""A processed event as it is read: golden text, and the counts of a run."""

from collections.abc import Callable
from pathlib import Path

import pytest

from regeltaal.report.outcome import Counts, EventJson, View, show_event, show_moment, show_value
from regeltaal.report.style import Style

GOLDEN = Path(__file__).parent / "golden"

EVENT: EventJson = {
    "id": "e-1001",
    "gebeurtenis": "werkbon compleet gemeld",
    "administratie": "Jansen BV",
    "record": "WB-1001",
    "status": "verwerkt",
    "moment": "2027-03-12T10:00:00+01:00",
    "regels": [
        {
            "regel": "Factureer",
            "uitkomst": "waar",
            "tak": "dan",
            "reden": None,
            "acties": [
                {
                    "actie": "VERSTUUR e-mail",
                    "parameters": {"ontvanger": ["info@devries.example"], "kopie": None, "spoed": True},
                    "status": "gepland",
                    "moment": "2027-03-12T10:30:00+01:00",
                    "reden": None,
                },
                {
                    "actie": "SYNCHRONISEER naar KoudSmart",
                    "parameters": {},
                    "status": "mislukt",
                    "moment": None,
                    "reden": "de server antwoordt niet",
                },
            ],
        },
        {"regel": "Anders", "uitkomst": "onwaar", "tak": "anders", "reden": "type: was leeg", "acties": []},
        {"regel": "Niet", "uitkomst": "onwaar", "tak": "geen", "reden": 'status = "A": was "B"', "acties": []},
        {
            "regel": "Leeg",
            "uitkomst": "onbekend",
            "tak": "geen",
            "reden": "niet te zeggen: `bedrag` is leeg",
            "acties": [],
        },
        {"regel": "Stuk", "uitkomst": "fout", "tak": "geen", "reden": "a / b: delen door nul", "acties": []},
        {"regel": "Later", "uitkomst": "waar", "tak": "geen", "reden": "gestopt door `Factureer`", "acties": []},
    ],
    "gevolgen": [
        {
            "id": "e-1001/1",
            "gebeurtenis": "werkbon aangemaakt",
            "record": "WB-1002",
            "status": "verwerkt",
            "oorzaak": {"regel": "Factureer", "actie": "MAAK vervolgwerkbon"},
            "regels": [],
            "gevolgen": [],
        }
    ],
}
REFUSED: EventJson = {
    "id": "",
    "record": None,
    "status": "geweigerd",
    "reden": "`statuss` is geen veld van werkbon",
    "veld": "record.statuss",
    "lijn": 7,
    "regels": [],
    "gevolgen": [],
}


@pytest.mark.parametrize(
    ("name", "view"),
    [
        ("mens", View()),
        ("plat", View(drawn=False)),
        ("engels", View(language="en")),
        ("kleur", View(Style(colour=True))),
    ],
)
def test_each_view_is_as_it_was(name: str, view: View, golden_file: Callable[[Path, str], None]) -> None:
    golden_file(GOLDEN / f"gebeurtenis.{name}", show_event(EVENT, view) + show_event(REFUSED, view))


def test_plain_draws_nothing() -> None:
    assert not any(mark in show_event(EVENT, View(drawn=False)) for mark in "✓–→")


def test_a_run_is_counted_with_what_followed() -> None:
    counts = Counts().plus(EVENT).plus(REFUSED)
    assert counts.show("nl") == "1 verwerkt, 0 dubbel, 1 geweigerd, 1 mislukt; 1 maal gaf een regel FOUT"
    assert not counts.is_good


def test_a_good_run() -> None:
    counts = Counts().plus({**EVENT, "regels": [], "gevolgen": []})
    assert counts.is_good
    assert counts.show("en") == "1 processed, 0 duplicate, 0 refused, 0 failed"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "LEEG"),
        (True, "JA"),
        (12, "12"),
        ("a\nb", '"a b"'),
        ("2027-03-12", "12-3-2027"),
        ("2027-03-12T09:05:00+01:00", "12-3-2027 9:05"),
        (["a", None], '("a"; LEEG)'),
        ({"a": 1}, "a = 1"),
        ("x" * 100, '"' + "x" * 58 + "…"),
    ],
)
def test_values_are_shown_on_one_short_line(value: object, shown: str) -> None:
    assert shown == show_value(value)


def test_a_moment_is_shown_in_dutch() -> None:
    assert show_moment("2027-03-12T10:00:00+01:00") == "12-3-2027 10:00"
    assert show_moment("morgen") == "morgen"
