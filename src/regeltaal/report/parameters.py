"""The parameters of actions in the notation of their types: `21%`, `12,50`, `2 uur`. In JSON they have no type."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from attrs import frozen

from regeltaal.schema.model import Field, Schema, key_of
from regeltaal.values.common import DURATIONS, INTEGER, MONEY, MONTH, NUMBER, PERCENTAGE, TIME
from regeltaal.values.types import ListOf, Scalar, Type
from regeltaal.values.value import NotAValueError

_NOTED = (INTEGER, NUMBER, MONEY, PERCENTAGE, TIME, MONTH, *DURATIONS)
"""What reads otherwise than its JSON form and needs nothing else to be read."""

_ANYWHERE = ZoneInfo("UTC")
_WITHOUT_SIGN = "getal"


@frozen
class Notation:
    """Shows values of actions by what a domain says of them."""

    schema: Schema

    def shown(self, action: str, name: str, value: object) -> str | None:
        """A value in the notation of its type; None where that is not sure, or no other than that of its JSON form."""
        texts = {self._text(value, type_) for type_ in self._types(action, name)}
        return texts.pop() if len(texts) == 1 else None

    def _types(self, action: str, name: str) -> Iterator[Type]:
        """What it may be: of a field that ZET names the end of its path says which, for whatever object."""
        declared = self.schema.actions.get(key_of(action))
        parameter = None if declared is None else declared.parameters.get(key_of(name))
        if parameter is not None:
            yield parameter.type
        elif declared is None:
            path = key_of(name)
            yield from (found.type for key, found in self._fields() if path == key or path.endswith(f".{key}"))

    def _fields(self) -> Iterator[tuple[str, Field]]:
        return (pair for one in self.schema.objects.values() for pair in one.fields.items())

    def _text(self, value: object, type_: Type) -> str | None:
        if isinstance(type_, ListOf):
            texts = [self._text(item, type_.element) for item in value] if isinstance(value, list) else [None]
            return None if None in texts else "(" + "; ".join(map(str, texts)) + ")"
        if value is None or not isinstance(type_, Scalar) or type_ not in _NOTED:
            return None
        try:
            return type_.kind.show(type_.kind.decode(value, _ANYWHERE), self._form(type_))
        except NotAValueError:
            return None

    def _form(self, type_: Type) -> str | None:
        """In a domain with other currencies than the euro an amount by itself does not tell its own."""
        has_others = any(one.type == MONEY and one.together for _, one in self._fields())
        return _WITHOUT_SIGN if type_ == MONEY and has_others else None
