"""The published examples of EN 16931, Peppol and NLCIUS, read where they lie beside the repository.

What is expected was taken from the files by eye.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import frozen

from regeltaal.base.node import evolve
from regeltaal.domains.common.einvoice.checks import check
from regeltaal.domains.common.einvoice.codes import PEPPOL_BILLING
from regeltaal.domains.common.einvoice.formats import Format, detect
from regeltaal.domains.common.einvoice.identities import Identifier
from regeltaal.domains.common.einvoice.model import Invoice, Kind
from regeltaal.domains.common.einvoice.reading import read
from regeltaal.domains.common.einvoice.ubl_write import write_ubl

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "e-invoices"

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the published e-invoices are not beside this repository")


@frozen
class Expected:
    """What a file says: the parties, when, and how much."""

    number: str
    supplier: str
    kvk: str | None
    vat_number: str | None
    iban: str | None
    reference: str | None
    issued: str
    due: str | None
    currency: str
    totals: str
    """Of the lines, without VAT, with VAT, to pay."""
    vat: str
    """Per VAT line its category, percentage, base and tax."""
    lines: int


DE_KOKSMAAT = Expected(
    "12115118",
    "De Koksmaat",
    "57151520",
    "NL820098395B01",
    "NL57RABO0107307510",
    "Deb. 10202 / Fact. 12115118",
    "2015-01-09",
    "2015-01-09",
    "EUR",
    "229.60 229.60 250.33 250.33",
    "S 6 183.23 10.99; S 21 46.37 9.74",
    20,
)
SALESCOMPANY = Expected(
    "TOSL108",
    "Salescompany ltd.",
    None,
    "NO123456789MVA",
    "NO9386011117947",
    "0003434323213231",
    "2013-06-30",
    "2013-07-20",
    "NOK",
    "1436.50 1436.50 1801.78 801.78",
    "S 25 1460.50 365.13; S 15 1.00 0.15; E 0 -25.00 0.00",
    5,
)
SELLERCOMPANY = Expected(
    "TOSL110",
    "SellerCompany",
    None,
    "NL16356706",
    None,
    "Payref1",
    "2013-04-10",
    "2013-05-10",
    "DKK",
    "4000.00 4000.00 4675.00 2337.50",
    "S 25 1500.00 375.00; S 12 2500.00 300.00",
    3,
)

# Beside what is expected: how many things do not add up in the file itself.
FILES = {
    "CII_business_example_01.xml": (SALESCOMPANY, 6),
    "CII_example1.xml": (DE_KOKSMAAT, 1),
    "CII_example2.xml": (SALESCOMPANY, 6),
    "CII_example5.xml": (SELLERCOMPANY, 2),
    "guide-example1.xml": (DE_KOKSMAAT, 1),
    "ubl-tc434-example1.xml": (DE_KOKSMAAT, 1),
    "ubl-tc434-example2.xml": (SALESCOMPANY, 2),
    "ubl-tc434-example5.xml": (SELLERCOMPANY, 0),
    "nlcius-basisfactuur-rijk.xml": (
        Expected(
            "Factuurscenario1",
            "Leverancier B.V.",
            "32141305",
            "NL820098395B01",
            "NL02ABNA0123456789",
            "1111452145876521",
            "2019-10-01",
            None,
            "EUR",
            "3250 3250 3926.50 3926.50",
            "S 21 3200.00 672; S 9 50.00 4.50",
            3,
        ),
        0,
    ),
    "peppol-Vat-category-S.xml": (
        Expected(
            "Snippet1",
            "SupplierOfficialName Ltd",
            None,
            "GB1232434",
            None,
            "Snippet1",
            "2017-11-13",
            "2017-12-01",
            "EUR",
            "6900 7000 8550 8550",
            "S 25 5000.0 1250; S 15 2000.0 300",
            3,
        ),
        0,
    ),
    "peppol-base-creditnote-correction.xml": (
        Expected(
            "Snippet1",
            "SupplierOfficialName Ltd",
            None,
            "GB1232434",
            None,
            "Snippet1",
            "2017-11-13",
            None,
            "EUR",
            "1300 1325 1656.25 1656.25",
            "S 25.0 1325 331.25",
            2,
        ),
        0,
    ),
    "sample-discount-price.xml": (
        Expected(
            "test decimal 1",
            "HEP SPLIT",
            None,
            "HR46830600751",
            None,
            None,
            "2018-02-05",
            "2018-02-28",
            "EUR",
            "12.12 12.12 15.15 15.15",
            "S 25 12.12 3.03",
            1,
        ),
        0,
    ),
    "ubl-tc434-example3.xml": (
        Expected(
            "TOSL108",
            "SubscriptionSeller",
            None,
            "DK16356706",
            None,
            "Payref1",
            "2013-04-10",
            "2013-05-10",
            "DKK",
            "1600.00 1700.00 2005.00 2005.00",
            "S 25 900.00 225.00; S 10 800.00 80.00",
            2,
        ),
        3,
    ),
    "ubl-tc434-example8.xml": (
        Expected(
            "1100512149",
            "Enexis B.V.",
            "17131139",
            "NL809561074B01",
            "NL28RBOS0420242228",
            "1100512149",
            "2014-11-10",
            "2014-11-24",
            "EUR",
            "908.91 908.91 1099.78 1099.78",
            "S 21 908.91 190.87",
            10,
        ),
        0,
    ),
}


@pytest.fixture(params=FILES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def invoice_of(name: str) -> Invoice:
    return read((FOLDER / name).read_bytes())


def found(invoice: Invoice) -> Expected:
    totals = invoice.totals
    return Expected(
        invoice.number,
        invoice.seller.name,
        invoice.seller.kvk,
        invoice.seller.vat_number,
        invoice.iban,
        invoice.payment_reference,
        invoice.issue_date.isoformat(),
        None if invoice.due_date is None else invoice.due_date.isoformat(),
        invoice.currency,
        amounts(totals.lines, totals.without_vat, totals.with_vat, totals.payable),
        " ".join(f"{line.category} {amounts(line.percent, line.base, line.tax)}" for line in invoice.vat),
        len(invoice.lines),
    )


def amounts(*found: Decimal | None) -> str:
    return " ".join("-" if amount is None else f"{amount.normalize():f}" for amount in found)


def plain(written: str) -> str:
    """Amounts as `amounts` writes them: the files differ in zeros at the end."""
    words = (word.strip(";") for word in written.split())
    return " ".join(f"{Decimal(word).normalize():f}" if word[-1].isdigit() else word for word in words)


def test_every_published_file_is_in_the_table() -> None:
    assert sorted(FILES) == sorted(path.name for path in FOLDER.glob("*.xml"))


def test_a_published_file_is_read_as_it_says(name: str) -> None:
    expected, _ = FILES[name]
    assert evolve(expected, totals=plain(expected.totals), vat=plain(expected.vat)) == found(invoice_of(name))


def test_what_does_not_add_up_in_a_published_file_is_remarked(name: str) -> None:
    assert FILES[name][1] == len(check(invoice_of(name)))


def test_a_published_file_keeps_all_it_says_when_it_is_written_again(name: str) -> None:
    invoice = invoice_of(name)
    assert completed(invoice) == read(write_ubl(invoice))


def completed(invoice: Invoice) -> Invoice:
    """As it is written: an IBAN without spaces, a process that delivers it, a percentage where there is none."""
    return evolve(
        invoice,
        process=invoice.process or PEPPOL_BILLING,
        payments=tuple(evolve(payment, account=payment.iban or payment.account) for payment in invoice.payments),
        vat=tuple(evolve(line, percent=line.percent or Decimal(0)) for line in invoice.vat),
    )


def test_parties_other_than_the_seller_are_read() -> None:
    invoice = invoice_of("ubl-tc434-example5.xml")
    assert ("SellerCompany", "SelCo") == (invoice.seller.name, invoice.seller.trading_name)
    assert ("Dagobert Duck", "Dick Panama") == (
        invoice.payee and invoice.payee.name,
        invoice.tax_representative and invoice.tax_representative.name,
    )
    assert (Identifier("5790000436101", "0088"),) == invoice.seller.ids


def test_references_are_read() -> None:
    invoice = invoice_of("ubl-tc434-example5.xml")
    assert ("PO4711", "2013-05", "Project345", "Lot567", "5433", "3544") == (
        invoice.order_reference,
        invoice.contract_reference,
        invoice.project,
        invoice.tender,
        invoice.despatch_advice,
        invoice.receiving_advice,
    )
    assert [("TOSL109", date(2013, 3, 10))] == [(one.number, one.issue_date) for one in invoice.preceding]
    assert ["OBJ999", "sales slip"] == [attachment.id for attachment in invoice.attachments]


def test_vat_in_another_currency_stands_apart() -> None:
    totals = invoice_of("ubl-tc434-example5.xml").totals
    assert (Decimal("675.00"), Decimal("628.62")) == (totals.vat, totals.vat_accounting)


def test_two_accounts_are_two_ways_to_pay() -> None:
    payments = invoice_of("ubl-tc434-example1.xml").payments
    assert ["NL57RABO0107307510", "NL03INGB0004489902"] == [payment.iban for payment in payments]


def test_a_dutch_public_body_is_known_by_its_oin() -> None:
    buyer = invoice_of("nlcius-basisfactuur-rijk.xml").buyer
    assert ("Logius", "00000004003214345001", None) == (buyer.name, buyer.oin, buyer.kvk)


def test_a_credit_note_has_positive_amounts_and_names_what_it_credits() -> None:
    invoice = invoice_of("peppol-base-creditnote-correction.xml")
    assert (Kind.CREDIT_NOTE, Decimal("1656.25"), "Snippet1") == (
        invoice.kind,
        invoice.totals.payable,
        invoice.preceding[0].number,
    )


def test_both_syntaxes_of_an_example_say_the_same() -> None:
    ubl, cii = invoice_of("ubl-tc434-example1.xml"), invoice_of("CII_example1.xml")
    assert [(line.id, line.quantity, line.net_amount, line.vat_percent) for line in ubl.lines] == [
        (line.id, line.quantity, line.net_amount, line.vat_percent) for line in cii.lines
    ]


def test_every_published_file_is_known_for_what_it_is(name: str) -> None:
    syntax = detect((FOLDER / name).read_bytes())
    assert syntax is not None
    assert ("CII" in name) == (syntax is Format.CII)
