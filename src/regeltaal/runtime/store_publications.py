"""The publications of a store: versions of a rule set, numbered from 1, never changed and never removed."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, RowMapping, Select, insert, select

from regeltaal.runtime.storage import Publication
from regeltaal.runtime.store_tables import publications

_NEWEST_FIRST = publications.c.number.desc()
_ABOUT = [one for one in publications.c if one.name != "texts"]
"""All but the texts, which are large."""


@frozen
class Publications:
    """What may be done with publications in a transaction of the store."""

    connection: Connection

    def add(self, publication: Publication) -> Publication:
        """Adds a publication after those that are there; gives it with its number.

        INVARIANT: of two who add one at the same time, one succeeds; the transaction of the other fails.
        """
        number = (self.connection.scalar(select(publications.c.number).order_by(_NEWEST_FIRST).limit(1)) or 0) + 1
        self.connection.execute(
            insert(publications),
            {
                "number": number,
                "hash": publication.digest,
                "published_by": publication.by,
                "account": publication.account,
                "moment": publication.moment,
                "message": publication.message,
                "returns_to": publication.returns_to,
                "engine_version": publication.engine_version,
                "changes": list(publication.changes),
                "texts": dict(publication.texts),
            },
        )
        return self.numbered(number) or publication

    def numbered(self, number: int) -> Publication | None:
        return self._one(select(publications).where(publications.c.number == number))

    def last(self) -> Publication | None:
        return self._one(select(publications).order_by(_NEWEST_FIRST).limit(1))

    def last_number(self) -> int | None:
        """The number of the last one, without reading it."""
        found: int | None = self.connection.scalar(select(publications.c.number).order_by(_NEWEST_FIRST).limit(1))
        return found

    def number_of(self, digest: str) -> int | None:
        """The number of the last publication of a rule set; None when it was not published."""
        found: int | None = self.connection.scalar(
            select(publications.c.number).where(publications.c.hash == digest).order_by(_NEWEST_FIRST).limit(1)
        )
        return found

    def all(self) -> tuple[Publication, ...]:
        """Every publication without its texts, oldest first."""
        found = self.connection.execute(select(*_ABOUT).order_by(publications.c.number)).mappings()
        return tuple(_of_row(row, {}) for row in found)

    def _one(self, query: Select[Any]) -> Publication | None:
        row = self.connection.execute(query).mappings().first()
        return None if row is None else _of_row(row, row["texts"])


def _of_row(row: RowMapping, texts: Mapping[str, object]) -> Publication:
    return Publication(
        digest=row["hash"],
        by=row["published_by"],
        account=row["account"],
        moment=row["moment"],
        message=row["message"],
        changes=tuple(row["changes"]),
        texts=texts,
        returns_to=row["returns_to"],
        engine_version=row["engine_version"],
        number=row["number"],
    )
