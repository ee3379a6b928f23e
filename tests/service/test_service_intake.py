"""The queue between clients and the store: in batches, a request never cut, a result only of what is kept."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regeltaal.runtime.batch import Input
from regeltaal.runtime.problems import unreadable
from regeltaal.runtime.result import EventResult, EventStatus
from regeltaal.service.intake import MOST_IN_BATCH, ClosedError, FullError, Intake, Results, Written


def inputs(*ids: str) -> list[Input]:
    return [Input({"id": one}) for one in ids]


class Book:
    """What was written, a batch at a time."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.told: list[Written] = []

    def process(self, given_: Sequence[Input]) -> Results:
        self.batches.append([str(one.event["id"]) for one in given_ if not isinstance(one.event, str)])
        return [EventResult(one, EventStatus.PROCESSED) for one in self.batches[-1]]


def ids(answer: "Future[Results]") -> list[str]:
    return [one.id for one in answer.result(10)]


def test_what_waits_is_kept_in_one_batch_and_each_request_gets_its_own_results() -> None:
    book = Book()
    intake = Intake(book.process, 1_000, book.told.append)
    answers = [intake.offer(inputs(*group)) for group in (("a",), ("b", "c"), ("d",))]

    intake.start()

    assert [ids(one) for one in answers] == [["a"], ["b", "c"], ["d"]]
    assert intake.close(10)
    assert book.batches == [["a", "b", "c", "d"]]
    assert [(one.events, one.error) for one in book.told] == [(4, None)]


@given(st.lists(st.integers(min_value=1, max_value=250), max_size=12))
def test_no_request_is_cut_and_none_is_lost_or_put_in_another_order(sizes: list[int]) -> None:
    book = Book()
    intake = Intake(book.process, 10_000, linger=0)
    wanted = [[f"{number}-{at}" for at in range(size)] for number, size in enumerate(sizes)]
    answers = [intake.offer(inputs(*one)) for one in wanted]

    intake.start()

    assert intake.close(10)
    assert [ids(one) for one in answers] == wanted
    assert [one for batch in book.batches for one in batch] == [one for group in wanted for one in group]
    assert all(len(batch) <= MOST_IN_BATCH or len(batch) in sizes for batch in book.batches)
    assert intake.waiting == 0


def test_more_than_may_wait_is_refused_whole_and_one_large_request_is_not_refused_for_ever() -> None:
    intake = Intake(Book().process, 3)
    intake.offer(inputs("a", "b"))

    with pytest.raises(FullError):
        intake.offer(inputs("c", "d"))

    assert intake.waiting == 2
    intake.offer(inputs("c"))
    large = Intake(Book().process, 3)
    large.offer(inputs("a", "b", "c", "d"))
    assert large.waiting == 4


def test_what_was_taken_is_kept_when_it_stops_and_nothing_is_taken_after_that() -> None:
    go, book = Event(), Book()

    def process(given_: Sequence[Input]) -> Results:
        go.wait()
        return book.process(given_)

    intake = Intake(process, 1_000, linger=0)
    intake.start()
    answers = [intake.offer(inputs(f"e-{number}")) for number in range(300)]
    with ThreadPoolExecutor(1) as pool:
        stopped = pool.submit(intake.close, 10)
        while intake.is_open:
            Event().wait(0.001)
        with pytest.raises(ClosedError):
            intake.offer(inputs("te laat"))
        go.set()
        assert stopped.result(20)

    assert [ids(one) for one in answers] == [[f"e-{number}"] for number in range(300)]
    assert not intake.is_alive


def test_a_failing_store_is_told_to_all_who_wait_and_is_not_asked_for_each() -> None:
    asked: list[int] = []

    def process(given_: Sequence[Input]) -> Results:
        asked.append(len(given_))
        raise unreadable("opslag.db")

    intake = Intake(process, 1_000)
    answers = [intake.offer(inputs(one)) for one in "abc"]
    intake.start()

    assert [one.exception(10).__class__.__name__ for one in answers] == ["StoreError"] * 3
    assert intake.close(10)
    assert asked == [3]


def test_who_no_longer_waits_takes_nothing_back() -> None:
    book = Book()
    intake = Intake(book.process, 10)
    answer = intake.offer(inputs("a"))

    assert not answer.cancel()
    intake.start()

    assert ids(answer) == ["a"]
