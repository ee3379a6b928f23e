"""The back office of the bookkeeping intake: what each action makes of our records."""

from decimal import Decimal
from typing import Any

import pytest

from regeltaal.domains.boekhouding.bindings import BINDINGS
from regeltaal.domains.boekhouding.documents import holds_name
from regeltaal.runtime.bindings import FailedError, SkippedError
from regeltaal.values.value import Ref

DOMAIN = "boekhouding"
BV = "Jansen BV"
DOCUMENT = Ref(BV, "document", "DOC-1")
BOOKING = Ref(BV, "boeking", "BK-1")
JOURNAL = Ref(BV, "dagboek", "INK")
SUPPLIER = Ref(BV, "relatie", "C100")


def do(call: Any) -> Ref | None:
    binding = BINDINGS.find(call.action)
    assert binding is not None
    return binding(call)


@pytest.fixture
def office(shelf: Any) -> Any:
    """A document, a booking, a journal and a supplier."""
    shelf.create("document", {"nummer": "DOC-1", "onderwerp": "Factuur maart"}, key="DOC-1")
    shelf.create("boeking", {"nummer": "BK-1", "omschrijving": "Water"}, key="BK-1")
    shelf.create("dagboek", {"code": "INK", "naam": "Inkoopboek", "type": "Inkoop"}, key="INK")
    shelf.create("relatie", {"code": "C100", "naam": "Vitens", "tags": ("vaste lasten",)}, key="C100")
    return shelf


# ---------------------------------------------------------------- documents


@pytest.mark.parametrize("title", ["BLOKKEER document", "VERWIJDER document"])
def test_a_document_is_thrown_away(office: Any, called: Any, title: str) -> None:
    do(called(title, DOCUMENT))
    assert office.all_of("document") == ()


def move(office: Any, called: Any, raised: list[tuple[str, Ref]]) -> Ref:
    del office
    target = Ref("", "administratie", "De Boer B.V.")
    call = called(
        "VERPLAATS document",
        DOCUMENT,
        parameters={"doeladministratie": target},
        raise_event=lambda name, record: raised.append((name, record)),
    )
    new = do(call)
    assert new is not None
    return new


def test_a_document_that_moves_is_received_anew_where_it_goes(office: Any, called: Any) -> None:
    office.contents[DOCUMENT] |= {
        "document tekst": "Aan: DE BOER BV",
        "document bevat administratienaam": False,
        "dagboek": JOURNAL,
        "dagboekcode": "INK",
        "bestemming": "Dagboek",
        "kanaal": Ref(BV, "kanaal", "Scanner"),
        "kanaalnaam": "Scanner",
    }
    raised: list[tuple[str, Ref]] = []
    new = move(office, called, raised)
    assert new == Ref("De Boer B.V.", "document", "DOC-1")
    assert raised == [("document ontvangen", new)]
    assert office.filled(new) == {
        "nummer": "DOC-1",
        "onderwerp": "Factuur maart",
        "document tekst": "Aan: DE BOER BV",
        "document bevat administratienaam": True,
        "kanaalnaam": "Scanner",
        "eerder in": ("Jansen BV",),
    }
    assert office.all_of("document") == ()


def test_a_number_that_is_taken_where_a_document_goes_is_not_used_twice(office: Any, called: Any) -> None:
    office.create("document", {"onderwerp": "Van hen"}, key="DOC-1", administration="De Boer B.V.")
    new = move(office, called, [])
    assert new == Ref("De Boer B.V.", "document", "1")
    assert office.read(Ref("De Boer B.V.", "document", "DOC-1"), "onderwerp") == "Van hen"


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("factuur voor janse n  b.v. te Zeist", "Jansen BV", True),
        ("Jansen\nB.V", "JANSEN B.V.", True),
        ("Janssen BV", "Jansen BV", False),
        ("", "Jansen BV", False),
        ("alles", " . ", False),
    ],
)
def test_a_name_is_found_whatever_its_spaces_dots_and_capitals(text: str, name: str, *, found: bool) -> None:
    assert holds_name(text, name) is found


def test_the_one_journal_that_fits_is_the_destination(office: Any, called: Any) -> None:
    do(called("WIJS bestemming toe", DOCUMENT, parameters={"dagboekcode": "ink"}, candidates=(JOURNAL,)))
    assert office.filled(DOCUMENT) == {
        "nummer": "DOC-1",
        "onderwerp": "Factuur maart",
        "dagboek": JOURNAL,
        "dagboekcode": "INK",
        "dagboeknaam": "Inkoopboek",
        "dagboektype": "Inkoop",
        "bestemming": "Dagboek",
    }


@pytest.mark.parametrize("count", [0, 2])
def test_no_journal_or_two_is_no_destination(office: Any, called: Any, count: int) -> None:
    with pytest.raises(SkippedError) as caught:
        do(called("WIJS bestemming toe", DOCUMENT, parameters={"dagboektype": "Inkoop"}, candidates=(JOURNAL,) * count))
    assert str(count) in caught.value.reason.nl
    assert office.read(DOCUMENT, "bestemming") is None


def test_a_category_sends_a_document_to_document_management(office: Any, called: Any) -> None:
    do(called("WIJS bestemming toe", DOCUMENT, parameters={"categorie": "Brieven/Belastingdienst"}))
    assert office.read(DOCUMENT, "categorie") == "Brieven/Belastingdienst"
    assert office.read(DOCUMENT, "bestemming") == "Document management"
    assert do(called("LEES document in", DOCUMENT)) is None
    assert office.all_of("boeking") == (BOOKING,)


@pytest.mark.parametrize("title", ["LEES document in", "VERTROUW document"])
def test_reading_in_and_trusting_come_to_the_same(office: Any, called: Any, title: str) -> None:
    office.contents[DOCUMENT] |= {"bestemming": "Dagboek", "dagboek": JOURNAL}
    assert do(called(title, DOCUMENT)) == Ref(BV, "boeking", "1")
    assert office.read(Ref(BV, "boeking", "1"), "dagboek") == JOURNAL
    assert office.read(DOCUMENT, "status") == "Ingelezen"


# ---------------------------------------------------------------- bookings


@pytest.mark.parametrize(("journal", "place"), [("Inkoop", "crediteur"), ("Verkoop", "debiteur"), (None, "crediteur")])
def test_the_one_relation_that_fits_is_assigned(office: Any, called: Any, journal: str | None, place: str) -> None:
    office.write(BOOKING, "dagboektype", journal)
    do(called("WIJS relatie toe", BOOKING, candidates=(SUPPLIER,)))
    assert office.read(BOOKING, place) == SUPPLIER
    assert office.read(BOOKING, "relatietags") == ("vaste lasten",)


@pytest.mark.parametrize("count", [0, 3])
def test_no_relation_or_several_is_none(office: Any, called: Any, count: int) -> None:
    with pytest.raises(SkippedError):
        do(called("WIJS relatie toe", BOOKING, candidates=(SUPPLIER,) * count))
    assert office.read(BOOKING, "crediteur") is None


def test_booking_on_an_account_takes_the_amount_without_vat(office: Any, called: Any) -> None:
    office.contents[BOOKING] |= {"bedrag incl btw": Decimal(121), "btw-bedrag": Decimal(21)}
    row = do(called("BOEK regels", BOOKING, parameters={"grootboekrekening": "4500", "omschrijving": "Telefoon"}))
    assert office.read(BOOKING, "boekingsregels") == (row,)
    assert office.filled(row) == {
        "grootboekrekening": "4500", "omschrijving": "Telefoon", "bedrag": Decimal(100), "percentage": Decimal(100)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("share", "amount"), [(None, "99.99"), ("50", "50.00"), ("-100", "-99.99"), ("0", "0.00"), ("0.01", "0.01")]
)
def test_a_line_gets_its_share_of_the_amount(office: Any, called: Any, share: str | None, amount: str) -> None:
    office.write(BOOKING, "bedrag excl btw", Decimal("99.99"))
    parameters = {"artikeltype": "Standaard", "artikel": "A", "percentage": None if share is None else Decimal(share)}
    row = do(called("VOEG boekingsregel toe", BOOKING, parameters=parameters))
    assert office.read(BOOKING, "regels") == (row,)
    assert office.read(row, "bedrag") == Decimal(amount)
    assert office.read(row, "omschrijving") == "Water"


def test_a_line_of_an_unknown_amount_is_empty_not_nought(office: Any, called: Any) -> None:
    row = do(called("VOEG boekingsregel toe", BOOKING, parameters={"artikeltype": "Tekst"}))
    assert office.read(row, "bedrag") is None


def test_a_judgement_is_about_the_line_of_the_loop(office: Any, called: Any) -> None:
    first, second = (do(called("VOEG boekingsregel toe", BOOKING)) for _ in range(2))
    do(called("BEOORDEEL regel", second, parameters={"oordeel": "Juist"}))
    assert (office.read(first, "oordeel"), office.read(second, "oordeel")) == (None, "Juist")
    with pytest.raises(FailedError, match="about a line"):
        do(called("BEOORDEEL regel", BOOKING, parameters={"oordeel": "Juist"}))


def test_a_task_is_tied_to_what_it_is_about(office: Any, called: Any) -> None:
    about_document = do(called("MAAK taak", DOCUMENT, parameters={"titel": "Kijk na"}))
    about_booking = do(called("MAAK taak", BOOKING, parameters={"titel": "Kijk na"}))
    assert office.filled(about_document) == {"titel": "Kijk na", "document": DOCUMENT}
    assert office.filled(about_booking) == {"titel": "Kijk na", "boeking": BOOKING}
