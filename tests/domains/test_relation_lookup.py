"""An office with many relations: a booking reads those that may be meant, and no others."""

from collections.abc import Callable
from typing import Any

import pytest

from regeltaal.runtime.bindings import installed
from regeltaal.runtime.replay import replay

MANY = 40
BY_NAME_AND_NUMBER = (
    'REGEL "Toewijzen"\nWANNEER boeking aangemaakt\n'
    'DAN WIJS relatie toe MET relatienaam = "{herkende naam}"; kvk-nummer = herkend kvk-nummer\n'
)


def fill(office: Any) -> None:
    for number in range(MANY):
        office.event(
            "relatie bijgewerkt",
            {
                "code": f"C{number}",
                "naam": f"Bedrijf {number} B.V.",
                "kvk-nummer": f"{10000000 + number}",
                "postcode": f"{1000 + number} AB",
                "straat": f"Dorpsstraat {number}",
                "telefoonnummer": f"030 12345{number:02}",
            },
        )


def relations_read(office: Any) -> set[str]:
    """The relations that stand in the inputs of the last event."""
    *_, last = (event for event in office.engine.store.events() if event.parent is None)
    return {key for (_, object_name, key), _ in last.inputs["records"] if object_name == "relatie"}


@pytest.mark.parametrize(
    "seen",
    [
        {"herkend kvk-nummer": "10000007"},
        {"herkende naam": "bedrijf 7 bv"},
        {"herkende naam": "BEDRIJF 7 B.V.", "herkende straat": "dorpsstraat 7"},
        {"herkende naam": "Bedrijf 7 bv.", "herkende postcode": "1007ab"},
        {"herkend telefoonnummer": "+31 30 1234507"},
    ],
    ids=" en ".join,
)
def test_recognition_reads_the_relations_that_may_fit(open_office: Callable[..., Any], seen: dict[str, str]) -> None:
    office = open_office()
    fill(office)
    office.event("boeking aangemaakt", {"nummer": "BK-1", **seen})
    assert office.one("boeking", "BK-1")["crediteur"] == "C7"
    assert relations_read(office) == {"C7"}


def test_recognition_of_nothing_reads_no_relation(open_office: Callable[..., Any]) -> None:
    office = open_office()
    fill(office)
    office.event("boeking aangemaakt", {"nummer": "BK-1", "herkende naam": "Onbekend"})
    assert "crediteur" not in office.one("boeking", "BK-1")
    assert relations_read(office) == set()


def test_a_rule_that_assigns_reads_the_relations_that_may_fit(open_office: Callable[..., Any]) -> None:
    office = open_office(BY_NAME_AND_NUMBER)
    fill(office)
    seen = {"herkende naam": " bedrijf 7 b.v.", "herkend kvk-nummer": "10000007"}
    office.event("boeking aangemaakt", {"nummer": "BK-1", **seen})
    found = office.one("boeking", "BK-1")
    assert (found["crediteur"], found["relatie herkend op"]) == ("C7", "regel Toewijzen")
    assert relations_read(office) == {"C7"}


def test_a_relation_that_changed_is_found_by_what_it_is_now(open_office: Callable[..., Any]) -> None:
    office = open_office()
    fill(office)
    office.event("relatie bijgewerkt", {"code": "C7", "kvk-nummer": "20000007"})
    office.event("boeking aangemaakt", {"nummer": "BK-1", "herkend kvk-nummer": "10000007"})
    office.event("boeking aangemaakt", {"nummer": "BK-2", "herkend kvk-nummer": "20000007"})
    assert "crediteur" not in office.one("boeking", "BK-1")
    assert office.one("boeking", "BK-2")["crediteur"] == "C7"


def test_the_relations_of_another_administration_are_not_found(open_office: Callable[..., Any]) -> None:
    office = open_office()
    fill(office)
    office.event("boeking aangemaakt", {"nummer": "BK-1", "herkend kvk-nummer": "10000007"}, "De Boer BV")
    assert "crediteur" not in office.one("boeking", "BK-1", "De Boer BV")


@pytest.mark.parametrize("rules", ["", BY_NAME_AND_NUMBER])
def test_the_relation_of_a_booking_is_the_same_by_replay(open_office: Callable[..., Any], rules: str) -> None:
    office = open_office(rules)
    fill(office)
    office.event("boeking aangemaakt", {"nummer": "BK-1", "herkend kvk-nummer": "10000007"})
    assert office.one("boeking", "BK-1")["crediteur"] == "C7"
    office.event("relatie bijgewerkt", {"code": "C7", "kvk-nummer": "20000007"})
    rule_set = office.engine.rules
    event = office.engine.store.event("Jansen BV", f"e-{MANY + 1}")
    again = replay(rule_set, event, installed(rule_set.schema.name))
    assert event.result == again.to_json(stored=True, brief=True)
    assert [note.nl for note in again.notes] == ([] if rules else ["relatie `C7` herkend op KvK-nummer"])
