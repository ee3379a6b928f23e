"""The companion of an outside action: sees the records when it is planned; what it tells is kept with it."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import regeltaal
from regeltaal.base.text import Text
from regeltaal.runtime.bindings import ActionCall, Bindings, FailedError, SkippedError
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.result import EventResult

DOMAIN = """DOMEIN proef
OBJECT ding
  VELD nummer: tekst VERPLICHT SLEUTEL
  VELD tekst: tekst WIJZIGBAAR
  VELD prijs: bedrag
GEBEURTENIS ding gemeld BIJ ding
ACTIE STUUR bericht BIJ ding
  UITVOERING MINSTENS EENMAAL
ACTIE MAAK streep BIJ ding
"""
NOON = datetime(2027, 3, 12, 12, tzinfo=UTC)


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Any]:
    """Runs one event by a rule with these actions; gives the engine and the result."""
    opened: list[Engine] = []

    def start(actions: str, bindings: Bindings) -> tuple[Engine, EventResult]:
        (tmp_path / "proef.domein").write_text(DOMAIN, encoding="utf-8")
        (tmp_path / "regels").mkdir()
        rule = f'DOMEIN proef\nREGEL "r" WANNEER ding gemeld DAN {actions}'
        (tmp_path / "regels" / "r.regel").write_text(rule, encoding="utf-8")
        (tmp_path / "regeltaal.toml").write_text('[project]\ndomein = "proef.domein"\n', encoding="utf-8")
        engine = Engine(regeltaal.load(tmp_path), bindings=bindings, clock=lambda: NOON)
        opened.append(engine)
        record = {"nummer": "D-1", "tekst": "oud", "prijs": "12.50"}
        return engine, engine.process(
            {"id": "e-1", "gebeurtenis": "ding gemeld", "administratie": "A", "record": record}
        )

    yield start
    for engine in opened:
        engine.close()


def told(call: ActionCall) -> Mapping[str, object]:
    records = call.our_records
    price = records.read(call.record, "prijs")
    return {"tekst": records.read(call.record, "tekst"), "prijs": price, "sleutel": call.key}


def statuses(result: EventResult) -> list[tuple[str, str, str | None]]:
    actions = [action for rule in result.rules for action in rule.actions]
    return [(one.action, one.status.value, one.reason.nl if one.reason else None) for one in actions]


def bound(sent: list[Mapping[str, object]], message: Any = told) -> Bindings:
    bindings = Bindings()
    bindings.bind_message("STUUR bericht", message)
    bindings.bind("STUUR bericht", lambda call: sent.append(call.our_message))
    return bindings


def test_it_sees_the_records_as_they_are_when_the_action_is_planned(run: Any) -> None:
    sent: list[Mapping[str, object]] = []
    run('ZET tekst = "nieuw" STUUR bericht ZET tekst = "later"', bound(sent))
    ((found),) = sent
    assert (found["tekst"], found["prijs"]) == ("nieuw", "12.50")
    assert str(found["sleutel"]).startswith("A|e-1|")


def test_what_it_told_is_kept_until_a_delayed_action_runs(run: Any) -> None:
    sent: list[Mapping[str, object]] = []
    engine, _ = run("STUUR bericht NA 30 minuten", bound(sent))
    engine.process(
        {
            "id": "e-2",
            "gebeurtenis": "ding gemeld",
            "administratie": "A",
            "record": {"nummer": "D-1", "tekst": "anders"},
        }
    )
    engine.run_due(NOON.replace(minute=30))
    assert [one["tekst"] for one in sent] == ["oud", "anders"]


@pytest.mark.parametrize(("error", "status"), [(SkippedError, "overgeslagen"), (FailedError, "mislukt")])
def test_it_may_hold_the_action_back_and_says_why(run: Any, error: Any, status: str) -> None:
    def refuse(call: ActionCall) -> Mapping[str, object]:
        raise error(Text(nl=f"{call.record.key} niet", en="no"))

    sent: list[Mapping[str, object]] = []
    engine, result = run("STUUR bericht", bound(sent, refuse))
    assert (statuses(result), sent) == ([("STUUR bericht", status, "D-1 niet")], [])
    with engine.store.look() as unit:
        (event,) = unit.events_of(result.ref)
        assert unit.effects_of(event.event) == ()


def test_one_that_breaks_fails_its_action_alone(run: Any) -> None:
    sent: list[Mapping[str, object]] = []
    _, result = run('STUUR bericht ZET tekst = "door"', bound(sent, lambda _: 1 / 0))
    assert statuses(result) == [
        ("STUUR bericht", "mislukt", "de koppeling gaf een fout: ZeroDivisionError"), ("ZET tekst", "uitgevoerd", None)
    ]  # fmt: skip


def test_one_that_tells_no_mapping_fails(run: Any) -> None:
    _, result = run("STUUR bericht", bound([], lambda _: ["x"]))
    assert statuses(result) == [("STUUR bericht", "mislukt", "de koppeling gaf een fout: TypeError")]


def test_what_it_writes_is_thrown_away(run: Any) -> None:
    def meddle(call: ActionCall) -> Mapping[str, object]:
        call.our_records.write(call.record, "tekst", "gewijzigd")
        call.our_records.create("ding", {"prijs": Decimal(1)}, key="D-2")
        return {}

    engine, result = run("STUUR bericht", bound([], meddle))
    with engine.store.look() as unit:
        assert [(one.record.key, one.fields["tekst"]) for one in unit.records("ding")] == [("D-1", "oud")]
    assert result.follow_ups == ()


def test_an_action_without_one_has_no_message(run: Any) -> None:
    found: list[Mapping[str, object] | None] = []
    bindings = Bindings()
    bindings.bind("STUUR bericht", lambda call: found.append(call.message))
    run("STUUR bericht", bindings)
    assert found == [None]


def test_one_of_an_inside_action_does_not_run(run: Any) -> None:
    bindings = Bindings()
    seen: list[str] = []
    bindings.bind_message("MAAK streep", lambda call: {"gezien": call.action})
    bindings.bind("MAAK streep", lambda call: seen.append(str(call.message)))
    run("MAAK streep", bindings)
    assert seen == ["None"]


def test_bindings_of_another_package_keep_the_companion_and_may_replace_it() -> None:
    own, other = Bindings(), Bindings()
    own.bind_message("STUUR bericht", told)
    other.bind("STUUR bericht", lambda _: None)
    own.update(other)
    assert own.find_message("stuur bericht") is told

    @other.message("STUUR bericht")
    def told_otherwise(call: ActionCall) -> Mapping[str, object]:
        return {"sleutel": call.key}

    own.update(other)
    assert own.find_message("STUUR bericht") is told_otherwise
