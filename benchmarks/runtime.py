"""What processing events costs, durable, against an outbox that writes the same rows and knows no rules.

    python benchmarks/runtime.py [EVENTS]

Events a second on SQLite that waits for the disk (WAL, FULL), in batches of several sizes: of each batch the best of
some rounds, in turns, so that what else the machine does counts little. Two peers write the same rows in the same
tables, as many in a transaction: one through SQLAlchemy with its rows as data, one with sqlite3 and its rows as text
that is ready.
"""

import gc
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

from office import CHANGES, MAKES, bindings, line, rule_set
from sqlalchemy import Table, bindparam, delete, insert, select
from sqlalchemy.dialects import sqlite

from regeltaal.cli.main import OBJECTS_BEFORE_COLLECTING
from regeltaal.runtime.batch import Input
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.result import EventResult, EventStatus
from regeltaal.runtime.storage import open_store
from regeltaal.runtime.store_engine import connect
from regeltaal.runtime.store_tables import events, records, timeline

ROUNDS = 4
SIZES = (1, 32, 256)
Row = dict[str, Any]
Written = Sequence[dict[Table, list[Row]]]
"""What each event writes, by table."""

Item = TypeVar("Item")
Part = TypeVar("Part")


def main() -> None:
    gc.set_threshold(OBJECTS_BEFORE_COLLECTING)  # as the program does
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2048
    print(f"{'gebeurtenis':<16} {'samen':>6} {'Regeltaal/s':>12} {'SQLAlchemy/s':>13} {'deel':>6}", end="")
    print(f" {'sqlite3/s':>10} {'deel':>6}")
    for name in (CHANGES, MAKES):
        written = rows_of(name, count)
        for size in SIZES:
            own, alchemy, plain = rates(name, written, size)
            print(f"{name:<16} {size:>6} {own:>12.0f} {alchemy:>13.0f} {own / alchemy:>6.2f}", end="")
            print(f" {plain:>10.0f} {own / plain:>6.2f}")


def rates(name: str, written: Written, size: int) -> list[float]:
    """Events a second: the engine, the peer with SQLAlchemy, the peer with sqlite3."""
    count = len(written) if size > 1 else len(written) // 4
    best: list[list[float]] = [[], [], []]
    for _ in range(ROUNDS):
        works: list[Callable[[str], list[float]]] = [
            lambda url: engine(url, name, count, size),
            lambda url: through_alchemy(url, written[:count], size),
            lambda url: with_sqlite3(url, written[:count], size),
        ]
        for number, work in enumerate(works):
            with tempfile.TemporaryDirectory() as folder:
                found = work(f"sqlite:///{folder}/opslag.db")
                best[number] = [min(pair) for pair in zip(best[number] or found, found, strict=True)]
    return [count / sum(seconds) for seconds in best]


def timed(parts: Sequence[Part], work: Callable[[Part], object]) -> list[float]:
    """The seconds that each part takes."""
    seconds = []
    for part in parts:
        start = time.perf_counter()
        work(part)
        seconds.append(time.perf_counter() - start)
    return seconds


def engine(url: str, name: str, count: int, size: int) -> list[float]:
    results: list[EventResult] = []
    lines = [line(name, number) for number in range(count)]
    with Engine(rule_set(), url, bindings=bindings(_nothing)) as one:
        one.process(line(name, 0, "eerst"))
        seconds = timed(
            parts(lines, size), lambda part: results.extend(one.process_all([Input(text) for text in part]))
        )
    if {one.status for one in results} != {EventStatus.PROCESSED} or not any(one.all_actions() for one in results):
        raise SystemExit(f"het ging niet goed: {results[0]}")
    return seconds


def rows_of(name: str, count: int) -> Written:
    """The rows that the engine writes for each event. Numbers that the database gives are left to it."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/opslag.db"
        engine(url, name, count, 256)
        with open_store(url) as store, store.look() as unit:
            of_events = [_row(dict(one)) for one in unit.connection.execute(select(events)).mappings()]
            lines: dict[str, list[Row]] = {}
            for one in unit.connection.execute(select(timeline)).mappings():
                lines.setdefault(one["event_id"], []).append(_row(dict(one)))
            present = {one["key"]: dict(one) for one in unit.connection.execute(select(records)).mappings()}
    return [
        {
            events: [one],
            timeline: lines[one["id"]],
            records: [present[key] for key in dict.fromkeys((one["key"], _customer(present[one["key"]]), _task(one)))],
        }
        for one in of_events
        if one["id"].startswith("e-")
    ]


def _row(found: Mapping[str, Any]) -> Row:
    return {name: value for name, value in found.items() if name != "number"}


def _customer(order: Row) -> str:
    return str(order["fields"]["klant"])


def _task(event: Row) -> str:
    """The record that was made of it; its own where none was."""
    made = [last for _, last in event["inputs"]["nummers"]]
    return str(made[0] + 1) if made else str(event["key"])


# ---------------------------------------------------------------- the peers


def through_alchemy(url: str, written: Written, size: int) -> list[float]:
    """A plain outbox through SQLAlchemy: rows as data, a statement for each table and batch."""
    target = connect(url)
    upsert = sqlite.insert(records)
    upsert = upsert.on_conflict_do_update(
        index_elements=list(records.primary_key), set_={name: upsert.excluded[name] for name in ("fields", "deleted")}
    )
    statements = ((events, insert(events)), (timeline, insert(timeline)), (records, upsert))

    def write(part: Written) -> None:
        with target.begin() as connection:
            for table, statement in statements:
                connection.execute(statement, [row for one in part for row in one[table]])

    seconds = timed(parts(written, size), write)
    target.dispose()
    return seconds


def with_sqlite3(url: str, written: Written, size: int) -> list[float]:
    """The same without a library in between: rows as tuples of text."""
    through_alchemy(url, written, len(written))
    file = Path(url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(file, isolation_level=None)) as target:
        for pragma in ("journal_mode = WAL", "synchronous = FULL"):
            target.execute(f"PRAGMA {pragma}").close()
        ready = [{table: _ready(target, table, one[table]) for table in one} for one in written]
        statements = {table: _statement(table, one) for table, one in ready[0].items()}
        for table in (events, timeline, records):
            target.execute(str(delete(table)))

        def write(part: Written) -> None:
            target.execute("BEGIN IMMEDIATE")
            for table, statement in statements.items():
                target.executemany(statement, [tuple(row.values()) for one in part for row in one[table]])
            target.execute("COMMIT")

        return timed(parts(ready, size), write)


def _ready(target: sqlite3.Connection, table: Table, rows: list[Row]) -> list[Row]:
    """Rows as they stand in the file."""
    keys = {events: ("id",), timeline: ("event_id", "sequence"), records: ("administration", "object", "key")}[table]
    columns = [column for column in table.c if column.name in rows[0]]
    query = str(select(*columns).where(*(table.c[name] == bindparam(name) for name in keys)))
    found = (target.execute(query, {name: row[name] for name in keys}).fetchone() for row in rows)
    return [dict(zip([column.name for column in columns], values, strict=True)) for values in found]


def _statement(table: Table, rows: list[Row]) -> str:
    insertion = str(insert(table).compile(dialect=sqlite.dialect(), column_keys=list(rows[0])))
    if table is not records:
        return insertion
    renewal = "fields = excluded.fields, deleted = excluded.deleted"
    return f"{insertion} ON CONFLICT (administration, object, key) DO UPDATE SET {renewal}"


def parts(items: Sequence[Item], size: int) -> list[Sequence[Item]]:
    return [items[start : start + size] for start in range(0, len(items), size)]


def _nothing(call: object) -> None:
    del call


if __name__ == "__main__":
    main()
