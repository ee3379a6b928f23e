"""What starts what: from event to rule to effect to event, and back."""

from pathlib import Path

import pytest
from tests.assist.assist_project import Opened

from regeltaal.assist.call_hierarchy import Call, Link, incoming, item, outgoing, prepare
from regeltaal.check.notes import ActionSymbol, EventSymbol, FieldSymbol, RuleSymbol
from regeltaal.workspace.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
TEXT = """DOMEIN werkbonnen
REGEL "Afronden"
WANNEER werkbon compleet gemeld
EN werkstatus = "Uitgevoerd"
DAN
  ZET ‸status = "Afgehandeld"
  MAAK vervolgwerkbon MET
    korte omschrijving = "vervolg"
  MAAK taak MET titel = "a"
ANDERS
  MAAK taak MET titel = "b"

REGEL "‸Op status"
WANNEER werkbon statuswijziging NAAR "Afgehandeld"
DAN
  WIS commentaar
  STOP VERDERE ‸REGELS

TEST "a"
WANNEER werkbon ‸compleet gemeld
VERWACHT ‸MAAK taak
"""


def told(calls: tuple[Call, ...]) -> list[tuple[str, list[str]]]:
    return [(call.item.name, [span.text for span in call.places]) for call in calls]


def test_a_chain_is_followed_from_event_to_event(tmp_path: Path) -> None:
    state = Opened(tmp_path, {"a.regel": TEXT}).state
    assert told(outgoing(state, EventSymbol("werkbon compleet gemeld"))) == [("Afronden", ["werkbon compleet gemeld"])]
    assert told(outgoing(state, RuleSymbol(None, "afronden"))) == [
        ("status", ["status"]),
        ("MAAK vervolgwerkbon", ["MAAK vervolgwerkbon"]),
        ("MAAK taak", ["MAAK taak", "MAAK taak"]),
    ]
    assert [name for name, _ in told(outgoing(state, FieldSymbol("werkbon", "status")))] == ["werkbon statuswijziging"]
    assert [name for name, _ in told(outgoing(state, ActionSymbol("maak vervolgwerkbon")))] == ["werkbon aangemaakt"]
    assert [name for name, _ in told(outgoing(state, RuleSymbol(None, "op status")))] == ["commentaar"]


def test_a_chain_is_followed_back(tmp_path: Path) -> None:
    state = Opened(tmp_path, {"a.regel": TEXT}).state
    assert [name for name, _ in told(incoming(state, RuleSymbol(None, "op status")))] == ["werkbon statuswijziging"]
    assert [name for name, _ in told(incoming(state, EventSymbol("werkbon statuswijziging")))] == ["status"]
    assert told(incoming(state, FieldSymbol("werkbon", "status"))) == [("Afronden", ["status"])]
    assert told(incoming(state, ActionSymbol("maak taak"))) == [("Afronden", ["MAAK taak", "MAAK taak"])]


def test_it_starts_at_a_name_or_at_the_rule_around_the_place(tmp_path: Path) -> None:
    project = Opened(tmp_path, {"a.regel": TEXT})
    found = [prepare(project.state, spot.source, spot.offset) for spot in project.marks]
    assert [one.name if one else None for one in found] == [
        "status",
        "Op status",
        "Op status",
        "werkbon compleet gemeld",
        "MAAK taak",
    ]


@pytest.mark.parametrize(
    "gone",
    [EventSymbol("x"), RuleSymbol(None, "x"), ActionSymbol("x"), FieldSymbol("x", "y"), FieldSymbol("werkbon", "y")],
)
def test_what_is_gone_leads_nowhere(gone: Link, tmp_path: Path) -> None:
    state = Opened(tmp_path, {"a.regel": TEXT}).state
    assert item(state, gone) is None
    assert (incoming(state, gone), outgoing(state, gone)) == ((), ())


@pytest.mark.parametrize("name", ["werkbonnen", "boekhouding"])
def test_each_step_can_be_taken_back(name: str) -> None:
    state = Workspace().state(ROOT / "examples" / name / "regels" / "tests.regel")
    assert state.schema is not None
    for event in map(EventSymbol, list(state.schema.events)[::3]):
        for rule in outgoing(state, event):
            assert event in {one.item.symbol for one in incoming(state, rule.item.symbol)}
            for effect in outgoing(state, rule.item.symbol):
                assert rule.item.symbol in {one.item.symbol for one in incoming(state, effect.item.symbol)}
