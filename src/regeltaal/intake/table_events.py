"""Rows of a table or view of a database, one by one, only read. Part of the door of SQLAlchemy.

What is asked for is a name, never a query: it is looked up among those that there are, and quoted.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen
from sqlalchemy import Column, Connection, Engine, MetaData, Table, create_engine, inspect, make_url, select
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.sql import quoted_name
from sqlalchemy.types import NullType

from regeltaal.base.suggest import nearest
from regeltaal.base.text import Text
from regeltaal.intake.csv_events import NoTableError
from regeltaal.intake.rows import Row

_SQLITE = "sqlite:///"
_AT_ONCE = 500


@frozen
class TableSource:
    """A database and the name of a table or view in it, with its schema before a dot where it is not the usual one."""

    url: str
    name: str

    @property
    def title(self) -> str:
        """As a user knows it, without a password."""
        return f"{_hidden(self.url)}#{self.name}"


def table_rows(source: TableSource) -> Iterator[Row]:
    """The rows in the order of their primary key, where there is one; ``Row.number`` counts them.

    Raises:
        NoTableError: there is no such database or table, or it can't be read.
    """
    with _errors(source):
        engine = _engine(source)
        try:
            with _reading(engine) as connection:
                table = _table(connection, source.name)
                query = select(table).order_by(*table.primary_key)
                found = connection.execute(query.execution_options(stream_results=True, yield_per=_AT_ONCE))
                for number, row in enumerate(found.mappings(), start=1):
                    yield Row(number, dict(row))
        finally:
            engine.dispose()


def _engine(source: TableSource) -> Engine:
    if not source.url.startswith(_SQLITE):
        return create_engine(source.url)
    path = Path(source.url.removeprefix(_SQLITE))
    if not path.is_file():
        raise NoTableError(Text(nl=f"`{path}` bestaat niet", en=f"`{path}` does not exist"))
    address = f"{path.resolve().as_uri()}?mode=ro"
    return create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True))


def _reading(engine: Engine) -> Connection:
    """A connection that can't write, whatever it is asked."""
    connection = engine.connect()
    return connection.execution_options(postgresql_readonly=True) if engine.name == "postgresql" else connection


def _table(connection: Connection, name: str) -> Table:
    """The table with its columns, of no type: values come as the database's own library gives them."""
    schema, _, own = name.rpartition(".")
    where = quoted_name(schema, quote=True) if schema else None
    found = inspect(connection)
    tables, views = found.get_table_names(where), found.get_view_names(where)
    if own not in (*tables, *views):
        raise _no_table(name, schema, (*tables, *views))
    key = found.get_pk_constraint(own, where)["constrained_columns"] if own in tables else []
    columns = [
        Column(quoted_name(column["name"], quote=True), NullType, primary_key=column["name"] in key)
        for column in found.get_columns(own, where)
    ]
    return Table(quoted_name(own, quote=True), MetaData(), *columns, schema=where)


def _no_table(name: str, schema: str, known: Sequence[str]) -> NoTableError:
    near = nearest(name.rpartition(".")[2], known, 1)
    meant = f"{schema}.{near[0]}" if near and schema else "".join(near)
    nl, en = (f"; bedoelde u `{meant}`?", f"; did you mean `{meant}`?") if near else ("", "")
    return NoTableError(
        Text(nl=f"er is geen tabel of weergave `{name}`{nl}", en=f"there is no table or view `{name}`{en}")
    )


@contextmanager
def _errors(source: TableSource) -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, ModuleNotFoundError) as error:
        cause = str(getattr(error, "orig", None) or error).split("\n", maxsplit=1)[0]
        raise NoTableError(
            Text(
                nl=f"`{source.title}` kan niet worden gelezen ({cause})", en=f"`{source.title}` can't be read ({cause})"
            )
        ) from error


def _hidden(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return url.partition("://")[0] + "://…"
