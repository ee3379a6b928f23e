"""What the durable service costs: effects a second, how late a delayed action is, how long intake takes.

    python benchmarks/durable.py effecten|uitgesteld|inname [COUNT]

`effecten`: events with one outside effect (a line in a file) from the first event to the last effect done, one process
on SQLite, one and two on PostgreSQL where REGELTAAL_TEST_POSTGRESQL names an empty database. `uitgesteld`: actions that
come due over half a minute, and how late each is. `inname`: from sending an event until it is stored, at half of what
goes through at most: of the engine, and of `regeltaal dienst` over HTTP.
"""

import json
import os
import queue
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import IO

from office import CHANGES, DOMAIN, SENDS, WAITS, bindings, line, rule_set, rules_text
from sqlalchemy import create_engine, inspect, text

from regeltaal.runtime.batch import Input
from regeltaal.runtime.bindings import ActionCall
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.storage import EffectStatus, open_store
from regeltaal.runtime.store import Store
from regeltaal.service.alarms import Alarms
from regeltaal.service.current import Current
from regeltaal.service.durable import DurableWaker
from regeltaal.service.logbook import set_up

BATCH = 32
THREADS = 4
SPREAD = timedelta(seconds=30)
CLIENTS = 16
SECONDS = 5.0
SERVER = os.environ.get("REGELTAAL_TEST_POSTGRESQL")


def main(what: str, count: str = "1000", *others: str) -> None:
    match what:
        case "effecten":
            effects(int(count))
        case "uitgesteld":
            delayed(int(count))
        case "inname":
            intake()
        case "werker":
            work(int(count), *others)
        case _:
            raise SystemExit(__doc__)


# ---------------------------------------------------------------- a process that works


@contextmanager
def serving(url: str, name: str, outside: Callable[[ActionCall], None]) -> Iterator[tuple[Store, Current]]:
    """The store with a waker and threads that carry out what is planned, as `regeltaal dienst` has them."""
    with open_store(url) as store:
        store.worker.serve(name)
        current = Current(rule_set(), store, lambda _: rule_set(), bindings=bindings(outside))
        waker = DurableWaker(store, name, THREADS)
        waker.start(Alarms(current, waker).wake)
        try:
            yield store, current
        finally:
            waker.stop(10)


def work(count: int, url: str, name: str, sent: str) -> None:
    """One process of several: takes in its share of events when told to, and carries out whatever is planned."""
    set_up("json")
    with Path(sent).open("ab", buffering=0) as file:

        def send(call: ActionCall) -> None:
            file.write(f"{call.parameter('tekst')}\n".encode())

        with serving(url, name, send) as (_, current):
            _say("gereed")
            sys.stdin.readline()
            lines = [line(SENDS, number, name) for number in range(count)]
            for start in range(0, count, BATCH):
                current.engine.process_all([Input(one) for one in lines[start : start + BATCH]])
            _say("ingenomen")
            sys.stdin.readline()


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


# ---------------------------------------------------------------- effects


def effects(count: int) -> None:
    print(f"{'opslag':<12} {'processen':>9} {'effecten/s':>11} {'per proces':>11} {'deel van één':>13}")
    with tempfile.TemporaryDirectory() as folder:
        rate = rate_of(f"sqlite:///{folder}/opslag.db", 1, count, Path(folder))
        print(f"{'SQLite':<12} {1:>9} {rate:>11.0f} {rate:>11.0f}")
    if SERVER is None:
        print("PostgreSQL: REGELTAAL_TEST_POSTGRESQL noemt geen server")
        return
    alone = 0.0
    for processes in (1, 2):
        with tempfile.TemporaryDirectory() as folder, emptied(SERVER):
            rate = rate_of(SERVER, processes, count, Path(folder))
        alone = alone or rate
        print(f"{'PostgreSQL':<12} {processes:>9} {rate:>11.0f} {rate / processes:>11.0f} {rate / alone:>13.2f}")


def rate_of(url: str, processes: int, count: int, folder: Path) -> float:
    """Effects a second: from the first event to the last effect, each process with its share of the events."""
    open_store(url).close()
    workers = [_worker(url, f"dienst-{number}", count // processes, folder) for number in range(1, processes + 1)]
    start = time.perf_counter()
    for one in workers:
        _tell(one)
    wanted = count // processes * processes
    with open_store(url) as store:
        while store.count(EffectStatus.DONE) < wanted:
            time.sleep(0.05)
    seconds = time.perf_counter() - start
    for one in workers:
        _tell(one)
        one.wait(60)
    sent = [text for file in folder.glob("*.uit") for text in file.read_text(encoding="utf-8").splitlines()]
    if len(sent) != wanted:
        raise SystemExit(f"{len(sent)} regels uitgegaan, {wanted} verwacht")
    return wanted / seconds


def _worker(url: str, name: str, count: int, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, __file__, "werker", str(count), url, name, str(folder / f"{name}.uit")]
    log = (folder / f"{name}.log").open("wb")
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True)
    if _pipe(process.stdout).readline() != "gereed\n":
        raise SystemExit(f"{name} start niet")
    return process


def _tell(process: subprocess.Popen[str]) -> None:
    _pipe(process.stdin).write("verder\n")
    _pipe(process.stdin).flush()


def _pipe(pipe: IO[str] | None) -> IO[str]:
    if pipe is None:
        raise TypeError("a pipe was asked for")
    return pipe


@contextmanager
def emptied(url: str) -> Iterator[None]:
    """A database without tables, before and after."""
    _drop_all(url)
    yield
    _drop_all(url)


def _drop_all(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        for schema in {"public", "dbos"} & set(inspect(connection).get_schema_names()):
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()


# ---------------------------------------------------------------- delayed


def delayed(count: int) -> None:
    late: queue.SimpleQueue[float] = queue.SimpleQueue()
    due: dict[str, datetime] = {}

    def send(call: ActionCall) -> None:
        late.put((datetime.now(UTC) - due[call.event_id]).total_seconds())

    with (
        tempfile.TemporaryDirectory() as folder,
        serving(f"sqlite:///{folder}/opslag.db", "dienst-1", send) as (store, _),
    ):
        first = datetime.now(UTC) + timedelta(seconds=30)
        moment = first
        planner = Engine(rule_set(), store, bindings=bindings(send), clock=lambda: moment - timedelta(minutes=1))
        for number in range(count):
            moment = first + SPREAD * (number / count)
            due[f"e-{number}"] = moment
            planner.process(line(WAITS, number))
        found = sorted(late.get(timeout=120) for _ in range(count))
    print(f"{count} uitgestelde acties in {SPREAD.seconds} s: te laat, in seconden")
    print(f"mediaan {statistics.median(found):.2f}  p99 {at(found, 0.99):.2f}  meest {found[-1]:.2f}")


# ---------------------------------------------------------------- intake


def intake() -> None:
    print(f"{'inname':<22} {'meest/s':>8} {'gevraagd/s':>11} {'p50 ms':>7} {'p99 ms':>7} {'meest ms':>9}")
    with (
        tempfile.TemporaryDirectory() as folder,
        Engine(rule_set(), f"sqlite:///{folder}/opslag.db", bindings=bindings(lambda _: None)) as engine,
    ):
        _measure("Engine.process", 1, lambda: engine.process)
    with tempfile.TemporaryDirectory() as folder, _service(Path(folder)) as port:
        _measure("dienst over HTTP", CLIENTS, lambda: _client(port))


def _measure(title: str, clients: int, connect: Callable[[], Callable[[str], object]]) -> None:
    """At most: every client sends again as soon as it has an answer. Then at half of that, at even moments."""
    start = time.perf_counter()
    done = _in_parallel(clients, connect, lambda _: 0.0 if time.perf_counter() - start < SECONDS else None, "vol")
    most = len(done) / SECONDS
    again = time.perf_counter() + 0.5
    rate = most / 2
    last = int(rate * 2 * SECONDS)
    found = sorted(
        _in_parallel(clients, connect, lambda number: again + number / rate if number < last else None, "half")
    )
    shown = (statistics.median(found), at(found, 0.99), found[-1])
    print(
        f"{title:<22} {most:>8.0f} {rate:>11.0f} {shown[0] * 1e3:>7.1f} {shown[1] * 1e3:>7.1f} {shown[2] * 1e3:>9.1f}"
    )


def _in_parallel(
    clients: int, connect: Callable[[], Callable[[str], object]], moment_of: Callable[[int], float | None], start: str
) -> list[float]:
    """Seconds that each event took from its moment on, or from sending it where it has none (0)."""
    numbers = iter(range(1 << 30))
    found: list[float] = []

    def client() -> None:
        send = connect()
        while (moment := moment_of(number := next(numbers))) is not None:
            time.sleep(max(0.0, moment - time.perf_counter()))
            began = moment or time.perf_counter()
            send(line(CHANGES, number, start))
            found.append(time.perf_counter() - began)

    threads = [Thread(target=client) for _ in range(clients)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return found


@contextmanager
def _service(folder: Path) -> Iterator[int]:
    (folder / "kantoor.domein").write_text(DOMAIN, encoding="utf-8")
    (folder / "regels.regel").write_text(rules_text(), encoding="utf-8")
    (folder / "regeltaal.toml").write_text(
        '[project]\ndomein = "kantoor.domein"\nregels = ["regels.regel"]\n[dienst]\nverzoeken_per_minuut = 1000000\n',
        encoding="utf-8",
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "regeltaal", "dienst", str(folder), "--poort", str(port), "--logboek", "json"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=(folder / "log").open("wb"))
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(60)


def _wait_for(port: int) -> None:
    for _ in range(300):
        with suppress(OSError):
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/gereed")
            if connection.getresponse().status == HTTPStatus.OK:
                return
        time.sleep(0.1)
    raise SystemExit("de dienst start niet")


def _client(port: int) -> Callable[[str], object]:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)

    def send(event: str) -> object:
        connection.request("POST", "/gebeurtenissen", event, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        found = json.loads(answer.read())
        if answer.status != HTTPStatus.OK or found["status"] != "verwerkt":
            raise SystemExit(f"{answer.status}: {found}")
        return found

    return send


def at(ordered: Sequence[float], part: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["help"]))
