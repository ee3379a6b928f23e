"""When two values are the same, and which of two comes first. LEEG is None here, and the same as LEEG only."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import cast

from regeltaal.values import texts
from regeltaal.values.value import Duration, Number

Canonical = Callable[[str], str]


def same(left: object, right: object) -> bool:
    """Equality as `=` has it: texts without regard to case and white space at the ends."""
    return _key(left, texts.canonical) == _key(right, texts.canonical)


def same_exact(left: object, right: object) -> bool:
    """Equality as `= EXACT` has it: case counts."""
    return _key(left, texts.canonical_exact) == _key(right, texts.canonical_exact)


def member(value: object, items: Iterable[object]) -> bool:
    """Whether a value is the same as one of the items."""
    wanted = _key(value, texts.canonical)
    return any(_key(item, texts.canonical) == wanted for item in items)


def member_exact(value: object, items: Iterable[object]) -> bool:
    wanted = _key(value, texts.canonical_exact)
    return any(_key(item, texts.canonical_exact) == wanted for item in items)


def is_empty(value: object) -> bool:
    """Whether a value is LEEG: there is none, or it is a blank text or a list without rows."""
    if isinstance(value, str):
        return texts.is_blank(value)
    return value is None or value == ()


def order(value: object) -> Number:
    """What values of one ordered kind are ordered by."""
    match value:
        case Duration():
            return cast("Number", value.amount)
        case datetime():
            return cast("Number", value.astimezone(UTC))
        case _:
            return cast("Number", value)


def _key(value: object, spelling: Canonical) -> object:
    """What two values that are the same have in common."""
    match value:
        case str():
            return spelling(value) or None
        case tuple():
            return tuple(_key(item, spelling) for item in value)
        case datetime():
            return value.astimezone(UTC)
        case _:
            return value
