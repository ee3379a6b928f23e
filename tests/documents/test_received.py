"""A document as the event `document ontvangen`: each field with where it comes from, and the invoice's data."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from regeltaal.domains.boekhouding.received import document_received
from regeltaal.intake.delivery import Delivery
from regeltaal.intake.documents import Received
from regeltaal.values.value import Value

Make = Any
Documents = Callable[..., list[Received]]
JOURNALS = [{"code": "INK", "naam": "Inkoopboek", "type": "Inkoop"}, {"code": "60", "naam": "Anders"}]
INLETS = [
    {"naam": "Scanner balie", "type": "Dropbox", "dagboekcode": "60"},
    {"naam": "Peppol", "type": "PEPPOL", "categorie": "brieven/belastingdienst"},
]
OWN: Mapping[str, Value | None] = {
    "modules": ("Document management", "Automatisch documenten splitsen"),
    "categorielijst": ("Brieven/Belastingdienst", "Contracten"),
    "rekeningnummers": ("NL02ABNA0123456789",),
}


def record(document: Received, own: Mapping[str, Value | None] = OWN) -> dict[str, Any]:
    stored = {"dagboek": JOURNALS, "kanaal": INLETS}
    event = document_received(Delivery(document, "Bakkerij De Korenaar", own, lambda name: stored.get(name, [])))
    assert event["gebeurtenis"] == "document ontvangen"
    found = event["record"]
    assert isinstance(found, dict)
    return found


def test_what_a_mail_tells(documents: Documents, make: Make) -> None:
    (one,) = documents(("a.eml", make.mail(("f.PDF", make.pdf("Voor bakkerij dekorenaar.")))))
    found = record(one)
    expected = {
        "afzendernaam": "Meelfabriek Zaan",
        "afzenderadres": "facturen@meelfabriek.example",
        "geadresseerde": "korenaar@in.kantoor.example",
        "onderwerp": "Factuur maart",
        "notitie": "Hierbij onze factuur.",
        "verzonden op": "2027-03-12T08:00:00+00:00",
        "aantal bijlagen in e-mail": 1,
        "herkomst": "E-mail",
        "document tekst": "Voor bakkerij dekorenaar.",
        "document aantal pagina's": 1,
        "inlees bestandsnaam": "f.PDF",
        "inlees bestandsnaam extensie": ".pdf",
        "bestand": "f.PDF",
        "document bevat administratienaam": True,
        "splitsen vereist": False,
    }
    assert expected == {name: found[name] for name in expected}
    assert found["nummer"] == f"DOC-{one.key}"


def test_the_text_of_a_mail_that_is_the_document_is_no_note(documents: Documents, make: Make) -> None:
    (one,) = documents(("a.eml", make.mail(body="Graag betalen")))
    found = record(one)
    assert (found["document tekst"], found["aantal bijlagen in e-mail"]) == ("Graag betalen", 0)
    assert "notitie" not in found


def test_a_loose_file_came_by_the_portal_and_a_photo_has_no_text(documents: Documents, make: Make) -> None:
    (one,) = documents(("bon.png", make.png))
    assert record(one) == {
        "nummer": f"DOC-{one.key}",
        "herkomst": "Portaal",
        "inlees bestandsnaam": "bon.png",
        "inlees bestandsnaam extensie": ".png",
        "bestand": "bon.png",
    }


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        (
            "SCANNER BALIE",
            {"herkomst": "Kanaal", "kanaal": "Scanner balie", "kanaaltype": "Dropbox", "dagboekcode": "60"},
        ),
        (
            "Peppol",
            {"herkomst": "PEPPOL", "kanaalnaam": "Peppol", "bestemming": "Document management",
             "categorie": "Brieven/Belastingdienst"},
        ),
    ],
)  # fmt: skip
def test_a_folder_named_like_an_inlet_is_that_inlet_with_its_destination(
    documents: Documents, make: Make, folder: str, expected: dict[str, str]
) -> None:
    from attrs import evolve  # noqa: PLC0415 - only here

    (one,) = documents(("bon.png", make.png))
    found = record(evolve(one, folders=("Bakkerij De Korenaar", folder, "2027")))
    assert expected == {name: found[name] for name in expected}


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (
            "Factuur [ink]",
            {"bestemming": "Dagboek", "dagboek": "INK", "dagboeknaam": "Inkoopboek", "dagboektype": "Inkoop"},
        ),
        ("[Contracten] huur", {"bestemming": "Document management", "categorie": "Contracten"}),
        ("[brieven / belastingdienst]", {"bestemming": "Document management", "categorie": "Brieven/Belastingdienst"}),
        ("[Contracten] [60]", {"bestemming": "Dagboek", "dagboekcode": "60"}),
        ("[EXTERN] factuur [onbekend]", {"bestemming": None, "dagboek": None, "categorie": None}),
    ],
)
def test_the_subject_tells_the_destination_between_brackets(
    documents: Documents, make: Make, subject: str, expected: dict[str, str | None]
) -> None:
    (one,) = documents(("a.eml", make.mail(("f.pdf", make.pdf("x")), Subject=subject)))
    found = record(one)
    assert expected == {name: found.get(name) for name in expected}


def test_without_the_module_no_category_is_assigned(documents: Documents, make: Make) -> None:
    (one,) = documents(("a.eml", make.mail(("f.pdf", make.pdf("x")), Subject="[Contracten]")))
    assert "bestemming" not in record(one, {**OWN, "modules": ()})


@pytest.mark.parametrize(("count", "counted", "split"), [(1, 1, False), (2, 2, None), (51, 50, None), (101, 50, False)])
def test_pages_are_counted_to_fifty_and_splitting_is_told_only_where_it_is_known(
    documents: Documents,
    make: Make,
    count: int,
    counted: int,
    split: bool | None,  # noqa: FBT001 - a parameter of the test
) -> None:
    (one,) = documents(("a.pdf", make.pdf(*["x"] * count)))
    found = record(one)
    assert (found["document aantal pagina's"], found.get("splitsen vereist")) == (counted, split)
    assert "splitsen vereist" not in record(one, {**OWN, "modules": ()})


def test_the_data_of_an_e_invoice_are_the_invoice(documents: Documents, make: Make) -> None:
    (one,) = documents(("a.zip", make.zip(f__xml=make.ubl(), f__pdf=make.pdf("op papier"))))
    found = record(one)
    assert (found["inlees bestandsnaam extensie"], found["leesbaar bestand"]) == (".xml", "f.pdf")
    assert found["document tekst"] == "op papier"
    assert found["e-factuur"] == {
        "bron": "E-factuur",
        "herkenningsscore": "100",
        "soort": "Factuur",
        "factuurnummer": "2027-118",
        "factuurdatum": "2027-03-01",
        "vervaldatum": "2027-03-31",
        "valuta": "EUR",
        "uw bestelnummer": "PO-4711",
        "betalingsreferentie": "7788",
        "leverancier naam": "Meelfabriek Zaan B.V.",
        "leverancier handelsnaam": "Meelfabriek Zaan",
        "leverancier kvk-nummer": "12345678",
        "leverancier btw-nummer": "NL123456782B90",
        "leverancier iban": "NL91ABNA0417164300",
        "leverancier straat": "Molenpad 1",
        "leverancier postcode": "1506 AA",
        "leverancier plaats": "Zaandam",
        "leverancier land": "NL",
        "klant naam": "Bakkerij De Korenaar",
        "klant land": "NL",
        "bedrag excl btw": "100",
        "btw-bedrag": "9",
        "bedrag incl btw": "109",
        "te betalen": "109",
        "regels": [
            {
                "omschrijving": "Bloem",
                "artikel": "BL-1",
                "aantal": "3",
                "eenheid": "KGM",
                "prijs": "33.3333333333",
                "bedrag": "100",
                "btw-percentage": "9",
                "btw-categorie": "S",
                "bestelregel": "PO-4711/2",
            }
        ],
        "btw-regels": [{"btw-categorie": "S", "percentage": "9", "grondslag": "100", "btw": "9"}],
    }


def test_data_that_are_no_invoice_leave_the_document_without_and_say_why(documents: Documents) -> None:
    order = b'<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"><ID>3</ID></Order>'
    (one,) = documents(("v.xml", order))
    found = record(one)
    assert (found["document tekst"], "e-factuur" in found) == ("3", False)
    assert "een bestelling" in found["leesfout"]


def test_paper_beside_data_that_can_not_be_read_is_read_itself(documents: Documents, make: Make) -> None:
    (one,) = documents(("a.zip", make.zip(f__xml=b"<voorraad/>", f__pdf=make.pdf(make.invoice))))
    found = record(one)
    assert (found["e-factuur"]["factuurnummer"], found["e-factuur"]["bron"]) == ("2027-00412", "Scan en herken")
    assert found["leesfout"]


def test_the_text_of_a_pdf_gives_what_is_certain(documents: Documents, make: Make) -> None:
    (one,) = documents(("f.pdf", make.pdf(make.invoice)))
    assert record(one)["e-factuur"] == {
        "bron": "Scan en herken",
        "herkenningsscore": "100",
        "soort": "Factuur",
        "factuurnummer": "2027-00412",
        "factuurdatum": "2027-03-03",
        "vervaldatum": "2027-03-17",
        "valuta": "EUR",
        "leverancier iban": "NL91ABNA0417164300",
        "leverancier kvk-nummer": "05069581",
        "leverancier btw-nummer": "NL123456782B90",
        "bedrag excl btw": "1050.00",
        "btw-bedrag": "94.50",
        "bedrag incl btw": "1144.50",
        "btw-regels": [{"percentage": "9", "grondslag": "1050.00", "btw": "94.50"}],
    }
