"""The chapter on webhooks is true: what it has the receiver do verifies what we send, and its figures are those."""

import base64
import re
import tomllib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from regeltaal.runtime.retrying import BACK_OFF
from regeltaal.runtime.settings import Connection
from regeltaal.runtime.web import Post, post
from regeltaal.runtime.web_guard import Guard
from regeltaal.runtime.web_line import Network
from regeltaal.runtime.web_signature import signer_of

PAGE = (Path(__file__).parents[2] / "docs" / "koppelingen.md").read_text(encoding="utf-8")
CHAPTER = PAGE.partition("\n## Webhooks\n")[2].partition("\n## ")[0]
NOON = 1804852800.0
NEW, OLD = (f"whsec_{base64.b64encode(bytes([sign]) * 32).decode()}" for sign in (1, 2))


def block(kind: str) -> str:
    found = re.search(rf"^```{kind}\n(.*?)^```$", CHAPTER, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


@pytest.fixture
def is_genuine() -> Callable[..., bool]:
    names: dict[str, Any] = {}
    exec(compile(block("python"), "koppelingen.md", "exec"), names)  # noqa: S102 - our own page
    check: Callable[..., bool] = names["is_genuine"]
    return check


def arrived(website: Any, secrets: str) -> tuple[dict[str, str], bytes]:
    settings = Connection("webhook", {"geheim": secrets})
    message = Post(website.url, {"tekst": "één"}, "k", guard=None, signer=lambda host: signer_of(settings, host))
    post(message, network=Network(clock=lambda: NOON))
    return {name.lower(): value for name, value in website.headers[-1].items()}, website.contents[-1]


def test_the_receiver_verifies_our_messages(is_genuine: Callable[..., bool], website: Any) -> None:
    headers, body = arrived(website, NEW)
    assert is_genuine(NEW, headers, body, NOON)
    assert is_genuine(NEW, headers, body, NOON + 300)
    assert not is_genuine(OLD, headers, body, NOON)
    assert not is_genuine(NEW, headers, body + b" ", NOON)
    assert not is_genuine(NEW, headers, body, NOON + 301)
    assert not is_genuine(NEW, headers, body, NOON - 301)
    assert not is_genuine(NEW, headers, body)
    for missing in ("webhook-id", "webhook-timestamp", "webhook-signature"):
        assert not is_genuine(NEW, {**headers, missing: ""}, body, NOON)
        assert not is_genuine(NEW, {name: text for name, text in headers.items() if name != missing}, body, NOON)


def test_while_a_secret_is_replaced_both_verify(is_genuine: Callable[..., bool], website: Any) -> None:
    headers, body = arrived(website, f"{NEW} {OLD}")
    assert is_genuine(NEW, headers, body, NOON)
    assert is_genuine(OLD, headers, body, NOON)


def test_the_openings_of_the_page_are_openings() -> None:
    settings = tomllib.loads(block("toml"))["koppelingen"]["webhook"]
    assert len(Guard.read(Connection("webhook", settings)).openings) == 5


def test_the_waits_of_the_page_are_the_waits() -> None:
    assert "na 1, 5 en 15 minuten, en na 1, 4 en 12 uur" in CHAPTER
    minutes, hours = (1, 5, 15), (1, 4, 12)
    assert (*(timedelta(minutes=one) for one in minutes), *(timedelta(hours=one) for one in hours)) == BACK_OFF
