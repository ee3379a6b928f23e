"""Finding records by the values of fields: what is asked for, and what a store keeps of a record to answer it.

A field with ZOEKVELD has a bucket for each value that is alike (``values.likeness``). A store gives the records in a
bucket; which of them have the value is seen on the records themselves. So what a store keeps can only be too coarse.
"""

import hashlib
from collections.abc import Iterable, Mapping

from regeltaal.base.version import __version__
from regeltaal.schema.model import Object, key_of
from regeltaal.values import compare
from regeltaal.values.likeness import alike, bucket
from regeltaal.values.types import Enumeration, Type
from regeltaal.values.value import Value

Wanted = Mapping[str, Value | tuple[Value | None, ...] | None]
"""The values sought by field: one, or a tuple of those that will do. None is LEEG."""

Buckets = tuple[tuple[str, tuple[str, ...]], ...]
"""The buckets of a search by field key, in order, so that equal searches are equal."""


def choices(value: Value | tuple[Value | None, ...] | None) -> Iterable[Value | None]:
    """The values that will do."""
    return value if isinstance(value, tuple) else (value,)


def buckets(wanted: Wanted, declared: Object | None) -> Buckets:
    """Where to look for what is wanted: none at all when it has no field that records are found by."""
    known = () if declared is None else declared.lookup_fields
    return tuple(
        (key, tuple(sorted({bucket(one) for one in choices(wanted[name])})))
        for key, name in sorted((key_of(name), name) for name in wanted)
        if key in known
    )


def places(fields: Mapping[str, Value | None], declared: Object) -> dict[str, str]:
    """The bucket of each lookup field of a record."""
    return {key: bucket(fields.get(key)) for key in declared.lookup_fields}


def is_in(fields: Mapping[str, Value | None], sought: Buckets) -> bool:
    """Whether a record is in one of the buckets of each field."""
    return all(bucket(fields.get(key)) in found for key, found in sought)


def has(fields: Mapping[str, Value | None], wanted: Wanted, *, loosely: bool) -> bool:
    """Whether a record has the values: the same as `=` has it, or ``loosely`` only alike."""
    fits = alike if loosely else compare.same
    return all(any(fits(fields.get(key_of(name)), one) for one in choices(value)) for name, value in wanted.items())


def digest_of(declared: Object) -> str:
    """Changes with whatever the buckets of an object's records depend on: its lookup fields, their types, the code."""
    told = [f"{key}: {_spelled(declared.fields[key].type)}" for key in declared.lookup_fields]
    return hashlib.sha256("\n".join([__version__, *sorted(told)]).encode()).hexdigest()


def _spelled(type_: Type) -> str:
    return f"{type_} ({'; '.join(type_.values)})" if isinstance(type_, Enumeration) else str(type_)
