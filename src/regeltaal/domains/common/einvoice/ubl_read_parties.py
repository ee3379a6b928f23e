"""Who is on a UBL invoice, and where it was delivered: BG-4, 7, 10, 11, 13 and 15."""

from regeltaal.domains.common.einvoice.model import Address, Delivery, Party
from regeltaal.domains.common.einvoice.paths import day, every, first, identifier, identifiers, text
from regeltaal.domains.common.einvoice.terms import CUSTOMER, SUPPLIER, required
from regeltaal.domains.common.einvoice.xml_tree import Element

_SEPA = "SEPA"
"""The scheme that marks the creditor's number of a direct debit (BT-90) among the numbers of a party."""


def seller(root: Element) -> Party:
    """BG-4.

    Raises:
        UnreadableError: nobody is named.
    """
    return required(_party(first(root, "AccountingSupplierParty/Party")), SUPPLIER)


def buyer(root: Element) -> Party:
    """BG-7.

    Raises:
        UnreadableError: nobody is named.
    """
    return required(_party(first(root, "AccountingCustomerParty/Party")), CUSTOMER)


def payee(root: Element) -> Party | None:
    return _party(first(root, "PayeeParty"))


def representative(root: Element) -> Party | None:
    return _party(first(root, "TaxRepresentativeParty"))


def creditor_id(root: Element) -> str | None:
    """BT-90, which stands with the payee, or with the seller when they are the same."""
    holders = (first(root, "PayeeParty"), first(root, "AccountingSupplierParty/Party"))
    numbers = [number for holder in holders for number in identifiers(holder, "PartyIdentification/ID")]
    return next((number.value for number in numbers if number.scheme == _SEPA), None)


def delivery(root: Element) -> Delivery | None:
    found = first(root, "Delivery")
    if found is None:
        return None
    where = first(found, "DeliveryLocation/Address") or first(found, "DeliveryAddress")
    made = Delivery(
        name=text(found, "DeliveryParty/PartyName/Name"),
        location=identifier(found, "DeliveryLocation/ID"),
        date=day(found, "ActualDeliveryDate"),
        address=None if where is None else _address(where),
    )
    return None if made == Delivery() else made


def _party(found: Element | None) -> Party | None:
    registered, known_as = text(found, "PartyLegalEntity/RegistrationName"), text(found, "PartyName/Name")
    name = registered or known_as or text(found, "PartyTaxScheme/RegistrationName")
    if found is None or name is None:
        return None
    vat_id, tax_registration = _tax_numbers(found)
    return Party(
        name=name,
        trading_name=known_as if registered is not None else None,
        ids=tuple(number for number in identifiers(found, "PartyIdentification/ID") if number.scheme != _SEPA),
        legal_id=identifier(found, "PartyLegalEntity/CompanyID"),
        vat_id=vat_id,
        tax_registration=tax_registration,
        legal_form=text(found, "PartyLegalEntity/CompanyLegalForm"),
        endpoint=identifier(found, "EndpointID"),
        address=_address(first(found, "PostalAddress")),
        contact=text(found, "Contact/Name"),
        phone=text(found, "Contact/Telephone"),
        email=text(found, "Contact/ElectronicMail"),
    )


def _tax_numbers(found: Element) -> tuple[str | None, str | None]:
    """The VAT number and the number at the tax office: the same element in two tax schemes."""
    vat_id = tax_registration = None
    for registration in every(found, "PartyTaxScheme"):
        number = text(registration, "CompanyID")
        if (text(registration, "TaxScheme/ID") or "VAT").upper() == "VAT":
            vat_id = vat_id or number
        else:
            tax_registration = tax_registration or number
    return vat_id, tax_registration


def _address(found: Element | None) -> Address:
    street = " ".join(part for part in (text(found, "StreetName"), text(found, "BuildingNumber")) if part)
    return Address(
        street=street or None,
        street_more=text(found, "AdditionalStreetName"),
        street_rest=text(found, "AddressLine/Line"),
        postcode=text(found, "PostalZone"),
        city=text(found, "CityName"),
        region=text(found, "CountrySubentity"),
        country=text(found, "Country/IdentificationCode"),
    )
