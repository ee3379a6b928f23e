"""What the data of an invoice make of its booking: the names of a supplier, lines by VAT rate, a description."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regeltaal.domains.boekhouding.balance import Taxed, rests
from regeltaal.domains.boekhouding.paper import read_paper
from regeltaal.domains.common.reading import Fields

READ = """
REGEL "Inkoop"
WANNEER document ontvangen
DAN WIJS bestemming toe MET dagboektype = "Inkoop"
REGEL "Inlezen"
WANNEER document ontvangen
DAN LEES document in
"""
APPROVE = 'REGEL "Goed"\nWANNEER boeking aangemaakt\nDAN KEUR boeking goed\n'
LINE = ("omschrijving", "bedrag", "btw-percentage")


@pytest.fixture
def read_in(open_office: Callable[..., Any]) -> Callable[..., Any]:
    """Reads in an invoice; gives the office, with its booking in it."""

    def make(invoice: dict[str, object], *relations: dict[str, object], rules: str = "", subject: str = "") -> Any:
        office = open_office(READ + rules)
        office.event("dagboek bijgewerkt", {"code": "INK", "type": "Inkoop"})
        for number, relation in enumerate(relations, start=1):
            office.event("relatie bijgewerkt", {"code": f"R{number}", **relation})
        office.event("document ontvangen", {"nummer": "DOC-1", "onderwerp": subject, "e-factuur": invoice})
        return office

    return make


# ---------------------------------------------------------------- both names of a supplier

ENEXIS: dict[str, object] = {
    "leverancier naam": "Enexis B.V.",
    "leverancier handelsnaam": "Enexis",
    "leverancier straat": "Magistratenlaan 116",
    "leverancier postcode": "5223 MB",
}


@pytest.mark.parametrize("name", ["Enexis", "ENEXIS", "Enexis B.V.", "Enexis BV", "enexis b.v", "Enexis-B.V."])
@pytest.mark.parametrize(
    ("more", "criterion"),
    [
        ({"straat": "Magistratenlaan 116"}, "naam en adres"),
        ({"postcode": "5223MB"}, "naam en postcode"),
        ({}, "naam"),
    ],
)
def test_a_supplier_is_recognised_by_its_registered_and_by_its_trading_name(
    read_in: Callable[..., Any], name: str, more: dict[str, str], criterion: str
) -> None:
    found = read_in(ENEXIS, {"naam": name, **more}).one("boeking", "1")
    assert (found["herkende naam"], found["herkende handelsnaam"]) == ("Enexis B.V.", "Enexis")
    assert (found["crediteur"], found["relatie herkend op"]) == ("R1", criterion)


@pytest.mark.parametrize("name", ["Enexis N.V.", "Enexis Netbeheer", "B.V.", "-"])
def test_another_legal_form_is_another_name(read_in: Callable[..., Any], name: str) -> None:
    assert "crediteur" not in read_in({"leverancier naam": "Enexis B.V."}, {"naam": name}).one("boeking", "1")


def test_two_relations_under_one_name_each_are_no_relation(read_in: Callable[..., Any]) -> None:
    assert "crediteur" not in read_in(ENEXIS, {"naam": "Enexis"}, {"naam": "Enexis BV"}).one("boeking", "1")


@pytest.mark.parametrize("own", ["naam", "handelsnaam"])
def test_our_own_trading_name_is_not_that_of_a_supplier(read_in: Callable[..., Any], own: str) -> None:
    invoice = {
        "leverancier naam": "Een naam",
        "leverancier handelsnaam": "Een andere",
        f"leverancier {own}": "Jansen BV",
    }
    assert "herkende handelsnaam" not in read_in(invoice).one("boeking", "1")


# ---------------------------------------------------------------- allowances and charges by rate


def invoice_of(without: str, lines: list[tuple[object, ...]], vat: list[tuple[object, ...]]) -> dict[str, object]:
    of_line, of_vat = ("bedrag", "btw-percentage", "btw-categorie"), ("grondslag", "percentage", "btw-categorie")
    return {
        "bedrag excl btw": without,
        "regels": [dict(zip(of_line, line, strict=False)) for line in lines],
        "btw-regels": [dict(zip(of_vat, one, strict=False)) for one in vat],
    }


REST = "Toeslagen en kortingen"


@pytest.mark.parametrize(
    ("invoice", "expected"),
    [
        (
            invoice_of("135", [(100, 21, "S"), (50, 9, "S")], [(90, 21, "S"), (45, 9, "S")]),
            [(REST, "-10.00", 21), (REST, "-5.00", 9)],
        ),
        (invoice_of("175", [(100, 21), (50, 9)], [(125, 21), (50, 9)]), [(REST, "25.00", 21)]),
        (invoice_of("150", [(100, 21), (50, 9)], [(90, 21), (60, 9)]), [(REST, "-10.00", 21), (REST, "10.00", 9)]),
        (
            invoice_of("140", [(100, 0, "E"), (50, 0, "AE")], [(90, 0, "E"), (50, 0, "AE")]),
            [(REST, "-10.00", 0)],
        ),
        (invoice_of("110", [(100, None, "O")], [(110, None, "O")]), [(REST, "10.00", None)]),
        (invoice_of("110", [(100, 21)], [(60, 21), (50, 9)]), [(REST, "-40.00", 21), (REST, "50.00", 9)]),
        (invoice_of("110", [(100, 21)], []), [(REST, "10.00", 21)]),
        (invoice_of("110", [(100, 21)], [(100, 21)]), [(REST, "10.00", 21)]),
        (invoice_of("110", [(60, 21), (40, 9)], []), [(REST, "10.00", None)]),
        (invoice_of("110", [(60, 21), (40, 6)], [(70, 21), (40, 9)]), [(REST, "10.00", None)]),
        (invoice_of("100", [(60, 21), (40, 6)], [(60, 21), (40, 9)]), []),
    ],
    ids=[
        "a discount at two rates",
        "a charge at one of two rates",
        "what comes to nothing as a whole",
        "two categories of one rate",
        "outside the scope of VAT",
        "a charge at a rate that no line has",
        "no breakdown but one rate",
        "a breakdown that is not of the whole",
        "no breakdown and two rates",
        "a breakdown at other rates",
        "a breakdown at other rates, and nothing left",
    ],
)
def test_allowances_and_charges_are_booked_at_their_rate(
    read_in: Callable[..., Any], invoice: dict[str, Any], expected: list[object]
) -> None:
    office = read_in(invoice)
    rows = office.rows("boekingsregel", "boeking 1", "boekingsregels", *LINE)
    assert rows[len(invoice["regels"]) :] == expected


def test_those_of_a_credit_note_go_the_other_way(read_in: Callable[..., Any]) -> None:
    invoice = invoice_of("135", [(100, 21), (50, 9)], [(90, 21), (45, 9)])
    office = read_in({**invoice, "soort": "Creditnota"})
    assert office.rows("boekingsregel", "boeking 1", "boekingsregels", *LINE) == [
        (None, "-100.00", 21),
        (None, "-50.00", 9),
        (REST, "10.00", 21),
        (REST, "5.00", 9),
    ]


def test_a_rule_of_a_rate_books_its_allowances_along(read_in: Callable[..., Any]) -> None:
    book = (
        'REGEL "{}"\nWANNEER boeking aangemaakt\nDAN BOEK regels MET grootboekrekening = "{}"; btw-percentage = {}%\n'
    )
    invoice = invoice_of("135", [(100, 21), (50, 9)], [(90, 21), (45, 9)])
    office = read_in(invoice, rules=book.format("Hoog", "7010", 21) + book.format("Laag", "7000", 9))
    assert office.rows("boekingsregel", "boeking 1", "boekingsregels", "grootboekrekening", *LINE[1:]) == [
        ("7010", "90.00", 21),
        ("7000", "45.00", 9),
    ]


def test_a_purchase_invoice_has_them_at_their_rate_as_well(read_in: Callable[..., Any]) -> None:
    invoice = {**invoice_of("135", [(100, 21), (50, 9)], [(90, 21), (45, 9)]), "leverancier naam": "Papier BV"}
    office = read_in(invoice, {"naam": "Papier BV", "boekingstype": "Inkoopfactuur"})
    assert office.rows("inkoopfactuurregel", "boeking 1", "regels", *LINE)[2:] == [
        (REST, "-10.00", 21),
        (REST, "-5.00", 9),
    ]


TAXED = st.builds(
    Taxed,
    st.sampled_from(["S", "E", None]),
    st.sampled_from([Decimal(0), Decimal(9), Decimal(21), None]),
    st.decimals(-1000, 1000, places=2),
)


@given(st.lists(TAXED, max_size=5), st.lists(TAXED, max_size=5), st.decimals(-1000, 1000, places=2))
def test_lines_and_rests_always_come_to_the_whole(lines: list[Taxed], breakdown: list[Taxed], whole: Decimal) -> None:
    for amount in (whole, sum((one.amount for one in breakdown), Decimal(0))):
        found = [*lines, *rests(amount, lines, breakdown, None)]
        assert sum((one.amount for one in found), Decimal(0)) == amount


@given(st.lists(TAXED, max_size=5), st.lists(TAXED, max_size=5))
def test_where_the_breakdown_has_every_rate_each_rate_comes_to_its_base(
    lines: list[Taxed], charges: list[Taxed]
) -> None:
    breakdown = [*lines, *charges]
    found = [*lines, *rests(sum((one.amount for one in breakdown), Decimal(0)), lines, breakdown, None)]
    for rate in (0, 9, 21):
        at_rate = [sum(one.amount for one in some if (one.rate or 0) == rate) for some in (found, breakdown)]
        assert at_rate[0] == at_rate[1]


# ---------------------------------------------------------------- the rate that paper tells


@pytest.mark.parametrize(
    ("without", "vat", "total", "rate"),
    [
        ("100,00", "21,00", "121,00", "21"),
        ("33,33", "3,01", "36,34", "9"),
        ("99,99", "21,00", "120,99", "21"),
        ("99,99", "20,98", "120,97", None),
        ("250,00", "0,00", "250,00", "0"),
        ("-100,00", "-21,00", "-121,00", "21"),
        ("150,00", "25,50", "175,50", None),
        ("0,05", "0,01", "0,06", None),
        ("100,00", "6,00", "106,00", None),
    ],
)
def test_paper_has_a_vat_rate_where_its_amounts_are_of_one(
    read_in: Callable[..., Any], without: str, vat: str, total: str, rate: str | None
) -> None:
    text = f"Subtotaal {without}\nBTW {vat}\nTotaal € {total}"
    office = read_in({"bron": "Scan en herken", **read_paper(text, Fields({}))[0]})
    expected = None if rate is None else int(rate)
    assert office.one("boeking", "1").get("btw-percentage") == expected
    amount = f"{Decimal(without.replace(',', '.')):.2f}"
    assert office.rows("boekingsregel", "boeking 1", "boekingsregels", *LINE) == [(None, amount, expected)]


# ---------------------------------------------------------------- the description

TERMS = "Alle leveringen zijn franco. Alle prijzen zijn incl. BTW. Betalingstermijn: 14 dagen netto."


@pytest.mark.parametrize(
    ("note", "subject", "expected"),
    [
        ("Water maart", "Factuur maart", "Water maart"),
        ("\n  Water   maart\r\nBetalen binnen 14 dagen", "", "Water maart"),
        (TERMS, "", "Alle leveringen zijn franco. Alle prijzen zijn incl. BTW. Betalingstermijn: 14"),
        ("w" * 80, "", "w" * 80),
        ("w" * 80 + " meer", "", "w" * 80),
        ("w" * 81, "", "Factuur 2027-12"),
        ("w" * 81, "Factuur maart", "Factuur maart"),
        (None, "Factuur maart", "Factuur maart"),
        (None, "", "Factuur 2027-12"),
    ],
)
def test_a_description_is_the_beginning_of_the_note_which_is_kept_whole(
    read_in: Callable[..., Any], note: str | None, subject: str, expected: str
) -> None:
    found = read_in({"factuurnummer": "2027-12", "omschrijving": note}, subject=subject).one("boeking", "1")
    assert found["omschrijving"] == expected
    assert found.get("notitie") == note


def test_a_credit_note_is_described_as_one(read_in: Callable[..., Any]) -> None:
    found = read_in({"factuurnummer": "C-1", "soort": "Creditnota"}).one("boeking", "1")
    assert found["omschrijving"] == "Creditnota C-1"


# ---------------------------------------------------------------- approving what is not complete


@pytest.mark.parametrize(
    ("kind", "field", "reason"),
    [
        ("Inkoop", "crediteur", "de boeking heeft nog geen crediteur"),
        ("Verkoop", "debiteur", "de boeking heeft nog geen debiteur"),
    ],
)
def test_a_purchase_or_sale_without_relation_is_not_approved(
    open_office: Callable[..., Any], actions_of: Callable[..., Any], kind: str, field: str, reason: str
) -> None:
    office = open_office(APPROVE)
    result = office.event("boeking aangemaakt", {"nummer": "BK-1", "dagboektype": kind})
    assert actions_of(result) == [("Goed", "KEUR boeking goed: overgeslagen", reason)]
    assert "goedgekeurd" not in office.one("boeking", "BK-1")
    office.event("boeking aangemaakt", {"nummer": "BK-2", "dagboektype": kind, field: {"code": "R1"}})
    assert office.one("boeking", "BK-2")["goedgekeurd"] is True


@pytest.mark.parametrize("kind", ["Kas", "Bank", "Memoriaal", None])
def test_in_another_journal_a_receipt_needs_no_relation(open_office: Callable[..., Any], kind: str | None) -> None:
    office = open_office(APPROVE)
    office.event("boeking aangemaakt", {"nummer": "BK-1", "dagboektype": kind})
    assert office.one("boeking", "BK-1")["goedgekeurd"] is True


NOTED = "goedgekeurd; boekingsregels zonder grootboekrekening: 1 van de 2"


@pytest.mark.parametrize(
    ("accounts", "kind", "notes"),
    [
        (("4500", None), "Financiële boeking", [NOTED]),
        (("4500", "4510"), "Financiële boeking", []),
        ((), "Financiële boeking", []),
        (("4500", None), "Inkoopfactuur", []),
    ],
)
def test_a_line_without_account_is_told_when_it_is_approved(
    open_office: Callable[..., Any], accounts: tuple[str | None, ...], kind: str, notes: list[str]
) -> None:
    office = open_office(APPROVE)
    lines = [{"grootboekrekening": one, "bedrag": 10} for one in accounts]
    result = office.event("boeking aangemaakt", {"nummer": "BK-1", "boekingstype": kind, "boekingsregels": lines})
    assert office.one("boeking", "BK-1")["goedgekeurd"] is True
    said = [note.nl for event in (result, *result.follow_ups) for note in event.notes]
    of_rules = [action.reason.nl for rule in result.rules for action in rule.actions if action.reason]
    assert [*said, *of_rules] == notes
