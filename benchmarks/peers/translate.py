"""Conditions and records of the workload in each peer's own language.

Peers without exact decimals get floats, without dates whole numbers (20251231), without a search that ignores case a
field in lower case beside each text.
"""

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from .workload import FIELDS, NULLABLE, TEXTS, Ask, Condition, Group, Leaf, Record

PYTHON_SIGNS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
ORDERINGS = frozenset({"lt", "le", "gt", "ge", "between"})
Plain = dict[str, Any]
Write = Callable[[object], str]


def plain(value: object) -> Any:  # noqa: ANN401  # what JSON can hold
    """A value without decimals and dates."""
    match value:
        case Decimal():
            return float(value)
        case dt.date():
            return value.year * 10000 + value.month * 100 + value.day
        case _:
            return value


def plain_record(record: Record) -> Plain:
    made: Plain = {name: dict(value) if isinstance(value, Mapping) else plain(value) for name, value in record.items()}
    for name in TEXTS:
        made[f"{name}_lc"] = made[name].lower()
    return made


def quoted(text: object) -> str:
    return json.dumps(text, ensure_ascii=False)


def literal(value: object) -> str:
    value = plain(value)
    return repr(value) if isinstance(value, int | float) and not isinstance(value, bool) else quoted(value)


def bounds(value: object) -> tuple[Leaf, Leaf]:
    assert isinstance(value, tuple)
    low, high = value
    return low, high


def items(value: object) -> tuple[Leaf, ...]:
    assert isinstance(value, tuple)
    return value


def guarded(asked: Ask) -> bool:
    """Whether a peer must be told not to compare an empty field."""
    return asked.field in NULLABLE and asked.kind in ORDERINGS


# ---------------------------------------------------------------- Python


def python(condition: Condition, read: Callable[[str], str], lower: Callable[[str], str], constants: Plain) -> str:
    """An expression; a constant that Python can't spell is put in ``constants``."""
    if isinstance(condition, Group):
        word = " and " if condition.every else " or "
        return "(" + word.join(python(part, read, lower, constants) for part in condition.parts) + ")"
    name, wanted, found = condition.field, condition.value, read(condition.field)
    write = _constant(constants)
    match condition.kind:
        case "empty":
            return f"({found} is None)" if FIELDS[name] == "date" else f"(not {found})"
        case "filled":
            return f"({found} is not None)" if FIELDS[name] == "date" else f"bool({found})"
        case "contains":
            return f"({write(wanted)} in {lower(name)})"
        case "starts":
            return f"{found}.startswith({write(wanted)})"
        case "in":
            return f"({found} in {{{', '.join(map(write, items(wanted)))}}})"
        case "between":
            low, high = map(write, bounds(wanted))
            test = f"{low} <= {found} <= {high}"
        case kind:
            test = f"{found} {'is' if isinstance(wanted, bool) else PYTHON_SIGNS[kind]} {write(wanted)}"
    return f"({found} is not None and {test})" if guarded(condition) else f"({test})"


def _constant(constants: Plain) -> Write:
    def write(value: object) -> str:
        if isinstance(value, str | int | float):
            return repr(value)
        return next((name for name, one in constants.items() if one == value), None) or added(value)

    def added(value: object) -> str:
        name = f"_k{len(constants)}"
        constants[name] = value
        return name

    return write


# ---------------------------------------------------------------- languages that look like C


def _joined(condition: Condition, every: str, some: str, leaf: Callable[[Ask], str]) -> str:
    if isinstance(condition, Ask):
        return leaf(condition)
    word = every if condition.every else some
    return "(" + f" {word} ".join(_joined(part, every, some, leaf) for part in condition.parts) + ")"


def _like_c(asked: Ask, every: str, contains: str, starts: str, write: Write = literal) -> str:
    """A question in a language with `null`, `in [...]` and the usual signs."""
    name, wanted = asked.field, asked.value
    match asked.kind:
        case "empty" | "filled":
            sign = "==" if asked.kind == "empty" else "!="
            return f"({name} {sign} {'null' if name in NULLABLE else quoted('')})"
        case "contains":
            return contains.format(field=name, value=quoted(wanted))
        case "starts":
            return starts.format(field=name, value=quoted(wanted))
        case "in":
            return f"({name} in [{', '.join(map(quoted, items(wanted)))}])"
        case "between":
            low, high = map(write, bounds(wanted))
            test = f"{name} >= {low} {every} {name} <= {high}"
        case kind:
            test = f"{name} {PYTHON_SIGNS[kind]} {write(wanted)}"
    return f"({name} != null {every} {test})" if guarded(asked) else f"({test})"


def cel(condition: Condition) -> str:
    return _joined(
        condition,
        "&&",
        "||",
        lambda one: _like_c(one, "&&", "{field}_lc.contains({value})", "{field}.startsWith({value})"),
    )


def zen(condition: Condition) -> str:
    return _joined(
        condition,
        "and",
        "or",
        lambda one: _like_c(one, "and", "contains({field}_lc, {value})", "startsWith({field}, {value})"),
    )


def rule_engine(condition: Condition) -> str:
    """It has decimals, dates and a lower case of its own."""

    def write(value: object) -> str:
        if isinstance(value, dt.date):
            return f'd"{value.isoformat()}"'
        return quoted(value) if isinstance(value, str | bool) else str(value)

    return _joined(
        condition,
        "and",
        "or",
        lambda one: _like_c(one, "and", "({value} in {field}.as_lower)", "{field}.starts_with({value})", write),
    )


# ---------------------------------------------------------------- JsonLogic


def json_logic(condition: Condition) -> Plain:
    if isinstance(condition, Group):
        return {"and" if condition.every else "or": [json_logic(part) for part in condition.parts]}
    name, wanted, read = condition.field, condition.value, {"var": condition.field}
    match condition.kind:
        case "empty" | "filled":
            return {"===" if condition.kind == "empty" else "!==": [read, None if name in NULLABLE else ""]}
        case "contains":
            return {"in": [wanted, {"var": f"{name}_lc"}]}
        case "starts":
            return {"starts_with": [read, wanted]}
        case "in":
            return {"in": [read, list(items(wanted))]}
        case "between":
            low, high = bounds(wanted)
            test: Plain = {"<=": [plain(low), read, plain(high)]}
        case kind:
            sign = {"eq": "===", "ne": "!=="}.get(kind, PYTHON_SIGNS[kind])
            test = {sign: [read, plain(wanted)]}
    return {"and": [{"!==": [read, None]}, test]} if guarded(condition) else test


# ---------------------------------------------------------------- CLIPS


def clips_slot(name: str) -> str:
    return name.replace(".", "_")


def clips(number: int, condition: Condition) -> list[str]:
    """A defrule for each way in which the condition can hold, the tests inside the pattern: Rete can share them."""
    return [
        f"(defrule r{number}_{way} (wo {_pattern(asked)}) => (bind ?*hits* (create$ ?*hits* {number})))"
        for way, asked in enumerate(_ways(condition))
    ]


def _ways(condition: Condition) -> list[list[Ask]]:
    match condition:
        case Ask():
            return [[condition]]
        case Group(every=False, parts=parts):
            return [way for part in parts for way in _ways(part)]
        case Group(parts=parts):
            found: list[list[Ask]] = [[]]
            for part in parts:
                found = [before + way for before in found for way in _ways(part)]
            return found


def _pattern(asked: Sequence[Ask]) -> str:
    """INVARIANT: each slot once; CLIPS loses a test beside a literal of the same slot."""
    return " ".join(_slot(one) for one in asked)


def _slot(asked: Ask) -> str:
    slot = clips_slot(asked.field) + ("_lc" if asked.kind == "contains" else "")
    nothing = "nil" if asked.field in NULLABLE else '""'
    read = f"?{slot}"
    match asked.kind, asked.value:
        case "empty", _:
            test = nothing
        case "filled", _:
            test = f"~{nothing}"
        case "contains", wanted:
            test = f":(str-index {quoted(wanted)} {read})"
        case "starts", str() as wanted:
            test = f":(eq (sub-string 1 {len(wanted)} {read}) {quoted(wanted)})"
        case "in", wanted:
            test = f":(or {' '.join(f'(eq {read} {quoted(one)})' for one in items(wanted))})"
        case "between", wanted:
            low, high = bounds(wanted)
            test = f":(<= {_clips_literal(low)} {read} {_clips_literal(high)})"
        case "eq" | "ne", wanted:
            test = ("~" if asked.kind == "ne" else "") + _clips_literal(wanted)
        case kind, wanted:
            test = f":({PYTHON_SIGNS[kind]} {read} {_clips_literal(wanted)})"
    return f"({slot} {read}{'&~nil' if guarded(asked) else ''}&{test})"


def _clips_literal(value: object) -> str:
    match plain(value):
        case bool() as answer:
            return "TRUE" if answer else "FALSE"
        case str() as text:
            return quoted(text)
        case number:
            return repr(float(number))
