"""A world of one record for tests of generated code, and trees that are made without a rule."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from attrs import Factory, frozen

from regeltaal.base.source import Source, Span
from regeltaal.base.text import Text
from regeltaal.evaluate.facts import NOT_KNOWN, NotKnown
from regeltaal.program import tree
from regeltaal.schema.model import Field, key_of
from regeltaal.values.calendar import Calendar
from regeltaal.values.environment import Environment, MonthEnd
from regeltaal.values.types import ObjectType, Type
from regeltaal.values.value import Fault, Ref, Value

ZONE = ZoneInfo("Europe/Amsterdam")
ENVIRONMENT = Environment(
    now=datetime(2027, 3, 12, 10, 0, tzinfo=ZONE), zone=ZONE, calendar=Calendar(), month_end=MonthEnd.DOWN
)
OWN = Ref("Jansen BV", "bon", "B1")
SPAN = Span(Source("geval.regel", "x"), 0, 1)
RECORD = tree.Root(tree.RootKind.RECORD, ObjectType("bon"), SPAN)


@frozen
class OneRecord:
    """The facts of an event on one record, with others that it may refer to."""

    records: Mapping[Ref, Mapping[str, Value | None]]
    earlier: Mapping[str, Value | None] | None = None
    environment: Environment = ENVIRONMENT
    record: Ref = OWN
    named_values: Mapping[tuple[tree.RootKind, str], Value | None] = Factory(dict)

    def read(self, record: Ref, field: str) -> Value | Fault | None:
        found = self.records.get(record)
        return Fault(Text(nl="weg", en="gone")) if found is None else found.get(key_of(field))

    def fields_of(self, record: Ref) -> Mapping[str, Value | None] | None:
        return self.records.get(record)

    def before(self, field: str) -> Value | NotKnown | None:
        if self.earlier is None:
            return NOT_KNOWN
        return self.earlier.get(key_of(field), self.at_event(field))

    def at_event(self, field: str) -> Value | None:
        return self.records.get(self.record, {}).get(key_of(field))

    def named(self, root: tree.RootKind, key: str) -> Value | None:
        return self.named_values.get((root, key))


def read(name: str, type_: Type, *, previous: bool = False, target: tree.Expr = RECORD) -> tree.Read:
    return tree.Read(target, Field(name, type_), type_, name, previous=previous, span=SPAN)
