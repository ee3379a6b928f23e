"""percentage: so many per cent; 97.5 in JSON is 97,5%."""

from decimal import Decimal
from zoneinfo import ZoneInfo

from regeltaal.base.text import Text
from regeltaal.values.kind import Kind
from regeltaal.values.kinds.number import encode_number
from regeltaal.values.kinds.reading import read_number
from regeltaal.values.notation import as_number, show_number
from regeltaal.values.value import Value

_WANTED = Text(nl="percentage, zoals `97.5` voor 97,5%", en="a percentage, such as `97.5` for 97,5%")


def _decode(json: object, zone: ZoneInfo) -> Decimal:
    del zone
    return read_number(json, _WANTED)


def _show(value: Value, form: str | None) -> str:
    del form
    return show_number(as_number(value)) + "%"


KIND = Kind(
    name="percentage",
    doc=Text(nl="Een aantal procenten, exact.", en="So many per cent, exact."),
    decode=_decode,
    encode=encode_number,
    show=_show,
    ordered=True,
    example="21%",
)
