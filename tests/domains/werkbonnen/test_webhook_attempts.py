"""A webhook through a whole office: attempts that a receiver can tell to be the same, and refusals that are final."""

import base64
from datetime import timedelta
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook

SECRET = f"whsec_{base64.b64encode(bytes(range(32))).decode()}"
RULE = 'REGEL "r" WANNEER werkbon compleet gemeld DAN ROEP webhook MET adres = "{}"'
OPENED = '[koppelingen.webhook]\ninterne_adressen = ["127.0.0.1"]\n'


def test_attempts_are_the_same_message_signed_anew(office: Any, website: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGELTAAL_WEBHOOK_GEHEIM", SECRET)
    website.answers = [503, 0, 200]
    jobs = office(RULE.format(website.url), OPENED)
    assert jobs.done("werkbon compleet gemeld", {"nummer": "WB-1", "korte omschrijving": "één"})[0][1] == "gepland"
    for hours, status in ((1, "gepland"), (2, "uitgevoerd")):
        (outcome,) = jobs.engine.run_due(jobs.now + timedelta(hours=hours))
        assert outcome.status.value == status
    assert len(set(website.contents)) == 1
    assert [Webhook(SECRET).verify(website.contents[0], headers)["regel"] for headers in website.headers] == ["r"] * 3
    for same in ("Idempotency-Key", "webhook-id"):
        assert len({headers[same] for headers in website.headers}) == 1


def test_without_a_heading_the_secret_of_the_environment_counts(
    office: Any, website: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGELTAAL_WEBHOOK_GEHEIM", "verkeerd")
    jobs = office(RULE.format("https://haak.example/"))
    ((_, status, reason),) = jobs.done("werkbon compleet gemeld", {"nummer": "WB-1"})
    assert (status, reason) == (
        "mislukt",
        "`REGELTAAL_WEBHOOK_GEHEIM` hoort `whsec_` te zijn met daarachter 24 tot 64 willekeurige bytes in base64",
    )
    assert website.bodies == []


@pytest.mark.parametrize("code", [400, 410])
def test_a_refusal_is_final(office: Any, website: Any, code: int) -> None:
    website.answers = [code]
    jobs = office(RULE.format(website.url), OPENED)
    assert jobs.done("werkbon compleet gemeld", {"nummer": "WB-1"})[0][1] == "mislukt"
    assert jobs.engine.run_due(jobs.now + timedelta(days=9)) == ()
    assert len(website.bodies) == 1


def test_an_address_from_a_record_does_not_lead_inside(office: Any, website: Any) -> None:
    rule = 'REGEL "r" WANNEER werkbon compleet gemeld DAN ROEP webhook MET adres = "{korte omschrijving}"'
    jobs = office(rule)
    ((_, status, reason),) = jobs.done("werkbon compleet gemeld", {"nummer": "WB-1", "korte omschrijving": website.url})
    assert status == "mislukt"
    assert reason == (
        "`127.0.0.1` ligt niet op het open internet maar in een eigen of afgeschermd netwerk; moet het bericht "
        "daarheen, zet het adres dan in `[koppelingen.webhook] interne_adressen`"
    )
    assert jobs.engine.run_due(jobs.now + timedelta(days=9)) == ()
    assert website.bodies == []
