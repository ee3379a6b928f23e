"""E-mail, sms and webhook: to real servers, with what was settled when they were planned."""

from datetime import UTC
from typing import Any

import pytest

from regeltaal.domains.common.messages import send_mail, send_sms
from regeltaal.domains.common.webhook import call_webhook
from regeltaal.runtime.bindings import FailedError, RenderedTemplate, SkippedError, UncertainError
from regeltaal.runtime.settings import with_secrets
from regeltaal.values.value import Ref

BON = Ref("Jansen BV", "werkbon", "WB-1")
HOOK: dict[str, dict[str, object]] = {"webhook": {"interne_adressen": ["127.0.0.1"]}}


def mail_settings(mailbox: Any) -> dict[str, dict[str, object]]:
    return {"mail": {"server": f"127.0.0.1:{mailbox.port}", "afzender": "planning@jansen.example"}}


def test_a_mail_goes_to_every_recipient_and_the_extra_address(called: Any, mailbox: Any) -> None:
    parameters = {"ontvanger": ("a@x.example", "b@x.example"), "extra e-mailadres": "c@x.example"}
    call = called("VERSTUUR e-mail", BON, outside=True, parameters=parameters, settings=mail_settings(mailbox))
    send_mail(call)
    (message,) = mailbox.messages
    assert mailbox.recipients == [["a@x.example", "b@x.example", "c@x.example"]]
    assert (message["Subject"], message.get_content().strip()) == ("Dank u", "Tot ziens.")
    assert message["Date"].datetime == call.moment.astimezone(UTC)


def test_a_template_without_a_subject_is_known_by_its_name(called: Any, mailbox: Any) -> None:
    template = RenderedTemplate("Bedankt", {}, "<p>Tot ziens</p>", html=True)
    parameters = {"ontvanger": ("a@x.example",)}
    settings = mail_settings(mailbox)
    send_mail(
        called("VERSTUUR e-mail", BON, parameters=parameters, templates={"sjabloon": template}, settings=settings)
    )
    assert mailbox.messages[0]["Subject"] == "Bedankt"


@pytest.mark.parametrize("send", [send_mail, send_sms])
def test_without_recipients_a_message_is_skipped(called: Any, send: Any) -> None:
    with pytest.raises(SkippedError):
        send(called("VERSTUUR", BON, parameters={"ontvanger": ()}, settings={"sms": {"url": "http://127.0.0.1:1/"}}))


@pytest.mark.parametrize("send", [send_mail, send_sms])
def test_without_its_template_a_message_fails(called: Any, send: Any) -> None:
    with pytest.raises(FailedError, match="template"):
        send(called("VERSTUUR", BON, parameters={"ontvanger": ("a@x.example",)}, templates={}))


def test_without_a_mail_server_the_setting_is_named(called: Any) -> None:
    with pytest.raises(FailedError) as caught:
        send_mail(called("VERSTUUR e-mail", BON, parameters={"ontvanger": ("a@x.example",)}))
    assert caught.value.reason.nl == (
        "geen mailkoppeling ingesteld: vul `[koppelingen.mail] server` in, of `map` om te proberen"
    )


def test_a_setting_with_a_slip_in_its_name_is_named(called: Any) -> None:
    settings = {"mail": {"servr": "smtp.x.example", "afzender": "p@x.example"}}
    with pytest.raises(FailedError) as caught:
        send_mail(called("VERSTUUR e-mail", BON, parameters={"ontvanger": ("a@x.example",)}, settings=settings))
    assert caught.value.reason.nl == "`[koppelingen.mail] server` ontbreekt; er staat wel `servr`"


@pytest.mark.parametrize("settings", [{}, {"webhook": {"toegestaan": ["planning.example"]}}])
def test_a_webhook_without_the_beginning_of_an_address_says_how_to_write_it(called: Any, settings: Any) -> None:
    with pytest.raises(FailedError) as caught:
        call_webhook(called("ROEP webhook", BON, parameters={"adres": "planning.example/geheim"}, settings=settings))
    assert caught.value.reason.nl == (
        "`planning.example` is geen webadres: schrijf het helemaal, met `https://` ervoor"
    )


def test_an_sms_goes_to_the_provider_with_numbers_in_one_spelling(called: Any, website: Any) -> None:
    settings = with_secrets(
        {"sms": {"url": website.url, "afzender": "Jansen"}}, {"REGELTAAL_SMS_SLEUTEL": "geheim", "PATH": "/bin"}
    )
    parameters = {"ontvanger": ("06 12345678", "+31612345678"), "extra telefoonnummer": "0031687654321"}
    send_sms(called("VERSTUUR sms", BON, outside=True, parameters=parameters, settings=settings))
    assert website.bodies == [{"aan": ["+31612345678", "+31687654321"], "tekst": "Tot ziens.", "afzender": "Jansen"}]
    assert website.headers[0]["Authorization"] == "Bearer geheim"
    assert website.headers[0]["Idempotency-Key"] == "Jansen BV|e-1|Bedank|1"


def test_without_a_provider_an_sms_fails_and_says_what_to_fill_in(called: Any) -> None:
    with pytest.raises(FailedError) as caught:
        send_sms(called("VERSTUUR sms", BON, parameters={"extra telefoonnummer": "+31612345678"}))
    assert caught.value.reason.nl.startswith("geen sms-koppeling ingesteld")
    assert not caught.value.retry


def test_a_wrong_number_is_named_and_nobody_gets_the_sms(called: Any, website: Any) -> None:
    parameters = {"ontvanger": ("+31612345678", "12")}
    with pytest.raises(FailedError) as caught:
        send_sms(called("VERSTUUR sms", BON, parameters=parameters, settings={"sms": {"url": website.url}}))
    assert (caught.value.reason.nl, website.bodies) == ("geen geldig telefoonnummer: `12`", [])


def test_an_sms_that_may_have_been_sent_is_not_sent_again(called: Any, website: Any) -> None:
    website.answers = [502]
    parameters = {"extra telefoonnummer": "+31612345678"}
    with pytest.raises(UncertainError):
        send_sms(called("VERSTUUR sms", BON, parameters=parameters, settings={"sms": {"url": website.url}}))


def test_a_webhook_tells_what_happened(called: Any, website: Any) -> None:
    parameters = {"adres": website.url, "inhoud": "WB-1 is klaar"}
    call_webhook(called("ROEP webhook", BON, outside=True, parameters=parameters, settings=HOOK))
    assert website.bodies == [
        {
            "sleutel": "Jansen BV|e-1|Bedank|1",
            "administratie": "Jansen BV",
            "gebeurtenis": {"naam": "werkbon compleet gemeld", "id": "e-1"},
            "record": {"object": "werkbon", "sleutel": "WB-1"},
            "regel": "Bedank",
            "moment": "2027-03-12T12:00:00+01:00",
            "inhoud": "WB-1 is klaar",
        }
    ]
    assert website.headers[0]["Idempotency-Key"] == "Jansen BV|e-1|Bedank|1"


def test_a_webhook_that_gets_an_error_may_have_been_taken(called: Any, website: Any) -> None:
    website.answers = [503]
    with pytest.raises(UncertainError):
        call_webhook(called("ROEP webhook", BON, parameters={"adres": website.url}, settings=HOOK))


@pytest.mark.parametrize("settings", [{"toegestaan": ["planning.example"]}, {"toegestaan": []}, {"sleutel": "geheim"}])
def test_a_webhook_goes_only_where_the_project_allows(called: Any, website: Any, settings: dict[str, object]) -> None:
    with pytest.raises(FailedError) as caught:
        call_webhook(called("ROEP webhook", BON, parameters={"adres": website.url}, settings={"webhook": settings}))
    assert "toegestaan" in caught.value.reason.nl
    assert website.bodies == []


def test_a_webhook_takes_its_key_to_an_allowed_address(called: Any, website: Any) -> None:
    host = website.url.split("/")[2]
    settings = {"webhook": {"toegestaan": [host], "sleutel": "geheim", "interne_adressen": [host]}}
    call_webhook(called("ROEP webhook", BON, parameters={"adres": website.url}, settings=settings))
    assert website.headers[0]["Authorization"] == "Bearer geheim"
