"""Rule files that nobody wrote on purpose: unreadable, endless, too deep, twice the same."""

import json
from collections.abc import Callable
from typing import Any

Call = Callable[..., Any]

MUCH = 100_000
HEAD = 'DOMEIN werkbonnen\nREGEL "a"\nWANNEER werkbon compleet gemeld\n'
DEFINITION = "DOMEIN werkbonnen\nDEFINITIE d BIJ werkbon = "


def test_a_byte_that_is_no_utf8_has_its_place(make: Call, run: Call) -> None:
    folder = make({"regels/a.regel": HEAD.encode() + b"DAN WIS commentaar # caf\xe9\n"})
    run("controleer", folder).says("a.regel:4:25: fout RT943", "byte 0xE9", "UTF-8", code=2)


CASES = {
    "brackets": (DEFINITION + "(" * MUCH + "garantie" + ")" * MUCH, "te diep genest"),
    "negations": (DEFINITION + "NIET " * MUCH + "garantie", "te diep genest"),
    "wildcards": (DEFINITION + 'korte omschrijving LIJKT OP "' + "*" * MUCH + '"', "hoogstens 1000"),
    "long regex": (DEFINITION + f'korte omschrijving VOLDOET AAN "{"a" * MUCH}"', "hoogstens 1000"),
    "bad regex": (DEFINITION + 'korte omschrijving VOLDOET AAN "("', "er ontbreekt een `)`"),
    "a regex of elsewhere": (DEFINITION + 'korte omschrijving VOLDOET AAN "(?=a)"', "kijken"),
    "words without end": ("DOMEIN werkbonnen\nREGEL " + "x " * MUCH, ".regel:2:7: fout RT100"),
    "zeros": ("\0" * MUCH, "fout RT"),
    "a number without end": (DEFINITION + "duur > " + "9" * MUCH, "fout RT153"),
    "a duration without end": (DEFINITION + f"datum + {'9' * MUCH} dagen > datum", "fout RT153"),
    "the year nought": (DEFINITION + "datum = 1-1-0000", "er is geen jaar 0"),
    "the year ten thousand": (DEFINITION + "datum = 1-1-10000", ".regel:2:36: fout RT116"),
    "priority": (HEAD.replace("\nW", f" PRIORITEIT {'9' * MUCH}\nW") + "DAN WIS datum", "RT153"),
    "definitions that go round": (
        "DOMEIN werkbonnen\nDEFINITIE p BIJ werkbon = q\nDEFINITIE q BIJ werkbon = p\n",
        ".regel:2:11: fout RT209: definitie `p` gebruikt zichzelf: p → q → p",
    ),
    "lists of lists": ("DOMEIN werkbonnen\nLIJST l = m\nLIJST m = l\n", "staan alleen vaste waarden"),
}


def test_each_is_a_clear_message_with_a_place(make: Call, run: Call) -> None:
    files = {f"regels/{number}.regel": text for number, (text, _) in enumerate(CASES.values())}
    result = run("controleer", make(files), "--uitvoer", "plat")
    result.says(code=1)
    for number, (name, (_, said)) in enumerate(CASES.items()):
        lines = [line for line in result.out.splitlines() if f"/{number}.regel:" in line]
        assert any(said in line for line in lines), name
        assert all(len(line) < 1_000 for line in lines), name


def test_a_message_as_data_is_short_as_well(make: Call, run: Call) -> None:
    folder = make({"regels/a.regel": f'DOMEIN werkbonnen\nGEBRUIK "{"x" * MUCH}.regel"\n'})
    result = run("controleer", folder, "--uitvoer", "json")
    result.says("RT210", code=1)
    (found,) = json.loads(result.out)
    assert len(found["bericht"]) < 500


def test_two_rules_of_one_name_are_told_apart_by_their_places(make: Call, run: Call) -> None:
    rule = HEAD + "DAN WIS commentaar\n"
    rows = HEAD.replace("\nW", '\nVOOR ELKE RIJ\n| x |\n| "1" |\n| "2" |\nW') + "DAN ZET commentaar = rij.x\n"
    same = run("controleer", make({"regels/a.regel": rule + rule.replace("DOMEIN werkbonnen\n", "")}))
    same.says('a.regel:5:7: fout RT511: er is al een regel "a"', code=1)
    run("controleer", make({"regels/a.regel": rule, "regels/b.regel": rows})).says("b.regel:2:7: fout RT511", code=1)


def test_files_that_use_each_other_are_harmless(make: Call, run: Call) -> None:
    one = 'DOMEIN werkbonnen\nGEBRUIK "b.regel"\nGEBRUIK "a.regel"\nLIJST l = "x"\n'
    other = 'DOMEIN werkbonnen\nGEBRUIK "a.regel"\nLIJST m = "x"\n'
    run("controleer", make({"regels/a.regel": one, "regels/b.regel": other})).says(code=0)


def test_a_regular_expression_that_is_slow_elsewhere_is_not_here(process: Call) -> None:
    """And one that needs too much room is a fault of the rule set, not of the run."""
    rule = HEAD + 'EN korte omschrijving VOLDOET AAN ("^(a+)+$"; "(x*)*y"; "(a|a)*b")\nDAN WIS commentaar\n'
    event = (
        '{"id": "1", "gebeurtenis": "werkbon compleet gemeld", "record": {"nummer": "W", "korte omschrijving": "%s!"}}'
    )
    process((event % ("a" * MUCH)).encode(), {"regels/a.regel": rule}).says("1 verwerkt", code=0)
