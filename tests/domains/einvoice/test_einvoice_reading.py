"""Each construct of EN 16931 in both syntaxes, in files that hold little else; and habits of Dutch senders."""

from datetime import date
from decimal import Decimal

import pytest
from peppol.xsd import validate_xsd

from regeltaal.domains.common.einvoice.formats import Format, detect
from regeltaal.domains.common.einvoice.identities import Identifier
from regeltaal.domains.common.einvoice.model import (
    Address,
    Adjustment,
    Attachment,
    Delivery,
    Kind,
    Line,
    Note,
    Payment,
    Period,
    Price,
    VatLine,
)
from regeltaal.domains.common.einvoice.reading import read
from regeltaal.domains.common.einvoice.reasons import UnreadableError

UBL_SELLER = (
    """<cac:PartyLegalEntity><cbc:RegistrationName>Van Dam B.V.</cbc:RegistrationName></cac:PartyLegalEntity>"""
)
UBL_TOTAL = """<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">100</cbc:LineExtensionAmount>
  <cbc:TaxExclusiveAmount currencyID="EUR">100</cbc:TaxExclusiveAmount>
  <cbc:TaxInclusiveAmount currencyID="EUR">121</cbc:TaxInclusiveAmount>
  <cbc:PayableAmount currencyID="EUR">121</cbc:PayableAmount></cac:LegalMonetaryTotal>"""
UBL_LINE = """<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="HUR">2</cbc:InvoicedQuantity>
  <cbc:LineExtensionAmount currencyID="EUR">100</cbc:LineExtensionAmount>
  <cac:Item><cbc:Name>Uren</cbc:Name></cac:Item>
  <cac:Price><cbc:PriceAmount currencyID="EUR">50</cbc:PriceAmount></cac:Price></cac:InvoiceLine>"""


UBL = """<?xml version="1.0" encoding="UTF-8"?>
<{root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
  xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2">
{start}<cbc:ID>2027-1</cbc:ID><cbc:IssueDate>2027-03-01</cbc:IssueDate>{typed}
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>{before}
<cac:AccountingSupplierParty><cac:Party>{seller}</cac:Party></cac:AccountingSupplierParty>
<cac:AccountingCustomerParty><cac:Party><cac:PartyName><cbc:Name>Klant</cbc:Name></cac:PartyName></cac:Party>
</cac:AccountingCustomerParty>{after}{total}{lines}</{root}>"""
UBL_PARTS = {
    "root": "Invoice",
    "start": "",
    "typed": "<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>",
    "before": "",
    "seller": UBL_SELLER,
    "after": "",
    "total": UBL_TOTAL,
    "lines": UBL_LINE,
}


def ubl(**parts: str) -> bytes:
    """A UBL document with something put where it belongs: before the parties, after them, instead of the lines."""
    return UBL.format_map(UBL_PARTS | parts).encode()


def credit_note(**more: str) -> bytes:
    lines = UBL_LINE.replace("InvoiceLine", "CreditNoteLine").replace("InvoicedQuantity", "CreditedQuantity")
    typed = "<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>"
    return ubl(**{"root": "CreditNote", "typed": typed, "lines": lines} | more)


CII_TOTAL = """<ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:LineTotalAmount>100</ram:LineTotalAmount>
  <ram:TaxBasisTotalAmount>100</ram:TaxBasisTotalAmount><ram:TaxTotalAmount currencyID="EUR">21</ram:TaxTotalAmount>
  <ram:GrandTotalAmount>121</ram:GrandTotalAmount><ram:DuePayableAmount>121</ram:DuePayableAmount>
  </ram:SpecifiedTradeSettlementHeaderMonetarySummation>"""


CII = """<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
  xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
  xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"
  xmlns:qdt="urn:un:unece:uncefact:data:standard:QualifiedDataType:100">
<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>
<ram:ID>urn:cen.eu:en16931:2017</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter>
</rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument><ram:ID>2027-1</ram:ID><ram:TypeCode>{typed}</ram:TypeCode><ram:IssueDateTime>
<udt:DateTimeString format="102">20270301</udt:DateTimeString></ram:IssueDateTime>{notes}</rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>{lines}<ram:ApplicableHeaderTradeAgreement>
<ram:SellerTradeParty>{seller}</ram:SellerTradeParty>
<ram:BuyerTradeParty><ram:Name>Klant</ram:Name></ram:BuyerTradeParty>{agreement}</ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeDelivery>{delivery}</ram:ApplicableHeaderTradeDelivery>
<ram:ApplicableHeaderTradeSettlement>{before}<ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>{after}{total}
</ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"""
CII_PARTS = {
    "typed": "380",
    "notes": "",
    "lines": "",
    "seller": "<ram:Name>Van Dam B.V.</ram:Name>",
    "agreement": "",
    "delivery": "",
    "before": "",
    "after": "",
    "total": CII_TOTAL,
}


def cii(**parts: str) -> bytes:
    """A CII document with something put where it belongs."""
    return CII.format_map(CII_PARTS | parts).encode()


def day102(name: str, written: str) -> str:
    return f'<ram:{name}><udt:DateTimeString format="102">{written}</udt:DateTimeString></ram:{name}>'


def test_a_file_with_little_else_is_an_invoice() -> None:
    for content in (ubl(), cii()):
        invoice = read(content)
        assert ("2027-1", Kind.INVOICE, date(2027, 3, 1), "EUR", "Van Dam B.V.", "Klant", Decimal(121)) == (
            invoice.number,
            invoice.kind,
            invoice.issue_date,
            invoice.currency,
            invoice.seller.name,
            invoice.buyer.name,
            invoice.totals.payable,
        )


def test_the_small_files_are_ubl_themselves() -> None:
    assert (True, []) == validate_xsd(ubl())
    assert (True, []) == validate_xsd(credit_note())


def test_the_syntax_is_told_from_the_start_of_a_file() -> None:
    assert Format.UBL_INVOICE is detect(ubl())
    assert Format.UBL_CREDIT_NOTE is detect(credit_note())
    assert Format.CII is detect(cii())
    assert Format.CII is detect(cii()[:400])
    assert detect(b"%PDF-1.7") is None
    assert detect(b"") is None


@pytest.mark.parametrize("encoding", ["UTF-16", "ISO-8859-1", "windows-1252", "utf8"])
def test_a_file_in_another_encoding_that_it_declares_is_read(encoding: str) -> None:
    text = ubl(seller=UBL_SELLER.replace("Van Dam", "Café België")).decode().replace("UTF-8", encoding)
    assert "Café België B.V." == read(text.encode(encoding)).seller.name


def test_white_space_and_a_byte_order_mark_before_the_document_do_no_harm() -> None:
    assert "2027-1" == read(b"\r\n  " + ubl()).number
    assert "2027-1" == read(b"\xef\xbb\xbf" + ubl()).number


def test_an_invoice_in_the_envelope_of_peppol_is_taken_out() -> None:
    space = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"
    inside = ubl().split(b"?>", 1)[1]
    envelope = f'<StandardBusinessDocument xmlns="{space}"><StandardBusinessDocumentHeader/>'.encode()
    content = envelope + inside + b"</StandardBusinessDocument>"
    assert "2027-1" == read(content).number
    assert Format.UBL_INVOICE is detect(content)


def test_elements_of_others_never_stand_in_for_ours() -> None:
    extension = """<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><x:ID xmlns:x="urn:x">NIET</x:ID>
    <cbc:ID>NIET</cbc:ID></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>"""
    assert "2027-1" == read(ubl(start=extension + '<x:ID xmlns:x="urn:x">OOK NIET</x:ID>')).number


# --- who


def party(*parts: str) -> bytes:
    return ubl(seller="".join(parts))


NAME = "<cac:PartyName><cbc:Name>Van Dam</cbc:Name></cac:PartyName>"
DUTCH = """<cac:PostalAddress><cac:Country>
<cbc:IdentificationCode>NL</cbc:IdentificationCode></cac:Country></cac:PostalAddress>"""
DANISH = DUTCH.replace("NL", "DK")


def legal(number: str, scheme: str | None = None) -> str:
    attribute = "" if scheme is None else f' schemeID="{scheme}"'
    return f"<cac:PartyLegalEntity><cbc:CompanyID{attribute}>{number}</cbc:CompanyID></cac:PartyLegalEntity>"


def taxed(number: str, scheme: str = "VAT") -> str:
    return f"""<cac:PartyTaxScheme><cbc:CompanyID>{number}</cbc:CompanyID><cac:TaxScheme><cbc:ID>{scheme}</cbc:ID>
    </cac:TaxScheme></cac:PartyTaxScheme>"""


def known(number: str, scheme: str) -> str:
    return f'<cac:PartyIdentification><cbc:ID schemeID="{scheme}">{number}</cbc:ID></cac:PartyIdentification>'


@pytest.mark.parametrize(
    ("parts", "kvk"),
    [
        ((NAME, legal("12345678", "0106")), "12345678"),
        ((NAME, legal("12345678", "NL:KVK")), "12345678"),
        ((NAME, legal("1234.5678", "0106")), "12345678"),
        ((known("12345678", "0106"), NAME), "12345678"),
        (('<cbc:EndpointID schemeID="0106">12345678</cbc:EndpointID>', NAME), "12345678"),
        ((NAME, DUTCH, legal("12345678")), "12345678"),
        ((NAME, DUTCH, legal("12345678 Amersfoort")), "12345678"),
        ((NAME, taxed("NL123456782B90"), legal("12345678")), "12345678"),
        ((NAME, DANISH, legal("12345678")), None),
        ((NAME, legal("12345678")), None),
        ((NAME, DUTCH, legal("12345678", "0088")), None),
        ((NAME, DUTCH, legal("1234567", "0106")), None),
        ((NAME, DUTCH), None),
    ],
)
def test_a_kvk_number_is_known_by_its_scheme_or_as_the_legal_number_of_a_dutch_party(
    parts: tuple[str, ...], kvk: str | None
) -> None:
    assert kvk == read(party(*parts)).seller.kvk


@pytest.mark.parametrize(
    ("parts", "oin"),
    [
        ((NAME, legal("00000001001234567000", "0190")), "00000001001234567000"),
        ((NAME, DUTCH, legal("00000001001234567000")), "00000001001234567000"),
        ((NAME, DUTCH, legal("12345678", "0106")), None),
    ],
)
def test_a_public_body_is_known_by_its_oin(parts: tuple[str, ...], oin: str | None) -> None:
    assert oin == read(party(*parts)).seller.oin


@pytest.mark.parametrize(
    ("parts", "number"),
    [
        ((NAME, taxed("NL123456782B90")), "NL123456782B90"),
        ((NAME, taxed("nl 1234.56.782.B90")), "NL123456782B90"),
        ((NAME, taxed("BE0403019261")), "BE0403019261"),
        ((NAME, taxed("123456782B90", "LOC")), "NL123456782B90"),
        ((NAME, taxed("12.345", "LOC")), None),
        ((known("NL123456782B90", "9944"), NAME), "NL123456782B90"),
        (('<cbc:EndpointID schemeID="9944">NL123456782B90</cbc:EndpointID>', NAME), "NL123456782B90"),
        ((NAME, legal("NL123456782B90")), "NL123456782B90"),
        ((NAME, taxed("onbekend")), None),
    ],
)
def test_a_vat_number_is_read_without_its_dots_wherever_it_stands(parts: tuple[str, ...], number: str | None) -> None:
    assert number == read(party(*parts)).seller.vat_number


def test_a_party_that_only_has_a_name_is_called_that() -> None:
    seller = read(party(NAME)).seller
    assert ("Van Dam", None) == (seller.name, seller.trading_name)


def test_a_house_number_of_its_own_belongs_to_the_street() -> None:
    address = """<cac:PostalAddress><cbc:StreetName>Dorpsstraat</cbc:StreetName>
<cbc:BuildingNumber>1a</cbc:BuildingNumber>
    <cbc:CityName>Ede</cbc:CityName><cbc:PostalZone>6711 AA</cbc:PostalZone></cac:PostalAddress>"""
    assert Address(street="Dorpsstraat 1a", city="Ede", postcode="6711 AA") == read(party(NAME, address)).seller.address


def test_a_party_of_cii_is_read_whole() -> None:
    seller = read(
        cii(
            seller="""<ram:ID>L-1</ram:ID><ram:GlobalID schemeID="0088">8712345678906</ram:GlobalID>
<ram:Name>Van Dam B.V.</ram:Name><ram:Description>B.V. te Ede</ram:Description><ram:SpecifiedLegalOrganization>
<ram:ID schemeID="0106">12345678</ram:ID><ram:TradingBusinessName>Dam Loodgieters</ram:TradingBusinessName>
</ram:SpecifiedLegalOrganization><ram:DefinedTradeContact><ram:DepartmentName>Administratie</ram:DepartmentName>
<ram:TelephoneUniversalCommunication><ram:CompleteNumber>0318-123456</ram:CompleteNumber>
</ram:TelephoneUniversalCommunication><ram:EmailURIUniversalCommunication><ram:URIID>a@dam.example</ram:URIID>
</ram:EmailURIUniversalCommunication></ram:DefinedTradeContact><ram:PostalTradeAddress>
<ram:PostcodeCode>6711 AA</ram:PostcodeCode><ram:LineOne>Dorpsstraat 1</ram:LineOne><ram:LineTwo>Hal 2</ram:LineTwo>
<ram:LineThree>Achterom</ram:LineThree><ram:CityName>Ede</ram:CityName><ram:CountryID>NL</ram:CountryID>
<ram:CountrySubDivisionName>Gelderland</ram:CountrySubDivisionName></ram:PostalTradeAddress>
<ram:URIUniversalCommunication><ram:URIID schemeID="0106">12345678</ram:URIID></ram:URIUniversalCommunication>
<ram:SpecifiedTaxRegistration><ram:ID schemeID="FC">123</ram:ID></ram:SpecifiedTaxRegistration>
<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">NL123456782B90</ram:ID></ram:SpecifiedTaxRegistration>"""
        )
    ).seller
    assert (Identifier("L-1"), Identifier("8712345678906", "0088")) == seller.ids
    assert ("Van Dam B.V.", "Dam Loodgieters", "B.V. te Ede") == (seller.name, seller.trading_name, seller.legal_form)
    assert ("12345678", "NL123456782B90", "123") == (seller.kvk, seller.vat_id, seller.tax_registration)
    assert ("Administratie", "0318-123456", "a@dam.example") == (seller.contact, seller.phone, seller.email)
    assert Identifier("12345678", "0106") == seller.endpoint
    assert Address(
        street="Dorpsstraat 1",
        street_more="Hal 2",
        street_rest="Achterom",
        postcode="6711 AA",
        city="Ede",
        region="Gelderland",
        country="NL",
    ) == (seller.address)


def test_a_payee_is_not_the_seller() -> None:
    in_ubl = "<cac:PayeeParty><cac:PartyName><cbc:Name>Factorbank</cbc:Name></cac:PartyName></cac:PayeeParty>"
    in_cii = "<ram:PayeeTradeParty><ram:Name>Factorbank</ram:Name></ram:PayeeTradeParty>"
    for content in (ubl(after=in_ubl), cii(after=in_cii)):
        invoice = read(content)
        assert ("Van Dam B.V.", "Factorbank") == (invoice.seller.name, invoice.payee and invoice.payee.name)


def test_where_it_was_delivered() -> None:
    expected = Delivery(
        name="Achterom",
        location=Identifier("8712345678906", "0088"),
        date=date(2027, 2, 20),
        address=Address(city="Ede", country="NL"),
    )
    in_ubl = """<cac:Delivery><cbc:ActualDeliveryDate>2027-02-20</cbc:ActualDeliveryDate><cac:DeliveryLocation>
<cbc:ID schemeID="0088">8712345678906</cbc:ID><cac:Address><cbc:CityName>Ede</cbc:CityName><cac:Country>
<cbc:IdentificationCode>NL</cbc:IdentificationCode></cac:Country></cac:Address></cac:DeliveryLocation>
<cac:DeliveryParty>
<cac:PartyName><cbc:Name>Achterom</cbc:Name></cac:PartyName></cac:DeliveryParty></cac:Delivery>"""
    in_cii = f"""<ram:ShipToTradeParty><ram:GlobalID schemeID="0088">8712345678906</ram:GlobalID>
<ram:Name>Achterom</ram:Name>
<ram:PostalTradeAddress><ram:CityName>Ede</ram:CityName><ram:CountryID>NL</ram:CountryID></ram:PostalTradeAddress>
</ram:ShipToTradeParty><ram:ActualDeliverySupplyChainEvent>{day102("OccurrenceDateTime", "20270220")}
</ram:ActualDeliverySupplyChainEvent>"""
    assert (expected, expected) == (read(ubl(after=in_ubl)).delivery, read(cii(delivery=in_cii)).delivery)


# --- how to pay


def test_ways_to_pay_in_ubl() -> None:
    means = """<cac:PaymentMeans><cbc:PaymentMeansCode name="Overboeking">30</cbc:PaymentMeansCode>
<cbc:PaymentID>2027-1</cbc:PaymentID><cac:PayeeFinancialAccount><cbc:ID>NL91 ABNA 0417 1643 00</cbc:ID>
<cbc:Name>Van Dam</cbc:Name><cac:FinancialInstitutionBranch><cbc:ID>ABNANL2A</cbc:ID></cac:FinancialInstitutionBranch>
</cac:PayeeFinancialAccount></cac:PaymentMeans><cac:PaymentMeans><cbc:PaymentMeansCode>59</cbc:PaymentMeansCode>
<cac:PaymentMandate><cbc:ID>M-1</cbc:ID><cac:PayerFinancialAccount><cbc:ID>NL02ABNA0123456789</cbc:ID>
</cac:PayerFinancialAccount></cac:PaymentMandate></cac:PaymentMeans>"""
    seller = known("NL98ZZZ999999990000", "SEPA") + UBL_SELLER
    invoice = read(ubl(seller=seller, after=means))
    assert (
        Payment(
            means="30",
            means_text="Overboeking",
            reference="2027-1",
            account="NL91 ABNA 0417 1643 00",
            account_name="Van Dam",
            bic="ABNANL2A",
        ),
        Payment(means="59", mandate="M-1", debited_account="NL02ABNA0123456789"),
    ) == invoice.payments
    assert ("NL91ABNA0417164300", "2027-1") == (invoice.iban, invoice.payment_reference)
    assert ("NL98ZZZ999999990000", ()) == (invoice.creditor_id, invoice.seller.ids)


def test_ways_to_pay_in_cii_share_reference_and_mandate() -> None:
    means = """<ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>{code}</ram:TypeCode>
<ram:PayeePartyCreditorFinancialAccount>{account}</ram:PayeePartyCreditorFinancialAccount>
</ram:SpecifiedTradeSettlementPaymentMeans>"""
    first = means.format(code="42", account="<ram:ProprietaryID>1234</ram:ProprietaryID>")
    second = means.format(code="58", account="<ram:IBANID>NL91ABNA0417164300</ram:IBANID>")
    terms = """<ram:SpecifiedTradePaymentTerms>
<ram:DirectDebitMandateID>M-1</ram:DirectDebitMandateID></ram:SpecifiedTradePaymentTerms>"""
    invoice = read(
        cii(
            before="<ram:CreditorReferenceID>NL98ZZZ</ram:CreditorReferenceID><ram:PaymentReference>K-1</ram:PaymentReference>",
            after=first + second + terms,
        )
    )
    assert (
        Payment(means="42", reference="K-1", mandate="M-1", account="1234"),
        Payment(means="58", reference="K-1", mandate="M-1", account="NL91ABNA0417164300"),
    ) == invoice.payments
    assert ("NL91ABNA0417164300", "K-1", "NL98ZZZ") == (invoice.iban, invoice.payment_reference, invoice.creditor_id)


@pytest.mark.parametrize("account", ["NL91ABNA0417164301", "NL91", "1234567", "XX00 GEEN"])
def test_an_account_that_is_no_iban_is_not_called_one(account: str) -> None:
    means = f"""<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode><cac:PayeeFinancialAccount>
<cbc:ID>{account}</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>"""
    invoice = read(ubl(after=means))
    assert (None, account) == (invoice.iban, invoice.payments[0].account)


def test_a_reference_without_a_way_to_pay_is_kept() -> None:
    invoice = read(cii(before="<ram:PaymentReference>K-1</ram:PaymentReference>"))
    assert "K-1" == invoice.payment_reference


def test_due_date_and_terms() -> None:
    in_cii = f"""<ram:SpecifiedTradePaymentTerms><ram:Description>Binnen 30 dagen</ram:Description>
{day102("DueDateDateTime", "20270331")}</ram:SpecifiedTradePaymentTerms>"""
    in_ubl = "<cac:PaymentTerms><cbc:Note>Binnen 30 dagen</cbc:Note></cac:PaymentTerms>"
    typed = "<cbc:DueDate>2027-03-31+01:00</cbc:DueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>"
    for content in (ubl(typed=typed, after=in_ubl), cii(after=in_cii)):
        invoice = read(content)
        assert (date(2027, 3, 31), "Binnen 30 dagen") == (invoice.due_date, invoice.payment_terms)


# --- credit notes


def test_a_credit_note_is_one_by_its_element_or_by_its_code() -> None:
    as_invoice = ubl(typed="<cbc:InvoiceTypeCode>381</cbc:InvoiceTypeCode>")
    for content in (credit_note(), as_invoice, cii(typed="381"), cii(typed="261")):
        invoice = read(content)
        assert (Kind.CREDIT_NOTE, Decimal(121)) == (invoice.kind, invoice.totals.payable)


@pytest.mark.parametrize("code", ["380", "384", "389", "326", "386"])
def test_other_types_are_invoices(code: str) -> None:
    invoice = read(cii(typed=code))
    assert (Kind.INVOICE, code) == (invoice.kind, invoice.type_code)


def test_a_credit_note_has_its_due_date_with_the_way_to_pay_and_its_project_among_the_documents() -> None:
    project = """<cac:AdditionalDocumentReference><cbc:ID>P-7</cbc:ID>
<cbc:DocumentTypeCode>50</cbc:DocumentTypeCode></cac:AdditionalDocumentReference>"""
    means = """<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>
<cbc:PaymentDueDate>2027-03-31</cbc:PaymentDueDate></cac:PaymentMeans>"""
    invoice = read(credit_note(before=project, after=means))
    assert (date(2027, 3, 31), "P-7", ()) == (invoice.due_date, invoice.project, invoice.attachments)


def test_what_a_credit_note_credits() -> None:
    in_ubl = """<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>2026-9</cbc:ID>
<cbc:IssueDate>2026-12-01</cbc:IssueDate></cac:InvoiceDocumentReference></cac:BillingReference>"""
    in_cii = """<ram:InvoiceReferencedDocument><ram:IssuerAssignedID>2026-9</ram:IssuerAssignedID>
<ram:FormattedIssueDateTime><qdt:DateTimeString format="102">20261201</qdt:DateTimeString>
</ram:FormattedIssueDateTime>
</ram:InvoiceReferencedDocument>"""
    for content in (credit_note(before=in_ubl), cii(typed="381", total=CII_TOTAL + in_cii)):
        assert [("2026-9", date(2026, 12, 1))] == [(one.number, one.issue_date) for one in read(content).preceding]


# --- what was sold


def test_a_line_of_ubl_with_all_that_it_can_have() -> None:
    line = read(
        ubl(
            lines="""<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:Note>Volgens afspraak</cbc:Note>
<cbc:InvoicedQuantity unitCode="C62">250</cbc:InvoicedQuantity>
<cbc:LineExtensionAmount currencyID="EUR">27.00</cbc:LineExtensionAmount>
<cbc:AccountingCost>4500</cbc:AccountingCost><cac:InvoicePeriod><cbc:StartDate>2027-02-01</cbc:StartDate>
<cbc:EndDate>2027-02-28</cbc:EndDate></cac:InvoicePeriod><cac:OrderLineReference><cbc:LineID>3</cbc:LineID>
</cac:OrderLineReference>
<cac:DocumentReference><cbc:ID schemeID="AEP">METER-1</cbc:ID><cbc:DocumentTypeCode>130</cbc:DocumentTypeCode>
</cac:DocumentReference>
<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>
<cbc:AllowanceChargeReasonCode>95</cbc:AllowanceChargeReasonCode>
<cbc:AllowanceChargeReason>Korting</cbc:AllowanceChargeReason>
<cbc:MultiplierFactorNumeric>10</cbc:MultiplierFactorNumeric>
<cbc:Amount currencyID="EUR">3.00</cbc:Amount><cbc:BaseAmount currencyID="EUR">30.00</cbc:BaseAmount>
</cac:AllowanceCharge>
<cac:Item><cbc:Description>Verzinkt</cbc:Description><cbc:Name>Schroef</cbc:Name>
<cac:BuyersItemIdentification><cbc:ID>B-1</cbc:ID></cac:BuyersItemIdentification>
<cac:SellersItemIdentification><cbc:ID>S-1</cbc:ID></cac:SellersItemIdentification>
<cac:StandardItemIdentification><cbc:ID schemeID="0160">08712345678906</cbc:ID></cac:StandardItemIdentification>
<cac:OriginCountry><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:OriginCountry>
<cac:CommodityClassification>
<cbc:ItemClassificationCode listID="STI" listVersionID="2">31161500</cbc:ItemClassificationCode>
</cac:CommodityClassification>
<cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>21</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID>
</cac:TaxScheme>
</cac:ClassifiedTaxCategory><cac:AdditionalItemProperty><cbc:Name>Maat</cbc:Name><cbc:Value>4x40</cbc:Value>
</cac:AdditionalItemProperty></cac:Item><cac:Price><cbc:PriceAmount currencyID="EUR">12.00</cbc:PriceAmount>
<cbc:BaseQuantity unitCode="C62">100</cbc:BaseQuantity><cac:AllowanceCharge>
<cbc:ChargeIndicator>false</cbc:ChargeIndicator>
<cbc:Amount currencyID="EUR">0.50</cbc:Amount><cbc:BaseAmount currencyID="EUR">12.50</cbc:BaseAmount>
</cac:AllowanceCharge>
</cac:Price><cac:SubInvoiceLine><cbc:ID>1.1</cbc:ID><cbc:InvoicedQuantity>1</cbc:InvoicedQuantity>
<cbc:LineExtensionAmount currencyID="EUR">5</cbc:LineExtensionAmount><cac:Item><cbc:Name>Onderdeel</cbc:Name>
</cac:Item>
</cac:SubInvoiceLine></cac:InvoiceLine>"""
        )
    ).lines
    assert 1 == len(line)
    assert line[0] == FULL_LINE


def test_a_line_of_cii_with_all_that_it_can_have() -> None:
    period = day102("StartDateTime", "20270201") + day102("EndDateTime", "20270228")
    line = read(
        cii(
            lines=f"""<ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument>
<ram:LineID>1</ram:LineID>
<ram:IncludedNote><ram:Content>Volgens afspraak</ram:Content></ram:IncludedNote></ram:AssociatedDocumentLineDocument>
<ram:SpecifiedTradeProduct><ram:GlobalID schemeID="0160">08712345678906</ram:GlobalID>
<ram:SellerAssignedID>S-1</ram:SellerAssignedID>
<ram:BuyerAssignedID>B-1</ram:BuyerAssignedID><ram:Name>Schroef</ram:Name><ram:Description>Verzinkt</ram:Description>
<ram:ApplicableProductCharacteristic><ram:Description>Maat</ram:Description><ram:Value>4x40</ram:Value>
</ram:ApplicableProductCharacteristic>
<ram:DesignatedProductClassification><ram:ClassCode listID="STI" listVersionID="2">31161500</ram:ClassCode>
</ram:DesignatedProductClassification><ram:OriginTradeCountry><ram:ID>DE</ram:ID></ram:OriginTradeCountry>
</ram:SpecifiedTradeProduct>
<ram:SpecifiedLineTradeAgreement><ram:BuyerOrderReferencedDocument><ram:LineID>3</ram:LineID>
</ram:BuyerOrderReferencedDocument>
<ram:GrossPriceProductTradePrice><ram:ChargeAmount>12.50</ram:ChargeAmount><ram:AppliedTradeAllowanceCharge>
<ram:ChargeIndicator>
<udt:Indicator>false</udt:Indicator></ram:ChargeIndicator><ram:ActualAmount>0.50</ram:ActualAmount>
</ram:AppliedTradeAllowanceCharge>
</ram:GrossPriceProductTradePrice><ram:NetPriceProductTradePrice><ram:ChargeAmount>12.00</ram:ChargeAmount>
<ram:BasisQuantity unitCode="C62">100</ram:BasisQuantity></ram:NetPriceProductTradePrice>
</ram:SpecifiedLineTradeAgreement>
<ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="C62">250</ram:BilledQuantity>
</ram:SpecifiedLineTradeDelivery>
<ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode>
<ram:CategoryCode>S</ram:CategoryCode>
<ram:RateApplicablePercent>21</ram:RateApplicablePercent></ram:ApplicableTradeTax><ram:BillingSpecifiedPeriod>{period}
</ram:BillingSpecifiedPeriod><ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator>
<udt:Indicator>false</udt:Indicator>
</ram:ChargeIndicator><ram:CalculationPercent>10</ram:CalculationPercent><ram:BasisAmount>30.00</ram:BasisAmount>
<ram:ActualAmount>3.00</ram:ActualAmount><ram:ReasonCode>95</ram:ReasonCode><ram:Reason>Korting</ram:Reason>
</ram:SpecifiedTradeAllowanceCharge><ram:SpecifiedTradeSettlementLineMonetarySummation>
<ram:LineTotalAmount>27.00</ram:LineTotalAmount>
</ram:SpecifiedTradeSettlementLineMonetarySummation><ram:AdditionalReferencedDocument>
<ram:IssuerAssignedID>METER-1</ram:IssuerAssignedID>
<ram:TypeCode>130</ram:TypeCode><ram:ReferenceTypeCode>AEP</ram:ReferenceTypeCode></ram:AdditionalReferencedDocument>
<ram:ReceivableSpecifiedTradeAccountingAccount><ram:ID>4500</ram:ID></ram:ReceivableSpecifiedTradeAccountingAccount>
</ram:SpecifiedLineTradeSettlement></ram:IncludedSupplyChainTradeLineItem>"""
        )
    ).lines
    assert (FULL_LINE,) == line


FULL_LINE = Line(
    id="1",
    name="Schroef",
    description="Verzinkt",
    note="Volgens afspraak",
    object_id=Identifier("METER-1", "AEP"),
    quantity=Decimal(250),
    unit="C62",
    price=Price(
        net=Decimal("12.00"), discount=Decimal("0.50"), gross=Decimal("12.50"), per=Decimal(100), per_unit="C62"
    ),
    net_amount=Decimal("27.00"),
    adjustments=(
        Adjustment(
            is_charge=False,
            amount=Decimal("3.00"),
            base=Decimal("30.00"),
            percent=Decimal(10),
            reason="Korting",
            reason_code="95",
        ),
    ),
    vat_category="S",
    vat_percent=Decimal(21),
    order_line="3",
    accounting_reference="4500",
    period=Period(start=date(2027, 2, 1), end=date(2027, 2, 28)),
    seller_item="S-1",
    buyer_item="B-1",
    standard_item=Identifier("08712345678906", "0160"),
    classifications=(Identifier("31161500", "STI", "2"),),
    origin="DE",
    attributes=(("Maat", "4x40"),),
)


def test_lines_that_only_group_or_inform_are_left_out() -> None:
    line = """<ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument>
<ram:LineID>{place}</ram:LineID>
<ram:LineStatusReasonCode>{status}</ram:LineStatusReasonCode></ram:AssociatedDocumentLineDocument>
<ram:SpecifiedTradeProduct>
<ram:Name>Uren</ram:Name></ram:SpecifiedTradeProduct><ram:SpecifiedLineTradeSettlement>
<ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>100</ram:LineTotalAmount>
</ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement>
</ram:IncludedSupplyChainTradeLineItem>"""
    lines = line.format(place="1", status="GROUP") + line.format(place="1.1", status="DETAIL")
    assert ["1.1"] == [found.id for found in read(cii(lines=lines)).lines]


def test_a_line_without_quantity_or_price_has_none() -> None:
    line = """<cac:InvoiceLine><cbc:ID>1</cbc:ID>
<cbc:LineExtensionAmount currencyID="EUR">100</cbc:LineExtensionAmount>
<cac:Item><cbc:Description>Diverse werkzaamheden</cbc:Description></cac:Item></cac:InvoiceLine>"""
    found = read(ubl(lines=line)).lines[0]
    assert (None, None, "Diverse werkzaamheden", Decimal(100)) == (
        found.quantity,
        found.price,
        found.name,
        found.net_amount,
    )


# --- amounts


def test_allowances_and_charges_on_the_whole() -> None:
    expected = (
        Adjustment(is_charge=False, amount=Decimal("5.00"), vat_category="S", vat_percent=Decimal(21), reason="Actie"),
        Adjustment(is_charge=True, amount=Decimal("7.50"), vat_category="S", vat_percent=Decimal(9), reason="Vracht"),
    )
    in_ubl = """<cac:AllowanceCharge><cbc:ChargeIndicator>{charge}</cbc:ChargeIndicator>
<cbc:AllowanceChargeReason>{reason}</cbc:AllowanceChargeReason><cbc:Amount currencyID="EUR">{amount}</cbc:Amount>
<cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>{percent}</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID>
</cac:TaxScheme>
</cac:TaxCategory></cac:AllowanceCharge>"""
    in_cii = """<ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>{charge}</udt:Indicator>
</ram:ChargeIndicator><ram:ActualAmount>{amount}</ram:ActualAmount><ram:Reason>{reason}</ram:Reason>
<ram:CategoryTradeTax>
<ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode>
<ram:RateApplicablePercent>{percent}</ram:RateApplicablePercent>
</ram:CategoryTradeTax></ram:SpecifiedTradeAllowanceCharge>"""
    allowance = {"charge": "false", "reason": "Actie", "amount": "5.00", "percent": "21"}
    charge = {"charge": "true", "reason": "Vracht", "amount": "7.50", "percent": "9"}
    assert expected == read(ubl(after=in_ubl.format(**allowance) + in_ubl.format(**charge))).adjustments
    assert expected == read(cii(after=in_cii.format(**allowance) + in_cii.format(**charge))).adjustments


def test_the_vat_breakdown_with_its_reason() -> None:
    expected = (
        VatLine(category="S", percent=Decimal(21), base=Decimal(100), tax=Decimal(21)),
        VatLine(
            category="AE",
            percent=Decimal(0),
            base=Decimal(50),
            tax=Decimal(0),
            exemption="Btw verlegd",
            exemption_code="VATEX-EU-AE",
        ),
    )
    in_ubl = """<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">21</cbc:TaxAmount><cac:TaxSubtotal>
<cbc:TaxableAmount currencyID="EUR">100</cbc:TaxableAmount><cbc:TaxAmount currencyID="EUR">21</cbc:TaxAmount>
<cac:TaxCategory>
<cbc:ID>S</cbc:ID><cbc:Percent>21</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory>
</cac:TaxSubtotal>
<cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">50</cbc:TaxableAmount>
<cbc:TaxAmount currencyID="EUR">0</cbc:TaxAmount>
<cac:TaxCategory><cbc:ID>AE</cbc:ID><cbc:Percent>0</cbc:Percent>
<cbc:TaxExemptionReasonCode>VATEX-EU-AE</cbc:TaxExemptionReasonCode>
<cbc:TaxExemptionReason>Btw verlegd</cbc:TaxExemptionReason><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
</cac:TaxCategory>
</cac:TaxSubtotal></cac:TaxTotal>"""
    in_cii = """<ram:ApplicableTradeTax><ram:CalculatedAmount>21</ram:CalculatedAmount>
<ram:TypeCode>VAT</ram:TypeCode>
<ram:BasisAmount>100</ram:BasisAmount><ram:CategoryCode>S</ram:CategoryCode>
<ram:DueDateTypeCode>29</ram:DueDateTypeCode>
<ram:RateApplicablePercent>21</ram:RateApplicablePercent></ram:ApplicableTradeTax><ram:ApplicableTradeTax>
<ram:CalculatedAmount>0</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode>
<ram:ExemptionReason>Btw verlegd</ram:ExemptionReason>
<ram:BasisAmount>50</ram:BasisAmount><ram:CategoryCode>AE</ram:CategoryCode>
<ram:ExemptionReasonCode>VATEX-EU-AE</ram:ExemptionReasonCode>
<ram:RateApplicablePercent>0</ram:RateApplicablePercent></ram:ApplicableTradeTax>"""
    assert (expected, expected) == (read(ubl(after=in_ubl)).vat, read(cii(after=in_cii)).vat)
    assert "35" == read(cii(after=in_cii)).tax_point_code


def test_prepaid_rounding_and_vat_in_two_currencies() -> None:
    in_ubl = read(
        ubl(
            before="<cbc:TaxCurrencyCode>NOK</cbc:TaxCurrencyCode>",
            after="""<cac:TaxTotal><cbc:TaxAmount currencyID="NOK">240</cbc:TaxAmount></cac:TaxTotal>
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">21</cbc:TaxAmount></cac:TaxTotal>""",
            total=UBL_TOTAL.replace(
                "<cbc:PayableAmount",
                """<cbc:PrepaidAmount currencyID="EUR">20</cbc:PrepaidAmount>
<cbc:PayableRoundingAmount currencyID="EUR">-0.01</cbc:PayableRoundingAmount><cbc:PayableAmount""",
            ),
        )
    ).totals
    in_cii = read(
        cii(
            before="<ram:TaxCurrencyCode>NOK</ram:TaxCurrencyCode>",
            total=CII_TOTAL.replace(
                "<ram:GrandTotalAmount>",
                """<ram:TaxTotalAmount currencyID="NOK">240</ram:TaxTotalAmount>
<ram:RoundingAmount>-0.01</ram:RoundingAmount>
<ram:GrandTotalAmount>""",
            ).replace(
                "<ram:DuePayableAmount>", "<ram:TotalPrepaidAmount>20</ram:TotalPrepaidAmount><ram:DuePayableAmount>"
            ),
        )
    ).totals
    for totals in (in_ubl, in_cii):
        assert (Decimal(21), Decimal(240), Decimal(20), Decimal("-0.01")) == (
            totals.vat,
            totals.vat_accounting,
            totals.prepaid,
            totals.rounding,
        )


def test_totals_that_a_file_leaves_out_follow_from_the_others() -> None:
    short = (
        '<cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="EUR">121</cbc:PayableAmount></cac:LegalMonetaryTotal>'
    )
    vat = '<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">21</cbc:TaxAmount></cac:TaxTotal>'
    totals = read(ubl(after=vat, total=short)).totals
    assert (Decimal(100), Decimal(100), Decimal(121), Decimal(121)) == (
        totals.lines,
        totals.without_vat,
        totals.with_vat,
        totals.payable,
    )


def test_a_file_of_totals_only_is_an_invoice_without_lines() -> None:
    minimum = CII_TOTAL.replace("<ram:LineTotalAmount>100</ram:LineTotalAmount>", "")
    invoice = read(cii(total=minimum))
    assert ((), Decimal(100)) == (invoice.lines, invoice.totals.lines)


# --- the rest


def test_references_and_notes_of_cii() -> None:
    agreement = """<ram:BuyerReference>UW-1</ram:BuyerReference>{}""".format(
        "".join(
            f"<ram:{name}ReferencedDocument><ram:IssuerAssignedID>{number}</ram:IssuerAssignedID></ram:{name}ReferencedDocument>"
            for name, number in (("SellerOrder", "SO-8"), ("BuyerOrder", "PO-9"), ("Contract", "C-6"))
        )
    )
    others = """<ram:AdditionalReferencedDocument><ram:IssuerAssignedID>T-3</ram:IssuerAssignedID>
<ram:TypeCode>50</ram:TypeCode>
</ram:AdditionalReferencedDocument><ram:AdditionalReferencedDocument>
<ram:IssuerAssignedID>METER</ram:IssuerAssignedID>
<ram:TypeCode>130</ram:TypeCode><ram:ReferenceTypeCode>AEP</ram:ReferenceTypeCode></ram:AdditionalReferencedDocument>
<ram:SpecifiedProcuringProject><ram:ID>P-7</ram:ID><ram:Name>Bouw</ram:Name></ram:SpecifiedProcuringProject>"""
    notes = """<ram:IncludedNote><ram:Content>Een</ram:Content><ram:SubjectCode>AAI</ram:SubjectCode>
</ram:IncludedNote>
<ram:IncludedNote><ram:Content>Twee</ram:Content></ram:IncludedNote>"""
    delivery = """<ram:DespatchAdviceReferencedDocument><ram:IssuerAssignedID>D-4</ram:IssuerAssignedID>
</ram:DespatchAdviceReferencedDocument><ram:ReceivingAdviceReferencedDocument>
<ram:IssuerAssignedID>R-5</ram:IssuerAssignedID>
</ram:ReceivingAdviceReferencedDocument>"""
    invoice = read(cii(notes=notes, agreement=agreement + others, delivery=delivery))
    assert ("UW-1", "SO-8", "PO-9", "C-6", "T-3", "P-7", "D-4", "R-5") == (
        invoice.buyer_reference,
        invoice.sales_order,
        invoice.order_reference,
        invoice.contract_reference,
        invoice.tender,
        invoice.project,
        invoice.despatch_advice,
        invoice.receiving_advice,
    )
    assert Identifier("METER", "AEP") == invoice.object_id
    assert (Note(text="Een", subject="AAI"), Note(text="Twee")) == invoice.notes
    assert "Een\nTwee" == invoice.note


def test_notes_of_ubl_have_their_subject_between_hashes() -> None:
    typed = """<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode><cbc:Note>#AAI#Een</cbc:Note>
<cbc:Note>Nummer #12</cbc:Note>"""
    assert (Note(text="Een", subject="AAI"), Note(text="Nummer #12")) == read(ubl(typed=typed)).notes


def test_the_number_that_stands_for_no_order_is_no_order() -> None:
    order = "<cac:OrderReference><cbc:ID>NA</cbc:ID><cbc:SalesOrderID>SO-8</cbc:SalesOrderID></cac:OrderReference>"
    invoice = read(ubl(before=order))
    assert (None, "SO-8") == (invoice.order_reference, invoice.sales_order)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("bon.pdf", "bon.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Temp\\bon.pdf", "bon.pdf"),
        ("bon&#9;.pdf", "bon.pdf"),
        ("..", None),
        ("", None),
    ],
)
def test_attachments_have_their_bytes_and_a_name_without_a_folder(written: str, name: str | None) -> None:
    in_ubl = f"""<cac:AdditionalDocumentReference><cbc:ID>B-1</cbc:ID>
<cbc:DocumentDescription>Bon</cbc:DocumentDescription>
<cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode="application/pdf" filename="{written}">SGFs
  bG8=</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>"""
    in_cii = f"""<ram:AdditionalReferencedDocument><ram:IssuerAssignedID>B-1</ram:IssuerAssignedID>
<ram:TypeCode>916</ram:TypeCode>
<ram:Name>Bon</ram:Name><ram:AttachmentBinaryObject mimeCode="application/pdf" filename="{written}">SGFsbG8=
</ram:AttachmentBinaryObject></ram:AdditionalReferencedDocument>"""
    expected = Attachment(id="B-1", description="Bon", content=b"Hallo", name=name, media_type="application/pdf")
    assert (expected,) == read(ubl(before=in_ubl)).attachments
    assert (expected,) == read(cii(agreement=in_cii)).attachments


def test_an_attachment_elsewhere_is_only_an_address() -> None:
    reference = """<cac:AdditionalDocumentReference><cbc:ID>B-1</cbc:ID><cac:Attachment><cac:ExternalReference>
<cbc:URI>https://vandam.example/bon</cbc:URI></cac:ExternalReference></cac:Attachment>
</cac:AdditionalDocumentReference>"""
    assert (Attachment(id="B-1", address="https://vandam.example/bon"),) == read(ubl(before=reference)).attachments


def test_a_damaged_attachment_is_told() -> None:
    reference = """<cac:AdditionalDocumentReference><cbc:ID>B-1</cbc:ID><cac:Attachment>
<cbc:EmbeddedDocumentBinaryObject mimeCode="a/b" filename="bon.pdf">SGFs*</cbc:EmbeddedDocumentBinaryObject>
</cac:Attachment>
</cac:AdditionalDocumentReference>"""
    with pytest.raises(UnreadableError) as raised:
        read(ubl(before=reference))
    assert raised.value.reason.nl.endswith("(`bon.pdf`) is beschadigd: de inhoud is niet te ontcijferen")
