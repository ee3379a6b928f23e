"""What is ten times as large takes no more than about ten times as long: nothing in it goes with the square.

Processor time is compared, at two sizes: what grows with the square takes a hundred times as long, and a slow machine
is slow at both. The command runs inside the test, for starting it would take longer than most of this.
"""

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from regeltaal.cli.root import root

Call = Callable[..., Any]

FACTOR = 10
A_MOMENT = 0.5
HEAD = 'DOMEIN werkbonnen\nREGEL "a"\nWANNEER werkbon compleet gemeld\n'
DEFINITION = "DOMEIN werkbonnen\nDEFINITIE d BIJ werkbon = "
SENDS = HEAD + 'DAN VERSTUUR e-mail MET ontvanger = "a@b.example"; sjabloon = "Bedankt"\n'
Files = Callable[[int], Mapping[str, str]]


def rule(text: Callable[[int], str]) -> Files:
    return lambda size: {"regels/a.regel": text(size)}


def template(text: Callable[[int], str]) -> Files:
    return lambda size: {"regels/a.regel": SENDS, "sjablonen/Bedankt.txt": f"Onderwerp: a\n\n{text(size)}\n"}


def domain(text: Callable[[int], str]) -> Files:
    return lambda size: {
        "regeltaal.toml": '[project]\ndomein = "x.domein"\n',
        "x.domein": f"DOMEIN x\n{text(size)}\n",
        "regels/a.regel": "DOMEIN x\n",
    }


CASES: dict[str, tuple[int, Files]] = {
    "a comment": (10_000_000, rule(lambda size: HEAD + "DAN WIS commentaar # " + "x" * size)),
    "a text": (10_000_000, rule(lambda size: f'{DEFINITION}korte omschrijving = "{"x" * size}"')),
    "a long text": (5_000_000, rule(lambda size: f'{DEFINITION}korte omschrijving = """{"x " * size}"""')),
    "a name": (500_000, rule(lambda size: "DOMEIN werkbonnen\nREGEL " + "x " * size)),
    "a word": (5_000_000, rule(lambda size: "DOMEIN werkbonnen\nREGEL " + "x" * size)),
    "what is wrong on one line": (1_000, rule(lambda size: "DOMEIN werkbonnen " + "DEFINITIE d = weg " * size)),
    "letters with loose accents": (100_000, rule(lambda size: DEFINITION + '"' + "e\u0301" * size + '" = weg')),
    "brackets": (100_000, rule(lambda size: DEFINITION + "(" * size + "garantie" + ")" * size)),
    "negations": (100_000, rule(lambda size: DEFINITION + "NIET " * size + "garantie")),
    "conditions": (20_000, rule(lambda size: HEAD + "EN garantie\n" * size + "DAN WIS commentaar")),
    "other conditions": (
        4_000,
        rule(lambda n: HEAD + "".join(f'EN plaats <> "{at}"\n' for at in range(n)) + "DAN WIS commentaar"),
    ),
    "rows": (
        5_000,
        rule(
            lambda n: (
                HEAD.replace("\nW", "\nVOOR ELKE RIJ\n| x |\n" + "".join(f'| "{at}" |\n' for at in range(n)) + "W")
                + "DAN ZET commentaar = rij.x"
            )
        ),
    ),
    "a list": (20_000, rule(lambda n: "DOMEIN werkbonnen\nLIJST l = " + "; ".join(f'"{at}"' for at in range(n)))),
    "interpolation": (20_000, rule(lambda n: HEAD + f'DAN MAAK taak MET titel = "{"{nummer}" * n}"')),
    "rules of one name": (1_000, rule(lambda size: "DOMEIN werkbonnen\n" + (HEAD[18:] + "DAN WIS datum\n") * size)),
    "braces in a template": (500_000, template(lambda size: "{" * size)),
    "spaces in a template": (500_000, template(lambda size: "{nummer" + " " * size + "x|")),
    "spaces in a loop": (500_000, template(lambda size: "{VOOR ELK x" + " " * size)),
    "loops in a template": (10_000, template(lambda size: "{VOOR ELK m IN materialen}" * size)),
    "brackets in a domain": (
        50_000,
        domain(lambda n: f"OBJECT a\nVELD b: tekst\nACTIE MAAK c BIJ a VEREIST {'(' * n}b IS LEEG{')' * n}"),
    ),
    "a text in a domain": (5_000_000, domain(lambda size: f'OBJECT a OMSCHRIJVING "{"x" * size}"\nVELD b: tekst')),
    "objects that need each other": (
        2_000,
        domain(lambda n: "\n".join(f"OBJECT o{at}\nVELD v: o{(at + 1) % n} VERPLICHT" for at in range(n))),
    ),
    "a setting": (
        2_000_000,
        lambda size: {"regeltaal.toml": f'[project]\ndomein = "werkbonnen"\nx = "{"x" * size}"\n'},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_checking_grows_no_faster_than_its_text(name: str, make: Call) -> None:
    size, files = CASES[name]
    small, large = (_seconds(make(files(number), f"kantoor-{number}")) for number in (size // FACTOR, size))
    assert large < 2 * FACTOR * small + A_MOMENT


def _seconds(folder: Path) -> float:
    before = time.process_time()
    ended = CliRunner().invoke(root, ["controleer", str(folder)])
    assert ended.exit_code in {0, 1}
    return time.process_time() - before
