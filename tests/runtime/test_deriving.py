"""Derived fields: when they are worked out, who sees them, what they bring about, and what a broken one does."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from regeltaal.base.source import Source
from regeltaal.base.text import same
from regeltaal.check.checker import check
from regeltaal.check.setting import Setting
from regeltaal.report.outcome import View as ReportView
from regeltaal.report.outcome import as_json, show_event
from regeltaal.runtime.bindings import ActionCall, Bindings, Derivation, FailedError
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.replay import replay
from regeltaal.runtime.result import EventResult
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.schema.loader import load
from regeltaal.syntax.parser import parse
from regeltaal.values.value import Ref

NOON = datetime(2027, 3, 12, 11, 0, tzinfo=UTC)
DOMAIN = """DOMEIN proef
OBJECT bon
  VELD nummer: tekst VERPLICHT SLEUTEL
  VELD prijs: bedrag WIJZIGBAAR
  VELD aantal: getal WIJZIGBAAR
  VELD totaal: bedrag
  VELD grondslag: bedrag
  VELD klant: klant
OBJECT klant
  VELD code: tekst VERPLICHT SLEUTEL
  VELD roepnaam: tekst WIJZIGBAAR
  VELD aanhef: tekst
OBJECT taak
  VELD nummer: tekst SLEUTEL
  VELD titel: tekst
GEBEURTENIS bon bijgewerkt BIJ bon
GEBEURTENIS bon gemaakt BIJ bon NIEUW
GEBEURTENIS totaal gewijzigd BIJ bon VOLGT totaal
GEBEURTENIS aanhef gewijzigd BIJ klant VOLGT aanhef
ACTIE MAAK taak BIJ bon; klant
  PARAMETER titel: tekst VERPLICHT
  GEEFT taak
ACTIE KOPIEER bon BIJ bon
  GEEFT bon
ACTIE VERDUBBEL bon BIJ bon
"""


def bindings() -> Bindings:
    found = Bindings()

    @found.action("MAAK taak")
    def task(call: ActionCall) -> Ref:
        return call.our_records.create("taak", {"titel": call.parameter("titel")})

    @found.action("KOPIEER bon")
    def copy(call: ActionCall) -> Ref:
        count = call.our_records.read(call.record, "aantal")
        return call.our_records.create("bon", {"prijs": Decimal(2), "aantal": count}, key="kopie")

    @found.action("VERDUBBEL bon")
    def double(call: ActionCall) -> None:
        count = call.our_records.read(call.record, "aantal")
        assert isinstance(count, Decimal)
        call.our_records.write(call.record, "aantal", count * 2)

    @found.derive("bon")
    def total(derivation: Derivation) -> None:
        """A price without a count computes nothing: what the event says of the total then stands."""
        records, record = derivation.records, derivation.record
        price, count = records.read(record, "prijs"), records.read(record, "aantal")
        if isinstance(price, Decimal) and isinstance(count, Decimal):
            records.write(record, "totaal", price * count)
            if count < 0:
                raise FailedError(same("aantal onder nul"))
            records.write(record, "grondslag", price / count)
        elif derivation.has_changed("prijs"):
            derivation.note(same("geen aantal"))

    @found.derive("klant")
    def salutation(derivation: Derivation) -> None:
        name = derivation.records.read(derivation.record, "roepnaam")
        derivation.records.write(derivation.record, "aanhef", f"Beste {name}" if name else None)

    return found


def engine_of(rules: str) -> Engine:
    loaded = load(Source("proef.domein", DOMAIN))
    assert loaded.schema is not None
    parsed = parse(Source("a.regel", f"DOMEIN proef\n{rules}"))
    checked = check([parsed.file], loaded.schema, Setting())
    assert [one.message() for one in (*loaded.problems, *parsed.problems, *checked.problems) if one.is_error] == []
    rule_set = RuleSet(checked.program, loaded.schema, Setting().zone, "nu")
    return Engine(rule_set, bindings=bindings(), clock=lambda: NOON)


def event(number: str = "e1", name: str = "bon bijgewerkt", **record: object) -> dict[str, object]:
    return {"id": number, "gebeurtenis": name, "record": {"nummer": "B1", **record}}


def stored(engine: Engine, name: str = "bon") -> dict[str, dict[str, object]]:
    with engine.store.look() as unit:
        return {
            one.record.key: {key: value for key, value in one.fields.items() if value is not None}
            for one in unit.records(name)
        }


def titles(engine: Engine) -> list[object]:
    return [fields["titel"] for fields in stored(engine, "taak").values()]


def all_events(result: EventResult) -> list[tuple[str, str | None]]:
    own = (result.id, result.event)
    return [own, *(one for event in result.follow_ups for one in all_events(event))]


# ---------------------------------------------------------------- events


def test_an_event_brings_the_fields_that_follow_from_its_own() -> None:
    with engine_of(
        'REGEL "r" WANNEER bon gemaakt EN totaal = € 6 DAN MAAK taak MET titel = "totaal {totaal}"'
    ) as engine:
        engine.process(event(name="bon gemaakt", prijs=2, aantal=3))
        assert stored(engine)["B1"]["totaal"] == "6.00"
        assert titles(engine) == ["totaal € 6,00"]


def test_what_an_event_says_of_a_derived_field_stands_only_where_nothing_works_it_out() -> None:
    with engine_of("") as engine:
        engine.process(event("e1", totaal=99, prijs=2, aantal=3))
        assert stored(engine)["B1"]["totaal"] == "6.00"
        engine.process(event("e2", totaal=99, aantal=None))
        assert stored(engine)["B1"]["totaal"] == "99.00"


def test_a_derived_field_that_changes_raises_the_event_that_follows_it() -> None:
    with engine_of('REGEL "r" WANNEER totaal gewijzigd DAN MAAK taak MET titel = "{totaal}"') as engine:
        first = engine.process(event("e1", prijs=2, aantal=3))
        again = engine.process(event("e2", prijs=2, aantal=3))
        assert all_events(first) == [("e1", "bon bijgewerkt"), ("e1/gevolg-1", "totaal gewijzigd")]
        assert all_events(again) == [("e2", "bon bijgewerkt")]
        assert titles(engine) == ["€ 6,00"]
        (follow_up,) = as_json(first)["gevolgen"]
        assert follow_up["oorzaak"] == {"regel": None, "actie": "afgeleid veld"}
        assert "(door afgeleid veld)" in show_event(as_json(first), ReportView())


def test_an_event_that_follows_a_derived_field_is_not_raised_by_itself() -> None:
    with engine_of("") as engine:
        result = engine.process(event("e1", "totaal gewijzigd", prijs=2, aantal=3))
        assert all_events(result) == [("e1", "totaal gewijzigd")]


def test_a_rule_on_the_event_sees_that_a_derived_field_changed_and_what_it_was() -> None:
    rules = 'REGEL "r" WANNEER bon bijgewerkt EN totaal IS GEWIJZIGD DAN MAAK taak MET titel = "nu {totaal}"'
    with engine_of(rules) as engine:
        engine.process(event("e1", prijs=2, aantal=3))
        engine.process(event("e2", prijs=2))
        engine.process(event("e3", prijs=4))
        assert titles(engine) == ["nu € 12,00"]


def test_every_record_that_an_event_brings_has_its_fields_derived() -> None:
    with engine_of('REGEL "r" WANNEER aanhef gewijzigd DAN MAAK taak MET titel = "{aanhef}"') as engine:
        engine.process(event(klant={"code": "K1", "roepnaam": "Ans"}))
        assert stored(engine, "klant")["K1"]["aanhef"] == "Beste Ans"
        assert titles(engine) == ["Beste Ans"]


# ---------------------------------------------------------------- actions


def test_an_action_that_writes_has_fields_derived_that_the_rest_of_its_rule_sees() -> None:
    rules = 'REGEL "r" WANNEER bon bijgewerkt DAN ZET aantal = 5 MAAK taak MET titel = "{totaal}"'
    with engine_of(rules) as engine:
        result = engine.process(event(prijs=2, aantal=3))
        assert titles(engine) == ["€ 10,00"]
        assert stored(engine)["B1"]["totaal"] == "10.00"
        assert [name for _, name in all_events(result)] == ["bon bijgewerkt", "totaal gewijzigd", "totaal gewijzigd"]


def test_a_binding_that_writes_or_makes_a_record_has_its_fields_derived() -> None:
    with engine_of('REGEL "r" WANNEER bon bijgewerkt DAN VERDUBBEL bon KOPIEER bon') as engine:
        engine.process(event(prijs=3, aantal=4))
        totals = {key: fields["totaal"] for key, fields in stored(engine).items()}
        assert totals == {"B1": "24.00", "kopie": "16.00"}


def test_a_delayed_action_has_fields_derived_when_it_is_carried_out() -> None:
    rules = """REGEL "r" WANNEER bon bijgewerkt DAN VERDUBBEL bon NA 1 uur
REGEL "s" WANNEER totaal gewijzigd EN aantal > 4 DAN MAAK taak MET titel = "{totaal}\""""
    with engine_of(rules) as engine:
        engine.process(event(prijs=2, aantal=3))
        assert titles(engine) == []
        engine.run_due(NOON + timedelta(hours=2))
        assert stored(engine)["B1"]["totaal"] == "12.00"
        assert titles(engine) == ["€ 12,00"]


def test_derived_writes_call_no_derivation_again() -> None:
    calls: list[frozenset[str]] = []
    with engine_of("") as engine:

        @engine.bindings.derive("klant")
        def again(derivation: Derivation) -> None:
            calls.append(derivation.changed)
            derivation.records.write(derivation.record, "roepnaam", f"x{len(calls)}")

        engine.process(event(klant={"code": "K1", "roepnaam": "Ans"}))
    assert calls == [frozenset({"code", "roepnaam"})]


# ---------------------------------------------------------------- dry, replayed, broken


def test_a_dry_run_derives_and_keeps_nothing() -> None:
    with engine_of('REGEL "r" WANNEER bon bijgewerkt EN totaal = € 6 DAN MAAK taak MET titel = "x"') as engine:
        result = engine.process(event(prijs=2, aantal=3), dry=True)
        assert [rule.truth.value for rule in result.rules] == ["waar"]
        assert stored(engine) == {}


def test_a_replay_comes_to_the_same_also_when_records_changed_since() -> None:
    rules = """REGEL "r" WANNEER bon bijgewerkt EN totaal > € 5 DAN ZET aantal = 1
REGEL "s" WANNEER totaal gewijzigd DAN MAAK taak MET titel = "{totaal}\""""
    with engine_of(rules) as engine:
        for number, price in enumerate((2, 9, 1)):
            engine.process(event(f"e{number}", prijs=price, aantal=4))
        events = [one for one in engine.store.events() if one.inputs]
        assert len(events) == 3
        for one in events:
            again = replay(engine.rules, one, engine.bindings)
            assert _decided(json.loads(json.dumps(again.to_json(brief=True)))) == _decided(one.result)


def _decided(result: Mapping[str, Any]) -> list[object]:
    actions = [(one["actie"], one["status"], one["parameters"]) for rule in result["regels"] for one in rule["acties"]]
    return [*((rule["regel"], rule["uitkomst"], rule["reden"]) for rule in result["regels"]), *actions]


def timeline(engine: Engine) -> list[Mapping[str, object]]:
    with engine.store.look() as unit:
        return [entry.body for entry in unit.entries(Ref("standaard", "bon", "B1"))]


@pytest.mark.parametrize(("count", "why"), [(-1, "aantal onder nul"), (0, "de koppeling gaf een fout: DivisionByZero")])
def test_a_derivation_that_breaks_is_undone_and_told_while_the_event_goes_on(count: int, why: str) -> None:
    with engine_of('REGEL "r" WANNEER bon bijgewerkt DAN MAAK taak MET titel = "toch"') as engine:
        result = engine.process(event(prijs=2, aantal=count))
        told = f"de afgeleide velden van bon `B1` zijn niet berekend: {why}"
        assert [note.nl for note in result.notes] == [told]
        assert titles(engine) == ["toch"]
        assert "totaal" not in stored(engine)["B1"]
        assert timeline(engine)[0]["opmerkingen"] == [told]
        assert told in show_event(as_json(result), ReportView())


def test_a_derivation_that_breaks_after_an_action_leaves_the_action_done() -> None:
    with engine_of('REGEL "r" WANNEER bon bijgewerkt DAN ZET aantal = 0') as engine:
        result = engine.process(event(prijs=2, aantal=1))
        (action,) = result.rules[0].actions
        assert (action.status.value, stored(engine)["B1"]["aantal"]) == ("uitgevoerd", 0)
        assert action.reason is not None
        assert "DivisionByZero" in action.reason.nl


def test_a_note_of_a_derivation_is_on_the_timeline() -> None:
    with engine_of("") as engine:
        engine.process(event(prijs=2))
        assert timeline(engine)[0]["opmerkingen"] == ["geen aantal"]
