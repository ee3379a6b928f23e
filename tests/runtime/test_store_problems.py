"""Each way in which a store can fail, brought about for real: a clear error, and nothing half written."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError

from regeltaal.base import codes
from regeltaal.running import is_absent, rehearsal_store, store_to_look_into
from regeltaal.runtime import store_engine
from regeltaal.runtime.problems import StoreError
from regeltaal.runtime.storage import open_store
from regeltaal.runtime.store import Store
from regeltaal.runtime.store_unit import Unit
from regeltaal.values.value import Ref

BON = Ref("Jansen BV", "werkbon", "WB-1001")
NOBODY = 65534


@contextmanager
def as_ordinary_user() -> Iterator[None]:
    """Rights do not bind the superuser; as another user they do."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that another user can reach, which pytest's own are not."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name)
        path.chmod(0o755)
        yield path
        path.chmod(0o755)


def failure(store: Store, work: Callable[[Unit], None]) -> StoreError:
    """How a transaction with this work fails."""

    def run() -> None:
        with store.transaction() as unit:
            work(unit)

    with pytest.raises(StoreError) as caught:
        run()
    return caught.value


def code_of(url: str) -> str:
    with pytest.raises(StoreError) as caught:
        open_store(url)
    return caught.value.code.id


def limit_pages(store: Store, extra: int) -> None:
    """Makes the file full: SQLite may use only so many pages more than it has."""

    def limit(connection: DBAPIConnection, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + extra}")

    event.listen(store._engine, "connect", limit)
    store._engine.dispose()


def test_a_read_only_folder(folder: Path) -> None:
    folder.chmod(0o555)
    with as_ordinary_user():
        assert code_of(f"sqlite:///{folder}/opslag.db") == "RT970"
    assert list(folder.iterdir()) == []


def test_a_read_only_file_in_a_read_only_folder(folder: Path) -> None:
    path = folder / "opslag.db"
    open_store(f"sqlite:///{path}").close()
    before = path.read_bytes()
    path.chmod(0o444)
    folder.chmod(0o555)
    with as_ordinary_user():
        assert code_of(f"sqlite:///{path}") == "RT970"
    assert path.read_bytes() == before


def test_a_file_that_may_not_be_read(folder: Path) -> None:
    path = folder / "opslag.db"
    open_store(f"sqlite:///{path}").close()
    path.chmod(0o000)
    with as_ordinary_user():
        assert code_of(f"sqlite:///{path}") == "RT969"
        with pytest.raises(StoreError) as caught, rehearsal_store(f"sqlite:///{path}"):
            pytest.fail("there is nothing to rehearse on")
    assert caught.value.code.id == "RT969"


def test_a_file_in_a_folder_that_may_not_be_looked_into(folder: Path) -> None:
    url = f"sqlite:///{folder}/dicht/opslag.db"
    (folder / "dicht").mkdir()
    open_store(url).close()
    (folder / "dicht").chmod(0o000)
    with as_ordinary_user():
        assert not is_absent(url), "where it can't be known, opening it tells"
        assert code_of(url) in {"RT969", "RT970"}
    (folder / "dicht").chmod(0o755)


def test_a_store_in_a_read_only_folder_can_be_looked_into(folder: Path) -> None:
    path = folder / "opslag.db"
    with open_store(f"sqlite:///{path}") as store, store.transaction() as unit:
        unit.save(BON, {"status": "Compleet"})
    before = path.read_bytes()
    path.chmod(0o444)
    folder.chmod(0o555)
    with as_ordinary_user(), store_to_look_into(f"sqlite:///{path}") as store, store.look() as unit:
        assert unit.load(BON) == {"status": "Compleet"}
    assert path.read_bytes() == before


def test_looking_waits_for_nobody(tmp_path: Path) -> None:
    """Opening a store that is as it should be writes nothing, so another program that writes is no hindrance."""
    path = tmp_path / "opslag.db"
    open_store(f"sqlite:///{path}").close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with open_store(f"sqlite:///{path}") as store:
            assert store.publications() == ()
        other.execute("ROLLBACK")


def test_an_older_store_in_use_is_upgraded_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_engine, "BUSY_SECONDS", 0.05)
    path = tmp_path / "opslag.db"
    open_store(f"sqlite:///{path}").close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE regeltaal_version SET version = 1")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert code_of(f"sqlite:///{path}") == "RT972"
        other.execute("ROLLBACK")
    with open_store(f"sqlite:///{path}") as store:
        assert store.publications() == ()


def test_a_full_disk_halfway_an_event_leaves_nothing_of_it(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/opslag.db") as store:
        with store.transaction() as unit:
            unit.save(BON, {"status": "Ingepland"})
        limit_pages(store, extra=3)

        def fill(unit: Unit) -> None:
            unit.save(BON, {"status": "Compleet"})
            for number in range(100):
                unit.save(Ref("Jansen BV", "taak", str(number)), {"omschrijving": "x" * 4000})

        assert failure(store, fill).code.id == "RT971"
        with store.look() as unit:
            assert (unit.load(BON), unit.keys("Jansen BV", "taak")) == ({"status": "Ingepland"}, ())
        with store.transaction() as unit:
            unit.save(BON, {"status": "Klaargezet"})


def test_another_program_that_keeps_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_engine, "BUSY_SECONDS", 0.05)
    path = tmp_path / "opslag.db"
    with open_store(f"sqlite:///{path}") as store, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as caught, store.transaction():
            pytest.fail("the lock was held by another")
        assert (caught.value.code.id, caught.value.retry) == ("RT972", True)
        other.execute("ROLLBACK")
        with store.transaction() as unit:
            unit.save(BON, {})


def test_the_same_event_stored_twice_is_worth_another_try(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/opslag.db") as store:

        def insert_twice(unit: Unit) -> None:
            unit.connection.exec_driver_sql("INSERT INTO rule_sets VALUES ('a', '{}')")
            unit.connection.exec_driver_sql("INSERT INTO rule_sets VALUES ('a', '{}')")

        failed = failure(store, insert_twice)
        assert (failed.code.id, failed.retry) == ("RT972", True)
        assert store.rule_set("a") is None


def test_a_file_that_is_no_database_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "adressen.xlsx"
    path.write_bytes(b"PK\x03\x04 geen database" * 500)
    before = path.read_bytes()
    assert code_of(f"sqlite:///{path}") == "RT973"
    assert path.read_bytes() == before


def test_a_damaged_database(tmp_path: Path) -> None:
    path = tmp_path / "opslag.db"
    with open_store(f"sqlite:///{path}") as store, store.transaction() as unit:
        for number in range(200):
            unit.save(Ref("A", "taak", str(number)), {"omschrijving": "x" * 500})
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    assert code_of(f"sqlite:///{path}") == "RT973"


def test_a_store_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "opslag.db"
    open_store(f"sqlite:///{path}").close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE regeltaal_version SET version = 99")
    with pytest.raises(StoreError) as caught:
        open_store(f"sqlite:///{path}")
    assert caught.value.code.id == "RT974"
    assert "99" in caught.value.reason.nl


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(f"sqlite:///{tmp_path}/weg/opslag.db")
    assert caught.value.code.id == "RT977"
    assert f"{tmp_path}/weg" in caught.value.reason.nl
    assert not (tmp_path / "weg").exists()


@pytest.mark.parametrize(
    "url", ["access:///regeltaal.mdb", "mysql+pymysql://localhost/x", "zomaar iets", "", "oracle://jan:geheim@x/y"]
)
def test_an_address_of_no_store(url: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert caught.value.code.id == "RT976"
    assert "geheim" not in caught.value.reason.nl


def test_half_a_character_in_a_key(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/opslag.db") as store:

        def save_both(unit: Unit) -> None:
            unit.save(BON, {"status": "Compleet"})
            unit.save(Ref("Jansen BV", "werkbon", "\ud800"), {})

        assert failure(store, save_both).code.id == "RT978"
        with store.look() as unit:
            assert unit.load(BON) is None


def test_an_error_that_is_none_of_these_is_told_as_the_database_tells_it(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/opslag.db") as store:

        def ask_nonsense(unit: Unit) -> None:
            unit.connection.exec_driver_sql("SELECT * FROM weg")

        failed = failure(store, ask_nonsense)
        assert failed.code.id == "RT979"
        assert "weg" in failed.reason.nl


def test_every_store_code_tells_what_to_do_in_both_languages() -> None:
    declared = [code for code in codes.all_codes() if "RT969" <= code.id <= "RT979"]
    assert len(declared) == 11
    for code in declared:
        assert code.hint is not None
        assert code.hint.nl != code.hint.en


class ServerAnswer(Exception):  # noqa: N818 - an answer, with its code, as a driver raises it
    def __init__(self, sqlstate: str | None) -> None:
        super().__init__(f"state {sqlstate}")
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("state", "code", "retry"),
    [
        (None, "RT975", True),
        ("08006", "RT975", True),
        ("28P01", "RT975", True),
        ("3D000", "RT975", True),
        ("57P03", "RT975", True),
        ("40001", "RT972", True),
        ("40P01", "RT972", True),
        ("53100", "RT971", False),
        ("25006", "RT970", False),
        ("42501", "RT970", False),
        ("42P01", "RT979", False),
    ],
)
def test_a_server_s_answer_means_what_its_standard_code_says(state: str | None, code: str, *, retry: bool) -> None:
    def answer() -> None:
        with store_engine.errors_of("postgresql://server/regels"):
            raise OperationalError("SELECT 1", {}, ServerAnswer(state))

    with pytest.raises(StoreError) as caught:
        answer()
    assert (caught.value.code.id, caught.value.retry) == (code, retry)


@pytest.mark.parametrize(
    ("said", "state", "told"),
    [
        ('FATAL:  password authentication failed for user "jan"', None, "gebruiker `jan` of het wachtwoord"),
        ("anders", "28P01", "gebruiker `jan` of het wachtwoord"),
        ('FATAL:  database "regels" does not exist', None, "heeft geen database `regels`"),
        ("anders", "3D000", "heeft geen database `regels`"),
        ("failed to resolve host 'server': [Errno -2]", None, "is niet te vinden: `server` bestaat niet"),
        ("connection refused", None, "is niet bereikbaar op `server:5432`"),
    ],
)
def test_why_a_server_can_t_be_used_is_told_apart(said: str, state: str | None, told: str) -> None:
    answer = ServerAnswer(state)
    answer.args = (said,)
    with pytest.raises(StoreError) as caught, store_engine.errors_of("postgresql://jan:***@server/regels"):
        raise OperationalError("SELECT 1", {}, answer)
    assert caught.value.code.id == "RT975"
    assert told in caught.value.reason.nl
