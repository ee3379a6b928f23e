"""KoudSmart, webhooks and other programs, from rule to a real web server: the bytes, the files, the second attempt."""

import base64
from datetime import timedelta
from typing import Any

import pytest

import regeltaal

VISIT: dict[str, Any] = {
    "nummer": "WB-1", "extern nummer": "PO-7", "status": "Compleet", "datum": "2027-03-12",
    "relatie": {
        "debiteurnummer": "D-1", "naam": "De Vries", "plaats": "Zeist", "kvk-nummer": "12345678", "opmerking": "x",
        "factuurrelatie": "D-2",
    },
    "medewerker": {"nummer": "1042", "naam": "Bas", "telefoonnummer": "0612345678"},
    "objecten": [{"code": "AC-1", "type": "Airco", "serienummer": "S1", "opmerking": "hoog"}],
    "materialen": [
        {"code": "R32", "aantal": "1.25", "fles": "FL-1"},
        {"code": "POMP", "aantal": 1, "prijs": "150.00"},
        {"koudemiddel": "R410A", "aantal": "-0.8", "eenheid": "kilo", "object": "AC-2"},
        {"koudemiddel": "R22", "aantal": 2, "koudemiddelhandeling": "Afgevoerd"},
    ],
    "formulieren": [
        {
            "naam": "F-gassen logboek", "ingevuld": True, "object": "AC-1", "gegevens": "Lek: nee",
            "handtekening": "krabbel.png",
        },
        {"naam": "Oplevering", "ingevuld": False},
    ],
    "documenten": ["keuring.pdf", "onbekend.pdf"],
    "vrije velden": {"meterstand": "12.5"},
}  # fmt: skip
COOLING = 'REGEL "r" WANNEER werkbon compleet gemeld DAN SYNCHRONISEER naar KoudSmart'
ORIGIN = {
    "administratie": "Jansen BV", "gebeurtenis": {"naam": "werkbon compleet gemeld", "id": "e-2"},
    "record": {"object": "werkbon", "sleutel": "WB-1"}, "regel": "r", "moment": "2027-03-12T12:00:00+01:00",
}  # fmt: skip


def with_refrigerant(jobs: Any) -> Any:
    jobs.process("artikel bijgewerkt", {"code": "R32", "koudemiddel": "R32", "eenheid": "kg"})
    with jobs.engine.store.transaction() as unit:
        unit.keep_file("Jansen BV", "keuring.pdf", b"%PDF-1.7 keuring")
        unit.keep_file("Jansen BV", "krabbel.png", b"\x89PNG")
    return jobs


@pytest.fixture
def cooling(office: Any, website: Any) -> Any:
    return with_refrigerant(office(COOLING, f'[koppelingen.koudsmart]\nurl = "{website.url}"\n'))


def without_free_fields(visit: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in visit.items() if name != "vrije velden"}


def test_koudsmart_gets_the_transactions_and_the_documents(cooling: Any, website: Any) -> None:
    visit = without_free_fields(VISIT)
    assert cooling.done("werkbon compleet gemeld", visit)[0][1:] == ("uitgevoerd", None)
    (body,) = website.bodies
    assert {name: body[name] for name in ORIGIN} == ORIGIN
    assert body["werkbon"] == {
        "nummer": "WB-1", "extern nummer": "PO-7", "status": "Compleet", "datum": "2027-03-12", "adres": None,
        "medewerker": {"nummer": "1042", "naam": "Bas"},
        "relatie": {"debiteurnummer": "D-1", "naam": "De Vries", "plaats": "Zeist", "kvk-nummer": "12345678"},
    }  # fmt: skip
    assert body["objecten"] == [{"code": "AC-1", "type": "Airco", "serienummer": "S1"}]
    row = "werkbon/WB-1/materialen/"
    assert body["transacties"] == [
        {
            "sleutel": f"{row}1", "koudemiddel": "R32", "artikel": "R32", "handeling": "Bijgevuld", "aantal": "1.25",
            "eenheid": "kg", "object": "AC-1", "fles": "FL-1", "datum": "2027-03-12",
        },
        {
            "sleutel": f"{row}3", "koudemiddel": "R410A", "artikel": None, "handeling": "Teruggewonnen",
            "aantal": "0.8", "eenheid": "kilo", "object": "AC-2", "fles": None, "datum": "2027-03-12",
        },
        {
            "sleutel": f"{row}4", "koudemiddel": "R22", "artikel": None, "handeling": "Afgevoerd", "aantal": "2",
            "eenheid": "kg", "object": "AC-1", "fles": None, "datum": "2027-03-12",
        },
    ]  # fmt: skip
    assert body["documenten"] == [
        {
            "soort": "document", "naam": "keuring.pdf", "bestand": "keuring.pdf",
            "inhoud": base64.b64encode(b"%PDF-1.7 keuring").decode(),
        },
        {"soort": "document", "naam": "onbekend.pdf", "bestand": "onbekend.pdf", "inhoud": None},
        {
            "soort": "formulier", "sleutel": "werkbon/WB-1/formulieren/1", "naam": "F-gassen logboek",
            "object": "AC-1", "gegevens": "Lek: nee", "bestand": "krabbel.png",
            "inhoud": base64.b64encode(b"\x89PNG").decode(),
        },
    ]  # fmt: skip


def test_a_second_attempt_sends_the_same_bytes_whatever_has_changed_since(cooling: Any, website: Any) -> None:
    website.answers = [503, 200]
    assert cooling.done("werkbon compleet gemeld", without_free_fields(VISIT))[0][1] == "gepland"
    cooling.process("werkbon planbord update", {"nummer": "WB-1", "materialen": [], "extern nummer": "anders"})
    (outcome,) = cooling.engine.run_due(cooling.now + timedelta(hours=1))
    assert outcome.status.value == "uitgevoerd"
    first, second = website.contents
    assert first == second
    assert website.headers[0]["Idempotency-Key"] == website.headers[1]["Idempotency-Key"]


def test_a_work_order_without_refrigerant_or_documents_is_not_sent(cooling: Any, website: Any) -> None:
    visit = {"nummer": "WB-2", "materialen": [{"code": "POMP"}], "formulieren": [{"naam": "F-gassen"}]}
    assert cooling.done("werkbon compleet gemeld", visit)[0][1:] == (
        "overgeslagen", "er zijn geen koelmiddeltransacties of documenten op de werkbon",
    )  # fmt: skip
    no_count = {"nummer": "WB-3", "materialen": [{"koudemiddel": "R32"}]}
    assert cooling.done("werkbon compleet gemeld", no_count)[0][1:] == (
        "mislukt", "koudemiddel `R32` heeft geen aantal",
    )  # fmt: skip
    assert website.bodies == []


def test_koudsmart_needs_its_module_and_its_address(office: Any, website: Any) -> None:
    setting = '[administraties."Jansen BV"]\nmodules = []\n'
    with pytest.raises(regeltaal.RegelFout, match="F-gassen"):
        office(COOLING, setting)
    jobs = office(COOLING)
    visit = {"nummer": "WB-1", "materialen": [{"koudemiddel": "R32", "aantal": 1}]}
    assert jobs.done("werkbon compleet gemeld", visit)[0][1:] == ("mislukt", "`[koppelingen.koudsmart] url` ontbreekt")
    assert website.bodies == []


# ---------------------------------------------------------------- webhooks and other programs

HOOK = 'REGEL "r" WANNEER werkbon compleet gemeld DAN ROEP webhook MET adres = "{url}"{more}'
FREE = '[vrije_velden.werkbon]\nmeterstand = "getal"\n'
OPENED = '[koppelingen.webhook]\ninterne_adressen = ["127.0.0.1"]\n'


def test_a_webhook_brings_the_record_with_its_rows_and_what_it_refers_to(office: Any, website: Any) -> None:
    jobs = office(HOOK.format(url=website.url, more=""), FREE + OPENED)
    jobs.process("relatie bijgewerkt", {"debiteurnummer": "D-1", "naam": "De Vries"})
    visit = {name: VISIT[name] for name in ("nummer", "relatie", "datum", "objecten", "documenten", "vrije velden")}
    jobs.process("werkbon compleet gemeld", {**visit, "materialen": VISIT["materialen"][:1], "uitvoertijd": "08:30"})
    (body,) = website.bodies
    assert {name: body[name] for name in ORIGIN} == ORIGIN
    assert body["inhoud"] is None
    assert body["gegevens"] == {
        "nummer": "WB-1", "datum": "2027-03-12", "uitvoertijd": "08:30", "documenten": ["keuring.pdf", "onbekend.pdf"],
        "relatie": {
            "debiteurnummer": "D-1", "naam": "De Vries", "plaats": "Zeist", "kvk-nummer": "12345678",
            "opmerking": "x", "factuurrelatie": "D-2",
        },
        "objecten": [{"code": "AC-1", "type": "Airco", "serienummer": "S1", "opmerking": "hoog"}],
        "materialen": [{"code": "R32", "aantal": "1.25", "fles": "FL-1"}],
        "vrije velden": {"meterstand": "12.5"},
    }  # fmt: skip


def test_a_webhook_may_bring_only_a_text(office: Any, website: Any) -> None:
    jobs = office(HOOK.format(url=website.url, more='; inhoud = "{nummer} is klaar"; gegevens = NEE'), OPENED)
    jobs.process("werkbon compleet gemeld", {"nummer": "WB-1"})
    (body,) = website.bodies
    assert (body["inhoud"], "gegevens" in body) == ("WB-1 is klaar", False)


def test_a_record_goes_to_a_program_that_the_project_names(
    office: Any, website: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGELTAAL_PLANBORD_SLEUTEL", "geheim")
    rule = 'REGEL "r" WANNEER {} DAN SYNCHRONISEER naar koppeling MET koppeling = "{}"'
    jobs = office(
        "\n".join(
            [
                rule.format("relatie bijgewerkt", "planbord"),
                rule.format("project bijgewerkt", "bestaat niet").replace('"r"', '"s"'),
            ]
        ),
        f'[koppelingen.planbord]\nurl = "{website.url}"\nkop = "X-Sleutel"\n',
    )
    jobs.process("relatie bijgewerkt", {"debiteurnummer": "D-1", "naam": "De Vries"})
    (body,) = website.bodies
    assert (body["record"], body["gegevens"]) == (
        {"object": "relatie", "sleutel": "D-1"}, {"debiteurnummer": "D-1", "naam": "De Vries"},
    )  # fmt: skip
    assert website.headers[0]["X-Sleutel"] == "geheim"
    assert jobs.done("project bijgewerkt", {"code": "P-1"})[0][1:] == (
        "mislukt", "`[koppelingen.bestaat niet] url` ontbreekt: deze koppeling is er niet",
    )  # fmt: skip
