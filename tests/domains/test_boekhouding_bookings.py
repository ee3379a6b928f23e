"""Bookings of a bookkeeping office on a store: their relation, way of booking, lines, judgement, approval."""

from collections.abc import Callable
from typing import Any

import pytest

from regeltaal.domains.boekhouding.recognition import CRITERIA
from regeltaal.runtime.replay import can_replay, replay

BOOKED = ("grootboekrekening", "bedrag", "omschrijving")


def booking(number: int = 1, /, **more: object) -> dict[str, object]:
    return {"nummer": f"BK-{number}", **more}


def made(office: Any, number: int = 1, /, **more: object) -> dict[str, Any]:
    """A booking that came in, as it is stored afterwards."""
    office.event("boeking aangemaakt", booking(number, **more))
    found: dict[str, Any] = office.one("boeking", f"BK-{number}")
    return found


# ---------------------------------------------------------------- recognising the relation

HERE = {
    "herkend kvk-nummer": "12345678",
    "herkende postcode": "8019 BE",
    "herkende iban": "NL91ABNA0417164300",
    "herkend btw-nummer": "NL123456782B12",
    "herkende naam": "Vitens B.V.",
    "herkende straat": "Oude Veerweg 1",
    "herkend telefoonnummer": "038 427 6276",
    "herkend e-mailadres": "facturen@vitens.example",
    "klantnummer": "V1",
}
"""What stands on the invoice; a relation below has some of it."""

BY = {
    "KvK-nummer en postcode": {"kvk-nummer": "12345678", "postcode": "8019BE"},
    "KvK-nummer": {"kvk-nummer": "12345678", "postcode": "1111 AA"},
    "IBAN": {"iban": "NL91 ABNA 0417 1643 00"},
    "btw-nummer": {"btw-nummer": "NL123456782B12"},
    "naam en adres": {"naam": "vitens bv", "straat": "oude veerweg 1"},
    "naam en postcode": {"naam": "Vitens BV", "straat": "Elders 9", "postcode": "8019 BE"},
    "naam": {"naam": "VITENS  B.V."},
    "telefoonnummer": {"telefoonnummer": "+31 38 4276276"},
    "postcode": {"postcode": "8019 BE", "soort": "Debiteur"},
    "klantnummer": {"soort": "Debiteur"},
    "e-mailadres en postcode": {"e-mailadres": "facturen@vitens.example", "postcode": "8019 BE", "soort": "Crediteur"},
}


def test_the_criteria_stand_in_the_order_of_the_product() -> None:
    assert [one.name for one in CRITERIA] == list(BY)


@pytest.mark.parametrize("criterion", BY)
def test_a_relation_is_recognised_by_each_criterion(open_office: Callable[..., Any], criterion: str) -> None:
    office = open_office()
    is_sale = BY[criterion].get("soort") == "Debiteur"
    office.event("relatie bijgewerkt", {"code": "V1" if criterion == "klantnummer" else "R1", **BY[criterion]})
    found = made(office, dagboektype="Verkoop" if is_sale else "Inkoop", **HERE)
    assert found["relatie herkend op"] == criterion
    assert found["debiteur" if is_sale else "crediteur"] == ("V1" if criterion == "klantnummer" else "R1")


@pytest.mark.parametrize(("first", "second"), list(zip(list(BY)[:8], list(BY)[1:8], strict=False)))
def test_an_earlier_criterion_goes_before_a_later_one(open_office: Callable[..., Any], first: str, second: str) -> None:
    office = open_office()
    office.event("relatie bijgewerkt", {"code": "A-LATER", **BY[second]})
    office.event("relatie bijgewerkt", {"code": "B-EERDER", **BY[first]})
    assert made(office, **HERE)["crediteur"] == "B-EERDER"


def test_several_candidates_are_no_relation_at_all_also_where_a_later_criterion_would_tell(
    open_office: Callable[..., Any],
) -> None:
    office = open_office()
    office.event("relatie bijgewerkt", {"code": "R1", "kvk-nummer": "12345678"})
    office.event("relatie bijgewerkt", {"code": "R2", "kvk-nummer": "12345678", "iban": "NL91ABNA0417164300"})
    result = office.event("boeking aangemaakt", booking(**HERE))
    assert [note.nl for note in result.notes] == ["geen relatie herkend: op KvK-nummer passen er 2 (R1; R2)"]
    assert {"crediteur", "relatie herkend op"} & set(office.one("boeking", "BK-1")) == set()


def test_a_customer_is_no_supplier(open_office: Callable[..., Any]) -> None:
    office = open_office()
    office.event("relatie bijgewerkt", {"code": "D1", "kvk-nummer": "12345678", "soort": "Debiteur"})
    office.event("relatie bijgewerkt", {"code": "C1", "kvk-nummer": "12345678", "soort": "Crediteur"})
    assert made(office, 1, **HERE)["crediteur"] == "C1"
    assert made(office, 2, dagboektype="Verkoop", **HERE)["debiteur"] == "D1"


def test_postcode_alone_recognises_no_supplier(open_office: Callable[..., Any]) -> None:
    office = open_office()
    office.event("relatie bijgewerkt", {"code": "C1", "postcode": "8019 BE"})
    assert "crediteur" not in made(office, **HERE)


RULE = 'REGEL "Toewijzen"\nWANNEER boeking aangemaakt\nDAN WIJS relatie toe MET relatiecode = "R2"\n'
SEEN = (
    'REGEL "Latere fase"\n  FASE goedkeuren\nWANNEER boeking aangemaakt\nEN crediteur IS GEVULD\n'
    'EN relatietags BEVAT "vast"\nDAN MAAK taak MET titel = "{crediteur.code}"\n'
)


def test_a_rule_goes_before_recognition(open_office: Callable[..., Any]) -> None:
    office = open_office(RULE)
    office.event("relatie bijgewerkt", {"code": "R1", "kvk-nummer": "12345678"})
    office.event("relatie bijgewerkt", {"code": "R2"})
    found = made(office, **HERE)
    assert (found["crediteur"], found["relatie herkend op"]) == ("R2", "regel Toewijzen")


def test_recognition_fills_what_the_rules_left_empty_and_later_phases_see_it(open_office: Callable[..., Any]) -> None:
    office = open_office(RULE + SEEN)
    office.event("relatie bijgewerkt", {"code": "R1", "kvk-nummer": "12345678", "tags": ["vast"]})
    result = office.event("boeking aangemaakt", booking(**HERE))
    assert [note.nl for note in result.notes] == ["relatie `R1` herkend op KvK-nummer"]
    assert office.one("boeking", "BK-1")["relatietags"] == ["vast"]
    assert [task["titel"] for task in office.stored("taak").values()] == ["R1"]


def test_rules_don_t_hold_recognition_up(open_office: Callable[..., Any]) -> None:
    """A rule that decided the phase by something else, or that stopped further rules, leaves it be."""
    head = 'REGEL "Kijk"\n  FASE relatie toewijzen\nWANNEER boeking aangemaakt\n'
    office = open_office(head + 'DAN MAAK taak MET titel = "Kijk"\n  STOP VERDERE REGELS\n')
    office.event("relatie bijgewerkt", {"code": "R1", "kvk-nummer": "12345678"})
    assert made(office, **HERE)["crediteur"] == "R1"


def test_the_criterion_stands_on_the_timeline_and_in_a_replay(open_office: Callable[..., Any]) -> None:
    office = open_office()
    office.event("relatie bijgewerkt", {"code": "R1", "kvk-nummer": "12345678"})
    office.event("boeking aangemaakt", booking(**HERE))
    store, rules = office.engine.store, office.engine.rules
    (stored,) = [one for one in store.events() if one.name == "boeking aangemaakt"]
    (line, *_) = store.entries(stored.record)
    assert line.body["opmerkingen"] == ["relatie `R1` herkend op KvK-nummer"]
    assert can_replay(rules, stored)
    again = replay(rules, stored, office.engine.bindings).to_json()
    assert again["opmerkingen"] == stored.result["opmerkingen"]


# ---------------------------------------------------------------- assigning a relation

RELATIONS = [
    {"code": "R1", "naam": "Vitens", "postcode": "8019 BE", "kvk-nummer": "12345678", "iban": "NL91ABNA0417164300"},
    {"code": "R2", "naam": "KPN", "postcode": "3511 AB", "kvk-nummer": "23456789", "btw-nummer": "NL123456782B12"},
    {"code": "R3", "naam": "KPN", "postcode": "3511 AB", "iban": "NL20INGB0001234567"},
]


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ('relatiecode = ("R9"; "R2")', "R2"),
        ('relatienaam = ("vitens"; "Vitens NV")', "R1"),
        ('postcode = "8019be"', "R1"),
        ('kvk-nummer = ("23456789"; "99999999")', "R2"),
        ('iban = ("NL20 INGB 0001 2345 67"; "NL02 ABNA 0123 4567 89")', "R3"),
        ('btw-nummer = "NL123456782B12"', "R2"),
        ('relatienaam = "KPN"; iban = "NL20INGB0001234567"', "R3"),
    ],
)
def test_a_relation_is_assigned_by_each_of_its_marks(
    open_office: Callable[..., Any], parameters: str, code: str
) -> None:
    office = open_office(f'REGEL "Toewijzen"\nWANNEER boeking aangemaakt\nDAN WIJS relatie toe MET {parameters}\n')
    for relation in RELATIONS:
        office.event("relatie bijgewerkt", relation)
    assert made(office)["crediteur"] == code


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ('relatienaam = "KPN"', "er past meer dan één relatie, namelijk 2: R2; R3"),
        ('relatiecode = ("R1"; "R2"; "R3")', "er past meer dan één relatie, namelijk 3: R1; R2; R3"),
        ('relatienaam = "Ziggo"', "er past geen relatie"),
    ],
)
def test_none_or_several_is_skipped_and_names_them(
    open_office: Callable[..., Any], actions_of: Callable[..., Any], parameters: str, reason: str
) -> None:
    office = open_office(f'REGEL "Toewijzen"\nWANNEER boeking aangemaakt\nDAN WIJS relatie toe MET {parameters}\n')
    for relation in RELATIONS:
        office.event("relatie bijgewerkt", relation)
    result = office.event("boeking aangemaakt", booking())
    assert actions_of(result) == [("Toewijzen", "WIJS relatie toe: overgeslagen", reason)]
    assert "crediteur" not in office.one("boeking", "BK-1")


def test_a_rule_of_an_administration_names_the_relation_and_the_journal(open_office: Callable[..., Any]) -> None:
    own = 'ADMINISTRATIE "Jansen BV"\nREGEL "Huur"\nWANNEER boeking aangemaakt\nEN dagboek = "INK"\n'
    office = open_office(jansen=own + 'DAN WIJS relatie toe MET dagboek = "INK"; relatie = "R2"\n')
    office.event("dagboek bijgewerkt", {"code": "INK", "type": "Inkoop"})
    for relation in RELATIONS:
        office.event("relatie bijgewerkt", relation)
    assert made(office, 1, dagboek="INK")["crediteur"] == "R2"
    assert "crediteur" not in made(office, 2, dagboek={"code": "VRK", "type": "Verkoop"})


# ---------------------------------------------------------------- the way of booking

METHOD = 'REGEL "Wijze"\nWANNEER boeking aangemaakt\nDAN WIJS boekingswijze toe MET boekingswijze = "{}"{}\n'
TEMPLATE: dict[str, object] = {
    "naam": "Energie",
    "omschrijving": "Energie {factuurdatummaandjaar}",
    "regels": [
        {
            "percentage": 109,
            "grootboekrekening": "4200",
            "btw-code": "1",
            "kostenplaats": "KP",
            "kostendrager": "KD",
            "artikel": "A",
            "project": "P",
            "omschrijving": "{dagboekcode} {boekjaar} {factuurdatumdag} {factuurdatummaandjaar|kort} {onbekend}",
        },
        {"percentage": -9, "grootboekrekening": "1300"},
        {"grondslag": "Btw-bedrag", "grootboekrekening": "1500", "percentage": 50},
        {"grondslag": "Bedrag incl btw", "grootboekrekening": "1600"},
    ],
}
AMOUNTS = {"bedrag excl btw": 100, "btw-bedrag": 21, "bedrag incl btw": 121, "factuurdatum": "2019-08-05"}


def by_template(source: str = "") -> str:
    named = f'; bronadministratie = "{source}"' if source else ""
    return METHOD.format("Boekingstemplate", f'; boekingstemplate = "Energie"{named}')


def test_a_template_fills_the_lines_with_shares_accounts_and_variables(open_office: Callable[..., Any]) -> None:
    office = open_office(by_template())
    office.event("boekingstemplate bijgewerkt", TEMPLATE)
    found = made(office, dagboekcode="INK", **AMOUNTS)
    assert found["omschrijving"] == "Energie augustus 2019"
    assert (found["boekingswijze"], found["boekingstemplate"]) == ("Boekingstemplate", "Energie")
    assert office.rows("boekingsregel", "boeking BK-1", "boekingsregels", *BOOKED, "percentage") == [
        ("4200", "109.00", "INK 2019 5 08-2019 {onbekend}", 109),
        ("1300", "-9.00", "Energie augustus 2019", -9),
        ("1500", "10.50", "Energie augustus 2019", 50),
        ("1600", "121.00", "Energie augustus 2019", 100),
    ]
    names = ("btw-code", "kostenplaats", "kostendrager", "artikel", "project")
    assert office.rows("boekingsregel", "boeking BK-1", "boekingsregels", *names)[0] == ("1", "KP", "KD", "A", "P")


def test_a_template_of_another_administration_of_the_same_package(open_office: Callable[..., Any]) -> None:
    rule = by_template("Jansen BV").replace("WANNEER", '  VOOR administraties "Test BV"\nWANNEER')
    office = open_office(rule)
    office.event("boekingstemplate bijgewerkt", TEMPLATE)
    office.event("boeking aangemaakt", booking(**AMOUNTS), "Test BV")
    found = office.one("boeking", "BK-1", "Test BV")
    assert found["bronadministratie"] == "Jansen BV"
    assert [office.stored("boekingsregel")[("Test BV", row)]["bedrag"] for row in found["boekingsregels"]] == [
        "109.00", "-9.00", "10.50", "121.00"
    ]  # fmt: skip


def test_a_template_that_is_not_there_is_skipped(
    open_office: Callable[..., Any], actions_of: Callable[..., Any]
) -> None:
    result = open_office(by_template()).event("boeking aangemaakt", booking(**AMOUNTS))
    assert actions_of(result)[0][2] == "`Jansen BV` heeft geen boekingstemplate `Energie`"


def test_lines_of_an_unknown_amount_are_empty(open_office: Callable[..., Any]) -> None:
    office = open_office(by_template())
    office.event("boekingstemplate bijgewerkt", TEMPLATE)
    made(office)
    assert office.rows("boekingsregel", "boeking BK-1", "boekingsregels", "bedrag") == [(None,)] * 4


def test_the_defaults_of_the_relation(open_office: Callable[..., Any]) -> None:
    office = open_office(METHOD.format("Stamgegevens", ""))
    office.event(
        "relatie bijgewerkt", {"code": "R1", "grootboekrekening": "4500", "btw-code": "1", "kostenplaats": "K"}
    )
    lines = [{"omschrijving": "Bellen", "bedrag": 60}, {"omschrijving": "Data", "bedrag": 40}]
    assert made(office, crediteur="R1", boekingsregels=lines, **AMOUNTS)["boekingswijze"] == "Stamgegevens"
    names = (*BOOKED, "btw-code", "kostenplaats")
    assert office.rows("boekingsregel", "boeking BK-1", "boekingsregels", *names) == [
        ("4500", "60.00", "Bellen", "1", "K"),
        ("4500", "40.00", "Data", "1", "K"),
    ]


def test_a_relation_says_how_it_is_booked_where_no_rule_does(open_office: Callable[..., Any]) -> None:
    office = open_office()
    office.event("relatie bijgewerkt", {"code": "R1", "grootboekrekening": "4500"})
    assert made(office, crediteur="R1", **AMOUNTS)["boekingswijze"] == "Stamgegevens"
    assert office.rows("boekingsregel", "boeking BK-1", "boekingsregels", *BOOKED) == [("4500", "100.00", None)]


APPROVE = 'REGEL "Goed"\nWANNEER boeking aangemaakt\nEN omschrijving = "vorige"\nDAN KEUR boeking goed\n'
LAST_LINES = [
    {"omschrijving": "Bellen", "grootboekrekening": "4500", "kostenplaats": "A", "bedrag": 30},
    {"omschrijving": "Data", "grootboekrekening": "4510", "bedrag": 60},
]


def test_the_last_booking_is_copied_in_proportion_to_the_cent(open_office: Callable[..., Any]) -> None:
    office = open_office(METHOD.format("Laatste boeking", "") + APPROVE)
    office.event("relatie bijgewerkt", {"code": "R1"})
    made(office, 1, crediteur="R1", omschrijving="vorige", boekingsregels=LAST_LINES)
    made(office, 2, crediteur="R1", **AMOUNTS)
    assert office.rows("boekingsregel", "boeking BK-2", "boekingsregels", *BOOKED, "kostenplaats") == [
        ("4500", "33.33", "Bellen", "A"),
        ("4510", "66.67", "Data", None),
    ]
    assert office.one("relatie", "R1")["laatste boeking"] == "BK-1"


def test_only_an_approved_booking_is_the_last(open_office: Callable[..., Any], actions_of: Callable[..., Any]) -> None:
    office = open_office(METHOD.format("Laatste boeking", ""))
    office.event("relatie bijgewerkt", {"code": "R1"})
    office.event("boeking aangemaakt", booking(1, crediteur="R1", boekingsregels=LAST_LINES))
    result = office.event("boeking aangemaakt", booking(2, crediteur="R1", **AMOUNTS))
    assert actions_of(result)[0][2] == "van deze relatie is nog geen boeking goedgekeurd"


def test_recognised_lines_are_booked_as_their_likes_of_last_time(open_office: Callable[..., Any]) -> None:
    office = open_office(METHOD.format("Laatste boeking - regelherkenning", "") + APPROVE)
    office.event("relatie bijgewerkt", {"code": "R1"})
    made(office, 1, crediteur="R1", omschrijving="vorige", boekingsregels=LAST_LINES)
    lines = [{"omschrijving": "DATA", "bedrag": 70}, {"omschrijving": "Boete", "bedrag": 30}]
    made(office, 2, crediteur="R1", boekingsregels=lines)
    assert office.rows("boekingsregel", "boeking BK-2", "boekingsregels", *BOOKED) == [
        ("4510", "70.00", "DATA"),
        (None, "30.00", "Boete"),
    ]


@pytest.mark.parametrize("method", ["Stamgegevens", "Laatste boeking", "Laatste boeking - regelherkenning"])
def test_without_a_relation_there_is_nothing_to_go_by(
    open_office: Callable[..., Any], actions_of: Callable[..., Any], method: str
) -> None:
    result = open_office(METHOD.format(method, "")).event("boeking aangemaakt", booking(**AMOUNTS))
    assert actions_of(result)[0][1:] == (
        "WIJS boekingswijze toe: overgeslagen",
        "de boeking heeft nog geen relatie",
    )


# ---------------------------------------------------------------- booking rules of the environment

BY_RATE = """
REGEL "Omgeving-boekingsregels"
  VOOR ELKE RIJ
    | code   | crediteur | btw  | rekening | tekst                                 |
    | "5610" | "KPN"     | 21%  | "4500"   | "Telefoon {factuurdatummaandjaar|kort}" |
    | "5610" | "KPN"     | 9%   | "4510"   | "Boeken"                              |
    | "4711" | "KPN"     | LEEG | "9999"   | "Andere branche"                      |
    | LEEG   | LEEG      | LEEG | "4999"   | "Overig"                              |
WANNEER boeking aangemaakt
EN (rij.code IS LEEG OF administratie.bedrijfscode = rij.code)
EN (rij.crediteur IS LEEG OF crediteur.naam = rij.crediteur)
DAN BOEK regels MET grootboekrekening = rij.rekening; omschrijving = rij.tekst; btw-percentage = rij.btw; btw-code = "1"
"""


def test_rules_of_the_environment_book_by_vat_rate_and_business(
    open_office: Callable[..., Any],
) -> None:
    """What one rule booked is not booked again by the next; the last takes what is left."""
    office = open_office(BY_RATE)
    lines = [{"bedrag": 60, "btw-percentage": 21}, {"bedrag": 30, "btw-percentage": 9}, {"bedrag": 10}]
    crediteur = {"code": "R1", "naam": "KPN"}
    office.event(
        "boeking aangemaakt",
        booking(crediteur=crediteur, boekingsregels=lines, **AMOUNTS),
    )
    names = (*BOOKED, "btw-percentage", "btw-code", "percentage")
    assert office.rows("boekingsregel", "boeking BK-1", "boekingsregels", *names) == [
        ("4500", "60.00", "Telefoon 08-2019", 21, "1", 60),
        ("4510", "30.00", "Boeken", 9, "1", 30),
        ("4999", "10.00", "Overig", None, "1", 10),
    ]


def test_nothing_is_booked_twice(open_office: Callable[..., Any], actions_of: Callable[..., Any]) -> None:
    rule = 'REGEL "{0}"\n  PRIORITEIT {1}\nWANNEER boeking aangemaakt\nDAN BOEK regels MET grootboekrekening = "{0}"\n'
    office = open_office(rule.format("4500", 1) + rule.format("4600", 2))
    result = office.event("boeking aangemaakt", booking(**AMOUNTS))
    assert actions_of(result) == [
        ("4500", "BOEK regels: uitgevoerd", None),
        ("4600", "BOEK regels: overgeslagen", "er is niets meer te boeken"),
    ]
    assert office.rows("boekingsregel", "boeking BK-1", "boekingsregels", *BOOKED) == [("4500", "100.00", None)]


# ---------------------------------------------------------------- Purchase to pay

INVOICED = [
    {"omschrijving": "Papier", "bedrag": 80, "bestelregel": "PO-1/1"},
    {"omschrijving": "Vracht", "bedrag": 12.5},
    {"omschrijving": "Toner", "bedrag": 200},
]
PER_LINE = """
REGEL "Vracht"
WANNEER boeking aangemaakt
DAN
  VOOR ELKE regel IN regels WAARVOOR regel.omschrijving BEVAT "vracht" DOE
    VOEG boekingsregel toe
      MET artikeltype = "Tarief"; artikel = "VRACHT"; btw-code = "1"; percentage = -100%; regel = regel
  KLAAR
REGEL "Tekst"
WANNEER boeking aangemaakt
DAN VOEG boekingsregel toe MET artikeltype = "Tekst"; omschrijving = "Let op"; percentage = 50%
REGEL "Standaard"
WANNEER boeking aangemaakt
DAN VOEG boekingsregel toe MET artikeltype = "Standaard"; artikel = "PAPIER"
"""


def test_lines_with_articles_take_the_amount_of_a_line_or_of_the_whole(open_office: Callable[..., Any]) -> None:
    office = open_office(PER_LINE.replace("WANNEER", '  VOOR administraties "Jansen BV"\nWANNEER'))
    made(office, boekingstype="Inkoopfactuur", regels=INVOICED, omschrijving="Kantoor", **AMOUNTS)
    names = ("artikeltype", "artikel", "omschrijving", "bedrag", "percentage", "toegevoegd")
    assert office.rows("inkoopfactuurregel", "boeking BK-1", "regels", *names)[3:] == [
        ("Tarief", "VRACHT", "Vracht", "-12.50", -100, True),
        ("Tekst", None, "Let op", None, None, True),
        ("Standaard", "PAPIER", "Kantoor", "100.00", 100, True),
    ]


def test_lines_are_added_to_a_purchase_invoice_only(
    open_office: Callable[..., Any], actions_of: Callable[..., Any]
) -> None:
    office = open_office(PER_LINE.replace("WANNEER", '  VOOR administraties "Jansen BV"\nWANNEER'))
    result = office.event("boeking aangemaakt", booking(boekingstype="Financiële boeking", **AMOUNTS))
    assert {action for _, action, _ in actions_of(result)} == {"VOEG boekingsregel toe: overgeslagen"}
    assert office.stored("inkoopfactuurregel") == {}


def test_a_supplier_of_purchase_invoices_makes_one_with_the_lines_of_the_document(
    open_office: Callable[..., Any],
) -> None:
    rules = 'REGEL "I"\nWANNEER document ontvangen\nDAN WIJS bestemming toe MET dagboekcode = "INK"\n'
    office = open_office(rules + 'REGEL "L"\nWANNEER document ontvangen\nDAN LEES document in\n')
    for name in ("Jansen BV", "De Boer BV"):
        office.event("dagboek bijgewerkt", {"code": "INK", "type": "Inkoop"}, name)
        office.event("relatie bijgewerkt", {"code": "R1", "naam": "Lyreco", "boekingstype": "Inkoopfactuur"}, name)
        lines = [{"omschrijving": "Papier", "artikel": "P", "bedrag": 80, "bestelregel": "PO-1/1"}]
        invoice = {"leverancier naam": "Lyreco", "regels": lines}
        office.event("document ontvangen", {"nummer": "DOC-1", "e-factuur": invoice}, name)
    assert office.one("boeking", "1")["boekingstype"] == "Inkoopfactuur"
    names = ("omschrijving", "artikel", "bedrag", "bestelregel", "toegevoegd")
    assert office.rows("inkoopfactuurregel", "boeking 1", "regels", *names) == [
        ("Papier", "P", "80.00", "PO-1/1", False)
    ]
    assert office.one("boeking", "1", "De Boer BV")["boekingstype"] == "Financiële boeking"  # it lacks the module


JUDGE = """
REGEL "Kleine regels"
  VOOR administraties "Jansen BV"
WANNEER boeking aangemaakt
DAN
  VOOR ELKE regel IN regels WAARVOOR (regel.bestelregel IS LEEG EN regel.bedrag <= € 50) DOE
    BEOORDEEL regel MET oordeel = "Juist"
  KLAAR
REGEL "Grote regels"
  VOOR administraties "Jansen BV"
WANNEER boeking aangemaakt
DAN
  VOOR ELKE regel IN regels WAARVOOR (regel.bestelregel IS LEEG EN regel.bedrag > € 100) DOE
    BEOORDEEL regel MET oordeel = "Onjuist"
  KLAAR
REGEL "Goed"
WANNEER boeking aangemaakt
DAN KEUR boeking goed
"""


def test_lines_without_an_order_are_judged_and_a_wrong_one_holds_up_the_approval(
    open_office: Callable[..., Any], actions_of: Callable[..., Any]
) -> None:
    office = open_office(JUDGE)
    result = office.event("boeking aangemaakt", booking(boekingstype="Inkoopfactuur", regels=INVOICED))
    assert office.rows("inkoopfactuurregel", "boeking BK-1", "regels", "omschrijving", "oordeel") == [
        ("Papier", None),
        ("Vracht", "Juist"),
        ("Toner", "Onjuist"),
    ]
    assert actions_of(result)[-1] == (
        "Goed",
        "KEUR boeking goed: overgeslagen",
        "aantal regels van de inkoopfactuur met oordeel Onjuist: 1",
    )
    assert "goedgekeurd" not in office.one("boeking", "BK-1")


# ---------------------------------------------------------------- approving and authorising

SMALL = 'REGEL "Klein"\nWANNEER boeking aangemaakt\nEN bedrag incl btw < € 200\nDAN KEUR boeking goed\n'


def test_what_no_rule_approves_is_not_approved(open_office: Callable[..., Any]) -> None:
    """Not when the condition is untrue, nor when an amount is missing, nor when there is no rule at all."""
    office = open_office(SMALL)
    office.event("boeking aangemaakt", booking(1, **{"bedrag incl btw": 500, "goedgekeurd": False}))
    office.event("boeking aangemaakt", booking(2, goedgekeurd=False))
    found = office.stored("boeking")
    assert [one["goedgekeurd"] for one in found.values()] == [False, False]
    assert [one.get("exportstatus") for one in found.values()] == [None, None]


LINES_OF_100 = [{"omschrijving": "Papier", "bedrag": 80}, {"omschrijving": "Toner", "bedrag": 20}]
BOOKED_100 = [{**line, "grootboekrekening": "4500"} for line in LINES_OF_100]


@pytest.mark.parametrize(
    ("booked", "reason"),
    [
        ({**AMOUNTS, "boekingsregels": BOOKED_100}, None),
        ({"boekingsregels": BOOKED_100}, None),
        ({**AMOUNTS, "boekingsregels": [*BOOKED_100, {"grootboekrekening": "4510"}]}, None),
        (
            {**AMOUNTS, "boekingsregels": BOOKED_100[:1]},
            "de boekingsregels zijn samen € 80,00, maar het bedrag excl btw is € 100,00",
        ),
        (
            {**AMOUNTS, "valuta": "USD", "boekingsregels": [*BOOKED_100, BOOKED_100[0]]},
            "de boekingsregels zijn samen USD 180,00, maar het bedrag excl btw is USD 100,00",
        ),
        (
            {"bedrag incl btw": 121, "btw-bedrag": 21, "boekingsregels": BOOKED_100[1:]},
            "de boekingsregels zijn samen € 20,00, maar het bedrag excl btw is € 100,00",
        ),
        ({**AMOUNTS, "boekingstype": "Inkoopfactuur", "regels": LINES_OF_100}, None),
        ({**AMOUNTS, "boekingstype": "Inkoopfactuur", "regels": LINES_OF_100, "boekingsregels": BOOKED_100[:1]}, None),
        ({**AMOUNTS, "boekingstype": "Inkoopfactuur", "regels": [*LINES_OF_100, {"artikeltype": "Tekst"}]}, None),
        (
            {**AMOUNTS, "boekingstype": "Inkoopfactuur", "regels": LINES_OF_100[1:]},
            "de regels zijn samen € 20,00, maar het bedrag excl btw is € 100,00",
        ),
    ],
)
def test_only_lines_that_come_to_the_amount_of_the_booking_are_approved(
    open_office: Callable[..., Any], actions_of: Callable[..., Any], booked: dict[str, object], reason: str | None
) -> None:
    office = open_office('REGEL "Goed"\nWANNEER boeking aangemaakt\nDAN KEUR boeking goed\n')
    ((_, done, why),) = actions_of(office.event("boeking aangemaakt", booking(**booked)))
    assert (done, why) == (f"KEUR boeking goed: {'uitgevoerd' if reason is None else 'overgeslagen'}", reason)
    assert office.one("boeking", "BK-1").get("goedgekeurd", False) is (reason is None)


def test_charges_on_a_whole_purchase_invoice_get_a_line_so_that_it_can_be_approved(
    open_office: Callable[..., Any], actions_of: Callable[..., Any]
) -> None:
    rules = 'REGEL "Bestemming"\nWANNEER document ontvangen\nDAN WIJS bestemming toe MET dagboekcode = "INK"\n'
    rules += 'REGEL "Lees"\nWANNEER document ontvangen\nDAN LEES document in\n'
    office = open_office(rules + 'REGEL "Goed"\nWANNEER boeking aangemaakt\nDAN KEUR boeking goed\n')
    office.event("dagboek bijgewerkt", {"code": "INK", "type": "Inkoop"})
    supplier = {"code": "R1", "kvk-nummer": "05069581", "boekingstype": "Inkoopfactuur"}
    office.event("relatie bijgewerkt", supplier)
    invoice = {"leverancier kvk-nummer": "05069581", "bedrag excl btw": 105, "regels": LINES_OF_100}
    result = office.event("document ontvangen", {"nummer": "DOC-1", "e-factuur": invoice})
    assert actions_of(result.follow_ups[0])[-1][1] == "KEUR boeking goed: uitgevoerd"
    assert office.rows("inkoopfactuurregel", "boeking 1", "regels", "omschrijving", "bedrag")[2:] == [
        ("Toeslagen en kortingen", "5.00")
    ]


def test_an_amount_in_another_currency_is_shown_with_its_code(open_office: Callable[..., Any]) -> None:
    title = "{bedrag incl btw}, {bedrag incl btw|getal}, {btw-bedrag}"
    rules = f'REGEL "Toon" FASE goedkeuren\nWANNEER boeking aangemaakt\nDAN MAAK taak MET titel = "{title}"\n'
    office = open_office(rules)
    for number, currency in enumerate(("USD", "EUR", None, "usd", "dollar"), start=1):
        office.event("boeking aangemaakt", booking(number, valuta=currency, **{**AMOUNTS, "bedrag incl btw": 25}))
    assert [task["titel"] for task in office.stored("taak").values()] == [
        "USD 25,00, 25,00, USD 21,00",
        *["€ 25,00, 25,00, € 21,00"] * 2,
        "USD 25,00, 25,00, USD 21,00",
        "€ 25,00, 25,00, € 21,00",
    ]
    assert [one["bedrag incl btw"] for one in office.stored("boeking").values()] == ["25.00"] * 5


def test_why_a_rule_did_not_fit_names_the_amount_in_its_own_currency(open_office: Callable[..., Any]) -> None:
    rules = 'DEFINITIE totaal BIJ boeking = bedrag incl btw\nREGEL "Groot"\nWANNEER boeking aangemaakt\n'
    office = open_office(f"{rules}EN bedrag incl btw > € 500\nEN totaal > € 600\nDAN KEUR boeking goed\n")
    result = office.event("boeking aangemaakt", booking(valuta="USD", **{"bedrag incl btw": 25}))
    assert result.rules[0].reason.nl == "bedrag incl btw > € 500: was USD 25,00"
    result = office.event("boeking aangemaakt", booking(2, valuta="USD", **{"bedrag incl btw": 550}))
    assert result.rules[0].reason.nl == "totaal > € 600: was USD 550,00"


def test_an_approved_booking_may_be_exported_and_says_so(open_office: Callable[..., Any]) -> None:
    told = 'REGEL "Meld"\n  FASE goedkeuren\nWANNEER boeking goedgekeurd\nDAN MAAK taak MET titel = "{exportstatus}"\n'
    office = open_office(SMALL + told)
    result = office.event("boeking aangemaakt", booking(**{"bedrag incl btw": 100}))
    assert [event.event for event in result.follow_ups] == ["exportstatus gewijzigd", "boeking goedgekeurd"]
    found = office.one("boeking", "BK-1")
    assert (found["goedgekeurd"], found["exportstatus"]) == (True, "Te exporteren")
    assert [task["titel"] for task in office.stored("taak").values()] == ["Te exporteren"]


def appoint(name: str, amount: str, who: str, more: str = "") -> str:
    head = f'REGEL "{name}"\nWANNEER boeking aangemaakt\nEN bedrag incl btw > {amount}\n'
    return f'{head}DAN WIJS autorisator toe MET autorisatieschema = "Boven 50"; autorisator = "{who}"{more}\n'


SCHEME = (
    'ADMINISTRATIE "Jansen BV"\n'
    + appoint("Vanaf 50", "€ 50", "p.smit")
    + appoint("Vanaf 80", "€ 80", "j.bos", "; niveau = 2")
    + appoint("Ter kennisname", "€ 80", "t.vos", "; optioneel = JA")
)
MANDATORY = {"code": "INK", "type": "Inkoop", "autorisatieschema": "Boven 50"}


def test_a_scheme_of_which_no_condition_holds_lets_nothing_through(
    open_office: Callable[..., Any], actions_of: Callable[..., Any]
) -> None:
    office = open_office(SMALL, jansen=SCHEME)
    office.event("dagboek bijgewerkt", MANDATORY)
    result = office.event("boeking aangemaakt", booking(dagboek="INK", **{"bedrag incl btw": 40}))
    assert actions_of(result) == [
        (
            "Klein",
            "KEUR boeking goed: overgeslagen",
            'schema "Boven 50" is verplicht, maar geen voorwaarde ervan wees een autorisator aan',
        )
    ]
    assert {"goedgekeurd", "exportstatus", "autorisatiestatus"} & set(office.one("boeking", "BK-1")) == set()


def decided(office: Any, *decisions: tuple[str, int, str]) -> dict[str, Any]:
    rows = [
        {"autorisator": who, "niveau": level, "optioneel": who == "t.vos", "status": status}
        for who, level, status in decisions
    ]
    office.event("autorisatie beslist", booking(autorisaties=rows))
    found: dict[str, Any] = office.one("boeking", "BK-1")
    return found


def test_authorisation_goes_level_by_level_and_holds_the_export(open_office: Callable[..., Any]) -> None:
    office = open_office(SMALL, jansen=SCHEME)
    office.event("dagboek bijgewerkt", MANDATORY)
    names = ("autorisatiestatus", "autorisatieniveau", "exportstatus", "goedgekeurd")
    found = made(office, dagboek="INK", **{"bedrag incl btw": 100})
    assert [found[name] for name in names] == ["In afwachting", 1, "Wacht op autorisatie", True]
    rows = office.rows(
        "autorisatie", "boeking BK-1", "autorisaties", "autorisator", "niveau", "optioneel", "voorwaarde"
    )
    assert rows == [
        ("p.smit", 1, False, "Vanaf 50"), ("j.bos", 2, False, "Vanaf 80"), ("t.vos", 1, True, "Ter kennisname")
    ]  # fmt: skip
    passed, waits = "Geautoriseerd", "In afwachting"
    found = decided(office, ("p.smit", 1, passed), ("j.bos", 2, waits), ("t.vos", 1, waits))
    assert [found[name] for name in names[:3]] == [waits, 2, "Wacht op autorisatie"]
    found = decided(office, ("p.smit", 1, passed), ("j.bos", 2, passed), ("t.vos", 1, waits))
    assert (found["autorisatiestatus"], found["exportstatus"]) == (passed, "Te exporteren")


def test_one_rejection_stops_the_authorisation(open_office: Callable[..., Any]) -> None:
    told = 'REGEL "Meld"\n  FASE autoriseren\nWANNEER autorisatiestatus gewijzigd\nEN autorisatiestatus = "Afgewezen"\n'
    office = open_office(SMALL + told + 'DAN MAAK taak MET titel = "Afgewezen"\n', jansen=SCHEME)
    office.event("dagboek bijgewerkt", MANDATORY)
    made(office, dagboek="INK", **{"bedrag incl btw": 100})
    found = decided(office, ("p.smit", 1, "Afgewezen"), ("j.bos", 2, "Geautoriseerd"))
    assert (found["autorisatiestatus"], found["exportstatus"]) == ("Afgewezen", "Wacht op autorisatie")
    assert len(office.stored("taak")) == 1


def test_who_lacks_the_right_is_no_authoriser(open_office: Callable[..., Any], actions_of: Callable[..., Any]) -> None:
    office = open_office(jansen='ADMINISTRATIE "Jansen BV"\n' + appoint("Vanaf 50", "€ 50", "p.smit"))
    office.event("gebruiker bijgewerkt", {"gebruikersnaam": "p.smit", "rechten": ["Boekingen inzien"]})
    result = office.event("boeking aangemaakt", booking(**{"bedrag incl btw": 100}))
    assert actions_of(result)[0][2] == "`p.smit` heeft het recht „Boekingen autoriseren” niet"
    assert office.stored("autorisatie") == {}


def test_without_the_module_a_scheme_of_a_journal_is_not_asked(open_office: Callable[..., Any]) -> None:
    office = open_office(SMALL)
    office.event("dagboek bijgewerkt", MANDATORY, "De Boer BV")
    office.event("boeking aangemaakt", booking(dagboek="INK", **{"bedrag incl btw": 40}), "De Boer BV")
    assert office.one("boeking", "BK-1", "De Boer BV")["exportstatus"] == "Te exporteren"


# ---------------------------------------------------------------- scopes of relations

BY_TAG = """
REGEL "Alle relaties"
  FASE goedkeuren
  PRIORITEIT 1
WANNEER boeking aangemaakt
EN omschrijving = "alle"
DAN KEUR boeking goed
REGEL "Relaties"
  PRIORITEIT 2
WANNEER boeking aangemaakt
EN omschrijving = "relaties"
EN crediteur.code IN ("R1"; "R2")
DAN KEUR boeking goed
REGEL "Relatietags"
  PRIORITEIT 3
WANNEER boeking aangemaakt
EN omschrijving = "tags"
EN relatietags BEVAT "vast"
DAN KEUR boeking goed
""".replace("  FASE goedkeuren\n", "")


@pytest.mark.parametrize(
    ("scope", "code", "approved"),
    [
        ("alle", "R9", True),
        ("relaties", "R2", True),
        ("relaties", "R9", False),
        ("tags", "R1", True),
        ("tags", "R9", False),
    ],
)
def test_a_rule_is_for_all_relations_some_or_those_with_a_tag(
    open_office: Callable[..., Any], scope: str, code: str, *, approved: bool
) -> None:
    office = open_office(BY_TAG)
    for name, tags in (("R1", ["vast"]), ("R2", []), ("R9", ["los"])):
        office.event("relatie bijgewerkt", {"code": name, "tags": tags})
    assert made(office, crediteur=code, omschrijving=scope).get("goedgekeurd", False) is approved
