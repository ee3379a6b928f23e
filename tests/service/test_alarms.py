"""What is done at a wake: what the tables ask for at that moment, whatever the wake says."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from attrs import define, field

from regeltaal.base.node import evolve
from regeltaal.base.source import Source
from regeltaal.base.text import Text
from regeltaal.check.checker import check
from regeltaal.check.setting import Setting
from regeltaal.runtime.bindings import ActionCall, Bindings, FailedError
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import EffectStatus, Publication, StoredEffect, open_store
from regeltaal.runtime.store import Store
from regeltaal.runtime.store_unit import Unit
from regeltaal.runtime.waking import Wake, WakeClock, WakeEffects, WakeRound
from regeltaal.schema.loader import load
from regeltaal.service.alarms import Alarms
from regeltaal.service.current import Current, UnusableRulesError
from regeltaal.syntax.parser import parse

DOMAIN = """DOMEIN proef
OBJECT bon
  VELD nummer: tekst VERPLICHT SLEUTEL
  VELD deadline: moment WIJZIGBAAR
GEBEURTENIS bon bijgewerkt BIJ bon
GEBEURTENIS wacht op reactie BIJ bon MOMENT deadline
ACTIE STUUR buiten BIJ bon
  UITVOERING HOOGSTENS EENMAAL
  PARAMETER tekst: tekst
ACTIE HERINNER later BIJ bon
  UITVOERING HOOGSTENS EENMAAL
  PARAMETER tekst: tekst
"""
NOON = datetime(2027, 3, 12, 11, tzinfo=UTC)
HOUR = timedelta(hours=1)
ONCE = 'REGEL "r" WANNEER bon bijgewerkt DAN STUUR buiten MET tekst = "eens {nummer}"'
LATER = 'REGEL "r" WANNEER bon bijgewerkt DAN STUUR buiten NA 1 uur MET tekst = "later {nummer}"'
CLOCK = 'REGEL "r" WANNEER wacht op reactie OP deadline DAN STUUR buiten MET tekst = "te laat {nummer}"'
EACH_DAY = 'REGEL "r" WANNEER ELKE dag OM 13:00 VOOR ELKE bon DAN STUUR buiten MET tekst = "dagelijks {nummer}"'


def rule_set(body: str, publication: int | None = None) -> RuleSet:
    schema = load(Source("proef.domein", DOMAIN)).schema
    assert schema is not None
    parsed = parse(Source("a.regel", f"DOMEIN proef\n{body}"))
    checked = check([parsed.file], schema, Setting())
    assert [one.message() for one in (*parsed.problems, *checked.problems) if one.is_error] == []
    return RuleSet(checked.program, schema, Setting().zone, f"regels {body}", publication=publication)


class StoppedError(Exception):
    """The service stops."""


@define
class Bell:
    """Keeps what it is told, for a test to ring."""

    told: list[Wake] = field(factory=list)
    again: list[Wake] = field(factory=list)
    behind: bool = False
    stopping: bool = False

    def tell(self, unit: Unit, wakes: Sequence[Wake]) -> None:
        assert unit.connection.in_transaction()
        self.told.extend(wakes)

    def tell_again(self, wakes: Sequence[Wake]) -> int:
        self.again = list(wakes)
        return len(self.again)

    def is_behind(self) -> bool:
        return self.behind

    def stop(self) -> None:
        self.stopping = True

    def go_on(self) -> None:
        if self.stopping:
            raise StoppedError


@define(eq=False)
class Office:
    """A service whose clock and bell are in the hands of a test."""

    rules: RuleSet
    now: datetime = NOON
    sent: list[str] = field(factory=list)
    fails: bool = False
    then: Callable[[], None] = lambda: None
    """What happens while something is sent."""
    published: dict[int, RuleSet | None] = field(factory=dict)
    bell: Bell = field(factory=Bell)
    store: Store = field(factory=lambda: open_store("sqlite://"))
    current: Current = field(init=False)
    alarms: Alarms = field(init=False)

    def __attrs_post_init__(self) -> None:
        found = Bindings()
        found.bind("STUUR buiten", self._send)
        found.bind("HERINNER later", self._send)
        self.store.waker = self.bell
        self.current = Current(self.rules, self.store, self._load, bindings=found, clock=lambda: self.now)
        self.alarms = Alarms(self.current, self.bell)

    def _send(self, call: ActionCall) -> None:
        if self.fails:
            raise FailedError(Text(nl="de server antwoordt niet", en="the server does not answer"), retry=True)
        self.sent.append(str(call.parameter("tekst")))
        self.then()

    def _load(self, number: int) -> RuleSet:
        rules = self.published[number]
        if rules is None:
            raise UnusableRulesError("RT001")
        return rules

    def event(self, number: str = "B1", **fields: object) -> None:
        record = {"nummer": number, **fields}
        data = {"id": f"e{len(self.store.events())}", "gebeurtenis": "bon bijgewerkt", "record": record}
        with self.current.using() as engine:
            assert engine.process(data).reason is None

    def ring(self) -> list[datetime | None]:
        """Everything that was told so far comes."""
        told, self.bell.told = self.bell.told, []
        return [self.alarms.wake(one) for one in told]

    def effect(self) -> StoredEffect:
        (found,) = self.store.effects(*EffectStatus)
        return found


@pytest.fixture
def office(request: pytest.FixtureRequest) -> Office:
    return Office(rule_set(request.param))


def given(rules: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("office", [rules], indirect=True)


@given(ONCE)
def test_an_effect_waits_for_its_wake_and_a_second_wake_finds_nothing(office: Office) -> None:
    office.event()
    assert (office.sent, office.effect().status) == ([], EffectStatus.PLANNED)
    (wake,) = office.bell.told
    assert office.ring() == [None]
    assert office.alarms.wake(wake) is None
    assert office.sent == ["eens B1"]


@given(LATER)
def test_a_wake_before_its_moment_says_when_to_come_again(office: Office) -> None:
    """The clock of the machine went back."""
    office.event()
    office.now = NOON - HOUR
    (wake,) = office.bell.told
    assert office.alarms.wake(wake) == NOON + HOUR
    office.now = NOON + HOUR
    assert office.alarms.wake(wake) is None
    assert office.sent == ["later B1"]


@given(ONCE)
def test_after_a_failure_only_the_wake_of_the_next_attempt_counts(office: Office) -> None:
    office.fails = True
    office.event()
    (first,) = office.bell.told
    assert office.ring() == [None]
    (again,) = office.bell.told
    assert again == WakeEffects((office.effect().key,), office.effect().due)
    office.fails = False
    assert office.alarms.wake(first) is None
    assert office.sent == []
    office.now = office.effect().due
    assert office.ring() == [None]
    assert office.sent == ["eens B1"]


@given(CLOCK)
def test_a_clock_that_was_moved_goes_off_at_its_new_moment_alone(office: Office) -> None:
    office.event(deadline=(NOON + HOUR).isoformat())
    (first,) = office.bell.told
    office.event("B1", deadline=(NOON + 2 * HOUR).isoformat())
    second = office.bell.told[-1]
    assert isinstance(second, WakeClock)
    office.bell.told.clear()
    office.now = NOON + HOUR
    assert office.alarms.wake(first) is None
    assert office.alarms.wake(second) == second.due
    office.now = NOON + 2 * HOUR
    assert office.alarms.wake(second) is None
    assert office.alarms.wake(second) is None
    assert office.ring() == [None]
    assert office.sent == ["te laat B1"]


@given(EACH_DAY)
def test_a_schedule_comes_round_once_and_tells_when_it_does_next(office: Office) -> None:
    with office.store.look() as unit:
        (one,) = unit.clocks.rounds()
    office.event()
    office.bell.told.clear()
    office.now = one.due
    assert office.alarms.wake(WakeRound(one)) is None
    assert office.alarms.wake(WakeRound(one)) is None
    following = [wake for wake in office.bell.told if isinstance(wake, WakeRound)]
    assert following == [WakeRound(evolve(one, due=one.due + 24 * HOUR))]
    assert set(office.ring()) == {None, following[0].due}
    assert office.sent == ["dagelijks B1"]


@given(LATER)
def test_what_is_nearly_due_or_late_is_told_again_and_what_is_far_off_is_not(office: Office) -> None:
    office.event()
    assert office.alarms.catch_up() == 0
    office.now = NOON + timedelta(minutes=50)
    assert office.alarms.catch_up() == 1
    wake = WakeEffects((office.effect().key,), NOON + HOUR)
    assert office.bell.again == [wake]
    office.now = NOON + HOUR + timedelta(seconds=30)
    assert office.alarms.catch_up() == 0
    office.now = NOON + HOUR + timedelta(minutes=2)
    assert office.alarms.catch_up() == 1
    office.bell.behind = True
    assert office.alarms.catch_up() == 0
    assert office.alarms.wake(wake) is None
    office.bell.behind = False
    assert office.alarms.catch_up() == 0


@given(CLOCK + "\n" + EACH_DAY.replace('"r"', '"s"'))
def test_clocks_and_schedules_are_told_again_as_well(office: Office) -> None:
    office.event(deadline=(NOON + timedelta(minutes=5)).isoformat())
    office.now = datetime(2027, 3, 12, 11, 50, tzinfo=UTC)
    office.alarms.catch_up()
    assert {type(one) for one in office.bell.again} == {WakeClock, WakeRound}


@given(ONCE)
def test_a_claim_that_nobody_is_at_is_settled(office: Office) -> None:
    office.event()
    office.store.claim(office.effect().key, NOON)
    assert office.ring() == [None]
    assert office.sent == []
    assert office.alarms.settle_left() == (office.effect().key,)
    assert office.effect().status is EffectStatus.UNCERTAIN


@given(ONCE + "\n" + ONCE.replace('"r"', '"s"').replace("eens", "nogmaals"))
def test_a_service_that_stops_begins_no_other_effect_of_a_wake(office: Office) -> None:
    office.event()
    (wake,) = office.bell.told
    assert isinstance(wake, WakeEffects)
    office.then = office.bell.stop
    with pytest.raises(StoppedError):
        office.alarms.wake(wake)
    assert office.sent == ["eens B1"]
    assert [one.status for one in office.store.effects(*EffectStatus)] == [EffectStatus.DONE, EffectStatus.PLANNED]
    office.bell.stopping = False
    assert office.alarms.wake(wake) is None
    assert office.sent == ["eens B1", "nogmaals B1"]


# ---------------------------------------------------------------- publications


def publish(office: Office, rules: str | None) -> None:
    with office.store.transaction() as unit:
        kept = unit.publications.add(Publication(f"regels {rules}", "Test", "test", NOON, "", (), {}))
    office.published[kept.number] = None if rules is None else rule_set(rules, kept.number)


@given(ONCE)
def test_the_last_publication_comes_into_force_and_is_loaded_once(office: Office) -> None:
    assert office.current.look() is False
    publish(office, LATER)
    assert office.current.look() is True
    assert office.current.look() is False
    assert office.current.rules.publication == 1
    office.event()
    assert office.effect().due == NOON + HOUR


@given(ONCE)
def test_a_publication_that_can_not_be_used_leaves_the_old_one_in_force(office: Office) -> None:
    publish(office, None)
    assert office.current.look() is False
    assert (office.current.refused, office.current.rules.publication) == (1, None)
    office.event()
    assert office.effect().due == NOON
    publish(office, LATER)
    assert office.current.look() is True
    assert (office.current.refused, office.current.rules.publication) == (None, 2)


@given(ONCE)
def test_a_batch_ends_with_the_rules_that_it_began_with_and_its_records_get_the_new_clocks(office: Office) -> None:
    with office.current.using() as former:
        publish(office, CLOCK)
        assert office.current.look() is True
        assert office.current.engine is not former
        data = {"nummer": "B1", "deadline": (NOON + HOUR).isoformat()}
        former.process({"id": "e1", "gebeurtenis": "bon bijgewerkt", "record": data})
        office.current.look()
        with office.store.look() as unit:
            assert unit.clocks.first() is None
    office.current.look()
    with office.store.look() as unit:
        clock = unit.clocks.first()
    assert clock is not None
    assert clock.due == NOON + HOUR
    assert WakeClock(clock) in office.bell.told


@given(ONCE)
def test_clocks_that_a_command_took_away_by_rules_of_its_own_are_put_back(office: Office) -> None:
    publish(office, CLOCK)
    assert office.current.look() is True
    office.event(deadline=(NOON + HOUR).isoformat())
    with office.store.look() as unit:
        clock = unit.clocks.first()
    Engine(rule_set(ONCE), office.store, clock=lambda: NOON)  # a run by the files of the folder, which are others
    with office.store.look() as unit:
        assert unit.clocks.first() is None
    assert office.current.look() is False
    with office.store.look() as unit:
        assert unit.clocks.first() == clock


@given(CLOCK)
def test_who_only_settles_what_is_left_leaves_clocks_as_they_are(office: Office) -> None:
    office.event(deadline=(NOON + HOUR).isoformat())
    Engine(rule_set(ONCE), office.store, clock=lambda: NOON, leads=False)
    with office.store.look() as unit:
        assert unit.clocks.first() is not None


# ---------------------------------------------------------------- clocks of machines that jump

DAYS_AND_HOURS = """
REGEL "dag" WANNEER bon bijgewerkt DAN STUUR buiten NA 1 dag MET tekst = "dag {nummer}"
REGEL "uren" WANNEER bon bijgewerkt DAN HERINNER later NA 24 uur MET tekst = "uren {nummer}"
"""
TWO_CLOCKS = """
REGEL "vooraf" WANNEER wacht op reactie 2 uur VOOR deadline DAN STUUR buiten MET tekst = "bijna {nummer}"
REGEL "op tijd" WANNEER wacht op reactie OP deadline DAN STUUR buiten MET tekst = "te laat {nummer}"
"""
ALL = "\n".join((LATER, CLOCK.replace('"r"', '"s"'), EACH_DAY.replace('"r"', '"t"')))


def rung(office: Office, wakes: list[Wake]) -> list[Wake]:
    """Every wake comes, with those that are told meanwhile; gives the ones that must come again."""
    again: list[Wake] = []
    for _ in range(20):
        told, office.bell.told = [*wakes, *office.bell.told], []
        if not told:
            return again
        again += [one for one in told if office.alarms.wake(one) is not None]
        wakes = []
    raise AssertionError("wakes without end")


@given(ALL)
def test_a_clock_that_jumps_forward_and_back_brings_each_once_and_none_early(office: Office) -> None:
    """The rules of Friday noon: a mail in an hour, a deadline in two, a round each day at 13:00."""
    with office.store.look() as unit:
        rounds = [WakeRound(one) for one in unit.clocks.rounds()]
    office.event(deadline=(NOON + 2 * HOUR).isoformat())
    waiting = rung(office, [*rounds])
    assert office.sent == []
    office.now = NOON - HOUR  # an hour back
    waiting = rung(office, waiting)
    assert office.sent == []
    office.now = NOON + 24 * HOUR  # a day forward
    waiting = rung(office, waiting)
    assert sorted(office.sent) == ["dagelijks B1", "later B1", "te laat B1"]
    office.now = NOON  # and back again
    waiting = rung(office, waiting)
    office.now = NOON + 2 * HOUR
    waiting = rung(office, waiting)
    assert sorted(office.sent) == ["dagelijks B1", "later B1", "te laat B1"]
    office.now = NOON + 25 * HOUR
    rung(office, waiting)
    assert sorted(office.sent) == ["dagelijks B1", "dagelijks B1", "later B1", "te laat B1"]


@given(ALL)
def test_what_is_looked_for_while_the_clock_is_behind_brings_nothing_early(office: Office) -> None:
    office.event(deadline=(NOON + 2 * HOUR).isoformat())
    office.now = NOON - HOUR
    office.alarms.catch_up(timedelta())
    assert office.bell.again == []
    office.now = NOON + 3 * HOUR
    office.alarms.catch_up(timedelta())
    told = list(office.bell.again)
    assert len(told) == 3
    office.now = NOON + timedelta(minutes=30)
    waiting = rung(office, told)
    assert (len(waiting), office.sent) == (6, [])
    office.now = NOON + 3 * HOUR
    rung(office, [*waiting, *told])
    assert sorted(office.sent) == ["dagelijks B1", "later B1", "te laat B1"]


@given(TWO_CLOCKS)
def test_late_clocks_of_a_record_go_off_in_their_order_whatever_the_order_of_the_wakes(office: Office) -> None:
    office.event(deadline=(NOON + 5 * HOUR).isoformat())
    office.now = NOON + 24 * HOUR
    office.bell.told.reverse()
    rung(office, [])
    assert office.sent == ["bijna B1", "te laat B1"]


@pytest.mark.parametrize(
    ("moment", "hours"),
    [
        pytest.param(datetime(2027, 3, 27, 11, 30, tzinfo=UTC), 23, id="the night of summer time"),
        pytest.param(datetime(2027, 10, 30, 10, 30, tzinfo=UTC), 25, id="the night of winter time"),
        pytest.param(datetime(2027, 3, 27, 1, 30, tzinfo=UTC), 24, id="to 2:30, which is not there"),
        pytest.param(datetime(2027, 10, 30, 0, 30, tzinfo=UTC), 24, id="to 2:30, of which there are two"),
    ],
)
@given(DAYS_AND_HOURS)
def test_a_day_later_goes_by_the_wall_clock_and_24_hours_by_what_elapses(
    office: Office, moment: datetime, hours: int
) -> None:
    office.now = moment
    office.event()
    waiting = rung(office, [])
    expected = {moment + hours * HOUR: ["dag B1"]}
    expected.setdefault(moment + 24 * HOUR, []).append("uren B1")
    for due in sorted(expected):
        before = list(office.sent)
        office.now = due - timedelta(seconds=1)
        waiting = rung(office, waiting)
        assert office.sent == before
        office.now = due
        waiting = rung(office, waiting)
        assert office.sent == [*before, *expected[due]]
    assert waiting == []
