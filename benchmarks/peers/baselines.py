"""Plain Python beside which an engine has to stand: functions written by hand, and one function made of all rules."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from regeltaal.values.texts import WHITE_SPACE

from . import translate
from .adapters import Adapter, Match, Test
from .regeltaal_rules import Decoded, RecordFacts, decode, facts_of, schema, surroundings
from .workload import FIELDS, SINGLE, TEXTS, Ask, Condition, Group, Record, questions

Row = Mapping[str, Any]
_AMOUNT, _LOW, _HIGH, _DAY = Decimal("1250.50"), Decimal("250.50"), Decimal(1500), dt.date(2025, 6, 1)


class OfRecord(Adapter):
    """What is given is a record as the engine holds it; a test takes its fields and the facts."""

    in_python = True
    spread = True

    def __init__(self) -> None:
        self.environment = surroundings(schema())

    def given(self, record: Record) -> Decoded:
        return decode(record)

    def prepare(self, given: Decoded) -> Any:  # noqa: ANN401  # as each heir takes it
        facts = facts_of(given, self.environment)
        return facts.own, facts

    def prepare_set(self, given: Decoded) -> RecordFacts:
        return facts_of(given, self.environment)


# ---------------------------------------------------------------- by hand


def _simple(fields: Row, _: RecordFacts) -> bool:
    status = fields.get("status")
    return status is not None and status.strip(WHITE_SPACE).lower() == "gepland"


def _amount(fields: Row, _: RecordFacts) -> bool:
    amount = fields.get("bedrag")
    return amount is not None and amount > _AMOUNT


def _medium(fields: Row, _: RecordFacts) -> bool:
    status = fields.get("status")
    if status is None or status.strip(WHITE_SPACE).lower() != "gepland":
        return False
    amount = fields.get("bedrag")
    if amount is None or not amount > _LOW:
        return False
    title = fields.get("titel")
    return title is not None and "e" in title.lower()


def _complex(fields: Row, facts: RecordFacts) -> bool:
    status = fields.get("status")
    if status is not None and status.strip(WHITE_SPACE).lower() in ("nieuw", "gepland"):
        text = fields.get("omschrijving")
        if text is not None and "lekkage" in text.lower():
            amount, priority = fields.get("bedrag"), fields.get("prioriteit")
            if amount is not None and amount >= _HIGH:
                return True
            if priority is not None and priority.strip(WHITE_SPACE).lower() == "spoed":
                return True
    if fields.get("contract") is True:
        made = fields.get("aangemaakt")
        if made is not None and made >= _DAY:
            if _starts(fields, facts, "35"):
                return True
            mechanic = fields.get("monteur")
            return mechanic is None or not mechanic.strip(WHITE_SPACE)
    return False


def _complex_as_kept(fields: Row, facts: RecordFacts) -> bool:
    """The same for who takes a choice to be in the spelling of the domain."""
    if fields.get("status") in ("nieuw", "gepland"):
        text = fields.get("omschrijving")
        if text is not None and "lekkage" in text.lower():
            amount = fields.get("bedrag")
            if (amount is not None and amount >= _HIGH) or fields.get("prioriteit") == "spoed":
                return True
    if fields.get("contract") is True:
        made = fields.get("aangemaakt")
        if made is not None and made >= _DAY:
            mechanic = fields.get("monteur")
            return _starts(fields, facts, "35") or mechanic is None or not mechanic.strip(WHITE_SPACE)
    return False


def _starts(fields: Row, facts: RecordFacts, prefix: str) -> bool:
    customer = fields.get("relatie")
    other: Row | None = None if customer is None else facts.fields_of(customer)
    postcode = None if other is None else other.get("postcode")
    return postcode is not None and postcode.startswith(prefix)


class ByHand(OfRecord):
    """Does what the language asks: no case and no white space at the ends, exact amounts, nothing of what is LEEG."""

    single_only = True

    def single(self, spelled: Condition) -> Test:
        written: Mapping[str, Test] = {"simple": _simple, "amount": _amount, "medium": _medium, "complex": _complex}
        return next(written[name] for name, one in SINGLE.items() if one is spelled)


class ByHandAsKept(ByHand):
    def single(self, spelled: Condition) -> Test:
        return _complex_as_kept if spelled is SINGLE["complex"] else super().single(spelled)


# ---------------------------------------------------------------- one function for all rules


class OneFunction(OfRecord):
    """All rules in one function, each field that they use read and folded once: what the language asks."""

    spread = False

    def prepare(self, given: Decoded) -> Any:  # noqa: ANN401  # the facts alone: it reads what it needs
        return self.prepare_set(given)

    def matcher(self, spelled: Sequence[Condition]) -> Match:
        names = sorted({asked.field for one in spelled for asked in questions(one)})
        constants: translate.Plain = {"_blank": WHITE_SPACE}
        lines = ["def match(facts):", " r = facts.fields_of(facts.record)", " found = []", " hit = found.append"]
        if any("." in name for name in names):
            lines.append(" r_relatie = facts.fields_of(r.get('relatie')) or {}")
        for name in names:
            lines += _reading(name)
        for number, one in enumerate(spelled):
            lines.append(f" if {_python(one, constants)}: hit({number})")
        return _defined([*lines, " return found"], constants)


def _local(name: str) -> str:
    return "f_" + name.replace(".", "_")


def _reading(name: str) -> list[str]:
    owner, _, key = name.rpartition(".")
    local = _local(name)
    lines = [f" {local} = {'r_relatie' if owner else 'r'}.get({key!r})"]
    if FIELDS[name] in ("enum", "name"):
        lines.append(f" {local}_key = {local} and ({local}.strip(_blank).lower() or None)")
    elif name in TEXTS:
        lines.append(f" {local}_lc = {local}.lower() if {local} else ''")
    return lines


def _python(condition: Condition, constants: translate.Plain) -> str:
    """What is compared is folded on both sides; what is ordered, guarded."""
    if isinstance(condition, Group):
        word = " and " if condition.every else " or "
        return "(" + word.join(_python(part, constants) for part in condition.parts) + ")"
    local, kind = _local(condition.field), condition.kind
    if FIELDS[condition.field] in ("enum", "name") and kind in ("eq", "ne", "in", "empty", "filled"):
        return translate.python(_folded(condition), lambda _: f"{local}_key", lambda _: f"{local}_lc", constants)
    asked = translate.python(condition, lambda _: local, lambda _: f"{local}_lc", constants)
    return f"({local} is not None and {asked})" if kind in (*translate.ORDERINGS, "starts") else asked


def _folded(asked: Ask) -> Ask:
    match asked.value:
        case str() as text:
            return Ask(asked.kind, asked.field, text.lower())
        case tuple() as texts:
            return Ask(asked.kind, asked.field, tuple(str(one).lower() for one in texts))
        case value:
            return Ask(asked.kind, asked.field, value)


class PlainFunction(Adapter):
    """The same of the plain form: floats, whole numbers for dates, texts in lower case beforehand, no trimming."""

    in_python = True

    def matcher(self, spelled: Sequence[Condition]) -> Match:
        names = sorted({asked.field for one in spelled for asked in questions(one)})
        constants: translate.Plain = {}
        lines = ["def match(r):", " found = []", " hit = found.append"]
        for name in names:
            parts = "".join(f"[{part!r}]" for part in name.split("."))
            lines.append(f" {_local(name)} = r{parts}")
            if name in TEXTS:
                lines.append(f" {_local(name)}_lc = r[{name + '_lc'!r}]")
        for number, one in enumerate(spelled):
            test = translate.python(_plain(one), _local, lambda name: f"{_local(name)}_lc", constants)
            lines.append(f" if {test}: hit({number})")
        return _defined([*lines, " return found"], constants)


def _plain(condition: Condition) -> Condition:
    match condition:
        case Group(every=every, parts=parts):
            return Group(every, tuple(map(_plain, parts)))
        case Ask(kind=kind, field=name, value=tuple() as values):
            return Ask(kind, name, tuple(translate.plain(one) for one in values))
        case Ask(kind=kind, field=name, value=value):
            return Ask(kind, name, translate.plain(value))


def _defined(lines: Sequence[str], constants: translate.Plain) -> Match:
    space: dict[str, Any] = dict(constants)
    exec(compile("\n".join(lines), "all rules", "exec"), space)  # noqa: S102  # the text is made here
    match: Match = space["match"]
    return match
