"""Reads a UBL 2.1 Invoice or CreditNote by the binding of EN 16931 (CEN/TS 16931-3-2).

Two habits of older Dutch UBL are read too: a house number in an element of its own, and a party that has a name but
no registered name.
"""

import re

from regeltaal.domains.common.einvoice import codes, totals_read, ubl_read_lines, ubl_read_parties
from regeltaal.domains.common.einvoice.formats import UBL_NAMESPACES
from regeltaal.domains.common.einvoice.identities import Identifier
from regeltaal.domains.common.einvoice.model import (
    Attachment,
    Invoice,
    Note,
    Payment,
    Period,
    Preceding,
    VatLine,
)
from regeltaal.domains.common.einvoice.paths import (
    Money,
    attribute,
    day,
    embedded,
    every,
    first,
    identifier,
    only,
    text,
    texts,
)
from regeltaal.domains.common.einvoice.terms import CURRENCY, ISSUE_DATE, NUMBER, VatPaths, required, vat_line
from regeltaal.domains.common.einvoice.xml_tree import Element

_SUBJECT = re.compile(r"#([A-Z]{3})#(.*)", re.DOTALL)
_CREDIT_NOTE = "CreditNote"
_VAT = VatPaths(
    category="TaxCategory/ID",
    percent="TaxCategory/Percent",
    base="TaxableAmount",
    tax="TaxAmount",
    exemption="TaxCategory/TaxExemptionReason",
    exemption_code="TaxCategory/TaxExemptionReasonCode",
)
_NO_ORDER = "NA"
"""UBL wants an order number where only the seller's is known; this is what the binding says to write then."""


def invoice(root: Element) -> Invoice:
    """The invoice below a root.

    Raises:
        UnreadableError: what makes an invoice is missing, or a value is none.
    """
    only(root, UBL_NAMESPACES)
    money = Money(required(text(root, "DocumentCurrencyCode"), CURRENCY))
    type_code = text(root, "InvoiceTypeCode") or text(root, "CreditNoteTypeCode")
    kind = codes.kind_of(type_code, is_credit_note=root.name == _CREDIT_NOTE)
    vat_currency = text(root, "TaxCurrencyCode")
    lines = ubl_read_lines.lines(root, money)
    return Invoice(
        number=required(text(root, "ID"), NUMBER),
        kind=kind,
        type_code=type_code or kind.value,
        issue_date=required(day(root, "IssueDate"), ISSUE_DATE),
        due_date=day(root, "DueDate") or day(root, "PaymentMeans/PaymentDueDate"),
        currency=money.currency,
        vat_currency=vat_currency,
        tax_point_date=day(root, "TaxPointDate"),
        tax_point_code=text(root, "InvoicePeriod/DescriptionCode"),
        buyer_reference=text(root, "BuyerReference"),
        project=text(root, "ProjectReference/ID") or _project(root),
        contract_reference=text(root, "ContractDocumentReference/ID"),
        order_reference=_order(root),
        sales_order=text(root, "OrderReference/SalesOrderID"),
        receiving_advice=text(root, "ReceiptDocumentReference/ID"),
        despatch_advice=text(root, "DespatchDocumentReference/ID"),
        tender=text(root, "OriginatorDocumentReference/ID"),
        object_id=_object(root),
        accounting_reference=text(root, "AccountingCost") or text(root, "AccountingCostCode"),
        payment_terms="\n".join(texts(root, "PaymentTerms/Note")) or None,
        notes=tuple(_note(note.text) for note in every(root, "Note") if note.text),
        process=text(root, "ProfileID"),
        specification=text(root, "CustomizationID"),
        preceding=_preceding(root),
        seller=ubl_read_parties.seller(root),
        buyer=ubl_read_parties.buyer(root),
        payee=ubl_read_parties.payee(root),
        tax_representative=ubl_read_parties.representative(root),
        delivery=ubl_read_parties.delivery(root),
        period=_period(root),
        payments=_payments(root),
        creditor_id=ubl_read_parties.creditor_id(root),
        adjustments=ubl_read_lines.adjustments(root, money),
        totals=totals_read.completed(_stated(root, money, vat_currency), lines),
        vat=_vat(root, money),
        attachments=_attachments(root),
        lines=lines,
    )


def _order(root: Element) -> str | None:
    found = text(root, "OrderReference/ID")
    return None if found == _NO_ORDER and text(root, "OrderReference/SalesOrderID") else found


def _note(written: str) -> Note:
    parts = _SUBJECT.fullmatch(written)
    return Note(text=written) if parts is None else Note(text=parts[2].strip(), subject=parts[1])


def _period(root: Element) -> Period | None:
    return ubl_read_lines.period(first(root, "InvoicePeriod"))


def _preceding(root: Element) -> tuple[Preceding, ...]:
    found = (
        *every(root, "BillingReference/InvoiceDocumentReference"),
        *every(root, "BillingReference/CreditNoteDocumentReference"),
    )
    return tuple(
        Preceding(number=of, issue_date=day(reference, "IssueDate"))
        for reference in found
        if (of := text(reference, "ID")) is not None
    )


def _project(root: Element) -> str | None:
    """BT-11 of a credit note, which has no element for a project."""
    if root.name != _CREDIT_NOTE:
        return None
    return next((text(found, "ID") for found in _documents(root, codes.PROJECT_REFERENCE)), None)


def _object(root: Element) -> Identifier | None:
    return next((identifier(found, "ID") for found in _documents(root, codes.OBJECT_REFERENCE)), None)


def _documents(root: Element, type_code: str) -> tuple[Element, ...]:
    found = every(root, "AdditionalDocumentReference")
    return tuple(document for document in found if text(document, "DocumentTypeCode") == type_code)


def _payments(root: Element) -> tuple[Payment, ...]:
    return tuple(
        Payment(
            means=text(found, "PaymentMeansCode"),
            means_text=attribute(first(found, "PaymentMeansCode"), "name"),
            reference=text(found, "PaymentID"),
            account=text(found, "PayeeFinancialAccount/ID"),
            account_name=text(found, "PayeeFinancialAccount/Name"),
            bic=text(found, "PayeeFinancialAccount/FinancialInstitutionBranch/ID")
            or text(found, "PayeeFinancialAccount/FinancialInstitutionBranch/FinancialInstitution/ID"),
            card=text(found, "CardAccount/PrimaryAccountNumberID"),
            card_holder=text(found, "CardAccount/HolderName"),
            mandate=text(found, "PaymentMandate/ID"),
            debited_account=text(found, "PaymentMandate/PayerFinancialAccount/ID"),
        )
        for found in every(root, "PaymentMeans")
    )


def _stated(root: Element, money: Money, vat_currency: str | None) -> totals_read.Stated:
    total = first(root, "LegalMonetaryTotal")
    return totals_read.Stated(
        lines=money.amount(total, "LineExtensionAmount"),
        allowances=money.amount(total, "AllowanceTotalAmount"),
        charges=money.amount(total, "ChargeTotalAmount"),
        without_vat=money.amount(total, "TaxExclusiveAmount"),
        vat=totals_read.vat_in(every(root, "TaxTotal/TaxAmount"), money.currency),
        vat_accounting=None
        if vat_currency in (None, money.currency)
        else totals_read.vat_in(every(root, "TaxTotal/TaxAmount"), vat_currency),
        with_vat=money.amount(total, "TaxInclusiveAmount"),
        prepaid=money.amount(total, "PrepaidAmount"),
        rounding=money.amount(total, "PayableRoundingAmount"),
        payable=money.amount(total, "PayableAmount"),
    )


def _vat(root: Element, money: Money) -> tuple[VatLine, ...]:
    return tuple(vat_line(found, money, _VAT) for found in every(root, "TaxTotal/TaxSubtotal"))


def _attachments(root: Element) -> tuple[Attachment, ...]:
    others = {codes.OBJECT_REFERENCE, *((codes.PROJECT_REFERENCE,) if root.name == _CREDIT_NOTE else ())}
    return tuple(
        embedded(
            found,
            "Attachment/EmbeddedDocumentBinaryObject",
            id=text(found, "ID"),
            description=text(found, "DocumentDescription"),
            address=text(found, "Attachment/ExternalReference/URI"),
        )
        for found in every(root, "AdditionalDocumentReference")
        if text(found, "DocumentTypeCode") not in others
    )
