"""Rows of a transaction that wait to be written, those of many events at once: a statement costs more than its rows.

INVARIANT: what is asked of a table in the transaction is asked after its rows were written.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from attrs import field, frozen
from sqlalchemy import Connection, Dialect, Insert, Table, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import StatementError

from regeltaal.runtime.store_rows import Values
from regeltaal.runtime.store_tables import counters, effects, records, rule_sets

_RENEWED = {records: ("fields", "deleted"), counters: ("last",)}
"""What a row of these tables renews of one with the same primary key."""

_ONCE = {effects: "effect_key", rule_sets: "hash"}
"""A row of these tables is passed over where there is one with the same value in this column."""


@frozen(eq=False)
class Pending:
    """What waits, by table. Of rows with the same key the last one counts."""

    _connection: Connection
    _rows: dict[Table, dict[Hashable, Values]] = field(factory=dict, init=False)

    def add(self, table: Table, row: Values, key: Hashable = None) -> None:
        rows = self._rows.setdefault(table, {})
        rows[len(rows) if key is None else key] = row

    def written(self, table: Table) -> Connection:
        """The connection, to ask something of a table: all that waits for it is written by then."""
        rows = self._rows.pop(table, None)
        if rows:
            ready = list(rows.values())
            adding = _adding(table, self._connection.dialect, tuple(ready[0]))
            self._connection.exec_driver_sql(adding.statement, adding.parameters(ready))
        return self._connection

    def write(self) -> None:
        for table in list(self._rows):
            self.written(table)


@frozen(eq=False)
class _Adding:
    """A statement that adds rows, as the driver takes it: SQLAlchemy would work it out again for every row."""

    statement: str
    columns: Sequence[tuple[str, Callable[[Any], Any] | None]]
    """In the order of the statement, each with what makes of a value one of the database."""
    by_place: bool

    def parameters(self, rows: Iterable[Values]) -> list[Any]:
        try:
            found = [[row[name] if made is None else made(row[name]) for name, made in self.columns] for row in rows]
        except (TypeError, ValueError) as error:  # as SQLAlchemy tells of it
            raise StatementError(str(error), self.statement, None, error) from error
        if self.by_place:
            return [tuple(values) for values in found]
        return [dict(zip([name for name, _ in self.columns], values, strict=True)) for values in found]


@lru_cache(maxsize=64)
def _adding(table: Table, dialect: Dialect, names: tuple[str, ...]) -> _Adding:
    compiled = _insert(table, dialect.name).compile(dialect=dialect, column_keys=list(names))
    types = {name: table.c[name].type.dialect_impl(dialect) for name in names}
    columns = [(name, types[name].bind_processor(dialect)) for name in compiled.positiontup or names]
    return _Adding(str(compiled), columns, compiled.positional)


def _insert(table: Table, dialect: str) -> Insert:
    """How rows are added to a table: what both databases spell alike, and SQLAlchemy apart."""
    if table in _RENEWED:
        renewing = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
        renewed = {name: renewing.excluded[name] for name in _RENEWED[table]}
        return renewing.on_conflict_do_update(index_elements=list(table.primary_key), set_=renewed)
    if table in _ONCE:
        once = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
        return once.on_conflict_do_nothing(index_elements=[_ONCE[table]])
    return insert(table)
