"""What starts a rule on work orders, one trigger after the other: what was changed, and what the clock brings."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from regeltaal.loading import load
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.result import EventStatus

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MORNING = "2027-03-12T10:00:00+01:00"
CUSTOMER = {"debiteurnummer": "D-1", "naam": "De Vries", "plaats": "Zeist"}
Sent = tuple[str, dict[str, object]]
Happens = Callable[..., list[str]]


@pytest.fixture
def tasks_of(tmp_path: Path) -> Happens:
    """What one rule makes tasks of: after events at ten o'clock, and again when time has passed."""

    def make(rule: str, *sent: Sent, until: str | None = None) -> list[str]:
        (tmp_path / "regeltaal.toml").write_text('[project]\ndomein = "werkbonnen"\n', encoding="utf-8")
        (tmp_path / "regels").mkdir()
        (tmp_path / "regels" / "regel.regel").write_text(f'DOMEIN werkbonnen\nREGEL "r"\n{rule}\n', encoding="utf-8")
        now = datetime.fromisoformat(MORNING)
        with Engine(load(tmp_path), clock=lambda: now) as engine:
            for number, (name, record) in enumerate(sent):
                event = {"id": f"e-{number}", "gebeurtenis": name, "moment": MORNING, "record": record}
                result = engine.process(event)
                assert result.status is EventStatus.PROCESSED, (result.field, result.reason)
            if until is not None:
                list(engine.let_pass(datetime.fromisoformat(until).replace(tzinfo=AMSTERDAM), now))
            with engine.store.look() as unit:
                return [str(one.fields["titel"]) for one in unit.records("taak")]

    return make


def test_a_customer_who_moved_is_one_whose_town_changed(tasks_of: Happens) -> None:
    found = tasks_of(
        'WANNEER relatie bijgewerkt EN plaats IS GEWIJZIGD DAN MAAK taak MET titel = "{vorige.plaats} naar {plaats}"',
        ("relatie toegevoegd", CUSTOMER),
        ("relatie bijgewerkt", {"debiteurnummer": "D-1", "plaats": "Zeist", "mobiel nummer": "+31612345678"}),
        ("relatie bijgewerkt", {"debiteurnummer": "D-1", "plaats": "Utrecht"}),
    )
    assert found == ["Zeist naar Utrecht"]


def test_the_planning_board_tells_old_and_new_day_time_and_employee(tasks_of: Happens) -> None:
    found = tasks_of(
        """WANNEER werkbon planbord update
EN medewerker IS GEWIJZIGD EN medewerker WAS "1042" EN datum WAS 15-3-2027 EN uitvoertijd WAS 8:30
DAN MAAK taak MET titel = "{vorige.datum} {vorige.uitvoertijd} {vorige.medewerker.naam}"
  MAAK taak MET titel = "{datum} {uitvoertijd} {medewerker.naam}\"""",
        ("medewerker bijgewerkt", {"nummer": "1042", "naam": "Sanne"}),
        ("medewerker bijgewerkt", {"nummer": "1043", "naam": "Joris"}),
        ("werkbon aangemaakt", _planned("2027-03-15", "08:30", "1042")),
        ("werkbon planbord update", _planned("2027-03-16", "09:00", "1043")),
        ("werkbon planbord update", _planned("2027-03-17", "09:00", "1043")),
    )
    assert found == ["15-3-2027 8:30 Sanne", "16-3-2027 9:00 Joris"]


def _planned(day: str, clock: str, employee: str) -> dict[str, object]:
    return {"nummer": "WB-1", "datum": day, "uitvoertijd": clock, "medewerker": employee}


def test_the_status_goes_from_one_to_another(tasks_of: Happens) -> None:
    found = tasks_of(
        'WANNEER werkbon statuswijziging VAN "Ingepland" NAAR "Klaargezet" DAN MAAK taak MET titel = "{nummer}"',
        ("werkbon aangemaakt", {"nummer": "WB-1", "status": "Ingepland"}),
        ("werkbon aangemaakt", {"nummer": "WB-2", "status": "Klaargezet"}),
        ("werkbon statuswijziging", {"nummer": "WB-1", "status": "Klaargezet"}),
        ("werkbon statuswijziging", {"nummer": "WB-2", "status": "Opgehaald"}),
    )
    assert found == ["WB-1"]


def test_a_reminder_of_a_quotation_that_the_system_sends(tasks_of: Happens) -> None:
    offer: dict[str, object] = {"nummer": "OFF-1", "status": "Verzonden", "relatie": CUSTOMER}
    found = tasks_of(
        'WANNEER herinnering openstaande offerte DAN MAAK taak MET titel = "Bel {relatie.naam}"',
        ("herinnering openstaande offerte", offer),
    )
    assert found == ["Bel De Vries"]


@pytest.mark.parametrize(
    ("answer", "titles"), [("Verzonden", ["OFF-1"]), ("Akkoord", []), ("Afgewezen", []), (None, ["OFF-1"])]
)
def test_a_quotation_that_waits_starts_a_rule_on_the_day_to_remind(
    tasks_of: Happens, answer: str | None, titles: list[str]
) -> None:
    found = tasks_of(
        'WANNEER offerte staat open OP herinneringsdatum DAN MAAK taak MET titel = "{nummer}"',
        ("offertestatus gewijzigd", {"nummer": "OFF-1", "status": "Verzonden", "herinneringsdatum": "2027-03-19"}),
        ("offertestatus gewijzigd", {"nummer": "OFF-1", "status": answer}),
        until="2027-04-19 12:00",
    )
    assert found == titles


def test_a_quotation_that_is_about_to_lapse(tasks_of: Happens) -> None:
    rule = 'WANNEER offerte verloopt 3 dagen VOOR geldig tot DAN MAAK taak MET titel = "{nummer}"'
    sent = ("offertestatus gewijzigd", {"nummer": "OFF-1", "status": "Verzonden", "geldig tot": "2027-03-31"})
    assert tasks_of(rule, sent, until="2027-03-28 00:01") == ["OFF-1"]


@pytest.mark.parametrize(("status", "titles"), [("OPEN", ["F-1"]), ("PAYED", [])])
def test_an_invoice_that_was_not_paid_a_week_after_it_fell_due(
    tasks_of: Happens, status: str, titles: list[str]
) -> None:
    found = tasks_of(
        'WANNEER factuur vervalt 7 dagen NA vervaldatum DAN MAAK taak MET titel = "{nummer}"',
        ("factuurstatus gewijzigd", {"nummer": "F-1", "status": status, "vervaldatum": "2027-03-20"}),
        until="2027-03-27 00:01",
    )
    assert found == titles


@pytest.mark.parametrize(("until", "titles"), [("2027-03-30 23:59", []), ("2027-03-31 00:01", ["C-1"])])
def test_a_contract_that_is_about_to_end(tasks_of: Happens, until: str, titles: list[str]) -> None:
    found = tasks_of(
        'WANNEER contract verloopt 30 dagen VOOR einddatum DAN MAAK taak MET titel = "{nummer}"',
        ("contract bijgewerkt", {"nummer": "C-1", "einddatum": "2027-04-30"}),
        until=until,
    )
    assert found == titles


def test_a_contract_of_which_the_system_says_so(tasks_of: Happens) -> None:
    found = tasks_of(
        'WANNEER contract verloopt binnenkort EN type = "Correctief" DAN MAAK taak MET titel = "{nummer}"',
        ("contract verloopt binnenkort", {"nummer": "C-1", "type": "Correctief"}),
        ("contract verloopt binnenkort", {"nummer": "C-2", "type": "Preventief"}),
    )
    assert found == ["C-1"]


def test_what_a_portal_request_was_about_is_known_on_its_work_order(tasks_of: Happens) -> None:
    request = {"nummer": "PA-7", "omschrijving": "Geen warm water", "prioriteitscode": "P1"}
    found = tasks_of(
        """WANNEER werkbon aangemaakt EN herkomst = "klantportaal" EN portaalaanvraag.prioriteitscode = "P1"
DAN MAAK taak MET titel = "{portaalaanvraag.omschrijving}\"""",
        ("nieuwe portaalaanvraag", request),
        ("werkbon aangemaakt", {"nummer": "WB-1", "herkomst": "klantportaal", "portaalaanvraag": "PA-7"}),
    )
    assert found == ["Geen warm water"]


def test_the_guarantee_of_a_part_follows_from_its_installation(tasks_of: Happens) -> None:
    part = {"code": "POMP", "datum installatie": "2024-03-01", "garantiemaanden": 36}
    found = tasks_of(
        """WANNEER object bijgewerkt EN EEN onderdeel IN onderdelen WAARVOOR onderdeel.garantie tot < VANDAAG
DAN MAAK taak MET titel = "{code}\"""",
        ("object bijgewerkt", {"code": "CV-1", "onderdelen": [part]}),
        ("object bijgewerkt", {"code": "CV-2", "onderdelen": [{**part, "garantiemaanden": 48}]}),
    )
    assert found == ["CV-1"]
