"""What a work order costs: materials, hours, VAT per rate and category, exact to the cent."""

from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regeltaal.domains.common.reading import Fields
from regeltaal.domains.werkbonnen.invoice_lines import Line, Rules, Vat, lines_of, minutes_of, rounded_up, vat_lines
from regeltaal.runtime.bindings import FailedError, SkippedError
from regeltaal.values.value import Ref

BV = "Jansen BV"
BON = Ref(BV, "werkbon", "WB-1")
CUSTOMER = Ref(BV, "relatie", "D-100")
PAYER = Ref(BV, "relatie", "D-200")
TITLE = "GENEREER nieuwe factuur"


def test_an_invoice_has_materials_and_hours_with_exact_totals(order: Any, do: Any, material: Any, hours: Any) -> None:
    order.contents[BON] |= {"uurtarief": Decimal("65.00"), "korte omschrijving": "Onderhoud"}
    material(code="POMP", naam="Pomp", aantal=Decimal("2.5"), prijs=Decimal("12.33"), eenheid="stuks")
    material(code="OUD", prijs=Decimal(50), garantie=True)
    hours(time(8, 30), time(10, 30), pauze=Decimal(20), datum=date(2027, 3, 12))
    invoice = do(TITLE)
    assert invoice == Ref(BV, "factuur", "1")
    first, second = order.read(invoice, "regels")
    assert order.filled(first) == {
        "soort": "Materiaal",
        "code": "POMP",
        "omschrijving": "Pomp",
        "aantal": Decimal("2.5"),
        "eenheid": "stuks",
        "prijs": Decimal("12.33"),
        "btw-categorie": "Normaal",
        "btw-percentage": Decimal(21),
        "bedrag": Decimal("30.83"),
    }
    assert order.filled(second) == {
        "soort": "Uren",
        "omschrijving": "Arbeid 12-3-2027",
        "aantal": Decimal("1.67"),
        "eenheid": "uur",
        "prijs": Decimal(65),
        "btw-categorie": "Normaal",
        "btw-percentage": Decimal(21),
        "bedrag": Decimal("108.33"),
    }
    (vat,) = order.read(invoice, "btw-regels")
    assert order.filled(vat) == {
        "btw-categorie": "Normaal",
        "btw-percentage": Decimal(21),
        "grondslag": Decimal("139.16"),
        "btw": Decimal("29.22"),
    }
    found = order.filled(invoice)
    del found["regels"], found["btw-regels"], found["e-factuur melding"]
    assert found == {
        "status": "OPEN",
        "soort": "DEBIT",
        "datum": date(2027, 3, 12),
        "vervaldatum": date(2027, 3, 26),
        "betaaltermijn": Decimal(14),
        "bedrag excl btw": Decimal("139.16"),
        "btw-bedrag": Decimal("29.22"),
        "bedrag": Decimal("168.38"),
        "saldo": Decimal("168.38"),
        "referentie": "Onderhoud",
        "relatie": CUSTOMER,
        "werkbon": BON,
    }


def test_who_pays_gets_the_invoice_on_the_terms_of_the_company(order: Any, do: Any, material: Any) -> None:
    order.contents[BON] |= {"factuurrelatie": PAYER, "extern nummer": "PO-1"}
    order.create("artikel", {"prijs": Decimal(10), "btw-percentage": Decimal(9)}, key="BOEK")
    material(code="BOEK", aantal=Decimal(3))
    material(code="UUR", prijs=Decimal(10), korting=Decimal(10))
    invoice = do(TITLE, settings={"factuur": {"btw": 0, "betaaltermijn": 30}})
    found = order.filled(invoice)
    assert (found["relatie"], found["referentie"], found["vervaldatum"]) == (PAYER, "PO-1", date(2027, 4, 11))
    assert (found["bedrag excl btw"], found["btw-bedrag"]) == (Decimal(39), Decimal("2.70"))


def test_a_customer_may_have_a_payer_and_a_term_of_its_own(order: Any, do: Any, material: Any) -> None:
    order.contents[CUSTOMER] = {"naam": "De Vries", "factuurrelatie": PAYER}
    order.contents[PAYER] = {"naam": "Holding", "betaaltermijn": Decimal(60)}
    material(code="POMP", prijs=Decimal(1))
    found = order.filled(do(TITLE))
    assert (found["relatie"], found["vervaldatum"], found["betaaltermijn"]) == (PAYER, date(2027, 5, 11), 60)


def test_vat_is_by_article_kind_of_hours_and_customer(order: Any, do: Any, material: Any, hours: Any) -> None:
    order.create("artikel", {"prijs": Decimal(10), "btw-percentage": Decimal(9)}, key="LAAG")
    order.create("artikel", {"prijs": Decimal(10), "btw-categorie": "Nultarief"}, key="NUL")
    order.create("artikel", {"prijs": Decimal(10), "btw-categorie": "Vrijgesteld"}, key="VRIJ")
    order.create("uursoort", {"verkoopprijs": Decimal(50), "btw-percentage": Decimal(9)}, key="Isoleren")
    for code in ("LAAG", "NUL", "VRIJ"):
        material(code=code)
    hours(time(8), time(9), uursoort="Isoleren")
    found = [
        (one["btw-categorie"], one["btw-percentage"], one["grondslag"], one["btw"])
        for one in map(order.filled, order.read(do(TITLE), "btw-regels"))
    ]
    assert found == [
        ("Normaal", 9, 60, Decimal("5.40")), ("Nultarief", 0, 10, 0), ("Vrijgesteld", 0, 10, 0)
    ]  # fmt: skip
    order.contents[CUSTOMER] = {"btw verlegd": True}
    invoice = do(TITLE, parameters={"nogmaals": True})
    (vat,) = order.read(invoice, "btw-regels")
    assert (order.read(vat, "btw-categorie"), order.read(vat, "grondslag")) == ("Verlegd", 80)
    assert order.read(invoice, "bedrag") == 80


def test_the_least_number_of_hours_is_charged(order: Any, do: Any, hours: Any) -> None:
    order.contents[BON] |= {"uurtarief": Decimal(60), "minimum uren": Decimal("1.5")}
    hours(time(8), time(8, 30))
    hours(time(23, 45), time(0, 15))
    rows = [order.filled(row) for row in order.read(do(TITLE), "regels")]
    assert [(row["omschrijving"], row["bedrag"]) for row in rows] == [
        ("Arbeid", Decimal(30)), ("Arbeid", Decimal(30)), ("Aanvulling tot minimum uren", Decimal(30))
    ]  # fmt: skip


def test_hours_are_rounded_up_per_period_as_the_work_order_says(order: Any, do: Any, hours: Any) -> None:
    order.contents[BON] |= {"uurtarief": Decimal(60), "afrondingsminuten": Decimal(15)}
    hours(time(8), time(8, 1))
    hours(time(9), time(9, 30))
    assert [order.read(row, "aantal") for row in order.read(do(TITLE), "regels")] == [Decimal("0.25"), Decimal("0.5")]


def test_hours_that_the_office_judged_come_before_those_of_the_visit(order: Any, do: Any, hours: Any) -> None:
    order.create("uursoort", {"verkoopprijs": Decimal(80)}, key="Avond")
    hours(time(8), time(17))
    kind = Ref(BV, "uursoort", "Avond")
    lines = [
        {"aantal": Decimal("1.75"), "uursoort": kind, "datum": date(2027, 3, 12), "status": "Goedgekeurd"},
        {"aantal": Decimal(4), "uursoort": kind, "status": "Afgekeurd"},
        {"aantal": Decimal(5), "uursoort": kind, "factureerbaar": False},
        {"begintijd": time(8), "eindtijd": time(9), "uursoort": kind},
    ]
    made = [order.create("urenregel", {"nummer": f"U-{n}", **one}, key=f"U-{n}") for n, one in enumerate(lines)]
    order.write(BON, "urenregels", tuple(made))
    rows = [order.filled(row) for row in order.read(do(TITLE), "regels")]
    assert [(row["omschrijving"], row["code"], row["aantal"], row["bedrag"]) for row in rows] == [
        ("Arbeid 12-3-2027", "Avond", Decimal("1.75"), 140), ("Arbeid", "Avond", 1, 80)
    ]  # fmt: skip


def test_the_nearest_rate_counts(order: Any, do: Any, hours: Any) -> None:
    order.create("uursoort", {"verkoopprijs": Decimal(80)}, key="Avond")
    hours(time(8), time(9), uursoort="Avond")
    hours(time(9), time(10), uursoort="Avond", tarief=Decimal(50))
    assert [order.read(row, "bedrag") for row in order.read(do(TITLE), "regels")] == [80, 50]
    order.write(BON, "uurtarief", Decimal(70))
    again = do(TITLE, parameters={"nogmaals": True})
    assert [order.read(row, "bedrag") for row in order.read(again, "regels")] == [70, 50]


def test_nothing_to_invoice_is_skipped_and_what_has_no_price_fails(
    order: Any, do: Any, material: Any, hours: Any
) -> None:
    material(code="GRATIS", garantie=True)
    with pytest.raises(SkippedError):
        do(TITLE)
    row = material(code="POMP")
    with pytest.raises(FailedError, match="`POMP` has no price"):
        do(TITLE)
    order.write(row, "prijs", Decimal(0))
    hours(time(8), time(9))
    with pytest.raises(FailedError, match="no rate"):
        do(TITLE)
    assert order.all_of("factuur") == ()


@pytest.mark.parametrize("term", ["lang", -1, "1,5", 1000])
def test_a_wrong_term_is_named(do: Any, material: Any, term: object) -> None:
    material(code="POMP", prijs=Decimal(1))
    with pytest.raises(FailedError) as caught:
        do(TITLE, settings={"factuur": {"betaaltermijn": term}})
    assert caught.value.reason.nl.startswith("`[koppelingen.factuur] betaaltermijn`")


amounts = st.decimals(min_value=-10_000, max_value=10_000, places=2)


@given(st.lists(st.tuples(amounts, st.sampled_from([Decimal(0), Decimal(9), Decimal(21)])), min_size=1))
def test_vat_is_within_half_a_cent_per_rate(found: list[tuple[Decimal, Decimal]]) -> None:
    lines = [Line(None, "x", Fraction(1), None, price, Vat("Normaal", vat)) for price, vat in found]
    exact = sum((price * vat / 100 for price, vat in found), Decimal(0))
    totals = vat_lines(lines)
    assert abs(sum(one.tax for one in totals) - exact) <= Decimal("0.005") * len({vat for _, vat in found})
    assert sum(one.base for one in totals) == sum(line.amount for line in lines)
    assert totals == vat_lines(lines[::-1])


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


def test_a_stretch_of_work_without_times_lasts_as_long_as_was_filled_in() -> None:
    assert minutes_of(Fields({"totale tijd": Decimal(45)})) == 45


@given(st.integers(0, 10_000), st.integers(0, 120))
def test_rounding_up_goes_to_the_next_step_and_no_further(minutes: int, step: int) -> None:
    found = rounded_up(minutes, step)
    assert minutes <= found < minutes + max(step, 1)
    assert found == minutes or found % step == 0


def test_the_lines_follow_the_work_order(order: Any, material: Any, hours: Any) -> None:
    order.write(BON, "uurtarief", Decimal(60))
    hours(time(8), time(9))
    material(code="A", prijs=Decimal(1))
    material(code="B", prijs=Decimal(2))
    assert [line.what for line in lines_of(order, BON, Rules(Decimal(21)))] == ["A", "B", "Arbeid"]
