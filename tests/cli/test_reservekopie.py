"""`regeltaal reservekopie`: a copy that runs, never over a file; on a server the commands, without the password."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import create_engine, make_url, text

from regeltaal.runtime.storage import open_store

Run = Callable[..., Result]


SERVER = os.environ.get("REGELTAAL_TEST_POSTGRESQL")


@pytest.fixture
def server() -> Iterator[str]:
    """The URL of a PostgreSQL database, empty before and after."""
    if SERVER is None:
        pytest.skip("REGELTAAL_TEST_POSTGRESQL names no PostgreSQL to test on")
    empty(SERVER)
    yield SERVER
    empty(SERVER)


@pytest.fixture
def office(run: Run, kantoor: Path) -> Path:
    run("draai", kantoor, "--gebeurtenissen", kantoor / "gebeurtenissen.jsonl")
    return kantoor


def test_a_copy_put_back_tells_the_same(run: Run, office: Path) -> None:
    before = run("verklaar", office, "K-1", "--uitvoer", "json").stdout
    found = run("reservekopie", office, "-o", "kopie.db")
    assert (found.exit_code, found.stdout.startswith("kopie gemaakt: kopie.db (")) == (0, True)
    for one in office.glob("regeltaal.db*"):
        one.unlink()
    shutil.move("kopie.db", office / "regeltaal.db")
    assert run("verklaar", office, "K-1", "--uitvoer", "json").stdout == before


def test_a_copy_is_made_while_the_store_is_open(run: Run, office: Path) -> None:
    with open_store(f"sqlite:///{office}/regeltaal.db") as store, store.transaction():
        assert run("reservekopie", office, "-o", "kopie.db").exit_code == 0
    with open_store("sqlite:///kopie.db") as copy:
        assert len(copy.events()) > 0


@pytest.mark.parametrize(
    ("target", "message"),
    [("er-al.db", "`er-al.db` is er al; er wordt niet overheen geschreven"), ("weg/k.db", "de map `weg` is er niet")],
)
def test_what_can_not_be_made_is_told(run: Run, office: Path, target: str, message: str) -> None:
    Path("er-al.db").write_text("van mij", encoding="utf-8")
    found = run("reservekopie", office, "-o", target)
    assert (found.exit_code, message in found.stderr) == (2, True)
    assert Path("er-al.db").read_text(encoding="utf-8") == "van mij"


def test_without_a_store_there_is_nothing_to_copy(run: Run, kantoor: Path) -> None:
    found = run("reservekopie", kantoor, "-o", "kopie.db")
    assert (found.exit_code, "er is nog geen opslag" in found.stderr) == (2, True)
    assert not Path("kopie.db").exists()


def test_of_a_server_the_commands_are_shown_without_the_password(
    run: Run, kantoor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        "REGELTAAL_OPSLAG_URL", "postgresql+psycopg://bea:s3cret@db.example:5433/kantoor?sslmode=require"
    )
    shown = run("reservekopie", kantoor, "-o", "kopie.dump").stdout
    assert "s3cret" not in shown
    address = "'--dbname=postgresql://bea@db.example:5433/kantoor?sslmode=require'"
    assert f"  pg_dump --format=custom --no-owner --file=kopie.dump {address}" in shown
    assert f"  pg_restore --no-owner --exit-on-error {address} kopie.dump" in shown


def test_the_commands_for_a_server_make_a_copy_and_put_it_back(
    run: Run, kantoor: Path, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if shutil.which("pg_dump") is None:
        pytest.skip("there is no pg_dump to try the commands with")
    monkeypatch.setenv("REGELTAAL_OPSLAG_URL", server)
    run("draai", kantoor, "--gebeurtenissen", kantoor / "gebeurtenissen.jsonl")
    before = run("verklaar", kantoor, "K-1", "--uitvoer", "json").stdout
    shown = run("reservekopie", kantoor, "-o", "kopie.dump").stdout.splitlines()
    dump, restore = (next(line for line in shown if f"  {name} " in line) for name in ("pg_dump", "pg_restore"))
    subprocess.run(shlex.split(dump), check=True)
    empty(server)
    subprocess.run(shlex.split(restore), check=True)
    assert run("verklaar", kantoor, "K-1", "--uitvoer", "json").stdout == before


def empty(url: str) -> None:
    engine = create_engine(make_url(url))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
