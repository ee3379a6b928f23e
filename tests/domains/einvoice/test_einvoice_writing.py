"""What is written is read back the same, is valid by the schemas of UBL 2.1, and keeps the published rules.

The rules are those of EN 16931 and of Peppol (with its rules for Dutch sellers), as an independent program has them.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mockeinvoice import validate
from peppol.xsd import validate_xsd

from regeltaal.base.node import evolve
from regeltaal.domains.common.einvoice import codes
from regeltaal.domains.common.einvoice.calculation import calculated, cents, net_amount
from regeltaal.domains.common.einvoice.checks import check
from regeltaal.domains.common.einvoice.identities import Identifier
from regeltaal.domains.common.einvoice.model import (
    Address,
    Adjustment,
    Attachment,
    Delivery,
    Invoice,
    Kind,
    Line,
    Note,
    Party,
    Payment,
    Period,
    Preceding,
    Price,
    Totals,
)
from regeltaal.domains.common.einvoice.nlcius import missing_for_nlcius
from regeltaal.domains.common.einvoice.reading import read
from regeltaal.domains.common.einvoice.ubl_write import write_ubl

PEPPOL = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
IBAN = "NL91ABNA0417164300"
NOTHING = Totals(lines=Decimal(0), without_vat=Decimal(0), with_vat=Decimal(0), payable=Decimal(0))

SELLER = Party(
    name="Loodgieter Van Dam B.V.",
    legal_id=Identifier("12345678", "0106"),
    endpoint=Identifier("12345678", "0106"),
    vat_id="NL123456782B90",
    address=Address(street="Dorpsstraat 1", postcode="1234 AB", city="Ede", country="NL"),
    email="administratie@vandam.example",
)
BUYER = Party(
    name="Bakkerij De Korenaar",
    legal_id=Identifier("87654321", "0106"),
    endpoint=Identifier("87654321", "0106"),
    vat_id="NL987654321B01",
    address=Address(street="Molenweg 12", postcode="4321 BA", city="Wageningen", country="NL"),
)
TRANSFER = Payment(means="30", reference="2027-0042", account=IBAN)


def line(
    number: int, quantity: str, price: str, category: str = "S", percent: str | None = "21", /, **more: object
) -> Line:
    priced = Price(net=Decimal(price))
    made = Line(
        id=str(number),
        name=f"Artikel {number}",
        quantity=Decimal(quantity),
        unit="HUR",
        price=priced,
        net_amount=net_amount(Decimal(quantity), priced),
        vat_category=category,
        vat_percent=None if percent is None else Decimal(percent),
    )
    changed = evolve(made, **more)
    if changed.price is not None and changed.quantity is not None and "net_amount" not in more:
        changed = evolve(changed, net_amount=net_amount(changed.quantity, changed.price, changed.adjustments))
    return changed


def invoice(*lines: Line, **more: object) -> Invoice:
    plain = Invoice(
        number="2027-0042",
        issue_date=date(2027, 3, 1),
        due_date=date(2027, 3, 31),
        currency="EUR",
        buyer_reference="WB-1042",
        seller=SELLER,
        buyer=BUYER,
        payments=(TRANSFER,),
        totals=NOTHING,
        lines=lines,
    )
    return calculated(evolve(plain, **more))


BELGIAN = evolve(
    BUYER,
    name="Brouwerij Het Anker NV",
    legal_id=Identifier("0403019261", "0208"),
    endpoint=Identifier("0403019261", "0208"),
    vat_id="BE0403019261",
    address=Address(street="Guido Gezellelaan 49", postcode="2800", city="Mechelen", country="BE"),
)
WITHOUT_VAT_NUMBER = evolve(SELLER, vat_id=None), evolve(BUYER, vat_id=None)

CASES: dict[str, Callable[[], Invoice]] = {
    "one line of hours": lambda: invoice(line(1, "2.5", "65")),
    "several rates": lambda: invoice(line(1, "3", "19.95"), line(2, "1", "12.50", "S", "9"), line(3, "2", "0.335")),
    "zero rate": lambda: invoice(line(1, "3", "10", "Z", "0"), line(2, "1", "10")),
    "exempt": lambda: invoice(line(1, "1", "250", "E", "0")),
    "reverse charge": lambda: invoice(line(1, "16", "52.75", "AE", "0")),
    "reverse charge beside the usual rate": lambda: invoice(line(1, "16", "52.75", "AE", "0"), line(2, "1", "5")),
    "to another country of the union": lambda: invoice(
        line(1, "4", "99.99", "K", "0"),
        buyer=BELGIAN,
        delivery=Delivery(date=date(2027, 2, 27), address=BELGIAN.address),
    ),
    "export": lambda: invoice(
        line(1, "1", "1000", "G", "0"),
        buyer=evolve(BELGIAN, address=evolve(BELGIAN.address, country="NO"), vat_id=None),
    ),
    "outside VAT": lambda: invoice(
        line(1, "1", "40", "O", None), seller=WITHOUT_VAT_NUMBER[0], buyer=WITHOUT_VAT_NUMBER[1]
    ),
    "no hours": lambda: invoice(line(1, "0", "65"), line(2, "1", "10")),
    "nothing to pay": lambda: invoice(line(1, "0", "65")),
    "taken back": lambda: invoice(line(1, "4", "25"), line(2, "-1", "25")),
    "price in four decimals": lambda: invoice(line(1, "1337", "0.1234"), line(2, "7", "1.9999")),
    "price per hundred": lambda: invoice(
        line(1, "250", "1", price=Price(net=Decimal("12.34"), per=Decimal(100), per_unit="HUR"))
    ),
    "discounted price": lambda: invoice(
        line(1, "3", "1", price=Price(net=Decimal("9.00"), gross=Decimal("10.00"), discount=Decimal("1.00")))
    ),
    "discounts and charges": lambda: invoice(
        line(
            1,
            "10",
            "20",
            adjustments=(
                Adjustment(
                    is_charge=False,
                    amount=Decimal("20.00"),
                    base=Decimal(200),
                    percent=Decimal(10),
                    reason="Korting",
                ),
            ),
        ),
        line(2, "1", "100", "S", "9"),
        adjustments=(
            Adjustment(
                is_charge=False,
                amount=Decimal("5.55"),
                vat_category="S",
                vat_percent=Decimal(21),
                reason="Actie",
            ),
            Adjustment(
                is_charge=True,
                amount=Decimal("7.50"),
                vat_category="S",
                vat_percent=Decimal(9),
                reason="Vracht",
            ),
        ),
    ),
    "paid in advance and rounded": lambda: calculated(
        evolve(
            invoice(line(1, "1", "100.01")),
            totals=evolve(NOTHING, prepaid=Decimal("50.00"), rounding=Decimal("-0.01")),
        )
    ),
    "direct debit": lambda: invoice(
        line(1, "1", "9.95"),
        payments=(Payment(means="59", reference="L42", mandate="M-1", debited_account="NL02ABNA0123456789"),),
        creditor_id="NL98ZZZ999999990000",
    ),
    "card": lambda: invoice(line(1, "1", "9.95"), payments=(Payment(means="48", card="123456", card_holder="J. Bos"),)),
    "paid to another": lambda: invoice(
        line(1, "1", "9.95"), payee=Party(name="Factorbank N.V.", legal_id=Identifier("11223344", "0106"))
    ),
    "with a representative": lambda: invoice(
        line(1, "1", "9.95"),
        tax_representative=Party(name="Fiscaal B.V.", vat_id="NL111111111B01", address=SELLER.address),
    ),
    "everything said": lambda: invoice(
        line(
            1,
            "8",
            "75",
            description="Montage van de ketel",
            note="Volgens afspraak",
            object_id=Identifier("EAN-871", None),
            order_line="3",
            accounting_reference="4500",
            period=Period(start=date(2027, 2, 1), end=date(2027, 2, 28)),
            seller_item="KET-1",
            buyer_item="B-77",
            standard_item=Identifier("08712345678906", "0160"),
            classifications=(Identifier("72154010", "TST", "19.0501"),),
            origin="NL",
            attributes=(("Kleur", "wit"), ("Vermogen", "24 kW")),
        ),
        order_reference="PO-9",
        sales_order="SO-8",
        project="P-7",
        contract_reference="C-6",
        receiving_advice="R-5",
        despatch_advice="D-4",
        tender="T-3",
        object_id=Identifier("871687110000000000", None),
        accounting_reference="KST-2",
        payment_terms="Binnen 30 dagen",
        notes=(Note(text="Bedankt & tot ziens <wij>", subject="AAI"),),
        preceding=(Preceding(number="2027-0001", issue_date=date(2027, 1, 2)),),
        period=Period(start=date(2027, 2, 1), end=date(2027, 2, 28)),
        delivery=Delivery(
            name="Bakkerij, achterom",
            location=Identifier("8712345678906", "0088"),
            date=date(2027, 2, 20),
            address=BUYER.address,
        ),
        attachments=(
            Attachment(
                id="WB-1042", description="Werkbon", content=b"%PDF-1.7", name="wb.pdf", media_type="application/pdf"
            ),
            Attachment(id="FOTO", address="https://vandam.example/foto/1"),
        ),
    ),
    "credit note": lambda: invoice(
        line(1, "2", "65"),
        kind=Kind.CREDIT_NOTE,
        type_code="381",
        project="P-7",
        tender="T-3",
        preceding=(Preceding(number="2027-0041"),),
    ),
}


@pytest.fixture(params=CASES, ids=lambda name: name.replace(" ", "-"))
def case(request: pytest.FixtureRequest) -> Invoice:
    return CASES[request.param]()


def by_the_schema(written: bytes) -> list[str]:
    _, errors = validate_xsd(written)
    return list(errors)


def by_the_rules(written: bytes) -> list[tuple[str, str]]:
    """What breaks a rule that rejects; Peppol's own rules apply to what calls itself Peppol, so it is called that."""
    _, report = validate(written.replace(codes.NLCIUS.encode(), PEPPOL.encode()))
    assert report.ran
    return [(finding.code, finding.path) for finding in report.failures if finding.level == "fatal"]


def test_what_is_written_is_valid_ubl(case: Invoice) -> None:
    assert [] == by_the_schema(write_ubl(case))


def test_what_is_written_keeps_the_rules_of_the_norm_and_of_peppol(case: Invoice) -> None:
    assert [] == by_the_rules(write_ubl(case))


def test_what_is_written_lacks_nothing_and_adds_up(case: Invoice) -> None:
    assert ((), ()) == (missing_for_nlcius(case), check(case))


def test_what_is_written_is_read_back(case: Invoice) -> None:
    named = evolve(case, specification=codes.NLCIUS, process=codes.PEPPOL_BILLING)
    expected = evolve(named, due_date=None) if not case.payments and case.kind is Kind.CREDIT_NOTE else named
    assert _percents(expected) == _percents(read(write_ubl(case)))


def test_the_same_invoice_is_the_same_bytes() -> None:
    assert write_ubl(CASES["everything said"]()) == write_ubl(CASES["everything said"]())


def test_an_invoice_names_the_dutch_rules_and_the_process_of_peppol() -> None:
    written = write_ubl(CASES["one line of hours"]())
    assert (
        b"<cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0</cbc:CustomizationID>"
        in written
    )
    assert b"<cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>" in written


def test_what_xml_cannot_hold_is_left_out_of_a_text() -> None:
    odd = invoice(line(1, "1", "1", name="Buis\x0b 15\x00 mm \ud800 & <spie>"))
    assert "Buis 15 mm  & <spie>" == read(write_ubl(odd)).lines[0].name


def test_a_note_that_looks_as_if_it_has_a_subject_has_none() -> None:
    noted = invoice(line(1, "1", "1"), notes=(Note(text="Zie melding #123# en #456#"),))
    assert [] == by_the_rules(write_ubl(noted))
    assert (Note(text="Zie melding # 123# en #456#"),) == read(write_ubl(noted)).notes


def test_what_the_schema_asks_and_an_invoice_lacks_is_written_as_not_defined() -> None:
    bare = evolve(invoice(line(1, "1", "100")), payments=(Payment(reference="K-1"),))
    written = write_ubl(evolve(bare, totals=evolve(bare.totals, vat=None)))
    assert [] == by_the_schema(written)
    again = read(written)
    assert ("1", "K-1", Decimal(21)) == (again.payments[0].means, again.payment_reference, again.totals.vat)


# Without white space, which is trimmed, and without the hash that marks the subject of a note.
SIGNS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zs", "Zl", "Zp"), exclude_characters="#")
TEXTS = st.text(SIGNS, min_size=1)
NAMES = st.lists(TEXTS.map(lambda text: text[:20]), min_size=1, max_size=3).map(" ".join)
MONEY = st.decimals("0", "99999.99", places=2)
PRICES = st.decimals("0", "9999.9999", places=4)
QUANTITIES = st.decimals("-999.999", "9999.999", places=3)
RATES = st.sampled_from([("S", "21"), ("S", "9"), ("Z", "0"), ("E", "0"), ("AE", "0")])
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@st.composite
def lines_of(draw: st.DrawFn, number: int) -> Line:
    category, percent = draw(RATES)
    net = draw(PRICES)
    discount = draw(st.none() | st.decimals("0.0001", "9.9999", places=4))
    priced = Price(
        net=net,
        discount=discount,
        gross=None if discount is None else net + discount,
        per=draw(st.none() | st.sampled_from([Decimal(1), Decimal(10), Decimal(1000)])),
    )
    quantity = draw(QUANTITIES)
    adjusted = draw(st.lists(adjustments(in_vat=None), max_size=2))
    return Line(
        id=str(number),
        name=draw(NAMES),
        description=draw(st.none() | NAMES),
        quantity=quantity,
        unit=draw(st.sampled_from(["HUR", "C62", "KMT"])),
        price=priced,
        net_amount=net_amount(quantity, priced, adjusted),
        adjustments=tuple(adjusted),
        vat_category=category,
        vat_percent=Decimal(percent),
    )


@st.composite
def adjustments(draw: st.DrawFn, *, in_vat: tuple[str, str] | None) -> Adjustment:
    percent = draw(st.none() | st.decimals("0.01", "99.99", places=2))
    base = None if percent is None else draw(MONEY)
    amount = draw(MONEY) if base is None or percent is None else cents(base * percent / 100)
    return Adjustment(
        is_charge=draw(st.booleans()),
        amount=amount,
        base=base,
        percent=percent,
        vat_category=None if in_vat is None else in_vat[0],
        vat_percent=None if in_vat is None else Decimal(in_vat[1]),
        reason=draw(NAMES),
    )


@st.composite
def invoices(draw: st.DrawFn) -> Invoice:
    """Invoices that a company could send: any amounts, rates, texts and dates, with all that must be there."""
    lines = [draw(lines_of(number)) for number in range(1, draw(st.integers(1, 5)) + 1)]
    rates = [(line.vat_category or "", str(line.vat_percent)) for line in lines]
    adjusted = [draw(adjustments(in_vat=draw(st.sampled_from(rates)))) for _ in range(draw(st.integers(0, 2)))]
    kind = draw(st.sampled_from(Kind))
    issued = draw(DAYS)
    return calculated(
        Invoice(
            number=draw(NAMES),
            kind=kind,
            type_code=kind.value,
            issue_date=issued,
            due_date=issued + timedelta(days=draw(st.integers(0, 90))),
            currency="EUR",
            buyer_reference=draw(NAMES),
            order_reference=draw(st.none() | NAMES),
            payment_terms=draw(st.none() | NAMES),
            notes=tuple(Note(text=text) for text in draw(st.lists(NAMES, max_size=1))),
            preceding=(Preceding(number=draw(NAMES)),),
            seller=evolve(SELLER, name=draw(NAMES)),
            buyer=evolve(BUYER, name=draw(NAMES)),
            payments=(TRANSFER,),
            adjustments=tuple(adjusted),
            totals=evolve(NOTHING, prepaid=draw(st.none() | MONEY)),
            attachments=tuple(
                Attachment(id=str(place), content=content, name="a.txt", media_type="text/csv")
                for place, content in enumerate(draw(st.lists(st.binary(min_size=1, max_size=40), max_size=2)))
            ),
            lines=tuple(lines),
        )
    )


@settings(max_examples=60, deadline=None)
@given(invoices())
def test_any_invoice_is_read_back_as_it_was_written(made: Invoice) -> None:
    named = evolve(made, specification=codes.NLCIUS, process=codes.PEPPOL_BILLING)
    assert _percents(named) == _percents(read(write_ubl(made)))


@settings(max_examples=60, deadline=None)
@given(invoices())
def test_any_invoice_is_valid_ubl_and_adds_up(made: Invoice) -> None:
    assert [] == by_the_schema(write_ubl(made))
    assert () == check(made)


@settings(max_examples=40, deadline=None)
@given(invoices())
def test_any_invoice_keeps_the_rules_of_the_norm_and_of_peppol(made: Invoice) -> None:
    assert [] == by_the_rules(write_ubl(made))


def _percents(found: Invoice) -> Invoice:
    """Outside VAT there is no percentage; elsewhere none and zero are the same."""
    return evolve(found, vat=tuple(evolve(line, percent=line.percent or Decimal(0)) for line in found.vat))
