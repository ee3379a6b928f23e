"""What is refused or warned of in bookkeeping rules, with the administrations of a project at hand, and at a run."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from regeltaal.pipeline import analyse

OFFICES = """
[project]
domein = "boekhouding"
[administraties."Jansen BV"]
tags = ["groot"]
modules = ["Purchase to pay", "Document management", "Automatisch documenten splitsen"]
abonnement = "Compleet"
boekhoudpakket = "Exact Online"
valuta = ["EUR", "USD"]
[administraties."De Boer BV"]
tags = ["klein"]
modules = []
abonnement = "Compleet"
boekhoudpakket = "Twinfield"
valuta = ["EUR"]
[administraties."Basis BV"]
tags = ["basis"]
modules = ["Purchase to pay", "Automatisch documenten splitsen"]
abonnement = "Basis"
boekhoudpakket = "Exact Online"
premium = false
"""
BOOKING = 'REGEL "a"\n{}WANNEER boeking aangemaakt\n{}DAN {}\n'
DOCUMENT = 'REGEL "a"\n{}WANNEER document ontvangen\n{}DAN {}\n'
FOR = "  VOOR administraties {}\n"


@pytest.fixture
def told(tmp_path: Path) -> Callable[..., list[str]]:
    """The problems of a rule file in a project with these administrations: code and message."""

    def check(rules: str, settings: str = OFFICES) -> list[str]:
        folder = tmp_path / "alleen te controleren"
        (folder / "regels").mkdir(parents=True, exist_ok=True)
        (folder / "regeltaal.toml").write_text(settings, encoding="utf-8")
        (folder / "regels" / "a.regel").write_text(f"DOMEIN boekhouding\n{rules}", encoding="utf-8")
        return [f"{one.code.id} {one.message()}" for one in analyse(folder).problems]

    return check


LINE = 'VOEG boekingsregel toe MET artikeltype = "Tekst"'
ARCHIVE = 'WIJS bestemming toe MET categorie = "Brieven"'


def test_an_administration_that_lacks_the_module_is_refused_by_name(told: Callable[..., list[str]]) -> None:
    assert told(BOOKING.format(FOR.format('"De Boer BV"'), "", LINE)) == [
        (
            'RT505 `VOEG boekingsregel toe` vraagt de module "Purchase to pay" en het abonnement "Compleet", '
            'en dat heeft "De Boer BV" niet'
        )
    ]
    assert told(DOCUMENT.format(FOR.format('"De Boer BV"'), "", ARCHIVE)) == [
        (
            'RT505 `categorie` vraagt de module "Document management" en het abonnement "Basis", '
            'en dat heeft "De Boer BV" niet'
        )
    ]


def test_a_rule_for_all_says_in_which_administrations_it_does_nothing(told: Callable[..., list[str]]) -> None:
    """An administration of another subscription has no part in rules of the environment anyway: it is not named."""
    assert told(BOOKING.format("", "", LINE)) == [
        (
            'RT535 `VOEG boekingsregel toe` vraagt de module "Purchase to pay" en het abonnement "Compleet"; '
            'deze administraties van de regel hebben dat niet: "De Boer BV"'
        )
    ]
    assert told(BOOKING.format('  VOOR ALLE administraties BEHALVE "De Boer BV"\n', "", LINE)) == []


def test_rules_of_the_environment_ask_the_subscription_and_premium(told: Callable[..., list[str]]) -> None:
    assert set(told(DOCUMENT.format(FOR.format('"Basis BV"'), "", "VERWIJDER document"))) == {
        'RT505 een regel op niveau omgeving vraagt het abonnement "Compleet", en dat heeft "Basis BV" niet',
        'RT505 een regel op niveau omgeving vraagt `premium`, en dat heeft "Basis BV" niet',
    }
    assert told(DOCUMENT.format(FOR.format('MET TAG "basis"'), "", "VERWIJDER document"))[0].startswith("RT506")
    assert told(DOCUMENT.format("", "", "VERWIJDER document")) == []


def test_rules_of_an_administration_ask_premium_only(told: Callable[..., list[str]]) -> None:
    own = 'ADMINISTRATIE "Basis BV"\n' + DOCUMENT.format("", "", "VERWIJDER document")
    assert told(own) == ['RT505 een regel op niveau administratie vraagt `premium`, en dat heeft "Basis BV" niet']
    assert told(own, OFFICES.replace("premium = false", "premium = true")) == []
    assert told(own, OFFICES.replace("premium = false", "")) == []


def test_a_higher_subscription_holds_what_a_lower_one_holds(told: Callable[..., list[str]]) -> None:
    """Document management asks `Basis`, splitting asks `Pro`."""
    assert told(DOCUMENT.format(FOR.format('"Jansen BV"'), "", ARCHIVE)) == []
    split = DOCUMENT.format("", "EN splitsen vereist = NEE\nEN document aantal pagina's < 50\n", "VERWIJDER document")
    assert told('ADMINISTRATIE "Basis BV"\n' + split, OFFICES.replace("premium = false", "")) == [
        (
            'RT505 `splitsen vereist` vraagt de module "Automatisch documenten splitsen" en het abonnement "Pro", '
            'en dat heeft "Basis BV" niet'
        )
    ]


def test_a_rule_of_the_environment_does_not_run_without_the_subscription(open_office: Callable[..., Any]) -> None:
    office = open_office(DOCUMENT.format("", "", "VERWIJDER document"), settings=OFFICES)
    for name in ("Jansen BV", "Basis BV"):
        office.event("document ontvangen", {"nummer": "DOC-1"}, name)
    assert list(office.stored("document")) == [("Basis BV", "DOC-1")]
    (rule,) = office.engine.rules.program.rules
    why = office.engine.rules.book.not_entitled(rule, "Basis BV")
    assert why is not None
    assert why.nl == "een regel op niveau omgeving vraagt het abonnement `Compleet`"


TEMPLATE = 'WIJS boekingswijze toe MET boekingswijze = "Boekingstemplate"; boekingstemplate = "Huur"'
SAME_PACKAGE = "de bronadministratie heeft niet hetzelfde boekhoudpakket"


def test_templates_go_to_administrations_of_the_same_package_only(
    told: Callable[..., list[str]], open_office: Callable[..., Any], actions_of: Callable[..., Any]
) -> None:
    action = f'{TEMPLATE}; bronadministratie = "Jansen BV"'
    assert told(BOOKING.format(FOR.format('"De Boer BV"'), "", action)) == [
        f'RT424 `WIJS boekingswijze toe` kan niet in "De Boer BV": {SAME_PACKAGE}'
    ]
    assert told(BOOKING.format("", "", action)) == [
        (f'RT536 `WIJS boekingswijze toe` kan niet in deze administraties van de regel: "De Boer BV"; {SAME_PACKAGE}')
    ]
    assert told(BOOKING.format("", "", TEMPLATE)) == []
    office = open_office(BOOKING.format("", "", action), settings=OFFICES)
    office.event("boekingstemplate bijgewerkt", {"naam": "Huur", "regels": [{"grootboekrekening": "4100"}]})
    result = office.event("boeking aangemaakt", {"nummer": "BK-1"}, "De Boer BV")
    ((_, status, why),) = actions_of(result)
    assert status == "WIJS boekingswijze toe: overgeslagen"
    assert "boekhoudpakket" in str(why)
    assert office.stored("boekingsregel") == {}


def test_splitting_without_the_number_of_pages_is_warned_of(told: Callable[..., list[str]]) -> None:
    head = FOR.format('"Jansen BV"')
    assert told(DOCUMENT.format(head, "EN splitsen vereist = NEE\n", "VERWIJDER document")) == [
        "RT613 `splitsen vereist` wordt getoetst zonder `document aantal pagina's`"
    ]
    with_pages = "EN splitsen vereist = NEE\nEN document aantal pagina's < 50\n"
    assert told(DOCUMENT.format(head, with_pages, "VERWIJDER document")) == []


@pytest.mark.parametrize(
    ("scope", "condition", "warned"),
    [
        ('"Jansen BV"', "EN bedrag incl btw < € 100\n", True),
        ('"Jansen BV"', 'EN bedrag incl btw < € 100\nEN valuta = "EUR"\n', False),
        ('"Jansen BV"', "EN bedrag incl btw < € 0\n", False),
        ('"De Boer BV"', "EN bedrag incl btw < € 100\n", False),
        ('MET TAG "groot"; MET TAG "klein"', "EN btw-bedrag TUSSEN € 1 EN € 5\n", True),
    ],
)
def test_an_amount_without_its_currency_is_warned_of_where_there_are_more(
    told: Callable[..., list[str]], scope: str, condition: str, *, warned: bool
) -> None:
    found = told(BOOKING.format(FOR.format(scope), condition, "KEUR boeking goed"))
    assert [one.split()[0] for one in found] == (["RT613"] if warned else [])


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ('EN dagboek = "INK"\n', "RT507"),
        ('EN kanaal = "Scanner"\n', "RT507"),
        ('EN dagboekcode = "INK"\n', None),
        ('EN kanaalnaam = "Scanner"\n', None),
        ("EN document aantal pagina's > 50\n", "RT606"),
    ],
)
def test_fields_of_one_administration_are_not_for_the_environment(
    told: Callable[..., list[str]], condition: str, code: str | None
) -> None:
    found = told(DOCUMENT.format("", condition, "VERWIJDER document"))
    assert [one.split()[0] for one in found] == ([] if code is None else [code])


@pytest.mark.parametrize(
    ("action", "code"),
    [
        ('WIJS bestemming toe MET dagboekcode = ("INK"; "KAS")', "RT406"),
        ('WIJS bestemming toe MET dagboeknaam = ("Inkoop"; "Kas")', "RT406"),
        ('WIJS bestemming toe MET dagboek = "INK"', "RT529"),
    ],
)
def test_a_destination_of_the_environment_takes_one_code_or_name(
    told: Callable[..., list[str]], action: str, code: str
) -> None:
    assert [one.split()[0] for one in told(DOCUMENT.format("", "", action))] == [code]
