"""Several programs that let time pass in one store: each clock, each round and each action comes once."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from attrs import frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine
from tests.runtime.clock_office import NOON, office

from regeltaal.runtime.clocks import ClockStatus
from regeltaal.runtime.storage import EffectStatus
from regeltaal.runtime.store_tables import metadata

ROOT = Path(__file__).parents[2]
HOUR = timedelta(hours=1)
PROGRAMS = 2
BONS = st.lists(
    st.tuples(st.one_of(st.none(), st.integers(1, 60)), st.one_of(st.none(), st.integers(1, 60))),
    min_size=1,
    max_size=12,
)
"""Of each record: in how many hours its deadline is, and the moment that moves on by a day each time."""


@frozen
class Programs:
    """Programs that wait for what they are told."""

    running: list[subprocess.Popen[str]]

    def pass_time(self, url: str, sent: Path, moment: datetime) -> None:
        """All of them let time pass, as nearly as can be at the same time."""
        for one in self.running:
            assert one.stdin is not None
            one.stdin.write(f"{url} {sent} {moment.isoformat()}\n")
            one.stdin.flush()
        answers = [one.stdout.readline() for one in self.running if one.stdout is not None]
        assert all(one.strip().isdigit() for one in answers), answers


@pytest.fixture(scope="module")
def programs() -> Iterator[Programs]:
    command = [sys.executable, "-m", "tests.runtime.clock_office"]
    running = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(PROGRAMS)
    ]
    for one in running:
        assert one.stdout is not None
        assert one.stdout.readline() == "klaar\n"
    yield Programs(running)
    for one in running:
        one.communicate(timeout=30)


Bons = list[tuple[int | None, int | None]]


def fill(url: str, sent: Path, bons: Bons) -> None:
    with office(url, sent, NOON) as engine:
        for number, (deadline, following) in enumerate(bons):
            record = {
                "nummer": f"B{number}",
                "aantal": 0,
                "deadline": None if deadline is None else (NOON + deadline * HOUR).isoformat(),
                "volgende": None if following is None else (NOON + following * HOUR).isoformat(),
            }
            engine.process({"id": f"e{number}", "gebeurtenis": "bon bijgewerkt", "record": record})


def expected(bons: Bons, hours: list[int]) -> tuple[list[str], list[str], list[int]]:
    """What was sent, what was told, and how often each moment came, after so many hours each time."""
    last = hours[-1]
    sent, told, counts = [], [], []
    rounds = sum(any(at <= to for at in range(before + 1, to + 1) if at % 24 == 1) for before, to in spans(hours))
    for number, (deadline, following) in enumerate(bons):
        sent += [f"dagelijks B{number}"] * rounds + ([f"later B{number}"] if last >= 1 else [])
        if deadline is not None and deadline <= last:
            sent.append(f"te laat B{number}")
            told.append(f"te laat B{number}")
        counts.append(0 if following is None else len(range(following, last + 1, 24)))
    return sorted(sent), sorted(told), counts


def spans(hours: list[int]) -> list[tuple[int, int]]:
    return list(zip([0, *hours], hours, strict=False))


def check_once(url: str, programs: Programs, bons: Bons, hours: list[int]) -> None:
    with TemporaryDirectory() as folder:
        sent = Path(folder) / "verzonden"
        fill(url, sent, bons)
        for hour in hours:
            programs.pass_time(url, sent, NOON + hour * HOUR)
        lines = sorted(sent.read_text(encoding="utf-8").splitlines()) if sent.exists() else []
        with office(url, sent, NOON + hours[-1] * HOUR) as engine, engine.store.look() as unit:
            told = [str(one.fields["tekst"]) for one in unit.records("melding")]
            counts = [
                one.fields["aantal"] for one in sorted(unit.records("bon"), key=lambda one: int(one.record.key[1:]))
            ]
            running = unit.clocks.due(NOON + hours[-1] * HOUR)
            fired = [one for each in unit.clocks.of_object("bon").values() for one in each]
            busy = unit.with_status(EffectStatus.BUSY, EffectStatus.FAILED, EffectStatus.UNCERTAIN)
    assert (
        lines,
        sorted(one for one in told if one.startswith("te laat")),
        [int(str(one)) for one in counts],
    ) == expected(bons, hours)
    assert len(told) == len(set(told))
    assert (running, busy) == ((), ())
    events = [one.event for one in fired if one.status is ClockStatus.FIRED]
    assert len(events) == len(set(events))


HOURS = st.lists(st.integers(0, 60), min_size=1, max_size=3).map(sorted)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(BONS, HOURS)
def test_two_programs_on_one_file_do_everything_once(programs: Programs, bons: Bons, hours: list[int]) -> None:
    with TemporaryDirectory() as folder:
        check_once(f"sqlite:///{folder}/opslag.db", programs, bons, hours)


@pytest.fixture
def emptied(server: str) -> Callable[[], str]:
    """Gives the URL of the server's database, emptied."""

    def empty() -> str:
        engine = create_engine(server)
        metadata.drop_all(engine)
        engine.dispose()
        return server

    return empty


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(BONS, HOURS)
def test_two_programs_on_one_server_do_everything_once(
    programs: Programs, emptied: Callable[[], str], bons: Bons, hours: list[int]
) -> None:
    check_once(emptied(), programs, bons, hours)
