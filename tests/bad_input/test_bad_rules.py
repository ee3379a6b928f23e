"""Rule files that nobody wrote on purpose: unreadable, endless, too deep, twice the same."""

import json
from collections.abc import Callable
from typing import Any

import pytest

MUCH = 100_000
HEAD = 'DOMEIN werkbonnen\nREGEL "a"\nWANNEER werkbon compleet gemeld\n'
DEFINITION = "DOMEIN werkbonnen\nDEFINITIE d BIJ werkbon = "


def test_a_byte_that_is_no_utf8_has_its_place(make: Callable[..., Any], run: Callable[..., Any]) -> None:
    folder = make({"regels/a.regel": HEAD.encode() + b"DAN WIS commentaar # caf\xe9\n"})
    run("controleer", folder).says("a.regel:4:25: fout RT943", "byte 0xE9", "UTF-8", code=2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(DEFINITION + "(" * MUCH + "garantie" + ")" * MUCH, "te diep genest", id="brackets"),
        pytest.param(DEFINITION + "NIET " * MUCH + "garantie", "te diep genest", id="negations"),
        pytest.param(DEFINITION + 'korte omschrijving LIJKT OP "' + "*" * MUCH + '"', "hoogstens 1000", id="wildcards"),
        pytest.param(DEFINITION + f'korte omschrijving VOLDOET AAN "{"a" * MUCH}"', "hoogstens 1000", id="long regex"),
        pytest.param(DEFINITION + 'korte omschrijving VOLDOET AAN "("', "er ontbreekt een `)`", id="bad regex"),
        pytest.param(DEFINITION + 'korte omschrijving VOLDOET AAN "(?=a)"', "kijken", id="a regex of elsewhere"),
        pytest.param("DOMEIN werkbonnen\nREGEL " + "x " * MUCH, "a.regel:2:7: fout RT100", id="words without end"),
        pytest.param("\0" * MUCH, "fout RT", id="zeros"),
        pytest.param(DEFINITION + "duur > " + "9" * MUCH, "fout RT153", id="a number without end"),
        pytest.param(DEFINITION + f"datum + {'9' * MUCH} dagen > datum", "fout RT153", id="a duration without end"),
        pytest.param(DEFINITION + "datum = 1-1-0000", "er is geen jaar 0", id="the year nought"),
        pytest.param(DEFINITION + "datum = 1-1-10000", "a.regel:2:36: fout RT116", id="the year ten thousand"),
        pytest.param(HEAD.replace("\nW", f" PRIORITEIT {'9' * MUCH}\nW") + "DAN WIS datum", "RT153", id="priority"),
        pytest.param(
            "DOMEIN werkbonnen\nDEFINITIE p BIJ werkbon = q\nDEFINITIE q BIJ werkbon = p\n",
            "a.regel:2:11: fout RT209: definitie `p` gebruikt zichzelf: p → q → p",
            id="definitions that go round",
        ),
        pytest.param(
            "DOMEIN werkbonnen\nLIJST l = m\nLIJST m = l\n", "staan alleen vaste waarden", id="lists of lists"
        ),
    ],
)
def test_it_is_one_clear_message_with_a_place(
    text: str, said: str, make: Callable[..., Any], run: Callable[..., Any]
) -> None:
    result = run("controleer", make({"regels/a.regel": text}))
    result.says(said, "a.regel:", code=1)
    assert len(result.out) < 20_000


def test_a_message_as_data_is_short_as_well(make: Callable[..., Any], run: Callable[..., Any]) -> None:
    folder = make({"regels/a.regel": f'DOMEIN werkbonnen\nGEBRUIK "{"x" * MUCH}.regel"\n'})
    result = run("controleer", folder, "--uitvoer", "json")
    result.says("RT210", code=1)
    (found,) = json.loads(result.out)
    assert len(found["bericht"]) < 500


def test_two_rules_of_one_name_are_told_apart_by_their_places(
    make: Callable[..., Any], run: Callable[..., Any]
) -> None:
    rule = HEAD + "DAN WIS commentaar\n"
    rows = HEAD.replace("\nW", '\nVOOR ELKE RIJ\n| x |\n| "1" |\n| "2" |\nW') + "DAN ZET commentaar = rij.x\n"
    same = run("controleer", make({"regels/a.regel": rule + rule.replace("DOMEIN werkbonnen\n", "")}))
    same.says('a.regel:5:7: fout RT511: er is al een regel "a"', code=1)
    run("controleer", make({"regels/a.regel": rule, "regels/b.regel": rows})).says("b.regel:2:7: fout RT511", code=1)


def test_files_that_use_each_other_are_harmless(make: Callable[..., Any], run: Callable[..., Any]) -> None:
    one = 'DOMEIN werkbonnen\nGEBRUIK "b.regel"\nGEBRUIK "a.regel"\nLIJST l = "x"\n'
    other = 'DOMEIN werkbonnen\nGEBRUIK "a.regel"\nLIJST m = "x"\n'
    run("controleer", make({"regels/a.regel": one, "regels/b.regel": other})).says(code=0)


def test_a_regular_expression_that_is_slow_elsewhere_is_not_here(process: Callable[..., Any]) -> None:
    """And one that needs too much room is a fault of the rule set, not of the run."""
    rule = HEAD + 'EN korte omschrijving VOLDOET AAN ("^(a+)+$"; "(x*)*y"; "(a|a)*b")\nDAN WIS commentaar\n'
    event = (
        '{"id": "1", "gebeurtenis": "werkbon compleet gemeld", "record": {"nummer": "W", "korte omschrijving": "%s!"}}'
    )
    process((event % ("a" * MUCH)).encode(), {"regels/a.regel": rule}).says("1 verwerkt", code=0)
