"""Domains of one's own with something wrong in them."""

from collections.abc import Callable
from typing import Any

import pytest

Call = Callable[..., Any]

MUCH = 100_000
TOML = '[project]\ndomein = "eigen.domein"\n'
DOMAIN = """DOMEIN eigen
OBJECT bon
  VELD nummer: tekst VERPLICHT SLEUTEL
  VELD x: tekst WIJZIGBAAR
GEBEURTENIS bon gemaakt BIJ bon
"""
RULE = 'DOMEIN eigen\nREGEL "a"\nWANNEER bon gemaakt\nDAN WIS x\n'
ACTION = DOMAIN + "ACTIE PLAN bon BIJ bon\n  VEREIST "


@pytest.fixture
def check(make: Call, run: Call) -> Call:
    def check_domain(text: str | bytes) -> object:
        return run("controleer", make({"regeltaal.toml": TOML, "eigen.domein": text, "regels/a.regel": RULE}))

    return check_domain


def test_a_byte_that_is_no_utf8_has_its_place(check: Call) -> None:
    check(DOMAIN.encode() + b"# caf\xe9\n").says("eigen.domein:6:6: fout RT943", code=2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(ACTION + "(" * MUCH + "x IS LEEG" + ")" * MUCH, "te diep in elkaar", id="brackets"),
        pytest.param(ACTION + "NIET " * MUCH + "x IS LEEG", "te diep in elkaar", id="negations"),
        pytest.param(DOMAIN + "OBJECT b VELD t: " + "LIJST VAN " * MUCH + "tekst", "fout RT915", id="lists of lists"),
        pytest.param(DOMAIN + "OBJECT a\nVELD a: a SLEUTEL", "fout RT919", id="a key that is the object itself"),
        pytest.param(DOMAIN + "OBJECT bon\nVELD q: tekst", "staat er al", id="an object twice"),
        pytest.param(DOMAIN + 'KEUZE a: "x"\nKEUZE a: "y"', "de keuze `a` staat er al", id="a choice twice"),
        pytest.param(
            DOMAIN + "ACTIE MAAK bon BIJ bon\nVELDEN VAN bon\nVELDEN VAN bon", "`x` staat er al", id="fields twice"
        ),
        pytest.param(DOMAIN + "ACTIE MAAK a BIJ bon\nVELDEN VAN a\n", "eigen.domein:7:", id="fields of an action"),
        pytest.param(DOMAIN + f"OBJECT a\nVELD a: tekst HOOGSTENS {'9' * MUCH}", "fout RT9", id="a number without end"),
        pytest.param("", "begint niet met `DOMEIN`", id="nothing"),
        pytest.param("\0" * MUCH, "fout RT900", id="zeros"),
    ],
)
def test_it_is_a_clear_message_with_a_place(text: str, said: str, check: Call) -> None:
    result = check(text)
    result.says(said, "eigen.domein:", code=1)
    assert len(result.out) < 20_000


def test_objects_that_need_each_other_are_a_warning(check: Call) -> None:
    check(DOMAIN + "OBJECT a\nVELD b: b VERPLICHT\nOBJECT b\nVELD a: a VERPLICHT\nVELD l: LIJST VAN a\n").says(
        "waarschuwing RT923: `a.b` → `b.a`", code=0
    )
