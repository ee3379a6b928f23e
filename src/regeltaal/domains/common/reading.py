"""Values of records and parameters by the type that a binding needs; what is absent or of another type is None."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal

from regeltaal.base.node import Node
from regeltaal.runtime.bindings import Records
from regeltaal.schema.model import key_of
from regeltaal.values.value import Ref, Value


class Fields(Node):
    """The fields of a record, or the parameters of an action, as they were when this was made."""

    values: Mapping[str, Value | None]

    @classmethod
    def of(cls, records: Records, record: Ref | None) -> "Fields":
        return cls({} if record is None else records.fields(record))

    def any(self, name: str) -> Value | None:
        return self.values.get(key_of(name))

    def text(self, name: str) -> str | None:
        found = self.any(name)
        return found if isinstance(found, str) else None

    def number(self, name: str) -> Decimal | None:
        found = self.any(name)
        return found if isinstance(found, Decimal) else None

    def date(self, name: str) -> date | None:
        found = self.any(name)
        return found if isinstance(found, date) else None

    def moment(self, name: str) -> datetime | None:
        found = self.any(name)
        return found if isinstance(found, datetime) else None

    def time(self, name: str) -> time | None:
        found = self.any(name)
        return found if isinstance(found, time) else None

    def ref(self, name: str) -> Ref | None:
        found = self.any(name)
        return found if isinstance(found, Ref) else None

    def refs(self, name: str) -> tuple[Ref, ...]:
        found = self.any(name)
        return tuple(item for item in found if isinstance(item, Ref)) if isinstance(found, tuple) else ()

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of a list; a single text is a list of one."""
        found = self.any(name)
        items = found if isinstance(found, tuple) else (found,)
        return tuple(item for item in items if isinstance(item, str))

    def is_yes(self, name: str) -> bool:
        return self.any(name) is True
