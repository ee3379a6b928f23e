"""Templates that are not there, are no text, or hold what only looks like a template."""

import json
from collections.abc import Callable
from typing import Any

import pytest

Call = Callable[..., Any]

RULE = """DOMEIN werkbonnen
REGEL "a"
WANNEER werkbon compleet gemeld
DAN VERSTUUR e-mail MET ontvanger = "a@b.example"; sjabloon = "Bedankt"
"""
PATH = "sjablonen/Bedankt.txt"
EVENT = json.dumps(
    {
        "id": "1",
        "gebeurtenis": "werkbon compleet gemeld",
        "record": {"nummer": "W", "korte omschrijving": "a\r\nBcc: x@y.example", "materialen": [{"aantal": 1}] * 101},
    }
).encode()


def test_one_that_is_missing_or_is_a_folder_is_named_where_the_rule_names_it(make: Call, run: Call) -> None:
    run("controleer", make({"regels/a.regel": RULE})).says('a.regel:4:63: fout RT420: er is geen sjabloon "Bed', code=1)
    run("controleer", make({f"{PATH}/x": "", "regels/a.regel": RULE})).says("fout RT420", code=1)


@pytest.mark.parametrize("content", [bytes(range(256)) * 100, b"Onderwerp: a\n\ncaf\xe9"])
def test_one_that_is_no_text_is_unreadable_and_not_missing(content: bytes, make: Call, run: Call) -> None:
    result = run("controleer", make({PATH: content, "regels/a.regel": RULE}))
    result.says("Bedankt.txt:", "fout RT943", code=2)
    assert "RT420" not in result.out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{VOOR ELK m IN materialen}{m.naam}", "Bedankt.txt:3:1: fout RT422"),
        ("{KLAAR}{% endfor %}", "`{KLAAR}` zonder begin"),
        ("".join(f"{{VOOR ELK {'m' * n} IN materialen}}" for n in range(2, 40)) + "{KLAAR}" * 38, "tien lussen"),
        ("{VOOR ELK m IN materialen}" * 20_000, "tien lussen"),
        ("{bestaat.niet}", "fout RT423"),
    ],
)
def test_a_block_that_is_wrong_has_its_place(text: str, said: str, make: Call, run: Call) -> None:
    run("controleer", make({PATH: f"Onderwerp: a\n\n{text}", "regels/a.regel": RULE})).says(said, code=1)


@pytest.mark.parametrize("text", ["{{ 7 * 7 }} {% for x in y %}{# #}", "(" * 100_000 + "{" * 100_000, "\0\0"])
def test_what_looks_like_another_language_is_text(text: str, process: Call, make: Call) -> None:
    process(EVENT, {PATH: f"Onderwerp: a\n\n{text}\n", "regels/a.regel": RULE}).says("1 verwerkt", code=0)
    (mail,) = (make() / "postvak-uit").iterdir()
    assert b"49" not in mail.read_bytes().partition(b"\r\n\r\n" if b"\r\n\r\n" in mail.read_bytes() else b"\n\n")[2]


def test_a_subject_never_gets_a_second_line(process: Call, make: Call) -> None:
    result = process(EVENT, {PATH: "Onderwerp: {korte omschrijving}\n\nx\n", "regels/a.regel": RULE})
    result.says("regeleinde of stuurteken", "mislukt", code=1)
    assert not (make() / "postvak-uit").exists()


def test_loops_in_loops_stop_at_a_number_of_rows(process: Call) -> None:
    loops = "{VOOR ELK m IN materialen}{VOOR ELK n IN materialen}x{KLAAR}{KLAAR}"
    result = process(EVENT, {PATH: f"Onderwerp: a\n\n{loops}\n", "regels/a.regel": RULE})
    result.says('sjabloon "Bedankt" wordt langer dan 10000 regels'.replace('"', "`"), code=1)
