"""Clocks of records: each goes off once, at its moment, while what it waits for has not happened."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from attrs import define, field
from sqlalchemy import event as sqlalchemy_event
from tests.runtime.replaying import is_what_was_stored

from regeltaal.base.node import evolve
from regeltaal.base.source import Source
from regeltaal.check.checker import check
from regeltaal.check.setting import Setting
from regeltaal.evaluate.verdict import Truth
from regeltaal.runtime.bindings import ActionCall, Bindings
from regeltaal.runtime.book import AdministrationFacts
from regeltaal.runtime.clocks import ClockStatus
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.passing import Happened
from regeltaal.runtime.replay import can_replay, replay
from regeltaal.runtime.result import Branch, EventResult, EventStatus
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import EffectStatus
from regeltaal.runtime.store_tables import metadata
from regeltaal.schema.loader import load
from regeltaal.syntax.parser import parse
from regeltaal.values.value import Ref

DOMAIN = """DOMEIN proef
OBJECT bon
  VELD nummer: tekst VERPLICHT SLEUTEL
  VELD deadline: moment WIJZIGBAAR
  VELD dag: datum WIJZIGBAAR
  VELD klaar: ja-nee WIJZIGBAAR
  VELD notitie: tekst WIJZIGBAAR
  VELD klant: klant
OBJECT klant
  VELD code: tekst VERPLICHT SLEUTEL
  VELD naam: tekst WIJZIGBAAR
OBJECT melding
  VELD nummer: tekst SLEUTEL
  VELD tekst: tekst
GEBEURTENIS bon bijgewerkt BIJ bon
GEBEURTENIS klant bijgewerkt BIJ klant
GEBEURTENIS wacht op reactie BIJ bon MOMENT deadline; dag ZOLANG klaar IS LEEG OF NIET klaar
GEBEURTENIS wacht op een open klant BIJ bon MOMENT deadline ZOLANG klant.naam = "open"
GEBEURTENIS wacht eenmaal BIJ bon MOMENT deadline EENMAAL PER bon
ACTIE MELD intern BIJ bon; klant
  PARAMETER tekst: tekst VERPLICHT
  GEEFT melding
ACTIE MELD buiten BIJ bon
  UITVOERING MINSTENS EENMAAL
  PARAMETER tekst: tekst
ACTIE HERINNER later BIJ bon
  UITVOERING HOOGSTENS EENMAAL
  PARAMETER tekst: tekst
  BIJ HERHALING VERVANG
"""
NOON = datetime(2027, 3, 12, 11, 0, tzinfo=UTC)
"""A Friday, 12:00 in the Netherlands."""

WARN = """
REGEL "waarschuw"
WANNEER wacht op reactie 2 uur VOOR deadline
DAN MELD intern MET tekst = "bijna: {nummer} om {gebeurtenis.moment}"
"""
AT = """
REGEL "te laat"
WANNEER wacht op reactie OP deadline
DAN MELD intern MET tekst = "te laat: {nummer}"
"""
AFTER = """
REGEL "veel te laat"
WANNEER wacht op reactie 1 uur NA deadline
DAN MELD intern MET tekst = "veel te laat: {nummer}"
"""
ONCE = """
REGEL "eenmaal"
WANNEER wacht eenmaal OP deadline
DAN MELD intern MET tekst = "eenmaal: {nummer}"
"""

SERVER = os.environ.get("REGELTAAL_TEST_POSTGRESQL")
NO_SERVER = pytest.mark.skipif(SERVER is None, reason="REGELTAAL_TEST_POSTGRESQL names no PostgreSQL to test on")


def rule_set(body: str, digest: str = "nu", **administrations: AdministrationFacts) -> RuleSet:
    schema = load(Source("proef.domein", DOMAIN)).schema
    assert schema is not None
    parsed = parse(Source("a.regel", f"DOMEIN proef\n{body}"))
    checked = check([parsed.file], schema, Setting())
    assert [one.message() for one in (*parsed.problems, *checked.problems) if one.is_error] == []
    return RuleSet(checked.program, schema, Setting().zone, digest, administrations)


def tell(call: ActionCall) -> Ref:
    return call.our_records.create("melding", {"tekst": call.parameter("tekst")})


def bound(outside: Callable[[ActionCall], None] = lambda _: None) -> Bindings:
    found = Bindings()
    found.bind("MELD intern", tell)
    found.bind("MELD buiten", outside)
    found.bind("HERINNER later", outside)
    return found


@define
class Office:
    """An engine on a store with a clock of its own, which can be shut and opened again."""

    url: str
    now: datetime = NOON
    rules: RuleSet = field(factory=lambda: rule_set(WARN + AT))
    sent: list[str] = field(factory=list)
    count: int = 0
    engine: Engine = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.open()

    def open(self, rules: RuleSet | None = None) -> None:
        self.rules = rules or self.rules
        bindings = bound(lambda call: self.sent.append(str(call.parameters["tekst"])))
        self.engine = Engine(self.rules, self.url, bindings=bindings, clock=lambda: self.now)

    def again(self, rules: RuleSet | None = None) -> None:
        self.engine.close()
        self.open(rules)

    def event(self, event_name: str = "bon bijgewerkt", /, **values: object) -> EventResult:
        self.count += 1
        data = {"id": f"e{self.count}", "gebeurtenis": event_name, "record": {"nummer": "B1", **values}}
        result = self.engine.process(data)
        assert result.status is EventStatus.PROCESSED, result.reason
        return result

    def due(self, deadline: datetime | None, number: str = "B1", **values: object) -> None:
        moment = None if deadline is None else deadline.isoformat()
        self.event("bon bijgewerkt", **{"nummer": number, "deadline": moment, **values})

    def until(self, moment: datetime) -> list[Happened]:
        self.now = moment
        return list(self.engine.pass_time())

    def told(self) -> list[str]:
        with self.engine.store.look() as unit:
            return [
                str(one.fields["tekst"]) for one in sorted(unit.records("melding"), key=lambda one: int(one.record.key))
            ]

    def clocks(self, record: str = "B1") -> list[tuple[str, datetime, ClockStatus]]:
        with self.engine.store.look() as unit:
            found = unit.clocks.of_record(Ref("standaard", "bon", record))
        return [(one.clock.id.slot.offset, one.clock.due, one.status) for one in found]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=NO_SERVER)])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    on_server = request.param == "postgresql" and SERVER is not None
    found = Office(SERVER if on_server and SERVER else f"sqlite:///{tmp_path}/opslag.db")
    yield found
    if on_server:
        metadata.drop_all(found.engine.store._engine)
    found.engine.close()


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


# ---------------------------------------------------------------- going off


def test_each_rule_fires_at_its_own_moment_and_once(office: Office) -> None:
    office.again(rule_set(WARN + AT + AFTER, "drie"))
    office.due(NOON + hours(5))
    office.until(NOON + hours(2.9))
    assert office.told() == []
    office.until(NOON + hours(3))
    assert office.told() == ["bijna: B1 om 12-3-2027 15:00"]
    office.until(NOON + hours(5))
    assert office.told()[1:] == ["te laat: B1"]
    office.until(NOON + hours(60))
    office.until(NOON + hours(90))
    assert office.told()[2:] == ["veel te laat: B1"]


def test_now_is_the_moment_that_the_clock_stood_for_however_late_the_machine_wakes(office: Office) -> None:
    office.due(NOON + hours(5))
    first, second = office.until(NOON + timedelta(days=9))
    assert isinstance(first, EventResult)
    assert isinstance(second, EventResult)
    assert (first.moment, second.moment) == (NOON + hours(3), NOON + hours(5))
    assert office.told() == ["bijna: B1 om 12-3-2027 15:00", "te laat: B1"]
    (stored,) = [one for one in office.engine.store.events() if one.event.id == first.id]
    assert stored.moment == NOON + hours(3)


def test_clocks_of_all_records_go_off_in_the_order_of_their_moments(office: Office) -> None:
    for number, late in (("B1", 9.5), ("B2", 7), ("B3", 8)):
        office.due(NOON + hours(late), number)
    office.until(NOON + hours(8.5))
    assert [text.split()[1] if "bijna" in text else text for text in office.told()] == [
        "B2", "B3", "te laat: B2", "B1", "te laat: B3",
    ]  # fmt: skip


def test_a_date_counts_from_midnight(office: Office) -> None:
    office.again(
        rule_set(
            'REGEL "r" WANNEER wacht op reactie 3 werkdagen VOOR dag DAN MELD intern MET tekst = "{gebeurtenis.moment}"'
        )
    )
    office.event(dag="2027-03-22")
    office.until(datetime(2027, 3, 16, 22, 59, tzinfo=UTC))
    assert office.told() == []
    office.until(datetime(2027, 3, 16, 23, 0, tzinfo=UTC))
    assert office.told() == ["17-3-2027 0:00"]


def test_the_event_of_a_clock_has_an_id_of_its_own_and_stands_on_the_timeline_with_its_rules(office: Office) -> None:
    office.due(NOON + hours(5))
    (found,) = office.until(NOON + hours(3))
    assert isinstance(found, EventResult)
    assert found.id.startswith("B1/klok-")
    assert [(one.id.name, one.branch) for one in found.rules] == [("waarschuw", Branch.THEN), ("te laat", Branch.NONE)]
    assert found.rules[1].reason is not None
    assert found.rules[1].reason.nl == "deze regel wacht op een ander moment: OP deadline"
    lines = office.engine.store.entries(Ref("standaard", "bon", "B1"))
    assert [(one.kind, one.body.get("regel")) for one in lines if one.event.id == found.id] == [
        ("gebeurtenis", None),
        ("regel", "waarschuw"),
    ]


def test_what_a_rule_of_a_clock_sends_goes_out_once(office: Office) -> None:
    office.again(rule_set('REGEL "r" WANNEER wacht op reactie OP deadline DAN MELD buiten MET tekst = "te laat"'))
    office.due(NOON + hours(1))
    office.until(NOON + hours(1))
    office.again()
    office.until(NOON + hours(2))
    assert office.sent == ["te laat"]
    assert [one.status for one in office.engine.store.effects(EffectStatus.DONE)] == [EffectStatus.DONE]


def test_a_delayed_action_of_a_clock_runs_in_the_same_pass_when_it_is_due_as_well(office: Office) -> None:
    office.again(
        rule_set('REGEL "r" WANNEER wacht op reactie OP deadline DAN MELD buiten NA 30 minuten MET tekst = "nog niets"')
    )
    office.due(NOON + hours(1))
    office.until(NOON + hours(1.4))
    assert office.sent == []
    office.until(NOON + hours(1.5))
    assert office.sent == ["nog niets"]


# ---------------------------------------------------------------- moved, emptied, stopped


def test_a_moved_deadline_moves_its_clock(office: Office) -> None:
    office.due(NOON + hours(5))
    office.due(NOON + hours(10))
    office.until(NOON + hours(7.9))
    assert office.told() == []
    office.until(NOON + hours(10))
    assert office.told() == ["bijna: B1 om 12-3-2027 20:00", "te laat: B1"]


def test_an_emptied_deadline_takes_its_clock_along(office: Office) -> None:
    office.due(NOON + hours(5))
    office.due(None)
    assert office.clocks() == []
    assert office.until(NOON + hours(100)) == []


def test_a_rule_that_moves_the_deadline_moves_the_clock_in_the_same_transaction(office: Office) -> None:
    later = 'REGEL "later" WANNEER bon bijgewerkt EN notitie = "later" DAN ZET deadline = NU + 3 uur'
    office.again(rule_set(AT + later, "later"))
    office.due(NOON + hours(1))
    office.event(notitie="later")
    office.until(NOON + hours(2.9))
    assert office.told() == []
    office.until(NOON + hours(3))
    assert office.told() == ["te laat: B1"]


def test_a_clock_stops_when_what_it_waited_for_has_happened(office: Office) -> None:
    office.due(NOON + hours(5))
    office.until(NOON + hours(3))
    office.event(klaar=True)
    assert office.until(NOON + hours(6)) == []
    assert office.told() == ["bijna: B1 om 12-3-2027 15:00"]
    assert office.clocks()[1][2] is ClockStatus.STOPPED
    office.event(klaar=False)
    assert office.until(NOON + hours(7)) == []


def test_without_once_another_deadline_is_another_clock(office: Office) -> None:
    office.again(rule_set(AT))
    office.due(NOON + hours(1))
    office.until(NOON + hours(1))
    office.due(NOON + hours(4))
    office.until(NOON + hours(4))
    assert office.told() == ["te laat: B1", "te laat: B1"]


def test_the_same_deadline_never_goes_off_twice(office: Office) -> None:
    office.again(rule_set(AT))
    office.due(NOON + hours(1))
    office.until(NOON + hours(1))
    office.due(NOON + hours(4))
    office.now = NOON + hours(0.5)
    office.due(NOON + hours(1))
    assert office.until(NOON + hours(9)) == []
    assert office.told() == ["te laat: B1"]


def test_with_once_a_deadline_that_moves_after_it_went_off_starts_nothing_more(office: Office) -> None:
    office.again(rule_set(ONCE))
    office.due(NOON + hours(1))
    office.due(NOON + hours(2))
    office.until(NOON + hours(2))
    office.due(NOON + hours(4))
    assert office.until(NOON + hours(9)) == []
    assert office.told() == ["eenmaal: B1"]


def test_a_record_that_is_gone_has_no_clocks(office: Office) -> None:
    office.due(NOON + hours(1))
    with office.engine.store.transaction() as unit:
        unit.save(Ref("standaard", "bon", "B1"), {}, deleted=True)
    assert office.until(NOON + hours(9)) == []
    assert {status for _, _, status in office.clocks()} == {ClockStatus.STOPPED}


# ---------------------------------------------------------------- set when it was late already


def test_a_warning_whose_moment_has_gone_by_comes_at_once_while_the_deadline_is_ahead(office: Office) -> None:
    office.due(NOON + hours(1))
    office.until(NOON)
    assert office.told() == ["bijna: B1 om 12-3-2027 12:00"]


def test_old_records_set_no_clocks(office: Office) -> None:
    office.due(NOON - timedelta(days=300))
    assert office.clocks() == []
    assert office.until(NOON + hours(9)) == []


# ---------------------------------------------------------------- events from outside


def test_an_outside_event_of_that_kind_works_as_before_and_fires_no_rule_twice_for_one_clock(office: Office) -> None:
    office.due(NOON + hours(5))
    office.now = NOON + hours(4)
    first = office.event("wacht op reactie")
    assert [one.branch for one in first.rules] == [Branch.THEN, Branch.NONE]
    second = office.event("wacht op reactie")
    assert [one.reason and one.reason.nl for one in second.rules] == [
        "deze klok is al afgelopen",
        "het moment is nog niet gekomen: 12-03-2027 17:00",
    ]
    office.until(NOON + hours(5))
    assert office.told() == ["bijna: B1 om 12-3-2027 16:00", "te laat: B1"]
    third = office.event("wacht op reactie")
    assert {one.branch for one in third.rules} == {Branch.NONE}


def test_zolang_also_holds_for_an_event_from_outside(office: Office) -> None:
    office.due(NOON + hours(1), klaar=True)
    office.now = NOON + hours(2)
    found = office.event("wacht op reactie")
    reason = found.rules[0].reason
    assert reason is not None
    assert reason.nl == ("ZOLANG geldt niet: geen van: klaar IS LEEG: was ja; klaar is wel zo: was ja")


def test_an_id_of_the_clock_is_no_id_for_an_event_from_outside(office: Office) -> None:
    data = {"id": "B1/klok-1", "gebeurtenis": "bon bijgewerkt", "record": {"nummer": "B1"}}
    refused = office.engine.process(data)
    assert refused.reason is not None
    assert refused.reason.nl == "een `id` met `/klok-` erin is van de klok"


# ---------------------------------------------------------------- other rules


def test_new_rules_set_clocks_on_records_that_were_there_and_nothing_for_the_past(office: Office) -> None:
    office.again(rule_set('REGEL "r" WANNEER bon bijgewerkt DAN WIS notitie', "zonder"))
    office.due(NOON + hours(5))
    office.due(NOON + hours(1), "B2")
    office.now = NOON + hours(2)
    office.again(rule_set(WARN + AT, "met"))
    assert len(office.clocks("B1")) == 2
    assert office.clocks("B2") == []
    office.until(NOON + hours(5))
    assert office.told() == ["bijna: B1 om 12-3-2027 15:00", "te laat: B1"]


def test_rules_that_go_take_their_clocks_along_and_others_run_on(office: Office) -> None:
    office.due(NOON + hours(5))
    office.again(rule_set(AT, "zonder waarschuwing"))
    assert [offset for offset, _, _ in office.clocks()] == [""]
    office.until(NOON + hours(5))
    assert office.told() == ["te laat: B1"]


def test_a_clock_that_was_due_before_the_rules_changed_still_goes_off(office: Office) -> None:
    office.due(NOON + hours(5))
    office.now = NOON + hours(6)
    office.again(rule_set(WARN + AT + AFTER, "meer"))
    office.until(NOON + hours(6))
    assert office.told() == ["bijna: B1 om 12-3-2027 15:00", "te laat: B1", "veel te laat: B1"]


def test_a_clock_counts_for_the_administrations_that_its_rules_are_for() -> None:
    body = 'REGEL "r" VOOR administraties MET TAG "klok" WANNEER wacht op reactie OP deadline DAN WIS notitie'
    rules = rule_set(body, Met=AdministrationFacts(frozenset(["klok"])), Zonder=AdministrationFacts())
    with Engine(rules, bindings=bound(), clock=lambda: NOON) as engine:
        for name in ("Met", "Zonder"):
            record = {"nummer": "B1", "deadline": (NOON + hours(1)).isoformat()}
            engine.process({"id": "e", "gebeurtenis": "bon bijgewerkt", "administratie": name, "record": record})
        with engine.store.look() as unit:
            assert [one.record.administration for one in unit.clocks.due(NOON + hours(2))] == ["Met"]


def test_a_rule_that_is_not_valid_at_the_moment_of_the_clock_does_not_run(office: Office) -> None:
    office.again(rule_set(AT.replace("WANNEER", "GELDIG VANAF 1-4-2027 WANNEER"), "april"))
    office.due(NOON + hours(1))
    office.due(NOON + timedelta(days=30), "B2")
    office.until(NOON + timedelta(days=31))
    assert office.told() == ["te laat: B2"]


# ---------------------------------------------------------------- whatever breaks


class CrashError(BaseException):
    """The program stops where it is."""


def test_a_crash_in_the_transaction_of_a_clock_loses_nothing_and_doubles_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.due(NOON + hours(5))

    def crash(*_: object) -> None:
        raise CrashError

    with monkeypatch.context() as patched:
        patched.setattr("regeltaal.runtime.recording.save_records", crash)
        with pytest.raises(CrashError):
            office.until(NOON + hours(5))
    assert {status for _, _, status in office.clocks()} == {ClockStatus.RUNNING}
    office.again()
    office.until(NOON + hours(5))
    office.again()
    office.until(NOON + hours(6))
    assert office.told() == ["bijna: B1 om 12-3-2027 15:00", "te laat: B1"]


def test_a_crash_after_the_transaction_leaves_the_outside_action_in_line(office: Office) -> None:
    office.again(rule_set('REGEL "r" WANNEER wacht op reactie OP deadline DAN MELD buiten MET tekst = "te laat"'))
    office.due(NOON + hours(1))

    def crash(_: ActionCall) -> None:
        raise CrashError

    office.engine.bindings.bind("MELD buiten", crash)
    with pytest.raises(CrashError):
        office.until(NOON + hours(1))
    office.again()
    office.engine.recover()
    office.until(NOON + hours(1))
    assert office.sent == ["te laat"]


def test_a_clock_whose_event_does_not_fit_any_more_is_told_and_stopped(office: Office) -> None:
    office.due(NOON + hours(1))
    with office.engine.store.transaction() as unit:
        unit.save(Ref("standaard", "bon", "B1"), {"deadline": (NOON + hours(1)).isoformat()})
    found = office.until(NOON + hours(1))
    assert [one.status for one in found if isinstance(one, EventResult)] == [EventStatus.REFUSED] * 2
    assert office.until(NOON + hours(2)) == []


def test_zolang_that_gives_fout_is_told_and_fires_nothing(office: Office) -> None:
    office.again(rule_set('REGEL "r" WANNEER wacht op een open klant OP deadline DAN MELD intern MET tekst = "x"'))
    office.due(NOON + hours(1), klant="K9")
    (found,) = office.until(NOON + hours(1))
    assert isinstance(found, EventResult)
    assert [(one.truth, one.branch) for one in found.rules] == [(Truth.FAULT, Branch.NONE)]
    assert office.told() == []
    assert office.until(NOON + hours(2)) == []


def test_a_rule_that_is_off_sets_no_clock(office: Office) -> None:
    office.again(rule_set(AT.replace("WANNEER", "UIT WANNEER"), "uit"))
    office.due(NOON + hours(1))
    assert office.clocks() == []


# ---------------------------------------------------------------- explained


def test_events_of_clocks_can_be_replayed(office: Office) -> None:
    office.due(NOON + hours(5))
    office.event("wacht op reactie")
    office.until(NOON + hours(5))
    office.event("wacht op reactie")
    for stored in office.engine.store.events():
        assert can_replay(office.rules, stored)
        again = replay(office.rules, stored, bound())
        assert is_what_was_stored(again, stored)


def test_decide_tells_what_a_clock_would_start() -> None:
    data = {"id": "x", "gebeurtenis": "wacht op reactie", "moment": (NOON + hours(3)).isoformat()}
    record = {"nummer": "B1", "deadline": (NOON + hours(5)).isoformat()}
    result = rule_set(WARN + AT).decide({**data, "record": record}, bindings=bound())
    assert [one.truth for one in result.rules] == [Truth.TRUE, Truth.FALSE]


def test_without_writing_it_is_told_what_clocks_would_start(office: Office) -> None:
    office.due(NOON + hours(5))
    with Engine(office.rules, office.url, bindings=bound(), clock=lambda: NOON + hours(5), writes=False) as dry:
        found = list(dry.pass_time())
        assert [one.event for one in found if isinstance(one, EventResult)] == ["wacht op reactie"] * 2
    assert office.told() == []
    office.until(NOON + hours(5))
    assert len(office.told()) == 2


def test_the_next_clock_is_known(office: Office) -> None:
    assert office.engine.next_clock() is None
    office.due(NOON + hours(5))
    found = office.engine.next_clock()
    assert found is not None
    assert (found.due, found.what) == (NOON + hours(3), "wacht op reactie, bon B1")


# ---------------------------------------------------------------- time that passes by itself


def test_letting_time_pass_does_everything_at_its_own_moment(office: Office) -> None:
    chain = """
    REGEL "ketting" WANNEER wacht op reactie OP deadline
    DAN MELD intern MET tekst = "{gebeurtenis.moment}" ZET deadline = NU + 1 dag
    """
    office.again(rule_set(chain))
    office.due(NOON + hours(1))
    list(office.engine.let_pass(NOON + timedelta(days=3)))
    assert office.told() == ["12-3-2027 13:00", "13-3-2027 13:00", "14-3-2027 13:00"]


# ---------------------------------------------------------------- VOORHEEN


def test_a_rule_with_another_name_replaces_what_it_planned_under_the_earlier_one(office: Office) -> None:
    body = 'REGEL "{name}" {former} WANNEER bon bijgewerkt DAN HERINNER later NA 1 uur MET tekst = notitie'
    office.again(rule_set(body.format(name="oud", former=""), "oud"))
    office.event(notitie="eerst")
    office.again(rule_set(body.format(name="nieuw", former='VOORHEEN "oud"'), "nieuw"))
    office.event(notitie="daarna")
    office.until(NOON + hours(1))
    assert office.sent == ["daarna"]
    assert len(office.engine.store.effects(EffectStatus.LAPSED)) == 1


# ---------------------------------------------------------------- what it costs


def statements(office: Office, work: Callable[[], object]) -> list[str]:
    found: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        found.append(statement)

    engine = office.engine.store._engine
    sqlalchemy_event.listen(engine, "before_cursor_execute", note)
    work()
    sqlalchemy_event.remove(engine, "before_cursor_execute", note)
    return found


def test_records_without_clocks_cost_no_query_and_records_with_them_only_when_a_deadline_moves(office: Office) -> None:
    def customer() -> object:
        office.count += 1
        record = {"code": "K", "naam": f"naam {office.count}"}
        return office.engine.process({"id": f"k{office.count}", "gebeurtenis": "klant bijgewerkt", "record": record})

    office.due(NOON + hours(5))
    assert [one for one in statements(office, customer) if "clock" in one] == []
    assert [one for one in statements(office, lambda: office.event(notitie="x")) if "clock" in one] == []
    assert [one for one in statements(office, lambda: office.due(NOON + hours(6))) if "clock" in one] != []


def test_opening_with_the_same_rules_works_nothing_out_anew(office: Office) -> None:
    office.due(NOON + hours(5))
    with office.engine.store.transaction() as unit:
        unit.clocks.end(Ref("standaard", "bon", "B1"))
    office.again()
    assert office.clocks() == []
    office.again(evolve(office.rules, digest="anders"))
    assert len(office.clocks()) == 2
