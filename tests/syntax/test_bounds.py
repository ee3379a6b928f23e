"""Nothing in a source makes the parser slow, deep or silent, however large or odd it is."""

import time

import pytest

from regeltaal.base.source import Source
from regeltaal.syntax.limits import LIMIT
from regeltaal.syntax.parser import Parsed, parse
from regeltaal.syntax.tree import Broken, Definition

RULE = """REGEL "Factureer en bedank {number}"
  PRIORITEIT 10
WANNEER werkbon compleet gemeld
  EN werkstatus = "Uitgevoerd"
  EN (relatie.plaats IN ("Utrecht"; "Zeist") OF grote klus)
  EN korte omschrijving BEVAT NIET "garantie"
DAN
  VERSTUUR e-mail NA 30 minuten MET ontvanger = relatie.e-mailadres; sjabloon = "Bedankt"
"""


def _timed(text: str) -> tuple[Parsed, float]:
    before = time.process_time()
    parsed = parse(Source("groot.regel", text))
    return parsed, time.process_time() - before


def _codes(parsed: Parsed) -> list[str]:
    return [problem.code.id for problem in parsed.problems]


def test_a_thousand_rules_take_about_a_second() -> None:
    text = "DOMEIN werkbonnen\n" + "".join(RULE.format(number=number) for number in range(1_000))
    parsed, seconds = _timed(text)
    assert (_codes(parsed), len(parsed.file.items)) == ([], 1_000)
    assert seconds < 3


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("DEFINITIE a = " + "(" * 100_000 + "b" + ")" * 100_000, id="brackets"),
        pytest.param("DEFINITIE a = " + "(" * 100_000, id="brackets that never close"),
        pytest.param("DEFINITIE a = " + "NIET " * 100_000 + "b", id="negations"),
        pytest.param("DEFINITIE a = " + "1 + " * 100_000 + "1", id="a long sum"),
        pytest.param("DEFINITIE a = " + "F(" * 50_000 + "1" + ")" * 50_000, id="calls"),
        pytest.param("DEFINITIE a = " + "EEN x IN y WAARVOOR " * 50_000 + "z", id="quantifiers"),
        pytest.param('REGEL "r" WANNEER a DAN ' + "VOOR ELK x IN y DOE " * 50_000 + "WIS z", id="loops"),
        pytest.param("DEFINITIE a = " + f"({'1 * ' * 60}1) + " * 60 + "1 " + "+ (1 * 1 " * 3_000, id="both"),
    ],
)
def test_what_is_nested_too_deep_is_one_clear_problem(text: str) -> None:
    parsed, seconds = _timed(text)
    assert _codes(parsed) == ["RT120"]
    assert [type(item) for item in parsed.file.items] == [Broken]
    assert seconds < 10


def test_nesting_up_to_the_limit_is_fine() -> None:
    parsed, _ = _timed(f"DEFINITIE a = {'(' * LIMIT}b{')' * LIMIT}")
    assert _codes(parsed) == []


def test_wide_is_not_deep() -> None:
    items = "; ".join(f"{number} + 1 * 2" for number in range(2_000))
    conditions = " EN ".join(f"NIET (a{number} = 1 OF b - 1 > 2)" for number in range(2_000))
    parsed, _ = _timed(f"LIJST a = {items}\nDEFINITIE b = {conditions}\n")
    assert _codes(parsed) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a " * 500_000, id="one endless name"),
        pytest.param("A" * 1_000_000, id="one endless word in capitals"),
        pytest.param("a-" * 300_000, id="hyphens"),
        pytest.param("'" * 100_000, id="apostrophes"),
        pytest.param("`" * 100_001, id="back-quotes"),
        pytest.param('"' * 100_001, id="quotes"),
        pytest.param('"' + "\\" * 200_001, id="backslashes"),
        pytest.param("1." * 200_000, id="digits"),
        pytest.param("{" * 100_000, id="braces"),
        pytest.param("# " * 500_000, id="a comment"),
        pytest.param("\x00" * 100_000, id="zeros"),
        pytest.param("|" * 100_000, id="bars"),
        pytest.param(";" * 100_000, id="semicolons"),
        pytest.param("EN " * 100_000, id="keywords"),
        pytest.param("wanneer en of dan " * 50_000, id="keywords in lower case"),
    ],
)
@pytest.mark.parametrize("before", ["", "DEFINITIE x = ", 'REGEL "r" WANNEER a EN b = "', "LIJST x = 1; "])
def test_a_line_without_end_takes_no_more_than_its_length(before: str, text: str) -> None:
    parsed, seconds = _timed(before + text)
    assert seconds < 20
    assert len(parsed.problems) <= 25


def test_many_broken_rules_are_many_problems_in_linear_time() -> None:
    text = 'REGEL "r"\nWANNEER a\nEN b BEVAT\nDAN ZET c == 1\n' * 2_000
    parsed, seconds = _timed(text)
    assert _codes(parsed) == ["RT100", "RT104"] * 2_000
    assert seconds < 20


def test_a_text_of_a_megabyte_is_a_text() -> None:
    content = 'regel {b} en \\" nog wat\n' * 50_000
    parsed, seconds = _timed(f'DEFINITIE a = """{content}"""')
    assert _codes(parsed) == []
    assert isinstance(parsed.file.items[0], Definition)
    assert seconds < 10
