"""`toon`: a record with what belongs to it, in the order in which a reader looks for it."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import Result

from regeltaal.base.source import Source
from regeltaal.report.outcome import View
from regeltaal.report.records import Asked, show_records
from regeltaal.runtime.stored_records import Record
from regeltaal.schema.loader import load
from regeltaal.schema.model import Object
from regeltaal.values.value import Ref

Run = Callable[..., Result]

_BOOKINGS = [
    {
        "nummer": str(number),
        "valuta": "DKK" if number == 2 else "EUR",
        "bedrag incl btw": "121.00",
        "boekingsregels": [
            {"omschrijving": "Water", "bedrag": "70.00", "btw-percentage": 9},
            {"omschrijving": "Slang", "bedrag": "40.50", "btw-percentage": 21},
        ],
    }
    for number in (10, 2)
]
_DOCUMENT = {
    "nummer": "DOC-1",
    "e-factuur": {"factuurnummer": "F-7", "regels": [{"omschrijving": "Pallet papier", "bedrag": "100.00"}]},
}


@pytest.fixture
def office(run: Run, tmp_path: Path) -> Path:
    """An office with two bookings and a document, each with rows."""
    folder = tmp_path / "kantoor"
    folder.mkdir()
    (folder / "regeltaal.toml").write_text('[project]\ndomein = "boekhouding"\n', encoding="utf-8")
    events = [
        *({"id": one["nummer"], "gebeurtenis": "boeking aangemaakt", "record": one} for one in _BOOKINGS),
        {"id": "d", "gebeurtenis": "document ontvangen", "record": _DOCUMENT},
    ]
    lines = folder / "gebeurtenissen.jsonl"
    lines.write_text("".join(f"{json.dumps(one)}\n" for one in events), encoding="utf-8")
    (folder / "regels").mkdir()
    (folder / "regels" / "leeg.regel").write_text("DOMEIN boekhouding\n", encoding="utf-8")
    done = run("draai", folder, "--gebeurtenissen", lines)
    assert "3 verwerkt" in done.stdout
    return folder


def test_a_record_shows_its_rows_not_their_keys(run: Run, office: Path) -> None:
    shown = run("toon", office, "boeking", "10").stdout
    lines = [line.split() for line in shown.partition("boekingsregels:\n")[2].splitlines()]
    assert lines == [
        ["omschrijving", "bedrag", "btw-percentage"],
        ["Water", "€", "70,00", "9%"],
        ["Slang", "€", "40,50", "21%"],
    ]
    assert "boekingsregels/1" not in shown


def test_rows_of_a_row_are_shown_in_it(run: Run, office: Path) -> None:
    shown = run("toon", office, "document", "DOC-1").stdout
    invoice = shown.partition("  e-factuur:\n")[2]
    assert "    factuurnummer  F-7" in invoice
    assert invoice.partition("    regels:\n")[2].splitlines()[1].split() == ["Pallet", "papier", "€", "100,00"]


def test_rows_for_programs(run: Run, office: Path) -> None:
    (booking,) = json.loads(run("toon", office, "boeking", "10", "--uitvoer", "json").stdout)
    assert [row["velden"]["bedrag"] for row in booking["rijen"]["boekingsregels"]] == ["70.00", "40.50"]
    (document,) = json.loads(run("toon", office, "document", "DOC-1", "--uitvoer", "json").stdout)
    invoice = document["rijen"]["e-factuur"]
    assert invoice["velden"]["factuurnummer"] == "F-7"
    assert [row["velden"]["omschrijving"] for row in invoice["rijen"]["regels"]] == ["Pallet papier"]


def test_numbers_are_listed_as_a_reader_counts(run: Run, office: Path) -> None:
    found = json.loads(run("toon", office, "boeking", "--uitvoer", "json").stdout)
    assert [one["sleutel"] for one in found] == ["2", "10"]


def test_an_amount_in_another_currency_is_not_shown_in_euros(run: Run, office: Path) -> None:
    assert "DKK 121,00" in run("toon", office, "boeking", "2").stdout
    assert "€ 121,00" in run("toon", office, "boeking", "10").stdout


def test_an_amount_of_a_row_is_in_the_currency_of_what_it_belongs_to(run: Run, office: Path) -> None:
    assert "DKK 70,00" in run("toon", office, "boeking", "2").stdout
    rows = run("toon", office, "boekingsregel").stdout.splitlines()
    assert [("DKK 70,00" in row, "boeking 2" in row) for row in rows if "Water" in row] == [
        (True, True),
        (False, False),
    ]


def test_rows_are_listed_with_the_record_that_they_belong_to(run: Run, office: Path) -> None:
    heading, *rows = (line.split("  ") for line in run("toon", office, "boekingsregel").stdout.splitlines())
    assert "record" in heading
    assert [[cell for cell in row if cell.startswith("boeking ")] for row in rows] == [
        ["boeking 2"],
        ["boeking 2"],
        ["boeking 10"],
        ["boeking 10"],
    ]
    found = json.loads(run("toon", office, "boekingsregel", "--uitvoer", "json").stdout)
    assert found[0]["van"] == {"object": "boeking", "sleutel": "2"}
    deep = json.loads(run("toon", office, "e-factuurregel", "--uitvoer", "json").stdout)
    assert [one["van"] for one in deep] == [{"object": "document", "sleutel": "DOC-1"}]


def test_columns_of_choice(run: Run, office: Path) -> None:
    chosen = run("toon", office, "boeking", "--kolommen", "valuta,bedrag incl btw").stdout.splitlines()[0]
    assert chosen.split("  ")[-2:] == ["valuta", "bedrag incl btw"]
    wrong = run("toon", office, "boeking", "--kolommen", "valuuta")
    assert (wrong.exit_code, "bedoelde u `valuta`?" in wrong.stderr) == (2, True)
    (one, _) = json.loads(run("toon", office, "boeking", "--kolommen", "valuta", "--uitvoer", "json").stdout)
    assert one["velden"] == {"valuta": "DKK"}


def test_what_is_left_out_is_counted(run: Run, office: Path) -> None:
    listed = run("toon", office, "boeking").stdout
    assert "bedrag incl btw" in listed.splitlines()[0]
    everything = run("toon", office, "boeking", "--kolommen", "alles").stdout.splitlines()[0]
    left_out = len(everything.split("  ")) - len(listed.splitlines()[0].split("  "))
    assert ("niet getoond" in listed) is (left_out > 0)


@pytest.fixture
def bookings() -> tuple[Object, tuple[Record, ...]]:
    """Many bookings, with more fields than a screen is wide."""
    source = Path(str(files("regeltaal.domains.boekhouding") / "boekhouding.domein"))
    schema = load(Source(source.name, source.read_text(encoding="utf-8"))).schema
    assert schema is not None
    declared = schema.objects["boeking"]
    return declared, tuple(
        Record(
            Ref("A", "boeking", str(number)),
            {
                "factuurnummer": f"F-{number}",
                "factuurdatum": date(2027, 3, number),
                "bedrag incl btw": Decimal(number * 10),
                "bedrag excl btw": Decimal(number * 8),
                "btw-bedrag": Decimal(number * 2),
                "valuta": "EUR",
                "boekingstype": ("Inkoopfactuur", "Financiële boeking")[number % 2],
                "omschrijving": "Een heel lange omschrijving van wat er op de factuur staat " * 2,
                "dagboektype": "Inkoop",
            },
        )
        for number in range(1, 6)
    )


@pytest.mark.parametrize("limit", [40, 60, 80, 120])
def test_a_list_fits_the_screen_and_shows_what_tells_most(
    bookings: tuple[Object, tuple[Record, ...]], limit: int
) -> None:
    declared, records = bookings
    shown = show_records(Asked(declared), records, View(), limit)
    assert max(map(len, shown.splitlines())) <= limit
    assert limit < 60 or "boekingstype" in shown
    assert limit < 80 or all(name in shown.splitlines()[0] for name in ("bedrag", "factuurdatum", "factuurnummer"))
    assert "niet getoond" in shown
