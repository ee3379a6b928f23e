"""VERSTUUR e-mail and VERSTUUR sms by role, from rule to server: who gets it, and what is said of who can't."""

from typing import Any

import pytest

import regeltaal

EVENT = "werkbon compleet gemeld"
MAIL = 'REGEL "r" WANNEER werkbon compleet gemeld DAN VERSTUUR e-mail MET sjabloon = "Bedankt"; '
SMS = 'REGEL "r" WANNEER werkbon compleet gemeld DAN VERSTUUR sms MET sjabloon = "Kort"; '
TEMPLATES = {"Bedankt.txt": "Onderwerp: Werkbon {nummer}\n\nDag {relatie.naam}", "Kort.txt": "Dag {relatie.naam}"}
VISIT: dict[str, Any] = {
    "nummer": "WB-1",
    "relatie": {
        "debiteurnummer": "D-1", "naam": "De Vries", "e-mailadres": "info@klant.example",
        "e-mailadres werkbon": "bonnen@klant.example", "telefoonnummer": "030 1234567", "mobiel nummer": "0611111111",
        "factuurrelatie": {"debiteurnummer": "D-2", "naam": "Holding", "e-mailadres": "holding@klant.example"},
        "accountmanager": {
            "nummer": "1", "naam": "Anna", "e-mailadres": "anna@ons.example", "telefoonnummer": "0622222222"
        },
    },
    "contactpersoon": {
        "code": "CP-1", "naam": "Jan", "e-mailadres": "jan@klant.example", "telefoonnummer": "0633333333"
    },
    "medewerker": {
        "nummer": "2", "naam": "Bas", "e-mailadres": "bas@ons.example", "telefoonnummer": "0644444444"
    },
    "medewerkers": ["2", {"nummer": "3", "naam": "Cas", "e-mailadres": "cas@ons.example"}],
}  # fmt: skip
BACK_OFFICE = '[koppelingen.backoffice]\ne-mailadres = "kantoor@ons.example"\ntelefoonnummer = "0655555555"\n'


@pytest.fixture
def mailed(office: Any, mailbox: Any) -> Any:
    """Runs a rule that mails; gives what became of it."""

    def run(parameters: str, visit: dict[str, Any], settings: str = BACK_OFFICE) -> tuple[str, str | None]:
        server = f'[koppelingen.mail]\nserver = "127.0.0.1:{mailbox.port}"\nafzender = "planning@ons.example"\n'
        jobs = office(MAIL + parameters, settings + server, TEMPLATES)
        ((_, status, reason),) = jobs.done(EVENT, visit)
        return status, reason

    return run


@pytest.fixture
def texted(office: Any, website: Any) -> Any:
    def run(parameters: str, visit: dict[str, Any], settings: str = BACK_OFFICE) -> tuple[str, str | None]:
        jobs = office(SMS + parameters, f'{settings}[koppelingen.sms]\nurl = "{website.url}"\n', TEMPLATES)
        ((_, status, reason),) = jobs.done(EVENT, visit)
        return status, reason

    return run


@pytest.mark.parametrize(
    ("role", "addresses"),
    [
        ("klant", ["bonnen@klant.example"]),
        ("factuurklant", ["holding@klant.example"]),
        ("contactpersoon", ["jan@klant.example"]),
        ("medewerker", ["bas@ons.example", "cas@ons.example"]),
        ("accountmanager", ["anna@ons.example"]),
        ("verantwoordelijke", ["anna@ons.example"]),
        ("backoffice", ["kantoor@ons.example"]),
    ],
)
def test_a_mail_goes_to_who_has_the_role(mailed: Any, mailbox: Any, role: str, addresses: list[str]) -> None:
    assert mailed(f'aan = "{role}"', VISIT) == ("uitgevoerd", None)
    assert mailbox.recipients == [addresses]
    assert mailbox.messages[0].get_content().strip() == "Dag De Vries"


@pytest.mark.parametrize(
    ("role", "number"),
    [
        ("klant", "+31611111111"),
        ("contactpersoon", "+31633333333"),
        ("accountmanager", "+31622222222"),
        ("backoffice", "+31655555555"),
    ],
)
def test_an_sms_goes_to_who_has_the_role(texted: Any, website: Any, role: str, number: str) -> None:
    assert texted(f'aan = "{role}"', VISIT) == ("uitgevoerd", None)
    assert website.bodies == [{"aan": [number], "tekst": "Dag De Vries"}]


def test_roles_addresses_and_the_extra_address_get_it_once_each(mailed: Any, mailbox: Any) -> None:
    parameters = 'aan = ("klant"; "medewerker"); ontvanger = "bas@ons.example"; extra e-mailadres = "extra@ons.example"'
    assert mailed(parameters, VISIT)[0] == "uitgevoerd"
    assert mailbox.recipients == [["bonnen@klant.example", "bas@ons.example", "cas@ons.example", "extra@ons.example"]]


def test_the_address_for_work_orders_is_for_work_orders_only(office: Any, mailbox: Any) -> None:
    server = f'[koppelingen.mail]\nserver = "127.0.0.1:{mailbox.port}"\nafzender = "planning@ons.example"\n'
    rule = 'REGEL "r" WANNEER factuurstatus gewijzigd DAN VERSTUUR e-mail MET sjabloon = "Bedankt"; aan = "klant"'
    jobs = office(rule, server, TEMPLATES)
    jobs.process("factuurstatus gewijzigd", {"nummer": "F-1", "relatie": VISIT["relatie"]})
    assert mailbox.recipients == [["info@klant.example"]]


@pytest.mark.parametrize(
    ("role", "change", "reason"),
    [
        ("contactpersoon", {"contactpersoon": None}, "er is geen contactpersoon ingevuld"),
        (
            "contactpersoon",
            {"contactpersoon": {"code": "C", "naam": "Jan"}},
            "contactpersoon `Jan` heeft geen e-mailadres",
        ),
        ("klant", {"relatie": {"debiteurnummer": "D-9", "naam": "Piet"}}, "klant `Piet` heeft geen e-mailadres"),
        ("medewerker", {"medewerker": None, "medewerkers": None}, "er is geen medewerker ingevuld"),
    ],
)
def test_a_mail_that_nobody_can_get_is_skipped_and_says_for_whom_there_is_no_address(
    mailed: Any, mailbox: Any, role: str, change: dict[str, Any], reason: str
) -> None:
    assert mailed(f'aan = "{role}"', {**VISIT, **change}) == ("overgeslagen", reason)
    assert mailbox.messages == []


def test_a_mail_to_the_back_office_needs_its_address(mailed: Any, mailbox: Any) -> None:
    assert mailed('aan = "backoffice"', VISIT, "") == (
        "overgeslagen",
        "`[koppelingen.backoffice]` heeft geen e-mailadres",
    )
    assert mailbox.messages == []


def test_the_others_get_it_and_who_did_not_is_named(mailed: Any, mailbox: Any) -> None:
    visit = {**VISIT, "contactpersoon": {"code": "CP-9", "naam": "Kees"}}
    assert mailed('aan = ("contactpersoon"; "klant")', visit) == (
        "mislukt", "verstuurd, maar niet aan iedereen: contactpersoon `Kees` heeft geen e-mailadres",
    )  # fmt: skip
    assert mailbox.recipients == [["bonnen@klant.example"]]


def test_a_landline_gets_no_sms(texted: Any, website: Any) -> None:
    customer = {"debiteurnummer": "D-9", "naam": "Piet", "telefoonnummer": "030 1234567"}
    assert texted('aan = "klant"', {**VISIT, "relatie": customer}) == (
        "overgeslagen", "klant `Piet` heeft geen mobiel nummer",
    )  # fmt: skip
    assert (
        texted('aan = "klant"', {**VISIT, "relatie": {**customer, "telefoonnummer": "0677777777"}})[0] == "uitgevoerd"
    )
    assert website.bodies == [{"aan": ["+31677777777"], "tekst": "Dag Piet"}]


def test_an_sms_with_only_an_extra_number_goes_there(texted: Any, website: Any) -> None:
    assert texted('extra telefoonnummer = "06 88888888"', {"nummer": "WB-1"})[0] == "uitgevoerd"
    assert website.bodies == [{"aan": ["+31688888888"], "tekst": "Dag"}]


def test_a_delayed_mail_goes_to_who_had_the_role_when_it_was_planned(office: Any, mailbox: Any) -> None:
    server = f'[koppelingen.mail]\nserver = "127.0.0.1:{mailbox.port}"\nafzender = "planning@ons.example"\n'
    rule = MAIL.replace("VERSTUUR e-mail", "VERSTUUR e-mail NA 30 minuten") + 'aan = ("klant"; "medewerker")'
    jobs = office(rule, server, TEMPLATES)
    assert jobs.done(EVENT, VISIT) == [("VERSTUUR e-mail", "gepland", None)]
    jobs.process("medewerker bijgewerkt", {"nummer": "2", "e-mailadres": "nieuw@ons.example"})
    assert jobs.engine.run_due(jobs.now.replace(minute=29)) == ()
    assert mailbox.messages == []
    (outcome,) = jobs.engine.run_due(jobs.now.replace(minute=30))
    assert outcome.status.value == "uitgevoerd"
    assert mailbox.recipients == [["bonnen@klant.example", "bas@ons.example", "cas@ons.example"]]


def test_a_message_to_nobody_at_all_is_an_error_in_the_rule(office: Any) -> None:
    with pytest.raises(regeltaal.RegelFout, match="RT4"):
        office(MAIL.removesuffix("; "), "", TEMPLATES)
