"""The engine round the processing: what is kept when something breaks, what happens once, what is refused."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from regeltaal.base.node import evolve
from regeltaal.base.source import Source
from regeltaal.check.checker import check
from regeltaal.check.setting import Setting
from regeltaal.program.tree import Program
from regeltaal.runtime.bindings import ActionCall, Bindings
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.result import ActionStatus, EventStatus
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import EffectStatus
from regeltaal.schema.loader import load
from regeltaal.schema.model import Schema
from regeltaal.syntax.parser import parse
from regeltaal.values.value import Ref, Value

DOMAIN = Path(__file__).parent.parent / "golden" / "processing" / "proef.domein"
NOON = datetime(2027, 3, 12, 11, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=2)


def schema_of(text: str) -> Schema:
    found = load(Source("proef.domein", text)).schema
    assert found is not None
    return found


def program_of(body: str, schema: Schema) -> Program:
    parsed = parse(Source("a.regel", f"DOMEIN proef\n{body}"))
    checked = check([parsed.file], schema, Setting())
    assert [one.message() for one in (*parsed.problems, *checked.problems) if one.is_error] == []
    return checked.program


def rule_set(body: str, digest: str = "nu", text: str | None = None) -> RuleSet:
    schema = schema_of(DOMAIN.read_text(encoding="utf-8") if text is None else text)
    return RuleSet(program_of(body, schema), schema, Setting().zone, digest)


def event(number: str = "e1", **record: object) -> dict[str, object]:
    return {"id": number, "gebeurtenis": "bon bijgewerkt", "record": {"nummer": "B1", **record}}


def bound(**bindings: Callable[[ActionCall], object]) -> Bindings:
    """Bindings by verb, each for the action of that verb in the domain."""
    titles = {
        "maak": "MAAK taak",
        "meld": "MELD buiten",
        "sein": "SEIN buiten",
        "sluit": "SLUIT bon",
        "kopieer": "KOPIEER bon",
        "weiger": "WEIGER bon",
    }
    found = Bindings()
    for verb, binding in bindings.items():
        found.bind(titles[verb], binding)  # type: ignore[arg-type] # some of them break their promise
    return found


def make_task(call: ActionCall) -> Ref:
    return call.our_records.create("taak", {"titel": call.parameter("titel")})


def records(engine: Engine, name: str) -> dict[str, Mapping[str, object]]:
    with engine.store.look() as unit:
        return {one.record.key: one.fields for one in unit.records(name)}


class CrashError(BaseException):
    """The program stops where it is."""


def crash(call: ActionCall) -> None:
    raise CrashError(call.action)


# ---------------------------------------------------------------- crashes


def test_a_crash_in_an_inside_action_leaves_nothing_and_the_event_can_come_again() -> None:
    rules = rule_set('REGEL "r" WANNEER bon bijgewerkt DAN ZET notitie = "x" MAAK taak MET titel = "t" SLUIT bon')
    with Engine(rules, bindings=bound(maak=make_task, sluit=crash)) as engine:
        with pytest.raises(CrashError):
            engine.process(event())
        assert (records(engine, "bon"), records(engine, "taak"), engine.store.events()) == ({}, {}, ())
        engine.bindings.bind("SLUIT bon", lambda _: None)
        assert engine.process(event()).status is EventStatus.PROCESSED
        assert records(engine, "taak") == {"1": {"nummer": "1", "titel": "t"}}


@pytest.mark.parametrize(
    ("action", "left"), [("MELD buiten", EffectStatus.UNCERTAIN), ("SEIN buiten", EffectStatus.PLANNED)]
)
def test_a_crash_in_an_outside_action_is_uncertain_where_it_may_happen_once(action: str, left: EffectStatus) -> None:
    rules = rule_set(f'REGEL "r" WANNEER bon bijgewerkt DAN ZET notitie = "x" {action} MET tekst = "a"')
    with Engine(rules, bindings=bound(meld=crash, sein=crash)) as engine:
        with pytest.raises(CrashError):
            engine.process(event())
        assert records(engine, "bon") == {"B1": {"nummer": "B1", "notitie": "x"}}
        (effect,) = engine.store.effects(EffectStatus.BUSY)
        assert bool(engine.recover()) is (left is EffectStatus.UNCERTAIN)
        found = engine.store.effect(effect.key)
        assert found is not None
        assert found.status is left
        assert engine.process(event()).status is EventStatus.DUPLICATE


def test_a_delayed_inside_action_happens_once_whatever_breaks() -> None:
    """Its records and its outcome are one transaction: a crash keeps nothing, so it goes back in line by itself."""
    rules = rule_set('REGEL "r" WANNEER bon bijgewerkt DAN MAAK taak NA 1 uur MET titel = "t"')
    crashes = [True]

    def task(call: ActionCall) -> Ref:
        made = make_task(call)
        if crashes.pop() if crashes else False:
            raise CrashError
        return made

    with Engine(rules, bindings=bound(maak=task), clock=lambda: NOON) as engine:
        engine.process(event())
        with pytest.raises(CrashError):
            engine.run_due(LATER)
        assert engine.recover() == ()
        assert [one.status for one in engine.run_due(LATER)] == [ActionStatus.DONE]
        assert engine.run_due(LATER + timedelta(days=1)) == ()
        assert list(records(engine, "taak")) == ["1"]


# ---------------------------------------------------------------- bindings of customers


def _writes_unknown_field(call: ActionCall) -> None:
    call.our_records.write(call.record, "bestaat niet", "x")


def _writes_wrong_type(call: ActionCall) -> None:
    call.our_records.write(call.record, "bedrag", "veel")


def _writes_reference_elsewhere(call: ActionCall) -> None:
    call.our_records.write(call.record, "klant", Ref("elders", "klant", "K1"))


def _raises_unknown_event(call: ActionCall) -> None:
    assert call.raise_event is not None
    call.raise_event("bestaat niet", call.record)


def _takes_a_taken_key(call: ActionCall) -> Ref:
    return call.our_records.create("bon", {}, key=call.record.key)


def _gives_no_record(call: ActionCall) -> object:
    return {"bon": call.record.key}


def _breaks(call: ActionCall) -> object:
    return call.parameters["bestaat niet"]


@pytest.mark.parametrize(
    ("binding", "reason"),
    [
        (_writes_unknown_field, "de koppeling schrijft `bestaat niet` van bon: dat veld is er niet"),
        (_writes_wrong_type, "de koppeling schrijft `veel` in `bedrag`: dat is geen bedrag"),
        (_writes_reference_elsewhere, "de koppeling schrijft `K1` in `klant`: dat is geen klant"),
        (_raises_unknown_event, "de koppeling gaf een fout: ValueError"),
        (_takes_a_taken_key, "er is al een bon `B1`"),
        (_gives_no_record, "de koppeling gaf een fout: TypeError"),
        (_breaks, "de koppeling gaf een fout: KeyError"),
    ],
)
def test_a_binding_that_breaks_its_promise_takes_nothing_with_it(
    binding: Callable[[ActionCall], object], reason: str
) -> None:
    def first_writes(call: ActionCall) -> object:
        call.our_records.write(call.record, "notitie", "half")
        return binding(call)

    rules = rule_set('REGEL "r" WANNEER bon bijgewerkt DAN WEIGER bon MAAK taak MET titel = "daarna"')
    with Engine(rules, bindings=bound(weiger=first_writes, maak=make_task)) as engine:
        refused, after = engine.process(event()).rules[0].actions
        assert (refused.status, refused.reason.nl if refused.reason else "") == (ActionStatus.FAILED, reason)
        assert after.status is ActionStatus.DONE
        assert records(engine, "bon") == {"B1": {"nummer": "B1"}}


@pytest.mark.parametrize(
    ("field", "value", "stored"),
    [("aantal", 5, 5), ("bedrag", Decimal("5.5"), "5.50"), ("iban", "nl91 abna 0417 1643 00", "NL91ABNA0417164300")],
)
def test_what_a_binding_writes_is_stored_in_canonical_form(field: str, value: Value, stored: object) -> None:
    rules = rule_set('REGEL "r" WANNEER bon bijgewerkt DAN WEIGER bon')
    bindings = bound(weiger=lambda call: call.our_records.write(call.record, field, value))
    with Engine(rules, bindings=bindings) as engine:
        assert engine.process(event()).rules[0].actions[0].reason is None
        assert records(engine, "bon")["B1"][field] == stored


# ---------------------------------------------------------------- versions of rules and domain


ONCE_A_NEW_ONE = 'REGEL "r" WANNEER bon bijgewerkt DAN MELD buiten NA 1 uur MITS status = "Nieuw" MET tekst = "a"'
BY_NOW = 'REGEL "ander" WANNEER bon bijgewerkt DAN MELD buiten MET tekst = "b"'


@pytest.mark.parametrize(
    ("status", "outcome"), [("Nieuw", ActionStatus.DONE), ("Klaar", ActionStatus.SKIPPED)], ids=["holds", "lapsed"]
)
def test_a_pending_action_keeps_the_condition_of_its_own_rule_set(
    status: str, outcome: ActionStatus, tmp_path: Path
) -> None:
    store = f"sqlite:///{tmp_path}/proef.db"
    then = evolve(rule_set(ONCE_A_NEW_ONE, "toen"), texts={"regels": {"a.regel": ONCE_A_NEW_ONE}})
    now = rule_set(BY_NOW, "nu")

    def former(texts: Mapping[str, object]) -> Program:
        assert texts == then.texts
        return program_of(ONCE_A_NEW_ONE, now.schema)

    bindings = bound(meld=lambda _: None)
    with Engine(then, store, bindings=bindings, clock=lambda: NOON) as engine:
        engine.process(event(status="Nieuw"))
    with Engine(evolve(now, former=former), store, bindings=bindings, clock=lambda: NOON) as engine:
        engine.process(event("e2", status=status))
        assert [one.status for one in engine.run_due(LATER)] == [outcome]


def test_a_condition_that_can_not_be_tested_any_more_is_a_failure_not_a_mail(tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path}/proef.db"
    bindings = bound(meld=lambda _: None)
    with Engine(rule_set(ONCE_A_NEW_ONE, "toen"), store, bindings=bindings, clock=lambda: NOON) as engine:
        engine.process(event(status="Nieuw"))
    with Engine(rule_set(BY_NOW, "nu"), store, bindings=bindings, clock=lambda: NOON) as engine:
        (outcome,) = engine.run_due(LATER)
        assert outcome.status is ActionStatus.FAILED
        assert outcome.reason is not None
        assert outcome.reason.nl == "de regel `r` van toen is er niet meer; de voorwaarden zijn niet te toetsen"


def test_a_stored_value_that_the_domain_no_longer_has_is_kept_and_not_read(tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path}/proef.db"
    text = DOMAIN.read_text(encoding="utf-8")
    body = 'REGEL "r" WANNEER bon bijgewerkt EN status IS LEEG DAN ZET notitie = "leeg"'
    with Engine(rule_set(body, "toen", text), store) as engine:
        engine.process(event(status="Klaar"))
    other = text.replace('KEUZE status: "Nieuw"; "Bezig"; "Klaar"', 'KEUZE status: "Nieuw"; "Bezig"')
    with Engine(rule_set(body, "nu", other), store) as engine:
        assert engine.process(event("e2")).rules[0].branch.value == "dan"
        assert records(engine, "bon") == {"B1": {"nummer": "B1", "status": "Klaar", "notitie": "leeg"}}


# ---------------------------------------------------------------- refusals and repetitions


def test_an_id_used_for_other_content_goes_to_the_list_of_refused_input() -> None:
    with Engine(rule_set('REGEL "r" WANNEER bon bijgewerkt DAN ZET notitie = "x"')) as engine:
        engine.process(event(), line=1, source="a.jsonl")
        same = engine.process(event(), line=2, source="a.jsonl")
        other = engine.process(event(status="Klaar"), line=3, source="a.jsonl")
        assert [(one.status.value, one.line) for one in (same, other)] == [("dubbel", 2), ("geweigerd", 3)]
        (refusal,) = engine.store.refused()
        assert (refusal.source, refusal.line, refusal.event_id, refusal.field_name) == ("a.jsonl", 3, "e1", "id")
        assert json.loads(refusal.text)["record"]["status"] == "Klaar"


def test_what_a_pending_action_makes_needless_is_told_at_once() -> None:
    rules = rule_set('REGEL "r" WANNEER bon bijgewerkt DAN HERINNER klant NA 1 uur MET tekst = "a"')
    with Engine(rules, clock=lambda: NOON) as engine:
        actions = [engine.process(event(number)).rules[0].actions[0] for number in ("e1", "e2")]
        assert [one.status for one in actions] == [ActionStatus.PLANNED, ActionStatus.SKIPPED]


def test_a_rehearsal_sends_nothing_not_even_what_is_due() -> None:
    rules = rule_set('REGEL "r" WANNEER bon bijgewerkt DAN MELD buiten MET tekst = "a"')
    with Engine(rules, bindings=bound(meld=crash), clock=lambda: NOON, outside=False) as engine:
        assert engine.process(event()).rules[0].actions[0].status is ActionStatus.PLANNED
        assert engine.run_due(LATER) == ()


def test_a_dry_run_uses_up_no_number() -> None:
    rules = rule_set(
        'REGEL "r" WANNEER bon bijgewerkt DAN MAAK taak GENAAMD t MET titel = "t" ZET notitie = "{t.nummer}"'
    )
    with Engine(rules, bindings=bound(maak=make_task), clock=lambda: NOON) as engine:
        shown = [engine.process(event(), dry=True).to_json() for _ in range(2)]
        assert shown[0] == shown[1] == engine.process(event(), dry=True).to_json()
        engine.process(event())
        engine.process(event("e2"))
        assert list(records(engine, "taak")) == ["1", "2"]


def test_what_was_cut_off_as_a_loop_stands_in_the_short_report_and_on_the_timeline() -> None:
    rules = rule_set('REGEL "r" WANNEER bon bijgewerkt; bon statuswijziging DAN ZET status = "Klaar"')
    with Engine(rules) as engine:
        short = engine.process(event(status="Nieuw")).to_json(brief=True)
        cut_off = "lus: deze regel is in deze keten al uitgevoerd"
        assert json.loads(json.dumps(short))["gevolgen"][0]["regels"][0]["reden"] == cut_off
        with engine.store.look() as unit:
            told = [entry.body.get("reden") for entry in unit.entries(Ref("standaard", "bon", "B1"))]
        assert cut_off in told


def test_an_administration_that_no_project_declares_has_its_name() -> None:
    rules = rule_set('REGEL "r" WANNEER bon bijgewerkt DAN ZET notitie = administratie.naam')
    with Engine(rules) as engine:
        engine.process({**event(), "administratie": "Zomaar BV"})
        assert records(engine, "bon")["B1"]["notitie"] == "Zomaar BV"
