"""ROEP webhook and the programs that the project names: where they may go, and how they are signed."""

import base64
import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from regeltaal.domains.common import webhook
from regeltaal.domains.common.webhook import call_webhook, synchronise
from regeltaal.runtime.bindings import FailedError
from regeltaal.runtime.settings import with_secrets
from regeltaal.values.value import Ref

BON = Ref("Jansen BV", "werkbon", "WB-1")
GENERAL, OWN = (f"whsec_{base64.b64encode(bytes([sign]) * 32).decode()}" for sign in (1, 2))


@pytest.fixture(autouse=True)
def _warned_of_nothing() -> Iterator[None]:
    webhook._warn_of_unsigned.cache_clear()
    yield
    webhook._warn_of_unsigned.cache_clear()


@pytest.fixture
def calls(called: Any, website: Any) -> Any:
    """Calls a webhook with these secrets, where nothing else is said to the test's own web server."""

    def call(url: str = website.url, secrets: dict[str, str] | None = None, **more: Any) -> None:
        settings = {"webhook": {"interne_adressen": ["127.0.0.1"], **more.pop("settings", {})}}
        given = with_secrets(settings, secrets or {})
        call_webhook(called("ROEP webhook", BON, outside=True, parameters={"adres": url}, settings=given, **more))

    return call


def test_a_webhook_is_signed_with_the_secret_of_its_receiver(calls: Any, website: Any) -> None:
    calls(secrets={"REGELTAAL_WEBHOOK_GEHEIM": GENERAL})
    calls(secrets={"REGELTAAL_WEBHOOK_GEHEIM": GENERAL, "REGELTAAL_WEBHOOK_GEHEIM_127_0_0_1": OWN})
    for secret, other, headers, content in zip(
        (GENERAL, OWN), (OWN, GENERAL), website.headers, website.contents, strict=True
    ):
        assert Webhook(secret).verify(content, headers)["regel"] == "Bedank"
        with pytest.raises(WebhookVerificationError):
            Webhook(other).verify(content, headers)


def test_that_webhooks_are_not_signed_is_said_once(calls: Any, website: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        calls(secrets={"REGELTAAL_WEBHOOK_GEHEIM": GENERAL})
        assert caplog.messages == []
        calls()
        calls()
    assert caplog.messages == ["webhooks gaan zonder handtekening weg: zet een geheim in REGELTAAL_WEBHOOK_GEHEIM"]
    assert len(website.bodies) == 3


def test_a_secret_in_another_shape_sends_nothing(calls: Any, website: Any) -> None:
    with pytest.raises(FailedError) as caught:
        calls(secrets={"REGELTAAL_WEBHOOK_GEHEIM": "mijn-geheim"})
    assert "mijn-geheim" not in caught.value.reason.nl + caught.value.reason.en
    assert website.bodies == []


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "169.254.169.254", "[::ffff:127.0.0.1]", "2130706433", "127.1", "[::1]"]
)
def test_without_an_opening_no_webhook_goes_inside(called: Any, website: Any, host: str) -> None:
    url = website.url.replace("127.0.0.1", host)
    with pytest.raises(FailedError) as caught:
        call_webhook(called("ROEP webhook", BON, outside=True, parameters={"adres": url}))
    assert website.bodies == []
    assert not caught.value.retry


def test_a_redirect_to_an_inside_address_is_not_followed(calls: Any, website: Any) -> None:
    website.answers, website.location = [302], "http://169.254.169.254/latest/meta-data/"
    with pytest.raises(FailedError, match="refers to another address"):
        calls()
    assert len(website.bodies) == 1


def test_a_port_counts_where_webhooks_are_confined(calls: Any, website: Any) -> None:
    host = website.url.split("/")[2]
    calls(settings={"toegestaan": [host.upper()]})
    for other in ("127.0.0.1", "127.0.0.1:80", f"x@{host}"):
        with pytest.raises(FailedError, match="toegestaan"):
            calls(settings={"toegestaan": [other]})
    assert len(website.bodies) == 1


@pytest.mark.parametrize("allowed", ["10.0.0.1", "10.0.0.1:443"])
def test_the_usual_port_may_be_named_where_webhooks_are_confined(calls: Any, allowed: str) -> None:
    with pytest.raises(FailedError) as caught:
        calls("https://10.0.0.1/", settings={"toegestaan": [allowed]})
    assert "interne_adressen" in caught.value.reason.nl


def test_a_wrong_entry_says_so_before_anything_goes(calls: Any, website: Any) -> None:
    with pytest.raises(FailedError) as caught:
        calls(settings={"interne_adressen": ["overal*"]})
    assert caught.value.reason.nl.startswith("`[koppelingen.webhook] interne_adressen` heeft `overal*`")
    assert website.bodies == []


def test_a_later_attempt_tells_the_moment_of_the_plan(calls: Any, called: Any, website: Any) -> None:
    planned = called("x", BON).moment - timedelta(hours=2)
    calls(planned=planned)
    assert website.bodies[0]["moment"] == planned.isoformat()


def test_a_program_of_the_project_is_reached_inside_and_signed_with_its_own_secret(called: Any, website: Any) -> None:
    given = with_secrets({"planbord": {"url": website.url}}, {"REGELTAAL_PLANBORD_GEHEIM": OWN})
    call = called(
        "SYNCHRONISEER naar koppeling", BON, outside=True, parameters={"koppeling": "planbord"}, settings=given,
        message={"gegevens": {}},
    )  # fmt: skip
    synchronise(call)
    assert Webhook(OWN).verify(website.contents[0], website.headers[0])["gegevens"] == {}
