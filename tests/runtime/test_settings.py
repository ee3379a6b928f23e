"""Settings of connections: secrets come from the environment, and a wrong setting is named."""

from decimal import Decimal

import pytest

from regeltaal.runtime.bindings import FailedError
from regeltaal.runtime.settings import Connection, with_secrets


def test_the_environment_adds_to_connections_that_there_are() -> None:
    connections = {"mail": {"server": "localhost:1025"}, "sms-dienst": {}}
    environment = {
        "REGELTAAL_MAIL_WACHTWOORD": "geheim",
        "REGELTAAL_SMS_DIENST_SLEUTEL": "abc",
        "REGELTAAL_ANDERS_SLEUTEL": "niemand",
        "MAIL_WACHTWOORD": "ander",
    }
    assert with_secrets(connections, environment) == {
        "mail": {"server": "localhost:1025", "wachtwoord": "geheim"},
        "sms-dienst": {"sleutel": "abc"},
    }
    assert connections == {"mail": {"server": "localhost:1025"}, "sms-dienst": {}}


def test_the_secret_of_webhooks_counts_without_a_heading_for_them() -> None:
    secret = {"REGELTAAL_WEBHOOK_GEHEIM": "whsec_x"}
    assert with_secrets({}, secret) == {"webhook": {"geheim": "whsec_x"}}
    assert with_secrets({"webhook": {"timeout": 5}}, secret) == {"webhook": {"timeout": 5, "geheim": "whsec_x"}}


@pytest.mark.parametrize("key", ["a\nb", "a\r\nX: y", "één", "\x00"])
def test_a_key_that_no_header_may_hold_is_refused_without_telling_it(key: str) -> None:
    with pytest.raises(FailedError) as caught:
        Connection("sms", {"sleutel": key}).authorization()
    assert caught.value.reason.nl == "`[koppelingen.sms] sleutel` heeft een teken dat niet in een kopregel mag"


def test_a_secret_is_not_shown_with_its_connection() -> None:
    assert "geheim" not in repr(Connection("mail", {"wachtwoord": "geheim"}))


@pytest.mark.parametrize(
    ("value", "number"), [(21, "21"), (0.1, "0.1"), ("0,23", "0.23"), ("0.23", "0.23"), (" 5 ", "5"), (-1, "-1")]
)
def test_a_number_is_read_exactly(value: object, number: str) -> None:
    assert Connection("x", {"a": value}).number("a", Decimal(9)) == Decimal(number)


def test_what_is_absent_has_its_default() -> None:
    empty = Connection("x")
    assert not empty.is_set
    assert empty.number("a", Decimal(9)) == 9
    assert (empty.text("a"), empty.texts("a")) == (None, None)
    assert Connection("x", {"a": "  "}).text("a") is None


@pytest.mark.parametrize("value", [True, "veel", "1.000,5", "NaN", "Infinity", [1], {}, ""])
def test_what_is_no_number_is_named(value: object) -> None:
    with pytest.raises(FailedError) as caught:
        Connection("factuur", {"btw": value}).number("btw", Decimal(21))
    assert caught.value.reason.nl == "`[koppelingen.factuur] btw` hoort een getal te zijn"


@pytest.mark.parametrize("value", ["a", [1], ["a", 1], {}])
def test_what_is_no_list_of_texts_is_named(value: object) -> None:
    with pytest.raises(FailedError, match="list of texts"):
        Connection("webhook", {"toegestaan": value}).texts("toegestaan")


@pytest.mark.parametrize("value", [1, ["a"], True])
def test_what_is_no_text_is_named(value: object) -> None:
    with pytest.raises(FailedError, match="should be a text"):
        Connection("mail", {"server": value}).required("server")
