"""However deep, wide or long a file is, formatting ends, soon, and without a slip."""

import time

import pytest

from regeltaal.base.source import Source
from regeltaal.formatting.format import formatted
from regeltaal.syntax.limits import LIMIT
from regeltaal.syntax.parser import parse

RULE = """REGEL "Factureer en bedank {number}"
WANNEER werkbon compleet gemeld EN werkstatus = "Uitgevoerd" # uitgevoerd
EN (relatie.plaats IN ("Utrecht"; "Zeist") OF grote klus)
DAN VERSTUUR e-mail NA 30 minuten MET ontvanger = relatie.e-mailadres; sjabloon = "Bedankt"
"""
HALF = LIMIT // 2 - 2


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("DEFINITIE a = " + "(" * LIMIT + "b" + ")" * LIMIT, id="brackets"),
        pytest.param("DEFINITIE a = " + "(a = " * LIMIT + "b" + ")" * LIMIT, id="comparisons in brackets"),
        pytest.param("DEFINITIE a = " + "NIET " * LIMIT + "b", id="negations"),
        pytest.param("DEFINITIE a = " + "1 + " * LIMIT + "1", id="a long sum"),
        pytest.param("DEFINITIE a = " + "F(" * LIMIT + "1" + ")" * LIMIT, id="calls"),
        pytest.param("DEFINITIE a = " + "EEN x IN y WAARVOOR " * LIMIT + "z", id="quantifiers"),
        pytest.param(
            'REGEL "r" WANNEER a DAN ' + "VOOR ELK x IN y DOE " * HALF + "WIS z " + "KLAAR " * HALF, id="loops"
        ),
        pytest.param("DEFINITIE a = " + " EN ".join(f"(a{n} OF b)" for n in range(3_000)), id="a long chain"),
        pytest.param("LIJST a = " + "; ".join(f'"{n}"' for n in range(5_000)), id="a long list"),
        pytest.param("# x\n" * 20_000 + "LIJST a = 1", id="comments"),
        pytest.param("LIJST a = 1 " + "# x\n" * 20_000 + "; 2", id="comments in the middle"),
        pytest.param("\n" * 100_000, id="empty lines"),
        pytest.param('LIJST a = """' + "x\n" * 20_000 + '"""', id="a long text"),
        pytest.param('LIJST a = "' + "{" * 20_000 + '"', id="braces"),
        pytest.param('LIJST a = "' + "\\\\" * 20_000 + '"', id="backslashes"),
        pytest.param("naam " * 20_000, id="one long name"),
    ],
)
def test_odd_files_are_formatted_in_time(text: str) -> None:
    before = time.process_time()
    found = formatted(parse(Source("x.regel", text)))
    assert time.process_time() - before < 15
    assert "RT181" not in [problem.code.id for problem in found.problems]


def test_five_hundred_rules_take_seconds() -> None:
    text = "DOMEIN werkbonnen\n" + "".join(RULE.format(number=number) for number in range(500))
    before = time.process_time()
    found = formatted(parse(Source("x.regel", text)))
    assert time.process_time() - before < 10
    assert found.problems == ()
    assert found.text.count("  # uitgevoerd\n") == 500
