"""Rows to events: a column is a field of the record, or one of a few that are about the event itself.

`naam` and `record.naam` are a field, `relatie.naam` a field of a reference, `materialen[1].code` one of the first row
of a list, `vorige.status` what a field was before. `id`, `gebeurtenis`, `administratie`, `moment` and `record` (a key)
are about the event.
"""

import hashlib
from collections.abc import Mapping
from typing import NoReturn

from attrs import frozen

from regeltaal.base.patterns import lazily
from regeltaal.base.suggest import meant
from regeltaal.base.text import Text
from regeltaal.intake.cells import as_json, is_filled
from regeltaal.runtime.codec import canonical_json, shorten
from regeltaal.runtime.event_json import RefusedError
from regeltaal.schema.model import FREE_FIELDS, Field, Object, Schema, key_of
from regeltaal.values.common import MOMENT, TEXT
from regeltaal.values.types import ListOf, ObjectType, Type
from regeltaal.values.value import NotAValueError

_ABOUT_EVENT = ("id", "gebeurtenis", "administratie", "record")
_STEP = lazily(r"\s*(?P<name>`[^`]+`|[^.`\[\]]+?)\s*(?:\[\s*(?P<index>[0-9]{1,5})\s*\])?\s*(?:\.|$)")
_ID_LENGTH = 24


@frozen
class Row:
    """A row of input, with its number (the line of a file, the place in a table) and its cells by column."""

    number: int
    cells: Mapping[str, object]


@frozen
class BadRow:
    """A row that can't be read as one, with the reason and the row as it was."""

    number: int
    reason: Text
    text: str


@frozen
class Defaults:
    """What rows are about that don't say so themselves."""

    event: str | None = None
    administration: str | None = None


@frozen
class Step:
    """A step of a path: a name, and which row of a list."""

    name: str
    index: int | None = None


def event_of(row: Row, schema: Schema, defaults: Defaults, *, dutch: bool) -> dict[str, object]:
    """The event that a row tells of, in the form of JSON; ``dutch``: its cells are in Dutch notation.

    Without an `id` it gets one that follows from all it says: the same row again is the same event.

    Raises:
        RefusedError: a cell does not fit, with its column.
    """
    filled = {column: cell for column, cell in row.cells.items() if is_filled(cell)}
    about = _about_event(filled, defaults, dutch=dutch)
    event = schema.event(str(about.get("gebeurtenis", "")))
    declared = None if event is None else schema.object(event.object)
    data = about if declared is None else about | _records(filled, declared, schema, dutch=dutch)
    if "id" not in data:
        digest = hashlib.sha256(canonical_json(data).encode("utf-8", "surrogatepass")).hexdigest()
        data["id"] = f"rij-{digest[:_ID_LENGTH]}"
    return data


def _about_event(filled: Mapping[str, object], defaults: Defaults, *, dutch: bool) -> dict[str, object]:
    found: dict[str, object] = {}
    if defaults.event is not None:
        found["gebeurtenis"] = defaults.event
    if defaults.administration is not None:
        found["administratie"] = defaults.administration
    for column, cell in filled.items():
        name = key_of(column)
        if name in _ABOUT_EVENT:
            found[name] = _read(cell, TEXT, column, dutch=dutch)
        elif name == "moment":
            found[name] = _read(cell, MOMENT, column, dutch=dutch)
    if "gebeurtenis" not in found:
        reason = Text(
            nl="de rij noemt geen gebeurtenis; vul de kolom `gebeurtenis` of gebruik `--gebeurtenis`",
            en="the row names no event; fill the column `gebeurtenis` or use `--gebeurtenis`",
        )
        raise RefusedError(reason, "gebeurtenis")
    return found


def _records(filled: Mapping[str, object], declared: Object, schema: Schema, *, dutch: bool) -> dict[str, object]:
    """The record with what it was before. A row that says a key and nothing else is about a record that is known."""
    builder = _Builder(schema, dutch)
    record: _Open = {}
    before: _Open = {}
    for column, cell in filled.items():
        if key_of(column) not in (*_ABOUT_EVENT, "moment"):
            steps = _steps(column)
            target = before if steps[0] == Step("vorige") and len(steps) > 1 else record
            is_marked = steps[0] in (Step("vorige"), Step("record")) and len(steps) > 1
            builder.put(target, declared, steps[1:] if is_marked else steps, cell, column)
    found: dict[str, object] = {"vorige": _closed(before)} if before else {}
    key = next((column for column in filled if key_of(column) == "record"), None)
    if record and key is not None:
        record.setdefault(_key_field(declared, key).name, _read(filled[key], TEXT, key, dutch=dutch))
    if record or key is None:
        found["record"] = _closed(record)
    return found


def _read(cell: object, type_: Type, column: str, *, dutch: bool) -> object:
    try:
        return as_json(cell, type_, dutch=dutch)
    except NotAValueError as error:
        raise RefusedError(error.reason, column) from error


# ---------------------------------------------------------------- paths


def _steps(column: str) -> tuple[Step, ...]:
    """A heading as a path.

    Raises:
        RefusedError: it is none.
    """
    found: list[Step] = []
    at = 0
    while at < len(column):
        match = _STEP.match(column, at)
        if match is None or match.end() == at:
            raise RefusedError(
                Text(nl=f"`{shorten(column)}` is geen naam van een veld", en=f"`{shorten(column)}` is no field name"),
                column,
            )
        index = match["index"]
        found.append(Step(key_of(match["name"]), None if index is None else int(index)))
        at = match.end()
    return tuple(found)


_Open = dict[str | int, object]
"""An object or a list (by number) that is being filled."""


@frozen
class _Builder:
    """Puts cells where their paths lead."""

    schema: Schema
    dutch: bool

    def put(self, target: _Open, declared: Object, steps: tuple[Step, ...], cell: object, column: str) -> None:
        first, *others = steps
        rest = tuple(others)
        if first.name == FREE_FIELDS and rest:
            first, rest = Step(f"{FREE_FIELDS}.{rest[0].name}", rest[0].index), rest[1:]
        field = declared.field(first.name)
        if field is None:
            _unknown(declared, first.name, column)
        match field.type:
            case ListOf(element=element) if first.index is not None:
                rows = _inner(target, field.name, column)
                self._put(rows, first.index, element, rest, cell, column)
            case ListOf(element=ObjectType()) if rest:
                name = f"{field.name}[1].{rest[0].name}"
                nl, en = f"`{field.name}` is een lijst; schrijf `{name}`", f"`{field.name}` is a list; write `{name}`"
                raise RefusedError(Text(nl=nl, en=en), column)
            case type_:
                if first.index is not None:
                    nl, en = f"`{field.name}` is geen lijst", f"`{field.name}` is no list"
                    raise RefusedError(Text(nl=nl, en=en), column)
                self._put(target, field.name, type_, rest, cell, column)

    def _put(  # noqa: PLR0913, PLR0917 - a place and what goes there
        self, target: _Open, name: str | int, type_: Type, rest: tuple[Step, ...], cell: object, column: str
    ) -> None:
        inner = self.schema.object(type_.name) if isinstance(type_, ObjectType) else None
        if rest and inner is None:
            nl, en = f"`{column}`: `{name}` heeft geen velden", f"`{column}`: `{name}` has no fields"
            raise RefusedError(Text(nl=nl, en=en), column)
        if inner is None:
            _once(target, name, column)
            target[name] = _read(cell, type_, column, dutch=self.dutch)
        elif rest:
            self.put(_with_key(target, name, inner, column), inner, rest, cell, column)
        else:
            self._key(target, name, inner, cell, column)

    def _key(self, target: _Open, name: str | int, inner: Object, cell: object, column: str) -> None:
        """A reference by its key, beside fields of it or alone."""
        key = _read(cell, TEXT, column, dutch=self.dutch)
        found = target.get(name)
        if isinstance(found, dict):
            found[_key_field(inner, column).name] = key
            return
        _once(target, name, column)
        target[name] = key


def _with_key(target: _Open, name: str | int, inner: Object, column: str) -> _Open:
    """The reference as an object, also where its key came first."""
    found = target.get(name)
    if name in target and not isinstance(found, dict):
        target[name] = {} if found is None else {_key_field(inner, column).name: found}
    return _inner(target, name, column)


def _inner(target: _Open, name: str | int, column: str) -> _Open:
    found = target.setdefault(name, {})
    if not isinstance(found, dict):
        _twice(column)
    return found


def _once(target: _Open, name: str | int, column: str) -> None:
    if name in target:
        _twice(column)


def _twice(column: str) -> NoReturn:
    raise RefusedError(Text(nl=f"`{column}` staat er tweemaal", en=f"`{column}` is there twice"), column)


def _key_field(declared: Object, column: str) -> Field:
    found = declared.key_field
    if found is None:
        reason = Text(nl=f"{declared.name} heeft geen sleutel", en=f"{declared.name} has no key")
        raise RefusedError(reason, column)
    return found


def _unknown(declared: Object, name: str, column: str) -> NoReturn:
    close = meant(name, (field.name for field in declared.fields.values()))
    shown = shorten(name)
    reason = Text(
        nl=f"`{shown}` is geen veld van {declared.name}{close.nl}",
        en=f"`{shown}` is no field of {declared.name}{close.en}",
    )
    raise RefusedError(reason, column)


def _closed(found: object) -> object:
    """What was filled, with lists in the order of their numbers; numbers that no row has are passed over."""
    if not isinstance(found, dict):
        return found
    if found and all(isinstance(key, int) for key in found):
        return [_closed(found[number]) for number in sorted(found)]
    return {key: _closed(value) for key, value in found.items()}
