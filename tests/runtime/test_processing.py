"""How events are processed: each case is a small domain, rules and events, with the trace that must come out."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.runtime.replaying import is_what_was_stored, with_all

from regeltaal.base.source import Source
from regeltaal.base.text import same
from regeltaal.check.checker import check
from regeltaal.check.setting import AdministrationSetting, Setting
from regeltaal.runtime.bindings import ActionCall, Bindings, FailedError, SkippedError
from regeltaal.runtime.book import AdministrationFacts
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.processing import DEEPEST_CHAIN, LONGEST_CHAIN
from regeltaal.runtime.replay import can_replay, replay
from regeltaal.runtime.result import EventResult, EventStatus, RuleResult
from regeltaal.runtime.ruleset import RuleSet, values_of
from regeltaal.schema.loader import load
from regeltaal.schema.model import Schema
from regeltaal.syntax.parser import parse
from regeltaal.values.value import Ref

CASES = sorted((Path(__file__).parent.parent / "golden" / "processing").glob("*.geval"))
SECTION = re.compile(r"(?m)^=== (.+)\n")
DOMAIN = (Path(__file__).parent.parent / "golden" / "processing" / "proef.domein").read_text(encoding="utf-8")

ADMINISTRATIONS = {
    "Alfa": frozenset({"horeca"}),
    "Beta": frozenset({"bouw", "klein"}),
}
MODULES = {"Alfa": frozenset({"Basis"}), "Beta": frozenset({"Basis", "Extra"})}


def _sections(path: Path) -> Iterator[tuple[str, str]]:
    parts = SECTION.split(path.read_text(encoding="utf-8"))
    yield from zip(parts[1::2], parts[2::2], strict=True)


def _rule_set(sections: list[tuple[str, str]]) -> RuleSet:
    schema = _schema()
    files = []
    for name, body in sections:
        if name.endswith(".regel"):
            parsed = parse(Source(name, f"DOMEIN proef\n{body}"))
            assert [found.message() for found in parsed.problems] == []
            files.append(parsed.file)
    setting = Setting({name: AdministrationSetting(tags, MODULES[name]) for name, tags in ADMINISTRATIONS.items()})
    checked = check(files, schema, setting)
    assert [found.message() for found in checked.problems if found.is_error] == []
    facts = {
        name: AdministrationFacts(tags, MODULES[name], values=values_of(name, tuple(sorted(tags))))
        for name, tags in ADMINISTRATIONS.items()
    }
    return RuleSet(checked.program, schema, setting.zone, "proef", facts)


def _schema() -> Schema:
    loaded = load(Source("proef.domein", DOMAIN))
    assert [found.message() for found in loaded.problems] == []
    assert loaded.schema is not None
    return loaded.schema


def _bindings() -> Bindings:
    found = Bindings()

    @found.action("MAAK taak")
    def task(call: ActionCall) -> Ref:
        values = {name: value for name, value in call.parameters.items() if name == "titel"}
        return call.our_records.create("taak", values)

    @found.action("KOPIEER bon")
    def copy(call: ActionCall) -> Ref:
        status = call.our_records.read(call.record, "status")
        return call.our_records.create("bon", {"status": status, "bedrag": call.parameter("bedrag")})

    @found.action("SLUIT bon")
    def close(call: ActionCall) -> None:
        call.our_records.write(call.record, "gesloten", True)  # noqa: FBT003 - a value of a field

    @found.action("WEIGER bon")
    def refuse(call: ActionCall) -> None:
        call.our_records.write(call.record, "status", "Klaar")
        raise SkippedError(same("dat mag nu niet"))

    @found.action("BREEK bon")
    def fail(call: ActionCall) -> None:
        call.our_records.write(call.record, "status", "Klaar")
        raise FailedError(same("stuk"))

    @found.action("KEUR bon")
    def approve(call: ActionCall) -> None:
        call.our_records.write(call.record, "notitie", "goed")

    @found.action("LEG voorin")
    @found.action("LEG midden")
    def put(call: ActionCall) -> None:
        call.our_records.write(call.record, "soort", call.action)

    @found.action("GOOI weg")
    @found.action("GOOI rij weg")
    def throw_away(call: ActionCall) -> None:
        call.our_records.delete(call.record)

    @found.action("VERHUIS bon")
    def move(call: ActionCall) -> Ref:
        target, status = call.parameter("doel"), call.our_records.read(call.record, "status")
        assert isinstance(target, Ref)
        new = call.our_records.create("bon", {"status": status}, key=call.record.key, administration=target.key)
        call.our_records.delete(call.record)
        return new

    @found.action("HERINNER klant")
    @found.action("SEIN buiten")
    @found.action("MELD buiten")
    def tell(call: ActionCall) -> None:
        assert call.records is None

    return found


def _trace(result: EventResult, indent: str = "") -> Iterator[str]:
    cause = f" door {result.cause.rule}: {result.cause.action}" if result.cause else ""
    why = f" ({result.reason.nl})" if result.reason else ""
    field = f" [{result.field}]" if result.field else ""
    named = f"{result.id or '?'} {result.event or '?'} {result.record or '?'}"
    yield f"{indent}{named}: {result.status.value}{why}{field}{cause}"
    for rule in result.rules:
        phase = f"[{rule.phase}] " if rule.phase else ""
        reason = f" ({rule.reason.nl})" if rule.reason else ""
        yield f"{indent}  {phase}{rule.id}: {rule.truth.value}, {rule.branch.value}{reason}"
        for action in rule.actions:
            values = ", ".join(f"{name}={value}" for name, value in action.parameters.items() if value is not None)
            why = f" ({action.reason.nl})" if action.reason else ""
            moment = f" om {action.moment:%d-%m-%Y %H:%M}" if action.moment else ""
            yield f"{indent}    {action.action} {values}: {action.status.value}{moment}{why}".replace(" :", ":")
    for event in result.follow_ups:
        yield from _trace(event, indent + "  ")


def _records(engine: Engine, wanted: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    with engine.store.look() as unit:
        for name, fields in wanted.items():
            for stored in unit.records(name):
                shown = ", ".join(f"{field}={stored.fields[field]}" for field in fields if field in stored.fields)
                yield f"{stored.record.administration} {name} {stored.record.key}: {shown}"


SHOWN = {
    "bon": ("status", "bedrag", "gesloten", "notitie"),
    "bonregel": ("code", "aantal", "prijs"),
    "klant": ("code", "naam"),
    "taak": ("titel",),
}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_processing(path: Path, golden: Callable[[Path, str], None]) -> None:
    sections = [(name, body) for name, body in _sections(path) if name != "verwacht"]
    rules = _rule_set(sections)
    noon = datetime(2027, 3, 12, 11, 0, tzinfo=UTC)
    lines: list[str] = []
    results: list[EventResult] = []
    with Engine(rules, bindings=_bindings(), clock=lambda: noon) as engine:
        for name, body in sections:
            if name == "gebeurtenissen":
                for line in body.splitlines():
                    if line.strip():
                        results.append(engine.process(line))
                        lines.extend(_trace(results[-1]))
            if name.startswith("later "):
                moment = datetime.fromisoformat(name.removeprefix("later ")).astimezone(UTC)
                for outcome in engine.run_due(moment):
                    why = f" ({outcome.reason.nl})" if outcome.reason else ""
                    lines.append(f"later: {outcome.action}: {outcome.status.value}{why}")
        lines.append("--- records")
        lines.extend(_records(engine, SHOWN))
        _replays(rules, engine, results)
    golden(path, "".join(f"{line}\n" for line in lines))


def _replays(rules: RuleSet, engine: Engine, results: list[EventResult]) -> None:
    """From what each event read the same comes out again, follow-ups included, and the same is told of every rule."""
    stored = {one.event: one for one in engine.store.events()}
    told = {one.known_as: one for result in results for one in with_all(result) if one.status is EventStatus.PROCESSED}
    for one in stored.values():
        if can_replay(rules, one):
            for again in with_all(replay(rules, one, engine.bindings)):
                assert again.known_as is not None
                assert is_what_was_stored(again, stored[again.known_as])
                if again.known_as in told:
                    assert [_told(one) for one in told[again.known_as].rules] == [_told(one) for one in again.rules]


def _told(rule: RuleResult) -> object:
    return rule.id, rule.truth, rule.branch, rule.reason, rule.verdict


def test_a_chain_ends_at_its_limits() -> None:
    """Every rule copies the record, which raises the event again: ten deep and a hundred events are the end."""
    body = "".join(f'REGEL "{number}" WANNEER bon gemaakt DAN KOPIEER bon\n' for number in range(14))
    rules = _rule_set([("a.regel", body)])
    with Engine(rules, bindings=_bindings()) as engine:
        event = {"id": "e1", "gebeurtenis": "bon gemaakt", "administratie": "Alfa", "record": {"nummer": "B1"}}
        result = engine.process(event)
    processed, cut_off, depth = _count(result)
    assert processed == LONGEST_CHAIN
    assert cut_off > 0
    assert depth <= DEEPEST_CHAIN


def _count(result: EventResult) -> tuple[int, int, int]:
    """Processed events, events cut off as a loop, and the depth of the deepest processed one."""
    below = [_count(event) for event in result.follow_ups]
    own = result.status is EventStatus.PROCESSED
    assert own or (result.reason is not None and result.reason.nl.startswith("lus:"))
    processed = own + sum(one[0] for one in below)
    deepest = max((one[2] + 1 for one in below if one[0]), default=0)
    return processed, (not own) + sum(one[1] for one in below), deepest


def test_there_are_cases() -> None:
    assert len(CASES) > 20
