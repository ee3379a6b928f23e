"""Which kind of document content is: an e-invoice in a syntax that is read here, or something else with a name."""

from enum import Enum
from typing import Final

from regeltaal.base.text import Text
from regeltaal.domains.common.einvoice import reasons, xml_tree


class Format(Enum):
    """A syntax that carries an invoice by EN 16931."""

    UBL_INVOICE = "UBL Invoice"
    UBL_CREDIT_NOTE = "UBL CreditNote"
    CII = "UN/CEFACT CrossIndustryInvoice"


_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
UBL_NAMESPACES: Final = frozenset(
    _UBL + name for name in ("Invoice-2", "CreditNote-2", "CommonAggregateComponents-2", "CommonBasicComponents-2")
)
_CII = "urn:un:unece:uncefact:data:standard:"
CII_NAMESPACES: Final = frozenset(
    _CII + name
    for name in (
        "CrossIndustryInvoice:100",
        "ReusableAggregateBusinessInformationEntity:100",
        "QualifiedDataType:100",
        "UnqualifiedDataType:100",
    )
)

ENVELOPE: Final = (
    "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader",
    "StandardBusinessDocument",
)
"""What Peppol puts around a document on its way; some access points deliver the file with it."""

ROOTS: Final = {
    (f"{_UBL}Invoice-2", "Invoice"): Format.UBL_INVOICE,
    (f"{_UBL}CreditNote-2", "CreditNote"): Format.UBL_CREDIT_NOTE,
    (f"{_CII}CrossIndustryInvoice:100", "CrossIndustryInvoice"): Format.CII,
}

_UBL_DOCUMENTS = {
    "Order": Text(nl="een bestelling", en="an order"),
    "OrderChange": Text(nl="een wijziging van een bestelling", en="a change of an order"),
    "OrderCancellation": Text(nl="een annulering van een bestelling", en="a cancellation of an order"),
    "OrderResponse": Text(nl="een antwoord op een bestelling", en="a response to an order"),
    "OrderResponseSimple": Text(nl="een antwoord op een bestelling", en="a response to an order"),
    "ApplicationResponse": Text(nl="een ontvangst- of statusbericht", en="an acknowledgement or status message"),
    "DespatchAdvice": Text(nl="een pakbon", en="a despatch advice"),
    "ReceiptAdvice": Text(nl="een ontvangstbon", en="a receipt advice"),
    "Catalogue": Text(nl="een catalogus", en="a catalogue"),
    "Quotation": Text(nl="een offerte", en="a quotation"),
    "RequestForQuotation": Text(nl="een offerteaanvraag", en="a request for quotation"),
    "Reminder": Text(nl="een herinnering", en="a reminder"),
    "Statement": Text(nl="een rekeningoverzicht", en="a statement"),
    "RemittanceAdvice": Text(nl="een betaalspecificatie", en="a remittance advice"),
    "Waybill": Text(nl="een vrachtbrief", en="a waybill"),
    "SelfBilledInvoice": Text(
        nl="een door de afnemer gemaakte factuur in een eigen UBL-soort", en="a self-billed invoice in its own UBL kind"
    ),
    "DebitNote": Text(nl="een debetnota", en="a debit note"),
}

_BY_NAMESPACE = (
    ("urn:ferd:CrossIndustryDocument:", Text(nl="een factuur in ZUGFeRD 1, van voor de Europese norm", en="ZUGFeRD 1")),
    ("urn:un:unece:uncefact:data:SCRDMCCBDACIOMessageStructure", Text(nl="een bestelling (Order-X)", en="an Order-X")),
    ("urn:iso:std:iso:20022:tech:xsd:camt.", Text(nl="een bankafschrift (CAMT)", en="a bank statement (CAMT)")),
    ("urn:iso:std:iso:20022:tech:xsd:pain.", Text(nl="een betaal- of incassobestand", en="a payment file")),
    ("http://ivaservizi.agenziaentrate.gov.it/", Text(nl="een Italiaanse factuur (FatturaPA)", en="a FatturaPA")),
    ("http://www.facturae", Text(nl="een Spaanse factuur (Facturae)", en="a Facturae")),
    ("http://www.xbrl.org/", Text(nl="een XBRL-rapport", en="an XBRL report")),
    ("http://www.auditfiles.nl/", Text(nl="een auditfile", en="an audit file")),
    ("http://ns.hr-xml.org/", Text(nl="een bericht van de uitzendbranche (SETU/HR-XML)", en="a SETU/HR-XML message")),
    ("http://www.w3.org/1999/xhtml", Text(nl="een webpagina", en="a web page")),
    ("http://www.w3.org/2000/svg", Text(nl="een afbeelding (SVG)", en="an image (SVG)")),
)

_MAGIC = (
    (b"%PDF-", Text(nl="een PDF", en="a PDF")),
    (b"PK\x03\x04", Text(nl="een ZIP- of Office-bestand", en="a ZIP or Office file")),
    (b"\x89PNG", Text(nl="een afbeelding (PNG)", en="an image (PNG)")),
    (b"\xff\xd8\xff", Text(nl="een foto (JPEG)", en="a photo (JPEG)")),
    (b"{", Text(nl="JSON", en="JSON")),
    (b"[", Text(nl="JSON", en="JSON")),
)
_HTML = (b"<!doctype html", b"<html")
_XML_STARTS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\x00<", b"\x00<")


def detect(content: bytes) -> Format | None:
    """The syntax that an e-invoice is in, from its start; None for all that is not an e-invoice read here.

    An invoice in an envelope shows its syntax only when it is read whole.
    """
    root = xml_tree.root_name(content)
    if root == ENVELOPE:
        return _enveloped(content)
    return None if root is None else ROOTS.get(root)


def not_xml(content: bytes) -> Text | None:
    """What content is, when its first bytes show that it is no XML."""
    start = content.lstrip()[:100]
    if start.lower().startswith(_HTML):
        return Text(nl="een webpagina", en="a web page")
    if start.startswith(_XML_STARTS):
        return None
    known = next((what for magic, what in _MAGIC if start.startswith(magic)), None)
    return known or Text(nl="een ander soort bestand", en="another kind of file")


def other_document(namespace: str, name: str) -> Text:
    """What an XML document is that is no e-invoice, by its root."""
    if namespace.startswith(_UBL) and (known := _UBL_DOCUMENTS.get(name)) is not None:
        return Text(nl=f"{known.nl} (UBL `{name}`)", en=f"{known.en} (UBL `{name}`)")
    for start, what in _BY_NAMESPACE:
        if namespace.startswith(start):
            return what
    shown = name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…"
    return Text(nl=f"een ander XML-bestand (`{shown}`)", en=f"another XML file (`{shown}`)")


_SHOWN = 60


def _enveloped(content: bytes) -> Format | None:
    try:
        root = xml_tree.parse(content)
    except reasons.UnreadableError:
        return None
    return next((ROOTS[key] for child in root.children if (key := (child.namespace, child.name)) in ROOTS), None)
