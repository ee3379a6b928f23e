"""What a person decides of an effect: which statuses it moves along, what is kept of it, and who was first."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.runtime.deciding import Decider, Decision, decide, recipients, short_id
from regeltaal.runtime.storage import BEFORE, EffectStatus, EventId, Policy, StoredEffect, open_store
from regeltaal.runtime.store import Store
from regeltaal.runtime.store_undecided import undecided, waiting_again
from regeltaal.runtime.store_unit import Unit
from regeltaal.values.value import Ref

NOON = datetime(2027, 3, 12, 12, 0, tzinfo=UTC)
BON = Ref("Jansen BV", "bon", "B-1")
WHY = Text(nl="plat", en="down")
MAIL = StoredEffect(
    key="Jansen BV|e-1|r|B-1|VERSTUUR e-mail|0",
    event=EventId("Jansen BV", "e-1"),
    record=BON,
    rule="r",
    action="VERSTUUR e-mail",
    policy=Policy.AT_MOST,
    due=NOON,
    parameters={"ontvanger": ["info@devries.example"]},
)
JAN = Decider("jan", "zelf gebeld")


def put(store: Store, status: EffectStatus, key: str = MAIL.key) -> StoredEffect:
    """An effect that came to have this status along the ways that there are."""
    with store.transaction() as unit:
        unit.plan(evolve(MAIL, key=key))
        if status is not EffectStatus.PLANNED:
            assert unit.claim(key, NOON, "w")
        if status not in (EffectStatus.PLANNED, EffectStatus.BUSY):
            assert unit.settle(key, status, NOON, WHY)
    return found(store, key)


def found(store: Store, key: str = MAIL.key) -> StoredEffect:
    effect = store.effect(key)
    assert effect is not None
    return effect


def decided(store: Store, effect: StoredEffect, decision: Decision) -> bool:
    return store.attempt(lambda unit: decide(unit, effect, decision, JAN, NOON))


@pytest.mark.parametrize("status", [EffectStatus.UNCERTAIN, EffectStatus.FAILED, EffectStatus.PLANNED])
@pytest.mark.parametrize(
    ("decision", "after"),
    [
        (Decision.SEND, EffectStatus.PLANNED),
        (Decision.DONE, EffectStatus.DONE),
        (Decision.LAPSE, EffectStatus.LAPSED),
    ],
)
def test_a_decision_settles_it_and_the_record_tells_who_decided_what_and_why(
    store: Store, status: EffectStatus, decision: Decision, after: EffectStatus
) -> None:
    assert decided(store, put(store, status), decision)
    assert found(store).status is after
    (line,) = (entry.body for entry in store.entries(BON))
    assert (line["status"], line["besluit"], line["door"], line["toelichting"]) == (
        after.value,
        decision.value,
        "jan",
        "zelf gebeld",
    )
    assert str(line["reden"]).endswith("jan: zelf gebeld")


def test_what_is_sent_again_has_all_its_attempts_again_and_is_due_at_once(store: Store) -> None:
    effect = put(store, EffectStatus.FAILED)
    assert effect.attempts == 1
    assert decided(store, effect, Decision.SEND)
    assert (found(store).attempts, found(store).due) == (0, NOON)
    assert [one.key for one in store.due(NOON)] == [MAIL.key]


@pytest.mark.parametrize("status", [EffectStatus.BUSY, EffectStatus.DONE])
@pytest.mark.parametrize("decision", list(Decision))
def test_what_is_done_or_being_done_is_left_alone(store: Store, status: EffectStatus, decision: Decision) -> None:
    seen = evolve(put(store, EffectStatus.PLANNED), status=EffectStatus.UNCERTAIN)
    with store.transaction() as unit:
        unit.claim(MAIL.key, NOON, "w")
        if status is not EffectStatus.BUSY:
            unit.settle(MAIL.key, EffectStatus.DONE, NOON)
    assert not decided(store, seen, decision)
    assert found(store).status is status
    assert store.entries(BON) == ()


def test_of_two_who_decide_the_first_does(store: Store) -> None:
    effect = put(store, EffectStatus.UNCERTAIN)
    assert decided(store, effect, Decision.LAPSE)
    assert not decided(store, effect, Decision.SEND)
    assert found(store).status is EffectStatus.LAPSED


def test_an_attempt_that_came_in_between_is_seen(store: Store) -> None:
    effect = put(store, EffectStatus.FAILED)
    with store.transaction() as unit:
        unit.replan(MAIL.key, NOON, NOON)
        unit.claim(MAIL.key, NOON, "w")
        unit.settle(MAIL.key, EffectStatus.FAILED, NOON)
    assert not decided(store, effect, Decision.SEND)


def test_the_list_holds_what_asks_for_a_person_and_nothing_else(store: Store) -> None:
    for status in EffectStatus:
        if status is not EffectStatus.LAPSED:
            put(store, status, key=status.value)
    later = evolve(MAIL, key="later", due=NOON + timedelta(hours=1))
    with store.transaction() as unit:
        unit.plan(later)
        unit.plan(evolve(later, key="mislukte eerder"))
        unit.claim("mislukte eerder", NOON, "w")
        unit.replan("mislukte eerder", NOON + timedelta(hours=2), NOON, WHY)
    with store.look() as unit:
        keys = {one.key for one in undecided(unit, NOON + timedelta(minutes=1))}
        assert keys == {"gepland", "mislukt", "onzeker", "mislukte eerder"}
        assert {one.key for one in undecided(unit, NOON)} == keys - {"gepland"}
        assert waiting_again(unit) == (1, NOON + timedelta(hours=2))


@pytest.mark.parametrize(
    ("effect", "names"),
    [
        (MAIL, ("info@devries.example",)),
        (
            evolve(MAIL, plan={"bericht": {"ontvangers": ["a@b.example", "c@d.example"]}}),
            ("a@b.example", "c@d.example"),
        ),
        (evolve(MAIL, parameters={"adres": "https://elders.example/h", "tekst": "ja"}), ("https://elders.example/h",)),
        (evolve(MAIL, parameters={"nummer": "+31612345678", "sjabloon": "Bedankt"}), ("+31612345678",)),
        (evolve(MAIL, parameters={"tekst": "hallo"}), ()),
    ],
)
def test_it_says_whom_an_effect_goes_to(effect: StoredEffect, names: tuple[str, ...]) -> None:
    assert recipients(effect) == names


def test_an_effect_has_the_same_short_name_for_ever() -> None:
    assert short_id(MAIL.key) == "46916e97"


# ---------------------------------------------------------------- the law


@contextmanager
def memory() -> Iterator[Store]:
    with open_store("sqlite://") as store:
        yield store


STEPS = st.lists(
    st.sampled_from([*Decision, "claim", "replan", *EffectStatus]),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_whatever_happens_the_status_only_moves_along_the_ways_that_there_are(steps: list[object]) -> None:
    """A decision may go through `bezig` within its transaction: nobody sees that."""
    with memory() as store:
        put(store, EffectStatus.PLANNED)
        for step in steps:
            before = found(store)
            done = store.attempt(lambda unit, step=step, seen=before: take(unit, step, seen))  # type: ignore[misc]
            after = found(store)
            if not done:
                assert after == before
            elif isinstance(step, Decision) and before.status is EffectStatus.PLANNED:
                assert after.status in {EffectStatus.PLANNED, EffectStatus.DONE, EffectStatus.LAPSED}
            else:
                assert before.status in BEFORE[after.status]


def take(unit: Unit, step: object, seen: StoredEffect) -> bool:
    match step:
        case Decision():
            return decide(unit, seen, step, JAN, NOON)
        case "claim":
            return unit.claim(MAIL.key, NOON, "w")
        case "replan" | EffectStatus.PLANNED:
            return unit.replan(MAIL.key, NOON, NOON)
        case EffectStatus.BUSY:
            return unit.claim(MAIL.key, NOON, "ander")
        case EffectStatus():
            return unit.settle(MAIL.key, step, NOON)
        case _:
            raise TypeError(step)
