"""The description of the HTTP side is what the service does: every answer to made-up requests is one that it names.

The requests are made from the description, good ones and broken ones, by a program that knows nothing of us.
"""

import json
import re
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from hypothesis import given as given_by
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.service.conftest import BAKER, TOKENS, Running, Start, bearer, job

from regeltaal.base.node import evolve
from regeltaal.service import problem
from regeltaal.service.limits import Limits

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
OPERATIONS = [
    ("/gebeurtenissen", "POST"),
    ("/gebeurtenissen/{id}", "GET"),
    ("/gezond", "GET"),
    ("/gereed", "GET"),
    ("/metrics", "GET"),
    ("/openapi.json", "GET"),
    ("/", "GET"),
]
REQUESTS = [
    *((path, GenerationMode.POSITIVE) for path, _ in OPERATIONS),
    *((path, GenerationMode.NEGATIVE) for path, _ in OPERATIONS[:2]),  # the others take nothing that could be wrong
]
UNHURRIED = evolve(Limits(), requests_per_minute=1_000_000)


def test_the_description_names_every_path_and_every_kind_of_problem(running: Running) -> None:
    found = running.client.get("/openapi.json").json()

    assert {(path, method.upper()) for path, item in found["paths"].items() for method in item} == set(OPERATIONS)
    named = set(re.findall(r"`([a-z-]+)`: ", json.dumps(found["paths"], ensure_ascii=False)))
    assert named == {one.name for one in problem.ALL} - {"niet-gevonden", "verkeerde-methode"}


def test_the_description_has_the_events_and_fields_of_the_domain(running: Running) -> None:
    schemas = running.client.get("/openapi.json").json()["components"]["schemas"]

    event = schemas["gebeurtenis"]["properties"]
    assert event["gebeurtenis"]["enum"] == [one.name for one in running.service.desk.schema.events.values()]
    assert event["administratie"]["enum"] == ["Bakker", "Timmerman", "Café", None]
    assert {"nummer", "bedrag", "klant"} <= set(schemas["record-klus"]["properties"])


def test_the_description_is_in_english_for_who_prefers_it(running: Running) -> None:
    found = running.client.get("/openapi.json", headers={"Accept-Language": "en"}).json()

    assert found["paths"]["/gebeurtenissen"]["post"]["summary"] == "Send events"


@pytest.mark.parametrize(("path", "mode"), REQUESTS)
@pytest.mark.parametrize("guarded_", [False, True])
def test_every_answer_to_a_made_up_request_is_as_described(
    start: Start,
    path: str,
    mode: GenerationMode,
    guarded_: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    running = start(TOKENS if guarded_ else None, limits=UNHURRIED)
    headers = bearer(BAKER) if guarded_ else {}
    schema = schemathesis.openapi.from_dict(running.client.get("/openapi.json", headers=headers).json())
    operation = schema[path][dict(OPERATIONS)[path]]

    @given_by(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def try_one(case: "schemathesis.Case[Any]") -> None:
        answer = case.call(base_url=running.url, headers=headers)
        case.validate_response(answer, checks=CHECKS)
        assert "Traceback" not in answer.text

    try_one()
    assert running.client.get("/gezond").status_code == 200


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
ENVELOPE = st.fixed_dictionaries(
    {"id": ANYTHING, "gebeurtenis": st.just("klus gemeld") | ANYTHING, "record": ANYTHING},
    optional={"administratie": st.just("Bakker") | ANYTHING, "moment": ANYTHING, "vorige": ANYTHING, "extra": ANYTHING},
)
FIELDS = st.sampled_from(["nummer", "bedrag", "klant", "materialen", "labels", "datum", "looptijd", "vrije velden"])
RECORD = st.dictionaries(FIELDS, ANYTHING).map(lambda fields: {"nummer": "K-1", **fields})


def test_whatever_stands_in_an_event_it_is_kept_or_refused_with_a_reason(start: Start) -> None:
    running = start(limits=UNHURRIED)
    events = st.one_of(ENVELOPE, RECORD.map(lambda record: {**job(), "id": "vast", "record": record}))

    @given_by(events)
    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    def try_one(event: object) -> None:
        answer = running.client.post("/gebeurtenissen", content=json.dumps(event), headers=JSON)
        assert answer.status_code in {200, 422}
        assert answer.json()["status"] in {"verwerkt", "dubbel", "geweigerd"}
        assert (answer.status_code == 422) == (answer.json()["status"] == "geweigerd")
        assert answer.status_code == 200 or answer.json()["reden"]

    try_one()


JSON = {"Content-Type": "application/json"}


def test_whatever_bytes_come_the_answer_is_described_and_the_service_goes_on(start: Start) -> None:
    running = start(limits=UNHURRIED)
    media = st.sampled_from(["application/json", "application/x-ndjson", "application/json;charset=utf-8"])

    @given_by(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "replace")), media)
    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    def try_one(content: bytes, kind: str) -> None:
        answer = running.client.post("/gebeurtenissen", content=content, headers={"Content-Type": kind})
        assert answer.status_code in {200, 400, 422}
        assert "Traceback" not in answer.text

    try_one()
    assert running.client.get("/gereed").status_code == 200
