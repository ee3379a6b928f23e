"""Rows of a record: records without a life of their own, whose key is made of their owner's and of their place."""

from collections.abc import Mapping

from regeltaal.domains.common.reading import Fields
from regeltaal.runtime.bindings import Records
from regeltaal.schema.model import key_of
from regeltaal.values.value import Ref, Value


def add_row(records: Records, owner: Ref, field: str, row_object: str, values: Mapping[str, Value | None]) -> Ref:
    """Puts a new row at the end of a list of its owner."""
    present = Fields.of(records, owner).refs(field)
    start = f"{owner.object}/{owner.key}/{key_of(field)}/"
    row = records.create(
        row_object, values, key=f"{start}{_free_place(present, start)}", administration=owner.administration
    )
    records.write(owner, field, (*present, row))
    return row


def is_row(record: Ref) -> bool:
    return "/" in record.key


def _free_place(present: tuple[Ref, ...], start: str) -> int:
    """One more than the highest place in use: a row that was removed does not give its place to another."""
    ends = (row.key.removeprefix(start) for row in present if row.key.startswith(start))
    return max((int(end) for end in ends if end.isdecimal()), default=0) + 1
