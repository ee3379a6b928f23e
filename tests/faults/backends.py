"""The stores that faults are injected on: a file, and databases of their own on a PostgreSQL server."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from attrs import frozen
from sqlalchemy import create_engine, make_url, text
from tests.faults.witness import HOST, closed_port


class Backend(Protocol):
    """A kind of store. ``name`` as the table has it."""

    @property
    def name(self) -> str: ...

    def fresh(self, folder: Path) -> Iterator[str]:
        """A context with the URL of an empty store, which is gone afterwards."""
        ...


@frozen
class Sqlite:
    """A file in the project's folder."""

    name: str = "SQLite"

    def fresh(self, folder: Path) -> Iterator[str]:
        yield f"sqlite:///{folder / 'opslag.db'}"


@frozen
class Postgresql:
    """A database of its own on a server."""

    url: str
    server: "Server | None" = None
    name: str = "PostgreSQL"

    def fresh(self, folder: Path, where: str = "") -> Iterator[str]:
        del folder
        name = f"storing_{uuid4().hex[:12]}"
        self.do(f"CREATE DATABASE {name}{where}")
        try:
            yield make_url(self.url).set(database=name).render_as_string(hide_password=False)
        finally:
            self.do(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def on_disk(self, disk: Path, folder: Path) -> Iterator[str]:
        """A database whose tables are in a folder of our choice, which has to be on the server's own machine."""
        disk.mkdir(mode=0o700)
        shutil.chown(disk, "postgres")
        place = f"schijf_{uuid4().hex[:12]}"
        self.do(f"CREATE TABLESPACE {place} LOCATION '{disk}'")
        yield from self.fresh(folder, f" TABLESPACE {place}")
        self.do(f"DROP TABLESPACE {place}")

    def do(self, *statements: str) -> None:
        engine = create_engine(make_url(self.url).set(database="postgres"), isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                for statement in statements:
                    connection.execute(text(statement))
        finally:
            engine.dispose()


@contextmanager
def empty_store(backend: Backend, folder: Path) -> Iterator[str]:
    made = backend.fresh(folder)
    try:
        yield next(made)
    finally:
        for _ in made:
            pass


# ---------------------------------------------------------------- a server of our own, to break


@frozen
class Server:
    """A private PostgreSQL server, which may be stopped as it pleases."""

    programs: Path
    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://regeltaal@{HOST}:{self.port}/postgres"

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses={HOST} -c unix_socket_directories={self.folder}"
        self._control("-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self, manner: str = "immediate") -> None:
        """``immediate`` is what a power cut looks like: no checkpoint, no goodbye."""
        self._control("-w", "-m", manner, "stop")

    def _control(self, *arguments: str) -> None:
        _as_postgres([str(self.programs / "pg_ctl"), "-D", str(self.folder / "data"), *arguments])


def programs() -> Path | None:
    """Where PostgreSQL's own programs are; None where it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    there = shutil.which("initdb")
    return None if there is None else Path(there).parent


@contextmanager
def own_server(folder: Path) -> Iterator[Server]:
    """A server in a folder, stopped at the end."""
    where = programs()
    if where is None:
        raise FileNotFoundError("PostgreSQL is not installed here")
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    _as_postgres([str(where / "initdb"), "-D", str(folder / "data"), "-A", "trust", "-U", "regeltaal"])
    server = Server(where, folder, closed_port())
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _as_postgres(command: Sequence[str]) -> None:
    """The server refuses to run as root."""
    before = ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups"] if os.geteuid() == 0 else []
    subprocess.run([*before, *command], check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, cwd="/")
