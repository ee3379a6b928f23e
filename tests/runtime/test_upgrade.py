"""Stores of every earlier version: each opens, keeps every row, is explained, and has a copy of what it was beside it.

`tests/golden/store` holds what each of those versions itself wrote when it ran the example office.

When the layout gets a new version, add the store of the one before: run `examples/werkbonnen` and one more event with
the last commit of that version, then keep what `sqlite3.Connection.iterdump` and `pg_dump --inserts --no-owner` give.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import psycopg
import pytest
from click.testing import CliRunner
from sqlalchemy import make_url

from regeltaal.cli.root import root
from regeltaal.runtime import store_file
from regeltaal.runtime.problems import StoreError
from regeltaal.runtime.storage import EffectStatus, open_store
from regeltaal.runtime.store import Store
from regeltaal.runtime.store_tables import SCHEMA_VERSION, metadata, versions

KEPT = Path(__file__).parent.parent / "golden" / "store"
EARLIER = tuple(range(1, SCHEMA_VERSION))
Rows = dict[str, list[tuple[object, ...]]]


@pytest.fixture(params=EARLIER)
def old_file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    file = tmp_path / "regeltaal.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript((KEPT / f"sqlite-v{request.param}.sql").read_text(encoding="utf-8"))
    return file


@pytest.fixture(params=EARLIER)
def old_server(request: pytest.FixtureRequest, server: str) -> Iterator[str]:
    address = make_url(server).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        connection.execute((KEPT / f"postgresql-v{request.param}.sql").read_text(encoding="utf-8"))
    yield server
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


def version_of(store: Store) -> int:
    with store.look() as unit:
        found = unit.connection.scalar(versions.select())
    assert isinstance(found, int)
    return found


def rows_of(path: Path, columns: dict[str, list[str]] | None = None) -> tuple[Rows, dict[str, list[str]]]:
    """Every row of every table, by the columns that it had; and those columns."""
    with closing(sqlite3.connect(path)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [name for name in names if name in metadata.tables and name != versions.name]
        had = columns or {name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")] for name in kept}
        return {
            name: sorted(connection.execute(f"SELECT {', '.join(listed)} FROM {name}"), key=repr)  # noqa: S608
            for name, listed in had.items()
        }, had


def test_there_is_a_store_of_every_earlier_version() -> None:
    for version in EARLIER:
        for kind in ("sqlite", "postgresql"):
            text = (KEPT / f"{kind}-v{version}.sql").read_text(encoding="utf-8")
            assert f"regeltaal_version VALUES ({version})" in text or f'"regeltaal_version" VALUES({version})' in text


def test_an_upgrade_keeps_every_row_and_a_copy_of_what_was(old_file: Path) -> None:
    before, columns = rows_of(old_file)
    assert before["events"]
    assert before["timeline"]
    with open_store(f"sqlite:///{old_file}") as store:
        assert version_of(store) == SCHEMA_VERSION
        assert {one.status for one in store.effects(*EffectStatus)} == {EffectStatus.DONE, EffectStatus.PLANNED}
    assert rows_of(old_file, columns)[0] == before
    (copy,) = old_file.parent.glob("regeltaal.db.v*")
    assert rows_of(copy, columns)[0] == before
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT version FROM regeltaal_version").fetchone()[0] < SCHEMA_VERSION


def test_a_store_is_upgraded_and_copied_once(old_file: Path) -> None:
    for _ in range(2):
        open_store(f"sqlite:///{old_file}").close()
    assert len(list(old_file.parent.glob("regeltaal.db.v*"))) == 1


def test_an_upgrade_on_a_server_keeps_every_row(old_server: str) -> None:
    with open_store(old_server) as store:
        assert version_of(store) == SCHEMA_VERSION
        assert len(store.events()) == 8
        assert [one.status.value for one in store.effects(*EffectStatus)].count("uitgevoerd") == 4
        with store.transaction() as unit:
            unit.keep_file("A", "a.txt", b"een")
        assert store.file("A", "a.txt") == b"een"


def test_what_can_not_be_copied_is_not_upgraded(old_file: Path) -> None:
    before, columns = rows_of(old_file)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with patch.object(store_file, "_put", full), pytest.raises(StoreError) as caught:
        open_store(f"sqlite:///{old_file}")
    assert caught.value.code.id == "RT971"
    assert rows_of(old_file)[1] == columns
    assert rows_of(old_file)[0] == before
    assert [one.name for one in old_file.parent.iterdir() if ".v" in one.name or "half" in one.name] == []


def test_an_upgrade_that_breaks_off_leaves_the_store_as_it_was(old_file: Path) -> None:
    before, columns = rows_of(old_file)
    with (
        patch("regeltaal.runtime.store_engine.update", side_effect=ZeroDivisionError),
        pytest.raises(ZeroDivisionError),
    ):
        open_store(f"sqlite:///{old_file}")
    assert rows_of(old_file) == (before, columns)
    open_store(f"sqlite:///{old_file}").close()
    assert len(list(old_file.parent.glob("regeltaal.db.v*"))) == 2


def test_the_events_of_an_earlier_version_are_explained(old_file: Path, copy_of_example: Callable[[str], Path]) -> None:
    folder = copy_of_example("werkbonnen")
    shutil.copy(old_file, folder / "regeltaal.db")
    found = CliRunner().invoke(root, ["verklaar", str(folder), "WB-1001"])
    assert found.exit_code == 0, found.output
    assert "e-1001, werkbon aangemaakt, WB-1001" in found.stdout
    assert "✓ Nieuwe storing met spoed: taak voor de planner" in found.stdout
    assert "uitgevoerd" in found.stdout


def test_what_an_earlier_version_planned_is_carried_out(old_file: Path, copy_of_example: Callable[[str], Path]) -> None:
    folder = copy_of_example("werkbonnen")
    shutil.copy(old_file, folder / "regeltaal.db")
    found = CliRunner().invoke(root, ["draai", str(folder), "--nu", "2027-03-20T12:00"])
    assert "VERSTUUR e-mail (werkbon WB-1001" in found.stderr
    with open_store(f"sqlite:///{folder}/regeltaal.db") as store:
        assert store.effects(EffectStatus.PLANNED) == ()
