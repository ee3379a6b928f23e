"""What the differential test is worth: slips in the compiler, each of which it must see."""

import pytest
from attrs import evolve
from tests.compiler.broken import Bug
from tests.compiler.bugs import BUGS, IN_CODE, IN_INDEX, caught_after


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_seeded_bug_is_seen(bug: Bug) -> None:
    assert caught_after(bug) is not None


@pytest.mark.parametrize("bug", [IN_CODE[0], IN_INDEX[0]], ids=lambda bug: bug.module)
def test_without_a_bug_nothing_is_seen(bug: Bug) -> None:
    assert caught_after(evolve(bug, wrong=bug.right), 4_000) is None


def test_a_bug_whose_place_is_gone_is_told() -> None:
    with pytest.raises(LookupError):
        caught_after(evolve(BUGS[0], right="no such text"))
