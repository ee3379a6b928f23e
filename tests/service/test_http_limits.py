"""What is too much is refused whole, with when to come back; what is broken is told, and nothing of it is kept."""

import gzip
import json
import socket
from threading import Event

import pytest
from tests.service.conftest import BAKER, CARPENTER, TOKENS, Running, Start, bearer, job, slowly

from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.runtime.batch import Input
from regeltaal.runtime.problems import StoreError, unreadable
from regeltaal.service import problem
from regeltaal.service.intake import Process
from regeltaal.service.limits import Limits
from regeltaal.service.rate import Rate

JSON = {"Content-Type": "application/json"}


def kind(answer_json: object) -> str:
    assert isinstance(answer_json, dict)
    assert {"type", "title", "status", "detail", "remedie"} <= set(answer_json)
    return str(answer_json["type"]).removeprefix("urn:regeltaal:")


# ------------------------------------------------------------ how much


def test_a_body_that_tells_it_is_too_large_is_refused_before_it_is_read(start: Start) -> None:
    running = start(limits=evolve(Limits(), largest_message=1_000))

    answer = running.client.post("/gebeurtenissen", content=b" " * 1_001, headers=JSON)

    assert (answer.status_code, kind(answer.json())) == (413, "te-groot")
    assert running.client.post("/gebeurtenissen", json=job()).status_code == 200


def test_a_body_that_grows_too_large_is_refused_while_it_comes(start: Start) -> None:
    running = start(limits=evolve(Limits(), largest_message=1_000))

    answer = running.client.post("/gebeurtenissen", content=(b" " * 300 for _ in range(100)), headers=JSON)

    assert (answer.status_code, kind(answer.json())) == (413, "te-groot")


@pytest.mark.parametrize("media", ["application/json", "application/x-ndjson"])
def test_more_events_than_allowed_are_refused_whole(start: Start, media: str) -> None:
    running = start(limits=evolve(Limits(), most_events=3))
    events = [job(f"e-{number}") for number in range(4)]
    content = json.dumps(events) if media == "application/json" else "\n".join(json.dumps(one) for one in events)

    answer = running.client.post("/gebeurtenissen", content=content, headers={"Content-Type": media})

    assert (answer.status_code, kind(answer.json())) == (413, "te-groot")
    assert running.events() == []


def test_a_compressed_body_is_refused(running: Running) -> None:
    content = gzip.compress(json.dumps(job()).encode())

    answer = running.client.post("/gebeurtenissen", content=content, headers={**JSON, "Content-Encoding": "gzip"})

    assert (answer.status_code, kind(answer.json())) == (415, "verkeerd-soort")


def test_a_token_that_comes_too_often_waits_and_others_do_not(start: Start) -> None:
    running = start(TOKENS, limits=evolve(Limits(), requests_per_minute=2))
    statuses = [running.client.post("/gebeurtenissen", json=[], headers=bearer(BAKER)) for _ in range(3)]

    assert [one.status_code for one in statuses] == [200, 200, 429]
    assert kind(statuses[2].json()) == "te-veel-verzoeken"
    assert 1 <= int(statuses[2].headers["retry-after"]) <= 30
    assert running.client.post("/gebeurtenissen", json=[], headers=bearer(CARPENTER)).status_code == 200


def test_the_bucket_fills_up_as_time_passes() -> None:
    now = [0.0]
    rate = Rate(60, clock=lambda: now[0])

    assert [rate.wait("a") for _ in range(61)] == [0] * 60 + [1]
    now[0] = 1.0
    assert [rate.wait("a"), rate.wait("a"), rate.wait("b")] == [0, 1, 0]
    now[0] = 10_000.0
    assert [rate.wait("a") for _ in range(61)] == [0] * 60 + [1]


# ------------------------------------------------------------ back pressure


def test_a_full_queue_takes_nothing_and_says_when_to_come_back(start: Start) -> None:
    go = Event()
    running = start(
        limits=evolve(Limits(), most_waiting=2, answer_seconds=0.2), process=lambda desk: slowly(desk, go.wait)
    )
    waiting = running.client.post("/gebeurtenissen", json=[job("e-1"), job("e-2")])

    answer = running.client.post("/gebeurtenissen", json=[job("e-3")])
    go.set()

    assert (waiting.status_code, kind(waiting.json())) == (503, "nog-niet-bekend")
    assert (answer.status_code, kind(answer.json()), answer.headers["retry-after"]) == (503, "te-druk", "5")
    assert running.service.intake.close(10)
    assert [one for one in running.events() if "/" not in one] == ["e-1", "e-2"]


def test_an_answer_that_came_too_late_is_double_when_it_is_sent_again(start: Start) -> None:
    go = Event()
    running = start(limits=evolve(Limits(), answer_seconds=0.1), process=lambda desk: slowly(desk, go.wait))
    late = running.client.post("/gebeurtenissen", json=job())
    go.set()
    slow = evolve(running.service.limits, answer_seconds=30.0)
    object.__setattr__(running.service, "limits", slow)

    again = running.client.post("/gebeurtenissen", json=job())

    assert (late.status_code, again.json()["status"]) == (503, "dubbel")
    assert running.events().count("e-1") == 1


def test_nothing_is_taken_while_too_many_actions_are_due(running: Running) -> None:
    running.due[0] = running.service.limits.most_due + 1
    running.service.watch.look_now()

    answer = running.client.post("/gebeurtenissen", json=job())

    assert (answer.status_code, kind(answer.json())) == (503, "te-druk")
    running.due[0] = 0
    running.service.watch.look_now()
    assert running.client.post("/gebeurtenissen", json=job()).status_code == 200


def test_a_service_that_stops_takes_nothing_and_is_not_ready(running: Running) -> None:
    running.service.intake.close(5)

    answer = running.client.post("/gebeurtenissen", json=job())

    assert (answer.status_code, kind(answer.json())) == (503, "stopt")
    ready = running.client.get("/gereed")
    assert (ready.status_code, ready.json()["inname"]) == (503, False)
    assert running.client.get("/gezond").status_code == 200


def test_more_requests_than_connections_are_sent_away(start: Start) -> None:
    running = start(limits=evolve(Limits(), connections=0))

    answer = running.client.get("/gezond")

    assert (answer.status_code, kind(answer.json())) == (503, "te-druk")


# ------------------------------------------------------------ a store that fails


def failing(error: Exception) -> Process:
    def process(_: object) -> list[object]:
        raise error

    return process  # type: ignore[return-value] # it gives nothing


def test_what_the_store_can_not_keep_is_a_503_without_the_place_of_the_store(start: Start) -> None:
    running = start(process=lambda _: failing(unreadable("/geheime/plek/regeltaal.db")))

    answer = running.client.post("/gebeurtenissen", json=job())

    assert (answer.status_code, kind(answer.json())) == (503, "opslag-onbereikbaar")
    assert "geheim" not in answer.text
    assert "retry-after" in answer.headers


def test_a_defect_is_a_500_without_a_word_of_it(start: Start) -> None:
    running = start(process=lambda _: failing(ValueError("klant Jansen")))

    answer = running.client.post("/gebeurtenissen", json=job())

    assert (answer.status_code, kind(answer.json())) == (500, "defect")
    assert "Jansen" not in answer.text
    assert "Traceback" not in answer.text
    assert running.client.get("/gezond").status_code == 200


def test_one_request_that_breaks_does_not_spoil_those_beside_it(start: Start) -> None:
    def breaks(desk: object) -> Process:
        own = desk.process  # type: ignore[attr-defined] # a desk

        def process(inputs: list[Input]) -> object:
            if any(one.event["id"] == "stuk" for one in inputs):  # type: ignore[index] # data
                raise ValueError("stuk")
            return own(inputs)

        return process  # type: ignore[return-value] # of results

    running = start(process=breaks, writes=False)
    intake = running.service.intake
    answers = [intake.offer([Input(job(one))]) for one in ("e-1", "stuk", "e-2")]
    intake.start()

    assert isinstance(answers[1].exception(10), ValueError)
    assert [answers[0].result(10)[0].id, answers[2].result(10)[0].id] == ["e-1", "e-2"]


def test_a_store_that_is_gone_is_seen_and_seen_back(running: Running) -> None:
    def gone() -> None:
        raise unreadable("regeltaal.db")

    watch, looks = running.service.watch, running.service.watch.look
    watch.look = gone  # type: ignore[assignment] # it only fails
    watch.look_now()
    away = running.client.get("/gereed")
    watch.look = looks
    watch.look_now()

    assert (away.status_code, away.json()["opslag"]) == (503, False)
    assert running.client.get("/gereed").status_code == 200
    assert isinstance(unreadable("x"), StoreError)


# ------------------------------------------------------------ malformed


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"5",
        b'"tekst"',
        b"null",
        b"NaN",
        b'{"id": NaN}',
        b'{"id": 1e999999999999999999999}',
        b"9" * 5_000,
        b'{"id": "a", "id": "b"}',
        b"\xff\xfe{}",
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b'[{"id": "e-1"},',
    ],
)
def test_what_is_no_event_in_json_is_a_400_and_kept_nowhere(running: Running, content: bytes) -> None:
    answer = running.client.post("/gebeurtenissen", content=content, headers=JSON)

    assert (answer.status_code, kind(answer.json())) == (400, "geen-json")
    assert running.events() == []
    assert running.store.refused() == ()


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"id": ""},
        {"id": True, "gebeurtenis": []},
        {"id": "\ud800"},
        {"id": "e", "gebeurtenis": "klus gemeld", "record": {"nummer": "\u0000"}},
        {"id": "x" * 500, "gebeurtenis": "klus gemeld", "record": {"nummer": "K"}},
        {"id": "e", "gebeurtenis": "klus gemeld", "administratie": {"a": 1}, "record": {}},
        {
            "id": "e",
            "gebeurtenis": "klus gemeld",
            "administratie": "Bakker",
            "record": {"nummer": "K", "aantal": 10**400},
        },
        {"id": "e", "gebeurtenis": "klus gemeld", "administratie": "Bakker", "record": {"nummer": ["K"]}},
    ],
)
def test_an_event_that_does_not_fit_is_a_422_with_a_reason(running: Running, event: dict[str, object]) -> None:
    answer = running.client.post("/gebeurtenissen", content=json.dumps(event), headers=JSON)

    assert (answer.status_code, answer.json()["status"]) == (422, "geweigerd")
    assert answer.json()["reden"]


def test_a_charset_that_is_not_utf_8_is_refused(running: Running) -> None:
    for charset in ("latin-1", "utf-16"):
        headers = {"Content-Type": f"application/json; charset={charset}"}
        assert running.client.post("/gebeurtenissen", content=b"{}", headers=headers).status_code == 415
    headers = {"Content-Type": "application/json; charset=UTF-8"}
    assert running.client.post("/gebeurtenissen", content=json.dumps(job()), headers=headers).status_code == 200


# ------------------------------------------------------------ below HTTP


def raw(running: Running, content: bytes, *, close: bool = False) -> bytes:
    """What comes back on a connection of its own, until the service closes it."""
    host, port = running.listener.bound.getsockname()[:2]
    with socket.create_connection((host, port), timeout=30) as connection:
        connection.sendall(content)
        if close:
            return b""
        found = b""
        while chunk := connection.recv(65_536):
            found += chunk
        return found


@pytest.mark.parametrize(
    "content", [b"GET\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00", b"POST /x HTTP/1.1\r\nA B: c\r\n\r\n"]
)
def test_what_is_no_http_is_a_400_of_our_own(running: Running, content: bytes) -> None:
    answer = raw(running, content)

    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400")
    assert kind(json.loads(body)) == "geen-json"
    assert running.client.get("/gezond").status_code == 200


def test_a_body_that_does_not_come_is_a_408(start: Start) -> None:
    running = start(limits=evolve(Limits(), body_seconds=0.2))
    head = b"POST /gebeurtenissen HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"

    answer = raw(running, head + b"Content-Length: 9\r\n\r\n{")

    assert answer.startswith(b"HTTP/1.1 408")
    assert b"te-traag" in answer


def test_headers_that_do_not_come_close_the_connection(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regeltaal.service.listening.Patient.patience", 0.2)

    assert raw(running, b"GET / HTTP/1.1\r\nHost: 127") == b""
    assert running.client.get("/gezond").status_code == 200


def test_a_client_that_leaves_before_the_answer_loses_nothing(start: Start) -> None:
    go = Event()
    running = start(process=lambda desk: slowly(desk, go.wait))
    content = json.dumps(job()).encode()
    head = b"POST /gebeurtenissen HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    raw(running, head + b"Content-Length: %d\r\n\r\n" % len(content) + content, close=True)
    while not running.service.intake.waiting:
        Event().wait(0.01)
    go.set()

    answer = running.client.post("/gebeurtenissen", json=job())

    assert answer.json()["status"] == "dubbel"
    assert running.events().count("e-1") == 1


def test_a_client_that_leaves_halfway_its_body_leaves_nothing(running: Running) -> None:
    content = json.dumps(job()).encode()
    head = b"POST /gebeurtenissen HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    raw(running, head + b"Content-Length: %d\r\n\r\n" % len(content) + content[:-10], close=True)

    assert running.client.post("/gebeurtenissen", json=job()).json()["status"] == "verwerkt"


def test_texts_of_problems_stand_in_both_languages() -> None:
    for one in problem.ALL:
        for text in (one.what, one.why, one.remedy):
            assert isinstance(text, Text)
            assert text.nl
            assert text.en
            assert text.nl != text.en
    assert len({one.name for one in problem.ALL}) == len(problem.ALL)
