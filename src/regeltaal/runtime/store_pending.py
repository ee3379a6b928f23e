"""Rows of a transaction that wait to be written, those of many events at once: a statement costs more than its rows.

INVARIANT: what is asked of a table in the transaction is asked after its rows were written.
"""

from collections.abc import Hashable
from functools import cache

from attrs import field, frozen
from sqlalchemy import Connection, Insert, Table, insert
from sqlalchemy.dialects import postgresql, sqlite

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
            self._connection.execute(_insert(table, self._connection.dialect.name), list(rows.values()))
        return self._connection

    def write(self) -> None:
        for table in list(self._rows):
            self.written(table)


@cache
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
