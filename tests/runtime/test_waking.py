"""The seam to a durable queue: what a transaction plans is told in that transaction, once and for all."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regeltaal.runtime.clocks import Clock, ClockId, Slot
from regeltaal.runtime.schedules import Round
from regeltaal.runtime.storage import open_store
from regeltaal.runtime.store_unit import Unit
from regeltaal.runtime.waking import Wake, WakeClock, WakeEffects, WakeRound, wake_data, wake_id, wake_of
from regeltaal.values.value import Ref

MOMENTS = st.datetimes(timezones=st.just(UTC))
WORDS = st.text(max_size=8)
CLOCKS = st.builds(
    Clock,
    st.builds(Ref, WORDS, WORDS, WORDS),
    st.builds(ClockId, st.builds(Slot, WORDS, WORDS, WORDS), MOMENTS),
    MOMENTS,
)
WAKES = st.one_of(
    st.builds(WakeEffects, st.lists(WORDS, max_size=3).map(tuple), st.none() | MOMENTS),
    st.builds(WakeClock, CLOCKS),
    st.builds(WakeRound, st.builds(Round, WORDS, WORDS, WORDS, WORDS, MOMENTS)),
)
NOW = datetime(2027, 3, 12, 9, tzinfo=UTC)
ROUND = Round("regel", "", "werkdag", "8:00", NOW)


@given(WAKES)
def test_a_wake_reads_back_from_its_data(wake: Wake) -> None:
    assert wake_of(wake_data(wake)) == wake


@given(WAKES, WAKES)
def test_two_wakes_have_the_same_id_only_if_they_are_the_same(one: Wake, other: Wake) -> None:
    assert (wake_id(one) == wake_id(other)) == (one == other)


@pytest.mark.parametrize("data", [[], ["effects"], ["effects", "key", None], ["clock", [], [], "", ""], ["bell", 1]])
def test_other_data_is_no_wake(data: list[object]) -> None:
    with pytest.raises(ValueError, match="no wake"):
        wake_of(data)


class _Notes:
    def __init__(self) -> None:
        self.told: list[Wake] = []

    def tell(self, unit: Unit, wakes: Sequence[Wake]) -> None:
        assert unit.connection.in_transaction()
        self.told.extend(wakes)


def test_the_waker_is_told_what_a_transaction_plans() -> None:
    with open_store("sqlite://") as store:
        store.waker = notes = _Notes()
        with store.transaction() as unit:
            unit.clocks.put_round(ROUND)

        assert notes.told == [WakeRound(ROUND)]


def test_the_waker_is_told_nothing_of_a_transaction_that_is_not_kept() -> None:
    with open_store("sqlite://") as store:
        store.waker = notes = _Notes()
        with pytest.raises(RuntimeError, match="halfway"), store.transaction() as unit:
            _plan_and_break_off(unit)

        assert notes.told == []


def test_what_the_waker_can_t_keep_is_not_planned_either() -> None:
    class Full:
        def tell(self, unit: Unit, wakes: Sequence[Wake]) -> None:
            del unit, wakes
            raise RuntimeError("full")

    with open_store("sqlite://") as store:
        store.waker = Full()
        with pytest.raises(RuntimeError, match="full"), store.transaction() as unit:
            unit.clocks.put_round(ROUND)
        with store.look() as unit:
            assert unit.clocks.rounds() == ()


def test_a_later_moment_is_another_wake() -> None:
    later = Round(ROUND.rule, "", "werkdag", "8:00", NOW + timedelta(days=1))

    assert wake_id(WakeRound(ROUND)) != wake_id(WakeRound(later))


def _plan_and_break_off(unit: Unit) -> None:
    unit.clocks.put_round(ROUND)
    raise RuntimeError("halfway")
