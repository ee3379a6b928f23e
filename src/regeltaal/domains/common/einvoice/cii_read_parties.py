"""Who is on a CII invoice, and where it was delivered: BG-4, 7, 10, 11, 13 and 15."""

from regeltaal.domains.common.einvoice.cii_read_lines import day
from regeltaal.domains.common.einvoice.model import Address, Delivery, Party
from regeltaal.domains.common.einvoice.paths import attribute, every, first, identifier, identifiers, text
from regeltaal.domains.common.einvoice.terms import CUSTOMER, SUPPLIER, required
from regeltaal.domains.common.einvoice.xml_tree import Element

_VAT = "VA"
_TAX_OFFICE = "FC"


def seller(agreement: Element | None) -> Party:
    """BG-4.

    Raises:
        UnreadableError: nobody is named.
    """
    return required(party(first(agreement, "SellerTradeParty")), SUPPLIER)


def buyer(agreement: Element | None) -> Party:
    """BG-7.

    Raises:
        UnreadableError: nobody is named.
    """
    return required(party(first(agreement, "BuyerTradeParty")), CUSTOMER)


def party(found: Element | None) -> Party | None:
    known_as = text(found, "SpecifiedLegalOrganization/TradingBusinessName")
    name = text(found, "Name") or known_as
    if found is None or name is None:
        return None
    contact = first(found, "DefinedTradeContact")
    return Party(
        name=name,
        trading_name=known_as if text(found, "Name") is not None else None,
        ids=(*identifiers(found, "ID"), *identifiers(found, "GlobalID")),
        legal_id=identifier(found, "SpecifiedLegalOrganization/ID"),
        vat_id=_registration(found, _VAT),
        tax_registration=_registration(found, _TAX_OFFICE),
        legal_form=text(found, "Description"),
        endpoint=identifier(found, "URIUniversalCommunication/URIID"),
        address=_address(first(found, "PostalTradeAddress")),
        contact=text(contact, "PersonName") or text(contact, "DepartmentName"),
        phone=text(contact, "TelephoneUniversalCommunication/CompleteNumber"),
        email=text(contact, "EmailURIUniversalCommunication/URIID"),
    )


def delivery(found: Element | None) -> Delivery | None:
    where = first(found, "ShipToTradeParty")
    address = first(where, "PostalTradeAddress")
    made = Delivery(
        name=text(where, "Name"),
        location=identifier(where, "GlobalID") or identifier(where, "ID"),
        date=day(found, "ActualDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString"),
        address=None if address is None else _address(address),
    )
    return None if made == Delivery() else made


def _registration(found: Element, scheme: str) -> str | None:
    numbers = every(found, "SpecifiedTaxRegistration/ID")
    return next((number.text for number in numbers if attribute(number, "schemeID") == scheme and number.text), None)


def _address(found: Element | None) -> Address:
    return Address(
        street=text(found, "LineOne"),
        street_more=text(found, "LineTwo"),
        street_rest=text(found, "LineThree"),
        postcode=text(found, "PostcodeCode"),
        city=text(found, "CityName"),
        region=text(found, "CountrySubDivisionName"),
        country=text(found, "CountryID"),
    )
