"""When two values are the same, and which of two comes first. LEEG is None here, and the same as LEEG only."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import cast

from regeltaal.values import texts
from regeltaal.values.value import Duration, Number

Canonical = Callable[[str], str]


def same(left: object, right: object) -> bool:
    """Equality as `=` has it: texts without regard to case and white space at the ends."""
    return key(left) == key(right)


def same_exact(left: object, right: object) -> bool:
    """Equality as `= EXACT` has it: case counts."""
    return key(left, texts.canonical_exact) == key(right, texts.canonical_exact)


def member(value: object, items: Iterable[object]) -> bool:
    """Whether a value is the same as one of the items."""
    wanted = key(value)
    return any(key(item) == wanted for item in items)


def member_exact(value: object, items: Iterable[object]) -> bool:
    wanted = key(value, texts.canonical_exact)
    return any(key(item, texts.canonical_exact) == wanted for item in items)


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


def key(value: object, spelling: Canonical = texts.canonical) -> object:
    """What two values that are the same have in common; ``texts.canonical_exact`` for `= EXACT`."""
    match value:
        case str():
            return spelling(value) or None
        case tuple():
            return tuple(key(item, spelling) for item in value)
        case datetime():
            return value.astimezone(UTC)
        case _:
            return value
