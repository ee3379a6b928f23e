"""Events that are processed after a standstill: before each comes what was due by its moment, in order of happening."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from attrs import define, field
from hypothesis import given, settings
from hypothesis import strategies as st

from regeltaal.base.node import evolve
from regeltaal.base.source import Source
from regeltaal.check.checker import check
from regeltaal.check.setting import Setting
from regeltaal.runtime.batch import Input
from regeltaal.runtime.bindings import ActionCall, Bindings
from regeltaal.runtime.carry_out import Outcome
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.passing import Happened, Missed
from regeltaal.runtime.result import EventResult, EventStatus
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import StoredEvent
from regeltaal.runtime.store_unit import Unit
from regeltaal.schema.loader import load
from regeltaal.syntax.parser import parse
from regeltaal.values.value import Ref

DOMAIN = """DOMEIN proef
OBJECT bon
  VELD nummer: tekst VERPLICHT SLEUTEL
  VELD deadline: moment WIJZIGBAAR
  VELD notitie: tekst WIJZIGBAAR
OBJECT melding
  VELD nummer: tekst SLEUTEL
  VELD tekst: tekst
GEBEURTENIS bon bijgewerkt BIJ bon
GEBEURTENIS wacht BIJ bon MOMENT deadline
ACTIE MELD intern BIJ bon
  PARAMETER tekst: tekst VERPLICHT
  GEEFT melding
"""
LATE = """
REGEL "te laat"
WANNEER wacht OP deadline
DAN
  ZET notitie = "te laat"
  MELD intern MET tekst = "{nummer} te laat om {gebeurtenis.moment}"
"""
SEEN = """
REGEL "gezien"
WANNEER bon bijgewerkt
DAN MELD intern MET tekst = "{nummer} gezien als {notitie} om {gebeurtenis.moment}"
"""
LATER = """
REGEL "later"
WANNEER bon bijgewerkt
DAN MELD intern NA 1 uur MET tekst = "{nummer} later, gezien om {gebeurtenis.moment}"
"""
EACH = """
REGEL "elke"
WANNEER ELKE dag OM 13:00 VOOR ELKE bon
DAN MELD intern MET tekst = "{nummer} dagelijks om {gebeurtenis.moment}"
"""
NOON = datetime(2027, 3, 12, 11, tzinfo=UTC)
"""12:00 in the Netherlands."""
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def rule_set(body: str) -> RuleSet:
    schema = load(Source("proef.domein", DOMAIN)).schema
    assert schema is not None
    parsed = parse(Source("a.regel", f"DOMEIN proef\n{body}"))
    checked = check([parsed.file], schema, Setting())
    assert [one.message() for one in (*parsed.problems, *checked.problems) if one.is_error] == []
    return RuleSet(checked.program, schema, Setting().zone, body)


def tell(call: ActionCall) -> Ref:
    return call.our_records.create("melding", {"tekst": call.parameter("tekst")})


@define
class Office:
    """An engine whose clock is in the hands of a test."""

    body: str
    now: datetime = NOON
    count: int = 0
    engine: Engine = field(init=False)

    def __attrs_post_init__(self) -> None:
        bindings = Bindings()
        bindings.bind("MELD intern", tell)
        self.engine = Engine(rule_set(self.body), bindings=bindings, clock=lambda: self.now)

    def given(self, moment: datetime | None = None, **record: object) -> Input:
        self.count += 1
        fields = {key: one.isoformat() if isinstance(one, datetime) else one for key, one in record.items()}
        event = {"id": f"e{self.count}", "gebeurtenis": "bon bijgewerkt", "record": {"nummer": "B1", **fields}}
        return Input(event if moment is None else {**event, "moment": moment.isoformat()}, self.count)

    def run(self, *inputs: Input) -> list[Happened]:
        return [one for _, one in self.engine.in_time(inputs)]

    def told(self) -> list[str]:
        with self.engine.store.look() as unit:
            found = sorted(unit.records("melding"), key=lambda one: int(one.record.key))
            return [str(one.fields["tekst"]) for one in found]


@pytest.fixture
def office(request: pytest.FixtureRequest) -> Iterator[Office]:
    found = Office(request.param)
    yield found
    found.engine.close()


def rules(*bodies: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("office", ["\n".join(bodies)], indirect=True)


def names(happened: Sequence[Happened]) -> list[str]:
    return [one.id if isinstance(one, EventResult) else type(one).__name__ for one in happened]


@rules(LATE, SEEN)
def test_an_event_of_today_finds_what_the_clock_of_yesterday_did(office: Office) -> None:
    office.run(office.given(deadline=NOON + HOUR))
    office.now = NOON + DAY
    clock, result = office.run(office.given())
    assert isinstance(clock, EventResult)
    assert isinstance(result, EventResult)
    assert (clock.event, clock.moment, result.id) == ("wacht", NOON + HOUR, "e2")
    assert office.told()[1:] == ["B1 te laat om 12-3-2027 13:00", "B1 gezien als te laat om 13-3-2027 12:00"]


@rules(LATE, SEEN)
def test_an_event_that_happened_before_the_clock_comes_before_it(office: Office) -> None:
    """It moved the deadline in time, though it is only told now."""
    office.run(office.given(deadline=NOON + 2 * HOUR))
    office.now = NOON + DAY
    found = office.run(office.given(NOON + HOUR, deadline=NOON + 5 * HOUR), office.given(NOON + 4 * HOUR))
    assert names(found) == ["e2", "e3"]
    assert [one.moment for one in office.run(office.given()) if isinstance(one, EventResult)] == [
        NOON + 5 * HOUR,
        NOON + DAY,
    ]


@rules(LATE, SEEN)
def test_a_clock_that_an_event_sets_comes_before_the_next_event_of_the_batch(office: Office) -> None:
    office.now = NOON + DAY
    office.run(office.given(NOON, deadline=NOON + HOUR), office.given(NOON), office.given(NOON + 2 * HOUR))
    assert office.told() == [
        "B1 gezien als  om 12-3-2027 12:00",
        "B1 gezien als  om 12-3-2027 12:00",
        "B1 te laat om 12-3-2027 13:00",
        "B1 gezien als te laat om 12-3-2027 14:00",
    ]


@rules(LATE, SEEN)
def test_a_moment_still_to_come_brings_nothing_forward(office: Office) -> None:
    found = office.run(office.given(deadline=NOON + HOUR), office.given(NOON + DAY))
    assert names(found) == ["e1", "e2"]


@rules(LATER, SEEN)
def test_a_delayed_action_comes_before_a_later_event(office: Office) -> None:
    office.run(office.given())
    office.now = NOON + DAY
    done, result = office.run(office.given())
    assert isinstance(done, Outcome)
    assert isinstance(result, EventResult)
    assert office.told()[1].startswith("B1 later")


@rules(EACH, SEEN)
def test_a_schedule_comes_round_between_events(office: Office) -> None:
    office.run(office.given())
    office.now = NOON + 3 * DAY
    found = office.run(office.given(NOON + DAY + 2 * HOUR), office.given())
    assert [type(one) for one in found] == [Missed, EventResult, EventResult, EventResult, EventResult]
    assert office.told()[1:] == [
        "B1 dagelijks om 13-3-2027 13:00",
        "B1 gezien als  om 13-3-2027 14:00",
        "B1 dagelijks om 14-3-2027 13:00",
        "B1 gezien als  om 15-3-2027 12:00",
    ]


@rules(LATE, SEEN)
def test_events_that_nothing_comes_between_are_kept_in_one_transaction(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempts: list[object] = []
    attempt, look = office.engine.store.attempt, office.engine.store.first_moment

    def counted(work: object) -> object:
        attempts.append(work)
        return attempt(work)  # type: ignore[arg-type] # whatever it is

    def looked(*arguments: object, **options: object) -> datetime | None:
        attempts.append("look")
        return look(*arguments, **options)  # type: ignore[arg-type] # idem

    monkeypatch.setattr(office.engine.store, "attempt", counted)
    monkeypatch.setattr(office.engine.store, "first_moment", looked)
    office.run(*(office.given(deadline=NOON + DAY) for _ in range(50)))
    assert len(attempts) == 2


@rules(LATE, SEEN)
def test_one_that_can_not_be_kept_is_refused_alone(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    add_event = Unit.add_event

    def unstorable(unit: Unit, stored: StoredEvent) -> None:
        add_event(unit, evolve(stored, zone="\ud800") if stored.event.id == "e6" else stored)

    monkeypatch.setattr(Unit, "add_event", unstorable)
    office.now = NOON + DAY
    events = [office.given(NOON) for _ in range(9)]
    found = [one for one in office.run(*events) if isinstance(one, EventResult)]
    assert [one.status for one in found] == [
        EventStatus.REFUSED if number == 5 else EventStatus.PROCESSED for number in range(9)
    ]
    assert [one.id for one in found] == [f"e{number}" for number in range(1, 10)]


@rules(LATE, SEEN)
def test_what_does_not_fit_is_refused_in_its_place(office: Office) -> None:
    wrong = Input('{"id": "fout"', 1)
    found = office.run(office.given(), wrong, office.given())
    assert [one.status for one in found if isinstance(one, EventResult)] == [
        EventStatus.PROCESSED,
        EventStatus.REFUSED,
        EventStatus.PROCESSED,
    ]


@rules(LATE)
def test_an_engine_that_only_tries_lets_no_time_pass(office: Office) -> None:
    office.run(office.given(deadline=NOON + HOUR))
    office.now = NOON + DAY
    assert [one.id for _, one in office.engine.in_time([office.given()], dry=True) if isinstance(one, EventResult)] == [
        "e2"
    ]
    assert office.told() == []


EVENTS = st.lists(
    st.tuples(
        st.integers(0, 40),
        st.sampled_from(["B1", "B2"]),
        st.one_of(st.none(), st.integers(-2, 30)),
    ),
    max_size=9,
)


@settings(max_examples=25, deadline=None)
@given(EVENTS, st.integers(1, 9))
def test_however_a_row_of_events_is_cut_the_same_happens(events: list[tuple[int, str, int | None]], size: int) -> None:
    histories = []
    for cut in (1, size):
        office = Office(LATE + SEEN + LATER)
        office.now = NOON + 35 * HOUR
        given = [
            office.given(NOON + hour * HOUR, nummer=number, deadline=None if due is None else NOON + due * HOUR)
            for hour, number, due in events
        ]
        for start in range(0, len(given), cut):
            office.run(*given[start : start + cut])
        list(office.engine.pass_time())
        histories.append(office.told())
        office.engine.close()
    assert histories[0] == histories[1]


@settings(max_examples=25, deadline=None)
@given(EVENTS)
def test_events_in_order_find_each_record_as_it_was_at_their_moment(events: list[tuple[int, str, int | None]]) -> None:
    """As though something had run all the time: each event at its own moment, with the clock minding the rest."""
    in_order = sorted(events, key=lambda one: one[0])
    live, late = Office(LATE + SEEN), Office(LATE + SEEN)
    late.now = NOON + 99 * HOUR
    for office in (live, late):
        given = []
        for hour, number, due in in_order:
            moment = NOON + hour * HOUR
            deadline = None if due is None else NOON + due * HOUR
            given.append(office.given(moment, nummer=number, deadline=deadline))
            if office is live:
                office.now = moment
                list(office.engine.pass_time())
                office.run(given[-1])
        if office is late:
            office.run(*given)
        office.now = NOON + 99 * HOUR
        list(office.engine.pass_time())
    assert live.told() == late.told()
    live.engine.close()
    late.engine.close()
