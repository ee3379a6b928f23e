"""Replay: from what an event read, the same comes out again, with the whole verdict tree."""

from collections.abc import Callable
from pathlib import Path

import pytest

from regeltaal.evaluate.explain import reason
from regeltaal.loading import load
from regeltaal.runtime.bindings import installed
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.replay import can_replay, replay
from regeltaal.runtime.result import ActionStatus, EventResult

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@pytest.mark.parametrize("name", ["werkbonnen", "boekhouding"])
def test_replaying_a_stored_event_gives_what_was_decided(
    name: str, tmp_path: Path, copy_of_example: Callable[[str], Path]
) -> None:
    office = copy_of_example(name)
    rules = load(office)
    with Engine(rules, f"sqlite:///{tmp_path}/proef.db") as engine:
        for line in (office / "gebeurtenissen.jsonl").read_text(encoding="utf-8").splitlines():
            engine.process(line)
        stored = [event for event in engine.store.events() if can_replay(rules, event)]
        assert len(stored) >= 6
        for event in stored:
            again = replay(rules, event, installed(rules.schema.name))
            assert event.result["regels"] == again.to_json()["regels"]
            _check_trees(again)


def _check_trees(result: EventResult) -> None:
    """A reason is read from the tree; a rule whose trigger fitted has one."""
    for rule in result.rules:
        if rule.verdict is not None:
            assert rule.truth is rule.verdict.truth
            assert (reason(rule.verdict) is None) == (rule.truth.value == "waar")
        assert all(action.status is not ActionStatus.UNCERTAIN for action in rule.actions)
    for event in result.follow_ups:
        _check_trees(event)


def test_a_follow_up_is_replayed_with_the_event_it_follows_from(copy_of_example: Callable[[str], Path]) -> None:
    office = copy_of_example("werkbonnen")
    rules = load(office)
    with Engine(rules) as engine:
        for line in (office / "gebeurtenissen.jsonl").read_text(encoding="utf-8").splitlines():
            engine.process(line)
        follow_up = next(event for event in engine.store.events() if event.parent is not None)
        with pytest.raises(ValueError, match="was not taken in by this rule set"):
            replay(rules, follow_up, installed(rules.schema.name))


@pytest.mark.parametrize("name", ["werkbonnen", "boekhouding"])
def test_the_rules_of_a_version_are_made_again_of_its_texts(name: str) -> None:
    rules = load(EXAMPLES / name)
    assert rules.former is not None
    assert rules.former(rules.texts) == rules.program
    assert rules.former({}) is None
