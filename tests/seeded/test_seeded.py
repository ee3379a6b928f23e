"""What the linter is worth on a sample of planted defects; `python -m tests.seeded` prints the figures of more."""

import pytest
from tests.seeded.goodsets import worlds
from tests.seeded.measure import Measurer, Tally, run
from tests.seeded.plant import PLANTERS

from regeltaal.base import codes
from regeltaal.report.codes import load_codes

SEED = 7
OF_EACH = 2
FEWEST_SHAPES = 3
FEW = {
    "RT614": "the only ways to forget the quotes are with and without a space",
}
"""Kinds that can't be planted in three ways, with the reason."""


@pytest.fixture(scope="module")
def tally() -> Tally:
    return run(SEED, OF_EACH)


def test_nothing_is_said_of_the_good_sets() -> None:
    told = [
        f"{world.name}/{one.span.source.path}:{one.span.begin.line} {one.code.id} {one.message()}"
        for world, one in Measurer().good()
    ]
    assert told == []


def test_what_is_said_of_planted_defects_is_right(tally: Tally) -> None:
    assert tally.crashed == []
    assert sum(one.planted for one in tally.kinds.values()) > 100
    assert tally.precision >= 0.95


def test_planted_defects_are_found(tally: Tally) -> None:
    assert tally.recall >= 0.9


def test_every_kind_is_planted_in_several_ways() -> None:
    few = {slug for slug, shapes in PLANTERS.items() if len(shapes) < FEWEST_SHAPES}
    assert few == set(FEW)


def test_every_lint_rule_has_planters() -> None:
    load_codes()
    named = {one.name for one in codes.all_codes() if one.name is not None}
    assert named <= set(PLANTERS)


def test_the_good_sets_are_there() -> None:
    assert sum(len(one.files) for one in worlds()) > 20
