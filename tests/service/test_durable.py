"""The durable service, in processes that are killed: nothing is lost, and what may happen once happens once."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep
from uuid import uuid4

import pytest
from attrs import define, field
from sqlalchemy import create_engine, make_url, text

from regeltaal.runtime.storage import EffectStatus, StoredEffect, open_store
from regeltaal.values.value import Ref

pytest.importorskip("dbos", reason="the extra `dienst` is not installed")

SERVER = os.environ.get("REGELTAAL_TEST_POSTGRESQL")
NO_SERVER = pytest.mark.skipif(SERVER is None, reason="REGELTAAL_TEST_POSTGRESQL names no PostgreSQL to test on")
PROCESS = Path(__file__).parent / "durable_process.py"
PATIENCE = 60.0
"""Seconds after which what does not happen is given up; no test waits for less than what it asserts."""

ONCE = 'REGEL "r" WANNEER bon bijgewerkt DAN STUUR buiten MET tekst = "eens {nummer}"'
AGAIN = 'REGEL "r" WANNEER bon bijgewerkt DAN MELD buiten MET tekst = "weer {nummer}"'
LATER = 'REGEL "r" WANNEER bon bijgewerkt DAN STUUR buiten NA 1 minuut MET tekst = "later {nummer}"'
BOTH = """REGEL "r" WANNEER bon bijgewerkt
DAN STUUR buiten MET tekst = "eens {nummer}" STUUR buiten NA 1 minuut MET tekst = "later {nummer}"
"""
CLOCK = 'REGEL "r" WANNEER wacht op reactie OP deadline DAN STUUR buiten MET tekst = "te laat {nummer}"'
V5 = 'REGEL "r" WANNEER bon bijgewerkt DAN STUUR buiten NA 1 minuut MITS notitie IS LEEG MET tekst = "vijf {nummer}"'
V6 = 'REGEL "r" WANNEER bon bijgewerkt DAN STUUR buiten NA 1 minuut MITS notitie = "ja" MET tekst = "zes {nummer}"'


def until(holds: Callable[[], bool]) -> None:
    """Waits for what must come."""
    give_up = monotonic() + PATIENCE
    while not holds():
        assert monotonic() < give_up, "it did not happen"
        sleep(0.05)


@define(eq=False)
class Running:
    """A process that was started, to talk to."""

    process: "subprocess.Popen[str]"
    log: Path

    def ask(self, word: str, *given: object) -> dict[str, object]:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps([word, *given]) + "\n")
        self.process.stdin.flush()
        return self.answer()

    def answer(self) -> dict[str, object]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, self.log.read_text(encoding="utf-8")
        found: dict[str, object] = json.loads(line)
        return found

    def event(self, number: str, moment: datetime | None = None, **record: object) -> None:
        told = {} if moment is None else {"moment": moment.isoformat()}
        data = {"id": f"e-{number}", "gebeurtenis": "bon bijgewerkt", **told, "record": {"nummer": number, **record}}
        assert self.ask("gebeurtenis", data) == {"statussen": ["verwerkt"]}

    def kill(self) -> None:
        """As a power cut does it."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        assert self.process.stdin is not None
        with suppress(BrokenPipeError):
            self.process.stdin.close()
        assert self.process.wait(PATIENCE) == 0


@define(eq=False)
class Office:
    """A store, what was sent, and the processes on it."""

    url: str
    sent_file: Path
    processes: list[Running] = field(factory=list)

    def start(self, name: str, rules: str) -> Running:
        running = self.launch(name, rules)
        assert running.answer() == {"gereed": name}
        return running

    def launch(self, name: str, rules: str) -> Running:
        command = [sys.executable, str(PROCESS), self.url, str(self.sent_file), name, rules]
        with self._log.open("a", encoding="utf-8") as log:
            process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, encoding="utf-8"
            )
        self.processes.append(Running(process, self._log))
        return self.processes[-1]

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8")

    @property
    def _log(self) -> Path:
        return self.sent_file.with_suffix(".log")

    def sent(self) -> list[str]:
        return self.sent_file.read_text(encoding="utf-8").splitlines() if self.sent_file.exists() else []

    def slow(self, *, on: bool) -> None:
        mark = self.sent_file.with_suffix(".traag")
        if on:
            mark.touch()
        else:
            mark.unlink()

    def effects(self) -> tuple[StoredEffect, ...]:
        with open_store(self.url) as store:
            return store.effects(*EffectStatus)

    def statuses(self) -> list[EffectStatus]:
        return [one.status for one in self.effects()]

    def publish(self, rules: str) -> None:
        code = "import sys; from durable_process import publish; publish(*sys.argv[1:])"
        subprocess.run([sys.executable, "-c", code, self.url, rules], check=True, cwd=PROCESS.parent)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=NO_SERVER)])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    if request.param == "sqlite" or SERVER is None:
        found = Office(f"sqlite:///{tmp_path}/opslag.db", tmp_path / "verstuurd.txt")
        yield found
        _end(found)
        return
    name = f"regeltaal_{uuid4().hex}"
    _at_server(f"CREATE DATABASE {name}")
    url = make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    found = Office(url, tmp_path / "verstuurd.txt")
    yield found
    _end(found)
    _at_server(f"DROP DATABASE {name} WITH (FORCE)")


def _end(office: Office) -> None:
    for one in office.processes:
        if one.process.poll() is None:
            one.kill()
        for stream in (one.process.stdin, one.process.stdout):
            if stream is not None:
                with suppress(BrokenPipeError):
                    stream.close()


def _at_server(statement: str) -> None:
    assert SERVER is not None
    engine = create_engine(SERVER, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def soon(seconds: float = 3.0) -> datetime:
    """The moment of an event whose action of a minute later is due in so many seconds."""
    return datetime.now(UTC) - timedelta(minutes=1) + timedelta(seconds=seconds)


# ---------------------------------------------------------------- waking


def test_what_is_due_is_done_once_and_what_is_later_not_before(office: Office) -> None:
    service = office.start("dienst-1", BOTH)
    service.event("B1", soon())
    until(lambda: len(office.sent()) > 1)
    service.stop()
    assert office.sent() == ["eens B1", "later B1"]
    assert office.statuses() == [EffectStatus.DONE, EffectStatus.DONE]
    later = office.effects()[1]
    assert later.changed is not None
    assert later.changed >= later.due


def test_many_events_at_once_each_have_their_effect_once(office: Office) -> None:
    service = office.start("dienst-1", ONCE)
    events = [{"id": f"e{n}", "gebeurtenis": "bon bijgewerkt", "record": {"nummer": f"B{n}"}} for n in range(300)]
    assert service.ask("gebeurtenis", *events) == {"statussen": ["verwerkt"] * 300}
    until(lambda: len(office.sent()) >= 300)
    service.stop()
    assert sorted(office.sent()) == sorted(f"eens B{n}" for n in range(300))


def test_a_clock_of_a_record_wakes(office: Office) -> None:
    service = office.start("dienst-1", CLOCK)
    service.event("B1", deadline=(datetime.now(UTC) + timedelta(seconds=3)).isoformat())
    service.event("B2", deadline=(datetime.now(UTC) + timedelta(days=30)).isoformat())
    until(lambda: office.sent() == ["te laat B1"])
    service.stop()
    assert office.sent() == ["te laat B1"]


# ---------------------------------------------------------------- crashes


def test_after_kill_9_in_mid_effect_one_that_may_happen_once_is_uncertain(office: Office) -> None:
    office.slow(on=True)
    service = office.start("dienst-1", ONCE)
    service.event("B1")
    until(lambda: office.sent() == ["eens B1"])
    service.kill()
    office.slow(on=False)
    office.start("dienst-1", ONCE).stop()
    assert office.statuses() == [EffectStatus.UNCERTAIN]
    service = office.start("dienst-1", ONCE)
    service.event("B2")
    until(lambda: "eens B2" in office.sent())
    service.stop()
    assert office.sent() == ["eens B1", "eens B2"]
    with open_store(office.url) as store:
        told = [one.body["status"] for one in store.entries(Ref("standaard", "bon", "B1")) if one.kind == "actie"]
    assert told == ["onzeker"]


def test_after_kill_9_in_mid_effect_one_that_must_happen_is_done_again(office: Office) -> None:
    office.slow(on=True)
    service = office.start("dienst-1", AGAIN)
    service.event("B1")
    until(lambda: office.sent() == ["weer B1"])
    service.kill()
    office.slow(on=False)
    service = office.start("dienst-1", AGAIN)
    until(lambda: office.sent() == ["weer B1", "weer B1"])
    service.stop()
    assert office.statuses() == [EffectStatus.DONE]


def test_a_delayed_effect_goes_after_a_kill_and_a_restart(office: Office) -> None:
    service = office.start("dienst-1", LATER)
    service.event("B1", soon(4))
    service.kill()
    assert office.sent() == []
    service = office.start("dienst-1", LATER)
    until(lambda: office.sent() == ["later B1"])
    service.stop()
    assert office.sent() == ["later B1"]


@NO_SERVER
@pytest.mark.parametrize("office", ["postgresql"], indirect=True)
def test_another_service_takes_over_from_one_that_died(office: Office) -> None:
    office.slow(on=True)
    first = office.start("dienst-1", AGAIN)
    first.event("B1")
    until(lambda: office.sent() == ["weer B1"])
    second = office.start("dienst-2", AGAIN)
    first.kill()
    office.slow(on=False)
    until(lambda: office.sent() == ["weer B1", "weer B1"])
    second.stop()
    assert office.statuses() == [EffectStatus.DONE]
    assert "overgenomen" in office.log


# ---------------------------------------------------------------- a command beside it


def test_a_service_does_what_a_command_planned(office: Office) -> None:
    command = office.start("draai", LATER)
    command.event("B1", soon(4))
    command.stop()
    service = office.start("dienst-1", LATER)
    until(lambda: office.sent() == ["later B1"])
    service.stop()
    assert office.sent() == ["later B1"]


def test_two_commands_at_once_leave_each_others_running_effects_alone(office: Office) -> None:
    office.slow(on=True)
    first = office.start("draai", ONCE)
    assert first.process.stdin is not None
    first.process.stdin.write(
        json.dumps(["gebeurtenis", {"id": "e1", "gebeurtenis": "bon bijgewerkt", "record": {"nummer": "B1"}}]) + "\n"
    )
    first.process.stdin.flush()
    until(lambda: office.sent() == ["eens B1"])
    second = office.start("draai", ONCE)
    assert second.ask("herstel") == {"onzeker": []}
    assert office.statuses() == [EffectStatus.BUSY]
    office.slow(on=False)
    assert first.answer() == {"statussen": ["verwerkt"]}
    assert office.statuses() == [EffectStatus.DONE]
    first.stop()
    second.stop()


def test_a_command_settles_what_one_that_was_killed_left(office: Office) -> None:
    office.slow(on=True)
    first = office.start("draai", ONCE)
    assert first.process.stdin is not None
    first.process.stdin.write(
        json.dumps(["gebeurtenis", {"id": "e1", "gebeurtenis": "bon bijgewerkt", "record": {"nummer": "B1"}}]) + "\n"
    )
    first.process.stdin.flush()
    until(lambda: office.sent() == ["eens B1"])
    first.kill()
    second = office.start("draai", ONCE)
    (effect,) = office.effects()
    assert second.ask("herstel") == {"onzeker": [effect.key]}
    assert office.statuses() == [EffectStatus.UNCERTAIN]
    second.stop()
    assert list(office.sent_file.parent.glob("*draai-*.lock")) == []


def test_a_second_service_under_the_same_name_is_refused(office: Office) -> None:
    first = office.start("dienst-1", ONCE)
    second = office.launch("dienst-1", ONCE)
    assert second.answer()["fout"] == "RT968"
    second.process.wait()
    first.event("B1")
    until(lambda: office.sent() == ["eens B1"])
    first.stop()


@pytest.mark.parametrize("office", ["sqlite"], indirect=True)
def test_a_file_has_room_for_one_service(office: Office) -> None:
    first = office.start("dienst-1", ONCE)
    second = office.launch("dienst-2", ONCE)
    assert second.answer()["fout"] == "RT968"
    first.stop()
    office.start("dienst-2", ONCE).stop()


# ---------------------------------------------------------------- publications


def test_a_delayed_action_keeps_the_rules_of_its_event_whatever_is_published_meanwhile(office: Office) -> None:
    office.publish(V5)
    service = office.start("dienst-1", V5)
    until(lambda: service.ask("versie") == {"publicatie": 1})
    service.event("B1", soon(8))
    office.publish(V6)
    until(lambda: service.ask("versie") == {"publicatie": 2})
    until(lambda: office.sent() == ["vijf B1"])
    service.event("B2", soon(2), notitie="ja")
    until(lambda: len(office.sent()) > 1)
    service.stop()
    assert office.sent() == ["vijf B1", "zes B2"]


def test_a_publication_that_is_invalid_is_refused_and_told_once(office: Office) -> None:
    service = office.start("dienst-1", ONCE)
    office.publish('REGEL "r" WANNEER iets onbekends DAN STUUR buiten')
    until(lambda: "een publicatie is hier niet te gebruiken" in office.log)
    service.event("B1")
    until(lambda: office.sent() == ["eens B1"])
    assert service.ask("versie") == {"publicatie": None}
    office.publish(AGAIN)
    until(lambda: service.ask("versie") == {"publicatie": 2})
    service.event("B2")
    until(lambda: office.sent() == ["eens B1", "weer B2"])
    service.stop()
    assert office.log.count("een publicatie is hier niet te gebruiken") == 1


def test_a_new_version_sets_its_clocks_for_records_that_are_there(office: Office) -> None:
    service = office.start("dienst-1", ONCE)
    service.event("B1", deadline=(datetime.now(UTC) + timedelta(seconds=10)).isoformat())
    office.publish(CLOCK)
    until(lambda: office.sent() == ["eens B1", "te laat B1"])
    service.stop()
