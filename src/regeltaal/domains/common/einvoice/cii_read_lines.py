"""The lines of a CII invoice, and allowances and charges on them or on the whole: BG-20, 21 and 25 to 32.

Factur-X EXTENDED has lines that group others (status GROUP) or only inform (INFORMATION): they carry no amount of
their own and are left out, as EN 16931 does not know them.
"""

import re
from datetime import date

from regeltaal.domains.common.einvoice import codes
from regeltaal.domains.common.einvoice.identities import Identifier
from regeltaal.domains.common.einvoice.model import Adjustment, Line, Period, Price
from regeltaal.domains.common.einvoice.paths import (
    Money,
    attribute,
    every,
    first,
    identifier,
    identifiers,
    number,
    text,
    texts,
    the_day,
)
from regeltaal.domains.common.einvoice.terms import AdjustmentPaths, adjustment, amount_of, bounded, required
from regeltaal.domains.common.einvoice.xml_tree import Element

_DAYS = {
    None: re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})"),
    "102": re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})"),
    "203": re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})[0-9]{4}"),
    "204": re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})[0-9]{6}"),
}
"""UNCL 2379: EN 16931 knows only 102, a day; the others have a time behind it."""

_ADJUSTMENT = AdjustmentPaths(
    is_charge="ChargeIndicator/Indicator",
    amount="ActualAmount",
    base="BasisAmount",
    percent="CalculationPercent",
    vat_category="CategoryTradeTax/CategoryCode",
    vat_percent="CategoryTradeTax/RateApplicablePercent",
    reason="Reason",
    reason_code="ReasonCode",
)
_NOT_CHARGED = frozenset({"GROUP", "INFORMATION"})


def day(element: Element | None, path: str) -> date | None:
    """A date in the format that it names.

    Raises:
        UnreadableError: what stands there is not a date.
    """
    found = first(element, path)
    if found is None or not found.text:
        return None
    form = _DAYS.get(attribute(found, "format"))
    return the_day(found, None if form is None else form.fullmatch(found.text))


def lines(trade: Element | None, money: Money) -> tuple[Line, ...]:
    """The lines, in the order of the file.

    Raises:
        UnreadableError: there are too many, or a line has no amount.
    """
    found = bounded(every(trade, "IncludedSupplyChainTradeLineItem"))
    status = "AssociatedDocumentLineDocument/LineStatusReasonCode"
    return tuple(_line(element, money) for element in found if text(element, status) not in _NOT_CHARGED)


def adjustments(settlement: Element | None, money: Money) -> tuple[Adjustment, ...]:
    """Allowances and charges on a line or on the whole invoice."""
    return tuple(
        adjustment(element, money, _ADJUSTMENT) for element in every(settlement, "SpecifiedTradeAllowanceCharge")
    )


def period(settlement: Element | None) -> Period | None:
    made = Period(
        start=day(settlement, "BillingSpecifiedPeriod/StartDateTime/DateTimeString"),
        end=day(settlement, "BillingSpecifiedPeriod/EndDateTime/DateTimeString"),
    )
    return None if made == Period() else made


def object_of(document: Element) -> Identifier | None:
    """The object that a reference is about (BT-18, 128); its scheme stands in an element, not in an attribute."""
    number_of = text(document, "IssuerAssignedID")
    return None if number_of is None else Identifier(number_of, text(document, "ReferenceTypeCode"))


def _line(found: Element, money: Money) -> Line:
    settlement = first(found, "SpecifiedLineTradeSettlement")
    net_amount = money.amount(settlement, "SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount")
    product = first(found, "SpecifiedTradeProduct")
    agreement = first(found, "SpecifiedLineTradeAgreement")
    return Line(
        id=text(found, "AssociatedDocumentLineDocument/LineID") or "",
        name=text(product, "Name") or text(product, "Description") or "",
        description=text(product, "Description"),
        note="\n".join(texts(found, "AssociatedDocumentLineDocument/IncludedNote/Content")) or None,
        object_id=_object(settlement),
        quantity=number(found, "SpecifiedLineTradeDelivery/BilledQuantity"),
        unit=attribute(first(found, "SpecifiedLineTradeDelivery/BilledQuantity"), "unitCode"),
        price=_price(agreement, money),
        net_amount=required(net_amount, amount_of(found)),
        adjustments=adjustments(settlement, money),
        vat_category=text(settlement, "ApplicableTradeTax/CategoryCode"),
        vat_percent=number(settlement, "ApplicableTradeTax/RateApplicablePercent"),
        order_line=text(agreement, "BuyerOrderReferencedDocument/LineID"),
        accounting_reference=text(settlement, "ReceivableSpecifiedTradeAccountingAccount/ID"),
        period=period(settlement),
        seller_item=text(product, "SellerAssignedID"),
        buyer_item=text(product, "BuyerAssignedID"),
        standard_item=identifier(product, "GlobalID"),
        classifications=identifiers(product, "DesignatedProductClassification/ClassCode", "listID", "listVersionID"),
        origin=text(product, "OriginTradeCountry/ID"),
        attributes=_attributes(product),
    )


def _price(agreement: Element | None, money: Money) -> Price | None:
    net = money.amount(agreement, "NetPriceProductTradePrice/ChargeAmount")
    if net is None:
        return None
    gross = first(agreement, "GrossPriceProductTradePrice")
    counted = first(agreement, "NetPriceProductTradePrice/BasisQuantity") or first(gross, "BasisQuantity")
    return Price(
        net=net,
        discount=money.amount(gross, "AppliedTradeAllowanceCharge/ActualAmount"),
        gross=money.amount(gross, "ChargeAmount"),
        per=number(agreement, "NetPriceProductTradePrice/BasisQuantity") or number(gross, "BasisQuantity"),
        per_unit=attribute(counted, "unitCode"),
    )


def _attributes(product: Element | None) -> tuple[tuple[str, str], ...]:
    found = every(product, "ApplicableProductCharacteristic")
    return tuple((text(one, "Description") or "", text(one, "Value") or "") for one in found)


def _object(settlement: Element | None) -> Identifier | None:
    found = every(settlement, "AdditionalReferencedDocument")
    return next(
        (object_of(one) for one in found if text(one, "TypeCode") in (codes.OBJECT_REFERENCE, None)),
        None,
    )
