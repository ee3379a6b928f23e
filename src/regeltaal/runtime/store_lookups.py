"""The lookup fields of a store's records: which records are in a bucket, and by which domain that was worked out."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import field, frozen
from sqlalchemy import Connection, and_, bindparam, delete, insert, select

from regeltaal.runtime import store_rows as rows
from regeltaal.runtime.lookups import Buckets
from regeltaal.runtime.store_tables import lookup_fields, lookups
from regeltaal.values.value import Ref

_TAKE_OUT = delete(lookups).where(*(lookups.c[name] == bindparam(name) for name in ("administration", "object", "key")))


@frozen
class Lookups:
    """In one transaction."""

    connection: Connection
    _objects: list[dict[str, str]] = field(factory=list, init=False, repr=False, eq=False)
    """What ``seen`` found, once it was asked."""
    _placed: dict[Ref, Mapping[str, str]] = field(factory=dict, init=False, repr=False, eq=False)
    """Records to be put in their buckets before anything is looked for."""

    def seen(self) -> Mapping[str, str]:
        """The objects of which the store keeps lookup fields, each with the digest that they are in step with."""
        return self._seen()

    def _seen(self) -> dict[str, str]:
        if not self._objects:
            self._objects.append({row.object: row.hash for row in self.connection.execute(select(lookup_fields))})
        return self._objects[0]

    def find(self, administration: str, object_name: str, sought: Buckets) -> tuple[str, ...]:
        """The keys of the records that are in a bucket of each field, in order of code points."""
        self.write()
        here = and_(lookups.c.administration == administration, lookups.c.object == object_name)
        in_bucket = [
            select(lookups.c.key).where(here, lookups.c.field == key, lookups.c.value.in_(found))
            for key, found in sought
        ]
        query, *others = in_bucket
        return tuple(sorted(self.connection.scalars(query.where(*(lookups.c.key.in_(one) for one in others)))))

    def put(self, placed: Sequence[tuple[Ref, Mapping[str, str]]]) -> None:
        """Puts records in the bucket of each field, in the place of where they were."""
        self._placed.update(placed)

    def write(self) -> None:
        """Writes what waits to be written."""
        if self._placed:
            placed = list(self._placed.items())
            self._placed.clear()
            self.connection.execute(_TAKE_OUT, [rows.of_ref(record) for record, _ in placed])
            self._insert(placed)

    def begin(self, object_name: str, digest: str, placed: Iterable[tuple[Ref, Mapping[str, str]]]) -> None:
        """Starts afresh with all records of an object."""
        self.forget(object_name)
        self._insert(list(placed))
        self.connection.execute(insert(lookup_fields), {"object": object_name, "hash": digest})
        self._seen()[object_name] = digest

    def forget(self, object_name: str) -> None:
        """What is kept of an object does not hold any more: it is looked for in all records until it is worked out."""
        self.write()
        for table in (lookups, lookup_fields):
            self.connection.execute(delete(table).where(table.c.object == object_name))
        self._seen().pop(object_name, None)

    def _insert(self, placed: Sequence[tuple[Ref, Mapping[str, str]]]) -> None:
        values = [
            {**rows.of_ref(record), "field": key, "value": found}
            for record, fields in placed
            for key, found in fields.items()
        ]
        if values:
            self.connection.execute(insert(lookups), values)
