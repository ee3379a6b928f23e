"""Schedules: rules that run by the clock, once each time that they come round, never for the past and never a storm."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from attrs import define, field
from hypothesis import given
from hypothesis import strategies as st
from tests.runtime.replaying import is_what_was_stored

from regeltaal.base.source import Source
from regeltaal.check.checker import check
from regeltaal.check.setting import Setting
from regeltaal.runtime.bindings import ActionCall, Bindings
from regeltaal.runtime.book import AdministrationFacts
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.inspection import order
from regeltaal.runtime.passing import Missed
from regeltaal.runtime.persistence import save_records
from regeltaal.runtime.replay import replay
from regeltaal.runtime.result import EventResult, EventStatus
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.schedules import Timing, falls_on, next_after
from regeltaal.runtime.storage import EffectStatus
from regeltaal.runtime.store_tables import metadata
from regeltaal.runtime.store_unit import Unit
from regeltaal.runtime.world import World
from regeltaal.schema.loader import load
from regeltaal.syntax.parser import parse
from regeltaal.values.calendar import Calendar
from regeltaal.values.environment import Environment, MonthEnd
from regeltaal.values.value import Ref

DOMAIN = """DOMEIN proef
FEESTDAGEN "Goede Vrijdag"; "Tweede paasdag"
OBJECT bon
  VELD nummer: tekst VERPLICHT SLEUTEL
  VELD open: ja-nee WIJZIGBAAR
  VELD aantal: getal WIJZIGBAAR
  VELD klant: klant
OBJECT klant
  VELD code: tekst VERPLICHT SLEUTEL
  VELD naam: tekst
GEBEURTENIS bon bijgewerkt BIJ bon
ACTIE MELD buiten BIJ bon
  UITVOERING MINSTENS EENMAAL
  PARAMETER tekst: tekst
ACTIE SLUIT anderen BIJ bon
"""
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
THURSDAY = datetime(2027, 3, 11, 9, 0, tzinfo=AMSTERDAM)
EACH = 'REGEL "rondje" WANNEER ELKE {day} OM {time} VOOR ELKE bon {where} DAN MELD buiten MET tekst = "{text}"'
SERVER = os.environ.get("REGELTAAL_TEST_POSTGRESQL")
NO_SERVER = pytest.mark.skipif(SERVER is None, reason="REGELTAAL_TEST_POSTGRESQL names no PostgreSQL to test on")


def each(
    day: str, clock: str = "8:00", where: str = "WAARVOOR open", text: str = "{nummer} {gebeurtenis.moment}"
) -> str:
    return EACH.format(day=day, time=clock, where=where, text=text)


def rule_set(body: str, **administrations: AdministrationFacts) -> RuleSet:
    schema = load(Source("proef.domein", DOMAIN)).schema
    assert schema is not None
    parsed = parse(Source("a.regel", f"DOMEIN proef\n{body}"))
    checked = check([parsed.file], schema, Setting())
    assert [one.message() for one in (*parsed.problems, *checked.problems) if one.is_error] == []
    return RuleSet(checked.program, schema, AMSTERDAM, body, administrations)


@define
class Office:
    """An engine on a store with a clock of its own, which can be shut and opened again."""

    url: str
    now: datetime = THURSDAY
    sent: list[str] = field(factory=list)
    missed: list[Missed] = field(factory=list)
    count: int = 0
    engine: Engine = field(init=False)

    def open(self, body: str, **administrations: AdministrationFacts) -> "Office":
        bindings = Bindings()
        bindings.bind("MELD buiten", lambda call: self.sent.append(str(call.parameters["tekst"])))
        bindings.bind("SLUIT anderen", close_others)
        self.engine = Engine(rule_set(body, **administrations), self.url, bindings=bindings, clock=lambda: self.now)
        return self

    def bon(self, number: str, administration: str | None = None, **values: object) -> None:
        self.count += 1
        data = {"id": f"e{self.count}", "gebeurtenis": "bon bijgewerkt", "record": {"nummer": number, **values}}
        result = self.engine.process(data if administration is None else {**data, "administratie": administration})
        assert result.status is EventStatus.PROCESSED, result.reason

    def until(self, *local: int) -> list[EventResult]:
        self.now = datetime(*local, tzinfo=AMSTERDAM)  # type: ignore[misc,arg-type] # year, month, day, hour, minute
        found = list(self.engine.pass_time())
        self.missed += [one for one in found if isinstance(one, Missed)]
        return [one for one in found if isinstance(one, EventResult)]


def close_others(call: ActionCall) -> None:
    for one in call.our_records.all_of("bon"):
        if one != call.record:
            call.our_records.write(one, "open", value=False)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=NO_SERVER)])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    on_server = request.param == "postgresql" and SERVER is not None
    found = Office(SERVER if on_server and SERVER else f"sqlite:///{tmp_path}/opslag.db")
    yield found
    if on_server:
        metadata.drop_all(found.engine.store._engine)
    found.engine.close()


# ---------------------------------------------------------------- coming round


def test_it_runs_for_each_record_that_meets_its_condition_once_a_day(office: Office) -> None:
    office.open(each("dag"))
    for number, is_open in (("B1", True), ("B2", False), ("B3", True)):
        office.bon(number, open=is_open)
    assert office.until(2027, 3, 12, 7, 59) == []
    office.until(2027, 3, 12, 8, 0)
    assert office.sent == ["B1 12-3-2027 8:00", "B3 12-3-2027 8:00"]
    assert office.until(2027, 3, 12, 23, 0) == []
    office.bon("B1", open=False)
    office.until(2027, 3, 13, 9, 30)
    assert office.sent[2:] == ["B3 13-3-2027 8:00"]
    assert office.missed == []


def test_a_schedule_counts_from_when_its_rules_were_first_seen(office: Office) -> None:
    office.open(each("dag"))
    office.bon("B1", open=True)
    assert office.until(2027, 3, 11, 23, 0) == []


def test_working_days_skip_weekends_and_holidays(office: Office) -> None:
    office.now = datetime(2027, 3, 25, 9, 0, tzinfo=AMSTERDAM)
    office.open(each("werkdag", text="{gebeurtenis.moment}"))
    office.bon("B1", open=True)
    for day in range(26, 32):
        office.until(2027, 3, day, 12, 0)
    assert office.sent == ["30-3-2027 8:00", "31-3-2027 8:00"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("maandag", ["15-3-2027 8:00", "22-3-2027 8:00", "29-3-2027 8:00"]),
        ("week", ["15-3-2027 8:00", "22-3-2027 8:00", "29-3-2027 8:00"]),
        ("zondag", ["14-3-2027 8:00", "21-3-2027 8:00", "28-3-2027 8:00", "4-4-2027 8:00"]),
        ("maand", ["1-4-2027 8:00"]),
    ],
)
def test_a_day_of_the_week_a_week_and_a_month(office: Office, day: str, expected: list[str]) -> None:
    office.open(each(day, text="{gebeurtenis.moment}"))
    office.bon("B1", open=True)
    list(office.engine.let_pass(datetime(2027, 4, 4, 23, 0, tzinfo=AMSTERDAM)))
    assert office.sent == expected


def test_in_spring_a_time_that_is_missing_comes_later_and_in_autumn_a_double_one_comes_once(office: Office) -> None:
    office.open(each("dag", "2:30", text="{gebeurtenis.moment}"))
    office.bon("B1", open=True)
    for first, last in (
        (datetime(2027, 3, 27, 12, tzinfo=AMSTERDAM), 3),
        (datetime(2027, 10, 30, 12, tzinfo=AMSTERDAM), 3),
    ):
        office.now = first
        list(office.engine.pass_time())
        office.sent.clear()
        moments = [office.now + timedelta(minutes=15) * step for step in range(4 * 24 * last)]
        for office.now in (one.astimezone(UTC).astimezone(AMSTERDAM) for one in moments):
            list(office.engine.pass_time())
        day = (first + timedelta(days=1)).day
        clock = "3:30" if first.month == 3 else "2:30"
        assert office.sent[0] == f"{day}-{first.month}-2027 {clock}"
        assert len(office.sent) == len(set(office.sent)) == last


def test_missed_times_are_made_up_for_once_and_told(office: Office) -> None:
    office.open(each("dag"))
    office.bon("B1", open=True)
    office.until(2027, 3, 12, 8, 0)
    office.until(2027, 3, 15, 10, 0)
    assert office.sent == ["B1 12-3-2027 8:00", "B1 15-3-2027 8:00"]
    (missed,) = office.missed
    assert (missed.rule.name, missed.count) == ("rondje", 2)
    assert office.until(2027, 3, 15, 11, 0) == []


def test_letting_time_pass_runs_each_time_that_comes(office: Office) -> None:
    office.open(each("dag"))
    office.bon("B1", open=True)
    found = list(office.engine.let_pass(datetime(2027, 3, 14, 12, 0, tzinfo=AMSTERDAM)))
    assert office.sent == ["B1 12-3-2027 8:00", "B1 13-3-2027 8:00", "B1 14-3-2027 8:00"]
    assert not any(isinstance(one, Missed) for one in found)


# ---------------------------------------------------------------- the event of a schedule


def test_its_event_is_for_that_rule_alone_and_stands_on_the_timeline(office: Office) -> None:
    other = 'REGEL "ander" WANNEER ELKE dag OM 8:00 VOOR ELKE bon WAARVOOR aantal > 5 DAN WIS aantal'
    office.open(f"{each('dag', text='x')}\n{other}")
    office.bon("B1", open=True, aantal=6)
    found = office.until(2027, 3, 12, 8, 0)
    assert [(one.event, [rule.id.name for rule in one.rules]) for one in found] == [
        ("ELKE dag OM 8:00 VOOR ELKE bon", ["ander"]),
        ("ELKE dag OM 8:00 VOOR ELKE bon", ["rondje"]),
    ]
    lines = office.engine.store.entries(Ref("standaard", "bon", "B1"))
    assert [one.body["regel"] for one in lines if one.kind == "regel"] == ["ander", "rondje"]
    for stored in office.engine.store.events():
        again = replay(office.engine.rules, stored, office.engine.bindings)
        assert is_what_was_stored(again, stored)


def test_the_conditions_behind_it_decide_as_with_any_event(office: Office) -> None:
    body = """REGEL "r" WANNEER ELKE dag OM 8:00 VOOR ELKE bon WAARVOOR open EN aantal > 5
    DAN MELD buiten MET tekst = "veel {nummer}" ANDERS MELD buiten MET tekst = "weinig {nummer}"
    BIJ ONBEKEND MELD buiten MET tekst = "geen idee {nummer}" """
    office.open(body)
    for number, count in (("B1", 6), ("B2", 5), ("B3", None)):
        office.bon(number, open=True, aantal=count)
    office.bon("B4", open=False, aantal=6)
    office.until(2027, 3, 12, 8, 0)
    assert office.sent == ["veel B1", "weinig B2", "geen idee B3"]


def test_a_record_that_an_earlier_one_took_out_of_the_condition_is_left_alone(office: Office) -> None:
    office.open(
        'REGEL "r" WANNEER ELKE dag OM 8:00 VOOR ELKE bon WAARVOOR open DAN SLUIT anderen ANDERS ZET aantal = 1'
    )
    for number in ("B1", "B2"):
        office.bon(number, open=True)
    first, second = office.until(2027, 3, 12, 8, 0)
    assert [first.rules[0].branch.value, second.rules[0].branch.value] == ["dan", "geen"]
    assert second.rules[0].reason is not None
    assert second.rules[0].reason.nl == "WAARVOOR geldt niet: open: was nee"


def test_a_condition_that_gives_fout_is_told(office: Office) -> None:
    office.open(each("dag", where='WAARVOOR klant.naam = "x"', text="x"))
    office.bon("B1", klant="K9")
    (found,) = office.until(2027, 3, 12, 8, 0)
    assert found.rules[0].truth.value == "fout"
    assert office.sent == []


def test_a_delayed_action_of_a_schedule_is_carried_out(office: Office) -> None:
    office.open(
        'REGEL "r" WANNEER ELKE dag OM 8:00 VOOR ELKE bon DAN MELD buiten NA 1 uur MITS open MET tekst = "later"'
    )
    office.bon("B1", open=True)
    office.until(2027, 3, 12, 8, 0)
    assert office.sent == []
    office.until(2027, 3, 12, 9, 0)
    assert office.sent == ["later"]
    assert office.engine.store.effects(EffectStatus.FAILED) == ()


def test_decide_and_the_order_of_rules_know_a_schedule_by_its_name() -> None:
    rules = rule_set(each("dag", "8:00"))
    record = {"nummer": "B1", "open": True}
    data = {"id": "x", "gebeurtenis": "ELKE dag OM 08:00 VOOR ELKE bon", "record": record}
    assert [one.branch.value for one in rules.decide(data, bindings=Bindings()).rules] == ["dan"]
    event = rules.book.event("elke dag om 08:00 voor elk bon")
    assert event is not None
    assert [one.rule.id.name for phase in order(rules, event) for one in phase.rules] == ["rondje"]
    with Engine(rules, bindings=Bindings()) as engine:
        assert engine.process(data).status is EventStatus.REFUSED


# ---------------------------------------------------------------- which rules run


def test_a_rule_that_is_off_or_not_valid_does_not_run(office: Office) -> None:
    off = each("dag", text="uit").replace("WANNEER", "UIT WANNEER")
    april = each("dag", text="april").replace("rondje", "april").replace("WANNEER", "GELDIG VANAF 1-4-2027 WANNEER")
    office.open(f"{off}\n{april}")
    office.bon("B1", open=True)
    list(office.engine.let_pass(datetime(2027, 4, 1, 12, 0, tzinfo=AMSTERDAM)))
    assert office.sent == ["april"]


def test_switching_a_rule_on_starts_nothing_for_the_past(office: Office) -> None:
    office.open(each("dag").replace("WANNEER", "UIT WANNEER"))
    office.bon("B1", open=True)
    office.now = datetime(2027, 3, 14, 9, 0, tzinfo=AMSTERDAM)
    office.engine.close()
    office.open(each("dag"))
    assert office.until(2027, 3, 14, 10, 0) == []
    office.until(2027, 3, 15, 8, 0)
    assert office.sent == ["B1 15-3-2027 8:00"]


def test_other_rules_and_another_name_leave_a_schedule_where_it_was(office: Office) -> None:
    """Rules published at nine do not take away the run of eight that the machine had still to make up for."""
    office.open(each("dag"))
    office.bon("B1", open=True)
    office.now = datetime(2027, 3, 12, 9, 0, tzinfo=AMSTERDAM)
    office.engine.close()
    office.open(each("dag").replace('"rondje"', '"ronde" VOORHEEN "rondje"'))
    office.until(2027, 3, 12, 9, 0)
    assert office.sent == ["B1 12-3-2027 8:00"]


def test_it_runs_in_the_administrations_that_the_rule_is_for(office: Office) -> None:
    body = each("dag", text="{administratie.naam} {nummer}").replace(
        "WANNEER", 'VOOR ALLE administraties BEHALVE "C" WANNEER'
    )
    office.open(
        body,
        A=AdministrationFacts(values={"naam": "A"}),
        B=AdministrationFacts(values={"naam": "B"}),
        C=AdministrationFacts(),
    )
    for name in "ABC":
        office.bon("B1", name, open=True)
    office.until(2027, 3, 12, 8, 0)
    assert office.sent == ["A B1", "B B1"]


def test_a_project_that_declares_no_administrations_has_those_of_its_records(office: Office) -> None:
    office.open(each("dag", text="{administratie.naam} {nummer}"))
    for name in ("een", "twee"):
        office.bon("B1", name, open=True)
    office.until(2027, 3, 12, 8, 0)
    assert office.sent == ["een B1", "twee B1"]


# ---------------------------------------------------------------- whatever breaks


class CrashError(BaseException):
    """The program stops where it is."""


def test_a_crash_halfway_a_round_loses_no_record_and_doubles_none(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = 'REGEL "r" WANNEER ELKE dag OM 8:00 VOOR ELKE bon DAN ZET aantal = aantal + 1'
    office.open(body)
    for number in ("B1", "B2", "B3"):
        office.bon(number, aantal=0)
    count = iter(range(9))

    def crash_at_the_second(unit: Unit, world: World) -> None:
        if next(count) == 1:
            raise CrashError
        save_records(unit, world)

    with monkeypatch.context() as patched:
        patched.setattr("regeltaal.runtime.recording.save_records", crash_at_the_second)
        with pytest.raises(CrashError):
            office.until(2027, 3, 12, 8, 0)
    office.engine.close()
    office.open(body)
    office.until(2027, 3, 12, 8, 5)
    office.until(2027, 3, 12, 9, 0)
    with office.engine.store.look() as unit:
        assert [one.fields["aantal"] for one in unit.records("bon")] == [1, 1, 1]


# ---------------------------------------------------------------- when it comes round

_ENVIRONMENT = Environment(THURSDAY, AMSTERDAM, Calendar(["Koningsdag"]), MonthEnd.DOWN)


@given(
    st.sampled_from(["dag", "werkdag", "week", "maand", "vrijdag"]),
    st.times(timezones=st.none()).map(lambda one: one.replace(second=0, microsecond=0)),
    st.integers(0, 20 * 366 * 24 * 60).map(
        lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
)
def test_the_next_time_is_the_first_of_its_days_after_a_moment(word: str, clock: time, moment: datetime) -> None:
    found = next_after(Timing(word, clock), moment, _ENVIRONMENT)
    assert found is not None
    assert found > moment
    day = found.astimezone(AMSTERDAM).date()
    assert falls_on(word, day, _ENVIRONMENT.calendar)
    between = (date.fromordinal(n) for n in range(moment.astimezone(AMSTERDAM).date().toordinal() + 1, day.toordinal()))
    assert not any(falls_on(word, one, _ENVIRONMENT.calendar) for one in between)
    following = next_after(Timing(word, clock), found, _ENVIRONMENT)
    assert following is not None
    assert following.astimezone(AMSTERDAM).date() > day


def test_beyond_the_years_of_the_calendar_nothing_comes_round() -> None:
    late = datetime(2100, 12, 31, 12, tzinfo=UTC)
    assert next_after(Timing("werkdag", time(8)), late, _ENVIRONMENT) is None
