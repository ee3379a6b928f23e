"""Writes the lines of an invoice, and allowances and charges, as UBL: BG-20, 21 and 25 to 32."""

from regeltaal.domains.common.einvoice import codes
from regeltaal.domains.common.einvoice.identities import Identifier
from regeltaal.domains.common.einvoice.model import Adjustment, Invoice, Line, Price
from regeltaal.domains.common.einvoice.ubl_text import VAT_SCHEME, amount, decimal, identifier, period
from regeltaal.domains.common.einvoice.xml_text import Node, group, leaf


def lines(invoice: Invoice, name: str, quantity: str) -> list[Node | None]:
    return [_line(line, invoice.currency, name, quantity) for line in invoice.lines]


def adjustment(one: Adjustment, currency: str, *, has_vat: bool) -> Node | None:
    """An allowance or charge; one on a line has the VAT of its line."""
    return group(
        "cac:AllowanceCharge",
        leaf("cbc:ChargeIndicator", "true" if one.is_charge else "false"),
        leaf("cbc:AllowanceChargeReasonCode", one.reason_code),
        leaf("cbc:AllowanceChargeReason", one.reason),
        decimal("cbc:MultiplierFactorNumeric", one.percent),
        amount("cbc:Amount", one.amount, currency),
        amount("cbc:BaseAmount", one.base, currency),
        _vat("cac:TaxCategory", one) if has_vat else None,
    )


def _line(line: Line, currency: str, name: str, quantity: str) -> Node | None:
    return group(
        name,
        leaf("cbc:ID", line.id),
        leaf("cbc:Note", line.note),
        decimal(quantity, line.quantity, unitCode=line.unit),
        amount("cbc:LineExtensionAmount", line.net_amount, currency),
        leaf("cbc:AccountingCost", line.accounting_reference),
        period(line.period),
        group("cac:OrderLineReference", leaf("cbc:LineID", line.order_line)),
        _object(line.object_id),
        [adjustment(one, currency, has_vat=False) for one in line.adjustments],
        _item(line),
        _price(line.price, currency),
    )


def _object(found: Identifier | None) -> Node | None:
    if found is None:
        return None
    return group(
        "cac:DocumentReference", identifier("cbc:ID", found), leaf("cbc:DocumentTypeCode", codes.OBJECT_REFERENCE)
    )


def _item(line: Line) -> Node | None:
    return group(
        "cac:Item",
        leaf("cbc:Description", line.description),
        leaf("cbc:Name", line.name),
        group("cac:BuyersItemIdentification", leaf("cbc:ID", line.buyer_item)),
        group("cac:SellersItemIdentification", leaf("cbc:ID", line.seller_item)),
        group("cac:StandardItemIdentification", identifier("cbc:ID", line.standard_item)),
        group("cac:OriginCountry", leaf("cbc:IdentificationCode", line.origin)),
        [_classification(one) for one in line.classifications],
        _vat("cac:ClassifiedTaxCategory", line),
        [
            group("cac:AdditionalItemProperty", leaf("cbc:Name", name), leaf("cbc:Value", value))
            for name, value in line.attributes
        ],
    )


def _classification(one: Identifier) -> Node | None:
    code = identifier("cbc:ItemClassificationCode", one, "listID", "listVersionID")
    return group("cac:CommodityClassification", code)


def _vat(name: str, holder: Line | Adjustment) -> Node | None:
    if holder.vat_category is None:
        return None
    percent = None if holder.vat_category == codes.OUTSIDE else holder.vat_percent
    return group(name, leaf("cbc:ID", holder.vat_category), decimal("cbc:Percent", percent), VAT_SCHEME)


def _price(price: Price | None, currency: str) -> Node | None:
    if price is None:
        return None
    return group(
        "cac:Price",
        amount("cbc:PriceAmount", price.net, currency),
        decimal("cbc:BaseQuantity", price.per, unitCode=price.per_unit),
        _discount(price, currency),
    )


def _discount(price: Price, currency: str) -> Node | None:
    if price.discount is None and price.gross is None:
        return None
    discount = price.discount
    if discount is None and price.gross is not None:
        discount = price.gross - price.net
    return group(
        "cac:AllowanceCharge",
        leaf("cbc:ChargeIndicator", "false"),
        amount("cbc:Amount", discount, currency),
        amount("cbc:BaseAmount", price.gross, currency),
    )
