"""Remarks on lines, prices, and allowances and charges: BR-CO-21 to 24, and Peppol's rules on what a line comes to."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from regeltaal.base.text import Text
from regeltaal.domains.common.einvoice.calculation import NONE, net_amount, share
from regeltaal.domains.common.einvoice.model import Adjustment, Invoice, Line, Price
from regeltaal.domains.common.einvoice.remarks import differs, remark

_SLACK = Decimal("0.02")
"""What Peppol allows for rounding on a line."""


def lines(invoice: Invoice) -> Iterator[Text]:
    for line in invoice.lines:
        yield from _line(line)


def adjustments(found: Sequence[Adjustment], where: Text) -> Iterator[Text]:
    for one in found:
        what = Text(nl="de toeslag", en="the charge") if one.is_charge else Text(nl="de korting", en="the allowance")
        named = Text(nl=f"{what.nl} {where.nl}", en=f"{what.en} {where.en}")
        if one.base is not None and one.percent is not None:
            yield from differs(named, one.amount, share(one.base, one.percent), "PEPPOL-EN16931-R040", _SLACK)
        if not (one.reason or one.reason_code):
            yield remark(
                Text(nl=f"{named.nl} heeft geen reden", en=f"{named.en} has no reason"),
                "BR-CO-22" if one.is_charge else "BR-CO-21",
            )


def _line(line: Line) -> Iterator[Text]:
    where = Text(nl=f"op regel {line.id}", en=f"on line {line.id}")
    if line.quantity is not None and line.price is not None:
        found = net_amount(line.quantity, line.price, line.adjustments)
        what = Text(nl=f"het bedrag {where.nl}", en=f"the amount {where.en}")
        yield from differs(what, line.net_amount, found, "PEPPOL-EN16931-R120", _SLACK)
    if line.price is not None:
        yield from _price(line.price, where)
    yield from adjustments(line.adjustments, where)
    if line.period is not None and line.period.start and line.period.end and line.period.end < line.period.start:
        yield remark(
            Text(nl=f"de periode {where.nl} eindigt voor ze begint", en=f"the period {where.en} ends before it starts"),
            "BR-30",
        )


def _price(price: Price, where: Text) -> Iterator[Text]:
    if price.net < 0 or (price.gross or NONE) < 0:
        yield remark(Text(nl=f"de prijs {where.nl} is negatief", en=f"the price {where.en} is negative"), "BR-27")
    if price.gross is not None and price.discount is not None:
        what = Text(nl=f"de nettoprijs {where.nl}", en=f"the net price {where.en}")
        yield from differs(what, price.net, price.gross - price.discount, "PEPPOL-EN16931-R046")
    if price.per is not None and price.per <= 0:
        yield remark(
            Text(nl=f"de prijs {where.nl} is voor geen of minder stuks", en=f"the price {where.en} is for no units"),
            "PEPPOL-EN16931-R121",
        )
