"""The file of a store as a file: a copy while others write, never over another, and room that is given back."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

import pytest

from regeltaal.runtime.problems import StoreError
from regeltaal.runtime.storage import open_store
from regeltaal.runtime.store_file import copy_beside, copy_to, free_bytes, give_back
from regeltaal.values.value import Ref


def fill(path: Path, count: int = 50, size: int = 1000) -> None:
    with open_store(f"sqlite:///{path}") as store, store.transaction() as unit:
        for number in range(count):
            unit.save(Ref("A", "bon", str(number)), {"tekst": "x" * size})


def keys_of(path: Path) -> set[str]:
    with open_store(f"sqlite:///{path}") as store, store.look() as unit:
        return set(unit.keys("A", "bon"))


def test_a_copy_is_a_whole_store_in_one_file(tmp_path: Path) -> None:
    fill(tmp_path / "a.db")
    copy_to(str(tmp_path / "a.db"), tmp_path / "b.db")
    (tmp_path / "a.db").unlink()
    assert {one.name for one in tmp_path.iterdir() if one.name.startswith("b")} == {"b.db"}
    assert len(keys_of(tmp_path / "b.db")) == 50


def test_a_copy_made_while_others_write_is_of_one_moment(tmp_path: Path) -> None:
    path, stop = tmp_path / "a.db", Event()
    fill(path, 200)
    with open_store(f"sqlite:///{path}") as store:

        def write() -> None:
            number = 1000
            while not stop.is_set():
                with store.transaction() as unit:  # always two together
                    unit.save(Ref("A", "bon", str(number)), {})
                    unit.save(Ref("A", "bon", str(-number)), {})
                number += 1

        writer = Thread(target=write)
        writer.start()
        for number in range(5):
            copy_to(str(path), tmp_path / f"{number}.db")
        stop.set()
        writer.join()
    for number in range(5):
        late = {int(key) for key in keys_of(tmp_path / f"{number}.db") if abs(int(key)) >= 1000}
        assert late == {-key for key in late}


def test_a_copy_never_goes_over_another_file(tmp_path: Path) -> None:
    fill(tmp_path / "a.db")
    (tmp_path / "b.db").write_text("van mij", encoding="utf-8")
    with pytest.raises(FileExistsError):
        copy_to(str(tmp_path / "a.db"), tmp_path / "b.db")
    assert (tmp_path / "b.db").read_text(encoding="utf-8") == "van mij"
    names = [copy_beside(str(tmp_path / "a.db"), "v2").name for _ in range(3)]
    today = f"{datetime.now(UTC):%Y%m%d}"
    assert names == [f"a.db.v2-{today}", f"a.db.v2-{today}-2", f"a.db.v2-{today}-3"]


def test_of_what_is_damaged_or_no_store_there_is_no_copy(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"geen database" * 1000)
    with pytest.raises(StoreError) as caught:
        copy_to(str(tmp_path / "a.db"), tmp_path / "b.db")
    assert caught.value.code.id == "RT973"
    assert not (tmp_path / "b.db").exists()


def test_a_folder_that_is_not_there_gets_no_copy(tmp_path: Path) -> None:
    fill(tmp_path / "a.db")
    with pytest.raises(StoreError):
        copy_to(str(tmp_path / "a.db"), tmp_path / "weg" / "b.db")


def test_room_that_was_freed_is_given_back_bit_by_bit(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    fill(path, 2000)
    with open_store(f"sqlite:///{path}") as store, store.transaction() as unit:
        unit.connection.exec_driver_sql("DELETE FROM records")
    assert free_bytes(str(path)) > 1_000_000
    assert give_back(str(path), whole=False) > 1_000_000
    assert free_bytes(str(path)) < 100_000
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_store_of_before_is_only_written_anew_where_that_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    fill(path, 2000)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA auto_vacuum = 0")
        connection.execute("VACUUM")
        connection.execute("DELETE FROM records")
    assert give_back(str(path), whole=False) == 0
    assert give_back(str(path), whole=True) > 1_000_000
    fill(path, 10)
    assert len(keys_of(path)) == 10
