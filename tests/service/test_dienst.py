"""`regeltaal dienst` as a process: started, sent events, stopped, started again; nothing lost or doubled."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from attrs import define, field
from sqlalchemy import create_engine, make_url, text

import regeltaal
from regeltaal.loading import load
from regeltaal.runtime.deciding import short_id
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.storage import EffectStatus, open_store

DEADLINE = 60.0
SERVER = os.environ.get("REGELTAAL_TEST_POSTGRESQL")
NUMBER = re.compile(r"http://\S+")


@define(eq=False)
class Dienst:
    """A service that runs, and what it has said so far."""

    process: "subprocess.Popen[str]"
    said: list[str] = field(factory=list)

    def url(self) -> str:
        """Where it listens, once it says so."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line)
            if line.startswith("Stoppen:"):
                break
        found = [match.group() for one in self.said if (match := NUMBER.search(one))]
        assert found, f"it did not start: {self.said} {self.process.stderr.read() if self.process.stderr else ''}"
        return found[0]

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str, str]:
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=DEADLINE)
        return self.process.returncode, "".join(self.said) + out, err


StartDienst = Callable[..., Dienst]


@pytest.fixture
def dienst() -> Iterator[StartDienst]:
    """Starts services, each its own process, that are gone after the test."""
    started: list[Dienst] = []

    def start(folder: Path, *options: str, **environment: str) -> Dienst:
        command = [sys.executable, "-m", "regeltaal", "dienst", str(folder), "--poort", "0", *options]
        own = {name: value for name, value in os.environ.items() if not name.startswith("REGELTAAL_")}
        pipe = subprocess.PIPE
        found = Dienst(subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env={**own, **environment}))
        started.append(found)
        return found

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
        one.process.communicate()


def until(found: Callable[[], bool]) -> None:
    """Waits for something that another process does."""
    end = time.monotonic() + DEADLINE
    while not found():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def mails(folder: Path) -> list[str]:
    return sorted(one.name for one in (folder / "postvak-uit").glob("*.eml"))


def events_of(folder: Path) -> list[str]:
    return (folder / "gebeurtenissen.jsonl").read_text(encoding="utf-8").splitlines()


def client(url: str) -> httpx.Client:
    return httpx.Client(base_url=url, trust_env=False, timeout=DEADLINE)


JSON = {"Content-Type": "application/json"}


def test_events_come_in_mails_go_out_and_a_restart_goes_on(
    dienst: StartDienst, copy_of_example: Callable[[str], Path]
) -> None:
    folder = copy_of_example("werkbonnen")
    first, *others = events_of(folder)
    running = dienst(folder)
    with client(running.url()) as to:
        answer = to.post("/gebeurtenissen", content=first, headers=JSON).json()
        until(lambda: len(mails(folder)) == 1)
        until(lambda: '"uitgevoerd"' in json.dumps([_now(one) for one in _actions(to, answer["id"])]))
    code, out, err = running.end()

    assert (code, answer["status"]) == (0, "verwerkt")
    assert "Gestopt." in out
    assert "Traceback" not in err
    again = dienst(folder)
    with client(again.url()) as to:
        assert to.post("/gebeurtenissen", content=first, headers=JSON).json()["status"] == "dubbel"
        found = to.post("/gebeurtenissen", content="\n".join(others), headers={"Content-Type": "application/x-ndjson"})
        statuses = [json.loads(line)["status"] for line in found.text.splitlines()]
    assert again.end(signal.SIGINT)[0] == 0
    assert set(statuses) <= {"verwerkt", "dubbel", "geweigerd"}
    assert len(statuses) == len(others)


def _actions(to: httpx.Client, event: str) -> list[dict[str, object]]:
    found = to.get(f"/gebeurtenissen/{event}").json()
    return [action for rule in found["regels"] for action in rule["acties"]]


def _now(action: dict[str, object]) -> object:
    now = action.get("nu")
    return now["status"] if isinstance(now, dict) else None


def test_the_start_tells_what_runs_where_and_how_to_stop(
    dienst: StartDienst, copy_of_example: Callable[[str], Path]
) -> None:
    folder = copy_of_example("boekhouding")
    settings = folder / "regeltaal.toml"
    (folder / "post").mkdir()
    settings.write_text(settings.read_text(encoding="utf-8") + '\n[dienst]\ndraden = 20\n[dienst.map]\npad = "post"\n')
    running = dienst(folder, "--naam", "kantoor-2", "--logboek", "json")
    url = running.url()
    with client(url) as to:
        assert to.get("/gereed").json()["gereed"] is True
    code, out, err = running.end()

    assert code == 0
    for told in ("boekhouding", "nooit gepubliceerd", "regeltaal.db", "kantoor-2, 8 acties", "map post", url, "Ctrl+C"):
        assert told in out
    assert any(json.loads(line).get("gevraagd") == 20 for line in err.splitlines())


def test_what_was_answered_before_a_stop_in_mid_load_is_kept_and_the_rest_is_refused(
    dienst: StartDienst, kantoor: Path
) -> None:
    running = dienst(kantoor)
    url = running.url()
    kept: list[str] = []

    def send(start: int) -> None:
        with client(url) as to:
            for number in range(start, start + 10_000):
                record = {"nummer": f"K-{number}", "plaats": "Zeist", "bedrag": "600"}
                event = {"id": f"e-{number}", "gebeurtenis": "klus gemeld", "administratie": "Bakker", "record": record}
                try:
                    answer = to.post("/gebeurtenissen", json=event)
                except httpx.TransportError:
                    return
                if answer.status_code != 200:
                    assert answer.status_code == 503
                    return
                kept.append(f"e-{number}")

    with ThreadPoolExecutor(4) as pool:
        sending = [pool.submit(send, start) for start in range(0, 400_000, 100_000)]
        until(lambda: len(kept) > 50)
        code = running.end()[0]
        for one in sending:
            one.result(DEADLINE)

    with open_store(f"sqlite:///{kantoor}/regeltaal.db") as store:
        stored = [one.event.id for one in store.events() if "/" not in one.event.id]
    assert code == 0
    assert len(set(stored)) == len(stored)
    assert set(kept) <= set(stored)
    assert len(set(stored) - set(kept)) <= 4  # kept, and the answer did not get through


def test_a_second_service_on_one_file_is_refused_and_the_first_goes_on(dienst: StartDienst, kantoor: Path) -> None:
    first = dienst(kantoor)
    url = first.url()
    second = dienst(kantoor, "--naam", "dienst-2")
    _, err = second.process.communicate(timeout=DEADLINE)

    assert second.process.returncode == 2
    assert "Traceback" not in err
    assert "(RT" in err
    with client(url) as to:
        assert to.get("/gereed").status_code == 200
    assert first.end()[0] == 0


def test_a_second_signal_ends_it_at_once(dienst: StartDienst, kantoor: Path) -> None:
    running = dienst(kantoor)
    running.url()
    running.process.send_signal(signal.SIGSTOP)
    for one in (signal.SIGTERM, signal.SIGINT, signal.SIGCONT):
        running.process.send_signal(one)
    running.process.communicate(timeout=DEADLINE)

    assert running.process.returncode in {128 + signal.SIGTERM, 128 + signal.SIGINT}


def refused(dienst: StartDienst, folder: Path, *options: str, **environment: str) -> str:
    found = dienst(folder, *options, **environment)
    _, err = found.process.communicate(timeout=DEADLINE)
    assert found.process.returncode == 2
    assert "Traceback" not in err
    return err


def test_what_was_cut_off_does_not_keep_the_program_alive_and_what_it_said_is_seen() -> None:
    """An action that hangs has a thread that nobody can end; Python itself would wait for it for ever."""
    program = (
        "import sys, threading; from regeltaal.cli.serve import end_at_once; "
        "threading.Thread(target=threading.Event().wait).start(); sys.stdout.write('gezegd'); end_at_once(3)"
    )
    command = [sys.executable, "-c", program]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=DEADLINE)
    assert (ended.returncode, ended.stdout, ended.stderr) == (3, "gezegd", "")


def test_on_the_network_it_does_not_start_without_tokens(dienst: StartDienst, kantoor: Path) -> None:
    assert "geen tokens" in refused(dienst, kantoor, "--adres", "0.0.0.0")  # noqa: S104 - that is what is refused


def test_a_token_that_is_easy_to_guess_is_refused(dienst: StartDienst, kantoor: Path) -> None:
    told = refused(dienst, kantoor, REGELTAAL_TOKEN_BAKKER="kort")  # noqa: S106 - that is what is refused

    assert "REGELTAAL_TOKEN_BAKKER" in told


def test_a_port_that_is_taken_is_told(
    dienst: StartDienst, kantoor: Path, copy_of_example: Callable[[str], Path]
) -> None:
    running = dienst(kantoor)
    port = running.url().rpartition(":")[2]

    told = refused(dienst, copy_of_example("werkbonnen"), "--poort", port)

    assert port in told
    assert "--poort" in told


def test_rules_with_errors_are_shown_and_nothing_starts(dienst: StartDienst, kantoor: Path) -> None:
    (kantoor / "regels" / "fout.regel").write_text("DOMEIN kantoor\nREGEL\n", encoding="utf-8")

    found = dienst(kantoor)
    _, err = found.process.communicate(timeout=DEADLINE)

    assert found.process.returncode == 1
    assert "fout.regel" in err


@pytest.fixture
def database() -> Iterator[str]:
    """The URL of a new and empty PostgreSQL database."""
    if SERVER is None:
        pytest.skip("REGELTAAL_TEST_POSTGRESQL names no PostgreSQL to test on")
    name = f"dienst_{uuid.uuid4().hex[:12]}"
    engine = create_engine(SERVER, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


def test_three_workers_start_at_once_share_the_work_and_go_on_when_one_is_killed(
    dienst: StartDienst, copy_of_example: Callable[[str], Path], database: str
) -> None:
    folder = copy_of_example("werkbonnen")
    names = ("dienst-1", "dienst-2", "dienst-3")
    workers = [dienst(folder, "--naam", name, REGELTAAL_OPSLAG_URL=database) for name in names]
    urls = [one.url() for one in workers]
    first = json.loads(events_of(folder)[0])

    def send(number: int) -> str:
        event = {**first, "id": f"e-{number % 30}", "record": {**first["record"], "nummer": f"WB-{number % 30}"}}
        with client(urls[number % 3]) as to:
            return str(to.post("/gebeurtenissen", json=event).json()["status"])

    with ThreadPoolExecutor(6) as pool:
        statuses = list(pool.map(send, range(90)))
    workers[0].process.kill()
    with client(urls[1]) as to:
        last = {**first, "id": "e-na", "record": {**first["record"], "nummer": "WB-na"}}
        assert to.post("/gebeurtenissen", json=last).json()["status"] == "verwerkt"
    with open_store(database) as store:
        until(lambda: not store.effects(EffectStatus.PLANNED, EffectStatus.BUSY))
        effects = store.effects(*EffectStatus)
    ends = [one.end()[0] for one in workers[1:]]

    assert (statuses.count("verwerkt"), statuses.count("dubbel")) == (30, 60)
    assert ends == [0, 0]
    done = [one for one in effects if one.status is EffectStatus.DONE]
    uncertain = [one for one in effects if one.status is EffectStatus.UNCERTAIN]
    assert len(effects) == len(done) + len(uncertain) == 31
    assert len(uncertain) <= 4
    assert len(done) <= len(mails(folder)) <= len(effects)


def test_without_http_it_carries_out_what_was_planned_before(
    dienst: StartDienst, copy_of_example: Callable[[str], Path]
) -> None:
    folder = copy_of_example("werkbonnen")
    first = events_of(folder)[0]
    running = dienst(folder)
    with client(running.url()) as to:
        to.post("/gebeurtenissen", content=first, headers=JSON)
        running.process.kill()
        running.process.communicate()
    quiet = dienst(folder, "--zonder-http")
    with open_store(f"sqlite:///{folder}/regeltaal.db") as store:
        until(lambda: not store.effects(EffectStatus.PLANNED, EffectStatus.BUSY))
        (effect,) = store.effects(*EffectStatus)
    assert quiet.end()[0] == 0
    assert effect.status is EffectStatus.UNCERTAIN or len(mails(folder)) == 1


# ------------------------------------------------------------ what an operator sees

GUIDE = Path(__file__).parents[2] / "docs" / "dienst.md"


def left_halfway(folder: Path) -> str:
    """A mail that another worker was at when it died; gives its key."""
    with open_store(f"sqlite:///{folder}/regeltaal.db") as store:
        with Engine(load(folder), store, outside=False) as engine:
            for line in events_of(folder)[:3]:
                engine.process(json.loads(line))
        effect, *_ = store.effects(EffectStatus.PLANNED)
        store.claim(effect.key, datetime.now(UTC))
        return effect.key


def test_the_metrics_are_those_of_the_guide_and_what_was_left_halfway_is_uncertain(
    dienst: StartDienst, copy_of_example: Callable[[str], Path]
) -> None:
    folder = copy_of_example("werkbonnen")
    key = left_halfway(folder)
    running = dienst(folder, "--logboek", "json")
    with client(running.url()) as to:
        to.post("/gebeurtenissen", content=events_of(folder)[3], headers=JSON)
        until(lambda: "regeltaal_acties_onzeker 1.0" in to.get("/metrics").text)
        found = to.get("/metrics").text
        ready = to.get("/gereed")
    code, _, err = running.end()

    assert (code, ready.status_code) == (0, 200)
    assert 'regeltaal_acties_total{actie="VERSTUUR e-mail",status="onzeker"} 1.0' in found
    assert 'regeltaal_gebeurtenissen_total{bron="http",status="verwerkt"} 1.0' in found
    assert "regeltaal_opslag_bereikbaar 1.0" in found
    guide = re.findall(r"^\| `(regeltaal_\w+)", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(guide) == sorted(re.findall(r"^# TYPE (\w+)", found, re.MULTILINE))
    told = [json.loads(line) for line in err.splitlines()]
    what = "een actie brak af en is onzeker; beslis met `regeltaal opnieuw`"
    assert [one["id"] for one in told if one["wat"] == what] == [short_id(key)]
    assert "de dienst is gestart" in [one["wat"] for one in told]
    assert told[-1]["wat"] == "de dienst is gestopt; alles was klaar"


def test_the_lines_of_the_guide_are_those_of_the_program() -> None:
    source = "".join(one.read_text(encoding="utf-8") for one in Path(regeltaal.__file__).parent.rglob("*.py"))
    lines = [json.loads(line) for line in GUIDE.read_text(encoding="utf-8").splitlines() if line.startswith('{"tijd"')]

    assert len(lines) > 10
    assert [one["wat"] for one in lines if f'"{one["wat"]}"' not in source] == []
