"""Clocks that their own rules set again: the time that passes is always worked off, and what was cut off is told.

Every test takes a bounded number of steps, so that one that would go round for ever fails.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest
from attrs import define, field
from hypothesis import given, settings
from hypothesis import strategies as st

from regeltaal.base.source import Source
from regeltaal.check.checker import check
from regeltaal.check.setting import Setting
from regeltaal.runtime.bindings import ActionCall, Bindings
from regeltaal.runtime.carry_out import Outcome
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.passing import Happened
from regeltaal.runtime.result import EventResult, EventStatus
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.schema.loader import load
from regeltaal.syntax.parser import parse
from regeltaal.values.value import Ref

DOMAIN = """DOMEIN proef
OBJECT bon
  VELD nummer: tekst SLEUTEL
  VELD deadline: moment WIJZIGBAAR
  VELD andere: moment WIJZIGBAAR
  VELD aantal: getal WIJZIGBAAR
GEBEURTENIS bon bijgewerkt BIJ bon
GEBEURTENIS wacht BIJ bon MOMENT deadline; andere
GEBEURTENIS eens BIJ bon MOMENT deadline EENMAAL PER bon
ACTIE MAAK bon BIJ bon
  PARAMETER deadline: moment VERPLICHT
  GEEFT bon
ACTIE SCHUIF bon BIJ bon
  PARAMETER deadline: moment VERPLICHT
"""
NOON = datetime(2027, 3, 12, 11, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
GOES_ROUND = "loopt niet, want hij zou op hetzelfde moment"
MOST = 200
"""More steps than any of these cases needs."""


def rule_set(*rules: str) -> RuleSet:
    schema = load(Source("proef.domein", DOMAIN)).schema
    assert schema is not None
    body = "\n".join(f'REGEL "r{number}" {rule}' for number, rule in enumerate(rules))
    parsed = parse(Source("a.regel", f"DOMEIN proef\n{body}"))
    checked = check([parsed.file], schema, Setting())
    assert [one.message() for one in (*parsed.problems, *checked.problems) if one.is_error] == []
    return RuleSet(checked.program, schema, Setting().zone, body)


@define
class Office:
    """An engine whose clock is in the hands of a test."""

    now: datetime = NOON
    count: int = 0
    engine: Engine = field(init=False)

    def open(self, *rules: str) -> "Office":
        bindings = Bindings()
        bindings.bind("MAAK bon", lambda call: call.our_records.create("bon", dict(call.parameters)))
        bindings.bind("SCHUIF bon", shift)
        self.engine = Engine(rule_set(*rules), bindings=bindings, clock=lambda: self.now)
        return self

    def event(self, **values: object) -> EventResult:
        self.count += 1
        record = {key: one.isoformat() if isinstance(one, datetime) else one for key, one in values.items()}
        data = {"id": f"e{self.count}", "gebeurtenis": "bon bijgewerkt", "record": {"nummer": "B1", **record}}
        result = self.engine.process(data)
        assert result.status is EventStatus.PROCESSED, result.reason
        return result

    def until(self, moment: datetime, most: int = MOST) -> list[Happened]:
        """What time brings; the test fails where that is more than it should be."""
        self.now = moment
        found = list(islice(self.engine.pass_time(), most))
        assert len(found) < most, "time goes round"
        return found

    def value(self, name: str, number: str = "B1") -> object:
        with self.engine.store.look() as unit:
            fields = unit.load(Ref("standaard", "bon", number))
        assert fields is not None
        return fields[name]

    def bons(self) -> int:
        with self.engine.store.look() as unit:
            return len(unit.records("bon"))


def shift(call: ActionCall) -> None:
    call.our_records.write(call.record, "deadline", call.parameter("deadline"))


@pytest.fixture
def office() -> Iterator[Office]:
    found = Office()
    yield found
    found.engine.close()


def moments(happened: list[Happened]) -> list[datetime | None]:
    return [one.moment for one in happened if isinstance(one, EventResult)]


def notes(happened: list[Happened]) -> list[str]:
    return [note.nl for one in happened if isinstance(one, EventResult) for note in one.notes]


def told(office: Office) -> list[str]:
    """The remarks in the history of the record."""
    found = [one.body.get("opmerkingen", []) for one in office.engine.store.entries(Ref("standaard", "bon", "B1"))]
    return [str(note) for one in found if isinstance(one, list) for note in one]


# ---------------------------------------------------------------- back in time


@pytest.mark.parametrize(
    ("rule", "note"),
    [
        (
            "WANNEER wacht 1 uur NA deadline DAN ZET deadline = deadline - 1 dag",
            "de klok `1 uur NA deadline` van bon `B1` loopt niet, want 14-3-2027 12:00 is al voorbij",
        ),
        (
            "WANNEER wacht 2 dagen VOOR deadline DAN ZET deadline = deadline - 1 minuut",
            f"lus: de klok `2 dagen VOOR deadline` van bon `B1` {GOES_ROUND} (13-3-2027 12:00) weer afgaan",
        ),
        (
            "WANNEER wacht OP deadline DAN ZET deadline = NU - 1 minuut",
            "de klok `OP deadline` van bon `B1` loopt niet, want 15-3-2027 11:59 is al voorbij",
        ),
    ],
)
def test_a_clock_that_moves_its_own_moment_back_stops_and_the_history_says_so(
    office: Office, rule: str, note: str
) -> None:
    office.open(rule)
    office.event(deadline=NOON + 3 * DAY)
    found = office.until(NOON + 9 * DAY)
    assert notes(found) == [note]
    assert told(office) == [note]
    assert office.until(NOON + 99 * DAY) == []


@pytest.mark.parametrize("moment", ["OP", "1 dag VOOR", "1 uur NA"])
def test_a_clock_that_makes_records_with_the_same_moment_makes_one(office: Office, moment: str) -> None:
    """Each new record would have a clock of its own, due at once, and so on without end."""
    office.open(f"WANNEER wacht {moment} deadline DAN MAAK bon MET deadline = deadline")
    office.event(deadline=NOON + 3 * DAY)
    found = office.until(NOON + 9 * DAY)
    assert len(found) == 1
    assert notes(found)[0].startswith(f"lus: de klok `{moment} deadline` van bon `1` loopt niet")
    assert office.bons() == 2


@pytest.mark.parametrize(
    "rule",
    [
        "WANNEER wacht OP deadline DAN MAAK bon NA 0 minuten MET deadline = deadline",
        "WANNEER wacht 1 dag VOOR deadline DAN MAAK bon NA 0 minuten MET deadline = deadline",
        "WANNEER wacht 1 dag VOOR deadline DAN MAAK bon NA andere MET deadline = deadline",
        "WANNEER wacht 1 dag VOOR deadline DAN SCHUIF bon NA 0 minuten MET deadline = deadline - 1 minuut",
    ],
)
def test_an_action_without_delay_takes_the_clock_no_further(office: Office, rule: str) -> None:
    """It is a transaction of its own, in which it must still be known that a clock began it."""
    office.open(rule)
    office.event(deadline=NOON + 3 * DAY, andere=NOON - DAY)
    happened = [one for moment in (2, 3, 9) for one in office.until(NOON + moment * DAY)]
    (event, outcome) = happened
    assert isinstance(event, EventResult)
    assert isinstance(outcome, Outcome)
    assert outcome.reason is not None
    assert "loopt niet" in outcome.reason.nl
    assert office.until(NOON + 99 * DAY) == []


def test_an_event_from_outside_sets_clocks_as_before(office: Office) -> None:
    """What is due at once, for a deadline that is still ahead, goes off at once."""
    office.open("WANNEER wacht 2 dagen VOOR deadline DAN ZET aantal = 1")
    assert office.event(deadline=NOON + HOUR).notes == ()
    assert len(office.until(NOON)) == 1


# ---------------------------------------------------------------- forward in time

EACH_DAY = "WANNEER wacht OP deadline DAN ZET deadline = deadline + 1 dag"
EACH_MINUTE = "WANNEER wacht OP deadline DAN ZET deadline = deadline + 1 minuut"
FROM_NOW = "WANNEER wacht OP deadline DAN ZET deadline = NU + 1 minuut"


def test_a_clock_that_moves_on_comes_at_each_of_its_moments_also_after_a_standstill(office: Office) -> None:
    office.open(EACH_DAY)
    office.event(deadline=NOON + HOUR)
    found = office.until(NOON + 10 * DAY)
    assert moments(found) == [NOON + HOUR + count * DAY for count in range(10)]
    assert notes(found) == []
    assert moments(office.until(NOON + 11 * DAY)) == [NOON + HOUR + 10 * DAY]


def test_what_lies_between_two_times_of_such_a_clock_comes_between_them(office: Office) -> None:
    office.open(EACH_DAY)
    office.event(deadline=NOON + HOUR)
    office.event(nummer="B2", deadline=NOON + 2 * DAY)
    found = moments(office.until(NOON + 4 * DAY))
    assert found == [
        *(NOON + HOUR, NOON + HOUR + DAY, NOON + 2 * DAY, NOON + HOUR + 2 * DAY),
        *(NOON + 3 * DAY, NOON + HOUR + 3 * DAY, NOON + 4 * DAY),
    ]


def test_a_year_of_minutes_is_made_up_for_once(office: Office) -> None:
    office.open(EACH_MINUTE)
    office.event(deadline=NOON + MINUTE)
    found = office.until(NOON + 365 * DAY)
    assert moments(found) == [NOON + MINUTE, NOON + 365 * DAY]
    assert notes(found) == [
        "de klok `OP deadline` van bon `B1` zou 525599 keer ingehaald worden; dat gebeurt één keer, nu",
        "de klok `OP deadline` van bon `B1` loopt niet, want 12-3-2027 12:03 is al voorbij",
    ]
    assert office.until(NOON + 366 * DAY) == []


def test_a_clock_that_goes_by_now_goes_on_from_the_present(office: Office) -> None:
    office.open(FROM_NOW)
    office.event(deadline=NOON + MINUTE)
    later = NOON + 365 * DAY
    assert moments(office.until(later)) == [NOON + MINUTE, later]
    assert moments(office.until(later + 2 * MINUTE)) == [later + MINUTE, later + 2 * MINUTE]


def test_many_records_that_follow_one_another_are_bounded_likewise(office: Office) -> None:
    office.open("WANNEER wacht OP deadline DAN MAAK bon MET deadline = deadline + 1 minuut")
    office.event(deadline=NOON + MINUTE)
    assert len(office.until(NOON + 365 * DAY)) == 2
    assert office.bons() == 3


def test_simulated_time_goes_step_by_step(office: Office) -> None:
    """With `--tot` nothing is late: each comes at its own moment."""
    office.open(EACH_MINUTE)
    office.event(deadline=NOON + MINUTE)
    found = list(islice(office.engine.let_pass(NOON + 30 * MINUTE), MOST))
    assert moments(found) == [NOON + count * MINUTE for count in range(1, 31)]


def test_a_schedule_that_makes_what_it_selects_comes_round_once(office: Office) -> None:
    office.open("WANNEER ELKE dag OM 13:00 VOOR ELKE bon WAARVOOR aantal IS LEEG DAN MAAK bon MET deadline = NU")
    office.event()
    assert len(office.until(NOON + HOUR)) == 1
    assert office.bons() == 2
    assert office.until(NOON + 2 * HOUR) == []
    assert len(office.until(NOON + DAY + HOUR)) == 2


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["OP", "1 uur NA", "3 uur VOOR", "2 dagen VOOR"]),
    st.sampled_from(["deadline", "NU"]),
    st.sampled_from(["- 1 dag", "- 1 minuut", "+ 0 minuten", "+ 1 minuut", "+ 3 uur", "+ 1 dag"]),
    st.sampled_from(["ZET deadline = {}", "MAAK bon MET deadline = {}", "SCHUIF bon NA 0 minuten MET deadline = {}"]),
    st.sampled_from([timedelta(), MINUTE, 90 * MINUTE, 3 * DAY]),
)
def test_whatever_a_clock_does_to_its_moment_time_comes_to_an_end(
    clause: str, start: str, step: str, action: str, later: timedelta
) -> None:
    office = Office().open(f"WANNEER wacht {clause} deadline DAN {action.format(f'{start} {step}')}")
    office.event(deadline=NOON + 2 * HOUR)
    office.until(NOON + 2 * HOUR + later)
    office.until(NOON + 2 * HOUR + later)
    office.engine.close()
