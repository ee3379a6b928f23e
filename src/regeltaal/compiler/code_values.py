"""What generated code calls for values: the parts of the meaning that are not worth spelling out in it.

A value is itself, ``None`` where it is an empty field, ``COMPUTED`` where a computation came to nothing, or ``FAULTY``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import Any, Final

from regeltaal.evaluate.evaluator import outcome
from regeltaal.evaluate.facts import Facts, NotKnown
from regeltaal.program import tree
from regeltaal.values import compare, texts
from regeltaal.values.moments import in_zone
from regeltaal.values.operator import Scalar
from regeltaal.values.value import ComputationError, Empty, Fault, Ref, Value


class Gap(Enum):
    """Why there is no value."""

    COMPUTED = "LEEG"
    FAULTY = "FOUT"


COMPUTED: Final = Gap.COMPUTED
FAULTY: Final = Gap.FAULTY


def applied(scalar: Scalar, carries: bool, environment: object, *operands: object) -> object:  # noqa: FBT001 - generated
    """A computation: ``carries`` where something empty makes it empty. Lists that are absent come in as a list."""
    missing = computed = False
    for operand in operands:
        if operand is FAULTY:
            return FAULTY
        if operand is None:
            missing = True
        elif operand is COMPUTED:
            computed = True
    if carries and (missing or computed):
        return COMPUTED
    if computed:
        operands = tuple(None if operand is COMPUTED else operand for operand in operands)
    try:
        result = scalar(environment, *operands)
    except ComputationError:
        return FAULTY
    if result is None:
        return COMPUTED if computed or not missing else None
    return result


def listed(
    scalar: Scalar,
    carries: bool,  # noqa: FBT001 - generated
    lists: Sequence[int],
    environment: object,
    *operands: object,
) -> object:
    """A computation with lists among its operands, by their places."""
    if any(operand is FAULTY for operand in operands):
        return FAULTY
    arguments = list(operands)
    for place in lists:
        if arguments[place] is COMPUTED:
            return COMPUTED
        if arguments[place] is None:
            arguments[place] = ()
    return applied(scalar, carries, environment, *arguments)


def tested(scalar: Scalar, environment: object, *arguments: object) -> object:
    """A predicate on what may go to its scalar: true, false or FAULTY."""
    try:
        return bool(scalar(environment, *arguments))
    except ComputationError:
        return FAULTY


def gathered(items: Iterable[object]) -> object:
    """Values as one list: lists are spread out, what is LEEG left out."""
    values: list[object] = []
    for item in items:
        if item is FAULTY:
            return FAULTY
        if item is None or item is COMPUTED:
            continue
        if isinstance(item, tuple):
            values.extend(item)
        else:
            values.append(item)
    return tuple(values)


def fields_of_rows(rows: object, key: str, facts: Facts) -> object:
    """A field of each record of a list."""
    if not isinstance(rows, tuple):
        return FAULTY if rows is FAULTY else None
    found: list[object] = []
    for row in rows:
        if isinstance(row, Ref):
            fields = facts.fields_of(row)
            found.append(FAULTY if fields is None else fields.get(key))
    return gathered(found)


def previous(facts: Facts, name: str) -> object:
    found = facts.before(name)
    return COMPUTED if isinstance(found, NotKnown) else found


def by_reference(expr: tree.Expr, facts: Facts, rows: Mapping[int, Value | None]) -> object:
    """What the reference makes of an expression."""
    found = outcome(expr, facts, rows)
    match found:
        case Fault():
            return FAULTY
        case Empty(computed=computed):
            return COMPUTED if computed else None
        case _:
            return found


def clock(environment: object) -> object:
    return in_zone(environment.now, environment.zone)  # type: ignore[attr-defined]


def field_of(record: object, key: str, facts: Facts) -> object:
    """A field of what may be no record at all."""
    if not isinstance(record, Ref):
        return FAULTY if record is FAULTY else None
    fields = facts.fields_of(record)
    return FAULTY if fields is None else fields.get(key)


# ---------------------------------------------------------------- texts


class Known(dict[object, Any]):
    """Answers that were worked out beforehand, for the values of a KEUZE; of another it is worked out each time."""

    __slots__ = ("_answer",)

    def __init__(self, known: Iterable[tuple[object, object]], answer: Callable[[object], object]) -> None:
        super().__init__(known)
        self._answer = answer

    def __missing__(self, value: object) -> object:
        return self._answer(value)


def folded(text: str | None) -> str | None:
    return None if text is None else texts.fold(text)


def folded_exact(text: str | None) -> str | None:
    return None if text is None else texts.composed(text)


def text_key(text: str | None) -> str | None:
    return None if text is None else texts.canonical(text) or None


def text_key_exact(text: str | None) -> str | None:
    return None if text is None else texts.canonical_exact(text) or None


def key_exact(value: object) -> object:
    return compare.key(value, texts.canonical_exact)


def holds_any(text: str, parts: Sequence[str]) -> bool:
    return any(part in text for part in parts)


def none_of(value: object) -> object:
    """A value that may be a computation that came to nothing, for who does not care why there is none."""
    return None if value is COMPUTED else value
