"""Values that are alike: of texts only letters and digits count, and not their case.

It is coarser than `=`: what is the same is alike. So a place for each likeness, the bucket, holds every value that is
the same as the one sought, and then some.
"""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from regeltaal.values import texts
from regeltaal.values.value import Duration, Ref, Value

EMPTY = ""
"""The bucket of LEEG."""

_LONGEST = 80
"""Of a bucket: a database has no index on texts of any length."""


def alike(left: Value | None, right: Value | None) -> bool:
    """Whether two values of one type are the same but for how they are written. LEEG is only like LEEG."""
    return _likeness(left) == _likeness(right)


def bucket(value: Value | None) -> str:
    """A short text that values which are alike have in common."""
    return _likeness(value)[:_LONGEST]


def _likeness(value: Value | None) -> str:
    match value:
        case None:
            return EMPTY
        case str():
            return EMPTY if texts.is_blank(value) else f"={_letters_and_digits(value)}"
        case Ref(key=key):
            return f"={_letters_and_digits(key)}"
        case bool():
            return "=1" if value else "=0"
        case Decimal() | Fraction():
            return f"={Fraction(value)}"
        case datetime():
            return f"={value.astimezone(UTC).isoformat()}"
        case date() | time():
            return f"={value.isoformat()}"
        case Duration(kind=kind, amount=amount):
            return f"={amount} {kind.value}"
        case tuple():
            return f"={';'.join(map(_likeness, value))}"
        case _:
            assert_never(value)


def _letters_and_digits(text: str) -> str:
    return "".join(filter(str.isalnum, texts.canonical(text).casefold()))
