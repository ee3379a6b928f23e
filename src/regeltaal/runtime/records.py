"""The records that an inside binding works on: the world as it is now, with every change passed on."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from zoneinfo import ZoneInfo

from attrs import frozen

from regeltaal.base.text import Text
from regeltaal.runtime.bindings import FailedError
from regeltaal.runtime.codec import decode, encode, shorten
from regeltaal.runtime.world import Change, World
from regeltaal.schema.model import Schema
from regeltaal.values.types import ListOf, ObjectType, Type
from regeltaal.values.value import NotAValueError, Ref, Value, reference

_ZONE = ZoneInfo("UTC")
"""Any would do: a moment that is stored has its own offset."""


@frozen
class LiveRecords:
    """``bindings.Records`` over the world of one event."""

    world: World
    administration: str
    changed: Callable[[Change], object]

    def read(self, record: Ref, field: str) -> Value | None:
        return self.world.get(record, field)

    def fields(self, record: Ref) -> Mapping[str, Value | None]:
        return self.world.fields(record)

    def write(self, record: Ref, field: str, value: Value | None) -> None:
        change = self.world.write(record, field, _checked(self.world.schema, record, field, value))
        if change is not None:
            self.changed(change)

    def create(
        self,
        object_name: str,
        values: Mapping[str, Value | None],
        *,
        key: str | None = None,
        administration: str | None = None,
    ) -> Ref:
        where = administration or self.administration
        record = Ref(where, object_name, key or "")
        if key is not None and self.world.exists(record):
            raise FailedError(Text(nl=f"er is al een {object_name} `{key}`", en=f"there is a {object_name} `{key}`"))
        checked = {field: _checked(self.world.schema, record, field, value) for field, value in values.items()}
        return self.world.create(where, object_name, checked, key)

    def delete(self, record: Ref) -> None:
        self.world.delete(record)

    def all_of(self, object_name: str, administration: str | None = None) -> tuple[Ref, ...]:
        return self.world.all_of(administration or self.administration, object_name)


def _checked(schema: Schema, record: Ref, name: str, value: Value | None) -> Value | None:
    """A value of a binding in the form in which it is stored.

    Raises:
        FailedError: there is no such field, or the value is not of its type: a binding is a customer's code.
    """
    declared = schema.object(record.object)
    field = declared.field(name) if declared is not None else None
    if field is None:
        what = f"`{name}` van {record.object}"
        raise FailedError(Text(nl=f"de koppeling schrijft {what}: dat veld is er niet", en=f"no field {what} to write"))
    try:
        return None if value is None else _stored(value, field.type, record.administration)
    except (NotAValueError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        shown, kind = shorten(value.key if isinstance(value, Ref) else value), field.type
        raise FailedError(
            Text(
                nl=f"de koppeling schrijft `{shown}` in `{field.name}`: dat is geen {kind}",
                en=f"the binding writes `{shown}` to `{field.name}`, which is no {kind}",
            )
        ) from error


def _stored(value: Value, type_: Type, administration: str) -> Value | None:
    """What the store gives back of a value."""
    match type_:
        case ListOf(element=element):
            if not isinstance(value, tuple):
                raise TypeError("a list is a tuple")
            found = [_stored(item, element, administration) for item in value]
            return tuple(item for item in found if item is not None)
        case ObjectType(name=name):
            if not isinstance(value, Ref) or value != reference(administration, name, value.key):
                raise TypeError("a reference is one to a record of the same administration")
            return value
        case _:
            number = Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value
            return decode(encode(number, type_), type_, _ZONE)
