"""The measurements beside peers: correct before they are quick, and the page tells what was measured."""

import json
import sys

import pytest
from benchmarks.peers import measure
from benchmarks.peers.goals import Goal, goals
from benchmarks.peers.page import PAGE, PLOT, filled
from benchmarks.peers.plot import plot
from benchmarks.peers.registry import ADAPTERS, adapter_of
from benchmarks.peers.results import Results, many_job, read
from benchmarks.peers.workload import PROFILES, SINGLE, Condition, holds, matches, records, rules

OF_OUR_OWN = [name for name, entry in ADAPTERS.items() if entry.package is None]
CONDITIONS: dict[str, list[Condition]] = {profile: rules(60, profile, seed=23) for profile in PROFILES}
CONDITIONS["few"] = CONDITIONS["typical"][:5]
RECORDS = records(40, seed=29)


@pytest.mark.parametrize("name", [name for name in OF_OUR_OWN if ADAPTERS[name].largest > 1])
@pytest.mark.parametrize("profile", CONDITIONS)
def test_what_is_measured_finds_the_rules_that_hold(name: str, profile: str) -> None:
    adapter = adapter_of(name)
    match = adapter.matcher(adapter.spell(CONDITIONS[profile]))
    found = [sorted(match(adapter.prepare_set(adapter.given(one)))) for one in RECORDS]
    assert found == [matches(CONDITIONS[profile], one) for one in RECORDS]
    assert any(found)


@pytest.mark.parametrize("name", OF_OUR_OWN)
def test_a_single_rule_says_what_it_should(name: str) -> None:
    adapter = adapter_of(name)
    for condition, spelled in zip(SINGLE.values(), adapter.spell([*SINGLE.values()]), strict=True):
        test = adapter.single(spelled)
        prepared = [adapter.prepare(adapter.given(one)) for one in RECORDS]
        found = [adapter.says(test(*one) if adapter.spread else test(one)) for one in prepared]
        assert found == [holds(condition, one) for one in RECORDS]


def test_who_says_something_else_is_counted() -> None:
    adapter = adapter_of("PlainFunction")
    right = adapter.matcher(CONDITIONS["typical"])
    asked = RECORDS[:10]
    assert measure._differences(right, adapter, CONDITIONS["typical"], asked) == 0
    assert measure._differences(lambda _: [], adapter, CONDITIONS["typical"], asked) > 0


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "clips", None)
    assert measure.main(["Clips", "correct"]) == 0
    assert json.loads(capsys.readouterr().out) == {"missing": "clips"}


def test_a_measurement_tells_its_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert measure.main(["Regeltaal", "many", "--count", "5", "--seconds", "0.01"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["wrong"] == 0
    assert min(found["warm"], found["whole"], found["build"]) > 0


def test_of_rounds_the_best_stays() -> None:
    results = Results()
    results.add("job", {"warm": {"simple": 3.0}, "wrong": 0})
    results.add("job", {"warm": {"simple": 2.0}, "wrong": 1})
    results.add("job", {"warm": {"simple": 4.0}, "wrong": 0})
    assert results.measured == {"job": {"warm": {"simple": 2.0}, "wrong": 1}}


@pytest.mark.parametrize(("own", "reached"), [(4.0, True), (6.0, False), (None, None)])
def test_a_goal_is_reached_missed_or_not_measured(own: float | None, reached: bool | None) -> None:  # noqa: FBT001
    results = Results({"counts": [1000]})
    results.add(many_job("Clips", "typical", 1000), {"whole": 25.0})
    if own is not None:
        results.add(many_job("Regeltaal", "typical", 1000), {"whole": own})
    (goal,) = (one for one in goals(results) if one.what == "1.000 gewone regels, sneller dan CLIPS")
    assert goal.reached is reached
    assert isinstance(goal, Goal)


def test_the_page_tells_what_was_measured() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert filled(text, read()) == text


def test_the_plot_shows_what_was_measured() -> None:
    assert PLOT.read_text(encoding="utf-8") == plot(read())
