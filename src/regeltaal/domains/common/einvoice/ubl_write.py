"""Writes an invoice as a UBL 2.1 Invoice or CreditNote: in the order of the schema, the same bytes each time.

It writes what the invoice holds and makes nothing up; ``nlcius.missing_for_nlcius`` tells beforehand what a receiver
would miss. What UBL has no place for is left out: the due date of a credit note without a way to pay.
"""

import base64
import re
from datetime import date
from decimal import Decimal

from regeltaal.domains.common.einvoice import codes, ubl_write_lines, ubl_write_parties
from regeltaal.domains.common.einvoice.calculation import total
from regeltaal.domains.common.einvoice.identities import Identifier
from regeltaal.domains.common.einvoice.model import Attachment, Invoice, Kind, Note, Payment, Preceding, VatLine
from regeltaal.domains.common.einvoice.ubl_text import VAT_SCHEME, amount, day, decimal, identifier, period
from regeltaal.domains.common.einvoice.xml_text import Node, Part, document, group, leaf

_NAMESPACES = {
    "xmlns:cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "xmlns:cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
_LIKE_A_SUBJECT = re.compile(r"^([^#]*#)([^#]{3}#)")
_NOT_DEFINED = "1"
"""UNCL 4461 for a way to pay that nobody named; the schema asks for one."""
_NO_ORDER = "NA"
"""Stands for an order number that nobody gave, where UBL asks one beside the number of the seller."""


def write_ubl(invoice: Invoice) -> bytes:
    """The invoice as a file; by NLCIUS and for Peppol's billing process unless it names others itself."""
    name = "Invoice" if invoice.kind is Kind.INVOICE else "CreditNote"
    root = group(name, *(_invoice(invoice) if invoice.kind is Kind.INVOICE else _credit_note(invoice)))
    return document(root, {"xmlns": f"urn:oasis:names:specification:ubl:schema:xsd:{name}-2", **_NAMESPACES})


def _invoice(invoice: Invoice) -> tuple[Part, ...]:
    return (
        *_opening(invoice),
        day("cbc:DueDate", invoice.due_date),
        leaf("cbc:InvoiceTypeCode", invoice.type_code),
        _notes(invoice),
        day("cbc:TaxPointDate", invoice.tax_point_date),
        *_orders(invoice),
        leaf_in("cac:OriginatorDocumentReference", invoice.tender),
        leaf_in("cac:ContractDocumentReference", invoice.contract_reference),
        _documents(invoice),
        leaf_in("cac:ProjectReference", invoice.project),
        *_parties(invoice),
        _payments(invoice, None),
        group("cac:PaymentTerms", leaf("cbc:Note", invoice.payment_terms)),
        *_amounts(invoice),
        ubl_write_lines.lines(invoice, "cac:InvoiceLine", "cbc:InvoicedQuantity"),
    )


def _credit_note(invoice: Invoice) -> tuple[Part, ...]:
    project = group(
        "cac:AdditionalDocumentReference",
        leaf("cbc:ID", invoice.project),
        leaf("cbc:DocumentTypeCode", codes.PROJECT_REFERENCE if invoice.project else None),
    )
    return (
        *_opening(invoice),
        day("cbc:TaxPointDate", invoice.tax_point_date),
        leaf("cbc:CreditNoteTypeCode", invoice.type_code),
        _notes(invoice),
        *_orders(invoice),
        leaf_in("cac:ContractDocumentReference", invoice.contract_reference),
        project,
        _documents(invoice),
        leaf_in("cac:OriginatorDocumentReference", invoice.tender),
        *_parties(invoice),
        _payments(invoice, invoice.due_date),
        group("cac:PaymentTerms", leaf("cbc:Note", invoice.payment_terms)),
        *_amounts(invoice),
        ubl_write_lines.lines(invoice, "cac:CreditNoteLine", "cbc:CreditedQuantity"),
    )


def leaf_in(name: str, content: str | None) -> Node | None:
    """A reference of one number."""
    return group(name, leaf("cbc:ID", content))


def _opening(invoice: Invoice) -> tuple[Part, ...]:
    return (
        leaf("cbc:CustomizationID", invoice.specification or codes.NLCIUS),
        leaf("cbc:ProfileID", invoice.process or codes.PEPPOL_BILLING),
        leaf("cbc:ID", invoice.number),
        day("cbc:IssueDate", invoice.issue_date),
    )


def _notes(invoice: Invoice) -> list[Node | None]:
    return [leaf("cbc:Note", _note(note)) for note in invoice.notes]


def _note(note: Note) -> str:
    """The subject stands between hashes before the text; a text that only looks like that gets a space."""
    if note.subject is None:
        return _LIKE_A_SUBJECT.sub(r"\1 \2", note.text)
    return f"#{note.subject}#{note.text}"


def _orders(invoice: Invoice) -> tuple[Part, ...]:
    """From the currency to the references that stand at the same place in both documents."""
    order = invoice.order_reference or (_NO_ORDER if invoice.sales_order else None)
    return (
        leaf("cbc:DocumentCurrencyCode", invoice.currency),
        leaf("cbc:TaxCurrencyCode", invoice.vat_currency),
        leaf("cbc:AccountingCost", invoice.accounting_reference),
        leaf("cbc:BuyerReference", invoice.buyer_reference),
        period(invoice.period, invoice.tax_point_code),
        group("cac:OrderReference", leaf("cbc:ID", order), leaf("cbc:SalesOrderID", invoice.sales_order)),
        [_preceding(one) for one in invoice.preceding],
        leaf_in("cac:DespatchDocumentReference", invoice.despatch_advice),
        leaf_in("cac:ReceiptDocumentReference", invoice.receiving_advice),
    )


def _preceding(one: Preceding) -> Node | None:
    reference = group("cac:InvoiceDocumentReference", leaf("cbc:ID", one.number), day("cbc:IssueDate", one.issue_date))
    return group("cac:BillingReference", reference)


def _documents(invoice: Invoice) -> list[Node | None]:
    return [_object(invoice.object_id), *(_attachment(one) for one in invoice.attachments)]


def _object(found: Identifier | None) -> Node | None:
    if found is None:
        return None
    return group(
        "cac:AdditionalDocumentReference",
        identifier("cbc:ID", found),
        leaf("cbc:DocumentTypeCode", codes.OBJECT_REFERENCE),
    )


def _attachment(one: Attachment) -> Node | None:
    content = None if one.content is None else base64.b64encode(one.content).decode("ascii")
    return group(
        "cac:AdditionalDocumentReference",
        leaf("cbc:ID", one.id),
        leaf("cbc:DocumentDescription", one.description),
        group(
            "cac:Attachment",
            leaf("cbc:EmbeddedDocumentBinaryObject", content, mimeCode=one.media_type, filename=one.name),
            group("cac:ExternalReference", leaf("cbc:URI", one.address)),
        ),
    )


def _parties(invoice: Invoice) -> tuple[Part, ...]:
    return (
        ubl_write_parties.seller(invoice),
        ubl_write_parties.buyer(invoice),
        ubl_write_parties.payee(invoice),
        ubl_write_parties.representative(invoice),
        ubl_write_parties.delivery(invoice.delivery),
    )


def _payments(invoice: Invoice, due: date | None) -> list[Node | None]:
    """A credit note has its due date here; once is enough."""
    return [_payment(one, due if place == 0 else None) for place, one in enumerate(invoice.payments)]


def _payment(one: Payment, due: date | None) -> Node | None:
    account = group(
        "cac:PayeeFinancialAccount",
        leaf("cbc:ID", one.iban or one.account),
        leaf("cbc:Name", one.account_name),
        group("cac:FinancialInstitutionBranch", leaf("cbc:ID", one.bic)),
    )
    return group(
        "cac:PaymentMeans",
        leaf("cbc:PaymentMeansCode", one.means or _NOT_DEFINED, name=one.means_text),
        day("cbc:PaymentDueDate", due),
        leaf("cbc:PaymentID", one.reference),
        group(
            "cac:CardAccount",
            leaf("cbc:PrimaryAccountNumberID", one.card),
            leaf("cbc:NetworkID", _CARD_NETWORK if one.card else None),
            leaf("cbc:HolderName", one.card_holder),
        ),
        account,
        group(
            "cac:PaymentMandate",
            leaf("cbc:ID", one.mandate),
            group("cac:PayerFinancialAccount", leaf("cbc:ID", one.debited_account)),
        ),
    )


_CARD_NETWORK = "NA"
"""The schema asks for the network of a card, EN 16931 has no term for it."""


def _amounts(invoice: Invoice) -> tuple[Part, ...]:
    totals, currency = invoice.totals, invoice.currency
    tax = total(line.tax for line in invoice.vat) if totals.vat is None and invoice.vat else totals.vat
    return (
        [ubl_write_lines.adjustment(one, currency, has_vat=True) for one in invoice.adjustments],
        group(
            "cac:TaxTotal",
            amount("cbc:TaxAmount", tax, currency),
            [_vat(line, currency) for line in invoice.vat],
        ),
        group("cac:TaxTotal", amount("cbc:TaxAmount", totals.vat_accounting, invoice.vat_currency or currency)),
        group(
            "cac:LegalMonetaryTotal",
            amount("cbc:LineExtensionAmount", totals.lines, currency),
            amount("cbc:TaxExclusiveAmount", totals.without_vat, currency),
            amount("cbc:TaxInclusiveAmount", totals.with_vat, currency),
            amount("cbc:AllowanceTotalAmount", totals.allowances, currency),
            amount("cbc:ChargeTotalAmount", totals.charges, currency),
            amount("cbc:PrepaidAmount", totals.prepaid, currency),
            amount("cbc:PayableRoundingAmount", totals.rounding, currency),
            amount("cbc:PayableAmount", totals.payable, currency),
        ),
    )


def _vat(line: VatLine, currency: str) -> Node | None:
    return group(
        "cac:TaxSubtotal",
        amount("cbc:TaxableAmount", line.base, currency),
        amount("cbc:TaxAmount", line.tax, currency),
        group(
            "cac:TaxCategory",
            leaf("cbc:ID", line.category),
            decimal("cbc:Percent", _percent(line)),
            leaf("cbc:TaxExemptionReasonCode", line.exemption_code),
            leaf("cbc:TaxExemptionReason", line.exemption),
            VAT_SCHEME,
        ),
    )


def _percent(line: VatLine) -> Decimal | None:
    return None if line.category == codes.OUTSIDE else line.percent or Decimal(0)
