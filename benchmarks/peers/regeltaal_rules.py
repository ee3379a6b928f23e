"""The workload in the language itself: the text of its rules, checked, and its records as the engine holds them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from attrs import define, frozen

from regeltaal.base.source import Source
from regeltaal.check.checker import check
from regeltaal.check.setting import Setting
from regeltaal.compiler.case import Case, Fields
from regeltaal.program.tree import OnEvent, Program, RootKind
from regeltaal.schema.loader import load
from regeltaal.schema.model import Schema
from regeltaal.syntax.parser import parse
from regeltaal.values.environment import Environment
from regeltaal.values.value import Fault, Ref, Value

from .workload import FIELDS, Ask, Condition, Group, Leaf, Record

_SCHEMA = Path(__file__).with_name("peers.domein")
_SIGNS = {"eq": "=", "ne": "<>", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_ZONE = ZoneInfo("Europe/Amsterdam")


# ---------------------------------------------------------------- the text


def text_of(conditions: Sequence[Condition]) -> str:
    """A file with a rule for each condition."""
    return "DOMEIN peers\n" + "".join(rule_text(number, one) for number, one in enumerate(conditions))


def rule_text(number: int, condition: Condition) -> str:
    lines = condition.parts if isinstance(condition, Group) and condition.every else (condition,)
    tests = "".join(f"EN {_part(one)}\n" for one in lines)
    return (
        f'\nREGEL "Regel {number}"\nWANNEER opdracht bijgewerkt\n{tests}'
        f'DAN\n  MAAK taak MET titel = "Kijk na: {{nummer}} ({number})"\n'
    )


def _part(condition: Condition) -> str:
    match condition:
        case Ask():
            return _question(condition)
        case Group(every=every, parts=parts):
            return "(" + (" EN " if every else " OF ").join(map(_part, parts)) + ")"


def _question(asked: Ask) -> str:
    name, wanted = asked.field, asked.value
    match asked.kind, wanted:
        case "empty", _:
            return f"{name} IS LEEG"
        case "filled", _:
            return f"{name} IS GEVULD"
        case "contains", _:
            return f"{name} BEVAT {_literal(name, wanted)}"
        case "starts", _:
            return f"{name} BEGINT MET EXACT {_literal(name, wanted)}"
        case "in", tuple(values):
            return f"{name} IN ({'; '.join(_literal(name, one) for one in values)})"
        case "between", (low, high):
            return f"{name} TUSSEN {_literal(name, low)} EN {_literal(name, high)}"
        case kind, _:
            return f"{name} {_SIGNS[kind]} {_literal(name, wanted)}"


def _literal(name: str, value: "Leaf | tuple[Leaf, ...]") -> str:
    match value:
        case bool():
            return "JA" if value else "NEE"
        case str():
            return f'"{value}"'
        case dt.date():
            return f"{value.day}-{value.month}-{value.year}"
        case Decimal() | float() | int():
            sign = "€ " if FIELDS[name] == "money" else ""
            return sign + f"{value:.2f}".replace(".", ",").removesuffix(",00")
        case _:
            raise TypeError(f"{name}: {value!r}")


# ---------------------------------------------------------------- checked


def schema() -> Schema:
    found = load(Source(_SCHEMA.name, _SCHEMA.read_text(encoding="utf-8"))).schema
    if found is None:
        raise SystemExit("het domein is niet te lezen")
    return found


def program_of(conditions: Sequence[Condition], domain: Schema | None = None) -> Program:
    """The rules of these conditions, in their order."""
    parsed = parse(Source("alles.regel", text_of(conditions)))
    checked = check([parsed.file], domain or schema(), Setting())
    errors = [str(one.message()) for one in (*parsed.problems, *checked.problems) if one.is_error]
    if errors:
        raise SystemExit(f"{len(errors)} fouten in de regels: {errors[:3]}")
    return checked.program


def cases_of(conditions: Sequence[Condition]) -> list[Case]:
    """What a decider is made of, in the order of the conditions."""
    found = sorted(program_of(conditions).rules, key=lambda one: one.place)
    return [Case(one.condition, tuple(way for way in one.triggers if isinstance(way, OnEvent))) for one in found]


# ---------------------------------------------------------------- records


@define(eq=False)
class RecordFacts:
    """An event about one record, with the record that it refers to: as little as an evaluation can ask."""

    environment: Environment
    record: Ref
    own: Fields
    others: Mapping[Ref, Fields]

    def fields_of(self, record: Ref) -> Fields | None:
        return self.own if record is self.record else self.others.get(record)

    def read(self, record: Ref, field: str) -> Value | Fault | None:
        fields = self.fields_of(record)
        if fields is None:
            raise LookupError(f"{record} is niet in de meting")
        return fields.get(field)

    def before(self, field: str) -> Value | None:
        return self.own.get(field)

    def at_event(self, field: str) -> Value | None:
        return self.own.get(field)

    def named(self, root: RootKind, key: str) -> Value | None:
        del root, key
        return None


@frozen(eq=False)
class Decoded:
    """A record as the engine holds it once it was read: values by key, the customer by a reference."""

    record: Ref
    own: Fields
    others: Mapping[Ref, Fields]


def decode(record: Record) -> Decoded:
    """A record of the workload as intake makes it: exact numbers, a blank text is LEEG."""
    number = str(record["id"])
    customer = Ref("kantoor", "relatie", f"R-{number}")
    of_customer = record["relatie"]
    assert isinstance(of_customer, Mapping)
    own = {name: _value(value) for name, value in record.items() if not isinstance(value, Mapping)}
    del own["id"]
    return Decoded(
        Ref("kantoor", "opdracht", number),
        {"nummer": number, **own, "relatie": customer},
        {customer: {"code": customer.key, **{name: _value(value) for name, value in of_customer.items()}}},
    )


def _value(value: Leaf) -> Value | None:
    match value:
        case None | "":
            return None
        case bool() | str() | Decimal() | dt.date():
            return value
        case _:
            return Decimal(str(value))


def surroundings(domain: Schema) -> Environment:
    return Environment(dt.datetime(2026, 6, 1, 9, tzinfo=_ZONE), _ZONE, domain.calendar, domain.month_end)


def facts_of(decoded: Decoded, environment: Environment) -> RecordFacts:
    return RecordFacts(environment, decoded.record, decoded.own, decoded.others)
