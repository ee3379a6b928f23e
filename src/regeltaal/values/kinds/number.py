"""getal: a number with decimals, exact."""

from decimal import Decimal
from zoneinfo import ZoneInfo

from regeltaal.base.text import Text
from regeltaal.values.kind import Kind
from regeltaal.values.kinds.reading import read_number
from regeltaal.values.notation import as_decimal_text, as_number, is_whole, show_number
from regeltaal.values.value import Value

_WANTED = Text(nl='getal, zoals `12.5` of `"12.5"`', en='a number, such as `12.5` or `"12.5"`')


def _decode(json: object, zone: ZoneInfo) -> Decimal:
    del zone
    return read_number(json, _WANTED)


def encode_number(value: Value) -> int | str:
    """A JSON number where it is whole; a text where JSON readers elsewhere would make it approximate."""
    number = as_number(value)
    return int(number) if is_whole(number) else as_decimal_text(number)


def _show(value: Value, form: str | None) -> str:
    del form
    return show_number(as_number(value))


KIND = Kind(
    name="getal",
    doc=Text(
        nl="Een getal, exact, met hoogstens 18 cijfers voor en 10 achter de komma.",
        en="A number, exact, with at most 18 digits before and 10 after the decimal comma.",
    ),
    decode=_decode,
    encode=encode_number,
    show=_show,
    ordered=True,
    example="12,5",
)
