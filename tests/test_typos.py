"""“Bedoelde u …?” on a sample of the slips; `python -m tests.typos` prints the figures of all."""

import time

import pytest
from tests.messages.typing import SLIPS
from tests.typos import Tally, run

from regeltaal.base.suggest import nearest

STEP = 23
"""Every so many-th slip: prime to the number of ways."""


@pytest.fixture(scope="module")
def tally() -> Tally:
    return run(STEP)


def test_the_first_suggestion_for_a_slip_is_the_name_that_was_meant(tally: Tally) -> None:
    assert tally.cases > 500
    assert tally.share >= 0.95


def test_each_way_to_get_a_name_wrong_is_tried(tally: Tally) -> None:
    assert set(tally.by_slip) == set(SLIPS)


def test_few_slips_are_as_near_to_another_name(tally: Tally) -> None:
    assert len(tally.open) < tally.cases / 50


def test_thousands_of_names_are_no_wait() -> None:
    names = [f"klant {kind} {number}" for kind in ("naam", "adres", "factuur") for number in range(2_000)]
    before = time.process_time()
    assert nearest("klant nam 7", names, 1) == ["klant naam 7"]
    assert time.process_time() - before < 2


@pytest.mark.parametrize(
    ("wrong", "known", "right"),
    [
        ("prys", ["prijs", "plaats"], "prijs"),
        ("medewercer", ["medewerkers", "medewerker"], "medewerker"),
        ("korteomschrijving", ["omschrijving", "korte omschrijving"], "korte omschrijving"),
        ("omschrijving", ["werkomschrijving", "korte omschrijving"], "korte omschrijving"),
        ("werk status", ["status", "werkstatus"], "werkstatus"),
        ("code externe", ["code", "externe code"], "externe code"),
        ("invoice number", ["factuur", "factuurnummer"], "factuurnummer"),
        ("paginas", ["pagina's", "plaats"], "pagina's"),
        ("regels", ["regel", "rijen"], "regel"),
    ],
)
def test_what_habits_make_of_a_name(wrong: str, known: list[str], right: str) -> None:
    assert nearest(wrong, known, 1) == [right]


def test_nothing_is_suggested_for_what_is_nothing_like_it() -> None:
    assert nearest("xyz", ["status", "relatie"]) == []
