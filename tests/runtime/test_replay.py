"""Replay: from what an event read, the same comes out again, with the whole verdict tree."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.runtime.replaying import is_what_was_stored

from regeltaal.base.node import evolve
from regeltaal.evaluate.explain import reason
from regeltaal.loading import load
from regeltaal.runtime.bindings import ActionCall, Bindings, installed
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.replay import can_replay, replay
from regeltaal.runtime.result import ActionStatus, EventResult
from regeltaal.runtime.settings import connection
from regeltaal.runtime.sources import Settings

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
KANTOOR = Path(__file__).parent.parent / "kantoor"


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
            assert is_what_was_stored(again, event)
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


def test_a_version_keeps_its_own_domain_and_settings(tmp_path: Path) -> None:
    office = tmp_path / "kantoor"
    shutil.copytree(KANTOOR, office)
    before = load(office)
    domain, settings = office / "kantoor.domein", office / "regeltaal.toml"
    domain.write_text(domain.read_text(encoding="utf-8").replace("VELD plaats", "VELD stad"), encoding="utf-8")
    settings.write_text(settings.read_text(encoding="utf-8").replace('"horeca"', '"eten"'), encoding="utf-8")
    for file in (office / "regels").iterdir():
        file.write_text("DOMEIN kantoor\n", encoding="utf-8")
    now = load(office)
    assert now.former is not None
    assert now.former(before.texts) == before.program


def test_rules_of_a_store_that_kept_no_domain_yet_are_read_by_that_of_now() -> None:
    rules = load(KANTOOR)
    kept = {"regels": rules.texts["regels"], "sjablonen": rules.texts["sjablonen"], "domein": "kantoor"}
    assert rules.former is not None
    assert rules.former(kept) == rules.program


PRICED = """DOMEIN proef
OBJECT ding
  VELD nummer: tekst VERPLICHT SLEUTEL
  VELD tekst: tekst WIJZIGBAAR
GEBEURTENIS ding gemeld BIJ ding
GEBEURTENIS tekst gewijzigd BIJ ding
  VOLGT tekst
ACTIE BEREKEN prijs BIJ ding
"""
PRICE = """DOMEIN proef
REGEL "prijs" WANNEER ding gemeld DAN BEREKEN prijs
REGEL "duur" WANNEER tekst gewijzigd ALS tekst = "5 met geheim" DAN STOP VERDERE REGELS
"""
CONFIG = """[project]
domein = "proef.domein"

[koppelingen.prijzen]
tarief = 5
"""


def price(call: ActionCall) -> None:
    """As an action on our own records does that goes by settings, and by a secret."""
    settings, absent = connection(call, "prijzen"), connection(call, "korting")
    text = f"{settings.text('tarief') if absent.is_set else settings.values['tarief']} met {settings.text('sleutel')}"
    call.our_records.write(call.record, "tekst", text)


def test_settings_that_an_action_read_are_kept_for_replay_and_secrets_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "proef.domein").write_text(PRICED, encoding="utf-8")
    (tmp_path / "regels").mkdir()
    (tmp_path / "regels" / "p.regel").write_text(PRICE, encoding="utf-8")
    (tmp_path / "regeltaal.toml").write_text(CONFIG, encoding="utf-8")
    monkeypatch.setenv("REGELTAAL_PRIJZEN_SLEUTEL", "geheim")
    bindings = Bindings()
    bindings.bind("BEREKEN prijs", price)
    rules = load(tmp_path)
    with Engine(rules, bindings=bindings, clock=lambda: datetime(2027, 3, 12, tzinfo=UTC)) as engine:
        engine.process({"id": "e-1", "gebeurtenis": "ding gemeld", "administratie": "A", "record": {"nummer": "D-1"}})
        stored = engine.store.event("A", "e-1")
        assert stored is not None
    assert stored.inputs["koppelingen"] == {"prijzen": {"tarief": 5}, "korting": None}
    dearer: Settings = {"prijzen": {**rules.settings["prijzen"], "tarief": 9}, "korting": {"procent": 1}}
    (follow_up,) = replay(evolve(rules, settings=dearer), stored, bindings).follow_ups
    assert [(one.id.name, one.branch.value) for one in follow_up.rules] == [("duur", "dan")]
