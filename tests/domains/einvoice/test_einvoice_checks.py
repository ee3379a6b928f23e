"""Each calculation rule of EN 16931 has an invoice that breaks it; amounts are rounded where the norm rounds."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regeltaal.base.node import evolve
from regeltaal.domains.common.einvoice.calculation import calculated, cents, net_amount, totals, vat_breakdown
from regeltaal.domains.common.einvoice.checks import check
from regeltaal.domains.common.einvoice.identities import Identifier
from regeltaal.domains.common.einvoice.model import (
    Address,
    Adjustment,
    Delivery,
    Invoice,
    Kind,
    Line,
    Party,
    Payment,
    Period,
    Preceding,
    Price,
    Totals,
    VatLine,
)
from regeltaal.domains.common.einvoice.nlcius import missing_for_nlcius

ZERO = Decimal(0)
NOTHING = Totals(lines=ZERO, without_vat=ZERO, with_vat=ZERO, payable=ZERO)
SELLER = Party(
    name="Loodgieter",
    legal_id=Identifier("12345678", "0106"),
    vat_id="NL123456782B90",
    address=Address(street="Dorpsstraat 1", postcode="1234 AB", city="Ede", country="NL"),
)
BUYER = Party(
    name="Bakkerij",
    legal_id=Identifier("87654321", "0106"),
    address=Address(street="Molenweg 12", postcode="4321 BA", city="Wageningen", country="NL"),
)


def line(quantity: str = "2", price: str = "65", category: str = "S", percent: str = "21") -> Line:
    priced = Price(net=Decimal(price))
    return Line(
        id="1",
        name="Uren",
        quantity=Decimal(quantity),
        unit="HUR",
        price=priced,
        net_amount=net_amount(Decimal(quantity), priced),
        vat_category=category,
        vat_percent=Decimal(percent),
    )


def invoice(*lines: Line) -> Invoice:
    return calculated(
        Invoice(
            number="2027-0042",
            issue_date=date(2027, 3, 1),
            due_date=date(2027, 3, 31),
            currency="EUR",
            buyer_reference="WB-1042",
            seller=SELLER,
            buyer=BUYER,
            payments=(Payment(means="30", account="NL91ABNA0417164300"),),
            totals=NOTHING,
            lines=lines or (line(),),
        )
    )


GOOD = invoice()


def total(**changed: Decimal) -> Invoice:
    return evolve(GOOD, totals=evolve(GOOD.totals, **changed))


def vat(**changed: object) -> Invoice:
    return evolve(GOOD, vat=(evolve(GOOD.vat[0], **changed),))


def first_line(**changed: object) -> Invoice:
    return evolve(GOOD, lines=(evolve(GOOD.lines[0], **changed),))


def adjusted(**changed: object) -> Invoice:
    one = Adjustment(is_charge=False, amount=Decimal(10), vat_category="S", vat_percent=Decimal(21), reason="Actie")
    return calculated(evolve(GOOD, adjustments=(evolve(one, **changed),)))


BROKEN: list[tuple[Callable[[], Invoice], str]] = [
    (
        lambda: total(lines=Decimal("130.01")),
        "het totaal van de regels is 130,01, maar de berekening komt op 130,00 (BR-CO-10)",
    ),
    (
        lambda: total(allowances=Decimal(5)),
        "het totaal van de kortingen is 5,00, maar de berekening komt op 0,00 (BR-CO-11)",
    ),
    (
        lambda: total(charges=Decimal(5)),
        "het totaal van de toeslagen is 5,00, maar de berekening komt op 0,00 (BR-CO-12)",
    ),
    (
        lambda: total(without_vat=Decimal(131)),
        "het bedrag exclusief btw is 131,00, maar de berekening komt op 130,00 (BR-CO-13)",
    ),
    (lambda: total(vat=Decimal(28)), "het totaal aan btw is 28,00, maar de berekening komt op 27,30 (BR-CO-14)"),
    (
        lambda: total(with_vat=Decimal(158)),
        "het bedrag inclusief btw is 158,00, maar de berekening komt op 157,30 (BR-CO-15)",
    ),
    (
        lambda: total(prepaid=Decimal(50)),
        "het te betalen bedrag is 157,30, maar de berekening komt op 107,30 (BR-CO-16)",
    ),
    (
        lambda: vat(tax=Decimal("27.32")),
        "de btw van btw-categorie S (21%) is 27,32, maar de berekening komt op 27,30 (BR-CO-17)",
    ),
    (
        lambda: vat(base=Decimal(140)),
        "de grondslag van btw-categorie S (21%) is 140,00, maar de berekening komt op 130,00 (BR-S-8)",
    ),
    (
        lambda: vat(percent=Decimal(9)),
        "btw-categorie S (21%) staat op een regel maar niet in de uitsplitsing van de btw (BR-S-1)",
    ),
    (lambda: evolve(GOOD, vat=()), "de uitsplitsing van de btw ontbreekt (BR-CO-18)"),
    (
        lambda: first_line(vat_category=None),
        "niet elke regel zegt welke btw erop van toepassing is (BR-CO-4)",
    ),
    (lambda: vat(category="X"), "de btw-categorie `X` bestaat niet (BR-CL-17)"),
    (lambda: vat(percent=None), "bij het gewone btw-tarief ontbreekt het percentage (BR-S-5)"),
    (
        lambda: vat(category="AE"),
        "bij btw-categorie AE hoort geen btw, maar er staat 27,30 (BR-AE-9)",
    ),
    (
        lambda: evolve(
            invoice(line(category="AE", percent="0")),
            vat=(VatLine(category="AE", percent=ZERO, base=Decimal(130), tax=ZERO),),
        ),
        "bij btw-categorie AE ontbreekt de reden waarom er geen btw is (BR-AE-10)",
    ),
    (
        lambda: evolve(invoice(line(category="AE", percent="0")), buyer=evolve(BUYER, legal_id=None)),
        "de btw is verlegd, maar het btw-nummer van de klant ontbreekt (BR-AE-2)",
    ),
    (
        lambda: invoice(line(category="K", percent="0")),
        "dit is een intracommunautaire levering, maar het btw-nummer van de klant ontbreekt (BR-IC-2)",
    ),
    (
        lambda: evolve(GOOD, seller=evolve(SELLER, vat_id=None)),
        "het btw-nummer van de leverancier ontbreekt (BR-S-2)",
    ),
    (
        lambda: evolve(GOOD, seller=evolve(SELLER, vat_id="123456782B90")),
        "het btw-nummer 123456782B90 begint niet met de letters van een land (BR-CO-9)",
    ),
    (
        lambda: evolve(GOOD, seller=evolve(SELLER, vat_id=None, tax_registration="12", legal_id=None)),
        "de leverancier heeft geen KvK-nummer, btw-nummer of ander nummer (BR-CO-26)",
    ),
    (
        lambda: evolve(GOOD, due_date=None),
        "er is iets te betalen, maar een vervaldatum of betalingsvoorwaarde ontbreekt (BR-CO-25)",
    ),
    (
        lambda: evolve(GOOD, tax_point_date=date(2027, 3, 1), tax_point_code="35"),
        "er staat zowel een datum als een code voor het moment waarop de btw verschuldigd is (BR-CO-3)",
    ),
    (
        lambda: evolve(GOOD, period=Period(start=date(2027, 3, 1), end=date(2027, 2, 1))),
        "de factuurperiode eindigt voor ze begint (BR-29)",
    ),
    (
        lambda: first_line(period=Period(start=date(2027, 3, 1), end=date(2027, 2, 1))),
        "de periode op regel 1 eindigt voor ze begint (BR-30)",
    ),
    (
        lambda: evolve(GOOD, due_date=date(2027, 2, 1)),
        "de vervaldatum 01-02-2027 ligt voor de factuurdatum 01-03-2027",
    ),
    (
        lambda: evolve(GOOD, payments=(Payment(means="30", account="NL91ABNA0417164301"),)),
        "het rekeningnummer NL91ABNA0417164301 lijkt een iban, maar de controlecijfers kloppen niet",
    ),
    (
        lambda: first_line(quantity=Decimal(3)),
        "het bedrag op regel 1 is 130,00, maar de berekening komt op 195,00 (PEPPOL-EN16931-R120)",
    ),
    (
        lambda: first_line(price=Price(net=Decimal(65), gross=Decimal(80), discount=Decimal(10))),
        "de nettoprijs op regel 1 is 65,00, maar de berekening komt op 70,00 (PEPPOL-EN16931-R046)",
    ),
    (lambda: invoice(line("-2", "-65")), "de prijs op regel 1 is negatief (BR-27)"),
    (
        lambda: first_line(price=Price(net=Decimal(65), per=ZERO)),
        "de prijs op regel 1 is voor geen of minder stuks (PEPPOL-EN16931-R121)",
    ),
    (lambda: adjusted(reason=None), "de korting op de hele factuur heeft geen reden (BR-CO-21)"),
    (
        lambda: adjusted(is_charge=True, reason=None),
        "de toeslag op de hele factuur heeft geen reden (BR-CO-22)",
    ),
    (
        lambda: adjusted(base=Decimal(130), percent=Decimal(10)),
        "de korting op de hele factuur is 10,00, maar de berekening komt op 13,00 (PEPPOL-EN16931-R040)",
    ),
    (
        lambda: total(payable=Decimal("157.305")),
        "het te betalen bedrag heeft meer dan twee cijfers achter de komma (BR-DEC)",
    ),
]


def test_an_invoice_that_adds_up_gets_no_remark() -> None:
    assert () == check(GOOD)


@pytest.mark.parametrize(("broken", "said"), BROKEN, ids=[said.rsplit("(", 1)[-1].rstrip(")") for _, said in BROKEN])
def test_what_does_not_add_up_is_remarked(broken: Callable[[], Invoice], said: str) -> None:
    assert said in [remark.nl for remark in check(broken())]


def test_vat_that_was_rounded_per_line_gets_no_remark() -> None:
    made = invoice(*(line("1", "0.12") for _ in range(10)))
    per_line = evolve(made, vat=(evolve(made.vat[0], tax=Decimal("0.30")),))
    whole = evolve(per_line.totals, vat=Decimal("0.30"), with_vat=Decimal("1.50"), payable=Decimal("1.50"))
    assert (Decimal("0.25"), ()) == (made.vat[0].tax, check(evolve(per_line, totals=whole)))


def test_a_credit_note_needs_no_due_date() -> None:
    assert () == check(evolve(GOOD, kind=Kind.CREDIT_NOTE, type_code="381", due_date=None))


# --- calculating


@pytest.mark.parametrize(
    ("amount", "rounded"), [("0.005", "0.01"), ("-0.005", "-0.01"), ("1.0049", "1.00"), ("2.675", "2.68")]
)
def test_half_a_cent_goes_away_from_zero(amount: str, rounded: str) -> None:
    assert Decimal(rounded) == cents(Decimal(amount))


def test_vat_is_rounded_once_per_percentage() -> None:
    """Per line it would be three times 0.21."""
    assert [Decimal("0.64")] == [found.tax for found in vat_breakdown([line("1", "1.01")] * 3)]


def test_a_price_for_a_number_of_units_is_divided_before_rounding() -> None:
    assert Decimal("33.33") == net_amount(Decimal(1000), Price(net=Decimal(100), per=Decimal(3000)))


def test_allowances_and_charges_count_in_their_own_category() -> None:
    allowance = Adjustment(is_charge=False, amount=Decimal(10), vat_category="S", vat_percent=Decimal(9), reason="a")
    charge = Adjustment(is_charge=True, amount=Decimal(4), vat_category="S", vat_percent=Decimal(21), reason="b")
    lines = [line("1", "100"), line("1", "50", percent="9")]
    vat_lines = vat_breakdown(lines, [allowance, charge])
    assert [(Decimal(21), Decimal(104), Decimal("21.84")), (Decimal(9), Decimal(40), Decimal("3.60"))] == [
        (found.percent, found.base, found.tax) for found in vat_lines
    ]
    assert Totals(
        lines=Decimal(150),
        allowances=Decimal(10),
        charges=Decimal(4),
        without_vat=Decimal(144),
        vat=Decimal("25.44"),
        with_vat=Decimal("169.44"),
        prepaid=Decimal(69),
        payable=Decimal("100.44"),
    ) == totals(lines, [allowance, charge], vat_lines, prepaid=Decimal(69))


def test_no_vat_has_its_reason_in_the_usual_words_or_in_those_that_are_given() -> None:
    reversed_line = line(category="AE", percent="0")
    assert "Btw verlegd" == vat_breakdown([reversed_line])[0].exemption
    assert "Onderaanneming" == vat_breakdown([reversed_line], why={"AE": "Onderaanneming"})[0].exemption
    assert vat_breakdown([line(category="Z", percent="0")])[0].exemption is None


@given(
    st.lists(st.tuples(st.decimals("-9999.99", "9999.99", places=2), st.sampled_from(["0", "9", "21"])), max_size=30)
)
def test_totals_always_add_up(amounts: list[tuple[Decimal, str]]) -> None:
    made = invoice(*(line("1", str(amount), percent=percent) for amount, percent in amounts))
    found = made.totals
    assert found.with_vat == found.without_vat + sum((one.tax for one in made.vat), ZERO)
    assert found.without_vat == sum((one.base for one in made.vat), ZERO) == found.lines


# --- what is missing to send


LACKING: list[tuple[Callable[[], Invoice], str]] = [
    (
        lambda: evolve(GOOD, seller=evolve(SELLER, legal_id=None)),
        "het KvK-nummer (of OIN) van uw eigen bedrijf ontbreekt",
    ),
    (
        lambda: evolve(GOOD, seller=evolve(SELLER, legal_id=Identifier("12345678"))),
        "het KvK-nummer (of OIN) van uw eigen bedrijf ontbreekt",
    ),
    (lambda: evolve(GOOD, seller=evolve(SELLER, vat_id=None)), "het btw-nummer van uw eigen bedrijf ontbreekt"),
    (lambda: evolve(GOOD, seller=evolve(SELLER, name=" ")), "de naam van uw eigen bedrijf ontbreekt"),
    (
        lambda: evolve(GOOD, seller=evolve(SELLER, address=evolve(SELLER.address, street=None))),
        "de straat met huisnummer van uw eigen bedrijf ontbreekt",
    ),
    (
        lambda: evolve(GOOD, seller=evolve(SELLER, address=evolve(SELLER.address, postcode=None))),
        "de postcode van uw eigen bedrijf ontbreekt",
    ),
    (
        lambda: evolve(GOOD, seller=evolve(SELLER, address=evolve(SELLER.address, city=None))),
        "de plaats van uw eigen bedrijf ontbreekt",
    ),
    (
        lambda: evolve(GOOD, seller=evolve(SELLER, address=evolve(SELLER.address, country=None))),
        "het land van uw eigen bedrijf ontbreekt",
    ),
    (lambda: evolve(GOOD, payments=()), "de iban om op te betalen van uw eigen bedrijf ontbreekt"),
    (
        lambda: evolve(GOOD, payments=(Payment(means="30"),)),
        "de iban om op te betalen van uw eigen bedrijf ontbreekt",
    ),
    (
        lambda: evolve(GOOD, payments=(Payment(means="59"),)),
        "het machtigingskenmerk van de incasso van de klant ontbreekt",
    ),
    (
        lambda: evolve(GOOD, payments=(Payment(means="10"),)),
        "de betaalwijze kan niet: alleen overboeking, pas, incasso of een lopende afspraak",
    ),
    (lambda: evolve(GOOD, buyer=evolve(BUYER, legal_id=None)), "het KvK-nummer (of OIN) van de klant ontbreekt"),
    (lambda: evolve(GOOD, buyer=evolve(BUYER, name="")), "de naam van de klant ontbreekt"),
    (
        lambda: evolve(GOOD, buyer=evolve(BUYER, address=evolve(BUYER.address, city=None))),
        "de plaats van de klant ontbreekt",
    ),
    (lambda: evolve(GOOD, buyer=evolve(BUYER, address=Address())), "het land van de klant ontbreekt"),
    (lambda: invoice(line(category="AE", percent="0")), "het btw-nummer van de klant ontbreekt"),
    (
        lambda: evolve(GOOD, buyer_reference=None),
        "de referentie of het bestelnummer van de klant ontbreekt",
    ),
    (
        lambda: first_line(order_line="1"),
        "er zijn regels met een bestelregel, maar het bestelnummer ontbreekt",
    ),
    (
        lambda: evolve(GOOD, type_code="326"),
        "factuursoort `326` kan niet: alleen factuur, creditnota, correctie of selfbilling",
    ),
    (
        lambda: evolve(GOOD, kind=Kind.CREDIT_NOTE, type_code="381"),
        "het nummer van de factuur die wordt gecorrigeerd of gecrediteerd ontbreekt",
    ),
    (lambda: evolve(GOOD, due_date=None), "de vervaldatum of een betalingsvoorwaarde ontbreekt"),
    (lambda: evolve(GOOD, lines=()), "de factuur heeft geen regels"),
    (lambda: first_line(name=" "), "regel 1 heeft geen omschrijving"),
    (lambda: first_line(quantity=None), "regel 1 heeft geen aantal"),
    (lambda: first_line(unit=None), "regel 1 heeft geen eenheid"),
    (lambda: first_line(price=None), "regel 1 heeft geen prijs"),
    (lambda: first_line(vat_category=None), "regel 1 heeft geen btw-categorie"),
    (
        lambda: invoice(line(category="K", percent="0")),
        "bij een intracommunautaire levering ontbreekt de leverdatum of de periode",
    ),
    (
        lambda: evolve(invoice(line(category="K", percent="0")), delivery=Delivery(date=date(2027, 2, 1))),
        "bij een intracommunautaire levering ontbreekt het land van levering",
    ),
    (
        lambda: invoice(line(category="O", percent="0")),
        "op een factuur die buiten de btw valt, mag geen btw-nummer staan",
    ),
    (
        lambda: invoice(line(category="O", percent="0"), line()),
        "wat buiten de btw valt, kan niet op dezelfde factuur als wat er wel onder valt",
    ),
]


def test_nothing_is_missing_from_a_whole_invoice() -> None:
    assert () == missing_for_nlcius(GOOD)
    credited = evolve(GOOD, kind=Kind.CREDIT_NOTE, type_code="381", preceding=(Preceding(number="2027-0041"),))
    assert () == missing_for_nlcius(credited)


@pytest.mark.parametrize(("lacking", "said"), LACKING)
def test_what_is_missing_is_said_with_whose_it_is(lacking: Callable[[], Invoice], said: str) -> None:
    found = missing_for_nlcius(lacking())
    assert said in [text.nl for text in found]
    assert all(text.en for text in found)


def test_a_customer_abroad_needs_no_dutch_number() -> None:
    belgian = evolve(BUYER, legal_id=None, address=Address(country="BE"))
    assert () == missing_for_nlcius(evolve(GOOD, buyer=belgian))
