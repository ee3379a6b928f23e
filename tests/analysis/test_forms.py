"""Which conditions ask the same, whatever way they are written."""

import pytest
from tests.compiler import domain

from regeltaal.analysis.forms import as_text, form_of
from regeltaal.base.source import Source
from regeltaal.check.checker import check
from regeltaal.program import tree
from regeltaal.syntax.parser import parse

SAME = (
    ("tekst = adres", "adres = tekst"),
    ("geheel > getal", "getal < geheel"),
    ("geheel >= 3", "geheel >= 3,0"),
    ("NIET (tekst = adres)", "tekst <> adres"),
    ("NIET (NIET vlag)", "vlag"),
    ("klant IS GEVULD", "klant IS NIET LEEG"),
    ("(vlag EN klant IS LEEG)", "(klant IS LEEG EN vlag)"),
    ("ALLE VAN (vlag; klant IS LEEG)", "(vlag EN klant IS LEEG)"),
    ("MINSTENS 2 VAN (vlag; klant IS LEEG; geheel > 1)", "MINSTENS 2 VAN (geheel > 1; vlag; klant IS LEEG)"),
    ("EEN p IN posten WAARVOOR p.geheel > 1", "EEN q IN posten WAARVOOR q.geheel > 1"),
    ("AANTAL(p IN posten WAARVOOR p.vlag) > 1", "AANTAL(q IN posten WAARVOOR q.vlag) > 1"),
)
OTHER = (
    ("geheel > getal", "geheel < getal"),
    ("geheel > 3", "geheel >= 3"),
    ("klant.tekst = adres", "klant twee.tekst = adres"),
    ("tekst = EXACT adres", "tekst = adres"),
    ("EEN p IN posten WAARVOOR p.geheel > 1", "ELK p IN posten WAARVOOR p.geheel > 1"),
    ("MINSTENS 2 VAN (vlag; klant IS LEEG; geheel > 1)", "PRECIES 2 VAN (vlag; klant IS LEEG; geheel > 1)"),
    ("geheel + 1 > 3", "geheel - 1 > 3"),
    ("geheel > 1", "vorige.geheel > 1"),
)


def _condition(text: str) -> tree.Cond:
    rule = f'DOMEIN {domain.NAME}\nREGEL "een"\nWANNEER {domain.PLAIN_EVENT}\nALS {text}\nDAN ZET tekst = "x"'
    checked = check([parse(Source("regels.regel", rule)).file], domain.schema(), domain.SETTING)
    assert [one.message() for one in checked.problems if one.is_error] == []
    (found,) = checked.program.rules
    return found.condition


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_asked_otherwise_has_one_form(one: str, other: str) -> None:
    assert form_of(_condition(one)) == form_of(_condition(other))
    assert as_text(form_of(_condition(one))) == as_text(form_of(_condition(other)))


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_what_differs_has_another_form(one: str, other: str) -> None:
    assert form_of(_condition(one)) != form_of(_condition(other))
    assert as_text(form_of(_condition(one))) != as_text(form_of(_condition(other)))
