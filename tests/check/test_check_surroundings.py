"""What the surroundings of rules say, or leave unsaid: modules, subscriptions, and the code of functions."""

from collections.abc import Callable

import pytest

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.source import Source
from regeltaal.check.checker import Checked, check
from regeltaal.check.setting import AdministrationSetting, Setting
from regeltaal.schema.loader import load
from regeltaal.syntax.parser import parse

CheckRules = Callable[..., tuple[Checked, list[Diagnostic]]]
NEEDS_A_MODULE = (
    'DOMEIN boekhouding REGEL "a" WANNEER boeking aangemaakt EN autorisatieschema = "x" DAN KEUR boeking goed'
)


def _codes(found: list[Diagnostic]) -> list[str]:
    return [one.code.id for one in found if one.code.id.startswith("RT50")]


def test_modules_that_the_project_does_not_tell_are_held_against_nothing(check_rules: CheckRules) -> None:
    unsaid = Setting({"Jansen BV": AdministrationSetting({"horeca"})})

    assert _codes(check_rules(NEEDS_A_MODULE, unsaid)[1]) == []


def test_an_administration_that_names_its_modules_has_no_others(check_rules: CheckRules) -> None:
    without = Setting({"Jansen BV": AdministrationSetting({"horeca"}, ())})
    having = Setting({"Jansen BV": AdministrationSetting({"horeca"}, {"Autorisatiemanagement"})})

    assert _codes(check_rules(NEEDS_A_MODULE, without)[1]) == ["RT506"]
    assert _codes(check_rules(NEEDS_A_MODULE, having)[1]) == []


KLUSSEN = """DOMEIN klussen
OBJECT klus
  VELD naam: tekst VERPLICHT SLEUTEL
  VELD uren: getal WIJZIGBAAR
GEBEURTENIS klus gemeld BIJ klus NIEUW
FUNCTIE TARIEF(uren: getal): bedrag
"""
USES_IT = 'DOMEIN klussen REGEL "a" WANNEER klus gemeld EN TARIEF(uren INDIEN LEEG 1) > € 100 DAN ZET uren = 0'


def _found(setting: Setting) -> list[str]:
    schema = load(Source("klussen.domein", KLUSSEN)).schema
    assert schema is not None
    return [one.code.id for one in check([parse(Source("a.regel", USES_IT)).file], schema, setting).problems]


def test_a_function_without_code_warns_where_it_is_used() -> None:
    assert _found(Setting()) == ["RT612"]


def test_a_function_with_code_is_used_like_any_other() -> None:
    assert _found(Setting(functions={"TARIEF": lambda _, uren: uren})) == []


PACKAGES = Setting(
    administrations={
        "Jansen BV": AdministrationSetting((), None, None, {"boekhoudpakket": "Exact Online"}),
        "Bakker BV": AdministrationSetting((), None, None, {"boekhoudpakket": "Twinfield"}),
    }
)
FROM_JANSEN = """DOMEIN boekhouding
REGEL "sjabloon van Jansen"
  {}
WANNEER boeking aangemaakt
DAN WIJS boekingswijze toe MET
  boekingswijze = "Boekingstemplate"; boekingstemplate = "Huur"; bronadministratie = "Jansen BV"
"""


@pytest.mark.parametrize(
    ("who", "code", "message"),
    [
        (
            'VOOR administraties "Bakker BV"',
            "RT424",
            '`WIJS boekingswijze toe` kan niet in "Bakker BV": ',
        ),
        (
            "VOOR ALLE administraties",
            "RT536",
            '`WIJS boekingswijze toe` kan niet in deze administraties van de regel: "Bakker BV"; ',
        ),
    ],
)
def test_what_an_action_demands_of_an_administration_is_told_in_the_words_of_the_domain(
    who: str, code: str, message: str, check_rules: CheckRules
) -> None:
    _, found = check_rules(FROM_JANSEN.format(who), PACKAGES)
    told = [(one.code.id, one.message()) for one in found]
    assert told == [(code, f"{message}de bronadministratie heeft niet hetzelfde boekhoudpakket")]


def test_what_an_action_demands_of_an_administration_can_be_so(check_rules: CheckRules) -> None:
    assert check_rules(FROM_JANSEN.format('VOOR administraties "Jansen BV"'), PACKAGES)[1] == []
