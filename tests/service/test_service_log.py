"""The log: lines of JSON or to read, and nothing in it of what a record, a request or a secret holds."""

import io
import json
import logging
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.service.conftest import BAKER, CARPENTER, KEEPER, TOKENS, Running, Start, bearer, job

import regeltaal
from regeltaal.base.text import Text
from regeltaal.service.logbook import Sparingly, set_up, tell

SAID = Text(nl="er is iets", en="there is something")
Log = Callable[..., io.StringIO]


@pytest.fixture
def log() -> Iterator[Log]:
    """Sets the log up on a stream, and puts everything back afterwards."""
    root, own = logging.getLogger(), logging.getLogger("regeltaal")
    before = (list(root.handlers), root.level, own.level, threading.excepthook)

    def start(form: str = "json", language: str = "nl") -> io.StringIO:
        stream = io.StringIO()
        set_up(form, language, stream)  # type: ignore[arg-type] # one of the two
        return stream

    yield start
    root.handlers[:] = before[0]
    root.setLevel(before[1])
    own.setLevel(before[2])
    threading.excepthook = before[3]


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_is_json_with_its_moment_level_sentence_and_facts(log: Log) -> None:
    stream = log()

    tell(SAID, logging.WARNING, aantal=3)

    (line,) = lines(stream)
    assert str(line.pop("tijd")).endswith("+00:00")
    assert line == {"niveau": "let op", "wat": "er is iets", "aantal": 3}


def test_for_people_a_line_is_a_sentence_in_their_language(log: Log) -> None:
    stream = log("mens", "en")

    tell(SAID, aantal=3)

    assert stream.getvalue()[19:] == " there is something (aantal 3)\n"


def test_an_exception_is_told_by_kind_and_place_and_not_by_what_it_says(log: Log) -> None:
    stream = log()

    try:
        int("klant Jansen")
    except ValueError as error:
        tell(SAID, logging.ERROR, error)
        logging.getLogger("iets.anders").exception("mislukt voor %s", "klant Jansen")

    first, second = lines(stream)
    assert (first["fout"], second["fout"]) == ("ValueError", "ValueError")
    assert str(first["plaats"]).startswith("test_service_log.py:")
    assert second["wat"] == "melding van een bibliotheek"
    assert (second["bibliotheek"], second["melding"]) == ("iets", "mislukt voor %s")
    assert "Jansen" not in stream.getvalue()


def test_a_line_stays_one_line_whatever_an_id_holds(log: Log) -> None:
    for form in ("json", "mens"):
        stream = log(form)

        tell(SAID, bron="a\nb\u2028c\x1b[31m")

        assert len(stream.getvalue().splitlines()) == 1
        assert "\x1b" not in stream.getvalue()


def test_the_log_holds_nothing_of_records_requests_and_tokens(start: Start, log: Log) -> None:
    stream = log()
    running = start(TOKENS)
    secret: dict[str, Any] = {
        "klant": {"code": "K9", "naam": "Jan Geheim", "e-mailadres": "jan@geheim.example"},
        "opmerking": "bij Geheim",
    }
    headers = {**bearer(BAKER), "User-Agent": "Geheim/1.0", "Referer": "https://geheim.example"}

    running.client.post("/gebeurtenissen", json=job(**secret), headers=headers)
    running.client.post("/gebeurtenissen", json=job("e-2", bedrag="bij Geheim"), headers=headers)
    running.client.post("/gebeurtenissen", json={"id": "e-3", "gebeurtenis": "Geheim"}, headers=headers)
    running.client.post("/gebeurtenissen", content=b"{Geheim", headers=headers)
    running.client.get("/gebeurtenissen/Geheim", headers=headers, params={"administratie": "Geheim"})
    running.client.get("/Geheim?geheim=geheim", headers=headers)
    running.client.get("/", headers=bearer("geheimgeheimgeheim"))

    told = stream.getvalue()
    found = [(one["wat"], one.get("pad"), one.get("status")) for one in lines(stream)]
    assert found.count(("gebeurtenissen bewaard", None, None)) == 3
    assert {one[1:] for one in found} - {(None, None)} == {
        ("/gebeurtenissen", 415),
        ("/gebeurtenissen", 403),
        ("anders", 404),
    }
    for word in ("geheim", BAKER, CARPENTER, KEEPER, "bakker", "127.0.0.1", "k-1", "zeist"):
        assert word not in told.lower()


def test_a_batch_is_told_by_what_became_of_its_events_and_duration(running: Running, log: Log) -> None:
    stream = log()

    running.client.post("/gebeurtenissen", json=[job("e-1"), job("e-1"), job("e-2", bedrag="x")])
    running.client.get("/gezond")
    running.client.get("/openapi.json")

    (batch,) = lines(stream)
    assert isinstance(batch.pop("ms"), int)
    assert str(batch.pop("tijd"))
    assert batch == {
        "niveau": "let op",
        "wat": "gebeurtenissen bewaard",
        "verwerkt": 1,
        "dubbel": 1,
        "geweigerd": 1,
    }


def test_what_clients_repeat_is_told_once_and_then_how_often(log: Log) -> None:
    stream, now = log(), [0.0]
    sparingly = Sparingly(seconds=30, clock=lambda: now[0], most=3)

    for _ in range(5):
        sparingly.tell(SAID, {"pad": "a"})
    now[0] = 30.0
    sparingly.tell(SAID, {"pad": "a"})

    assert [one.get("ook") for one in lines(stream)] == [None, 4]


def test_of_many_kinds_the_rest_is_told_of_as_one(log: Log) -> None:
    stream = log()
    sparingly = Sparingly(most=3)

    for number in range(1_000):
        sparingly.tell(SAID, {"pad": str(number)})

    assert len(lines(stream)) == 4


def test_a_library_that_repeats_itself_is_told_of_once(log: Log) -> None:
    stream = log()

    for _ in range(100):
        logging.getLogger("een.bibliotheek").warning("weg")

    assert [one["melding"] for one in lines(stream)] == ["weg"]


def test_a_thread_that_breaks_is_told_of_by_place_and_not_by_what_it_says(log: Log) -> None:
    stream = log()

    def breaks() -> None:
        raise ValueError("klant Jansen")

    thread = threading.Thread(target=breaks, name="draad-1")
    thread.start()
    thread.join()

    (line,) = lines(stream)
    assert (line["wat"], line["draad"], line["fout"]) == ("een draad van de dienst brak af", "draad-1", "ValueError")
    assert "Jansen" not in stream.getvalue()


def test_no_module_of_the_service_logs_but_by_a_sentence_in_both_languages() -> None:
    written = re.compile(r"\b(?:LOG|_LOG|log(?:ger)?|getLogger\([^)]*\))\.(?:info|warning|error|critical|exception)\(")
    root = Path(regeltaal.__file__).parent
    found = [str(path) for path in root.rglob("*.py") if written.search(path.read_text(encoding="utf-8"))]
    assert found == []
