"""A world that is made up: values by place, read as the facts of an event. What generated tests are searched in.

A place is a way of field names from the record of the event; a number in it is a row of a list. A place that was not
chosen is LEEG, save that a record is there as soon as something of it is.
"""

from collections.abc import Mapping
from functools import cached_property
from itertools import chain, count

from attrs import evolve, frozen

from regeltaal.base.node import Node
from regeltaal.base.text import same
from regeltaal.evaluate.facts import NOT_KNOWN, NotKnown
from regeltaal.program.tree import RootKind
from regeltaal.schema.model import Field, Object, Schema, key_of
from regeltaal.testing.generate_values import as_given, example_of
from regeltaal.values.environment import Environment
from regeltaal.values.types import ListOf, ObjectType, Type
from regeltaal.values.value import Fault, Ref, Value, reference

Step = str | int
OWN_KEY = "proef-1"


class Place(Node):
    """A field, at the end of a way from the event's record; ``before``: as it was before the event."""

    way: tuple[Step, ...]
    before: bool = False

    def down(self, step: Step) -> "Place":
        return Place((*self.way, step), self.before)

    @property
    def up(self) -> "Place":
        return Place(self.way[:-1], self.before)

    def __str__(self) -> str:
        return ".".join(map(str, self.way))


class Rows(Node):
    """What stands at the place of a list: how many rows it has. Their fields have places of their own."""

    count: int


Choice = Value | Rows | None
"""What was chosen for a place; None is LEEG."""


class Around(Node):
    """What is no part of the search: the domain, the moment, the administration, the event."""

    schema: Schema
    environment: Environment
    object: str
    administration: str
    administration_values: Mapping[str, Value | None]
    event: str

    def type_at(self, place: Place) -> Type | None:
        """The type of what stands at a place; None where there is no such place."""
        return self._types(place.way)

    def _types(self, way: tuple[Step, ...]) -> Type | None:
        type_: Type | None = ObjectType(self.object)
        for step in way:
            if isinstance(step, int):
                type_ = type_.element if isinstance(type_, ListOf) else None
            else:
                field = self.field_of(type_, step)
                type_ = None if field is None else field.type
        return type_

    def field_of(self, type_: Type | None, name: str) -> Field | None:
        owner = self.owner(type_)
        return None if owner is None else owner.field(name)

    def owner(self, type_: Type | None) -> Object | None:
        return self.schema.object(type_.name) if isinstance(type_, ObjectType) else None

    def field_at(self, place: Place) -> Field | None:
        """The field whose value a place holds, that of the list for one of its rows."""
        way = place.way
        while way and isinstance(way[-1], int):
            way = way[:-1]
        if not way or not isinstance(way[-1], str):
            return None
        return self.field_of(self._types(way[:-1]), way[-1])

    def settled(self, place: Place) -> Place:
        """The place where a field is kept: the key of a record that is referred to is the reference itself."""
        if len(place.way) > 1 and isinstance(place.way[-1], str):
            field = self.field_at(place)
            if field is not None and field.key and not isinstance(place.way[-2], int):
                return place.up
        return place


@frozen(eq=False, slots=False)
class Imagined:
    """Facts by place. ``chosen`` says of a place what stands there; ``forgotten``: nobody knows what was before.

    ``keys`` are the places of records that must be there, and whose key does not matter.
    """

    around: Around
    chosen: Mapping[Place, Choice]
    forgotten: bool = False
    keys: frozenset[Place] = frozenset()

    # ------------------------------------------------------------ choosing

    def is_settled(self, place: Place) -> bool:
        """Whether it is sure what stands at a place: it was chosen, or what it is part of is not there."""
        place = self.around.settled(place)
        return place in self.chosen or any(self._is_cut_off(place, length) for length in range(1, len(place.way)))

    def _is_cut_off(self, place: Place, length: int) -> bool:
        above = Place(place.way[:length], place.before)
        if above not in self.chosen:
            return False
        found, step = self.chosen[above], place.way[length]
        return found is None or (isinstance(found, Rows) and isinstance(step, int) and step >= found.count)

    def without_before(self) -> "Imagined | None":
        """With nothing known of what was before; None where something of that was chosen."""
        if any(place.before for place in self.chosen):
            return None
        return evolve(self, forgotten=True)

    def with_choice(self, place: Place, choice: Choice) -> "Imagined | None":
        """With a place chosen, and every record on the way to it there; None where that can't be."""
        place = self.around.settled(place)
        found = dict(self.chosen)
        if place.before and self.forgotten:
            return None
        keys = set(self.keys)
        if place in found and not (place in keys and isinstance(choice, str)):
            return self if _equal(found[place], choice) else None
        given = self._given(place, choice)
        if given is None and choice is not None:
            return None
        choice = given
        if choice is None and (self._is_required(place) or any(_is_below(one, place) for one in found)):
            return None
        if not self._open_way(place, found, keys):
            return None
        found[place] = choice
        return evolve(self, chosen=found, keys=frozenset(keys - {place}))

    def _given(self, place: Place, choice: Choice) -> Choice:
        """A choice as a test can give it; None where it can't."""
        type_ = self.around.type_at(place)
        if isinstance(choice, Rows):
            return choice if isinstance(type_, ListOf) else None
        return None if isinstance(choice, tuple | Ref) else as_given(choice, type_)

    def _is_required(self, place: Place) -> bool:
        """An event without a required field is refused."""
        field = self.around.field_at(place) if len(place.way) == 1 and not place.before else None
        return field is not None and field.required

    def _open_way(self, place: Place, found: dict[Place, Choice], keys: set[Place]) -> bool:
        """Puts every record on the way to a place there."""
        for length in range(1, len(place.way)):
            above = Place(place.way[:length], place.before)
            step = place.way[length]
            there = found.get(above)
            if isinstance(step, int):
                if above not in found:
                    found[above] = Rows(step + 1)
                elif not isinstance(there, Rows) or there.count <= step:
                    return False
            elif isinstance(above.way[-1], int):
                continue  # a row is there by itself
            elif above not in found:
                found[above] = self._free_key(above, found)
                keys.add(above)
            elif there is None:
                return False
        return True

    def _free_key(self, place: Place, found: Mapping[Place, Choice]) -> str:
        """The key of the domain's example; a second record of one object is another one."""
        key = default_key(self.around, place)
        type_ = self.around.type_at(place)
        taken = {one for other, one in found.items() if isinstance(one, str) and self.around.type_at(other) == type_}
        others = (f"{key}-{number}" for number in count(2))
        return next(one for one in chain((key,), others) if one not in taken)

    # ------------------------------------------------------------ as facts

    @property
    def environment(self) -> Environment:
        return self.around.environment

    @cached_property
    def record(self) -> Ref:
        own = self.around.schema.object(self.around.object)
        field = own.key_field if own else None
        key = self.chosen.get(Place((key_of(field.name),))) if field else None
        return Ref(self.around.administration, self.around.object, key if isinstance(key, str) else OWN_KEY)

    @cached_property
    def _places(self) -> dict[Ref, Place]:
        """Where the records that were met so far stand."""
        return {self.record: Place(())}

    def read(self, record: Ref, field: str) -> Value | Fault | None:
        if record.object == "administratie":
            return self.around.administration_values.get(key_of(field))
        place = self._places.get(record)
        if place is None:
            return Fault(same(f"{record.object} `{record.key}`"))
        return self.value(place.down(key_of(field)))

    def value(self, place: Place) -> Value | None:
        """What stands at a place, as a value."""
        found = self.chosen.get(self.around.settled(place))
        type_ = self.around.type_at(place)
        match found:
            case Rows(count=count):
                rows = (self._element(place.down(number), type_) for number in range(count))
                return tuple(one for one in rows if one is not None)
            case str() if isinstance(type_, ObjectType):
                ref = reference(self.around.administration, type_.name, found)
                self._places.setdefault(ref, place)
                return ref
            case _:
                return found

    def _element(self, place: Place, type_: Type | None) -> Value | None:
        element = type_.element if isinstance(type_, ListOf) else None
        if isinstance(element, ObjectType):
            given = self.chosen.get(place)
            key = given if isinstance(given, str) else str(place)
            ref = reference(self.around.administration, element.name, key)
            self._places.setdefault(ref, place)
            return ref
        found = self.chosen.get(place)
        return None if isinstance(found, Rows) else found

    def row(self, place: Place) -> Value | None:
        """The row or element of a list at a place."""
        return self._element(place, self.around.type_at(place.up))

    def fields_of(self, record: Ref) -> Mapping[str, Value | None] | None:
        owner = self.around.schema.object(record.object)
        if owner is None or record not in self._places:
            return None
        found = {key: self.read(record, key) for key in owner.fields}
        return {key: value for key, value in found.items() if not isinstance(value, Fault)}

    def before(self, field: str) -> Value | NotKnown | None:
        place = Place((key_of(field),), before=True)
        if place in self.chosen:
            return self.value(place)
        return NOT_KNOWN if self.forgotten else self.at_event(field)

    def at_event(self, field: str) -> Value | None:
        return self.value(Place((key_of(field),)))

    def named(self, root: RootKind, key: str) -> Value | None:
        match root:
            case RootKind.EVENT:
                return self.environment.now if key == "moment" else {"naam": self.around.event}.get(key)
            case RootKind.ADMINISTRATION if key:
                return self.around.administration_values.get(key)
            case RootKind.ADMINISTRATION:
                return Ref("", "administratie", self.around.administration)
            case _:
                return None


def default_key(around: Around, place: Place) -> str:
    """The key of a record that must be there, and of which no more is asked: that of the domain's example."""
    field = around.field_at(place)
    found = None if field is None else example_of(field)
    return found if isinstance(found, str) else f"{place.way[-1]}-1"


def _is_below(place: Place, other: Place) -> bool:
    return place.before == other.before and len(place.way) > len(other.way) and place.way[: len(other.way)] == other.way


def _equal(left: Choice, right: Choice) -> bool:
    return left == right and type(left) is type(right)
