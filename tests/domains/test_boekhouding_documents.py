"""Documents of a bookkeeping office on a store: blocked, deleted, moved, given a destination, read in."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from regeltaal.values.value import Ref

JANSEN, DE_BOER, TEST = "Jansen BV", "De Boer BV", "Test BV"
NOON = datetime(2027, 3, 12, 11, 0, tzinfo=UTC)
READ = 'REGEL "Inlezen"\nWANNEER document ontvangen\nDAN LEES document in\n'
TO_PURCHASE = 'REGEL "Inkoop"\nWANNEER document ontvangen\nDAN WIJS bestemming toe MET dagboektype = "Inkoop"\n'

INVOICE: dict[str, object] = {
    "bron": "E-factuur",
    "herkenningsscore": 100,
    "factuurnummer": "2027-12",
    "factuurdatum": "2027-03-10",
    "vervaldatum": "2027-04-09",
    "valuta": "EUR",
    "omschrijving": "Water maart",
    "uw referentie": "Project Zeist",
    "uw bestelnummer": "PO-1",
    "contractnummer": "C-1",
    "betalingsreferentie": "1234567890123456",
    "leverancier naam": "Vitens",
    "leverancier kvk-nummer": "12345678",
    "leverancier iban": "NL91ABNA0417164300",
    "leverancier postcode": "8019 BE",
    "leverancier klantnummer": "K-88",
    "klant naam": "Jansen BV",
    "klant kvk-nummer": "87654321",
    "bedrag excl btw": 150,
    "btw-bedrag": 25.5,
    "bedrag incl btw": 175.5,
    "regels": [
        {"omschrijving": "Pallet", "artikel": "P1", "aantal": 4, "prijs": 25, "bedrag": 100, "btw-percentage": 21},
        {"omschrijving": "Water", "aantal": 1, "prijs": 50, "bedrag": 50, "btw-percentage": 9},
    ],
    "btw-regels": [
        {"percentage": 21, "grondslag": 100, "btw": 21},
        {"percentage": 9, "grondslag": 50, "btw": 4.5},
    ],
}


def document(**more: object) -> dict[str, object]:
    return {"nummer": "DOC-1", "onderwerp": "Factuur maart", "inlees bestandsnaam extensie": ".xml", **more}


@pytest.fixture
def reading(open_office: Callable[..., Any]) -> Any:
    """An office that reads in all documents, into its one purchase journal."""
    office = open_office(TO_PURCHASE + READ)
    office.event("dagboek bijgewerkt", {"code": "INK", "naam": "Inkoopboek", "type": "Inkoop"})
    return office


# ---------------------------------------------------------------- reading in


def test_an_e_invoice_becomes_a_proposal_with_all_that_it_says(reading: Any) -> None:
    reading.event(
        "document ontvangen",
        document(
            **{
                "afzendernaam": "Vitens NV",
                "document tekst": "Factuur water",
                "document aantal pagina's": 2,
                "inlees bestandsnaam": "f-12.xml",
                "e-factuur": INVOICE,
            }
        ),
    )
    found = reading.one("boeking", "1")
    assert {**found, "boekingsregels": None} == {
        "nummer": "1",
        "document": "DOC-1",
        "dagboek": "INK",
        "dagboekcode": "INK",
        "dagboeknaam": "Inkoopboek",
        "dagboektype": "Inkoop",
        "document tekst": "Factuur water",
        "document aantal pagina's": 2,
        "inlees bestandsnaam": "f-12.xml",
        "inlees bestandsnaam extensie": ".xml",
        "documentafzendernaam": "Vitens NV",
        "documentbestandsnaam": "f-12.xml",
        "documentonderwerp": "Factuur maart",
        "ingelezen door scan en herken": False,
        "herkenningsscore": 100,
        "factuurnummer": "2027-12",
        "factuurdatum": "2027-03-10",
        "vervaldatum": "2027-04-09",
        "boekjaar": 2027,
        "factuurdatumdag": 10,
        "factuurdatummaandjaar": "2027-03",
        "omschrijving": "Water maart",
        "notitie": "Water maart",
        "valuta": "EUR",
        "uw referentie": "Project Zeist",
        "uw bestelnummer": "PO-1",
        "contractnummer": "C-1",
        "betalingsreferentie": "1234567890123456",
        "herkendebetalingsreferentie": "1234567890123456",
        "klantnummer": "K-88",
        "herkende naam": "Vitens",
        "herkend kvk-nummer": "12345678",
        "herkende iban": "NL91ABNA0417164300",
        "herkende postcode": "8019 BE",
        "bedrag excl btw": "150.00",
        "btw-bedrag": "25.50",
        "bedrag incl btw": "175.50",
        "boekingstype": "Financiële boeking",
        "goedgekeurd": False,
        "boekingsregels": None,
    }
    names = ("omschrijving", "bedrag", "btw-percentage", "grootboekrekening")
    assert reading.rows("boekingsregel", "boeking 1", "boekingsregels", *names) == [
        ("Pallet", "100.00", 21, None),
        ("Water", "50.00", 9, None),
    ]
    assert reading.one("document", "DOC-1")["status"] == "Ingelezen"


def test_a_document_without_invoice_data_is_a_proposal_all_the_same(reading: Any) -> None:
    reading.event("document ontvangen", document(**{"inlees bestandsnaam extensie": ".pdf"}))
    found = reading.one("boeking", "1")
    assert found["omschrijving"] == "Factuur maart"
    assert found["ingelezen door scan en herken"] is True
    assert {"bedrag incl btw", "valuta", "boekingsregels", "crediteur"} & set(found) == set()


def test_a_credit_note_is_booked_the_other_way(reading: Any) -> None:
    reading.event("document ontvangen", document(**{"e-factuur": {**INVOICE, "soort": "Creditnota"}}))
    found = reading.one("boeking", "1")
    assert [found[name] for name in ("bedrag excl btw", "btw-bedrag", "bedrag incl btw")] == [
        "-150.00",
        "-25.50",
        "-175.50",
    ]
    assert reading.rows("boekingsregel", "boeking 1", "boekingsregels", "bedrag") == [("-100.00",), ("-50.00",)]


def test_a_credit_note_that_was_negative_already_stays_so(reading: Any) -> None:
    invoice = {"soort": "Creditnota", "bedrag excl btw": -10, "btw-bedrag": -2.1}
    reading.event("document ontvangen", document(**{"e-factuur": invoice}))
    assert reading.one("boeking", "1")["bedrag incl btw"] == "-12.10"


@pytest.mark.parametrize(
    ("given", "missing", "worked_out"),
    [
        ({"bedrag excl btw": 100, "btw-bedrag": 21}, "bedrag incl btw", "121.00"),
        ({"bedrag incl btw": 121, "btw-bedrag": 21}, "bedrag excl btw", "100.00"),
        ({"bedrag incl btw": 121, "bedrag excl btw": 100}, "btw-bedrag", "21.00"),
    ],
)
def test_the_third_amount_follows_from_two(reading: Any, given: dict[str, int], missing: str, worked_out: str) -> None:
    reading.event("document ontvangen", document(**{"e-factuur": given}))
    assert reading.one("boeking", "1")[missing] == worked_out


def test_one_vat_rate_is_that_of_the_booking_and_two_are_none(reading: Any) -> None:
    one = {"bedrag excl btw": 100, "btw-regels": [{"percentage": 21, "grondslag": 100, "btw": 21}]}
    reading.event("document ontvangen", document(**{"e-factuur": one}))
    reading.event("document ontvangen", document(nummer="DOC-2", **{"e-factuur": INVOICE}))
    assert reading.one("boeking", "1")["btw-percentage"] == 21
    assert "btw-percentage" not in reading.one("boeking", "2")
    assert reading.rows("boekingsregel", "boeking 1", "boekingsregels", "bedrag", "btw-percentage") == [("100.00", 21)]


def test_lines_add_up_to_the_amount_without_vat(reading: Any) -> None:
    """A discount on the whole invoice gets a line of its own; a line without amount has one by its price."""
    lines = [{"omschrijving": "Uren", "aantal": 3, "prijs": 40}, {"omschrijving": "Reis", "bedrag": 10}]
    reading.event("document ontvangen", document(**{"e-factuur": {"bedrag excl btw": 117.5, "regels": lines}}))
    assert reading.rows("boekingsregel", "boeking 1", "boekingsregels", "omschrijving", "bedrag") == [
        ("Uren", "120.00"),
        ("Reis", "10.00"),
        ("Toeslagen en kortingen", "-12.50"),
    ]


def test_our_own_data_is_not_taken_for_that_of_the_supplier(reading: Any) -> None:
    """It stays on the document, for the conditions of rules."""
    invoice = {"leverancier naam": "Jansen B.V.", "leverancier kvk-nummer": "87654321"}
    invoice["leverancier iban"] = "NL20INGB0001234567"
    invoice["leverancier postcode"] = "8019 BE"
    reading.event("document ontvangen", document(**{"e-factuur": invoice}))
    found = reading.one("boeking", "1")
    assert {name: value for name, value in found.items() if name.startswith("herkend")} == {
        "herkende postcode": "8019 BE"
    }
    assert reading.stored("e-factuur")[(JANSEN, "document/DOC-1/e-factuur")]["leverancier kvk-nummer"] == "87654321"


def test_a_sale_is_about_the_customer(open_office: Callable[..., Any]) -> None:
    office = open_office(TO_PURCHASE.replace("Inkoop", "Verkoop") + READ)
    office.event("dagboek bijgewerkt", {"code": "VRK", "type": "Verkoop"})
    invoice = {"leverancier naam": "Jansen BV", "klant naam": "De Hoek", "klant klantnummer": "D100"}
    office.event("relatie bijgewerkt", {"code": "D100", "naam": "Eetcafé De Hoek"})
    office.event("document ontvangen", document(**{"e-factuur": invoice}))
    found = office.one("boeking", "1")
    assert (found["herkende naam"], found["klantnummer"], found["debiteur"]) == ("De Hoek", "D100", "D100")
    assert found["relatie herkend op"] == "klantnummer"


def test_reading_in_twice_is_skipped_with_its_reason(reading: Any, actions_of: Callable[..., Any]) -> None:
    reading.event("document ontvangen", document())
    again = reading.event("document ontvangen", "DOC-1")
    assert actions_of(again) == [
        ("Inkoop", "WIJS bestemming toe: overgeslagen", "het document is al ingelezen"),
        ("Inlezen", "LEES document in: overgeslagen", "het document is al ingelezen"),
    ]
    assert list(reading.stored("boeking")) == [(JANSEN, "1")]


def test_a_second_document_with_a_number_is_refused_and_the_first_stays_as_it_was(reading: Any) -> None:
    reading.event("document ontvangen", document(onderwerp="Factuur water"))
    second = reading.event("document ontvangen", document(onderwerp="Factuur stroom"))
    assert (second.status.value, second.field) == ("geweigerd", "record.nummer")
    assert second.reason is not None
    assert second.reason.nl.startswith("document `DOC-1` is er al: er was al een gebeurtenis `document ontvangen`")
    assert reading.one("document", "DOC-1")["onderwerp"] == "Factuur water"
    assert list(reading.stored("boeking")) == [(JANSEN, "1")]


def test_reading_in_later_a_document_that_is_gone_by_then_is_skipped(open_office: Callable[..., Any]) -> None:
    rules = f'{TO_PURCHASE}REGEL "Later"\nWANNEER document ontvangen\nDAN LEES document in NA 1 dag\n'
    rules += 'REGEL "Weg"\nWANNEER document ontvangen\nDAN VERWIJDER document NA 1 uur\n'
    office = open_office(rules)
    office.event("dagboek bijgewerkt", {"code": "INK", "type": "Inkoop"})
    office.event("document ontvangen", document())
    *_, outcome = office.engine.run_due(NOON + timedelta(days=2))
    assert (outcome.status.value, outcome.reason.nl) == ("overgeslagen", "document `DOC-1` bestaat niet meer")
    assert office.stored("boeking") == {}


def test_reading_in_needs_a_destination(open_office: Callable[..., Any], actions_of: Callable[..., Any]) -> None:
    office = open_office(READ)
    result = office.event("document ontvangen", document())
    ((_, action, reason),) = actions_of(result)
    assert action == "LEES document in: overgeslagen"
    assert "bestemming" in str(reason)
    assert office.stored("boeking") == {}


# ---------------------------------------------------------------- the destination


def test_a_category_is_filed_and_makes_no_booking(open_office: Callable[..., Any]) -> None:
    rules = 'REGEL "Brieven"\nWANNEER document ontvangen\nDAN WIJS bestemming toe MET categorie = "{onderwerp}"\n'
    office = open_office(rules + READ, settings=ONE)
    office.event("document ontvangen", document(onderwerp=" Brieven /  Belastingdienst "))
    found = office.one("document", "DOC-1")
    assert found["categorie"] == "Brieven/Belastingdienst"
    assert (found["bestemming"], found["status"]) == ("Document management", "Opgeborgen")
    assert office.stored("boeking") == {}


ONE = '[project]\ndomein = "boekhouding"\n[administraties."Jansen BV"]\ntags = []\n'
"""An office of which nothing is said but its name."""


def test_a_destination_of_a_rule_beats_that_of_the_document(
    open_office: Callable[..., Any],
) -> None:
    rules = 'REGEL "Naar het archief"\nWANNEER document ontvangen\nEN onderwerp = "brief"\n'
    rules += 'DAN WIJS bestemming toe MET categorie = "Brieven"\n'
    office = open_office(rules + TO_PURCHASE)
    office.event("dagboek bijgewerkt", {"code": "INK", "naam": "Inkoopboek", "type": "Inkoop"})
    office.event("document ontvangen", document(categorie="Oud", bestemming="Document management"))
    assert {name: office.one("document", "DOC-1").get(name) for name in ("bestemming", "dagboekcode", "categorie")} == {
        "bestemming": "Dagboek",
        "dagboekcode": "INK",
        "categorie": None,
    }
    office.event(
        "document ontvangen", document(nummer="DOC-2", onderwerp="brief", bestemming="Dagboek", dagboekcode="INK")
    )
    found = office.one("document", "DOC-2")
    assert (found["bestemming"], found["categorie"], found.get("dagboekcode")) == (
        "Document management",
        "Brieven",
        None,
    )


def test_a_type_that_fits_more_journals_names_them(reading: Any, actions_of: Callable[..., Any]) -> None:
    reading.event("dagboek bijgewerkt", {"code": "INK2", "type": "Inkoop"})
    result = reading.event("document ontvangen", document())
    assert actions_of(result)[0] == (
        "Inkoop",
        "WIJS bestemming toe: overgeslagen",
        "er past meer dan één dagboek, namelijk 2: INK; INK2",
    )
    assert "bestemming" not in reading.one("document", "DOC-1")


def test_no_journal_of_the_type_is_told(open_office: Callable[..., Any], actions_of: Callable[..., Any]) -> None:
    result = open_office(TO_PURCHASE).event("document ontvangen", document())
    assert actions_of(result)[0][2] == "er past geen dagboek"


def test_document_management_is_skipped_without_its_module(
    open_office: Callable[..., Any], actions_of: Callable[..., Any]
) -> None:
    office = open_office(
        'REGEL "Archief"\nWANNEER document ontvangen\nDAN WIJS bestemming toe MET categorie = "Brieven"'
    )
    result = office.event("document ontvangen", document(), DE_BOER)
    assert actions_of(result) == [
        ("Archief", "WIJS bestemming toe: overgeslagen", "de administratie heeft de module `Document management` niet")
    ]
    office.event("document ontvangen", document(), TEST)  # nothing is said of its modules: nothing is held against it
    assert office.one("document", "DOC-1", TEST)["bestemming"] == "Document management"


# ---------------------------------------------------------------- moving


def moves(source: str, target: str) -> str:
    name = f'REGEL "{source} naar {target}"\n  VOOR administraties "{source}"\n'
    return f'{name}WANNEER document ontvangen\nDAN VERPLAATS document MET doeladministratie = "{target}"\n'


def test_a_moved_document_follows_the_rules_of_its_target(open_office: Callable[..., Any]) -> None:
    boer = 'ADMINISTRATIE "De Boer BV"\nREGEL "Dagboek van De Boer"\nWANNEER document ontvangen\n'
    boer += 'DAN WIJS bestemming toe MET dagboek = "600"\n'
    office = open_office(moves(JANSEN, DE_BOER) + READ, de_boer=boer)
    office.event("dagboek bijgewerkt", {"code": "600", "type": "Inkoop"}, DE_BOER)
    result = office.event("document ontvangen", document(**{"e-factuur": INVOICE}))
    (follow_up,) = result.follow_ups
    assert (follow_up.event, follow_up.administration) == ("document ontvangen", DE_BOER)
    assert (JANSEN, "DOC-1") not in office.stored("document")
    found = office.one("document", "DOC-1", DE_BOER)
    assert (found["bestemming"], found["dagboekcode"], found["status"]) == ("Dagboek", "600", "Ingelezen")
    assert found["eerder in"] == [JANSEN]
    booking = office.one("boeking", "1", DE_BOER)
    assert (booking["bedrag incl btw"], booking["factuurnummer"]) == ("175.50", "2027-12")
    amounts = [office.stored("boekingsregel")[(DE_BOER, row)]["bedrag"] for row in booking["boekingsregels"]]
    assert amounts == ["100.00", "50.00"]


def test_a_moved_document_gets_a_number_that_is_free_and_both_are_kept(open_office: Callable[..., Any]) -> None:
    office = open_office(moves(JANSEN, DE_BOER))
    office.event("document ontvangen", document(onderwerp="van De Boer zelf"), DE_BOER)
    (follow_up,) = office.event("document ontvangen", document(onderwerp="verplaatst")).follow_ups
    assert (follow_up.status.value, follow_up.record) == ("verwerkt", "1")
    found = office.stored("document")
    assert {place: one["onderwerp"] for place, one in found.items()} == {
        (DE_BOER, "1"): "verplaatst",
        (DE_BOER, "DOC-1"): "van De Boer zelf",
    }
    again = office.event("document ontvangen", document(onderwerp="nog een"), DE_BOER)
    assert again.status.value == "geweigerd"
    assert office.event("document ontvangen", document(onderwerp="weer hier")).status.value == "verwerkt"
    assert office.one("document", "2", DE_BOER)["onderwerp"] == "weer hier"


def test_moving_to_itself_is_skipped_and_the_document_goes_on(
    open_office: Callable[..., Any], actions_of: Callable[..., Any]
) -> None:
    rule = (
        'REGEL "Verplaats"\nWANNEER document ontvangen\nDAN VERPLAATS document MET doeladministratie = "De Boer BV"\n'
    )
    office = open_office(rule + TO_PURCHASE)
    office.event("dagboek bijgewerkt", {"code": "600", "type": "Inkoop"}, DE_BOER)
    result = office.event("document ontvangen", document(), DE_BOER)
    (_, moved, why), (_, assigned, _) = actions_of(result)
    assert (moved, assigned) == ("VERPLAATS document: overgeslagen", "WIJS bestemming toe: uitgevoerd")
    assert "al in deze administratie" in str(why)
    assert office.one("document", "DOC-1", DE_BOER)["dagboekcode"] == "600"


def test_a_document_never_goes_back_to_where_it_was(
    open_office: Callable[..., Any], actions_of: Callable[..., Any]
) -> None:
    office = open_office(moves(JANSEN, DE_BOER) + moves(DE_BOER, TEST) + moves(TEST, JANSEN) + TO_PURCHASE)
    office.event("dagboek bijgewerkt", {"code": "700", "type": "Inkoop"}, TEST)
    result = office.event("document ontvangen", document())
    assert [action[1:] for action in actions_of(result)] == [
        ("VERPLAATS document: uitgevoerd", None),
        ("VERPLAATS document: uitgevoerd", None),
        (
            "VERPLAATS document: overgeslagen",
            "het document was al in `Jansen BV` en gaat niet terug (Jansen BV → De Boer BV → Test BV)",
        ),
        ("WIJS bestemming toe: uitgevoerd", None),
    ]
    assert list(office.stored("document")) == [(TEST, "DOC-1")]
    assert office.one("document", "DOC-1", TEST)["eerder in"] == [JANSEN, DE_BOER]


# ---------------------------------------------------------------- lists

LISTS = """
REGEL "Geblokkeerde lijst"
  VOOR ELKE RIJ
    | herkomst | kanaal         | koppeling | afzender         | bestand | extensie |
    | "E-mail" | LEEG           | LEEG      | "*@spam.example" | LEEG    | LEEG     |
    | LEEG     | "Oude scanner" | LEEG      | LEEG             | LEEG    | LEEG     |
    | LEEG     | LEEG           | "Dropbox" | LEEG             | "*oud*" | LEEG     |
    | LEEG     | LEEG           | LEEG      | LEEG             | LEEG    | ".exe"   |
WANNEER document ontvangen
EN (rij.herkomst IS LEEG OF herkomst = rij.herkomst)
EN (rij.kanaal IS LEEG OF kanaalnaam = rij.kanaal)
EN (rij.koppeling IS LEEG OF kanaaltype = rij.koppeling)
EN (rij.afzender IS LEEG OF afzenderadres LIJKT OP rij.afzender)
EN (rij.bestand IS LEEG OF inlees bestandsnaam LIJKT OP rij.bestand)
EN (rij.extensie IS LEEG OF inlees bestandsnaam extensie = rij.extensie)
DAN BLOKKEER document

REGEL "Vertrouwde lijst"
  VOOR ELKE RIJ
    | afzender           | bestand |
    | "*@vitens.example" | "*.xml" |
    | "*@spam.example"   | LEEG    |
WANNEER document ontvangen
EN (rij.afzender IS LEEG OF afzenderadres LIJKT OP rij.afzender)
EN (rij.bestand IS LEEG OF inlees bestandsnaam LIJKT OP rij.bestand)
DAN VERTROUW document
"""


@pytest.mark.parametrize(
    ("fields", "blocked"),
    [
        ({"herkomst": "E-mail", "afzenderadres": "win@spam.example"}, "Geblokkeerde lijst (rij 1)"),
        ({"herkomst": "Portaal", "afzenderadres": "win@spam.example"}, None),
        ({"kanaalnaam": "Oude scanner"}, "Geblokkeerde lijst (rij 2)"),
        ({"kanaaltype": "Dropbox", "inlees bestandsnaam": "nota-oud.pdf"}, "Geblokkeerde lijst (rij 3)"),
        ({"kanaaltype": "Dropbox", "inlees bestandsnaam": "nota.pdf"}, None),
        ({"inlees bestandsnaam extensie": ".EXE"}, "Geblokkeerde lijst (rij 4)"),
    ],
)
def test_the_blocked_list_goes_before_everything(
    open_office: Callable[..., Any], actions_of: Callable[..., Any], fields: dict[str, str], blocked: str | None
) -> None:
    """A document that is blocked is gone, and nothing later sees it: not even the trusted list."""
    office = open_office(LISTS + TO_PURCHASE)
    office.event("dagboek bijgewerkt", {"code": "INK", "type": "Inkoop"})
    result = office.event("document ontvangen", document(**fields))
    fired = [name for name, action, _ in actions_of(result) if action == "BLOKKEER document: uitgevoerd"]
    assert fired == ([] if blocked is None else [blocked])
    assert ((JANSEN, "DOC-1") in office.stored("document")) is (blocked is None)


def test_a_trusted_sender_is_read_in(open_office: Callable[..., Any]) -> None:
    office = open_office(LISTS + TO_PURCHASE)
    office.event("dagboek bijgewerkt", {"code": "INK", "type": "Inkoop"})
    for number, (sender, name) in enumerate([("a@vitens.example", "f.xml"), ("a@vitens.example", "f.pdf")], start=1):
        fields = {"afzenderadres": sender, "inlees bestandsnaam": name}
        office.event("document ontvangen", document(nummer=f"DOC-{number}", **fields))
    assert [one["document"] for one in office.stored("boeking").values()] == ["DOC-1"]


def test_deleting_leaves_its_trace_on_the_timeline(open_office: Callable[..., Any]) -> None:
    office = open_office('REGEL "Weg"\nWANNEER document ontvangen\nDAN VERWIJDER document\n' + TO_PURCHASE)
    office.event("document ontvangen", document())
    assert office.stored("document") == {}
    lines = office.engine.store.entries(Ref(JANSEN, "document", "DOC-1"))
    assert [line.body["regel"] for line in lines if line.kind == "regel"] == ["Weg"]
    assert [line.body["niveau"] for line in lines if line.kind == "regel"] == ["omgeving"]


@pytest.mark.parametrize(
    ("subject", "told"),
    [
        ("Factuur [INK]", ()),
        ("Factuur [ink] [EXTERN]", ()),
        ("Factuur maart", ()),
        ("Factuur [VERK]", ("het onderwerp noemt `[VERK]`: zo heet geen dagboek en geen categorie",)),
    ],
)
def test_a_subject_that_names_no_journal_and_no_category_is_told_on_the_timeline(
    open_office: Callable[..., Any], subject: str, told: tuple[str, ...]
) -> None:
    office = open_office(TO_PURCHASE)
    office.event("dagboek bijgewerkt", {"code": "INK", "type": "Inkoop"})
    office.event("document ontvangen", document(onderwerp=subject))
    (line,) = (one for one in office.engine.store.entries(Ref(JANSEN, "document", "DOC-1")) if one.kind != "regel")
    assert tuple(line.body.get("opmerkingen", ())) == told


# ---------------------------------------------------------------- both levels


def test_priorities_of_both_levels_make_one_order_and_the_administration_goes_first_on_a_tie(
    open_office: Callable[..., Any],
) -> None:
    def rule(name: str, priority: int) -> str:
        head = f'REGEL "{name}"\n  FASE inlezen\n  PRIORITEIT {priority}\nWANNEER document ontvangen\n'
        return f'{head}EN onderwerp = "niets"\nDAN MAAK taak MET titel = "a"\nANDERS MAAK taak MET titel = "{name}"\n'

    own = 'ADMINISTRATIE "Jansen BV"\n' + rule("administratie 20", 20) + rule("administratie 5", 5)
    office = open_office(rule("omgeving 20", 20) + rule("omgeving 10", 10) + rule("omgeving -5", -5), jansen=own)
    office.event("document ontvangen", document())
    titles = [task["titel"] for task in office.stored("taak").values()]
    assert titles == ["omgeving -5", "administratie 5", "omgeving 10", "administratie 20", "omgeving 20"]
