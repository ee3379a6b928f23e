"""A safe fix for a condition says the same: it has the verdict of what it replaces, on every record."""

import pytest
from tests.analysis.belonging import as_taken_in
from tests.compiler import domain
from tests.compiler.situations import situations

from regeltaal.base.diagnostic import Fix
from regeltaal.base.source import Source
from regeltaal.check.checker import check
from regeltaal.evaluate.evaluator import verdict
from regeltaal.lint.linter import lint
from regeltaal.lint.view import view_of
from regeltaal.program import tree as out
from regeltaal.syntax.parser import parse

RULE = 'DOMEIN {domain}\nREGEL "Proef"\nWANNEER {event}\nEN {condition}\nDAN ZET tekst = "x"'
SITUATIONS = [as_taken_in(one) for one in situations(7, domain.PLAIN_EVENT, 400)]

CONDITIONS = """
NIET tekst IS LEEG
NIET (klant.tekst IS NIET GEVULD)
NIET (soort <> "storing")
NIET (getal + getal twee <> 2)
NIET (tekst BEVAT NIET "a")
NIET (NIET vlag)
NIET GEEN VAN (vlag; getal > 2)
NIET GEEN VAN (getal / getal twee > 1; bedrag > € 10)
datum = LEEG
klant.tekst <> LEEG
"" <> tekst
(tekst = "a" OF tekst = "spoed" OF tekst = "café")
(getal = 1 OF vlag OF getal = 0 OF getal = 2 OF getal twee > 1)
(tekst = EXACT "a" OF tekst = EXACT "JA" OF tekst = EXACT "b")
EEN VAN (getal = 1; vlag; getal = 0; getal = 2)
tekst <> "a" EN vlag EN tekst <> "spoed" EN tekst <> "café"
(vlag OF (klant.tekst <> "a" EN klant.tekst <> "spoed" EN klant.tekst <> "b"))
ALLE VAN (getal <> 1; getal <> 0; vlag; getal <> 2)
tekst IN ("a")
klant.tekst NIET IN EXACT ("café")
tekst BEVAT ("a")
tekst lijst BEVAT NIET ("spoed")
ALLE VAN (vlag)
EEN VAN (getal > 1)
GEEN VAN (getal > 1)
GEEN VAN (tekst BEVAT "a")
PRECIES 0 VAN ((vlag OF getal > 1))
MINSTENS 2 VAN (vlag; getal > 1)
PRECIES 3 VAN (getal / getal twee > 1; getal > 1; bedrag > € 10)
MINSTENS 1 VAN (vlag; getal / getal twee > 1)
tekst LIJKT OP "*a*"
tekst LIJKT NIET OP EXACT ("*ketel*"; "*x y*")
klant.tekst LIJKT OP ("*50%*"; "*2027-*")
tekst LIJKT OP "*café*"
tekst LIJKT OP "*"
klant.tekst LIJKT NIET OP EXACT "**"
tekst VOLDOET AAN "ketel"
tekst VOLDOET NIET AAN EXACT ("É"; "straße"; "a")
tekst = EXACT "2027-0001"
klant.tekst NIET IN EXACT ("2027-0001"; "50% * 2?")
tekst BEVAT EXACT ("-"; "12")
nummer = "S1 "
tekst IN ("a "; " spoed")
tekst NIET IN EXACT (" a"; "b")
NIET ELK post IN posten WAARVOOR post.getal > 1
NIET ELK post IN posten WAARVOOR post.geheel / post.getal <= 1
NIET ELK post IN posten WAARVOOR (post.vlag OF post.getal > 1)
NIET ELK post IN posten WAARVOOR post.tekst BEVAT "a"
NIET ELK post IN posten WAARVOOR post.tekst IS NIET LEEG
NIET ELK post IN posten WAARVOOR post.tekst <> post.adres
NIET ELK post IN posten WAARVOOR post.geheel + post.getal = 2
NIET ELK post IN posten WAARVOOR post.tekst IS LEEG
NIET ELK post IN posten WAARVOOR NIET post.vlag
NIET GEEN post IN posten WAARVOOR post.getal > 1
NIET EEN post IN posten WAARVOOR post.bedrag >= € 10
NIET EEN VAN (vlag; getal / getal twee > 1; bedrag > € 10)
"""


def _made(text: str) -> tuple[Source, list[Fix], out.Cond]:
    """A rule with its safe fixes, and the condition that it has."""
    source = Source("proef.regel", text)
    parsed = parse(source)
    checked = check([parsed.file], domain.schema(), domain.SETTING)
    errors = [one.message() for one in (*parsed.problems, *checked.problems) if one.is_error]
    assert errors == [], text
    view = view_of(parsed.file, checked.program.rules, domain.schema(), domain.SETTING, ())
    fixes = [fix for found in lint(view).problems for fix in found.fixes if fix.safe]
    return source, fixes, checked.program.rules[0].condition


def _mended(source: Source, fix: Fix) -> str:
    text = source.text
    for edit in sorted(fix.edits, key=lambda one: one.span.start, reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


@pytest.mark.parametrize("condition", CONDITIONS.strip().splitlines())
def test_a_safe_fix_has_the_verdict_of_what_it_replaces(condition: str) -> None:
    text = RULE.format(domain=domain.NAME, event=domain.PLAIN_EVENT, condition=condition)
    source, fixes, before = _made(text)
    assert fixes
    expected = [verdict(before, one).truth for one in SITUATIONS]
    assert len(set(expected)) > 1
    for fix in fixes:
        _, _, after = _made(_mended(source, fix))
        assert [verdict(after, one).truth for one in SITUATIONS] == expected, fix.title.nl
