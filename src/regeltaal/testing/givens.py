"""What a step of a test gives, as an event in the form of those from outside: so it is taken in as they are."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import Factory, define

from regeltaal.base.node import Node
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.program.testing import Assignment, Given, Subject
from regeltaal.program.tree import Expr
from regeltaal.runtime.codec import encode
from regeltaal.runtime.event_json import RefusedError, read_line, refuse
from regeltaal.runtime.events import ENVELOPE
from regeltaal.schema.model import Field, Object, Schema, key_of
from regeltaal.values.types import ListOf, ObjectType, Type
from regeltaal.values.value import Value

Data = dict[str, Any]
"""A record as JSON data, by the names of its fields."""

ValueOf = Callable[[Expr], Value | None]
Files = Callable[[str], str]
"""Gives the text of a file of the project; raises ``RefusedError`` with the reason where it can't."""


def no_files(path: str) -> str:
    """Of rules without a project there are no files."""
    refuse(f"`{path}` is niet te lezen: er is geen project", f"`{path}` can't be read: there is no project", path)


class UnfitError(Exception):
    """What a test gives can't be: with its place and the reason."""

    def __init__(self, span: Span, reason: Text, hint: Text | None = None) -> None:
        super().__init__(reason.en)
        self.span, self.reason, self.hint = span, reason, hint


class Other(Node):
    """A record beside that of the event. ``keyed``: its key is given, so that it can be referred to.

    One that a field names by its key is there as well, with nothing in it but what the test says of it.
    """

    object: Object
    data: Data
    keyed: bool


@define(eq=False)
class Givens:
    """The givens of one step, gathered.

    ``record`` is that of the event, of the object ``owner``, ``previous`` what it was; ``others`` were there before.
    """

    schema: Schema
    owner: Object
    value_of: ValueOf
    files: Files = no_files
    record: Data = Factory(dict)
    previous: Data = Factory(dict)
    others: list[Other] = Factory(list)
    administration: dict[str, Value | None] = Factory(dict)
    """Its fields by key."""
    has_record: bool = False
    """Whether anything is given of the event's record."""

    def add(self, givens: Sequence[Given]) -> None:
        """Takes them all in.

        Raises:
            UnfitError: they contradict one another.
        """
        for given in givens:
            self._one(given)
        self._join()
        self.has_record = bool(self.record)

    def put(self, target: Data, way: Sequence[Field], data: object, span: Span) -> None:
        """Sets the field at the end of a way, unless it was set to something else.

        Raises:
            UnfitError: it was.
        """
        *before, last = way
        for field in before:
            target = self._inside(target, field, span)
        name = last.name
        if isinstance(data, str) and isinstance(target.get(name), dict) and isinstance(last.type, ObjectType):
            key = self._object(last.type).key_field
            if key is not None:
                target, name = target[name], key.name
        if name in target and target[name] != data:
            raise _contradiction(span, last.name, target[name], data)
        target[name] = data

    # ------------------------------------------------------------ one given

    def _one(self, given: Given) -> None:
        match given.subject:
            case Subject.RECORD:
                self._record(given)
            case Subject.PREVIOUS:
                self._fill(self.previous, given)
                self._from_file(given, self.owner, self.previous, self.previous)
            case Subject.ADMINISTRATION:
                values = {key_of(one.way[-1].name): self.value_of(one.value) for one in given.assignments}
                self.administration.update(values)
            case Subject.ROW:
                self._row(given)
            case Subject.OTHER:
                owner, data = self._of(given), Data()
                self._fill(data, given)
                self._from_file(given, owner, data, {})
                self.others.append(Other(owner, data, _has_key(owner, data)))

    def _record(self, given: Given) -> None:
        """The record of the event; one with another key is one beside it."""
        data: Data = {}
        self._fill(data, given)
        self._from_file(given, self.owner, data, {})
        key = self.owner.key_field
        keys = () if key is None else (data.get(key.name), self.record.get(key.name))
        if None not in keys and len(set(keys)) > 1:
            self.others.append(Other(self.owner, data, keyed=True))
            return
        self._fill(self.record, given)
        self._from_file(given, self.owner, self.record, self.previous)

    def _from_file(self, given: Given, owner: Object, target: Data, previous: Data) -> None:
        """Lays what is given over the record of a file: of an event its record, and what it was before."""
        if given.file is None:
            return
        try:
            data = read_line(self.files(given.file.path))
        except RefusedError as error:
            raise UnfitError(given.file.span, _unreadable(given.file.path, error)) from error
        is_event = "record" in data and set(data) <= set(ENVELOPE)
        if is_event:
            _under(previous, _record(data.get("vorige"), owner))
            name = data.get("administratie")
            if isinstance(name, str):
                self.administration.setdefault("naam", name)
        read = data.get("vorige" if given.subject is Subject.PREVIOUS else "record") if is_event else data
        _under(target, _record(read, owner))

    def _row(self, given: Given) -> None:
        if given.items is None:
            return
        *before, last = _fields_on(given.items)
        target = self.record
        for field in before:
            target = self._inside(target, field, given.span)
        row: Data = {}
        self._fill(row, given)
        rows = target.setdefault(last.name, [])
        if not isinstance(rows, list):
            raise _contradiction(given.span, last.name, rows, row)
        rows.append(row)

    def _fill(self, target: Data, given: Given) -> None:
        for one in given.assignments:
            self.put(target, one.way, self._data(one), one.span)

    def _data(self, one: Assignment) -> object:
        value, type_ = self.value_of(one.value), one.way[-1].type
        found = None if value is None else encode(value, type_)
        for key in found if isinstance(found, list) else [found]:
            self._refer(key, type_.element if isinstance(type_, ListOf) else type_)
        return found

    def _refer(self, key: object, type_: Type) -> None:
        """What a field names by its key is there."""
        owner = self.schema.object(type_.name) if isinstance(type_, ObjectType) else None
        if isinstance(key, str) and owner is not None and owner.key_field is not None:
            self.others.insert(0, Other(owner, {owner.key_field.name: key}, keyed=True))

    def _of(self, given: Given) -> Object:
        found = self.schema.object(given.object)
        if found is None:
            raise TypeError(f"a given is about an unknown object {given.object}")
        return found

    def _inside(self, target: Data, field: Field, span: Span) -> Data:
        """The record that a field refers to, made where it is not there."""
        found = target.setdefault(field.name, {})
        if isinstance(found, str):
            key = self._object(field.type).key_field
            if key is not None:
                found = target[field.name] = {key.name: found}
        if not isinstance(found, dict):
            raise _contradiction(span, field.name, found, "…")
        return found

    def _object(self, type_: Type) -> Object:
        found = self.schema.object(type_.name) if isinstance(type_, ObjectType) else None
        if found is None:
            raise TypeError(f"{type_} refers to no object")
        return found

    # ------------------------------------------------------------ records that go with the event's

    def _join(self) -> None:
        """A record without a key, of an object that the event's record has one place for, stands in that place."""
        left = []
        for other in self.others:
            field = None if other.keyed else self._place_for(other.object)
            if field is None:
                left.append(other)
            elif isinstance(field.type, ListOf):
                self.record.setdefault(field.name, []).append(other.data)
            else:
                self.record[field.name] = other.data
        self.others = left

    def _place_for(self, owner: Object) -> Field | None:
        """The only field for a record of this object, or the one that goes by its name; not one that is taken."""
        fits = [one for one in self.owner.fields.values() if key_of(owner.name) in _refers_to(one.type)]
        named = [one for one in fits if key_of(one.name) == key_of(owner.name)]
        found = named[0] if named else fits[0] if len(fits) == 1 else None
        if found is None or isinstance(found.type, ListOf):
            return found
        return None if found.name in self.record else found


def _record(data: object, owner: Object) -> Data:
    """The fields of a record in a file, by the names that the domain gives them; a key by itself is one."""
    if isinstance(data, str) and owner.key_field is not None:
        return {owner.key_field.name: data}
    items = data.items() if isinstance(data, dict) else ()
    return {(found.name if (found := owner.field(name)) else name): value for name, value in items}


def _under(target: Data, base: Data) -> None:
    """Adds what a record does not say itself."""
    for name, value in base.items():
        own = target.setdefault(name, value)
        if isinstance(own, dict) and isinstance(value, dict) and own is not value:
            _under(own, value)


def _unreadable(path: str, error: RefusedError) -> Text:
    return Text(nl=f"`{path}`: {error.reason.nl}", en=f"`{path}`: {error.reason.en}")


def _fields_on(read: Expr) -> Iterator[Field]:
    """The fields of a path, from the record on."""
    target, field = getattr(read, "target", None), getattr(read, "field", None)
    if target is not None and isinstance(field, Field):
        yield from _fields_on(target)
        yield field


def _refers_to(type_: Type) -> tuple[str, ...]:
    element = type_.element if isinstance(type_, ListOf) else type_
    return (key_of(element.name),) if isinstance(element, ObjectType) else ()


def _has_key(owner: Object, data: Mapping[str, object]) -> bool:
    return owner.key_field is not None and data.get(owner.key_field.name) is not None


def _contradiction(span: Span, name: str, first: object, second: object) -> UnfitError:
    return UnfitError(
        span,
        Text(
            nl=f"`{name}` wordt twee keer gegeven, met een andere waarde: {_shown(first)} en {_shown(second)}",
            en=f"`{name}` is given twice, with another value: {_shown(first)} and {_shown(second)}",
        ),
        Text(
            nl="laat één van beide staan; wat achter NAAR staat is ook de nieuwe waarde van het veld",
            en="keep one of them; what stands behind NAAR is the new value of the field as well",
        ),
    )


def _shown(data: object) -> str:
    if data is None:
        return "LEEG"
    return f'"{data}"' if isinstance(data, str) else str(data) if not isinstance(data, dict | list) else "…"
