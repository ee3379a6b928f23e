"""Values of any type to and from JSON: what events bring, what the store keeps, what results show.

Reading goes by the schema's types; `Kind.decode` and `Kind.encode` do the scalars.
"""

import json
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import assert_never
from zoneinfo import ZoneInfo

from regeltaal.base.text import Text
from regeltaal.values.types import Enumeration, ListOf, Nothing, ObjectType, Scalar, Type, Unknown
from regeltaal.values.value import Duration, NotAValueError, Ref, Value, reference

_LONGEST_REPORTED = 40
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def decode(data: object, type_: Type, zone: ZoneInfo) -> Value | None:
    """A scalar or enum value of JSON data, None for null and for text that is empty after trimming.

    Raises:
        NotAValueError: the data is no value of the type. References and lists are the caller's work.
    """
    if data is None or (isinstance(data, str) and not data.strip("\t\r\n \u00a0")):
        return None
    match type_:
        case Scalar(kind=kind):
            return kind.decode(data, zone)
        case Enumeration():
            return enum_value(data, type_)
        case ObjectType() | ListOf() | Nothing() | Unknown():
            raise TypeError(f"{type_} has no scalar form")
        case _:
            assert_never(type_)


def enum_value(data: object, enum: Enumeration) -> str:
    """A value of a KEUZE in the schema's spelling; an open one also takes what the schema does not know.

    Raises:
        NotAValueError: it is no text, or no value of a closed KEUZE.
    """
    if not isinstance(data, str):
        raise NotAValueError(
            Text(nl=f"hier hoort een keuze van `{enum.name}`, als tekst", en=f"a choice of `{enum.name}` belongs here")
        )
    folded = " ".join(data.lower().split())
    for value in enum.values:
        if value.lower() == folded:
            return value
    if enum.open:
        return data.strip()
    known = ", ".join(enum.values)
    shown = shorten(data)
    raise NotAValueError(
        Text(nl=f"`{shown}` is geen {enum.name}; kies uit {known}", en=f"`{shown}` is no {enum.name}; choose {known}")
    )


def encode(value: Value | None, type_: Type) -> object:
    """A value as JSON-ready data that ``decode`` reads back; a reference as its key, a list as an array."""
    if value is None:
        return None
    match type_:
        case Scalar(kind=kind):
            return kind.encode(value)
        case ListOf(element=element):
            return [encode(item, element) for item in value] if isinstance(value, tuple) else [encode(value, element)]
        case Enumeration() | Nothing() | Unknown():
            return encode_untyped(value)
        case ObjectType():
            return value.key if isinstance(value, Ref) else encode_untyped(value)
        case _:
            assert_never(type_)


def encode_untyped(value: Value | None) -> object:
    """A value as JSON-ready data where its type is not at hand: for messages and logs, not to be read back."""
    match value:
        case None | str() | bool():
            return value
        case Decimal():
            return str(value)
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case datetime() | date() | time():
            return value.isoformat()
        case Duration(kind=kind, amount=amount):
            return f"{amount} {kind.value}"
        case Ref(key=key):
            return key
        case tuple():
            return [encode_untyped(item) for item in value]
        case _:
            assert_never(value)


def shorten(data: object) -> str:
    """Outside data in a message: one line, cut short."""
    text = " ".join(storable(str(data)).split())
    return text if len(text) <= _LONGEST_REPORTED else text[: _LONGEST_REPORTED - 1] + "…"


def storable(text: str) -> str:
    """A text of outside with a question mark for what not every database keeps: half of a surrogate pair, a NUL."""
    return text.encode("utf-8", "replace").decode().replace("\0", "?")


def canonical_json(data: object) -> str:
    """JSON text that is equal for equal data: what digests are taken of."""
    return _CANONICAL.encode(data)


def decode_stored(data: object, type_: Type, administration: str, zone: ZoneInfo) -> Value | None:
    """A value that ``encode`` made, of any type; a reference is a key in ``administration``.

    Raises:
        NotAValueError: it is no value of the type (any more): the schema has changed under it.
    """
    if data is None:
        return None
    match type_:
        case ListOf(element=element):
            items = data if isinstance(data, list) else [data]
            found = [decode_stored(item, element, administration, zone) for item in items]
            return tuple(item for item in found if item is not None)
        case ObjectType(name=name):
            return reference(administration, name, str(data))
        case _:
            return decode(data, type_, zone)
