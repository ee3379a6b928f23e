"""Signed messages: what others verify them with, while a secret is replaced, and secrets in a wrong shape."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from regeltaal.runtime.bindings import FailedError
from regeltaal.runtime.settings import Connection, with_secrets
from regeltaal.runtime.web import Post, post
from regeltaal.runtime.web_line import Network
from regeltaal.runtime.web_signature import Signer, message_id, signer_of, wrong_secrets

NEW, OLD = (f"whsec_{base64.b64encode(bytes(range(start, start + 24))).decode()}" for start in (0, 100))


def connection(**secrets: str) -> Connection:
    return Connection("webhook", secrets)


def verified(secret: str, headers: dict[str, str], content: bytes) -> bool:
    """Verifies by the text of the convention alone."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + content
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(f"v1,{expected}", one) for one in headers["webhook-signature"].split(" "))


def sent(website: Any, settings: Connection, moment: float, key: str = "k") -> tuple[dict[str, str], bytes]:
    message = Post(website.url, {"tekst": "één"}, key, guard=None, signer=lambda host: signer_of(settings, host))
    post(message, network=Network(clock=lambda: moment))
    return website.headers[-1], website.contents[-1]


def test_the_receiver_verifies_what_arrives(website: Any) -> None:
    headers, content = sent(website, connection(geheim=NEW), 1804852800.9)
    assert (headers["webhook-timestamp"], headers["webhook-id"]) == ("1804852800", message_id("k"))
    assert verified(NEW, headers, content)
    assert not verified(OLD, headers, content)
    assert not verified(NEW, headers, content + b" ")
    assert not verified(NEW, headers | {"webhook-timestamp": "1804852801"}, content)
    assert not verified(NEW, headers | {"webhook-id": message_id("l")}, content)


def test_a_library_of_the_convention_verifies_what_arrives(website: Any) -> None:
    headers, content = sent(website, connection(geheim=NEW), datetime.now(UTC).timestamp())
    assert Webhook(NEW).verify(content, headers) == {"tekst": "één"}
    with pytest.raises(WebhookVerificationError):
        Webhook(OLD).verify(content, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(NEW).verify(content + b" ", headers)


def test_each_attempt_has_its_own_moment_and_the_same_mark(website: Any) -> None:
    first, second = (sent(website, connection(geheim=NEW), moment)[0] for moment in (1804852800, 1804852860))
    assert first["webhook-id"] == second["webhook-id"]
    assert (first["webhook-timestamp"], second["webhook-timestamp"]) == ("1804852800", "1804852860")
    assert first["webhook-signature"] != second["webhook-signature"]


@pytest.mark.parametrize("between", [" ", ",", ", ", "\n"])
def test_while_a_secret_is_replaced_either_one_verifies(website: Any, between: str) -> None:
    headers, content = sent(website, connection(geheim=f"{NEW}{between}{OLD}"), 1804852800)
    assert len(headers["webhook-signature"].split(" ")) == 2
    assert verified(NEW, headers, content)
    assert verified(OLD, headers, content)


def test_a_receiver_may_have_a_secret_of_its_own() -> None:
    found = with_secrets({}, {"REGELTAAL_WEBHOOK_GEHEIM": OLD, "REGELTAAL_WEBHOOK_GEHEIM_PLAN_BORD_EXAMPLE": NEW})
    settings = Connection("webhook", found["webhook"])
    assert signer_of(settings, "Plan-bord.example") == signer_of(connection(geheim=NEW), "x")
    assert signer_of(settings, "ander.example") == signer_of(connection(geheim=OLD), "x")


def test_without_a_secret_nothing_is_signed(website: Any) -> None:
    headers, _ = sent(website, connection(), 1804852800)
    assert not [name for name in headers if name.startswith("webhook-")]


@pytest.mark.parametrize(
    "secret",
    ["x", "whsec_", "whsec_x", NEW.removeprefix("whsec_"), NEW[:-8], f"{NEW}=", f"{NEW} x", f"whsec_{'A' * 88}",
     NEW.replace("A", "-"), "whsec_é"],
)  # fmt: skip
def test_a_secret_in_another_shape_is_refused_and_not_told(secret: str) -> None:
    with pytest.raises(FailedError) as caught:
        signer_of(connection(geheim=secret), "x")
    assert caught.value.reason.nl == (
        "`[koppelingen.webhook] geheim` hoort `whsec_` te zijn met daarachter 24 tot 64 willekeurige bytes in base64"
    )


def test_a_signer_does_not_show_its_secrets() -> None:
    assert repr(signer_of(connection(geheim=NEW), "x")) == "Signer()"


@given(st.text(), st.binary(), st.integers(0, 2**40))
def test_any_key_and_content_verify_and_the_mark_holds_no_point(key: str, content: bytes, moment: int) -> None:
    headers = dict(Signer((base64.b64decode(NEW[6:]),)).headers(key, moment, content))
    assert verified(NEW, headers, content)
    assert headers["webhook-id"].removeprefix("msg_").isalnum()


def test_a_wrong_secret_is_known_beforehand_by_the_name_of_its_variable() -> None:
    settings = with_secrets({}, {"REGELTAAL_WEBHOOK_GEHEIM": "geheim123", "REGELTAAL_WEBHOOK_GEHEIM_A_EXAMPLE": NEW})
    (wrong,) = wrong_secrets(settings)
    assert wrong.nl.startswith("`REGELTAAL_WEBHOOK_GEHEIM` hoort")
    assert "geheim123" not in wrong.nl
    assert list(wrong_secrets({"webhook": {"geheim": f"{OLD} {NEW}"}})) == []
