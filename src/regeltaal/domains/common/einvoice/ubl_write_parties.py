"""Writes who is on an invoice, and where it was delivered, as UBL: BG-4, 7, 10, 11, 13 and 15."""

from regeltaal.domains.common.einvoice.identities import Identifier
from regeltaal.domains.common.einvoice.model import Address, Delivery, Invoice, Party
from regeltaal.domains.common.einvoice.ubl_text import VAT_SCHEME, day, identifier
from regeltaal.domains.common.einvoice.xml_text import Node, group, leaf

_TAX_OFFICE = group("cac:TaxScheme", leaf("cbc:ID", "TAX"))
"""Any scheme but VAT marks a number as that of a tax office (BT-32)."""


def seller(invoice: Invoice) -> Node | None:
    creditor = invoice.creditor_id if invoice.payee is None else None
    return group("cac:AccountingSupplierParty", _party(invoice.seller, creditor))


def buyer(invoice: Invoice) -> Node | None:
    return group("cac:AccountingCustomerParty", _party(invoice.buyer, None))


def payee(invoice: Invoice) -> Node | None:
    found = invoice.payee
    if found is None:
        return None
    return group(
        "cac:PayeeParty",
        _numbers(found, invoice.creditor_id),
        group("cac:PartyName", leaf("cbc:Name", found.name)),
        group("cac:PartyLegalEntity", identifier("cbc:CompanyID", found.legal_id)),
    )


def representative(invoice: Invoice) -> Node | None:
    found = invoice.tax_representative
    if found is None:
        return None
    return group(
        "cac:TaxRepresentativeParty",
        group("cac:PartyName", leaf("cbc:Name", found.name)),
        _address("cac:PostalAddress", found.address),
        _tax_number(found.vat_id, VAT_SCHEME),
    )


def delivery(found: Delivery | None) -> Node | None:
    if found is None:
        return None
    return group(
        "cac:Delivery",
        day("cbc:ActualDeliveryDate", found.date),
        group(
            "cac:DeliveryLocation",
            identifier("cbc:ID", found.location),
            None if found.address is None else _address("cac:Address", found.address),
        ),
        group("cac:DeliveryParty", group("cac:PartyName", leaf("cbc:Name", found.name))),
    )


def _party(found: Party, creditor: str | None) -> Node | None:
    return group(
        "cac:Party",
        identifier("cbc:EndpointID", found.endpoint),
        _numbers(found, creditor),
        group("cac:PartyName", leaf("cbc:Name", found.trading_name)),
        _address("cac:PostalAddress", found.address),
        _tax_number(found.vat_id, VAT_SCHEME),
        _tax_number(found.tax_registration, _TAX_OFFICE),
        group(
            "cac:PartyLegalEntity",
            leaf("cbc:RegistrationName", found.name),
            identifier("cbc:CompanyID", found.legal_id),
            leaf("cbc:CompanyLegalForm", found.legal_form),
        ),
        group(
            "cac:Contact",
            leaf("cbc:Name", found.contact),
            leaf("cbc:Telephone", found.phone),
            leaf("cbc:ElectronicMail", found.email),
        ),
    )


def _numbers(found: Party, creditor: str | None) -> list[Node | None]:
    numbers = [*found.ids, *([] if creditor is None else [Identifier(creditor, "SEPA")])]
    return [group("cac:PartyIdentification", identifier("cbc:ID", number)) for number in numbers]


def _tax_number(number: str | None, scheme: Node | None) -> Node | None:
    return None if number is None else group("cac:PartyTaxScheme", leaf("cbc:CompanyID", number), scheme)


def _address(name: str, found: Address) -> Node | None:
    return group(
        name,
        leaf("cbc:StreetName", found.street),
        leaf("cbc:AdditionalStreetName", found.street_more),
        leaf("cbc:CityName", found.city),
        leaf("cbc:PostalZone", found.postcode),
        leaf("cbc:CountrySubentity", found.region),
        group("cac:AddressLine", leaf("cbc:Line", found.street_rest)),
        group("cac:Country", leaf("cbc:IdentificationCode", found.country)),
    )
