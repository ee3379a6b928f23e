"""The fields of a record: read, compared, and in the form in which they are stored."""

from collections.abc import Mapping
from decimal import Decimal

from regeltaal.base.text import Text
from regeltaal.schema.model import key_of
from regeltaal.values.value import Fault, Ref, Value

Fields = Mapping[str, Value | None]
"""The fields of a record by key; one that is not there is LEEG. Never changed in place: a write makes a new one."""


def field_of(record: Ref, fields: Fields | None, name: str) -> Value | Fault | None:
    """A field of a record with these fields; FOUT where the record is not there."""
    return missing(record) if fields is None else fields.get(key_of(name))


def missing(record: Ref) -> Fault:
    return Fault(
        Text(
            nl=f"{record.object} `{record.key}` is niet bekend",
            en=f"{record.object} `{record.key}` is not known",
        )
    )


def as_stored(value: Value | None) -> Value | None:
    """A list without rows is LEEG, so that emptying one twice is one change."""
    return None if value == () else value


def differing(old: Fields, new: Fields) -> frozenset[str]:
    return frozenset(key for key in {**old, **new} if old.get(key) != new.get(key))


def is_as_it_was(new: Fields, old: Fields) -> bool:
    """Whether storing the new fields would change nothing: not even how a number is written."""
    return all(_is_same(value, old.get(key)) for key, value in new.items())


def _is_same(new: Value | None, old: Value | None) -> bool:
    if isinstance(new, tuple) and isinstance(old, tuple):
        return len(new) == len(old) and all(map(_is_same, new, old))
    if type(new) is not type(old) or new != old:
        return False
    return not isinstance(new, Decimal) or new.as_tuple() == old.as_tuple()  # type: ignore[union-attr] # one type
