"""The service under test: a process of its own, and a client that offers it events until it says that it has them."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from threading import Lock
from time import monotonic, sleep

import httpx
from attrs import Factory, define
from tests.faults.ledger import Account, Ledger
from tests.faults.office import Office, Report

from regeltaal.base.node import evolve

_START = 60.0
_QUIET = 120.0
_ANSWER = 60.0
_HALF_AN_HOUR = timedelta(minutes=30)
SOON = timedelta(seconds=3)
"""When the delayed mail of an event is due, and its deadline comes."""


def now() -> datetime:
    return datetime.now(UTC)


def fresh(place: Office, count: int, **more: object) -> list[Report]:
    """Events of half an hour ago, less a little: their delayed mails and their deadlines are due in a moment."""
    moment = now() - _HALF_AN_HOUR + SOON
    return place.reports(count, moment, deadline=now() + SOON, **more)


@define(eq=False)
class Client:
    """Offers events, and remembers which were answered as kept."""

    place: Office
    kept: dict[str, str] = Factory(dict)
    """The status in the answer, of each event that was answered."""
    statuses: list[int] = Factory(list)
    _lock: Lock = Factory(Lock)

    def offer(self, url: str, reports: Sequence[Report]) -> list[str]:
        """Gives what was answered of each, in order; nothing when no answer came."""
        try:
            answer = httpx.post(
                f"{url}/gebeurtenissen",
                content=self.place.lines(reports).encode(),
                headers={"Content-Type": "application/x-ndjson"},
                timeout=_ANSWER,
            )
        except httpx.HTTPError:
            return []
        with self._lock:
            self.statuses.append(answer.status_code)
            if answer.status_code != httpx.codes.OK:
                return []
            found = [json.loads(line) for line in answer.text.splitlines()]
            self.kept.update({one["id"]: one["status"] for one in found})
        return [str(one["status"]) for one in found]

    def offer_rest(self, url: str) -> None:
        """Everything that no answer came of, until all of it is answered."""
        end = monotonic() + _QUIET
        while rest := [one for one in self.place.offered.values() if one.id not in self.kept]:
            self.offer(url, rest)
            if monotonic() > end:
                raise AssertionError(f"{len(rest)} events are not taken")
            sleep(0.1)


@define(eq=False)
class Running:
    """A service that runs."""

    process: "subprocess.Popen[bytes]"
    url: str

    def kill(self) -> None:
        if self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait(_START)

    def stop(self) -> int:
        """In order; gives the exit code."""
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(_START)


def start(place: Office, name: str = "dienst-1") -> "subprocess.Popen[bytes]":
    with (place.folder / f"{name}.txt").open("wb") as out, (place.folder / f"{name}.fout").open("ab") as error:
        return subprocess.Popen(
            place.command("dienst", str(place.folder), "--poort", "0", "--naam", name, "--logboek", "json"),
            env=place.environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=error,
        )


def listening(place: Office, process: "subprocess.Popen[bytes]", name: str = "dienst-1") -> Running:
    """The service, when it listens."""
    end, out = monotonic() + _START, place.folder / f"{name}.txt"
    while monotonic() < end and process.poll() is None:
        lines = out.read_text(encoding="utf-8").splitlines()
        if url := next((line.split()[-1] for line in lines if line.startswith("Luistert:")), None):
            return Running(process, url)
        sleep(0.02)
    process.kill()
    process.wait()
    raise AssertionError(f"the service did not start: {log(place, name)}")


@contextmanager
def service(place: Office, name: str = "dienst-1") -> Iterator[Running]:
    """A service that is stopped at the end, if it still runs."""
    running = listening(place, start(place, name), name)
    try:
        yield running
    finally:
        with suppress(subprocess.TimeoutExpired):
            running.stop()
        running.kill()


def log(place: Office, name: str = "dienst-1") -> str:
    """What the service said on its error output, at the end."""
    return (place.folder / f"{name}.fout").read_text(encoding="utf-8", errors="replace")[-2000:]


def at_rest(place: Office, runs: int, patience: float = _QUIET) -> Account:
    """The account when all that was to come has come; as it stands when that takes too long."""
    end = monotonic() + patience
    while True:
        begin = monotonic()
        account = Ledger(place, now(), rounds=False).account(runs)
        if not account.lost or monotonic() > end:
            return account
        sleep(0.3 + 4 * (monotonic() - begin))  # looking takes time from who works


def with_found(account: Account, *found: str) -> Account:
    """The account with what else was wrong."""
    return evolve(account, lost=(*account.lost, *(one for one in found if one)))
