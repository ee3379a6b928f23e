"""What a rule made of an event can be asked afterwards: it is what the reference makes of what was read by then."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.language.test_language import CASES, RULES, rules_of
from tests.runtime.replaying import is_what_was_stored, with_all

from regeltaal.loading import load
from regeltaal.runtime import engine as engine_module
from regeltaal.runtime.bindings import Bindings, installed
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.explaining import Explainer
from regeltaal.runtime.persistence import StoreSource
from regeltaal.runtime.replay import can_replay, replay
from regeltaal.runtime.result import EventResult, RuleResult
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import StoredEvent


class Door:
    """Whether the store may be asked for records."""

    is_open = True


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> type[Door]:
    """Has every event of an engine read from a source that refuses while the door is closed."""

    class Guarded(StoreSource):
        def __getattribute__(self, name: str) -> Any:
            assert Door.is_open, f"the source was asked for {name} after the event"
            return super().__getattribute__(name)

    monkeypatch.setattr(engine_module, "StoreSource", Guarded)
    monkeypatch.setattr(Door, "is_open", True)
    return Door


def told_of(rules: RuleSet, events: list[str | Mapping[str, Any]], door: type[Door]) -> Iterator[EventResult]:
    """Processes events; gives each that is told the same of as by replay, where the reference decides."""
    with Engine(rules) as engine:
        results = [engine.process(event) for event in events]
        stored = {one.event: one for one in engine.store.events()}
        door.is_open = False
        told = {one.known_as: one for result in results for one in with_all(result)}
        for one in [one for one in stored.values() if can_replay(rules, one)]:
            for again in with_all(replay(rules, one, installed(rules.schema.name))):
                assert again.known_as is not None
                assert is_what_was_stored(again, stored[again.known_as])
                found = told[again.known_as]
                assert [_told(rule) for rule in found.rules] == [_told(rule) for rule in again.rules]
                yield found


def _told(rule: RuleResult) -> object:
    return rule.id, rule.truth, rule.branch, rule.reason, rule.verdict


@pytest.mark.parametrize("name", ["werkbonnen", "boekhouding"])
def test_an_example_is_told_of_later_as_the_reference_has_it(
    name: str, copy_of_example: Callable[[str], Path], door: type[Door]
) -> None:
    office = copy_of_example(name)
    lines: list[str | Mapping[str, Any]] = [*(office / "gebeurtenissen.jsonl").read_text(encoding="utf-8").splitlines()]
    found = list(told_of(load(office), lines, door))
    assert len(found) >= 6
    assert any(not rule.matters for event in found for rule in event.rules)


@pytest.mark.parametrize("path", RULES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_rules_of_the_language_are_told_of_later_as_the_reference_has_them(path: Path, door: type[Door]) -> None:
    events: list[str | Mapping[str, Any]] = [json.dumps(one.event, default=str) for one in CASES if one.rules == path]
    assert list(told_of(rules_of(path), events, door))


def test_what_matters_is_known_without_asking_the_reference(
    copy_of_example: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A brief report, the history and the store do not have the rules that led to nothing worked out."""
    office = copy_of_example("werkbonnen")
    monkeypatch.setattr("regeltaal.runtime.judging.PhaseRules.every", None)
    with Engine(load(office)) as engine:
        results = [engine.process(one) for one in (office / "gebeurtenissen.jsonl").read_text("utf-8").splitlines()]
        assert any(one.to_json(brief=True)["regels"] for one in results)
    with pytest.raises(TypeError):
        _ = results[0].rules


DOMAIN = """DOMEIN proef
OBJECT ding
  VELD nummer: tekst VERPLICHT SLEUTEL
  VELD tekst: tekst WIJZIGBAAR
GEBEURTENIS ding gemeld BIJ ding
GEBEURTENIS tekst gewijzigd BIJ ding
  VOLGT tekst
ACTIE SCHRIJF tekst BIJ ding
"""
RULES_OF_IT = """DOMEIN proef
REGEL "schrijf" WANNEER ding gemeld DAN SCHRIJF tekst {wait}
REGEL "kort" WANNEER tekst gewijzigd ALS tekst = "a" DAN STOP VERDERE REGELS
REGEL "lang" WANNEER tekst gewijzigd ALS tekst BEVAT "bb" DAN STOP VERDERE REGELS
"""
NOON = datetime(2027, 3, 12, 11, tzinfo=UTC)


def writing(text: str) -> Bindings:
    found = Bindings()
    found.bind("SCHRIJF tekst", lambda call: call.our_records.write(call.record, "tekst", text))
    return found


def office(folder: Path, wait: str = "") -> RuleSet:
    (folder / "regels").mkdir()
    (folder / "proef.domein").write_text(DOMAIN, encoding="utf-8")
    (folder / "regels" / "p.regel").write_text(RULES_OF_IT.format(wait=wait), encoding="utf-8")
    (folder / "regeltaal.toml").write_text('[project]\ndomein = "proef.domein"\n', encoding="utf-8")
    return load(folder)


def explained(engine: Engine, event: StoredEvent, bindings: Bindings) -> dict[str, tuple[bool, str | None]]:
    """By rule whether it is told of as a candidate, and the reason."""
    with engine.store.look() as unit:
        answers = Explainer(engine.rules, unit, bindings).explained(event).answers
    found = {}
    for one in answers:
        assert one.rule is not None
        why = one.reason.nl if one.reason is not None else one.stored and one.stored["reden"]
        found[one.rule.id.name] = (one.stored is not None, why if isinstance(why, str) else None)
    return found


def process(engine: Engine) -> StoredEvent:
    """What follows from an event, as it is stored."""
    engine.process({"id": "e-1", "gebeurtenis": "ding gemeld", "administratie": "A", "record": {"nummer": "D-1"}})
    engine.run_due(NOON + timedelta(hours=2))
    (found,) = [one for one in engine.store.events() if one.parent is not None]
    return found


def test_why_a_rule_did_nothing_is_told_by_replay_and_is_not_stored(tmp_path: Path) -> None:
    with Engine(office(tmp_path), bindings=writing("a"), clock=lambda: NOON) as engine:
        follow_up = process(engine)
        assert [one["regel"] for one in rules_in(follow_up)] == ["kort"]
        told = explained(engine, follow_up, writing("a"))
    assert told["kort"] == (True, None)
    assert told["lang"] == (True, 'tekst BEVAT "bb": was "a"')


def test_where_replay_comes_to_something_else_that_it_cannot_be_told_is_said(tmp_path: Path) -> None:
    with Engine(office(tmp_path), bindings=writing("a"), clock=lambda: NOON) as engine:
        told = explained(engine, process(engine), writing("bbb"))
    assert told == {"kort": (True, None), "lang": (False, "de regel deed toen niets; waarom is niet meer na te gaan")}


def test_what_a_delayed_action_brought_about_is_stored_in_full(tmp_path: Path) -> None:
    """It can't be done again from what the event read that it was planned with."""
    with Engine(office(tmp_path, "NA 1 uur"), bindings=writing("a"), clock=lambda: NOON) as engine:
        follow_up = process(engine)
        assert [(one["regel"], one["uitkomst"]) for one in rules_in(follow_up)] == [
            ("kort", "waar"),
            ("lang", "onwaar"),
        ]
        told = explained(engine, follow_up, writing("a"))
    assert all(is_candidate for is_candidate, _ in told.values())


def rules_in(event: StoredEvent) -> list[Mapping[str, object]]:
    found = event.result["regels"]
    assert isinstance(found, list)
    return found


def test_one_event_is_decided_before_code_is_made_and_the_next_comes_to_the_same() -> None:
    """A program that decides one event does not wait for what makes thousands fast."""
    example = Path(__file__).parent.parent.parent / "examples" / "werkbonnen"
    script = f"""
import json, sys
import regeltaal
rules = regeltaal.load({str(example)!r})
event = json.loads(open({str(example / "gebeurtenissen.jsonl")!r}, encoding="utf-8").readline())
for _ in range(3):
    result = rules.decide(event)
    print("regeltaal.compiler.decider" in sys.modules, json.dumps(result.to_json(), sort_keys=True))
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    told = [line.partition(" ") for line in ran.stdout.splitlines()]
    assert [made for made, _, _ in told] == ["False", "True", "True"]
    assert len({result for _, _, result in told}) == 1
    assert '"uitkomst": "waar"' in told[0][2]
