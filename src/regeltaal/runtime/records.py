"""The records that an inside binding works on: the world as it is now, with every change passed on."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from zoneinfo import ZoneInfo

from regeltaal.base.node import Node
from regeltaal.base.text import Text
from regeltaal.runtime.bindings import FailedError
from regeltaal.runtime.codec import decode, encode, shorten
from regeltaal.runtime.filing import file_refused, kept_file, too_much
from regeltaal.runtime.lookups import Wanted, choices
from regeltaal.runtime.world import Change, World
from regeltaal.schema.model import Schema
from regeltaal.values.types import ListOf, ObjectType, Type
from regeltaal.values.value import NotAValueError, Ref, Value, reference

_WRITES, _SEEKS = Text(nl="schrijft", en="writes"), Text(nl="zoekt", en="seeks")


class LiveRecords(Node):
    """``bindings.Records`` over the world of one event."""

    world: World
    administration: str
    zone: ZoneInfo
    changed: Callable[[Change], object]

    def read(self, record: Ref, field: str) -> Value | None:
        return self.world.get(record, field)

    def fields(self, record: Ref) -> Mapping[str, Value | None]:
        return self.world.fields(record)

    def write(self, record: Ref, field: str, value: Value | None) -> None:
        change = self.world.write(record, field, self._checked(record, field, value))
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
        checked = {field: self._checked(record, field, value) for field, value in values.items()}
        return self.world.create(where, object_name, checked, key)

    def delete(self, record: Ref) -> None:
        self.world.delete(record)

    def _checked(self, record: Ref, name: str, value: Value | None, doing: Text = _WRITES) -> Value | None:
        return _checked(self.world.schema, record, name, value, self.zone, doing=doing)

    def all_of(self, object_name: str, administration: str | None = None) -> tuple[Ref, ...]:
        return self.world.all_of(administration or self.administration, object_name)

    def find(
        self, object_name: str, wanted: Wanted, *, loosely: bool = False, administration: str | None = None
    ) -> tuple[Ref, ...]:
        where = administration or self.administration
        any_of_them = Ref(where, object_name, "")
        sought = {
            name: tuple(self._checked(any_of_them, name, one, _SEEKS) for one in choices(value))
            for name, value in wanted.items()
        }
        return self.world.find(where, object_name, sought, loosely=loosely)

    def keep_file(self, name: str, content: bytes) -> str:
        refused = file_refused(name, content) or too_much(self.world.kept_bytes() + len(content))
        if refused is not None:
            raise FailedError(refused)
        return self.world.keep_file(self.administration, name, kept_file(content))

    def share_file(self, name: str, origin: str, administration: str) -> str:
        return self.world.share_file(origin, name, administration)


def _checked(  # noqa: PLR0913 - a value, where it goes and what is said when it does not fit
    schema: Schema, record: Ref, name: str, value: Value | None, zone: ZoneInfo, *, doing: Text
) -> Value | None:
    """A value of a binding in the form in which it is stored.

    Raises:
        FailedError: there is no such field, or the value is not of its type: a binding is a customer's code.
    """
    declared = schema.object(record.object)
    field = declared.field(name) if declared is not None else None
    if field is None:
        raise FailedError(
            Text(
                nl=f"de koppeling {doing.nl} `{name}` van {record.object}: dat veld is er niet",
                en=f"the binding {doing.en} `{name}` of {record.object}, which is no field",
            )
        )
    try:
        return None if value is None else _stored(value, field.type, record.administration, zone)
    except (NotAValueError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        shown, kind = shorten(value.key if isinstance(value, Ref) else value), field.type
        raise FailedError(
            Text(
                nl=f"de koppeling {doing.nl} `{shown}` in `{field.name}`: dat is geen {kind}",
                en=f"the binding {doing.en} `{shown}` in `{field.name}`, which is no {kind}",
            )
        ) from error


def _stored(value: Value, type_: Type, administration: str, zone: ZoneInfo) -> Value | None:
    """What the store gives back of a value."""
    match type_:
        case ListOf(element=element):
            if not isinstance(value, tuple):
                raise TypeError("a list is a tuple")
            found = [_stored(item, element, administration, zone) for item in value]
            return tuple(item for item in found if item is not None)
        case ObjectType(name=name):
            if not isinstance(value, Ref) or value != reference(administration, name, value.key):
                raise TypeError("a reference is one to a record of the same administration")
            return value
        case _:
            number = Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value
            return decode(encode(number, type_), type_, zone)
