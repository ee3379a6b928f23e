"""Records made up as they are asked for, to let the reference evaluator confirm what a planter says of a condition."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from attrs import Factory, define
from tests.seeded.goodsets import World
from tests.seeded.plant import walk

from regeltaal.evaluate.evaluator import verdict
from regeltaal.evaluate.facts import NOT_KNOWN, NotKnown
from regeltaal.evaluate.verdict import Truth
from regeltaal.program.tree import Const, RootKind, Rule
from regeltaal.schema.model import Field, key_of
from regeltaal.values.environment import Environment
from regeltaal.values.moments import in_zone
from regeltaal.values.types import Enumeration, ListOf, ObjectType, Scalar, Type
from regeltaal.values.value import Fault, Ref, Value

SAMPLES = 120
_ZONE = ZoneInfo("Europe/Amsterdam")


@define
class Sampled:
    """Facts that come about when they are read, and then stay; biased to the values that the rule names."""

    world: World
    record: Ref
    random: Random
    named_values: list[Value]
    environment: Environment
    known: dict[tuple[Ref, str], Value | None] = Factory(dict)
    earlier: dict[str, Value | NotKnown | None] = Factory(dict)
    made: int = 0

    def read(self, record: Ref, field: str) -> Value | Fault | None:
        key = (record, key_of(field))
        if key not in self.known:
            object_ = self.world.schema.object(record.object)
            found = object_.field(field) if object_ is not None else None
            self.known[key] = self._of_field(found) if found is not None else None
        return self.known[key]

    def fields_of(self, record: Ref) -> Mapping[str, Value | None] | None:
        object_ = self.world.schema.object(record.object)
        names = object_.fields if object_ is not None else {}
        found = {name: self.read(record, name) for name in names}
        return {name: one for name, one in found.items() if not isinstance(one, Fault)}

    def before(self, field: str) -> Value | NotKnown | None:
        key = key_of(field)
        if key not in self.earlier:
            now = self.at_event(field)
            object_ = self.world.schema.object(self.record.object)
            found = object_.field(field) if object_ is not None else None
            other = self._of_field(found) if found is not None else None
            self.earlier[key] = self.random.choice((now, other, other, NOT_KNOWN))
        return self.earlier[key]

    def at_event(self, field: str) -> Value | None:
        found = self.read(self.record, field)
        return None if isinstance(found, Fault) else found

    def named(self, root: RootKind, key: str) -> Value | None:
        if root is RootKind.EVENT:
            return self.environment.now if key == "moment" else key
        if root is RootKind.ADMINISTRATION and not key:
            return Ref("", "administratie", "A")
        return None

    def _of_field(self, field: Field) -> Value | None:
        if not field.required and self.random.random() < 0.25:
            return None
        return self._of_type(field.type)

    def _of_type(self, type_: Type) -> Value | None:
        match type_:
            case Enumeration(_, values):
                return self.random.choice(values) if values else "x"
            case ObjectType(name):
                self.made += 1
                known = [one for one in self.named_values if isinstance(one, Ref) and one.object == key_of(name)]
                return self.random.choice(known) if known and self.chance() else Ref("A", key_of(name), f"r{self.made}")
            case ListOf(element):
                found = (self._of_type(element) for _ in range(self.random.choice((0, 1, 2, 3))))
                return tuple(one for one in found if one is not None)
            case Scalar(kind):
                return self._of_kind(kind.name)
            case _:
                return None

    def chance(self) -> bool:
        return self.random.random() < 0.6

    def _of_kind(self, kind: str) -> Value:
        plain = _plain(kind, self.random)
        like = [one for one in self.named_values if type(one) is type(plain)]
        if not like or not self.chance():
            return plain
        return _near(self.random.choice(like), self.random, whole=kind == "geheel getal")


def _near(value: Value, random: Random, *, whole: bool) -> Value:
    step = random.choice((-1, 0, 0, 1))
    match value:
        case Decimal():
            return value + (step if whole else Decimal(step) / 2)
        case str():
            return random.choice((value, value, value.upper(), f"x {value} y", value[:3], f"{value}z"))
        case datetime() | time():
            return value
        case date():
            return value + timedelta(days=step)
        case _:
            return value


def _plain(kind: str, random: Random) -> Value:
    number = random.randrange(-20, 400)
    match kind:
        case "ja-nee":
            return random.random() < 0.5
        case "geheel getal":
            return Decimal(number)
        case "getal" | "bedrag" | "percentage":
            return Decimal(number) / 4
        case "datum" | "maand":
            return date(2026, 6, 1) + timedelta(days=number * 3)
        case "tijd":
            return time(number % 24, number % 60)
        case "moment":
            return in_zone(datetime(2027, 3, 12, 10, tzinfo=_ZONE) + timedelta(hours=number), _ZONE)
        case _:
            return random.choice(("Lindelaan", "factuur 12", "iets", "x", "WB-2027"))


def truths(world: World, rule: Rule, seed: int) -> Iterator[Truth]:
    """The verdict of a rule's condition on records made up at random."""
    found = [one.value for one in walk(rule.condition) if isinstance(one, Const)]
    flat = [one for value in found for one in (value if isinstance(value, tuple) else (value,)) if one is not None]
    for number in range(SAMPLES):
        random = Random(f"{seed} {number}")
        now = in_zone(datetime(2027, random.randrange(1, 13), 12, 10, tzinfo=_ZONE), _ZONE)
        environment = Environment(now, _ZONE, world.schema.calendar, world.schema.month_end)
        trigger = rule.triggers[0]
        object_ = getattr(getattr(trigger, "event", trigger), "object", "")
        name = object_ if isinstance(object_, str) else object_.name
        facts = Sampled(world, Ref("A", key_of(name), "1"), random, flat, environment)
        yield verdict(rule.condition, facts).truth


WRONG: dict[str, frozenset[Truth]] = {
    "never": frozenset({Truth.TRUE}),
    "always": frozenset(Truth) - {Truth.TRUE},
    "not false": frozenset({Truth.FALSE}),
    "known": frozenset({Truth.UNKNOWN}),
}
"""By claim: the verdicts that belie it."""


def holds(claim: str, world: World, rules: list[Rule], seed: int) -> bool:
    """Whether the reference agrees with a claim about the condition."""
    wrong = WRONG[claim]
    return bool(rules) and not any(truth in wrong for rule in rules for truth in truths(world, rule, seed))
