"""A kind of scalar value: one record that reading, writing, showing and comparing all go through.

To add a kind: a module in ``kinds/`` with its ``Kind``, its name and group in ``common.py``, its cases in
``tests/spec/kinds/<name>.txt``.
"""

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from attrs import field, frozen

from regeltaal.base.text import Text
from regeltaal.values.value import Value

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
"""What comes out of our JSON reader: numbers with a fraction arrive as ``Decimal``, see ``runtime.events``."""


def show_plain(value: Value, form: str | None) -> str:
    del form
    return str(value)


@frozen(eq=False)
class Kind:
    """One kind of scalar.

    ``decode(json, zone)`` gives a value in canonical form or raises ``NotAValueError``. Text that is empty after
    trimming never gets there: intake makes it LEEG. ``encode`` gives what JSON output holds and ``decode`` reads
    back to an equal value. ``show(value, form)`` gives Dutch notation. ``is_valid`` is there for checked texts only:
    wrong data is kept, and `IS GELDIG` asks.
    """

    name: str
    doc: Text
    decode: Callable[[object, ZoneInfo], Value]
    encode: Callable[[Value], object]
    show: Callable[[Value, str | None], str] = show_plain
    forms: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    ordered: bool = False
    text_like: bool = False
    is_valid: Callable[[str], bool] | None = None
    canonical: Callable[[str], str] | None = None
    """For checked texts: the one spelling that equal texts get (an iban without spaces)."""
    example: str = ""
    """A literal of this kind as it stands in a rule."""
    extra: Mapping[str, object] = field(factory=dict)

    def __repr__(self) -> str:
        return f"Kind({self.name})"
