"""Reads a UN/CEFACT CrossIndustryInvoice (D16B) by the binding of EN 16931 (CEN/TS 16931-3-3): also Factur-X, ZUGFeRD.

CII gives a payment reference and a mandate once, for all ways to pay; here each way to pay has them.
"""

from regeltaal.base.node import evolve
from regeltaal.domains.common.einvoice import cii_read_lines, cii_read_parties, codes, totals_read
from regeltaal.domains.common.einvoice.cii_read_lines import day
from regeltaal.domains.common.einvoice.formats import CII_NAMESPACES
from regeltaal.domains.common.einvoice.identities import Identifier
from regeltaal.domains.common.einvoice.model import Attachment, Invoice, Note, Payment, Preceding, VatLine
from regeltaal.domains.common.einvoice.paths import (
    Money,
    attribute,
    embedded,
    every,
    first,
    only,
    text,
    texts,
)
from regeltaal.domains.common.einvoice.terms import CURRENCY, ISSUE_DATE, NUMBER, VatPaths, required, vat_line
from regeltaal.domains.common.einvoice.xml_tree import Element

_TAX_POINTS = {"5": "3", "29": "35", "72": "432"}
"""BT-8: CII's codes (UNCL 2475) as those of EN 16931 (UNCL 2005): date of invoice, of delivery, of payment."""

_VAT = VatPaths(
    category="CategoryCode",
    percent="RateApplicablePercent",
    base="BasisAmount",
    tax="CalculatedAmount",
    exemption="ExemptionReason",
    exemption_code="ExemptionReasonCode",
)


def invoice(root: Element) -> Invoice:
    """The invoice below a root.

    Raises:
        UnreadableError: what makes an invoice is missing, or a value is none.
    """
    only(root, CII_NAMESPACES)
    document = first(root, "ExchangedDocument")
    trade = first(root, "SupplyChainTradeTransaction")
    agreement = first(trade, "ApplicableHeaderTradeAgreement")
    delivery = first(trade, "ApplicableHeaderTradeDelivery")
    settlement = first(trade, "ApplicableHeaderTradeSettlement")
    money = Money(required(text(settlement, "InvoiceCurrencyCode"), CURRENCY))
    type_code = text(document, "TypeCode")
    kind = codes.kind_of(type_code)
    vat_currency = text(settlement, "TaxCurrencyCode")
    lines = cii_read_lines.lines(trade, money)
    return Invoice(
        number=required(text(document, "ID"), NUMBER),
        kind=kind,
        type_code=type_code or kind.value,
        issue_date=required(day(document, "IssueDateTime/DateTimeString"), ISSUE_DATE),
        due_date=day(settlement, "SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString"),
        currency=money.currency,
        vat_currency=vat_currency,
        tax_point_date=day(settlement, "ApplicableTradeTax/TaxPointDate/DateString"),
        tax_point_code=_tax_point(text(settlement, "ApplicableTradeTax/DueDateTypeCode")),
        buyer_reference=text(agreement, "BuyerReference"),
        project=text(agreement, "SpecifiedProcuringProject/ID"),
        contract_reference=text(agreement, "ContractReferencedDocument/IssuerAssignedID"),
        order_reference=text(agreement, "BuyerOrderReferencedDocument/IssuerAssignedID"),
        sales_order=text(agreement, "SellerOrderReferencedDocument/IssuerAssignedID"),
        receiving_advice=text(delivery, "ReceivingAdviceReferencedDocument/IssuerAssignedID"),
        despatch_advice=text(delivery, "DespatchAdviceReferencedDocument/IssuerAssignedID"),
        tender=_tender(agreement),
        object_id=_object(agreement),
        accounting_reference=text(settlement, "ReceivableSpecifiedTradeAccountingAccount/ID"),
        payment_terms="\n".join(texts(settlement, "SpecifiedTradePaymentTerms/Description")) or None,
        notes=_notes(document),
        process=text(root, "ExchangedDocumentContext/BusinessProcessSpecifiedDocumentContextParameter/ID"),
        specification=text(root, "ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID"),
        preceding=_preceding(settlement),
        seller=cii_read_parties.seller(agreement),
        buyer=cii_read_parties.buyer(agreement),
        payee=cii_read_parties.party(first(settlement, "PayeeTradeParty")),
        tax_representative=cii_read_parties.party(first(agreement, "SellerTaxRepresentativeTradeParty")),
        delivery=cii_read_parties.delivery(delivery),
        period=cii_read_lines.period(settlement),
        payments=_payments(settlement),
        creditor_id=text(settlement, "CreditorReferenceID"),
        adjustments=cii_read_lines.adjustments(settlement, money),
        totals=totals_read.completed(_stated(settlement, money, vat_currency), lines),
        vat=_vat(settlement, money),
        attachments=_attachments(agreement),
        lines=lines,
    )


def _tax_point(code: str | None) -> str | None:
    return None if code is None else _TAX_POINTS.get(code, code)


def _notes(document: Element | None) -> tuple[Note, ...]:
    found = ((text(note, "Content"), text(note, "SubjectCode")) for note in every(document, "IncludedNote"))
    return tuple(Note(text=content, subject=subject) for content, subject in found if content is not None)


def _preceding(settlement: Element | None) -> tuple[Preceding, ...]:
    return tuple(
        Preceding(number=of, issue_date=day(reference, "FormattedIssueDateTime/DateTimeString"))
        for reference in every(settlement, "InvoiceReferencedDocument")
        if (of := text(reference, "IssuerAssignedID")) is not None
    )


def _documents(agreement: Element | None, type_code: str) -> tuple[Element, ...]:
    found = every(agreement, "AdditionalReferencedDocument")
    return tuple(document for document in found if text(document, "TypeCode") == type_code)


def _tender(agreement: Element | None) -> str | None:
    found = _documents(agreement, codes.TENDER_REFERENCE)
    return next((text(document, "IssuerAssignedID") for document in found), None)


def _object(agreement: Element | None) -> Identifier | None:
    return next(
        (cii_read_lines.object_of(document) for document in _documents(agreement, codes.OBJECT_REFERENCE)), None
    )


def _attachments(agreement: Element | None) -> tuple[Attachment, ...]:
    others = (codes.TENDER_REFERENCE, codes.OBJECT_REFERENCE)
    return tuple(
        embedded(
            found,
            "AttachmentBinaryObject",
            id=text(found, "IssuerAssignedID"),
            description=text(found, "Name"),
            address=text(found, "URIID"),
        )
        for found in every(agreement, "AdditionalReferencedDocument")
        if text(found, "TypeCode") not in others
    )


def _payments(settlement: Element | None) -> tuple[Payment, ...]:
    shared = Payment(
        reference=text(settlement, "PaymentReference"),
        mandate=text(settlement, "SpecifiedTradePaymentTerms/DirectDebitMandateID"),
    )
    ways = tuple(_payment(found, shared) for found in every(settlement, "SpecifiedTradeSettlementPaymentMeans"))
    return ways or (() if shared == Payment() else (shared,))


def _payment(found: Element, shared: Payment) -> Payment:
    account = first(found, "PayeePartyCreditorFinancialAccount")
    return evolve(
        shared,
        means=text(found, "TypeCode"),
        means_text="\n".join(texts(found, "Information")) or None,
        account=text(account, "IBANID") or text(account, "ProprietaryID"),
        account_name=text(account, "AccountName"),
        bic=text(found, "PayeeSpecifiedCreditorFinancialInstitution/BICID"),
        card=text(found, "ApplicableTradeSettlementFinancialCard/ID"),
        card_holder=text(found, "ApplicableTradeSettlementFinancialCard/CardholderName"),
        debited_account=text(found, "PayerPartyDebtorFinancialAccount/IBANID"),
    )


def _stated(settlement: Element | None, money: Money, vat_currency: str | None) -> totals_read.Stated:
    total = first(settlement, "SpecifiedTradeSettlementHeaderMonetarySummation")
    taxes = every(total, "TaxTotalAmount")
    return totals_read.Stated(
        lines=money.amount(total, "LineTotalAmount"),
        allowances=money.amount(total, "AllowanceTotalAmount"),
        charges=money.amount(total, "ChargeTotalAmount"),
        without_vat=money.amount(total, "TaxBasisTotalAmount"),
        vat=totals_read.vat_in(taxes, money.currency),
        vat_accounting=None
        if vat_currency in (None, money.currency)
        else totals_read.vat_in([tax for tax in taxes if attribute(tax, "currencyID")], vat_currency),
        with_vat=money.amount(total, "GrandTotalAmount"),
        prepaid=money.amount(total, "TotalPrepaidAmount"),
        rounding=money.amount(total, "RoundingAmount"),
        payable=money.amount(total, "DuePayableAmount"),
    )


def _vat(settlement: Element | None, money: Money) -> tuple[VatLine, ...]:
    return tuple(vat_line(found, money, _VAT) for found in every(settlement, "ApplicableTradeTax"))
