"""What is read from the text of an invoice, and what is left out because it is not certain."""

from decimal import Decimal
from time import monotonic
from typing import Any

import pytest

from regeltaal.domains.boekhouding.paper import read_paper
from regeltaal.domains.common.reading import Fields

NOTHING = Fields({})


def read(text: str, own: Fields = NOTHING) -> dict[str, Any]:
    return read_paper(text, own)[0]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Factuurnr. F2027/88", "factuurnummer", "F2027/88"),
        ("FACTUURNUMMER\n2027.0012", "factuurnummer", "2027.0012"),
        ("Invoice number: INV-9", "factuurnummer", "INV-9"),
        ("Creditfactuurnummer: C-9", "factuurnummer", "C-9"),
        ("Factuurnummer: zie boven", "factuurnummer", None),
        ("Factuurnummer: 12-03-2027", "factuurnummer", None),
        ("Factuurnummer: 1\nFactuurnummer: 2", "factuurnummer", None),
        ("Factuurnummer: 1\nFactuurnummer: 1", "factuurnummer", "1"),
        ("Factuurdatum: 3 maart 2027", "factuurdatum", "2027-03-03"),
        ("Factuurdatum 03-03-27", "factuurdatum", "2027-03-03"),
        ("Datum: 2027-03-03", "factuurdatum", "2027-03-03"),
        ("Leverdatum: 03-03-2027", "factuurdatum", None),
        ("Factuurdatum: 31-02-2027", "factuurdatum", None),
        ("Vervaldatum: 1-4-2027", "vervaldatum", "2027-04-01"),
        ("Klantnummer K-88", "leverancier klantnummer", "K-88"),
        ("Uw ordernummer: PO-4711", "uw bestelnummer", "PO-4711"),
        ("Betalingskenmerk: 1234 5678 9012 3456", "betalingsreferentie", "1234567890123456"),
        ("IBAN NL91 ABNA 0417 1643 00 t.n.v. Jansen", "leverancier iban", "NL91ABNA0417164300"),
        ("IBAN NL92 ABNA 0417 1643 00", "leverancier iban", None),
        ("IBAN DE89370400440532013000", "leverancier iban", "DE89370400440532013000"),
        ("NL91ABNA0417164300 of DE89370400440532013000", "leverancier iban", None),
        ("K.v.K. Utrecht 12345678", "leverancier kvk-nummer", "12345678"),
        ("Telefoon 12345678", "leverancier kvk-nummer", None),
        ("BTW-nr NL 1234.56.782.B90", "leverancier btw-nummer", "NL123456782B90"),
        ("BTW-nr NL123456789B01", "leverancier btw-nummer", None),
        ("VAT BE0403019261", "leverancier btw-nummer", "BE0403019261"),
        ("Creditnota", "soort", "Creditnota"),
        ("Aanmaning", "soort", None),
    ],
)
def test_a_value_behind_its_label(text: str, field: str, value: str | None) -> None:
    assert read(text).get(field) == value


def amounts(text: str) -> tuple[Any, ...]:
    found = read(text)
    return tuple(found.get(name) for name in ("bedrag excl btw", "btw-bedrag", "bedrag incl btw", "valuta"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Subtotaal 100,00\nBTW 21% 21,00\nTotaal € 121,00", ("100.00", "21.00", "121.00", "EUR")),
        ("Totaal excl. btw 1.234,50\n9% BTW 11,11\n21% btw over 1.000,00 210,00\nTe betalen EUR 1.455,61",
         ("1234.50", "221.11", "1455.61", "EUR")),
        ("Subtotaal 100,00\nBTW 21% 21,00\nTotaal € 122,00", (None,) * 4),
        ("Totaal € 121,00", (None,) * 4),
        ("Subtotaal -100,00\nBTW -21,00\nTotaal -121,00 €", ("-100.00", "-21.00", "-121.00", "EUR")),
        ("Subtotaal 100.00\nVAT 21.00\nTotal $ 121.00", ("100.00", "21.00", "121.00", None)),
        ("Subtotaal 100,00\nSubtotaal 79,00\nBtw 21,00\nBtw 42,00\nTotaal 121,00", (None,) * 4),
    ],
)  # fmt: skip
def test_totals_count_only_when_they_add_up_in_one_way(text: str, expected: tuple[str | None, ...]) -> None:
    assert amounts(text) == expected


def test_our_own_data_are_not_the_suppliers() -> None:
    own = Fields({"rekeningnummers": ("NL91ABNA0417164300",), "kvk-nummer": "12345678", "btw-nummer": "NL123456782B90"})
    text = "NL91 ABNA 0417 1643 00\nNL02 ABNA 0123 4567 89\nKvK 12345678\nKvK 87654321\nBtw NL123456782B90"
    found = read(text, own)
    assert (found["leverancier iban"], found["leverancier kvk-nummer"]) == ("NL02ABNA0123456789", "87654321")
    assert "leverancier btw-nummer" not in found


def test_the_score_tells_how_much_was_found() -> None:
    assert read_paper("zomaar een brief", NOTHING)[1] == 0
    assert read_paper("Factuurnummer: 1\nFactuurdatum: 1-3-2027", NOTHING)[1] == Decimal(50)


@pytest.mark.parametrize(
    "text", ["totaal ", "btw 21% ", "NL12ABNA", "9", "1.234,", "datum\n", "kvk ", "A ", "subtotaal 1,00\n"]
)
def test_text_made_to_hold_us_up_does_not(text: str) -> None:
    start = monotonic()
    read(text * (400_000 // len(text)))
    assert monotonic() - start < 5
