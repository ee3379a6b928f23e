"""The lines of a UBL invoice, and allowances and charges on them or on the whole: BG-20, 21 and 25 to 32.

Lines below a line (`SubInvoiceLine`) are no part of EN 16931; the line above them carries their amount.
"""

from regeltaal.domains.common.einvoice import codes
from regeltaal.domains.common.einvoice.identities import Identifier
from regeltaal.domains.common.einvoice.model import Adjustment, Line, Period, Price
from regeltaal.domains.common.einvoice.paths import (
    Money,
    attribute,
    day,
    every,
    first,
    identifier,
    identifiers,
    number,
    text,
    texts,
)
from regeltaal.domains.common.einvoice.terms import AdjustmentPaths, adjustment, amount_of, bounded, required
from regeltaal.domains.common.einvoice.xml_tree import Element

_ADJUSTMENT = AdjustmentPaths(
    is_charge="ChargeIndicator",
    amount="Amount",
    base="BaseAmount",
    percent="MultiplierFactorNumeric",
    vat_category="TaxCategory/ID",
    vat_percent="TaxCategory/Percent",
    reason="AllowanceChargeReason",
    reason_code="AllowanceChargeReasonCode",
)


def lines(root: Element, money: Money) -> tuple[Line, ...]:
    """The lines, in the order of the file.

    Raises:
        UnreadableError: there are too many, or a line has no amount.
    """
    found = bounded((*every(root, "InvoiceLine"), *every(root, "CreditNoteLine")))
    return tuple(_line(element, money) for element in found)


def adjustments(holder: Element, money: Money) -> tuple[Adjustment, ...]:
    """Allowances and charges on a line or on the whole invoice."""
    return tuple(adjustment(element, money, _ADJUSTMENT) for element in every(holder, "AllowanceCharge"))


def period(found: Element | None) -> Period | None:
    made = Period(start=day(found, "StartDate"), end=day(found, "EndDate"))
    return None if made == Period() else made


def _line(found: Element, money: Money) -> Line:
    counted = first(found, "InvoicedQuantity") or first(found, "CreditedQuantity")
    item = first(found, "Item")
    return Line(
        id=text(found, "ID") or "",
        name=text(item, "Name") or text(item, "Description") or text(found, "Note") or "",
        description="\n".join(texts(item, "Description")) or None,
        note="\n".join(texts(found, "Note")) or None,
        object_id=_object(found),
        quantity=None if counted is None else number(found, counted.name),
        unit=attribute(counted, "unitCode"),
        price=_price(first(found, "Price"), money),
        net_amount=required(money.amount(found, "LineExtensionAmount"), amount_of(found)),
        adjustments=adjustments(found, money),
        vat_category=text(item, "ClassifiedTaxCategory/ID"),
        vat_percent=number(item, "ClassifiedTaxCategory/Percent"),
        order_line=text(found, "OrderLineReference/LineID"),
        accounting_reference=text(found, "AccountingCost") or text(found, "AccountingCostCode"),
        period=period(first(found, "InvoicePeriod")),
        seller_item=text(item, "SellersItemIdentification/ID"),
        buyer_item=text(item, "BuyersItemIdentification/ID"),
        standard_item=identifier(item, "StandardItemIdentification/ID"),
        classifications=identifiers(item, "CommodityClassification/ItemClassificationCode", "listID", "listVersionID"),
        origin=text(item, "OriginCountry/IdentificationCode"),
        attributes=_attributes(item),
    )


def _price(found: Element | None, money: Money) -> Price | None:
    net = money.amount(found, "PriceAmount")
    if net is None:
        return None
    return Price(
        net=net,
        discount=money.amount(found, "AllowanceCharge/Amount"),
        gross=money.amount(found, "AllowanceCharge/BaseAmount"),
        per=number(found, "BaseQuantity"),
        per_unit=attribute(first(found, "BaseQuantity"), "unitCode"),
    )


def _attributes(item: Element | None) -> tuple[tuple[str, str], ...]:
    found = every(item, "AdditionalItemProperty")
    return tuple((text(one, "Name") or "", text(one, "Value") or "") for one in found)


def _object(line: Element) -> Identifier | None:
    found = every(line, "DocumentReference")
    return next(
        (identifier(one, "ID") for one in found if text(one, "DocumentTypeCode") in (codes.OBJECT_REFERENCE, None)),
        None,
    )
