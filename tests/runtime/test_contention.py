"""Many writers at one store: in turns within a process, again after a conflict between processes, and never twice."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Thread

import pytest
from tests.runtime.batch_office import event, office

from regeltaal.runtime import contention, store_engine
from regeltaal.runtime.batch import Input
from regeltaal.runtime.contention import Turns, until_it_holds
from regeltaal.runtime.problems import FULL, LOCKED, StoreError, full, locked
from regeltaal.runtime.storage import open_store
from regeltaal.runtime.store_unit import Unit
from regeltaal.values.value import Ref

ROOT = Path(__file__).parents[2]
BON = Ref("A", "bon", "1")


# ---------------------------------------------------------------- again after a conflict


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contention, "_FIRST_PAUSE", 0.0)
    monkeypatch.setattr(contention, "_LONGEST_PAUSE", 0.0)


def _failing(*errors: StoreError) -> Callable[[], str]:
    left = iter(errors)

    def work() -> str:
        error = next(left, None)
        if error is not None:
            raise error
        return "gelukt"

    return work


@pytest.mark.usefixtures("hasty")
def test_work_that_met_another_writer_is_done_again() -> None:
    assert until_it_holds(_failing(locked("x"), locked("x"))) == "gelukt"


@pytest.mark.usefixtures("hasty")
def test_what_fails_for_another_reason_is_not_done_again() -> None:
    work = _failing(full("x"), locked("x"))
    with pytest.raises(StoreError) as caught:
        until_it_holds(work)
    assert caught.value.code is FULL


@pytest.mark.usefixtures("hasty")
def test_there_is_an_end_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contention, "PATIENCE", 0.0)
    with pytest.raises(StoreError) as caught:
        until_it_holds(_failing(locked("x"), locked("x")))
    assert caught.value.code is LOCKED


def test_an_attempt_starts_from_what_it_reads_anew(server: str) -> None:
    """Two transactions that each add one to what they read: one of them is done again, and nothing is lost."""
    with open_store(server) as store:
        with store.transaction() as unit:
            unit.save(BON, {"aantal": 0})
        together = Barrier(2)
        tries: list[int] = []

        def add_one(unit: Unit) -> None:
            found = unit.load(BON)
            assert found is not None
            tries.append(int(str(found["aantal"])))
            if len(tries) <= 2:
                together.wait(timeout=30)  # both have read before either writes
            unit.save(BON, {"aantal": tries[-1] + 1})

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(store.attempt, [add_one] * 2))
        with store.look() as unit:
            assert unit.load(BON) == {"aantal": 2}
        assert sorted(tries) == [0, 0, 1]


def test_who_only_looks_is_in_nobodys_way(server: str) -> None:
    """A look reads everything while another writes; the writer need not do it again."""
    with open_store(server) as store:
        tries = 0

        def write(unit: Unit) -> None:
            nonlocal tries
            tries += 1
            unit.records("bon")
            with ThreadPoolExecutor(1) as pool:
                pool.submit(_look_at_all, store.url).result(timeout=30)
            unit.save(BON, {"aantal": tries})

        store.attempt(write)
        assert tries == 1


def _look_at_all(url: str) -> None:
    with open_store(url) as other, other.look() as unit:
        assert unit.records("bon") == ()


# ---------------------------------------------------------------- turns


def test_threads_go_through_in_the_order_that_they_came() -> None:
    turns, order = Turns(), []

    def wait(number: int) -> None:
        with turns.turn(30) as has_it:
            assert has_it
            order.append(number)

    threads = []
    with turns.turn(0):
        for number in range(8):
            threads.append(Thread(target=wait, args=(number,)))
            threads[-1].start()
            while turns.waiting() <= number:
                pass
    for thread in threads:
        thread.join()
    assert order == list(range(8))


def test_who_waits_too_long_goes_without_and_holds_nobody_up() -> None:
    turns = Turns()
    with turns.turn(0), turns.turn(0.001) as has_it:
        assert not has_it
    with turns.turn(0) as has_it:
        assert has_it


def test_a_writer_that_hangs_makes_the_others_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contention, "PATIENCE", 0.0)
    monkeypatch.setattr("regeltaal.runtime.store.BUSY_SECONDS", 0.001)
    monkeypatch.setattr(store_engine, "BUSY_SECONDS", 0.001)
    with open_store(f"sqlite:///{tmp_path}/opslag.db") as store, ThreadPoolExecutor(1) as pool:
        with store.transaction(), pytest.raises(StoreError) as caught:
            pool.submit(store.attempt, lambda unit: unit.save(BON, {})).result()
        assert caught.value.code is LOCKED
        pool.submit(store.attempt, lambda unit: unit.save(BON, {})).result()


# ---------------------------------------------------------------- processes


@pytest.fixture
def processes(store_url: str, tmp_path: Path) -> Callable[..., list[list[str]]]:
    """Has lines processed by several processes at once; gives the status of each line, by process."""

    def run(how: str, *lines: list[str]) -> list[list[str]]:
        office(store_url).close()  # the tables are there
        started = []
        for number, own in enumerate(lines):
            file = tmp_path / f"{number}.jsonl"
            file.write_text("\n".join(own), encoding="utf-8")
            command = [sys.executable, "-m", "tests.runtime.batch_office", store_url, how, str(file)]
            started.append(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE))
        found = []
        for process in started:
            out, err = process.communicate(timeout=120)
            assert (process.returncode, err) == (0, b"")
            found.append(json.loads(out))
        return found

    return run


def test_two_processes_that_work_at_the_same_records_process_everything_once(
    processes: Callable[..., list[list[str]]], store_url: str
) -> None:
    """Every event writes one of seven records and takes the next number of a notice."""
    numbers = range(60)
    lines = [
        [json.dumps({**event(number, bedrag="5"), "id": f"{who}-{number}"}) for number in numbers] for who in ("a", "b")
    ]

    found = processes("doubles", *lines)

    assert found == [["verwerkt"] * 60] * 2
    with open_store(store_url) as store, store.look() as unit:
        told = [one.event.id for one in store.events() if one.parent is None]
        assert sorted(told) == sorted(f"{who}-{number}" for who in ("a", "b") for number in numbers)
        notices = unit.keys("standaard", "melding")
        raised = [one for one in store.events() if one.name == "bon statuswijziging"]
        assert sorted(map(int, notices)) == list(range(1, len(raised) + 1))


def test_batches_of_two_processes_that_overlap_are_processed_once(
    processes: Callable[..., list[list[str]]], store_url: str
) -> None:
    lines = [json.dumps(event(number, "bon gemaakt" if number < 7 else "bon bijgewerkt")) for number in range(40)]

    found = processes("all", lines, lines[::-1])

    both = Counter(status for process in found for status in process)
    with open_store(store_url) as store:
        kept = [one.event.id for one in store.events() if one.parent is None]
    assert len(kept) == len(set(kept)) == both["verwerkt"]
    assert both["dubbel"] == 40 - (both["geweigerd"] // 2 if both["geweigerd"] else 0)


def test_the_same_event_a_thousand_times_from_two_processes_is_processed_once(
    processes: Callable[..., list[list[str]]], store_url: str
) -> None:
    found = processes(
        "doubles", [json.dumps(event(1, "bon gemaakt"))] * 500, [json.dumps(event(1, "bon gemaakt"))] * 500
    )

    assert Counter(status for process in found for status in process) == {"verwerkt": 1, "dubbel": 999}
    with open_store(store_url) as store, store.look() as unit:
        assert [one.event.id for one in store.events() if one.parent is None] == ["e1"]
        assert unit.keys("standaard", "melding") == ("1",)


def test_the_same_event_a_thousand_times_from_sixteen_threads_is_processed_once(store_url: str) -> None:
    with office(store_url) as engine, ThreadPoolExecutor(16) as pool:
        batches = [[Input(event(1, "bon gemaakt"))] * 10] * 100
        found = Counter(one.status.value for results in pool.map(engine.process_all, batches) for one in results)

        assert found == {"verwerkt": 1, "dubbel": 999}
        assert len([one for one in engine.store.events() if one.parent is None]) == 1
