"""Events by HTTP: in as JSON in three forms, back as `draai --uitvoer json` has it, kept before they are answered."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from tests.service.conftest import BAKER, Running, bearer, job

from regeltaal.loading import load
from regeltaal.runtime.engine import Engine

NDJSON = {"Content-Type": "application/x-ndjson"}


def lines(*events: object) -> str:
    return "".join(f"{json.dumps(one)}\n" for one in events)


def test_one_event_is_answered_as_draai_writes_it_and_is_kept(running: Running, kantoor: Path) -> None:
    answer = running.client.post("/gebeurtenissen", json=job(moment=None) | {"moment": "2027-03-12T10:00:00+01:00"})

    assert answer.status_code == 422  # `moment` is no field of a record
    event = job() | {"moment": "2027-03-12T10:00:00+01:00"}
    answer = running.client.post("/gebeurtenissen", json=event)
    with Engine(load(kantoor), outside=False) as other:
        expected = other.process(json.dumps(event)).to_json()
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert answer.json() == expected
    assert running.events()[0] == "e-1"


def test_a_list_is_answered_as_a_list_with_a_status_for_each(running: Running) -> None:
    events = [job("e-1"), job("e-1"), job("e-2", bedrag="veel"), 5, job("e-3")]

    answer = running.client.post("/gebeurtenissen", json=events)

    assert answer.status_code == 200
    statuses = [(one["id"], one["status"], one.get("lijn")) for one in answer.json()]
    assert statuses == [
        ("e-1", "verwerkt", None),
        ("e-1", "dubbel", 2),
        ("e-2", "geweigerd", 3),
        ("", "geweigerd", 4),
        ("e-3", "verwerkt", None),
    ]
    assert [one for one in running.events() if "/" not in one] == ["e-1", "e-3"]


def test_an_event_a_line_is_answered_a_line_each(running: Running) -> None:
    content = lines(job("e-1")) + "\n" + "{oeps\n" + lines(job("e-2"))

    answer = running.client.post("/gebeurtenissen", content="\ufeff" + content, headers=NDJSON)

    assert answer.headers["content-type"] == "application/x-ndjson"
    found = [json.loads(line) for line in answer.text.splitlines()]
    assert [(one["id"], one["status"]) for one in found] == [
        ("e-1", "verwerkt"),
        ("", "geweigerd"),
        ("e-2", "verwerkt"),
    ]
    assert found[1]["lijn"] == 3
    assert [one.text for one in running.store.refused()] == ["{oeps"]


def test_a_single_event_that_does_not_fit_is_422_with_the_field_and_the_reason(running: Running) -> None:
    answer = running.client.post("/gebeurtenissen", json=job(bedrag="veel"))

    assert answer.status_code == 422
    found = answer.json()
    assert (found["status"], found["veld"]) == ("geweigerd", "record.bedrag")
    assert "veel" in found["reden"]
    assert running.events() == []


def test_the_same_event_again_is_told_to_be_double_and_changes_nothing(running: Running) -> None:
    first = running.client.post("/gebeurtenissen", json=job())
    kept = running.events()

    second = running.client.post("/gebeurtenissen", json=job())

    assert (first.json()["status"], second.status_code, second.json()["status"]) == ("verwerkt", 200, "dubbel")
    assert running.events() == kept


def test_the_same_id_with_other_content_is_refused(running: Running) -> None:
    running.client.post("/gebeurtenissen", json=job())

    answer = running.client.post("/gebeurtenissen", json=job(bedrag="1"))

    assert (answer.status_code, answer.json()["status"]) == (422, "geweigerd")


def test_one_id_sent_by_many_at_once_is_processed_once(running: Running) -> None:
    def send(_: int) -> str:
        with httpx.Client(base_url=running.url, trust_env=False, timeout=60) as client:
            return str(client.post("/gebeurtenissen", json=job()).json()["status"])

    with ThreadPoolExecutor(16) as pool:
        statuses = list(pool.map(send, range(64)))

    assert sorted(statuses) == ["dubbel"] * 63 + ["verwerkt"]
    assert running.events().count("e-1") == 1


def test_an_answer_speaks_english_to_who_prefers_it(running: Running) -> None:
    answer = running.client.post(
        "/gebeurtenissen", json=job(bedrag="veel"), headers={"Accept-Language": "en;q=0.9,nl;q=0.1"}
    )
    dutch = running.client.post("/gebeurtenissen", json=job(bedrag="veel"), headers={"Accept-Language": "fr, nl"})

    assert answer.json()["reden"] != dutch.json()["reden"]
    assert "geen" in dutch.json()["reden"]


def test_what_was_kept_of_an_event_can_be_read_back_with_the_stand_of_its_actions(running: Running) -> None:
    running.client.post("/gebeurtenissen", json=job(spoed=True))

    answer = running.client.get("/gebeurtenissen/e-1", params={"administratie": "Bakker"})

    assert answer.status_code == 200
    found = answer.json()
    assert (found["id"], found["status"]) == ("e-1", "verwerkt")
    actions = [action for rule in found["regels"] for action in rule["acties"] if action["actie"] == "VERSTUUR bericht"]
    assert [(one["status"], one["nu"]["status"]) for one in actions] == [("gepland", "gepland")]


@pytest.mark.parametrize("number", ["e 1", "é-1", "a?b", "100%", "e#1"])
def test_an_event_is_found_by_any_id_that_it_may_have(running: Running, number: str) -> None:
    running.client.post("/gebeurtenissen", json=job(number))
    answer = running.client.get(f"/gebeurtenissen/{quote(number, safe='')}", params={"administratie": "Bakker"})

    assert answer.json()["id"] == number


def test_a_follow_up_is_found_by_its_id(running: Running) -> None:
    running.client.post("/gebeurtenissen", json=job())
    follow_up = next(one for one in running.events() if "/" in one)

    answer = running.client.get(f"/gebeurtenissen/{follow_up}", params={"administratie": "Bakker"})

    assert answer.json()["gevolg_van"]["id"] == "e-1"


def test_an_event_that_is_not_there_is_not_found(running: Running) -> None:
    answer = running.client.get("/gebeurtenissen/nooit", params={"administratie": "Bakker"})

    assert (answer.status_code, answer.json()["type"]) == (404, "urn:regeltaal:onbekende-gebeurtenis")


def test_without_a_token_the_administration_must_be_named_where_there_are_several(running: Running) -> None:
    unsaid = running.client.post("/gebeurtenissen", json=job(administration=None))
    asked = running.client.get("/gebeurtenissen/e-1")

    assert (unsaid.status_code, unsaid.json()["veld"]) == (422, "administratie")
    assert (asked.status_code, asked.json()["type"]) == (400, "urn:regeltaal:verkeerde-vraag")


def test_an_empty_list_is_no_mistake(running: Running) -> None:
    assert running.client.post("/gebeurtenissen", json=[]).json() == []
    assert running.client.post("/gebeurtenissen", content=b"\n\n", headers=NDJSON).text == ""


def test_an_event_of_a_token_needs_no_administration(guarded: Running) -> None:
    answer = guarded.client.post("/gebeurtenissen", json=job(administration=None), headers=bearer(BAKER))

    assert answer.json()["administratie"] == "Bakker"
    assert {one.event.administration for one in guarded.store.events()} == {"Bakker"}
