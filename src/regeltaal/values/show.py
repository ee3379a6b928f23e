"""Values as a text shows them: by the kind's notation, an enum by its word, a record by its key."""

from regeltaal.values.common import MONEY
from regeltaal.values.notation import as_number, show_amount
from regeltaal.values.types import ListOf, Scalar, Type
from regeltaal.values.value import Ref, Value


def show(value: Value | None, type_: Type, form: str | None = None, currency: str | None = None) -> str:
    """A value in Dutch notation; LEEG shows nothing. ``currency`` is what an amount is in, where that was told.

    Raises:
        TypeError: it is a list, which a text can't show without a loop: ``check`` refuses that.
    """
    if value is None:
        return ""
    if isinstance(value, tuple):
        raise TypeError("a list has no notation of its own")
    if isinstance(value, Ref):
        return value.key
    if currency is not None and form is None and type_ == MONEY:
        return show_amount(as_number(value), currency)
    return type_.kind.show(value, form) if isinstance(type_, Scalar) else str(value)


def forms_of(type_: Type) -> tuple[str, ...]:
    """The forms that may stand behind `|` for a type; of a list there are none."""
    return type_.kind.forms if isinstance(type_, Scalar) else ()


def as_literal(value: Value | None, type_: Type) -> str:
    """A value as an author writes it in a rule: texts in quotes, LEEG by its word, a list in parentheses."""
    match value:
        case None:
            return "LEEG"
        case bool():
            return "JA" if value else "NEE"
        case str():
            return _quoted(value)
        case Ref():
            return _quoted(value.key)
        case tuple():
            element = type_.element if isinstance(type_, ListOf) else type_
            return "(" + "; ".join(as_literal(item, element) for item in value) + ")"
        case _:
            return show(value, type_)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("{", "\\{")
    return f'"{escaped}"'
