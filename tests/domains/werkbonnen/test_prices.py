"""PAS prijsafspraken toe: which agreement counts for a line, and what it makes of the price."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regeltaal.domains.werkbonnen.prices import Agreement, Order
from regeltaal.runtime.bindings import SkippedError
from regeltaal.values.value import Ref, Value

BV = "Jansen BV"
BON = Ref(BV, "werkbon", "WB-1")
CUSTOMER = Ref(BV, "relatie", "D-100")
PAYER = Ref(BV, "relatie", "D-200")
PROJECT = Ref(BV, "project", "PR-1")


def agreement(shelf: Any, key: str, **values: Value | None) -> None:
    shelf.create("prijsafspraak", values, key=key)


def test_the_most_specific_agreement_wins(order: Any, do: Any, material: Any) -> None:
    order.write(BON, "factuurrelatie", PAYER)
    rows = [material(code=code, prijs=Decimal(100)) for code in ("POMP", "pomp ", "BUIS", "KLEP")]
    agreement(order, "1", korting=Decimal(5))
    agreement(order, "2", artikel="POMP", korting=Decimal(20))
    agreement(order, "3", relatie=CUSTOMER, korting=Decimal(10))
    agreement(order, "4", relatie=CUSTOMER, artikel="POMP", prijs=Decimal("80.50"))
    agreement(order, "5", relatie=PAYER, artikel="POMP", prijs=Decimal(1))
    agreement(order, "6", relatie=Ref(BV, "relatie", "D-300"), artikel="BUIS", prijs=Decimal(1))
    agreement(order, "7", relatie=CUSTOMER, artikel="KLEP", prijs=Decimal(70), begindatum=date(2026, 1, 1))
    agreement(order, "8", relatie=CUSTOMER, artikel="KLEP", prijs=Decimal(60), begindatum=date(2027, 1, 1))
    agreement(order, "9", relatie=CUSTOMER, uursoort="POMP", prijs=Decimal(2))
    do("PAS prijsafspraken toe")
    assert [order.read(row, "prijs") for row in rows] == [Decimal("80.50"), Decimal("80.50"), Decimal(90), Decimal(60)]
    assert {order.read(row, "oorspronkelijke prijs") for row in rows} == {Decimal(100)}


def test_each_debtor_number_that_is_tied_to_the_work_order_counts_in_its_turn(
    order: Any, do: Any, material: Any
) -> None:
    order.contents[CUSTOMER] = {"naam": "De Vries", "factuurrelatie": PAYER, "prijsgroep": "Groothandel"}
    row = material(code="POMP", prijs=Decimal(100))
    steps: list[dict[str, Value | None]] = [
        {"prijs": Decimal(90)},
        {"prijs": Decimal(80), "prijsgroep": "groothandel"},
        {"prijs": Decimal(70), "relatie": PAYER},
        {"prijs": Decimal(60), "relatie": CUSTOMER},
        {"prijs": Decimal(50), "project": PROJECT},
        {"prijs": Decimal(40), "project": PROJECT, "relatie": CUSTOMER},
    ]
    order.write(BON, "project", PROJECT)
    found = []
    for number, values in enumerate(steps):
        agreement(order, f"{9 - number}", **values)
        do("PAS prijsafspraken toe")
        found.append(order.read(row, "prijs"))
    assert found == [90, 80, 70, 60, 50, 40]


def test_an_agreement_for_another_group_or_project_does_not_hold(order: Any, do: Any, material: Any) -> None:
    row = material(code="POMP", prijs=Decimal(100))
    agreement(order, "1", prijs=Decimal(1), prijsgroep="Groothandel")
    agreement(order, "2", prijs=Decimal(2), project=PROJECT)
    with pytest.raises(SkippedError):
        do("PAS prijsafspraken toe")
    assert order.read(row, "prijs") == 100


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        ((None, None), True),
        ((date(2027, 3, 12), date(2027, 3, 12)), True),
        ((date(2027, 3, 13), None), False),
        ((None, date(2027, 3, 11)), False),
    ],
)
def test_an_agreement_holds_from_its_first_to_its_last_day(
    order: Any, do: Any, material: Any, day: tuple[date | None, date | None], *, holds: bool
) -> None:
    row = material(code="POMP", prijs=Decimal(100))
    agreement(order, "1", prijs=Decimal(90), begindatum=day[0], einddatum=day[1])
    if holds:
        do("PAS prijsafspraken toe")
    else:
        with pytest.raises(SkippedError):
            do("PAS prijsafspraken toe")
    assert order.read(row, "prijs") == (90 if holds else 100)


def test_applying_agreements_twice_changes_nothing_more(order: Any, do: Any, material: Any, hours: Any) -> None:
    row = material(code="POMP", prijs=Decimal("10.01"))
    visit = hours(time(8), time(9))
    order.write(BON, "uurtarief", Decimal(65))
    agreement(order, "1", relatie=CUSTOMER, korting=Decimal("12.5"))
    for _ in range(2):
        do("PAS prijsafspraken toe")
        assert order.read(row, "prijs") == Decimal("8.76")
        assert order.read(visit, "tarief") == Decimal("56.88")


def test_an_hour_of_a_kind_has_the_agreed_rate(order: Any, do: Any, hours: Any) -> None:
    order.create("uursoort", {"verkoopprijs": Decimal(80)}, key="Avond")
    evening = hours(time(18), time(20), uursoort="Avond")
    normal = hours(time(8), time(9), uursoort="Normaal")
    agreement(order, "1", uursoort="avond", korting=Decimal(50))
    do("PAS prijsafspraken toe")
    assert (order.read(evening, "tarief"), order.read(normal, "tarief")) == (Decimal(40), None)


def test_hours_and_materials_of_a_stored_work_order_get_the_agreed_prices(office: Any) -> None:
    jobs = office('REGEL "r" WANNEER werkbon compleet gemeld DAN PAS prijsafspraken toe')
    jobs.process("prijsafspraak bijgewerkt", {"nummer": "1", "relatie": "D-100", "korting": 10})
    jobs.process("prijsafspraak bijgewerkt", {"nummer": "2", "uursoort": "Avond", "prijs": "75.00"})
    jobs.process("uursoort bijgewerkt", {"code": "Avond", "verkoopprijs": "80.00"})
    visit = {
        "nummer": "WB-1", "relatie": "D-100", "datum": "2027-03-12", "uurtarief": "60.00",
        "materialen": [{"code": "POMP", "prijs": "12.35"}],
        "werkperiodes": [{"uursoort": "Avond"}, {"uursoort": "Normaal"}],
    }  # fmt: skip
    jobs.process("werkbon compleet gemeld", visit)
    assert jobs.stored("materiaal")["werkbon/WB-1/materialen/1"] == {
        "code": "POMP", "prijs": "11.12", "oorspronkelijke prijs": "12.35"
    }  # fmt: skip
    assert [one.get("tarief") for one in jobs.stored("werkperiode").values()] == ["54.00", "54.00"]


# ---------------------------------------------------------------- the order is one order


def maybe(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from((None, *values))


agreements = st.builds(
    Agreement,
    key=st.uuids().map(str),
    relation=maybe(CUSTOMER, PAYER),
    project=maybe("PR-1"),
    group=maybe("Groothandel"),
    article=maybe("POMP"),
    hour_kind=st.none(),
    price=maybe(Decimal(1)),
    discount=maybe(Decimal(10)),
    starts=maybe(date(2026, 1, 1), date(2027, 1, 1)),
    ends=st.none(),
)
ORDER = Order(date(2027, 3, 12), (CUSTOMER, PAYER), "PR-1", "Groothandel")


@given(st.lists(agreements, min_size=1, unique_by=lambda one: one.key), st.randoms())
def test_the_choice_does_not_depend_on_the_order_of_the_records(found: list[Agreement], chance: Any) -> None:
    shuffled = found[:]
    chance.shuffle(shuffled)
    best = max(found, key=lambda one: one.rank(ORDER))
    assert max(shuffled, key=lambda one: one.rank(ORDER)) is best
    assert all(one.holds(ORDER) for one in found)


@given(agreements, agreements)
def test_saying_more_never_makes_an_agreement_give_way_to_one_that_says_less(one: Agreement, other: Agreement) -> None:
    """Wherever one names a customer, project, group and article, and the other only some of them."""
    said = [(one.project, other.project), (one.relation, other.relation), (one.group, other.group)]
    more = [(one.article, other.article), *said]
    if all(mine is not None if theirs is not None else True for mine, theirs in more) and one.relation != PAYER:
        strictly = any(mine is not None and theirs is None for mine, theirs in more)
        if strictly:
            assert one.rank(ORDER) > other.rank(ORDER)
