"""The service says how it is: ready or not and why, and it ends by itself when a part of it is gone."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest
from tests.service.conftest import Running

from regeltaal.document_sources import DocumentSource, Taking
from regeltaal.service.health import Health, Part
from regeltaal.service.source import Teller
from regeltaal.service.upkeep import Standing

_START = "from regeltaal.cli.main import main; main()"
BROKEN = {
    "inname": "from regeltaal.service.intake import Intake\ndef broken(self): raise SystemError('klant Jansen')\n"
    "Intake._next = broken",
    "onderhoud": "from regeltaal.service.upkeep import Upkeep\ndef broken(*_): raise SystemError('klant Jansen')\n"
    "Upkeep._due = broken",
    "toezicht": "from regeltaal.service.watch import Watch\ndef broken(self): raise SystemError('klant Jansen')\n"
    "Watch._run = broken",
    "werkers": "import dbos._dbos, time\ndef queue_thread(event, dbos): time.sleep(1)\n"
    "dbos._dbos.queue_thread = queue_thread",
}


@pytest.mark.parametrize("part", BROKEN)
def test_a_service_that_loses_a_part_says_which_and_ends(part: str, copy_of_example: Callable[[str], Path]) -> None:
    folder = copy_of_example("werkbonnen")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("REGELTAAL_")}

    found = subprocess.run(
        [sys.executable, "-c", f"{BROKEN[part]}\n{_START}", "dienst", str(folder), "--poort", "0", "--logboek", "json"],
        capture_output=True,
        text=True,
        timeout=120,
        env=environment,
        check=False,
    )

    told = [json.loads(line) for line in found.stderr.splitlines()]
    assert found.returncode == 1, found.stderr
    assert [one["onderdeel"] for one in told if "onderdeel" in one] == [part]
    assert told[-1]["wat"] == "de dienst is gestopt; alles was klaar"
    assert "Gestopt." in found.stdout
    assert "Jansen" not in found.stderr
    assert "Traceback" not in found.stderr


def test_ready_names_what_is_missing(running: Running) -> None:
    object.__setattr__(running.service, "health", lambda: {"werkers": True, "onderhoud": False})

    answer = running.client.get("/gereed")

    assert answer.status_code == 503
    assert answer.json() == {
        "gereed": False,
        "opslag": True,
        "regels": True,
        "inname": True,
        "werkers": True,
        "onderhoud": False,
    }


def test_a_part_that_is_slow_is_not_well_and_not_dead() -> None:
    health = Health((Part("a", lambda: True, lambda: False), Part("b", lambda: False), Part("c", lambda: True)))

    assert list(health.dead()) == ["b"]
    assert health.well() == {"a": False, "b": False, "c": True}


def test_a_queue_stands_still_from_when_nothing_is_taken_up() -> None:
    first = Standing().still(4, 100.0)
    same = first.still(4, 110.0)
    other = same.still(5, 120.0)

    assert (Standing().seconds(500.0), same.seconds(130.0), other.seconds(130.0)) == (0.0, 30.0, 10.0)


class Silent:
    """A source whose server does not answer."""

    def __init__(self, _: object) -> None:
        self.teller = Teller("post")

    def run(self, stop: Event) -> None:
        del stop
        Event().wait()


def source(monkeypatch: pytest.MonkeyPatch, watcher: Callable[[object], object]) -> tuple[DocumentSource, Taking]:
    monkeypatch.setattr("regeltaal.document_sources._STOP_SECONDS", 0.1)
    taking = Taking(*[None] * 6)  # type: ignore[arg-type] # nothing is taken in
    monkeypatch.setattr(Taking, "opened", lambda _: _Opened())
    return DocumentSource("post", watcher, taking), taking  # type: ignore[arg-type] # one of ours


class _Opened:
    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        return None


def test_a_source_whose_server_is_silent_does_not_hold_up_a_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    found, _ = source(monkeypatch, Silent)
    found.start()
    found.tell_to_stop()

    assert found.wait(60)


def test_a_source_that_is_storing_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    found, taking = source(monkeypatch, Silent)
    found.start()
    with taking.busy:
        assert not found.wait(0.2)
        waiter = Thread(target=found.wait, args=(60,))
        waiter.start()
    waiter.join(60)
    assert not waiter.is_alive()
