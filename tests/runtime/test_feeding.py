"""Feeding events: what is there is kept together, and nothing waits for what is not there yet."""

import io
import json
from collections.abc import Iterable, Iterator, Sequence

import pytest
from tests.runtime.batch_office import event, office

from regeltaal.running import BATCH, event_lines, in_batches, run_events
from regeltaal.runtime.batch import Batch
from regeltaal.runtime.engine import Kept
from regeltaal.runtime.passing import Happened
from regeltaal.runtime.result import EventResult
from regeltaal.runtime.store_unit import Unit


class Trickle(io.BytesIO):
    """A stream that gives a piece at a time, and notes how many were asked for."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        super().__init__()
        self.pieces = list(pieces)
        self.asked = 0

    def read1(self, size: int | None = -1, /) -> bytes:
        del size
        self.asked += 1
        return self.pieces.pop(0) if self.pieces else b""


@pytest.mark.parametrize(
    "pieces",
    [
        [b'{"a"}\n\n  \n{"b"}\r\n{"c"}'],
        [b"{", b'"a"', b"}\n\n  \n{", b'"b"}\r', b"\n", b'{"c"}'],
        [bytes([one]) for one in b'{"a"}\n\n  \n{"b"}\r\n{"c"}'],
    ],
)
def test_lines_are_the_same_however_they_come_in(pieces: list[bytes]) -> None:
    assert [one for lines in event_lines(Trickle(pieces)) for one in lines] == [
        (1, '{"a"}'),
        (4, '{"b"}'),
        (5, '{"c"}'),
    ]


def test_a_mark_at_the_start_and_a_byte_that_is_no_utf_8() -> None:
    stream = io.BytesIO(b"\xef\xbb\xbf{}\n\xef\xbb\xbfx\n\xff\n")
    assert [one for lines in event_lines(stream) for one in lines] == [(1, "{}"), (2, "\ufeffx"), (3, "\\xff")]


def test_no_lines_at_all() -> None:
    assert [one for lines in event_lines(io.BytesIO(b"")) for one in lines] == []


def test_what_came_in_is_processed_before_more_is_asked_for() -> None:
    lines = [json.dumps(one).encode() + b"\n" for one in map(event, range(1, 4))]
    stream = Trickle([lines[0], lines[1] + lines[2]])
    with office("sqlite://") as engine:
        found = results(run_events(engine, event_lines(stream), "-"))

        assert (next(found).id, stream.asked) == ("e1", 1)
        assert ([next(found).id, next(found).id], stream.asked) == (["e2", "e3"], 2)
        assert list(found) == []


def results(happened: Iterable[Happened]) -> Iterator[EventResult]:
    return (one for one in happened if isinstance(one, EventResult))


@pytest.fixture
def transactions(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many events each transaction kept."""
    sizes: list[int] = []
    keep = Batch._keep

    def counted(batch: Batch, unit: Unit) -> list[EventResult | Kept]:
        found = keep(batch, unit)
        sizes.append(len(found))
        return found

    monkeypatch.setattr(Batch, "_keep", counted)
    return sizes


def test_of_a_long_file_so_many_are_kept_together(transactions: list[int]) -> None:
    lines = [(number, json.dumps(event(number))) for number in range(1, 2 * BATCH + 4)]
    with office("sqlite://") as engine:
        found = [one.id for one in results(run_events(engine, [lines], "bestand"))]
    assert found == [f"e{number}" for number, _ in lines]
    assert transactions == [BATCH, BATCH, 3]


def test_in_batches() -> None:
    assert [len(one) for one in in_batches(range(2 * BATCH))] == [BATCH, BATCH]
    assert list(in_batches([])) == []


def test_a_dry_run_stores_nothing_of_a_batch() -> None:
    lines = [(1, json.dumps(event(1))), (2, "{")]
    with office("sqlite://") as engine:
        found = [one.status.value for one in results(run_events(engine, [lines], "bestand", dry=True))]
        assert found == ["verwerkt", "geweigerd"]
        assert (engine.store.events(), engine.store.refused()) == ((), ())
