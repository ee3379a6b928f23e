"""What lines, allowances and charges come to: net amounts, VAT per category and percentage, totals.

Amounts are rounded to the cent where EN 16931 rounds, and only there: a line once, VAT once per category and percentage
over the sum (BR-CO-17). Half a cent goes away from zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

from regeltaal.base.node import evolve
from regeltaal.domains.common.einvoice import codes
from regeltaal.domains.common.einvoice.model import Adjustment, Invoice, Line, Price, Totals, VatLine

NONE = Decimal(0)
ONE = Decimal(1)
HUNDRED = Decimal(100)
_CENT = Decimal("0.01")
_EXACT = Context(prec=80)
"""Wide enough for the sums and products of amounts, quantities and prices as they are read: 48 digits at most each."""

REASONS: Mapping[str, str] = {
    codes.EXEMPT: "Vrijgesteld van btw",
    codes.REVERSED: "Btw verlegd",
    codes.INTRA_COMMUNITY: "Intracommunautaire levering",
    codes.EXPORT: "Uitvoer buiten de Europese Unie",
    codes.OUTSIDE: "Niet onderworpen aan btw",
}
"""Why no VAT is charged (BT-120), in the words of Dutch invoices; NLCIUS advises against codes (BT-121)."""


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, rounding=ROUND_HALF_UP, context=_EXACT)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """An exact sum, whatever the context of the caller."""
    found = NONE
    for amount in amounts:
        found = _EXACT.add(found, amount)
    return found


def share(amount: Decimal, percent: Decimal) -> Decimal:
    """An exact percentage of an amount."""
    return _EXACT.divide(_EXACT.multiply(amount, percent), HUNDRED)


def balance(adjustments: Iterable[Adjustment]) -> Decimal:
    """Charges less allowances."""
    return total(one.amount if one.is_charge else -one.amount for one in adjustments)


def net_amount(quantity: Decimal, price: Price, adjustments: Iterable[Adjustment] = ()) -> Decimal:
    """BT-131, in cents."""
    for_one = price.per or ONE
    gross = _EXACT.divide(_EXACT.multiply(quantity, price.net), for_one)
    return cents(_EXACT.add(gross, balance(adjustments)))


def vat_breakdown(
    lines: Sequence[Line], adjustments: Sequence[Adjustment] = (), why: Mapping[str, str] = REASONS
) -> tuple[VatLine, ...]:
    """BG-23: a VAT line for each category and percentage that occurs, in order of appearance.

    ``why`` tells per category why no VAT is charged; what it leaves out has the usual words.
    """
    bases: dict[tuple[str, Decimal | None], Decimal] = {}
    for category, percent, amount in taxed(lines, adjustments):
        key = (category, None if category == codes.OUTSIDE else percent or NONE)
        bases[key] = _EXACT.add(bases.get(key, NONE), amount)
    return tuple(
        VatLine(
            category=category,
            percent=percent,
            base=cents(base),
            tax=cents(share(base, percent or NONE)),
            exemption=why.get(category, REASONS.get(category)) if category in codes.REASONED else None,
        )
        for (category, percent), base in bases.items()
    )


def taxed(lines: Iterable[Line], adjustments: Iterable[Adjustment]) -> Iterable[tuple[str, Decimal | None, Decimal]]:
    """Category, percentage and amount of all that VAT is computed over."""
    for line in lines:
        yield line.vat_category or codes.STANDARD, line.vat_percent, line.net_amount
    for one in adjustments:
        yield one.vat_category or codes.STANDARD, one.vat_percent, one.amount if one.is_charge else -one.amount


def totals(
    lines: Sequence[Line],
    adjustments: Sequence[Adjustment],
    vat: Sequence[VatLine],
    *,
    prepaid: Decimal | None = None,
    rounding: Decimal | None = None,
) -> Totals:
    """BG-22, by BR-CO-10 to 16."""
    allowances = [one.amount for one in adjustments if not one.is_charge]
    charges = [one.amount for one in adjustments if one.is_charge]
    of_lines = total(line.net_amount for line in lines)
    without_vat = total((of_lines, balance(adjustments)))
    tax = total(line.tax for line in vat)
    with_vat = total((without_vat, tax))
    return Totals(
        lines=cents(of_lines),
        allowances=cents(total(allowances)) if allowances else None,
        charges=cents(total(charges)) if charges else None,
        without_vat=cents(without_vat),
        vat=cents(tax),
        with_vat=cents(with_vat),
        prepaid=prepaid,
        rounding=rounding,
        payable=cents(total((with_vat, -(prepaid or NONE), rounding or NONE))),
    )


def calculated(invoice: Invoice, why: Mapping[str, str] = REASONS) -> Invoice:
    """The invoice with VAT and totals as its lines, allowances and charges make them."""
    vat = vat_breakdown(invoice.lines, invoice.adjustments, why)
    stated = invoice.totals
    return evolve(
        invoice,
        vat=vat,
        totals=totals(invoice.lines, invoice.adjustments, vat, prepaid=stated.prepaid, rounding=stated.rounding),
    )
