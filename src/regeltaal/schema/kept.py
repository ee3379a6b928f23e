"""The schema of a domain from the cache, or read anew: reading one takes longer than all else of a small project.

A schema is kept as a pickle in a file that `base.cache` trusts; even so only our own classes are made from it. Its
places refer to the sources that are given, and its kinds are those of the catalogue. Only a domain without any problem
is kept. The modules that read domains are not even imported for one that is.
"""

import io
import pickle
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from regeltaal.base import cache
from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.source import Source, Span
from regeltaal.schema.model import Schema
from regeltaal.syntax import grammar
from regeltaal.values.kind import Kind
from regeltaal.values.registry import kind_named

if TYPE_CHECKING:
    from regeltaal.schema.objects import FreeFieldEntry

KIND = "schema"
_ROOMS = ("base", "syntax", "values", "schema")
_PACKAGES = ("attr", "stdnum", "holidays", "re2", "lark")
_Reference = tuple[str, str | int]


def load(source: Source, free_fields: "Iterable[FreeFieldEntry]" = ()) -> tuple[Schema | None, tuple[Diagnostic, ...]]:
    """The schema of a domain with the free fields that a project adds to it, or None; and what is wrong with it."""
    entries = tuple(free_fields)
    key = _key(source, entries)
    sources = _sources(source, entries)
    found = _read(key, sources)
    if found is not None:
        return found, ()
    from regeltaal.schema import loader  # noqa: PLC0415 - as the first lines say

    loaded = loader.load(source, entries)
    if loaded.schema is not None and not loaded.problems:
        with suppress(pickle.PicklingError, RecursionError):
            cache.write(KIND, key, _written(loaded.schema, sources))
    return loaded.schema, loaded.problems


def _key(source: Source, entries: "Sequence[FreeFieldEntry]") -> str | None:
    packages = map(cache.package, _PACKAGES)
    own = (
        repr((one.object, one.name, one.type, one.choices, *map(_place, (one.span, one.heading)))) for one in entries
    )
    return cache.key(source.text, *grammar.stamps(), *packages, *own, rooms=_ROOMS)


def _place(span: Span | None) -> tuple[int, int] | None:
    return None if span is None else (span.start, span.end)


def _sources(source: Source, entries: "Iterable[FreeFieldEntry]") -> tuple[Source, ...]:
    """The texts that places in the schema may be in."""
    spans = (span for one in entries for span in (one.span, one.heading) if span is not None)
    return (source, *(span.source for span in spans))


# ---------------------------------------------------------------- pickles


def _written(schema: Schema, sources: Sequence[Source]) -> bytes:
    content = io.BytesIO()
    _Writer(content, sources).dump(schema)
    return content.getvalue()


def _read(key: str | None, sources: Sequence[Source]) -> Schema | None:
    content = cache.read(KIND, key)
    if content is None:
        return None
    try:
        found = _Reader(io.BytesIO(content), sources).load()
    except (pickle.UnpicklingError, ValueError, TypeError, AttributeError, LookupError, EOFError, ImportError):
        return None
    return found if isinstance(found, Schema) else None


class _Writer(pickle.Pickler):
    def __init__(self, file: io.BytesIO, sources: Sequence[Source]) -> None:
        super().__init__(file, protocol=5)
        self._numbers = {source: number for number, source in enumerate(sources)}

    def persistent_id(self, one: object) -> _Reference | None:
        """What is not written but referred to."""
        match one:
            case Source() if one in self._numbers:
                return ("source", self._numbers[one])
            case Source():
                raise pickle.PicklingError("a place in another text")
            case Kind():
                return ("kind", one.name)
            case _:
                return None


class _Reader(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, sources: Sequence[Source]) -> None:
        super().__init__(file)
        self._sources = sources

    def persistent_load(self, reference: _Reference) -> Source | Kind:
        what, which = reference
        if what == "source":
            return self._sources[int(which)]
        kind = kind_named(str(which))
        if kind is None:
            raise pickle.UnpicklingError(f"no kind {which}")
        return kind

    def find_class(self, module: str, name: str) -> object:
        if not module.startswith("regeltaal."):
            raise pickle.UnpicklingError(f"{module}.{name} does not belong here")
        return super().find_class(module, name)
