"""Records made at random, with what was before and around them; biased to what the rules ask for."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from random import Random
from typing import cast
from zoneinfo import ZoneInfo

from attrs import evolve, frozen
from tests.compiler import domain
from tests.compiler.sorts import ADMINISTRATION, BLANKS, ELSEWHERE, MISSING, PRESENT, SORTS, TEXT, ZONE, Sort

from regeltaal.base.text import same
from regeltaal.evaluate.facts import NOT_KNOWN, NotKnown
from regeltaal.program.tree import RootKind
from regeltaal.schema.model import key_of
from regeltaal.values.calendar import Calendar
from regeltaal.values.environment import Environment, MonthEnd
from regeltaal.values.moments import in_zone
from regeltaal.values.value import Fault, Ref, Value

Fields = Mapping[str, Value | None]
_OWN = Ref(ADMINISTRATION, "stuk", "S1")
_CALENDAR = Calendar(frozenset(domain.HOLIDAYS))
_MOMENTS = (
    "2027-03-12T10:00+01:00",
    "2027-03-28T01:30+01:00",
    "2027-10-31T02:30+02:00",
    "2027-10-31T02:30+01:00",
    "2026-12-31T23:59+01:00",
    "2027-01-31T00:00+01:00",
)
_ZONES = (ZONE, ZONE, ZONE, ZoneInfo("America/New_York"))


@frozen
class Situation:
    """One event on one record: all that a condition may ask, as ``evaluate.Facts``.

    ``earlier`` holds what fields were before where that differed, None: not known. ``brought`` are the fields that the
    event brought otherwise than they are now.
    """

    environment: Environment
    records: Mapping[Ref, Fields]
    earlier: Fields | None
    brought: Fields
    event: str
    record: Ref = _OWN

    def read(self, record: Ref, field: str) -> Value | Fault | None:
        fields = self.records.get(record)
        if fields is None:
            return Fault(same(f"{record.key} is niet bekend"))
        return fields.get(key_of(field))

    def fields_of(self, record: Ref) -> Fields | None:
        return self.records.get(record)

    def before(self, field: str) -> Value | NotKnown | None:
        key = key_of(field)
        if self.earlier is None:
            return NOT_KNOWN
        return self.earlier[key] if key in self.earlier else self.at_event(field)

    def at_event(self, field: str) -> Value | None:
        key = key_of(field)
        return self.brought[key] if key in self.brought else self.own.get(key)

    def named(self, root: RootKind, key: str) -> Value | None:
        match root:
            case RootKind.EVENT:
                return self.environment.now if key == "moment" else {"naam": self.event, "id": "g1"}.get(key)
            case RootKind.ADMINISTRATION if key:
                return ("spoed", "Straße") if key == "tags" else {"naam": ADMINISTRATION}.get(key)
            case RootKind.ADMINISTRATION:
                return Ref("", "administratie", ADMINISTRATION)
            case _:
                return None

    @property
    def own(self) -> Fields:
        """The fields of the own record, none where it is not there."""
        return self.records.get(self.record, {})

    def without(self, record: Ref, key: str) -> "Situation":
        """With a field LEEG."""
        fields = {name: value for name, value in self.records[record].items() if name != key}
        return evolve(self, records={**self.records, record: fields})


def situation(random: Random, event: str) -> Situation:
    maker = _Maker(random, empty=random.choice((0.1, 0.3, 0.3, 0.6)))
    now = datetime.fromisoformat(random.choice(_MOMENTS))
    zone = random.choice(_ZONES)
    environment = Environment(in_zone(now, zone), zone, _CALENDAR, random.choice(tuple(MonthEnd)))
    records = maker.records()
    own = records[_OWN]
    brought = maker.changes(own, 0.15) if maker.chance(0.3) else {}
    earlier = None if maker.chance(0.2) else maker.changes(own, random.choice((0.1, 0.5)))
    if maker.chance(0.02):
        del records[_OWN]
    return Situation(environment, records, earlier, brought, event)


def situations(seed: int, event: str, count: int) -> Sequence[Situation]:
    random = Random(f"feiten {seed}")
    return [situation(random, event) for _ in range(count)]


@frozen
class _Maker:
    random: Random
    empty: float

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def value(self, sort: Sort) -> Value | None:
        if self.chance(self.empty):
            return self.random.choice(BLANKS) if sort is TEXT and self.chance(0.1) else None
        found = self.random.choice(sort.values)
        while self.chance(0.35):
            found = sort.near(self.random, found)
        return found

    def items(self, sort: Sort) -> Value | None:
        """A list; nothing in it may be told in two ways."""
        if self.chance(self.empty):
            return self.random.choice((None, ()))
        found = (self.value(sort) for _ in range(self.random.choice((1, 1, 2, 3))))
        return tuple(one for one in found if one is not None)

    def fields(self, names: Sequence[tuple[str, Sort | None]]) -> dict[str, Value | None]:
        """A field that is LEEG stands there as None, or not at all."""
        made: dict[str, Value | None] = {}
        for name, sort in names:
            value = self._posten() if sort is None else self._field(name, sort)
            if value is not None or self.chance(0.5):
                made[name] = value
        return made

    def _field(self, name: str, sort: Sort) -> Value | None:
        if name == "klant twee" and self.chance(0.4):
            return _UNKNOWN_CUSTOMER
        return self.items(sort) if name == sort.plural else self.value(sort)

    def _posten(self) -> Value:
        rows = self.random.sample(_ROWS, self.random.choice((0, 1, 2, 3)))
        return cast("Value", tuple([*rows, _LOST] if self.chance(0.04) else rows))

    def records(self) -> dict[Ref, Fields]:
        own = {"nummer": "S1", **self.fields(_OF_OWN)}
        customers = {Ref(ADMINISTRATION, "klant", key): {"code": key, **self.fields(_OF_CUSTOMER)} for key in PRESENT}
        return {_OWN: own, **customers, **{row: self.fields(_OF_ROW) for row in _ROWS}}

    def changes(self, own: Fields, share: float) -> Fields:
        """Some fields with other values, or the same spelled otherwise."""
        return {name: self._other(name, sort, own) for name, sort in _OF_OWN if self.chance(share)}

    def _other(self, name: str, sort: Sort | None, own: Fields) -> Value | None:
        now = own.get(name)
        if sort is None:
            return self._posten()
        if now is not None and name != sort.plural and self.chance(0.3):
            return sort.near(self.random, now)
        return self._field(name, sort)


_ROWS = tuple(Ref(ADMINISTRATION, "post", f"S1/{number}") for number in range(4))
_CUSTOMERS = (*(Ref(ADMINISTRATION, "klant", key) for key in PRESENT), Ref(ELSEWHERE, "klant", PRESENT[0]))
_UNKNOWN_CUSTOMER = Ref(ADMINISTRATION, "klant", MISSING[0])
_LOST = Ref(ADMINISTRATION, "post", "weg")
_OF_ROW: Sequence[tuple[str, Sort | None]] = tuple((name, sort) for sort in SORTS for name in (sort.name, sort.plural))
_OF_CUSTOMER = (*_OF_ROW, ("posten", None))
_OF_OWN = (*_OF_CUSTOMER, *((f"{sort.name} twee", sort) for sort in SORTS))
assert not set(PRESENT) & set(MISSING)
