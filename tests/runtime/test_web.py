"""Messages to another program: what it gets, and what each answer means."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from attrs import evolve

from regeltaal.runtime.bindings import FailedError, UncertainError
from regeltaal.runtime.web import Post, Twice, post


@pytest.fixture
def message(website: Any) -> Post:
    return Post(website.url, {"tekst": "één", "aantal": 2}, "sleutel|é", {"Authorization": "Bearer x"})


def failure(message: Post, timeout: float = 5) -> FailedError:
    with pytest.raises(FailedError) as caught:
        post(message, timeout)
    return caught.value


def test_a_message_arrives_with_its_key(website: Any, message: Post) -> None:
    assert post(message) == b"gelukt"
    assert website.bodies == [{"tekst": "één", "aantal": 2}]
    (headers,) = website.headers
    assert headers["Idempotency-Key"] == "sleutel|\\xe9"
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    assert headers["Authorization"] == "Bearer x"


@pytest.mark.parametrize(
    ("code", "retry"), [(400, False), (401, False), (404, False), (408, True), (429, True), (500, True), (503, True)]
)
def test_a_refusal_is_final_or_temporary_by_its_code(website: Any, message: Post, code: int, *, retry: bool) -> None:
    website.answers = [code]
    failed = failure(message)
    assert (failed.retry, isinstance(failed, UncertainError)) == (retry, False)
    assert str(code) in failed.reason.nl


@pytest.mark.parametrize("code", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(website: Any, message: Post, code: int) -> None:
    website.answers, website.location = [code, 200], website.url
    failed = failure(message)
    assert (failed.retry, len(website.bodies)) == (False, 1)
    assert failed.reason.nl.endswith(f"verwijst door naar een ander adres, en dat volgen wij niet (code {code})")


def test_where_twice_does_harm_a_doubtful_answer_means_nobody_knows(website: Any, message: Post) -> None:
    for answer in (0, 500):
        website.answers = [answer]
        assert isinstance(failure(evolve(message, twice=Twice.HARMFUL)), UncertainError)
        assert failure(message).retry


@pytest.fixture
def silent() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"


def test_no_answer_in_time(silent: str, message: Post) -> None:
    assert failure(evolve(message, url=silent), timeout=0.2).retry
    assert isinstance(failure(evolve(message, url=silent, twice=Twice.HARMFUL), timeout=0.2), UncertainError)


@pytest.mark.parametrize("twice", list(Twice))
def test_a_program_that_is_not_there_is_worth_another_try(message: Post, twice: Twice) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        failed = failure(evolve(message, url=url, twice=twice))
    assert (failed.retry, isinstance(failed, UncertainError)) == (True, False)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "haak",
        "ftp://x.example/",
        "file:///etc/passwd",
        "http://",
        "http://x.example:poort/",
        "http://x.example/\r\nHost: y",
        "http://x y/",
        "http://[::1",
        "https://é.example/",
    ],
)
def test_what_is_no_web_address_is_refused(message: Post, url: str) -> None:
    failed = failure(evolve(message, url=url))
    assert (failed.retry, "webadres" in failed.reason.nl) == (False, True)
