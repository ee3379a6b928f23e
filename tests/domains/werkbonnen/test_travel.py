"""BEREKEN reiskosten: kilometres, rates per region, free kilometres, least and fixed amounts, on one line."""

from datetime import time
from decimal import Decimal
from typing import Any

import pytest

from regeltaal.runtime.bindings import FailedError, SkippedError
from regeltaal.values.value import Ref

BV = "Jansen BV"
BON = Ref(BV, "werkbon", "WB-1")
CUSTOMER = Ref(BV, "relatie", "D-100")
KILOMETRES = Decimal("0.50")


def priced(order: Any) -> tuple[object, object, object]:
    """What the one line of material comes to."""
    (row,) = order.read(BON, "materialen")
    values = order.filled(row)
    return values["aantal"], values["eenheid"], values["prijs"]


def settings(**more: object) -> dict[str, object]:
    return {"reiskosten": {"tarief": "0,50", **{name.replace("_", "-"): value for name, value in more.items()}}}


def test_travel_is_all_kilometres_at_one_rate_and_one_line_however_often(order: Any, do: Any, hours: Any) -> None:
    hours(time(8), time(9), reisafstand=Decimal("12.5"))
    hours(time(10), time(11), reisafstand=Decimal(10))
    hours(time(11), time(12))
    for rate in ("0,23", "0.30"):
        do("BEREKEN reiskosten", settings={"reiskosten": {"tarief": rate}})
    (row,) = order.read(BON, "materialen")
    assert order.filled(row) == {
        "code": "REISKOSTEN",
        "naam": "Reiskosten",
        "aantal": Decimal("22.5"),
        "eenheid": "km",
        "prijs": Decimal("0.30"),
    }
    assert do("BEREKEN reiskosten", parameters={"tarief per kilometer": Decimal("0.45")}) == row
    assert order.read(row, "prijs") == Decimal("0.45")


def test_travel_without_distance_or_rate(do: Any, hours: Any) -> None:
    with pytest.raises(SkippedError):
        do("BEREKEN reiskosten", settings=settings())
    hours(time(8), time(9), reisafstand=Decimal(1))
    with pytest.raises(FailedError) as caught:
        do("BEREKEN reiskosten")
    assert caught.value.reason.nl == "`[koppelingen.reiskosten] tarief` ontbreekt"


@pytest.mark.parametrize(
    ("given", "charged"),
    [
        ({}, (Decimal(30), "km", KILOMETRES)),
        ({"heen_en_terug": True}, (Decimal(60), "km", KILOMETRES)),
        ({"vrije_kilometers": 5}, (Decimal(20), "km", KILOMETRES)),
        ({"vrije_kilometers": 12, "heen_en_terug": True}, (Decimal(16), "km", KILOMETRES)),
        ({"minimum": "15"}, (Decimal(30), "km", KILOMETRES)),
        ({"minimum": "15,01"}, (Decimal(1), "keer", Decimal("15.01"))),
        ({"vrije_kilometers": 99, "minimum": 10}, (Decimal(1), "keer", Decimal(10))),
        ({"vast": "35,00", "minimum": 40}, (Decimal(1), "keer", Decimal(35))),
    ],
)
def test_the_terms_of_travelling(order: Any, do: Any, hours: Any, given: dict[str, object], charged: object) -> None:
    """Visits of 20 and of 10 kilometres, a single way."""
    hours(time(8), time(9), reisafstand=Decimal(20))
    hours(time(9), time(10), reisafstand=Decimal(10))
    do("BEREKEN reiskosten", settings=settings(**given))
    assert priced(order) == charged


def test_what_the_rule_says_of_travelling_comes_first(office: Any) -> None:
    jobs = office(
        'REGEL "r" WANNEER werkbon compleet gemeld DAN BEREKEN reiskosten GENAAMD reis MET'
        " tarief per kilometer = € 1,00; afstand = 30; vrije kilometers = 10; minimum = € 15,00; heen en terug = JA\n"
        'ZET commentaar = "{reis.aantal} {reis.eenheid}"\n'
        'REGEL "s" WANNEER werkbon planbord update DAN BEREKEN reiskosten MET vast bedrag = € 25,00',
        '[koppelingen.reiskosten]\ntarief = "0,45"\nvast = 99\n',
    )
    jobs.process("werkbon compleet gemeld", {"nummer": "WB-1", "werkperiodes": [{"reisafstand": 3}]})
    line = {"code": "REISKOSTEN", "naam": "Reiskosten", "aantal": 40, "eenheid": "km", "prijs": "1.00"}
    assert jobs.stored("materiaal") == {"werkbon/WB-1/materialen/1": line}
    assert jobs.stored("werkbon")["WB-1"]["commentaar"] == "40 km"
    jobs.process("werkbon planbord update", {"nummer": "WB-1"})
    again = jobs.stored("materiaal")["werkbon/WB-1/materialen/1"]
    assert (again["aantal"], again["eenheid"], again["prijs"]) == (1, "keer", "25.00")


def test_a_distance_within_the_free_kilometres_costs_nothing(order: Any, do: Any, hours: Any) -> None:
    hours(time(8), time(9), reisafstand=Decimal(5))
    with pytest.raises(SkippedError) as caught:
        do("BEREKEN reiskosten", settings=settings(vrije_kilometers=5))
    assert caught.value.reason.nl == "de reisafstand valt binnen de vrije kilometers"
    assert order.read(BON, "materialen") is None


def test_travel_that_was_reckoned_anew_takes_agreements_anew(order: Any, do: Any, hours: Any) -> None:
    hours(time(8), time(9), reisafstand=Decimal(10))
    order.create("prijsafspraak", {"artikel": "REISKOSTEN", "korting": Decimal(10)}, key="1")
    for rate, agreed in (("0,50", "0.45"), ("1,00", "0.90")):
        do("BEREKEN reiskosten", settings={"reiskosten": {"tarief": rate}})
        do("PAS prijsafspraken toe")
        assert priced(order)[2] == Decimal(agreed)


# ---------------------------------------------------------------- regions

REGIONS = {
    "Utrecht": {"tarief": "0,40", "postcodes": ["3400-3799"]},
    "zeeland": {"vast": 60, "postcodes": ["4300", "4330-4389"]},
}


@pytest.mark.parametrize(
    ("postcode", "price"),
    [("3701 AA", "0.40"), ("4300 AA", "60"), ("4301 AA", "0.50"), ("4389 ZZ", "60"), (None, "0.50")],
)
def test_a_region_in_the_settings_is_known_by_its_postcodes(
    order: Any, do: Any, hours: Any, postcode: str | None, price: str
) -> None:
    hours(time(8), time(9), reisafstand=Decimal(10))
    order.contents[CUSTOMER] = {"postcode": postcode}
    do("BEREKEN reiskosten", settings=settings(regios=REGIONS))
    assert priced(order)[2] == Decimal(price)


def test_the_place_of_work_decides_before_the_place_of_the_customer(order: Any, do: Any, hours: Any) -> None:
    hours(time(8), time(9), reisafstand=Decimal(10))
    order.contents[CUSTOMER] = {"postcode": "3701 AA"}
    order.create("adres", {"postcode": "4330 AA"}, key="A-1")
    order.write(BON, "adres", Ref(BV, "adres", "A-1"))
    do("BEREKEN reiskosten", settings=settings(regios=REGIONS))
    assert priced(order)[2] == 60


def test_a_region_of_the_company_is_known_by_its_postcodes_code_and_name(order: Any, do: Any, hours: Any) -> None:
    hours(time(8), time(9), reisafstand=Decimal(10))
    order.contents[CUSTOMER] = {"postcode": "1011 AB"}
    region = order.create("regio", {"naam": "Zeeland", "postcode van": "1000", "postcode tot": "1099"}, key="R-1")
    do("BEREKEN reiskosten", settings=settings(regios=REGIONS))
    assert priced(order)[2] == 60
    order.write(region, "postcode tot", "1010")
    do("BEREKEN reiskosten", settings=settings(regios=REGIONS))
    assert priced(order)[2] == KILOMETRES
    order.write(BON, "regio", region)
    do("BEREKEN reiskosten", settings=settings(regios={"r-1": {"tarief": 1}}))
    assert priced(order)[2] == 1


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"minimum": -1}, "`[koppelingen.reiskosten] minimum` is minder dan nul"),
        ({"heen_en_terug": "ja"}, "`[koppelingen.reiskosten] heen-en-terug` is `true` of `false`"),
        ({"regios": "x"}, "`[koppelingen.reiskosten] regios` hoort een kop met instellingen te zijn"),
        (
            {"regios": {"U": {"postcodes": ["35"]}}},
            "`[koppelingen.reiskosten.regios.U] postcodes` bestaat uit bereiken zoals `3500-3599`",
        ),
    ],
)
def test_a_wrong_setting_is_named(order: Any, do: Any, hours: Any, wrong: dict[str, object], reason: str) -> None:
    hours(time(8), time(9), reisafstand=Decimal(10))
    order.contents[CUSTOMER] = {"postcode": "3701 AA"}
    with pytest.raises(FailedError) as caught:
        do("BEREKEN reiskosten", settings=settings(**wrong))
    assert caught.value.reason.nl == reason
