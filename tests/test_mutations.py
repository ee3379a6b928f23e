"""What the messages are worth, on a sample of the mutants; `python -m tests.mutations` prints the figures of all."""

import pytest
from tests.messages.repairs import Worth
from tests.mutations import CORPORA, Tally, run

STEPS = {"voorbeelden": 29, "ongezien": 101}
"""Every so many-th mutant: primes, so that each way of spoiling meets each kind of token."""


@pytest.fixture(scope="module", params=STEPS)
def tally(request: pytest.FixtureRequest) -> Tally:
    return run(STEPS[request.param], CORPORA[request.param]())


def test_nothing_breaks_and_no_message_names_a_token(tally: Tally) -> None:
    assert tally.mutants > 200
    assert tally.crashed == []
    assert tally.leaks == []


def test_messages_stand_on_the_right_line_and_few_follow_from_another(tally: Tally) -> None:
    assert tally.share_right >= 0.98
    assert tally.cascades == []


def test_the_first_suggestion_is_the_right_one(tally: Tally) -> None:
    assert tally.share_led >= 0.85
    assert tally.share_exact >= 0.75
    assert tally.worth[Worth.EXACT] > tally.worth[Worth.LED]
