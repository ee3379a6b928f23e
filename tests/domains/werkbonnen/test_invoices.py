"""GENEREER nieuwe factuur on a store: numbers, concepts, once per work order, and the e-invoice kept with it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from regeltaal.domains.common.einvoice.checks import check
from regeltaal.domains.common.einvoice.model import Invoice
from regeltaal.domains.common.einvoice.nlcius import missing_for_nlcius
from regeltaal.domains.common.einvoice.reading import read
from regeltaal.domains.werkbonnen.numbering import form_of
from regeltaal.runtime.bindings import FailedError
from regeltaal.runtime.settings import Connection

COMPANY = """
[koppelingen.bedrijf]
naam = "Jansen Installatie BV"
kvk-nummer = "12345678"
btw-nummer = "NL123456782B12"
iban = "NL91 ABNA 0417 1643 00"
straat = "Stationsweg 1"
postcode = "3701 AA"
plaats = "Zeist"
e-mailadres = "administratie@jansen.example"
"""
NUMBERS = '[koppelingen.factuur]\nnummerreeks = "F-{jaar}-{nummer:05}"\n'
INVOICE = 'REGEL "r" WANNEER werkbon compleet gemeld DAN GENEREER nieuwe factuur'
NOUGHT = Decimal(0)
CUSTOMER: dict[str, object] = {
    "debiteurnummer": "D-100", "naam": "De Vries BV", "kvk-nummer": "87654321", "btw-nummer": "NL001234567B01",
    "straat": "Slotlaan", "huisnummer": "12a", "postcode": "3701 GK", "plaats": "Zeist", "land": "Nederland",
    "e-mailadres": "info@devries.example",
}  # fmt: skip
WRONG_NUMBERS = (
    "geen e-factuur: het KvK-nummer `8765432` van de klant klopt niet; "
    "het btw-nummer `onbekend` van de klant klopt niet"
)
LINES = [{"code": "POMP", "naam": "Circulatiepomp", "aantal": 2, "prijs": "150.00", "korting": 10, "eenheid": "stuks"}]
VISIT: dict[str, object] = {
    "nummer": "WB-1", "relatie": CUSTOMER, "datum": "2027-03-12", "uurtarief": "65.00", "extern nummer": "PO-7",
    "materialen": LINES, "werkperiodes": [{"begintijd": "08:00", "eindtijd": "09:40", "datum": "2027-03-12"}],
}  # fmt: skip


def e_invoice(jobs: Any, number: str) -> Invoice:
    name = jobs.stored("factuur")[number]["e-factuur"]
    content = jobs.engine.store.file("Jansen BV", name)
    assert content is not None
    return read(content)


def test_the_e_invoice_says_what_the_invoice_says(office: Any) -> None:
    jobs = office(INVOICE, COMPANY + NUMBERS)
    jobs.process("werkbon compleet gemeld", VISIT)
    stored = jobs.stored("factuur")["F-2027-00001"]
    assert (stored["e-factuur"], "e-factuur melding" in stored) == ("factuur-F-2027-00001.xml", False)
    found = e_invoice(jobs, "F-2027-00001")
    assert (check(found), missing_for_nlcius(found)) == ((), ())
    assert (found.number, found.issue_date, found.due_date) == ("F-2027-00001", date(2027, 3, 12), date(2027, 3, 26))
    assert (found.order_reference, found.buyer_reference) == ("PO-7", "PO-7")
    assert (found.seller.name, found.seller.kvk, found.seller.vat_number) == (
        "Jansen Installatie BV", "12345678", "NL123456782B12"
    )  # fmt: skip
    assert (found.buyer.name, found.buyer.kvk, found.buyer.address.street) == (
        "De Vries BV",
        "87654321",
        "Slotlaan 12a",
    )
    assert (found.iban, found.payment_reference) == ("NL91ABNA0417164300", "F-2027-00001")
    assert [(line.name, line.unit, line.net_amount) for line in found.lines] == [
        ("Circulatiepomp", "C62", Decimal("270.00")), ("Arbeid 12-3-2027", "HUR", Decimal("108.33"))
    ]  # fmt: skip
    assert [(one.category, one.percent, one.base, one.tax) for one in found.vat] == [
        ("S", Decimal(21), Decimal("378.33"), Decimal("79.45"))
    ]  # fmt: skip
    assert (found.totals.payable, stored["bedrag"]) == (Decimal("457.78"), "457.78")


def test_vat_of_every_category_stands_on_the_e_invoice(office: Any) -> None:
    jobs = office(INVOICE, COMPANY)
    jobs.process("artikel bijgewerkt", {"code": "LAAG", "btw-percentage": 9})
    jobs.process("artikel bijgewerkt", {"code": "NUL", "btw-categorie": "Nultarief"})
    jobs.process("artikel bijgewerkt", {"code": "VRIJ", "btw-categorie": "Vrijgesteld"})
    lines = [{"code": code, "prijs": "10.00"} for code in ("HOOG", "LAAG", "NUL", "VRIJ")]
    jobs.process("werkbon compleet gemeld", {"nummer": "WB-1", "relatie": CUSTOMER, "materialen": lines})
    found = e_invoice(jobs, "1")
    assert (check(found), missing_for_nlcius(found)) == ((), ())
    assert [(one.category, one.percent, one.tax) for one in found.vat] == [
        ("S", Decimal(21), Decimal("2.10")), ("S", Decimal(9), Decimal("0.90")), ("Z", NOUGHT, NOUGHT),
        ("E", NOUGHT, NOUGHT),
    ]  # fmt: skip
    customer = {**CUSTOMER, "btw verlegd": True}
    jobs.process("werkbon compleet gemeld", {"nummer": "WB-2", "relatie": customer, "materialen": lines})
    found = e_invoice(jobs, "2")
    assert [(one.category, one.base, one.tax) for one in found.vat] == [("AE", Decimal("40.00"), NOUGHT)]
    assert (check(found), missing_for_nlcius(found)) == ((), ())


def test_lines_that_give_money_back_add_up(office: Any) -> None:
    jobs = office(INVOICE, COMPANY)
    lines = [
        {"code": "A", "prijs": "100.00", "aantal": "3"}, {"code": "B", "prijs": "33.333", "aantal": "0.333"},
        {"code": "C", "prijs": "-12.50", "aantal": 1}, {"code": "D", "prijs": "12.34", "aantal": -1, "korting": "12.5"},
    ]  # fmt: skip
    jobs.process("werkbon compleet gemeld", {"nummer": "WB-1", "relatie": CUSTOMER, "materialen": lines})
    found = e_invoice(jobs, "1")
    assert check(found) == ()
    assert [line.net_amount for line in found.lines] == [
        Decimal("300.00"), Decimal("11.10"), Decimal("-12.50"), Decimal("-10.80")
    ]  # fmt: skip
    assert found.totals.with_vat == Decimal(str(jobs.stored("factuur")["1"]["bedrag"]))


@pytest.mark.parametrize(
    ("settings", "customer", "told"),
    [
        ("", {}, "geen e-factuur: `[koppelingen.bedrijf]` is niet ingevuld"),
        (
            COMPANY.replace('kvk-nummer = "12345678"\n', ""),
            {},
            "geen e-factuur: het KvK-nummer (of OIN) van uw eigen bedrijf ontbreekt",
        ),
        (
            COMPANY.replace("12345678", "1234567", 1),
            {},
            "geen e-factuur: het KvK-nummer `1234567` van uw eigen bedrijf klopt niet",
        ),
        (
            COMPANY.replace("1643 00", "1643 01"),
            {},
            "geen e-factuur: de iban `NL91ABNA0417164301` van uw eigen bedrijf klopt niet",
        ),
        (
            COMPANY,
            {"kvk-nummer": "8765432", "btw-nummer": "onbekend"},
            WRONG_NUMBERS,
        ),
        (COMPANY, {"plaats": None}, "geen e-factuur: de plaats van de klant ontbreekt"),
        (COMPANY, {"land": "Atlantis"}, "geen e-factuur: het land van de klant ontbreekt"),
        (COMPANY, {"btw verlegd": True, "btw-nummer": None}, "geen e-factuur: het btw-nummer van de klant ontbreekt"),
    ],
)  # fmt: skip
def test_an_invoice_that_can_be_no_e_invoice_is_there_and_says_why(
    office: Any, settings: str, customer: dict[str, object], told: str
) -> None:
    jobs = office(INVOICE, settings)
    jobs.process("werkbon compleet gemeld", {**VISIT, "relatie": {**CUSTOMER, **customer}})
    stored = jobs.stored("factuur")["1"]
    assert (stored["e-factuur melding"], "e-factuur" in stored) == (told, False)
    assert len(jobs.stored("factuurregel")) == 2


def test_each_administration_sends_invoices_in_its_own_name(office: Any) -> None:
    own = '[koppelingen.bedrijf.administraties."Jansen BV"]\nnaam = "Jansen Service"\niban = "NL02ABNA0123456789"\n'
    jobs = office(INVOICE, COMPANY + own)
    jobs.process("werkbon compleet gemeld", VISIT)
    found = e_invoice(jobs, "1")
    assert (found.seller.name, found.iban, found.seller.kvk) == ("Jansen Service", "NL02ABNA0123456789", "12345678")


# ---------------------------------------------------------------- numbers, concepts, once per work order


def test_invoices_are_numbered_without_a_gap_and_anew_each_year(office: Any) -> None:
    jobs = office(INVOICE, NUMBERS)
    for number in range(3):
        lines = [] if number == 1 else LINES
        jobs.process("werkbon compleet gemeld", {"nummer": f"WB-{number}", "relatie": "D-1", "materialen": lines})
    jobs.process("factuurstatus gewijzigd", {"nummer": "F-2027-00003"})
    jobs.process("werkbon compleet gemeld", {"nummer": "WB-5", "relatie": "D-1", "materialen": LINES})
    jobs.now = jobs.now.replace(year=2028)
    jobs.process("werkbon compleet gemeld", {"nummer": "WB-6", "relatie": "D-1", "materialen": LINES})
    made = [number for number, one in jobs.stored("factuur").items() if "werkbon" in one]
    assert made == ["F-2027-00001", "F-2027-00002", "F-2027-00004", "F-2028-00001"]
    assert {key: one["laatste"] for key, one in jobs.stored("nummerreeks").items()} == {"F-2027-*": 4, "F-2028-*": 1}


@pytest.mark.parametrize(
    "form", ["", "F-{jaar}", "{nummer}{nummer}", "F-{nummer:099}", "F/{nummer}", "{nummer.x}", "a" * 99]
)
def test_a_form_of_numbers_that_can_not_be_is_refused(form: str) -> None:
    if not form:
        assert form_of(Connection("factuur", {"nummerreeks": form})) is None
        return
    with pytest.raises(FailedError) as caught:
        form_of(Connection("factuur", {"nummerreeks": form}))
    assert caught.value.reason.nl.startswith("`[koppelingen.factuur] nummerreeks` hoort een tekst te zijn")


def test_a_work_order_is_invoiced_once_unless_the_rule_says_otherwise(office: Any) -> None:
    jobs = office(f'{INVOICE}\nREGEL "s" WANNEER werkbon planbord update DAN GENEREER nieuwe factuur MET nogmaals = JA')
    jobs.process("werkbon compleet gemeld", VISIT)
    assert jobs.done("werkbon compleet gemeld", {"nummer": "WB-1"}) == [
        ("GENEREER nieuwe factuur", "overgeslagen", "deze werkbon is al gefactureerd: factuur `1`")
    ]
    jobs.process("werkbon planbord update", {"nummer": "WB-1"})
    assert list(jobs.stored("factuur")) == ["1", "2"]
    assert jobs.stored("werkbon")["WB-1"]["laatste factuur"] == "2"


def test_a_concept_takes_no_number_and_may_be_followed_by_an_invoice(office: Any) -> None:
    jobs = office(
        'REGEL "c" WANNEER werkbon planbord update DAN GENEREER nieuwe factuur MET concept = JA\n' + INVOICE,
        COMPANY + NUMBERS,
    )
    jobs.process("werkbon planbord update", VISIT)
    concept = jobs.stored("factuur")["CONCEPT-1"]
    assert (concept["soort"], "e-factuur" in concept, "e-factuur melding" in concept) == ("CONCEPT_DEBIT", False, False)
    assert jobs.done("werkbon planbord update", {"nummer": "WB-1"})[0][1] == "overgeslagen"
    jobs.process("werkbon compleet gemeld", {"nummer": "WB-1"})
    assert list(jobs.stored("factuur")) == ["CONCEPT-1", "F-2027-00001"]


def test_the_rule_may_give_the_date_the_term_and_the_reference(office: Any) -> None:
    jobs = office(f'{INVOICE} MET datum = VANDAAG + 1 dag; betaaltermijn = 8; referentie = "Onze {{nummer}}"')
    jobs.process("werkbon compleet gemeld", VISIT)
    stored = jobs.stored("factuur")["1"]
    assert (stored["datum"], stored["vervaldatum"], stored["betaaltermijn"]) == ("2027-03-13", "2027-03-21", 8)
    assert stored["referentie"] == "Onze WB-1"


def test_the_whole_street_of_an_invoice_runs_on_one_work_order(office: Any) -> None:
    jobs = office(
        'REGEL "r" WANNEER werkbon compleet gemeld DAN\n'
        '  VOEG materiaal toe MET code = "VOORRIJ"; prijs = € 45,00\n'
        "  BEREKEN reiskosten PAS prijsafspraken toe GENEREER nieuwe factuur GENAAMD factuur\n"
        '  MAAK taak MET titel = "Nabellen over {factuur.nummer}: {factuur.bedrag}"',
        COMPANY + NUMBERS + '[koppelingen.reiskosten]\ntarief = "0,50"\n',
    )
    jobs.process("prijsafspraak bijgewerkt", {"nummer": "1", "relatie": "D-100", "artikel": "VOORRIJ", "prijs": 40})
    visit = {
        **VISIT,
        "werkperiodes": [{"begintijd": "08:00", "eindtijd": "09:00", "reisafstand": 10}],
        "materialen": [],
    }
    jobs.process("werkbon compleet gemeld", visit)
    rows = [one["bedrag"] for one in jobs.stored("factuurregel").values()]
    assert rows == ["40.00", "5.00", "65.00"]
    assert jobs.stored("taak")["1"]["titel"] == "Nabellen over F-2027-00001: € 133,10"
