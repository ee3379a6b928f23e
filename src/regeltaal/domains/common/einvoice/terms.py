"""Terms of EN 16931 that UBL and CII both give, each at paths of its own, and what no invoice can do without."""

from typing import TypeVar

from attrs import frozen

from regeltaal.base.text import Text
from regeltaal.domains.common.einvoice import reasons
from regeltaal.domains.common.einvoice.model import Adjustment, VatLine
from regeltaal.domains.common.einvoice.paths import Money, number, text, truth
from regeltaal.domains.common.einvoice.totals_read import NONE
from regeltaal.domains.common.einvoice.xml_tree import MAX_LINES, Element

CURRENCY = Text(nl="de valuta", en="the currency")
NUMBER = Text(nl="het factuurnummer", en="the invoice number")
ISSUE_DATE = Text(nl="de factuurdatum", en="the issue date")
SUPPLIER = Text(nl="de naam van de leverancier", en="the name of the supplier")
CUSTOMER = Text(nl="de naam van de klant", en="the name of the customer")

_Term = TypeVar("_Term")


def required(found: _Term | None, what: Text) -> _Term:
    """What was found.

    Raises:
        UnreadableError: nothing was.
    """
    if found is None:
        raise reasons.missing(what)
    return found


def amount_of(line: Element) -> Text:
    return Text(nl=f"het bedrag van de regel op regel {line.line}", en=f"the amount of the item on line {line.line}")


def bounded(lines: tuple[Element, ...]) -> tuple[Element, ...]:
    """The lines of an invoice.

    Raises:
        UnreadableError: there are too many.
    """
    if len(lines) > MAX_LINES:
        raise reasons.too_many_lines(MAX_LINES)
    return lines


@frozen(kw_only=True)
class AdjustmentPaths:
    """Where an allowance or charge says what it is."""

    is_charge: str
    amount: str
    base: str
    percent: str
    vat_category: str
    vat_percent: str
    reason: str
    reason_code: str


def adjustment(found: Element, money: Money, at: AdjustmentPaths) -> Adjustment:
    """An allowance or charge, on a line or on the whole invoice: BG-20, 21, 27 and 28.

    Raises:
        UnreadableError: it has no amount, or a value is none.
    """
    place = Text(
        nl=f"het bedrag van de korting of toeslag op regel {found.line}",
        en=f"the amount of the allowance or charge on line {found.line}",
    )
    return Adjustment(
        is_charge=bool(truth(found, at.is_charge)),
        amount=required(money.amount(found, at.amount), place),
        base=money.amount(found, at.base),
        percent=number(found, at.percent),
        vat_category=text(found, at.vat_category),
        vat_percent=number(found, at.vat_percent),
        reason=text(found, at.reason),
        reason_code=text(found, at.reason_code),
    )


@frozen(kw_only=True)
class VatPaths:
    """Where a line of the VAT breakdown says what it is."""

    category: str
    percent: str
    base: str
    tax: str
    exemption: str
    exemption_code: str


def vat_line(found: Element, money: Money, at: VatPaths) -> VatLine:
    """A line of the VAT breakdown: BG-23.

    Raises:
        UnreadableError: a value is none.
    """
    return VatLine(
        category=text(found, at.category) or "",
        percent=number(found, at.percent),
        base=money.amount(found, at.base) or NONE,
        tax=money.amount(found, at.tax) or NONE,
        exemption=text(found, at.exemption),
        exemption_code=text(found, at.exemption_code),
    )
