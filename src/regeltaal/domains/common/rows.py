"""Rows of a record: records without a life of their own, whose key is made of their owner's and of their place."""

from collections.abc import Iterable, Mapping

from regeltaal.domains.common.reading import Fields
from regeltaal.runtime.bindings import Records
from regeltaal.runtime.world import row_start
from regeltaal.schema.model import key_of
from regeltaal.values.value import Ref, Value

Row = Mapping[str, Value | None]


def add_row(records: Records, owner: Ref, field: str, row_object: str, values: Row) -> Ref:
    """Puts a new row at the end of a list of its owner."""
    (row,) = add_rows(records, owner, field, row_object, (values,))
    return row


def add_rows(records: Records, owner: Ref, field: str, row_object: str, rows: Iterable[Row]) -> tuple[Ref, ...]:
    """Puts new rows at the end of a list of their owner, in one write."""
    present = Fields.of(records, owner).refs(field)
    start = f"{row_start(owner)}{key_of(field)}/"
    first, where = _free_place(present, start), owner.administration
    made = tuple(
        records.create(row_object, values, key=f"{start}{place}", administration=where)
        for place, values in enumerate(rows, start=first)
    )
    if made:
        records.write(owner, field, (*present, *made))
    return made


def remove_rows(records: Records, owner: Ref, field: str, rows: Iterable[Ref]) -> None:
    """Takes rows out of a list of their owner, and away."""
    gone = frozenset(rows)
    records.write(owner, field, tuple(row for row in Fields.of(records, owner).refs(field) if row not in gone) or None)
    for row in gone:
        records.delete(row)


def _free_place(present: tuple[Ref, ...], start: str) -> int:
    """One more than the highest place in use: a row that was removed does not give its place to another."""
    ends = (row.key.removeprefix(start) for row in present if row.key.startswith(start))
    return max((int(end) for end in ends if end.isdecimal()), default=0) + 1
