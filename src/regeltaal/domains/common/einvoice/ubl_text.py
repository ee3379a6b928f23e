"""How UBL writes values: amounts with their currency, numbers, dates, identifiers, periods."""

from datetime import date
from decimal import Decimal
from typing import Final

from regeltaal.domains.common.einvoice.identities import Identifier
from regeltaal.domains.common.einvoice.model import Period
from regeltaal.domains.common.einvoice.xml_text import Node, group, leaf

VAT_SCHEME: Final = group("cac:TaxScheme", leaf("cbc:ID", "VAT"))
_CENTS = 2


def amount(name: str, value: Decimal | None, currency: str) -> Node | None:
    """An amount with at least two decimals; more when it has them, as a price may."""
    return leaf(name, None if value is None else _plain(value, _CENTS), currencyID=currency)


def decimal(name: str, value: Decimal | None, **attributes: str | None) -> Node | None:
    return leaf(name, None if value is None else _plain(value, 0), **attributes)


def day(name: str, value: date | None) -> Node | None:
    return leaf(name, None if value is None else value.isoformat())


def identifier(
    name: str, value: Identifier | None, scheme: str = "schemeID", version: str | None = None
) -> Node | None:
    if value is None:
        return None
    attributes = {scheme: value.scheme} | ({} if version is None else {version: value.scheme_version})
    return leaf(name, value.value, **attributes)


def period(value: Period | None, tax_point_code: str | None = None) -> Node | None:
    return group(
        "cac:InvoicePeriod",
        day("cbc:StartDate", None if value is None else value.start),
        day("cbc:EndDate", None if value is None else value.end),
        leaf("cbc:DescriptionCode", tax_point_code),
    )


def _plain(value: Decimal, least: int) -> str:
    """Without exponent and without zeros at the end, save for the least number of decimals."""
    whole, _, behind = f"{value:f}".partition(".")
    behind = behind.rstrip("0").ljust(least, "0")
    return f"{whole}.{behind}" if behind else whole
