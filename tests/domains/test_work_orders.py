"""The back office of the work orders: what each action makes of our records."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regeltaal.domains.common.reading import Fields
from regeltaal.domains.common.rows import add_row
from regeltaal.domains.werkbonnen.bindings import BINDINGS
from regeltaal.domains.werkbonnen.invoice import Line, minutes_of, vat_of
from regeltaal.runtime.bindings import FailedError, SkippedError
from regeltaal.values.value import Ref, Value

BV = "Jansen BV"
BON = Ref(BV, "werkbon", "WB-1")
CUSTOMER = Ref(BV, "relatie", "D-100")
PAYER = Ref(BV, "relatie", "D-200")


def do(call: Any) -> Ref | None:
    binding = BINDINGS.find(call.action)
    assert binding is not None
    return binding(call)


@pytest.fixture
def order(shelf: Any) -> Any:
    """A work order of a customer, without lines."""
    shelf.create("werkbon", {"nummer": "WB-1", "relatie": CUSTOMER, "datum": date(2027, 3, 12)}, key="WB-1")
    return shelf


def material(shelf: Any, **values: Value) -> Ref:
    return add_row(shelf, BON, "materialen", "materiaal", {name.replace("_", " "): v for name, v in values.items()})


def hours(shelf: Any, begin: time, end: time, **values: Value) -> Ref:
    return add_row(shelf, BON, "werkperiodes", "werkperiode", {"begintijd": begin, "eindtijd": end, **values})


# ---------------------------------------------------------------- tasks, archive, forms


def test_a_task_has_every_parameter_and_what_it_is_about(order: Any, called: Any) -> None:
    parameters = {"titel": "Nabellen", "toegewezen aan": (Ref(BV, "medewerker", "1"),), "categorie": None}
    task = do(called("MAAK taak", BON, parameters=parameters))
    assert task == Ref(BV, "taak", "1")
    assert order.filled(task) == {
        "titel": "Nabellen",
        "toegewezen aan": (Ref(BV, "medewerker", "1"),),
        "status": "Nog niet begonnen",
        "werkbon": BON,
        "relatie": CUSTOMER,
    }


def test_a_task_about_a_customer_that_starts_by_itself(order: Any, called: Any) -> None:
    order.contents[CUSTOMER] = {"naam": "De Vries"}
    task = do(called("MAAK taak", CUSTOMER, parameters={"titel": "x", "automatisch gestart": True}))
    assert order.filled(task) == {
        "titel": "x", "automatisch gestart": True, "status": "In uitvoering", "relatie": CUSTOMER
    }  # fmt: skip


def test_archiving(order: Any, called: Any) -> None:
    do(called("ARCHIVEER werkbon", BON))
    assert order.read(BON, "gearchiveerd") is True


def test_a_form_is_added_after_those_there_are(order: Any, called: Any) -> None:
    boiler = Ref(BV, "object", "CV-001")
    first = do(called("VOEG formulier toe", BON, parameters={"formulier": "Oplevering"}))
    second = do(called("VOEG formulier toe", BON, parameters={"formulier": "Keuring", "object": boiler}))
    assert order.read(BON, "formulieren") == (first, second)
    assert second == Ref(BV, "formulier", "werkbon/WB-1/formulieren/2")
    assert order.filled(second) == {"naam": "Keuring", "object": boiler, "ingevuld": False}


def test_the_place_of_a_row_that_was_removed_is_not_used_again(order: Any) -> None:
    first, _removed, third = (material(order, code=code) for code in "abc")
    order.write(BON, "materialen", (first, third))
    assert material(order, code="d").key == "werkbon/WB-1/materialen/4"


# ---------------------------------------------------------------- materials, travel


def test_material_takes_from_the_article_what_the_rule_leaves_open(order: Any, called: Any) -> None:
    order.create("artikel", {"naam": "Voorrijkosten", "eenheid": "stuks", "prijs": Decimal(45)}, key="VOORRIJ")
    row = do(called("VOEG materiaal toe", BON, parameters={"code": "VOORRIJ", "aantal": Decimal(1)}))
    assert order.filled(row) == {
        "code": "VOORRIJ", "naam": "Voorrijkosten", "eenheid": "stuks", "aantal": Decimal(1), "prijs": Decimal(45)
    }  # fmt: skip
    dear = do(called("VOEG materiaal toe", BON, parameters={"code": "VOORRIJ", "prijs": Decimal(0)}))
    assert order.read(dear, "prijs") == 0
    unknown = do(called("VOEG materiaal toe", BON, parameters={"code": "X"}))
    assert order.filled(unknown) == {"code": "X"}
    assert order.read(BON, "materialen") == (row, dear, unknown)


def test_travel_is_all_kilometres_at_one_rate_and_one_line_however_often(order: Any, called: Any) -> None:
    hours(order, time(8), time(9), reisafstand=Decimal("12.5"))
    hours(order, time(10), time(11), reisafstand=Decimal(10))
    hours(order, time(11), time(12))
    for rate in ("0,23", "0.30"):
        do(called("BEREKEN reiskosten", BON, settings={"reiskosten": {"tarief": rate}}))
    (row,) = order.read(BON, "materialen")
    assert order.filled(row) == {
        "code": "REISKOSTEN",
        "naam": "Reiskosten",
        "aantal": Decimal("22.5"),
        "eenheid": "km",
        "prijs": Decimal("0.30"),
    }
    do(called("BEREKEN reiskosten", BON, parameters={"tarief per kilometer": Decimal("0.45")}))
    assert order.read(row, "prijs") == Decimal("0.45")


def test_travel_without_distance_or_rate(order: Any, called: Any) -> None:
    with pytest.raises(SkippedError):
        do(called("BEREKEN reiskosten", BON, settings={"reiskosten": {"tarief": "0,23"}}))
    hours(order, time(8), time(9), reisafstand=Decimal(1))
    with pytest.raises(FailedError) as caught:
        do(called("BEREKEN reiskosten", BON))
    assert caught.value.reason.nl == "`[koppelingen.reiskosten] tarief` ontbreekt"


# ---------------------------------------------------------------- follow-up


def test_a_follow_up_copies_overrides_and_empties(order: Any, called: Any) -> None:
    boiler, mechanic = Ref(BV, "object", "CV-001"), Ref(BV, "medewerker", "1042")
    order.contents[BON] |= {
        "korte omschrijving": "Storing",
        "status": "Compleet",
        "uitvoertijd": time(9),
        "einddatum": date(2027, 3, 12),
        "objecten": (boiler,),
        "medewerker": mechanic,
        "vrije velden.meterstand": Decimal(7),
        "werk gereed": True,
        "gearchiveerd": True,
        "aanmaakdatum": None,
    }
    material(order, code="POMP")
    hours(order, time(8), time(9))
    form = add_row(order, BON, "formulieren", "formulier", {"naam": "Keuring"})
    parameters = {"status": "Ingepland", "datum": date(2027, 3, 19)}
    call = called("MAAK vervolgwerkbon", BON, parameters=parameters, cleared=frozenset({"uitvoertijd", "Einddatum"}))
    new = do(call)
    assert new == Ref(BV, "werkbon", "1")
    copied = Ref(BV, "formulier", "werkbon/1/formulieren/1")
    found = order.filled(new)
    assert found == {
        "relatie": CUSTOMER,
        "korte omschrijving": "Storing",
        "status": "Ingepland",
        "datum": date(2027, 3, 19),
        "objecten": (boiler,),
        "medewerker": mechanic,
        "vrije velden.meterstand": Decimal(7),
        "aanmaakdatum": call.moment,
        "formulieren": (copied,),
    }
    assert order.filled(copied) == {"naam": "Keuring"}
    assert order.read(BON, "formulieren") == (form,)


def test_a_field_that_met_makes_empty_is_empty(order: Any, called: Any) -> None:
    new = do(called("MAAK vervolgwerkbon", BON, parameters={"relatie": None}))
    assert order.filled(new).keys() == {"datum", "aanmaakdatum"}


# ---------------------------------------------------------------- prices


def agreement(shelf: Any, key: str, **values: Value) -> None:
    shelf.create("prijsafspraak", values, key=key)


def test_the_most_specific_agreement_wins(order: Any, called: Any) -> None:
    order.write(BON, "factuurrelatie", PAYER)
    rows = [material(order, code=code, prijs=Decimal(100)) for code in ("POMP", "pomp ", "BUIS", "KLEP")]
    agreement(order, "1", korting=Decimal(5))
    agreement(order, "2", artikel="POMP", korting=Decimal(20))
    agreement(order, "3", relatie=CUSTOMER, korting=Decimal(10))
    agreement(order, "4", relatie=CUSTOMER, artikel="POMP", prijs=Decimal("80.50"))
    agreement(order, "5", relatie=PAYER, artikel="POMP", prijs=Decimal(1))
    agreement(order, "6", relatie=Ref(BV, "relatie", "D-300"), artikel="BUIS", prijs=Decimal(1))
    agreement(order, "7", relatie=CUSTOMER, artikel="KLEP", prijs=Decimal(70), begindatum=date(2026, 1, 1))
    agreement(order, "8", relatie=CUSTOMER, artikel="KLEP", prijs=Decimal(60), begindatum=date(2027, 1, 1))
    agreement(order, "9", relatie=CUSTOMER, uursoort="POMP", prijs=Decimal(2))
    do(called("PAS prijsafspraken toe", BON))
    assert [order.read(row, "prijs") for row in rows] == [Decimal("80.50"), Decimal("80.50"), Decimal(90), Decimal(60)]
    assert {order.read(row, "oorspronkelijke prijs") for row in rows} == {Decimal(100)}


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [
        (None, None, True),
        (date(2027, 3, 12), date(2027, 3, 12), True),
        (date(2027, 3, 13), None, False),
        (None, date(2027, 3, 11), False),
    ],
)
def test_an_agreement_holds_from_its_first_to_its_last_day(
    order: Any, called: Any, starts: date | None, ends: date | None, *, holds: bool
) -> None:
    row = material(order, code="POMP", prijs=Decimal(100))
    agreement(order, "1", prijs=Decimal(90), begindatum=starts, einddatum=ends)  # type: ignore[arg-type] # LEEG is None
    if holds:
        do(called("PAS prijsafspraken toe", BON))
    else:
        with pytest.raises(SkippedError):
            do(called("PAS prijsafspraken toe", BON))
    assert order.read(row, "prijs") == (90 if holds else 100)


def test_applying_agreements_twice_changes_nothing_more(order: Any, called: Any) -> None:
    row = material(order, code="POMP", prijs=Decimal("10.01"))
    visit = hours(order, time(8), time(9))
    order.write(BON, "uurtarief", Decimal(65))
    agreement(order, "1", relatie=CUSTOMER, korting=Decimal("12.5"))
    for _ in range(2):
        do(called("PAS prijsafspraken toe", BON))
        assert order.read(row, "prijs") == Decimal("8.76")
        assert order.read(visit, "tarief") == Decimal("56.88")


def test_an_hour_of_a_kind_has_the_agreed_rate(order: Any, called: Any) -> None:
    order.create("uursoort", {"verkoopprijs": Decimal(80)}, key="Avond")
    evening = hours(order, time(18), time(20), uursoort="Avond")
    normal = hours(order, time(8), time(9), uursoort="Normaal")
    agreement(order, "1", uursoort="avond", korting=Decimal(50))
    do(called("PAS prijsafspraken toe", BON))
    assert (order.read(evening, "tarief"), order.read(normal, "tarief")) == (Decimal(40), None)


# ---------------------------------------------------------------- invoices


def test_an_invoice_has_materials_and_hours_with_exact_totals(order: Any, called: Any) -> None:
    order.contents[BON] |= {"uurtarief": Decimal("65.00"), "korte omschrijving": "Onderhoud"}
    material(order, code="POMP", naam="Pomp", aantal=Decimal("2.5"), prijs=Decimal("12.33"), eenheid="stuks")
    material(order, code="OUD", prijs=Decimal(50), garantie=True)
    hours(order, time(8, 30), time(10, 30), pauze=Decimal(20), datum=date(2027, 3, 12))
    invoice = do(called("GENEREER nieuwe factuur", BON))
    assert invoice == Ref(BV, "factuur", "1")
    first, second = order.read(invoice, "regels")
    assert order.filled(first) == {
        "code": "POMP",
        "omschrijving": "Pomp",
        "aantal": Decimal("2.5"),
        "eenheid": "stuks",
        "prijs": Decimal("12.33"),
        "btw-percentage": Decimal(21),
        "bedrag": Decimal("30.83"),
    }
    assert order.filled(second) == {
        "omschrijving": "Arbeid 12-3-2027",
        "aantal": Decimal("1.67"),
        "eenheid": "uur",
        "prijs": Decimal(65),
        "btw-percentage": Decimal(21),
        "bedrag": Decimal("108.33"),
    }
    found = order.filled(invoice)
    del found["regels"]
    assert found == {
        "status": "OPEN",
        "soort": "DEBIT",
        "datum": date(2027, 3, 12),
        "vervaldatum": date(2027, 3, 26),
        "bedrag excl btw": Decimal("139.16"),
        "btw-bedrag": Decimal("29.22"),
        "bedrag": Decimal("168.38"),
        "saldo": Decimal("168.38"),
        "referentie": "Onderhoud",
        "relatie": CUSTOMER,
        "werkbon": BON,
    }


def test_who_pays_gets_the_invoice_on_the_terms_of_the_company(order: Any, called: Any) -> None:
    order.contents[BON] |= {"factuurrelatie": PAYER, "extern nummer": "PO-1"}
    order.create("artikel", {"prijs": Decimal(10), "btw-percentage": Decimal(9)}, key="BOEK")
    material(order, code="BOEK", aantal=Decimal(3))
    material(order, code="UUR", prijs=Decimal(10), korting=Decimal(10))
    settings = {"factuur": {"btw": 0, "betaaltermijn": 30}}
    invoice = do(called("GENEREER nieuwe factuur", BON, settings=settings))
    found = order.filled(invoice)
    assert (found["relatie"], found["referentie"], found["vervaldatum"]) == (PAYER, "PO-1", date(2027, 4, 11))
    assert (found["bedrag excl btw"], found["btw-bedrag"]) == (Decimal(39), Decimal("2.70"))


def test_the_least_number_of_hours_is_charged(order: Any, called: Any) -> None:
    order.contents[BON] |= {"uurtarief": Decimal(60), "minimum uren": Decimal("1.5")}
    hours(order, time(8), time(8, 30))
    hours(order, time(23, 45), time(0, 15))
    invoice = do(called("GENEREER nieuwe factuur", BON))
    rows = [order.filled(row) for row in order.read(invoice, "regels")]
    assert [(row["omschrijving"], row["bedrag"]) for row in rows] == [
        ("Arbeid", Decimal(30)), ("Arbeid", Decimal(30)), ("Aanvulling tot minimum uren", Decimal(30))
    ]  # fmt: skip


def test_the_nearest_rate_counts(order: Any, called: Any) -> None:
    order.create("uursoort", {"verkoopprijs": Decimal(80)}, key="Avond")
    hours(order, time(8), time(9), uursoort="Avond")
    hours(order, time(9), time(10), uursoort="Avond", tarief=Decimal(50))
    invoice = do(called("GENEREER nieuwe factuur", BON))
    assert [order.read(row, "bedrag") for row in order.read(invoice, "regels")] == [80, 50]
    order.write(BON, "uurtarief", Decimal(70))
    again = do(called("GENEREER nieuwe factuur", BON))
    assert [order.read(row, "bedrag") for row in order.read(again, "regels")] == [70, 50]


def test_nothing_to_invoice_is_skipped_and_what_has_no_price_fails(order: Any, called: Any) -> None:
    material(order, code="GRATIS", garantie=True)
    with pytest.raises(SkippedError):
        do(called("GENEREER nieuwe factuur", BON))
    row = material(order, code="POMP")
    with pytest.raises(FailedError, match="`POMP` has no price"):
        do(called("GENEREER nieuwe factuur", BON))
    order.write(row, "prijs", Decimal(0))
    hours(order, time(8), time(9))
    with pytest.raises(FailedError, match="no rate"):
        do(called("GENEREER nieuwe factuur", BON))
    assert order.all_of("factuur") == ()


def test_a_wrong_term_is_named(order: Any, called: Any) -> None:
    material(order, code="POMP", prijs=Decimal(1))
    for term in ("lang", -1, "1,5", 1000):
        with pytest.raises(FailedError) as caught:
            do(called("GENEREER nieuwe factuur", BON, settings={"factuur": {"betaaltermijn": term}}))
        assert caught.value.reason.nl.startswith("`[koppelingen.factuur] betaaltermijn`")


amounts = st.decimals(min_value=-10_000, max_value=10_000, places=2)


@given(st.lists(st.tuples(amounts, st.sampled_from([Decimal(0), Decimal(9), Decimal(21)])), min_size=1))
def test_vat_is_within_half_a_cent_per_rate(found: list[tuple[Decimal, Decimal]]) -> None:
    lines = [Line(None, "x", 1, None, price, vat) for price, vat in found]  # type: ignore[arg-type] # 1 is a Fraction too
    exact = sum((price * vat / 100 for price, vat in found), Decimal(0))
    assert abs(vat_of(lines) - exact) <= Decimal("0.005") * len({vat for _, vat in found})
    assert vat_of(lines) == vat_of(lines[::-1])


@pytest.mark.parametrize(
    ("begin", "end", "rest", "minutes"),
    [
        (time(8), time(10), None, 120),
        (time(8), time(10), Decimal(30), 90),
        (time(22), time(2), None, 240),
        (time(8), time(8), None, 0),
        (None, time(8), None, 0),
        (time(8), None, None, 0),
    ],
)
def test_minutes_of_a_stretch_of_work(begin: time | None, end: time | None, rest: Decimal | None, minutes: int) -> None:
    assert minutes_of(Fields({"begintijd": begin, "eindtijd": end, "pauze": rest})) == minutes
