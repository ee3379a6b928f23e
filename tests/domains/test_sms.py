"""Text messages to a real web server: a message in the shape that a provider wants, long texts, what goes wrong."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regeltaal.domains.common.messages import send_sms
from regeltaal.domains.common.sms import parts_of
from regeltaal.runtime.bindings import FailedError, RenderedTemplate, UncertainError
from regeltaal.runtime.settings import with_secrets
from regeltaal.values.value import Ref

BON = Ref("Jansen BV", "werkbon", "WB-1")
KEY = "Jansen BV|e-1|Bedank|1"


@pytest.fixture
def sent(called: Any, website: Any) -> Any:
    """Sends a text with these settings, to two numbers."""

    def send(text: str = "Tot ziens", *, to: tuple[str, ...] = ("0612345678", "+32470123456"), **settings: Any) -> None:
        given = with_secrets({"sms": {"url": website.url, **settings}}, {"REGELTAAL_SMS_SLEUTEL": "geheim"})
        templates = {"sjabloon": RenderedTemplate("Kort", {}, f"{text}\n", html=False)}
        send_sms(
            called("VERSTUUR sms", BON, outside=True, parameters={"ontvanger": to}, settings=given, templates=templates)
        )

    return send


def test_without_other_settings_the_message_has_our_own_names(sent: Any, website: Any) -> None:
    sent(afzender="Jansen")
    assert website.contents == [
        b'{"aan": ["+31612345678", "+32470123456"], "tekst": "Tot ziens", "afzender": "Jansen"}'
    ]
    assert website.headers[0]["Content-Type"] == "application/json; charset=utf-8"
    assert website.headers[0]["Authorization"] == "Bearer geheim"
    assert website.headers[0]["Idempotency-Key"] == KEY


def test_a_provider_may_want_other_names_and_values_of_its_own(sent: Any, website: Any) -> None:
    sent(
        afzender="Jansen",
        velden={"aan": "recipients", "tekst": "message.body", "afzender": "originator"},
        vast={"message": {"type": "text"}, "reference": "regeltaal"},
        kop="Authorization",
        aanmelding="AccessKey",
    )
    assert website.bodies == [
        {
            "recipients": ["+31612345678", "+32470123456"],
            "message": {"type": "text", "body": "Tot ziens"},
            "originator": "Jansen",
            "reference": "regeltaal",
        }
    ]
    assert website.headers[0]["Authorization"] == "AccessKey geheim"


def test_a_provider_may_want_a_form_for_each_number(sent: Any, website: Any) -> None:
    sent(
        "Tot morgen & tot ziens",
        vorm="formulier",
        per_nummer=True,
        velden={"aan": "To", "tekst": "Body"},
        kop="X-API-Key",
    )
    assert website.bodies == [
        {"To": ["+31612345678"], "Body": ["Tot morgen & tot ziens"]},
        {"To": ["+32470123456"], "Body": ["Tot morgen & tot ziens"]},
    ]
    assert [one["X-Api-Key"] for one in map(_titled, website.headers)] == ["geheim", "geheim"]
    assert [one["Idempotency-Key"] for one in website.headers] == [f"{KEY}|+31612345678", f"{KEY}|+32470123456"]


def _titled(headers: dict[str, str]) -> dict[str, str]:
    return {name.title(): value for name, value in headers.items()}


def test_who_got_nothing_is_named_when_others_did(sent: Any, website: Any) -> None:
    website.answers = [200, 422]
    with pytest.raises(FailedError) as caught:
        sent(per_nummer=True)
    assert caught.value.reason.nl == (
        "verstuurd, maar niet aan `+32470123456`: `127.0.0.1` weigert het bericht (code 422)"
    )
    assert not caught.value.retry


@pytest.mark.parametrize("code", [500, 502, 0])
def test_an_answer_that_tells_nothing_leaves_it_uncertain(sent: Any, website: Any, code: int) -> None:
    website.answers = [code]
    with pytest.raises(UncertainError):
        sent()
    website.answers = [200, code]
    with pytest.raises(UncertainError, match=r"not to `\+32470123456`"):
        sent(per_nummer=True)


def test_an_answer_that_takes_too_long_leaves_it_uncertain(sent: Any, website: Any) -> None:
    website.waits = 1.5
    with pytest.raises(UncertainError):
        sent(timeout=1)
    assert len(website.contents) == 1


def test_a_provider_that_is_not_there_may_be_tried_again(sent: Any) -> None:
    with pytest.raises(FailedError) as caught:
        sent(url="http://127.0.0.1:9/")
    assert caught.value.retry
    assert not isinstance(caught.value, UncertainError)


@pytest.mark.parametrize(("code", "again"), [(400, False), (401, False), (429, True)])
def test_a_refusal_is_a_failure(sent: Any, website: Any, code: int, again: bool) -> None:  # noqa: FBT001 - a parameter
    website.answers = [code]
    with pytest.raises(FailedError) as caught:
        sent()
    assert (caught.value.retry, type(caught.value)) == (again, FailedError)


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"vorm": "xml"}, "`[koppelingen.sms] vorm` is een van `json`, `formulier`"),
        ({"per_nummer": "ja"}, "`[koppelingen.sms] per_nummer` is `true` of `false`"),
        ({"timeout": 0}, "`[koppelingen.sms] timeout` is een geheel getal van 1 tot en met 300"),
        ({"velden": "x"}, "`[koppelingen.sms] velden` hoort een kop met instellingen te zijn"),
        ({"kop": "X: y\r\nZ"}, "`[koppelingen.sms] kop` is geen naam van een kopregel"),
    ],
)
def test_a_wrong_setting_is_named_and_nothing_is_sent(
    sent: Any, website: Any, settings: dict[str, object], reason: str
) -> None:
    with pytest.raises(FailedError) as caught:
        sent(**settings)
    assert (caught.value.reason.nl, website.contents) == (reason, [])


# ---------------------------------------------------------------- long texts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ł" * 70, 1),
        ("ł" * 71, 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
    ],
)
def test_the_parts_of_a_text(text: str, parts: int) -> None:
    assert parts_of(text) == parts


def test_a_long_text_goes_in_one_message_and_a_longer_one_not_at_all(sent: Any, website: Any) -> None:
    sent("a" * 900)
    assert website.bodies[0]["tekst"] == "a" * 900
    with pytest.raises(FailedError) as caught:
        sent("a" * 919)
    assert caught.value.reason.nl == "de tekst wordt 7 sms'en lang; `[koppelingen.sms] delen` staat er 6 toe"
    sent("a" * 919, delen=7)
    with pytest.raises(FailedError, match="empty"):
        sent("")
    assert len(website.bodies) == 2


@given(st.text(max_size=500), st.text(max_size=50))
def test_a_longer_text_never_has_fewer_parts(text: str, more: str) -> None:
    assert 1 <= parts_of(text) <= parts_of(text + more)
