"""The page about reliability: its table has every fault on every store, and nothing lost or doubled."""

from pathlib import Path

from tests.faults.alles import FAULTS, HEADS, table_of
from tests.faults.backends import Postgresql, Sqlite

PAGE = Path(__file__).parent.parent.parent / "docs" / "betrouwbaarheid.md"
ROWS = table_of(PAGE.read_text(encoding="utf-8"))


def test_every_fault_was_injected_on_every_store() -> None:
    wanted = {(one.name, Sqlite().name) for one in FAULTS if one.sqlite}
    wanted |= {(one.name, Postgresql("").name) for one in FAULTS if one.server}

    assert {(row["storing"], row["opslag"]) for row in ROWS} >= wanted


def test_nothing_was_lost_and_what_may_happen_once_did_not_happen_twice() -> None:
    assert all(set(row) == set(HEADS) for row in ROWS)
    assert [row for row in ROWS if (row["verloren"], row["dubbel (hoogstens)"]) != ("0", "0")] == []


def test_the_program_was_killed_often_enough() -> None:
    killed = [int(row["keer"].replace(".", "")) for row in ROWS if row["storing"].startswith("kill -9")]

    assert sum(killed) >= 200
