"""geheel getal: a number without decimals; fits wherever a getal does."""

from decimal import Decimal
from zoneinfo import ZoneInfo

from regeltaal.base.text import Text
from regeltaal.values.kind import Kind
from regeltaal.values.kinds.number import encode_number
from regeltaal.values.kinds.reading import read_number, refused
from regeltaal.values.notation import as_number, is_whole, show_number
from regeltaal.values.value import Value

_WANTED = Text(nl="geheel getal, zoals `3`", en="a whole number, such as `3`")


def _decode(json: object, zone: ZoneInfo) -> Decimal:
    del zone
    number = read_number(json, _WANTED)
    if not is_whole(number):
        raise refused(json, _WANTED)
    return Decimal(int(number))


def _show(value: Value, form: str | None) -> str:
    del form
    return show_number(as_number(value))


KIND = Kind(
    name="geheel getal",
    doc=Text(nl="Een getal zonder decimalen.", en="A number without decimals."),
    decode=_decode,
    encode=encode_number,
    show=_show,
    ordered=True,
    example="3",
)
