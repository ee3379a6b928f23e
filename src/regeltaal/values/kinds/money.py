"""bedrag: an amount of money, exact; a price per unit may have more than two decimals."""

from decimal import Decimal
from zoneinfo import ZoneInfo

from regeltaal.base.text import Text
from regeltaal.values.kind import Kind
from regeltaal.values.kinds.reading import read_number
from regeltaal.values.notation import as_decimal_text, as_number, show_amount, show_amount_alone
from regeltaal.values.value import Value

_ALONE = "getal"
_WANTED = Text(nl='bedrag, zoals `12.50` of `"12.50"`', en='an amount, such as `12.50` or `"12.50"`')


def _decode(json: object, zone: ZoneInfo) -> Decimal:
    del zone
    return read_number(json, _WANTED)


def _encode(value: Value) -> str:
    return as_decimal_text(as_number(value), least_decimals=2)


def _show(value: Value, form: str | None) -> str:
    return show_amount_alone(as_number(value)) if form == _ALONE else show_amount(as_number(value))


KIND = Kind(
    name="bedrag",
    doc=Text(nl="Een geldbedrag, exact.", en="An amount of money, exact."),
    decode=_decode,
    encode=_encode,
    show=_show,
    forms=(_ALONE,),
    ordered=True,
    example="€ 1.250,50",
)
