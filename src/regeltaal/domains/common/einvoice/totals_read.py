"""The totals of an invoice that was read: as stated, and where a file leaves one out, as the others make it."""

from collections.abc import Sequence
from decimal import Decimal

from attrs import frozen

from regeltaal.base.text import Text
from regeltaal.domains.common.einvoice import reasons
from regeltaal.domains.common.einvoice.model import Line, Totals
from regeltaal.domains.common.einvoice.paths import Money
from regeltaal.domains.common.einvoice.xml_tree import Element

NONE = Decimal(0)


@frozen(kw_only=True)
class Stated:
    """The totals as far as a file gives them."""

    lines: Decimal | None
    allowances: Decimal | None
    charges: Decimal | None
    without_vat: Decimal | None
    vat: Decimal | None
    vat_accounting: Decimal | None
    with_vat: Decimal | None
    prepaid: Decimal | None
    rounding: Decimal | None
    payable: Decimal | None


def vat_in(amounts: Sequence[Element], currency: str | None) -> Decimal | None:
    """The total VAT in one of the currencies of the invoice; BT-110 and BT-111 are the same element in UBL and CII."""
    for found in amounts:
        written = found.attributes.get("currencyID", currency)
        if written == currency and found.text and currency is not None:
            holder = Element("", "", {}, found.line, [found])
            return Money(currency).amount(holder, found.name)
    return None


def completed(stated: Stated, lines: Sequence[Line]) -> Totals:
    """Totals that are all there; the sums are those of BR-CO-10, 13, 15 and 16.

    Raises:
        UnreadableError: nothing says what the invoice comes to.
    """
    prepaid, rounding, vat = stated.prepaid or NONE, stated.rounding or NONE, stated.vat or NONE
    with_vat = stated.with_vat
    if with_vat is None and stated.payable is not None:
        with_vat = stated.payable + prepaid - rounding
    if with_vat is None and stated.without_vat is not None:
        with_vat = stated.without_vat + vat
    if with_vat is None:
        raise reasons.missing(Text(nl="het totaalbedrag", en="the total amount"))
    without_vat = with_vat - vat if stated.without_vat is None else stated.without_vat
    return Totals(
        lines=_of_lines(stated, lines, without_vat),
        allowances=stated.allowances,
        charges=stated.charges,
        without_vat=without_vat,
        vat=stated.vat,
        vat_accounting=stated.vat_accounting,
        with_vat=with_vat,
        prepaid=stated.prepaid,
        rounding=stated.rounding,
        payable=with_vat - prepaid + rounding if stated.payable is None else stated.payable,
    )


def _of_lines(stated: Stated, lines: Sequence[Line], without_vat: Decimal) -> Decimal:
    if stated.lines is not None:
        return stated.lines
    if lines:
        return sum((line.net_amount for line in lines), NONE)
    return without_vat + (stated.allowances or NONE) - (stated.charges or NONE)
